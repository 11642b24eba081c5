"""Statements that may hold a quotation: a few dozen of any number, to be laid beside it word by word."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from onrecord.compare import english
from onrecord.compare.fingerprints import wording_of
from onrecord.ledger import persons, tagging, wordings
from onrecord.ledger.folding import runs
from onrecord.ledger.query import And, Node, Or, Phrase
from onrecord.ledger.tables import attributions, occurrences, wording_keys

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Connection

    from onrecord.answers.values import Named
    from onrecord.ledger.ledger import Ledger

#: Words side by side that are looked for, and how many such runs of a quotation, spread over it.
_RUN: Final = 4
#: The words with which it begins, as one phrase: where thousands say nearly the same, these very ones.
_WHOLE: Final = 16
_RUNS: Final = 10
#: Statements taken of each question, the newest first; the runs are rare enough for that to be all of them.
_FOUND: Final = 200
#: Wordings taken by their keys, and of each the earliest who gave it; keys of a quotation that are looked up.
_NEAREST: Final = 20
_OF_A_WORDING: Final = 20
_KEYS: Final = 4_000
_AT_ONCE: Final = 1_000
#: People whom a draft's name may mean: more of one surname are not narrowed by.
_PEOPLE: Final = 50


def candidates(
    ledger: Ledger, connection: Connection, words: str, quotation: str, speakers: Sequence[Named]
) -> Iterator[list[int]]:
    """Ids of current statements that may hold these words, by whomever, the likeliest kind of look-up first.

    By the keys of their wordings; by pairs of words of the speaker, of whom there are few; by runs of words
    in the full-text index, since a piece of a long statement may have none of its keys.
    """
    yield _by_keys(connection, wording_of(words, quotation).keys)
    parts = runs(words)
    content = list(dict.fromkeys(part for part in parts if part not in english.FUNCTION))
    for node, tags in _questions(parts, content, people(connection, speakers)):
        wanted = select(attributions.c.id).where(attributions.c.current, attributions.c.status != "rejected")
        asked = ledger.store.search(wanted, node, tags).limit(_FOUND)
        yield list(connection.execute(asked).scalars())


def _by_keys(connection: Connection, keys: Sequence[int]) -> list[int]:
    """Statements whose wordings share most keys, and all who said the same as these."""
    met: Counter[int] = Counter()
    for begun in range(0, min(len(keys), _KEYS), _AT_ONCE):
        here = wording_keys.c.key.in_(keys[begun : begun + _AT_ONCE])
        met.update(connection.execute(select(wording_keys.c.attribution_id).where(here)).scalars())
    nearest = [one for one, _ in met.most_common(_NEAREST)]
    found = dict.fromkeys(nearest)
    for one in wordings.worded(connection, nearest).values():
        wanted = select(occurrences.c.attribution_id).where(occurrences.c.wording == one.wording)
        earliest = wanted.order_by(occurrences.c.minute, occurrences.c.attribution_id).limit(_OF_A_WORDING)
        found.update(dict.fromkeys(connection.execute(earliest).scalars()))
    return list(found)


def people(connection: Connection, speakers: Sequence[Named]) -> list[int]:
    """The people of the ledger whom names in a draft may mean, merges followed."""
    found: dict[int, None] = {}
    for speaker in speakers:
        meant = persons.named(connection, speaker.name)
        if len(meant) <= _PEOPLE:
            found.update(dict.fromkeys(person for person, _, _ in meant))
    return list(found)


def _questions(
    parts: Sequence[str], content: Sequence[str], ids: Sequence[int]
) -> Iterator[tuple[Node, list[list[str]]]]:
    """What the full-text index is asked: pairs of words of the speaker, then runs of words of anybody."""
    tags = [tagging.of_people(ids)] if ids else []
    pairs = [And((Phrase((a,)), Phrase((b,)))) for a, b in _spread(content, 2)] if len(content) > 1 else []
    own: Node | None = _either(pairs) if pairs else Phrase((content[0],)) if content else None
    if own is not None and ids:
        yield own, tags
    if parts:
        yield Phrase(tuple(parts[:_WHOLE])), []
        yield _either([Phrase(tuple(run)) for run in _spread(parts, _RUN)]), []
    if pairs and not ids:
        yield _either(pairs), []


def _either(parts: Sequence[Node]) -> Node:
    return parts[0] if len(parts) == 1 else Or(tuple(parts))


def _spread(words: Sequence[str], length: int) -> list[Sequence[str]]:
    """Runs of neighbours, as many as ``_RUNS``, spread over all of the words."""
    if len(words) <= length:
        return [words]
    count = len(words) - length + 1
    step = max(1, count // _RUNS)
    return [words[start : start + length] for start in range(0, count, step)]
