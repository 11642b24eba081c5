"""Who disputes whom: a denial, a rejection or a counter-claim, and the statement that it answers.

Answers are looked for among statements that deny, that call something untrue and that negate, the newest
first; what they answer in the same article and, by their longest words, in those published before. Nothing is
stored for it, and each question looks at a bounded number of statements.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from sqlalchemy import func, or_, select

from onrecord.answers.ask import by_ids
from onrecord.answers.claimed import claims_of
from onrecord.answers.comparisons import Dispute
from onrecord.answers.readable import readable
from onrecord.compare import disputing
from onrecord.compare.events import Rarity
from onrecord.compare.stems import stem
from onrecord.errors import NotRecordedError, UsageError
from onrecord.ledger import persons, tagging
from onrecord.ledger.folding import runs
from onrecord.ledger.query import And, Or, Phrase
from onrecord.ledger.tables import articles, attribution_speakers, attributions

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from typing import Any

    from sqlalchemy import Connection, Select

    from onrecord.answers.values import Statement
    from onrecord.compare.claims import Claim
    from onrecord.compare.clauses import Clause
    from onrecord.compare.disputing import Link
    from onrecord.ledger.ledger import Ledger
    from onrecord.ledger.query import Node

LIMIT: Final = 20
#: Statements that may answer another one, looked at for each dispute that is asked for, and at least.
_FOR_EACH: Final = 10
_AT_LEAST: Final = 300
_AT_MOST: Final = 20_000
#: What an answer is looked for with: its longest words, in pairs; and how many it may answer by these.
_WORDS: Final = 5
#: Of somebody, the latest statements that are looked at.
_OF_ONE: Final = 150
_CANDIDATES: Final = 25
_CLAUSES: Final = 4
#: What somebody says behind an answer of theirs answers the same where it is as probable as this by itself;
#: it is then as sure as the answer, less a tenth.
_GOES_ON: Final = 0.3
_NO_ANSWER: Final = frozenset(
    ("intend", "predict", "demand", "ask", "decline", "support", "oppose", "decree", "perceive")
)
_GOES_ON_LOSS: Final = 0.9
#: Articles on the same event that are looked through.
_ARTICLES: Final = 8
_NAMES: Final = 15
_AT_ONCE: Final = 500
#: Statements asked about at a time, until there are enough answers.
_BATCH: Final = 60
#: Denials are looked for among so many of the newest statements.
_NEWEST: Final = 100_000
#: What a cue of denying has in it, where no model told the stance; ``clauses.form_of`` looks closer.
_DENYING: Final = (
    *("den", "reject", "dismiss", "disput", "refut", "contradict", "rebut", "contest", "repudiat", "disown"),
    *("disavow", "debunk", "took issue", "hit back", "pushed back", "counter", "brush", "scoff", "insist"),
    *("maintain", "stood by", "answered", "retort", "disagree", "rubbish", "wave"),
)
#: Words that an answer may have; the indexes part "didn't" into two words.
_ANSWERING: Final = Or(
    tuple(
        Phrase((word,))
        for word in (
            *(
                "not",
                "never",
                "no",
                "nobody",
                "nothing",
                "none",
                "neither",
                "nor",
                "cannot",
                "without",
                "didn",
            ),
            *(
                "isn",
                "wasn",
                "weren",
                "hasn",
                "haven",
                "hadn",
                "don",
                "doesn",
                "wouldn",
                "couldn",
                "false",
                "lie",
            ),
            *("lies", "untrue", "nonsense", "invented", "fabricated", "baseless", "unfounded", "groundless"),
            *(
                "wrong",
                "fiction",
                "absurd",
                "hoax",
                "myth",
                "rubbish",
                "misleading",
                "invention",
                "claim",
                "story",
            ),
            *("figure", "allegation", "accusation", "charge", "fairy", "liar", "exaggerated", "fantasy"),
        )
    )
)


class _Linked(NamedTuple):
    """An answer, what it answers, and how sure that is."""

    answer: Claim
    answered: Claim
    link: Link


def disputes(
    ledger: Ledger,
    name: str | None = None,
    *,
    answering: bool = True,
    answered: bool = True,
    limit: int = LIMIT,
) -> tuple[Dispute, ...]:
    """Who disputes whom, the newest answer first; with a name, where somebody answers or is answered.

    ``answering`` and ``answered`` say which of the two is wanted. Of statements that repeat one another the
    earliest stands for all. Raises NotRecordedError where nobody has that name, UsageError.
    """
    if not limit >= 1:
        raise UsageError(f"limit {limit}: expected 1 or more; leave it out for {LIMIT}")
    most = min(_AT_MOST, max(_AT_LEAST, _FOR_EACH * limit))
    with ledger.reading() as connection:
        if name is None:
            found = _first(ledger, connection, _newest(ledger, connection, most), limit)
        else:
            found = _of_people(ledger, connection, _people(connection, name), most, answering, answered)
        kept = sorted(_once(found), key=_newest_first)[:limit]
        return _shown(connection, kept)


def _first(ledger: Ledger, connection: Connection, ids: Sequence[int], limit: int) -> list[_Linked]:
    """What these statements answer, until so many answer something."""
    found: list[_Linked] = []
    for begun in range(0, len(ids), _BATCH):
        found += _answers(ledger, connection, ids[begun : begun + _BATCH])
        if len(_once(found)) >= limit:
            break
    return found


def _of_people(
    ledger: Ledger, connection: Connection, people: Sequence[int], most: int, answering: bool, answered: bool
) -> list[_Linked]:
    """What these people answer, and what is answered to them."""
    said = _said_by(connection, people, _OF_ONE)
    found = _answers(ledger, connection, said) if answering else []
    if answered:
        theirs = {f"p{person}" for person in people}
        answers = _answers(ledger, connection, _answering(ledger, connection, said, most))
        found += [one for one in answers if one.answered.speakers & theirs]
    return found


def _newest_first(one: _Linked) -> tuple[bool, int, int]:
    day = one.answer.day
    return (day is None, -(day or 0), -one.answer.id)


def _people(connection: Connection, name: str) -> list[int]:
    found = persons.named(connection, name)
    if not found:
        raise NotRecordedError(
            f"{name!r}: nobody of this name is in the ledger; expected a name, a part of one, or #ID; "
            "see who is there with `onrecord people`"
        )
    return [person for person, _, _ in found]


def _current() -> Select[Any]:
    wanted = select(attributions.c.id).join(articles, articles.c.id == attributions.c.article_id)
    return wanted.where(attributions.c.current, attributions.c.status != "rejected")


def _newest(ledger: Ledger, connection: Connection, most: int) -> list[int]:
    """The newest statements that deny or that have a word of an answer."""
    last: int | None = connection.execute(select(func.max(attributions.c.id))).scalar()
    cue = func.lower(attributions.c.cue)
    form = or_(attributions.c.stance.in_(("deny", "doubt")), *(cue.like(f"%{one}%") for one in _DENYING))
    denied = _current().where(form, attributions.c.id > (last or 0) - _NEWEST)
    denied = denied.order_by(attributions.c.id.desc())
    worded = ledger.store.search(_current(), _ANSWERING, [])
    latest = _current().order_by(attributions.c.id.desc())
    found = {
        *connection.execute(denied.limit(most)).scalars(),
        *connection.execute(worded.limit(most)).scalars(),
        *connection.execute(latest.limit(_AT_LEAST)).scalars(),
    }
    return sorted(found, reverse=True)[:most]


def _said_by(connection: Connection, people: Sequence[int], most: int) -> list[int]:
    """What these people said, the latest published first."""
    links = attribution_speakers.c
    wanted = (
        select(links.attribution_id)
        .join(attributions, attributions.c.id == links.attribution_id)
        # Earlier readings and versions keep their links: uncounted, they would fill the limit.
        .where(links.person_id.in_(people), ~links.candidate)
        .where(attributions.c.current, attributions.c.status != "rejected")
    )
    ordered = wanted.order_by(links.published.desc().nulls_last(), links.attribution_id.desc())
    return list(connection.execute(ordered.limit(most)).scalars())


def _answering(ledger: Ledger, connection: Connection, said: Sequence[int], most: int) -> list[int]:
    """Statements that answer one of these, as far as the two alone tell: of their articles, and of others."""
    asked = claims_of(connection, said)
    near: dict[int, set[int]] = {}
    beside = _by_article(connection, {one.article for one in asked.values()})
    for one in asked.values():
        near[one.id] = set(beside.get(one.article, ()))
        near[one.id].update(_worded(ledger, connection, one, behind=True))
    known = claims_of(connection, {key for keys in near.values() for key in keys} - asked.keys()) | asked
    rarity = Rarity([one.every for one in known.values()])
    found = {
        key
        for one in asked.values()
        for key in near[one.id]
        if (claim := known.get(key)) is not None
        and (link := disputing.link(claim, one, rarity)) is not None
        and link.probability >= _GOES_ON
    }
    return sorted(found, reverse=True)[:most]


def _by_article(connection: Connection, article_ids: Collection[int]) -> dict[int, list[int]]:
    """The statements of these articles."""
    found: dict[int, list[int]] = {}
    ordered = sorted(article_ids)
    for begun in range(0, len(ordered), _AT_ONCE):
        here = attributions.c.article_id.in_(ordered[begun : begun + _AT_ONCE])
        wanted = select(attributions.c.id, attributions.c.article_id).where(
            here, attributions.c.current, attributions.c.status != "rejected"
        )
        for row in connection.execute(wanted):
            found.setdefault(row.article_id, []).append(row.id)
    return found


def _worded(ledger: Ledger, connection: Connection, claim: Claim, *, behind: bool) -> list[int]:
    """Statements that share two of a claim's longest words, of the months around it."""
    node = _node(claim)
    if node is None:
        return []
    wanted = ledger.store.search(_current(), node, _months(claim.published, behind=behind))
    return list(connection.execute(wanted.limit(_CANDIDATES)).scalars())


def _of_event(ledger: Ledger, connection: Connection, claim: Claim) -> Iterator[int]:
    """The statements of articles on the event, published before, that have a word of the answer in them or by
    which it names somebody.
    """
    event = [node for name in sorted(claim.about.names, key=_longest)[:_NAMES] if (node := _word(name))]
    told = {
        word for one in claim.clauses if claim.answers or claim.insists or one.negated for word in one.words
    }
    ordered = [*sorted(claim.names, key=_longest), *sorted(told, key=_longest)][:_WORDS]
    words = [node for word in ordered if (node := _word(word))]
    if not event or not words:
        return
    wanted = select(articles.c.id).where(articles.c.current, articles.c.id != claim.article)
    if claim.published:
        wanted = wanted.where(articles.c.published <= f"{claim.published}~")
    met = ledger.store.search_articles(wanted, And((Or(tuple(event)), Or(tuple(words)))))
    ids = list(connection.execute(met.limit(_ARTICLES)).scalars())
    yield from (key for keys in _by_article(connection, ids).values() for key in keys)


def _longest(word: str) -> tuple[int, str]:
    return (-len(word), word)


def _node(claim: Claim) -> Node | None:
    """What is searched for: two of the longest words of a clause that answers, of any clause if none does."""
    deciding = [one for one in claim.clauses if one.negated or one.untrue]
    clauses = claim.clauses if claim.answers or not deciding else deciding
    nodes = [node for one in clauses[:_CLAUSES] if (node := _pairs(one, claim.names)) is not None]
    if not nodes:
        return None
    return nodes[0] if len(nodes) == 1 else Or(tuple(nodes))


def _pairs(clause: Clause, names: frozenset[str]) -> Node | None:
    wanted = dict.fromkeys(word for word in clause.words if stem(word) not in names)
    longest = sorted(wanted, key=_longest)[:_WORDS]
    nodes = [node for word in longest if (node := _word(word)) is not None]
    if len(nodes) < 2:
        return nodes[0] if nodes else None
    return Or(tuple(And((one, other)) for place, one in enumerate(nodes) for other in nodes[place + 1 :]))


def _word(word: str) -> Node | None:
    """A word as it stands, or as its other forms begin."""
    found = tuple(runs(word.replace("’", "'").removesuffix("'s")))
    if not found or (word[0].isdigit() and len(word) < 2):
        return None
    begun = stem(word).removesuffix("y")
    if word[0].isdigit() or len(begun) < 3:
        return Phrase(found)
    return Or((Phrase(found), Phrase(tuple(runs(begun)), prefix=True)))


def _months(published: str | None, *, behind: bool) -> list[list[str]]:
    """Tags of the months around a claim: from two before, ``behind`` to two after; none without a date."""
    if published is None or len(published) < 7 or not published[:4].isdigit():
        return []
    year, month = int(published[:4]), int(published[5:7])
    last = (year * 12 + month - 1) + (2 if behind else 0)
    first = last - 2
    tags = tagging.of_dates(f"{first // 12:04}-{first % 12 + 1:02}", f"{last // 12:04}-{last % 12 + 1:02}")
    return [tags] if tags else []


def _answers(ledger: Ledger, connection: Connection, ids: Iterable[int]) -> list[_Linked]:
    """What these statements answer, those that answer something."""
    asked = claims_of(connection, set(ids))
    beside = _by_article(connection, {one.article for one in asked.values()})
    wanted: dict[int, set[int]] = {}
    for one in asked.values():
        wanted[one.id] = set(beside.get(one.article, ()))
        if _may_answer(one):
            wanted[one.id].update(_worded(ledger, connection, one, behind=False))
            wanted[one.id].update(_of_event(ledger, connection, one))
    known = asked | claims_of(connection, {key for keys in wanted.values() for key in keys} - asked.keys())
    rarity = Rarity([one.every for one in known.values()])
    found = []
    for one in asked.values():
        best = _best(one, [known[key] for key in sorted(wanted[one.id]) if key in known], rarity)
        if best is not None:
            found.append(best)
    return found + _continued(asked, found, rarity)


def _may_answer(one: Claim) -> bool:
    return one.answers or one.insists or any(clause.negated for clause in one.clauses)


def _best(one: Claim, candidates: Sequence[Claim], rarity: Rarity) -> _Linked | None:
    """What a claim answers most probably; of statements that say the same, the earliest."""
    met = [
        _Linked(one, other, link)
        for other in candidates
        if other.parent != one.id and one.parent != other.id
        if (link := disputing.link(one, other, rarity)) is not None
    ]
    likely = [linked for linked in met if linked.link.probability >= disputing.LIKELY]
    if not likely:
        return None
    best = max(likely, key=lambda linked: (linked.link.probability, -linked.answered.id))
    same = [linked for linked in likely if _repeats(linked.answered, best.answered)]
    return min(same, key=lambda linked: _time(linked.answered))


def _repeats(one: Claim, other: Claim) -> bool:
    """Whether two claims say the same in nearly the same words."""
    shared, both = one.every & other.every, one.every | other.every
    return one.id == other.id or (bool(both) and len(shared) / len(both) >= 0.6)


def _time(one: Claim) -> tuple[bool, str, int]:
    return (one.published is None, one.published or "", one.id)


def _continued(asked: dict[int, Claim], found: Sequence[_Linked], rarity: Rarity) -> list[_Linked]:
    """Whoever answered something and goes on to call it untrue, or to say the opposite, answers it twice."""
    linked = {(one.answer.article, one.answer.order): one for one in found}
    out = []
    for claim in asked.values():
        before = linked.get((claim.article, claim.order - 1))
        if before is None or (claim.article, claim.order) in linked:
            continue
        if not (claim.speakers & before.answer.speakers and before.answer.answers):
            continue
        met = disputing.link(claim, before.answered, rarity)
        shared = claim.every & (before.answered.every | before.answer.every)
        told_on = len(shared) > 1 and claim.stance not in _NO_ANSWER
        if claim.calls or told_on or (met is not None and met.probability >= _GOES_ON):
            told = met.evidence if met is not None else before.link.evidence
            evidence = (("goes on from", f"#{before.answer.id}"), *told)
            out.append(
                _Linked(
                    claim, before.answered, disputing.Link(before.link.probability * _GOES_ON_LOSS, evidence)
                )
            )
    return out


def _once(found: Sequence[_Linked]) -> list[_Linked]:
    """Each link once: the earliest of answers that say the same of the same."""
    kept: list[_Linked] = []
    whole = {one.answer.id for one in found}
    found = [one for one in found if one.answer.parent not in whole]  # what stands in an answer is part of it
    found = _one_way(found)
    for one in sorted(found, key=lambda linked: _time(linked.answer)):
        if not any(
            one.answer.id == other.answer.id
            or (
                one.answer.speakers == other.answer.speakers
                and _repeats(one.answer, other.answer)
                and _repeats(one.answered, other.answered)
            )
            for other in kept
        ):
            kept.append(one)
    return kept


def _one_way(found: Sequence[_Linked]) -> list[_Linked]:
    """Of two statements that answer one another, the one that denies or negates is the answer."""
    pairs = {(one.answer.id, one.answered.id): one for one in found}
    kept = []
    for (answer, answered), one in pairs.items():
        back = pairs.get((answered, answer))
        if back is None or not (_may_answer(back.answer) and not _may_answer(one.answer)):
            kept.append(one)
    return kept


def _shown(connection: Connection, found: Sequence[_Linked]) -> tuple[Dispute, ...]:
    ids = {claim.id for one in found for claim in (one.answer, one.answered)}
    told = {one.id: one for one in by_ids(connection, sorted(ids))}
    return tuple(_dispute(told[one.answer.id], told[one.answered.id], one.link) for one in found)


def _dispute(answer: Statement, answered: Statement, link: Link) -> Dispute:
    text = " ".join((answered.sentence, answer.sentence, answered.title or "", answer.title or ""))
    return Dispute(answer, answered, round(link.probability, 3), readable(link.evidence, text))
