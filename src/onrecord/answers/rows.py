"""Answers as rows: what ``--format json`` and ``csv`` print, and what the API answers."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from onrecord.answers.queue import Open
    from onrecord.answers.values import Statement


def statement_row(one: Statement, *, whole: bool = False) -> dict[str, Any]:
    """A statement as flat cells; ``whole`` keeps lists and offsets as they are."""
    row: dict[str, Any] = {
        "id": one.id,
        "speaker": "; ".join(speaker.name for speaker in one.speakers),
        "speaker_kind": one.speaker_kind,
        "source": one.source,
        "cue": one.cue,
        "content": one.content,
        "quotation": one.quotation,
        "stance": one.stance,
        "negated": one.negated,
        "distance": one.distance,
        "confidence": round(one.confidence, 3),
        "sentence": one.sentence,
        "outlet": one.outlet,
        "published": one.published,
        "title": one.title,
        "url": one.url,
        "page": one.page,
        "article_id": one.article_id,
        "start": one.spans[0].start,
        "end": one.spans[-1].end,
        "status": one.status,
        "digest": one.digest,
    }
    if whole:
        row["speakers"] = [asdict(speaker) for speaker in one.speakers]
        row["candidates"] = [asdict(speaker) for speaker in one.candidates]
        row["spans"] = [[span.start, span.end] for span in one.spans]
        row["sentence_at"] = [one.at.start, one.at.end]
    return row


def open_row(one: Open, *, whole: bool = False) -> dict[str, Any]:
    """A statement that nobody has judged, as a row: how certain it is and why it should be looked at."""
    doubts = [doubt.value for doubt in one.doubts]
    row = statement_row(one.statement, whole=whole)
    return {**row, "certainty": round(one.certainty, 4), "doubts": doubts if whole else "; ".join(doubts)}
