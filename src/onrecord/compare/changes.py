"""What changed from one occurrence of a statement to another: word by word, and of which kinds.

>>> from onrecord.compare.changes import difference
>>> told = difference("We did not sign.", "We signed.", before_marks="direct", after_marks="direct")
>>> [kind.value for kind in told.kinds]
['negation']
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from onrecord.compare import english
from onrecord.compare.alignment import Column, aligned
from onrecord.compare.judging import Block, judged
from onrecord.compare.values import ChangeKind, Difference, Edit, EditKind
from onrecord.compare.words import Word, words_of
from onrecord.records import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: A change is shown as one, old words against new, unless one side is longer than this many times the other
#: and some words: then what was left out stands apart from what was changed.
_LOPSIDED: Final = 3
#: So many words that carry content stand in marks on one side alone where marks moved; one may be a scare
#: quote or a name that a marked stretch ends before.
_MOVED: Final = 2


def difference(
    before: str,
    after: str,
    *,
    before_marks: str,
    after_marks: str,
    same_speaker: bool | None = None,
) -> Difference:
    """How ``after``, a content of a later occurrence, differs from ``before``, that of an earlier one.

    The marks are values of ``records.Quotation``: how either stands on its page. ``same_speaker`` is None
    where one side names nobody. Time grows with the product of the lengths up to some hundred words each, and
    little more than linearly beyond.
    """
    b, a = words_of(before, before_marks), words_of(after, after_marks)
    columns = aligned(b, a)
    kinds = judged(b, a, list(_blocks(columns, b, a)))
    if _moved(columns, b, a):
        kinds.add(ChangeKind.MARKS)
    if same_speaker is False:
        kinds.add(ChangeKind.SPEAKER)
    told = tuple(kind for kind in ChangeKind if kind in kinds) or (ChangeKind.IDENTICAL,)
    return Difference(told, _edits(columns, b, a, before, after))


def _is_same(column: Column, b: Sequence[Word], a: Sequence[Word]) -> bool:
    i, j = column.before, column.after
    return i is not None and j is not None and b[i].key == a[j].key


def _blocks(columns: Sequence[Column], b: Sequence[Word], a: Sequence[Word]) -> Iterator[Block]:
    """The runs of columns between those that are the same."""
    run: list[Column] = []
    start = 0
    for place, column in enumerate([*columns, None]):
        if column is not None and not _is_same(column, b, a):
            run.append(column)
            continue
        if run:
            yield Block(
                tuple(c.before for c in run if c.before is not None),
                tuple(c.after for c in run if c.after is not None),
                first=start == 0,
                last=column is None,
                next_before=column.before if column is not None else None,
                next_after=column.after if column is not None else None,
                at=start,
                end=place,
            )
        run, start = [], place + 1


def _moved(columns: Sequence[Column], b: Sequence[Word], a: Sequence[Word]) -> bool:
    """Whether words that both have stand in quotation marks on one side alone."""
    both = kept = 0
    for column in columns:
        i, j = column.before, column.after
        if i is None or j is None or english.root(b[i].key) != english.root(a[j].key):
            continue
        weight = 0 if b[i].key in english.FUNCTION else 1
        kept += weight if b[i].quoted == a[j].quoted else 0
        both += weight if b[i].quoted != a[j].quoted else 0
    return both >= _MOVED or (both > 0 and kept == 0)


def _edits(
    columns: Sequence[Column], b: Sequence[Word], a: Sequence[Word], before: str, after: str
) -> tuple[Edit, ...]:
    runs = list(_runs(columns, b, a))
    lefts = _cut(before, b, [[c.before for c in run if c.before is not None] for _, run in runs])
    rights = _cut(after, a, [[c.after for c in run if c.after is not None] for _, run in runs])
    return tuple(
        Edit(kind, x.of(before) if x else "", y.of(after) if y else "", x, y)
        for (kind, _), x, y in zip(runs, lefts, rights, strict=True)
    )


def _runs(
    columns: Sequence[Column], b: Sequence[Word], a: Sequence[Word]
) -> Iterator[tuple[EditKind, list[Column]]]:
    """The columns of each edit, with its kind."""
    run: list[Column] = []
    same = True
    for column in [*columns, None]:
        now = column is not None and _is_same(column, b, a)
        if run and (column is None or now != same):
            yield from [(EditKind.SAME, run)] if same else _parted(run)
            run = []
        if column is not None:
            run.append(column)
            same = now


def _parted(run: list[Column]) -> Iterator[tuple[EditKind, list[Column]]]:
    """A run of words that differ, as one edit or, where one side is far longer, as several."""
    less, more = sorted([sum(c.before is not None for c in run), sum(c.after is not None for c in run)])
    if less == 0 or more <= _LOPSIDED * (less + 1):
        yield _kind(run), run
        return
    part: list[Column] = []
    for column in run:
        if part and _kind([column]) is not _kind(part[-1:]):
            yield _kind(part), part
            part = []
        part.append(column)
    yield _kind(part), part


def _kind(run: Sequence[Column]) -> EditKind:
    if all(c.after is None for c in run):
        return EditKind.LEFT_OUT
    return EditKind.ADDED if all(c.before is None for c in run) else EditKind.CHANGED


def _cut(content: str, words: Sequence[Word], runs: Sequence[Sequence[int]]) -> list[Span | None]:
    """The stretch of a content that each run of words takes, what stands between the words given to one of
    the two sides: up to the last blank to the run before it.
    """
    spans: list[Span | None] = []
    filled = [run for run in runs if run]
    place = 0
    for run in runs:
        if not run:
            spans.append(None)
            continue
        start = 0 if place == 0 else _border(content, words[filled[place - 1][-1]].end, words[run[0]].start)
        end = len(content)
        if place + 1 < len(filled):
            end = _border(content, words[run[-1]].end, words[filled[place + 1][0]].start)
        spans.append(_trimmed(content, start, end))
        place += 1
    return spans


def _border(content: str, end: int, start: int) -> int:
    """Where the stretch of a word that ends at ``end`` gives way to that of the next, at ``start``."""
    blank = max((place for place in range(end, start) if content[place].isspace()), default=None)
    return start if blank is None else blank + 1


def _trimmed(content: str, start: int, end: int) -> Span:
    while content[start].isspace():
        start += 1
    while content[end - 1].isspace():
        end -= 1
    return Span(start, end)
