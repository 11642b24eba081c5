"""Preposition and noun -> which circumstance a phrase tells. ``circumstances`` has the nouns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.analysis.speakers import phrases
from onrecord.analysis.speakers.circumstances import (
    BODIES,
    HEARERS,
    LANGUAGES,
    MEDIA,
    OCCASIONS,
    OUTLET_WORDS,
    PLACES,
)
from onrecord.analysis.speakers.vocabulary import noun_in, word_set
from onrecord.records import SettingKind

if TYPE_CHECKING:
    from onrecord.analysis.speakers.marked import Marked

WHERE = word_set("in at from outside inside near aboard across around")
WHEN = word_set("during throughout after before following")
_THROUGH = word_set("on by via through over")
# What the words are about, or for; a place behind these is not where they were spoken.
_ABOUT = word_set("about for against of regarding concerning without with under amid despite as")
PREPOSITIONS = WHERE | WHEN | _THROUGH | _ABOUT | {"to", "until", "since"}
# Nouns of set phrases that tell none of the five: "in addition", "at the time", "on behalf of".
_SET_PHRASES = word_set(
    "addition fact particular part condition behalf turn return contrast favour favor support reaction time "
    "terms way voice tone word defence defense case public private person full line end moment point "
    "question future past effect general order hope response answer reply request risk odds least most "
    "length once"
)
_NO_HEARERS = word_set(
    "applause cheer laughter boo jeer ovation question point request claim report allegation criticism "
    "accusation effect end extent length contrary news murmur whistle"
)
# Their "on" belongs to the verb.
_OTHER_ON = word_set(
    "call called calls calling insist insisted insists focus focused focuses focusing based rely relied "
    "count comment commented commenting reflect reflected reflecting elaborate elaborated agree agreed "
    "depend depends dependent decide decided decision views position"
)
_WRITE = word_set("wrote write writes writing written published op-ed article essay column editorial")
_PARTICIPLES = word_set("sent given held made shown seen run written put taken")
_BARE_PLACES = word_set("parliament court prison church school town hospital university college jail")
_WROTE_BEFORE = 3  # words back from "in" that a verb of writing is looked for


def hearer(sentence: Marked, first: int, behind: int) -> bool:
    """Whether the words ``first`` to ``behind`` can be somebody who is told something."""
    head, begun = sentence.head(first, behind), sentence.words[first]
    if noun_in(head.lower, _NO_HEARERS):
        return False
    small = head.text.islower() and head.lower.endswith("s")
    plural = small and not head.lower.endswith(("ss", "us", "is"))
    known = head.lower in HEARERS or noun_in(head.lower, BODIES)
    return known or plural or begun.lower in phrases.DETERMINERS or begun.capital or begun.text.isdigit()


def kind_of_phrase(sentence: Marked, i: int, at: int, behind: int) -> SettingKind | None:
    """What the words ``at`` to ``behind`` tell behind the preposition at ``i``."""
    preposition = sentence.lower(i)
    head = sentence.head(at, behind).lower
    if silent(sentence, at, behind) or (preposition == "on" and sentence.lower(i - 1) in _OTHER_ON):
        return None
    if preposition == "before" and noun_in(head, BODIES):
        return SettingKind.ADDRESSEE
    if preposition in WHEN:
        known = preposition in ("during", "throughout") or noun_in(head, OCCASIONS)
        return SettingKind.OCCASION if known else None
    if _medium(sentence, i, at, behind):
        return SettingKind.MEDIUM
    if _occasion(sentence, i, at, behind):
        return SettingKind.OCCASION
    return SettingKind.PLACE if _place(sentence, i, at, behind) else None


def silent(sentence: Marked, at: int, behind: int) -> bool:
    """Whether the phrase is a set one that tells nothing: "in fact", "in Hindi"."""
    head = sentence.head(at, behind).lower
    return noun_in(head, _SET_PHRASES) or (behind == at + 1 and head in LANGUAGES)


def cut(sentence: Marked, at: int, behind: int) -> int:
    """The index behind "a statement" where the phrase reads "a statement released"."""
    for i in range(at, behind - 1):
        noun, following = sentence.words[i], sentence.words[i + 1]
        participle = following.lower.endswith(("ed", "ing")) or following.lower in _PARTICIPLES
        if not participle or not following.text.islower() or noun.lower in phrases.DETERMINERS:
            continue
        if noun.capital or noun_in(noun.lower, MEDIA) or noun_in(noun.lower, OCCASIONS):
            return i + 1
    return behind


def _medium(sentence: Marked, i: int, at: int, behind: int) -> bool:
    preposition, head = sentence.lower(i), sentence.head(at, behind)
    through = preposition in _THROUGH or preposition == "in"
    if through and noun_in(head.lower, MEDIA):
        return True
    if preposition == "in" and head.capital and sentence.lower(at) != head.lower:
        before = {w.lower for w in sentence.words[max(0, i - _WROTE_BEFORE) : i]}
        return bool(before & _WRITE) or head.lower in OUTLET_WORDS
    if preposition not in ("on", "via") or noun_in(head.lower, OCCASIONS | PLACES):
        return False
    named = any(w.capital for w in sentence.words[at:behind])
    return head.capital or (named and (preposition == "via" or not head.letters))


def _occasion(sentence: Marked, i: int, at: int, behind: int) -> bool:
    preposition, head = sentence.lower(i), sentence.head(at, behind).lower
    alone = behind == at + 1 and not head.endswith("s")  # "in protest", "on strike"
    if alone and preposition != "at":
        return False
    return preposition in ("in", "at", "on", "from", "over") and noun_in(head, OCCASIONS)


def _place(sentence: Marked, i: int, at: int, behind: int) -> bool:
    preposition, head = sentence.lower(i), sentence.head(at, behind)
    if preposition not in WHERE:
        return preposition == "on" and noun_in(head.lower, PLACES)
    if head.capital:
        return True
    return noun_in(head.lower, PLACES) and (behind > at + 1 or head.lower in _BARE_PLACES)
