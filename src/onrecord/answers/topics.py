"""Figures about one thing: each value, according to whom, in which articles, since when.

What is compared is found at question time, among a bounded number of articles: those with the words asked
for, or the newest. Nothing is said on which value is right.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Final, NamedTuple

from sqlalchemy import select

from onrecord.answers.ask import by_ids
from onrecord.answers.briefs import briefs
from onrecord.answers.comparisons import FigureReport, FigureTopic, FigureValue
from onrecord.answers.filters import Filters, chosen, dated, with_query
from onrecord.answers.given import Source, sources
from onrecord.answers.readable import readable
from onrecord.compare import grouping
from onrecord.compare.quantities import agree
from onrecord.errors import UsageError
from onrecord.ledger import query as queries
from onrecord.ledger.folding import runs
from onrecord.ledger.tables import articles, readings
from onrecord.ledger.tables import figures as figures_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import Any

    from sqlalchemy import Connection, Select

    from onrecord.answers.comparisons import ArticleBrief
    from onrecord.answers.filters import Chosen
    from onrecord.compare.grouping import Pair
    from onrecord.ledger.ledger import Ledger
    from onrecord.ledger.query import Node

LIMIT: Final = 20
#: Articles whose figures are put beside one another by one question, the newest of those with the words.
MOST_ARTICLES: Final = 400
#: What a table shows of the words around a number.
_LONGEST: Final = 140


class _Topic(NamedTuple):
    """Figures about one thing by their places among the sources; ``conflicts`` are pairs that cannot both
    be, ``match`` is how much of the query stands in their sentences and titles (0 to 1).
    """

    places: tuple[int, ...]
    conflicts: tuple[tuple[int, int], ...]
    match: float


def figures(
    ledger: Ledger,
    query: str = "",
    *,
    filters: Filters | None = None,
    conflicts_only: bool = False,
    limit: int = LIMIT,
) -> tuple[FigureTopic, ...]:
    """What there are figures of, those in conflict first; ``query`` as for ``ask.search``, "" for all.

    With words, figures that one article alone gives come last. Of filters, outlet, since, until, speaker and
    figure count. Raises UsageError, NotRecordedError.
    """
    if not limit >= 1:
        raise UsageError(f"limit {limit}: expected 1 or more; leave it out for {LIMIT}")
    asked = queries.parse(query) if query.strip() else queries.Query(None)
    picked = with_query(filters or Filters(), asked)
    for name in ("kind", "stance", "spoken_since", "spoken_until"):
        if getattr(picked, name) is not None:
            raise UsageError(
                f"{name} {getattr(picked, name)!r}: does not narrow figures; expected outlet, since, until, "
                "speaker or figure; leave it out"
            )
    with ledger.reading() as connection:
        looked = chosen(connection, picked)
        found = sources(connection, _articles(ledger, connection, asked.words, looked))
        pairs = grouping.pairs([one.given for one in found])
        topics = _topics(connection, found, pairs, asked.words, looked, conflicts_only=conflicts_only)
        return _shown(connection, found, pairs, topics[:limit])


def conflicts(ledger: Ledger) -> Iterator[tuple[FigureReport, FigureReport, float]]:
    """Every two figures of the ledger that are about one thing and cannot both be, with the probability that
    they are about one thing. Articles are taken in the order of time, so many at once.
    """
    seen = set()
    with ledger.reading() as connection:
        wanted = select(articles.c.id).where(articles.c.current)
        ordered = wanted.order_by(articles.c.published.asc().nulls_last(), articles.c.id)
        ids = list(connection.execute(ordered).scalars())
        for begun in range(0, max(1, len(ids) - MOST_ARTICLES // 2), MOST_ARTICLES // 2):
            found = sources(connection, sorted(ids[begun : begun + MOST_ARTICLES]))
            pairs = grouping.pairs([one.given for one in found])
            likely = {(pair.first, pair.second): pair.likeness.probability for pair in pairs}
            for places in grouping.groups(pairs, len(found)):
                for first, second in _conflicts(found, places):
                    one, other = found[first], found[second]
                    key = (one.article_id, one.span.start, other.article_id, other.span.start)
                    if key not in seen:
                        seen.add(key)
                        reports = _reports(connection, (one, other))
                        sure = likely.get((first, second), _mean(likely, places))
                        yield reports[first_key(one)], reports[first_key(other)], sure


def first_key(one: Source) -> tuple[int, int]:
    """Where a figure stands: its article and its first character."""
    return one.article_id, one.span.start


def _articles(ledger: Ledger, connection: Connection, words: Node | None, looked: Chosen) -> list[int]:
    """The newest articles with the words asked for; with none, the newest that give a figure."""
    wanted = dated(select(articles.c.id).where(articles.c.current), looked.filters, articles.c.published)
    if looked.outlets is not None:
        wanted = wanted.where(articles.c.outlet_id.in_(looked.outlets))
    if looked.people is not None or looked.filters.figure is not None:
        wanted = wanted.where(_gives(looked).exists())
    if words is not None:
        wanted = ledger.store.search_articles(wanted, words)
    else:
        wanted = wanted.order_by(articles.c.published.desc().nulls_last(), articles.c.id.desc())
    return sorted(connection.execute(wanted.limit(MOST_ARTICLES)).scalars())


def _gives(looked: Chosen) -> Select[Any]:
    """A figure of an article, of the noun or unit asked for."""
    given = (
        select(figures_table.c.ord)
        .join(readings, readings.c.id == figures_table.c.reading_id)
        .where(readings.c.article_id == articles.c.id, readings.c.current)
    )
    asked = looked.filters.figure
    if asked is None or asked == "any":
        return given
    noun, unit = figures_table.c.noun, figures_table.c.unit
    return given.where((noun == asked.lower()) | unit.in_((asked, asked.lower(), asked.upper())))


def _topics(
    connection: Connection,
    found: Sequence[Source],
    pairs: Sequence[Pair],
    words: Node | None,
    looked: Chosen,
    *,
    conflicts_only: bool,
) -> list[_Topic]:
    grouped = [tuple(places) for places in grouping.groups(pairs, len(found))]
    topics = [_Topic(places, tuple(_conflicts(found, places)), 0.0) for places in grouped]
    if conflicts_only:
        topics = [topic for topic in topics if topic.conflicts]
    elif words is not None:
        alone = set(range(len(found))) - {place for places in grouped for place in places}
        topics += [_Topic((place,), (), 0.0) for place in sorted(alone)]
    topics = [topic for topic in topics if _asked_for(found, topic, looked)]
    if words is not None:
        titles = {
            key: brief.title
            for key, brief in briefs(connection, sorted({o.article_id for o in found})).items()
        }
        topics = [topic._replace(match=_match(found, topic, words, titles)) for topic in topics]
    return sorted(topics, key=lambda topic: (*_rank(found, topic), topic.places))


def _rank(found: Sequence[Source], topic: _Topic) -> tuple[float, ...]:
    """Those in whose sentences the words stand, those in conflict, those that most articles tell of."""
    told = len({found[place].article_id for place in topic.places})
    return (-topic.match, -bool(topic.conflicts), -told, -len(topic.conflicts))


def _asked_for(found: Sequence[Source], topic: _Topic, looked: Chosen) -> bool:
    people, figure = looked.people, looked.filters.figure
    if people is not None and not any(found[place].given.speakers & set(people) for place in topic.places):
        return False
    if figure is None or figure == "any":
        return True
    told = {(found[place].noun, found[place].given.told.quantity.unit) for place in topic.places}
    wanted = {figure, figure.lower(), figure.upper()}
    return any(noun == figure.lower() or unit in wanted for noun, unit in told)


def _match(found: Sequence[Source], topic: _Topic, words: Node, titles: Mapping[int, str | None]) -> float:
    """In what part of a topic's sentences the words stand, at least one of them (0.5), or all (1)."""
    best = 0.0
    for place in topic.places:
        source = found[place]
        told = runs(f"{titles.get(source.article_id) or ''} {source.sentence}")
        asked = list(_phrases(words))
        met = sum(_stands(phrase, told) for phrase in asked)
        here = sum(_stands(phrase, runs(source.sentence)) for phrase in asked)
        best = max(best, (met + here) / (2 * len(asked)) if asked else 0.0)
    return round(best, 2)


def _phrases(node: Node) -> Iterator[queries.Phrase]:
    if isinstance(node, queries.Phrase):
        yield node
    elif not isinstance(node, queries.Not):
        for part in node.parts:
            yield from _phrases(part)


def _stands(phrase: queries.Phrase, told: Sequence[str]) -> bool:
    size = len(phrase.words)
    for at in range(len(told) - size + 1):
        here = tuple(told[at : at + size])
        last = here[-1].startswith(phrase.words[-1]) if phrase.prefix else here[-1] == phrase.words[-1]
        if here[:-1] == phrase.words[:-1] and last:
            return True
    return False


def _conflicts(found: Sequence[Source], places: Sequence[int]) -> Iterator[tuple[int, int]]:
    for first, second in combinations(places, 2):
        if agree(found[first].given.told.quantity, found[second].given.told.quantity) is False:
            yield first, second


def _mean(likely: Mapping[tuple[int, int], float], places: Sequence[int]) -> float:
    """How probable it is of a group that its figures are about one thing: the average of what is known."""
    known = [likely[pair] for pair in combinations(places, 2) if pair in likely]
    return sum(known) / len(known) if known else 1.0


def _shown(
    connection: Connection, found: Sequence[Source], pairs: Sequence[Pair], topics: Sequence[_Topic]
) -> tuple[FigureTopic, ...]:
    shown = [found[place] for topic in topics for place in topic.places]
    reports = _reports(connection, shown)
    by_places = {(pair.first, pair.second): pair for pair in pairs}
    return tuple(_topic(found, topic, reports, by_places) for topic in topics)


def _topic(
    found: Sequence[Source],
    topic: _Topic,
    reports: Mapping[tuple[int, int], FigureReport],
    pairs: Mapping[tuple[int, int], Pair],
) -> FigureTopic:
    by_value: dict[tuple[object, ...], list[int]] = {}
    ordered = sorted(topic.places, key=lambda place: _time(reports[first_key(found[place])]))
    for place in ordered:
        quantity = found[place].given.told.quantity
        by_value.setdefault(
            (quantity.bound, quantity.value, quantity.low, quantity.high, quantity.unit), []
        ).append(place)
    values = [
        _value(found[places[0]], [reports[first_key(found[place])] for place in places])
        for places in by_value.values()
    ]
    at = {place: index for index, places in enumerate(by_value.values()) for place in places}
    apart = sorted({tuple(sorted((at[one], at[other]))) for one, other in topic.conflicts})
    known = [pairs[pair] for pair in combinations(topic.places, 2) if pair in pairs]
    deciding = [pair for pair in known if (pair.first, pair.second) in topic.conflicts] or known
    best = max(deciding, key=lambda pair: pair.likeness.probability, default=None)
    sure = sum(pair.likeness.probability for pair in deciding) / len(deciding) if deciding else 1.0
    return FigureTopic(
        _what(found[ordered[0]]),
        tuple(values),
        tuple((one, other) for one, other in apart),
        round(sure, 3),
        readable(best.likeness.evidence, found[best.first].text) if best else (),
    )


def _value(first: Source, reports: Sequence[FigureReport]) -> FigureValue:
    quantity = first.given.told.quantity
    return FigureValue(
        words=first.words,
        value=quantity.value,
        low=quantity.low,
        high=quantity.high,
        bound=quantity.bound.value,
        unit=quantity.unit,
        since=reports[0].article.published,
        reports=tuple(reports),
    )


def _time(report: FigureReport) -> tuple[bool, str, int, int]:
    published = report.article.published
    return (published is None, published or "", report.article.id, report.at.start)


def _what(one: Source) -> str:
    """The words around the number, a gap in its place: "… injured people had been admitted"."""
    told = " ".join(one.subject.replace(one.words, " … ", 1).split()).strip("\"“”'‘’.,;: ")
    told = told.removeprefix("that ")
    return told if len(told) <= _LONGEST else f"{told[: _LONGEST - 1].rstrip()}…"


def _reports(connection: Connection, shown: Iterable[Source]) -> dict[tuple[int, int], FigureReport]:
    shown = list(shown)
    ids = {one.attribution_id for one in shown if one.attribution_id is not None}
    told = {one.id: one for one in by_ids(connection, sorted(ids))}
    where: dict[int, ArticleBrief] = briefs(connection, sorted({one.article_id for one in shown}))
    return {
        first_key(one): FigureReport(
            where[one.article_id],
            told.get(one.attribution_id) if one.attribution_id is not None else None,
            one.span,
            one.words,
            one.sentence,
        )
        for one in shown
    }
