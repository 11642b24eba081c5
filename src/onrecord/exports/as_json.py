"""Record <-> JSON, as ``schema.SCHEMA`` has it. Reading back what was written gives an equal record."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from onrecord.errors import InputError
from onrecord.exports.claims_json import claims_to_dict
from onrecord.exports.exported import identify
from onrecord.exports.json_reader import record_of
from onrecord.exports.json_values import pair, pair_or_none
from onrecord.records import kind_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from onrecord.exports.exported import Exported
    from onrecord.records import (
        Article,
        Attribution,
        Block,
        Evidence,
        Furniture,
        Hop,
        Mention,
        Record,
        Setting,
        Speaker,
    )


def to_dict(record: Record) -> dict[str, Any]:
    """The record as JSON's own types, keys in the order of the schema."""
    return {
        "name": record.name,
        "model": record.model,
        "notes": list(record.notes),
        "article": _article_to_dict(record.article),
        "speakers": [_speaker_to_dict(speaker) for speaker in record.speakers],
        "attributions": [_attribution_to_dict(item, record.speakers) for item in record.attributions],
        **claims_to_dict(record),
    }


def to_json(record: Record, *, indent: int | None = None) -> str:
    """The record as JSON, on one line unless ``indent`` says how many blanks a level takes."""
    return json.dumps(to_dict(record), ensure_ascii=False, indent=indent)


def json_lines(records: Iterable[Record]) -> Iterator[str]:
    """One record a line, in the order given."""
    for record in records:
        yield to_json(record) + "\n"


def json_lines_with_ids(items: Iterable[Exported]) -> Iterator[str]:
    """One record a line as ``json_lines`` writes it, with further keys, which ``from_json`` passes over.

    The record gets "article_id", "captured" (ISO 8601) and "sha256" (null where not known); each speaker and
    each attribution gets its "id".
    """
    for item in items:
        yield json.dumps(with_ids(item), ensure_ascii=False) + "\n"


def with_ids(item: Exported) -> dict[str, Any]:
    """The record as ``to_dict`` has it, with the further keys of ``json_lines_with_ids``."""
    one = identify(item)
    value = to_dict(item.record)
    value["article_id"] = one.article_id
    value["captured"] = item.captured.isoformat() if item.captured else None
    value["sha256"] = item.sha256
    for speaker, its_id in zip(value["speakers"], one.speaker_ids, strict=True):
        speaker["id"] = its_id
    for attribution, statement in zip(value["attributions"], one.statements, strict=True):
        attribution["id"] = statement.id
    return value


def json_document(records: Iterable[Record], *, several: bool) -> Iterator[str]:
    """One JSON document: an array where the caller asked for ``several`` pages, else the record itself.

    The caller decides, not the number of records, so that a script meets one shape whatever was readable.
    Without ``several`` and without a record nothing is written.
    """
    if not several:
        for record in records:
            yield to_json(record, indent=1) + "\n"
        return
    opening = "["
    for record in records:
        yield f"{opening}\n{to_json(record, indent=1)}"
        opening = ","
    yield "[]\n" if opening == "[" else "\n]\n"


def from_json(text: str) -> Record:
    """The record that ``to_json`` wrote, offsets checked against the text and indices against their lists.

    Keys that are not known are passed over; those that tell of speakers, of the stance or of what is claimed,
    which records written before there were any do not have, are empty where they are absent. Raises
    InputError where ``text`` is no JSON or not a record.
    """
    try:
        return record_of(json.loads(text))
    except (AttributeError, KeyError, TypeError, ValueError, RecursionError) as error:
        what = f"no {error}" if isinstance(error, KeyError) else str(error)
        raise InputError(
            f"the text {text[:40]!r} is no record ({what}): expected the JSON of one record as "
            "`onrecord schema` describes it; write one with `onrecord read PAGE --format json`"
        ) from error


def _article_to_dict(article: Article) -> dict[str, Any]:
    return {
        "text": article.text,
        "title": article.title,
        "authors": list(article.authors),
        "published": article.published,
        "outlet": article.outlet,
        "url": article.url,
        "language": article.language,
        "dateline": pair_or_none(article.dateline),
        "origins": dict(article.origins),
        "blocks": [_part_to_dict(block) for block in article.blocks],
        "furniture": [_part_to_dict(piece) for piece in article.furniture],
    }


def _speaker_to_dict(speaker: Speaker) -> dict[str, Any]:
    return {
        "name": speaker.name,
        "kind": speaker.kind.value,
        "mentions": [_mention_to_dict(mention) for mention in speaker.mentions],
        "role": pair_or_none(speaker.role),
        "affiliation": pair_or_none(speaker.affiliation),
        "number": speaker.number,
        "reason": pair_or_none(speaker.reason),
    }


def _mention_to_dict(mention: Mention) -> dict[str, Any]:
    return {"start": mention.span.start, "end": mention.span.end, "form": mention.form.value}


def _attribution_to_dict(attribution: Attribution, speakers: Sequence[Speaker]) -> dict[str, Any]:
    return {
        "source": [pair(span) for span in attribution.source],
        "cue": [pair(span) for span in attribution.cue],
        "content": [pair(span) for span in attribution.content],
        "quotation": attribution.quotation.value,
        "confidence": attribution.confidence,
        "parent": attribution.parent,
        "speakers": list(attribution.speakers),
        "candidates": list(attribution.candidates),
        "speaker_kind": kind_of(attribution, speakers).value,
        "evidence": [_step_to_dict(step) for step in attribution.evidence],
        "settings": [_step_to_dict(setting) for setting in attribution.settings],
        "provenance": [_hop_to_dict(hop) for hop in attribution.provenance],
        "stance": attribution.stance and attribution.stance.value,
        "negated": attribution.negated,
        "distance": attribution.distance.value,
    }


def _step_to_dict(step: Evidence | Setting) -> dict[str, Any]:
    return {"kind": step.kind.value, "span": pair(step.span)}


def _hop_to_dict(hop: Hop) -> dict[str, Any]:
    return {"kind": hop.kind.value, "name": hop.name, "span": pair_or_none(hop.span)}


def _part_to_dict(part: Block | Furniture) -> dict[str, Any]:
    return {"start": part.span.start, "end": part.span.end, "kind": part.kind.value}
