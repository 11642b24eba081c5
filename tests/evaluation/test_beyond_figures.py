"""Nesting, abstention and settings, on documents small enough to be counted by hand."""

from __future__ import annotations

from dataclasses import replace

from onrecord.evaluation import Count, Doc, Labelled, Rate, Scores, score
from onrecord.evaluation.match import confident
from onrecord.records import (
    Analysis,
    Attribution,
    Quotation,
    Setting,
    SettingKind,
    Span,
    Speaker,
    SpeakerKind,
)

#       0         1         2         3         4         5
#       0123456789012345678901234567890123456789012345678901
TEXT = "Ana said in Vell on Monday that Bo denied that it is."
OUTER, INNER, OTHER = Span(27, 52), Span(42, 52), Span(0, 8)
PLACE, TIME = ["place", 12, 16], ["time", 20, 26]


def made(content: Span, parent: int | None = None, **labels: object) -> Labelled:
    return Labelled((), (Span(4, 8),), (content,), parent=parent, labels=labels)


def scored(gold: list[Labelled], predicted: list[Labelled]) -> Scores:
    return score({"a": Doc(TEXT, tuple(gold))}, {"a": Doc("", tuple(predicted))})


NEST = [made(OUTER), made(INNER, 0)]


def test_an_inner_attribution_under_its_own_parent_is_right() -> None:
    assert scored(NEST, NEST).rates_beyond["nested"] == Rate(1, 1)


def test_places_in_the_prediction_do_not_matter() -> None:
    assert scored(NEST, [made(INNER, 1), made(OUTER)]).rates_beyond["nested"] == Rate(1, 1)


def test_an_inner_attribution_is_wrong_without_itself_its_parent_or_the_bond() -> None:
    for predicted in (
        [made(OUTER)],
        [made(INNER)],
        [made(OUTER), made(INNER)],
        [made(OTHER), made(INNER, 0)],
    ):
        assert scored(NEST, predicted).rates_beyond["nested"] == Rate(0, 1)


def test_gold_without_nesting_has_no_figure_of_it() -> None:
    assert "nested" not in scored([made(OUTER)], NEST).figures()


def test_abstaining_is_right_where_the_gold_leaves_candidates() -> None:
    gold = [made(OUTER, speaker=None, speaker_kind="unknown", candidates=["Ana", "Bo"])]
    kinds = {"unknown": 1, "unnamed": 0, "person": 0}
    for kind, right in kinds.items():
        assert scored(gold, [made(OUTER, speaker_kind=kind)]).rates_beyond["abstained"] == Rate(right, 1)


def test_a_source_that_nobody_gives_is_no_abstention() -> None:
    gold = [made(OUTER, speaker=None, speaker_kind="unknown", candidates=[])]
    assert "abstained" not in scored(gold, gold).figures()


def test_settings_count_by_kind_and_together() -> None:
    counts = scored([made(OUTER, settings=[PLACE, TIME])], [made(OUTER, settings=[TIME])]).counts_beyond
    assert counts["settings"] == Count(1, 1, 2)
    assert counts["settings-place"] == Count(0, 0, 1)
    assert counts["settings-time"] == Count(1, 1, 1)


def test_a_setting_of_another_kind_is_wrong() -> None:
    counts = scored([made(OUTER, settings=[PLACE])], [made(OUTER, settings=[["time", 12, 16]])]).counts_beyond
    assert counts["settings"] == Count(0, 1, 1)


def test_half_of_a_settings_words_are_enough_and_less_is_not() -> None:
    gold = [made(OUTER, settings=[TIME])]
    assert scored(gold, [made(OUTER, settings=[["time", 17, 26]])]).counts_beyond["settings"].right == 1
    assert scored(gold, [made(OUTER, settings=[["time", 12, 26]])]).counts_beyond["settings"].right == 0


def test_one_prediction_meets_one_setting() -> None:
    twice = [made(OUTER, settings=[TIME, TIME])]
    assert scored(twice, [made(OUTER, settings=[TIME])]).counts_beyond["settings"] == Count(1, 1, 2)


def test_gold_that_labels_no_settings_counts_none() -> None:
    assert scored([made(OUTER)], [made(OUTER, settings=[TIME])]).counts_beyond["settings"].empty


def test_what_the_analysis_found_can_be_scored() -> None:
    people = tuple(Speaker(name, SpeakerKind.PERSON, ()) for name in ("Ana", "Bo"))
    found = Attribution(
        (),
        (Span(4, 8),),
        (OUTER,),
        Quotation.INDIRECT,
        confidence=0.9,
        candidates=(0, 1),
        settings=(Setting(SettingKind.PLACE, Span(12, 16)),),
    )
    (attribution,) = (Labelled.of(a, people) for a in Analysis((found,), people).attributions)
    assert attribution.labels["settings"] == [PLACE]
    assert attribution.labels["candidates"] == ["Ana", "Bo"]
    assert scored([attribution], [attribution]).rates_beyond["abstained"] == Rate(1, 1)


def test_what_is_left_of_a_nest_keeps_its_nearest_parent() -> None:
    spans = ((), (Span(4, 8),), (OUTER,))
    chain = (Labelled(*spans, 0.9), Labelled(*spans, 0.2, parent=0), Labelled(*spans, 0.9, parent=1))
    kept = confident({"a": Doc(TEXT, chain)}, 0.5)["a"].attributions
    assert [a.parent for a in kept] == [None, 0]
    lost = (chain[1], replace(chain[2], parent=0))
    assert [a.parent for a in confident({"a": Doc(TEXT, lost)}, 0.5)["a"].attributions] == [None]


def test_parents_in_a_circle_end() -> None:
    spans = ((), (Span(4, 8),), (OUTER,))
    circle = (
        Labelled(*spans, 0.2, parent=1),
        Labelled(*spans, 0.2, parent=0),
        Labelled(*spans, 0.9, parent=0),
    )
    assert [a.parent for a in confident({"a": Doc(TEXT, circle)}, 0.5)["a"].attributions] == [None]
