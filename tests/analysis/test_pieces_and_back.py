from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer
from tokenizers.models import BPE, WordLevel
from tokenizers.pre_tokenizers import ByteLevel, Whitespace
from tokenizers.processors import ByteLevel as Trimmed

from onrecord.analysis import pieces
from onrecord.analysis.pieces import CASES, case_class, lines, tokenise
from onrecord.records import Span

WORDS = Tokenizer(WordLevel({"[UNK]": 0}, unk_token="[UNK]"))
WORDS.pre_tokenizer = Whitespace()
SEP = 7


def whole(text: str) -> list[Span]:
    return [Span(0, len(text))] if text else []


def words_of(text: str, regions: list[Span] | None = None) -> list[str]:
    found = tokenise(WORDS, text, whole(text) if regions is None else regions, sep_id=SEP)
    return [text[s:e] for s, e in zip(found.starts, found.ends, strict=True)]


def test_the_words_can_be_cut_out_again() -> None:
    assert words_of("  Ana said, “No”.\n\nShe left. ") == [
        *("Ana", "said", ",", "“", "No", "”.", ""),
        *("She", "left", ".", ""),
    ]


def test_only_regions_are_read() -> None:
    text = "Share this\nAna said no.\nRead more"
    assert words_of(text, [Span(11, 23)]) == ["Ana", "said", "no", ".", ""]


def test_after_each_paragraph_stands_one_separator() -> None:
    found = tokenise(WORDS, "a b\n\n\nc", whole("a b\n\n\nc"), sep_id=SEP)
    assert found.ids.tolist() == [0, 0, SEP, 0, SEP]
    assert found.separators.tolist() == [False, False, True, False, True]
    assert found.starts.tolist() == [0, 2, 3, 6, 7]


@pytest.mark.parametrize("text", ["", " \n\t\n", "\u200b\n"])
def test_a_text_without_words_has_no_words(text: str) -> None:
    assert "".join(words_of(text)).strip("\u200b") == ""


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\u2029", "\x0b", "\x0c", "\x85"])
def test_every_line_end_ends_a_paragraph(end: str) -> None:
    text = f"one{end}two"
    assert [s.of(text) for s in lines(text, whole(text))] == ["one", "two"]


@given(st.text(alphabet="aB1 .,“”'\n\r\u2028é😀", max_size=80))
def test_every_visible_character_stands_in_one_piece_in_order(text: str) -> None:
    found = tokenise(WORDS, text, whole(text), sep_id=SEP)
    covered = [i for s, e in zip(found.starts, found.ends, strict=True) for i in range(s, e)]
    assert covered == sorted(set(covered))
    assert "".join(text[i] for i in covered) == "".join(text.split())
    assert len(found.ids) == len(found.cases) == len(found)
    assert (found.ids[found.separators] == SEP).all()


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("said", "lower"), ("Ana", "capitalised"), ("A", "capitalised"), ("NATO", "upper"),
        ("McKay", "mixed"), ("iPhone", "mixed"), ("1999", "none"), ("don't", "lower"), ("O’Neil", "mixed"),
        ("2nd", "lower"), ("É", "capitalised"),
    ],
)  # fmt: skip
def test_case_classes(word: str, name: str) -> None:
    assert CASES[case_class(word)] == name


def test_pieces_of_one_word_share_its_case() -> None:
    tokenizer = Tokenizer(BPE({"N": 0, "A": 1, "T": 2, "O": 3, "s": 4}, []))
    tokenizer.pre_tokenizer = Whitespace()
    found = tokenise(tokenizer, "NATO sAs", whole("NATO sAs"), sep_id=SEP)
    assert [CASES[c] for c in found.cases] == ["upper"] * 4 + ["mixed"] * 3 + ["none"]


def test_a_long_paragraph_is_cut_at_a_sentence_end() -> None:
    text = "Ana said no. " * 2000
    parts = [s.of(text) for s in lines(text, whole(text))]
    assert len(parts) > 2
    assert all(len(p) <= pieces.LONGEST_PARAGRAPH and p.endswith("no.") for p in parts)
    assert " ".join(parts) == text.strip()


def test_a_long_paragraph_without_sentences_is_cut_at_a_space_else_anywhere() -> None:
    spaced = "word " * 5000
    assert {p for s in lines(spaced, whole(spaced)) for p in s.of(spaced).split()} == {"word"}
    solid = "x" * 25_000
    assert [s.end - s.start for s in lines(solid, whole(solid))] == [10_000, 10_000, 5_000]


def test_a_piece_of_no_characters_is_no_separator() -> None:
    """RoBERTa's vocabulary gives the second of two spaces a piece whose offsets are empty."""
    alphabet = {c: i for i, c in enumerate(sorted(ByteLevel.alphabet()))}
    tokenizer = Tokenizer(BPE(alphabet, []))
    tokenizer.pre_tokenizer = ByteLevel(add_prefix_space=False)
    tokenizer.post_processor = Trimmed(trim_offsets=True)
    assert any(s == e for s, e in tokenizer.encode("a  b").offsets)  # what this is about
    found = tokenise(tokenizer, "a  b", whole("a  b"), sep_id=999)
    assert found.separators.tolist() == (found.ids == 999).tolist()
    assert found.separators.sum() == 1
