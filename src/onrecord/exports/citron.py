"""Records -> the JSON of Citron (BBC): a file an article, as its data format and its REST API have it.

Offsets are characters, end exclusive, as ours. ``confidence`` is a text with four decimals, as Citron writes
it. Citron has one cue for every quote, without gaps: an attribution without a cue is left out, and of an
interrupted cue the first span stands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from onrecord.exports.exported import identified
from onrecord.exports.file_names import FileNames
from onrecord.exports.linked import dumped
from onrecord.records import MentionForm

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from onrecord.exports.exported import Exported, Identified, Statement
    from onrecord.records import Span


def citron_files(items: Iterable[Exported]) -> Iterator[tuple[str, str]]:
    """(file name, text) of every article's file. No two names are equal."""
    names = FileNames()
    for one in identified(items):
        yield f"{names.of(one.article_id)}.json", f"{dumped(_document(one))}\n"


def _document(one: Identified) -> dict[str, Any]:
    return {
        "text": one.article.text,
        "quotes": [_quote(one, each) for each in one.statements if each.attribution.cue],
        "coreference_groups": [
            [_span(one, mention.span) for mention in speaker.mentions]
            for speaker in one.record.speakers
            if len(speaker.mentions) > 1
        ],
        "source": {"application": "onrecord", "model": one.record.model},
    }


def _quote(one: Identified, statement: Statement) -> dict[str, Any]:
    attribution = statement.attribution
    return {
        "id": statement.id,
        "sources": [_span(one, span) for span in attribution.source],
        "coreferences": [_span(one, span) for span in _names(one, statement)],
        "cue": _span(one, attribution.cue[0]),
        "contents": [_span(one, span) for span in attribution.content],
        "confidence": f"{attribution.confidence:.4f}",
    }


def _names(one: Identified, statement: Statement) -> Iterator[Span]:
    """Where each speaker is first named, if the source is other words."""
    for _, speaker in one.speakers_of(statement):
        named = [mention.span for mention in speaker.mentions if mention.form is MentionForm.NAME]
        if named and not set(named) & set(statement.attribution.source):
            yield named[0]


def _span(one: Identified, span: Span) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "text": one.words(span)}
