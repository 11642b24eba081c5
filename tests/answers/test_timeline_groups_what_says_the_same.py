"""What somebody said over time, and what changed: the same answers from both databases."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from onrecord.answers.timeline import timeline
from onrecord.errors import NotRecordedError, UsageError
from onrecord.records import Stance
from stories import add, story

if TYPE_CHECKING:
    from onrecord.answers.comparisons import Timeline
    from onrecord.ledger.ledger import Ledger


def said(
    number: int, content: str, *, stance: Stance | None = None, cue: str = "said", when: str | None = ""
) -> tuple:  # type: ignore[type-arg]
    """An article, of a day in May, in which Ana Lund says something."""
    return story(
        f"Day {number} at Vell",
        f"{{s1:Ana Lund}} {{c1:{cue}}} {{q1:{content}}}.",
        published=f"2024-05-{number:02}" if when == "" else when,
        stances={1: stance} if stance else None,
    )


def contents(found: Timeline) -> list[list[str]]:
    return [[entry.statement.content for entry in group] for group in found.groups]


def changes(found: Timeline) -> list[list[list[str]]]:
    return [[[kind for kind, _ in entry.changes] for entry in group] for group in found.groups]


def test_what_says_the_same_stands_together_in_the_order_of_time(ledger: Ledger) -> None:
    add(
        ledger,
        said(3, "that the ferry of Vell would be sold by the town"),
        said(1, "that the ferry of Vell would never be sold"),
        said(2, "that schools needed new roofs"),
        said(9, "that roofs of schools needed repair", when=None),
    )
    found = timeline(ledger, "Lund")
    assert found.name == "Ana Lund"
    assert contents(found) == [
        ["that the ferry of Vell would never be sold", "that the ferry of Vell would be sold by the town"],
        ["that schools needed new roofs", "that roofs of schools needed repair"],
    ]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("that the quay will never be closed", "that the quay will be closed", ["negation"]),
        (
            "“The quay is safe for ships of any kind,”",
            "“The quay is not safe for ships of any kind,”",
            ["negation"],
        ),
        ("that 14 people were hurt on the quay", "that 19 people were hurt on the quay", ["figure"]),
        ("that at least 14 people were hurt on the quay", "that 19 people were hurt on the quay", []),
        ("“We will close the quay for ships,”", "“We may close the quay for ships,”", ["modal"]),
        ("that the quay was old and grey", "that the quay was old and grey", []),
    ],
    ids=["report", "quotation", "figure", "within the bound", "modal", "nothing"],
)
def test_changes_are_marked(ledger: Ledger, first: str, second: str, expected: list[str]) -> None:
    add(ledger, said(1, first), said(2, second))
    found = timeline(ledger, "Ana Lund")
    assert changes(found) == [[[], expected]]


def test_a_change_of_stance_is_marked_with_both(ledger: Ledger) -> None:
    add(
        ledger,
        said(1, "that the quay would be closed", stance=Stance.INTEND, cue="promised"),
        said(2, "that the quay would be closed", stance=Stance.DENY, cue="denied"),
    )
    (group,) = timeline(ledger, "Ana Lund").groups
    assert ("stance", "intend > deny") in group[1].changes
    assert "negation" in dict(group[1].changes)


def test_words_narrow_it_and_earlier_statements_are_told_of(ledger: Ledger) -> None:
    add(ledger, *(said(day, f"that the quay was closed on day {day}") for day in range(1, 6)))
    assert len(timeline(ledger, "Lund", about="quay").groups[0]) == 5
    assert timeline(ledger, "Lund", about="ferry").groups == ()
    found = timeline(ledger, "Lund", limit=2)
    assert found.more
    assert sum(map(len, found.groups)) == 2


def test_a_name_that_nobody_has_and_a_limit_that_makes_no_sense(ledger: Ledger) -> None:
    with pytest.raises(NotRecordedError, match="nobody of this name"):
        timeline(ledger, "Lund")
    with pytest.raises(UsageError, match="limit 0"):
        timeline(ledger, "Lund", limit=0)
