"""Text pasted from a browser: the words stay, the furniture is set apart."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.articles import extract
from onrecord.articles.furniture import furniture_kind
from onrecord.pages import from_text
from onrecord.records import BlockKind, FurnitureKind, PageKind

PASTED = """BusinessMiddle East
Skip to content
Harbour tunnel to close for three weeks
Operator says repairs cannot wait until spring
By Ana Lund and Bo Berg
Published 3 May 2024 at 10:15
FacebookTwitterWhatsApp
PORT ELM (ND) — The harbour tunnel will close on Monday, the city said.
Photo: Cy Dahl / City Press
“We waited as long as we could,” said director Eva Holm.
What happens next
The mayor, Per Moe, said the ferries would run every ten minutes.
Read more: Tunnel repairs delayed again
Sign up for our morning newsletter
Drivers were told to use the northern bridge. “It is a nuisance,” one of them said.
Back to top
Most read
Storm tears roof off school
© 2024 The Elm Courier. All rights reserved.
"""
KINDS = [
    FurnitureKind.CATEGORY,
    FurnitureKind.NAVIGATION,
    BlockKind.TITLE,
    BlockKind.PARAGRAPH,
    FurnitureKind.BYLINE,
    FurnitureKind.BYLINE,
    FurnitureKind.SHARE,
    BlockKind.PARAGRAPH,
    FurnitureKind.CAPTION,
    BlockKind.PARAGRAPH,
    BlockKind.HEADING,
    BlockKind.PARAGRAPH,
    FurnitureKind.RELATED,
    FurnitureKind.NEWSLETTER,
    BlockKind.PARAGRAPH,
    FurnitureKind.NAVIGATION,
    FurnitureKind.RELATED,
    FurnitureKind.RELATED,
    FurnitureKind.NOTICE,
]


def read(text):
    return extract(from_text(text, "pasted"))


def test_every_line_of_a_pasted_page_is_what_it_is():
    article = read(PASTED)
    parts = sorted((*article.blocks, *article.furniture), key=lambda part: part.span)
    assert [(part.span.of(article.text), part.kind) for part in parts] == list(
        zip(PASTED.splitlines(), KINDS, strict=True)
    )


def test_the_text_is_the_text_given():
    assert read(PASTED).text == PASTED


def test_title_byline_date_and_dateline_are_read_from_the_text():
    article = read(PASTED)
    assert article.title == "Harbour tunnel to close for three weeks"
    assert article.authors == ("Ana Lund", "Bo Berg")
    assert article.published == "2024-05-03"
    assert article.dateline is not None
    assert article.dateline.of(article.text) == "PORT ELM (ND) —"
    assert set(article.origins.values()) == {"text"}


def test_a_text_that_opens_with_a_sentence_has_no_title():
    article = read("The tunnel will close on Monday, the city said.\nNobody was surprised by that.")
    assert (article.title, article.published, article.authors) == (None, None, ())


def test_wrapped_lines_are_one_paragraph():
    text = (
        "The report on the state of the ferries was published by the\ncouncil on Tuesday, and it found that\n"
        "eleven of the twenty boats needed repairs before the winter\ncame to the town, and that was all.\n\n"
        "It ended there, she said."
    )
    assert [block.span.of(text) for block in read(text).blocks] == text.split("\n\n")


@pytest.mark.parametrize(
    "line",
    [
        "Reuters/Ipsos polls put him ahead.",
        "Copyright law has changed, experts say.",
        "Share prices fell on Monday.",
        "“More on that later,” he said.",
        "Produced by Pfizer, the vaccine is safe, the agency said.",
        "McDonald said that OpenAI was wrong.",
        "Terms and conditions were not disclosed.",
        "Facebook.",
        "Whether materials contributed to the fire is unknown, police said.",
    ],
)
def test_sentences_are_not_taken_for_furniture(line):
    assert furniture_kind(line) is None


@pytest.mark.parametrize("text", ["", " \n ", "?!", "—\n—"])
def test_a_text_without_words_has_no_blocks(text):
    article = read(text)
    assert (article.text, article.blocks, article.furniture) == (text, (), ())


def test_another_language_is_told():
    text = (
        "Le maire a dit que le tunnel sera fermé pour trois semaines, et que les conducteurs "
        "ne sont pas contents de la décision."
    )
    article = read(text)
    assert (article.language, article.origins["language"]) == ("fr", "text")


LINES = st.lists(
    st.sampled_from([*PASTED.splitlines(), "", "word", "• A point.", "___"]) | st.text(max_size=60)
)


@settings(max_examples=60, deadline=None)
@given(LINES)
def test_parts_cover_every_word_once_whatever_the_text(lines):
    page = from_text("\n".join(lines), "x")
    if page.kind is not PageKind.TEXT:
        return
    article = extract(page)
    parts = sorted((*article.blocks, *article.furniture), key=lambda part: part.span)
    assert article.text == page.text
    assert all(one.span.end <= other.span.start for one, other in pairwise(parts))
    inside = {at for part in parts for at in range(part.span.start, part.span.end)}
    assert all(at in inside for at, mark in enumerate(article.text) if mark.isalnum())


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("A lorry on the northern bridge. [Ana Lund/Courier]", FurnitureKind.CAPTION),
        ("11 March 2025, 6.40am · 4 min read", FurnitureKind.BYLINE),
    ],
)
def test_bracketed_credits_and_reading_times_behind_a_date_are_set_apart(line, kind):
    article = read(PASTED.replace("Drivers were told", f"{line}\n\nDrivers were told"))
    assert (line, kind) in [(f.span.of(article.text), f.kind) for f in article.furniture]
