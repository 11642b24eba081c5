"""The command of a measure with a folder of gold in two parts, ``dev.txt`` and ``test.txt``, and its floors.

``dates`` and ``figures`` are such measures; each says how a file is measured and which figures have floors.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

from onrecord.errors import OnrecordError
from onrecord.evaluation import gate

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

#: Figures by name, and the slips as lines to be printed.
Merits: TypeAlias = "tuple[dict[str, float], list[str]]"

PARTS: Final = ("dev", "test")


@dataclass(frozen=True, slots=True)
class Measure:
    """``name`` is the module's, ``about`` its first line; ``of_file`` measures one part; ``gated`` are the
    figures that floors are held under.
    """

    name: str
    about: str
    of_file: Callable[[Path], Merits]
    gated: Sequence[str]

    def measured(self, folder: Path) -> gate.Figures:
        """The figures that floors are held under, for both parts."""
        parts = {part: self.of_file(folder / f"{part}.txt")[0] for part in PARTS}
        return {part: {name: merits[name] for name in self.gated} for part, merits in parts.items()}

    def run(self, arguments: list[str] | None = None) -> int:
        """Measure and print; 1 and a sentence on standard error for gold or floors that cannot be used."""
        options = self._parser().parse_args(arguments)
        try:
            if options.floors:
                self._raise_floors(options.gold, lower=options.lower)
                return 0
            merits, slips = self.of_file(options.gold / f"{options.part}.txt")
        except OnrecordError as error:
            sys.stderr.write(f"{error}\n")
            return 1
        if options.as_json:
            sys.stdout.write(json.dumps(merits, indent=2) + "\n")
            return 0
        width = max(map(len, merits)) + 1
        sys.stdout.writelines(f"{name:{width}s} {value:.3f}\n" for name, value in merits.items())
        if options.slips:
            sys.stdout.writelines(f"{slip}\n" for slip in slips)
        return 0

    def _parser(self) -> argparse.ArgumentParser:
        parser = argparse.ArgumentParser(
            prog=f"python -m onrecord.evaluation.{self.name}", description=self.about
        )
        parser.add_argument("gold", type=Path, help="the folder that holds dev.txt and test.txt")
        parser.add_argument("--part", choices=PARTS, default="test")
        parser.add_argument("--slips", action="store_true", help="also print every slip (of dev, to work on)")
        parser.add_argument("--json", action="store_true", dest="as_json")
        parser.add_argument("--floors", action="store_true", help="measure both parts and raise their floors")
        parser.add_argument(
            "--lower", action="store_true", help="with --floors: let them fall; CHANGELOG.md says why"
        )
        return parser

    def _raise_floors(self, folder: Path, *, lower: bool) -> None:
        path = folder / "floors.json"
        old = gate.read_floors(path) if path.exists() else None
        raised = gate.raised(old, self.measured(folder), gate.hash_passages(folder), lower=lower)
        gate.write_floors(raised, path)
