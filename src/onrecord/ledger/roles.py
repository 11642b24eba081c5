"""What articles say people are, compared: one role, one walk of life, or two that nobody has at once?

Only what plainly excludes each other speaks against two being one: a striker is no minister while playing.
Words for those who lead or speak ("director", "president", "spokesman") tell no walk of life.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

from onrecord.names.group_names import SMALL, word_set
from onrecord.names.spelling import fold


class Field(StrEnum):
    """A walk of life."""

    POLITICS = "politics"
    LAW = "law"
    FORCES = "forces"  # military and police
    SPORT = "sport"
    ARTS = "arts"
    SCIENCE = "science"  # and medicine
    BUSINESS = "business"
    MEDIA = "media"
    RELIGION = "religion"
    TRADE = "trade"  # those whom news asks as who they are: residents, teachers, drivers


_NOUNS = {
    Field.POLITICS: """
minister premier chancellor senator congressperson governor mayor lawmaker legislator ambassador envoy
diplomat councillor councilor councilperson assemblyperson alderperson politician undersecretary
parliamentarian mp mep
""",
    Field.LAW: "judge prosecutor lawyer attorney solicitor barrister magistrate advocate notary",
    Field.FORCES: """
colonel lieutenant sergeant constable detective sheriff admiral brigadier policeperson soldier superintendent
corporal
""",
    Field.SPORT: """
footballer striker goalkeeper midfielder defender winger coach athlete sprinter boxer cyclist swimmer jockey
golfer batter batsperson bowler cricketer wrestler skier gymnast rower referee umpire quarterback pitcher
fullback player goalie judoka marathoner
""",
    Field.ARTS: """
singer actor actress musician painter novelist author writer poet composer dancer sculptor filmmaker
playwright pianist violinist drummer rapper comedian cellist soprano tenor guitarist
""",
    Field.SCIENCE: """
nurse surgeon physician epidemiologist virologist biologist physicist chemist geologist scientist researcher
professor lecturer historian economist astronomer seismologist meteorologist dentist hydrologist botanist
cardiologist sociologist glaciologist linguist engineer
""",
    Field.BUSINESS: "ceo cfo entrepreneur banker investor trader industrialist",
    Field.MEDIA: """
journalist reporter correspondent columnist presenter broadcaster newsreader author writer novelist
""",
    Field.RELIGION: "bishop priest imam rabbi pastor archbishop cardinal monk nun vicar",
    Field.TRADE: """
resident local villager neighbour neighbor passenger worker labourer vendor farmer fisherperson teacher
driver baker student pupil shopkeeper waiter mechanic electrician plumber carpenter pensioner butcher miner
hairdresser beekeeper cook
""",
}
_FIELDS = {
    noun: frozenset(field for field, others in _NOUNS.items() if noun in others.split())
    for nouns in _NOUNS.values()
    for noun in nouns.split()
}
# Two that one person has often enough at one time or soon after the other.
_TOGETHER = {
    frozenset(pair)
    for pair in (
        (Field.POLITICS, Field.LAW),
        (Field.POLITICS, Field.FORCES),
        (Field.POLITICS, Field.SCIENCE),
        (Field.POLITICS, Field.BUSINESS),
        (Field.POLITICS, Field.MEDIA),
        (Field.POLITICS, Field.RELIGION),
        (Field.LAW, Field.FORCES),
        (Field.LAW, Field.SCIENCE),
        (Field.LAW, Field.BUSINESS),
        (Field.FORCES, Field.SCIENCE),
        (Field.SCIENCE, Field.BUSINESS),
        (Field.SCIENCE, Field.MEDIA),
        (Field.SCIENCE, Field.RELIGION),
        (Field.SCIENCE, Field.TRADE),
        (Field.SPORT, Field.MEDIA),
        (Field.SPORT, Field.BUSINESS),
        (Field.ARTS, Field.MEDIA),
        (Field.ARTS, Field.BUSINESS),
        (Field.MEDIA, Field.BUSINESS),
        (Field.BUSINESS, Field.TRADE),
    )
}
#: One at a time, and one of each place or house.
_OFFICES = word_set(
    "minister premier chancellor governor mayor ambassador bishop archbishop king queen emir president"
)
# Of words that say neither what nor where: "former", "local".
_PASSING = SMALL | word_set("former ex then acting interim new veteran senior prominent newly elected")
_PERSON = re.compile(r"(?:m[ae]n|wom[ae]n|person)$")
_WORD = re.compile(r"[^\W_]+")
_LONGEST = 200  # characters of a role that are looked at
_SHORTEST = 5  # letters of "woman"; longer words that end so are of an office
_REMEMBERED = 20_000


@lru_cache(_REMEMBERED)
def role_words(role: str) -> frozenset[str]:
    """What a role is compared by: "the former spokeswoman" is {"spokesperson"}."""
    words = (fold(word) for word in _WORD.findall(role[:_LONGEST]))
    return frozenset(
        _PERSON.sub("person", w) if len(w) > _SHORTEST else w for w in words if w not in _PASSING
    )


@lru_cache(_REMEMBERED)
def fields(role: str) -> frozenset[Field]:
    """The walks of life that a role tells; none where its words are of any."""
    return frozenset().union(*(_FIELDS.get(word, frozenset()) for word in role_words(role)))


def offices(role: str) -> frozenset[str]:
    """The offices in a role that one holds one at a time: "foreign minister" is {"minister"}."""
    return role_words(role) & _OFFICES


@lru_cache(_REMEMBERED)
def same_role(a: str, b: str) -> bool:
    """Whether two roles are one, said in more or fewer words: "foreign minister", "minister"."""
    some, more = sorted((role_words(a), role_words(b)), key=len)
    return bool(some) and some <= more


def share_a_field(a: str, b: str) -> bool:
    """Whether two roles are of one walk of life; two trades are not."""
    return bool(fields(a) & fields(b) - {Field.TRADE})


@lru_cache(_REMEMBERED)
def exclusive(a: str, b: str) -> bool:
    """Whether nobody has both roles at one time."""
    pairs = [frozenset((x, y)) for x in fields(a) for y in fields(b)]
    return bool(pairs) and all(len(pair) == 2 and pair not in _TOGETHER for pair in pairs)
