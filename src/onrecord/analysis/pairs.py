"""What is known of two mentions beside the model's own numbers: how far apart they stand, how their words
compare, which pronoun one is, and who speaks around them. All of it in small numbers that the model learned
weights for. Nothing here knows a name: two names are compared, never looked up.

The features follow the literature (Bengtson and Roth 2008; Lee et al. 2017); those of attributions (who was
quoted last, who stands in whose quotation) are ours.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from onrecord.analysis.mentions import Kind
from onrecord.analysis.quotation import quoted_spans
from onrecord.records import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

#: Mentions that are looked at as antecedents, counted back from the one that refers.
REACH = 60

_PRONOUNS = (
    ("he", "him", "himself"), ("his",), ("she", "her", "hers", "herself"), ("it", "itself"), ("its",),
    ("they", "them", "themselves"), ("their", "theirs"), ("who", "whom", "whose"), ("which", "that"),
    ("i", "me", "myself", "my", "mine"), ("we", "us", "our", "ours", "ourselves"),
    ("you", "your", "yours", "yourself", "yourselves"),
    ("this", "these", "those", "one", "some", "many", "others", "both", "all", "another"),
)  # fmt: skip
#: The number of each pronoun, from 1; 0 is no pronoun.
PRONOUNS = {word: n for n, words in enumerate(_PRONOUNS, 1) for word in words}
_PRONOUN_GROUPS = len(_PRONOUNS) + 1
#: Those that are hardly ever anything else: always mentions.
REFERRING = frozenset(w for words in (*_PRONOUNS[:8], *_PRONOUNS[9:11]) for w in words)

_WORD = re.compile(r"\w+(?:[.’'](?=\w)\w*)*")
_SENTENCE_END = re.compile(
    r"(?<![A-Z])(?<!\b[A-Z][a-z])(?<!\bSen|\bRep|\bGov|\bMrs)[.!?][\"'”’)\]]*\s+|[\r\n]+"
)
_LINE = re.compile(r"[^\r\n]+")
# Words that say nothing about whether two mentions are one.
_EMPTY = frozenset((
    "the", "a", "an", "this", "that", "these", "those", "his", "her", "its", "their", "our", "my", "your",
    "mr", "mrs", "ms", "miss", "dr", "sir", "president", "sen", "rep", "gov", "senator", "former", "new", "s",
))  # fmt: skip
# Where the part of a mention begins that only describes.
_TAIL = re.compile(r",|\(| (?:of|for|in|at|on|from|with|to|by|who|that|which|whose|and) ")
_WORDS = 4  # of a mention that are compared
# A mention that begins this many characters into a source, or fewer, is the source and not a part of it.
_TITLE_LENGTH = 24

_DISTANCES = np.array([1, 2, 3, 4, 6, 8, 12, 16, 24, 36])
_SENTENCES = np.array([1, 2, 3, 4, 6, 9, 14])
_ALIKE = 7
_NONE = -1

#: How many values each feature has, in the order of ``features``.
SIZES = (
    len(_DISTANCES) + 1,
    len(_SENTENCES) + 1,
    _ALIKE,
    len(Kind) * len(Kind),
    _PRONOUN_GROUPS * _PRONOUN_GROUPS,
    5,
    8,
    6,
    4,
    3,
)
_OFFSETS = np.concatenate([[0], np.cumsum(SIZES)[:-1]])


@dataclass(frozen=True, slots=True)
class Quoted:
    """An attribution as far as it matters here: spans of its source and content, and whether it is direct."""

    source: Sequence[Span]
    content: Sequence[Span]
    direct: bool


@dataclass(frozen=True, slots=True)
class Described:
    """M mentions in numbers (each array M long but ``words``, M x 4; -1 stands for none): the ``kinds``,
    pronoun groups, interned ``words`` and ``heads``, the numbers of sentence, paragraph and quotation,
    whether one is the first of its sentence, of which attribution it is the ``source``, the innermost
    ``content`` it stands in, and the attribution that spoke ``last`` before it.
    """

    starts: Ints
    ends: Ints
    kinds: Ints
    pronouns: Ints
    words: Ints
    heads: Ints
    sentences: Ints
    paragraphs: Ints
    first: Ints
    quotes: Ints
    source: Ints
    content: Ints
    last: Ints
    direct: Ints  # of each attribution, not of each mention

    def __len__(self) -> int:
        return len(self.starts)


def describe(text: str, spans: Sequence[Span], kinds: Ints, attributions: Sequence[Quoted]) -> Described:
    """The mentions at ``spans`` of ``text``, which are in order of their start."""
    starts = np.array([s.start for s in spans], dtype=np.int64)
    ends = np.array([s.end for s in spans], dtype=np.int64)
    words, heads, pronouns = _words([s.of(text) for s in spans])
    sentences = np.searchsorted([m.end() for m in _SENTENCE_END.finditer(text)], starts, side="right")
    paragraphs = np.searchsorted([m.end() for m in _LINE.finditer(text)], starts, side="right")
    first = np.append(True, sentences[1:] != sentences[:-1])[: len(spans)].astype(np.int64)
    return Described(
        starts, ends, kinds, pronouns, words, heads, sentences, paragraphs, first,
        quotes=_quotes(text, starts),
        source=_source_of(starts, ends, attributions),
        content=_content_of(len(text), starts, attributions),
        last=_last_before(starts, attributions),
        direct=np.array([a.direct for a in attributions] or [False], dtype=np.int64),
    )  # fmt: skip


def _words(mentions: Sequence[str]) -> tuple[Ints, Ints, Ints]:
    numbers: dict[str, int] = {}
    words = np.full((len(mentions), _WORDS), _NONE, dtype=np.int64)
    heads = np.full(len(mentions), _NONE, dtype=np.int64)
    pronouns = np.zeros(len(mentions), dtype=np.int64)
    for n, mention in enumerate(mentions):
        lower = mention.lower()
        pronouns[n] = PRONOUNS.get(lower, 0)
        tail = _TAIL.search(lower)
        found = [_plain(w) for w in _WORD.findall(lower[: tail.start()] if tail else lower)]
        found = [w for w in found if w not in _EMPTY][-_WORDS:]
        if found and not pronouns[n]:
            words[n, : len(found)] = [numbers.setdefault(w, len(numbers)) for w in found]
            heads[n] = numbers[found[-1]]
    return words, heads, pronouns


def _plain(word: str) -> str:
    """Without the possessive and without full stops."""
    return re.sub(r"[’']s$", "", word).replace(".", "")


def _quotes(text: str, starts: Ints) -> Ints:
    """The number of the quotation that each position stands in."""
    spans = [q for line in _LINE.finditer(text) for q in quoted_spans(text, Span(*line.span()))]
    if not spans:
        return np.full(len(starts), _NONE, dtype=np.int64)
    at = np.searchsorted([q.start for q in spans], starts, side="right") - 1
    inside = (at >= 0) & (np.array([q.end for q in spans])[np.maximum(at, 0)] > starts)
    return np.where(inside, at, _NONE)


def _source_of(starts: Ints, ends: Ints, attributions: Sequence[Quoted]) -> Ints:
    """The attribution whose source each mention is: not those that only stand in a source."""
    out = np.full(len(starts), _NONE, dtype=np.int64)
    for n, attribution in enumerate(attributions):
        for span in attribution.source:
            low = np.searchsorted(starts, span.start - 2)
            high = np.searchsorted(starts, min(span.end, span.start + _TITLE_LENGTH))
            at = low + int(np.argmax(ends[low:high] <= span.end + 2)) if high > low else high
            if at < high and ends[at] <= span.end + 2:
                out[at] = n
    return out


def _content_of(length: int, starts: Ints, attributions: Sequence[Quoted]) -> Ints:
    """The innermost content that each mention stands in."""
    inside = np.full(length + 1, _NONE, dtype=np.int64)
    contents = [(s, n) for n, a in enumerate(attributions) for s in a.content]
    for span, n in sorted(contents, key=lambda c: c[0].start - c[0].end):
        inside[span.start : span.end] = n
    return inside[starts]


def _last_before(starts: Ints, attributions: Sequence[Quoted]) -> Ints:
    """The attribution whose source stands last before each mention."""
    sources = sorted((s.start, n) for n, a in enumerate(attributions) for s in a.source)
    if not sources:
        return np.full(len(starts), _NONE, dtype=np.int64)
    at = np.searchsorted([s for s, _ in sources], starts, side="left") - 1
    return np.where(at >= 0, np.array([n for _, n in sources])[np.maximum(at, 0)], _NONE)


def nearest(count: int) -> tuple[Ints, Ints]:
    """All pairs (i, j) of ``count`` mentions with j before i and at most ``REACH`` mentions away."""
    before = np.minimum(np.arange(count), REACH)
    i = np.repeat(np.arange(count), before)
    nth = np.arange(len(i)) - np.repeat(np.cumsum(before) - before, before)
    return i, i - before[i] + nth


def features(d: Described, i: Ints, j: Ints) -> Ints:
    """N x F codes of the pairs (i, j), j the earlier one: rows of one table, ``sum(SIZES)`` long."""
    codes = np.stack(
        [
            np.searchsorted(_DISTANCES, i - j, side="right"),
            np.searchsorted(_SENTENCES, d.sentences[i] - d.sentences[j], side="right"),
            _alike(d, i, j),
            d.kinds[i] * len(Kind) + d.kinds[j],
            d.pronouns[i] * _PRONOUN_GROUPS + d.pronouns[j],
            _quotation(d, i, j),
            _sources(d, i, j),
            _speech(d, i, j),
            2 * d.first[i] + d.first[j],
            np.where(d.ends[j] >= d.ends[i], 1, np.where(d.ends[j] > d.starts[i], 2, 0)),
        ],
        axis=1,
    )
    out: Ints = codes + _OFFSETS
    return out


def _alike(d: Described, i: Ints, j: Ints) -> Ints:
    """How the words compare: 0 a pronoun, 1 all the same, 2 one holds the other's, same head, 3 one holds the
    other's, 4 same head, 5 a word in common, 6 nothing.
    """
    same = d.words[i][:, :, None] == d.words[j][:, None, :]
    same &= (d.words[i] != _NONE)[:, :, None]
    shared = same.any(axis=2).sum(axis=1)
    mine, other = ((d.words[at] != _NONE).sum(axis=1) for at in (i, j))
    head = d.heads[i] == d.heads[j]
    within = shared >= np.minimum(mine, other)
    conditions = [
        (mine == 0) | (other == 0),
        (shared == mine) & (mine == other),
        within & head,
        within,
        head,
        shared > 0,
    ]
    return np.select(conditions, [0, 1, 2, 3, 4, 5], default=6)


def _quotation(d: Described, i: Ints, j: Ints) -> Ints:
    """0 both outside quotations, 1 both in one, 2 in two, 3 only the later inside, 4 only the earlier."""
    a, b = d.quotes[i], d.quotes[j]
    conditions = [(a == _NONE) & (b == _NONE), a == b, (a != _NONE) & (b != _NONE), a != _NONE]
    return np.select(conditions, [0, 1, 2, 3], default=4)


def _sources(d: Described, i: Ints, j: Ints) -> Ints:
    """Whether the later, the earlier one is a source, and whether the earlier one's speech was the last."""
    spoke = (d.source[j] != _NONE) & (d.source[j] == d.last[i])
    out: Ints = 4 * (d.source[i] != _NONE) + 2 * (d.source[j] != _NONE) + spoke.astype(np.int64)
    return out


def _speech(d: Described, i: Ints, j: Ints) -> Ints:
    """Whether one stands in what the other says: 0 no, 1 the later in the earlier's indirect speech, 2 in its
    direct speech, 3 the earlier in the later's indirect speech, 4 in its direct one, 5 both in one content.
    """
    mine = (d.content[i] != _NONE) & (d.content[i] == d.source[j])
    other = (d.content[j] != _NONE) & (d.content[j] == d.source[i])
    both = (d.content[i] != _NONE) & (d.content[i] == d.content[j])
    conditions = [
        mine & (d.direct[d.content[i]] == 0),
        mine,
        other & (d.direct[d.content[j]] == 0),
        other,
        both,
    ]
    return np.select(conditions, [1, 2, 3, 4, 5], default=0)
