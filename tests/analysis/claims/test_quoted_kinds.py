from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.analysis.claims.quoted import kind_of, quoted, spoken
from onrecord.analysis.regions import paragraphs
from onrecord.records import Attribution, Quotation, QuotedKind, QuotedSpan, Span


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def attribution(text: str, content: str, cue: str) -> Attribution:
    return Attribution((), (span(text, cue),), (span(text, content),), Quotation.INDIRECT, 0.9)


def kinds(text: str, *attributions: Attribution) -> list[str]:
    return [q.kind.value for q in quoted(text, paragraphs(text), attributions)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("The “miracle” pump broke again.", "scare-quote", id="held at arm's length"),
        pytest.param('The so-called "experts of all kinds" met.', "scare-quote", id="so-called"),
        pytest.param("Her novel, “The Salt Road”, sold well.", "title", id="noun of works before"),
        pytest.param("“The Salt Road”, a comedy in two acts, opened.", "title", id="noun of works behind"),
        pytest.param("They sang “Rain on the Quay” twice.", "title", id="capitals alone"),
        pytest.param("A memo entitled “what now” went round.", "title", id="entitled, in small letters"),
        pytest.param("A song called “rain” was played.", "title", id="a song called"),
        pytest.param("Robert “Bob” Lee opened a shop.", "name", id="nickname"),
        pytest.param("The trawler “Pike” sank.", "name", id="noun of named things"),
        pytest.param("The sirens, dubbed “the sisters”, howled.", "name", id="dubbed"),
        pytest.param("The term “haar” means fog.", "word", id="the term"),
        pytest.param("The name comes from “fell”, a hill.", "word", id="comes from"),
        pytest.param("“Kaya” is a verb on the island.", "word", id="is a verb"),
        pytest.param("“We waited all night for the boat and nobody came.”", "quotation", id="a sentence"),
        pytest.param("He said it was “good enough for now”.", "quotation", id="missed by the model"),
        pytest.param("“Never!”", "quotation", id="a cry"),
        pytest.param("There hung “a thing of some beauty and age”.", "quotation", id="many words"),
        pytest.param("Brandt ‘Hateful’ Reyes Quits Town", "scare-quote", id="a headline in capitals"),
        pytest.param("A pipe of 5 “12” bore.", "other", id="digits"),
        pytest.param("Nothing stood between “…” them.", "other", id="no word"),
    ],
)
def test_what_the_marks_are_for_outside_all_contents(text: str, expected: str) -> None:
    assert kinds(text) == [expected]


@pytest.mark.parametrize(
    ("text", "content", "cue", "expected"),
    [
        pytest.param(
            "Lund called the plan “reckless”.", "the plan “reckless”", "called", "quotation", id="partial"
        ),
        pytest.param(
            "She said the film “Night Train” was long.",
            "the film “Night Train” was long",
            "said",
            "title",
            id="a title in what is said",
        ),
        pytest.param(
            "She said she had read “A Field of Ladders” twice.",
            "she had read “A Field of Ladders” twice",
            "said",
            "title",
            id="a title by its capitals",
        ),
        pytest.param(
            "“Make Vell Great,” he said.", "“Make Vell Great,”", "said", "quotation", id="all of it"
        ),
        pytest.param(
            "He denied knowing the so-called “committee”.",
            "knowing the so-called “committee”",
            "denied",
            "scare-quote",
            id="so-called",
        ),
        pytest.param(
            "It was she whom he dubbed “the little senator”.",
            "“the little senator”",
            "dubbed",
            "quotation",
            id="dubbed",
        ),
        pytest.param(
            "He posted a line reading “thank you all”.",
            "a line reading “thank you all”",
            "posted",
            "quotation",
            id="a message",
        ),
        pytest.param(
            "He is “Corrupt,” the report said.",
            "He is “Corrupt,”",
            "said",
            "quotation",
            id="one capital word before a noun of works that speaks",
        ),
        pytest.param(
            "He is “Mexican,” she said, given this plan.",
            "He is “Mexican,”",
            "said",
            "quotation",
            id="one capital word far from a noun of works",
        ),
        pytest.param(
            "“Like Moor. Or Vell,” he said of it.",
            "“Like Moor. Or Vell,” he said of it",
            "said",
            "quotation",
            id="capitals over two sentences",
        ),
        pytest.param(
            "Brandt: Mayor’s ‘Incredibly Hateful Rhetoric’ Destroys Town",
            "Mayor’s ‘Incredibly Hateful Rhetoric’ Destroys Town",
            ":",
            "quotation",
            id="a headline in capitals",
        ),
    ],
)
def test_what_the_marks_are_for_in_a_content(text: str, content: str, cue: str, expected: str) -> None:
    assert kinds(text, attribution(text, content, cue)) == [expected]


def test_a_stretch_names_the_attribution_with_the_shortest_content_around_it() -> None:
    text = "Reyes said that Lund called it “a mess”. A “smart” brick lay there."
    outer = attribution(text, "that Lund called it “a mess”", "said")
    inner = attribution(text, "it “a mess”", "called")
    assert quoted(text, paragraphs(text), (outer, inner)) == (
        QuotedSpan(span(text, "“a mess”"), QuotedKind.QUOTATION, 1),
        QuotedSpan(span(text, "“smart”"), QuotedKind.SCARE, None),
    )


def test_a_stretch_of_which_less_than_half_lies_in_a_content_stands_in_none() -> None:
    text = "“one two three four” five"
    assert quoted(text, paragraphs(text), (attribution(text, "four” five", "one"),))[0].attribution is None


def test_what_is_no_quotation_does_not_count_as_spoken() -> None:
    text = "She said “Night Train”, a film, was “too long”."
    content = (span(text, "“Night Train”, a film, was “too long”"),)
    marked = [span(text, "“Night Train”"), span(text, "“too long”")]
    assert spoken(text, content, marked) == marked[1:]


def test_words_of_another_line_or_sentence_tell_nothing() -> None:
    text = "He left the novel\n“Reckless” it was. The term ended. “Smart” bricks lay there."
    assert "title" not in kinds(text)
    assert "word" not in kinds(text)


@pytest.mark.parametrize(
    "text", ["", "“", "”", "‘’", "“”“”", "\n\n", "“a", "a”", '"' * 50], ids=lambda text: repr(text[:9])
)
def test_broken_marks_are_no_error(text: str) -> None:
    assert all(0 <= q.span.start < q.span.end <= len(text) for q in quoted(text, paragraphs(text)))


def test_a_page_that_is_one_long_quotation_is_one_quotation() -> None:
    text = "“" + "and then the tide came in " * 4000 + "”"
    assert kinds(text) == ["quotation"]


@pytest.mark.parametrize("unit", ["“a” ", "“A B ", "‘as’ ", "“. ", "the term “a” is a verb ", "»A« "])
def test_hostile_pages_take_time_by_their_length(unit: str) -> None:
    text = unit * 20_000
    whole = Attribution((), (Span(0, 1),), (Span(0, len(text)),), Quotation.DIRECT, 0.9)
    started = time.monotonic()
    quoted(text, paragraphs(text), (whole,))
    assert time.monotonic() - started < 10  # about a second


@given(st.text(alphabet="aB .,“”\"'‘’\n", max_size=60))
def test_every_stretch_lies_in_the_text_in_order(text: str) -> None:
    found = quoted(text, paragraphs(text))
    edges = [at for q in found for at in (q.span.start, q.span.end)]
    assert edges == sorted(edges)
    assert all(kind_of(text, q.span) is q.kind for q in found)
