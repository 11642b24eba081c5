"""Writes docs/images/read.svg, the picture in the README.

    python scripts/generate_picture.py [--model FOLDER]

What is shown is what `onrecord read` prints in a terminal with colours, cut after the first attributions.
"""

from __future__ import annotations

import io
import re
import sys
from pathlib import Path

from rich.console import Console
from rich.text import Text

import onrecord
from onrecord.exports import terminal

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "examples" / "harbour-strike.html"
TARGET = ROOT / "docs" / "images" / "read.svg"
WIDTH = 100
LINES = 46


def main(arguments: list[str]) -> None:
    """Read the page and draw the first lines of its reading."""
    model = Path(arguments[1]) if arguments[:1] == ["--model"] else None
    record = onrecord.read(PAGE, model=model)
    shown = "".join(terminal.list_view([record], terminal.Look(width=WIDTH, colour=True)))
    console = Console(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True)
    console.print(Text("$ onrecord read examples/harbour-strike.html", style="bold"))
    console.print()
    console.print(Text.from_ansi("\n".join(shown.splitlines()[:LINES])))
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    # No name is given to the drawing, and a fixed id, so that the same reading gives the same file.
    drawing = console.export_svg(title="onrecord read", unique_id="read")
    # The fonts are named, not fetched from elsewhere: a reader without them gets their own monospaced one.
    TARGET.write_text(re.sub(r"\s*@font-face \{.*?\}", "", drawing, flags=re.DOTALL), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
