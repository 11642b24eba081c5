from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from onrecord.web.breaking import broken

if TYPE_CHECKING:
    from reading_room import Browser


def test_an_endless_word_may_break_and_loses_no_character() -> None:
    word = "A" * 1_000
    shown = broken(f"<p>so {word} it is</p>")
    assert shown.count("<wbr>") == 25
    assert shown.replace("<wbr>", "") == f"<p>so {word} it is</p>"
    assert max(map(len, re.split(r"<wbr>|\s", shown))) < 50


@pytest.mark.parametrize(
    "html",
    [
        f'<a href="https://example.org/{"a" * 900}">here</a>',
        f"<textarea>{'a' * 900}</textarea>",
        f"<title>{'a' * 900}</title>",
        "<p>" + "short words " * 500 + "</p>",
    ],
)
def test_attributes_fields_and_words_stay_as_they_are(html: str) -> None:
    assert broken(html) == html


def test_what_stands_in_tags_alone_is_told_from_words() -> None:
    word, tag = "b" * 200, f'<a href="/{"a" * 900}">'
    assert broken(f"{tag}here</a> {word}").count("<wbr>") == 5
    assert broken(f"{word}{tag}here</a>").count("<wbr>") == 5
    assert broken(f"{tag}{word}</a>").count("<wbr>") == 5
    assert broken(word).count("<wbr>") == 5


def test_no_page_has_an_endless_attribute_of_its_own(browser: Browser) -> None:
    """Else each would be looked through for the pattern, which takes ten times as long."""
    for path in ("/", "/search?q=dam", "/articles/1", "/review", "/compare/figures"):
        assert max(map(len, browser.get(path).text.split())) < 160, path


def test_no_entity_is_cut() -> None:
    shown = broken(f"<p>{'&lt;' * 400}</p>")
    assert "<wbr>" in shown
    assert shown.replace("<wbr>", "") == f"<p>{'&lt;' * 400}</p>"
    assert not re.search(r"&[a-z]*<wbr>", shown)
