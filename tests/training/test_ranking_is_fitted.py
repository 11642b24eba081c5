"""Weights of the ranking, fitted on decisions with known answers."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from onrecord.analysis.analyse import Candidates
from onrecord.analysis.mentions import WIDTH, Kind, Scored
from onrecord.analysis.scorers.base import Chain, ModelConfig
from onrecord.analysis.speakers.ranking import (
    DEFAULT,
    FEATURES,
    NONE,
    Candidate,
    Referring,
    in_order,
    probabilities,
)
from onrecord.evaluation.match import Doc, Labelled
from onrecord.records import Span
from onrecord.training.ranking import Answered, fit, fit_ranking

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


def values(**given: float) -> tuple[float, ...]:
    return tuple(given.get(name, 0.0) for name in FEATURES)


# "None of them", which the model finds unlikely.
NOBODY = tuple({"none": 1.0, "new": -2.0}.get(name, 0.0) for name in NONE)


def answered(*candidates: tuple[float, ...], right: int, sort: Referring = Referring.PERSONAL) -> Answered:
    """A decision of which the candidate number ``right`` was right, "none" where it is their count."""
    told = tuple(n == right for n in range(len(candidates) + 1))
    return Answered(sort, candidates, NOBODY, told)


def test_what_the_right_ones_have_in_common_gets_weight() -> None:
    spoke, other = values(spoke_last=1.0), values(subject=1.0)
    decisions = [answered(spoke, other, right=0), answered(other, spoke, right=1)] * 10
    weights = fit(decisions)["personal"]
    assert weights["spoke_last"] > 0.5 > weights["subject"]
    pair = [Candidate(0, 0.5, other), Candidate(1, 0.5, spoke)]
    shares, none = probabilities(pair, NOBODY, in_order(weights))
    assert max(*shares, none) == shares[1]


def test_none_of_them_is_learned_as_well() -> None:
    decisions = [answered(values(named=1.0), right=1)] * 20
    assert fit(decisions)["personal"]["none"] > 0.5


def test_without_decisions_it_is_the_models_own_word() -> None:
    fitted = fit([])
    assert set(fitted) == {sort.value for sort in Referring}
    for weights in fitted.values():
        assert set(weights) == {*FEATURES, *NONE}
        assert {name: w for name, w in weights.items() if w} == {"share": 1.0, "new": 1.0}


def test_sorts_are_fitted_apart() -> None:
    decisions = [
        answered(values(called=1.0), values(), right=0, sort=Referring.NOMINAL),
        answered(values(called=1.0), values(), right=1, sort=Referring.NAME),
    ] * 10
    fitted = fit(decisions)
    assert fitted["nominal"]["called"] > 0 > fitted["name"]["called"]
    assert fitted["relative"]["called"] == 0


def test_two_right_answers_are_not_set_against_each_other() -> None:
    both = Answered(Referring.PERSONAL, (values(named=1.0), values(named=1.0)), NOBODY, (True, True, False))
    assert fit([both] * 5)["personal"]["named"] > 0


def test_the_order_of_the_decisions_does_not_matter() -> None:
    decisions = [
        answered(values(spoke_last=1.0), values(), right=0),
        answered(values(subject=1.0), values(), right=1),
        answered(values(named=0.5), values(named=1.0), right=2),
    ]
    first, *others = (fit(list(order)) for order in itertools.permutations(decisions))
    assert all(other["personal"] == pytest.approx(first["personal"], abs=2e-3) for other in others)


TEXT = "Ana Lund met Karl Moe. She said so."
MENTIONS = (("Ana Lund", Kind.PERSON_NAME), ("Karl Moe", Kind.PERSON_NAME), ("She", Kind.PRONOUN))


class Undecided:
    """An analyser whose model sees the mentions, and thinks every antecedent equally likely."""

    scorer: Any

    def __init__(self) -> None:
        self.scorer = self
        chain = Chain([], [], [])
        self.config = ModelConfig(
            name="undecided 1", cls_id=1, sep_id=2, core=40, context=20,
            cue_chain=chain, nested_chain=chain, role_chain=chain,
        )  # fmt: skip

    def candidates(self, items: Iterable[tuple[str, Sequence[Span]]]) -> Iterator[Candidates]:
        for text, _ in items:
            starts = np.array([text.index(words) for words, _ in MENTIONS], dtype=np.int64)
            ends = starts + [len(words) for words, _ in MENTIONS]
            kinds = np.array([kind for _, kind in MENTIONS], dtype=np.int64)
            sure = np.ones(len(kinds), dtype=np.float32)
            vectors = np.zeros((len(kinds), WIDTH), dtype=np.float32)
            pieces: Any = None
            yield Candidates(text, pieces, [], Scored(starts, ends, kinds, sure, vectors))

    def antecedents(self, vectors: Any, later: Any, earlier: Any, codes: Any) -> tuple[Any, Any]:
        return np.zeros(len(later), dtype=np.float32), np.zeros(len(vectors), dtype=np.float32)


def labelled(**labels: object) -> dict[str, Doc]:
    source = Span(TEXT.index("She"), TEXT.index("She") + 3)
    told = {"speaker": "Ana Lund", "speaker_kind": "person", "speaker_named_by": "pronoun", **labels}
    return {"a": Doc(TEXT, (Labelled((source,), (Span(27, 31),), (Span(32, 34),), labels=told),))}


def preferred(weights: dict[str, dict[str, float]]) -> float:
    """How much more the fitted weights think of the first of the two who are named than the default's do:
    in the text she stands first in her sentence, and is the right one.
    """
    return weights["personal"]["subject"]


def test_weights_come_from_documents_with_labelled_sources() -> None:
    analyser: Any = Undecided()
    assert preferred(fit_ranking(analyser, labelled())) > 0
    assert preferred(fit_ranking(analyser, labelled(speaker="Karl Moe"))) < 0


@pytest.mark.parametrize(
    "labels",
    [{"speaker_named_by": "none"}, {"disputed": True}, {"speakers": ["Ana Lund", "Karl Moe"]}],
    ids=["no source", "disputed", "several"],
)
def test_sources_that_tell_nothing_of_antecedents_are_left_out(labels: dict[str, object]) -> None:
    analyser: Any = Undecided()
    assert preferred(fit_ranking(analyser, labelled(**labels))) == 0


def test_a_fitted_ranking_has_the_shape_that_the_reader_takes() -> None:
    analyser: Any = Undecided()
    assert set(fit_ranking(analyser, labelled())) == set(DEFAULT)
