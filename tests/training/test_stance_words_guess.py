"""What the words of a cue are guessed to do."""

from __future__ import annotations

import pytest

from onrecord.records import Distance, Stance
from onrecord.training.stance_words import guess


@pytest.mark.parametrize(
    ("cue", "stance"),
    [
        ("said", Stance.ASSERT),
        ("mumbled", Stance.ASSERT),
        ("denies", Stance.DENY),
        ("denied", Stance.DENY),
        ("are worried", Stance.OPPOSE),
        ("was slamming", Stance.OPPOSE),
        ("told reporters that it opposed", Stance.OPPOSE),
        ("Criticizing", Stance.OPPOSE),
        ("has endorsed", Stance.SUPPORT),
        ("foresaw", Stance.PREDICT),
        ("planning", Stance.INTEND),
        ("called on and urged", Stance.DEMAND),
        ("was asked", Stance.ASK),
        ("the decision", Stance.DECREE),
        ("did not immediately respond to", Stance.DECLINE),
        ("wouldn’t say", Stance.DECLINE),
        ("seemed", Stance.PERCEIVE),
        ("has refused", Stance.DECLINE),
    ],
)
def test_the_words_of_a_cue_suggest_a_stance(cue: str, stance: Stance) -> None:
    assert guess(cue, "that the quay is safe")[0] is stance


@pytest.mark.parametrize(("content", "stance"), [("to rest", Stance.INTEND), ("him to rest", Stance.DEMAND)])
def test_who_wants_to_do_it_intends_and_who_wants_it_done_demands(content: str, stance: Stance) -> None:
    assert guess("wants", content)[0] is stance


@pytest.mark.parametrize(
    ("cue", "negated"),
    [
        ("did not say", True),
        ("hasn’t endorsed", True),
        ("never said", True),
        ("noted", False),
        ("may say", True),
        ("would like", False),
        ("declined", False),
    ],
)
def test_negation_is_told_by_its_words(cue: str, negated: bool) -> None:
    assert guess(cue, "it")[1] is negated


def test_who_would_not_say_declines_and_is_not_negated() -> None:
    assert guess("did not respond to", "questions") == (Stance.DECLINE, False, Distance.NEUTRAL)


@pytest.mark.parametrize(
    ("cue", "distance"),
    [
        ("noted", Distance.ENDORSING),
        ("polls show", Distance.ENDORSING),
        ("claims", Distance.DISTANCING),
        ("allegedly told", Distance.DISTANCING),
        ("said", Distance.NEUTRAL),
        ("is known as", Distance.NEUTRAL),
        ("opposed what it found", Distance.NEUTRAL),
    ],
)
def test_the_reporters_distance_is_told_by_the_verb(cue: str, distance: Distance) -> None:
    assert guess(cue, "it")[2] is distance
