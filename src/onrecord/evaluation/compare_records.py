"""Records of the compare gold's articles: as the reader gives them, or with the marked attributions.

Whichever it is, figures, dates, stretches in quotation marks and how the words came are those that onrecord
reads. Of a record made of the gold the stances, roles and affiliations are the reader's too, where it has the
attribution or the speaker.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from onrecord.analysis.claims.read import with_claims
from onrecord.analysis.quotation import quotation_of
from onrecord.analysis.speakers.provenance import provenance
from onrecord.records import (
    Analysis,
    Attribution,
    Capture,
    Mention,
    MentionForm,
    QuotedKind,
    Record,
    Setting,
    SettingKind,
    Span,
    Speaker,
    SpeakerKind,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from onrecord.evaluation.braces import MarkedAttribution
    from onrecord.evaluation.compare_gold import GoldArticle
    from onrecord.pipeline import Reader

#: The record's model where the attributions are the gold's.
GOLD_MODEL = "gold"


def capture_of(article: GoldArticle, event: str) -> Capture:
    """The page as if it had been saved as text, with what its feed said of it."""
    given = {"title": article.title, "published": article.published, "outlet": article.outlet}
    return Capture(
        f"{event}-{article.id}.txt",
        article.text.encode(),
        url=article.url,
        given={key: value for key, value in given.items() if value is not None},
    )


def read_records(reader: Reader, captures: Iterable[Capture]) -> Iterator[tuple[Capture, Record]]:
    """Each capture with what the reader makes of it; the gold has none that it could refuse."""
    for answer in reader.read_captures(captures, lambda _capture, _draft: None):
        capture, record = cast("tuple[Capture, Record]", answer)
        yield capture, record


def as_marked(article: GoldArticle, read: Record) -> Record:
    """The reader's record with the attributions and speakers of the gold in the place of its own."""
    names: dict[str, SpeakerKind] = {}
    for marked in article.attributions.values():
        for name in _names(marked):
            kind = SpeakerKind(str(marked.get("speaker_kind")))
            names.setdefault(name, SpeakerKind.PERSON if kind is SpeakerKind.UNKNOWN else kind)
    marks = [quoted.span for quoted in read.quoted if quoted.kind is QuotedKind.QUOTATION]
    places = {name: place for place, name in enumerate(names)}
    attributions = tuple(_attribution(m, article, read, places, marks) for m in article.attributions.values())
    speakers = tuple(
        _speaker(name, kind, article, [a for a in attributions if places[name] in a.speakers], read)
        for name, kind in names.items()
    )
    analysis = provenance(read.article, Analysis(attributions, speakers))
    return with_claims(
        replace(read, attributions=analysis.attributions, speakers=analysis.speakers, model=GOLD_MODEL)
    )


def _attribution(
    marked: MarkedAttribution,
    article: GoldArticle,
    read: Record,
    places: Mapping[str, int],
    marks: list[Span],
) -> Attribution:
    content = _spans(marked["content"])
    cue = _spans(marked["cue"])
    seen = next((a for a in read.attributions if _meet(a.cue, cue) and _meet(a.content, content)), None)
    who = tuple(places[name] for name in _names(marked))
    undecided = marked.get("speaker_kind") == SpeakerKind.UNKNOWN
    out = Attribution(
        source=_spans(marked["source"]),
        cue=cue,
        content=content,
        quotation=quotation_of(article.text, content, marks),
        confidence=1.0,
        parent=marked["parent"],
        speakers=() if undecided else who,
        candidates=who if undecided else (),
        settings=tuple(
            Setting(SettingKind(str(kind)), Span(int(start), int(end)))
            for kind, start, end in marked.get("settings", [])
        ),
    )
    if seen is None:
        return out
    return replace(out, stance=seen.stance, negated=seen.negated, distance=seen.distance)


def _speaker(
    name: str, kind: SpeakerKind, article: GoldArticle, said: list[Attribution], read: Record
) -> Speaker:
    known = next((speaker for speaker in read.speakers if speaker.name == name), None)
    if known is not None:
        return replace(known, kind=kind)
    form = MentionForm.NOMINAL if kind is SpeakerKind.UNNAMED else MentionForm.NAME
    mentions = [Mention(span, form) for span in _places(name, article.text)]
    for span in (span for each in said for span in each.source):
        if not any(mention.span.start < span.end and span.start < mention.span.end for mention in mentions):
            mentions.append(Mention(span, MentionForm.NOMINAL))
    return Speaker(name, kind, tuple(sorted(mentions, key=lambda mention: mention.span)))


def _places(words: str, text: str) -> Iterator[Span]:
    at = text.find(words)
    while at >= 0:
        yield Span(at, at + len(words))
        at = text.find(words, at + len(words))


def _names(marked: MarkedAttribution) -> list[str]:
    if marked.get("candidates"):
        return marked["candidates"]
    speaker = marked.get("speaker")
    return marked.get("speakers", [speaker] if speaker else [])


def _spans(spans: list[list[int]]) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in spans)


def _meet(mine: Iterable[Span], others: Iterable[Span]) -> bool:
    there = list(others)
    return any(a.start < b.end and b.start < a.end for a in mine for b in there)
