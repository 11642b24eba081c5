"""The words of a source -> which mention in them speaks: "the group's president, Ana Lund" is Ana Lund,
"a spokesman for Ana Lund" is not, "Ana Lund and Karl Moe" are two.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from onrecord.analysis.mentions import NAMES, Kind
from onrecord.analysis.speakers import lexicon
from onrecord.records import Span

if TYPE_CHECKING:
    from onrecord.analysis.mentions import Scored

# Where the words that name a source end and those that only describe it further begin.
_HEAD_END = re.compile(
    r",|;|\(| – | — | -- | - |\b(?:who|whom|whose|which|that|when|where|after|while|including|like|such as)\b"
)
# Behind these stands what the head belongs to, never the head.
_PREPOSITION = re.compile(
    r"\b(?:of|for|at|with|from|in|on|by|to|about|near|inside|outside|within|under|against|among|between|"
    r"around|over|across|behind|familiar|close|speaking|working|representing|opposed|loyal)\b",
    re.IGNORECASE,
)
_AND = re.compile(r",?\s+(?:and|as well as|along with|or)\s+|,\s+", re.IGNORECASE)
# Before the noun of somebody who is one of a list.
_ONE = frozenset(("a", "an", "one", "another", "any", "each", "every", "no", "both"))
_POSSESSIVE = re.compile(r"[’']s?\b(?!\w)|[’'](?=\s)")
_WORD = re.compile(r"\w[\w’'.-]*")
_BOTH = re.compile(r"both\s+(?=[A-Z])|[Bb]oth\s+(?=(?:[Tt]he|Mr|Ms)\b)", re.IGNORECASE)
_APPOSITION = re.compile(r",\s*(?:and\s+)?")
_CAPITAL = re.compile(r"\b[A-Z]")


class Form(StrEnum):
    """How a source names who speaks."""

    NAME = "name"  # ``mention`` is a spelling of the name
    HOLDER = "holder"  # a group named by its words: "the Lund campaign"
    REFERRING = "referring"  # ``mention`` is a pronoun or a description that may stand for a name
    DESCRIPTION = "description"  # somebody described who has no name here: "officials at the ministry"


@dataclass(frozen=True, slots=True)
class Head:
    """Who speaks, in the words at ``span``; ``mention`` its number, None where no mention is there."""

    form: Form
    span: Span
    mention: int | None
    apposition: Span | None = None  # the description that a name was found behind


class Sources:
    """The heads of sources, found among an article's mentions, which are in order of their start."""

    def __init__(self, text: str, mentions: Scored) -> None:
        self._text = text
        self._kinds = mentions.kinds.tolist()
        self._starts = mentions.starts.tolist()
        self._ends = mentions.ends.tolist()

    def heads(self, source: Span) -> list[Head]:
        """Who speaks in the source: several in a coordination."""
        first = self._first(source)
        parts = self._coordinated(first)
        if len(parts) > 1:
            return [self._head(part, part) for part in parts]
        return [self._head(first, source)]

    def _first(self, source: Span) -> Span:
        """The source up to where further description begins; a name that holds the comma stays whole."""
        at = source.start
        for end in _HEAD_END.finditer(self._text, source.start + 1, source.end):
            before = self._text[source.start : end.start()].strip()
            if before and not self._name_over(end.start(), source):
                at = end.start()
                break
        else:
            return source
        # "Ana Lund, Karl Moe and Mina Roy": commas between names belong to a coordination.
        listed = self._listed(source)
        if listed is not None:
            return listed
        return Span(source.start, source.start + len(self._text[source.start : at].rstrip()))

    def _listed(self, source: Span) -> Span | None:
        """The whole of a source that is a list of names."""
        words = source.of(self._text)
        parts = [p for p in _AND.split(words) if p.strip()]
        named = all(_CAPITAL.match(p.strip()) for p in parts)
        people = [n for n in self._inside(source) if self._kinds[n] == Kind.PERSON_NAME]
        listed = len(parts) > 2 and named and len(people) == len(parts)
        return source if listed and re.search(r"\b(?:and|or)\b", words) else None

    def _name_over(self, at: int, source: Span) -> bool:
        return any(
            self._starts[n] < at < self._ends[n] and self._kinds[n] in NAMES for n in self._inside(source)
        )

    def _inside(self, span: Span) -> range:
        """The mentions that begin in the span."""
        return range(bisect_left(self._starts, span.start), bisect_left(self._starts, span.end))

    def _coordinated(self, first: Span) -> list[Span]:
        """The parts of "A and B" where each is somebody; the span alone where it is no such list."""
        parts: list[Span] = []
        at = first.start
        for joint in _AND.finditer(self._text, first.start, first.end):
            if self._name_over(joint.start(), first):
                continue
            if joint.start() > at:
                parts.append(Span(at, joint.start()))
            at = joint.end()
        if at < first.end:
            parts.append(Span(at, first.end))
        if len(parts) < 2 or not all(self._stands(part) for part in parts):
            return parts if len(parts) == 1 else [first]
        # "A spokesman for Ana Lund and Karl Moe" is one, and so are "officials in Vell and Moria".
        return [first] if self._describes_by_name(parts[0]) and self._begins_name(parts[1]) else parts

    def _stands(self, part: Span) -> bool:
        """Whether a part of a list is somebody on its own: a name, a pronoun, a plural, or a description with
        an article. "The president and chief executive" are one.
        """
        words = [w.lower() for w in _WORD.findall(part.of(self._text))]
        if not words or _PREPOSITION.match(words[0]):
            return False
        named = any(self._kinds[n] in NAMES and not self._possessive(n) for n in self._inside(part))
        if named or lexicon.pronoun(part.of(self._text)):
            return True
        head, definite = head_word(part.of(self._text)), lexicon.is_definite(part.of(self._text))
        person = lexicon.person_noun(head)
        if person is not None:
            return person.number == "pl" or definite or words[0] in _ONE
        return lexicon.is_group_noun(head) or (definite and head.endswith("s"))

    def _begins_name(self, part: Span) -> bool:
        """Whether a name that is no owner begins the words."""
        return any(
            self._kinds[n] in NAMES and self._starts[n] == part.start and not self._possessive(n)
            for n in self._inside(part)
        )

    def _describes_by_name(self, part: Span) -> bool:
        """Whether a description ends in whom or what it is of, by name."""
        core = self._before_preposition(part)
        if any(self._kinds[n] in NAMES and self._ends[n] <= core.end for n in self._inside(core)):
            return False
        inside = self._inside(part) if core != part else ()
        return any(self._kinds[n] in NAMES and self._ends[n] == part.end for n in inside)

    def _possessive(self, n: int) -> bool:
        """Whether the mention is an owner: "Lund's", or the end of it is."""
        if self._kinds[n] == Kind.PRONOUN:  # "she's" is short for "she is"
            return False
        return bool(_POSSESSIVE.match(self._text, self._ends[n])) or self._text[
            self._starts[n] : self._ends[n]
        ].endswith(("’s", "'s"))

    def _head(self, first: Span, source: Span) -> Head:
        """Who speaks in one part of a source."""
        first = self._without_both(first)
        core = self._before_preposition(first)
        named = self._named(core)
        if named is not None:
            return named
        behind = self._behind_comma(first, source)
        if behind is not None:
            return Head(Form.NAME, Span(self._starts[behind], self._ends[behind]), behind, first)
        return self._described(core, first)

    def _without_both(self, first: Span) -> Span:
        both = _BOTH.match(self._text, first.start, first.end)
        return Span(both.end(), first.end) if both and both.end() < first.end else first

    def _before_preposition(self, first: Span) -> Span:
        for found in _PREPOSITION.finditer(self._text, first.start, first.end):
            if found.start() > first.start and not self._name_over(found.start(), first):
                words = self._text[first.start : found.start()].rstrip()
                return Span(first.start, first.start + len(words)) if words else first
        return first

    def _named(self, core: Span) -> Head | None:
        """The name that the words are, or end with; a person's goes before a group's."""
        inside = [n for n in self._inside(core) if self._ends[n] <= core.end + 2 and self._kinds[n] in NAMES]
        people = [n for n in inside if self._kinds[n] == Kind.PERSON_NAME and not self._possessive(n)]
        ending = [n for n in people if not self._noun_behind(n, core)]
        if ending:
            return Head(Form.NAME, self._span(ending[-1]), ending[-1])
        last = _last_word(core.of(self._text))
        if lexicon.is_person_noun(last):
            return None
        if people or any(self._possessive(n) for n in inside):
            holder = lexicon.is_group_noun(last)
            return Head(Form.HOLDER, core, self._at(core)) if holder else None
        whole = [n for n in inside if self._ends[n] >= core.end - 2]
        if whole:
            return Head(Form.NAME, self._span(whole[0]), whole[0])
        if inside and lexicon.is_group_noun(last):
            return Head(Form.HOLDER, core, self._at(core))
        return None

    def _noun_behind(self, n: int, core: Span) -> bool:
        """Whether the name only stands before a noun: "the Lund campaign"."""
        rest = self._text[self._ends[n] : core.end].strip()
        return bool(rest) and rest[0].isalpha()

    def _behind_comma(self, first: Span, source: Span) -> int | None:
        """The person named in apposition: "the group's president, Ana Lund"."""
        comma = _APPOSITION.match(self._text, first.end)
        if comma is None or comma.end() >= source.end:
            return None
        for n in self._inside(Span(comma.end(), source.end)):
            if self._kinds[n] != Kind.PERSON_NAME:
                continue
            before = self._text[comma.end() : self._starts[n]].strip()
            titled = not before or (len(before.split()) <= 3 and before[0].isupper())
            return n if titled and not self._possessive(n) else None
        return None

    def _described(self, core: Span, first: Span) -> Head:
        at = self._at(core, within=first)
        referring = at is not None and (
            self._kinds[at] == Kind.PRONOUN or lexicon.is_definite(core.of(self._text))
        )
        return Head(Form.REFERRING if referring else Form.DESCRIPTION, first, at)

    def _at(self, core: Span, *, within: Span | None = None) -> int | None:
        """The mention that begins the words, the longest; not the owner of who speaks: "Lund's lawyer"."""
        begun = (
            n
            for n in self._inside(core)
            if self._starts[n] <= core.start + 1 and self._ends[n] <= (within or core).end + 2
        )
        return next((n for n in begun if not self._possessive(n) and not self._owned_name(n, core)), None)

    def _owned_name(self, n: int, core: Span) -> bool:
        """Whether the mention is a name before a noun that is not it: "Lund aides"."""
        return self._kinds[n] in NAMES and self._ends[n] < core.end and self._noun_behind(n, core)

    def _span(self, n: int) -> Span:
        return Span(self._starts[n], self._ends[n])


def head_word(words: str) -> str:
    """The noun of a description: the last word before what belongs to it."""
    end = _PREPOSITION.search(words, 1) or _HEAD_END.search(words, 1)
    return _last_word(words[: end.start()] if end else words)


def _last_word(words: str) -> str:
    found = _WORD.findall(words)
    return found[-1].lower() if found else ""
