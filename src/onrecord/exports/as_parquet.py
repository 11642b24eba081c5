"""Records -> Parquet, one row a statement, with spans, speakers and settings as nested lists.

Needs the extra ``parquet``. Rows are written in groups as they come, so memory does not grow with their
number.
"""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, Any, Final

from onrecord.exports.exported import identified
from onrecord.extras import require
from onrecord.records import kind_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from types import ModuleType

    from onrecord.exports.exported import Exported, Identified, Statement
    from onrecord.records import Span

# The version of the columns: raised when one changes its name, type or meaning, not when one is added.
LAYOUT: Final = "1"

# Statements in a row group. Readers skip and read by groups, so larger is better for them; a statement takes
# about 3 KB while it waits (tracemalloc, the sample record), so this many take 30 MB.
GROUP: Final = 10_000


def parquet(items: Iterable[Exported], out: IO[bytes], *, group: int = GROUP) -> None:
    """Writes a Parquet file of every statement to ``out``.

    The file's metadata has "onrecord:layout" and "onrecord:version". Raises MissingExtraError where pyarrow
    is not installed.
    """
    arrow = require("pyarrow", extra="parquet", purpose="writing Parquet")
    files = require("pyarrow.parquet", extra="parquet", purpose="writing Parquet")
    schema = _schema(arrow)
    with files.ParquetWriter(out, schema, compression="zstd") as writer:
        waiting: list[dict[str, Any]] = []
        for one in identified(items):
            for statement in one.statements:
                waiting.append(_row(one, statement))
                if len(waiting) == group:
                    writer.write_table(arrow.Table.from_pylist(waiting, schema))
                    waiting = []
        if waiting:
            writer.write_table(arrow.Table.from_pylist(waiting, schema))


def _schema(arrow: ModuleType) -> Any:
    from importlib import metadata  # slow to import, and the table of formats imports this module

    text, number = arrow.string(), arrow.int32()
    span = arrow.struct([("start", number), ("end", number), ("text", text)])
    person = [("id", text), ("name", text), ("kind", text), ("role", text), ("affiliation", text)]
    speakers = arrow.list_(arrow.struct(person))
    setting = arrow.struct([("kind", text), ("start", number), ("end", number), ("text", text)])
    columns = {
        "article_id": text,
        "url": text,
        "outlet": text,
        "title": text,
        "authors": arrow.list_(text),
        "published": text,
        "language": text,
        "captured": arrow.timestamp("us", tz="UTC"),
        "sha256": text,
        "model": text,
        "speakers": speakers,
        "candidates": speakers,
        "speaker_kind": text,
        "source": arrow.list_(span),
        "cue": arrow.list_(span),
        "content": arrow.list_(span),
        "quotation": text,
        "confidence": arrow.float64(),
        "settings": arrow.list_(setting),
        "provenance": arrow.list_(arrow.struct([("kind", text), ("name", text)])),
        "parent_id": text,
    }
    told = {"onrecord:layout": LAYOUT, "onrecord:version": metadata.version("onrecord")}
    fields = [arrow.field("id", text, nullable=False), *(arrow.field(*each) for each in columns.items())]
    return arrow.schema(fields, metadata=told)


def _row(one: Identified, statement: Statement) -> dict[str, Any]:
    article, item, attribution = one.article, one.item, statement.attribution
    return {
        "id": statement.id,
        "article_id": one.article_id,
        "url": article.url,
        "outlet": article.outlet,
        "title": article.title,
        "authors": list(article.authors),
        "published": article.published,
        "language": article.language,
        "captured": item.captured,
        "sha256": item.sha256,
        "model": one.record.model,
        "speakers": _people(one, attribution.speakers),
        "candidates": _people(one, attribution.candidates),
        "speaker_kind": kind_of(attribution, one.record.speakers).value,
        "source": _spans(one, attribution.source),
        "cue": _spans(one, attribution.cue),
        "content": _spans(one, attribution.content),
        "quotation": attribution.quotation.value,
        "confidence": attribution.confidence,
        "settings": [{"kind": s.kind.value, **_span(one, s.span)} for s in attribution.settings],
        "provenance": [{"kind": hop.kind.value, "name": hop.name} for hop in attribution.provenance],
        "parent_id": statement.parent_id,
    }


def _people(one: Identified, indices: Sequence[int]) -> list[dict[str, str | None]]:
    return [
        {
            "id": one.speaker_ids[index],
            "name": speaker.name,
            "kind": speaker.kind.value,
            "role": one.words(speaker.role) if speaker.role else None,
            "affiliation": one.words(speaker.affiliation) if speaker.affiliation else None,
        }
        for index, speaker in ((index, one.record.speakers[index]) for index in indices)
    ]


def _spans(one: Identified, spans: Sequence[Span]) -> list[dict[str, Any]]:
    return [_span(one, span) for span in spans]


def _span(one: Identified, span: Span) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "text": one.words(span)}
