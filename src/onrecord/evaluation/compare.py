"""Comparing articles against hand-made gold: what floors are held under, and the command that measures.

``python -m onrecord.evaluation.compare quality/compare --part test`` fills a ledger for the time of the
measurement and asks it; quality/compare/README.md has the gold and the figures.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from onrecord.errors import OnrecordError
from onrecord.evaluation import gate
from onrecord.evaluation.compare_gold import read_events
from onrecord.evaluation.compare_merits import measure
from onrecord.evaluation.markup import PARTS
from onrecord.pipeline import Reader

if TYPE_CHECKING:
    from onrecord.evaluation.compare_merits import Merits

#: What floors are held under.
GATED: Final[tuple[str, ...]] = (
    "same",
    "changes",
    "origins",
    "conflicts-precision",
    "conflicts-recall",
    "disputes-precision",
    "disputes-recall",
    "versions",
    "drafts",
)
SOURCES: Final = ("gold", "text")


def measured_parts(folder: Path) -> gate.Figures:
    """The figures that floors are held under, from the marked attributions, for both parts."""
    reader, out = Reader(), {}
    for part in PARTS:
        figures = measure(read_events(folder, part), reader).figures
        out[part] = {name: figures[name] for name in GATED if name in figures}
    return out


def main(arguments: list[str] | None = None) -> int:
    """Measure and print; 1 and a sentence on standard error for gold or floors that cannot be used."""
    options = _parser().parse_args(arguments)
    try:
        if options.floors:
            _raise_floors(options.gold, lower=options.lower)
            return 0
        events = read_events(options.gold, options.part)
        merits = measure(events, Reader(), from_gold=options.source == "gold")
    except OnrecordError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    _print(merits, options)
    return 0


def _print(merits: Merits, options: argparse.Namespace) -> None:
    if options.as_json:
        sys.stdout.write(json.dumps(merits.figures, indent=2) + "\n")
        return
    width = max(map(len, merits.figures), default=0) + 1
    sys.stdout.writelines(f"{name:{width}s} {value:.3f}\n" for name, value in merits.figures.items())
    sys.stdout.writelines(f"{name:{width}s} not built\n" for name in GATED if name not in merits.figures)
    if options.slips:
        sys.stdout.writelines(f"{slip}\n" for slip in merits.slips)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m onrecord.evaluation.compare", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument("gold", type=Path, help="the folder of the events")
    parser.add_argument("--part", choices=PARTS, default="test")
    parser.add_argument(
        "--from",
        choices=SOURCES,
        default="gold",
        dest="source",
        help="gold: the marked attributions and speakers; text: what the model reads",
    )
    parser.add_argument("--slips", action="store_true", help="also print every slip (of dev, to work on)")
    parser.add_argument("--json", action="store_true", dest="as_json")
    parser.add_argument("--floors", action="store_true", help="measure both parts and raise their floors")
    parser.add_argument(
        "--lower", action="store_true", help="with --floors: let them fall; CHANGELOG.md says why"
    )
    return parser


def _raise_floors(folder: Path, *, lower: bool) -> None:
    path = folder / "floors.json"
    old = gate.read_floors(path) if path.exists() else None
    raised = gate.raised(old, measured_parts(folder), gate.hash_passages(folder), lower=lower)
    gate.write_floors(raised, path)


if __name__ == "__main__":
    sys.exit(main())
