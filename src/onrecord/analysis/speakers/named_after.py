"""Groups that are named after somebody or something: "the Lund campaign", "the Kalinat government", and
"her campaign", which may be the first of these.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from onrecord.analysis.mentions import NAMES, Kind, Scored
from onrecord.analysis.speakers import lexicon
from onrecord.analysis.speakers.sources import described, head_word
from onrecord.analysis.speakers.vocabulary import word_set

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.records import Span

# What is called by whose, or where, it is.
_NAMING = word_set(
    "campaign administration government camp poll survey lawsuit family ministry police foundation"
)
_AFTER = re.compile(rf"(?:[’']s)?\s(?:{'|'.join(sorted(_NAMING))})\b")
# A description that holds a name: its noun is small, what stands before it is not.
_HOLDING = re.compile(r"(?:[Tt]he\s)?(?P<own>(?:[A-Z][\w.’'&/-]*\s){1,4})(?P<noun>[a-z][a-z-]*)")
_OWNERS = frozenset(("his", "her", "its", "their"))
_SMALL_WORD = re.compile(r"\b[a-z][a-z-]+\b")
# A probability that says: by its words alone.
_BY_WORDS = 0.5


def with_named_after(text: str, mentions: Scored) -> Scored:
    """The mentions, and those groups that are named after one of them: "the Lund campaign"."""
    named = np.flatnonzero(np.isin(mentions.kinds, NAMES[:-1])).tolist()
    taken = set(zip(mentions.starts.tolist(), mentions.ends.tolist(), strict=True))
    found: dict[tuple[int, int], int] = {}
    for n in named:
        behind = _AFTER.match(text, int(mentions.ends[n]))
        if behind is not None and not text[mentions.starts[n] : mentions.ends[n]].endswith("s’"):
            found.setdefault((int(mentions.starts[n]), behind.end()), n)
    found = {span: n for span, n in found.items() if span not in taken}
    if not found:
        return mentions
    again = mentions.kept(np.array(list(found.values())))
    starts, ends = zip(*found, strict=True)
    return mentions.and_at(starts, ends, [Kind.GROUP_NAME] * len(found), again.probabilities, again.vectors)


def named_by_words(text: str, mentions: Scored) -> Scored:
    """The mentions, those groups that the model takes for described and that hold a name, as names: "the
    Kalinat government".
    """
    small = frozenset(_SMALL_WORD.findall(text))
    kinds = mentions.kinds.copy()
    for n in np.flatnonzero(np.isin(kinds, (Kind.GROUP, Kind.OTHER))).tolist():
        holding = _HOLDING.fullmatch(text, int(mentions.starts[n]), int(mentions.ends[n]))
        if holding is not None and _names(holding, small):
            kinds[n] = Kind.GROUP_NAME
    return replace(mentions, kinds=kinds)


def _names(holding: re.Match[str], small: frozenset[str]) -> bool:
    """Whether the noun is of what is named after others, and no word of it is large for its place alone."""
    return holding["noun"] in _NAMING and holding["own"].split()[0].lower() not in small


def with_owned(text: str, mentions: Scored, sources: Sequence[Span]) -> Scored:
    """The mentions, and those ``sources`` that say whose a group is, where only the owner is a mention."""
    taken = set(zip(mentions.starts.tolist(), mentions.ends.tolist(), strict=True))
    found: dict[tuple[int, int], None] = {}
    for source in sources:
        words = described(source.of(text))
        first = words.split(maxsplit=1)[:1]
        span = (source.start, source.start + len(words))
        if (
            first
            and first[0].lower() in _OWNERS
            and lexicon.is_group_noun(head_word(words))
            and span not in taken
        ):
            found[span] = None
    if not found:
        return mentions
    starts, ends = zip(*found, strict=True)
    return mentions.and_at(starts, ends, [Kind.GROUP] * len(found), _BY_WORDS, mentions.mean_of(Kind.GROUP))
