"""Whether two statements give the same words, and by what they are found."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from onrecord.compare import fingerprints
from onrecord.compare.fingerprints import wording_of
from onrecord.compare.likeness import DAY, Told, likeness
from onrecord.compare.speakers import blocking_key, same_speaker


class Who(NamedTuple):
    name: str
    kind: str = "person"
    person_id: int | None = None


def probability(
    one: str,
    other: str,
    marks: str = "direct direct",
    *,
    same: bool | None = True,
    apart: int | None = 0,
    stances: tuple[str | None, str | None] = (None, None),
) -> float:
    first, second = marks.split()
    minutes = (None, None) if apart is None else (0, apart)
    a = Told(wording_of(one, first).words, first, minutes[0], stances[0])
    b = Told(wording_of(other, second).words, second, minutes[1], stances[1])
    found = likeness(a, b, same_speaker=same).probability
    assert found == likeness(b, a, same_speaker=same).probability
    return found


WALL = "The old harbour wall will not stand another winter storm, and nobody listens"


@pytest.mark.parametrize(
    ("other", "marks", "same"),
    [
        (WALL, "direct direct", False),
        (WALL, "direct direct", None),
        ("The old harbour wall will not stand another winter storm", "direct direct", False),
        ("The old harbour wall will stand another winter storm, and nobody listens", "direct direct", False),
        (
            "The old harbour wall may not stand another winter flood, and nobody listens",
            "direct direct",
            True,
        ),
        ("that the old harbour wall would not stand another winter storm", "direct indirect", True),
    ],
)
def test_words_that_are_repeated_trimmed_changed_or_reported_are_the_same(
    other: str, marks: str, same: bool | None
) -> None:
    assert probability(WALL, other, marks, same=same) >= 0.5


@pytest.mark.parametrize(
    ("other", "marks", "same"),
    [
        ("The new ferry will stand in the harbour all winter", "direct direct", True),
        ("The wall is old and will fall in the next storm", "direct direct", True),
        ("that the old harbour wall will not stand another winter storm", "direct indirect", False),
    ],
    ids=["other words", "the same in words of its own", "reported of somebody else"],
)
def test_other_words_and_other_peoples_reports_are_not(other: str, marks: str, same: bool) -> None:
    assert probability(WALL, other, marks, same=same) < 0.5


def test_what_is_short_needs_the_speaker_and_the_time() -> None:
    assert probability("No comment.", "No comment", apart=DAY) >= 0.5
    assert probability("No comment.", "No comment", same=None) < 0.5
    assert probability("No comment.", "No comment", same=False) < 0.5
    assert probability("No comment.", "No comment", apart=5 * DAY) < 0.5
    assert probability("No comment.", "No comment", apart=None) < 0.5


def test_a_denial_is_not_what_it_denies() -> None:
    told = ("that the bridge was closed", "that the bridge had been closed")
    assert probability(*told, "indirect indirect", stances=("assert", "assert")) >= 0.5
    assert probability(*told, "indirect indirect", stances=("assert", "deny")) < 0.5


def test_a_rounded_figure_is_the_same_and_a_later_count_is_not() -> None:
    first = "that 112 villagers had come to clinics"
    rounded, later = (first.replace("112", number) for number in ("about 110", "140"))
    assert probability(first, rounded, "indirect indirect", apart=DAY) >= 0.5
    assert probability(first, later, "indirect indirect", apart=DAY) < 0.5


@pytest.mark.parametrize(
    ("words", "short"),
    [
        ("No comment.", True),
        ("We will appeal", True),
        ("No", True),
        ("We shall count every paper again", False),
    ],
)
def test_how_much_words_say(words: str, short: bool) -> None:
    assert wording_of(words, "direct").short is short


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (WALL, "The old harbour wall will not stand another winter storm"),
        (WALL, "Another winter storm"),
        (WALL, "the old harbor wall would never have stood another winter storm"),
        ("The bridge fell. It is gone. Nobody warned us of the flood.", "It is gone."),
        ("We lost 14 boats in the storm", "We lost forty boats in the storm"),
        ("…", "…"),
    ],
)
def test_an_altered_wording_shares_a_key_with_the_one_that_is_kept(one: str, other: str) -> None:
    a, b = wording_of(one, "direct"), wording_of(other, "indirect")
    assert not a.words or set(a.kept()) & set(b.keys)
    assert not a.words or set(b.kept()) & set(a.keys)


def test_a_long_wording_keeps_few_of_its_keys_and_each_sentence_one() -> None:
    long = " ".join(f"w{n}x" for n in range(400))  # no two of one root
    found = wording_of(f"{long}. It fell.", "direct")
    assert len(found.keys) == 400
    assert len(found.kept()) < 150
    assert set(wording_of("It fell.", "direct").keys) <= set(found.kept())
    assert found.kept(lambda key: True) == ()


def test_a_digest_is_of_the_words_alone_and_the_speaker_of_what_is_short() -> None:
    def digest(words: str, marks: str = "direct", speaker: str = "") -> int:
        return fingerprints.digest(wording_of(words, marks).words, marks, speaker)

    assert digest("We’ll GO!") == digest("we will go")
    assert digest("that we will go", "indirect") == digest("we will go")
    assert digest("that we will go") != digest("we will go")
    assert digest("we will go", speaker="lund") != digest("we will go", speaker="varga")
    assert abs(digest(WALL)) < 2**47


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ([Who("Ana Lund")], [Who("Lund")], True),
        ([Who("Ana Lund")], [Who("Tomas Reyes")], False),
        ([Who("Ana Lund", person_id=1)], [Who("A. Moss", person_id=1)], True),
        ([Who("Lund", person_id=1)], [Who("Lund", person_id=2)], None),
        ([Who("Ana Lund", person_id=1)], [Who("Ana Lund", person_id=2)], True),
        ([Who("Ana Lund")], [Who("the harbour board", "group")], None),
        ([Who("the staff union", "group")], [Who("union of the staff", "group")], True),
        ([Who("Harrow", "group")], [Who("Harrow Trust", "group")], True),
        ([Who("the ministry", "group")], [Who("the navy", "group")], False),
        ([Who("an official", "unnamed")], [Who("Ana Lund")], None),
        ([Who("Ana Lund"), Who("Tomas Reyes")], [Who("Reyes")], True),
        ([], [Who("Ana Lund")], None),
    ],
)
def test_who_is_the_same_speaker(one: list[Who], other: list[Who], same: bool | None) -> None:
    assert same_speaker(one, other) is same
    assert same_speaker(other, one) is same


def test_ways_to_write_one_name_are_blocked_together() -> None:
    assert blocking_key([Who("Ana Lund")]) == blocking_key([Who("Dr. Lund")]) == "lund"
    assert blocking_key([Who("an official", "unnamed")]) == ""
