"""Figures document by document, so that it can be told how much of a figure hangs on any one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from onrecord.evaluation.match import compare, marks_nesting, without_nested
from onrecord.evaluation.scores import Count, Rate, harmonic, score_comparisons

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from onrecord.evaluation.match import Doc


class Tally(NamedTuple):
    """What a figure counts in one document: an F1 by all three, an accuracy with ``gold`` None."""

    right: int
    predicted: int
    gold: int | None


Tallies = dict[str, Tally]  # by figure

#: The mean of the F1s of the stances; in tallies these stand one by one, with the prefix before them.
MACRO = "stance-macro"
_STANCE = "stance/"


def by_document(gold: Mapping[str, Doc], predicted: Mapping[str, Doc]) -> list[Tallies]:
    """Every figure's tally in each document, in the order of ``gold``; those of each stance in place of their
    mean, which does not add up.
    """
    if not marks_nesting(gold):
        predicted = without_nested(predicted)
    out = []
    for key, doc in gold.items():
        scores = score_comparisons({key: compare(doc, predicted.get(key))})
        named: dict[str, Count | Rate] = {
            **scores.counts,
            **scores.counts_beyond,
            **scores.rates,
            **scores.rates_beyond,
        }
        named |= {_STANCE + stance: count for stance, count in scores.stances.items()}
        out.append({figure: _tally(of) for figure, of in named.items()})
    return out


def figures(tallies: Sequence[Tallies]) -> dict[str, float]:
    """The figures of all documents together."""
    totals = _totals(tallies)
    out = {name: value(total) for name, total in totals.items() if not name.startswith(_STANCE)}
    return out | ({MACRO: _macro(totals, {})} if len(out) < len(totals) else {})


def left_out(tallies: Sequence[Tallies], figure: str) -> list[float]:
    """The figure of all documents but one, for each of them."""
    totals = _totals(tallies)
    if figure == MACRO:
        return [_macro(totals, each) for each in tallies]
    return [value(totals[figure], each[figure]) for each in tallies]


def _totals(tallies: Sequence[Tallies]) -> Tallies:
    """Every figure added up; a document may lack stances that others have."""
    names = dict.fromkeys(name for each in tallies for name in each)
    return {name: sum_of(each[name] for each in tallies if name in each) for name in names}


def _macro(totals: Tallies, without: Tallies) -> float:
    """The mean F1 of the stances that the gold has, where one document is left out."""
    stances = {name: total for name, total in totals.items() if name.startswith(_STANCE) and total.gold}
    values = [value(total, without.get(name)) for name, total in stances.items()]
    return sum(values) / len(values) if values else 0.0


def _tally(of: Count | Rate) -> Tally:
    if isinstance(of, Count):
        return Tally(of.right, of.predicted, of.gold)
    return Tally(of.right, of.of, None)


def sum_of(tallies: Iterable[Tally]) -> Tally:
    """One figure's tallies added up."""
    right = predicted = gold = 0
    rate = False
    for tally in tallies:
        right += tally.right
        predicted += tally.predicted
        gold += tally.gold or 0
        rate = rate or tally.gold is None
    return Tally(right, predicted, None if rate else gold)


def value(total: Tally, without: Tally | None = None) -> float:
    """The figure of a sum, or of what of it stays without one document; 0 where nothing was counted."""
    out = without or Tally(0, 0, 0)
    right, predicted = total.right - out.right, total.predicted - out.predicted
    precision = right / predicted if predicted else 0.0
    if total.gold is None:
        return precision
    gold = total.gold - (out.gold or 0)
    return harmonic(precision, right / gold if gold else 0.0)
