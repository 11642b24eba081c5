"""Whether a clause speaks of what was or of what is to come: which Monday "on Monday" is.

There is no tagger here: auxiliaries, endings and lists of common verbs are looked for in a few words on
either side. The nearest verb before the date decides ("told reporters she will leave Monday"); where the date
opens its clause ("On Monday, the court will rule") the first one behind it does.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING

from onrecord.analysis.speakers.vocabulary import word_set

if TYPE_CHECKING:
    from collections.abc import Iterator


class Direction(Enum):
    """Which way from publication a date lies."""

    PAST = "past"
    FUTURE = "future"


#: How far to look, in characters: a clause of news has some 20 words, and a million dates cost linear time.
BEFORE, BEHIND = 130, 90

_BASES = (
    "be|address|agree|air|announce|appear|argue|arrive|ask|attend|back|become|begin|bring|build|call|campaign"
    "|carry|celebrate|choose|close|come|conclude|consider|continue|cut|debate|decide|deliver|discuss"
    "|elect|end"
    "|expire|face|fight|file|finish|fly|gather|get|give|go|happen|have|hear|help|hold|host|issue|join"
    "|keep|launch"
    "|leave|make|mark|march|meet|move|name|open|pass|pay|play|present|protest|publish|put|raise|reach|rebuild"
    "|receive|release|remain|reopen|replace|report|resign|respond|resume|return|reveal|rule|run|sail"
    "|see|seek|sell"
    "|send|sign|speak|stand|start|stay|step|stop|strike|submit|surrender|take|talk|tell|testify"
    "|travel|try|unveil"
    "|visit|vote|walk|win"
)
_PLANNED = "due|scheduled|slated|expected|planned|upcoming|forthcoming|poised|postponed|rescheduled"
_SCHEDULES = (
    "opens|begins|starts|meets|returns|resumes|expires|ends|airs|flies|convenes|departs|premieres"
    "|decides|reopens"
    "|goes|go|runs|run|follows?|open|begin|resume|takes? (?:place|effect|office)|kicks? off|heads"
    "|leaves|arrives|lapses|closes|comes"
)
_IRREGULAR = (
    "said|told|met|went|came|left|took|made|gave|got|saw|found|held|won|lost|shot|struck|hit|hurt|fell|rose"
    "|began|broke|brought|built|bought|caught|chose|cut|drew|drove|fought|flew|forgot|grew|heard|kept"
    "|knew|laid"
    "|led|put|ran|sank|sat|sent|shook|shut|sold|spent|spoke|stood|stole|swore|taught|thought|threw|understood"
    "|woke|wore|wrote|paid|felt|burnt|lay|rode|sang|swam|blew|beat|became|quit|split|spread|born|done"
    "|gone|given"
    "|seen|taken|shown|known|sunk|swept|hung|hid|shed|slept|wept|froze|tore|bore|dealt|meant|lit|fled|sought"
    "|telling|saying|adding|calling|tweeting|writing|citing"
)
_SIGNAL = re.compile(
    r"\b(?:"
    # what looks like a verb of the clause and is none
    r"(?P<none>(?:the|an?|his|her|its|their|our|my|these|those|of|by) (?!due|slated)\w{2,18}ed(?! to\b"
    r"| for\b)"
    r"|(?:need|speed|feed|seed|indeed|hundred|red|bed|shed|breed|embed)\b"
    r"|(?:the|an?|his|her|its|their) (?:open|run|go|start|end|meet)\b)"
    rf"|(?P<now>(?:is|are|am) (?!(?:{_PLANNED})\b|set\b|going\b|about\b|likely\b|moving|meeting|holding"
    rf"|leaving|coming)\w+)"
    rf"|(?P<past>(?:would|could|should|might|may|must|to) (?:not )?have\b"
    rf"|(?:managed|failed|used|tried|continued|began|forced|seemed|appeared|went|came|helped|refused|able)"
    rf"(?: \w+)? to \w+|(?:was|were|did|didn['’]t|wasn['’]t)(?: not)? (?:{_SCHEDULES})\b|could(?:n['’]t"
    rf"| not)\b)"
    r"|(?P<future>(?:will|would|shall|won['’]t|wouldn['’]t|must|may|might|can|could|should|cannot|can['’]t)"
    r"(?: not| also| \w{2,18}ly)? (?:be (?:\w+ly )?\w+|\w+)"
    rf"|(?:had|was|were) been (?:{_PLANNED})\b|to be \w+|to (?:{_BASES})\b|(?:{_PLANNED})\b"
    rf"|(?:{_SCHEDULES})\b"
    r"|(?:is|are) (?:set|going|about|likely|moving|meeting|holding|leaving|coming)\b|(?:ha(?:s|ve)"
    r"|need(?:s|ed)?) to\b"
    r"|set (?:to(?: be)? \w+|for)\b|(?:plan|hope|want|intend|aim|expect|prepare)s? to \w+|hold(?:s|ing)?\b"
    r"|(?:who|that|which|states) votes?\b|(?:heading|headed) into\b|entering\b)"
    rf"|(?P<was>was|were|had|did|has|have|been|wasn['’]t|weren['’]t|didn['’]t|hadn['’]t|hasn['’]t"
    rf"|{_IRREGULAR}"
    r"|[A-Z]?[a-z]{2,18}ed)\b"
    r"|(?P<will>ll \w+))"
)
_WORD = re.compile(r"\w+")
#: What a signal begins with; a word that is none of these costs no more than the look.
_FIRST_WORDS = word_set(
    "the a an his her its their our my these those of by need speed feed seed indeed hundred red bed "
    "shed breed embed is are am would could should might may must to managed failed used tried "
    "continued began forced seemed appeared went came helped refused able was were did didn wasn couldn "
    "will shall won wouldn can cannot had has have needs needed been weren hadn hasn set ll take takes "
    "kick kicks plan plans hope hopes want wants intend intends aim aims expect expects prepare "
    "prepares hold holds holding who that which states heading headed entering follow follows"
) | frozenset(f"{_PLANNED}|{_SCHEDULES}|{_IRREGULAR}".split("|"))
#: How far back the phrases that end at a date are looked for.
_TAIL = 48
#: The dot of "Mr." ends no sentence.
_TITLES = "".join(
    rf"(?<!\b{title}\.)" for title in ("Mr", "Ms", "Mrs", "Dr", "St", "Sen", "Gov", "Rep", "Gen", "Sept")
)
_SENTENCE = re.compile(rf"[.!?;]{_TITLES}[”\"’')\]]*\s+(?=[“\"‘'(]{{0,2}}[A-Z0-9])|\n")
_OPENS_CLAUSE = re.compile(
    r"(?:^|[.!?;:,(—–“\"]|\b(?:and|but|while|when|that|if|because|although))\s*"
    r"(?:(?:and|but|then|later|late|early|from|on|in|by|at|until|since|during|over|the|for) ?){0,3}$"
)
_AHEAD = re.compile(
    r"\b(?:ahead of|before|in time for|prepar\w+ for|deadline (?:for|of|is|on)|forecasts? for|tickets"
    r" for|plans? for|towards?|into|past|beyond"
    r"|(?:scheduled|planned|set|expected|due|postponed|delayed|moved|pushed)(?: back)? (?:for|to|until"
    r"|in|on))"
    r"(?: the| this)? $"
)
_AFTERWARDS = re.compile(r"\b(?:after|following|in the wake of|since)(?: the| a)? $")
_HAPPENED = re.compile(
    r"[’']s? (?:\w+ )?(?:decision|ruling|attacks?|shootings?|bombings?|massacre|results?|remarks"
    r"|comments|win|victory"
    r"|loss|defeat|announcement|report|interview|storm|crash|killings?|fire|arrest)"
)
#: "The convention in July", whatever was said of it: the nearer July.
_EVENT = re.compile(
    r"\b(?:caucus(?:es)?|conventions?|primary|primaries|elections?|showdown|contests?|referendum"
    r"|matchup|deadline)"
    r"(?: (?!(?:was|were|had)\b)\w+){0,3} $"
)
_VOTE = re.compile(r"[’']?s? (?:\w+ )?(?:election|ballot|vote|primar|caucus|convention|referendum)")
_WAITED = re.compile(r"(?:\bnot|n['’]t|\bnever|\bwaited)\b[^.]*$")
#: Days: "In a column on Aug. 10, it must stop" of a page of Aug. 16. Of 66 dates read as yet to come in 150
#: articles of PolNeAR's training part two were none by this; none that was to come lay so far ahead.
JUST_OVER, FAR_AHEAD = 70, 270
#: Where no verb tells: news reports what was.
USUAL = Direction.PAST


def direction(text: str, start: int, end: int, at: int, to: int) -> Direction | None:
    """Where the date ``text[at:to]`` lies from publication; None where no verb tells, and of a vote, which is
    spoken of long before. ``start`` and ``end`` are those of its paragraph.
    """
    before, behind = _clauses(text, start, end, at, to)
    tail = max(0, len(before) - _TAIL)
    if _AHEAD.search(before, tail):
        return Direction.FUTURE
    if _AFTERWARDS.search(before, tail) or _HAPPENED.match(text, to, end):
        return Direction.PAST
    back, forth = _last(before), _first(behind)
    told = (forth or back) if _OPENS_CLAUSE.search(before, tail) else (back or forth)
    return None if told is Direction.PAST and _EVENT.search(before, tail) else told


def is_of_vote(text: str, at: int, to: int, end: int) -> bool:
    """ "The November election", "Ohio’s March 15 primary": a vote that the date at ``text[at:to]`` tells
    apart.
    """
    owned = text[max(0, at - 4) : at].lower().endswith(("the ", "a ", "’s ", "'s "))
    return owned and bool(_VOTE.match(text, to, end))


def settled(told: Direction | None, ago: int, ahead: int) -> Direction:
    """The direction of a month or a day of the year, when the last is ``ago`` days back and the next
    ``ahead``: as told, the nearer where nothing is; and the past where it is so near that the next would be
    called so.
    """
    if told is None or (told is Direction.FUTURE and ago <= JUST_OVER and ahead >= FAR_AHEAD):
        return Direction.PAST if ago <= ahead else Direction.FUTURE
    return told


def is_waited_for(text: str, start: int, end: int, at: int, to: int) -> bool:
    """Whether a limit ("until Monday", "by Monday") lies in the past: "did not speak until Monday", "by
    Monday 40 had died".
    """
    before, behind = _clauses(text, start, end, at, to)
    if _last(before) is Direction.PAST and _WAITED.search(before):
        return True
    return bool(_OPENS_CLAUSE.search(before)) and _first(behind) is Direction.PAST


def _clauses(text: str, start: int, end: int, at: int, to: int) -> tuple[str, str]:
    """The words of the sentence before the date and behind it, as far as one looks."""
    before = text[max(start, at - BEFORE) : at]
    cut = 0
    for stop in _SENTENCE.finditer(before):
        cut = stop.end()
    behind = text[to : min(end, to + BEHIND)]
    close = _SENTENCE.search(behind)
    return before[cut:], behind[: close.start()] if close else behind


def _last(words: str) -> Direction | None:
    told = None
    for found in _signals(words):
        told = _told(found)
    return told


def _first(words: str) -> Direction | None:
    found = next(_signals(words), None)
    return _told(found) if found else None


def _signals(words: str) -> Iterator[re.Match[str]]:
    """The verbs of a clause, in order."""
    free = 0
    for word in _WORD.finditer(words):
        low = word[0]
        if word.start() < free or not (low in _FIRST_WORDS or low.endswith("ed")):
            continue
        found = _SIGNAL.match(words, word.start())
        if found is not None:
            free = found.end()
            if not found["none"]:
                yield found


def _told(signal: re.Match[str]) -> Direction | None:
    if signal["now"]:
        return None
    return Direction.FUTURE if signal["future"] or signal["will"] else Direction.PAST
