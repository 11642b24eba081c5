"""The sentence that an answer shows around the words of a statement."""

from __future__ import annotations

import pytest

from onrecord.answers.statements import sentence
from onrecord.records import Span

PLAIN = "The rest is a flood. Solheim said the ice was thin. Nobody asked."
QUOTED = "The lake grew. “We were wrong,” she said. “I would like to be right.” It rained."
LINES = "Ice is slow\nSolheim said the ice was thin\nMore from Science"


@pytest.mark.parametrize(
    ("text", "first", "last", "expected"),
    [
        (PLAIN, "Solheim", "the ice was thin", "Solheim said the ice was thin."),
        (PLAIN, "said", "thin", "Solheim said the ice was thin."),
        (PLAIN, "The rest", "flood", "The rest is a flood."),
        (PLAIN, "Nobody", "asked", "Nobody asked."),
        (QUOTED, "“We", "she said", "“We were wrong,” she said."),
        (QUOTED, "We", "she said", "“We were wrong,” she said."),
        (QUOTED, "“I would", "right.”", "“I would like to be right.”"),
        (LINES, "Solheim", "thin", "Solheim said the ice was thin"),
    ],
    ids=[
        *("at its beginning", "within", "of the text's first", "of its last"),
        *("at a quotation mark", "behind one", "quoted to the end", "a line"),
    ],
)
def test_it_is_the_sentence_alone(text: str, first: str, last: str, expected: str) -> None:
    spans = [Span(text.index(first), text.index(first) + len(first))]
    spans.append(Span(text.index(last), text.index(last) + len(last)))
    assert sentence(text, spans).of(text) == expected


def test_a_text_without_an_end_of_sentence_is_cut() -> None:
    text = "so " * 1000
    found = sentence(text, [Span(1500, 1510)])
    assert (found.start, found.end) == (1100, 1910)
