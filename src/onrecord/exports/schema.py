"""The JSON Schema of a record: the one place that says what the JSON holds.

``onrecord schema`` prints it and the tests hold every record that is written against it. Readers should
take keys that they do not know as they come: later versions add keys beside these and take none away.
"""

from __future__ import annotations

from typing import Any, Final

from onrecord.exports.claims_schema import CLAIMS
from onrecord.exports.schema_parts import INDEX, SPAN, many, maybe_span, maybe_text, obj
from onrecord.records import (
    BlockKind,
    Distance,
    EvidenceKind,
    FurnitureKind,
    HopKind,
    MentionForm,
    Quotation,
    SettingKind,
    SpeakerKind,
    Stance,
)

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


def _part(kinds: type[BlockKind] | type[FurnitureKind], description: str) -> dict[str, Any]:
    """A block or a piece of furniture."""
    return obj(
        description,
        start={"$ref": "#/$defs/offset"},
        end={"$ref": "#/$defs/offset"},
        kind={"enum": [kind.value for kind in kinds]},
    )


def _step(kinds: type[EvidenceKind] | type[SettingKind], description: str) -> dict[str, Any]:
    """A piece of evidence or a setting."""
    return obj(description, kind={"enum": [kind.value for kind in kinds]}, span=SPAN)


_ARTICLE: Final = obj(
    "What the page says, and what it says about itself. A field that the page does not give is null.",
    text={
        "type": "string",
        "description": "Title, body and furniture in the page's order; every offset is into this text.",
    },
    title=maybe_text("The headline."),
    authors=many("The people of the byline.", {"type": "string"}),
    published=maybe_text("ISO 8601, as precise as the page has it: a date, or a date and time."),
    outlet=maybe_text("The newspaper, agency or site."),
    url=maybe_text("The page's address, after redirects."),
    language=maybe_text("ISO 639-1 code."),
    dateline=maybe_span("Where the body opens with a place and agency."),
    origins={
        "type": "object",
        "description": "For each given field where it was read: json-ld, meta, html, text, url, given (by "
        "the feed or file that the page came in).",
        "additionalProperties": {"type": "string"},
    },
    blocks=many(
        "The article's own parts, in order; they do not overlap.",
        _part(BlockKind, "A paragraph-like part of the article."),
    ),
    furniture=many(
        "What stands on the page beside the article (share bars, captions, teasers): kept, not analysed.",
        _part(FurnitureKind, "A piece of page furniture."),
    ),
)

_SPEAKER: Final = obj(
    "Somebody, or something, that words are attributed to, as this one article shows them.",
    name={
        "type": "string",
        "description": "The fullest name in the article, without courtesy titles; for an unnamed speaker the "
        "words that describe them.",
    },
    kind={
        "enum": [kind.value for kind in SpeakerKind if kind is not SpeakerKind.UNKNOWN],
        "description": "person: a human being with a name; group: anything else with a name (organisation, "
        "government, place, document, poll); unnamed: described, not named.",
    },
    mentions=many(
        "All that the article says of them, in reading order.",
        obj(
            "Words that refer to the speaker.",
            start={"$ref": "#/$defs/offset"},
            end={"$ref": "#/$defs/offset"},
            form={
                "enum": [form.value for form in MentionForm],
                "description": "name: a spelling of the name; nominal: the envoy; pronoun: she, who, I.",
            },
        ),
    ),
    role=maybe_span("What they are, as the article says it: spokesman. Null where it does not."),
    affiliation=maybe_span("Whom they belong to or speak for, as the article says it."),
    number={
        "type": ["integer", "null"],
        "description": "How many an unnamed speaker are, where the article says it: 2 for two officials.",
    },
    reason=maybe_span("Why an unnamed speaker is not named, where the article says it."),
)

_HOP: Final = obj(
    "One station of the words on their way to the page.",
    kind={
        "enum": [kind.value for kind in HopKind],
        "description": "site: where the page stands; outlet: an agency, a newspaper, a broadcaster, an "
        "account; speaker: whose words they are, or who relays those of the next.",
    },
    name=maybe_text("Null where it is not known."),
    span=maybe_span("Where the article names it; null for the site and for what is not known."),
)

_ATTRIBUTION: Final = obj(
    "Who (source), the words that attribute (cue), what (content).",
    source=many("The words that name the source; empty where nobody is named.", SPAN),
    cue=many("The words that attribute.", SPAN),
    content=many("The words attributed, in several spans where they are interrupted.", SPAN),
    quotation={
        "enum": [kind.value for kind in Quotation],
        "description": "direct: all of the content stands in quotation marks; indirect: none; mixed: some.",
    },
    confidence={
        "type": "number",
        "minimum": 0,
        "maximum": 1,
        "description": "The probability that source, cue and content belong together as given.",
    },
    parent={
        "type": ["integer", "null"],
        "minimum": 0,
        "description": "The index, in this list, of the attribution whose content holds this one.",
    },
    speakers=many(
        "Who speaks, as indices into the record's speakers: several where they speak together, none where "
        "the speaker is not known.",
        INDEX,
    ),
    candidates=many(
        "Where the text does not decide who speaks: those it may be, as indices into the record's speakers.",
        INDEX,
    ),
    speaker_kind={
        "enum": [kind.value for kind in SpeakerKind],
        "description": "The kind all of the speakers are; group where they differ; unknown without any.",
    },
    evidence=many(
        "The steps that led from the source to the speakers, in order.",
        _step(EvidenceKind, "One step, and the words it led to."),
    ),
    settings=many(
        "To whom, by what means, on what occasion, where and when it was said.",
        _step(SettingKind, "A circumstance of speaking, as the words that tell it."),
    ),
    provenance=many("How the words reached the page, from the page inwards.", _HOP),
    stance={
        "enum": [*(stance.value for stance in Stance), None],
        "description": "What the source does with the content: assert: presents it as being so; deny: says "
        "that it is not so; doubt: questions it; predict: expects it; intend: plans or promises to do it; "
        "demand: wants others to do it; ask: puts it as a question; support: praises or backs it; oppose: "
        "criticises or fears it; decree: rules or decides it; perceive: sees or learns it; decline: will not "
        "say. Null where the model does not tell.",
    },
    negated={
        "type": "boolean",
        "description": "Whether the page says that it did not happen, or only if: did not say, if she says.",
    },
    distance={
        "enum": [distance.value for distance in Distance],
        "description": "The reporter's: endorsing takes the content to be so (noted, revealed, admitted), "
        "distancing will not answer for it (claimed, alleged, so-called).",
    },
)

SCHEMA: Final[dict[str, Any]] = {
    "$schema": DIALECT,
    "title": "onrecord record",
    **obj(
        "One news page on the record: the article and every attribution in it, in reading order.",
        name=maybe_text("What the input was called: a path, an address, or - for standard input."),
        model=maybe_text("The model that read the article; null where nothing was read."),
        notes=many("Sentences that tell what limits this reading.", {"type": "string"}),
        article=_ARTICLE,
        speakers=many("Who speaks in the article, in order of their first mention.", _SPEAKER),
        attributions=many("Every attribution, in reading order.", _ATTRIBUTION),
        **CLAIMS,
    ),
    "$defs": {
        "offset": {"type": "integer", "minimum": 0, "description": "A character offset into article.text."},
        "span": {
            "type": "array",
            "description": "[start, end]: the characters of article.text from start to end, exclusive.",
            "prefixItems": [{"$ref": "#/$defs/offset"}, {"$ref": "#/$defs/offset"}],
            "items": False,
            "minItems": 2,
        },
    },
}
