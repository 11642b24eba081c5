"""The words of a source -> which mention in them speaks: "the group's president, Ana Lund" is Ana Lund,
"a spokesman for Ana Lund" is not, "Ana Lund and Karl Moe" are two.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from onrecord.analysis.mentions import NAMES, Kind
from onrecord.analysis.speakers import lexicon
from onrecord.records import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

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
# What parts a source, and what ends the part of it in which speakers are told.
_JOINT = re.compile(
    r"(?P<bracket>\s?\([^()\n]{0,80}\)?)|(?P<and>,?\s+(?:and|as well as|along with|n?or)\s+)|(?P<comma>,\s*)|"
    r"(?P<dash>\s+(?:[–—-]|--)\s*)|(?P<stop>;|\b(?:who|whom|whose|which|that|when|where|after|while|including|"
    r"like|such as)\b)",
    re.IGNORECASE,
)
_AND, _COMMA = "and", ","
_MARKS = " \t\r\n\xa0,;:.–—-\"“”’‘'()"
# Words that may stand before a name in apposition: "a rival, syndicated radio host Ana Lund".
_BEFORE_NAME = 6
# Before the noun of somebody who is one of a list.
_ONE = frozenset(("a", "an", "one", "another", "any", "each", "every", "no", "both"))
_POSSESSIVE = re.compile(r"[’']s?\b(?!\w)|[’'](?=\s)")
_OWNERS = frozenset(("his", "her", "its", "their", "my", "our", "your", "whose"))
_WORD = re.compile(r"\w[\w’'.-]*")
_BOTH = re.compile(r"(?:both|n?either)\s+(?=[A-Z]|(?:the|mr|ms)\b)", re.IGNORECASE)
_SELF = re.compile(r"(?<=\w)\s(?:himself|herself|itself|themselves|both|each|alone|too|also)\Z")
_NUMBER_OF = re.compile(
    r"(?:an?|the) (?:\w+ )?(?:couple|handful|group|number|host|clutch|string|slew|chorus|majority) of ",
    re.IGNORECASE,
)
_SUCH = re.compile(r"(?:,|\s[–—-]|\s--)?\s(?:like|such as|including)\s", re.IGNORECASE)
_NEXT = re.compile(r",\s")
# Behind a name in apposition.
_CLOSED = re.compile(r"\s?(?:\([^()\n]{1,20}\))?[,.;—]|\s[–-]|\n|\Z")
_APPOSITION = re.compile(r",\s*(?:and\s+)?|\s+(?:[–—-]|--)\s*")


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


@dataclass(frozen=True, slots=True)
class _Segment:
    """A part of a source, and what joins it to the one before: "and", a comma or dash, nothing."""

    span: Span
    joint: str


def _sort(found: re.Match[str], before: str) -> str:
    """What a joint is; what stands between a bracket and it counts, too."""
    if found["and"] or before == _AND:
        return _AND
    return before if found["bracket"] else _COMMA


class Sources:
    """The heads of sources, found among an article's mentions, which are in order of their start."""

    def __init__(self, text: str, mentions: Scored) -> None:
        self._text = text
        self._kinds = mentions.kinds.tolist()
        self._starts = mentions.starts.tolist()
        self._ends = mentions.ends.tolist()

    def heads(self, source: Span) -> list[Head]:
        """Who speaks in the source: several in a coordination."""
        source = self._with_name_behind(source)
        examples = self._examples(source)
        if examples:
            return examples
        segments = self._segments(source)
        if not segments:
            return [self._head(source, source)]
        listed = self._in_apposition(segments)
        if listed:
            return [replace(self._head(s.span, s.span), apposition=segments[0].span) for s in listed]
        segments, begun = self._begun(segments)
        ends = [segments[n - 1].span.end for n in begun[1:]] + [source.end]
        return [
            self._head(segments[n].span, Span(segments[n].span.start, end))
            for n, end in zip(begun, ends, strict=True)
        ]

    def _with_name_behind(self, source: Span) -> Span:
        """The source with the person's name in apposition right behind it, where it was left out: "the mayor"
        of "the mayor, Ana Lund, said".
        """
        comma = _NEXT.match(self._text, source.end - (self._text[source.end - 1] == ","))
        at = bisect_left(self._starts, comma.end()) if comma else len(self._starts)
        if comma is None or at == len(self._starts) or self._starts[at] != comma.end():
            return source
        ended = _CLOSED.match(self._text, self._ends[at])
        named = any(self._kinds[n] in NAMES for n in self._inside(self._before_preposition(source)))
        person = lexicon.person_noun(head_word(source.of(self._text)))
        single = person is not None and person.number == "sg"
        if self._kinds[at] != Kind.PERSON_NAME or not ended or named or not single:
            return source
        return Span(source.start, self._ends[at])

    def _examples(self, source: Span) -> list[Head]:
        """Those named as examples of a description of several: "critics like Ana Lund and Karl Moe"."""
        such = _SUCH.search(self._text, source.start, source.end)
        if (
            such is None
            or such.end() == source.end
            or not self._several(self._text[source.start : such.start()])
        ):
            return []
        found = self.heads(Span(such.end(), source.end))
        kinds = [self._kinds[h.mention] for h in found if h.form is Form.NAME and h.mention is not None]
        number = lexicon.number(self._text[source.start : such.start()].split(maxsplit=1)[0])
        # "Three people, including Ana Lund" are two more.
        if len(kinds) < len(found) or Kind.PLACE_NAME in kinds or number not in (None, len(found)):
            return []
        return [replace(h, apposition=Span(source.start, such.start())) for h in found]

    def _several(self, words: str) -> bool:
        """Whether a description is of several people or groups."""
        head = head_word(words)
        person = lexicon.person_noun(head)
        return person.number == "pl" if person else lexicon.is_group_noun(head) and head.endswith("s")

    def _segments(self, source: Span) -> list[_Segment]:
        """The source between commas, dashes and "and", without brackets, up to a relative clause."""
        out: list[_Segment] = []
        start, joint = source.start, ""
        for found in _JOINT.finditer(self._text, source.start, source.end):
            if found.start() < start or self._name_over(found.start(), source):
                continue
            self._close(out, start, found.start(), joint)
            if found["stop"]:
                return out
            joint = _sort(found, joint if out and out[-1].span.end < start else "")
            start = found.end()
        self._close(out, start, source.end, joint)
        return out

    def _close(self, out: list[_Segment], start: int, end: int, joint: str) -> None:
        words = self._text[start:end]
        if words.strip(_MARKS):
            at = start + len(words) - len(words.lstrip())
            out.append(_Segment(Span(at, start + len(words.rstrip())), joint if out else ""))

    def _begun(self, segments: Sequence[_Segment]) -> tuple[list[_Segment], list[int]]:
        """The segments, one again where no speaker begins behind "and", and those with which one begins."""
        row = self._row(segments)
        out, begun = [segments[0]], [0]
        for n, segment in enumerate(segments[1:], start=1):
            further = segment.joint == _AND and self._begins_another(out[-1].span, segment.span, begun, out)
            if n <= row or further:
                begun.append(len(out))
            elif segment.joint == _AND and not self._comma_behind(out[-1].span):
                out[-1] = replace(out[-1], span=Span(out[-1].span.start, segment.span.end))
                continue
            out.append(segment)
        return out, begun

    def _row(self, segments: Sequence[_Segment]) -> int:
        """The number of the segment that ends a row of names from the first on: "A, B and C"; 0 for none."""
        for n, segment in enumerate(segments):
            core = self._before_preposition(segment.span)
            head = self._named(self._without_both(core))
            named = head is not None and head.form is Form.NAME and head.mention is not None
            if segment.joint == _AND and n > 1:
                return n if named or self._stands(segment.span) else 0
            # A town behind a name is where it is; a preposition says that more of the one before is told.
            if head is None or not named or segment.joint == _AND or (n and core != segment.span):
                return 0
            if n and self._kinds[head.mention or 0] == Kind.PLACE_NAME:
                return 0
        return 0

    def _comma_behind(self, span: Span) -> bool:
        return self._text[span.end : span.end + 2].lstrip()[:1] == ","

    def _begins_another(
        self, before: Span, segment: Span, begun: Sequence[int], segments: Sequence[_Segment]
    ) -> bool:
        """Whether a segment behind "and" is a further speaker."""
        if not self._stands(segment):
            return False
        if begun[-1] == len(segments) - 1:
            # "A spokesman for Ana Lund and Karl Moe" is one, and so are "officials in Vell and Moria".
            governed = self._describes_by_name(before) and self._begins_name(segment)
            return self._stands(before) and not governed
        # Behind an apposition: "Ana Lund, the mayor and a teacher" is one.
        named = self._named(self._before_preposition(segment))
        person = named is not None and self._person(named)
        if not self._comma_behind(before):
            return person and self._before_preposition(before) == before
        return person or segment.of(self._text).split(maxsplit=1)[0].lower() in _OWNERS

    def _person(self, head: Head) -> bool:
        return head.mention is not None and self._kinds[head.mention] == Kind.PERSON_NAME

    def _in_apposition(self, segments: Sequence[_Segment]) -> Sequence[_Segment]:
        """The names that a description of several is followed by: "two members, Ana Lund and Karl Moe"."""
        first = segments[0].span
        head, last = head_word(first.of(self._text)), _last_word(first.of(self._text))
        other = lexicon.person_noun(last)
        if not self._several(first.of(self._text)) or (
            last != head and other is not None and other.number == "pl"
        ):
            return ()  # "advisers to the candidates, Ana Lund and Karl Moe"
        row = segments[1:]
        end = next((n for n, s in enumerate(row) if s.joint == _AND), 0)
        heads = [self._named(self._before_preposition(s.span)) for s in row[: end + 1]]
        return row[: end + 1] if end and row[0].joint != _AND and all(heads) else ()

    def _name_over(self, at: int, source: Span) -> bool:
        return any(
            self._starts[n] < at < self._ends[n] and self._kinds[n] in NAMES for n in self._inside(source)
        )

    def _inside(self, span: Span) -> range:
        """The mentions that begin in the span."""
        return range(bisect_left(self._starts, span.start), bisect_left(self._starts, span.end))

    def _stands(self, part: Span) -> bool:
        """Whether a part of a list is somebody on its own: a name, a pronoun, a plural, or a description with
        an article. "The president and chief executive" are one.
        """
        words = [w.lower() for w in _WORD.findall(part.of(self._text))]
        if not words or _PREPOSITION.match(words[0]):
            return False
        if lexicon.pronoun(part.of(self._text)):
            return True
        head, definite = head_word(part.of(self._text)), lexicon.is_definite(part.of(self._text))
        person = lexicon.person_noun(head)
        named = [n for n in self._inside(part) if self._kinds[n] in NAMES and not self._possessive(n)]
        if person is not None and not self._ends_name(named, head):
            return person.number == "pl" or definite or words[0] in _ONE
        if named:
            return True
        if _NUMBER_OF.match(part.of(self._text)):
            return True
        several = definite or words[0] in ("other", "many", "some", "several")
        return lexicon.is_group_noun(head) or (several and head.endswith("s"))

    def _ends_name(self, named: Sequence[int], word: str) -> bool:
        """Whether the word, in small letters, is the last of one of the names: "Ana Baker"."""
        return any(self._text[self._starts[n] : self._ends[n]].lower().endswith(word) for n in named)

    def _begins_name(self, part: Span) -> bool:
        """Whether a name that is no owner, and no office before one, begins the words."""
        at = part.start + len("the ") * (part.of(self._text)[:4].lower() == "the ")
        named = [n for n in self._inside(part) if self._kinds[n] in NAMES]
        if any(self._starts[n] in (part.start, at) for n in named):
            return not any(self._possessive(n) for n in named if self._starts[n] in (part.start, at))
        return not named and self._text[at].isupper()

    def _describes_by_name(self, part: Span) -> bool:
        """Whether a description ends in whom or what it is of, by name."""
        core = self._before_preposition(part)
        if any(self._kinds[n] in NAMES and self._ends[n] <= core.end for n in self._inside(core)):
            return False
        return core != part and _last_word(part.of(self._text), lower=False)[:1].isupper()

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
        behind = self._behind(first, source)
        if behind is not None:
            return behind
        return self._described(core, first)

    def _without_both(self, first: Span) -> Span:
        """The words without "both" before and "himself", "both" behind them."""
        both = _BOTH.match(self._text, first.start, first.end)
        start = both.end() if both and both.end() < first.end else first.start
        self_ = _SELF.search(self._text, start, first.end)
        return Span(start, self_.start() if self_ else first.end)

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
        if lexicon.is_person_noun(last) and not any(self._all_of(n, core) for n in inside):
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

    def _all_of(self, n: int, core: Span) -> bool:
        """Whether the mention is all of the words, and their noun is not the last: "Citizens for Justice"."""
        whole = self._starts[n] == core.start and self._ends[n] >= core.end
        return whole and described(core.of(self._text)) != core.of(self._text)

    def _noun_behind(self, n: int, core: Span) -> bool:
        """Whether the name only stands before a noun: "the Lund campaign"."""
        rest = self._text[self._ends[n] : core.end].strip()
        return bool(rest) and rest[0].isalpha()

    def _behind(self, first: Span, source: Span) -> Head | None:
        """Who is named in apposition: "the group's president, Ana Lund", "one union, Vell Dockers"."""
        joint = _APPOSITION.match(self._text, first.end)
        if joint is None or joint.end() >= source.end:
            return None
        segments = self._segments(Span(joint.end(), source.end))
        if not segments or segments[0].span.start != joint.end():
            return None
        named = self._named(self._before_preposition(segments[0].span))
        if named is None or named.form is not Form.NAME or named.mention is None:
            return None
        group = lexicon.is_group_noun(head_word(first.of(self._text)))
        before = self._text[joint.end() : named.span.start].split()
        if not (group or self._person(named)) or len(before) > _BEFORE_NAME:
            return None
        return replace(named, apposition=first)

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
        return next((n for n in begun if not self._owner(n, core)), None)

    def _owner(self, n: int, core: Span) -> bool:
        """Whether the mention is whose the words are: "Lund’s" lawyer, "his" aides, "Lund" aides."""
        if self._kinds[n] == Kind.PRONOUN and self._ends[n] < core.end:
            return self._text[self._starts[n] : self._ends[n]].lower() in _OWNERS
        if (
            self._starts[n] <= core.start + 1
            and self._ends[n] >= core.end - 2
            and self._kinds[n] not in NAMES
        ):
            return False  # the whole is whose the cue is: "the senator’s message"
        return self._possessive(n) or self._owned_name(n, core)

    def _owned_name(self, n: int, core: Span) -> bool:
        """Whether the mention is a name before a noun that is not it: "Lund aides"."""
        return self._kinds[n] in NAMES and self._ends[n] < core.end and self._noun_behind(n, core)

    def _span(self, n: int) -> Span:
        return Span(self._starts[n], self._ends[n])


def described(words: str) -> str:
    """The words of a description up to what belongs to it: "the mayor" of "the mayor of Vell"."""
    end = _PREPOSITION.search(words, 1) or _HEAD_END.search(words, 1)
    return (words[: end.start()] if end else words).rstrip()


def head_word(words: str) -> str:
    """The noun of a description: the last word before what belongs to it."""
    return _last_word(described(words))


def _last_word(words: str, *, lower: bool = True) -> str:
    found = _WORD.findall(words)
    last: str = found[-1] if found else ""
    return last.lower() if lower else last
