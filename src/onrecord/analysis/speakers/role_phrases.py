"""Words that hold a role -> the role and the organisation: "Vell Steel chief executive", "a baker at ..."."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onrecord.analysis.speakers import phrases
from onrecord.analysis.speakers.offices import COURTESY, GROUPS, ROLE_ADJECTIVES, SHORT_TITLES, is_role
from onrecord.analysis.speakers.vocabulary import word_set
from onrecord.records import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.analysis.speakers.phrases import Word

Found = tuple[Span | None, Span | None]

LONGEST = 14  # words of an apposition
OF = word_set("of for at with from")
CLOSES = frozenset(',.;:!?)–—"”’»')
OWNER = re.compile(r"[’']s?\Z")
_PRONOUNS = word_set("his her its their our my your whose")
_FILLERS = word_set("the a an this that one then current")


def described(words: Sequence[Word], at: int) -> tuple[Found, int | None]:
    """The role phrase that begins at ``at``, and the index behind it."""
    end = min(len(words), at + LONGEST)
    head_end = phrases.base_phrase(words, at, end)
    if head_end == at or not is_role(words[head_end - 1].lower) or words[at].text in CLOSES:
        return (None, None), None
    role, owner = divided(words[at:head_end])
    field, organisation, behind = _governed(words, head_end, end)
    if field is not None and role is not None and owner is None:
        role = Span(role.start, field.end)
    return (role, owner or organisation), behind


def _governed(words: Sequence[Word], at: int, end: int) -> tuple[Span | None, Span | None, int]:
    """What stands behind "of", "for" and "at": a role’s field, its organisation, the index behind."""
    field = organisation = None
    while at + 1 < end and words[at].lower in (*OF, "in", "to", "on", "and"):
        joint = words[at].lower
        behind = phrases.base_phrase(words, at + 1, end)
        if behind == at + 1 or joint == "and":
            break
        plain = words[at + 1].text.islower() and words[at + 1].lower not in phrases.DETERMINERS
        span = Span(words[at + 1].start, words[behind - 1].end)
        if joint in ("of", "for") and plain and organisation is None:
            field = Span(field.start if field else span.start, span.end)
        elif joint in OF and not (plain and organisation is None and joint == "from"):
            organisation = Span(organisation.start, span.end) if organisation and joint == "of" else (
                organisation or span
            )  # fmt: skip
        at = behind
    if field is not None and organisation is None and words[at - 1].lower in GROUPS:
        return None, field, at
    return field, organisation, at


def divided(line: Sequence[Word]) -> Found:
    """Words that end with a role -> the role and the owner before it: "Vell Steel | chief executive"."""
    owner = max((i for i, w in enumerate(line[:-1]) if OWNER.search(w.text)), default=-1)
    role = len(line) - 1
    while role > owner + 1 and _goes_with_role(line, role - 1):
        role -= 1
    start = 0
    while start < role and line[start].lower in _PRONOUNS | _FILLERS and line[start].lower != "the":
        start += 1
    if owner < 0 and start < role and line[start].lower == "the":
        start += 1  # "the Vell Steel chief executive": the article is the executive's
    affiliation = _affiliation(line[start : owner + 1]) if owner >= 0 else _affiliation(line[start:role])
    return Span(line[role].start, line[-1].end), affiliation


def _goes_with_role(line: Sequence[Word], i: int) -> bool:
    """Whether word ``i`` is part of the role behind it."""
    word = line[i]
    if word.lower in _FILLERS or word.lower in phrases.DETERMINERS or word.lower in COURTESY:
        return False
    if word.lower in ROLE_ADJECTIVES or word.lower in SHORT_TITLES:
        return True
    if word.lower in GROUPS:
        return False
    return word.text.islower() and not any(c.isdigit() for c in word.text)


def _affiliation(line: Sequence[Word]) -> Span | None:
    """The owner without what is no part of it: a possessive sign, a lone article, a pronoun."""
    words = list(line)
    while words and words[0].lower in (_FILLERS - {"the"}):
        words.pop(0)
    while words and words[-1].lower in COURTESY | _FILLERS:
        words.pop()
    if (
        not words
        or (len(words) == 1 and words[0].lower in phrases.DETERMINERS)
        or words[0].lower in _PRONOUNS
    ):
        return None
    if any(c.isdigit() for c in words[-1].text) and words[-1].text.islower():
        return None
    cut = OWNER.search(words[-1].text)
    possessive = cut is not None and words[-1].text[cut.start() :] in ("'s", "’s", "'", "’")
    return Span(
        words[0].start, words[-1].end - (len(words[-1].text) - cut.start() if possessive and cut else 0)
    )
