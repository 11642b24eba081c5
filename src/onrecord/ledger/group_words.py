"""The words of an organisation's name, as they are compared across articles: which tell one from another?

"The Ministry of Health" is another one in every country; "Vell Ministry of Health" is one. The words
known are kinds of institutions, what they are for, and legal forms; no names.
"""

from __future__ import annotations

from functools import lru_cache

from onrecord.names.abbreviations import letters
from onrecord.names.group_names import HEADS, NAMED_AFTER, SMALL, word_set, words_of

_REMEMBERED = 20_000
_LONGEST_ABBREVIATION = 8
_LEGAL = word_set(
    """
inc incorporated corp corporation co company companies ltd limited llc llp lp plc gmbh ag sa se nv bv spa srl
ab oy asa kk pty pte sarl kg
"""
)
# Institutions, their ranks and reach, and what they are for: every country, town and firm may have one.
_GENERIC = (
    HEADS
    | SMALL
    | _LEGAL
    | word_set(
        """
government administration cabinet presidency police army navy military force forces air armed coast guard
border guards fire brigade rescue emergency services service house representatives assembly congress
legislature opposition party parties coalition union unions federation association league club society group
institute university college school hospital clinic prison church mosque bank central national federal
state regional local city town county district municipal municipality provincial public private royal general
supreme high constitutional appeals appeal criminal court courts prosecutor prosecutors attorney attorneys
office ombudsman regulator company firm team committee commission headquarters head spokesman spokesperson
officials authorities authority embassy consulate mission delegation foreign affairs interior home internal
health education finance treasury economy economic trade commerce industry energy environment agriculture
justice defence defense labour labor transport transportation culture sports sport tourism science research
technology information communications security intelligence secret statistics statistical weather
meteorological service civil protection aviation human rights development planning housing social welfare
family women youth immigration migration customs tax revenue election electoral water power electricity
fisheries forestry mines petroleum oil gas roads ports railway railways airport port harbour post mayor
president presidential prime minister ministers workers teachers doctors nurses
farmers press news agency television radio
"""
    )
)


def is_generic(name: str) -> bool:
    """Whether nothing in the name tells which one it is: "the Central Bank", "police". Words without a
    capital are no name. What a ministry is for tells nothing, whatever the word: every country may have a
    Ministry of Fisheries.
    """
    if name.islower():
        return True
    words = words_of(name)
    return all(word in _GENERIC for word in words) or _only_its_domain(words)


def _only_its_domain(words: tuple[str, ...]) -> bool:
    """ "Ministry of Fisheries", "Fisheries Ministry"; not "Ministry of Fisheries of Vell"."""
    if words[0] in NAMED_AFTER:
        return words[1:2] in (("of",), ("for",)) and "of" not in words[2:]
    return len(words) == 2 and words[1] in NAMED_AFTER


@lru_cache(_REMEMBERED)
def telling_words(name: str) -> tuple[str, ...]:
    """The words that two wordings of one name share: neither small words nor legal forms. All words where
    there are no others.
    """
    words = words_of(name)
    telling = tuple(word for word in words if word not in SMALL and word not in _LEGAL)
    return telling or words


@lru_cache(_REMEMBERED)
def letters_of(name: str) -> tuple[str, ...]:
    """The abbreviations that a name may have or, of one short word, be."""
    words = words_of(name)
    if len(words) == 1 and len(words[0]) <= _LONGEST_ABBREVIATION:
        return words
    return letters(name)


def is_abbreviation(name: str) -> bool:
    """Whether the name is one word of capitals or of few letters with full stops: "UN", "F.B.I."."""
    bare = name.strip().removeprefix("the ").removeprefix("The ")
    plain = bare.replace(".", "")
    return plain.isalnum() and plain.isupper() and 2 <= len(plain) <= _LONGEST_ABBREVIATION
