"""What a reading claims, in its rows: stored with it, read back, removed, checked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import bindparam, delete, insert, select, update

from onrecord.analysis.claims.holders import innermost
from onrecord.ledger import claims_codec, codec
from onrecord.ledger.tables import attributions, dates, figures, narration, readings
from onrecord.records import Attribution, Quotation, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from sqlalchemy import Connection, Row, Table

    from onrecord.records import Figure, Narration, QuotedSpan, Record, TemporalExpression

_TABLES = (figures, dates, narration)


class Claims(NamedTuple):
    """The fields of a record that tell what it claims."""

    figures: tuple[Figure, ...]
    dates: tuple[TemporalExpression, ...]
    quoted: tuple[QuotedSpan, ...]
    narration: tuple[Narration, ...]


def add(connection: Connection, reading_id: int, record: Record, attribution_ids: Sequence[int]) -> None:
    """Stores the claims of a reading whose attributions have these ids."""
    text = record.article.text
    rows: dict[Table, list[dict[str, Any]]] = {
        figures: [claims_codec.figure_row(one, text) for one in record.figures],
        dates: [claims_codec.date_row(one, text) for one in record.dates],
        narration: [claims_codec.narration_row(one) for one in record.narration],
    }
    for table, found in ((figures, record.figures), (dates, record.dates)):
        holders = innermost([one.span for one in found], record.attributions)
        for row, holder in zip(rows[table], holders, strict=True):
            row["attribution_id"] = None if holder is None else attribution_ids[holder]
    for table, values in rows.items():
        if values:
            keys = ({"reading_id": reading_id, "ord": place} for place in range(len(values)))
            connection.execute(insert(table), [key | row for key, row in zip(keys, values, strict=True)])


def read_back(connection: Connection, reading: Row[Any], places: Mapping[int, int]) -> Claims:
    """The claims of a row of ``readings``; ``places`` leads from an attribution's place in the reading to
    that in the record, from which rejected ones are left out.
    """
    return Claims(
        tuple(map(claims_codec.figure_from, _rows(connection, figures, reading.id))),
        tuple(map(claims_codec.date_from, _rows(connection, dates, reading.id))),
        claims_codec.quoted_from(reading.quoted, places),
        tuple(map(claims_codec.narration_from, _rows(connection, narration, reading.id))),
    )


def reassign(connection: Connection, reading_id: int) -> None:
    """Gives each figure and date to whoever answers for it, after attributions were corrected."""
    said = connection.execute(
        select(attributions.c.id, attributions.c.spans)
        .where(attributions.c.reading_id == reading_id, attributions.c.status != "rejected")
        .order_by(attributions.c.ord)
    ).all()
    contents = [Attribution((), (), _content(row.spans), Quotation.INDIRECT, 1.0) for row in said]
    for table in (figures, dates):
        rows = _rows(connection, table, reading_id)
        holders = innermost([Span(row.start, row.stop) for row in rows], contents)
        moved = [
            {"place": row.ord, "holder": holder}
            for row, index in zip(rows, holders, strict=True)
            if (holder := None if index is None else said[index].id) != row.attribution_id
        ]
        here = (table.c.reading_id == reading_id) & (table.c.ord == bindparam("place"))
        if moved:
            connection.execute(update(table).where(here).values(attribution_id=bindparam("holder")), moved)


def remove(connection: Connection, reading_ids: Sequence[int]) -> None:
    """Removes the claims of readings: their rows hold an article's words and offsets."""
    for table in _TABLES:
        connection.execute(delete(table).where(table.c.reading_id.in_(reading_ids)))
    connection.execute(update(readings).where(readings.c.id.in_(reading_ids)).values(quoted=None))


def problems(connection: Connection, article_id: int, text: str) -> Iterator[tuple[str, str]]:
    """Rows of an article's readings that do not hold, as (which one, what is wrong with it)."""
    kinds: tuple[tuple[Table, str, Callable[[Row[Any]], Any]], ...] = (
        (figures, "figure", claims_codec.figure_from),
        (dates, "date", claims_codec.date_from),
        (narration, "narration", claims_codec.narration_from),
    )
    here = select(readings.c.id).where(readings.c.article_id == article_id)
    for reading_id in connection.execute(here.order_by(readings.c.id)).scalars().all():
        for table, name, read in kinds:
            for row in _rows(connection, table, reading_id):
                for what in _wrong(row, text, read):
                    yield f"{name} {row.ord} of reading {reading_id}", what


def _wrong(row: Row[Any], text: str, read: Callable[[Row[Any]], Any]) -> Iterator[str]:
    try:
        read(row)
    except (KeyError, TypeError, ValueError, ZeroDivisionError) as error:
        yield f"its cells cannot be read ({error})"
        return
    if not 0 <= row.start < row.stop <= len(text):
        yield "its offsets end behind the article's text"
    elif "words" in row._fields and text[row.start : row.stop] != row.words:
        yield "its words are not those at its offsets"


def _rows(connection: Connection, table: Table, reading_id: int) -> Sequence[Row[Any]]:
    return connection.execute(
        select(table).where(table.c.reading_id == reading_id).order_by(table.c.ord)
    ).all()


def _content(cell: str) -> tuple[Span, ...]:
    return codec.spans_from(cell)[2]
