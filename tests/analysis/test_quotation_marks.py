from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.analysis.quotation import quotation_of, quoted_spans
from onrecord.records import Quotation, Span


def quoted(text: str) -> list[str]:
    return [s.of(text) for s in quoted_spans(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("“No,” she said. “Never.”", ["“No,”", "“Never.”"], id="curly"),
        pytest.param('"No," she said. "Never."', ['"No,"', '"Never."'], id="straight"),
        pytest.param("‘No,’ she said. ‘Never.’", ["‘No,’", "‘Never.’"], id="single"),
        pytest.param("'No,' she said. 'Never.'", ["'No,'", "'Never.'"], id="straight single"),
        pytest.param("“No,\" she said", ["“No,\""], id="curly closed by straight"),
        pytest.param("It’s Ana's and the boys' boat", [], id="apostrophes"),
        pytest.param("‘It’s Ana’s,’ he said", ["‘It’s Ana’s,’"], id="apostrophes inside single marks"),
        pytest.param("‘The workers’ rights,’ he said", ["‘The workers’ rights,’"], id="a plural inside"),
        pytest.param("the ‘heroes’ of the boys’ team", ["‘heroes’"], id="a plural after"),
        pytest.param("music of the '90s and the dogs' bowl", [], id="decade"),
        pytest.param('a 5\'10" man said "no"', ['"no"'], id="inches"),
        pytest.param("«Oui», dit-il. «Non.»", ["«Oui»", "«Non.»"], id="guillemets"),
        pytest.param("« Oui », dit-il. « Non. »", ["« Oui »", "« Non. »"], id="French spaces"),
        pytest.param("«\u202fOui\u202f», dit-il", ["«\u202fOui\u202f»"], id="narrow spaces"),
        pytest.param("«\u00a0Oui\u00a0», dit-il", ["«\u00a0Oui\u00a0»"], id="unbroken spaces"),
        pytest.param("l’« affaire » et (« oui »)", ["« affaire »", "« oui »"], id="French after a sign"),
        pytest.param("»Nein«, sagte er. »Ja.«", ["»Nein«", "»Ja.«"], id="guillemets pointing inwards"),
        pytest.param("„Nein“, sagte er, „ja“.", ["„Nein“", "„ja“"], id="low-high"),
        pytest.param("„Nie”, powiedział.", ["„Nie”"], id="low-high, Polish"),
        pytest.param("‚Nein‘, sagte er", ["‚Nein‘"], id="single low-high"),
        pytest.param("”No,” he said. ”Never.”", ["”No,”", "”Never.”"], id="wrong way"),
        pytest.param("「いいえ」と言った", ["「いいえ」"], id="corner brackets"),
        pytest.param("He said: “I came. I saw.", ["“I came. I saw."], id="unclosed"),
        pytest.param("“A ‘b’ c,” she said", ["“A ‘b’ c,”"], id="single in double"),
        pytest.param("‘A “b” c,’ she said", ["‘A “b” c,’"], id="double in single"),
        pytest.param("« A “b” c », dit-elle", ["« A “b” c »"], id="double in guillemets"),
        pytest.param("“I read “Ulysses” twice,” he said", ["“I read “Ulysses” twice,”"], id="alike, nested"),
        pytest.param("“One, he said. “Two,” “Three,”", ["“One, he said. “Two,”", "“Three,”"], id="lost one"),
        pytest.param("Home » News »Politics", [], id="arrows"),
        pytest.param('("a")—"b"', ['"a"', '"b"'], id="beside other signs"),
        pytest.param("no marks at all", [], id="none"),
    ],
)  # fmt: skip
def test_quoted_stretches(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


def test_marks_of_other_paragraphs_do_not_count() -> None:
    text = "“open\nclosed” here"
    assert quoted_spans(text, Span(6, len(text))) == []
    assert [s.of(text) for s in quoted_spans(text, Span(0, 5))] == ["“open"]


@given(st.text(alphabet="ab s.,“”\"'‘’«»„‹›", max_size=60), st.integers(0, 5))
def test_stretches_are_sorted_apart_and_within_the_paragraph(text: str, start: int) -> None:
    if start >= len(text):
        return
    found = quoted_spans(text, Span(start, len(text)))
    edges = [at for s in found for at in (s.start, s.end)]
    assert edges == sorted(edges)
    assert all(start <= at <= len(text) for at in edges)


@pytest.mark.parametrize("unit", ["'a ", "“a “b” ", "‘as’ a ", "‘as’ a’ ", "»a ", "«a « "])
def test_hostile_paragraphs_take_time_by_their_length(unit: str) -> None:
    started = time.monotonic()
    quoted(unit * 30_000)
    assert time.monotonic() - started < 10  # a second at most; with a scan from each mark, many minutes


SAID = "Ana said “no” and that she would go."


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        pytest.param(["“no”"], Quotation.DIRECT, id="all inside"),
        pytest.param(["“no” and that she would go"], Quotation.MIXED, id="some"),
        pytest.param(["that she would go"], Quotation.INDIRECT, id="none"),
        pytest.param(["“no”", "that she would go"], Quotation.MIXED, id="two pieces"),
        pytest.param(["no"], Quotation.DIRECT, id="marks left out"),
        pytest.param(["”"], Quotation.INDIRECT, id="no word"),
    ],
)
def test_kind_of_a_content(content: list[str], kind: Quotation) -> None:
    spans = [Span(SAID.index(c), SAID.index(c) + len(c)) for c in content]
    assert quotation_of(SAID, spans, quoted_spans(SAID, Span(0, len(SAID)))) is kind


def test_a_that_before_ten_quoted_words_leaves_a_quotation_direct() -> None:
    text = "that “one two three four five six seven eight nine ten”"
    whole = Span(0, len(text))
    assert quotation_of(text, [whole], quoted_spans(text, whole)) is Quotation.DIRECT
    assert quotation_of(text[5:], [Span(0, 5)], [Span(0, len(text) - 5)]) is Quotation.DIRECT
    assert quotation_of("that “one two”", [Span(0, 14)], [Span(5, 14)]) is Quotation.MIXED
