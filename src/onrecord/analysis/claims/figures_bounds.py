"""The words before and behind a number that make a bound of it."""

from __future__ import annotations

import re
from typing import NamedTuple

from onrecord.analysis.claims.figures_units import PERIODS
from onrecord.analysis.speakers.vocabulary import word_set
from onrecord.records import Bound

_BEFORE: dict[Bound, str] = {
    Bound.AT_LEAST: "at least|a minimum of|minimum of|no fewer than|not fewer than|no less than|"
    "not less than|as few as|as little as|no lower than|no smaller than|no under|≥",
    Bound.MORE_THAN: "more than|greater than|higher than|larger than|bigger than|longer than|older than|"
    "over|above|exceeding|exceeds|exceeded|in excess of|upwards of|upward of|north of|better than|"
    "exceed|beyond|>",
    Bound.AT_MOST: "at most|up to|as many as|as much as|as high as|as long as|no more than|not more than|"
    "no greater than|no higher than|no longer than|no larger than|not over|not exceed|not exceeding|"
    "not exceeded|never exceeded|a maximum of|maximum of|"
    "at the most|≤",
    Bound.LESS_THAN: "less than|fewer than|lower than|smaller than|shorter than|younger than|under|below|<",
    Bound.NEARLY: "nearly|almost|close to|just short of|just shy of|shy of|approaching|nearing|virtually",
    Bound.ABOUT: "about|around|roughly|approximately|approx|approx.|some|circa|c.|an estimated|estimated|"
    "perhaps|something like|in the region of|in the order of|on the order of|in the neighborhood of|"
    "an average of|~|≈",
    Bound.EXACT: "exactly|precisely",
}
_PHRASES = {
    tuple(phrase.split()): bound for bound, phrases in _BEFORE.items() for phrase in phrases.split("|")
}
_LAST_WORDS = frozenset(phrase[-1] for phrase in _PHRASES)
_LONGEST = 4
# Words that move a bound closer or farther; closer to "under" is nearly.
_CLOSER = word_set("just slightly marginally")
_FARTHER = word_set("well far much considerably significantly")
# "over two days" is during them; only behind these does "over" compare lengths of time.
_COMPARES_TIME = word_set(
    "for of lasted lasting took taken takes spent just well little slightly waited is was"
)
# "talks about two villages": about is a preposition there.
_SPEAKS_ABOUT = word_set(
    "talk talks talked talking speak speaks spoke speaking ask asked asks question questions concern "
    "concerns concerned worry worried worries know knew knows hear heard information details told "
    "complained complaints what something anything nothing everything joke jokes story stories report "
    "reports thinking bring brought think thought learn learned learnt news true"
)
_SYMBOLS = "~≈<>≤≥"

_AFTER = re.compile(
    r"(?P<least>-plus\b|\+|,? (?:or|and) (?:more|over|above|higher|greater|older|longer)\b| plus\b(?! \d)|"
    r" and (?:over|above|up(?! to))\b)"
    r"|(?P<most>,? or (?:less|fewer|below|under|lower|younger)\b)"
    r"|(?P<about> or so\b|-odd\b|-ish\b)"
)


class Bounded(NamedTuple):
    """A bound, and how far the quantity reaches with its words: from ``start`` or to ``end``."""

    bound: Bound
    start: int
    end: int


def before(text: str, first: int, start: int, *, period: bool) -> Bounded | None:
    """The bound whose words stand right before ``start``, not before ``first``. ``period`` says that
    the number is one of hours or days.
    """
    if start > first and text[start - 1] in _SYMBOLS:
        return Bounded(_PHRASES[(text[start - 1],)], start - 1, start)
    words = _words_before(text, first, start)
    if not words or words[0][0] not in _LAST_WORDS:
        return None
    for size in range(min(_LONGEST, len(words)), 0, -1):
        bound = _PHRASES.get(tuple(word for word, _ in reversed(words[:size])))
        if bound is not None:
            more = words[size:]
            if size == 1 and _is_preposition(words[0][0], more, period=period):
                return None
            return _graded(bound, words[size - 1][1], start, more)
    return None


def _words_before(text: str, first: int, start: int) -> list[tuple[str, int]]:
    """The last words before ``start``, the last one first, in lower case, with their places."""
    out: list[tuple[str, int]] = []
    at = start
    while len(out) < _LONGEST + 2 and at - 1 > first and text[at - 1] in " \u00a0":
        stop = at - 1
        at = stop
        while at > first and (text[at - 1].isalpha() or text[at - 1] in ".~≈"):
            at -= 1
            if stop - at > 20:  # no word of a bound is as long
                return out
        if at == stop:
            break
        out.append((text[at:stop].lower(), at))
    return out


def _is_preposition(word: str, more: list[tuple[str, int]], *, period: bool) -> bool:
    """Whether "over", "about", "near" and their like stand for a place, a time or a topic."""
    last = more[0][0] if more else ""
    if word in ("over", "beyond", "under") and period:
        return last not in _COMPARES_TIME
    return word in ("about", "around") and last in _SPEAKS_ABOUT


def _graded(bound: Bound, at: int, end: int, more: list[tuple[str, int]]) -> Bounded:
    """With the adverb before it: "just under", "well over", "a little more than"."""
    word = more[0][0] if more else ""
    comparing = bound in (Bound.MORE_THAN, Bound.LESS_THAN)
    if comparing and word in _FARTHER:
        return Bounded(bound, more[0][1], end)
    little = word in ("little", "bit") and len(more) > 1 and more[1][0] == "a"
    if comparing and (word in _CLOSER or little):
        nearly = Bound.NEARLY if bound is Bound.LESS_THAN else bound
        return Bounded(nearly, more[1 if little else 0][1], end)
    return Bounded(bound, at, end)


def after(text: str, at: int, end: int) -> Bounded | None:
    """The bound that stands right behind ``at``: "or more", "-plus", "or so"."""
    match = _AFTER.match(text, at, end)
    if match is None:
        return None
    bounds = {"least": Bound.AT_LEAST, "most": Bound.AT_MOST, "about": Bound.ABOUT}
    return Bounded(bounds[match.lastgroup or ""], at, match.end())


def is_period(unit: str | None) -> bool:
    """Whether a unit is a length of time."""
    return unit in PERIODS
