"""What each feature of a pair of mentions says, on texts made for it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.analysis.mentions import Kind
from onrecord.analysis.pairs import PRONOUNS, REACH, SIZES, Described, Quoted, describe, features, nearest
from onrecord.records import Span

DISTANCE, SENTENCES, ALIKE, KINDS, PRONOUN, QUOTATION, SOURCES, SPEECH, FIRST, WITHIN = range(len(SIZES))
OFFSETS = np.concatenate([[0], np.cumsum(SIZES)[:-1]])


def at(text: str, words: str, *, nth: int = 0) -> Span:
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return Span(start, start + len(words))


def described(text: str, *words: str | Span, said: tuple[Quoted, ...] = ()) -> Described:
    """The mentions of ``text``, each by its words where they first stand; all are persons."""
    spans = [at(text, w) if isinstance(w, str) else w for w in words]
    return describe(text, spans, np.full(len(spans), Kind.PERSON, dtype=np.int64), said)


def codes(d: Described, later: int = 1, earlier: int = 0) -> list[int]:
    """The features of a pair, each counted from 0."""
    found = features(d, np.array([later]), np.array([earlier]))
    return [int(c) for c in found[0] - OFFSETS]


def quoted(text: str, source: str, content: str, *, direct: bool = False) -> Quoted:
    return Quoted([at(text, source)] if source else [], [at(text, content)], direct)


@pytest.mark.parametrize(("apart", "code"), [(1, 1), (2, 2), (4, 4), (5, 4), (11, 6), (36, 10), (60, 10)])
def test_distance_is_counted_in_mentions_and_put_in_classes(apart: int, code: int) -> None:
    text = "it " * 61
    d = described(text, *(Span(3 * i, 3 * i + 2) for i in range(61)))
    assert codes(d, apart, 0)[DISTANCE] == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param("Ana came, he left.", 0, id="in one sentence"),
        pytest.param("Ana came. Then he left.", 1, id="in the next"),
        pytest.param("Ana came\nThen he left.", 1, id="a line ends one"),
        pytest.param("Ana saw Mr. Reyes, Sen. Lund and J. B. Moss; he left.", 0, id="full stops of titles"),
        pytest.param("Ana came. It rained! “It did.” Really? Then he left.", 4, id="four further on"),
        pytest.param("Ana came. " + "It rained. " * 30 + "Then he left.", 7, id="many further on"),
    ],
)
def test_sentences_between_are_counted(text: str, code: int) -> None:
    assert codes(described(text, "Ana", "he left"))[SENTENCES] == code


@pytest.mark.parametrize(
    ("earlier", "later", "code"),
    [
        pytest.param("Ana Lund", "she", 0, id="a pronoun"),
        pytest.param("the", "Ana Lund", 0, id="nothing but an article"),
        pytest.param("Ana Lund", "Ana Lund", 1, id="the same"),
        pytest.param("Ms. Ana Lund", "Ana Lund’s", 1, id="the same but for title and possessive"),
        pytest.param("the harbour board", "The Harbour Board of Vell", 1, id="the same but for what follows"),
        pytest.param("F.B.I.", "FBI", 1, id="the same but for full stops"),
        pytest.param("Ana Lund", "Lund", 2, id="one holds the other, same head"),
        pytest.param("Lund", "Ana Lund", 2, id="one holds the other, the shorter first"),
        pytest.param("Vell council", "Vell", 3, id="one holds the other, another head"),
        pytest.param("the old engineer", "the second engineer", 4, id="the same head"),
        pytest.param("harbour board", "harbour office", 5, id="a word in common"),
        pytest.param("Ana Lund", "Tomas Reyes", 6, id="nothing in common"),
    ],
)
def test_words_are_compared(earlier: str, later: str, code: int) -> None:
    text = f"{earlier} | {later}"
    d = described(text, Span(0, len(earlier)), Span(len(earlier) + 3, len(text)))
    assert codes(d)[ALIKE] == code


def test_kinds_and_pronouns_of_both_are_told() -> None:
    text = "Ana Lund said he would."
    kinds = np.array([Kind.PERSON_NAME, Kind.PRONOUN], dtype=np.int64)
    d = describe(text, [at(text, "Ana Lund"), at(text, "he")], kinds, ())
    assert codes(d)[KINDS] == Kind.PRONOUN * len(Kind) + Kind.PERSON_NAME
    assert codes(d)[PRONOUN] == PRONOUNS["he"] * (max(PRONOUNS.values()) + 1)


def test_pronouns_that_agree_are_one_group() -> None:
    assert len({PRONOUNS[w] for w in ("he", "him", "himself")}) == 1
    assert len({PRONOUNS[w] for w in ("he", "she", "it", "they", "who", "i", "we", "you")}) == 8
    assert min(PRONOUNS.values()) == 1


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param("Ana went and Ben stayed.", 0, id="both outside"),
        pytest.param("So: “Ana went and Ben stayed.”", 1, id="both in one"),
        pytest.param("“Ana went,” but “Ben stayed.”", 2, id="in two"),
        pytest.param("Ana went, “Ben stayed.”", 3, id="the later inside"),
        pytest.param("“Ana went,” Ben stayed.", 4, id="the earlier inside"),
    ],
)
def test_quotation_marks_part_mentions(text: str, code: int) -> None:
    assert codes(described(text, "Ana", "Ben"))[QUOTATION] == code


TOLD = "Ana Lund said that Ben saw him. The mayor, Cem Reyes, noted that they left her."


def told(*words: str, direct: bool = False) -> Described:
    first = quoted(TOLD, "Ana Lund", "that Ben saw him", direct=direct)
    second = quoted(TOLD, "The mayor, Cem Reyes,", "that they left her")
    return described(TOLD, *words, said=(first, second))


@pytest.mark.parametrize(
    ("earlier", "later", "code"),
    [
        pytest.param("Ben", "him", 0, id="neither is a source"),
        pytest.param("Ben", "The mayor", 4, id="the later is"),
        pytest.param("Ana Lund", "they", 2, id="the earlier is, but another spoke since"),
        pytest.param("The mayor", "they", 3, id="the earlier is, and spoke last"),
        pytest.param("Ana Lund", "him", 3, id="in its own content it spoke last, too"),
        pytest.param("Ana Lund", "The mayor", 7, id="both are, one after the other"),
        pytest.param("Ben", "Cem Reyes", 4, id="a source further on in its own words"),
    ],
)
def test_sources_are_told(earlier: str, later: str, code: int) -> None:
    # One mention of the two is what stands for the source: here no longer one begins it.
    assert codes(told(earlier, later))[SOURCES] == code


def test_a_source_is_the_mention_that_begins_it_not_one_within() -> None:
    d = told("Ana Lund", "The mayor", "Cem Reyes")
    assert d.source.tolist() == [0, 1, -1]


@pytest.mark.parametrize(
    ("earlier", "later", "direct", "code"),
    [
        pytest.param("Ben", "The mayor", False, 0, id="nothing to do with one another"),
        pytest.param("Ana Lund", "him", False, 1, id="the later in the earlier's indirect speech"),
        pytest.param("Ana Lund", "him", True, 2, id="the later in the earlier's direct speech"),
        pytest.param("Ben", "him", False, 5, id="both in one content"),
        pytest.param("Ben", "they", False, 0, id="in two contents"),
    ],
)
def test_who_stands_in_whose_speech_is_told(earlier: str, later: str, direct: bool, code: int) -> None:
    assert codes(told(earlier, later, direct=direct))[SPEECH] == code


@pytest.mark.parametrize(("direct", "code"), [(False, 3), (True, 4)])
def test_speech_that_comes_before_its_speaker(direct: bool, code: int) -> None:
    text = "“I saw it,” Ana Lund said."
    said = quoted(text, "Ana Lund", "“I saw it,”", direct=direct)
    assert codes(described(text, "I", "Ana Lund", said=(said,)))[SPEECH] == code


def test_of_contents_in_one_another_the_innermost_counts() -> None:
    text = "Ana said that Ben said that he left."
    said = (quoted(text, "Ana", "that Ben said that he left"), quoted(text, "Ben", "that he left"))
    for order in (said, said[::-1]):
        d = described(text, "Ana", "Ben", "he left", said=order)
        assert codes(d, 2, 1)[SPEECH] == 1
        assert codes(d, 2, 0)[SPEECH] == 0
        assert codes(d, 1, 0)[SPEECH] == 1


def test_the_first_of_a_sentence_is_told() -> None:
    d = described("Ana met Ben. Cem left with Dia.", "Ana", "Ben", "Cem", "Dia")
    assert d.first.tolist() == [1, 0, 1, 0]
    assert [codes(d, *pair)[FIRST] for pair in ((1, 0), (2, 0), (2, 1), (3, 1))] == [1, 3, 2, 0]


@pytest.mark.parametrize(
    ("later", "code"),
    [((9, 14), 1), ((4, 14), 1), ((9, 20), 2), ((15, 20), 0)],
    ids=["inside", "inside from its start", "crossing", "apart"],
)
def test_mentions_inside_one_another_are_told(later: tuple[int, int], code: int) -> None:
    text = "The head of harbours spoke there."
    assert codes(described(text, Span(4, 14), Span(*later)))[WITHIN] == code


def test_no_mentions_no_pairs() -> None:
    d = described("It rained.")
    assert len(d) == 0
    i, j = nearest(0)
    assert features(d, i, j).shape == (0, len(SIZES))


@pytest.mark.parametrize("count", [0, 1, 2, REACH, REACH + 1, REACH + 40])
def test_pairs_are_all_of_those_within_reach_once(count: int) -> None:
    i, j = nearest(count)
    expected = {(a, b) for a in range(count) for b in range(max(0, a - REACH), a)}
    assert set(zip(i.tolist(), j.tolist(), strict=True)) == expected
    assert len(i) == len(expected)


def test_pairs_of_very_many_mentions_are_no_more_than_their_number_allows() -> None:
    i, j = nearest(100_000)  # all pairs of these would not fit into memory
    assert len(i) == len(j) == REACH * 100_000 - REACH * (REACH + 1) // 2
    assert 1 <= (i - j).min() <= (i - j).max() == REACH


WORDS = ("Ana Lund", "Ms. Lund", "the mayor", "he", "her", "“", "”", ". ", ", ", "\n", "said ", "FBI", "it")


@given(st.lists(st.sampled_from(WORDS), max_size=40), st.integers(0, 10**6))
@settings(max_examples=30, deadline=None)
def test_every_code_lies_in_the_range_of_its_feature(words: list[str], seed: int) -> None:
    rng = np.random.default_rng(seed)
    text = " ".join(words) + "."
    cut = sorted({(int(a), int(b)) for a, b in rng.integers(0, len(text) + 1, (20, 2)) if a < b})
    spans = [Span(a, b) for a, b in sorted(cut, key=lambda c: (c[0], -c[1]))]
    said = [
        Quoted(
            rng.permutation(spans)[:1].tolist(), rng.permutation(spans)[:2].tolist(), bool(rng.integers(2))
        )
        for _ in range(3)
    ]
    d = describe(text, spans, rng.integers(0, len(Kind), len(spans)), said if spans else ())
    found = features(d, *nearest(len(spans))) - OFFSETS
    assert (found >= 0).all()
    assert (found < np.array(SIZES)).all()
