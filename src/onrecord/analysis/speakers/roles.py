"""The words beside a name -> which role, and in what organisation, the article gives its bearer.

Four places are read: the title before the name ("Foreign Minister Ana Lund", "Vell Steel chief executive Ana
Lund"), the apposition behind it ("Ana Lund, a spokesman for the ministry,"), the apposition before it ("the
envoy, Ana Lund"), and what is tied to the name itself ("Ana Lund of the Vell Club", "Ana Lund (D-N.C.)").
A role is known by its last noun; no person and no organisation is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onrecord.analysis.speakers import phrases
from onrecord.analysis.speakers.offices import COURTESY, SHORT_TITLES, is_role
from onrecord.analysis.speakers.role_phrases import CLOSES, LONGEST, OF, OWNER, Found, described, divided
from onrecord.records import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.analysis.speakers.phrases import Word

_BEFORE = 120  # characters before a name that its title is looked for in
_BRACKETS = re.compile(r"\s?\(((?:[^\W\d_][\w.’'& -]{0,28}[\w.])|[A-Z])\)")
_PARTY = re.compile(r",\s((?:[A-Z]|Lib|Ind|Con|Lab|Dem|Rep)-[A-Z][\w.]*(?:\s[A-Z][a-z]+)?)(?=[,.;\s]|\Z)")
_AGE = re.compile(r"(?:\d{1,3}|aged?)\Z")


def role_and_affiliation(text: str, name: Span, source: Span | None) -> Found:
    """The role and the affiliation that stand beside the name, each as its exact words, None where none is.

    ``source``, where given, is the whole source that holds the name: what it holds belongs to the name, and
    what stands before it does not.
    """
    around = phrases.sentence(text, name.start, name.end)
    inside = source is not None and source.start <= name.start
    low = source.start if source is not None and inside else max(around.start, name.start - _BEFORE)
    before = phrases.words(text, Span(low, name.start)) if low < name.start else []
    named = phrases.words(text, name)
    behind = phrases.words(text, Span(name.end, around.end)) if name.end < around.end else []
    limit = source.end if source is not None and source.end > name.end else None
    return _together(
        _tied(text, name),
        _title(before, named),
        _apposition_behind(behind, limit),
        _tied_by_preposition(behind),
        _apposition_before(before, behind),
    )


def _together(*found: Found) -> Found:
    """The first place that gives both; else the first role and the first affiliation, brackets last."""
    first, *rest = found
    role = affiliation = None
    for given in (*rest, first):
        if given[0] and given[1]:
            return given
        role, affiliation = role or given[0], affiliation or given[1]
    return role, affiliation


def _tied(text: str, name: Span) -> Found:
    """ "Ana Lund (D-N.C.)", "Ana Lund, D-N.C.," """
    found = _BRACKETS.match(text, name.end) or _PARTY.match(text, name.end)
    return (None, Span(*found.span(1))) if found else (None, None)


def _title(before: Sequence[Word], named: Sequence[Word]) -> Found:
    """The title before the name, or at the beginning of its own words: "Sen. Ana Lund"."""
    own = 0
    while own + 1 < len(named) and _title_word(named, own):
        own += 1
    while own and not (is_role(named[own - 1].lower) or named[own - 1].lower in SHORT_TITLES):
        own -= 1
    line = [*_run_before(before), *named[:own]]
    while line and line[-1].lower in COURTESY:
        line.pop()
    if not line or not (is_role(line[-1].lower) or line[-1].lower in SHORT_TITLES):
        return None, None
    return divided(line)


def _title_word(named: Sequence[Word], i: int) -> bool:
    """Whether word ``i`` of a name still belongs to the title: a role, or what goes on to one."""
    return any(is_role(w.lower) or w.lower in SHORT_TITLES for w in named[i : min(i + 4, len(named) - 1)])


def _run_before(before: Sequence[Word]) -> list[Word]:
    """The words that stand before the name without any sign or small word between."""
    out: list[Word] = []
    for word in reversed(before):
        if not word.letters and word.text != "&" and not word.text.endswith("."):
            break
        if word.lower in phrases.STOPS and word.lower not in OF:
            break
        if word.lower in phrases.DETERMINERS:
            out.append(word)
            break
        if word.lower in OF:
            break
        out.append(word)
    return out[::-1]


def _apposition_behind(behind: Sequence[Word], limit: int | None) -> Found:
    """ ", a spokesman for the ministry," behind the name, after an age."""
    at = _behind_comma(behind)
    if at is None:
        return None, None
    found, end = described(behind, at)
    if found[0] is None or end is None:
        return None, None
    within = limit is not None and behind[end - 1].end <= limit + 1
    closed = end >= len(behind) or behind[end].text[0] in CLOSES or behind[end].lower in ("who", "whose")
    closed = closed or [w.lower for w in behind[end : end + 2]] in (["and", "a"], ["and", "an"])
    return found if within or closed else (None, None)


def _behind_comma(behind: Sequence[Word]) -> int | None:
    """Where an apposition begins, an age and brackets left out: ", 42, a nurse"."""
    at = 0
    if at < len(behind) and behind[at].text == "(":
        at = next((i + 1 for i in range(min(8, len(behind))) if behind[i].text == ")"), 0)
    if at >= len(behind) or behind[at].text not in (",", "–", "—"):
        return None
    at += 1
    while at + 1 < len(behind) and (
        _AGE.match(behind[at].text) or behind[at + 1].text == "," == behind[at - 1].text
    ):
        if not _AGE.match(behind[at].text) and "-" not in behind[at].text:
            break
        at += 1
        if behind[at].text == ",":
            at += 1
    return at if at < len(behind) else None


def _tied_by_preposition(behind: Sequence[Word]) -> Found:
    """ "Ana Lund of the Vell Club", "Karl Moe from Radio Nord" """
    if len(behind) < 2 or behind[0].lower not in ("of", "from", "at", "with"):
        return None, None
    end = phrases.noun_phrase(behind, 1, min(len(behind), LONGEST))
    capital = [w.capital for w in behind[1:end]]
    if not any(capital) or not (capital[0] or behind[1].lower == "the"):
        return None, None
    while end > 1 and not behind[end - 1].capital:
        end -= 1
    return None, Span(behind[1].start, behind[end - 1].end)


def _apposition_before(before: Sequence[Word], behind: Sequence[Word]) -> Found:
    """ "the group's president, Karl Moe," """
    line = list(before)
    while line and line[-1].lower in COURTESY:
        line.pop()
    closed = not behind or not behind[0].letters
    if len(line) < 3 or line[-1].text != "," or not closed:
        return None, None
    line.pop()
    for start in range(len(line) - 1, max(-1, len(line) - 1 - LONGEST), -1):
        word = line[start]
        if word.text in CLOSES:
            break
        first = word.lower in phrases.DETERMINERS or (OWNER.search(word.text) and word.capital)
        if not first:
            continue
        found, end = described(line, _owner_start(line, start))
        if found[0] is not None and end == len(line):
            return found
    return None, None


def _owner_start(line: Sequence[Word], at: int) -> int:
    """Where the owner begins whose last word is ``at``: "Vell Steel's"."""
    while (
        at > 0 and line[at].lower not in phrases.DETERMINERS and line[at - 1].capital and line[at - 1].letters
    ):
        at -= 1
    return at
