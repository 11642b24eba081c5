"""An article for its page: text with its marks, the statements in it, where it came from."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from onrecord.errors import NotRecordedError
from onrecord.exports import checklist, who, words
from onrecord.exports.segments import LayerKind
from onrecord.records import Block, QuotedKind
from onrecord.web.views.cards import Card, cards, voice
from onrecord.web.views.marked import Paragraph, only, paragraphs, stretches

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.answers.articles import Kept
    from onrecord.answers.values import Withdrawal
    from onrecord.desk import Ledger
    from onrecord.records import Furniture, Record

#: Characters on one page: about 5,000 words. With two statements in each paragraph of 60 words that is 6,500
#: elements, which Chromium has ready 0.35 s after the first byte; 60,000, 120,000 and 240,000 characters took
#: 0.45, 0.65 and 1.25 s, and the panel beside the text has hundreds of cards then (two busy cores).
PART: Final = 30_000
#: So many speakers are listed beside an article; one with more is a roll call.
SPEAKERS: Final = 40
#: The layers in the order of their switches, those first that are shown unless one says otherwise.
LAYERS: Final = (LayerKind.FIGURE, LayerKind.DATE, LayerKind.NARRATION, LayerKind.MARKS)
SHOWN: Final = frozenset({"figure", "date"})
#: An article of more characters takes a second and more to be read back, so that the last few of them are
#: kept: whoever reads one goes on to its next part.
_LONG_CHARS: Final = 200_000
_LONG_KEPT: Final = 3
_LONG: Final[OrderedDict[tuple[Any, ...], _Whole]] = OrderedDict()
_LOCK: Final = threading.Lock()


@dataclass(frozen=True, slots=True)
class Speaking:
    """A speaker of the article, or several that are told of alike, and the numbers of what they say."""

    heading: str
    person_id: int | None
    about: tuple[str, ...]
    also: tuple[str, ...]
    statements: tuple[tuple[int, int], ...]  # number in the article, id


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article's page: ``part`` of ``parts``, and ``cards``, the statements that begin in it.

    ``chosen`` is the id of one of them. ``layers`` count what there is of each layer in the whole article,
    ``shown`` are those switched on. Of a withdrawn article it has only what the ledger may still know.
    """

    id: int
    title: str
    outlet: str | None
    outlet_id: int | None
    authors: tuple[str, ...]
    published: str | None
    url: str | None
    language: str | None
    kept: Kept
    notes: tuple[str, ...]
    withdrawn: Withdrawal | None
    words: int
    tally: str
    share: str
    headline: tuple[str, ...]
    part: int = 1
    parts: int = 1
    chosen: int | None = None
    shown: tuple[str, ...] = ()
    layers: dict[str, int] | None = None
    paragraphs: tuple[Paragraph, ...] = ()
    cards: tuple[Card, ...] = ()
    speakers: tuple[Speaking, ...] = ()
    more_speakers: int = 0

    @property
    def ids(self) -> dict[int, int]:
        """For the number of each statement on the page its id."""
        return {card.number: card.id for card in self.cards}

    @property
    def chosen_number(self) -> int | None:
        """The number of the chosen statement."""
        return next((card.number for card in self.cards if card.id == self.chosen), None)


def article(
    ledger: Ledger,
    kept: Kept,
    *,
    part: int = 1,
    statement: int | None = None,
    shown: Sequence[str] | None = None,
) -> ArticleView:
    """An article, of which the ledger knows ``kept`` at this moment. Raises NotRecordedError.

    The part that ``statement`` begins in, where that is given. ``shown`` are the layers that are switched on,
    None for what is shown unless one says otherwise.
    """
    if kept.withdrawn is not None:
        return _withdrawn(kept)
    return _view(_whole(ledger, kept), kept, part, statement, shown)


def switched_on(shown: Sequence[str] | None) -> tuple[str, ...]:
    """The layers that are shown, in their order, where these are asked for."""
    return tuple(kind.value for kind in LAYERS if kind.value in (SHOWN if shown is None else shown))


def _withdrawn(kept: Kept) -> ArticleView:
    return ArticleView(
        *(kept.id, "A withdrawn article", kept.outlet, kept.outlet_id, (), kept.published, kept.url, None),
        *(kept, (), kept.withdrawn, 0, "", "", ()),
    )


@dataclass(frozen=True, slots=True)
class _Whole:
    """What is the same on every part of an article's page."""

    record: Record
    pages: tuple[tuple[Block | Furniture, ...], ...]
    words: int
    tally: str
    share: str
    headline: tuple[str, ...]
    layers: dict[str, int]
    speakers: tuple[Speaking, ...]


def _whole(ledger: Ledger, kept: Kept) -> _Whole:
    """The article, read back and counted; of the longest read, the last few are at hand."""
    key = _key(ledger, kept)
    with _LOCK:
        held = _LONG.get(key)
        if held is not None:
            _LONG.move_to_end(key)
            return held
    whole = _made(ledger.record_of(kept.id), kept)
    if len(whole.record.article.text) > _LONG_CHARS:
        with _LOCK:
            _LONG[key] = whole
            while len(_LONG) > _LONG_KEPT:
                _LONG.popitem(last=False)
    return whole


def _key(ledger: Ledger, kept: Kept) -> tuple[Any, ...]:
    """Another one as soon as anything that is read back of the article may be another."""
    acts = tuple((act.id, act.undone) for acts in kept.corrections.values() for act in acts)
    people = hash(tuple(kept.people.items()))
    said = hash((kept.statement_ids, kept.digests))
    return (ledger.name, kept.id, kept.digest, kept.read_at, said, acts, people)


def _made(record: Record, kept: Kept) -> _Whole:
    found = record.article
    return _Whole(
        record,
        tuple(stretches(record, PART)),
        sum(len(block.span.of(found.text).split()) for block in found.blocks),
        words.tally(record),
        checklist.share_of_words(record),
        tuple(checklist.headline_lines(record)) if record.attributions else (),
        _counts(record),
        _speakers(record, kept),
    )


def _view(
    whole: _Whole, kept: Kept, part: int, statement: int | None, shown: Sequence[str] | None
) -> ArticleView:
    record, pages, speakers = whole.record, whole.pages, whole.speakers
    found = record.article
    places = {one: place for place, one in enumerate(kept.statement_ids)}
    if statement is not None:
        part = _part_of(pages, record, places.get(statement)) or part
    if not 1 <= part <= len(pages):
        raise NotRecordedError(
            f"article {kept.id}: has no part {part}; expected 1 to {len(pages)}; begin with the first"
        )
    here = only(record, pages[part - 1])
    return ArticleView(
        id=kept.id,
        title=words.title_of(record),
        outlet=found.outlet,
        outlet_id=kept.outlet_id,
        authors=found.authors,
        published=found.published,
        url=found.url or kept.url,
        language=found.language,
        kept=kept,
        notes=record.notes,
        withdrawn=None,
        words=whole.words,
        tally=whole.tally,
        share=whole.share,
        headline=whole.headline,
        part=part,
        parts=len(pages),
        chosen=statement if statement in places else None,
        shown=switched_on(shown),
        layers=whole.layers,
        paragraphs=paragraphs(here),
        cards=tuple(cards(record, kept, _beginning_in(pages[part - 1], record))),
        speakers=speakers[:SPEAKERS],
        more_speakers=max(0, len(speakers) - SPEAKERS),
    )


def _part_of(pages: Sequence[Sequence[Block | Furniture]], record: Record, place: int | None) -> int | None:
    """The number of the part in which an attribution's words begin; None where there is no such one."""
    if place is None:
        return None
    at = record.attributions[place].content[0].start
    return max((i for i, page in enumerate(pages, 1) if page and page[0].span.start <= at), default=1)


def _beginning_in(page: Sequence[Block | Furniture], record: Record) -> list[int]:
    if not page:
        return []
    first, last = page[0].span.start, page[-1].span.end
    return [i for i, one in enumerate(record.attributions) if first <= one.content[0].start < last]


def _counts(record: Record) -> dict[str, int]:
    """How much there is of each layer."""
    arm = sum(one.kind not in (QuotedKind.QUOTATION, QuotedKind.OTHER) for one in record.quoted)
    numbers = (len(record.figures), len(record.dates), len(record.narration), arm)
    return {kind.value: number for kind, number in zip(LAYERS, numbers, strict=True)}


def _speakers(record: Record, kept: Kept) -> tuple[Speaking, ...]:
    """Who speaks, whoever says most first."""
    found = []
    for group in who.groups(record):
        statements = tuple((i + 1, kept.statement_ids[i]) for i in group.statements)
        said = record.attributions[group.statements[0]]
        persons = [
            one.person_id
            for one in (voice(record, kept, index) for index in said.speakers)
            if one.name == group.heading
        ]
        found.append(
            Speaking(group.heading, persons[0] if persons else None, group.about, group.also, statements)
        )
    return tuple(found)
