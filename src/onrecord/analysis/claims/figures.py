"""The figures of an article: every quantity, with its bound, unit, counted thing and change, normalised.

No library reads figures of news well enough (docs/claims-figures.md gives the numbers), so the grammar is our
own: a search for where a number may begin, then readers that go forwards from there. Each part of it has its
module; this one puts them together.
"""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from onrecord.analysis.claims import figures_bounds as bounds
from onrecord.analysis.claims import figures_context as context
from onrecord.analysis.claims import figures_counted as counting
from onrecord.analysis.claims import figures_numbers as numbers
from onrecord.analysis.claims import figures_quantity as quantities
from onrecord.analysis.claims import figures_ranges as ranges
from onrecord.analysis.claims import figures_standing as standing
from onrecord.analysis.claims import figures_units as units
from onrecord.analysis.claims.figures_changes import linked
from onrecord.analysis.claims.figures_numbers import Unread
from onrecord.analysis.claims.figures_quantity import Quantity, Stretch
from onrecord.analysis.claims.holders import innermost
from onrecord.records import Bound, Figure, FigureKind, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onrecord.records import Attribution

_COMPARES = re.compile(r" (?:as|the|more|higher|larger|bigger|greater|faster|that|what|its)\b")
_NOUN_LENGTH = 40
_COUNTING = frozenset((FigureKind.COUNT, FigureKind.FRACTION, FigureKind.PERCENTAGE, FigureKind.SCORE))


def figures(text: str, regions: Sequence[Span]) -> tuple[Figure, ...]:
    """Every figure inside ``regions`` (sorted spans of ``text``, such as its paragraphs), in reading order.

    Figures do not overlap and do not cross the end of a region. Takes time in proportion to the text.
    """
    out: list[Figure] = []
    for region in regions:
        found = list(_figures(text, region))
        out += linked(text, found, len(out)) if found else ()
    return tuple(out)


def whose(figure: Figure, attributions: Sequence[Attribution]) -> int | None:
    """Who answers for a figure: the index of the attribution, the innermost one, whose content holds it; None
    where none does, and the page says it itself.
    """
    return innermost([figure.span], attributions)[0]


def _figures(text: str, region: Span) -> Iterator[Figure]:
    place = free = region.start
    while (trigger := numbers.TRIGGER.search(text, place, region.end)) is not None:
        found, place = _read(Stretch(text, region.start, free, region.end), trigger.start())
        if found is not None:
            yield found
            free = found.span.end


def _read(at: Stretch, place: int) -> tuple[Figure | None, int]:
    """The figure whose number begins at ``place``, if it is one, and where to go on."""
    number = numbers.read(at.text, place, at.free, at.end)
    if isinstance(number, Unread):
        return None, max(number.end, place + 1)
    behind = context.skipped(at.text, at.start, number, at.end)
    if behind is not None:
        return None, max(behind, place + 1)
    quantity = quantities.read(at, numbers.out_of(at.text, number, at.end) or number)
    if quantity is None:
        return None, number.end
    both = ranges.read(at, quantity)
    quantity = both.quantity if both else quantity
    if quantity.is_period and context.is_moved_period(at.text, quantity.end, at.end):
        return None, quantity.end  # "two weeks ago" is a date
    figure = _figure_of_two(at, both) if both else _figure_of_one(at, quantity)
    return figure, figure.span.end if figure else quantity.end


def _figure_of_two(at: Stretch, both: ranges.Range) -> Figure:
    quantity = both.quantity
    if both.score:
        counted = quantities.counted(at, quantity)
        span = Span(quantity.start, quantity.end)
        return Figure(span, FigureKind.SCORE, Bound.EXACT, None, both.low, both.high, counted=counted)
    aged = standing.labelled(at, quantity) if quantity.is_period else None
    begun = bounds.before(at.text, at.free, quantity.start, period=quantity.is_period)
    quantity = replace(aged or quantity, start=begun.start if begun else quantity.start)
    return _figure(at, quantity, Bound.BETWEEN, None, both.low, both.high)


def _figure_of_one(at: Stretch, quantity: Quantity) -> Figure | None:
    least = quantity.number.least
    labelled = standing.labelled(at, quantity)
    quantity = labelled or quantity
    bound = None if least else bounds.before(at.text, at.free, quantity.start, period=quantity.is_period)
    if labelled is None and not standing.stands(at, quantity, bound or quantity.bound):
        return None
    if quantity.unit is None:
        quantity = quantities.with_next_unit(at, quantity)
    if least is not None:
        factor = quantity.unit.factor if quantity.unit else 1
        return _figure(at, quantity, Bound.VAGUE, None, Fraction(least) * factor, None)
    if bound is None or bound.end < quantity.start:
        bound = quantity.bound or bounds.after(at.text, quantity.end, at.end)
    return _bounded(at, quantity, bound or _bound_behind_noun(at, quantity))


def _bound_behind_noun(at: Stretch, quantity: Quantity) -> bounds.Bounded | None:
    """The bound behind what is counted: "50 people or more"; its words stay outside the figure's."""
    if quantity.unit is not None or at.text.find(" or ", quantity.end, quantity.end + _NOUN_LENGTH) < 0:
        return None
    noun = quantities.counted(at, quantity)
    bound = bounds.after(at.text, noun.end, at.end) if noun else None
    return bound._replace(start=quantity.start, end=quantity.end) if bound else None


def _bounded(at: Stretch, quantity: Quantity, bound: bounds.Bounded | None) -> Figure:
    told = bound.bound if bound else Bound.ABOUT if quantity.number.about else Bound.EXACT
    if bound is not None:
        end = max(quantity.end, bound.end)
        quantity = replace(quantity, start=min(quantity.start, bound.start), end=end)
    return _figure(at, quantity, told, quantity.value, *_interval(told, quantity.value))


def _interval(bound: Bound, value: Fraction | None) -> tuple[Fraction | None, Fraction | None]:
    """What a bound says of the two sides."""
    low = value if bound in (Bound.EXACT, Bound.AT_LEAST, Bound.MORE_THAN) else None
    high = value if bound in (Bound.EXACT, Bound.AT_MOST, Bound.LESS_THAN, Bound.NEARLY) else None
    return low, high


def _figure(
    at: Stretch,
    quantity: Quantity,
    bound: Bound,
    value: Fraction | None,
    low: Fraction | None,
    high: Fraction | None,
) -> Figure:
    kind = _kind(at, quantity)
    unit = units.TIMES if quantity.number.multiple else quantity.unit_name
    counts = kind in _COUNTING and (quantity.unit is None or kind is FigureKind.PERCENTAGE)
    counted = (
        quantities.counted(at, quantity) if counts and not (unit or "").startswith(units.TIMES) else None
    )
    return Figure(Span(quantity.start, quantity.end), kind, bound, value, low, high, unit, counted)


def _kind(at: Stretch, quantity: Quantity) -> FigureKind:
    """What the figure measures; "twice" and "three times" are counts where they do not compare."""
    if quantity.number.multiple or (quantity.unit_name or "").startswith(units.TIMES):
        last = at.text[quantity.start : quantity.end].split()[-1].lower()
        compares = last.endswith(("d", "ing", "fold")) or _COMPARES.match(at.text, quantity.end, at.end)
        return FigureKind.MULTIPLE if compares else FigureKind.COUNT
    if quantity.unit is not None:
        return quantity.unit.kind
    return FigureKind.FRACTION if quantity.number.part else FigureKind.COUNT


def head_of(text: str, figure: Figure) -> str | None:
    """The noun that a figure counts, in lower case and singular ("place"): what figures of several
    articles are put beside one another by. None where nothing counted shows.
    """
    return counting.head(text, figure.counted) if figure.counted else None
