"""Variants of training documents that teach what the corpus does not mark: attributions inside contents,
other quotation marks, other letter case.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from onrecord.training.corpora import Document
from onrecord.training.referring import shifted

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator, Sequence

    from onrecord.training.corpora import GoldAttribution, Spans

# Cues that take a whole clause for content, so that another sentence can stand there.
_CLAUSE_CUES = frozenset((
    "said", "says", "say", "saying", "added", "adding", "noted", "noting", "announced", "argued", "argues",
    "claimed", "claims", "reported", "reports", "explained", "insisted", "wrote", "acknowledged",
    "suggested", "asserted", "stated", "confirmed", "maintained", "believes", "believe", "thinks", "warned",
    "warns", "told",
))  # fmt: skip
# Words that lose their capital when a sentence becomes a clause.
_OPENERS = frozenset((
    "the", "a", "an", "in", "on", "at", "he", "she", "they", "it", "we", "his", "her", "their", "its",
    "this", "that", "these", "those", "but", "and", "as", "according", "one", "some", "many", "most",
    "several", "two", "three", "when", "while", "after", "before", "for", "with", "by",
))  # fmt: skip
_SENTENCE = re.compile(
    r"[^\n.!?]*(?:[.!?](?![\s\"'”’)]*(?:\s[A-Z“\"']|\n|$))[^\n.!?]*)*[.!?]+[\"”’')]*(?=\s|$)"
)
_QUOTED = re.compile(r'[“"](.*?)[”"]')
# A straight mark that opens: behind neither a word nor what ends one ("Two.") does not open at its end).
_OPENING = re.compile(r'(?<![\w.,;:!?…)\]%])"(?=\S)')
_STYLES = (("“", "”"), ('"', '"'), ("‘", "’"), ("'", "'"), ("«", "»"), ("„", "“"), ("”", "”"))

# A sentence to be put inside another content: long enough to be one, short enough to stay readable there.
_SHORTEST, _LONGEST = 30, 260
# A content shorter than this many characters is a name or a title, not a clause.
_SHORTEST_CLAUSE = 20
# What ends a sentence is taken off where it becomes a clause: full stop, space, and marks after them.
_MOST_CLIPPED = 4
# A clause put behind its cue is given a "that" this often, about as often as reporters write one.
_WITH_THAT = 0.4
# How often a sentence that is put into a content has one put into its own first; a chance of one in so many
# contents then, and no longer than this in the end.
_DEEPER = 0.4
_FILLED = 0.7
_LONGEST_FILLED = 420
# How often a restyled article loses closing marks, as quotations over several paragraphs do.
_LOSING_MARKS = 0.3


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the corpus with at least one attribution, all of them wholly inside it; their offsets
    are characters of ``text``.
    """

    text: str
    attributions: tuple[GoldAttribution, ...]


def inner_sentences(documents: Sequence[Document]) -> list[Sentence]:
    """The sentences of the documents that are ready to stand in a content."""
    return [sentence for document in documents for sentence in _sentences(document)]


def _sentences(document: Document) -> Iterator[Sentence]:
    for match in _SENTENCE.finditer(document.text):
        text = match[0].lstrip()
        start, end = match.end() - len(text), match.end()
        if not _SHORTEST <= len(text) <= _LONGEST:
            continue
        touching = [a for a in document.attributions if _overlaps(a, start, end)]
        inside = all(start <= s and e <= end for a in touching for s, e in a.spans)
        if touching and inside and _balanced(text):
            yield Sentence(text, tuple(_shifted(a, -start) for a in touching))


def _overlaps(a: GoldAttribution, start: int, end: int) -> bool:
    return any(s < end and e > start for s, e in a.spans)


def _balanced(sentence: str) -> bool:
    return sentence.count('"') % 2 == 0 and sentence.count("“") == sentence.count("”")


def nest(document: Document, inner: Sequence[Sentence], rng: random.Random, *, share: float) -> Document:
    """The document with some of its clause contents replaced by whole attributed sentences: each has the
    chance ``share``, and what is put in may itself have been filled so.
    """
    for k in reversed(range(len(document.attributions))):
        attribution = document.attributions[k]
        if inner and rng.random() < share and _takes_clause(document.text, attribution):
            sentence = rng.choice(inner)
            if rng.random() < _DEEPER:
                sentence = _deepened(sentence, inner, rng)
            document = _with_content(document, attribution, sentence, rng) or document
    return document


def _deepened(sentence: Sentence, inner: Sequence[Sentence], rng: random.Random) -> Sentence:
    """The sentence with another one in one of its contents, where one takes it."""
    filled = nest(Document("", sentence.text, sentence.attributions), inner, rng, share=_FILLED)
    if len(filled.text) > _LONGEST_FILLED or not _balanced(filled.text):
        return sentence
    return Sentence(filled.text, filled.attributions)


def _takes_clause(text: str, a: GoldAttribution) -> bool:
    """Whether the content is one stretch within a line, of a length and behind a cue that a clause has."""
    if a.nested or len(a.content) > 1:
        return False
    cue = text[slice(*a.cue[0])].lower().rstrip(",: ")
    content = text[slice(*a.content[0])]
    return (
        cue.split(" ")[-1] in _CLAUSE_CUES
        and len(content) >= _SHORTEST_CLAUSE
        and "\n" not in content
        and content[0] not in "'‘"
    )


@dataclass(frozen=True, slots=True)
class _Filling:
    """A new content: ``body`` is the sentence as it stands there, ``before`` and ``after`` what is put
    around it.
    """

    before: str
    body: str
    after: str

    @property
    def text(self) -> str:
        return self.before + self.body + self.after


def _with_content(
    document: Document, outer: GoldAttribution, sentence: Sentence, rng: random.Random
) -> Document | None:
    """The document with ``sentence`` for the content of ``outer``; None where it does not fit there."""
    start, end = outer.content[0]
    if any(_overlaps(a, start, end) for a in document.attributions if a is not outer):
        return None
    old = document.text[start:end]
    filling = _quotation(old, sentence) if old[0] in '“"' else _clause(old, outer, sentence, rng)
    inner = _clipped(sentence.attributions, len(filling.body))
    if inner is None:
        return None
    shift = len(filling.text) - len(old)
    content = ((start, start + len(filling.text)),)
    kept = [
        replace(_pushed(a, start, shift), content=content) if a is outer else _pushed(a, start, shift)
        for a in document.attributions
    ]
    added = [replace(_shifted(a, start + len(filling.before)), nested=True) for a in inner]
    return replace(
        document,
        text=document.text[:start] + filling.text + document.text[end:],
        attributions=(*kept, *added),
        known=(*_pushed_spans(document.known, start, shift), *content),
        mentions=shifted([m for m in document.mentions if m.end <= start or m.start >= end], start, shift),
        blank=(*_pushed_spans(document.blank, start, shift), *content),
    )


def _quotation(old: str, sentence: Sentence) -> _Filling:
    """The sentence in the quotation marks of ``old``; marks inside it become single ones."""
    curly = old[0] == "“"
    closing = "”" if curly else '"'
    body = _QUOTED.sub(r"‘\1’" if curly else r"'\1'", sentence.text.rstrip(". "))
    return _Filling(old[0], body, ("," if old.rstrip('”"').endswith(",") else ".") + closing)


def _clause(old: str, outer: GoldAttribution, sentence: Sentence, rng: random.Random) -> _Filling:
    """The sentence as a clause, with or without "that"."""
    first, _, rest = sentence.text.rstrip(". ").partition(" ")
    if first.lower() in _OPENERS:
        first = first[0].lower() + first[1:]
    behind = outer.content[0][0] > outer.cue[0][0]
    that = old.startswith("that ") or (behind and rng.random() < _WITH_THAT)
    return _Filling("that " if that else "", f"{first} {rest}", "")


def _clipped(attributions: Sequence[GoldAttribution], length: int) -> list[GoldAttribution] | None:
    """The attributions inside the first ``length`` characters of their sentence, a full stop at a span's end
    taken off; None where more than that would be lost.
    """
    spans = [span for a in attributions for span in a.spans]
    if any(start >= length or end > length + _MOST_CLIPPED for start, end in spans):
        return None

    def clip(spans: Spans) -> Spans:
        return tuple((start, min(end, length)) for start, end in spans)

    return [replace(a, source=clip(a.source), cue=clip(a.cue), content=clip(a.content)) for a in attributions]


def _shifted(a: GoldAttribution, by: int) -> GoldAttribution:
    """The attribution ``by`` characters further on."""
    return _pushed(a, -1, by)


def _pushed(a: GoldAttribution, at: int, by: int) -> GoldAttribution:
    """The attribution after ``by`` characters were put in behind character ``at``."""
    return replace(
        a,
        source=_pushed_spans(a.source, at, by),
        cue=_pushed_spans(a.cue, at, by),
        content=_pushed_spans(a.content, at, by),
    )


def _pushed_spans(spans: Spans, at: int, by: int) -> Spans:
    return tuple((s if s <= at else s + by, e if e <= at else e + by) for s, e in spans)


def restyle(document: Document, rng: random.Random) -> Document:
    """The document with other quotation marks, some with closing marks lost; offsets stay as they are."""
    opening, closing = rng.choice(_STYLES)
    if "“" in document.text:
        text = document.text.replace("“", opening).replace("”", closing)
    else:
        text = _OPENING.sub(opening, document.text).replace('"', closing)
    if rng.random() < _LOSING_MARKS and closing in '”"»“':  # single marks are apostrophes as well
        text = _losing_closing_marks(text, closing, every=rng.randint(2, 4))
    return replace(document, text=text)


def _losing_closing_marks(text: str, closing: str, *, every: int) -> str:
    """The text with one in ``every`` of its paragraphs' last closing marks blanked."""
    letters = list(text)
    ends = [m.start() for m in re.finditer(re.escape(closing) + r"(?=\n)", text)]
    for at in ends[::every]:
        letters[at] = " "
    return "".join(letters)


def recase(document: Document, rng: random.Random) -> Document:
    """The document in capitals or in lower case throughout (where that keeps its length)."""
    text = document.text.upper() if rng.random() < 0.5 else document.text.lower()
    return replace(document, text=text) if len(text) == len(document.text) else document
