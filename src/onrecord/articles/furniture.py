"""Page furniture known by its words: what a line says about itself, in HTML and in pasted text alike.

Every pattern matches a whole line or its opening, and only where reporters do not write so. A pattern that
could swallow a sentence of the article has a length bound.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onrecord.articles import phrases
from onrecord.articles.phrases import NAMES, words
from onrecord.records import FurnitureKind

if TYPE_CHECKING:
    from collections.abc import Iterable

_I = re.IGNORECASE


def _line(alternatives: Iterable[str], flags: int = _I) -> re.Pattern[str]:
    return re.compile(rf"\W*(?:{'|'.join(alternatives)})\W*", flags)


def _opening(alternatives: Iterable[str], behind: str = "") -> re.Pattern[str]:
    return re.compile(rf"\W*(?:{'|'.join(alternatives)}){behind}", _I)


_BY = "(?i:by|words by|story by|written by|reported by|report by)"
_CREDITED = "(?i:produced|translated|edited|compiled|photographs?|illustrations?) (?i:by)"
_RELATED_LINE = _line(phrases.RELATED_LINES)
_WHOLE: tuple[tuple[FurnitureKind, re.Pattern[str]], ...] = (
    (FurnitureKind.SHARE, _line(phrases.SHARE_LINES)),
    (FurnitureKind.NAVIGATION, _line(phrases.NAVIGATION_LINES)),
    (FurnitureKind.ADVERTISEMENT, _line(phrases.ADVERTISEMENT_LINES)),
    (FurnitureKind.NEWSLETTER, _line(phrases.NEWSLETTER_LINES)),
    (FurnitureKind.BYLINE, _line(phrases.BYLINE_LINES)),
    (FurnitureKind.NOTICE, _line(phrases.NOTICE_LINES)),
    (FurnitureKind.BYLINE, _line([rf"(?:{_BY}[: ]|{_CREDITED} )\s*{NAMES}"], 0)),
)
_MAY_STOP = frozenset({FurnitureKind.BYLINE, FurnitureKind.NOTICE})
# Openings of lines; the number is the longest line they may claim.
_OPENINGS: tuple[tuple[FurnitureKind, int, re.Pattern[str]], ...] = (
    (FurnitureKind.RELATED, 300, _opening(phrases.RELATED_OPENINGS, r"\s*[:|>»–—-]+\s*\S")),
    (FurnitureKind.NEWSLETTER, 320, _opening(phrases.NEWSLETTER_OPENINGS)),
    (FurnitureKind.CAPTION, 600, _opening(phrases.CAPTION_OPENINGS)),
    (FurnitureKind.BYLINE, 400, _opening(phrases.BYLINE_OPENINGS)),
    (FurnitureKind.NOTICE, 500, _opening(phrases.NOTICE_OPENINGS)),
)
_CONTRIBUTED = re.compile(
    r".{3,300}\bcontributed (?:reporting|to (?:this|the) (?:report|article|story))\b.{0,60}$|"
    r"\W*[A-Z][\w’'-]+(?:,? (?:and )?[A-Z][\w’'-]+){0,4} reported from [A-Z].{0,250}$",
    re.S,
)
_CONTRIBUTED_CHARS = 400
# A line that closes with a picture credit, and not with the full stop of a sentence behind it.
_AGENCY = r"(?:getty(?: images)?|ap|reuters|afp|epa|pa|aap)"
_CREDIT = re.compile(
    rf".{{3,400}}(?:\((?:[^()]{{0,60}}\b(?:photo|image|picture|file|via|{_AGENCY})\b[^()]{{0,40}})\)"
    r"|\b(?:credit|photograph|photo|image|picture)s?:\s?[^.]{2,80}"
    rf"|\[[A-Z][^\[\]/]{{2,50}}/[^\[\]/]{{2,40}}\]"  # [Name/Agency]
    rf"|getty images|/\s?{_AGENCY})\s*",
    _I | re.S,
)
_LONGEST_LINE = 700
# "BusinessMiddle East": labels pasted without the space between them have a seam inside a word, as have some
# names; those are known.
_SEAM = re.compile(r"[a-z](?=[A-Z])")
_INNER_CAPITALS = re.compile(
    r"\b(?:Mc|Mac|De|Di|La|Le|Van|O['’]|i|e)[A-Z]\w+|\b(?:YouTube|TikTok|LinkedIn|WhatsApp|FaceTime|PayPal"
    r"|SpaceX|OpenAI|ChatGPT|GitHub|JPMorgan|FedEx|BuzzFeed|BlackRock|MasterCard|HuffPost|NewsNation|DeepMind"
    r"|YouGov|PolitiFact|AstraZeneca|ExxonMobil|ByteDance|WeWork|DreamWorks)\b"
)
# Words that newspapers name their sections with; a line of nothing else is a label.
_SECTIONS = words(
    """
    africa americas analysis art arts asia australia books breaking business canada celebrity china
    climate comment companies cricket crime culture data defense defence economy education elections
    energy entertainment environment europe exclusive explainer fashion features film finance food
    football gaming gardening global golf government health home immigration india international
    investigations investing justice law letters life lifestyle living local magazine markets media
    metro money movies music national nation nature news newsletters obituaries obituary opinion
    opinions people personal photos podcasts politics property racing real estate regional religion
    review reviews rugby science security society soccer space sport sports style technology tech
    television tennis theater theatre travel tv uk us usa video videos war weather women work world
    middle east north south latin america pacific russia ukraine israel live latest top stories
    """
)
_LABEL_WORDS = 6


def furniture_kind(text: str) -> FurnitureKind | None:
    """What furniture the line ``text`` is by its own words; None where it may be the article's."""
    line = text.strip()
    if not line or len(line) > _LONGEST_LINE:
        return None
    stopped = line.endswith(".") and not line.endswith("...")
    for kind, pattern in _WHOLE:
        # "Share." with a full stop is somebody's sentence; "4:30 p.m." and "All rights reserved." end so too.
        if (not stopped or kind in _MAY_STOP) and pattern.fullmatch(line):
            return kind
    if opens_related(line):
        return FurnitureKind.RELATED
    for kind, longest, pattern in _OPENINGS:
        if len(line) <= longest and pattern.match(line):
            return kind
    if len(line) <= _CONTRIBUTED_CHARS and _CONTRIBUTED.match(line):
        return FurnitureKind.BYLINE
    return FurnitureKind.CATEGORY if is_category(line) else None


def is_category(line: str) -> bool:
    """Whether ``line`` is section labels: "Politics", "World > Europe", "BusinessMiddle East"."""
    if len(line) > 90 or len(line.split()) > _LABEL_WORDS + 4:
        return False
    words = [
        word for word in re.split(r"[^A-Za-z]+", _SEAM.sub(lambda seam: seam.group() + " ", line)) if word
    ]
    if not words or not line[0].isupper() or line[-1] in '.?!:;,"”':
        return False
    labels = [word for word in words if word.lower() in _SECTIONS or word == "and"]
    if len(labels) == len(words):
        return len(words) <= _LABEL_WORDS + 3
    # A seam beside at least one word that names a section: names alone ("OpenAI McDonald") do not do.
    return (
        has_seam(line)
        and bool(labels)
        and len(words) <= _LABEL_WORDS
        and all(word[0].isupper() for word in words)
    )


def is_caption(text: str) -> bool:
    """Whether ``text`` closes like a caption does, with a picture credit; for places where one may stand."""
    return len(text) <= _LONGEST_LINE and _CREDIT.fullmatch(text.strip()) is not None


def opens_related(text: str) -> bool:
    """Whether a line announces other articles ("Most read"), so that what follows it is theirs."""
    line = text.strip()
    return len(line) <= _LONGEST_LINE and line[-1:] != "." and _RELATED_LINE.fullmatch(line) is not None


def has_seam(text: str) -> bool:
    """Whether two words of ``text`` are run together ("BusinessMiddle"), known names apart."""
    return _SEAM.search(_INNER_CAPITALS.sub("", text)) is not None


def names_in_byline(text: str) -> str | None:
    """The names behind "By" in a whole-line byline, as written; None for other lines."""
    found = re.fullmatch(rf"\W*{_BY}[: ]\s*({NAMES})\W*", text.strip()[:_LONGEST_LINE])
    return found.group(1) if found else None
