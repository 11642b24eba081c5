"""The hand-made gold is large, balanced, whole, and about what it says it is about."""

from __future__ import annotations

import re
from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest

from onrecord.evaluation.markup import PARTS, ROLES, MarkedAttribution, Passage, read_passages, render_markup

QUALITY = Path(__file__).parents[2] / "quality"
PASSAGES = read_passages(QUALITY / "passages")
IDS = [passage.id for passage in PASSAGES]

# What the gold was asked to be: fewer would leave a phenomenon to chance.
FEWEST_PASSAGES, FEWEST_ATTRIBUTIONS, FEWEST_NESTED = 110, 640, 120
FEWEST_WITH_SPEAKER, FEWEST_NESTED_WITH_SPEAKER = 230, 80


def documented_phenomena() -> set[str]:
    """The first column of the table under "Phenomena" in quality/README.md."""
    table = (QUALITY / "README.md").read_text("utf-8").partition("## Phenomena")[2].partition("\n## ")[0]
    return set(re.findall(r"^\| ([a-z][a-z-]+) \|", table, re.MULTILINE)) - {"name"}


def depth(attributions: tuple[MarkedAttribution, ...], index: int) -> int:
    parent = attributions[index]["parent"]
    return 1 if parent is None else 1 + depth(attributions, parent)


def share(passage: Passage, role: str) -> bool:
    spans = [a["source"] if role == "source" else a["cue"] for a in passage.attributions]
    return any(one and one == other for one, other in combinations(spans, 2))


def readable_phenomena(passage: Passage) -> dict[str, bool]:
    """The phenomena that text and spans alone decide."""
    text, attributions = passage.text, passage.attributions
    depths = [depth(attributions, i) for i in range(len(attributions))]
    contents = [text[a["content"][0][0] : a["content"][-1][1]] for a in attributions]
    return {
        "negative": not attributions,
        "nested": max(depths, default=0) >= 2,
        "nested-deep": max(depths, default=0) >= 3,
        "empty-source": any(not a["source"] for a in attributions),
        "shared-source": share(passage, "source"),
        "shared-cue": share(passage, "cue"),
        "multi-paragraph": any("\n\n" in content for content in contents),
        "curly-quote": "“" in text,
        "straight-quote": '"' in text,
        "guillemets": bool(re.search("[«»]", text)),
        "low-high-quote": "„" in text,
    }


def labelled_phenomena(passage: Passage) -> dict[str, bool]:
    """The phenomena that the labels of speakers and settings decide, where a passage has them."""
    sources = [" ".join(passage.text[start:end] for start, end in a["source"]) for a in passage.attributions]
    given = set(map(str.lower, sources))
    kinds = [(a["speaker_kind"], bool(a["source"])) for a in passage.attributions]
    return {
        "abstention": any(a.get("candidates") for a in passage.attributions),
        "coordination": any("speakers" in a for a in passage.attributions),
        "settings": any(a["settings"] for a in passage.attributions),
        "unnamed": any(kind == "unnamed" for kind, _ in kinds),
        "context-source": any(kind != "unknown" and not source for kind, source in kinds),
        "pronoun-source": bool(given & {"he", "she", "they", "it"}),
        "relative-source": bool(given & {"who", "which", "that"}),
        "first-person": bool(given & {"i", "we"}),
    }


def with_speakers() -> list[Passage]:
    return [p for p in PASSAGES if any("speaker_kind" in a for a in p.attributions)]


def test_the_gold_is_as_large_as_was_asked() -> None:
    attributions = [a for passage in PASSAGES for a in passage.attributions]
    assert len(PASSAGES) >= FEWEST_PASSAGES
    assert len(attributions) >= FEWEST_ATTRIBUTIONS
    assert sum(a["parent"] is not None for a in attributions) >= FEWEST_NESTED


def test_enough_of_it_says_who_speaks() -> None:
    attributions = [a for passage in with_speakers() for a in passage.attributions]
    assert len(attributions) >= FEWEST_WITH_SPEAKER
    assert sum(a["parent"] is not None for a in attributions) >= FEWEST_NESTED_WITH_SPEAKER
    told = f"In {len(with_speakers())} passages, {len(attributions)} attributions, the speakers"
    assert told in (QUALITY / "README.md").read_text("utf-8")


def test_the_readme_tells_its_size() -> None:
    nested = sum(a["parent"] is not None for passage in PASSAGES for a in passage.attributions)
    told = f"{len(PASSAGES)} passages, {sum(len(p.attributions) for p in PASSAGES)} attributions, {nested} of"
    assert told in (QUALITY / "README.md").read_text("utf-8")


def test_each_phenomenon_stands_in_both_parts_and_in_the_readme() -> None:
    used = {part: {name for p in PASSAGES if p.part == part for name in p.phenomena} for part in PARTS}
    assert used["dev"] == used["test"] == documented_phenomena()


def test_the_parts_are_halves() -> None:
    passages = Counter(passage.part for passage in PASSAGES)
    attributions = Counter(passage.part for passage in PASSAGES for _ in passage.attributions)
    assert passages["dev"] == passages["test"]
    assert abs(attributions["dev"] - attributions["test"]) <= 0.1 * attributions.total()


@pytest.mark.parametrize("passage", PASSAGES, ids=IDS)
def test_every_span_is_words_of_its_passage(passage: Passage) -> None:
    for attribution in passage.attributions:
        for role in ROLES.values():
            for start, end in attribution[role]:
                assert 0 <= start < end <= len(passage.text)
                words = passage.text[start:end]
                assert words == words.strip()
                assert "\n\n" not in words
                assert re.search(r"\w", words) or role == "cue"


@pytest.mark.parametrize("passage", PASSAGES, ids=IDS)
def test_a_span_begins_and_ends_where_words_do(passage: Passage) -> None:
    for attribution in passage.attributions:
        for role in ROLES.values():
            for start, end in attribution[role]:
                for edge in (start, end):
                    assert not re.fullmatch(r"\w\w", passage.text[max(edge - 1, 0) : edge + 1])


@pytest.mark.parametrize("passage", PASSAGES, ids=IDS)
def test_a_nested_attribution_lies_inside_a_content_of_its_parent(passage: Passage) -> None:
    for attribution in passage.attributions:
        if attribution["parent"] is not None:
            around = passage.attributions[attribution["parent"]]["content"]
            for role in ROLES.values():
                for start, end in attribution[role]:
                    assert any(a <= start and end <= b for a, b in around)


@pytest.mark.parametrize("passage", PASSAGES, ids=IDS)
def test_its_head_names_what_its_text_shows(passage: Passage) -> None:
    for name, shown in readable_phenomena(passage).items():
        assert (name in passage.phenomena) == shown, name


@pytest.mark.parametrize("passage", with_speakers(), ids=lambda passage: passage.id)
def test_its_head_names_what_its_labels_show(passage: Passage) -> None:
    for name, shown in labelled_phenomena(passage).items():
        assert (name in passage.phenomena) == shown, name


@pytest.mark.parametrize("passage", with_speakers(), ids=lambda passage: passage.id)
def test_a_setting_is_words_of_its_passage_and_no_preposition(passage: Passage) -> None:
    for attribution in passage.attributions:
        for _, start, end in attribution["settings"]:
            words = passage.text[int(start) : int(end)]
            assert words == words.strip()
            assert not re.match(r"(on|in|at|to|by|with|during|through) ", words)


@pytest.mark.parametrize("passage", PASSAGES, ids=IDS)
def test_nothing_is_said_twice(passage: Passage) -> None:
    assert len({str(sorted(a.items())) for a in passage.attributions}) == len(passage.attributions)
    assert len(set(passage.phenomena)) == len(passage.phenomena)


@pytest.mark.parametrize("passage", PASSAGES, ids=IDS)
def test_its_markup_can_be_written_again(passage: Passage) -> None:
    body = render_markup(passage.text, passage.attributions)
    file = (QUALITY / "passages" / f"{passage.id}.txt").read_text("utf-8")
    assert sorted(re.findall(r"\{[scq]", body)) == sorted(re.findall(r"\{[scq]", file))


def test_no_passage_repeats_another() -> None:
    assert len({passage.text for passage in PASSAGES}) == len(PASSAGES)
