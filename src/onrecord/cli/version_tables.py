"""Versions of a page as people and programs read them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from onrecord.answers.compared_rows import version_row
from onrecord.answers.comparisons import VersionChangeKind
from onrecord.cli import tables
from onrecord.exports import compared_page, diff
from onrecord.exports.words import counted, one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import Console

    from onrecord.answers.comparisons import ArticleBrief, VersionChange, VersionStep
    from onrecord.answers.values import Statement

_COLUMNS: Final = (
    *("before_article", "after_article", "change", "speaker_before", "speaker_after"),
    *("before", "after", "kinds", "diff", "before_id", "after_id", "url"),
)
_TOLD: Final = {
    VersionChangeKind.SAME: "same",
    VersionChangeKind.ADDED: "added",
    VersionChangeKind.REMOVED: "removed",
    VersionChangeKind.REWORDED: "reworded",
    VersionChangeKind.SPEAKER: "another speaker",
}


def versions(steps: Sequence[VersionStep], form: str, *, everything: bool) -> None:
    """Prints the steps as a table, json or csv; ``everything``: with what stayed the same."""
    if form == "json":
        tables.as_json([version_row(step, everything=everything) for step in steps])
    elif form == "csv":
        rows = (_row(step, change) for step in steps for change in _shown(step, everything=everything))
        tables.as_csv(_COLUMNS, rows)
    else:
        out = tables.console()
        for step in steps:
            _print(out, step, everything=everything)


def page(name: str, steps: Sequence[VersionStep], *, everything: bool) -> Iterator[str]:
    """The steps as an HTML document."""
    parts = [
        compared_page.Part(
            f"{_head(step)}: {_summary(step)}",
            [
                compared_page.Shown(
                    outcome=_TOLD[change.kind],
                    who=_who(change),
                    words=_words(change),
                    difference=change.difference,
                    notes=(_places(change),),
                    url=None,
                )
                for change in _shown(step, everything=everything)
            ],
        )
        for step in steps
    ]
    title = next((step.after.title for step in reversed(steps) if step.after.title), name)
    return compared_page.page(title, f"{counted(len(steps) + 1, 'version')} of {name}", parts)


def _shown(step: VersionStep, *, everything: bool) -> list[VersionChange]:
    return [one for one in step.changes if everything or one.kind is not VersionChangeKind.SAME]


def _print(out: Console, step: VersionStep, *, everything: bool) -> None:
    from rich.padding import Padding
    from rich.text import Text

    out.print(Text(one_line(step.after.title or step.after.url or ""), style="bold"))
    out.print(Text(f"{_head(step)}: {_summary(step)}", style="dim"), soft_wrap=True)
    for change in _shown(step, everything=everything):
        head = Text(_TOLD[change.kind], style="bold cyan")
        head.append(f"  {_who(change)}", style="not bold default")
        out.print(head)
        if change.difference is None:
            words = Text(one_line(tables.shortened(_words(change))))
        else:
            words = Text(diff.plain(change.difference)) if out.no_color else diff.styled(change.difference)
        out.print(Padding(words, (0, 0, 0, 2)))
        out.print(Text(f"  {_places(change)}", style="dim"))
    out.print()


def _head(step: VersionStep) -> str:
    return f"{_version(step.before, step.before_added)} to {_version(step.after, step.after_added)}"


def _version(brief: ArticleBrief, added: str) -> str:
    return f"#{brief.id} ({added[:16].replace('T', ' ')})"


def _summary(step: VersionStep) -> str:
    counts = Counter(change.kind for change in step.changes)
    told = [f"{counts[kind]} {_TOLD[kind]}" for kind in VersionChangeKind if counts[kind]]
    return ", ".join(told) or "no statement in either"


def _who(change: VersionChange) -> str:
    before, after = (_speakers(one) for one in (change.before, change.after))
    if change.kind is VersionChangeKind.SPEAKER:
        return f"{before or 'nobody named'} → {after or 'nobody named'}"
    return after or before


def _speakers(one: Statement | None) -> str:
    return one_line(" and ".join(speaker.name for speaker in one.speakers)) if one else ""


def _words(change: VersionChange) -> str:
    one = change.after or change.before
    return one.content if one else ""


def _places(change: VersionChange) -> str:
    return " to ".join(f"#{one.id}" for one in (change.before, change.after) if one)


def _row(step: VersionStep, change: VersionChange) -> dict[str, Any]:
    difference = change.difference
    return {
        "before_article": step.before.id,
        "after_article": step.after.id,
        "change": change.kind.value,
        "speaker_before": _speakers(change.before),
        "speaker_after": _speakers(change.after),
        "before": change.before.content if change.before else None,
        "after": change.after.content if change.after else None,
        "kinds": " ".join(kind.value for kind in difference.kinds) if difference else "",
        "diff": diff.plain(difference) if difference else "",
        "before_id": change.before.id if change.before else None,
        "after_id": change.after.id if change.after else None,
        "url": step.after.url,
    }
