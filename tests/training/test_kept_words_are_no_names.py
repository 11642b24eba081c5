"""Which words are no names: what articles write small, or with a capital as something else than a person."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from onrecord.names.titles import OFFICES
from onrecord.training.kept_words import kept_words

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from onrecord.analysis.stand_ins import StandIns

if TYPE_CHECKING:
    Learn = Callable[..., StandIns]


@pytest.fixture
def learn(tmp_path: Path) -> Learn:
    """What is kept of articles in which the words in angle brackets are a person's name."""

    def learned(*texts: str, part: str = "train", others: tuple[str, ...] = ()) -> StandIns:
        corpus, further = tmp_path / "corpus.jsonl", tmp_path / "further.jsonl"
        corpus.write_text("".join(json.dumps(_line(text, part)) + "\n" for text in texts), "utf-8")
        further.write_text("".join(json.dumps({"id": t, "text": t}) + "\n" for t in others), "utf-8")
        return kept_words(corpus, further)

    return learned


def _line(marked: str, part: str) -> dict[str, object]:
    text, entities = "", []
    for n, words in enumerate(re.split(r"[<>]", marked)):
        if n % 2:
            entities.append([len(text), len(text) + len(words), "PERSON"])
        text += words
    return {"id": marked, "text": text, "part": part, "corenlp": {"entities": entities}}


def test_words_in_small_letters_are_kept(learn: Learn) -> None:
    assert {"they", "met", "quay"} <= learn("Then they met <Ana Lund> on the quay.").kept


def test_a_persons_words_are_not(learn: Learn) -> None:
    assert not {"ana", "lund"} & learn(*["They met <Ana Lund>."] * 3).kept


def test_capitals_that_are_no_persons_are_kept_if_seen_often_enough(learn: Learn) -> None:
    assert "vell" in learn(*["They met in Vell."] * 3).kept
    assert "vell" not in learn("They met in Vell.").kept


def test_the_capital_that_begins_a_sentence_tells_nothing(learn: Learn) -> None:
    assert "vell" not in learn(*["Vell left. “Vell left.”"] * 3).kept


def test_words_in_capitals_throughout_tell_nothing(learn: Learn) -> None:
    assert "vell" not in learn(*["They met in VELL."] * 3).kept


def test_a_small_word_that_is_mostly_a_persons_is_not_kept(learn: Learn) -> None:
    assert "brown" not in learn("a brown quay", *["They met <Ana Brown>."] * 3).kept
    assert "brown" in learn(*["a brown quay"] * 3, *["They met <Ana Brown> in Brown."] * 3).kept


def test_one_that_is_often_a_persons_may_be_either(learn: Learn) -> None:
    texts = ["They met in May."] * 6 + ["They met <Ana May>."] * 5
    found = learn(*["they may"] * 3, *texts)
    assert "may" in found.kept
    assert found.either == {"may"}


def test_titles_and_what_stands_behind_names_are_kept_unseen(learn: Learn) -> None:
    found = learn("They met.")
    assert found.kept >= OFFICES | {"jr", "iii"}
    assert not found.either


def test_small_words_of_other_texts_count_as_well(learn: Learn) -> None:
    assert "harbour" in learn("They met.", others=("the harbour",)).kept
    assert "harbour" not in learn("They met.", others=("in Harbour",)).kept


def test_articles_of_other_parts_are_not_read(learn: Learn) -> None:
    assert "quay" not in learn("the quay", part="dev").kept
