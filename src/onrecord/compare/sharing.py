"""Whether two articles tell one another's words, and what shows it.

Words in quotation marks are no evidence: two reporters at one press conference quote the same ones. What
counts are the narrator's words, and that the later article has next to no names and figures of its own.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from onrecord.compare import crediting
from onrecord.compare.telling import telling

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onrecord.compare.telling import Telling

#: Words side by side that two articles hardly share by chance.
RUN: Final = 8
_CONTENT_RUN: Final = 3
#: A later article is taken for a copy where so much of it stands in the earlier one in runs of 8.
_COPIED: Final = 0.8
#: Days between two articles, a copy apart: a rewrite comes within a week.
WINDOW: Final = 7
#: Narrator's words, names left out, from which on their share tells something. Of 8,999 pairs of real
#: articles within three days (PolNeAR) those that share no origin and come above 0.7 all have fewer.
_LEAST_WORDS: Final = 12
#: Words of all kinds from which on two articles can be copies: less is a caption.
_LEAST_COPIED: Final = 20
#: Where the score decides. On the dev part of quality/compare every rewrite comes to 1.03 or more with one of
#: its origin (0.81 and 0.94 with others), copies to 1.98, pairs that share no origin to 0.70; of the 8,999
#: pairs of PolNeAR to 0.68.
_BORDER: Final = 0.82
#: A short article's words all stand somewhere in one of 2,000 words, one by one: so many stand in runs.
_LEAST_RUNS: Final = 0.15
_STEEPNESS: Final = 12.0
_CREDITED: Final = 0.1  # the later article names the agency or the outlet of the earlier
_AGENCIES: Final = 0.05  # it says "agencies report", and the earlier is an agency's
#: Of an earlier article that stands in a longer later one: how much of the later must be from it as well.
_GREW: Final = 0.5
#: What ends two articles of one outlet is what the site puts under everything, up to half of the longer.
_FOOTER: Final = 0.5
#: What is told as evidence: a tenth of the words copied; four steps in five of three or more in one order.
_TOLD: Final = 0.1
_IN_ORDER: Final = 0.8
_STEPS: Final = 3


class OriginKind(StrEnum):
    """How an article came from another one's words."""

    REPRINT = "reprint"  # nearly all words
    WIRE = "wire"  # an agency, or the other outlet, is credited
    REWRITE = "rewrite"  # a large part, reworked


@dataclass(frozen=True, slots=True)
class Source:
    """An article to compare: its ``body``, a paragraph a line, the words of that, and by whom it is. ``day``
    counts from the year 1, None for no date.
    """

    body: str
    told: Telling
    day: int | None
    outlet: str | None
    agency: str | None

    @classmethod
    def of(cls, body: str, day: int | None, outlet: str | None, agency: str | None) -> Source:
        """The article with this body."""
        return cls(body, telling(body), day, outlet, agency)


@dataclass(frozen=True, slots=True)
class Share:
    """That two articles share an origin: how probable, and why (pairs of a kind of reason and its words)."""

    kind: OriginKind
    probability: float
    evidence: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Cover:
    """How much of an article stands in another one, each 0 to 1: ``copied`` of all words in runs of 8,
    ``told`` of the narrator's content words, ``runs`` of those in runs of three, ``own`` of the names and
    figures that do not, ``order`` of the runs that come in the same order.
    """

    copied: float
    told: float
    runs: float
    own: float
    order: float
    enough: bool

    @property
    def score(self) -> float:
        """The sum that decides; 0 where there are too few words, or too few of them side by side."""
        return self.told + self.runs - self.own if self.enough and self.runs >= _LEAST_RUNS else 0.0


def shared(earlier: Source, later: Source) -> Share | None:
    """Whether the later article has its words from the earlier, or both from one agency; None where not.

    Without two dates that differ, either may be the later one.
    """
    if earlier.outlet is not None and earlier.outlet == later.outlet:
        earlier, later = _without_footer(earlier, later)
    cover = _cover(earlier.told, later.told)
    found = _decided(cover, earlier, later)
    if found is not None:
        return found
    back = _cover(later.told, earlier.told)
    ordered = earlier.day is not None and later.day is not None and earlier.day != later.day
    if ordered and cover.told < _GREW:
        return None
    return _decided(back, later, earlier)


def _without_footer(one: Source, other: Source) -> tuple[Source, Source]:
    """Two articles of one outlet without the paragraphs that end both, unless these are most of both."""
    lines, others = one.body.split("\n"), other.body.split("\n")
    common = 0
    for line, same in zip(reversed(lines), reversed(others), strict=False):
        if line != same:
            break
        common += 1
    footer = sum(map(len, lines[len(lines) - common :]))
    if not footer or footer > max(len(one.body), len(other.body)) * _FOOTER:
        return one, other
    return _cut(one, len(lines) - common), _cut(other, len(others) - common)


def _cut(source: Source, count: int) -> Source:
    """An article's first paragraphs, so many of them."""
    body = "\n".join(source.body.split("\n")[:count])
    return Source.of(body, source.day, source.outlet, source.agency)


def _decided(cover: _Cover, source: Source, copy: Source) -> Share | None:
    credit, told = _credit(source, copy)
    copied = cover.copied >= _COPIED
    if not copied and not _near(source.day, copy.day):
        return None
    score = max(cover.score + credit, _BORDER + cover.copied if copied else 0.0)
    if score <= _BORDER:
        return None
    kind = OriginKind.WIRE if told else OriginKind.REPRINT if copied else OriginKind.REWRITE
    probability = 1 / (1 + math.exp(-_STEEPNESS * (score - _BORDER)))
    return Share(kind, round(probability, 4), (*told, *_reasons(cover)))


def _near(one: int | None, other: int | None) -> bool:
    return one is None or other is None or abs(one - other) <= WINDOW


def _credit(source: Source, copy: Source) -> tuple[float, tuple[tuple[str, str], ...]]:
    """What a credit adds to the score, and its words; without one 0 and nothing."""
    if source.agency is not None:
        if copy.agency is not None and crediting.same(source.agency, copy.agency):
            return _CREDITED, (("credit", f"both credit {source.agency}"),)
        if crediting.names(copy.body, source.agency):
            return _CREDITED, (("credit", f"it names {source.agency}, whose report the other is"),)
    others = source.outlet is not None and (
        copy.outlet is None or not crediting.same(source.outlet, copy.outlet)
    )
    if source.outlet is not None and others and crediting.names(copy.body, source.outlet):
        return _CREDITED, (("credit", f"it names {source.outlet}, where the other appeared"),)
    if source.agency is not None and crediting.names_agencies(copy.body):
        return _AGENCIES, (("credit", f"it credits agencies, and the other {source.agency}"),)
    return 0.0, ()


def _reasons(cover: _Cover) -> Iterator[tuple[str, str]]:
    if cover.copied >= _TOLD:
        yield "words", f"{cover.copied:.0%} of its words stand there in runs of {RUN} or more"
    yield "narrator", f"{cover.told:.0%} of the narrator's words are the other's"
    if cover.own:
        yield "own", f"{cover.own:.0%} of its names and figures are not in the other"
    else:
        yield "own", "it has no name and no figure that the other has not"
    if cover.order >= _IN_ORDER:
        yield "order", "they come in the same order"


def _cover(source: Telling, copy: Telling) -> _Cover:
    narrated = len(copy.narrated)
    stems = source.stems
    within = _runs(source, copy)
    ours = [met for met, word in zip(within.met, copy.words, strict=True) if not word.quoted]
    enough = narrated >= _LEAST_WORDS
    copied = _copied(source.plain, copy.plain) if len(copy.plain) >= _LEAST_COPIED else 0.0
    return _Cover(
        copied,
        sum(word in stems for word in copy.narrated) / narrated if narrated else 0.0,
        sum(ours) / len(ours) if ours else 0.0,
        sum(mark not in stems for mark in copy.marks) / len(copy.marks) if copy.marks else 0.0,
        within.order,
        enough,
    )


@dataclass(frozen=True, slots=True)
class _Runs:
    """Which content words stand in a run that the other has, and how far these runs keep its order."""

    met: list[bool]
    order: float


def _runs(source: Telling, copy: Telling) -> _Runs:
    there = {run: place for place, run in _each([w.stem for w in source.words], _CONTENT_RUN)}
    met = [False] * len(copy.words)
    places: list[int] = []
    for place, run in _each([w.stem for w in copy.words], _CONTENT_RUN):
        found = there.get(run)
        if found is not None:
            met[place : place + _CONTENT_RUN] = [True] * _CONTENT_RUN
            places.append(found)
    steps = list(pairwise(places))
    order = sum(after > before for before, after in steps) / len(steps) if len(steps) >= _STEPS else 0.0
    return _Runs(met, order)


def _copied(source: Sequence[str], copy: Sequence[str]) -> float:
    """The part of the copy's words that stand in runs of 8 which the source has."""
    there = {run for _, run in _each(source, RUN)}
    met = bytearray(len(copy))
    for place, run in _each(copy, RUN):
        if run in there:
            met[place : place + RUN] = b"\1" * RUN
    return sum(met) / len(copy)


def _each(words: Sequence[str], length: int) -> Iterator[tuple[int, tuple[str, ...]]]:
    for place in range(len(words) - length + 1):
        yield place, tuple(words[place : place + length])
