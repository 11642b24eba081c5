"""Dates against hand-made gold: how many are found, and of these how many have their interval right.

``python -m onrecord.evaluation.dates quality/dates --part test`` prints them; ``--floors`` measures both
parts and raises ``floors.json`` beside them, with ``--lower`` it lets them fall. The gold is described in
quality/README.md; the marks in it are read by ``date_gold``.
"""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from onrecord.analysis.claims.dates import dates
from onrecord.analysis.claims.dates_normal import interval, normal
from onrecord.evaluation.by_part import Measure
from onrecord.evaluation.date_gold import load
from onrecord.records import Span, TemporalExpression

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from onrecord.evaluation import gate
    from onrecord.evaluation.by_part import Merits
    from onrecord.evaluation.date_gold import GoldDate, GoldPassage

#: A date found is a gold date where their common characters are this share of all that either covers.
OVERLAP = 0.5
#: What floors are held under, all of them shares.
GATED = ("precision", "recall", "found", "right", "span", "precision-of-time", "kind")


@dataclass(frozen=True, slots=True)
class Slip:
    """A date that was missed (``found`` None), invented (``gold`` None) or read wrongly."""

    passage: GoldPassage
    gold: GoldDate | None
    found: TemporalExpression | None


def is_right(gold: GoldDate, found: TemporalExpression) -> bool:
    """Whether both ends and the time of day are as marked; of an unresolved date, the reason."""
    marked = (gold.start, gold.end, gold.time, gold.reason)
    return marked == (found.start, found.end, found.time, found.reason)


def paired(
    gold: Sequence[GoldDate], found: Sequence[TemporalExpression]
) -> list[tuple[GoldDate, TemporalExpression]]:
    """Gold dates with those found that cover mostly the same characters; each belongs to one pair at most."""
    return [(g, f) for g in gold for f in found if _overlap(g.span, f.span) >= OVERLAP]


def _overlap(a: Span, b: Span) -> float:
    common = min(a.end, b.end) - max(a.start, b.start)
    return max(0, common) / (max(a.end, b.end) - min(a.start, b.start))


def measure(
    passages: Iterable[GoldPassage],
    read: Callable[[str, str | None], Sequence[TemporalExpression]] | None = None,
) -> tuple[dict[str, float], list[Slip]]:
    """The figures of merit over ``passages``, and every slip. ``read`` finds the dates of a text published on
    a day, ours if None.

    "found" is F1, "right" the share of those found with their interval right, "span", "precision-of-time",
    "kind" and "approximate" are shares of those found (the middle two: of those marked with them).
    """
    counts: Counter[str] = Counter()
    slips: list[Slip] = []
    for passage in passages:
        got = (read or _ours)(passage.text, passage.published)
        _count(passage, got, counts, slips)
    return _shares(counts), slips


def _ours(text: str, published: str | None) -> tuple[TemporalExpression, ...]:
    return dates(text, [Span(0, len(text))], published)


def _count(
    passage: GoldPassage, got: Sequence[TemporalExpression], counts: Counter[str], slips: list[Slip]
) -> None:
    pairs = paired(passage.dates, got)
    counts.update(gold=len(passage.dates), read=len(got), found=len(pairs))
    slips += [Slip(passage, g, None) for g in passage.dates if all(g is not pair[0] for pair in pairs)]
    slips += [Slip(passage, None, f) for f in got if all(f is not pair[1] for pair in pairs)]
    for gold, found in pairs:
        right = is_right(gold, found)
        counts.update(right=right, span=gold.span == found.span)
        counts["approximate"] += gold.approximate == found.approximate
        if gold.precision:
            counts.update({"of-precision": 1, "precision": gold.precision is found.precision})
        if gold.kind:
            counts.update({"of-kind": 1, "kind": gold.kind is found.kind})
        if not right:
            slips.append(Slip(passage, gold, found))


def _shares(counts: Counter[str]) -> dict[str, float]:
    def share(part: str, whole: int) -> float:
        return counts[part] / whole if whole else 1.0

    return {
        "dates": counts["gold"],
        "precision": share("found", counts["read"]),
        "recall": share("found", counts["gold"]),
        "found": 2 * counts["found"] / (counts["gold"] + counts["read"]) if counts["gold"] else 1.0,
        "right": share("right", counts["found"]),
        "span": share("span", counts["found"]),
        "precision-of-time": share("precision", counts["of-precision"]),
        "kind": share("kind", counts["of-kind"]),
        "approximate": share("approximate", counts["found"]),
    }


def _told(slip: Slip) -> str:
    gold, found, text = slip.gold, slip.found, slip.passage.text
    marked = (
        gold and f"{gold.span.of(text)!r} {gold.reason or interval(gold.start, gold.end)}{gold.time or ''}"
    )
    read = found and f"{found.span.of(text)!r} {normal(found)}"
    return f"[{slip.passage.form}] {slip.passage.published}: marked {marked}, read {read}: {text}"


def _of_file(path: Path) -> Merits:
    merits, slips = measure(load(path))
    return merits, [_told(slip) for slip in slips]


MEASURE: Final = Measure("dates", (__doc__ or "").splitlines()[0], _of_file, GATED)


def measured(folder: Path) -> gate.Figures:
    """The shares that floors are held under, for both parts."""
    return MEASURE.measured(folder)


def main(arguments: list[str] | None = None) -> int:
    """Measure and print; 1 and a sentence on standard error for gold or floors that cannot be used."""
    return MEASURE.run(arguments)


if __name__ == "__main__":
    sys.exit(main())
