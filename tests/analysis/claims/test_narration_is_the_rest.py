from __future__ import annotations

import time

import pytest

from onrecord.analysis.claims.narration import narration, worth_checking
from onrecord.records import (
    Attribution,
    Block,
    BlockKind,
    CheckReason,
    Quotation,
    QuotedKind,
    QuotedSpan,
    Setting,
    SettingKind,
    Span,
)


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def attribution(text: str, source: str, cue: str, content: str, *settings: str) -> Attribution:
    told = tuple(Setting(SettingKind.TIME, span(text, words)) for words in settings)
    role = (span(text, source),), (span(text, cue),), (span(text, content),)
    return Attribution(*role, Quotation.INDIRECT, 0.9, settings=told)


def whole(text: str, kind: BlockKind = BlockKind.PARAGRAPH) -> list[Block]:
    return [Block(Span(0, len(text)), kind)]


def told(text: str, *attributions: Attribution) -> list[list[str]]:
    return [[s.of(text) for s in n.spans] for n in narration(text, whole(text), attributions)]


SAID = "The dam broke at noon. Lund said on Monday that it was old. Nobody was hurt."
LUND = attribution(SAID, "Lund", "said", "that it was old", "Monday")


def test_a_sentence_that_nobody_is_given_for_is_the_page_s_own() -> None:
    assert told(SAID, LUND) == [["The dam broke at noon."], ["Nobody was hurt."]]


def test_a_clause_beside_an_attribution_is_the_page_s_own_and_a_few_words_are_none() -> None:
    text = "Falling ice had broken the gate, Lund said late in the day, which cost the town 300 crowns."
    lund = attribution(text, "Lund", "said", "Falling ice had broken the gate")
    (found,) = narration(text, whole(text), (lund,))
    assert [s.of(text) for s in found.spans] == ["late in the day, which cost the town 300 crowns"]
    assert found.sentence.of(text) == text
    assert [c.reason for c in found.checks] == [CheckReason.FIGURE]
    text = "The gate broke, Lund said late again."
    assert told(text, attribution(text, "Lund", "said", "The gate broke")) == []


def test_a_short_phrase_with_a_preposition_is_an_adjunct_of_the_attribution() -> None:
    text = "On its own quiet page Vell Steel denied the claim."
    assert told(text, attribution(text, "Vell Steel", "denied", "the claim")) == []


def test_when_and_where_it_was_said_is_no_clause() -> None:
    text = "Lund said in a long talk late on the first Monday of the month that it broke."
    when = "in a long talk late on the first Monday of the month"
    assert told(text, attribution(text, "Lund", "said", "that it broke")) == [[when]]
    assert told(text, attribution(text, "Lund", "said", "that it broke", when)) == []


def test_an_attribution_over_several_sentences_covers_them_all() -> None:
    text = "“It broke. It was old,” said Lund. It rained."
    assert told(text, attribution(text, "Lund", "said", "“It broke. It was old,”")) == [["It rained."]]


@pytest.mark.parametrize("kind", list(BlockKind))
def test_only_paragraphs_and_list_items_are_read(kind: BlockKind) -> None:
    text = "The dam broke at noon."
    found = narration(text, whole(text, kind))
    assert bool(found) is (kind in {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM})


def test_text_outside_the_blocks_is_not_read() -> None:
    text = "Share this page now. It rained in Vell."
    blocks = [Block(span(text, "It rained in Vell."), BlockKind.PARAGRAPH)]
    assert [n.sentence.of(text) for n in narration(text, blocks)] == ["It rained in Vell."]


def test_a_quotation_that_nobody_is_given_for_is_not_the_page_s_own_and_a_scare_quote_is() -> None:
    text = "“We waited all night.” The “smart” bricks fell down."
    marks = [
        QuotedSpan(span(text, "“We waited all night.”"), QuotedKind.QUOTATION),
        QuotedSpan(span(text, "“smart”"), QuotedKind.SCARE),
    ]
    found = narration(text, whole(text), quoted=marks)
    assert [n.spans for n in found] == [(span(text, "The “smart” bricks fell down."),)]


def test_the_dateline_is_cut_out() -> None:
    text = "VELL (VPA) — The dam broke at noon."
    (found,) = narration(text, whole(text), dateline=span(text, "VELL (VPA) —"))
    assert [s.of(text) for s in found.spans] == ["The dam broke at noon"]


def test_figures_and_dates_of_others_replace_the_coarse_ones() -> None:
    text = "The mill at Cape Moor has stood for 40 years."
    assert narration(text, whole(text))[0].checks
    assert narration(text, whole(text), figures=(), dates=())[0].checks == ()
    (found,) = narration(text, whole(text), figures=(span(text, "40 years"),), dates=(span(text, "Cape"),))
    assert {(c.reason, c.span.of(text)) for c in found.checks} == {
        (CheckReason.FIGURE, "40 years"),
        (CheckReason.DATE, "Cape"),
    }


def test_what_is_most_worth_checking_comes_first() -> None:
    text = (
        "It was grey. Police arrested Karl Lund. Police arrested 14 people on Monday. Was it 14 people? "
        "The court fined Karl Reyes."
    )
    ranked = worth_checking(narration(text, whole(text)))
    assert [n.sentence.of(text) for n in ranked] == [
        "Police arrested 14 people on Monday.",
        "Police arrested Karl Lund.",
        "The court fined Karl Reyes.",
    ]


@pytest.mark.parametrize("text", ["", "…", "“", "   "])
def test_an_article_without_words_has_no_narration(text: str) -> None:
    blocks = [Block(Span(0, len(text)), BlockKind.PARAGRAPH)] if text else []
    assert narration(text, blocks) == ()


@pytest.mark.parametrize(
    "unit", ["and the tide came in ", "Lund won 3. ", "“a” b c d e f. ", "than the most 7 "]
)
def test_a_hundred_thousand_words_take_time_by_their_length(unit: str) -> None:
    text = unit * (100_000 // len(unit.split()))
    many = [
        Attribution((), (Span(i, i + 1),), (Span(i + 1, i + 5),), Quotation.INDIRECT, 0.9)
        for i in range(0, len(text) // 2, 50)
    ]
    started = time.monotonic()
    narration(text, whole(text), many)
    assert time.monotonic() - started < 10  # about a second
