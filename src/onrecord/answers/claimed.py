"""Statements of the ledger as claims to be held against one another."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import func, select

from onrecord.compare.claims import Place, Told, claim_of
from onrecord.compare.events import OPENING, about
from onrecord.ledger.tables import article_speakers, articles, attribution_speakers, attributions

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from sqlalchemy import Connection

    from onrecord.compare.claims import Claim
    from onrecord.compare.events import About

_AT_ONCE: Final = 1_000
#: A statement is compared by so many characters of its content.
_MOST_CHARS: Final = 1_500


def claims_of(connection: Connection, ids: Collection[int]) -> dict[int, Claim]:
    """The statements of these numbers, by number; those that count no more are left out."""
    found: dict[int, Claim] = {}
    known: dict[int, About] = {}
    for some in _portions(sorted(ids)):
        rows = connection.execute(_selection().where(attributions.c.id.in_(some))).all()
        _learn(connection, known, {row.article_id for row in rows})
        speaking = _speaking(connection, [row.id for row in rows])
        for row in rows:
            found[row.id] = _claim(row, speaking[row.id], known[row.article_id])
    return found


def _portions(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for begun in range(0, len(ids), _AT_ONCE):
        yield ids[begun : begun + _AT_ONCE]


def _selection() -> Any:
    said = attributions.c
    return (
        select(
            *(
                said.id,
                said.article_id,
                said.ord,
                said.parent_id,
                said.source,
                said.cue,
                said.stance,
                said.negated,
            ),
            func.substr(said.content, 1, _MOST_CHARS).label("content"),
            articles.c.published,
        )
        .join(articles, articles.c.id == said.article_id)
        .where(said.current, said.status != "rejected")
    )


def _learn(connection: Connection, known: dict[int, About], ids: set[int]) -> None:
    """What articles are about, of those that are not known yet."""
    opening = func.substr(articles.c.text, 1, OPENING).label("opening")
    wanted = select(articles.c.id, articles.c.title, opening)
    for row in connection.execute(wanted.where(articles.c.id.in_(ids - known.keys()))):
        known[row.id] = about(row.title or "", row.opening or "")


def _speaking(connection: Connection, ids: Sequence[int]) -> dict[int, list[Any]]:
    out: dict[int, list[Any]] = defaultdict(list)
    links, speakers = attribution_speakers.c, article_speakers.c
    wanted = (
        select(links.attribution_id, links.person_id, speakers.name, speakers.role, speakers.affiliation)
        .join(article_speakers, speakers.id == links.article_speaker_id)
        .where(links.attribution_id.in_(ids), ~links.candidate)
    )
    for row in connection.execute(wanted):
        out[row.attribution_id].append(row)
    return out


def _claim(row: Any, speakers: Sequence[Any], told: About) -> Claim:
    named = [part for one in speakers for part in (one.name, one.role, one.affiliation) if part]
    keys = frozenset(f"p{one.person_id}" if one.person_id else one.name.lower() for one in speakers)
    place = Place(row.id, row.article_id, row.ord, row.parent_id, row.published)
    words = Told(row.source, row.cue, row.content)
    return claim_of(place, words, keys, named, told, stance=row.stance, negated=bool(row.negated))
