"""Records -> CSV (RFC 4180), one row a statement, for spreadsheets and databases.

A spreadsheet takes a cell that begins with ``=``, ``+``, ``-`` or ``@`` for a formula, and a page can say
"=HYPERLINK(...)". Such a cell gets an apostrophe before it, which spreadsheets hide; ``unguarded`` takes it
away again.
"""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, Final

from onrecord.exports.exported import identified
from onrecord.exports.words import GAP
from onrecord.records import SettingKind, kind_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from onrecord.exports.exported import Exported, Identified, Statement
    from onrecord.records import Span

COLUMNS: Final = (
    *("id", "article_id", "url", "outlet", "title", "published", "speaker", "speaker_id", "speaker_kind"),
    *("role", "affiliation", "candidates", "source", "cue", "content", "quotation", "confidence"),
    *("start", "end", *(kind.value for kind in SettingKind), "parent_id"),
)
SEVERAL: Final = "; "  # between several speakers, roles or settings in one cell

# Tab and carriage return are in OWASP's list too: some spreadsheets skip them and read on. The apostrophes
# before make the guard reversible: words that begin with one and then a sign get another.
_FORMULA: Final = re.compile(r"'*[=+\-@\t\r]")


def csv_text(items: Iterable[Exported]) -> Iterator[str]:
    """The head line, then one row a statement; line ends are CR LF, those inside cells as on the page."""
    yield _line(COLUMNS)
    for one in identified(items):
        for statement in one.statements:
            yield _line(_cells(one, statement))


def guarded(cell: str) -> str:
    """``cell`` such that no spreadsheet takes it for a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unguarded(cell: str) -> str:
    """What ``guarded`` was given."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def _line(cells: Sequence[str]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow(cells)
    return out.getvalue()


def _cells(one: Identified, statement: Statement) -> list[str]:
    attribution = statement.attribution
    start, end = _extent(attribution.content)
    values = {
        "id": statement.id,
        "article_id": one.article_id,
        "url": one.article.url,
        "outlet": one.article.outlet,
        "title": one.article.title,
        "published": one.article.published,
        **_speakers(one, statement),
        "source": _words(one, attribution.source),
        "cue": _words(one, attribution.cue),
        "content": _words(one, attribution.content),
        "quotation": attribution.quotation.value,
        "confidence": f"{attribution.confidence:.4f}",
        "start": start,
        "end": end,
        **_settings(one, statement),
        "parent_id": statement.parent_id,
    }
    return [guarded(values[column] or "") for column in COLUMNS]


def _speakers(one: Identified, statement: Statement) -> dict[str, str]:
    attribution = statement.attribution
    people = list(one.speakers_of(statement))
    return {
        "speaker": SEVERAL.join(speaker.name for _, speaker in people),
        "speaker_id": SEVERAL.join(name for name, _ in people),
        "speaker_kind": kind_of(attribution, one.record.speakers).value,
        "role": SEVERAL.join(one.words(speaker.role) for _, speaker in people if speaker.role),
        "affiliation": SEVERAL.join(
            one.words(speaker.affiliation) for _, speaker in people if speaker.affiliation
        ),
        "candidates": SEVERAL.join(one.record.speakers[i].name for i in attribution.candidates),
    }


def _settings(one: Identified, statement: Statement) -> dict[str, str]:
    told = statement.attribution.settings
    return {
        kind.value: SEVERAL.join(one.words(each.span) for each in told if each.kind is kind)
        for kind in SettingKind
    }


def _words(one: Identified, spans: Sequence[Span]) -> str:
    return GAP.join(map(one.words, spans))


def _extent(spans: Sequence[Span]) -> tuple[str, str]:
    """Where the spans begin and where they end; empty without any."""
    if not spans:
        return "", ""
    return str(min(span.start for span in spans)), str(max(span.end for span in spans))
