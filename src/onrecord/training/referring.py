"""Who is meant: mentions and chains that documents bring along, as gold or as machine output.

GUM (Zeldes 2017) marks every mention by hand, nested ones and those mentioned once too. PolNeAR's articles
carry the names and chains that CoreNLP found (silver): names are believed, chains only where their names
agree. Speaker labels (``quality/speakers``) say by hand whom a source stands for.
"""

from __future__ import annotations

import collections
import gzip
import json
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from onrecord.analysis.mentions import NAMES, Kind
from onrecord.analysis.pairs import PRONOUNS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from onrecord.evaluation.speaker_labels import SpeakerLabel
    from onrecord.training.corpora import Document, GoldAttribution

#: How much a machine's chain counts beside a hand-made one.
SILVER = 0.4

_ENTITY_KINDS = {
    "PERSON": Kind.PERSON_NAME,
    "ORGANIZATION": Kind.GROUP_NAME,
    "LOCATION": Kind.PLACE_NAME,
    "MISC": Kind.OTHER_NAME,
}
_WORD = re.compile(r"\w+")
_POSSESSIVE = re.compile(r"[’']s?$")
_THIRD = frozenset(w for w, n in PRONOUNS.items() if n <= 7)
_TITLES = frozenset(("mr", "mrs", "ms", "dr", "sen", "rep", "gov", "president", "senator", "the"))
# Where a described source ends and what is only said of it begins.
_NOMINAL_END = re.compile(r",|\(| who | that | which |—| - ")
_LONGEST_SILVER = 60  # characters; CoreNLP's longer mentions are mostly misparsed


@dataclass(frozen=True, slots=True)
class GoldMention:
    """A mention at characters [start, end); ``kind`` None where it is not known, ``chain`` None where it is
    not known whom it means. ``weight`` is how much its chain counts.
    """

    start: int
    end: int
    kind: Kind | None
    chain: str | None
    weight: float = 1.0


def read_gum(path: Path, part: str) -> Iterator[tuple[str, str, tuple[GoldMention, ...]]]:
    """Id, text and mentions of the documents of one part."""
    for line in _lines(path):
        if line["part"] == part:
            yield line["id"], line["text"], tuple(sorted(map(_gum_mention, line["mentions"]), key=_order))


def _gum_mention(row: Mapping[str, Any]) -> GoldMention:
    return GoldMention(row["start"], row["end"], _gum_kind(row), str(row["chain"]))


def _gum_kind(row: Mapping[str, Any]) -> Kind:
    kind = row["type"]
    if row["pronoun"]:
        return Kind.PRONOUN
    if row["named"]:
        named = {"person": Kind.PERSON_NAME, "organization": Kind.GROUP_NAME, "place": Kind.PLACE_NAME}
        return named.get(kind, Kind.OTHER_NAME)
    return {"person": Kind.PERSON, "organization": Kind.GROUP, "place": Kind.GROUP}.get(kind, Kind.OTHER)


def _order(m: GoldMention) -> tuple[int, int]:
    return m.start, -m.end


def read_layers(path: Path) -> dict[str, Mapping[str, Any]]:
    """The ``corenlp`` layers of a corpus, by id, where it has them."""
    return {line["id"]: line["corenlp"] for line in _lines(path) if line.get("corenlp")}


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf8") as lines:
        yield from map(json.loads, lines)


def silver(text: str, layer: Mapping[str, Any]) -> tuple[GoldMention, ...]:
    """Names, and what the machine linked to them, as mentions."""
    names = _names(text, layer["entities"])
    found = {(m.start, m.end): m for m in names}
    for chain in layer["coreference"]:
        _link(text, chain, names, found)
    for word in _WORD.finditer(text):
        if word[0].lower() in PRONOUNS and word.span() not in found:
            found[word.span()] = GoldMention(*word.span(), Kind.PRONOUN, None)
    return tuple(sorted(found.values(), key=_order))


def _names(text: str, entities: Iterable[Sequence[Any]]) -> list[GoldMention]:
    """The named entities; a single word belongs to the last full name that it ends (or begins)."""
    rows = sorted((s, _end(text, s, e), _ENTITY_KINDS[k]) for s, e, k in entities if k in _ENTITY_KINDS)
    full: dict[tuple[Kind, str], str] = {}
    out = []
    for start, end, kind in rows:
        words = [w.lower() for w in _WORD.findall(text[start:end]) if w.lower() not in _TITLES]
        if not words:
            continue
        key = " ".join(words)
        if len(words) > 1:
            for word in (words[-1], words[0]) if kind is Kind.PERSON_NAME else ():
                full[(kind, word)] = key
        out.append((start, end, kind, words, key))
    return [
        GoldMention(s, e, kind, "name:" + (full.get((kind, key), key) if len(words) == 1 else key), SILVER)
        for s, e, kind, words, key in out
    ]


def _end(text: str, start: int, end: int) -> int:
    return start + len(_POSSESSIVE.sub("", text[start:end])) or end


def _link(
    text: str,
    chain: Sequence[Sequence[int]],
    names: Sequence[GoldMention],
    found: dict[tuple[int, int], GoldMention],
) -> None:
    """Puts a machine's chain into the chain of the name that most of its names belong to."""
    spans = [(s, _end(text, s, e)) for s, e in chain if e - s <= _LONGEST_SILVER]
    votes = collections.Counter(found[s].chain for s in spans if s in found and found[s].kind in NAMES)
    named = votes.most_common(1)[0][0] if votes else None
    for start, end in spans:
        words = text[start:end].lower()
        if (start, end) in found:
            continue
        if words in PRONOUNS:
            known = named if words in _THIRD else None
            found[(start, end)] = GoldMention(start, end, Kind.PRONOUN, known, SILVER)
        elif named and words.startswith(("the ", "his ", "her ")) and not _holds_name(start, end, names):
            found[(start, end)] = GoldMention(start, end, None, named, SILVER)


def _holds_name(start: int, end: int, names: Sequence[GoldMention]) -> bool:
    return any(start <= m.start < end for m in names)


def with_speakers(
    document: Document, mentions: Sequence[GoldMention], labels: Sequence[SpeakerLabel]
) -> tuple[GoldMention, ...]:
    """The mentions with the sources that people read: what a label says goes before what a machine says."""
    found = {(m.start, m.end): m for m in mentions}
    for label in labels:
        _apply(document.text, document.attributions, label, found)
    return tuple(sorted(found.values(), key=_order))


def _apply(
    text: str,
    attributions: Sequence[GoldAttribution],
    label: SpeakerLabel,
    found: dict[tuple[int, int], GoldMention],
) -> None:
    if label.kind == "unknown" or label.named_by not in ("pronoun", "nominal"):
        return
    attribution = next((a for a in attributions if a.number == label.attribution), None)
    if attribution is None or not attribution.source:
        return
    at = _mention_of(text, attribution.source[0])
    kind = Kind.PRONOUN if text[slice(*at)].lower() in PRONOUNS else None
    if len(label.spans) != 1:  # several speakers: no one antecedent is right
        found[at] = GoldMention(*at, kind, None)
        return
    chain = _chain_of(text, label, found)
    found[at] = GoldMention(*at, kind, chain, 1.0)


def _mention_of(text: str, source: tuple[int, int]) -> tuple[int, int]:
    """The source without what only describes it further."""
    start, end = source
    tail = _NOMINAL_END.search(text, start + 1, end)
    return start, _end(text, start, (tail.start() if tail else end))


def _chain_of(text: str, label: SpeakerLabel, found: Mapping[tuple[int, int], GoldMention]) -> str:
    """The chain of the name that the label points to; one of its own where nothing has that name."""
    start, end = label.spans[0].start, label.spans[0].end
    inside = [m for m in found.values() if m.kind in NAMES and start <= m.start and m.end <= end and m.chain]
    if label.kind in ("person", "group") and inside:
        best = max(inside, key=lambda m: m.end - m.start)
        if best.chain and best.end - best.start >= (end - start) / 2:
            return best.chain
    key = " ".join(_WORD.findall(text[start:end].lower()))
    return f"words:{key}"


def shifted(mentions: Iterable[GoldMention], at: int, by: int) -> tuple[GoldMention, ...]:
    """The mentions after ``by`` characters were put in behind character ``at``."""
    return tuple(
        replace(m, start=m.start if m.start <= at else m.start + by, end=m.end if m.end <= at else m.end + by)
        for m in mentions
    )
