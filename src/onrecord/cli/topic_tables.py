"""Figures in conflict, disputes and timelines as people and programs read them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import click

from onrecord.answers.compared_rows import dispute_row, timeline_row, topic_row
from onrecord.answers.rows import statement_row
from onrecord.cli import tables
from onrecord.exports.words import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import Console

    from onrecord.answers.comparisons import (
        Dispute,
        FigureReport,
        FigureTopic,
        Timeline,
        TimelineEntry,
    )
    from onrecord.answers.values import Statement

#: What a table shows of a sentence; JSON and CSV have all of it.
_LONGEST: Final = 200
#: Reports of one value that a table shows; the others are counted.
_SHOWN: Final = 4
_COLUMNS: Final = (
    *("topic", "what", "probability", "value", "bound", "unit", "low", "high", "since", "conflicts_with"),
    *("words", "speaker", "outlet", "published", "title", "url", "article_id", "statement", "start", "end"),
    "sentence",
)

#: What CSV has of each side of a dispute.
_SIDE: Final = ("id", "speaker", "content", "sentence", "outlet", "published", "title", "url", "article_id")
_ENTRY_COLUMNS: Final = ("group", "changes", *_SIDE, "stance", "negated", "quotation")
_DISPUTE_COLUMNS: Final = (
    *(f"{side}_{name}" for side in ("answer", "answered") for name in _SIDE),
    *("probability", "evidence"),
)


def figures(found: Sequence[FigureTopic], form: str) -> None:
    """Prints topics of figures in the form asked for."""
    if not found:
        click.echo("onrecord: nothing found", err=True)
    if form == "json":
        tables.as_json([topic_row(topic) for topic in found])
    elif form == "csv":
        tables.as_csv(_COLUMNS, _figure_rows(found))
    else:
        out = tables.console()
        for topic in found:
            _print_topic(out, topic)


def disputes(found: Sequence[Dispute], form: str) -> None:
    """Prints disputes in the form asked for: each answer with what it answers."""
    if not found:
        click.echo("onrecord: nothing found", err=True)
    if form == "json":
        tables.as_json([dispute_row(one) for one in found])
    elif form == "csv":
        tables.as_csv(_DISPUTE_COLUMNS, map(_dispute_cells, found))
    else:
        out = tables.console()
        for one in found:
            _print_dispute(out, one)


def timeline(found: Timeline, form: str, limit: int) -> None:
    """Prints what somebody said over time in the form asked for."""
    for told in found.notes:
        click.echo(f"onrecord: {told}", err=True)
    if not found.groups:
        click.echo("onrecord: nothing found", err=True)
    if form == "json":
        tables.as_json(timeline_row(found))
    elif form == "csv":
        tables.as_csv(_ENTRY_COLUMNS, _entry_cells(found))
    else:
        out = tables.console()
        for group in found.groups:
            _print_group(out, group)
    if found.more:
        click.echo(
            f"onrecord: there are earlier statements; --limit {limit * 5} shows more of them", err=True
        )


def reasons(evidence: Sequence[tuple[str, str]]) -> str:
    """Why a result is given, in one line."""
    return "; ".join(f"{kind}: {words}" if words else kind for kind, words in evidence)


def _print_topic(out: Console, topic: FigureTopic) -> None:
    from rich.text import Text

    told = "in conflict" if topic.conflicts else "no conflict"
    head = Text(one_line(topic.what), style="bold")
    head.append(f"  {told}, {topic.probability:.2f}", style="not bold dim")
    out.print(head)
    apart = {index for pair in topic.conflicts for index in pair}
    for index, value in enumerate(topic.values):
        line = Text("  ! " if index in apart else "    ", style="bold red")
        line.append(one_line(value.words), style="bold cyan")
        line.append(f"  since {(value.since or 'no date')[:10]}", style="not bold dim")
        out.print(line)
        for report in value.reports[:_SHOWN]:
            _print_report(out, report)
        if len(value.reports) > _SHOWN:
            out.print(Text(f"      and {len(value.reports) - _SHOWN:,} more", style="dim"))
    if topic.evidence:
        _indented(out, f"because of {reasons(topic.evidence)}", 4, style="dim")
    out.print()


def _print_report(out: Console, report: FigureReport) -> None:
    from rich.text import Text

    article = report.article
    told = (
        article.outlet,
        (article.published or "no date")[:10],
        f"article {article.id} at {report.at.start}",
    )
    line = Text("      ")
    line.append(one_line(speaker_of(report.statement)))
    line.append("  " + "  ".join(one_line(part) for part in told if part), style="dim")
    out.print(line)
    _indented(out, _around(report.sentence, report.words), 8)


def _indented(out: Console, words: str, by: int, *, style: str = "") -> None:
    from rich.text import Text

    for line in Text(one_line(words), style=style).wrap(out, out.width - by):
        line.rstrip()
        out.print(Text(" " * by).append_text(line))


def _around(sentence: str, words: str) -> str:
    """A sentence, or of a long one what stands around ``words``."""
    if len(sentence) <= _LONGEST:
        return sentence
    at = max(0, sentence.find(words))
    start = max(0, min(at - _LONGEST // 2, len(sentence) - _LONGEST))
    told = sentence[start : start + _LONGEST]
    return f"{'[…] ' * (start > 0)}{told}{' […]' * (start + _LONGEST < len(sentence))}"


def speaker_of(statement: Statement | None) -> str:
    """Who gives a figure; the page where nobody is quoted."""
    if statement is None:
        return "the page itself"
    named = " and ".join(speaker.name for speaker in statement.speakers)
    return named or statement.source or "somebody not named"


def _print_dispute(out: Console, one: Dispute) -> None:
    from rich.text import Text

    who = f"{speaker_of(one.answer)} answers {speaker_of(one.answered)}"
    head = Text(one_line(who), style="bold")
    head.append(f"  {one.probability:.2f}", style="not bold dim")
    out.print(head)
    for statement in (one.answered, one.answer):
        told = (statement.outlet, (statement.published or "no date")[:10], f"#{statement.id}")
        line = Text("  ")
        line.append(one_line(speaker_of(statement)))
        line.append("  " + "  ".join(one_line(part) for part in told if part), style="dim")
        out.print(line)
        _indented(out, _around(statement.sentence, statement.content), 4)
    _indented(out, f"because of {reasons(one.evidence)}", 2, style="dim")
    out.print()


def _dispute_cells(one: Dispute) -> dict[str, Any]:
    sides = (("answer", statement_row(one.answer)), ("answered", statement_row(one.answered)))
    cells = {f"{side}_{name}": row[name] for side, row in sides for name in _SIDE}
    return {**cells, "probability": one.probability, "evidence": reasons(one.evidence)}


def _print_group(out: Console, group: Sequence[TimelineEntry]) -> None:
    from rich.text import Text

    for place, entry in enumerate(group):
        one = entry.statement
        line = Text((one.published or "no date")[:10], style="bold" if place == 0 else "")
        told = (one.outlet, one.quotation, f"#{one.id}")
        line.append("  " + "  ".join(one_line(part) for part in told if part), style="not bold dim")
        out.print(line)
        for kind, words in entry.changes:
            _indented(out, f"! {kind}: {words}" if words else f"! {kind}", 2, style="bold red")
        _indented(out, _around(one.sentence, one.content), 2)
    out.print()


def _entry_cells(found: Timeline) -> Iterator[dict[str, Any]]:
    for number, group in enumerate(found.groups, 1):
        for entry in group:
            row = statement_row(entry.statement)
            cells = {name: row[name] for name in _ENTRY_COLUMNS[2:]}
            yield {"group": number, "changes": reasons(entry.changes), **cells}


def _figure_rows(found: Sequence[FigureTopic]) -> Iterator[dict[str, Any]]:
    """A row for each report."""
    for number, topic in enumerate(found, 1):
        for index, value in enumerate(topic.values):
            others = [
                one if other == index else other for one, other in topic.conflicts if index in (one, other)
            ]
            for report in value.reports:
                article = report.article
                yield {
                    "topic": number,
                    "what": topic.what,
                    "probability": topic.probability,
                    **{
                        name: getattr(value, name)
                        for name in ("value", "bound", "unit", "low", "high", "since")
                    },
                    "conflicts_with": "; ".join(topic.values[other].words for other in others),
                    "words": report.words,
                    "speaker": speaker_of(report.statement),
                    **{name: getattr(article, name) for name in ("outlet", "published", "title", "url")},
                    "article_id": article.id,
                    "statement": report.statement.id if report.statement else None,
                    "start": report.at.start,
                    "end": report.at.end,
                    "sentence": report.sentence,
                }
