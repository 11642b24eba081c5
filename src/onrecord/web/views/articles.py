"""An article for its page: text with its marks, the statements in it, where it came from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from onrecord.answers import articles as stored
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

#: Characters on one page: about 5,000 words, which a browser lays out at once. With 60,000 and a statement
#: in each sentence, Chromium on two cores took over a second to the first paint.
PART: Final = 30_000
#: So many speakers are listed beside an article; one with more is a roll call.
SPEAKERS: Final = 40
#: The layers in the order of their switches, those first that are shown unless one says otherwise.
LAYERS: Final = (LayerKind.FIGURE, LayerKind.DATE, LayerKind.NARRATION, LayerKind.MARKS)
SHOWN: Final = frozenset({"figure", "date"})


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
    article_id: int,
    *,
    part: int = 1,
    statement: int | None = None,
    shown: Sequence[str] | None = None,
) -> ArticleView:
    """An article; the part that ``statement`` begins in, where that is given. Raises NotRecordedError.

    ``shown`` are the layers that are switched on, None for what is shown unless one says otherwise.
    """
    kept = stored.kept(ledger, article_id)
    if kept.withdrawn is not None:
        return _withdrawn(kept)
    return _view(ledger.record_of(article_id), kept, part, statement, shown)


def _withdrawn(kept: Kept) -> ArticleView:
    return ArticleView(
        *(kept.id, "A withdrawn article", kept.outlet, kept.outlet_id, (), kept.published, kept.url, None),
        *(kept, (), kept.withdrawn, 0, "", "", ()),
    )


def _view(
    record: Record, kept: Kept, part: int, statement: int | None, shown: Sequence[str] | None
) -> ArticleView:
    found = record.article
    places = {one: place for place, one in enumerate(kept.statement_ids)}
    pages = stretches(record, PART)
    if statement is not None:
        part = _part_of(pages, record, places.get(statement)) or part
    if not 1 <= part <= len(pages):
        raise NotRecordedError(
            f"article {kept.id}: has no part {part}; expected 1 to {len(pages)}; begin with the first"
        )
    here = only(record, pages[part - 1])
    speakers = _speakers(record, kept)
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
        words=sum(len(block.span.of(found.text).split()) for block in found.blocks),
        tally=words.tally(record),
        share=checklist.share_of_words(record),
        headline=tuple(checklist.headline_lines(record)) if record.attributions else (),
        part=part,
        parts=len(pages),
        chosen=statement if statement in places else None,
        shown=tuple(kind.value for kind in LAYERS if kind.value in (SHOWN if shown is None else shown)),
        layers=_counts(record),
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
