"""A draft's quotations, found in the ledger: verbatim, altered, from somebody else, or not at all."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import select

from onrecord.answers import finding
from onrecord.answers.comparisons import Checked, DraftOutcome
from onrecord.answers.statements import selection, statements
from onrecord.answers.values import Named, Statement
from onrecord.compare.changes import difference
from onrecord.compare.fingerprints import wording_of
from onrecord.compare.quoting import Quoting, quoting, sentences
from onrecord.compare.speakers import same_speaker
from onrecord.compare.values import ChangeKind, Difference
from onrecord.compare.words import words_of
from onrecord.ledger import comparing
from onrecord.ledger.codec import GAP
from onrecord.ledger.tables import attributions
from onrecord.records import Quotation, QuotedKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sqlalchemy import Connection, Row

    from onrecord.compare.words import Word
    from onrecord.ledger.ledger import Ledger
    from onrecord.records import Record, Span

#: Candidates that are aligned word by word: those that have most content words of the quotation.
_ALIGNED: Final = 40
#: Words left out before and behind are no alteration: every quotation is a piece of what was said.
_PIECE: Final = (ChangeKind.SHORTENED_START, ChangeKind.SHORTENED_END)
_SURE: Final = 0.99
#: From so much of its words on, a statement of the same speaker is nearer than somebody else's with all.
_NEARLY: Final = 0.85
#: How much of a stretch in marks an attribution's content has that it is the content of.
_COVERED: Final = 0.5
#: Sentences of one quotation that are looked for one by one.
_SENTENCES: Final = 12
#: How sure a match is where either side does not say who speaks.
_UNNAMED: Final = 0.9


@dataclass(frozen=True, slots=True)
class Asked:
    """A quotation of a draft: where it stands, its words, who says it; ``quotation`` is how it is quoted."""

    at: tuple[Span, ...]
    words: str
    quotation: str
    speakers: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class _Match:
    """A statement beside a quotation. ``same`` is None where either side does not say who speaks; ``named``:
    the draft does.
    """

    statement: Statement
    quoting: Quoting
    same: bool | None
    named: bool

    @property
    def outcome(self) -> DraftOutcome:
        """What it makes of the quotation."""
        if self.same is False:
            return DraftOutcome.OTHER_SPEAKER if self.quoting.near_other else DraftOutcome.NOT_FOUND
        if self.quoting.verbatim and self.quoting.in_marks:
            return DraftOutcome.VERBATIM
        return DraftOutcome.ALTERED if self.quoting.near else DraftOutcome.NOT_FOUND

    @property
    def sure(self) -> float:
        """How sure the match is."""
        return round((_SURE if self.same is not None else _UNNAMED) * (0.5 + self.quoting.share / 2), 3)

    @property
    def tier(self) -> int:
        """Which of two statements tells more of the quotation: 0 the most, 7 nothing.

        The same words of the same speaker; nearly the same of the same speaker; the same words of somebody
        else; of nobody who is named; then what is less alike.
        """
        if self.outcome is DraftOutcome.NOT_FOUND:
            return 7
        if self.quoting.verbatim:
            return {True: 0, False: 2, None: 3 if self.named else 0}[self.same]
        if self.same and self.quoting.share >= _NEARLY:
            return 1
        return {True: 4, None: 5, False: 6}[self.same]

    @property
    def rank(self) -> tuple[int, bool, float, bool, str, int]:
        """What comes first when sorted: what tells most, what is quoted there too, most words; among equals
        the earliest.
        """
        date = self.statement.published or "~"
        reported = self.statement.quotation == Quotation.INDIRECT
        return self.tier, not self.quoting.in_marks, -self.quoting.share, reported, date, self.statement.id


def check(
    ledger: Ledger,
    draft: Record,
    *,
    everything: bool = False,
    told: Callable[[], object] = lambda: None,
) -> tuple[Checked, ...]:
    """What the ledger says of each quotation of a draft, in reading order; nothing of the draft is stored.

    ``everything``: words that are reported without quotation marks, too. ``told`` is called after each.
    """
    comparing.bring_up(ledger)
    answers = []
    with ledger.reading() as connection:
        for asked in quotations(draft, everything=everything):
            answers.append(_checked(ledger, connection, asked))
            told()
    return tuple(answers)


def quotations(draft: Record, *, everything: bool = False) -> list[Asked]:
    """What is to be checked of a draft: every stretch in quotation marks that quotes somebody, those of one
    attribution together; with ``everything`` also what is attributed without marks.
    """
    stretches: dict[int | None, list[Span]] = defaultdict(list)
    for quoted in draft.quoted:
        if quoted.kind is QuotedKind.QUOTATION:
            stretches[_owner(draft, quoted.span)].append(quoted.span)
    found = [_asked(draft, (span,), None) for span in stretches.pop(None, [])]
    found += [_asked(draft, tuple(spans), owner) for owner, spans in stretches.items() if owner is not None]
    if everything:
        for index, attribution in enumerate(draft.attributions):
            if index not in stretches and attribution.quotation is Quotation.INDIRECT:
                found.append(_asked(draft, attribution.content, index, Quotation.INDIRECT))
    return sorted(found, key=lambda asked: asked.at)


def _owner(draft: Record, stretch: Span) -> int | None:
    """The attribution whose content a stretch is: of those that cover most of it the shortest."""
    best: tuple[float, int, int] | None = None
    for index, attribution in enumerate(draft.attributions):
        covered = sum(
            max(0, min(stretch.end, span.end) - max(stretch.start, span.start))
            for span in attribution.content
        ) / (stretch.end - stretch.start)
        size = sum(span.end - span.start for span in attribution.content)
        # What the content leaves of the marks themselves is no difference.
        rank = (round(covered, 1), -size, -index)
        if covered >= _COVERED and (best is None or rank > best):
            best = rank
    return None if best is None else -best[2]


def _asked(
    draft: Record, at: tuple[Span, ...], owner: int | None, quotation: Quotation = Quotation.DIRECT
) -> Asked:
    who = draft.speakers_of(draft.attributions[owner]) if owner is not None else ()
    words = GAP.join(span.of(draft.article.text) for span in at)
    return Asked(at, words, quotation.value, tuple(Named(one.name, one.kind.value) for one in who))


def _checked(ledger: Ledger, connection: Connection, asked: Asked) -> Checked:
    words = words_of(asked.words, asked.quotation)
    best = _best(ledger, connection, asked, words)
    outcome = best.outcome if best else DraftOutcome.NOT_FOUND
    if outcome is not DraftOutcome.VERBATIM and (piece := _in_pieces(ledger, connection, asked, words)):
        same = Difference((ChangeKind.IDENTICAL,), ())
        return Checked(
            asked.at, asked.words, asked.speakers, DraftOutcome.VERBATIM, piece.statement, same, piece.sure
        )
    if best is None or outcome is DraftOutcome.NOT_FOUND:
        nearest = best.quoting.share if best else 0.0
        sure = round(_SURE - nearest / 2, 3)
        return Checked(asked.at, asked.words, asked.speakers, DraftOutcome.NOT_FOUND, None, None, sure)
    changed = _difference(best.statement, asked, best)
    return Checked(asked.at, asked.words, asked.speakers, outcome, best.statement, changed, best.sure)


def _best(ledger: Ledger, connection: Connection, asked: Asked, words: Sequence[Word]) -> _Match | None:
    """The statement that a quotation is nearest to; None where none may hold it."""
    best: _Match | None = None
    looked_at: set[int] = set()
    meant = set(finding.people(connection, asked.speakers))
    found = finding.candidates(ledger, connection, asked.words, asked.quotation, asked.speakers)
    for asked_before, ids in enumerate(found):
        new = [one for one in ids if one not in looked_at]
        for match in _matches(connection, new, asked, words, meant):
            looked_at.add(match.statement.id)
            best = match if best is None or match.rank < best.rank else best
        # These very words of this speaker; once the speaker was looked for, of somebody else.
        if best is not None and best.tier in ((0, 2) if asked_before else (0,)):
            break
    return best


def _in_pieces(ledger: Ledger, connection: Connection, asked: Asked, words: Sequence[Word]) -> _Match | None:
    """The first statement, where each sentence of a quotation stands verbatim in some statement of one
    article by the same speaker: pages part what was said in one go otherwise than a draft does.
    """
    parts = sentences(words)
    if not 1 < len(parts) <= _SENTENCES:
        return None
    first: _Match | None = None
    for part in parts:
        words_here = asked.words[part[0].at.start : part[-1].at.end]
        best = _best(ledger, connection, replace(asked, words=words_here), part)
        if best is None or best.outcome is not DraftOutcome.VERBATIM:
            return None
        if first is not None and best.statement.article_id != first.statement.article_id:
            return None
        first = first or best
    return first


def _matches(
    connection: Connection, ids: Sequence[int], asked: Asked, words: Sequence[Word], meant: set[int]
) -> Iterator[_Match]:
    """Statements laid beside a quotation."""
    if not words or not ids:
        return
    for statement in statements(connection, _rows(connection, ids, asked)):
        there = wording_of(statement.content, _marks(statement)).words
        same = _same(asked.speakers, statement.speakers, meant)
        told = quoting(words, there, sentence=asked.words.lstrip("\"“‘'«„")[:1].isupper())
        yield _Match(statement, told, same, bool(asked.speakers))


def _rows(connection: Connection, ids: Sequence[int], asked: Asked) -> Sequence[Row[Any]]:
    """The rows of the candidates that have most of the words, those with content first."""
    sought = _bag(asked.words, asked.quotation)
    wanted = select(attributions.c.id, attributions.c.content, attributions.c.quotation)
    rows = connection.execute(wanted.where(attributions.c.id.in_(ids)))
    scored = [(len(sought & _bag(row.content, row.quotation)), row.id) for row in rows]
    chosen = [one for _, one in sorted(scored, reverse=True)[:_ALIGNED]]
    return connection.execute(
        selection().where(attributions.c.id.in_(chosen)).order_by(attributions.c.id)
    ).all()


def _bag(content: str, quotation: str) -> frozenset[str]:
    """The words of a content and, once more, the roots of those with content, which so count twice."""
    wording = wording_of(content, quotation)
    return frozenset(f"root {root}" for root in wording.roots) | {word.key for word in wording.words}


def _marks(statement: Statement) -> str:
    """How a statement is quoted; one whose content has a mark too few is quoted as a whole."""
    content = statement.content
    uneven = content.count('"') % 2 or content.count("“") != content.count("”")
    return Quotation.DIRECT.value if uneven else statement.quotation


def _same(draft: Sequence[Named], there: Sequence[Named], meant: set[int]) -> bool | None:
    """Whether a draft's speaker is a statement's: by the people of the ledger, else by the names."""
    told = same_speaker(draft, there)
    if told is not True and any(one.person_id in meant for one in there):
        return True
    return told


def _difference(found: Statement, asked: Asked, match: _Match) -> Difference:
    """What the draft changed, without what every quotation of a part leaves out."""
    whole = difference(
        found.content,
        asked.words,
        before_marks=_marks(found),
        after_marks=asked.quotation,
        same_speaker=match.same,
    )
    if match.outcome is DraftOutcome.VERBATIM:
        return replace(whole, kinds=(ChangeKind.IDENTICAL,))
    told = {kind for kind in whole.kinds if kind not in _PIECE} | {match.quoting.cut} - {None}
    kinds = tuple(kind for kind in ChangeKind if kind in told)
    return replace(whole, kinds=kinds or (ChangeKind.IDENTICAL,))
