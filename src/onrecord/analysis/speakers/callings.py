"""What the article calls the people it names: "Sen. Ana Lund", "Ana Lund, the envoy to Kalinat", "the group's
president, Ana Lund". A description that comes back to one of these words ("the senator", "the envoy") is
likely to mean the one who was called so.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onrecord.analysis.speakers import lexicon

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.analysis.speakers.entities import Entities
    from onrecord.records import Span

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_SHORT = {
    "sen": "senator", "rep": "representative", "gov": "governor", "pres": "president", "prof": "professor",
    "gen": "general", "col": "colonel", "capt": "captain", "sgt": "sergeant", "lt": "lieutenant",
    "dr": "doctor", "ceo": "executive", "rev": "pastor", "det": "detective", "insp": "inspector",
}  # fmt: skip
# Other words for the same calling, wherever it is.
_ALSO = {
    "senator": ("lawmaker", "legislator"), "representative": ("lawmaker", "legislator", "congressman"),
    "congressman": ("lawmaker", "legislator", "representative"), "congresswoman": ("lawmaker", "legislator"),
    "candidate": ("contender", "hopeful", "nominee"), "nominee": ("candidate", "contender"),
    "hopeful": ("candidate",), "contender": ("candidate",), "businessman": ("tycoon", "mogul"),
    "billionaire": ("tycoon", "mogul", "businessman"), "lawyer": ("attorney",), "attorney": ("lawyer",),
    "spokesman": ("spokesperson",), "spokeswoman": ("spokesperson",), "speaker": ("leader",),
    "envoy": ("ambassador", "diplomat"), "ambassador": ("envoy", "diplomat"), "singer": ("musician",),
    "professor": ("academic", "scholar"), "king": ("monarch",), "queen": ("monarch",),
}  # fmt: skip
# Letters before and behind a name in which its calling stands, and words of them that are looked at.
_BEFORE, _BEHIND, _WORDS = 60, 90, 6
# A full stop behind a capitalised word of up to four letters may be a title's: "Prof."
_NO_TITLE = r"(?<![A-Z])(?<!\b[A-Z][a-z])(?<!\b[A-Z][a-z][a-z])(?<!\b[A-Z][a-z][a-z][a-z])"
_BREAK = re.compile(rf"[;:!?“”\"()\n]|{_NO_TITLE}\.\s+(?=[A-Z]|\Z)|,")
_APPOSITION = re.compile(r"\s?(?:\([^)\n]{1,20}\))?,\s(?:(?:a|an|the|his|her|their|its|who is|then)\s)?")


def callings(text: str, spans: Sequence[Span], entities: Entities) -> list[frozenset[str]]:
    """For each entity the nouns, in lower case, that stand beside its names."""
    out: list[set[str]] = [set() for _ in entities.found]
    end = 0  # of the last person's name: what stands before it was said of that one
    for n, entity in sorted(entities.of.items()):
        if entities.found[entity].person:
            out[entity].update(_beside(text, spans[n], end))
            end = spans[n].end
    return [frozenset(words) for words in out]


def _beside(text: str, name: Span, since: int) -> set[str]:
    before = text[max(since, name.start - _BEFORE) : name.start]
    breaks = list(_BREAK.finditer(before))
    # "The group's president, Ana Lund": the comma right before the name joins.
    if breaks and breaks[-1][0] == "," and not before[breaks[-1].end() :].strip():
        breaks.pop()
    words = _WORD.findall(before[breaks[-1].end() :] if breaks else before)[-_WORDS:]
    words += [*_WORD.findall(name.of(text)), *_behind(text, name.end)]
    known = (_SHORT.get(word.lower(), word.lower()) for word in words)
    found = {word for word in known if lexicon.is_person_noun(word)}
    return found | {other for word in found for other in _ALSO.get(word, ())}


def _behind(text: str, end: int) -> list[str]:
    """The words of an apposition."""
    comma = _APPOSITION.match(text, end)
    if comma is None:
        return []
    rest = text[comma.end() : comma.end() + _BEHIND]
    stop = _BREAK.search(rest)
    return _WORD.findall(rest[: stop.start()] if stop else rest)[:_WORDS]
