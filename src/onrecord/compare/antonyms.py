"""Words of which both cannot hold of one thing at one time: who says one answers who says the other.

General English, listed by hand: states and outcomes that news reports of, no opinions. Words stand as stems
of ``compare.stems``; a word with "un", "in", "im", "ir", "il" or "dis" in front is another's opposite too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from onrecord.compare.stems import stem

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Each side may have several words.
_PAIRS: Final = (
    ("won win victory", "lost lose defeat"),
    ("open opened", "shut closed close sealed locked barred"),
    ("genuine real authentic", "forged fake counterfeit forgery"),
    ("safe harmless", "dangerous unsafe poisonous toxic lethal"),
    ("alive survived", "dead died killed"),
    ("guilty", "innocent"),
    ("full", "empty"),
    ("dry", "wet flooded soaked"),
    ("present attended", "absent missing missed"),
    ("rose rise increased grew climbed", "fell fall dropped decreased shrank sank declined"),
    ("accepted accept approved agreed", "refused refuse rejected turned"),
    ("began begin started", "ended end stopped finished"),
    ("succeeded worked", "failed collapsed"),
    ("healthy well", "ill sick"),
    ("intact undamaged", "damaged destroyed broken burnt"),
    ("repaired mended fixed", "broken untouched"),
    ("voluntary willingly", "forced compelled"),
    ("resigned quit", "dismissed sacked fired"),
    ("allowed permitted", "banned forbidden prohibited"),
    ("legal lawful", "illegal unlawful"),
    ("peaceful calm quiet", "violent riot"),
    ("clean pure", "dirty polluted contaminated tainted"),
    ("sober", "drunk"),
    ("awake", "asleep"),
    ("armed", "unarmed"),
    ("kept honoured", "broke breached violated"),
    ("inside indoors", "outside outdoors"),
    ("better improved", "worse worsened"),
    ("more higher", "less fewer lower"),
    ("early", "late"),
    ("before", "after"),
    ("secret", "public"),
    ("accident accidental", "deliberate intentional planned"),
    ("free released", "detained arrested jailed"),
    ("bought", "stolen"),
    ("found recovered", "lost vanished"),
    ("heavy", "light"),
    ("cheap", "expensive"),
    ("unanimous", "divided split"),
    ("first", "last"),
    ("stayed remained", "left fled"),
    ("consulted informed warned", "ignored"),
)
_PREFIXES: Final = ("un", "in", "im", "ir", "il", "dis")
#: Shorter words with such a beginning are words of their own: "under", "into".
_SHORTEST: Final = 3


def _table() -> dict[str, frozenset[str]]:
    out: dict[str, set[str]] = {}
    for pair in _PAIRS:
        one, other = (frozenset(map(stem, side.split())) for side in pair)
        for word in one:
            out.setdefault(word, set()).update(other - {word})
        for word in other:
            out.setdefault(word, set()).update(one - {word})
    return {word: frozenset(others) for word, others in out.items()}


_OPPOSITES: Final = _table()


def antonyms(one: Iterable[str], other: Iterable[str]) -> frozenset[str]:
    """The stems of ``one`` whose opposite ``other`` has, and which it does not have itself."""
    theirs = frozenset(other)
    return frozenset(
        word
        for word in one
        if word not in theirs and (_OPPOSITES.get(word, frozenset()) & theirs or _prefixed(word, theirs))
    )


def _prefixed(word: str, theirs: frozenset[str]) -> bool:
    """Whether one is the other with "un" or the like in front."""
    if any(prefix + word in theirs for prefix in _PREFIXES) and len(word) > _SHORTEST:
        return True
    return any(
        word.startswith(prefix) and len(word) - len(prefix) > _SHORTEST and word[len(prefix) :] in theirs
        for prefix in _PREFIXES
    )
