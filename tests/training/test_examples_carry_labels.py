from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_up_corpus import NAMES, WHAT
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace

from onrecord.training.corpora import Document, GoldAttribution
from onrecord.training.examples import IGNORED, Example, examples, legal

if TYPE_CHECKING:
    from collections.abc import Callable

    Make = Callable[..., Document]

WORDS = ["[UNK]", *sorted({w for what in WHAT for w in what.split()} | set(NAMES)), "said", "that", "."]
TOKENIZER = Tokenizer(WordLevel({w: i + 10 for i, w in enumerate(WORDS)}, unk_token="[UNK]"))
TOKENIZER.pre_tokenizer = Whitespace()


def made(document: Document, *, core: int = 40, context: int = 8) -> list[Example]:
    return list(examples(document, TOKENIZER, cls_id=1, sep_id=2, core=core, context=context))


SAID = "Ana said that it was so . Ben left ."


def test_a_window_carries_cue_and_role_labels(document: Make) -> None:
    (e,) = made(document(SAID, ("Ana", "said", "that it was so")))
    assert e.ids[[0, -1]].tolist() == [1, 2]
    assert e.cue_labels.tolist() == [0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0]
    assert e.cues == ((2, 3),)
    assert e.role_labels.tolist() == [[0, 1, 0, 3, 4, 4, 4, 0, 0, 0, 0, 0]]
    assert e.core == (1, 12)


def test_nested_cues_count_only_where_nested_gold_is_known(document: Make) -> None:
    plain = document(SAID, ("Ana", "said", "that it was so"))
    (e,) = made(plain)
    assert e.nested_labels.tolist() == [0, 0, 0, *[IGNORED] * 4, 0, 0, 0, 0, 0]
    nested = GoldAttribution(
        (), ((14, 16),), ((17, 20),), nested=True
    )  # "it" for a cue, "was" for its content
    known = Document("k", SAID, (*plain.attributions, nested), known=((9, 23),))
    (e,) = made(known)
    assert e.nested_labels.tolist() == [0, 0, 0, 0, 1, IGNORED, 0, 0, 0, 0, 0, 0]
    assert e.cue_labels.sum() == 1  # the outer cue alone
    assert e.cues == ((2, 3), (4, 5))


def test_each_attribution_is_decided_on_in_one_window(document: Make) -> None:
    text = " ".join(f"{n} said that {w} ." for n, w in zip(NAMES, WHAT, strict=True))
    found = made(document(text, *((n, "said", w) for n, w in zip(NAMES[:1], WHAT, strict=False))), core=9)
    assert sum(len(e.cues) for e in found) == 1


def test_a_source_inside_its_content_splits_it(document: Make) -> None:
    (e,) = made(document(SAID, ("it", "said", "that it was so")))
    assert e.role_labels[0].tolist() == [0, 0, 0, 3, 1, 3, 4, 0, 0, 0, 0, 0]


def is_legal(labels: np.ndarray) -> bool:
    before = np.append(0, labels[:-1])
    inside = (labels > 0) & (labels % 2 == 0)
    return bool(((before == labels) | (before == labels - 1))[inside].all())


@given(st.lists(st.sampled_from([IGNORED, 0, 1, 2, 3, 4]), max_size=12))
def test_legal_labels_change_only_stray_insides(labels: list[int]) -> None:
    given_ = np.array(labels, dtype=np.int64)
    out = legal(given_)
    assert is_legal(out)
    assert (legal(out) == out).all()
    assert ((out == given_) | (out == given_ - 1)).all()
    if is_legal(given_):
        assert (out == given_).all()


@given(st.integers(1, 14), st.integers(0, 6), st.integers(0, 14))
def test_windows_cut_inside_spans_keep_legal_labels(core: int, context: int, shortest: int) -> None:
    text = "Ana Ben said said that it was the third storm of this month . Cem left ."
    whole = Document("d", text, (GoldAttribution(((0, 7),), ((8, 17),), ((18, 61),)),))
    found = list(
        examples(
            whole, TOKENIZER, cls_id=1, sep_id=2, core=core, context=context, shortest=min(core, shortest)
        )
    )
    for e in found:
        assert len(e.ids) == len(e.cases) == len(e.cue_labels) == len(e.nested_labels)
        assert e.role_labels.shape == (len(e.cues), len(e.ids))
        assert is_legal(e.cue_labels)
        assert all(is_legal(row) for row in e.role_labels)
        assert (e.cue_labels == 1).sum() <= 1  # a cut cue begins once more, never twice
    assert sum(len(e.cues) for e in found) <= 1


@pytest.mark.parametrize("text", ["", " \n "])
def test_a_document_without_words_has_no_windows(document: Make, text: str) -> None:
    assert made(document(text)) == []
