"""The gold of comparing is large, in two halves, and its labels agree with its own words."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from onrecord.answers.comparisons import DraftOutcome, VersionChangeKind
from onrecord.compare.values import ChangeKind
from onrecord.evaluation.compare_gold import read_events
from onrecord.evaluation.markup import PARTS

if TYPE_CHECKING:
    from onrecord.evaluation.compare_gold import Event
    from onrecord.evaluation.compare_labels import Ref

EVENTS = read_events(Path(__file__).parents[2] / "quality" / "compare")
each_event = pytest.mark.parametrize("event", EVENTS, ids=[event.id for event in EVENTS])

# What was asked for: 12 events, 250 pairs; and in each part enough of a kind for a floor to mean something.
FEWEST_EVENTS, FEWEST_PAIRS = 12, 250
FEWEST_IN_A_PART = {
    "same": 50,
    "change": 50,
    "origin": 10,
    "conflict": 30,
    "dispute": 20,
    "version": 15,
    "draft": 30,
}
SHORTEST, LONGEST = 60, 200


def pairs(part: str | None = None) -> Counter[str]:
    counts: Counter[str] = Counter()
    for event in EVENTS:
        if part in (None, event.part):
            counts.update(event.labels.pairs())
    return counts


def words(event: Event, ref: Ref) -> list[str]:
    """The words of an attribution, without the "that" of a report."""
    article = event.article(ref.article)
    content = " ".join(article.text[start:end] for start, end in article.attributions[ref.number]["content"])
    found = re.findall(r"[\w']+", content.lower())
    return found[1:] if found[:1] == ["that"] else found


def speaker(event: Event, ref: Ref) -> str:
    return str(event.article(ref.article).attributions[ref.number].get("speaker")).lower()


def quoted(event: Event, ref: Ref) -> bool:
    article = event.article(ref.article)
    return any('"' in article.text[a:b] for a, b in article.attributions[ref.number]["content"])


def test_it_is_as_large_as_was_asked() -> None:
    assert len(EVENTS) >= FEWEST_EVENTS
    assert pairs().total() >= FEWEST_PAIRS


def test_half_of_the_events_are_kept_for_the_final_figure() -> None:
    assert Counter(event.part for event in EVENTS) == dict.fromkeys(PARTS, len(EVENTS) // 2)


@pytest.mark.parametrize("part", PARTS)
def test_each_part_has_enough_of_each_label(part: str) -> None:
    counts = pairs(part)
    assert {name: counts[name] for name, few in FEWEST_IN_A_PART.items() if counts[name] < few} == {}


@pytest.mark.parametrize("part", PARTS)
def test_each_part_has_every_kind_of_change_and_outcome(part: str) -> None:
    labels = [event.labels for event in EVENTS if event.part == part]
    assert {k for each in labels for change in each.changes for k in change.kinds} == set(ChangeKind)
    assert {draft.outcome for each in labels for draft in each.drafts} == set(DraftOutcome)
    assert {c.kind for each in labels for v in each.versions for c in v.changes} == set(VersionChangeKind)
    assert {origin.kind for each in labels for origin in each.origins} >= {"wire", "reprint"}


@each_event
def test_articles_are_short_several_and_at_invented_addresses(event: Event) -> None:
    assert 4 <= len(event.articles) <= 8
    assert event.drafts
    for article in event.articles:
        assert SHORTEST <= len(article.text.split()) <= LONGEST, article.id
        assert re.match(r"https://[a-z]+\.example/", article.url or ""), article.id


@each_event
def test_each_later_occurrence_has_its_change_against_the_earliest(event: Event) -> None:
    order = {
        a.id: (a.published is None, a.published or "", number) for number, a in enumerate(event.articles)
    }
    labelled = {(change.before, change.after) for change in event.labels.changes}
    for cluster in event.labels.same:
        first, *later = sorted(cluster, key=lambda ref: (order[ref.article], ref.number))
        assert {(first, ref) for ref in later} <= labelled


@each_event
def test_changes_agree_with_the_words_marks_and_speakers(event: Event) -> None:
    for change in event.labels.changes:
        before, after, kinds = change.before, change.after, change.kinds
        apart = kinds - {ChangeKind.IDENTICAL, ChangeKind.MARKS, ChangeKind.SPEAKER}
        assert bool(apart) or words(event, before) == words(event, after) or ChangeKind.MARKS in kinds, change
        assert not apart or words(event, before) != words(event, after), change
        assert (quoted(event, before) != quoted(event, after)) == (ChangeKind.MARKS in kinds), change
        names = speaker(event, before), speaker(event, after)
        other = not (names[0] in names[1] or names[1] in names[0])
        assert other == (ChangeKind.SPEAKER in kinds), change


@each_event
def test_only_last_versions_are_labelled_but_as_versions(event: Event) -> None:
    last = {article.id for article in event.last_versions()}
    labels = event.labels
    refs = {ref for cluster in labels.same for ref in cluster} | {
        ref for link in labels.disputes for ref in link
    }
    figures = {figure for pair in labels.conflicts | labels.agreeing for figure in pair}
    assert {ref.article for ref in refs} | {figure.article for figure in figures} <= last
    assert {label.after for label in labels.versions} == last & {label.after for label in labels.versions}
    assert len(labels.versions) == len(event.articles) - len(last)


@each_event
def test_drafts_quote_what_their_labels_say(event: Event) -> None:
    drafts = {(draft.id, number) for draft in event.drafts for number in draft.attributions}
    assert {tuple(label.quotation) for label in event.labels.drafts} == drafts
    for label in event.labels.drafts:
        if label.outcome not in (DraftOutcome.VERBATIM, DraftOutcome.OTHER_SPEAKER) or label.found is None:
            continue
        cluster = event.labels.cluster(label.found)
        said = f" {' '.join(words(event, label.quotation))} "
        assert any(said in f" {' '.join(words(event, ref))} " for ref in cluster), label
        own = speaker(event, label.quotation) in {speaker(event, ref) for ref in cluster}
        assert own == (label.outcome is DraftOutcome.VERBATIM), label
