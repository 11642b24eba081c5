"""Origins in the tables: found as articles come, undone as they go."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import delete, func, select, update

from newsroom import OTHER, OWN, REPRINT, REWRITE, WIRE, publish
from onrecord.ledger import comparing, origins, origins_proved
from onrecord.ledger.tables import articles, indexing, origin_articles, origin_links, origin_marks

if TYPE_CHECKING:
    from sqlalchemy import Table

    from onrecord.ledger.ledger import Ledger


def groups(ledger: Ledger, *articles: int) -> list[set[int]]:
    """The articles by the origin they share."""
    with ledger.reading() as connection:
        found = origins.origin_ids(connection, articles)
    return [{a for a in articles if found[a] == one} for one in sorted(set(found.values()))]


def count(ledger: Ledger, table: Table) -> int:
    with ledger.reading() as connection:
        return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


def test_copies_collapse_and_own_reporting_stays_apart(ledger: Ledger) -> None:
    wire = publish(ledger, WIRE, outlet="A")
    own = publish(ledger, OWN, outlet="B")
    reprint = publish(ledger, REPRINT, outlet="C")
    rewrite = publish(ledger, REWRITE, outlet="D")
    other = publish(ledger, OTHER, outlet="E")
    assert groups(ledger, wire, own, reprint, rewrite, other) == [{wire, reprint, rewrite}, {own}, {other}]


def test_the_order_of_adding_makes_no_difference(ledger: Ledger) -> None:
    rewrite = publish(ledger, REWRITE, outlet="D", published="2025-03-05")
    own = publish(ledger, OWN, outlet="B")
    wire = publish(ledger, WIRE, outlet="A")
    assert groups(ledger, rewrite, own, wire) == [{rewrite, wire}, {own}]


def test_an_article_that_goes_leaves_no_trace_and_the_others_together(ledger: Ledger) -> None:
    wire, reprint = publish(ledger, WIRE, outlet="A"), publish(ledger, REPRINT, outlet="B")
    rewrite = publish(ledger, REWRITE, outlet="C")
    ledger.withdraw(wire, reason="asked for", by="Ida")
    assert groups(ledger, reprint, rewrite) in ([{reprint, rewrite}], [{reprint}, {rewrite}])
    ledger.withdraw(reprint, reason="asked for", by="Ida")
    ledger.withdraw(rewrite, reason="asked for", by="Ida")
    assert [count(ledger, table) for table in (origin_articles, origin_links, origin_marks)] == [0, 0, 0]


def test_articles_that_only_one_held_together_part_when_it_goes(ledger: Ledger) -> None:
    half = WIRE.index("\n\n", 130)
    first = publish(ledger, WIRE[:half], outlet="A")
    second = publish(ledger, WIRE[half:], outlet="B")
    assert groups(ledger, first, second) == [{first}, {second}]
    whole = publish(ledger, WIRE, outlet="C", published=None)
    if groups(ledger, first, second, whole) != [{first, second, whole}]:
        pytest.fail("the halves of an article share its origin")
    ledger.withdraw(whole, reason="asked for", by="Ida")
    assert groups(ledger, first, second) == [{first}, {second}]


def test_a_new_version_takes_the_place_of_the_old_one(ledger: Ledger) -> None:
    wire = publish(ledger, WIRE, outlet="A")
    old = publish(ledger, REPRINT, outlet="B", url="https://b.example.org/slip")
    new = publish(ledger, OTHER, outlet="B", url="https://b.example.org/slip")
    assert groups(ledger, wire, new) == [{wire}, {new}]
    assert old not in groups(ledger, wire)[0]
    assert count(ledger, origin_links) == 0


def test_reading_again_changes_no_origin(ledger: Ledger) -> None:
    wire, reprint = publish(ledger, WIRE, outlet="A"), publish(ledger, REPRINT, outlet="B")
    marks = count(ledger, origin_marks)
    ledger.reread(wire, ledger.record_of(wire))
    assert groups(ledger, wire, reprint) == [{wire, reprint}]
    assert count(ledger, origin_marks) == marks


def test_the_index_proves_itself(ledger: Ledger) -> None:
    wire, reprint = publish(ledger, WIRE, outlet="A"), publish(ledger, REPRINT, outlet="B")
    own = publish(ledger, OWN, outlet="C")
    with ledger.reading() as connection:
        assert list(origins_proved.problems(connection)) == []
    spoilt = (
        (update(origin_articles).where(origin_articles.c.article_id == own).values(origin_id=wire), own),
        (update(origin_articles).where(origin_articles.c.article_id == own).values(agency="Nobody"), own),
        (delete(origin_marks).where(origin_marks.c.article_id == wire), wire),
        (delete(origin_articles).where(origin_articles.c.article_id == reprint), reprint),
        (update(articles).where(articles.c.id == own).values(current=False), own),
    )
    for change, article in spoilt:
        with ledger.atomic() as connection:
            with connection.begin_nested() as savepoint:
                connection.execute(change)
                found = {row for row, _ in origins_proved.problems(connection)}
                savepoint.rollback()
            assert found == {f"article {article}"}, change


def test_what_was_recorded_before_is_caught_up(ledger: Ledger) -> None:
    wire, reprint = publish(ledger, WIRE, outlet="A"), publish(ledger, REPRINT, outlet="B")
    with ledger.atomic() as connection:
        origins.clear(connection)
        connection.execute(delete(indexing).where(indexing.c.part == "origins"))
    assert groups(ledger, wire, reprint) == [{wire}, {reprint}]
    comparing.catch_up(ledger)
    assert groups(ledger, wire, reprint) == [{wire, reprint}]


def test_adding_twice_adds_nothing(ledger: Ledger) -> None:
    wire = publish(ledger, WIRE)
    marks = count(ledger, origin_marks)
    with ledger.atomic() as connection:
        origins.add(connection, wire, 0)
    assert count(ledger, origin_marks) == marks > 0


def test_what_a_site_puts_under_everything_makes_no_origin(ledger: Ledger) -> None:
    footer = (
        "\n\nOur correspondents in nine harbours write to you every morning before the boats go out, and "
        "readers of the print edition have paid for this page since 1871."
    )
    first, second = publish(ledger, OWN + footer, outlet="A"), publish(ledger, OTHER + footer, outlet="A")
    many = [publish(ledger, f"Report {n} of cargo {n * 7}.{footer}", outlet="A") for n in range(70)]
    assert groups(ledger, first, second) == [{first}, {second}]
    with ledger.reading() as connection:
        assert len(origins.origin_ids(connection, many)) == 70


@pytest.mark.parametrize(
    "text", ["Rain.", "雨が降った。", "No comment. " * 3], ids=["word", "no-blanks", "phrase"]
)
def test_short_articles_stand_alone(ledger: Ledger, text: str) -> None:
    one = publish(ledger, text + " A", outlet="A")
    other = publish(ledger, text + " B", outlet="B")
    assert groups(ledger, one, other) == [{one}, {other}]
