from __future__ import annotations

import re

import pytest

from onrecord.web.breaking import broken


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


def test_no_entity_is_cut() -> None:
    shown = broken(f"<p>{'&lt;' * 400}</p>")
    assert "<wbr>" in shown
    assert shown.replace("<wbr>", "") == f"<p>{'&lt;' * 400}</p>"
    assert not re.search(r"&[a-z]*<wbr>", shown)
