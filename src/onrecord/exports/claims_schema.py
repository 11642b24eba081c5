"""The part of the JSON Schema that tells what is claimed, from figures to the headline."""

from __future__ import annotations

from typing import Any, Final

from onrecord.exports.schema_parts import HOLDER, INDEX, SPAN, many, maybe_span, maybe_text, obj, one_of
from onrecord.records import (
    Bound,
    ChangePart,
    CheckReason,
    DateKind,
    DatePrecision,
    DateReason,
    Direction,
    FigureKind,
    HeadlineOutcome,
    QuotedKind,
)

_NUMBER: Final = r"^-?[0-9]+(\.[0-9]+|/[0-9]+)?$"


def _number(description: str) -> dict[str, Any]:
    return {"type": ["string", "null"], "pattern": _NUMBER, "description": description}


def _day(description: str) -> dict[str, Any]:
    return {"type": ["string", "null"], "format": "date", "description": description}


def _part(description: str) -> dict[str, Any]:
    return {"type": "number", "minimum": 0, "maximum": 1, "description": description}


def _same(description: str) -> dict[str, Any]:
    return {"type": ["boolean", "null"], "description": description}


_COUNT: Final = {"type": "integer", "minimum": 0}

_CHANGE: Final = obj(
    "That something rose or fell, by, from or to the figure.",
    direction=one_of(Direction, "Which way."),
    part=one_of(ChangePart, "by: how much; from: the value before; to: the value after."),
    cue=SPAN,
    partners=many("The figures, as indices, that tell of the same change: rose by 3% to 12m.", INDEX),
)

_FIGURE: Final = obj(
    "A quantity that the article gives, and its normal form. Numbers are exact texts: 12, 2.5, 1/3.",
    span=SPAN,
    kind=one_of(FigureKind, "What it measures."),
    bound=one_of(Bound, "How the number bounds the quantity; vague: a size and no number (dozens)."),
    value=_number("In the unit; null for a range, a score, a vague size and a number too long."),
    low=_number("The lower end, or a score's first number; null where nothing is said of that side."),
    high=_number("The upper end, or a score's second number."),
    unit=maybe_text("percent, an ISO 4217 code, km, barrel/day; null for mere numbers."),
    counted=maybe_span("What is counted: injured people."),
    change={"oneOf": [_CHANGE, {"type": "null"}]},
    normal={"type": "string", "description": "Bound, number and unit in one line: >=6, 10..15 percent."},
    noun=maybe_text("The noun that is counted, in the singular: person."),
    attribution=HOLDER,
)

_DATE: Final = obj(
    "Words that name a time, and the days that they name.",
    span=SPAN,
    kind=one_of(DateKind, "How it places itself in time."),
    precision=one_of(DatePrecision, "The unit that it speaks in."),
    start=_day("The first day; null where the interval is open on that side, or not known."),
    end=_day("The last day, inclusive."),
    time=maybe_text("The time of the first day as TIMEX3 has it: T15:00, TMO, TAF, TEV, TNI."),
    approximate={"type": "boolean", "description": "Whether the words leave the ends open: early May."},
    reason=one_of(DateReason, "Why the days are not known; null where they are.", or_null=True),
    normal={"type": "string", "description": "Days, precision and kind in one line."},
    attribution=HOLDER,
)

_QUOTED: Final = obj(
    "A stretch in quotation marks, and what they are there for.",
    span=SPAN,
    kind=one_of(QuotedKind, "quotation: somebody's words. Everything else quotes nobody."),
    attribution={**HOLDER, "description": "The attribution in whose content it stands; null for none."},
)

_NARRATION: Final = obj(
    "What a sentence says in the page's own voice.",
    spans=many("The parts of the sentence that nobody is given for.", SPAN),
    sentence=SPAN,
    checks=many(
        "Why it can be checked, in reading order; empty where it states nothing checkable.",
        obj("A reason, and the words that give it.", reason=one_of(CheckReason, "Why."), span=SPAN),
    ),
    score=_part("How well it can be checked, which says nothing on whether it is true."),
)

_SHARES: Final = obj(
    "How much of the body is attributed, and to whom. Derived: not read back.",
    words={**_COUNT, "description": "Words of the body: without title, headings and furniture."},
    attributed={**_COUNT, "description": "How many of them somebody is given for."},
    share=_part("The same as a part."),
    speakers={**_COUNT, "description": "How many speak in the body."},
    named={**_COUNT, "description": "How many of them have a name."},
    by_speaker=many(
        "The words of each outermost speaker, most words first.",
        obj(
            "A speaker's words; null for words of nobody known.",
            speaker={"type": ["integer", "null"], "minimum": 0},
            words=_COUNT,
            share=_part("Of all words of the body."),
        ),
    ),
)

_HEADLINE: Final = obj(
    "Something that the headline attributes, and where the body has it. Derived: not read back.",
    outcome=one_of(HeadlineOutcome, "What the body makes of it."),
    headline={**INDEX, "description": "The attribution of the headline."},
    body={
        "type": ["integer", "null"],
        "minimum": 0,
        "description": "The attribution of the body that says it; null for none.",
    },
    overlap=_part("The part of the headline's content words that are found there."),
    headline_spans=many("The words of the headline.", SPAN),
    body_spans=many("The words of the body.", SPAN),
    same_speaker=_same("Whether the same speaker says it; null where one side does not tell."),
    same_stance=_same("Whether in the same stance."),
    same_words=_same("Whether what the headline has in quotation marks stands in the body so."),
)

#: Keys of a record, in their order.
CLAIMS: Final[dict[str, Any]] = {
    "figures": many("Every quantity of the article, in reading order.", _FIGURE),
    "dates": many("Every time that the article names, in reading order.", _DATE),
    "quoted": many("Every stretch in quotation marks, in reading order.", _QUOTED),
    "narration": many("What the page says in its own voice, by sentence, in reading order.", _NARRATION),
    "shares": _SHARES,
    "headline": many("What the headline attributes; empty where it attributes nothing.", _HEADLINE),
}
