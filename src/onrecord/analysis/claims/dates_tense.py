"""Whether a clause speaks of what was or of what is to come: which Monday "on Monday" is.

There is no tagger here: auxiliaries, endings and lists of common verbs are looked for in a few words on either
side. The nearest verb before the date decides ("told reporters she will leave Monday"); where the date opens
its clause ("On Monday, the court will rule") the first one behind it does.
"""

from __future__ import annotations

import re
from enum import Enum


class Direction(Enum):
    """Which way from publication a date lies."""

    PAST = "past"
    FUTURE = "future"


#: How far to look, in characters: a clause of news has some 20 words, and a million dates cost linear time.
BEFORE, BEHIND = 130, 90

_BASES = (
    "be|address|agree|air|announce|appear|argue|arrive|ask|attend|back|become|begin|bring|build|call|campaign"
    "|carry|celebrate|choose|close|come|conclude|consider|continue|cut|debate|decide|deliver|discuss|elect|end"
    "|expire|face|fight|file|finish|fly|gather|get|give|go|happen|have|hear|help|hold|host|issue|join|keep|launch"
    "|leave|make|mark|march|meet|move|name|open|pass|pay|play|present|protest|publish|put|raise|reach|rebuild"
    "|receive|release|remain|reopen|replace|report|resign|respond|resume|return|reveal|rule|run|sail|see|seek|sell"
    "|send|sign|speak|stand|start|stay|step|stop|strike|submit|surrender|take|talk|tell|testify|travel|try|unveil"
    "|visit|vote|walk|win"
)
_PLANNED = "due|scheduled|slated|expected|planned|upcoming|forthcoming|poised|postponed|rescheduled"
_SCHEDULES = (
    "opens|begins|starts|meets|returns|resumes|expires|ends|airs|flies|convenes|departs|premieres|decides|reopens"
    "|goes|go|runs|run|follows?|open|begin|resume|takes? (?:place|effect|office)|kicks? off|heads|leaves|arrives|lapses|closes|comes"
)
_IRREGULAR = (
    "said|told|met|went|came|left|took|made|gave|got|saw|found|held|won|lost|shot|struck|hit|hurt|fell|rose"
    "|began|broke|brought|built|bought|caught|chose|cut|drew|drove|fought|flew|forgot|grew|heard|kept|knew|laid"
    "|led|put|ran|sank|sat|sent|shook|shut|sold|spent|spoke|stood|stole|swore|taught|thought|threw|understood"
    "|woke|wore|wrote|paid|felt|burnt|lay|rode|sang|swam|blew|beat|became|quit|split|spread|born|done|gone|given"
    "|seen|taken|shown|known|sunk|swept|hung|hid|shed|slept|wept|froze|tore|bore|dealt|meant|lit|fled|sought"
    "|telling|saying|adding|calling|tweeting|writing|citing"
)
_SIGNAL = re.compile(
    r"\b(?:"
    # what looks like a verb of the clause and is none
    r"(?P<none>(?:the|an?|his|her|its|their|our|my|these|those|of|by) (?!due|slated)\w{2,18}ed(?! to\b| for\b)"
    r"|(?:need|speed|feed|seed|indeed|hundred|red|bed|shed|breed|embed)\b)"
    rf"|(?P<now>(?:is|are|am) (?!(?:{_PLANNED})\b|set\b|going\b|about\b|likely\b|moving|meeting|holding|leaving|coming)\w+)"
    rf"|(?P<past>(?:would|could|should|might|may|must|to) (?:not )?have\b"
    rf"|(?:managed|failed|used|tried|continued|began|forced|seemed|appeared|went|came|helped|refused|able)"
    rf"(?: \w+)? to \w+|(?:was|were|did|didn['’]t|wasn['’]t)(?: not)? (?:{_SCHEDULES})\b|could(?:n['’]t| not)\b)"
    r"|(?P<future>(?:will|would|shall|won['’]t|wouldn['’]t|must|may|might|can|could|should|cannot|can['’]t)"
    r"(?: not| also| \w{2,18}ly)? (?:be (?:\w+ly )?\w+|\w+)"
    rf"|(?:had|was|were) been (?:{_PLANNED})\b|to be \w+|to (?:{_BASES})\b|(?:{_PLANNED})\b|(?:{_SCHEDULES})\b"
    r"|(?:is|are) (?:set|going|about|likely|moving|meeting|holding|leaving|coming)\b|(?:ha(?:s|ve)|need(?:s|ed)?) to\b"
    r"|set (?:to|for)\b)"
    rf"|(?P<was>was|were|had|did|has|have|been|wasn['’]t|weren['’]t|didn['’]t|hadn['’]t|hasn['’]t|{_IRREGULAR}"
    r"|[a-z]{2,18}ed)\b"
    r")|['’](?P<will>ll \w+)"
)
_SENTENCE = re.compile(r"[.!?;][”\"’')\]]*\s+(?=[“\"‘'(]?[A-Z0-9])|\n")
_OPENS_CLAUSE = re.compile(
    r"(?:^|[.!?;:,(—–“\"]|\b(?:and|but|while|when|that|if|because|although))\s*"
    r"(?:(?:and|but|then|later|late|early|from|on|in|by|at|until|since|during|over|the|for) ?){0,3}$"
)
_AHEAD = re.compile(
    r"\b(?:ahead of|before|in time for|prepar\w+ for|deadline (?:for|of|is|on)|forecasts? for|tickets for|plans? for"
    r"|(?:scheduled|planned|set|expected|due|postponed|delayed|moved|pushed)(?: back)? (?:for|to|until|in|on))"
    r"(?: the| this)? $"
)
_AFTERWARDS = re.compile(r"\b(?:after|following|in the wake of|since)(?: the| a)? $")
_HAPPENED = re.compile(
    r"[’']s? (?:\w+ )?(?:decision|ruling|attacks?|shootings?|bombings?|massacre|results?|remarks|comments|win|victory"
    r"|loss|defeat|announcement|report|interview|storm|crash|killings?|fire|arrest)"
)
_WAITED = re.compile(r"(?:\bnot|n['’]t|\bnever|\bwaited)\b[^.]*$")
#: Days: "must stop", Aug. 10 of a page of Aug. 16. Of 66 dates read as yet to come in 150 articles of PolNeAR's
#: training part 4 were not, two of them by this; none that was to come lay so far ahead.
JUST_OVER, FAR_AHEAD = 70, 270
#: Where no verb tells: news reports what was.
USUAL = Direction.PAST


def direction(text: str, start: int, end: int, at: int, to: int) -> Direction | None:
    """Where the date ``text[at:to]`` lies from publication; None where no verb tells. ``start`` and ``end``
    are those of its paragraph.
    """
    before, behind = _clauses(text, start, end, at, to)
    if _AHEAD.search(before):
        return Direction.FUTURE
    if _AFTERWARDS.search(before) or _HAPPENED.match(text, to, end):
        return Direction.PAST
    back, forth = _last(before), _first(behind)
    if _OPENS_CLAUSE.search(before):
        return forth or back
    return back or forth


def settled(told: Direction | None, ago: int, ahead: int) -> Direction:
    """The direction of a month or a day of the year, when the last is ``ago`` days back and the next ``ahead``:
    as told, the nearer where nothing is; and the past where it is so near that the next would be called so.
    """
    if told is None or (told is Direction.FUTURE and ago <= JUST_OVER and ahead >= FAR_AHEAD):
        return Direction.PAST if ago <= ahead else Direction.FUTURE
    return told


def is_waited_for(text: str, start: int, end: int, at: int, to: int) -> bool:
    """Whether a limit ("until Monday", "by Monday") lies in the past: "did not speak until Monday", "by Monday
    40 had died".
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
    for found in _SIGNAL.finditer(words):
        told = told if found["none"] else _told(found)
    return told


def _first(words: str) -> Direction | None:
    return next((_told(found) for found in _SIGNAL.finditer(words) if not found["none"]), None)


def _told(signal: re.Match[str]) -> Direction | None:
    if signal["now"]:
        return None
    return Direction.FUTURE if signal["future"] or signal["will"] else Direction.PAST
