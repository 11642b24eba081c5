"""A text that is read as it stands is read line by line."""

from __future__ import annotations

import pytest

from onrecord.analysis.regions import paragraphs


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", []),
        (" \n\t\n", []),
        ("one", ["one"]),
        ("one\ntwo\r\n\n three ", ["one", "two", "three"]),
        ("a\u2028b\x85c", ["a", "b", "c"]),
    ],
)
def test_paragraphs_are_the_lines_that_have_words(text: str, lines: list[str]) -> None:
    assert [span.of(text) for span in paragraphs(text)] == lines


def test_paragraphs_are_lines_without_the_space_around_them() -> None:
    text = "  One two \n\n \t\nx\nThree\r\n"
    assert [span.of(text) for span in paragraphs(text)] == ["One two", "x", "Three"]


def test_paragraphs_of_a_long_blank_text_are_found_at_once() -> None:
    assert paragraphs(" " * 200_000) == ()
    assert len(paragraphs("a" + " " * 100_000 + "b")) == 1
    assert len(paragraphs("a" + " " * 100_000)) == 1
