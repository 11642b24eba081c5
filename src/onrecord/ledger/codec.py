"""Record <-> what the rows hold: spans and what hangs on them as compact JSON.

Short keys and letters, because these cells are most of a statement's bytes: a span is ``[start, end]``, a
kind its value. Reading back gives equal values.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

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
    Setting,
    SettingKind,
    Span,
    Speaker,
    SpeakerKind,
    Stance,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# json.dumps makes an encoder a call, which takes longer than a small value.
_COMPACT: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))

#: Between the pieces of a role that is interrupted, where its words stand in one cell.
GAP: Final = " … "

_FORMS: Final = {"n": MentionForm.NAME, "d": MentionForm.NOMINAL, "p": MentionForm.PRONOUN}
_LETTERS: Final = {form: letter for letter, form in _FORMS.items()}


@dataclass(frozen=True, slots=True)
class Layout:
    """What of a record stands neither in ``articles``' own columns nor in its rows of speakers and words."""

    blocks: tuple[Block, ...]
    furniture: tuple[Furniture, ...]
    dateline: Span | None
    origins: dict[str, str]
    notes: tuple[str, ...]
    url: str | None


def dumps(value: Any) -> str:
    """Compact JSON."""
    return _COMPACT.encode(value)


def words(spans: Iterable[Span], text: str) -> str:
    """The words of a role in one cell."""
    return GAP.join(span.of(text) for span in spans)


def layout_of(article: Article, notes: Sequence[str]) -> str:
    """The cell ``articles.layout``; the address is kept as the page gives it beside the canonical one."""
    cell = {
        "b": [[*_pair(b.span), b.kind.value] for b in article.blocks],
        "f": [[*_pair(f.span), f.kind.value] for f in article.furniture],
        "d": _pair(article.dateline),
        "o": dict(article.origins),
        "n": list(notes),
        "u": article.url,
    }
    return dumps(cell)


def layout_from(cell: str) -> Layout:
    """What ``layout_of`` wrote."""
    value = json.loads(cell)
    return Layout(
        tuple(Block(Span(s, e), BlockKind(kind)) for s, e, kind in value["b"]),
        tuple(Furniture(Span(s, e), FurnitureKind(kind)) for s, e, kind in value["f"]),
        _span(value["d"]),
        value["o"],
        tuple(value["n"]),
        value["u"],
    )


def speaker_detail(speaker: Speaker) -> str:
    """The cell ``article_speakers.detail``."""
    cell: dict[str, Any] = {"m": [[*_pair(m.span), _LETTERS[m.form]] for m in speaker.mentions]}
    given = {"r": speaker.role, "a": speaker.affiliation, "w": speaker.reason}
    cell.update({key: _pair(span) for key, span in given.items() if span})
    return dumps(cell)


def speaker_from(name: str, kind: str, number: int | None, detail: str) -> Speaker:
    """The speaker of a row of ``article_speakers``."""
    value = json.loads(detail)
    return Speaker(
        name,
        SpeakerKind(kind),
        tuple(Mention(Span(s, e), _FORMS[letter]) for s, e, letter in value["m"]),
        _span(value.get("r")),
        _span(value.get("a")),
        number,
        _span(value.get("w")),
    )


def spans_of(attribution: Attribution) -> str:
    """The cell ``attributions.spans``."""
    roles = (attribution.source, attribution.cue, attribution.content)
    return dumps([[_pair(span) for span in role] for role in roles])


def spans_from(cell: str) -> tuple[tuple[Span, ...], ...]:
    """Source, cue and content, as ``spans_of`` wrote them."""
    return tuple(tuple(Span(s, e) for s, e in role) for role in json.loads(cell))


def attribution_detail(attribution: Attribution, outlet: str | None) -> str:
    """The cell ``attributions.detail``; the site's name is left out where it is the article's outlet."""
    cell: dict[str, Any] = {}
    if attribution.evidence:
        cell["e"] = [[e.kind.value, *_pair(e.span)] for e in attribution.evidence]
    if attribution.settings:
        cell["s"] = [[s.kind.value, *_pair(s.span)] for s in attribution.settings]
    if attribution.provenance:
        cell["p"] = [_hop(hop, outlet) for hop in attribution.provenance]
    if attribution.stance:
        cell["t"] = attribution.stance.value
    if attribution.negated:
        cell["n"] = 1
    if attribution.distance is not Distance.NEUTRAL:
        cell["d"] = attribution.distance.value
    return dumps(cell)


def stance_cells(detail: str) -> dict[str, Any]:
    """The columns of ``attributions`` that repeat what its cell ``detail`` says of stance."""
    value = json.loads(detail)
    return {
        "stance": value.get("t"),
        "negated": "n" in value,
        "distance": value.get("d", Distance.NEUTRAL.value),
    }


def attribution_from(
    *,
    spans: str,
    detail: str,
    quotation: str,
    confidence: float,
    outlet: str | None,
    parent: int | None = None,
    speakers: tuple[int, ...] = (),
    candidates: tuple[int, ...] = (),
) -> Attribution:
    """The attribution of a row; ``parent``, ``speakers`` and ``candidates`` are indices in its record."""
    source, cue, content = spans_from(spans)
    value = json.loads(detail)
    return Attribution(
        source,
        cue,
        content,
        Quotation(quotation),
        confidence,
        parent,
        speakers,
        candidates,
        tuple(Evidence(EvidenceKind(kind), Span(s, e)) for kind, s, e in value.get("e", ())),
        tuple(Setting(SettingKind(kind), Span(s, e)) for kind, s, e in value.get("s", ())),
        tuple(_hop_from(hop, outlet) for hop in value.get("p", ())),
        Stance(value["t"]) if "t" in value else None,
        "n" in value,
        Distance(value.get("d", Distance.NEUTRAL)),
    )


def _hop(hop: Hop, outlet: str | None) -> list[Any]:
    if hop.kind is HopKind.SITE and hop.span is None and hop.name == outlet:
        return [hop.kind.value]
    return [hop.kind.value, hop.name, *_pair(hop.span)]


def _hop_from(value: list[Any], outlet: str | None) -> Hop:
    kind, *rest = value
    if not rest:
        return Hop(HopKind(kind), outlet, None)
    name, *pair = rest
    return Hop(HopKind(kind), name, _span(pair))


def _pair(span: Span | None) -> list[int]:
    return [span.start, span.end] if span else []


def _span(pair: Sequence[int] | None) -> Span | None:
    return Span(*pair) if pair else None
