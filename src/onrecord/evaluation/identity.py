"""Pairs of sightings that people labelled, and how often identity across articles decides as they did.

A pair counts as joined where the second sighting, found by its keys and compared, would be applied without
asking. Joining an undecidable pair is an error, as joining a different one is. Run as a module it prints
the figures::

    python -m onrecord.evaluation.identity quality/people/pairs.csv --part dev --pairs
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.errors import BadLineError, NotFoundError, OnrecordError
from onrecord.ledger.identity import assign
from onrecord.ledger.keys import PeopleIndex
from onrecord.ledger.people import Decision, Outcome, Sighting, first_seen
from onrecord.records import SpeakerKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

ALL = "all"
_FIELDS = ("name", "role", "affiliation", "outlet", "date", "also")
COLUMNS = (
    *("id", "part", "origin", "gender", "kind", "label"),
    *(f"{field}_{side}" for side in "ab" for field in _FIELDS),
)


class Label(StrEnum):
    """What people say of a pair."""

    SAME = "same"
    DIFFERENT = "different"
    UNDECIDABLE = "undecidable"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two sightings and what people say of them; ``origin`` of the names, "group" for organisations."""

    id: str
    part: str
    origin: str
    gender: str
    label: Label
    a: Sighting
    b: Sighting


@dataclass(frozen=True, slots=True)
class Figures:
    """Of some pairs: those that are the same, those that were joined, rightly, and the same ones proposed.

    ``listed`` is the number of pairs of two people that were kept apart and told to the user as a conflict.
    """

    pairs: int
    same: int
    joined: int
    right: int
    proposed: int
    listed: int

    @property
    def precision(self) -> float:
        """Of the joined pairs, those that are the same; 1 where none was joined."""
        return self.right / self.joined if self.joined else 1.0

    @property
    def recall(self) -> float:
        """Of the pairs that are the same, those that were joined; 1 where there are none."""
        return self.right / self.same if self.same else 1.0

    @property
    def found(self) -> float:
        """Of the pairs that are the same, those joined or proposed; 1 where there are none."""
        return (self.right + self.proposed) / self.same if self.same else 1.0


def read_pairs(path: Path, part: str | None = None) -> tuple[Pair, ...]:
    """The pairs of a file, of one part where it is given.

    Raises NotFoundError for no file and BadLineError, with file and line, for a row that is no pair.
    """
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            if tuple(reader.fieldnames or ()) != COLUMNS:
                raise BadLineError(
                    f"{path}, line 1: expected the columns {','.join(COLUMNS)}; mend the first line"
                )
            pairs = [_pair(row, f"{path}, line {reader.line_num}") for row in reader]
    except FileNotFoundError as error:
        raise NotFoundError(f"{path}: no such file; expected pairs of sightings; check the path") from error
    return tuple(pair for pair in pairs if part in (None, pair.part))


def _pair(row: Mapping[str, str], where: str) -> Pair:
    try:
        kind, label = SpeakerKind(row["kind"]), Label(row["label"])
    except ValueError as error:
        raise BadLineError(f"{where}: {error}; expected a kind and a label; see quality/README.md") from error
    a, b = (_sighting(row, side, kind) for side in "ab")
    return Pair(row["id"], row["part"], row["origin"], row["gender"], label, a, b)


def _sighting(row: Mapping[str, str], side: str, kind: SpeakerKind) -> Sighting:
    name, role, affiliation, outlet, date, also = (row[f"{field}_{side}"] or None for field in _FIELDS)
    spellings = tuple((also or "").split("/")) if also else ()
    return Sighting(side, side, name or "", kind, spellings, role, affiliation, outlet, date, "en")


def decision(pair: Pair) -> Decision:
    """What is decided of ``b`` when ``a`` is known."""
    return assign(pair.b, PeopleIndex([first_seen(pair.a, "a")]).near(pair.b))


def score(pairs: Iterable[Pair]) -> dict[str, Figures]:
    """The figures by origin, and of all."""
    decided = [(pair, decision(pair)) for pair in pairs]
    by_origin: dict[str, list[tuple[Pair, Decision]]] = defaultdict(list)
    for pair, found in decided:
        by_origin[pair.origin].append((pair, found))
    return {ALL: _figures(decided), **{origin: _figures(some) for origin, some in by_origin.items()}}


def _figures(decided: Sequence[tuple[Pair, Decision]]) -> Figures:
    same = [found for pair, found in decided if pair.label is Label.SAME]
    return Figures(
        len(decided),
        len(same),
        sum(found.outcome is Outcome.EXISTING for _, found in decided),
        sum(found.outcome is Outcome.EXISTING for found in same),
        sum(found.outcome is Outcome.UNDECIDED for found in same),
        sum(bool(found.conflicts) for pair, found in decided if pair.label is Label.DIFFERENT),
    )


def table(figures: Mapping[str, Figures]) -> str:
    """The figures as lines for people."""
    lines = [f"{'origin':14}{'pairs':>6}{'same':>6}{'joined':>8}{'precision':>11}{'recall':>8}{'found':>7}"]
    lines += [
        f"{origin:14}{f.pairs:6}{f.same:6}{f.joined:8}{f.precision:11.3f}{f.recall:8.3f}{f.found:7.3f}"
        for origin, f in figures.items()
    ]
    return "\n".join(lines)


def unlike(pairs: Iterable[Pair]) -> list[str]:
    """The pairs that were decided otherwise than labelled, a line each with probability and reasons."""
    return [line for pair in pairs if (line := _unlike(pair, decision(pair)))]


def _unlike(pair: Pair, found: Decision) -> str:
    if (found.outcome is Outcome.EXISTING) is (pair.label is Label.SAME):
        return ""
    applied = (found.applied,) if found.applied else ()
    told = [
        f"{p.probability:.3f} {' '.join(r.kind.value for r in p.evidence + p.conflict)}"
        for p in (*applied, *found.proposals, *found.conflicts)
    ]
    return (
        f"{pair.id}: {found.outcome.value}; {pair.a.name} | {pair.b.name}; {'; '.join(told) or 'not found'}"
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line of the module; 1 where the file cannot be read."""
    parser = argparse.ArgumentParser(prog="python -m onrecord.evaluation.identity")
    parser.add_argument("pairs_file", type=Path)
    parser.add_argument("--part", choices=["dev", "test"])
    parser.add_argument(
        "--pairs", action="store_true", help="also list the pairs decided otherwise than labelled"
    )
    given = parser.parse_args(arguments)
    try:
        pairs = read_pairs(given.pairs_file, given.part)
    except OnrecordError as error:
        print(error, file=sys.stderr)  # noqa: T201
        return 1
    print("\n".join([table(score(pairs)), *(unlike(pairs) if given.pairs else ())]))  # noqa: T201
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
