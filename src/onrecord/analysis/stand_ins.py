"""The words of names are read as stand-ins: the network sees "chris smith" whoever Ana Lund is.

A network that knows some names from its training articles and not others reads about the ones differently
than about the others. So a common name is put in place of every word that may belong to a person's before the
encoder sees it, and which one follows from the order of appearance alone. What is a name is told by what is
none: ``StandIns.kept`` are the words that the training articles write small or as something other than a
person. No list of names is used, so that a name never met is treated as one met a thousand times.
"""

from __future__ import annotations

import collections
import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from onrecord.records import Span


def _words(words: str) -> tuple[str, ...]:
    return tuple(words.split())


#: Stand for given names and for family names; each is one piece of the vocabulary, and a name of both genders
#: or of none. An article with more names than there are of them begins again with the first.
GIVEN: Final = ("chris", "alex", "sam", "jordan", "taylor", "pat", "robin", "lee")
FAMILY: Final = _words(
    """
smith jones miller wilson moore anderson jackson martin thompson harris clark lewis walker hall allen
scott adams baker nelson carter mitchell roberts turner phillips campbell parker evans edwards collins
stewart morris rogers reed cook morgan murphy bailey cooper richardson cox howard ward peterson watson
brooks sanders bennett barnes ross henderson coleman jenkins perry patterson hughes simmons foster
"""
)

# Letters with hyphens and apostrophes inside: "al-Masri", "O'Neill", "Bailey-Ross".
_WORD: Final = re.compile(r"[^\W\d_]+(?:[-'’‐‑][^\W\d_]+)*")
_PART: Final = re.compile(r"[^\W\d_]+")
_POSSESSIVE: Final = re.compile(r"['’][sS]$")
# "Don't", "They'll": no name is written so.
_CONTRACTED: Final = re.compile(r"['’](?:t|re|ve|ll|d|m)$", re.IGNORECASE)
# What a sentence begins behind: there a capital tells nothing.
_BEGINS: Final = re.compile(r"(?:^|[.!?:;…][\"”’)\]]*\s+[\"“‘(\[]*|\n[\s\"“‘(\[•*–—-]*|[\"“‘]\s*)$")
_LOOK_BACK: Final = 12
# A stop behind these ends no sentence.
_ABBREVIATED: Final = re.compile(
    r"(?:^|[^\w])(?:[^\W\d_]|[Mm]rs?|[Mm]s|[Dd]r|[Ss]en|[Ss]ens|[Rr]eps?|[Gg]ovs?|[Pp]rof|[Rr]ev|[Ss]t|[Gg]en|[Cc]ol|[Ll]t"
    r"|[Ss]gt|[Cc]apt|[Jj]r|[Ss]r|[Hh]on|[Mm]essrs|[Ff]r|[Mm]ajor|[Cc]mdr|[Aa]dm)\.[ \u00a0]+$"
)
# What tells a name at the beginning of a sentence: who else speaks, or is spoken of so?
_SPEAKS: Final = re.compile(r"(?::|,? (?:said|says|told|added|wrote|tweeted)\b)")
_INITIALS: Final = re.compile(r"(?<![^\W\d_])(?:[^\W\d_]\.[ \u00a0]?)+$")
# Small words that belong to the family name behind them. Lower case is the way to compare them.
_PARTICLES: Final = frozenset(
    _words(
        """
al el ad ar as at an ash abd abdul abu bin bint ibn umm ben bar bat ba de del della di da do dos das du la
le van von der den ter ten zu af av st mac mc o d l m n
"""
    )
)


@dataclass(frozen=True, slots=True)
class StandIn:
    """``word`` is read in place of the characters ``start`` to ``end``; ``upper`` where all are capitals.
    ``possessive`` is how many characters of an "'s" follow.
    """

    start: int
    end: int
    word: str
    upper: bool
    possessive: int = 0


@dataclass(frozen=True, slots=True)
class _Name:
    """A word that may be a name's, known by ``key``; ``begins`` where its capital tells nothing."""

    start: int
    end: int
    key: str
    kept: bool
    begins: bool


@dataclass(frozen=True, slots=True)
class StandIns:
    """``kept`` are the words, in lower case, that are no names; ``either`` those of them that are a name's
    beside another one's word, as in "Theresa May".
    """

    kept: frozenset[str]
    either: frozenset[str]

    def of(self, text: str, spans: Sequence[Span]) -> list[StandIn]:
        """What is read in place of what in ``spans`` of ``text``, in order."""
        words = [name for span in spans for name in self._capitalised(text, span)]
        small = {part[0] for span in spans for part in _PART.finditer(text, span.start, span.end)}
        names = self._decided(text, words, small)
        return list(_named(text, _runs(text, names)))

    def _capitalised(self, text: str, span: Span) -> Iterator[_Name]:
        """Every word with a capital, compounds taken apart where they are none of a name."""
        for match in _WORD.finditer(text, span.start, span.end):
            whole = match[0]
            if whole.islower() or _CONTRACTED.search(whole):
                continue
            end = match.end() - (2 if _POSSESSIVE.search(whole) else 0)
            parts = list(_PART.finditer(text, match.start(), end))
            if all(part[0][0].isupper() or part[0].lower() in _PARTICLES for part in parts):
                parts_of = [(match.start(), end, [part[0] for part in parts])]
            else:
                parts_of = [(part.start(), part.end(), [part[0]]) for part in parts]
            for start, stop, of in parts_of:
                if any(one[0].isupper() for one in of) and (stop - start > 1):
                    kept = all(one.lower() in self.kept or len(one) == 1 for one in of)
                    begins = begins_sentence(text, span.start, start) and not _SPEAKS.match(
                        text, match.end(), span.end
                    )
                    yield _Name(start, stop, text[start:stop].lower().replace("’", "'"), kept, begins)

    def _decided(self, text: str, words: Sequence[_Name], small: set[str]) -> list[_Name]:
        """The words that are names: unknown ones inside a sentence, and the same wherever they stand."""
        sure = {w.key for w in words if not w.kept and not w.begins and w.key not in small}
        near: set[_Name] = set()
        for before, after in pairwise(words):
            if not _adjoin(text, before, after):
                continue
            if after.key in sure and (not before.kept or before.key in self.either):
                near.add(before)
            elif before.key in sure and (not after.kept or after.key in self.either):
                near.add(after)
        sure |= {one.key for one in near if one.key not in small and not one.begins}
        return [w for w in words if w.key in sure or w in near]


def begins_sentence(text: str, first: int, start: int) -> bool:
    """Whether a sentence begins at ``start``, so that every word would have a capital; ``first`` is where the
    text around it begins.
    """
    if start == first:
        return True
    before = text[max(first, start - _LOOK_BACK) : start]
    return _BEGINS.search(before) is not None and _ABBREVIATED.search(before) is None


def _adjoin(text: str, before: _Name, after: _Name) -> bool:
    """Whether nothing but a space, an initial or a particle stands between two words."""
    between = text[before.end : after.start]
    if len(between) > 12 or "\n" in between:
        return False
    inner = between.strip(" \u00a0")
    if not inner:
        return bool(between)
    return all(part.lower() in _PARTICLES or re.fullmatch(r"[^\W\d_]\.?", part) for part in inner.split())


def _runs(text: str, names: Sequence[_Name]) -> Iterator[list[_Name]]:
    """Names that follow one another: the words of one person's."""
    run: list[_Name] = []
    for name in names:
        if run and not _adjoin(text, run[-1], name):
            yield run
            run = []
        run.append(name)
    if run:
        yield run


def _named(text: str, runs: Iterable[list[_Name]]) -> Iterator[StandIn]:
    """Each run as one word or two, the same words in the whole article for the same names."""
    all_runs = list(runs)
    called = _called(all_runs)
    families = dict.fromkeys(called.get(run[-1].key, run[-1].key) for run in all_runs)
    givens = {
        (run[0] if called[run[-1].key] == run[-1].key else run[-1]).key: called[run[-1].key]
        for run in reversed(all_runs)
        if len(run) > 1
    }
    for name in givens.keys() & set(called.values()):
        del givens[name]  # a family name that is somebody's given name as well stays one
    number = {key: at for at, key in enumerate(key for key in families if key not in givens)}

    def given(family: str) -> str:
        return GIVEN[number.get(family, 0) % len(GIVEN)]

    for run in all_runs:
        first, last = run[0], run[-1]
        family = called.get(last.key, last.key)
        begin = _with_initials(text, first.start)
        if len(run) > 1:
            yield _stand_in(text, begin, _to(text, first.end, run[1].start), given(family))
            begin = _from(text, first.end, run[1].start)
        elif begin < first.start:
            yield _stand_in(text, begin, _rstripped(text, begin, first.start), given(family))
            begin = first.start
        alone = len(run) == 1 and last.key in givens
        word = given(givens[last.key]) if alone else FAMILY[number[family] % len(FAMILY)]
        yield _stand_in(text, begin, last.end, word)


def _called(runs: Sequence[list[_Name]]) -> dict[str, str]:
    """The last word of each full name -> the word that its bearer is called by: the last, or the first where
    that stands by itself more often in the article, as with "Lu Meng", whose family comes first.
    """
    alone = collections.Counter(run[0].key for run in runs if len(run) == 1)
    full = [(run[0].key, run[-1].key) for run in reversed(runs) if len(run) > 1]
    lasts = {last for _, last in full}
    return {
        last: first if alone[first] > alone[last] and first not in lasts else last for first, last in full
    }


def _with_initials(text: str, start: int) -> int:
    """Where the initials in front begin, "G.K." of "G.K. Lund"; ``start`` where there are none."""
    found = _INITIALS.search(text, max(0, start - _LOOK_BACK), start)
    if found is None or found.end() != start:
        return start
    before = text[found.start() - 1 : found.start()] if found.start() else ""
    return start if before.isalnum() or not found[0][0].isupper() else found.start()


def _to(text: str, end: int, following: int) -> int:
    """The end of a given name with the initials behind it."""
    found = re.match(r"(?:[ \u00a0]?[^\W\d_]\.)+", text[end:following])
    return end + found.end() if found else end


def _from(text: str, end: int, following: int) -> int:
    """Where the family name begins: with the particles in front of it."""
    at = _to(text, end, following)
    while at < following and text[at] in " \u00a0":
        at += 1
    return at


def _rstripped(text: str, start: int, end: int) -> int:
    return start + len(text[start:end].rstrip())


def _stand_in(text: str, start: int, end: int, word: str) -> StandIn:
    possessive = _POSSESSIVE.fullmatch(text[end : end + 2])
    upper = end - start > 1 and text[start:end].isupper()
    return StandIn(start, end, word, upper=upper, possessive=2 if possessive else 0)


def read(path: Path) -> StandIns:
    """The words of a model folder's file: one a line, "?" behind those that may be either."""
    words = path.read_text(encoding="utf-8").split()
    either = frozenset(word[:-1] for word in words if word.endswith("?"))
    return StandIns(frozenset(word.rstrip("?") for word in words), either)


def write(stand_ins: StandIns, path: Path) -> None:
    """Writes what ``read`` reads."""
    lines = (word + "?" * (word in stand_ins.either) for word in sorted(stand_ins.kept))
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
