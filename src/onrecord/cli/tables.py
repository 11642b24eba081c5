"""Answers as people and programs read them: tables in a terminal, JSON, CSV."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import sys
from dataclasses import asdict, is_dataclass
from typing import TYPE_CHECKING, Any, Final

import click

from onrecord.answers.rows import statement_row
from onrecord.errors import UsageError
from onrecord.exports.words import one_line, safe

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from rich.console import Console
    from rich.text import Text

    from onrecord.answers.values import Act, Found, PersonFound, Proposed, Statement
    from onrecord.records import Record

_NARROWEST: Final = 40
#: Characters of a quotation in a list; `show` and the other formats have all of it.
_LONGEST: Final = 400
_INDENT: Final = "  "
_SPACE: Final = re.compile(r"\s+")
#: A spreadsheet takes a cell that begins so for a formula, and runs it.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def as_json(value: Any) -> None:
    """Prints values as JSON: a dataclass as an object, several as an array."""
    click.echo(json.dumps(value, default=_plain, ensure_ascii=False, indent=1))


def as_csv(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> None:
    """Prints rows as CSV with a head (RFC 4180), safe to open in a spreadsheet."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(row[name]) for name in columns])
    click.echo(out.getvalue(), nl=False)


def statements(found: Sequence[Statement], form: str) -> None:
    """Prints statements in the form asked for."""
    if form == "json":
        as_json([statement_row(one, whole=True) for one in found])
    elif form == "csv":
        rows = [statement_row(one) for one in found]
        as_csv(list(rows[0]) if rows else _STATEMENT_COLUMNS, rows)
    else:
        out = console()
        for one in found:
            _print_statement(out, one)


_STATEMENT_COLUMNS: Final = (
    *("id", "speaker", "speaker_kind", "source", "cue", "content", "quotation"),
    *("stance", "negated", "distance", "confidence", "sentence"),
    *("outlet", "published", "title", "url", "page", "article_id", "start", "end", "status", "digest"),
)


def people(found: Sequence[PersonFound], form: str, *, whole: bool) -> None:
    """Prints people in the form asked for; ``whole``, one alone with all that is known of them."""
    _tell_if_none(found)
    if form == "json":
        as_json(found)
    elif form == "csv":
        as_csv(
            ("id", "name", "kind", "statements", "spellings", "roles", "wikidata"), map(_person_row, found)
        )
    elif found:
        console().print(_person(found[0]) if whole and len(found) == 1 else _people_table(found))


def console() -> Console:
    """Where tables go: as wide as the terminal, colours only where it shows them (no-color.org)."""
    from rich.console import Console

    plain = not sys.stdout.isatty() or bool(os.environ.get("NO_COLOR"))
    width = max(_NARROWEST, shutil.get_terminal_size((100, 24)).columns)
    return Console(width=width, no_color=plain, highlight=False, markup=False, emoji=False, soft_wrap=False)


def _print_statement(out: Console, one: Statement) -> None:
    """Who, when and where in one line; the sentence with the content in it; where to find it."""
    from rich.text import Text

    who = " and ".join(speaker.name for speaker in one.speakers) or _nobody(one)
    head = Text(one_line(who), style="bold")
    for told in (one.outlet, (one.published or "no date")[:10], one.quotation, _stance(one)):
        if told:
            head.append(f"  {one_line(told)}", style="not bold dim")
    out.print(head)
    for line in _words(one, marked=out.no_color).wrap(out, out.width - len(_INDENT)):
        line.rstrip()
        out.print(Text(_INDENT).append_text(line))
    place = f"#{one.id} at {one.spans[0].start}-{one.spans[-1].end} of article {one.article_id}"
    address = one_line(one.url or one.page or "")
    apart = "  " if len(_INDENT + place + address) + 2 <= out.width else f"\n{_INDENT}"
    # An address that is broken into lines can neither be clicked nor copied.
    out.print(Text(f"{_INDENT}{place}{apart}{address}".rstrip(), style="dim"), soft_wrap=True)
    out.print()


def _words(one: Statement, *, marked: bool) -> Text:
    """The sentence, the content in it in another style, and ``marked`` where there are no styles.

    What is long stands without its middle.
    """
    from rich.text import Text

    words = Text()
    at = one.at.start
    for span in one.spans:
        words.append(shortened(_running(span_words(one, at, span.start))))
        content = shortened(_running(span_words(one, span.start, span.end)))
        words.append(f"⟨{content}⟩" if marked else content, style="italic cyan")
        at = span.end
    words.append(_running(span_words(one, at, one.at.end)))
    return words


def _stance(one: Statement) -> str:
    """What there is to say of it beyond a plain statement; may be empty."""
    told = (one.stance, "assert"), ("negated" if one.negated else None, None), (one.distance, "neutral")
    return ", ".join(value for value, plain in told if value and value != plain)


def span_words(one: Statement, start: int, end: int) -> str:
    """Words of the sentence by their offsets in the article; a content may reach beyond what is shown."""
    return one.sentence[max(0, start - one.at.start) : end - one.at.start]


def shortened(words: str) -> str:
    """A long quotation without its middle: beginning and end tell which one it is."""
    if len(words) <= _LONGEST:
        return words
    return f"{words[: _LONGEST * 2 // 3].rstrip()} […] {words[-_LONGEST // 3 :].lstrip()}"


def _running(words: str) -> str:
    """On one line and safe for a terminal, blanks at the ends kept: other words go on there."""
    return _SPACE.sub(" ", safe(words))


def _nobody(one: Statement) -> str:
    if one.candidates:
        return " or ".join(speaker.name for speaker in one.candidates) + " (undecided)"
    return f"{one.source} (not named)" if one.source else "nobody named"


def _people_table(found: Sequence[PersonFound]) -> Any:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("#", justify="right")
    for name in ("name", "kind"):
        table.add_column(name)
    table.add_column("statements", justify="right")
    table.add_column("called")
    for one in found:
        role = next((_role(r.role, r.affiliation) for r in one.roles), "")
        table.add_row(str(one.id), one_line(one.name), one.kind, f"{one.statements:,}", one_line(role))
    return table


def _person(one: PersonFound) -> Any:
    from rich.text import Text

    out = Text()
    out.append(f"{one_line(one.name)}", style="bold")
    said = counted(one.statements, "statement")
    out.append(f"  #{one.id}  {one.kind}  {said}\n", style="dim")
    if one.wikidata:
        out.append(f"  Wikidata {one_line(one.wikidata)}\n")
    out.append(
        "  spelled  " + ", ".join(f"{one_line(name)} ({times:,})" for name, times in one.spellings) + "\n"
    )
    for role in one.roles:
        dates = " to ".join(dict.fromkeys(date[:10] for date in (role.first, role.last) if date)) or "no date"
        out.append(f"  called   {one_line(_role(role.role, role.affiliation))}  ")
        out.append(f"{dates}, {counted(role.articles, 'article')}\n", style="dim")
    if one.merged:
        out.append("  merged   " + ", ".join(f"#{other}" for other in one.merged) + "\n")
    out.rstrip()
    return out


def _person_row(one: PersonFound) -> dict[str, Any]:
    return {
        "id": one.id,
        "name": one.name,
        "kind": one.kind,
        "statements": one.statements,
        "spellings": "; ".join(name for name, _ in one.spellings),
        "roles": "; ".join(_role(role.role, role.affiliation) for role in one.roles),
        "wikidata": one.wikidata,
    }


def counted(number: int, noun: str) -> str:
    """A number of things: "1 article", "1,200 articles"."""
    return f"{number:,} {noun}{'s' * (number != 1)}"


def _role(role: str | None, affiliation: str | None) -> str:
    return ", ".join(part for part in (role, affiliation) if part)


def _cell(value: Any) -> str:
    told = "" if value is None else str(value)
    return f"'{told}" if told.startswith(_FORMULA) and not isinstance(value, (int, float)) else told


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    raise TypeError(f"{value!r} is no value of an answer")


def answer(found: Found, form: str, limit: int) -> None:
    """Prints what was found; how it was understood, and that there is more, goes to standard error."""
    for told in found.notes:
        click.echo(f"onrecord: {told}", err=True)
    statements(found.statements, form)
    _tell_if_none(found.statements)
    if found.more:
        click.echo(f"onrecord: there is more; --limit {limit * 5} shows more of it", err=True)


def _tell_if_none(found: Sequence[Any]) -> None:
    """An empty table would leave it open whether anything was looked for."""
    if not found:
        click.echo("onrecord: nothing found", err=True)


def article(record: Record, form: str) -> None:
    """Prints an article from the ledger as ``onrecord read`` does."""
    from onrecord.exports import as_json as json_form
    from onrecord.exports import terminal

    if form == "csv":
        raise UsageError("--format csv goes with statements; expected table or json for an article")
    if form == "json":
        click.echo(json_form.to_json(record, indent=1))
        return
    plain = not sys.stdout.isatty() or bool(os.environ.get("NO_COLOR"))
    look = terminal.Look(width=shutil.get_terminal_size((80, 24)).columns, colour=not plain)
    for piece in terminal.list_view([record], look):
        click.echo(piece, nl=False)


def number(given: str, what: str) -> int:
    """The number of an article or a person, as a user gives it. Raises UsageError."""
    told = given.strip().lstrip("#")
    if not re.fullmatch("[0-9]{1,18}", told):
        raise UsageError(f"{what} {given!r}: expected its number, as an answer shows it")
    return int(told)


def proposals(found: Sequence[Proposed], form: str) -> None:
    """Prints who may be whom, or is not, and why."""
    _tell_if_none(found)
    if form == "json":
        as_json(found)
    elif form == "csv":
        columns = ("person_id", "name", "other_id", "other_name", "kind", "probability", "evidence")
        as_csv(columns, ({**asdict(one), "evidence": reasons(one.evidence)} for one in found))
    else:
        for one in found:
            both = f"#{one.person_id} {one_line(one.name)}, #{one.other_id} {one_line(one.other_name)}"
            sure = f"{one.probability:.2f}" if one.kind == "same" else "stay apart"
            click.echo(f"{sure}  {both}: {one_line(reasons(one.evidence))}")


def acts(found: Sequence[Act], form: str) -> None:
    """Prints what was done about who is who."""
    _tell_if_none(found)
    if form == "json":
        as_json(found)
    elif form == "csv":
        columns = ("id", "kind", "person_id", "other_id", "names", "by", "at", "evidence", "undone")
        rows = (
            {**asdict(one), "names": "; ".join(one.names), "evidence": reasons(one.evidence)} for one in found
        )
        as_csv(columns, rows)
    else:
        for one in found:
            who = ", ".join(
                f"#{number} {one_line(name)}"
                for number, name in zip((one.person_id, one.other_id), one.names, strict=False)
            )
            undone = "  (undone)" if one.undone else ""
            why = f": {one_line(reasons(one.evidence))}" if one.evidence else ""
            click.echo(f"{one.id}  {one.at[:10]}  {one.kind} by {one_line(one.by)}  {who}{why}{undone}")


def reasons(evidence: Sequence[tuple[str, str]], *, named: bool = True) -> str:
    """Evidence on one line; ``named`` with the kind of each reason before its words."""
    if not named:
        return "; ".join(words or kind for kind, words in evidence)
    return "; ".join(f"{kind}: {words}" if words else kind for kind, words in evidence)
