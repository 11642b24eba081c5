"""Merges, splits and undoing them: replayed, always reversible."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import UsageError
from onrecord.ledger.merges import Event, Merge, Split, Undo, canonical, in_force

people = st.integers(1, 8)
acts = st.one_of(st.builds(Merge, people, people), st.builds(Split, people))


@st.composite
def histories(draw: st.DrawFn) -> list[Event]:
    events: list[Event] = []
    for _ in range(draw(st.integers(0, 14))):
        undo = st.builds(Undo, st.integers(1, max(1, len(events)))) if events else acts
        events.append(draw(st.one_of(acts, undo)))
    return events


def groups(events: list[Event]) -> set[frozenset[int | str]]:
    together: dict[int | str, set[int | str]] = {}
    for person, head in canonical(events).items():
        together.setdefault(head, set()).add(person)
    return {frozenset(group) for group in together.values() if len(group) > 1}


def test_a_merge_shows_both_as_the_one_that_is_kept() -> None:
    assert canonical([Merge(1, 2), Merge(3, 1)]) == {1: 3, 2: 3, 3: 3}


def test_the_kept_one_is_shown_even_where_its_group_is_the_smaller() -> None:
    assert canonical([Merge(2, 3), Merge(2, 4), Merge(1, 2)]) == dict.fromkeys([1, 2, 3, 4], 1)


def test_a_split_takes_one_out_and_leaves_the_others_together() -> None:
    assert canonical([Merge(1, 2), Merge(1, 3), Split(2)]) == {1: 1, 2: 2, 3: 1}


def test_when_the_one_shown_leaves_the_first_who_stays_is_shown() -> None:
    assert canonical([Merge(1, 2), Merge(1, 3), Split(1)]) == {1: 1, 2: 2, 3: 2}


def test_an_undone_merge_in_the_middle_leaves_no_trace() -> None:
    assert canonical([Merge(1, 2), Merge(2, 3), Undo(1)]) == {2: 2, 3: 2}


def test_an_undone_undo_is_a_merge_again() -> None:
    assert canonical([Merge(1, 2), Undo(1), Undo(2)]) == {1: 1, 2: 1}


@pytest.mark.parametrize("number", [0, 2, 3, -1])
def test_only_an_earlier_event_can_be_undone(number: int) -> None:
    with pytest.raises(UsageError, match=rf"event 2 undoes event {number}: expected .* 1 to 1; look up"):
        canonical([Merge(1, 2), Undo(number)])


@given(histories(), acts)
def test_an_act_and_its_undo_are_as_if_nothing_had_been(events: list[Event], act: Merge | Split) -> None:
    assert canonical([*events, act, Undo(len(events) + 1)]) == canonical(events)


@given(histories(), people)
def test_a_split_after_anything_leaves_the_person_alone(events: list[Event], person: int) -> None:
    mapping = canonical([*events, Split(person)])
    assert mapping.get(person, person) == person
    assert [p for p, head in mapping.items() if head == person] in ([person], [])


@given(histories())
def test_nobody_is_shown_as_someone_who_is_shown_as_another(events: list[Event]) -> None:
    mapping = canonical(events)
    assert all(mapping[head] == head for head in mapping.values())


@given(st.lists(st.builds(Merge, people, people), max_size=12), st.randoms(use_true_random=False))
def test_merges_in_any_order_make_the_same_groups(merges: list[Event], random: object) -> None:
    shuffled = list(merges)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert groups(shuffled) == groups(merges)


@given(histories())
def test_what_is_in_force_says_the_same_as_the_whole_history(events: list[Event]) -> None:
    assert canonical(in_force(events)) == canonical(events)
