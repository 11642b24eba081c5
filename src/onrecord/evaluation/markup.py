r"""Gold written by hand: plain text files whose braces mark who said what.

A passage file is a head of ``key: value`` lines, a line ``---`` and the body, one paragraph a line; where
the speakers are labelled, a second line ``---`` and a row an attribution or more::

    id: dam-inspection
    part: dev
    phenomena: indirect, nested
    comment: a promise inside a statement
    ---
    {s1:Ana Lund} {c1:told} {a1:reporters} {q1:that {s2:the ministry} {c2:had promised} {q2:a new dam}}.
    ---
    1: person Ana Lund
    2: unnamed the ministry

``braces`` reads the body, ``rows`` what stands under the second rule.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from onrecord.evaluation.braces import (
    LETTERS,
    ROLES,
    MarkedAttribution,
    MarkupError,
    parse_markup,
    parse_numbered,
    render_markup,
)
from onrecord.evaluation.rows import read_rows

if TYPE_CHECKING:
    from pathlib import Path

    from onrecord.evaluation.rows import Speakers

__all__ = [
    "LETTERS",
    "PARTS",
    "ROLES",
    "MarkedAttribution",
    "MarkupError",
    "Passage",
    "parse",
    "parse_markup",
    "read_passages",
    "render_markup",
]

PARTS = ("dev", "test")  # settings are chosen on dev, figures are reported on test
HEAD_KEYS = ("id", "part", "phenomena", "comment")
RULE = "---"


@dataclass(frozen=True, slots=True)
class Passage:
    """A gold passage: its head and, from its body, the text and the attributions in reading order.

    Where the passage has rows of speakers, each attribution carries "speaker" (or "speakers"),
    "speaker_kind" and "settings", and "candidates" where the kind is "unknown"; else none of them.
    """

    id: str
    part: str
    phenomena: tuple[str, ...]
    comment: str
    text: str
    attributions: tuple[MarkedAttribution, ...]

    def as_line(self) -> dict[str, object]:
        """The passage as a document of the scorer: id, text, attributions, and the head beside them."""
        return {
            "id": self.id,
            "part": self.part,
            "phenomena": list(self.phenomena),
            "text": self.text,
            "attributions": [dict(attribution) for attribution in self.attributions],
        }


def parse(content: str, name: str = "passage") -> Passage:
    """A passage file's content as a Passage; ``name`` stands in messages.

    Raises MarkupError for a head that misses a key, holds an unknown one or an unknown part and for settings
    where there are no rows, and whatever ``parse_markup`` and ``read_rows`` raise.
    """
    head_text, rule, body = content.partition(f"\n{RULE}\n")
    if not rule:
        raise MarkupError(f"{name}: no line {RULE!r}: expected a head, that line and a body; add the line")
    head = _read_head(head_text, name)
    phenomena = tuple(part.strip() for part in head["phenomena"].split(",") if part.strip())
    blank = len(body) - len(body.lstrip("\n"))
    first_line = head_text.count("\n") + 3 + blank  # the head's lines, the rule, the blank ones
    body, second_rule, rows = f"{body}\n".partition(f"\n{RULE}\n")
    text, numbered = parse_numbered(body.strip("\n"), name, first_line=first_line)
    if second_rule:
        line = head_text.count("\n") + body.count("\n") + 5  # behind both rules
        speakers = read_rows(rows.splitlines(), numbered, text, name=name, first_line=line)
        attributions = [_with(a, speakers[number]) for number, a in numbered.items()]
    else:
        attributions = [_without_settings(a, number, name) for number, a in numbered.items()]
    return Passage(head["id"], head["part"], phenomena, head["comment"], text, tuple(attributions))


def _with(attribution: MarkedAttribution, speakers: Speakers) -> MarkedAttribution:
    labels = cast("MarkedAttribution", speakers)  # the keys of the one are optional keys of the other
    return {**attribution, "settings": attribution.get("settings", []), **labels}


def _without_settings(attribution: MarkedAttribution, number: int, name: str) -> MarkedAttribution:
    """The attribution itself, which without rows must have no settings: a passage labels both or neither."""
    if "settings" in attribution:
        raise MarkupError(
            f"{name}: attribution {number} has settings and the passage no rows of speakers: expected both "
            f"or neither; add {RULE!r} and the rows under the body"
        )
    return attribution


def read_passages(folder: Path) -> list[Passage]:
    """Every ``*.txt`` passage of a folder, sorted by file name; a file is named for its id.

    Raises MarkupError for an id that differs from its file's name, and whatever ``parse`` raises.
    """
    passages = []
    for path in sorted(folder.glob("*.txt")):
        passage = parse(path.read_text(encoding="utf-8"), path.name)
        if passage.id != path.stem:
            raise MarkupError(
                f"{path.name}: id {passage.id!r}: expected {path.stem!r}; rename the file or the id"
            )
        passages.append(passage)
    return passages


def _read_head(head_text: str, name: str) -> dict[str, str]:
    head: dict[str, str] = {}
    for line in head_text.splitlines():
        key, colon, value = line.partition(":")
        if not colon or key not in HEAD_KEYS or key in head:
            raise MarkupError(
                f"{name}: head line {line!r}: expected each of {', '.join(HEAD_KEYS)} once, as 'key: value'; "
                "correct the line"
            )
        head[key] = value.strip()
    missing = [key for key in HEAD_KEYS if not head.get(key)]
    if missing:
        raise MarkupError(
            f"{name}: head without {missing[0]!r}: expected {', '.join(HEAD_KEYS)}; add the line"
        )
    if head["part"] not in PARTS:
        raise MarkupError(f"{name}: part {head['part']!r}: expected {' or '.join(PARTS)}; choose one")
    return head
