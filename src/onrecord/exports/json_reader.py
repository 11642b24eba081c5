"""What ``as_json`` wrote -> Record, checked: every offset lies in the text, every index in its list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from onrecord.exports import claims_json
from onrecord.exports.json_values import (
    flag,
    part_span,
    span_of,
    span_or_none,
    text_of,
    text_or_none,
    texts,
    whole,
    whole_or_none,
)
from onrecord.records import (
    Article,
    Attribution,
    Block,
    BlockKind,
    Distance,
    Evidence,
    EvidenceKind,
    Furniture,
    FurnitureKind,
    Hop,
    HopKind,
    Mention,
    MentionForm,
    Quotation,
    Record,
    Setting,
    SettingKind,
    Speaker,
    SpeakerKind,
    Stance,
)

if TYPE_CHECKING:
    from collections.abc import Sequence


def record_of(value: Any) -> Record:
    """The record that ``value``, as ``json.loads`` gives it, tells of.

    Raises AttributeError, KeyError, TypeError or ValueError where it tells of none.
    """
    article = _article_of(value["article"])
    speakers = tuple(_speaker_of(item, article.text) for item in value.get("speakers", ()))
    attributions = tuple(_attribution_of(item, article.text) for item in value["attributions"])
    _check_parents(attributions)
    for index, attribution in enumerate(attributions):
        _check_speakers(attribution, index, len(speakers))
    return Record(
        article=article,
        attributions=attributions,
        model=text_or_none(value["model"]),
        name=text_or_none(value["name"]),
        notes=texts(value["notes"]),
        speakers=speakers,
        figures=claims_json.figures_of(value.get("figures", ()), article.text),
        dates=claims_json.dates_of(value.get("dates", ()), article.text),
        quoted=claims_json.quoted_of(value.get("quoted", ()), article.text, len(attributions)),
        narration=claims_json.narration_of(value.get("narration", ()), article.text),
    )


def _article_of(value: Any) -> Article:
    text = text_of(value["text"])
    return Article(
        text=text,
        blocks=tuple(Block(part_span(item, text), BlockKind(item["kind"])) for item in value["blocks"]),
        furniture=tuple(
            Furniture(part_span(item, text), FurnitureKind(item["kind"])) for item in value["furniture"]
        ),
        title=text_or_none(value["title"]),
        authors=texts(value["authors"]),
        published=text_or_none(value["published"]),
        outlet=text_or_none(value["outlet"]),
        url=text_or_none(value["url"]),
        language=text_or_none(value["language"]),
        dateline=span_or_none(value["dateline"], text),
        origins={text_of(key): text_of(origin) for key, origin in value["origins"].items()},
    )


def _speaker_of(value: Any, text: str) -> Speaker:
    kind = SpeakerKind(value["kind"])
    if kind is SpeakerKind.UNKNOWN:
        raise ValueError("a speaker of kind 'unknown': who is not known is no speaker")
    return Speaker(
        name=text_of(value["name"]),
        kind=kind,
        mentions=tuple(
            Mention(part_span(item, text), MentionForm(item["form"])) for item in value["mentions"]
        ),
        role=span_or_none(value["role"], text),
        affiliation=span_or_none(value["affiliation"], text),
        number=whole_or_none(value["number"]),
        reason=span_or_none(value["reason"], text),
    )


def _attribution_of(value: Any, text: str) -> Attribution:
    return Attribution(
        source=tuple(span_of(pair, text) for pair in value["source"]),
        cue=tuple(span_of(pair, text) for pair in value["cue"]),
        content=tuple(span_of(pair, text) for pair in value["content"]),
        quotation=Quotation(value["quotation"]),
        confidence=float(value["confidence"]),
        parent=whole_or_none(value["parent"]),
        speakers=tuple(map(whole, value.get("speakers", ()))),
        candidates=tuple(map(whole, value.get("candidates", ()))),
        evidence=tuple(
            Evidence(EvidenceKind(item["kind"]), span_of(item["span"], text))
            for item in value.get("evidence", ())
        ),
        settings=tuple(
            Setting(SettingKind(item["kind"]), span_of(item["span"], text))
            for item in value.get("settings", ())
        ),
        provenance=tuple(_hop_of(item, text) for item in value.get("provenance", ())),
        stance=None if value.get("stance") is None else Stance(value["stance"]),
        negated=flag(value.get("negated", False)),
        distance=Distance(value.get("distance", Distance.NEUTRAL)),
    )


def _hop_of(value: Any, text: str) -> Hop:
    return Hop(HopKind(value["kind"]), text_or_none(value["name"]), span_or_none(value["span"], text))


def _check_speakers(attribution: Attribution, index: int, count: int) -> None:
    """Raises ValueError where a speaker is not there, or is both decided on and not."""
    for at in (*attribution.speakers, *attribution.candidates):
        if not 0 <= at < count:
            raise ValueError(f"attribution {index} names speaker {at}, and there are {count}, counted from 0")
    if attribution.speakers and attribution.candidates:
        raise ValueError(
            f"attribution {index} has both speakers and candidates, between whom it is undecided"
        )


def _check_parents(attributions: Sequence[Attribution]) -> None:
    """Raises ValueError where following the parents from some attribution does not end at the top."""
    sound: set[int] = set()
    for index in range(len(attributions)):
        path: dict[int, None] = {}
        at: int | None = index
        while at is not None and at not in sound:
            if at in path or not 0 <= at < len(attributions):
                raise ValueError(f"attribution {index} has parent {at}, which leads to no top")
            path[at] = None
            at = attributions[at].parent
        sound.update(path)
