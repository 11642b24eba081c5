"""Records -> W3C Web Annotations (JSON-LD), one annotation an attribution.

Each span is a target of its own: the standard takes several selectors of one target for several ways to the
same words, so an interrupted content cannot be one target. ``role`` (source, cue, content), ``confidence``
and ``inside`` (the annotation whose content holds this one) are our terms, declared in the context; readers
that do not know them pass over them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from onrecord.exports.exported import identified, urn
from onrecord.exports.linked import array, given, page_address
from onrecord.records import Span, SpeakerKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from onrecord.exports.exported import Exported, Identified, Statement
    from onrecord.records import Speaker

CONTEXT: Final = (
    "http://www.w3.org/ns/anno.jsonld",
    {
        "onrecord": "urn:onrecord:term:",
        "role": "onrecord:role",
        "confidence": "onrecord:confidence",
        "inside": {"@id": "onrecord:inside", "@type": "@id"},
    },
)

# Characters of prefix and suffix: as many as Hypothesis, the annotator most in use, writes and looks for.
_AROUND: Final = 32

_TYPE: Final = {SpeakerKind.PERSON: "Person", SpeakerKind.GROUP: "Organization"}


def web_annotations(items: Iterable[Exported]) -> Iterator[str]:
    """A JSON array of annotations, in reading order, written as they come."""
    return array(_annotation(one, statement) for one in identified(items) for statement in one.statements)


def _annotation(one: Identified, statement: Statement) -> dict[str, Any]:
    attribution = statement.attribution
    captured = one.item.captured
    return given(
        _context=list(CONTEXT),
        id=urn("statement", statement.id),
        type="Annotation",
        motivation="identifying",
        created=captured.isoformat() if captured and captured.tzinfo else None,
        generator=_generator(one),
        confidence=attribution.confidence,
        inside=statement.parent_id and urn("statement", statement.parent_id),
        body=list(_bodies(one, statement)),
        target=[
            _target(one, role, span)
            for role in ("source", "cue", "content")
            for span in getattr(attribution, role)
        ],
    )


def _generator(one: Identified) -> dict[str, Any] | None:
    model = one.record.model
    return (
        {"id": urn("model", model), "type": "Software", "name": f"onrecord, model {model}"} if model else None
    )


def _bodies(one: Identified, statement: Statement) -> Iterator[dict[str, Any]]:
    """Who speaks, then the kind of quotation."""
    for name, speaker in one.speakers_of(statement):
        yield _speaker(name, speaker)
    yield {
        "type": "TextualBody",
        "purpose": "classifying",
        "format": "text/plain",
        "value": statement.attribution.quotation.value,
    }


def _speaker(name: str, speaker: Speaker) -> dict[str, Any]:
    kind = _TYPE.get(speaker.kind)
    if kind is None:  # nobody with a name: the words that describe them
        return {
            "type": "TextualBody",
            "purpose": "describing",
            "format": "text/plain",
            "value": speaker.name,
        }
    agent = {"id": urn("speaker", name), "type": kind, "name": speaker.name}
    return {"type": "SpecificResource", "purpose": "identifying", "source": agent}


def _target(one: Identified, role: str, span: Span) -> dict[str, Any]:
    text = one.article.text
    quote = {
        "type": "TextQuoteSelector",
        "exact": one.words(span),
        "prefix": text[max(0, span.start - _AROUND) : span.start],
        "suffix": text[span.end : span.end + _AROUND],
    }
    position = {"type": "TextPositionSelector", "start": span.start, "end": span.end}
    return {
        "type": "SpecificResource",
        "role": role,
        "source": page_address(one),
        "selector": [quote, position],
    }
