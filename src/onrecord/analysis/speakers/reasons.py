"""The clause that says why somebody is not named: "who was not authorised to speak publicly"."""

from __future__ import annotations

import re

from onrecord.analysis.speakers import phrases
from onrecord.records import Span

_ALLOWED = r"(?:authori[sz]ed|allowed|permitted|cleared|entitled|empowered)"
_NAMED = r"(?:(?:publicly )?(?:named|identified|quoted)(?: publicly| by name)?)"
_NOT = r"(?:was|were|is|are|had been)(?: not|n[’']t)"
_THEY = r"(?: that (?:he|she|they))?"
_UNNAMED = r"(?:not to be|not be|not being|to remain|to stay|to be|to go|remaining)"
_ANONYMITY = r"(?: \w+){0,4}? (?:condition of )?anonymity"
_CONDITION = rf"on (?:the )?(?:strict )?condition(?: of anonymity|{_THEY} not (?:to )?be {_NAMED})"
_CITING = r"(?:citing (?:\w+ ){1,6}?and )?"
# What a verb of its own says, behind "who" or not.
_VERBS = (
    rf"{_NOT} (?:immediately )?{_ALLOWED} to",
    rf"(?:was|were) (?:un{_ALLOWED}|forbidden|barred) (?:to|from)",
    r"lacked (?:the )?(?:authori[sz]ation|permission) to",
    r"(?:did not|didn[’']t) have (?:the )?(?:permission|authority|authori[sz]ation) to",
    rf"(?:asked|requested|insisted|wished|wanted|preferred|chose){_THEY} (?:on )?{_UNNAMED}",
    rf"(?:declined|refused|(?:did not|didn[’']t|does not|do not) (?:want|wish)) to be {_NAMED}",
    r"(?:declined|refused|(?:did not|didn[’']t) (?:want|wish)) to give (?:his|her|their)(?: \w+)? names?",
    r"(?:spoke|speaks|has spoken|have spoken|was speaking|were speaking|was granted|were granted)"
    + _ANONYMITY,
    r"(?:was given|were given|requested|asked for|insisted on|demanded)" + _ANONYMITY,
    r"(?:would|could|agreed to|chose to) (?:only )?(?:speak|talk|comment|be quoted)(?: \w+){0,4}? "
    + _CONDITION,
)
# What stands beside the source without a verb of its own.
_PHRASES = (
    _CITING + r"(?:speaking|talking|quoted|granted|given|requesting|asking for|insisting on)" + _ANONYMITY,
    _CITING + rf"(?:asking|asked|declining|requesting|refusing|wishing|preferring){_THEY} {_UNNAMED} "
    rf"(?:{_NAMED}|anonymous|unnamed|unidentified)",
    _CONDITION,
    rf"(?:neither|none) of whom (?:was|were|is|are) {_ALLOWED} to",
    rf"(?:not |un){_ALLOWED} to (?:speak|talk|comment|brief|discuss|give)",
    r"whose (?:identity|identities|names?) (?:\w+ ){1,4}?(?:withheld|protected|concealed|disclosed|changed)",
)
_WHO = r"(?:(?:who|(?:all|both|none|neither|one|some) of whom) )?(?:also )?"
_WHY = re.compile(rf"\b(?:{_WHO}(?:{'|'.join(_VERBS)})|{'|'.join(_PHRASES)})", re.IGNORECASE)
# The clause must be about speaking or names: "who was not allowed to leave the market" is not.
_ABOUT_NAMING = re.compile(
    r"\b(?:speak\w*|talk\w*|comment\w*|discuss\w*|brief\w*|anonym\w*|nam(?:e|ed|es|ing)|identif\w+|unnamed|"
    r"quoted|withheld|publicly|media|press|reporters|journalists|disclos\w+)\b",
    re.IGNORECASE,
)
# A reason goes on behind a comma and these, and ends at the others.
_GOES_ON = re.compile(
    r",\s+(?:because|since|so as|in order|for fear|fearing|owing|due|citing|given|"
    r"as (?:he|she|they|the|it|no)\b)",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"[,;:\"“”«»()—–]|\s--?\s|[.!?…](?=\s|\Z|[\"”’»])|\s(?:said|told|says|added|confirmed|tells)\b"
)


def reason_for(text: str, source: Span) -> Span | None:
    """Why the source is not named, as a clause inside it, else behind it, else before it in its sentence."""
    around = phrases.sentence(text, source.start, source.end)
    found = [c for m in _WHY.finditer(text, around.start, around.end) if (c := _clause(text, m, around.end))]
    inside = [c for c in found if source.start <= c.start < source.end]
    behind = [c for c in found if c.start >= source.end]
    return next(iter(inside or behind or found[-1:]), None)


def _clause(text: str, begun: re.Match[str], end: int) -> Span | None:
    """The whole clause that a match begins; None where it is about something else."""
    at = begun.end()
    while True:
        stop = _ENDS.search(text, at, end)
        behind = stop.start() if stop else end
        more = _GOES_ON.match(text, behind, end) if stop and text[behind] == "," else None
        if more is None:
            break
        at = more.end()
    words = text[begun.start() : behind].rstrip()
    if not _ABOUT_NAMING.search(words):
        return None
    return Span(begun.start(), begun.start() + len(words))
