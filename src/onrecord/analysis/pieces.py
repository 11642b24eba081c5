"""Text to word pieces and back: the only place where token positions and characters meet."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from onrecord.analysis.regions import LINE, stripped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray
    from tokenizers import Tokenizer

    from onrecord.analysis.stand_ins import StandIn, StandIns
    from onrecord.records import Span

#: The encoder's vocabulary is lower-cased, so case travels beside the pieces as a class of the whole word.
CASES = ("none", "lower", "capitalised", "upper", "mixed")

# A paragraph longer than this is cut (at a sentence end, else at a space): tokenising takes memory by the
# paragraph, and pasted text can be one paragraph of megabytes. No real paragraph comes near (longest in
# polnear-train: 2,600 characters).
LONGEST_PARAGRAPH = 10_000
_PARAGRAPHS_AT_ONCE = 256

_SENTENCE_END = re.compile(r"[.!?][\"'”’)\]]*\s+(?=\S)")
_WORD = re.compile(r"\w+(?:['’]\w+)?")


@dataclass(frozen=True, slots=True)
class Pieces:
    """N pieces of a text: vocabulary ``ids``, case class ``cases``, characters ``starts`` to ``ends``.

    After each paragraph stands one separator piece, of no characters (start == end).
    """

    ids: NDArray[np.int64]
    cases: NDArray[np.int64]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def separators(self) -> NDArray[np.bool_]:
        """Which pieces are separators (N)."""
        same: NDArray[np.bool_] = self.starts == self.ends
        return same


def lines(text: str, regions: Sequence[Span]) -> Iterator[Span]:
    """The non-empty lines of ``regions``, in order, each at most ``LONGEST_PARAGRAPH`` long."""
    for region in regions:
        for line in LINE.finditer(text, region.start, region.end):
            start, end = line.span()
            while end - start > LONGEST_PARAGRAPH:
                cut = _cut(text, start, start + LONGEST_PARAGRAPH)
                yield from stripped(text, start, cut)
                start = cut
            yield from stripped(text, start, end)


def _cut(text: str, start: int, limit: int) -> int:
    """Where to cut a paragraph that begins at ``start``, at ``limit`` at the latest."""
    half = start + (limit - start) // 2
    ends = [m.end() for m in _SENTENCE_END.finditer(text, half, limit)]
    if ends:
        return ends[-1]
    space = text.rfind(" ", half, limit)
    return space + 1 if space > 0 else limit


def case_class(word: str) -> int:
    """The index in ``CASES`` of a word's letter case."""
    if word.islower():
        return 1
    if word.isupper():
        return 3 if len(word) > 1 else 2
    if not any(c.isalpha() for c in word):
        return 0
    return 2 if word[0].isupper() and not any(c.isupper() for c in word[1:]) else 4


def tokenise(
    tokenizer: Tokenizer,
    text: str,
    regions: Sequence[Span],
    *,
    sep_id: int,
    stand_ins: StandIns | None = None,
) -> Pieces:
    """The pieces of ``regions``, with their character offsets in ``text``; names are one piece or two where
    there are ``stand_ins`` for them.
    """
    ids: list[NDArray[np.int64]] = []
    cases: list[NDArray[np.int64]] = []
    starts: list[NDArray[np.int64]] = []
    ends: list[NDArray[np.int64]] = []
    spans = list(lines(text, regions))
    for first in range(0, len(spans), _PARAGRAPHS_AT_ONCE):
        chunk = spans[first : first + _PARAGRAPHS_AT_ONCE]
        encodings = tokenizer.encode_batch([s.of(text) for s in chunk], add_special_tokens=False)
        for span, encoding in zip(chunk, encodings, strict=True):
            offsets = np.asarray(encoding.offsets, dtype=np.int64).reshape(-1, 2)
            # Byte-level vocabularies give a second space a piece of no characters, which would pass for a
            # separator.
            worded = offsets[:, 0] < offsets[:, 1]
            offsets = offsets[worded]
            if not len(offsets):  # control characters alone, say
                continue
            ids.append(np.append(np.asarray(encoding.ids, dtype=np.int64)[worded], sep_id))
            cases.append(np.append(_cases(span.of(text), offsets[:, 0]), 0))
            starts.append(np.append(offsets[:, 0], offsets[-1, 1]) + span.start)
            ends.append(np.append(offsets[:, 1], offsets[-1, 1]) + span.start)
    if not ids:
        empty = np.zeros(0, dtype=np.int64)
        return Pieces(empty, empty, empty, empty)
    pieces = Pieces(np.concatenate(ids), np.concatenate(cases), np.concatenate(starts), np.concatenate(ends))
    return _standing_in(pieces, tokenizer, stand_ins.of(text, spans)) if stand_ins else pieces


def _standing_in(pieces: Pieces, tokenizer: Tokenizer, stand_ins: Sequence[StandIn]) -> Pieces:
    """The pieces with one in place of all those of each stand-in's characters.

    A name whose edges are no edges of pieces, or whose stand-in the vocabulary lacks, stays as it is. "An" in
    front of one is read as "a": it tells a letter of the name.
    """
    an, a = tokenizer.token_to_id("an"), tokenizer.token_to_id("a")
    firsts = np.searchsorted(pieces.ends, [one.start for one in stand_ins], side="right")
    behinds = np.searchsorted(pieces.starts, [one.end for one in stand_ins], side="left")
    ids, cases, ends = pieces.ids.copy(), pieces.cases.copy(), pieces.ends.copy()
    left = np.ones(len(pieces), dtype=bool)
    for one, first, behind in zip(stand_ins, firsts, behinds, strict=True):
        number = tokenizer.token_to_id(one.word)
        if number is None or first >= behind or pieces.starts[first] != one.start:
            continue
        if ends[behind - 1] != one.end or pieces.separators[first:behind].any():
            continue
        case = CASES.index("upper" if one.upper else "capitalised")
        ids[first], ends[first] = number, one.end
        left[first + 1 : behind] = False
        # The mark and the letter of a possessive have the case of their word, which is now another one.
        last = int(np.searchsorted(pieces.starts, one.end + one.possessive, side="left"))
        cases[first] = cases[behind:last] = case
        if first and an is not None and a is not None and ids[first - 1] == an:
            ids[first - 1] = a
    return Pieces(ids[left], cases[left], pieces.starts[left], ends[left])


def piece_range(pieces: Pieces, span: tuple[int, int]) -> tuple[int, int]:
    """The pieces [first, last) that hold the characters of ``span``."""
    first = int(np.searchsorted(pieces.ends, span[0], side="right"))
    last = int(np.searchsorted(pieces.starts, span[1], side="left"))
    return first, max(first, last)


def _cases(text: str, starts: NDArray[np.int64]) -> NDArray[np.int64]:
    """The case class of the word that each piece begins in."""
    by_character = np.zeros(len(text) + 1, dtype=np.int64)
    for word in _WORD.finditer(text):
        by_character[word.start() : word.end()] = case_class(word[0])
    return by_character[starts]
