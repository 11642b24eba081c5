"""Where else a statement occurs: in the order of time, with what changed, from how many origins."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from newsroom import publish
from onrecord.answers import tracing
from onrecord.compare.values import ChangeKind
from onrecord.errors import NotRecordedError, UsageError
from onrecord.ledger.tables import attributions

if TYPE_CHECKING:
    from onrecord.answers.comparisons import Trace
    from onrecord.ledger.ledger import Ledger

WALL = "The old harbour wall will not stand another winter storm, and nobody in the council listens"
LEDE = "The council of Vell met on {} and spoke of the harbour for the whole of a long evening.\n\n"


def said(
    ledger: Ledger,
    words: str,
    *,
    who: str = "Nils Varga",
    outlet: str = "The Vell Courier",
    published: str | None = "2025-03-04",
) -> int:
    """Records an article in which somebody is quoted; the statement's number."""
    lede = LEDE.format(f"{outlet} day {published}")
    article = publish(ledger, f"{lede}“{words},” {who} said.", outlet=outlet, published=published)
    return statement(ledger, article)


def statement(ledger: Ledger, article: int) -> int:
    with ledger.reading() as connection:
        wanted = select(attributions.c.id).where(attributions.c.article_id == article)
        return int(connection.execute(wanted.order_by(attributions.c.id)).scalars().all()[0])


def ids(found: Trace) -> list[int]:
    return [one.statement.id for one in found.occurrences]


def test_occurrences_stand_in_the_order_of_time_those_without_a_date_last(ledger: Ledger) -> None:
    third = said(ledger, WALL, outlet="A", published="2025-03-04T12:00:00+00:00")
    fourth = said(ledger, WALL, outlet="B", published=None)
    first = said(ledger, WALL, outlet="C", published="2025-03-01")
    second = said(ledger, WALL, outlet="D", published="2025-03-04T12:30:00+01:00")
    found = tracing.trace(ledger, third)
    assert ids(found) == [first, second, third, fourth]
    assert found.asked.id == third
    assert (found.total, found.more) == (4, False)


def test_each_occurrence_tells_what_changed_since_the_earliest_and_why_it_is_the_same(ledger: Ledger) -> None:
    said(ledger, WALL, outlet="A", published="2025-03-01")
    asked = said(
        ledger,
        "The old harbour wall will stand another winter storm",
        who="Ida Brenn",
        outlet="B",
        published="2025-03-02",
    )
    found = tracing.trace(ledger, asked)
    assert found.occurrences[0].difference is None
    assert found.occurrences[0].evidence == ()
    change = found.occurrences[1].difference
    assert change is not None
    assert change.kinds == (ChangeKind.SHORTENED_END, ChangeKind.NEGATION, ChangeKind.SPEAKER)
    assert dict(found.occurrences[1].evidence) == {
        "words": "9 of 9 words",
        "speaker": "another speaker",
        "time": "a day apart",
    }
    assert 0.5 <= found.occurrences[1].probability < 1


def test_a_report_is_found_for_a_quotation(ledger: Ledger) -> None:
    asked = said(ledger, WALL, outlet="A")
    report = publish(
        ledger,
        "Nils Varga said that the old harbour wall would not stand another winter storm.",
        outlet="B",
        published="2025-03-05",
    )
    found = tracing.trace(ledger, asked)
    assert ids(found) == [asked, statement(ledger, report)]
    change = found.occurrences[1].difference
    assert change is not None
    assert ChangeKind.MARKS in change.kinds


def test_reprints_are_one_origin(ledger: Ledger) -> None:
    text = (
        f"{LEDE}“{WALL},” Nils Varga said. Engineers will look at the wall on Tuesday and write a report of "
        "it for the harbour board, which meets once a month in the hall above the fish market."
    )
    first, second = (statement(ledger, publish(ledger, text, outlet=outlet)) for outlet in "AB")
    third = said(ledger, WALL, outlet="C")
    found = tracing.trace(ledger, third)
    origins = {one.statement.id: one.origin_id for one in found.occurrences}
    assert origins[first] == origins[second] != origins[third]
    assert (found.total, found.origins) == (3, 2)


def test_what_is_short_is_the_same_only_of_one_speaker_and_near_in_time(ledger: Ledger) -> None:
    asked = said(ledger, "No comment", outlet="A", published="2025-03-04")
    near = said(ledger, "No comment", outlet="B", published="2025-03-05")
    said(ledger, "No comment", outlet="C", published="2025-04-05")
    said(ledger, "No comment", outlet="D", published=None)
    said(ledger, "No comment", who="Ida Brenn", outlet="E", published="2025-03-04")
    assert ids(tracing.trace(ledger, asked)) == [asked, near]
    assert list(tracing.groups(ledger)) == [[asked, near]]


def test_what_is_short_is_found_in_what_is_long_near_in_time(ledger: Ledger) -> None:
    long = said(ledger, f"{WALL}. It is rotten", outlet="A", published="2025-03-04")
    near = said(ledger, "It is rotten", outlet="B", published="2025-03-05")
    later = said(ledger, "It is rotten", outlet="C", published="2025-06-05")
    assert ids(tracing.trace(ledger, long)) == [long, near]
    assert ids(tracing.trace(ledger, later)) == [later]
    assert list(tracing.groups(ledger)) == [[long, near]]


def test_a_denial_is_no_occurrence_of_what_it_denies(ledger: Ledger) -> None:
    asked = said(ledger, "The bridge was closed to lorries on paper only", outlet="A")
    publish(ledger, "Ida Brenn said that the bridge had been closed to lorries on paper only.", outlet="B")
    assert ids(tracing.trace(ledger, asked)) == [asked]


def test_a_later_count_is_no_occurrence_of_the_earlier_one(ledger: Ledger) -> None:
    counts = [
        statement(ledger, publish(ledger, f"Nils Varga said that {text}.", outlet=outlet, published=day))
        for text, outlet, day in (
            ("112 villagers had come to the clinic", "A", "2025-03-04T06:00:00+00:00"),
            ("121 villagers had come to the clinic", "B", "2025-03-04T08:00:00+00:00"),
            ("140 villagers had come to the clinic", "C", "2025-03-06T08:00:00+00:00"),
        )
    ]
    assert ids(tracing.trace(ledger, counts[0])) == counts[:2]


def test_the_limit_leaves_the_rest_counted(ledger: Ledger) -> None:
    found = [said(ledger, WALL, outlet=f"O{n}", published=f"2025-03-{n:02}") for n in range(1, 6)]
    some = tracing.trace(ledger, found[4], limit=2)
    assert ids(some) == found[:2]
    assert (some.total, some.more) == (5, True)
    with pytest.raises(UsageError, match="limit 0"):
        tracing.trace(ledger, found[0], limit=0)


def test_a_statement_that_nothing_is_like_stands_alone(ledger: Ledger) -> None:
    only = said(ledger, WALL)
    found = tracing.trace(ledger, only)
    assert ids(found) == [only]
    assert (found.total, found.origins, found.more) == (1, 1, False)
    assert list(tracing.groups(ledger)) == []


def test_one_word_and_none_are_traced(ledger: Ledger) -> None:
    for words in ("Never", "…"):
        one = said(ledger, words, outlet=words)
        assert ids(tracing.trace(ledger, one)) == [one]


def test_a_group_of_many_wordings_stands_in_the_order_of_time(ledger: Ledger) -> None:
    found = [
        said(ledger, f"{WALL} to word{number}x", outlet=f"O{number}", published=f"2025-03-{20 - number:02}")
        for number in range(12)
    ]
    assert ids(tracing.trace(ledger, found[0])) == found[::-1]


def test_what_was_rejected_is_shown_and_compared_with_nothing(ledger: Ledger) -> None:
    one, other = said(ledger, WALL, outlet="A"), said(ledger, WALL, outlet="B")
    ledger.reject(one, by="Kim")
    assert ids(tracing.trace(ledger, one)) == [one]
    assert ids(tracing.trace(ledger, other)) == [other]


def test_a_statement_that_is_not_there_is_named(ledger: Ledger) -> None:
    with pytest.raises(NotRecordedError, match="statement 99: no such statement"):
        tracing.trace(ledger, 99)


def test_ten_thousand_words_are_traced(ledger: Ledger) -> None:
    words = " ".join(f"word{n % 3_500}x{n // 7}" for n in range(10_000))
    one = said(ledger, words, outlet="A", published="2025-03-04")
    other = said(ledger, words[: len(words) // 2].rpartition(" ")[0], outlet="B", published="2025-03-05")
    found = tracing.trace(ledger, one)
    assert ids(found) == [one, other]
    change = found.occurrences[1].difference
    assert change is not None
    assert change.kinds == (ChangeKind.SHORTENED_END,)


def test_two_statements_are_compared_by_their_numbers(ledger: Ledger) -> None:
    one = said(ledger, WALL, outlet="A")
    other = said(ledger, "No comment", who="Ida Brenn", outlet="B")
    assert tracing.between(ledger, one, one).kinds == (ChangeKind.IDENTICAL,)
    assert ChangeKind.SPEAKER in tracing.between(ledger, one, other).kinds


def test_of_a_great_many_the_first_are_looked_at_and_all_are_counted(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tracing, "_COUNTED", 3)
    found = [said(ledger, WALL, outlet=f"O{n}", published=f"2025-03-{n:02}") for n in range(1, 8)]
    traced = tracing.trace(ledger, found[6], limit=2)
    assert ids(traced) == found[:2]
    assert (traced.total, traced.origins, traced.more) == (7, 3, True)
    short = [said(ledger, "No comment", outlet=f"P{n}", published=f"2025-03-{n:02}") for n in range(1, 8)]
    around = tracing.trace(ledger, short[3], limit=2)
    assert set(ids(around)) < set(short)
    assert around.more
