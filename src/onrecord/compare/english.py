"""What of English grammar comparing needs: negations, modals, pronouns, verbs' forms, number words."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence


def list_of(text: str) -> list[str]:
    """The words of a table below."""
    return text.split()


def words(text: str) -> frozenset[str]:
    """The same, where their order does not matter."""
    return frozenset(text.split())


#: A negation, and the words that stand in its place where it is gone.
NEGATIONS: Final[dict[str, frozenset[str]]] = {
    "not": frozenset(),
    "never": frozenset({"ever", "always"}),
    "no": frozenset({"a", "an", "any", "some", "the", "every", "yes"}),
    "nobody": frozenset({"somebody", "anybody", "everybody", "someone", "anyone", "everyone"}),
    "none": frozenset({"any", "some", "all"}),
    "nothing": frozenset({"something", "anything", "everything"}),
    "nowhere": frozenset({"somewhere", "anywhere", "everywhere"}),
    "neither": frozenset({"either", "both"}),
    "nor": frozenset({"or", "and"}),
    "without": frozenset({"with"}),
}
#: A modal, and the one that stands for both it and its form in a report ("will" and "would").
MODALS: Final = {
    "will": "will",
    "would": "will",
    "shall": "will",
    "can": "can",
    "could": "can",
    "may": "may",
    "might": "may",
    "must": "must",
    "should": "should",
    "ought": "should",
}
_FIRST: Final = words("i we me us my our mine ours myself ourselves")
_SECOND: Final = words("you your yours yourself yourselves")
_THIRD: Final = words(
    """
    he she it they him her them his hers its their theirs himself herself itself themselves
    """
)
PRONOUNS: Final = _FIRST | _SECOND | _THIRD
#: Who speaks: "we", "my".
FIRST_PERSON: Final = _FIRST
BE: Final = words("be am is are was were been being")
HAVE: Final = words("have has had having")
DO: Final = words("do does did")
#: What a report opens with.
OPENERS: Final = words("that whether if")
#: What opens a noun phrase.
DETERMINERS: Final = words("the a an this that these those his her its their my our your")
#: Words that bound a number without being one.
BOUNDS: Final = words(
    """
    about around some nearly almost roughly approximately over more than least at most up to only
    just fewer less under exactly
    """
)
#: Words of place and time, and what they become in a report; the reverse holds as well.
DEICTICS: Final[tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]] = (
    (("here",), ("there",)),
    (("now",), ("then",)),
    (("now",), ("at", "the", "time")),
    (("today",), ("that", "day")),
    (("today",), ("the", "same", "day")),
    (("tonight",), ("that", "night")),
    (("yesterday",), ("the", "day", "before")),
    (("yesterday",), ("the", "previous", "day")),
    (("tomorrow",), ("the", "next", "day")),
    (("tomorrow",), ("the", "following", "day")),
    (("tomorrow",), ("the", "day", "after")),
    (("ago",), ("before",)),
    (("ago",), ("earlier",)),
    (("this",), ("that",)),
    (("this",), ("the",)),
    (("this",), ("it",)),
    (("that",), ("it",)),
    (("that",), ("the",)),
    (("these",), ("those",)),
    (("these",), ("the",)),
    (("those",), ("the",)),
    (("next",), ("the", "following")),
    (("next",), ("the", "next")),
    (("last",), ("the", "previous")),
    (("come",), ("go",)),
    (("bring",), ("take",)),
    (("must",), ("had", "to")),
    (("must",), ("have", "to")),
)
_SHIFTS: Final = frozenset((here[0], there[0]) for here, there in DEICTICS if len(here) == 1)
#: Words that carry no content of their own.
FUNCTION: Final = (
    PRONOUNS
    | BE
    | HAVE
    | DO
    | OPENERS
    | DETERMINERS
    | frozenset(MODALS)
    | words(
        """
    and or but nor so yet as of in on at to for from by with into onto over under than then there
    here not no who which what when where why how because while any some all each every both such
    same very too also just only own up out off down again
    """
    )
)

_UNITS: Final = list_of(
    """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen
    """
)
_TENS: Final = list_of("twenty thirty forty fifty sixty seventy eighty ninety")
NUMBERS: Final[dict[str, int]] = {word: value for value, word in enumerate(_UNITS)} | {
    word: 10 * value for value, word in enumerate(_TENS, start=2)
}
_SCALES: Final[dict[str, int | Fraction]] = {
    "hundred": 100,
    "thousand": 1_000,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
    "dozen": 12,
    "hundreds": 100,
    "thousands": 1_000,
    "millions": 10**6,
    "billions": 10**9,
    "dozens": 12,
    "half": Fraction(1, 2),
    "quarter": Fraction(1, 4),
    "twice": 2,
    "double": 2,
}
_DIGITS: Final = re.compile(r"[$€£¥]?(\d+(?:\.\d+)?)")

# Verbs whose past is not regular, base first; what is spelled as the base is left out.
_IRREGULAR: Final = """
arise arose arisen|awake awoke awoken|bear bore borne born|beat beaten|become became|begin began begun
bend bent|bind bound|bite bit bitten|bleed bled
blow blew blown|break broke broken|breed bred|bring brought|build built
burn burnt|buy bought|catch caught|choose chose chosen|cling clung|come came|creep crept|deal dealt|dig dug
draw drew drawn|dream dreamt|drink drank drunk|drive drove driven|eat ate eaten|fall fell fallen|feed fed
feel felt|fight fought|find found|flee fled|fly flew flown|forbid forbade forbidden|forget forgot forgotten
forgive forgave forgiven|freeze froze frozen|get got gotten|give gave given|go went gone|grind ground
grow grew grown|hang hung|hear heard|hide hid hidden|hold held|keep kept|kneel knelt|know knew known|lay laid
lead led|lean leant|leap leapt|learn learnt|leave left|lend lent|lie lay lain|light lit|lose lost|make made
mean meant|meet met|mistake mistook mistaken|overcome overcame|pay paid|prove proven|ride rode ridden
ring rang rung|rise rose risen|run ran|say said|see saw seen|seek sought|sell sold|send sent
shake shook shaken|shine shone|shoot shot|show shown
shrink shrank shrunk|sing sang sung|sink sank sunk|sit sat|sleep slept
slide slid|speak spoke spoken|spend spent|spin spun|spring sprang sprung|stand stood|steal stole stolen
stick stuck|sting stung|strike struck stricken|strive strove striven|swear swore sworn|sweep swept
swim swam swum|swing swung|take took taken|teach taught|tear tore torn|tell told|think thought
throw threw thrown|understand understood|undertake undertook undertaken|wake woke woken|wear wore worn
weave wove woven|weep wept|win won|wind wound|withdraw withdrew withdrawn|withhold withheld
withstand withstood|write wrote written
"""
_BASES: Final[dict[str, str]] = {
    form: verb.split()[0]
    for line in _IRREGULAR.split("\n")
    for verb in line.split("|")
    for form in verb.split()
}
CONTRACTED: Final = {
    "cannot": ("can", "not"),
    "can't": ("can", "not"),
    "won't": ("will", "not"),
    "shan't": ("shall", "not"),
    "ain't": ("is", "not"),
    "let's": ("let", "us"),
}
_ENDINGS: Final = {"'ll": "will", "'re": "are", "'ve": "have", "'m": "am"}
#: Behind these "'s" is a verb; behind a noun it tells whose something is.
_BEFORE_IS: Final = PRONOUNS | words("that there here what who where how everybody nobody")
_EXPANDED_ENDINGS: Final = ("n't", "'ll", "'re", "'ve", "'m", "'d", "'s")


def parts_of(key: str, follower: str) -> tuple[str, ...]:
    """A folded word, or the two that a contraction stands for; ``follower`` is the word behind it."""
    if key in CONTRACTED:
        return CONTRACTED[key]
    if "'" not in key:
        return (key,)
    if key.endswith("n't"):
        return key[:-3], "not"
    base, apostrophe, ending = key.rpartition("'")
    told = _ENDINGS.get(apostrophe + ending)
    if told and base:
        return base, told
    participle = follower in ("been", "had", "got") or follower.endswith("ed")
    if ending == "d" and base in _BEFORE_IS:
        return base, "had" if participle or _BASES.get(follower, follower) != follower else "would"
    if ending == "s" and base in _BEFORE_IS:
        return base, "has" if follower in ("been", "had", "got") else "is"
    return (key,)


def ending_length(key: str) -> int:
    """Characters of the second word of a contraction."""
    return next((len(ending) for ending in _EXPANDED_ENDINGS if key.endswith(ending)), 3)


@lru_cache(maxsize=65_536)
def root(key: str) -> str:
    """One key for all forms of a verb, and for what differs from another in a verb's ending alone.

    Only words that stand in the same place of two wordings are compared by it, so that a noun which ends
    like a verb does no harm.
    """
    if key in BE:
        return "be"
    if key in HAVE:
        return "have"
    if key in DO or key in ("doing", "done"):
        return "do"
    if key in _BASES:
        return _BASES[key]
    for ending in ("ied", "ies", "ing", "ed", "es", "s"):
        if key.endswith(ending) and len(key) - len(ending) >= 2 and not key.endswith("ss"):
            return _stem(key, ending)
    return _bare(key)


def _stem(key: str, ending: str) -> str:
    stem = key[: -len(ending)]
    if ending in ("ied", "ies"):
        return stem + "y"
    whole = _BASES.get(stem) or _BASES.get(stem + "e")
    return whole or _bare(stem)


def _bare(stem: str) -> str:
    """Without the end that a verb loses or doubles: "plan", "planned"; "close", "closing"."""
    if len(stem) > 3 and stem.endswith("e"):
        stem = stem[:-1]
    if len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in "aeiouls":
        stem = stem[:-1]
    return stem


def is_shift(here: str, there: str) -> bool:
    """Whether a report has ``there``, or a phrase that begins so, where the speaker said ``here``."""
    return (here, there) in _SHIFTS


def value_of(keys: Sequence[str]) -> Fraction | None:
    """The number that keys spell: "3 thousand" is 3,000; None where one is no number, or there are none."""
    total, current, seen = Fraction(0), Fraction(0), False
    for key in keys:
        match = _DIGITS.fullmatch(key)
        if match:
            current += Fraction(match[1])
        elif key in _SCALES:
            current = (current or Fraction(1)) * _SCALES[key]
            if _SCALES[key] >= 1_000:
                total, current = total + current, Fraction(0)
        elif not (key in ("a", "and") and len(keys) > 1):
            return None
        seen = seen or key not in ("a", "and")
    return total + current if seen else None


def is_number(key: str) -> bool:
    """Whether a key is a number or a part of one."""
    return key in _SCALES or _DIGITS.fullmatch(key) is not None
