"""Of which kinds the changes are, given what stands for what.

A *block* is a run of words that differ, between words that are the same. From each block what counts as a
kind of its own is taken (a negation, a modal, a figure), then what follows from it or from reporting (a
verb's form, a person, a tense); what is left was reworded or left out.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from onrecord.compare import english
from onrecord.compare.values import ChangeKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from onrecord.compare.words import Word

#: A negation or a modal among so many words that are left out together counts as that; in a longer run it
#: went with the clause that it belongs to.
_FEW: Final = 3
#: What a clause opens with that is left out at the end.
_CONJUNCTIONS: Final = english.words("and but or if because which who though although while when")
#: So near to a negation or a modal a verb's form may change with it, in words.
_NEAR: Final = 3
#: A noun phrase of so many words may stand for "we" or "you" in a report.
_PHRASE: Final = 4
#: How far from where words are gone an ellipsis may stand for them, in words.
_BESIDE: Final = 2
#: Where words are replaced and so many more are gone, they are shortened as well.
_MORE: Final = 5


@dataclass(frozen=True, slots=True)
class Block:
    """Words that differ: indices into both sides. ``first`` and ``last``: nothing that is the same stands
    before or behind it. ``next_before`` and ``next_after`` are the indices of the two words behind it, which
    are the same; ``at`` and ``end`` the columns that it takes.
    """

    before: tuple[int, ...]
    after: tuple[int, ...]
    first: bool
    last: bool
    next_before: int | None
    next_after: int | None
    at: int
    end: int


@dataclass(slots=True)
class _Rest:
    """What of a block no kind accounts for yet."""

    before: list[Word]
    after: list[Word]

    def drop(self, keys: Iterable[str], *, inserted: bool = False) -> None:
        """Takes words with these keys out of both sides."""
        gone = frozenset(keys)
        self.before = [w for w in self.before if w.key not in gone and not (inserted and w.inserted)]
        self.after = [w for w in self.after if w.key not in gone and not (inserted and w.inserted)]


def judged(before: Sequence[Word], after: Sequence[Word], blocks: Sequence[Block]) -> set[ChangeKind]:
    """The kinds of all blocks together, but for marks and speaker."""
    kinds: set[ChangeKind] = set()
    rests = [_Rest([before[i] for i in b.before], [after[j] for j in b.after]) for b in blocks]
    found: list[set[ChangeKind]] = []
    loose = [_is_reported(before, after, block) for block in blocks]
    for block, rest, reported in zip(blocks, rests, loose, strict=True):
        whole = _is_clause(before, block.before, block.after, block.next_before, last=block.last)
        whole = whole or _is_clause(after, block.after, block.before, block.next_after, last=block.last)
        found.append(_counted(rest, whole=whole, reported=reported))
        kinds |= found[-1]
    polar = {ChangeKind.NEGATION, ChangeKind.MODAL}
    marked = [block for block, told in zip(blocks, found, strict=True) if told & polar]
    for block, rest, reported in zip(blocks, rests, loose, strict=True):
        near = any(m.at - block.end <= _NEAR and block.at - m.end <= _NEAR for m in marked)
        kinds |= _left(block, rest, reported, near, after)
    return kinds


def _is_reported(before: Sequence[Word], after: Sequence[Word], block: Block) -> bool:
    """Whether one side stands without marks here, so that person and tense are the reporter's."""
    words = [before[i] for i in block.before] + [after[j] for j in block.after]
    if block.before and block.after:
        return not all(w.quoted for w in words)
    beside = block.next_after
    return not all(w.quoted for w in words) or (beside is not None and not after[beside].quoted)


def _counted(rest: _Rest, *, whole: bool, reported: bool) -> set[ChangeKind]:
    """Takes what does not count, and what is a kind of its own, out of ``rest``; the kinds.

    ``whole``: the block is a clause that is there on one side alone; what it negates went with it.
    """
    _same_after_all(rest)
    kinds: set[ChangeKind] = set()
    if _figures(rest):
        kinds.add(ChangeKind.FIGURE)
    if not whole:
        if _negations(rest):
            kinds.add(ChangeKind.NEGATION)
        if _modals(rest, reported):
            kinds.add(ChangeKind.MODAL)
    return kinds


def _is_clause(
    words: Sequence[Word], here: Sequence[int], there: Sequence[int], beyond: int | None, *, last: bool
) -> bool:
    """Whether words that the other side does not have say something by themselves: a sentence, or a clause
    at the end, or more words than a negation needs.
    """
    if there or not here:
        return False
    keys = [words[i].key for i in here]
    told = [key for key in keys if key not in english.FUNCTION and key not in english.NEGATIONS]
    if len(told) > _FEW or len(keys) > 2 * _FEW:
        return True
    if last:
        return bool(told) or keys[0] in _CONJUNCTIONS
    return bool(told) and beyond is not None and (words[beyond].opens or words[beyond].gap)


def _same_after_all(rest: _Rest) -> None:
    """Drops what is written apart or together, and an editor's words in brackets with what they stand for."""
    if "".join(w.key for w in rest.before) == "".join(w.key for w in rest.after):
        rest.before, rest.after = [], []
    if any(w.inserted for w in (*rest.before, *rest.after)):
        rest.drop(english.PRONOUNS, inserted=True)


def _figures(rest: _Rest) -> bool:
    """Drops numbers that both sides have; whether they are others."""
    b = [w.key for w in rest.before if english.is_number(w.key)]
    a = [w.key for w in rest.after if english.is_number(w.key)]
    if not b or not a:
        return False
    same = english.value_of(b) == english.value_of(a) and english.value_of(a) is not None
    rest.drop({*b, *a})
    if not same:
        rest.drop(english.BOUNDS)
    return not same


def _negations(rest: _Rest) -> bool:
    """Drops negations; whether one was dropped or added, and then what goes with it."""
    b = Counter(w.key for w in rest.before if w.key in english.NEGATIONS)
    a = Counter(w.key for w in rest.after if w.key in english.NEGATIONS)
    rest.drop({*b, *a})
    gone, come = b - a, a - b
    if not gone and not come:
        return False
    if gone.total() == come.total():  # "never" for "not", "nobody" for "no one"
        return False
    rest.drop(english.DO)
    rest.after = _without_one(rest.after, gone)
    rest.before = _without_one(rest.before, come)
    return True


def _without_one(words: list[Word], negations: Iterable[str]) -> list[Word]:
    """The words without one that stands in a negation's place, for each of them."""
    left = list(words)
    for negation in negations:
        place = next((k for k, w in enumerate(left) if w.key in english.NEGATIONS[negation]), None)
        if place is not None:
            del left[place]
    return left


def _modals(rest: _Rest, reported: bool) -> bool:
    """Drops modals; whether one was dropped, added or changed, and then the auxiliaries that go with it."""
    b = [w.key for w in rest.before if w.key in english.MODALS]
    a = [w.key for w in rest.after if w.key in english.MODALS]
    if not b and not a:
        return False
    if reported:
        b, a = ([english.MODALS[key] for key in keys] for keys in (b, a))
        if _is_shifted(b, a, rest):
            b, a = [], []
    rest.drop(english.MODALS)
    if Counter(b) == Counter(a):
        return False
    rest.drop(english.BE | english.HAVE | english.DO | {"to"})
    return True


def _is_shifted(b: Sequence[str], a: Sequence[str], rest: _Rest) -> bool:
    """Whether reporting explains that one side alone has a modal: "Nobody loses pay", reported as that nobody
    would; "We will sign", as "to sign"; "We must leave", as that they had to.
    """
    if {*b, *a} == {"will"}:
        return True
    had = any(w.key in english.HAVE for w in (rest.after if b else rest.before))
    return {*b, *a} == {"must"} and not (b and a) and had


def _left(block: Block, rest: _Rest, reported: bool, near: bool, after: Sequence[Word]) -> set[ChangeKind]:
    """The kinds of what no kind accounted for."""
    if reported:
        _drop_shifts(rest, first=block.first)
    kinds: set[ChangeKind] = set()
    if _inflected(rest) and not (reported or near):
        kinds.add(ChangeKind.REWORDED)
    if near and not any(w.key not in english.FUNCTION for w in (*rest.before, *rest.after)):
        rest.drop(english.BE | english.HAVE | english.DO | {"to"})
    b, a = rest.before, rest.after
    if a:
        kinds.add(ChangeKind.REWORDED)
    if b and (not a or len(b) - len(a) >= _MORE):
        kinds.add(_where(block, after))
    return kinds


def _where(block: Block, after: Sequence[Word]) -> ChangeKind:
    """Where words are gone, and whether an ellipsis or the border of two pieces tells of it."""
    if block.first:
        return ChangeKind.SHORTENED_START
    next_ = block.next_after
    if next_ is None:
        return ChangeKind.SHORTENED_END
    # An ellipsis may stand a word or two beside the place: "Nobody ... loses pay" for "loses an hour of pay".
    near = range(max(0, min(block.after, default=next_) - _BESIDE), min(len(after), next_ + _BESIDE + 1))
    return ChangeKind.JOINED if any(after[j].gap for j in near) else ChangeKind.SHORTENED_MIDDLE


def _inflected(rest: _Rest) -> bool:
    """Drops pairs of forms of one verb; whether there were any."""
    forms: dict[str, list[Word]] = {}
    for word in rest.after:
        forms.setdefault(english.root(word.key), []).append(word)
    gone: set[int] = set()
    for word in rest.before:
        twins = forms.get(english.root(word.key), [])
        twin = next((w for w in twins if w.key != word.key), None)
        if twin is not None:
            twins.remove(twin)
            gone |= {id(word), id(twin)}
    rest.before = [word for word in rest.before if id(word) not in gone]
    rest.after = [word for word in rest.after if id(word) not in gone]
    return bool(gone)


def _drop_shifts(rest: _Rest, *, first: bool) -> None:
    """Drops what reporting asks for: person, tense, place and time, and what the report opens with."""
    for here, there in english.DEICTICS:
        for one, other in ((rest.before, rest.after), (rest.after, rest.before)):
            x, y = _run(one, here), _run(other, there)
            if x is not None and y is not None:
                del one[x : x + len(here)]
                del other[y : y + len(there)]
    rest.drop(english.OPENERS if first else {"that"})
    _inflected(rest)
    rest.drop(english.HAVE | english.DO | {"to"})
    _drop_persons(rest)


def _drop_persons(rest: _Rest) -> None:
    """Drops pronouns; and for "we" or "you" the few words that say who that is."""
    for one, other in ((rest.before, rest.after), (rest.after, rest.before)):
        addressed = any(w.key in english.FIRST_PERSON or w.key in ("you", "your") for w in one)
        if addressed and 0 < len(other) <= _PHRASE and not any(w.key in english.PRONOUNS for w in other[1:]):
            named = all(w.key not in english.MODALS and w.key not in english.NEGATIONS for w in other)
            if named and len([w for w in one if w.key not in english.PRONOUNS]) == 0:
                other.clear()
    rest.drop(english.PRONOUNS)


def _run(words: Sequence[Word], keys: Sequence[str]) -> int | None:
    """Where the keys stand one behind the other; None where they do not."""
    size = len(keys)
    found = (k for k in range(len(words) - size + 1) if all(words[k + n].key == keys[n] for n in range(size)))
    return next(found, None)
