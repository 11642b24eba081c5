"""What a comparison of two wordings gives."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.records import Span


class ChangeKind(StrEnum):
    """How the later of two occurrences differs from the earlier. Several may hold at once."""

    IDENTICAL = "identical"  # alone; case at the border, punctuation and the shape of the marks do not count
    SHORTENED_START = "shortened-start"  # words left out at the beginning
    SHORTENED_MIDDLE = "shortened-middle"  # words left out inside, and nothing marks it
    SHORTENED_END = "shortened-end"  # words left out at the end
    JOINED = "joined"  # words left out, an ellipsis in their place, or two pieces brought together
    REWORDED = "reworded"  # words put in place of others, or added
    NEGATION = "negation"  # a "not", "never", "no" dropped or added
    MODAL = "modal"  # a "may", "must", "could" dropped, added or changed
    FIGURE = "figure"  # another number
    MARKS = "marks"  # a paraphrase became a quotation, or the reverse
    SPEAKER = "speaker"  # another speaker is named


class EditKind(StrEnum):
    """What happened to a run of words."""

    SAME = "same"
    LEFT_OUT = "left-out"
    ADDED = "added"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Edit:
    """A run of words, as it was and as it is; one side is empty where words were left out or added.

    ``before_at`` and ``after_at`` are character offsets into the two contents as given (pieces joined by
    " … "), None on the empty side. The ``before`` sides of all edits, in order, cover the earlier content but
    for the blanks between them, punctuation included; the ``after`` sides the later one. In a SAME edit the
    two sides may differ in what does not count: case, punctuation, "won't" for "will not".
    """

    kind: EditKind
    before: str
    after: str
    before_at: Span | None
    after_at: Span | None


@dataclass(frozen=True, slots=True)
class Difference:
    """How one occurrence differs from another: the kinds, in ``ChangeKind``'s order, and word by word."""

    kinds: tuple[ChangeKind, ...]
    edits: tuple[Edit, ...]
