"""The same words in many places: kept as statements come and go.

Each current statement that nobody rejected is an *occurrence* of a *wording*, a digest of its words; what is
short ("No comment.") has its speaker in the digest, so that it is looked for among that speaker's words
alone. A distinct wording has its keys once, at the statement that brought it, however often it occurs. A
wording that comes new is aligned with those that share keys with it, and linked with those that are the same
quotation; what links join is a group. Taking a statement out removes its occurrence and, with the last one,
the wording's keys and links: groups that it held together fall apart by themselves.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from sqlalchemy import bindparam, delete, insert, select, text

from onrecord.compare import fingerprints
from onrecord.compare.likeness import Told, likeness
from onrecord.compare.speakers import blocking_key, same_speaker
from onrecord.ledger.tables import (
    article_speakers,
    articles,
    attribution_speakers,
    attributions,
    occurrences,
    wording_keys,
    wording_links,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import Any

    from sqlalchemy import Connection, Row, Select, TextClause

#: The minute of what has no date: after all others.
UNDATED: Final = 2**31 - 1
#: Statements that one key may lead to. A key that leads to more tells little, and is given to no further
#: wording: that bounds what is read to find candidates, whatever the words are.
FULL: Final = 12
#: Wordings that a new one is compared with, those first with which it shares most keys, and the rarest.
_CANDIDATES: Final = 8
#: A candidate that has fewer of the shorter one's words than this, whatever they are, is not read further:
#: that takes a fifteenth of the time. What shares a key by chance has a quarter.
_ROUGHLY: Final = 0.4
#: Of the words with content of the shorter, so many must be in the longer before the two are aligned.
_OVERLAP: Final = 0.6
#: So many links hold a wording in a group, should one of those that it is linked to go.
_HELD: Final = 2
#: A pair is linked from this probability on: chosen on the dev part of quality/compare.
LINKED: Final = 0.5
#: Values in one question: SQLite takes 32,766, PostgreSQL 65,535.
_AT_ONCE: Final = 5_000
_LETTERS: Final = re.compile(r"\w+")
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)

_STATEMENTS: Final = (
    select(
        attributions.c.id,
        attributions.c.content,
        attributions.c.quotation,
        attributions.c.stance,
        articles.c.published,
    )
    .join(articles, articles.c.id == attributions.c.article_id)
    .where(attributions.c.status != "rejected")
)
_OF_READING: Final = _STATEMENTS.where(attributions.c.reading_id == bindparam("reading"))
_OF_ARTICLE: Final = _STATEMENTS.where(
    attributions.c.article_id == bindparam("article"), attributions.c.current
)
_WORDS: Final = select(attributions.c.id, attributions.c.content, attributions.c.quotation).where(
    attributions.c.id.in_(bindparam("ids", expanding=True))
)
_BY_ID: Final = _STATEMENTS.where(attributions.c.id.in_(bindparam("ids", expanding=True)))
_SPEAKERS: Final = (
    select(
        attribution_speakers.c.attribution_id,
        attribution_speakers.c.person_id,
        article_speakers.c.name,
        article_speakers.c.kind,
    )
    .join(article_speakers, article_speakers.c.id == attribution_speakers.c.article_speaker_id)
    .where(attribution_speakers.c.attribution_id.in_(bindparam("ids", expanding=True)))
    .where(~attribution_speakers.c.candidate)
    .order_by(attribution_speakers.c.attribution_id, article_speakers.c.ord)
)
_WITH_KEYS: Final = select(wording_keys.c.key, wording_keys.c.attribution_id).where(
    wording_keys.c.key.in_(bindparam("keys", expanding=True))
)
_FIRST: Final = (
    select(occurrences.c.attribution_id)
    .where(occurrences.c.wording == bindparam("wording"))
    .order_by(occurrences.c.minute, occurrences.c.attribution_id)
    .limit(1)
)
_FORGET: Final = delete(occurrences).where(
    occurrences.c.wording == bindparam("wording_"),
    occurrences.c.minute == bindparam("minute_"),
    occurrences.c.attribution_id == bindparam("attribution"),
)
_FORGET_KEYS: Final = delete(wording_keys).where(
    wording_keys.c.key.in_(bindparam("keys", expanding=True)),
    wording_keys.c.attribution_id == bindparam("attribution"),
)
_LINKED: Final = select(wording_links.c.other).where(wording_links.c.wording == bindparam("wording"))
_BETWEEN: Final = select(wording_links.c.wording, wording_links.c.other).where(
    wording_links.c.wording.in_(bindparam("some", expanding=True)),
    wording_links.c.other.in_(bindparam("some", expanding=True)),
)
_UNLINK: Final = delete(wording_links).where(
    wording_links.c.wording == bindparam("one"), wording_links.c.other == bindparam("two")
)


class Speaking(NamedTuple):
    """Somebody who speaks, as ``compare.speakers`` takes one."""

    name: str
    kind: str
    person_id: int | None


@dataclass(frozen=True, slots=True)
class Worded:
    """A statement with what the index has of it."""

    id: int
    told: Told
    speakers: tuple[Speaking, ...]
    wording: int
    minute: int
    content: str
    found_by: fingerprints.Wording

    @property
    def short(self) -> bool:
        """Whether its words alone do not tell it from others'."""
        return self.found_by.short


def add(connection: Connection, article_id: int, reading_id: int) -> None:
    """Indexes the statements of a reading that was just stored."""
    del article_id
    found = _worded(connection, _OF_READING, {"reading": reading_id})
    if not found:
        return
    present = _present(connection, [one.wording for one in found])
    new = {one.wording: one for one in found if one.wording not in present}
    rows = [{"wording": o.wording, "minute": o.minute, "attribution_id": o.id} for o in found]
    connection.execute(insert(occurrences), rows)
    if new:
        _link(connection, list(new.values()))


def forget(connection: Connection, article_id: int) -> None:
    """Takes the statements of an article out, as they stand now."""
    found = _worded(connection, _OF_ARTICLE, {"article": article_id})
    if not found:
        return
    connection.execute(
        _FORGET, [{"wording_": o.wording, "minute_": o.minute, "attribution": o.id} for o in found]
    )
    left = _present(connection, [one.wording for one in found])
    for wording in {one.wording for one in found} - left:
        _unlink(connection, wording)
    for one in found:
        keys = one.found_by.keys
        gone = connection.execute(_FORGET_KEYS, {"keys": list(keys) or [0], "attribution": one.id}).rowcount
        if gone and one.wording in left:
            heir = connection.execute(_FIRST, {"wording": one.wording}).scalar_one()
            rows = [{"key": key, "attribution_id": heir} for key in one.found_by.kept()]
            connection.execute(insert(wording_keys), rows)


def clear(connection: Connection) -> None:
    """Empties the index, before it is made anew."""
    for table in (occurrences, wording_keys, wording_links):
        connection.execute(delete(table))


def worded(connection: Connection, ids: Sequence[int]) -> dict[int, Worded]:
    """Statements by their numbers; those that were rejected are left out."""
    out: dict[int, Worded] = {}
    for some in _batches(ids):
        out.update({one.id: one for one in _worded(connection, _BY_ID, {"ids": some})})
    return out


def minute_of(published: str | None) -> int:
    """Minutes since 1970 at which a date, as precise as the page has it, begins; UNDATED for none."""
    if not published:
        return UNDATED
    given = published if len(published) >= 10 else published + "0000-01-01"[len(published) :]
    try:
        at = datetime.fromisoformat(given)
    except ValueError:
        return UNDATED
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return int((at - _EPOCH).total_seconds() // 60)


def _worded(connection: Connection, wanted: Select[Any], values: Mapping[str, Any]) -> list[Worded]:
    """The statements of a selection, in the order of their numbers."""
    rows = connection.execute(wanted, values).all()
    if not rows:
        return []
    speaking: dict[int, list[Speaking]] = defaultdict(list)
    for row in connection.execute(_SPEAKERS, {"ids": [row.id for row in rows]}):
        speaking[row.attribution_id].append(Speaking(row.name, row.kind, row.person_id))
    return sorted((_one(row, tuple(speaking[row.id])) for row in rows), key=lambda one: one.id)


def _one(row: Row[Any], speakers: tuple[Speaking, ...]) -> Worded:
    found = fingerprints.wording_of(row.content, row.quotation)
    minute = minute_of(row.published)
    told = Told(found.words, row.quotation, None if minute == UNDATED else minute, row.stance)
    speaker = blocking_key(speakers) if found.short else ""
    number = fingerprints.digest(found.words, row.quotation, speaker)
    return Worded(row.id, told, speakers, number, minute, row.content, found)


def _present(connection: Connection, wordings: Iterable[int]) -> set[int]:
    """Those of the wordings that occur."""
    asked = list(dict.fromkeys(wordings))
    found: set[int] = set()
    for some in _batches(asked, 500):
        asking = {f"w{place}": one for place, one in enumerate(some)}
        found.update(connection.execute(_asking(len(some)), asking).scalars())
    return found


@cache
def _asking(number: int) -> TextClause:
    """Which of so many wordings occur; made once, since reading a text takes longer than asking it."""
    values = ", ".join(f"(CAST(:w{place} AS BIGINT))" for place in range(number))
    return text(
        f"WITH asked(wording) AS (VALUES {values}) SELECT wording FROM asked "
        "WHERE EXISTS (SELECT 1 FROM occurrences WHERE occurrences.wording = asked.wording)"
    )


def _link(connection: Connection, new: Sequence[Worded]) -> None:
    """Gives new wordings their keys, and links them with those that are the same quotation."""
    led: dict[int, list[int]] = {key: [] for one in new for key in one.found_by.keys}
    for some in _batches(led):
        for key, statement in connection.execute(_WITH_KEYS, {"keys": some}).all():
            led[key].append(statement)
    near: dict[int, list[int]] = {}
    rows: list[dict[str, int]] = []
    for one in new:
        near[one.id] = _nearest(one.found_by.keys, led)
        for key in one.found_by.kept(lambda key: len(led[key]) >= FULL):
            led[key].append(one.id)
            rows.append({"key": key, "attribution_id": one.id})
    pairs = _alike(connection, new, near)
    if rows:
        connection.execute(insert(wording_keys), rows)
    links = _decided(pairs, _joined(connection, {other.wording for _, other in pairs}))
    if links:
        told = [{"wording": a, "other": b, "percent": percent} for (a, b), percent in links.items()]
        connection.execute(insert(wording_links), told)


def _alike(
    connection: Connection, new: Sequence[Worded], near: Mapping[int, Sequence[int]]
) -> list[tuple[Worded, Worded]]:
    """The pairs that have enough words in common for an alignment to be worth its time."""
    by_id = {one.id: one for one in new}
    asked = {other for found in near.values() for other in found if other not in by_id}
    contents: dict[int, tuple[str, str]] = {}
    for some in _batches(asked):
        for statement, content, quotation in connection.execute(_WORDS, {"ids": some}).all():
            contents[statement] = content, quotation
    pairs: list[tuple[int, int]] = []
    for one in new:
        own = _rough(one.content)
        for other in near[one.id]:
            if other in by_id:
                words = by_id[other].found_by
            elif other in contents and _share(own, _rough(contents[other][0])) >= _ROUGHLY:
                words = fingerprints.wording_of(*contents[other])
            else:
                continue
            if _share(one.found_by.roots, words.roots) >= _OVERLAP:
                pairs.append((one.id, other))
    by_id |= worded(connection, sorted({other for _, other in pairs if other not in by_id}))
    return [(by_id[i], by_id[o]) for i, o in pairs if o in by_id]


def _nearest(keys: Sequence[int], led: Mapping[int, Sequence[int]]) -> list[int]:
    """The statements to which most of the keys lead, and the rarest."""
    shared: Counter[int] = Counter()
    for key in keys:
        others = led.get(key, ())
        for other in others:
            shared[other] += 1_000_000 + 1_000 // len(others)
    return sorted(shared, key=lambda other: (-shared[other], other))[:_CANDIDATES]


def _rough(content: str) -> frozenset[str]:
    return frozenset(_LETTERS.findall(content.lower()))


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    """Of the words of the smaller set, how many the other has."""
    return len(one & other) / (min(len(one), len(other)) or 1)


def _decided(
    pairs: Sequence[tuple[Worded, Worded]], joined: Mapping[int, set[int]]
) -> dict[tuple[int, int], int]:
    """Which wordings are linked either way, and how sure that is, in percent.

    What is linked with two to which a wording is linked already is in its group, and is not aligned.
    """
    links: dict[tuple[int, int], int] = {}
    held: dict[int, list[int]] = defaultdict(list)
    for one, other in pairs:
        mine = held[one.id]
        if one.wording == other.wording or len(joined[other.wording].intersection(mine)) >= _HELD:
            continue
        same = same_speaker(one.speakers, other.speakers)
        found = likeness(one.told, other.told, same_speaker=same)
        if found.probability >= LINKED:
            mine.append(other.wording)
            percent = round(100 * found.probability)
            links[one.wording, other.wording] = links[other.wording, one.wording] = percent
    return links


def _joined(connection: Connection, wordings: set[int]) -> Mapping[int, set[int]]:
    """The links between some wordings."""
    found: dict[int, set[int]] = defaultdict(set)
    for some in _batches(sorted(wordings)):
        for row in connection.execute(_BETWEEN, {"some": some}):
            found[row.wording].add(row.other)
    return found


def _unlink(connection: Connection, wording: int) -> None:
    others = list(connection.execute(_LINKED, {"wording": wording}).scalars())
    if others:
        pairs = [{"one": a, "two": b} for o in others for a, b in ((wording, o), (o, wording))]
        connection.execute(_UNLINK, pairs)


def _batches(values: Iterable[int], size: int = _AT_ONCE) -> Iterator[list[int]]:
    found = list(values)
    for start in range(0, len(found), size):
        yield found[start : start + size]
