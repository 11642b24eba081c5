"""Mentions and chains as the corpora bring them."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING, Any

import pytest

pytest.importorskip("torch", reason="training needs the extra 'train'")

from made_up_chains import marked, words_of

from onrecord.analysis.mentions import Kind
from onrecord.evaluation.speaker_labels import SpeakerLabel
from onrecord.records import Span, SpeakerKind
from onrecord.training.corpora import Document, GoldAttribution
from onrecord.training.referring import (
    SILVER,
    GoldMention,
    read_gum,
    read_layers,
    shifted,
    silver,
    with_speakers,
)

if TYPE_CHECKING:
    from pathlib import Path


def at(text: str, words: str, *, nth: int = 0) -> tuple[int, int]:
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return start, start + len(words)


def layer(text: str, entities: dict[str, str], *chains: tuple[str, ...]) -> dict[str, Any]:
    """A machine's layer; entities by their words (each place of them), chains by the words' first place."""
    rows = []
    for words, kind in entities.items():
        rows += [[*at(text, words, nth=n), kind] for n in range(text.count(words))]
    return {"entities": rows, "coreference": [[list(at(text, w)) for w in chain] for chain in chains]}


def found(text: str, given: dict[str, Any]) -> dict[tuple[str, int], GoldMention]:
    """The silver mentions by their words and start."""
    return {(text[m.start : m.end], m.start): m for m in silver(text, given)}


def chains(text: str, given: dict[str, Any]) -> dict[str, str | None]:
    """The chain of each wording (its last place)."""
    return {words: m.chain for (words, _), m in found(text, given).items()}


TEXT = (
    "Ana Lund came. Lund said she met Tomas Reyes. The engineer told him that it was her idea. Vell’s port!"
)
ENTITIES = {"Ana Lund": "PERSON", "Tomas Reyes": "PERSON", "Vell’s": "LOCATION"}


def test_a_pronoun_in_a_machines_chain_belongs_to_the_name_that_most_of_it_are() -> None:
    text = "Ana Lund and Tomas Reyes came. Ana Lund said she would stay."
    names = {"Ana Lund": "PERSON", "Tomas Reyes": "PERSON"}
    given = layer(text, names, ("Tomas Reyes", "Ana Lund", "she"))
    given["coreference"][0].append(list(at(text, "Ana Lund", nth=1)))
    seen = chains(text, given)
    assert seen["she"] == seen["Ana Lund"] == "name:ana lund"
    assert seen["Tomas Reyes"] == "name:tomas reyes"


def test_a_single_word_belongs_to_the_full_name_that_it_ends() -> None:
    text = "Ana Lund came. Lund left. Reyes stayed."
    seen = chains(text, layer(text, {"Ana Lund": "PERSON", "Reyes": "PERSON"}) | {"coreference": []})
    assert seen["Ana Lund"] == "name:ana lund"
    assert seen["Reyes"] == "name:reyes"
    both = {"entities": [[0, 8, "PERSON"], [15, 19, "PERSON"]], "coreference": []}
    assert chains(text, both)["Lund"] == "name:ana lund"


def test_titles_and_possessives_are_no_part_of_a_name() -> None:
    text = "Sen. Ana Lund met Ana Lund’s brother."
    given = {"entities": [[0, 13, "PERSON"], [18, 28, "PERSON"]], "coreference": []}
    assert [(w, m.chain) for (w, _), m in found(text, given).items()] == [
        ("Sen. Ana Lund", "name:ana lund"),
        ("Ana Lund", "name:ana lund"),
    ]


def test_kinds_come_from_the_machines_and_numbers_or_dates_are_no_names() -> None:
    text = "Ana Lund of Radio Nord in Vell on Monday for the Spring Prize"
    kinds = {"Ana Lund": "PERSON", "Radio Nord": "ORGANIZATION", "Vell": "LOCATION", "Monday": "DATE"}
    seen = found(text, layer(text, {**kinds, "Spring Prize": "MISC"}))
    assert [m.kind for m in seen.values()] == [
        Kind.PERSON_NAME, Kind.GROUP_NAME, Kind.PLACE_NAME, Kind.OTHER_NAME,
    ]  # fmt: skip
    assert {m.weight for m in seen.values()} == {SILVER}


def test_descriptions_are_taken_over_their_kind_left_open() -> None:
    given = layer(TEXT, ENTITIES, ("Ana Lund", "The engineer", "she"))
    seen = {words: m for (words, _), m in found(TEXT, given).items()}
    assert seen["The engineer"].chain == "name:ana lund"
    assert seen["The engineer"].kind is None
    assert seen["The engineer"].weight == SILVER


def test_what_is_no_definite_description_is_not_believed() -> None:
    assert "engineer told" not in chains(TEXT, layer(TEXT, ENTITIES, ("Ana Lund", "engineer told")))


def test_a_longer_description_is_not_believed_than_machines_can_read() -> None:
    long = "the engineer " + "of the harbour board " * 3 + "there"
    text = f"Ana Lund came, {long}."
    assert long not in chains(text, layer(text, {"Ana Lund": "PERSON"}, ("Ana Lund", long)))
    short = long[:55].rstrip()
    assert chains(text, layer(text, {"Ana Lund": "PERSON"}, ("Ana Lund", short)))[short] == "name:ana lund"


def test_a_description_that_holds_a_name_is_not_believed() -> None:
    text = "Ana Lund met the brother of Tomas Reyes."
    given = layer(
        text, {"Ana Lund": "PERSON", "Tomas Reyes": "PERSON"}, ("Ana Lund", "the brother of Tomas Reyes")
    )
    assert "the brother of Tomas Reyes" not in chains(text, given)


def test_what_a_chain_without_a_name_means_is_not_known() -> None:
    seen = chains(TEXT, layer(TEXT, {}, ("The engineer", "she")))
    assert "The engineer" not in seen
    assert seen["she"] is None


def test_first_and_second_persons_are_left_open_whatever_the_machine_says() -> None:
    text = "“I stay,” Ana Lund said, and she did."
    seen = chains(text, layer(text, {"Ana Lund": "PERSON"}, ("Ana Lund", "I", "she")))
    assert (seen["I"], seen["she"]) == (None, "name:ana lund")


def test_pronouns_that_the_machine_left_out_are_mentions_of_nobody_known() -> None:
    seen = found(TEXT, layer(TEXT, ENTITIES))
    open_ = {w: m for (w, _), m in seen.items() if m.kind is Kind.PRONOUN}
    assert set(open_) == {"she", "him", "that", "it", "her"}
    assert {m.chain for m in open_.values()} == {None}


def test_silver_mentions_are_in_order_and_once_each() -> None:
    given = layer(TEXT, ENTITIES, ("Ana Lund", "she", "The engineer"), ("Tomas Reyes", "him"))
    order = [(m.start, -m.end) for m in silver(TEXT, given)]
    assert order == sorted(set(order))


SAID = "Ana Lund came. Cem Moss, too. The engineer, who wore a hat, said no. They said so. She smiled."
ATTRIBUTED = Document(
    "d",
    SAID,
    (
        GoldAttribution(
            (at(SAID, "The engineer, who wore a hat,"),), (at(SAID, "said"),), (at(SAID, "no"),), number=4
        ),
        GoldAttribution((at(SAID, "They"),), (at(SAID, "said", nth=1),), (at(SAID, "so"),), number=7),
        GoldAttribution((), (at(SAID, "smiled"),), (at(SAID, "She"),), number=8),
    ),
)  # fmt: skip
MACHINE = silver(
    SAID, layer(SAID, {"Ana Lund": "PERSON", "Cem Moss": "PERSON"}, ("Cem Moss", "The engineer"))
)


def label(
    attribution: int, kind: SpeakerKind, *spans: tuple[int, int], named_by: str = "nominal"
) -> SpeakerLabel:
    return SpeakerLabel(attribution, kind, tuple(Span(*s) for s in spans), named_by)


def labelled(*labels: SpeakerLabel) -> dict[str, GoldMention]:
    return {SAID[m.start : m.end]: m for m in with_speakers(ATTRIBUTED, MACHINE, labels)}


def test_a_label_goes_before_what_the_machine_says() -> None:
    assert {SAID[m.start : m.end]: m.chain for m in MACHINE}["The engineer"] == "name:cem moss"
    seen = labelled(label(4, SpeakerKind.PERSON, at(SAID, "Ana Lund")))
    assert (seen["The engineer"].chain, seen["The engineer"].weight) == ("name:ana lund", 1.0)
    assert seen["Ana Lund"].chain == "name:ana lund"
    assert "The engineer, who wore a hat" not in seen


def test_an_unnamed_speaker_is_a_chain_of_their_own() -> None:
    seen = labelled(label(4, SpeakerKind.UNNAMED, at(SAID, "The engineer")))
    assert seen["The engineer"].chain == "words:the engineer"


def test_several_speakers_have_no_one_antecedent() -> None:
    spans = (at(SAID, "Ana Lund"), at(SAID, "Cem Moss"))
    seen = labelled(label(7, SpeakerKind.PERSON, *spans, named_by="pronoun"))
    assert (seen["They"].chain, seen["They"].kind) == (None, Kind.PRONOUN)


def test_a_label_of_a_name_that_nothing_has_gives_one_of_its_own() -> None:
    seen = labelled(label(7, SpeakerKind.GROUP, at(SAID, "Cem Moss, too. The engineer"), named_by="pronoun"))
    assert seen["They"].chain == "words:cem moss too the engineer"


@pytest.mark.parametrize(
    "given",
    [
        pytest.param(label(4, SpeakerKind.UNKNOWN), id="not known"),
        pytest.param(label(4, SpeakerKind.PERSON, (0, 8), named_by="name"), id="named there"),
        pytest.param(label(99, SpeakerKind.PERSON, (0, 8)), id="no such attribution"),
        pytest.param(label(8, SpeakerKind.PERSON, (0, 8), named_by="pronoun"), id="no source"),
    ],
)
def test_labels_that_say_nothing_of_a_mention_change_none(given: SpeakerLabel) -> None:
    assert with_speakers(ATTRIBUTED, MACHINE, [given]) == MACHINE


def test_mentions_are_pushed_by_what_is_put_in() -> None:
    document = marked("{a:Ana} met {b:Ben} and {c:Cem}.")
    put_in = document.text[:9] + "XXXX" + document.text[9:]  # inside "Ben"
    pushed = shifted(document.mentions, 9, 4)
    assert [put_in[m.start : m.end] for m in pushed] == ["Ana", "BXXXXen", "Cem"]
    assert words_of(document) == ["Ana", "Ben", "Cem"]


def write(path: Path, rows: list[dict[str, Any]]) -> Path:
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    if path.suffix == ".gz":
        path.write_bytes(gzip.compress(lines.encode()))
    else:
        path.write_text(lines, encoding="utf8")
    return path


def test_gold_documents_of_one_part_are_read_with_their_kinds(tmp_path: Path) -> None:
    def row(start: int, end: int, kind: str, *, named: bool = False, pronoun: bool = False) -> dict[str, Any]:
        return {"start": start, "end": end, "type": kind, "named": named, "pronoun": pronoun, "chain": 3}

    mentions = [
        row(4, 8, "person"), row(0, 8, "person", named=True), row(9, 11, "person", pronoun=True),
        row(0, 3, "event", named=True), row(12, 14, "place"), row(15, 17, "object"),
        row(18, 20, "place", named=True), row(21, 23, "organization", named=True),
        row(24, 26, "organization"),
    ]  # fmt: skip
    rows = [
        {"id": i, "part": p, "text": "x" * 30, "mentions": mentions}
        for i, p in (("a", "train"), ("b", "dev"))
    ]
    ((key, text, seen),) = read_gum(write(tmp_path / "gum.jsonl.gz", rows), "dev")
    assert (key, text) == ("b", "x" * 30)
    assert [(m.start, m.end, m.kind) for m in seen] == [
        (0, 8, Kind.PERSON_NAME), (0, 3, Kind.OTHER_NAME), (4, 8, Kind.PERSON), (9, 11, Kind.PRONOUN),
        (12, 14, Kind.GROUP), (15, 17, Kind.OTHER), (18, 20, Kind.PLACE_NAME), (21, 23, Kind.GROUP_NAME),
        (24, 26, Kind.GROUP),
    ]  # fmt: skip
    assert {(m.chain, m.weight) for m in seen} == {("3", 1.0)}


def test_layers_are_read_by_their_articles(tmp_path: Path) -> None:
    given = {"entities": [], "coreference": []}
    rows = [{"id": "a", "corenlp": given}, {"id": "b"}, {"id": "c", "corenlp": {}}]
    assert read_layers(write(tmp_path / "corpus.jsonl", rows)) == {"a": given}
