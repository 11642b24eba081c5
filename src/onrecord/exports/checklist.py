"""What a record claims, in words: the same in the terminal, in HTML and in Markdown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from onrecord.analysis.claims import dates_normal, figures_normal
from onrecord.analysis.claims.figures import head_of
from onrecord.analysis.claims.headline import headline
from onrecord.analysis.claims.ranked import ranked
from onrecord.analysis.claims.shares import shares
from onrecord.exports import who, words
from onrecord.records import CheckReason, HeadlineOutcome, QuotedKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.analysis.claims.ranked import Claim
    from onrecord.records import Figure, HeadlineClaim, Record, TemporalExpression

THE_PAGE: Final = "the page itself"
NOTHING: Final = "Nothing that could be checked was found."
LEGEND: Final = "best first; 1.00 is most checkable, and nothing here says what is true"
NO_HEADLINE: Final = "attributes nothing"
_MOST_SHARES: Final = 6  # speakers whose share is told one by one
_LONGEST: Final = 600  # characters of a sentence that are shown: a pasted table may be one

_OUTCOMES: Final = {
    HeadlineOutcome.SAME: "the body attributes it too",
    HeadlineOutcome.OTHER_WORDS: "the body attributes it too, without the words in quotation marks",
    HeadlineOutcome.OTHER_STANCE: "the body attributes it in another stance",
    HeadlineOutcome.OTHER_SPEAKER: "the body gives it to somebody else",
    HeadlineOutcome.OWN_VOICE: "the body says it in its own voice",
    HeadlineOutcome.NOT_IN_BODY: "the body does not say it",
}
# What quotation marks may be there for other than somebody's words, in the order of the list.
MARKS: Final = {
    QuotedKind.SCARE: "at arm's length",
    QuotedKind.TITLE: "titles",
    QuotedKind.NAME: "names",
    QuotedKind.WORD: "words as words",
}
# Whole numbers that are easier to read with commas; longer ones are read by nobody.
_THOUSANDS: Final = re.compile(r"(?<![\d./])\d{4,30}(?![\d/])")
# Figures and dates have lines of their own, with their values.
_TOLD_APART: Final = frozenset({CheckReason.FIGURE, CheckReason.DATE})


class Line(NamedTuple):
    """A figure or a date: its words, what they come to, and its place among the record's."""

    label: str
    words: str
    normal: str
    place: int


class Entry(NamedTuple):
    """One thing to check: who answers for it, its sentence, the figures and dates in it, other reasons."""

    claim: Claim
    who: str
    statement: int | None
    sentence: str
    lines: tuple[Line, ...]
    reasons: str


def entries(record: Record) -> list[Entry]:
    """All of ``ranked``, in its order."""
    return [_entry(record, claim) for claim in ranked(record)]


def share_of_words(record: Record) -> str:
    """ "62% of 812 words are attributed, to 7 speakers, 5 of them named"."""
    found = shares(record)
    told = f"{found.share:.0%} of {words.counted(found.words, 'word')} attributed"
    if not found.attributed:
        return told
    return f"{told}, to {words.counted(found.speakers, 'speaker')}, {found.named} of them named"


def share_by_speaker(record: Record) -> str:
    """ "Ana Lund 24%, Tomas Reyes 8%, 3 others 5%"; empty where nothing is attributed."""
    found = shares(record).by_speaker
    told = [
        f"{words.one_line(record.speakers[one.speaker].name) if one.speaker is not None else 'not known'}"
        f" {one.share:.0%}"
        for one in found[:_MOST_SHARES]
    ]
    rest = found[_MOST_SHARES:]
    if rest:
        told.append(f"{words.counted(len(rest), 'other')} {sum(one.share for one in rest):.0%}")
    return ", ".join(told)


def headline_lines(record: Record) -> list[str]:
    """What became in the body of each thing that the headline attributes; one line that says it does not."""
    check = headline(record, lambda attribution: attribution.stance, narrations=record.narration)
    return [_headline(record, claim) for claim in check.claims] if check else [NO_HEADLINE]


def marks(record: Record) -> Iterator[tuple[str, str]]:
    """Quotation marks that quote nobody: what they are there for, and the stretches, each wording once."""
    text = record.article.text
    for kind, label in MARKS.items():
        found = dict.fromkeys(words.one_line(q.span.of(text)) for q in record.quoted if q.kind is kind)
        if found:
            yield label, ", ".join(found)


def figure_told(figure: Figure, text: str) -> str:
    """A figure's normal form with what it counts and changes: ">=6 place", "up by 3 percent"."""
    noun = head_of(text, figure)
    told = _THOUSANDS.sub(lambda match: f"{int(match[0]):,}", figures_normal.normal(figure))
    if noun:
        told += f" of {noun}" if figure.unit else f" {noun}"
    return f"{figure.change.direction} {figure.change.part} {told}" if figure.change else told


def date_told(date: TemporalExpression) -> str:
    """A date's days: "2024-05-03", "2007..", "about 2024-05", "not known: no publication date"."""
    if date.reason is not None:
        return f"not known: {date.reason}"
    told = dates_normal.interval(date.start, date.end) + (date.time or "")
    return f"about {told}" if date.approximate else told


def _entry(record: Record, claim: Claim) -> Entry:
    text = record.article.text
    lines = [
        Line(
            "figure", words.one_line(record.figures[i].span.of(text)), figure_told(record.figures[i], text), i
        )
        for i in claim.figures
    ]
    lines += [
        Line("date", words.one_line(record.dates[i].span.of(text)), date_told(record.dates[i]), i)
        for i in claim.dates
    ]
    sentence = words.one_line(claim.sentence.of(text))
    if len(sentence) > _LONGEST:
        sentence = sentence[:_LONGEST].rstrip() + " […]"
    return Entry(claim, _who(record, claim), claim.attribution, sentence, tuple(lines), _reasons(claim, text))


def _who(record: Record, claim: Claim) -> str:
    if claim.attribution is None:
        return THE_PAGE
    attribution = record.attributions[claim.attribution]
    said = words.joined(attribution.source, record.article.text)
    return who.speakers(record, attribution) or said or words.NO_SOURCE


def _reasons(claim: Claim, text: str) -> str:
    """ "event: hit, fined; cause: because of"."""
    told: dict[CheckReason, dict[str, None]] = {}
    for check in claim.checks:
        if check.reason not in _TOLD_APART:
            told.setdefault(check.reason, {})[words.one_line(check.span.of(text))] = None
    return "; ".join(f"{reason}: {', '.join(found)}" for reason, found in told.items())


def _headline(record: Record, claim: HeadlineClaim) -> str:
    said = words.joined(claim.headline_spans, record.article.text)
    attribution = record.attributions[claim.headline]
    name = words.joined(attribution.source, record.article.text) or who.speakers(record, attribution)
    told = f"{name or words.NO_SOURCE}: {said} → {_OUTCOMES[claim.outcome]}"
    if claim.body is None:
        return told
    there = record.attributions[claim.body]
    speaker = who.speakers(record, there) or words.joined(there.source, record.article.text)
    return f"{told} ({', '.join(filter(None, (speaker, f'statement {claim.body + 1}')))})"
