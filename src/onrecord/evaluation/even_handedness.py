"""How far the figures move when people have names of another origin."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, cast

from onrecord.errors import BadLineError, UsageError
from onrecord.evaluation import gold, origins
from onrecord.evaluation.swap import swap
from onrecord.evaluation.tallies import by_document, figures, left_out

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from onrecord.evaluation.match import Doc
    from onrecord.evaluation.swap import Swapped
    from onrecord.evaluation.tallies import Tallies
    from onrecord.records import Span

ALL = "all"


class Movement(NamedTuple):
    """A figure of the articles as they are and with names of ``origin``.

    ``error`` is the movement's standard error, by leaving out each document in turn: movements of up to twice
    that happen by chance, with names of no matter whom.
    """

    figure: str
    origin: str
    before: float
    after: float
    error: float

    @property
    def moved(self) -> float:
        """How much it rose; below 0 where it fell."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class EvenHandedness:
    """How far each origin's names move each figure, the farthest first; ``swapped`` tells how many people got
    them. A figure that is 0, as one that nobody predicts, is left out.
    """

    documents: int
    moved: Mapping[str, Sequence[Movement]]
    swapped: Mapping[str, Swapped]

    def farthest(self) -> list[Movement]:
        """For each figure the origin that moves it farthest, the farthest first."""
        best: dict[str, Movement] = {}
        for movement in (m for found in self.moved.values() for m in found):
            known = best.get(movement.figure)
            if known is None or abs(movement.moved) > abs(known.moved):
                best[movement.figure] = movement
        return sorted(best.values(), key=lambda m: -abs(m.moved))


def chosen(name: str) -> list[str]:
    """The origins that an ORIGIN on the command line means; UsageError where there is none of that name."""
    return origins.origins() if name == ALL else [origins.load(name).name]


def measure(
    docs: Mapping[str, Doc],
    names: Sequence[str],
    read: Callable[[Mapping[str, Doc], str], Mapping[str, Doc]],
    *,
    seed: int = 0,
    layers: Mapping[str, Sequence[Span]] | None = None,
) -> EvenHandedness:
    """``docs`` read as they are and with the names of each origin; ``read`` is given documents and a word on
    what they are, and gives predictions.
    """
    before = by_document(docs, read(docs, "as they are"))
    moved: dict[str, list[Movement]] = {}
    swapped: dict[str, Swapped] = {}
    for name in names:
        swapped[name] = swap(docs, origins.load(name), seed=seed, layers=layers)
        renamed = swapped[name].docs
        moved[name] = movements(name, before, by_document(renamed, read(renamed, f"{name} names")))
    return EvenHandedness(len(docs), moved, swapped)


def movements(origin: str, before: Sequence[Tallies], after: Sequence[Tallies]) -> list[Movement]:
    """Every figure's movement between the tallies of the same documents, the farthest first."""
    found, end = [], figures(after)
    for figure, start in figures(before).items():
        if start:
            error = _error(left_out(before, figure), left_out(after, figure))
            found.append(Movement(figure, origin, start, end[figure], error))
    return sorted(found, key=lambda m: -abs(m.moved))


def _error(before: Sequence[float], after: Sequence[float]) -> float:
    """The jackknife's standard error of a difference between two figures of the same documents, from what
    each is without each document.
    """
    left = [a - b for b, a in zip(before, after, strict=True)]
    mean = sum(left) / len(left)
    return float(((len(left) - 1) / len(left) * sum((each - mean) ** 2 for each in left)) ** 0.5)


def read_layers(path: Path, docs: Mapping[str, Doc]) -> dict[str, tuple[Span, ...]]:
    """Where a machine found people's names in ``docs``: the PERSON entities of a file's "corenlp" layers.

    Lines of other documents, and lines without that layer, are passed over. Raises BadLineError for a layer
    of another shape and UsageError where a line's text is not the document's.
    """
    out: dict[str, tuple[Span, ...]] = {}
    with gold.open_lines(path) as lines:
        for number, value in gold.values(path, lines):
            key, layer = str(value.get("id")), value.get("corenlp")
            if key in docs and isinstance(layer, dict):
                where = f"{path}, line {number}"
                if value.get("text", docs[key].text) != docs[key].text:
                    raise UsageError(
                        f"{where}: not the text of {key} in GOLD; give layers of this very corpus"
                    )
                out[key] = _people(cast("dict[str, object]", layer), where)
    return out


def _people(layer: Mapping[str, object], where: str) -> tuple[Span, ...]:
    try:
        entities = cast("list[list[object]]", layer.get("entities") or [])
        spans = [[start, end] for start, end, label in entities if label == "PERSON"]
    except (TypeError, ValueError) as error:
        raise BadLineError(f"{where}: entities: {error}; expected [[start, end, label], ...]") from error
    return gold.spans({"entities": spans}, "entities", where)
