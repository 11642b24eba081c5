from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.analysis.claims.sentences import sentences
from onrecord.records import Span


def split(text: str) -> list[str]:
    return [s.of(text) for s in sentences(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    "expected",
    [
        pytest.param(["It rained.", "Nobody came!", "Why?"], id="three marks"),
        pytest.param(["It cost $3.5 million.", "She paid."], id="decimal point"),
        pytest.param(["Gov. Ana Lund met Mr. Reyes and Lt. Col. J. R. Moss.", "They ate."], id="titles"),
        pytest.param(["The St. Mary clinic closed.", "He wept."], id="St."),
        pytest.param(["He left the U.S. Navy.", "He lives in the U.S.", "It rained."], id="dotted"),
        pytest.param(["She left at 5 p.m. Monday.", "It ended at 5 p.m.", "The hall was dark."], id="p.m."),
        pytest.param(["Vell Corp. Chairman Lund spoke.", "He owns Vell Inc.", "It pays."], id="Inc."),
        pytest.param(["“No!” he cried.", "“It is done.”", "She left."], id="marks behind the stop"),
        pytest.param(["(It did not.)", "Then it did."], id="brackets"),
        pytest.param(["Yahoo! shares fell.", "So it goes…", "And on."], id="a small letter follows"),
        pytest.param(["No. 7 sank.", "He said no.", "She said yes."], id="number or no"),
        pytest.param(["One sentence with no end"], id="no stop"),
        pytest.param(["What?!", "Well..."], id="several marks"),
    ],
)  # fmt: skip
def test_a_paragraph_falls_into_its_sentences(expected: list[str]) -> None:
    assert split(" ".join(expected)) == expected


def test_only_the_paragraph_is_read() -> None:
    text = "Out. In one. In two. Out."
    assert [s.of(text) for s in sentences(text, Span(5, 20))] == ["In one.", "In two."]


@pytest.mark.parametrize("unit", ["a. ", "A. ", ". ", ".”", "a", "No. ", "…) ", "a.b."])
def test_hostile_paragraphs_take_time_by_their_length(unit: str) -> None:
    started = time.monotonic()
    split(unit * 200_000)
    assert time.monotonic() - started < 10


@given(st.text(alphabet="aB .!?“”)\n\u00a0", max_size=60))
def test_nothing_but_white_space_is_lost(text: str) -> None:
    if text:
        assert "".join("".join(split(text)).split()) == "".join(text.split())
