"""Occurrences of a quotation as people and programs read them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from onrecord.answers.compared_rows import trace_row
from onrecord.cli import tables
from onrecord.exports import diff, trace_page
from onrecord.exports.words import counted, one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console

    from onrecord.answers.comparisons import Occurrence, Trace
    from onrecord.answers.values import Statement

_COLUMNS = (
    *("id", "published", "outlet", "relays", "speaker", "quotation", "content", "changes", "diff"),
    *("probability", "evidence", "origin_id", "article_id", "url"),
)


def trace(found: Trace, form: str) -> None:
    """Prints a trace in the form asked for: table, json or csv."""
    if form == "json":
        tables.as_json(trace_row(found))
    elif form == "csv":
        tables.as_csv(_COLUMNS, [_row(one) for one in found.occurrences])
    else:
        out = tables.console()
        out.print(summary(found), style="bold")
        out.print()
        for one in found.occurrences:
            _print(out, one, asked=one.statement.id == found.asked.id)


def page(found: Trace) -> Iterator[str]:
    """The trace as an HTML document."""
    shown = [
        trace_page.Shown(
            when=(one.statement.published or "no date")[:16].replace("T", " "),
            where=_where(one),
            who=_who(one.statement),
            words=one.statement.content,
            difference=one.difference,
            probability=one.probability,
            told=_told(one),
            url=one.statement.url,
            place=f"#{one.statement.id} of article {one.statement.article_id}",
        )
        for one in found.occurrences
    ]
    return trace_page.page(found.asked.content, summary(found), shown)


def summary(found: Trace) -> str:
    """How often it occurs: "3 occurrences from 2 independent origins"."""
    origins = counted(found.origins, "independent origin")
    return f"{counted(found.total, 'occurrence')} from {origins}"


def _print(out: Console, one: Occurrence, *, asked: bool) -> None:
    from rich.padding import Padding
    from rich.text import Text

    statement = one.statement
    head = Text((statement.published or "no date")[:16].replace("T", " "), style="bold")
    for told in (_where(one), _who(statement), "(asked for)" if asked else ""):
        if told:
            head.append(f"  {one_line(told)}", style="not bold")
    out.print(head)
    if one.difference is None:
        words = Text(one_line(tables.shortened(statement.content)))
    else:
        words = Text(diff.plain(one.difference)) if out.no_color else diff.styled(one.difference)
    out.print(Padding(words, (0, 0, 0, 2), expand=False))
    if one.difference is not None:
        told = f"{diff.kinds_told(one.difference.kinds)} ({one.probability:.0%} sure; {_told(one)})"
        out.print(Padding(Text(told), (0, 0, 0, 2), expand=False))
    address = one_line(statement.url or statement.page or "")
    place = f"  #{statement.id} of article {statement.article_id}  {address}".rstrip()
    out.print(Text(place, style="dim"), soft_wrap=True)
    out.print()


def _row(one: Occurrence) -> dict[str, Any]:
    statement, change = one.statement, one.difference
    return {
        "id": statement.id,
        "published": statement.published,
        "outlet": statement.outlet,
        "relays": "; ".join(one.relays),
        "speaker": "; ".join(speaker.name for speaker in statement.speakers),
        "quotation": statement.quotation,
        "content": statement.content,
        "changes": " ".join(kind.value for kind in change.kinds) if change else "",
        "diff": diff.plain(change) if change else "",
        "probability": one.probability,
        "evidence": _told(one),
        "origin_id": one.origin_id,
        "article_id": statement.article_id,
        "url": statement.url,
    }


def _where(one: Occurrence) -> str:
    outlet = one.statement.outlet or ""
    return f"{outlet} via {', '.join(one.relays)}".strip() if one.relays else outlet


def _who(statement: Statement) -> str:
    return " and ".join(speaker.name for speaker in statement.speakers)


def _told(one: Occurrence) -> str:
    return "; ".join(words for _, words in one.evidence)
