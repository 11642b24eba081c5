"""What changed between two occurrences: the kinds of the README of quality/compare, and the words."""

from __future__ import annotations

import random
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from onrecord.compare.changes import difference
from onrecord.compare.values import EditKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.compare.values import Difference
    from onrecord.records import Span


def changed(
    before: str, after: str, marks: str = "direct direct", *, same_speaker: bool | None = True
) -> str:
    first, second = marks.split()
    told = difference(before, after, before_marks=first, after_marks=second, same_speaker=same_speaker)
    return " ".join(kind.value for kind in told.kinds)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("The dam is safe.", "the dam is safe"),
        ("“The dam is safe,”", '"The dam is safe."'),
        ("We won't go", "We will not go"),
        ("It’s the ministers’ dam", "It's the ministers' dam"),
        ("a well-known dam", "a well known dam"),
        ("we must co-operate", "we must cooperate"),
        ("twenty-five boats", "25 boats"),
        ("12,500 boats", "12500 boats"),
        ("$5m went", "$5 million went"),
        ("3 per cent of it", "3% of it"),
        ("We will go … to the dam", "We will go to the dam"),
        ("He never came", "[The minister] never came"),
        ("Señor Peña paid", "Senor Pena paid"),
    ],
)
def test_what_does_not_count_is_no_change(before: str, after: str) -> None:
    assert changed(before, after) == "identical"


@pytest.mark.parametrize(
    ("before", "after", "kinds"),
    [
        ("We looked everywhere. It is gone.", "It is gone.", "shortened-start"),
        ("It is gone. We looked everywhere.", "It is gone.", "shortened-end"),
        ("They knew exactly, to the very drawer, where it lay", "They knew where it lay", "shortened-middle"),
        ("It is gone. We looked everywhere. We will rebuild.", "It is gone ... We will rebuild.", "joined"),
        ("It is gone. We looked everywhere. We will rebuild.", "It is gone … We will rebuild.", "joined"),
        ("It was a disaster", "It was a disgrace", "reworded"),
        ("It was a disaster", "It was a great disaster", "reworded"),
        ("They did not warn us", "They warned us", "negation"),
        ("They warned us", "They never warned us", "negation"),
        ("Nobody signed the letter", "Somebody signed the letter", "negation"),
        ("There is no plan", "There is a plan", "negation"),
        ("They can't go", "They can go", "negation"),
        ("The pump has failed", "The pump may have failed", "modal"),
        ("The port may close", "The port will close", "modal"),
        ("It was somebody from inside", "It may be somebody from inside", "modal"),
        ("14 boats were lost", "40 boats were lost", "figure"),
        ("fourteen boats were lost", "about 40 boats were lost", "figure"),
        ("3 thousand boats", "30 thousand boats", "figure"),
        ("It has not failed in any carriage", "It has failed in every carriage", "reworded negation"),
        ("I say it gladly, it is a good day", "It may be a good day", "shortened-start modal"),
        ("The boats never left. They were lost here", "They were lost here", "shortened-start"),
        ("We open the doors, and nobody is asked", "We open the doors", "shortened-end"),
    ],
)
def test_each_kind_is_told(before: str, after: str, kinds: str) -> None:
    assert changed(before, after) == kinds


@pytest.mark.parametrize(
    ("before", "after", "kinds"),
    [
        ("We will appeal", "that they would appeal", "marks"),
        ("We will appeal tomorrow", "they would appeal the next day", "marks"),
        ("My house is gone", "that his house was gone", "marks"),
        ("We pulled 23 people out", "that his crews had pulled 23 people out", "marks"),
        ("We must leave here now", "they had to leave there then", "marks"),
        ("We will sign the paper", "to sign the paper", "marks"),
        ("Nobody loses an hour of pay", "that nobody would lose an hour of pay", "marks"),
        ("We did not warn them", "that they had not warned them", "marks"),
        ("We did not warn them", "that they had warned them", "negation marks"),
        ("We will close the wells", "that they might close the wells", "modal marks"),
        ("We lost 14 boats", "that they had lost 40 boats", "figure marks"),
    ],
)
def test_the_shifts_of_a_report_count_as_marks_alone(before: str, after: str, kinds: str) -> None:
    assert changed(before, after, "direct indirect") == kinds
    assert changed(after, before, "indirect direct") == kinds


def test_marks_within_a_content_tell_which_words_stand_in_them() -> None:
    told = 'that the bridge "was closed to lorries on paper only"'
    assert changed("It was closed to lorries on paper only", told, "direct mixed") == "reworded"
    assert changed("that the bridge was closed to lorries", told, "indirect mixed") == "reworded marks"


def test_another_speaker_is_a_change_and_one_who_is_not_known_is_none() -> None:
    assert changed("The dam is safe", "The dam is safe", same_speaker=False) == "speaker"
    assert changed("The dam is safe", "The dam is safe", same_speaker=None) == "identical"


def test_edits_give_the_words_and_cover_both_contents() -> None:
    before, after = '"We did not sign, and 14 boats are gone."', '"We signed, and 40 boats are gone."'
    told = difference(before, after, before_marks="direct", after_marks="direct")
    assert [(e.kind.value, e.before, e.after) for e in told.edits] == [
        ("same", '"We', '"We'),
        ("changed", "did not sign,", "signed,"),
        ("same", "and", "and"),
        ("changed", "14", "40"),
        ("same", 'boats are gone."', 'boats are gone."'),
    ]


RANDOM = random.Random(7)
VOCABULARY = ["we", "did", "not", "sign", "14", "boats", "the", "—", "gone.", '"safe"', "…", "it's", "[he]"]


@pytest.mark.parametrize("size", [1, 2, 5, 30, 400])
def test_every_word_stands_in_one_edit_whatever_the_words(size: int) -> None:
    for _ in range(5):
        before, after = (" ".join(RANDOM.choices(VOCABULARY, k=size)) for _ in "ba")
        told = difference(before, after, before_marks="mixed", after_marks="direct")
        for side, content in (("before", before), ("after", after)):
            assert covered(told, side, content)
            spans: list[Span] = [at for e in told.edits if (at := getattr(e, f"{side}_at"))]
            assert all(x.end <= y.start for x, y in pairwise(spans))


def covered(told: Difference, side: str, content: str) -> bool:
    """Whether nothing but blanks and what has no word is left between the edits, and the words are right."""
    left = list(content)
    for edit in told.edits:
        at: Span | None = getattr(edit, f"{side}_at")
        assert getattr(edit, side) == (at.of(content) if at else "")
        if at:
            left[at.start : at.end] = " " * (at.end - at.start)
    return not any(c.isalnum() for c in left)


def test_one_word_is_compared() -> None:
    assert changed("No", "no.") == "identical"
    assert changed("Yes", "Tomorrow") == "reworded"
    assert changed("…", "…") == "identical"
    assert changed("gone", "…") == "shortened-start"


def test_ten_thousand_words_are_aligned() -> None:
    words = [f"w{RANDOM.randrange(3000)}" for _ in range(10_000)]
    later = [*words[:4_000], *words[4_050:9_990], "and", "then"]
    told = difference(" ".join(words), " ".join(later), before_marks="direct", after_marks="direct")
    assert [kind.value for kind in told.kinds] == ["shortened-middle", "shortened-end", "reworded"]
    left_out = [e for e in told.edits if e.kind is EditKind.LEFT_OUT]
    assert len(left_out[0].before.split()) == 50


@pytest.mark.parametrize(
    ("before", "after"),
    [(["no"] * 10_000, ["no"] * 9_000), (["a", "b"] * 5_000, ["b", "a"] * 5_000)],
    ids=["one word again and again", "two in turn"],
)
def test_words_that_repeat_ten_thousand_times_end(before: Sequence[str], after: Sequence[str]) -> None:
    told = difference(" ".join(before), " ".join(after), before_marks="direct", after_marks="direct")
    assert told.kinds
