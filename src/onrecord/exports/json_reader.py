"""What ``as_json`` wrote -> Record, checked: every offset lies in the text, every index in its list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

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
    Span,
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
        model=_text_or_none(value["model"]),
        name=_text_or_none(value["name"]),
        notes=_texts(value["notes"]),
        speakers=speakers,
    )


def _article_of(value: Any) -> Article:
    text = _text(value["text"])
    return Article(
        text=text,
        blocks=tuple(Block(_part_span(item, text), BlockKind(item["kind"])) for item in value["blocks"]),
        furniture=tuple(
            Furniture(_part_span(item, text), FurnitureKind(item["kind"])) for item in value["furniture"]
        ),
        title=_text_or_none(value["title"]),
        authors=_texts(value["authors"]),
        published=_text_or_none(value["published"]),
        outlet=_text_or_none(value["outlet"]),
        url=_text_or_none(value["url"]),
        language=_text_or_none(value["language"]),
        dateline=_span_or_none(value["dateline"], text),
        origins={_text(key): _text(origin) for key, origin in value["origins"].items()},
    )


def _speaker_of(value: Any, text: str) -> Speaker:
    kind = SpeakerKind(value["kind"])
    if kind is SpeakerKind.UNKNOWN:
        raise ValueError("a speaker of kind 'unknown': who is not known is no speaker")
    return Speaker(
        name=_text(value["name"]),
        kind=kind,
        mentions=tuple(
            Mention(_part_span(item, text), MentionForm(item["form"])) for item in value["mentions"]
        ),
        role=_span_or_none(value["role"], text),
        affiliation=_span_or_none(value["affiliation"], text),
        number=_whole_or_none(value["number"]),
        reason=_span_or_none(value["reason"], text),
    )


def _attribution_of(value: Any, text: str) -> Attribution:
    return Attribution(
        source=tuple(_span(pair, text) for pair in value["source"]),
        cue=tuple(_span(pair, text) for pair in value["cue"]),
        content=tuple(_span(pair, text) for pair in value["content"]),
        quotation=Quotation(value["quotation"]),
        confidence=float(value["confidence"]),
        parent=_whole_or_none(value["parent"]),
        speakers=tuple(map(_whole, value.get("speakers", ()))),
        candidates=tuple(map(_whole, value.get("candidates", ()))),
        evidence=tuple(
            Evidence(EvidenceKind(item["kind"]), _span(item["span"], text))
            for item in value.get("evidence", ())
        ),
        settings=tuple(
            Setting(SettingKind(item["kind"]), _span(item["span"], text))
            for item in value.get("settings", ())
        ),
        provenance=tuple(_hop_of(item, text) for item in value.get("provenance", ())),
        stance=None if value.get("stance") is None else Stance(value["stance"]),
        negated=_flag(value.get("negated", False)),
        distance=Distance(value.get("distance", Distance.NEUTRAL)),
    )


def _hop_of(value: Any, text: str) -> Hop:
    return Hop(HopKind(value["kind"]), _text_or_none(value["name"]), _span_or_none(value["span"], text))


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


def _span(pair: Any, text: str) -> Span:
    start, end = pair
    span = Span(_whole(start), _whole(end))
    if span.end > len(text):
        raise ValueError(f"the span {pair} ends behind the text, which has {len(text)} characters")
    return span


def _span_or_none(pair: Any, text: str) -> Span | None:
    return None if pair is None else _span(pair, text)


def _part_span(item: Any, text: str) -> Span:
    return _span((item["start"], item["end"]), text)


def _whole(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(f"{value!r} is no whole number")
    return value


def _whole_or_none(value: Any) -> int | None:
    return None if value is None else _whole(value)


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError(f"{value!r} is neither true nor false")
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    return value


def _text_or_none(value: Any) -> str | None:
    return None if value is None else _text(value)


def _texts(values: Any) -> tuple[str, ...]:
    if not isinstance(values, list):
        raise TypeError(f"{values!r} is no list of texts")
    return tuple(_text(value) for value in values)
