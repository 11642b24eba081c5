"""Floors under the figures on the hand-made gold: they rise with the model and fall only on request.

``quality/floors.json`` keeps, for each part of the passages, the least each figure may be, and a hash of
the passages it was measured on::

    {"passages": "sha256:...", "floors": {"dev": {"attribution": 0.612, ...}, "test": {...}}}

``python -m onrecord.evaluation.gate`` measures with the shipped model and raises the floors;
``--lower`` also lets them fall. ``scripts/dev.py floors`` runs it.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.errors import NotFoundError, OnrecordError, UsageError
from onrecord.evaluation import gold as gold_files
from onrecord.evaluation.beyond import ABSTAINED, NESTED, SETTINGS
from onrecord.evaluation.match import marks_nesting, without_nested
from onrecord.evaluation.run import predict
from onrecord.evaluation.scores import COUNTED, score

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from onrecord.evaluation.run import Analyses

Figures = dict[str, dict[str, float]]  # part -> figure -> F1 or share

# A floor lies this far under what was measured. Quantised weights are multiplied by other instructions on
# other processors, and a borderline decision may then fall the other way: in 200 attributions (one part of
# the passages) one such decision moves a figure by some 0.005. Less room would fail on a neighbour's laptop
# with nothing broken; 0.02 would let four lost attributions pass unseen.
HEADROOM = 0.01

# What floors are held under. The kinds of settings are not among them: a part has a handful of some kind.
GATED = (*COUNTED, "speaker", "unnamed", SETTINGS, NESTED, ABSTAINED)


@dataclass(frozen=True, slots=True)
class Floors:
    """What ``floors.json`` holds; ``passages`` is the hash of the passages the floors were measured on."""

    passages: str
    figures: Figures = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A figure under its floor; ``value`` is None where the figure was not measured at all."""

    figure: str
    floor: float
    value: float | None

    def __str__(self) -> str:
        """Three facts: the figure and its value, its floor, what to do."""
        value = "not measured" if self.value is None else f"{self.value:.3f}"
        return (
            f"{self.figure}: {value}, its floor is {self.floor:.3f}; find what it lost, or lower the floor "
            "with scripts/dev.py floors --lower and say why in CHANGELOG.md"
        )


def check(figures: Mapping[str, float], floors: Mapping[str, float]) -> tuple[Shortfall, ...]:
    """The figures that lie under their floors, in the order of the floors; a figure at its floor passes."""
    found = ((name, floor, figures.get(name)) for name, floor in floors.items())
    return tuple(Shortfall(*item) for item in found if item[2] is None or item[2] < item[1])


def raised(floors: Floors | None, measured: Figures, passages: str, *, lower: bool = False) -> Floors:
    """The floors that ``measured`` allows, each at most ``HEADROOM`` under it.

    Without ``lower`` a floor never falls and never goes: UsageError names the first that would, because
    figures fell or because the passages changed under them.
    """
    allowed = {part: {name: _floor(value) for name, value in f.items()} for part, f in measured.items()}
    if floors is None or lower:
        return Floors(passages, allowed)
    for part, old in floors.figures.items():
        short = check(measured.get(part, {}), old)
        if short:
            raise UsageError(f"part {part}, {short[0]}")
    kept = {
        part: {name: max(floor, floors.figures.get(part, {}).get(name, 0.0)) for name, floor in f.items()}
        for part, f in allowed.items()
    }
    return Floors(passages, kept)


def _floor(value: float) -> float:
    """A measured value less the headroom, rounded down to a thousandth."""
    return max(0, math.floor((value - HEADROOM) * 1000)) / 1000


def hash_passages(folder: Path) -> str:
    """A hash of the names and words of the passages, the same whatever line ends a checkout has."""
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.txt"), key=lambda path: path.name):
        content = path.read_bytes().replace(b"\r\n", b"\n")
        digest.update(f"{path.name} {len(content)}\n".encode() + content)
    return f"sha256:{digest.hexdigest()}"


def read_floors(path: Path) -> Floors:
    """The floors at ``path``; NotFoundError where there is no such file, UsageError for another shape."""
    try:
        value = json.loads(path.read_text("utf-8"))
        floors = {
            part: {name: float(f) for name, f in figures.items()} for part, figures in value["floors"].items()
        }
        return Floors(str(value["passages"]), floors)
    except FileNotFoundError as error:
        raise NotFoundError(f"{path}: no such file; set the floors with scripts/dev.py floors") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UsageError(
            f"{path}: {error!r}; expected passages and floors; restore it, or remove it and set it anew with "
            "scripts/dev.py floors"
        ) from error


def write_floors(floors: Floors, path: Path) -> None:
    """Write the floors, one figure a line so that a change of one shows as one."""
    value = {"passages": floors.passages, "floors": floors.figures}
    path.write_text(json.dumps(value, indent=2, ensure_ascii=False) + "\n", "utf-8")


def measure(folder: Path, analyser: Analyses) -> Figures:
    """The figures of the analyser on each part of a folder of passages."""
    out: Figures = {}
    for part in gold_files.PARTS:
        gold = gold_files.load(folder, part=part)
        predicted = dict(predict(gold, analyser))
        if not marks_nesting(gold):
            predicted = without_nested(predicted)
        figures = score(gold, predicted).figures()
        out[part] = {name: figures[name] for name in GATED if name in figures}
    return out


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, rewrite the floors and print them; 1 and a sentence on stderr where that is refused."""
    parser = argparse.ArgumentParser(
        prog="scripts/dev.py floors", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument(
        "--quality", type=Path, default=Path("quality"), help="holds passages/ and floors.json"
    )
    parser.add_argument("--model", type=Path, help="a model folder instead of the shipped one")
    parser.add_argument("--lower", action="store_true", help="let floors fall; CHANGELOG.md says why")
    options = parser.parse_args(arguments)
    try:
        floors = _rewrite(options.quality, options.model, lower=options.lower)
    except OnrecordError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    for part, figures in floors.figures.items():
        sys.stdout.writelines(f"{part:5s} {name:20s} {floor:.3f}\n" for name, floor in figures.items())
    return 0


def _rewrite(quality: Path, model: Path | None, *, lower: bool) -> Floors:
    from onrecord import analysis

    passages, path = quality / "passages", quality / "floors.json"
    old = read_floors(path) if path.exists() else None
    measured = measure(passages, analysis.load(model))
    floors = raised(old, measured, hash_passages(passages), lower=lower)
    write_floors(floors, path)
    return floors


if __name__ == "__main__":
    sys.exit(main())
