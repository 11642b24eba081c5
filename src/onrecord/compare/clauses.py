"""What is claimed, taken apart to be held against other claims: clauses, and whether each is negated;
whether it denies, rejects or calls something false, and whose word it names.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from onrecord.compare.stems import is_stop, stem, stems, words

if TYPE_CHECKING:
    from collections.abc import Sequence

_NEGATION: Final = re.compile(
    r"\b(?:not|never|no|none|nobody|nothing|neither|nor|nowhere|cannot|hardly|[a-z]+n['’]t"
    r"|anything but|far from|fail(?:s|ed)? to|refus(?:es|ed) to|without)\b",
    re.IGNORECASE,
)
#: "not only", "no longer", "no later than" negate nothing, or another thing.
_NO_NEGATION: Final = re.compile(
    r"\b(?:not only|no doubt|no later|no fewer|no less|no more than|not least|why not|or not)\b",
    re.IGNORECASE,
)
_CLAUSE: Final = re.compile(
    r"(?<=[.!?;:…])[\"”’]?\s+|,?\s+(?:and|but|while|because|although|though|yet)\s+|\s+[-—–]\s+"
    r"|,\s+(?=(?:I|we|he|she|they|it|you|nobody|there|this|that|both|not)\b)"
)
_DENIES: Final = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|reject(?:s|ed|ing)?|dismiss(?:es|ed|ing)?|disput(?:e|es|ed|ing)|refut(?:e|es|ed|ing)"
    r"|rebut(?:s|ted|ting)?|contradict(?:s|ed|ing)?|repudiat(?:e|es|ed|ing)|disavow(?:s|ed|ing)?|debunk(?:s|ed|ing)?"
    r"|disown(?:s|ed)?|contest(?:s|ed)|rubbish(?:es|ed)|disagree(?:s|d|ing)?|denial|took issue|shot down"
    r"|brush(?:es|ed)? (?:aside|off)|hits? back|push(?:es|ed) back|counter(?:s|ed)"
    r"|wav(?:es|ed) (?:aside|away)|laugh(?:s|ed) off|scoff(?:s|ed) at)\b",
    re.IGNORECASE,
)
#: Whoever says it so may answer without a word of denying.
_INSISTS: Final = re.compile(
    r"\b(?:insist|maintain|stood by|stands by|counter|answer|retort|hit back|repl(?:y|ied)|protest|respond)",
    re.IGNORECASE,
)
#: Whoever says it so answers nobody: it is no denial of what others say.
_ADMITS: Final = re.compile(r"\b(?:admit|acknowledg|conced|confess|apologi)", re.IGNORECASE)
_DOUBTS: Final = re.compile(
    r"\b(?:doubt(?:s|ed|ing)?|question(?:s|ed|ing)?|challeng(?:e|es|ed|ing)|cast doubt|mock(?:s|ed)"
    r"|ridicul(?:e|es|ed))\b",
    re.IGNORECASE,
)
_CORRECTS: Final = re.compile(
    r"\bcorrect(?:s|ed|ing)?\b|\bamend(?:s|ed)?\b|\brevis(?:es|ed)\b", re.IGNORECASE
)
#: What calls other words untrue.
_UNTRUE: Final = re.compile(
    r"\b(?:(?:not|isn['’]t|wasn['’]t|never|hardly|far from) (?:\w+ )?"
    r"(?:true|so|correct|accurate|right|the case|the truth|what happened)"
    r"|(?:not|n['’]t|never) (?:tell(?:ing)? the truth|hold up|hold water|add up|stand up|stack up|tally|wash)"
    r"|no (?:\w+ )?(?:truth|basis|word of (?:that|it|this))|untrue|false|falsehoods?|nonsense|"
    # "The town lies on the coast" and "the wrong side of the hill" call nothing untrue.
    r"li(?:e|es)(?! (?:in|on|at|to|between|near|within|with|behind)\b)|lied|lying(?! (?:in|on|at)\b)|liars?|"
    r"(?:wrong|mistaken)(?=\s*(?:[.,;:!?\"”’]|$|about\b|when\b|if\b))|"
    r"fair(?:y|ies) ?tales?|fiction(?:al)?|fabricat(?:ed|ion|ions)|invented|inventions?|baseless|"
    r"groundless|unfounded|incorrect|inaccurate|rubbish|absurd|myths?|hoax|slander|libel|"
    r"propaganda|rumou?rs?|misleading|made up|makes? (?:it|that|this|things) up|gossip|"
    r"out of (?:a|the|thin) (?:hat|air)|fantas(?:y|ies)|"
    r"nothing of the (?:sort|kind)|nothing could be further|never took place|did no such|"
    r"never happened|did not happen|didn['’]t happen|exaggerat(?:ed|ion)|distort(?:ed|ion)|smears?)\b",
    re.IGNORECASE,
)
_PERSONAL: Final = re.compile(r"\b(?:I|we|he|she|they|my|our|us|me)\b", re.IGNORECASE)
_CLEFT: Final = re.compile(r"[\"“]?(?:that )?it (?:was|is) [^,;]{2,40} (?:that|who|which)\b", re.IGNORECASE)
#: Words that stand for a claim and tell nothing of it.
_ABOUT_CLAIMS: Final = frozenset(
    stem(word)
    for word in (
        *(
            "charge",
            "claim",
            "allegation",
            "accusation",
            "story",
            "report",
            "suggestion",
            "idea",
            "statement",
        ),
        *("assertion", "version", "account", "rumour", "rumor", "notion", "theory", "criticism", "complaint"),
        *(
            "lie",
            "false",
            "true",
            "truth",
            "untrue",
            "nonsense",
            "wrong",
            "invent",
            "fiction",
            "tale",
            "fairy",
        ),
        *("sign", "evidence", "trace", "proof", "indication", "anybody", "anyone", "anything", "finding"),
        *("word", "think", "know", "believe", "said", "would", "one", "single", "any", "every", "never"),
    )
)
_CLAIM_NOUN: Final = (
    r"(?:charges?|claims?|allegations?|accusations?|stor(?:y|ies)|reports?|statements?|assertions?|versions?|accounts?"
    r"|findings?|conclusions?|figures?|numbers?|words?|estimates?|counts?|suggestions?)"
)
_WHOSE: Final = re.compile(
    rf"([\w’'-]+(?: [\w’'-]+){{0,3}}?)['’]s? (?:own )?(?:[\w-]+ )?(?:{_CLAIM_NOUN}|\d[\d,.]*)\b"
    rf"|\b{_CLAIM_NOUN} (?:by|from|made by) ((?:the |its |their )?[\w’'-]+(?: [\w’'-]+){{0,2}})",
    re.IGNORECASE,
)
#: "The promoter was mistaken", "called Mostyn a liar", "accused the envoy of lying".
_WHO: Final = r"((?:the )?[\w’'-]+(?: [\w’'-]+){0,2}?)"
_WHO_ERRS: Final = re.compile(
    rf"(?:^|[.!?;:,]\s|that )[\"“]?{_WHO} (?:was|were|is|are|had been|has been|have been)"
    r"(?: \w+ly)? (?:mistaken|wrong|lying|a liar|misinformed|not telling)\b"
    rf"|^{_WHO} (?:a liar|of (?:lying|inventing|making))"
    rf"|^{_WHO}: ",
    re.IGNORECASE,
)
_GIVES: Final = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[a-z]+teen|twenty|thirty|forty|fifty|sixty"
    r"|seventy|eighty|ninety|hundreds?|thousands?|millions?|dozens?|half|third|quarter)\b",
    re.IGNORECASE,
)
_SPOKEN_OF: Final = re.compile(
    r"['’]s? (?:[\w-]+ )?(?:figures?|numbers?|counts?|estimates?|tally|toll)\b", re.IGNORECASE
)
_NUMBER: Final = re.compile(r"\d[\d,.]*\d|\d")
#: Opposites: two clauses that differ by a pair of them speak of two things.
_OPPOSITE: Final = {
    one: other
    for pair in (
        *(("old", "new"), ("first", "second"), ("last", "next"), ("north", "south"), ("east", "west")),
        *(("summer", "winter"), ("spring", "autumn"), ("upper", "lower"), ("public", "private")),
    )
    for one, other in (pair, pair[::-1])
}


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause by its stems, numbers among them; ``qualifiers`` are those of its words that have opposites,
    ``words`` the words and numbers as they stand. ``untrue``: it calls something so. ``focus`` is the first
    stem behind the negation, ``named`` are the stems of words with a capital. ``personal``: it speaks of I,
    we, he, she or they; ``cleft``: that it was somebody who did something.
    """

    stems: frozenset[str]
    negated: bool
    untrue: bool
    qualifiers: frozenset[str]
    words: tuple[str, ...]
    focus: str | None = None
    named: frozenset[str] = frozenset()
    personal: bool = False
    cleft: bool = False


def clauses_of(content: str) -> tuple[Clause, ...]:
    """The clauses of a content, those without a word that tells something left out."""
    found = []
    for told in _CLAUSE.split(content):
        bare = _NO_NEGATION.sub(" ", told)
        untrue = _UNTRUE.search(bare)
        if untrue is not None and _NEGATION.search(bare, 0, untrue.start()):
            untrue = None  # "We do not say the minister lied"
        rest = bare if untrue is None else bare[untrue.end() :]
        negated = len(_NEGATION.findall(rest)) % 2 == 1
        numbers = _NUMBER.findall(told)
        kept = [word for match in words(told) if not is_stop(word := match[0].lower()) or word == "won"]
        kept = [word for word in kept if stem(word) not in _ABOUT_CLAIMS]
        roots = frozenset([*map(stem, kept), *(number.replace(",", "") for number in numbers)])
        if roots or untrue is not None:
            low = frozenset(match[0].lower() for match in words(told)) & _OPPOSITE.keys()
            found.append(
                Clause(
                    roots,
                    negated,
                    untrue is not None,
                    low,
                    (*kept, *numbers),
                    _focus(bare),
                    _named(told),
                    _PERSONAL.search(told) is not None,
                    untrue is None and _CLEFT.match(told) is not None,
                )
            )
    return tuple(found)


def _focus(told: str) -> str | None:
    """The first stem behind the negation: "warm" of "The sea was not too warm"."""
    match = _NEGATION.search(told)
    behind = stems(told[match.end() :]) if match else []
    return next((one for one in behind if one not in _ABOUT_CLAIMS), None)


def _named(told: str) -> frozenset[str]:
    return frozenset(stem(m[0]) for m in words(told) if m[0][0].isupper() and not is_stop(m[0].lower()))


def is_negated(cue: str) -> bool:
    """Whether a cue says that something was not said: "did not say", "do not claim"."""
    return bool(_NEGATION.search(cue))


class Number(NamedTuple):
    """Whether a content gives a number, and whether it speaks of somebody's number."""

    given: bool
    spoken_of: bool


def insists(cue: str) -> bool:
    """Whether a cue holds something against somebody: "insisted", "answered"."""
    return bool(_INSISTS.search(cue))


def number_of(content: str) -> Number:
    """Whether a content gives a number, and whether it speaks of somebody's number."""
    return Number(bool(_GIVES.search(content)), bool(_SPOKEN_OF.search(content)))


class Form(NamedTuple):
    """By what form an attribution answers: it denies its content, doubts it, calls something untrue in it."""

    denies: bool
    doubts: bool
    calls: bool


def form_of(cue: str, content: str, clauses: Sequence[Clause], stance: str | None, *, negated: bool) -> Form:
    """By what form an attribution answers, as cue, content and stance show it."""
    if negated or is_negated(cue) or _ADMITS.search(cue):
        return Form(denies=False, doubts=False, calls=False)
    called = any(clause.untrue for clause in clauses)
    denied = bool(_DENIES.search(cue))
    if stance == "deny" and not _CORRECTS.search(cue):
        # The model gives "said nobody had been there" the stance too: there the content denies, not the cue.
        denied = denied or not (called or _NEGATION.search(content))
    return Form(denied, bool(_DOUBTS.search(cue)) or stance == "doubt", called)


def whose(content: str) -> frozenset[str]:
    """The stems of those whose claim, figure or story a content speaks of."""
    found: set[str] = set()
    for match in _WHOSE.finditer(content):
        found.update(stems(match[1] or match[2]))
    for match in _WHO_ERRS.finditer(content):
        found.update(stems(match[1] or match[2] or match[3]))
    return frozenset(found)


def opposite(one: Clause, other: Clause) -> bool:
    """Whether one says "old" where the other says "new", or the like."""
    return any(
        _OPPOSITE[word] in other.qualifiers
        and _OPPOSITE[word] not in one.qualifiers
        and word not in other.qualifiers
        for word in one.qualifiers
    )
