"""Words around numbers: what befalls those who are counted, nouns of people, words that mean one thing there.

A short list for what news counts most; whatever is on none of them is compared by its own stem. No name,
country or outlet is on any.
"""

from __future__ import annotations

import re
from typing import Final

from onrecord.compare.stems import stem, words


def _lines(told: str) -> list[list[str]]:
    return [line.split() for line in told.strip().splitlines()]


#: What befalls those who are counted, the name of it first. Words of two lines tell of different things: the
#: dead are not the injured.
_FATES: Final = _lines(
    """
dead death deaths die dies died dying killed kill kills killing fatality fatalities toll drowned corpse
dead corpses perished slain murdered bodies
injured injury injuries wounded hurt maimed
missing unaccounted disappeared vanished untraced lost stolen stole theft looted gone
held arrested arrest arrests detained detainees detention custody jailed imprisoned
moved displaced homeless evacuated evacuees fled refugees uprooted shelter shelters
rescued rescue saved pulled survivors survived survivor
strike striker strikers strikes striking walkout stayed picket
protest protester protesters protestors demonstrators demonstrator marcher marchers marched demonstrated
protest demonstration protests rally rallied march marching crowd attended participants
ill sick sickened infected infections infection cases patients fever rash rashes
"""
)
_FATE_OF: Final = {word: line[0] for line in _FATES for word in line}
#: The same in two words.
_PHRASES: Final = (
    (re.compile(r"\b(?:tak(?:e|es|en|ing)|took) part\b|\bturned out\b", re.IGNORECASE), "protest"),
    (re.compile(r"\b(?:los(?:e|es|t|ing)) (?:their|his|her) li(?:fe|ves)\b", re.IGNORECASE), "dead"),
)
#: What things, not people, are missing by.
_TAKEN: Final = frozenset(("took", "taken", "take", "takes", "robbed", "raided", "seized"))
#: Fates of people which a count that names none of them does not share: "412 passengers" are not the dead.
OF_PEOPLE: Final = frozenset(("dead", "injured", "held", "rescued", "ill"))

#: As what any people at all are counted.
PERSON: Final = "person"
_PEOPLE: Final = frozenset(
    stem(word)
    for line in _lines(
        """
person people man men woman women resident civilian victim member individual human soul life local
inhabitant villager citizen crowd casualty participant body
"""
    )
    for word in line
)
#: People of some kind: what befalls them may be told of "people" as well.
_OF_A_KIND: Final = frozenset(
    stem(word)
    for line in _lines(
        """
worker employee passenger soldier troop officer policeman guard migrant refugee student pupil patient miner
fan hostage prisoner inmate tourist child boy girl firefighter sailor crew fighter militant rebel supporter
voter farmer guest pilgrim driver doctor nurse teacher journalist activist family household homeowner
customer fisherman docker steelworker medic rescuer volunteer recruit conscript neighbour neighbor schoolchild
infant baby pensioner commuter traveller traveler climber hiker skier swimmer visitor spectator judge lawyer
delegate lawmaker minister monk priest nun worshipper shopper trader seller vendor owner tenant evacuee
"""
    )
    for word in line
)
#: Words that stand for one another beside a number, the word for them all first.
_SAME: Final = {
    stem(word): line[0]
    for line in _lines(
        """
price pay paid paying cost costs costing worth value valued sum sale buy buys buying bought sell sold selling
price purchase fee charge
damage damages loss losses destruction destroyed ruined
job jobs post posts position positions redundancy redundancies layoffs
staff employees workforce employ employs employed payroll
vote votes ballot ballots voters voted poll
aboard board onboard
house houses home homes dwelling dwellings building buildings
burn burned burnt fire fires blaze scorched charred
flood floods flooded flooding inundated submerged underwater
growth grow grows grew grown growing expand expands expanded expansion
"""
    )
    for word in line
}


def fates_of(text: str, *, people: bool) -> frozenset[str]:
    """What befalls those who are counted: ``people``, or things."""
    told = set()
    for pattern, befell in _PHRASES:
        text, times = pattern.subn(" ", text)
        if times:
            told.add(befell)
    found = [match[0] for match in words(text)]
    # "March" is a month where it has a capital.
    told.update(fate for word in found if word != "March" and (fate := _FATE_OF.get(word.lower())))
    if not people and any(word.lower() in _TAKEN for word in found):
        told.add("missing")
    return frozenset(told)


def same_as(root: str) -> str | None:
    """The word that stands for a stem's kind, None where it has none."""
    return _SAME.get(root)


def key_of(noun: str) -> str:
    """By what a counted noun is compared: its stem, or the word for its kind. Nouns that tell what befalls
    people ("the dead", "strikers") count people.
    """
    low, root = noun.lower(), stem(noun)
    if root in _PEOPLE or low in _FATE_OF or f"{low}s" in _FATE_OF:
        return PERSON
    same = _SAME.get(root)
    return f"={same}" if same else root


def counts_people(key: str) -> bool:
    """Whether a key of ``key_of`` is one of people."""
    return key in (PERSON, "=staff") or key in _OF_A_KIND
