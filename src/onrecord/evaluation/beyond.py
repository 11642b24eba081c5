"""Figures that the project's scorer does not have: nesting, abstention, settings.

* nested: of the gold's attributions inside another's content, those that are paired, whose parent is
  paired too, and whose prediction names that parent's prediction as its own
* abstained: of the pairs whose speaker the gold leaves between candidates, those whose prediction leaves
  it too: its kind is "unknown"
* settings: precision, recall and F1 over pairs; a setting is right when the gold has one of its kind of
  whose words intersection over union is at least one half. settings-addressee and so on are its kinds.

Each is counted where the gold has the label, and only there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.evaluation.match import PAIRED_FROM, overlap
from onrecord.records import SettingKind, Span, SpeakerKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from onrecord.evaluation.match import Comparison, Labelled, WordIndex, Words

NESTED, ABSTAINED, SETTINGS = "nested", "abstained", "settings"
KINDS = tuple(kind.value for kind in SettingKind)
COUNTED_BEYOND = (SETTINGS, *(f"{SETTINGS}-{kind}" for kind in KINDS))
RATED_BEYOND = (NESTED, ABSTAINED)

Setting = tuple[str, "Words"]  # a kind, and words


def nested(comparison: Comparison) -> Iterator[bool]:
    """For each nested gold attribution whether it was found under its own parent."""
    place = {id(a): i for i, a in enumerate(comparison.predicted)}
    found = {id(pair.gold): pair.predicted for pair in comparison.pairs}
    for attribution in comparison.gold:
        parent = attribution.labelled.parent
        if parent is None or not 0 <= parent < len(comparison.gold):
            continue
        own, above = found.get(id(attribution)), found.get(id(comparison.gold[parent]))
        yield own is not None and above is not None and own.labelled.parent == place[id(above)]


def abstained(comparison: Comparison) -> Iterator[bool]:
    """For each pair whose speaker the gold leaves undecided whether the prediction does."""
    for pair in comparison.pairs:
        wanted, given = pair.gold.labelled.labels, pair.predicted.labelled.labels
        if undecided(wanted) and not wanted.get("disputed"):
            yield given.get("speaker_kind") == SpeakerKind.UNKNOWN


def undecided(labels: Mapping[str, object]) -> bool:
    """Whether the labels leave the speaker between candidates."""
    return labels.get("speaker_kind") == SpeakerKind.UNKNOWN and bool(labels.get("candidates"))


def settings(comparison: Comparison) -> Iterator[tuple[str, int, int, int]]:
    """Kind, right, predicted and gold of each pair and kind of which there is any."""
    for pair in comparison.pairs:
        if "settings" in pair.gold.labelled.labels:
            wanted = _settings(pair.gold.labelled, comparison.index)
            given = _settings(pair.predicted.labelled, comparison.index)
            for kind in KINDS:
                own = [words for k, words in wanted if k == kind]
                others = [words for k, words in given if k == kind]
                if own or others:
                    yield kind, _right(own, others), len(others), len(own)


def _right(wanted: Sequence[Words], given: Sequence[Words]) -> int:
    """How many of the one meet one of the other, each met once, in reading order."""
    left = list(given)
    right = 0
    for words in wanted:
        met = next((other for other in left if overlap(words, other) >= PAIRED_FROM), None)
        if met is not None:
            left.remove(met)
            right += 1
    return right


def _settings(attribution: Labelled, index: WordIndex) -> list[Setting]:
    """The settings as words; what is none of a known kind is left out."""
    given = attribution.labels.get("settings")
    items = given if isinstance(given, list | tuple) else ()
    return [
        (item[0], index.words([Span(item[1], item[2])]))
        for item in items
        if isinstance(item, list | tuple) and len(item) == 3 and item[0] in KINDS
    ]
