"""What the exports take: a record with the names by which other programs will point to its parts."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from onrecord.records import Article, Attribution, Record, Span, Speaker

# Half of a pair of UTF-16 units, which JSON can smuggle in: no character, and UTF-8 cannot hold it.
_LONE_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_REPLACEMENT: Final = "\ufffd"

# Hexadecimal digits of an id made here: 64 bits, at which a billion statements hold a double with
# probability 0.03.
_DIGITS: Final = 16


@dataclass(frozen=True, slots=True)
class Exported:
    """A record on its way out, with ids where whoever keeps it has given some.

    ``attribution_ids`` are parallel to ``record.attributions``, or empty. ``captured`` is when the page was
    fetched, with its time zone; ``sha256`` is the hash of its bytes in hexadecimal; both are None where that
    is not known. ``people`` gives, for an index into ``record.speakers``, the id of who that is beyond this
    article. Raises ValueError where the ids are not as many as the attributions.
    """

    record: Record
    article_id: str | None = None
    attribution_ids: tuple[str, ...] = ()
    captured: datetime | None = None
    sha256: str | None = None
    people: Mapping[int, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        given, there = len(self.attribution_ids), len(self.record.attributions)
        if given not in (0, there):
            raise ValueError(f"{given} attribution ids: expected one for each of the {there} attributions")


@dataclass(frozen=True, slots=True)
class Statement:
    """One attribution of an exported record, with its id, its index in the record, and its parent's id."""

    id: str
    index: int
    attribution: Attribution
    parent_id: str | None


@dataclass(frozen=True, slots=True)
class Identified:
    """An exported record in which everything has an id and every text is one that UTF-8 can hold.

    ``speaker_ids`` are parallel to ``record.speakers``: those of ``Exported.people``, others made from the
    article's.
    """

    item: Exported
    article_id: str
    statements: tuple[Statement, ...]
    speaker_ids: tuple[str, ...]

    @property
    def record(self) -> Record:
        """The record, lone surrogates replaced."""
        return self.item.record

    @property
    def article(self) -> Article:
        """The record's article."""
        return self.item.record.article

    def words(self, span: Span) -> str:
        """The words at ``span`` of the article."""
        return span.of(self.article.text)

    def speakers_of(self, statement: Statement) -> Iterator[tuple[str, Speaker]]:
        """Who speaks, each with an id."""
        for index in statement.attribution.speakers:
            yield self.speaker_ids[index], self.record.speakers[index]


def plain(records: Iterable[Record]) -> Iterator[Exported]:
    """Records of which nobody has kept anything."""
    return map(Exported, records)


def identified(items: Iterable[Exported]) -> Iterator[Identified]:
    """Each item with ids for all its parts, in the order given.

    Ids that are not given are made from what they stand for, so the same record has the same ids in every
    export: an article's from the page's hash, or else from its address, name and text; an attribution's from
    the article's and its spans.
    """
    return map(identify, items)


def identify(item: Exported) -> Identified:
    """The item with ids for all its parts."""
    article_id = sound(item.article_id or f"article-{_digest(*_article_key(item))}")
    ids = tuple(map(sound, item.attribution_ids or _made_ids(article_id, item.record.attributions)))
    record = _sound(item.record)
    statements = tuple(
        Statement(ids[index], index, attribution, _at(ids, attribution.parent))
        for index, attribution in enumerate(record.attributions)
    )
    speakers = range(len(record.speakers))
    named = tuple(sound(item.people.get(i, f"{article_id}-speaker-{i + 1}")) for i in speakers)
    return Identified(replace(item, record=record), article_id, statements, named)


def urn(kind: str, name: str) -> str:
    """The address by which linked data points to something of ours: "urn:onrecord:article:..."."""
    return f"urn:onrecord:{kind}:{quote(sound(name), safe='')}"


def sound(text: str) -> str:
    """``text`` with U+FFFD for each lone surrogate: as many characters, and UTF-8 can hold them."""
    return _LONE_SURROGATE.sub(_REPLACEMENT, text)


def _at(ids: tuple[str, ...], index: int | None) -> str | None:
    return None if index is None else ids[index]


def _article_key(item: Exported) -> tuple[str, ...]:
    article = item.record.article
    return (item.sha256,) if item.sha256 else (article.url or "", item.record.name or "", article.text)


def _made_ids(article_id: str, attributions: Iterable[Attribution]) -> Iterator[str]:
    """Equal spans in one article are counted, so that no two attributions share an id."""
    seen: dict[str, int] = {}
    for attribution in attributions:
        roles = (attribution.source, attribution.cue, attribution.content)
        spans = "|".join(";".join(f"{span.start} {span.end}" for span in role) for role in roles)
        made = f"statement-{_digest(article_id, spans)}"
        seen[made] = seen.get(made, 0) + 1
        yield made if seen[made] == 1 else f"{made}-{seen[made]}"


def _digest(*parts: str) -> str:
    joined = "\0".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.sha256(joined).hexdigest()[:_DIGITS]


def _sound(record: Record) -> Record:
    """The record without lone surrogates; every offset stays true."""
    article = record.article
    return replace(
        record,
        article=replace(
            article,
            text=sound(article.text),
            title=_maybe(article.title),
            authors=tuple(map(sound, article.authors)),
            published=_maybe(article.published),
            outlet=_maybe(article.outlet),
            url=_maybe(article.url),
            language=_maybe(article.language),
        ),
        attributions=tuple(
            replace(each, provenance=tuple(replace(hop, name=_maybe(hop.name)) for hop in each.provenance))
            for each in record.attributions
        ),
        model=_maybe(record.model),
        name=_maybe(record.name),
        notes=tuple(map(sound, record.notes)),
        speakers=tuple(replace(speaker, name=sound(speaker.name)) for speaker in record.speakers),
    )


def _maybe(text: str | None) -> str | None:
    return None if text is None else sound(text)
