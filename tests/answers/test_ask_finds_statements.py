"""What X said, who said something about Y: the same answers from both databases."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from claimed import capture, claimed
from onrecord.answers import ask
from onrecord.answers.filters import Filters
from onrecord.errors import NotRecordedError, UsageError

if TYPE_CHECKING:
    from onrecord.answers.values import Found
    from onrecord.ledger.ledger import Ledger


def contents(found: Found) -> list[str]:
    return [one.content for one in found.statements]


SAFE, WAITED = "that the dam was safe", "“We waited,”"
DYKE, COST = "that the Zürich dyke was older than the dam", "that the harbour cost 12bn"
PAID, OVER = "that nobody paid", "that the flooding was not over"
NESTED = "that Ana Lund said that the flooding was not over"


def test_what_somebody_said_comes_latest_first_and_undated_last(asked: Ledger) -> None:
    assert contents(ask.said(asked, "Ana Lund")) == [COST, WAITED, SAFE, OVER]


@pytest.mark.parametrize("name", ["ana lund", "ANA LUND", "Ána Lünd"])
def test_a_name_is_found_in_whatever_case_and_accents(asked: Ledger, name: str) -> None:
    assert len(ask.said(asked, name).statements) == 4


def test_part_of_a_name_finds_all_who_bear_it_and_says_so(asked: Ledger) -> None:
    found = ask.said(asked, "Lund")
    assert contents(found) == [PAID, COST, WAITED, SAFE, OVER]
    (note,) = found.notes
    assert note.startswith("'Lund' may be 2 speakers: #1 Ana Lund (4 said), #3 Eva Lund (1 said)")
    assert contents(ask.said(asked, "#3")) == [PAID]
    assert ask.said(asked, "#3").notes == ()


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(since="2024-06"), [COST]),
        (Filters(until="2024-05"), [WAITED, SAFE]),
        (Filters(since="2024-05-02", until="2024-05-02"), [WAITED, SAFE]),
        (Filters(outlet="herald"), [COST, OVER]),
        (Filters(outlet="vell.example"), []),
        (Filters(outlet="the.example.org"), [WAITED, SAFE]),
        (Filters(kind="direct"), [WAITED]),
        (Filters(kind="indirect", outlet="Courier"), [SAFE]),
    ],
    ids=["since", "until a month", "one day", "outlet", "no outlet", "site", "kind", "kind and outlet"],
)
def test_what_somebody_said_is_narrowed(asked: Ledger, filters: Filters, expected: list[str]) -> None:
    if not expected:
        with pytest.raises(NotRecordedError, match="no outlet of this name"):
            ask.said(asked, "Ana Lund", filters=filters)
    else:
        assert contents(ask.said(asked, "Ana Lund", filters=filters)) == expected


def test_what_somebody_said_about_something(asked: Ledger) -> None:
    assert contents(ask.said(asked, "Ana Lund", about="dam OR flood*")) == [OVER, SAFE]
    assert contents(ask.said(asked, "Tomas Reyes", about="dam")) == [DYKE]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("dam", [DYKE, SAFE]),
        ("dam safe", [SAFE]),
        ('"dam was"', [SAFE]),
        ('"was dam"', []),
        ("flood*", [OVER, NESTED]),
        ("flood", []),
        ("zurich", [DYKE]),
        ("ZÜRICH", [DYKE]),
        ("12bn", [COST]),
        ("dam -safe", [DYKE]),
        ("cost OR paid", [PAID, COST]),
        ("(cost OR paid) harbour", [COST]),
        ("speaker:lund that", [OVER, PAID, COST, SAFE]),
        ('speaker:"ana lund" that outlet:herald', [OVER, COST]),
        ("that since:2024-06", [PAID, COST]),
        ("that until:2024-05-30", [SAFE]),
        ("until:2024-05-30", [WAITED, SAFE]),
        ("kind:direct", [WAITED]),
        ("lund", [NESTED]),
        ("p1", []),
        ("tags", []),
    ],
)  # fmt: skip
def test_words_are_found(asked: Ledger, query: str, expected: list[str]) -> None:
    assert contents(ask.search(asked, query)) == expected


def test_there_is_more_only_where_there_is(asked: Ledger) -> None:
    assert (contents(ask.search(asked, "dam", limit=1)), ask.search(asked, "dam", limit=1).more) == (
        [DYKE],
        True,
    )
    assert not ask.search(asked, "dam", limit=2).more


@pytest.mark.parametrize("limit", [0, ask.MOST + 1, 10**20])
def test_a_limit_that_no_answer_can_hold_is_a_mistake(asked: Ledger, limit: int) -> None:
    with pytest.raises(UsageError, match=f"limit {limit}: expected 1 to 1,000,000"):
        ask.search(asked, "dam", limit=limit)


def test_long_answers_are_fetched_a_part_at_a_time(asked: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = ask.search(asked, "the")
    monkeypatch.setattr(ask, "_AT_ONCE", 2)
    assert len(whole.statements) > 2
    assert ask.search(asked, "the") == whole


def test_an_answer_has_the_words_in_their_sentence_and_where_they_stand(asked: Ledger) -> None:
    (one,) = ask.search(asked, "12bn").statements
    text = asked.record_of(one.article_id).article.text
    assert one.sentence == one.at.of(text) == "Ana Lund said that the harbour cost 12bn."
    assert [span.of(text) for span in one.spans] == [COST]
    assert (one.source, one.cue, one.quotation, one.outlet) == (
        "Ana Lund",
        "said",
        "indirect",
        "Harbour Herald",
    )
    assert one.url == "https://harbour.example.org/3"
    assert [(who.name, who.person_id) for who in one.speakers] == [("Ana Lund", 1)]


def test_a_statement_is_shown_by_number_and_by_digest(asked: Ledger) -> None:
    (one,) = ask.search(asked, "12bn").statements
    assert ask.show(asked, one.id) == ask.show(asked, f"#{one.id}") == ask.show(asked, one.digest) == one


@pytest.mark.parametrize("name", ["99999", "s1:nothing"])
def test_a_statement_that_is_not_there_is_an_error(asked: Ledger, name: str) -> None:
    with pytest.raises(NotRecordedError, match=f"statement {name}: no such statement"):
        ask.show(asked, name)


def test_what_is_no_number_is_a_mistake(asked: Ledger) -> None:
    with pytest.raises(UsageError, match="expected a number or a digest"):
        ask.show(asked, "abc")


def test_nobody_of_a_name_is_an_error_and_not_an_empty_answer(asked: Ledger) -> None:
    with pytest.raises(NotRecordedError, match="'Moe': nobody of this name"):
        ask.said(asked, "Moe")
    with pytest.raises(NotRecordedError, match=r"'\.\.\.': nobody"):
        ask.said(asked, "...")


def test_a_rejected_statement_is_answered_no_more_but_can_be_shown(asked: Ledger) -> None:
    (one,) = ask.search(asked, "12bn").statements
    asked.reject(one.id, by="ida")
    assert contents(ask.search(asked, "12bn")) == []
    assert COST not in contents(ask.said(asked, "Ana Lund"))
    assert ask.show(asked, one.id).status == "rejected"


def test_a_changed_statement_is_found_by_its_new_words_and_speaker(asked: Ledger) -> None:
    from dataclasses import replace

    from onrecord.ledger.restating import Who
    from onrecord.records import Span, SpeakerKind

    (one,) = ask.search(asked, "12bn").statements
    told = asked.told(one.id)
    shorter = Span(told.content[0].start, told.content[0].end - len(" 12bn"))
    asked.change(
        one.id, replace(told, content=(shorter,), speakers=(Who("Ida Moss", SpeakerKind.PERSON),)), by="ida"
    )
    assert contents(ask.search(asked, "12bn")) == []
    assert contents(ask.said(asked, "Ida Moss", about="harbour")) == ["that the harbour cost"]
    assert contents(ask.search(asked, 'harbour speaker:"Ana Lund"')) == []


def test_a_filter_asked_for_twice_is_a_mistake(asked: Ledger) -> None:
    with pytest.raises(UsageError, match="since: '2024' and '2023'"):
        ask.search(asked, "dam since:2023", filters=Filters(since="2024"))


@pytest.mark.parametrize("date", ["2024-13", "May 2024", "24", "2024-02-40", ""])
def test_a_date_that_is_none_is_a_mistake(date: str) -> None:
    with pytest.raises(UsageError, match="expected a year, a month or a day"):
        Filters(since=date)


@pytest.fixture
def claiming(ledger: Ledger) -> Ledger:
    """The ledger with one article that has figures, dates and a stance."""
    record = claimed()
    ledger.record(ledger.begin_run(["add"]), capture(record), record, record.article.url)
    return ledger


TITLE, HIT = "that the dam cost at least €12m", "that the dam cost at least €12m and was hit in May 2023"
LEFT, NESTED_LEFT = "that six people left on Monday", "that Ana Lund said that six people left on Monday"


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(stance="deny"), [TITLE]),
        (Filters(stance="ask"), []),
        (Filters(figure="any"), [LEFT, HIT, TITLE]),
        (Filters(figure="person"), [LEFT]),
        (Filters(figure="eur"), [HIT, TITLE]),
        (Filters(figure="crown"), []),
        (Filters(spoken_since="2024"), [LEFT]),
        (Filters(spoken_until="2023"), [HIT]),
        (Filters(spoken_since="2023-05-31", spoken_until="2023-06"), [HIT]),
        (Filters(spoken_since="2023-06", spoken_until="2024-04-28"), []),
        (Filters(figure="any", spoken_since="2024-04-29", spoken_until="2024-04-29"), [LEFT]),
    ],
    ids=lambda value: str(value)[:60],
)
def test_statements_are_found_by_what_they_claim(
    claiming: Ledger, filters: Filters, expected: list[str]
) -> None:
    assert contents(ask.said(claiming, "Ana Lund", filters=filters)) == expected


def test_stance_and_figure_are_asked_for_in_a_query(claiming: Ledger) -> None:
    assert contents(ask.search(claiming, "dam stance:deny figure:EUR")) == [TITLE]
    assert contents(ask.search(claiming, "figure:person")) == [LEFT]
    (found,) = ask.search(claiming, "stance:deny").statements
    assert (found.stance, found.negated, found.distance) == ("deny", True, "distancing")


@pytest.mark.parametrize("bad", [{"stance": "shrug"}, {"spoken_since": "May"}, {"spoken_until": "2024-13"}])
def test_a_claim_that_cannot_be_asked_for_is_a_mistake(bad: dict[str, str]) -> None:
    with pytest.raises(UsageError, match="expected"):
        Filters(**bad)
