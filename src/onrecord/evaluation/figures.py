"""Figures against hand-made gold: how many are found, and of these how many have value, bound and unit right.

``python -m onrecord.evaluation.figures quality/figures --part test`` prints them; ``--floors`` measures both
parts and raises ``floors.json`` beside them, with ``--lower`` it lets them fall. The gold is described in
quality/README.md; the normal forms in it are read here.
"""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from onrecord.analysis.claims.figures import figures
from onrecord.evaluation.by_part import Measure
from onrecord.evaluation.figure_gold import load
from onrecord.records import Bound, Figure, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from fractions import Fraction
    from pathlib import Path

    from onrecord.evaluation import gate
    from onrecord.evaluation.by_part import Merits
    from onrecord.evaluation.figure_gold import GoldFigure, GoldLine

#: A figure found is a gold figure where their common characters are this share of all that either covers.
OVERLAP = 0.5
#: What floors are held under, all of them shares.
GATED = ("precision", "recall", "found", "right", "span", "counted", "change")


@dataclass(frozen=True, slots=True)
class Slip:
    """A figure that was missed (``found`` None), invented (``gold`` None) or read wrongly."""

    line: GoldLine
    gold: GoldFigure | None
    found: Figure | None


def is_right(gold: GoldFigure, found: Figure) -> bool:
    """Whether value, bound and unit are all as marked."""
    if found.bound is not gold.bound or found.unit != gold.unit:
        return False
    return gold.numbers == _numbers(found)


def _numbers(figure: Figure) -> tuple[Fraction | None, ...]:
    if figure.value is not None:
        return (figure.value,)
    return (figure.low,) if figure.bound is Bound.VAGUE else (figure.low, figure.high)


def paired(gold: Sequence[GoldFigure], found: Sequence[Figure]) -> list[tuple[GoldFigure, Figure]]:
    """Gold figures with those found that cover mostly the same characters; each belongs to one pair at
    most.
    """
    return [(g, f) for g in gold for f in found if _overlap(g.span, f.span) >= OVERLAP]


def _overlap(a: Span, b: Span) -> float:
    common = min(a.end, b.end) - max(a.start, b.start)
    return max(0, common) / (max(a.end, b.end) - min(a.start, b.start))


def measure(
    lines: Iterable[GoldLine], read: Callable[[str], Sequence[Figure]] | None = None
) -> tuple[dict[str, float], list[Slip]]:
    """The figures of merit over ``lines``, and every slip. ``read`` finds the figures of a text, ours
    if None.

    "found" is F1, "right" the share of those found with value, bound and unit right; "span", "counted"
    and "change" are shares of those found (with something counted, with a change marked or read) that
    are as marked.
    """
    counts: Counter[str] = Counter()
    slips: list[Slip] = []
    for line in lines:
        got = read(line.text) if read else figures(line.text, [Span(0, len(line.text))])
        _count(line, got, counts, slips)
    return _shares(counts), slips


def _count(line: GoldLine, got: Sequence[Figure], counts: Counter[str], slips: list[Slip]) -> None:
    pairs = paired(line.figures, got)
    counts.update(gold=len(line.figures), read=len(got), found=len(pairs))
    slips += [Slip(line, g, None) for g in line.figures if all(g is not pair[0] for pair in pairs)]
    slips += [Slip(line, None, f) for f in got if all(f is not pair[1] for pair in pairs)]
    for gold, figure in pairs:
        right = is_right(gold, figure)
        counts["right"] += right
        counts["span"] += gold.span == figure.span
        if gold.counted:
            counts["of-counted"] += 1
            counted = figure.counted.of(line.text) if figure.counted else ""
            counts["counted"] += counted.endswith(gold.counted)
        change = f"{figure.change.direction} {figure.change.part}" if figure.change else None
        if gold.change or change:
            counts["of-change"] += 1
            counts["change"] += gold.change == change
        if not right:
            slips.append(Slip(line, gold, figure))


def _shares(counts: Counter[str]) -> dict[str, float]:
    def share(part: str, whole: int) -> float:
        return counts[part] / whole if whole else 1.0

    return {
        "figures": counts["gold"],
        "precision": share("found", counts["read"]),
        "recall": share("found", counts["gold"]),
        "found": 2 * counts["found"] / (counts["gold"] + counts["read"]) if counts["gold"] else 1.0,
        "right": share("right", counts["found"]),
        "span": share("span", counts["found"]),
        "counted": share("counted", counts["of-counted"]),
        "change": share("change", counts["of-change"]),
    }


def _told(slip: Slip) -> str:
    gold = (
        slip.gold and f"{slip.gold.span.of(slip.line.text)!r} {slip.gold.bound} {_plain(slip.gold.numbers)}"
    )
    found = (
        slip.found
        and f"{slip.found.span.of(slip.line.text)!r} {slip.found.bound} {_plain(_numbers(slip.found))}"
    )
    units = f"{slip.gold.unit if slip.gold else '-'} / {slip.found.unit if slip.found else '-'}"
    return f"[{slip.line.form}] marked {gold}, read {found}, units {units}: {slip.line.text}"


def _plain(numbers: Sequence[Fraction | None]) -> str:
    return "..".join(str(number) for number in numbers)


def _of_file(path: Path) -> Merits:
    merits, slips = measure(load(path))
    return merits, [_told(slip) for slip in slips]


MEASURE: Final = Measure("figures", (__doc__ or "").splitlines()[0], _of_file, GATED)


def measured(folder: Path) -> gate.Figures:
    """The shares that floors are held under, for both parts."""
    return MEASURE.measured(folder)


def main(arguments: list[str] | None = None) -> int:
    """Measure and print; 1 and a sentence on standard error for gold or floors that cannot be used."""
    return MEASURE.run(arguments)


if __name__ == "__main__":
    sys.exit(main())
