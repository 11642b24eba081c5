"""Origins as people and programs read them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from onrecord.cli import tables
from onrecord.exports.words import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.text import Text

    from onrecord.answers.comparisons import ArticleBrief, Origin, OutletReporting

_COLUMNS = (
    *("origin", "article_id", "title", "outlet", "published", "url", "agency"),
    *("kind", "with_article_id", "probability", "evidence"),
)


def origins(found: Sequence[Origin], form: str) -> None:
    """Prints origins in the form asked for."""
    if not found:
        click.echo("onrecord: nothing found", err=True)
    if form == "json":
        tables.as_json(list(found))
    elif form == "csv":
        tables.as_csv(_COLUMNS, (row for one in found for row in _rows(one)))
    else:
        out = tables.console()
        for one in found:
            for line in _lines(one):
                out.print(line)
            out.print()


def reporting(found: Sequence[OutletReporting], form: str) -> None:
    """Prints how much of each outlet's articles is its own."""
    from dataclasses import asdict

    columns = ("outlet", "articles", "own", "credited", "copies", "share")
    if not found:
        click.echo("onrecord: nothing found", err=True)
    if form == "json":
        tables.as_json(list(found))
    elif form == "csv":
        tables.as_csv(columns, ({**asdict(one), "share": round(one.share, 3)} for one in found))
    elif found:
        tables.console().print(_reporting_table(found))


def _rows(one: Origin) -> Iterator[dict[str, Any]]:
    """An article a row, the first of the origin first."""
    empty = {"kind": "first", "with_article_id": None, "probability": None, "evidence": ""}
    yield {"origin": one.id, **_brief_cells(one.first), "agency": one.agency, **empty}
    for shared in one.others:
        yield {
            "origin": one.id,
            **_brief_cells(shared.article),
            "agency": one.agency,
            "kind": shared.kind,
            "with_article_id": shared.with_article_id,
            "probability": round(shared.probability, 3),
            "evidence": tables.reasons(shared.evidence),
        }


def _brief_cells(one: ArticleBrief) -> dict[str, Any]:
    return {
        "article_id": one.id,
        "title": one.title,
        "outlet": one.outlet,
        "published": one.published,
        "url": one.url,
    }


def _lines(one: Origin) -> Iterator[Text]:
    """The first article, then each other with how it shares, and why."""
    from rich.text import Text

    head = _brief(one.first, "bold")
    told = [tables.counted(1 + len(one.others), "article")]
    told += [f"by {one_line(one.agency)}"] if one.agency else []
    head.append(f"  {', '.join(told)}", style="cyan")
    yield head
    for shared in one.others:
        yield Text("  ").append_text(_brief(shared.article, ""))
        why = f"{shared.kind} of #{shared.with_article_id} ({shared.probability:.2f}): "
        yield Text(f"    {why}{one_line(tables.reasons(shared.evidence, named=False))}", style="dim")


def _brief(one: ArticleBrief, style: str) -> Text:
    from rich.text import Text

    line = Text(f"#{one.id} {one_line(one.title or one.url or 'no title')}", style=style)
    for told in (one.outlet, (one.published or "no date")[:10]):
        if told:
            line.append(f"  {one_line(told)}", style="not bold dim")
    return line


def _reporting_table(found: Sequence[OutletReporting]) -> Any:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("outlet")
    for name in ("articles", "own", "agency", "copies", "own share"):
        table.add_column(name, justify="right")
    for one in found:
        counts = (one.articles, one.own, one.credited, one.copies)
        table.add_row(one_line(one.outlet), *(f"{number:,}" for number in counts), f"{one.share:.0%}")
    return table
