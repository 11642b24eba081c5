"""How far the figures move when people have names of another origin."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, cast

from onrecord.errors import BadLineError, UsageError
from onrecord.evaluation import gold, origins
from onrecord.evaluation.run import evaluate
from onrecord.evaluation.swap import swap

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from onrecord.evaluation.match import Doc
    from onrecord.evaluation.swap import Swapped
    from onrecord.records import Span

ALL = "all"


class Movement(NamedTuple):
    """A figure of the articles as they are and with names of ``origin``."""

    figure: str
    origin: str
    before: float
    after: float

    @property
    def moved(self) -> float:
        """How much it rose; below 0 where it fell."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class EvenHandedness:
    """Figures before, and after each origin's names; ``swapped`` tells how many people got them.

    A figure stands in ``after`` where it stands in ``before``.
    """

    documents: int
    before: Mapping[str, float]
    after: Mapping[str, Mapping[str, float]]
    swapped: Mapping[str, Swapped]

    def movements(self, origin: str) -> list[Movement]:
        """Every figure's, the farthest first."""
        after = self.after[origin]
        found = [Movement(f, origin, value, after[f]) for f, value in self.before.items()]
        return sorted(found, key=lambda m: -abs(m.moved))

    def farthest(self) -> list[Movement]:
        """For each figure the origin that moves it farthest, the farthest first."""
        best: dict[str, Movement] = {}
        for movement in (m for origin in self.after for m in self.movements(origin)):
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
    before = evaluate(docs, read(docs, "as they are")).scores.figures()
    after: dict[str, Mapping[str, float]] = {}
    swapped: dict[str, Swapped] = {}
    for name in names:
        swapped[name] = swap(docs, origins.load(name), seed=seed, layers=layers)
        renamed = swapped[name].docs
        figures = evaluate(renamed, read(renamed, f"{name} names")).scores.figures()
        after[name] = {figure: figures.get(figure, 0.0) for figure in before}
    return EvenHandedness(len(docs), before, after, swapped)


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
