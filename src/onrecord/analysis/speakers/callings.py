"""What the article calls those it names: "Sen. Ana Lund", "Ana Lund, the envoy to Kalinat", "the group's
president, Ana Lund". A description that comes back to one of these words ("the senator", "the envoy") is
likely to mean the one who was called so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.analysis.speakers import lexicon

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.analysis.speakers.entities import Entities
    from onrecord.records import Span

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_SHORT = {
    "sen": "senator", "rep": "representative", "gov": "governor", "pres": "president", "prof": "professor",
    "gen": "general", "col": "colonel", "capt": "captain", "sgt": "sergeant", "lt": "lieutenant",
    "dr": "doctor", "ceo": "executive", "rev": "pastor", "det": "detective", "insp": "inspector",
}  # fmt: skip
# Other words for the same calling, wherever it is.
_ALSO = {
    "senator": ("lawmaker", "legislator"), "representative": ("lawmaker", "legislator", "congressman"),
    "congressman": ("lawmaker", "legislator", "representative"), "congresswoman": ("lawmaker", "legislator"),
    "candidate": ("contender", "hopeful", "nominee"), "nominee": ("candidate", "contender"),
    "hopeful": ("candidate",), "contender": ("candidate",), "businessman": ("tycoon", "mogul"),
    "billionaire": ("tycoon", "mogul", "businessman"), "lawyer": ("attorney",), "attorney": ("lawyer",),
    "spokesman": ("spokesperson",), "spokeswoman": ("spokesperson",), "speaker": ("leader",),
    "envoy": ("ambassador", "diplomat"), "ambassador": ("envoy", "diplomat"), "singer": ("musician",),
    "professor": ("academic", "scholar"), "king": ("monarch",), "queen": ("monarch",),
}  # fmt: skip
# Letters before and behind a name in which its calling stands, and words of them that are looked at.
_BEFORE, _BEHIND, _WORDS = 60, 90, 6
# A full stop behind a capitalised word of up to four letters may be a title's: "Prof."
_NO_TITLE = r"(?<![A-Z])(?<!\b[A-Z][a-z])(?<!\b[A-Z][a-z][a-z])(?<!\b[A-Z][a-z][a-z][a-z])"
_BREAK = re.compile(rf"[;:!?“”\"()\n]|{_NO_TITLE}\.\s+(?=[A-Z]|\Z)|,")
_FROM = re.compile(
    r"\s(?:of|from)\s(?:[A-Z][\w.’'-]*\s?){1,3}|\s?\([A-Z][^()\n]{1,24}\)|,\s[RDI]-[A-Z][\w.]*"
)
_APPOSITION = re.compile(r"\s?(?:\([^)\n]{1,20}\))?,\s(?:(?:a|an|the|his|her|their|its|who is|then)\s)?")


# Before an office they make another one of it: a vice president is no president.
_OTHER_OFFICES = ("vice", "deputy", "former", "ex-", "assistant", "acting")
_ENDING = frozenset(("of", "for", "in", "at", "from", "to", "with", "on", "and", "who", "by"))
# What a group is called besides by the words of its name, by a word of the name.
_GROUPS = {
    ("times", "post", "journal", "herald", "tribune", "courier", "gazette", "chronicle", "globe",
     "mail", "star", "telegraph", "sentinel", "register", "news", "daily", "guardian", "observer",
     "inquirer", "examiner", "dispatch", "mirror", "bulletin", "argus", "mercury", "standard",
     "today", "independent", "sun", "echo"):
        ("newspaper", "paper", "publication", "outlet", "daily"),
    ("news", "radio", "tv", "television", "broadcasting", "channel", "cable"):
        ("network", "station", "channel", "broadcaster", "outlet"),
    ("magazine", "weekly", "monthly", "review", "quarterly"): ("magazine", "publication", "outlet"),
    ("inc", "corp", "co", "ltd", "llc", "plc", "group", "industries", "holdings", "motors", "bank",
     "pharmaceuticals", "technologies", "systems", "airlines"):
        ("company", "firm", "business", "corporation"),
    ("department", "ministry", "bureau", "agency", "administration", "service"):
        ("agency", "department", "ministry", "office"),
    ("committee", "commission", "board", "council", "panel", "caucus"): ("panel", "body", "committee"),
    ("poll", "survey"): ("poll", "survey"),
    ("pac", "action", "fund", "project", "coalition", "alliance", "association", "society", "league", "union",
     "institute", "foundation", "center", "centre", "network", "federation"):
        ("group", "organization", "organisation"),
    ("university", "college", "school"): ("university", "college", "school"),
    ("court",): ("court", "justices"),
    ("party",): ("party",),
}  # fmt: skip
_BY_WORD: dict[str, set[str]] = {}
for _words, _nouns in _GROUPS.items():
    for _word in _words:
        _BY_WORD.setdefault(_word, set()).update(_nouns)


@dataclass(frozen=True, slots=True)
class Callings:
    """What the article says beside each entity's names: the ``nouns`` that it calls it, those among them that
    are its ``titles`` (right before the name, or the noun of an apposition), all ``words``.
    """

    nouns: list[frozenset[str]]
    titles: list[frozenset[str]]
    words: list[frozenset[str]]


def callings(text: str, spans: Sequence[Span], entities: Entities) -> Callings:
    """For each entity what stands beside its names, in lower case."""
    nouns: list[set[str]] = [set() for _ in entities.found]
    titles: list[set[str]] = [set() for _ in entities.found]
    words: list[set[str]] = [set() for _ in entities.found]
    end = 0  # of the last name: what stands before it was said of that one
    for n, entity in sorted(entities.of.items()):
        if entities.found[entity].person:
            beside = _beside(text, spans[n], end)
            nouns[entity].update(_called(beside))
            titles[entity].update(_called(_titles(text, spans[n], end)))
            end = spans[n].end
        else:
            beside = _behind(text, spans[n].end)
            own = _WORD.findall(spans[n].of(text))
            nouns[entity].update(_group(own, beside))
            titles[entity].update(_group(own[-1:], ()))
            beside = [*beside, *own]
        words[entity].update(map(str.lower, beside), map(str.lower, _of(text, spans[n].end)))
    return Callings(*(list(map(frozenset, found)) for found in (nouns, titles, words)))


def _titles(text: str, name: Span, since: int) -> list[str]:
    """The words that are its titles: in the name, right before it, and the noun of what follows it."""
    before = text[max(since, name.start - _BEFORE) : name.start]
    words = _WORD.findall(name.of(text))[:-1]
    joined = re.search(r"((?:[\w’'-]+\s+)?)([\w-]+)(,?)\s+$", before)
    if joined is not None and not joined[1].lower().strip().endswith(_OTHER_OFFICES):
        words.append(joined[2])
    words = [w for w, b in zip(words, ["", *words], strict=False) if not b.lower().endswith(_OTHER_OFFICES)]
    behind = _behind(text, name.end)
    noun = next((i for i, w in enumerate(behind) if w.lower() in _ENDING), len(behind))
    return words + behind[max(0, noun - 1) : noun]


def _group(name: Sequence[str], behind: Sequence[str]) -> set[str]:
    """The nouns of a group: those of its name, those that go with them, those of an apposition."""
    own = [lexicon.singular(word) for word in name if lexicon.is_group_noun(word)]
    told = [word.lower() for word in behind if lexicon.is_group_noun(word)]
    further = {noun for word in name for noun in _BY_WORD.get(word.lower(), ())}
    return {*own, *told, *further}


def _of(text: str, end: int) -> list[str]:
    """Where somebody is from, behind the name: "of Vell", "(R-Vell)"."""
    found = _FROM.match(text, end)
    return _WORD.findall(found[0]) if found else []


def _beside(text: str, name: Span, since: int) -> list[str]:
    before = text[max(since, name.start - _BEFORE) : name.start]
    breaks = list(_BREAK.finditer(before))
    # "The group's president, Ana Lund": the comma right before the name joins.
    if breaks and breaks[-1][0] == "," and not before[breaks[-1].end() :].strip():
        breaks.pop()
    words = _WORD.findall(before[breaks[-1].end() :] if breaks else before)[-_WORDS:]
    return [*words, *_WORD.findall(name.of(text)), *_behind(text, name.end)]


def _called(words: Sequence[str]) -> set[str]:
    """The nouns of people among the words, and others for the same."""
    known = (_SHORT.get(word.lower(), word.lower()) for word in words)
    found = {word for word in known if lexicon.is_person_noun(word)}
    return found | {other for word in found for other in _ALSO.get(word, ())}


def _behind(text: str, end: int) -> list[str]:
    """The words of an apposition."""
    comma = _APPOSITION.match(text, end)
    if comma is None:
        return []
    rest = text[comma.end() : comma.end() + _BEHIND]
    stop = _BREAK.search(rest)
    return _WORD.findall(rest[: stop.start()] if stop else rest)[:_WORDS]
