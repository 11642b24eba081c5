"""Variants of training documents that teach what the corpus does not mark: attributions inside contents,
other quotation marks, other letter case.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.training.corpora import Document, GoldAttribution, Spans

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

# Cues that take a whole clause for content, so that another sentence can stand there.
_CLAUSE_CUES = frozenset(
    "said says say saying added noted noting announced argued claimed claims reported explained insisted wrote"
    " acknowledged suggested asserted stated confirmed maintained believes believe thinks warned reports told"
    " warns argues adding".split()
)
# Words that lose their capital when a sentence becomes a clause.
_OPENERS = frozenset(
    "the a an in on at he she they it we his her their its this that these those but and as according one some"
    " many most several two three when while after before for with by".split()
)
_MARKS = str.maketrans(dict.fromkeys('“”"«»„', '"'))
_SENTENCE = re.compile(
    r"[^\n.!?]*(?:[.!?](?![\s\"'”’)]*(?:\s[A-Z“\"']|\n|$))[^\n.!?]*)*[.!?]+[\"”’')]*(?=\s|$)"
)
_STYLES = (("“", "”"), ('"', '"'), ("‘", "’"), ("'", "'"), ("«", "»"), ("„", "“"), ("”", "”"))

# A sentence to be put inside another content: long enough to be one, short enough to stay readable there.
_SHORTEST, _LONGEST = 30, 260


class Inner:
    """Sentences of the corpus with at least one attribution wholly inside, ready to stand in a content."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self.sentences: list[tuple[str, tuple[GoldAttribution, ...]]] = []
        for document in documents:
            self.sentences.extend(_inner_sentences(document))


def _inner_sentences(document: Document) -> list[tuple[str, tuple[GoldAttribution, ...]]]:
    out = []
    for match in _SENTENCE.finditer(document.text):
        start, end = match.span()
        start += len(match[0]) - len(match[0].lstrip())
        if not _SHORTEST <= end - start <= _LONGEST:
            continue
        touching = [a for a in document.attributions if any(s < end and e > start for s, e in _spans(a))]
        inside = [a for a in touching if all(s >= start and e <= end for s, e in _spans(a))]
        if inside and inside == touching and _balanced(document.text[start:end]):
            out.append((document.text[start:end], tuple(_shifted(a, -start) for a in inside)))
    return out


def _balanced(sentence: str) -> bool:
    return sentence.count('"') % 2 == 0 and sentence.count("“") == sentence.count("”")


def _spans(a: GoldAttribution) -> Spans:
    return (*a.source, *a.cue, *a.content)


def _shifted(a: GoldAttribution, by: int, *, nested: bool | None = None) -> GoldAttribution:
    move = lambda spans: tuple((s + by, e + by) for s, e in spans)  # noqa: E731
    return GoldAttribution(
        move(a.source), move(a.cue), move(a.content), a.nested if nested is None else nested
    )


def nest(document: Document, inner: Inner, rng: random.Random, *, share: float) -> Document:
    """The document with about ``share`` of its clause contents replaced by whole attributed sentences."""
    for attribution in reversed(document.attributions):
        if rng.random() < share and _takes_clause(document.text, attribution):
            document = _replace_content(document, attribution, rng.choice(inner.sentences), rng)
    return document


def _takes_clause(text: str, a: GoldAttribution) -> bool:
    cue = text[a.cue[0][0] : a.cue[0][1]].lower().rstrip(",: ")
    start, end = a.content[0]
    return (
        not a.nested
        and len(a.content) == 1
        and cue.split(" ")[-1] in _CLAUSE_CUES
        and end - start >= 20
        and "\n" not in text[start:end]
        and text[start] not in "'‘"
    )


def _replace_content(
    document: Document,
    outer: GoldAttribution,
    chosen: tuple[str, tuple[GoldAttribution, ...]],
    rng: random.Random,
) -> Document:
    sentence, relations = chosen
    text = document.text
    start, end = outer.content[0]
    if any(s < end and e > start and a is not outer for a in document.attributions for s, e in _spans(a)):
        return document
    old = text[start:end]
    body, mark = sentence.rstrip(".\"”’' "), ""
    if old[0] in '“"':  # a quotation keeps its own marks; those inside become single ones
        closing = "”" if old[0] == "“" else '"'
        mark = "," if old.rstrip('”"').endswith(",") else "."
        body = re.sub('[“"](.*?)[”"]', "‘\\1’" if old[0] == "“" else "'\\1'", sentence.rstrip(". "))
        new, lead = f"{old[0]}{body}{mark}{closing}", 1
    else:
        body = sentence.rstrip(". ")
        first, _, rest = body.partition(" ")
        if first.lower() in _OPENERS and first != "I":
            body = f"{first[0].lower()}{first[1:]} {rest}"
        that = (
            "that "
            if old.startswith("that ")
            or (end > outer.cue[0][0] and start > outer.cue[0][0] and rng.random() < 0.4)
            else ""
        )
        new, lead = that + body, len(that)
    if any(
        s < 0 or e > len(body)
        for a in relations
        for s, e in map(lambda x: (x[0], x[1]), _clipped(a, len(body)))
    ):
        return document
    shift = len(new) - len(old)

    def moved(spans: Spans) -> Spans:
        return tuple((s if s <= start else s + shift, e if e <= start else e + shift) for s, e in spans)

    kept = [
        GoldAttribution(
            moved(a.source),
            moved(a.cue),
            ((start, start + len(new)),) if a is outer else moved(a.content),
            a.nested,
        )
        for a in document.attributions
    ]
    added = [_shifted(_clip(a, len(body)), start + lead, nested=True) for a in relations]
    known = (*moved(document.known), (start, start + len(new)))
    return replace(document, text=text[:start] + new + text[end:], attributions=(*kept, *added), known=known)


def _clip(a: GoldAttribution, length: int) -> GoldAttribution:
    """The attribution inside the first ``length`` characters: a closing mark or full stop is taken off."""
    cut = lambda spans: tuple((s, min(e, length)) for s, e in spans)  # noqa: E731
    return GoldAttribution(cut(a.source), cut(a.cue), cut(a.content), a.nested)


def _clipped(a: GoldAttribution, length: int) -> Spans:
    return tuple((s, e if e > length + 4 else min(e, length)) for s, e in _spans(a))


def restyle(document: Document, rng: random.Random) -> Document:
    """The document with other quotation marks, or with one closing mark lost; offsets stay as they are."""
    text = document.text
    opening, closing = rng.choice(_STYLES)
    if "“" in text:
        text = text.replace("“", opening).replace("”", closing)
    else:
        text = re.sub(r'(?<!\w)"(?=\S)', opening, text)
        text = text.replace('"', closing)
    if rng.random() < 0.3 and closing in '”"»“':
        closes = [m.start() for m in re.finditer(re.escape(closing) + r"(?=\n)", text)]
        for at in closes[:: rng.randint(2, 4)]:
            text = text[:at] + " " + text[at + 1 :]
    return replace(document, text=text)


def recase(document: Document, rng: random.Random) -> Document:
    """The document in capitals or in lower case throughout (where that keeps its length)."""
    text = document.text.upper() if rng.random() < 0.5 else document.text.lower()
    return replace(document, text=text) if len(text) == len(document.text) else document
