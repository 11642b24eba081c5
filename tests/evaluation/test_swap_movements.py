"""How far figures move between two readings of the same documents, and how much of that is chance."""

from __future__ import annotations

import pytest

from onrecord.evaluation.even_handedness import EvenHandedness, Movement, movements
from onrecord.evaluation.match import Doc, Labelled
from onrecord.evaluation.run import evaluate
from onrecord.evaluation.tallies import Tallies, Tally, by_document, figures
from onrecord.records import Span

ONE = Labelled((Span(0, 1),), (Span(2, 3),), (Span(4, 5),), labels={"speaker": "a", "speaker_kind": "person"})
TWO = Labelled((Span(6, 7),), (Span(8, 9),), (Span(10, 11),), labels={"speaker_kind": "unnamed"})
INNER = Labelled((), (), (Span(4, 5),), parent=0)
TEXT = "a b c d e f"


DENIED = Labelled((), (Span(8, 9),), (Span(10, 11),), labels={"stance": "deny", "negated": False})
ASSERTED = Labelled((), (Span(2, 3),), (Span(4, 5),), labels={"stance": "assert", "negated": False})
MISTAKEN = Labelled((), (Span(2, 3),), (Span(4, 5),), labels={"stance": "deny", "negated": False})


def right(*counts: int) -> list[Tallies]:
    """Documents of four attributions each, of which as many are right."""
    return [{"attribution": Tally(count, 4, 4)} for count in counts]


@pytest.mark.parametrize(
    "predicted",
    [
        pytest.param({"x": Doc("", (ONE, TWO)), "y": Doc("", (TWO,))}, id="some right"),
        pytest.param({"y": Doc("", (ONE, INNER))}, id="one missing, one nested"),
        pytest.param({}, id="none"),
    ],
)
def test_documents_add_up_to_the_figures_of_the_whole(predicted: dict[str, Doc]) -> None:
    gold = {"x": Doc(TEXT, (ONE,)), "y": Doc(TEXT, (ONE, TWO))}
    whole = evaluate(gold, predicted).scores.figures()
    added = figures(by_document(gold, predicted))
    assert {name: added[name] for name in whole} == pytest.approx(whole)


@pytest.mark.parametrize(
    "predicted",
    [
        pytest.param({"x": Doc("", (ASSERTED, DENIED)), "y": Doc("", (MISTAKEN,))}, id="some right"),
        pytest.param({"x": Doc("", (MISTAKEN,))}, id="one missing"),
    ],
)
def test_stances_add_up_to_the_mean_of_the_whole(predicted: dict[str, Doc]) -> None:
    gold = {"x": Doc(TEXT, (ASSERTED, DENIED)), "y": Doc(TEXT, (ASSERTED,))}
    whole = evaluate(gold, predicted).scores.figures()
    assert figures(by_document(gold, predicted))["stance-macro"] == pytest.approx(whole["stance-macro"])
    assert not any(name.startswith("stance/") for name in figures(by_document(gold, predicted)))


def test_the_mean_over_stances_moves_with_its_own_error() -> None:
    gold = {key: Doc(TEXT, (ASSERTED, DENIED)) for key in "wxyz"}
    before = by_document(gold, gold)
    after = by_document(gold, gold | {"x": Doc("", (MISTAKEN, DENIED))})
    (movement,) = [m for m in movements("x", before, after) if m.figure == "stance-macro"]
    assert movement.before == 1
    # One of four assertions is taken for a fifth denial: F1 6/7 and 8/9.
    assert movement.after == pytest.approx((6 / 7 + 8 / 9) / 2)
    # Without x nothing is wrong; without any other document two of three assertions are right.
    one_wrong = (4 / 5 + 6 / 7) / 2 - 1
    left = [one_wrong, 0, one_wrong, one_wrong]
    mean = sum(left) / 4
    assert movement.error == pytest.approx((3 / 4 * sum((each - mean) ** 2 for each in left)) ** 0.5)


def test_a_movement_is_the_difference_of_the_figures() -> None:
    (movement,) = movements("x", right(4, 2), right(3, 2))
    assert (movement.before, movement.after) == (0.75, 0.625)
    assert movement.moved == -0.125


def test_documents_that_all_move_alike_leave_nothing_to_chance() -> None:
    assert movements("x", right(4, 4, 4), right(3, 3, 3))[0].error == pytest.approx(0)


def test_documents_that_move_apart_leave_much_to_chance() -> None:
    # The movements are -1/4 and +1/4, so their mean has a standard error of 1/4.
    (movement,) = movements("x", right(3, 2), right(2, 3))
    assert movement.moved == 0
    assert movement.error == pytest.approx(0.25)


def test_rates_have_movements_too() -> None:
    before, after = [{"speaker": Tally(3, 4, None)}] * 2, [{"speaker": Tally(2, 4, None)}] * 2
    assert movements("x", before, after)[0].moved == -0.25


def test_a_figure_that_nobody_predicts_is_left_out() -> None:
    assert movements("x", right(0), right(0)) == []


def test_the_farthest_come_first_whatever_their_sign() -> None:
    def moved(figure: str, origin: str, by: float) -> Movement:
        return Movement(figure, origin, 0.5, 0.5 + by, 0.0)

    found = {"a": [moved("cue", "a", 0.1), moved("source", "a", -0.2)], "b": [moved("cue", "b", -0.3)]}
    farthest = EvenHandedness(1, found, {}).farthest()
    assert [(m.figure, m.origin) for m in farthest] == [("cue", "b"), ("source", "a")]
