"""A checked draft as people and programs read it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from onrecord.answers.compared_rows import checked_row, outcomes
from onrecord.answers.comparisons import DraftOutcome
from onrecord.cli import tables
from onrecord.compare.values import EditKind
from onrecord.exports import compared_page, diff
from onrecord.exports.words import counted, one_line, title_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import Console

    from onrecord.answers.comparisons import Checked
    from onrecord.compare.values import Difference
    from onrecord.records import Record

_COLUMNS: Final = (
    *("outcome", "words", "speaker", "kinds", "diff", "found_speaker", "outlet", "published"),
    *("found_id", "article_id", "url", "probability", "start", "end"),
)
_TOLD: Final = {
    DraftOutcome.VERBATIM: "verbatim",
    DraftOutcome.ALTERED: "altered",
    DraftOutcome.OTHER_SPEAKER: "somebody else",
    DraftOutcome.NOT_FOUND: "not found",
}
_STYLES: Final = {
    DraftOutcome.VERBATIM: "bold green",
    DraftOutcome.ALTERED: "bold yellow",
    DraftOutcome.OTHER_SPEAKER: "bold red",
    DraftOutcome.NOT_FOUND: "bold red",
}


def checked(draft: Record, found: Sequence[Checked], form: str) -> None:
    """Prints what was found in the form asked for: table, json or csv."""
    if form == "json":
        tables.as_json(
            {
                "draft": draft.name,
                "summary": outcomes(found),
                "quotations": [checked_row(one) for one in found],
            }
        )
    elif form == "csv":
        tables.as_csv(_COLUMNS, map(_row, found))
    else:
        out = tables.console()
        for one in found:
            _print(out, one, _line(draft, one))


def page(draft: Record, found: Sequence[Checked]) -> Iterator[str]:
    """What was found as an HTML document."""
    shown = [
        compared_page.Shown(
            outcome=_outcome(one),
            who=_speakers(one),
            words=one.words,
            difference=_worth_showing(one),
            notes=tuple(filter(None, (f"line {_line(draft, one)} of the draft", _source(one)))),
            url=one.found.url if one.found else None,
        )
        for one in found
    ]
    return compared_page.page(f"Checked: {title_of(draft)}", summary(found), [compared_page.Part("", shown)])


def summary(found: Sequence[Checked]) -> str:
    """How many quotations came out how: "5 quotations: 3 verbatim, 2 not found"."""
    counts = outcomes(found)
    told = [f"{counts[one.value]} {_TOLD[one]}" for one in DraftOutcome if counts[one.value]]
    return f"{counted(len(found), 'quotation')}{': ' if told else ''}{', '.join(told)}"


def _print(out: Console, one: Checked, line: int) -> None:
    from rich.padding import Padding
    from rich.text import Text

    head = Text(_outcome(one), style=_STYLES[one.outcome])
    head.append(f"  {_speakers(one) or 'nobody named'}  line {line}", style="not bold default")
    out.print(head)
    change = _worth_showing(one)
    if change is None:
        words = Text(one_line(tables.shortened(one.words)))
    else:
        words = Text(diff.plain(change)) if out.no_color else diff.styled(change)
    out.print(Padding(words, (0, 0, 0, 2)))
    if source := _source(one):
        out.print(Text(f"  {source}", style="dim"), soft_wrap=True)
    if one.found is not None and (address := one_line(one.found.url or one.found.page or "")):
        out.print(Text(f"  {address}", style="dim"), soft_wrap=True)
    out.print()


def _outcome(one: Checked) -> str:
    """The outcome with what was altered: "altered: another figure"."""
    told = _TOLD[one.outcome]
    if one.outcome is DraftOutcome.OTHER_SPEAKER and one.found is not None:
        return f"{told}: {one_line(' and '.join(who.name for who in one.found.speakers))}"
    if one.outcome is DraftOutcome.ALTERED and one.difference is not None:
        return f"{told}: {diff.kinds_told(one.difference.kinds)}"
    return told


def _worth_showing(one: Checked) -> Difference | None:
    """The difference, where words were altered, without what stands before and behind the draft's piece."""
    if one.outcome is not DraftOutcome.ALTERED or one.difference is None:
        return None
    edits = list(one.difference.edits)
    while edits and edits[0].kind is EditKind.LEFT_OUT:
        del edits[0]
    while edits and edits[-1].kind is EditKind.LEFT_OUT:
        del edits[-1]
    return replace(one.difference, edits=tuple(edits))


def _source(one: Checked) -> str:
    """Who said it, where and when, and the number of the statement."""
    if one.found is None:
        return ""
    who = " and ".join(speaker.name for speaker in one.found.speakers) or "nobody named"
    told = (f"#{one.found.id}", who, one.found.outlet, (one.found.published or "no date")[:10])
    return one_line("  ".join(part for part in told if part))


def _speakers(one: Checked) -> str:
    return one_line(" and ".join(speaker.name for speaker in one.speakers))


def _line(draft: Record, one: Checked) -> int:
    """The line of the draft's text in which the quotation begins, from 1."""
    return draft.article.text.count("\n", 0, one.at[0].start) + 1


def _row(one: Checked) -> dict[str, Any]:
    found, change = one.found, one.difference
    return {
        "outcome": one.outcome.value,
        "words": one.words,
        "speaker": "; ".join(speaker.name for speaker in one.speakers),
        "kinds": " ".join(kind.value for kind in change.kinds) if change else "",
        "diff": diff.plain(change) if change else "",
        "found_speaker": "; ".join(speaker.name for speaker in found.speakers) if found else "",
        "outlet": found.outlet if found else None,
        "published": found.published if found else None,
        "found_id": found.id if found else None,
        "article_id": found.article_id if found else None,
        "url": found.url if found else None,
        "probability": one.probability,
        "start": one.at[0].start,
        "end": one.at[-1].end,
    }
