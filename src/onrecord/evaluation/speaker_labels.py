"""Who speaks in articles of a corpus that labels no speakers: read beside it, joined to it.

A file holds a line an article (``.gz`` too), no word of its text; ``spans`` are the names, where the
article first has them, several for a coordination, none where nobody is given::

    {"id": "a", "speakers": [{"attribution": 0, "kind": "person", "spans": [[0, 8]], "named_by": "pronoun",
                              "unsure": true}]}

"attribution" is an index into the article's attributions. "named_by" says what the source is: "name",
"pronoun", "nominal", "none". "unsure" stands where two readings are possible.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from onrecord.errors import BadLineError, NotFoundError, UsageError
from onrecord.evaluation import gold
from onrecord.records import Span, SpeakerKind, name_keys

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from onrecord.evaluation.match import Doc, Labelled

NAMED_BY = ("name", "pronoun", "nominal", "none")


@dataclass(frozen=True, slots=True)
class SpeakerLabel:
    """Who speaks in one attribution, as a reader sees it; ``spans`` are character offsets of the names."""

    attribution: int
    kind: SpeakerKind
    spans: tuple[Span, ...]
    named_by: str
    unsure: bool = False


def read_speaker_labels(path: Path) -> dict[str, tuple[SpeakerLabel, ...]]:
    """The labels of each article by its id, in the order of the file.

    Raises NotFoundError, and BadLineError for a line of another shape or an id that stands twice.
    """
    if not path.exists():
        raise NotFoundError(f"{path}: no such file; give a file of speaker labels")
    out: dict[str, tuple[SpeakerLabel, ...]] = {}
    with gold.open_lines(path) as lines:
        for number, value in gold.values(path, lines):
            where = f"{path}, line {number}"
            key, items = value.get("id"), value.get("speakers")
            if not isinstance(key, str) or key in out or not isinstance(items, list):
                raise BadLineError(
                    f"{where}: id is {key!r}, speakers is {type(items).__name__}; expected an id that no "
                    "other line has, and a list"
                )
            out[key] = tuple(_label(item, f"{where}, speaker {i}") for i, item in enumerate(items))
    return out


def read_all_speaker_labels(paths: Iterable[Path]) -> dict[str, tuple[SpeakerLabel, ...]]:
    """The labels of each article in several files; those of the last file where two have an article."""
    return {key: row for path in paths for key, row in read_speaker_labels(path).items()}


def join(labels: Mapping[str, Sequence[SpeakerLabel]], docs: Mapping[str, Doc]) -> dict[str, Doc]:
    """Those of ``docs`` that have labels, with them: what the figures of speakers can be measured on.

    What a reader was unsure of is "disputed" and so counts neither for nor against. Raises UsageError
    where no document has labels, or where a label lies outside its document.
    """
    joined = {key: _labelled(key, doc, labels[key]) for key, doc in docs.items() if key in labels}
    if not joined:
        raise UsageError("none of the documents has speaker labels; give the labels of this very corpus")
    return joined


def _label(value: object, where: str) -> SpeakerLabel:
    item = cast("dict[str, object]", value if isinstance(value, dict) else {})
    index, named_by, unsure = item.get("attribution"), item.get("named_by"), item.get("unsure", False)
    if isinstance(index, bool) or not isinstance(index, int) or index < 0 or not isinstance(unsure, bool):
        raise BadLineError(
            f"{where}: is {value!r}; expected the index of an attribution, and unsure true or none"
        )
    if named_by not in NAMED_BY or item.get("kind") not in list(SpeakerKind):
        raise BadLineError(
            f"{where}: is {value!r}; expected a kind of {', '.join(SpeakerKind)} and named_by one of "
            f"{', '.join(NAMED_BY)}"
        )
    spans = gold.spans(item, "spans", where)
    return SpeakerLabel(index, SpeakerKind(str(item["kind"])), spans, str(named_by), unsure)


def _labelled(key: str, doc: Doc, labels: Sequence[SpeakerLabel]) -> Doc:
    attributions = list(doc.attributions)
    for label in labels:
        if label.attribution >= len(attributions) or any(s.end > len(doc.text) for s in label.spans):
            raise UsageError(
                f"{key}: the label of attribution {label.attribution} lies outside the document; "
                "give the labels of this very corpus"
            )
        attributions[label.attribution] = _with(attributions[label.attribution], label, doc.text)
    return replace(doc, attributions=tuple(attributions))


def _with(attribution: Labelled, label: SpeakerLabel, text: str) -> Labelled:
    names = [span.of(text) for span in label.spans]
    disputed = {"disputed": True} if label.unsure else {}
    labels = {
        **attribution.labels,
        **name_keys(names),
        "speaker_kind": label.kind.value,
        "speaker_named_by": label.named_by,
        **disputed,
    }
    return replace(attribution, labels=labels)
