"""Record <-> JSON, as ``schema.SCHEMA`` has it. Reading back what was written gives an equal record."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from onrecord.errors import InputError
from onrecord.records import (
    Article,
    Attribution,
    Block,
    BlockKind,
    Furniture,
    FurnitureKind,
    Quotation,
    Record,
    Span,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


def to_dict(record: Record) -> dict[str, Any]:
    """The record as JSON's own types, keys in the order of the schema."""
    return {
        "name": record.name,
        "model": record.model,
        "notes": list(record.notes),
        "article": _article_to_dict(record.article),
        "attributions": [_attribution_to_dict(attribution) for attribution in record.attributions],
    }


def to_json(record: Record, *, indent: int | None = None) -> str:
    """The record as JSON, on one line unless ``indent`` says how many blanks a level takes."""
    return json.dumps(to_dict(record), ensure_ascii=False, indent=indent)


def json_lines(records: Iterable[Record]) -> Iterator[str]:
    """One record a line, in the order given."""
    for record in records:
        yield to_json(record) + "\n"


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
    """The record that ``to_json`` wrote, offsets checked against the text.

    Raises InputError where ``text`` is no JSON or not a record; keys that are not known are passed over.
    """
    try:
        return _record_of(json.loads(text))
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
        "dateline": article.dateline and _pair(article.dateline),
        "origins": dict(article.origins),
        "blocks": [_part_to_dict(block) for block in article.blocks],
        "furniture": [_part_to_dict(piece) for piece in article.furniture],
    }


def _attribution_to_dict(attribution: Attribution) -> dict[str, Any]:
    return {
        "source": [_pair(span) for span in attribution.source],
        "cue": [_pair(span) for span in attribution.cue],
        "content": [_pair(span) for span in attribution.content],
        "quotation": attribution.quotation.value,
        "confidence": attribution.confidence,
        "parent": attribution.parent,
    }


def _part_to_dict(part: Block | Furniture) -> dict[str, Any]:
    return {"start": part.span.start, "end": part.span.end, "kind": part.kind.value}


def _pair(span: Span) -> list[int]:
    return [span.start, span.end]


def _record_of(value: Any) -> Record:
    article = _article_of(value["article"])
    attributions = tuple(_attribution_of(item, article.text) for item in value["attributions"])
    _check_parents(attributions)
    return Record(
        article=article,
        attributions=attributions,
        model=_text_or_none(value["model"]),
        name=_text_or_none(value["name"]),
        notes=_texts(value["notes"]),
    )


def _article_of(value: Any) -> Article:
    text = _text(value["text"])
    return Article(
        text=text,
        blocks=tuple(Block(_part_span(item, text), BlockKind(item["kind"])) for item in value["blocks"]),
        furniture=tuple(
            Furniture(_part_span(item, text), FurnitureKind(item["kind"])) for item in value["furniture"]
        ),
        title=_text_or_none(value["title"]),
        authors=_texts(value["authors"]),
        published=_text_or_none(value["published"]),
        outlet=_text_or_none(value["outlet"]),
        url=_text_or_none(value["url"]),
        language=_text_or_none(value["language"]),
        dateline=None if value["dateline"] is None else _span(value["dateline"], text),
        origins={_text(key): _text(origin) for key, origin in value["origins"].items()},
    )


def _attribution_of(value: Any, text: str) -> Attribution:
    parent = value["parent"]
    return Attribution(
        source=tuple(_span(pair, text) for pair in value["source"]),
        cue=tuple(_span(pair, text) for pair in value["cue"]),
        content=tuple(_span(pair, text) for pair in value["content"]),
        quotation=Quotation(value["quotation"]),
        confidence=float(value["confidence"]),
        parent=None if parent is None else _whole(parent),
    )


def _check_parents(attributions: Sequence[Attribution]) -> None:
    """Raises ValueError where following the parents from some attribution does not end at the top."""
    sound: set[int] = set()
    for index in range(len(attributions)):
        path: list[int] = []
        at: int | None = index
        while at is not None and at not in sound:
            if at in path or not 0 <= at < len(attributions):
                raise ValueError(f"attribution {index} has parent {at}, which leads to no top")
            path.append(at)
            at = attributions[at].parent
        sound.update(path)


def _span(pair: Any, text: str) -> Span:
    start, end = pair
    span = Span(_whole(start), _whole(end))
    if span.end > len(text):
        raise ValueError(f"the span {pair} ends behind the text, which has {len(text)} characters")
    return span


def _part_span(item: Any, text: str) -> Span:
    return _span((item["start"], item["end"]), text)


def _whole(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(f"{value!r} is no whole number")
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    return value


def _text_or_none(value: Any) -> str | None:
    return None if value is None else _text(value)


def _texts(values: Any) -> tuple[str, ...]:
    if not isinstance(values, list):
        raise TypeError(f"{values!r} is no list of texts")
    return tuple(_text(value) for value in values)
