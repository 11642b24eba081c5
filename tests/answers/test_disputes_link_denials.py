"""Who disputes whom: the same answers from both databases."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from onrecord.answers.disputes import disputes
from onrecord.errors import NotRecordedError, UsageError
from onrecord.records import Stance
from stories import add, story

if TYPE_CHECKING:
    from onrecord.answers.comparisons import Dispute
    from onrecord.ledger.ledger import Ledger

CLOSED = "{s1:Ana Lund} {c1:said} {q1:that the Vell bridge had been closed to lorries}."
TITLE = "Bridge of Vell falls"


def pairs(found: tuple[Dispute, ...]) -> list[tuple[str, str]]:
    return [(one.answer.content, one.answered.content) for one in found]


def answers(body: str) -> str:
    """An article in which somebody else answers, numbers from 2 on."""
    return f"{body} The Vell bridge fell on Monday."


@pytest.mark.parametrize(
    "answer",
    [
        "{s2:Tomas Reyes} {c2:denied} {q2:that the bridge had been closed to lorries}.",
        "{s2:Tomas Reyes} {c2:rejected} {q2:the claim that the bridge had been closed to lorries}.",
        "{s2:Tomas Reyes} {c2:said} {q2:that the bridge had never been closed to lorries}.",
        "{q2:“The bridge was not closed to lorries,”} {s2:Tomas Reyes} {c2:said}.",
        "{q2:“It is a lie that the bridge was closed to lorries,”} {s2:Tomas Reyes} {c2:said}.",
        "{s2:Tomas Reyes} {c2:called} {q2:Lund's story a fairy tale}.",
        "{q2:“Ana Lund is not telling the truth,”} {s2:Tomas Reyes} {c2:said}.",
    ],
    ids=["denied", "rejected", "the opposite", "in marks", "a lie that", "her story", "names her"],
)
def test_an_answer_is_linked_to_the_statement_in_an_earlier_article(ledger: Ledger, answer: str) -> None:
    add(
        ledger,
        story(TITLE, f"{CLOSED} {{s3:Eva Moll}} {{c3:said}} {{q3:that the Vell bridge was old}}."),
        story(TITLE, answers(answer), published="2024-05-03", outlet="Harbour Herald"),
    )
    (found,) = disputes(ledger)
    assert found.answered.content == "that the Vell bridge had been closed to lorries"
    assert found.answer.speakers[0].name == "Tomas Reyes"
    assert 0.6 <= found.probability < 1
    assert found.evidence


@pytest.mark.parametrize(
    "answer",
    [
        "{s2:Ana Lund} {c2:said} {q2:that the bridge had never been closed to lorries}.",
        "{s2:Tomas Reyes} {c2:denied} {q2:that the harbour had been sold}.",
        "{s2:Tomas Reyes} {c2:did not deny} {q2:that the bridge had been closed to lorries}.",
        "{s2:Tomas Reyes} {c2:said} {q2:that the bridge was closed to lorries}.",
        "{s2:Tomas Reyes} {c2:said} {q2:that lorries were ugly}.",
        "{s2:Tomas Reyes} {c2:declined to say} {q2:whether the bridge had been closed to lorries}.",
        "{s2:Tomas Reyes} {c2:criticised} {q2:the noise of lorries on the bridge}.",
    ],
    ids=["herself", "of nobody's words", "did not deny", "agrees", "opinion", "declines", "criticism"],
)
def test_what_answers_nothing_is_not_linked(ledger: Ledger, answer: str) -> None:
    add(
        ledger,
        story(TITLE, CLOSED),
        story(TITLE, answers(answer), published="2024-05-03", outlet="Harbour Herald"),
    )
    assert pairs(disputes(ledger)) == []


def test_opposites_speak_of_two_things(ledger: Ledger) -> None:
    add(
        ledger,
        story(
            TITLE,
            "{s1:Ana Lund} {c1:said} {q1:that workers lost an hour under the old plan}. "
            "{s2:Tomas Reyes} {c2:said} {q2:that nobody lost an hour under the new plan}.",
        ),
    )
    assert pairs(disputes(ledger)) == []


def test_that_is_not_true_answers_what_stands_before_it(ledger: Ledger) -> None:
    body = (
        "{s1:Eva Moll} {c1:said} {q1:that the tea was cold}. "
        "{s2:Ana Lund} {c2:said} {q2:that cracks in the pier had been reported}. "
        "{q3:“That is not true. No report of a crack reached us,”} {s3:Tomas Reyes} {c3:said}."
    )
    add(ledger, story(TITLE, body))
    (found,) = disputes(ledger)
    assert found.answered.content == "that cracks in the pier had been reported"


def test_who_denied_something_and_goes_on_answers_it_twice(ledger: Ledger) -> None:
    body = (
        f"{CLOSED} {{s2:Tomas Reyes}} {{c2:denied}} {{q2:that the bridge had been closed to lorries}}. "
        "{q3:“That story is invented,”} {s2:Tomas Reyes} {c3:said}."
    ).replace("{s2:Tomas Reyes} {c3", "{s3:Tomas Reyes} {c3")
    add(ledger, story(TITLE, body))
    assert [one.answered.content for one in disputes(ledger)] == [
        "that the Vell bridge had been closed to lorries"
    ] * 2


def test_nothing_is_answered_before_it_is_said(ledger: Ledger) -> None:
    denial = "{s1:Tomas Reyes} {c1:denied} {q1:that the Vell bridge had been closed to lorries}."
    add(
        ledger,
        story(TITLE, denial, published="2024-05-01T08:00:00+00:00"),
        story(TITLE, CLOSED, published="2024-05-01T09:00:00+00:00", outlet="Harbour Herald"),
    )
    assert pairs(disputes(ledger)) == []


def test_articles_without_dates_may_answer_one_another(ledger: Ledger) -> None:
    denial = "{s1:Tomas Reyes} {c1:denied} {q1:that the Vell bridge had been closed to lorries}."
    add(ledger, story(TITLE, CLOSED, published=None), story(TITLE, denial, published=None))
    assert len(disputes(ledger)) == 1


def test_of_copies_the_earliest_stands_for_all(ledger: Ledger) -> None:
    denial = f"{CLOSED} {{s2:Tomas Reyes}} {{c2:denied}} {{q2:that the bridge had been closed to lorries}}."
    add(
        ledger,
        story(TITLE, denial, published="2024-05-02"),
        story(f"{TITLE} down", denial, published="2024-05-01", outlet="Harbour Herald"),
    )
    (found,) = disputes(ledger)
    assert {found.answer.outlet, found.answered.outlet} == {"Harbour Herald"}


def test_the_model_s_stance_makes_a_denial_of_any_verb(ledger: Ledger) -> None:
    body = f"{CLOSED} {{s2:Tomas Reyes}} {{c2:pooh-poohed}} {{q2:a closure of the bridge to lorries}}."
    add(ledger, story(TITLE, body))
    assert pairs(disputes(ledger)) == []
    add(ledger, story(f"{TITLE} down", body, stances={2: Stance.DENY}, published="2024-05-04"))
    assert len(disputes(ledger)) == 1


def test_a_name_narrows_it_to_one_side_or_both(ledger: Ledger) -> None:
    body = f"{CLOSED} {{s2:Tomas Reyes}} {{c2:denied}} {{q2:that the bridge had been closed to lorries}}."
    add(ledger, story(TITLE, body))
    assert len(disputes(ledger, "Lund")) == len(disputes(ledger, "Reyes")) == 1
    assert len(disputes(ledger, "Reyes", answered=False)) == 1
    assert disputes(ledger, "Reyes", answering=False) == ()
    assert len(disputes(ledger, "Lund", answering=False)) == 1
    assert disputes(ledger, "Lund", answered=False) == ()


def test_earlier_readings_take_no_place_of_what_somebody_said(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("onrecord.answers.disputes._OF_ONE", 2)
    denial = story(TITLE, "{s1:Tomas Reyes} {c1:denied} {q1:that the bridge had been closed to lorries}.")
    teas = "{s1:Tomas Reyes} {c1:said} {q1:that the tea was cold}."
    add(ledger, story(TITLE, CLOSED, published="2024-05-01"), denial)
    (article,) = add(ledger, story("Tea", teas, published="2024-05-09"))
    for number in range(3):
        ledger.reread(article, replace(ledger.record_of(article), model=f"model {number}"))
    assert len(disputes(ledger, "Reyes", answered=False)) == 1


def test_a_rejected_statement_disputes_nothing(ledger: Ledger) -> None:
    body = f"{CLOSED} {{s2:Tomas Reyes}} {{c2:denied}} {{q2:that the bridge had been closed to lorries}}."
    add(ledger, story(TITLE, body))
    (found,) = disputes(ledger)
    ledger.reject(found.answer.id, by="desk")
    assert disputes(ledger) == ()


def test_an_empty_ledger_and_a_name_that_nobody_has(ledger: Ledger) -> None:
    assert disputes(ledger) == ()
    with pytest.raises(NotRecordedError, match="nobody of this name"):
        disputes(ledger, "Lund")
    with pytest.raises(UsageError, match="limit 0"):
        disputes(ledger, limit=0)
