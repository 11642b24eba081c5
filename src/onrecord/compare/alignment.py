"""Which word of one wording stands for which of the other.

Short wordings are aligned by Gotoh's algorithm (affine gaps: a few long runs left out cost less than many
short ones, and those at the ends least of all, since that is how quotations are trimmed). Long ones are first
cut at runs of words that stand once in each (as in patience diff), and what lies between is aligned so: time
then grows little more than linearly. ``difflib`` would take seconds for two unlike texts of 10,000 words, and
prefers the longest run to the fewest changes.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from onrecord.compare import english

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onrecord.compare.words import Word

#: Pairs of words that the table of Gotoh's algorithm may have: 40,000 take some 60 ms in Python. Beyond it
#: the wordings are cut first.
_MOST_CELLS: Final = 40_000
#: A run that both have, by which long wordings are cut: shorter ones occur by accident.
_LEAST_RUN: Final = 5

# The scores were set on the dev part of quality/compare, and stand far apart from where an alignment turns:
# a word in common is worth more than a word beside one that differs, and less than one run left out.
_SAME: Final = 2.0
_SAME_FUNCTION: Final = 1.0
_SAME_ROOT: Final = 1.4
_SAME_ROOT_FUNCTION: Final = 0.7
_ALIKE: Final = 0.5
_OTHER: Final = -1.0
_OPEN: Final = -1.5
_FURTHER: Final = -0.05
_OPEN_END: Final = -0.3


@dataclass(frozen=True, slots=True)
class Column:
    """A place of the alignment: an index into either side, None where that has no word here."""

    before: int | None
    after: int | None


def aligned(before: Sequence[Word], after: Sequence[Word]) -> list[Column]:
    """Every word of both, in order, each with the one that stands for it."""
    if len(before) == len(after) and all(b.key == a.key for b, a in zip(before, after, strict=True)):
        return [Column(place, place) for place in range(len(before))]
    columns: list[Column] = []
    i = j = 0
    for start, other, size in _cuts(before, after):
        columns += _between(before, after, i, start, j, other)
        columns += [Column(start + k, other + k) for k in range(size)]
        i, j = start + size, other + size
    return columns


def _cuts(before: Sequence[Word], after: Sequence[Word]) -> Iterator[tuple[int, int, int]]:
    """Runs that stand for one another, in order, and an empty one at the end."""
    if len(before) * len(after) > _MOST_CELLS:
        yield from _runs([word.key for word in before], [word.key for word in after])
    yield len(before), len(after), 0


def _runs(b: Sequence[str], a: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """The words that both begin with, the runs that stand once in each, the words that both end with."""
    least = min(len(b), len(a))
    head = next((k for k in range(least) if b[k] != a[k]), least)
    tail = next((k for k in range(least - head) if b[-1 - k] != a[-1 - k]), least - head)
    i, j = head, head
    yield 0, 0, head
    for x, y in _anchors(b, a, head, tail):
        if x < i or y < j:
            continue
        size = 0
        while x + size < len(b) - tail and y + size < len(a) - tail and b[x + size] == a[y + size]:
            size += 1
        yield x, y, size
        i, j = x + size, y + size
    yield len(b) - tail, len(a) - tail, tail


def _anchors(b: Sequence[str], a: Sequence[str], head: int, tail: int) -> list[tuple[int, int]]:
    """Where runs begin that stand once in each, as many as keep their order in both."""
    here, there = _once(b, head, len(b) - tail), _once(a, head, len(a) - tail)
    pairs = [(x, there[run]) for run, x in here.items() if run in there]
    # The longest rising sequence: ``ends[k]`` is the least end of one of k + 1 pairs, ``before`` leads back.
    ends: list[int] = []
    places: list[int] = []
    before: list[int] = []
    for place, (_, y) in enumerate(pairs):
        k = bisect_left(ends, y)
        before.append(places[k - 1] if k else -1)
        ends[k : k + 1] = [y]
        places[k : k + 1] = [place]
    chosen: list[tuple[int, int]] = []
    place = places[-1] if places else -1
    while place >= 0:
        chosen.append(pairs[place])
        place = before[place]
    return chosen[::-1]


def _once(words: Sequence[str], start: int, end: int) -> dict[tuple[str, ...], int]:
    """Runs that stand once between ``start`` and ``end``, with their places, in order."""
    seen: dict[tuple[str, ...], int] = {}
    for place in range(start, end - _LEAST_RUN + 1):
        run = tuple(words[place : place + _LEAST_RUN])
        seen[run] = -1 if run in seen else place
    return {run: place for run, place in seen.items() if place >= 0}


def _between(before: Sequence[Word], after: Sequence[Word], i: int, k: int, j: int, m: int) -> list[Column]:
    """The alignment of ``before[i:k]`` with ``after[j:m]``."""
    if i == k or j == m or (k - i) * (m - j) > _MOST_CELLS:
        return [Column(x, None) for x in range(i, k)] + [Column(None, y) for y in range(j, m)]
    ends = i == 0 and j == 0, k == len(before) and m == len(after)
    path = _gotoh(before[i:k], after[j:m], ends)
    return [Column(None if x is None else x + i, None if y is None else y + j) for x, y in path]


def score(one: Word, other: Word) -> float:
    """How well one word stands for another."""
    a, b = one.key, other.key
    function = a in english.FUNCTION or a in english.NEGATIONS
    if a == b:
        return _SAME_FUNCTION if function else _SAME
    if english.root(a) == english.root(b):
        return _SAME_ROOT_FUNCTION if function else _SAME_ROOT
    reported = not (one.quoted and other.quoted)
    alike = (
        (reported and a in english.PRONOUNS and b in english.PRONOUNS)
        or (reported and (english.is_shift(a, b) or english.is_shift(b, a)))
        or (a in english.MODALS and b in english.MODALS)
        or (english.is_number(a) and english.is_number(b))
    )
    return _ALIKE if alike else _OTHER


def _gotoh(
    a: Sequence[Word], b: Sequence[Word], ends: tuple[bool, bool]
) -> list[tuple[int | None, int | None]]:
    """The best path; ``ends`` tells whether the beginnings and the ends are those of the wordings."""
    rows, width = len(a), len(b)
    none = float("-inf")
    first = _OPEN_END if ends[0] else _OPEN
    last = _OPEN_END if ends[1] else _OPEN
    # By state: 0 a pair, 1 a word of ``a`` alone, 2 a word of ``b`` alone. ``back`` keeps the state before.
    pair = [none] * (width + 1)
    left = [none] * (width + 1)
    right = [none] + [first + _FURTHER * j for j in range(1, width + 1)]
    pair[0] = 0.0
    back: list[list[tuple[int, int, int]]] = [[(0, 0, 0 if j == 1 else 2) for j in range(width + 1)]]
    cache: dict[tuple[str, str, bool, bool], float] = {}
    for i in range(1, rows + 1):
        word = a[i - 1]
        new_pair, new_left, new_right = [none] * (width + 1), [none] * (width + 1), [none] * (width + 1)
        new_left[0] = first + _FURTHER * i
        froms: list[tuple[int, int, int]] = [(0, 0 if i == 1 else 1, 0)]
        open_right = last if i == rows else _OPEN
        for j in range(1, width + 1):
            other = b[j - 1]
            key = word.key, other.key, word.quoted, other.quoted
            value = cache.get(key)
            if value is None:
                value = cache[key] = score(word, other)
            best, from_pair = pair[j - 1], 0
            if left[j - 1] > best:
                best, from_pair = left[j - 1], 1
            if right[j - 1] > best:
                best, from_pair = right[j - 1], 2
            new_pair[j] = best + value
            open_left = last if j == width else _OPEN
            best, from_left = left[j] + _FURTHER, 1
            if pair[j] + open_left > best:
                best, from_left = pair[j] + open_left, 0
            if right[j] + open_left > best:
                best, from_left = right[j] + open_left, 2
            new_left[j] = best
            best, from_right = new_right[j - 1] + _FURTHER, 2
            if new_pair[j - 1] + open_right > best:
                best, from_right = new_pair[j - 1] + open_right, 0
            if new_left[j - 1] + open_right > best:
                best, from_right = new_left[j - 1] + open_right, 1
            new_right[j] = best
            froms.append((from_pair, from_left, from_right))
        pair, left, right = new_pair, new_left, new_right
        back.append(froms)
    return _traced(back, (pair[width], left[width], right[width]))


def _traced(
    back: Sequence[Sequence[tuple[int, int, int]]], values: tuple[float, float, float]
) -> list[tuple[int | None, int | None]]:
    i, j = len(back) - 1, len(back[0]) - 1
    state = max(range(3), key=lambda one: values[one])
    path: list[tuple[int | None, int | None]] = []
    while i or j:
        before = back[i][j][state]
        if state == 0:
            i, j = i - 1, j - 1
            path.append((i, j))
        elif state == 1:
            i -= 1
            path.append((i, None))
        else:
            j -= 1
            path.append((None, j))
        state = before
    return path[::-1]
