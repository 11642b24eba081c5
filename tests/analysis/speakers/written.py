"""Articles written by hand with their mentions and attributions marked, and a scorer that answers as told.

``{p Ana Lund}`` is a mention of a kind, ``{s0 ...}``, ``{c0 ...}`` and ``{w0 ...}`` are source, cue and
content of attribution 0; ``{s0/p Ana Lund}`` is both. Marks may nest.
"""

from __future__ import annotations

import collections
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from onrecord.analysis.mentions import WIDTH, Kind, Scored
from onrecord.analysis.scorers.base import Chain, ModelConfig
from onrecord.analysis.speakers.identify import identify
from onrecord.records import Analysis, Attribution, Quotation, Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

KINDS = {
    "p": Kind.PERSON_NAME, "g": Kind.GROUP_NAME, "l": Kind.PLACE_NAME, "o": Kind.OTHER_NAME,
    "r": Kind.PRONOUN, "d": Kind.PERSON, "b": Kind.GROUP, "x": Kind.OTHER,
}  # fmt: skip
_MARK = re.compile(r"\{([\w/]+) |\}")
# What a pair scores that nobody speaks of, against 0 for "nothing before": next to never.
UNLIKELY = -9.0


@dataclass(frozen=True)
class Written:
    """A text with its mentions in order of start, the longer first, and its attributions."""

    text: str
    spans: list[Span]
    mentions: Scored
    attributions: list[Attribution]

    @property
    def words(self) -> list[str]:
        return [span.of(self.text) for span in self.spans]


def written(markup: str) -> Written:
    """The article that the markup describes."""
    text, marks = _read(markup)
    found = [(span, KINDS[tag]) for tag, span in marks if tag in KINDS]
    roles: dict[tuple[str, int], list[Span]] = collections.defaultdict(list)
    for tag, span in marks:
        if tag not in KINDS:
            roles[tag[0], int(tag[1:])].append(span)
    count = 1 + max((n for _, n in roles), default=-1)
    attributions = [attribution(text, *(sorted(roles[r, n]) for r in "scw")) for n in range(count)]
    return Written(text, *scored(found), attributions)


def _read(markup: str) -> tuple[str, list[tuple[str, Span]]]:
    text, at, open_, marks = "", 0, [], []
    for mark in _MARK.finditer(markup):
        text += markup[at : mark.start()]
        at = mark.end()
        if mark[1]:
            open_.append((mark[1].split("/"), len(text)))
        else:
            tags, start = open_.pop()
            marks += [(tag, Span(start, len(text))) for tag in tags]
    return text + markup[at:], marks


def scored(found: Sequence[tuple[Span, Kind]]) -> tuple[list[Span], Scored]:
    """Certain mentions, whose vectors begin with where they stand: by that the scorer knows them."""
    ordered = sorted(found, key=lambda f: (f[0].start, -f[0].end))
    spans = [span for span, _ in ordered]
    vectors = np.zeros((len(spans), WIDTH), dtype=np.float32)
    vectors[:, :2] = [(s.start, s.end) for s in spans] if spans else 0
    starts, ends = (np.array([getattr(s, side) for s in spans], dtype=np.int64) for side in ("start", "end"))
    kinds = np.array([kind for _, kind in ordered], dtype=np.int64)
    return spans, Scored(starts, ends, kinds, np.full(len(spans), 0.99, dtype=np.float32), vectors)


def attribution(text: str, source: list[Span], cue: list[Span], content: list[Span]) -> Attribution:
    """Direct where the content opens with a quotation mark."""
    direct = bool(content) and content[0].of(text)[0] in '“"'
    quotation = Quotation.DIRECT if direct else Quotation.INDIRECT
    return Attribution(tuple(source), tuple(cue), tuple(content), quotation, 0.9)


@dataclass
class Told:
    """Answers what stands for what as told by ``scores`` ((later words, earlier words) -> score); all else is
    unlikely. ``pairs`` counts those it was asked about.
    """

    text: str
    scores: Mapping[tuple[str, str], float] = field(default_factory=dict)
    otherwise: float = UNLIKELY
    pairs: int = 0

    config = ModelConfig(
        name="told 1", cls_id=1, sep_id=2, core=40, context=20,
        cue_chain=Chain([], [], []), nested_chain=Chain([], [], []), role_chain=Chain([], [], []),
    )  # fmt: skip

    def antecedents(self, vectors: Any, later: Any, earlier: Any, codes: Any) -> tuple[Any, Any]:
        assert len(later) == len(earlier) == len(codes)
        self.pairs += len(later)
        words = [self.text[int(v[0]) : int(v[1])] for v in vectors]
        pairs = zip(later.tolist(), earlier.tolist(), strict=True)
        scores = [self.scores.get((words[i], words[j]), self.otherwise) for i, j in pairs]
        return np.array(scores, dtype=np.float32), np.zeros(len(vectors), dtype=np.float32)


@dataclass(frozen=True)
class Identified:
    """What came out, with questions to it."""

    text: str
    analysis: Analysis

    def who(self, i: int = 0) -> list[str]:
        """The names of those who speak in attribution ``i``."""
        return [self.analysis.speakers[k].name for k in self.analysis.attributions[i].speakers]

    def between(self, i: int = 0) -> list[str]:
        """The names between which the text does not decide in attribution ``i``."""
        return [self.analysis.speakers[k].name for k in self.analysis.attributions[i].candidates]

    def steps(self, i: int = 0) -> list[tuple[str, str]]:
        """The evidence of attribution ``i``: kinds and words."""
        return [(e.kind.value, e.span.of(self.text)) for e in self.analysis.attributions[i].evidence]

    @property
    def names(self) -> list[str]:
        return [speaker.name for speaker in self.analysis.speakers]


def identified(markup: str, scores: Mapping[tuple[str, str], float] | None = None) -> Identified:
    """Who speaks in the article, with a scorer that says so of pairs of words."""
    article = written(markup)
    scorer: Any = Told(article.text, scores or {})
    return Identified(article.text, identify(article.text, article.attributions, article.mentions, scorer))
