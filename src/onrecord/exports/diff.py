"""What changed between two wordings, as people and programs read it: terminal, plain text, HTML, JSON.

No rendering needs colour to be read: words left out are struck through or stand in ``[-...-]``, words put in
are bold or stand in ``{+...+}``, and HTML has ``<del>`` and ``<ins>``, with classes and without styles of its
own, so that it may stand under a strict Content-Security-Policy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from onrecord.compare.values import ChangeKind, EditKind
from onrecord.exports.cards import escape
from onrecord.exports.words import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.text import Text

    from onrecord.compare.values import Difference, Edit
    from onrecord.records import Span

#: The kinds in words.
TOLD: Final = {
    ChangeKind.IDENTICAL: "the same words",
    ChangeKind.SHORTENED_START: "shortened at the start",
    ChangeKind.SHORTENED_MIDDLE: "shortened in the middle",
    ChangeKind.SHORTENED_END: "shortened at the end",
    ChangeKind.JOINED: "joined where words are left out",
    ChangeKind.REWORDED: "words changed",
    ChangeKind.NEGATION: "a negation dropped or added",
    ChangeKind.MODAL: "a modal dropped, added or changed",
    ChangeKind.FIGURE: "another figure",
    ChangeKind.MARKS: "quotation marks moved",
    ChangeKind.SPEAKER: "another speaker",
}

#: For pages that have no style of their own: two colours of a contrast of 4.5 to 1 on white and on black,
#: and signs that need none.
STYLE: Final = """
del.out { color: #b3261e; text-decoration: line-through; }
ins.in { color: #146c2e; text-decoration: underline; font-weight: 600; }
@media (prefers-color-scheme: dark) { del.out { color: #f2b8b5; } ins.in { color: #7bd88f; } }
"""


def kinds_told(kinds: Sequence[ChangeKind]) -> str:
    """The kinds in words, on one line."""
    return ", ".join(TOLD[kind] for kind in kinds)


def plain(difference: Difference) -> str:
    """The later wording with what was left out, on one line: "We [-did not sign-]{+signed+}"."""
    shown = []
    for edit in difference.edits:
        out, into = _sides(edit)
        shown.append(
            f"{f'[-{out}-]' if out else ''}{f'{{+{into}+}}' if into else ''}" or one_line(edit.after)
        )
    return " ".join(shown)


def styled(difference: Difference) -> Text:
    """The same for a terminal with colours."""
    from rich.text import Text

    words = Text()
    for edit in difference.edits:
        if words:
            words.append(" ")
        out, into = _sides(edit)
        if not out and not into:
            words.append(one_line(edit.after))
        if out:
            words.append(out, style="red strike")
        if out and into:
            words.append(" ")
        if into:
            words.append(into, style="bold green")
    return words


def html(difference: Difference) -> str:
    """The same as an HTML fragment of inline elements, everything escaped."""
    return " ".join(part for edit in difference.edits for part in _html(edit))


def _html(edit: Edit) -> Iterator[str]:
    out, into = _sides(edit)
    if not out and not into:
        yield escape(one_line(edit.after))
    if out:
        yield f'<del class="out">{escape(out)}</del>'
    if into:
        yield f'<ins class="in">{escape(into)}</ins>'


def json_value(difference: Difference | None) -> dict[str, Any] | None:
    """The difference for JSON: its kinds, and edits with the offsets of both sides in the contents."""
    if difference is None:
        return None
    return {
        "kinds": [kind.value for kind in difference.kinds],
        "edits": [
            {
                "kind": edit.kind.value,
                "before": edit.before,
                "after": edit.after,
                "before_at": _pair(edit.before_at),
                "after_at": _pair(edit.after_at),
            }
            for edit in difference.edits
        ],
    }


def _sides(edit: Edit) -> tuple[str, str]:
    """What is left out and what is put in; both empty where nothing changed."""
    if edit.kind is EditKind.SAME:
        return "", ""
    return one_line(edit.before), one_line(edit.after)


def _pair(span: Span | None) -> list[int] | None:
    return [span.start, span.end] if span else None
