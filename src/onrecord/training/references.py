"""Gold mentions of a document -> what the mention and antecedent layers are to answer in each window."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from onrecord.analysis import pairs
from onrecord.analysis.mentions import LONGEST, Kind
from onrecord.analysis.pieces import piece_range
from onrecord.records import Span
from onrecord.training.corpora import Marked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from onrecord.analysis.pairs import Described
    from onrecord.analysis.pieces import Pieces
    from onrecord.training.corpora import Document
    from onrecord.training.referring import GoldMention

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float32]

_QUOTES = tuple("“\"'‘«„»”")


@dataclass(frozen=True, slots=True)
class References:
    """What is known of a window's M mentions: positions [starts, ends), ``kinds`` (-1: not known), ``chains``
    (-1: not known whom it means), ``weights`` of the chains; whether a mention's chain begins in this window
    (``begins``); N pairs of them with their features ``codes`` (N x F). ``blank`` (T) are positions where
    mentions are not annotated; ``marked`` says which mentions are elsewhere.
    """

    starts: Ints
    ends: Ints
    kinds: Ints
    chains: Ints
    weights: Floats
    begins: NDArray[np.bool_]
    later: Ints
    earlier: Ints
    codes: Ints
    blank: NDArray[np.bool_]
    marked: Marked


@dataclass(frozen=True, slots=True)
class DocumentReferences:
    """The mentions of a whole document in pieces, in order of their start."""

    firsts: Ints
    lasts: Ints
    kinds: Ints
    chains: Ints
    weights: Floats
    opens: NDArray[np.bool_]  # the first mention of its chain
    described: Described
    blank: NDArray[np.bool_]
    marked: Marked

    @classmethod
    def of(cls, document: Document, pieces: Pieces) -> DocumentReferences | None:
        """None where the document has no mentions to learn from."""
        if document.marked is Marked.NONE:
            return None
        ranged = ((m, piece_range(pieces, (m.start, m.end))) for m in document.mentions)
        kept = [(m, r) for m, r in ranged if r[0] < r[1] <= r[0] + LONGEST]
        mentions = [m for m, _ in kept]
        numbers: dict[str, int] = {}
        chains = np.array(
            [-1 if m.chain is None else numbers.setdefault(m.chain, len(numbers)) for m in mentions],
            dtype=np.int64,
        )
        blank = np.zeros(len(pieces), dtype=np.bool_)
        for span in document.blank:
            blank[slice(*piece_range(pieces, span))] = True
        return cls(
            firsts=np.array([r[0] for _, r in kept], dtype=np.int64),
            lasts=np.array([r[1] for _, r in kept], dtype=np.int64),
            kinds=np.array([-1 if m.kind is None else int(m.kind) for m in mentions], dtype=np.int64),
            chains=chains,
            weights=np.array([m.weight for m in mentions], dtype=np.float32),
            opens=_opens(chains),
            described=_described(document, mentions),
            blank=blank,
            marked=document.marked,
        )

    def within(self, left: int, right: int) -> References:
        """Those that lie in pieces [left, right), at the positions they have behind [CLS]."""
        inside = np.flatnonzero((self.firsts >= left) & (self.lasts <= right))
        later, earlier = pairs.nearest(len(inside))
        shift = 1 - left
        return References(
            starts=self.firsts[inside] + shift,
            ends=self.lasts[inside] + shift,
            kinds=self.kinds[inside],
            chains=self.chains[inside],
            weights=self.weights[inside],
            begins=self.opens[inside],
            later=later,
            earlier=earlier,
            codes=pairs.features(self.described, inside[later], inside[earlier]),
            blank=np.append(True, self.blank[left:right]),
            marked=self.marked,
        )


def _opens(chains: Ints) -> NDArray[np.bool_]:
    seen: set[int] = set()
    out = np.zeros(len(chains), dtype=np.bool_)
    for n, chain in enumerate(chains.tolist()):
        out[n] = chain >= 0 and chain not in seen
        seen.add(chain)
    return out


def _described(document: Document, mentions: Sequence[GoldMention]) -> Described:
    named = {m.chain: m.kind for m in reversed(mentions) if m.kind is not None and m.kind is not Kind.PRONOUN}
    kinds = [int(m.kind if m.kind is not None else _likely(named.get(m.chain))) for m in mentions]
    quoted = [
        pairs.Quoted(_spans(a.source), _spans(a.content), document.text[a.content[0][0]] in _QUOTES)
        for a in document.attributions
    ]
    spans = [Span(m.start, m.end) for m in mentions]
    return pairs.describe(document.text, spans, np.array(kinds, dtype=np.int64), quoted)


def _likely(named: Kind | None) -> Kind:
    """The kind of a description whose kind nobody gave, from the name it stands for."""
    return Kind.GROUP if named in (Kind.GROUP_NAME, Kind.PLACE_NAME) else Kind.PERSON


def _spans(spans: Sequence[tuple[int, int]]) -> list[Span]:
    return [Span(start, end) for start, end in spans]
