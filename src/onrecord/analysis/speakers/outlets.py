"""Agencies, newspapers, broadcasters and accounts: known by the look of their names and what they are called.

There is no list of outlets: "told Radio Nord" shows one by its word, "told Harbourside" by telling no person.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onrecord.analysis.speakers import phrases
from onrecord.analysis.speakers.circumstances import BODIES, OUTLET_NOUNS, OUTLET_WORDS
from onrecord.analysis.speakers.offices import COURTESY, SHORT_TITLES, is_role
from onrecord.analysis.speakers.vocabulary import noun_in, word_set
from onrecord.records import SettingKind, Span, SpeakerKind

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from onrecord.analysis.speakers.phrases import Word
    from onrecord.records import Setting, Speaker

_BRACKETED = re.compile(r"[(\[]([^()\[\]\n]{1,60})[)\]]")
_ARTICLE = re.compile(r"the\s+", re.IGNORECASE)
_ORDER = (SettingKind.ADDRESSEE, SettingKind.OCCASION, SettingKind.MEDIUM)
# Who is told something by these names is no outlet.
_INSTITUTIONS = BODIES | word_set(
    "ministry department office government union association federation institute university school party "
    "campaign foundation bureau square service police army administration nations democrats republicans "
    "conference rally event club society league group company corporation inc bank church organization "
    "organisation authority forum house hall center centre fund trust coalition alliance council academy "
    "convention summit day"
)
# Alone these make no name an outlet's: "Environmental Protection Agency", "Press Council".
_NAMES_OUTLET = OUTLET_WORDS - {
    "agency",
    "press",
    "today",
    "review",
    "channel",
    "standard",
    "network",
    "star",
}
# Behind these, inside a medium or an occasion, its outlet is named.
_JOINTS = word_set("with on for in from by to at of")


def outlet_of(text: str, settings: Sequence[Setting], *, people: Collection[str] = ()) -> Span | None:
    """The outlet or account that the settings name: "Radio Nord", "the Vell Courier", "Telegram".

    ``people`` are words, in small letters, of names of persons in the article, who are no outlets.
    """
    for kind in _ORDER:
        for setting in settings:
            if setting.kind is kind:
                found = _outlet(text, setting, people)
                if found is not None:
                    return found
    return None


def _outlet(text: str, setting: Setting, people: Collection[str]) -> Span | None:
    words = phrases.words(text, setting.span)
    if setting.kind is not SettingKind.ADDRESSEE:
        joint = max((i for i, w in enumerate(words) if w.lower in _JOINTS), default=-1)
        if joint < 0 and setting.kind is SettingKind.MEDIUM and words[-1].capital:
            return _named(words, people, sure=True)  # "on Telegram"
        if joint < 0:
            return None
        on = words[joint].lower in ("on", "for", "in") and setting.kind is SettingKind.MEDIUM
        return None if words[joint].lower == "to" and not on else _named(words[joint + 1 :], people, sure=on)
    return _named(words, people, sure=False)


def _named(words: Sequence[Word], people: Collection[str], *, sure: bool) -> Span | None:
    """The name of an outlet among the words: "the newspaper La Escollera", "Radio Nord's Ana Lund"."""
    first = next((i for i, w in enumerate(words) if w.capital), None)
    if first is None:
        return None
    behind = _capitals(words, first)
    name = words[first:behind]
    called = any(
        noun_in(w.lower, OUTLET_NOUNS) for w in (*words[:first], *words[behind:]) if w.text.islower()
    )
    marked = any(_marked(w) for w in name)
    rest = [w for w in words[behind:] if w.letters]
    if rest and rest[0].lower in ("of", "from"):
        further = words.index(rest[0]) + 1
        return _named(words[further:], people, sure=False) if any(map(_marked, words[further:])) else None
    if name[-1].lower in _INSTITUTIONS and not (called or sure):
        return None
    if not (sure or called or marked) and (rest or _other(words, first, name, people)):
        return None
    start = words[first - 1].start if first and words[first - 1].lower == "the" else words[first].start
    last = words[behind - 1]
    return Span(start, last.end - (2 if last.lower.endswith("'s") else 0))


def _capitals(words: Sequence[Word], first: int) -> int:
    """The index behind the run of capitals, which a possessive ends: "Radio Nord's"."""
    i = first
    while i < len(words) and (words[i].capital or words[i].text[0].isdigit() or words[i].text == "&"):
        i += 1
        if words[i - 1].lower.endswith("'s"):
            break
    return i


def _marked(word: Word) -> bool:
    """Whether a word of a name shows an outlet: "Radio", "Courier", "VPA"."""
    letters = word.text.replace("’", "'").removesuffix("'s")
    return letters.lower() in OUTLET_WORDS or (len(letters) > 1 and letters.isalpha() and letters.isupper())


def _other(words: Sequence[Word], first: int, name: Sequence[Word], people: Collection[str]) -> bool:
    """Whether the name is rather a person's or an institution's."""
    titled = any(
        is_role(w.lower) or w.lower in COURTESY or w.lower in SHORT_TITLES for w in words[: first + 1]
    )
    known = name[-1].lower.removesuffix("'s") in people or name[0].lower in people
    plural = any(w.text.islower() and w.lower != "the" for w in words[:first])
    return (
        titled or known or plural or name[-1].lower in _INSTITUTIONS or noun_in(name[-1].lower, _INSTITUTIONS)
    )


def dateline_agency(text: str, dateline: Span) -> Span | None:
    """The agency in the brackets of a dateline: "GENEVA (AP) —"; None where there is none."""
    for found in _BRACKETED.finditer(text, dateline.start, dateline.end):
        words = found.group(1).strip()
        if words and words[0].isupper() and not any(c.isdigit() for c in words):
            start = found.start(1) + len(found.group(1)) - len(found.group(1).lstrip())
            return Span(start, start + len(words))
    return None


def is_outlet(speaker: Speaker, text: str, outlets: Collection[str]) -> bool:
    """Whether a speaker is an agency, a newspaper, a broadcaster: by the name, as one of ``outlets``, which
    hold keys, or by what else it is called: "the newspaper".
    """
    if speaker.kind is SpeakerKind.PERSON:
        return False
    named = phrases.words(speaker.name, Span(0, len(speaker.name))) if speaker.name else []
    if key_of(speaker.name) in outlets or _name_of_outlet(named):
        return True
    if len(named) > 1 and named[-1].lower in _INSTITUTIONS | {"agency"}:
        return False
    return any(_calls_outlet(phrases.words(text, m.span)) for m in speaker.mentions)


def _name_of_outlet(words: Sequence[Word]) -> bool:
    """Whether a name's words show an outlet: "Radio Nord", "Harbour Courier", not "Press Ministry"."""
    last = words[-1].lower if words else ""
    shows = any(w.capital and w.lower in _NAMES_OUTLET for w in words)
    return shows and last not in _INSTITUTIONS and not is_role(last)


def _calls_outlet(words: Sequence[Word]) -> bool:
    """Whether a mention calls somebody an outlet: "the newspaper", "the state agency SLN"."""
    phrase = words[: phrases.base_phrase(words, 0, len(words))]
    while phrase and phrase[-1].capital and len(phrase) > 1:
        phrase = phrase[:-1]
    return bool(phrase) and not phrase[-1].capital and noun_in(phrase[-1].lower, OUTLET_NOUNS)


def plain(name: str) -> str:
    """A name without its article: "the Vell Courier" is "Vell Courier"."""
    return _ARTICLE.sub("", name, count=1) if _ARTICLE.match(name) else name


def key_of(name: str) -> str:
    """What two spellings of an outlet have in common: "The Vell Courier", "VELL COURIER"."""
    return plain(name).casefold().removeprefix("www.")
