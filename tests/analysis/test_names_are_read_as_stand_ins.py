"""Names are read as stand-ins, the same whoever has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.normalizers import Lowercase
from tokenizers.pre_tokenizers import Whitespace

from onrecord.analysis.pieces import CASES, Pieces, tokenise
from onrecord.analysis.regions import paragraphs
from onrecord.analysis.stand_ins import FAMILY, GIVEN, StandIns, read, write
from onrecord.records import Span

if TYPE_CHECKING:
    from pathlib import Path

# The only words that are known to be no names.
_WORDS = """
the a and of said met senator mr mrs ms dr jr monday vell council may justice he she it they i told will hill
quay party in for left
"""
KEPT = StandIns(frozenset(_WORDS.split()), frozenset({"may", "hill"}))
A, B, C = FAMILY[:3]


def standing(text: str, *, spans: list[Span] | None = None) -> list[tuple[str, str]]:
    """The words that are read as others, and as which."""
    found = KEPT.of(text, spans or paragraphs(text))
    assert [(one.start, one.end) for one in found] == sorted({(one.start, one.end) for one in found})
    return [(text[one.start : one.end], one.word) for one in found]


def told(text: str) -> str:
    """The text as it is read."""
    for one in reversed(KEPT.of(text, paragraphs(text))):
        text = text[: one.start] + one.word + text[one.end :]
    return text


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("Ana Lund", "Lund", "Karl Moe"), ("Chukwuemeka Okonkwo", "Okonkwo", "Xi Deng")),
        (("Ana Lund", "Lund", "Karl Moe"), ("Omar al-Masri", "al-Masri", "Noa Ben-Ari")),
        (("Ana Lund", "Lund", "Karl Moe"), ("Mary Katherine O’Neill", "O’Neill", "Jean-Paul d’Arcy")),
        (("Ana Lund", "Lund", "Karl Moe"), ("Jo van der Roe", "Roe", "José Muñoz")),
        (("Ana Lund", "Lund", "Karl Moe"), ("ANA LUND", "LUND", "KARL MOE")),
    ],
)
def test_who_stands_where_decides_and_not_how_they_are_called(
    first: tuple[str, ...], second: tuple[str, ...]
) -> None:
    page = "The council met {0}. On Monday {1} said that {2} left. It told {0} and {1} of {2}."
    assert told(page.format(*first)) == told(page.format(*second))


def test_a_name_is_a_given_and_a_family_word_and_one_word_where_it_is_alone() -> None:
    text = "The council met Ana Lund. Mr. Lund left. The council met Ana and Karl Moe."
    given, other = GIVEN[0], GIVEN[1]
    expected = [("Ana", given), ("Lund", A), ("Lund", A), ("Ana", given), ("Karl", other), ("Moe", B)]
    assert standing(text) == expected


def test_whose_family_comes_first_is_read_as_others_are() -> None:
    page = "The council met {0}. On Monday {1} said that {2} left. It told {1} of {3}."
    one = told(page.format("Lu Meng", "Lu", "Moe Karla", "Moe"))
    assert one == told(page.format("Ana Lund", "Lund", "Karla Moe", "Moe"))


def test_who_is_called_by_either_word_is_read_by_the_more_frequent_one() -> None:
    text = "They met Ana Lund. They met Lund and Lund. They met Ana."
    assert standing(text)[2:] == [("Lund", A), ("Lund", A), ("Ana", GIVEN[0])]


def test_a_kept_word_beside_a_name_is_one_where_it_begins_a_sentence_too() -> None:
    assert [name for name, _ in standing("They met Theresa Hill. Hill left.")] == ["Theresa", "Hill", "Hill"]


def test_people_are_told_apart_and_each_stays_the_same() -> None:
    assert standing("They met Lund, Moe, Roy and Moe.") == [("Lund", A), ("Moe", B), ("Roy", C), ("Moe", B)]


def test_more_names_than_stand_ins_begin_again() -> None:
    names = [f"Z{chr(97 + n // 26)}{chr(97 + n % 26)}o" for n in range(len(FAMILY) + 1)]
    found = standing("They met " + ", ".join(names) + ".")
    assert [word for _, word in found] == [*FAMILY, A]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("They met Lund’s council.", ["Lund"]),
        ("They met Lund's council.", ["Lund"]),
        ("They met G.K. Lund.", ["G.K.", "Lund"]),
        ("They met G. K. Lund.", ["G. K.", "Lund"]),
        ("They met Ana G. Lund.", ["Ana G.", "Lund"]),
        ("They met Ana van der Lund.", ["Ana", "van der Lund"]),
        ("They met Omar al-Lund.", ["Omar", "al-Lund"]),
        ("They met Ana Lund-Moe.", ["Ana", "Lund-Moe"]),
        ("They met Ana O’Lund.", ["Ana", "O’Lund"]),
        ("They met Ana Maria Lund.", ["Ana", "Maria Lund"]),
        ("They met pro-Lund Vell.", ["Lund"]),
        ("They told Dr. Lund.", ["Lund"]),
        ("They met Senator Ana Lund Jr. in Vell.", ["Ana", "Lund"]),
    ],
)
def test_what_belongs_to_a_name_is_read_with_it(text: str, words: list[str]) -> None:
    assert [name for name, _ in standing(text)] == words


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The council met in Vell on Monday.",
        "Asked twice, the council left.",
        "“Nothing,” they said. Later it left.",
        "They said: Don’t. They’ll hold.",
        "the council met ana lund.",
        "12 of 30, or 40%.",
    ],
)
def test_a_text_without_names_is_read_as_it_is(text: str) -> None:
    assert standing(text) == []


def test_a_word_that_only_begins_a_sentence_is_none_until_it_is_one_elsewhere() -> None:
    assert standing("Lunder left.") == []
    assert standing("Lunder left. They met Lunder.") == [("Lunder", A), ("Lunder", A)]


def test_a_word_that_the_text_writes_small_is_no_name() -> None:
    assert standing("They met Brownish. It was brownish.") == []


@pytest.mark.parametrize("begin", ["Lunder said it.", "Lunder: It will.", "Lunder told the council."])
def test_who_speaks_at_the_beginning_of_a_sentence_is_one(begin: str) -> None:
    assert standing("The council left. " + begin) == [("Lunder", A)]


def test_a_kept_word_is_a_name_beside_one_if_it_may_be_either() -> None:
    assert [name for name, _ in standing("They met Theresa May in Vell.")] == ["Theresa", "May"]
    assert standing("They met in May.") == []
    assert [name for name, _ in standing("They met Theresa Justice.")] == ["Theresa"]


def test_a_name_never_crosses_a_line() -> None:
    text = "They met Ana\nLund left. They told Lund."
    assert all("\n" not in name for name, _ in standing(text))


def test_only_what_is_read_is_looked_at() -> None:
    text = "They met Lund. They met Moe."
    assert standing(text, spans=[Span(0, 14)]) == [("Lund", A)]


_KNOWN = "[UNK] [SEP] lund ana met they . ’ s k g a an"
VOCABULARY = (*_KNOWN.split(), *GIVEN, *FAMILY)


@pytest.fixture
def tokenizer() -> Tokenizer:
    model = WordLevel({word: n for n, word in enumerate(VOCABULARY)}, unk_token="[UNK]")
    out = Tokenizer(model)
    out.normalizer, out.pre_tokenizer = Lowercase(), Whitespace()
    return out


def cut(text: str, pieces: Pieces) -> list[tuple[str, str, str]]:
    """The words of each piece, what it is read as, and its case."""
    rows = zip(
        pieces.ids.tolist(), pieces.cases.tolist(), pieces.starts.tolist(), pieces.ends.tolist(), strict=True
    )
    return [(text[start:end], VOCABULARY[n], CASES[case]) for n, case, start, end in rows if start < end]


def test_pieces_of_a_name_are_one_and_still_cut_it_out_of_the_text(tokenizer: Tokenizer) -> None:
    text = "They met LUND’s quay. They met Ana Lund."
    pieces = tokenise(tokenizer, text, paragraphs(text), sep_id=1, stand_ins=KEPT)
    found = cut(text, pieces)
    assert ("Ana", GIVEN[0], "capitalised") in found
    assert ("LUND", A, "upper") in found
    assert [case for word, _, case in found if word == "s"] == ["upper"]  # as its word has it
    assert ("Lund", A, "capitalised") in found
    assert (np.diff(pieces.starts) >= 0).all()
    assert "".join(word for word, _, _ in found) == text.replace(" ", "")


@pytest.mark.parametrize("text", ["They met a Lund.", "They met an Obeid."])
def test_the_article_before_a_name_tells_nothing_of_it(tokenizer: Tokenizer, text: str) -> None:
    pieces = tokenise(tokenizer, text, paragraphs(text), sep_id=1, stand_ins=KEPT)
    assert [known for _, known, _ in cut(text, pieces)] == ["they", "met", "a", A, "."]
    assert "".join(word for word, _, _ in cut(text, pieces)) == text.replace(" ", "")


def test_an_stays_before_other_words(tokenizer: Tokenizer) -> None:
    text = "They met an s."
    pieces = tokenise(tokenizer, text, paragraphs(text), sep_id=1, stand_ins=KEPT)
    assert [known for _, known, _ in cut(text, pieces)] == ["they", "met", "an", "s", "."]


def test_without_stand_ins_every_name_is_read_as_it_is(tokenizer: Tokenizer) -> None:
    text = "They met Ana Lund."
    pieces = tokenise(tokenizer, text, paragraphs(text), sep_id=1)
    assert [known for _, known, _ in cut(text, pieces)] == ["they", "met", "ana", "lund", "."]


def test_a_stand_in_that_the_vocabulary_lacks_leaves_the_name(tokenizer: Tokenizer) -> None:
    small = Tokenizer(WordLevel({"[UNK]": 0, "[SEP]": 1, "lund": 2}, unk_token="[UNK]"))
    small.normalizer, small.pre_tokenizer = Lowercase(), Whitespace()
    pieces = tokenise(small, "They met Lund.", [Span(0, 14)], sep_id=1, stand_ins=KEPT)
    assert 2 in pieces.ids.tolist()


def test_what_is_written_is_read(tmp_path: Path) -> None:
    write(KEPT, tmp_path / "words.txt")
    assert read(tmp_path / "words.txt") == KEPT
    assert "may?\n" in (tmp_path / "words.txt").read_text("utf-8")
