"""Figures on documents small enough to be counted by hand."""

from __future__ import annotations

import pytest

from onrecord.evaluation import Count, Doc, Labelled, Rate, score
from onrecord.records import Span

#       0         1         2         3         4         5
#       0123456789012345678901234567890123456789012345678901234567
TEXT = "Ana Lund said that the dam would hold. He denied it twice."
ANA, SAID, DAM = Span(0, 8), Span(9, 13), Span(14, 37)  # 2 words, 1 word, 5 words
HE, DENIED, IT = Span(39, 41), Span(42, 48), Span(49, 57)  # 1 word, 1 word, 2 words


def made(source: Span | None, cue: Span | None, *content: Span, **labels: object) -> Labelled:
    return Labelled((source,) if source else (), (cue,) if cue else (), content, labels=labels)


def figures(gold: list[Labelled], predicted: list[Labelled]) -> dict[str, Count]:
    return dict(score({"a": Doc(TEXT, tuple(gold))}, {"a": Doc("", tuple(predicted))}).counts)


GOLD = [made(ANA, SAID, DAM), made(HE, DENIED, IT)]


def test_equal_attributions_give_one_everywhere() -> None:
    assert {name: c.f1 for name, c in figures(GOLD, GOLD).items() if name != "resolved"} == {
        "source": 1,
        "cue": 1,
        "content": 1,
        "source-exact": 1,
        "cue-exact": 1,
        "content-spans-exact": 1,
        "content-exact": 1,
        "content-half": 1,
        "attribution": 1,
        "attribution-exact": 1,
    }


def test_words_are_counted_once_however_many_attributions_carry_them() -> None:
    twice = [made(ANA, SAID, DAM), made(ANA, None, IT)]
    counts = figures(twice, GOLD)
    assert counts["source"] == Count(2, 3, 2)
    assert counts["cue"] == Count(1, 2, 1)
    assert counts["content"] == Count(7, 7, 7)
    assert counts["source-exact"] == Count(1, 2, 1)


def test_punctuation_and_half_words_at_the_edges_count_for_nothing() -> None:
    counts = figures([made(ANA, SAID, DAM)], [made(Span(0, 9), Span(8, 14), Span(15, 38))])
    assert counts["attribution-exact"] == Count(1, 1, 1)
    assert counts["cue-exact"] == Count(1, 1, 1)


def test_a_content_of_half_the_words_pairs_and_one_of_less_does_not() -> None:
    # The gold content has 5 words: "the dam would" shares 3 of 5, "that the" 2 of 5.
    assert figures([made(ANA, SAID, DAM)], [made(ANA, SAID, Span(19, 32))])["content-half"] == Count(1, 1, 1)
    assert figures([made(ANA, SAID, DAM)], [made(ANA, SAID, Span(14, 22))])["content-half"] == Count(0, 1, 1)


def test_exactly_half_pairs() -> None:
    # "it" of "it twice": one of two words.
    assert figures([made(HE, DENIED, IT)], [made(HE, DENIED, Span(49, 51))])["content-half"].right == 1


@pytest.mark.parametrize(
    ("gold_source", "predicted_source", "agree"),
    [
        pytest.param(ANA, ANA, 1, id="equal"),
        pytest.param(ANA, Span(4, 8), 1, id="half of the longer, all of the shorter"),
        pytest.param(ANA, Span(4, 13), 1, id="exactly half of the shorter"),
        pytest.param(Span(0, 13), Span(4, 22), 1, id="two of the shorter's three"),
        pytest.param(Span(0, 8), Span(9, 13), 0, id="another"),
        pytest.param(None, None, 1, id="both empty"),
        pytest.param(None, ANA, 0, id="empty in the gold alone"),
        pytest.param(ANA, None, 0, id="empty in the prediction alone"),
    ],
)
def test_sources_agree(gold_source: Span | None, predicted_source: Span | None, agree: int) -> None:
    counts = figures([made(gold_source, None, IT)], [made(predicted_source, None, IT)])
    assert counts["attribution"] == Count(agree, 1, 1)
    assert counts["content-exact"] == Count(1, 1, 1)


def test_an_exact_attribution_needs_equal_sources() -> None:
    counts = figures([made(ANA, SAID, DAM)], [made(Span(4, 8), SAID, DAM)])
    assert (counts["attribution"].right, counts["attribution-exact"].right) == (1, 0)


def test_one_prediction_pairs_with_one_gold_attribution_only() -> None:
    counts = figures([made(ANA, SAID, DAM), made(HE, DENIED, DAM)], [made(HE, DENIED, DAM)])
    assert counts["content-half"] == Count(1, 1, 2)
    assert counts["attribution"] == Count(1, 1, 2), (
        "of equal contents the pair that shares its cue comes first"
    )


def test_a_content_in_two_pieces_is_two_spans_and_one_content() -> None:
    pieces = made(ANA, SAID, Span(14, 26), Span(27, 37))
    counts = figures([pieces], [made(ANA, SAID, DAM)])
    assert counts["content-exact"] == Count(1, 1, 1)
    assert counts["content-spans-exact"] == Count(0, 1, 2)


def test_an_attribution_without_content_words_is_in_the_role_figures_alone() -> None:
    counts = figures([made(ANA, SAID)], [made(ANA, SAID, Span(37, 38))])
    assert counts["source"] == Count(2, 2, 2)
    assert counts["content-half"].empty
    assert counts["content-spans-exact"].empty


def test_a_document_without_prediction_counts_as_empty_and_one_without_gold_not_at_all() -> None:
    counts = score({"a": Doc(TEXT, tuple(GOLD))}, {"b": Doc(TEXT, tuple(GOLD))}).counts
    assert counts["attribution"] == Count(0, 0, 2)


def test_nothing_at_all_gives_no_figures() -> None:
    assert score({}, {}).figures() == {}


def test_a_speaker_is_right_by_name_and_an_unnamed_one_by_staying_unnamed() -> None:
    gold = [
        made(ANA, SAID, DAM, speaker="Dr. Ana Lund", speaker_kind="person"),
        made(HE, DENIED, IT, speaker=None, speaker_kind="unknown"),
    ]
    predicted = [
        made(ANA, SAID, DAM, speaker="Lund’s", speaker_kind="person"),
        made(HE, DENIED, IT, speaker="Bo Ek", speaker_kind="person"),
    ]
    scores = score({"a": Doc(TEXT, tuple(gold))}, {"a": Doc("", tuple(predicted))})
    assert scores.counts["resolved"] == Count(1, 2, 2)
    assert (scores.rates["speaker"], scores.rates["unnamed"]) == (Rate(1, 1), Rate(0, 1))


def test_disputed_gold_counts_neither_for_nor_against() -> None:
    gold = [made(ANA, SAID, DAM, speaker="Ana Lund", speaker_kind="person", disputed=True, negated=True)]
    gold.append(made(HE, DENIED, IT, speaker_kind="unnamed", disputed_negated=True, negated=False))
    scores = score({"a": Doc(TEXT, tuple(gold))}, {"a": Doc("", tuple(gold))})
    assert scores.counts["resolved"] == Count(1, 1, 1)
    assert scores.rates["negated"] == Rate(1, 1)


def test_stances_are_averaged_over_those_the_gold_uses() -> None:
    gold = [made(ANA, SAID, DAM, stance="assert"), made(HE, DENIED, IT, stance="deny")]
    predicted = [made(ANA, SAID, DAM, stance="assert"), made(HE, DENIED, IT, stance="assert")]
    scores = score({"a": Doc(TEXT, tuple(gold))}, {"a": Doc("", tuple(predicted))})
    # assert: precision 1/2, recall 1, F1 2/3; deny: 0.
    assert scores.stance_macro == pytest.approx(1 / 3)
    assert scores.rates["stance"] == Rate(1, 2)
