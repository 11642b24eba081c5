"""Nouns of offices, trades and parts that people play: what a role is known by. No name is among them."""

from __future__ import annotations

import re

from onrecord.analysis.speakers.vocabulary import word_set

#: Before a name, these are courtesy and no role.
COURTESY = word_set(
    "mr mr. mrs mrs. ms ms. mx mx. miss dr dr. sir lady madam madame mme. mlle. monsieur señor señora "
    "señorita sr. sra. herr frau signor signora dame lord sri shri smt. smt hajji haji sayyid ustad pan "
    "pani hon. hon"
)
#: Titles that stand only before a name.
SHORT_TITLES = word_set(
    "sen sen. sens. rep rep. reps. gov gov. gen gen. col col. capt capt. lt lt. sgt sgt. maj maj. cmdr. adm "
    "adm. prof prof. rev rev. fr. msgr. insp. det. cpl. supt. pres. atty. sec. amb. del. ald. st."
)
#: They go with the role behind them: "foreign minister", "deputy chief executive".
ROLE_ADJECTIVES = word_set(
    "foreign prime deputy vice vice- acting interim assistant associate senior junior chief executive "
    "general attorney defence defense finance interior home health justice education culture transport "
    "trade energy environment agriculture labour labor press lead head principal managing first second "
    "third co- communications human supreme district state federal national regional local crown grand "
    "major brigadier lieutenant rear field opposition majority minority special research medical military "
    "political campaign news sports city county non-executive commercial technical artistic musical "
    "outgoing incoming former ex- honorary permanent lay public private security economic legal science "
    "development planning water housing tourism sport"
)
#: Groups that a role belongs to, though written small: "police spokesman", "the party chairman".
GROUPS = word_set(
    "police army navy government ministry party company union hospital embassy palace court parliament "
    "university school church committee council club team federation association agency department office "
    "bank museum institute college commission board coalition alliance movement group foundation charity "
    "airline factory newspaper bureau authority"
)
_ROLES = word_set(
    "minister president secretary chancellor premier mayor governor senator representative congressman "
    "congresswoman ambassador envoy consul delegate deputy speaker whip leader chief head chair chairman "
    "chairwoman chairperson executive director manager officer ceo cfo cto coo boss owner founder "
    "co-founder partner spokesman spokeswoman spokesperson aide adviser advisor strategist consultant "
    "assistant counsel counselor counsellor lawyer attorney solicitor barrister judge justice prosecutor "
    "magistrate clerk sheriff inspector detective constable superintendent commissioner commander general "
    "colonel captain major lieutenant sergeant admiral marshal brigadier corporal private soldier pilot "
    "sailor king queen prince princess emperor emir sultan sheikh imam rabbi bishop archbishop cardinal "
    "pope priest pastor reverend monk nun ayatollah mufti lama professor lecturer dean rector teacher "
    "headteacher headmaster headmistress scientist historian economist sociologist physicist chemist "
    "biologist analyst researcher fellow scholar expert student pupil doctor physician surgeon nurse "
    "midwife dentist pharmacist vet coach trainer player striker goalkeeper defender midfielder referee "
    "champion athlete runner swimmer driver writer author novelist poet journalist reporter correspondent "
    "editor columnist publisher broadcaster host anchor presenter photographer actor actress singer "
    "musician composer conductor painter artist sculptor filmmaker producer designer architect engineer "
    "technician programmer developer planner farmer fisherman baker butcher cook chef waiter waitress "
    "shopkeeper trader merchant banker broker investor accountant carpenter plumber electrician mechanic "
    "miner welder worker labourer laborer carer cleaner guard activist campaigner organiser organizer "
    "volunteer dissident candidate nominee lawmaker legislator politician councillor councilor councilman "
    "councilwoman alderman mp mep treasurer auditor ombudsman trustee member resident witness survivor "
    "victim neighbour neighbor widow widower wife husband mother father son daughter brother sister cousin "
    "uncle aunt niece nephew grandmother grandfather friend colleague successor predecessor official "
    "diplomat negotiator mediator observer veteran pensioner refugee patient client customer librarian "
    "curator archivist translator interpreter registrar coordinator co-ordinator supervisor foreman steward "
    "shepherd herder hunter guide climber potter weaver tailor jeweller jeweler watchmaker brewer "
    "harbourmaster harbormaster postman postwoman caretaker janitor chairlady headman chieftain elder "
    "collector critic pollster lobbyist operative insider donor billionaire tycoon magnate entrepreneur "
    "businessman businesswoman spymaster spy hacker academic graduate alumna alumnus co-chair co-author "
    "co-host vice-president vice-chair vice-chairman secretary-general director-general attorney-general"
)
# Nouns of people made by rule: "-woman", "-ologist"; the plain "-er" is left out, for "summer" ends so.
_MADE = re.compile(
    r".{3,}(?:ologist|ographer|spokesman|sman|swoman|swomen|master|keeper|maker|worker|holder|player|fighter|"
    r"leader|writer|driver|owner|officer|warden|ician|ist)\Z"
)
_NO_ROLE = word_set("list mist twist waist wrist christ exist assist resist consist persist insist")


def is_role(word: str) -> bool:
    """Whether a word, in small letters, is a noun for what somebody is or does."""
    if word in _ROLES or (_MADE.match(word) and word not in _NO_ROLE):
        return True
    last = word.rsplit("-", 1)[-1]
    return last != word and last in _ROLES
