from __future__ import annotations

import re

import pytest

from onrecord.analysis.speakers.settings import settings
from onrecord.records import Span

_MARK = re.compile(r"\{([scq]):([^{}]*)\}")
_LETTERS = {"a": "addressee", "m": "medium", "o": "occasion", "p": "place", "t": "time"}


def marked(markup: str) -> tuple[str, dict[str, tuple[Span, ...]]]:
    """The text, and the spans marked {s:source}, {c:cue} and {q:content} in it."""
    text, at = "", 0
    spans: dict[str, list[Span]] = {"s": [], "c": [], "q": []}
    for found in _MARK.finditer(markup):
        text += markup[at : found.start()]
        spans[found.group(1)].append(Span(len(text), len(text) + len(found.group(2))))
        text += found.group(2)
        at = found.end()
    return text + markup[at:], {kind: tuple(given) for kind, given in spans.items()}


def found_in(markup: str) -> list[str]:
    text, spans = marked(markup)
    given = settings(text, spans["s"], spans["c"], spans["q"])
    short = {kind: letter for letter, kind in _LETTERS.items()}
    return [f"{short[s.kind]}:{s.span.of(text)}" for s in given]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        # to whom
        ("{s:Lund} {c:told} reporters {q:that it rained}.", ["a:reporters"]),
        ("{s:Ngozi Eze} {c:told} Radio Nord {q:that it rained}.", ["a:Radio Nord"]),
        ("{s:Eze} {c:told reporters} {q:that it rained}.", ["a:reporters"]),
        ("{q:“It rained,”} {s:Li Na} {c:told} the Vell Courier on Monday.",
         ["a:the Vell Courier", "t:Monday"]),
        ('{q:"It rained,"} {s:she} {c:told} her mother.', ["a:her mother"]),
        ("{s:He} {c:told} her {q:it rained}.", ["a:her"]),
        ("{s:Moe} {c:told} the court and the press {q:that it rained}.", ["a:the court and the press"]),
        ("{s:Moe} {c:told} members of the crew {q:that it rained}.", ["a:members of the crew"]),
        ("{q:‘It rained,’} {s:Rahimi} {c:said} to the committee.", ["a:the committee"]),
        ("{s:Rahimi} {c:wrote} to the minister {q:that it rained}.", ["a:the minister"]),
        ("{q:«It rained,»} {s:Rahimi} {c:said}, speaking to students.", ["a:students"]),
        ("{s:Rao} {c:testified} before the committee {q:that it rained}.", ["a:the committee"]),
        ("{s:Rao} {c:warned} the council {q:that it would rain}.", ["a:the council"]),
        ("{q:“It rained,”} {s:Rao} {c:said} to cheers.", []),
        ("{s:The paper} {c:had been told} {q:that it rained}.", []),
        ("{s:Reporters} {c:were told} the same thing, {q:that it rained}.", []),
        ("{c:According to} {s:the station}, {q:it rained}.", []),
        # through what
        ("{s:Peleg} {c:wrote on Chirp} {q:that it rained}.", ["m:Chirp"]),
        ("{s:Peleg} {c:said} in a statement {q:that it rained}.", ["m:a statement"]),
        ("{s:Peleg} {c:said in a joint letter} on Monday {q:it rained}.", ["m:a joint letter", "t:Monday"]),
        ("{s:Peleg} {c:said} in an email {q:that it rained}.", ["m:an email"]),
        ("{q:“It rained,”} {s:Peleg} {c:said} by telephone.", ["m:telephone"]),
        ("{s:Peleg} {c:said} in a post on X {q:that it rained}.", ["m:a post on X"]),
        ("{s:Peleg} {c:argued} in an op-ed for the Vell Courier {q:that it rained}.",
         ["m:an op-ed for the Vell Courier"]),
        ("{s:Peleg} {c:took to} Chirp on Sunday {c:to say} {q:that it rained}.", ["m:Chirp", "t:Sunday"]),
        ("{s:Peleg} {c:said} on state television {q:that it rained}.", ["m:state television"]),
        ("{s:Peleg} {c:said} on Onda’s “Morning Hour” {q:that it rained}.", ["m:Onda’s “Morning Hour”"]),
        ("{s:Peleg} {c:said} in a statement released by the union late on Tuesday {q:that it rained}.",
         ["m:a statement", "t:Tuesday"]),
        ("{s:Peleg} {c:said} in Hindi {q:that it rained}.", []),
        ("{s:Peleg} {c:called on} {q:Moe to resign}.", []),
        # on what occasion
        ("{s:Cruz Vega} {c:said} in an interview with Radio Nord {q:that it rained}.",
         ["o:an interview with Radio Nord", "a:Radio Nord"]),
        ("{s:Vega} {c:said} at a rally in Lund {q:that it rained}.", ["o:a rally", "p:Lund"]),
        ("{s:Vega} {c:said} at a Tuesday night rally {q:that it rained}.", ["o:a Tuesday night rally"]),
        ("{s:Vega} {c:said} during the debate {q:that it rained}.", ["o:the debate"]),
        ("{q:“It rained,”} {s:Vega} {c:said} at a news conference.", ["o:a news conference"]),
        ("{q:“It rained,”} {s:Vega} {c:said} after a hearing, outside the court.",
         ["o:a hearing", "p:the court"]),
        ("{s:Vega} {c:praised} {q:the island} in a debate on the same evening.",
         ["o:a debate", "t:the same evening"]),
        ("{s:Vega} {c:marched} in protest {q:against the rain}.", []),
        # where
        ("{s:Koné} {c:told} reporters in Geneva {q:that it rained}.", ["a:reporters", "p:Geneva"]),
        ("{s:Koné} {c:said} by phone from Nairobi {q:that it rained}.", ["m:phone", "p:Nairobi"]),
        ("{s:Koné} {c:said} in Fairfield, Iowa, on 3 May 2024 {q:that it rained}.",
         ["p:Fairfield, Iowa", "t:3 May 2024"]),
        ("{s:Koné}, speaking in Vell, {c:said} {q:that it rained}.", ["p:Vell"]),
        ("{s:Koné} in Geneva {c:laid out} {q:a plan}.", ["p:Geneva"]),
        ("{s:Koné} {c:spoke} about aid to farmers, {q:calling it late}.", []),
        ("{s:Koné} {c:spoke} about the war in Arda, {q:calling it rain}.", []),
        # when
        ("{s:Petrova} {c:said} late Tuesday night {q:that it rained}.", ["t:Tuesday night"]),
        ("{s:Petrova} on Thursday {c:said} {q:that it rained}.", ["t:Thursday"]),
        ("{q:“It rained,”} {s:Petrova} {c:said} last week.", ["t:last week"]),
        ("{q:“It rained,”} {s:Petrova} {c:said} earlier this month.", ["t:earlier this month"]),
        ("{s:Petrova} {c:confirmed} {q:the report} an hour later.", ["t:an hour later"]),
        ("{s:They} {c:agreed} at noon {q:to share the rain}.", ["t:noon"]),
        ("{s:Petrova} {c:said} in May {q:that it rained}.", ["t:May"]),
        ("{s:Petrova} {c:said} on\u00a0Friday\u00a0morning {q:that it rained}.", ["t:Friday\u00a0morning"]),
        ("{s:Petrova} {c:said} in Monday’s debate {q:that it rained}.", ["o:Monday’s debate"]),
        # in front of it all
        ("In an interview with Radio Nord on Sunday, {s:Sato} {c:said} {q:that it rained}.",
         ["o:an interview with Radio Nord", "a:Radio Nord", "t:Sunday"]),
        ("Speaking to supporters in Lund, {s:Sato} {c:said} {q:it rained}.", ["a:supporters", "p:Lund"]),
        ("On Monday {s:Sato} {c:said} {q:that it rained}.", ["t:Monday"]),
        ("In Lund, Moe said that {s:the ministry} {c:announced} {q:rain}.", []),
    ],
)  # fmt: skip
def test_circumstances_are_exact_words(markup: str, expected: list[str]) -> None:
    assert found_in(markup) == expected


@pytest.mark.parametrize(
    "markup",
    [
        pytest.param("{s:Lund} {c:said} {q:that it rained in Geneva on Monday}.", id="content"),
        pytest.param("{s:The envoy in Geneva} {c:said} {q:that it rained}.", id="source"),
        pytest.param(
            "{s:Lund} {c:said} {q:that it rained}. On Monday it snowed in Oslo.", id="next sentence"
        ),
        pytest.param("{s:Lund} {c:said} {q:that it rained}, and Moe left for Oslo on Monday.", id="clause"),
        pytest.param(
            "“{s:He} {c:says} {q:it rains},” Lund told Radio Nord on Monday.", id="behind the quotation"
        ),
        pytest.param("{s:Lund} {c:said} {q:it rained}\nOn Monday", id="next line"),
    ],
)
def test_what_happened_elsewhere_is_no_setting(markup: str) -> None:
    assert found_in(markup) == []


def test_no_cue_has_no_settings() -> None:
    assert settings("in Geneva", (), (), (Span(0, 2),)) == ()


def test_settings_around_the_holding_content_are_not_those_of_what_it_holds() -> None:
    text, spans = marked("Moe dismissed {q:the figures} {c:given} by {s:the clerks} on Monday.")
    held = Span(text.index("the figures"), text.index(" on Monday"))
    assert [s.span.of(text) for s in settings(text, spans["s"], spans["c"], spans["q"])] == ["Monday"]
    assert settings(text, spans["s"], spans["c"], spans["q"], within=(held,)) == ()


@pytest.mark.parametrize(
    "words", ["on Monday ", "in a statement ", "to the to the ", "“ ", "the ", "a", ", in"]
)
def test_a_sentence_without_end_is_read_in_part_only(words: str) -> None:
    text = "Lund said " + words * 20_000
    found = settings(text, (Span(0, 4),), (Span(5, 9),), ())
    assert all(s.span.end < 600 for s in found)
