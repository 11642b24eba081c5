"""The index of the same words: as pages come, change and go, and people correct them."""

from __future__ import annotations

import gzip
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import delete, func, select, update

from ledgers import made
from newsroom import publish
from onrecord.answers import tracing
from onrecord.ledger import comparing, migrate, open_ledger, wordings
from onrecord.ledger.restating import Who
from onrecord.ledger.tables import attributions, indexing, occurrences, wording_keys, wording_links
from onrecord.records import SpeakerKind

if TYPE_CHECKING:
    from onrecord.ledger.ledger import Ledger

LONG = "“The old harbour wall will not stand another winter storm, and nobody listens,” Nils Varga said."
TRIMMED = "“The old harbour wall will not stand another winter storm,” Nils Varga said."
ALTERED = "“The old harbour wall will stand another winter storm, and nobody listens,” Nils Varga said."
OTHER = "“Every ferry on the lake has been sold to the valley council,” Ida Brenn said."
VERSION_2 = Path(__file__).parent / "versions" / "version-2.db.gz"


def rows(ledger: Ledger, table: Any) -> list[tuple[Any, ...]]:
    with ledger.reading() as connection:
        return sorted(tuple(row) for row in connection.execute(select(table)))


def index(ledger: Ledger) -> list[list[tuple[Any, ...]]]:
    return [rows(ledger, table) for table in (occurrences, wording_keys, wording_links)]


def groups(ledger: Ledger) -> list[list[int]]:
    return sorted(sorted(group) for group in tracing.groups(ledger))


def statement(ledger: Ledger, article: int) -> int:
    with ledger.reading() as connection:
        wanted = select(attributions.c.id).where(attributions.c.article_id == article, attributions.c.current)
        return int(connection.execute(wanted).scalars().all()[0])


def test_trimmed_and_altered_words_are_one_group_and_others_are_not(ledger: Ledger) -> None:
    found = [
        statement(ledger, publish(ledger, text, outlet=f"O{n}"))
        for n, text in enumerate((TRIMMED, OTHER, LONG, ALTERED))
    ]
    assert groups(ledger) == [[found[0], found[2], found[3]]]


def test_the_order_in_which_articles_come_makes_no_difference(ledger: Ledger) -> None:
    found = [
        statement(ledger, publish(ledger, text, outlet=f"O{n}"))
        for n, text in enumerate((ALTERED, LONG, TRIMMED))
    ]
    assert groups(ledger) == [sorted(found)]


def test_the_same_wording_has_its_keys_once(ledger: Ledger) -> None:
    publish(ledger, LONG, outlet="A")
    keys = rows(ledger, wording_keys)
    for outlet in "BCD":
        publish(ledger, LONG, outlet=outlet)
    assert rows(ledger, wording_keys) == keys
    assert len(rows(ledger, occurrences)) == 4


def test_a_key_leads_to_a_bounded_number_of_wordings(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wordings, "FULL", 3)
    found = [
        statement(ledger, publish(ledger, LONG.replace("harbour", f"h{word}"), outlet=word))
        for word in ("alpha", "beta", "gamma", "delta", "epsilon")
    ]
    times = Counter(key for key, _ in rows(ledger, wording_keys))
    assert max(times.values()) == 3
    assert groups(ledger) == [sorted(found)]


def test_what_held_a_group_together_falls_apart_when_it_goes(ledger: Ledger) -> None:
    first = "“The pier is rotten to the core and closed to heavy lorries.” Nils Varga said."
    second = "“The museum roof leaks over the great hall of maps,” Nils Varga said."
    both = (
        "“The pier is rotten to the core and closed to heavy lorries. The museum roof leaks over the "
        "great hall of maps,” Nils Varga said."
    )
    ends = [
        statement(ledger, publish(ledger, text, outlet=f"O{n}")) for n, text in enumerate((first, second))
    ]
    bridge = publish(ledger, both, outlet="Bridge")
    assert groups(ledger) == [sorted([*ends, statement(ledger, bridge)])]
    ledger.withdraw(bridge, reason="a mistake", by="desk")
    assert groups(ledger) == []
    assert rows(ledger, wording_links) == []


def test_a_wording_is_still_found_when_the_article_that_brought_it_goes(ledger: Ledger) -> None:
    first = publish(ledger, LONG, outlet="A")
    second = statement(ledger, publish(ledger, LONG, outlet="B"))
    ledger.withdraw(first, reason="a mistake", by="desk")
    third = statement(ledger, publish(ledger, TRIMMED, outlet="C"))
    assert groups(ledger) == [[second, third]]


def test_taking_everything_out_leaves_nothing(ledger: Ledger) -> None:
    ids = [publish(ledger, text, outlet=f"O{n}") for n, text in enumerate((LONG, TRIMMED, LONG, OTHER))]
    for article in ids:
        ledger.withdraw(article, reason="a mistake", by="desk")
    assert index(ledger) == [[], [], []]


def test_a_new_version_of_a_page_takes_the_place_of_the_old_one(ledger: Ledger) -> None:
    url = "https://courier.example.org/wall"
    other = statement(ledger, publish(ledger, LONG, outlet="Other"))
    publish(ledger, LONG, url=url)
    newer = statement(ledger, publish(ledger, TRIMMED, url=url))
    assert groups(ledger) == [[other, newer]]
    assert len(rows(ledger, occurrences)) == 2


def test_corrections_move_a_statement_and_undoing_moves_it_back(ledger: Ledger) -> None:
    first, second = (statement(ledger, publish(ledger, LONG, outlet=outlet)) for outlet in "AB")
    before = index(ledger)
    rejected = ledger.reject(second, by="Kim")
    assert groups(ledger) == []
    ledger.undo(rejected, by="Kim")
    assert index(ledger) == before
    told = ledger.told(second)
    short = replace(told.content[0], end=told.content[0].start + 30)
    changed = ledger.change(second, replace(told, content=(short,)), by="Kim")
    assert len({row[0] for row in rows(ledger, occurrences)}) == 2
    ledger.undo(changed, by="Kim")
    assert index(ledger) == before
    assert groups(ledger) == [[first, second]]


def test_a_correction_of_the_speaker_counts_for_what_is_short(ledger: Ledger) -> None:
    first, second = (
        statement(ledger, publish(ledger, f"“No comment,” {name} said.", outlet=name))
        for name in ("Nils Varga", "Ida Brenn")
    )
    assert groups(ledger) == []
    told = replace(ledger.told(second), speakers=(Who("Nils Varga", SpeakerKind.PERSON),))
    ledger.change(second, told, by="Kim")
    assert groups(ledger) == [[first, second]]


def test_reading_again_leaves_the_index_right(ledger: Ledger) -> None:
    first = publish(ledger, LONG, outlet="A")
    second = statement(ledger, publish(ledger, TRIMMED, outlet="B"))
    ledger.reject(statement(ledger, first), by="Kim")
    ledger.reread(first, ledger.record_of(first))
    assert groups(ledger) == []
    ledger.reread(1, ledger.record_of(1))
    assert [row[2] for row in rows(ledger, occurrences)] == [second]


@pytest.mark.parametrize("location", ["sqlite"], indirect=True)
def test_a_ledger_of_version_2_is_indexed_when_it_is_asked(location: str) -> None:
    Path(location).write_bytes(gzip.decompress(VERSION_2.read_bytes()))
    with open_ledger(location) as ledger:
        assert comparing.behind(ledger) > 0
        assert rows(ledger, occurrences) == []
        (twice,) = [group for group in groups(ledger) if len(group) == 2][:1]
        assert len(twice) == 2
        assert comparing.behind(ledger) == 0
        by_catching_up = index(ledger)
        with ledger.atomic() as connection:
            wordings.clear(connection)
            connection.execute(update(indexing).values(done=0))
        comparing.catch_up(ledger)
        assert index(ledger) == by_catching_up
    with open_ledger(location) as ledger:
        assert ledger.notes == []
        assert ledger.store.version(ledger.connection) == migrate.migrations("sqlite")[-1].number


def test_catching_up_goes_on_where_it_was_broken_off(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    run = ledger.begin_run(["add"])
    for number in range(5):
        ledger.record(run, *made(number), None)
    whole = index(ledger)
    with ledger.atomic() as connection:
        wordings.clear(connection)
        last = connection.execute(select(func.max(attributions.c.article_id))).scalar_one()
        connection.execute(update(indexing).values(done=0, upto=last))
    monkeypatch.setattr(comparing, "_BATCH", 2)
    seen: list[int] = []

    def stop(number: int) -> None:
        seen.append(number)
        if len(seen) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        comparing.catch_up(ledger, stop)
    assert comparing.behind(ledger) > 0
    comparing.catch_up(ledger, seen.append)
    assert index(ledger) == whole
    comparing.catch_up(ledger, lambda number: pytest.fail("nothing was behind"))


def test_an_index_of_another_version_is_made_anew(ledger: Ledger) -> None:
    publish(ledger, LONG, outlet="A")
    whole = index(ledger)
    with ledger.atomic() as connection:
        connection.execute(update(indexing).values(version=0))
        connection.execute(update(occurrences).values(minute=5))
    comparing.catch_up(ledger)
    assert index(ledger) == whole


def test_a_fresh_ledger_is_never_behind(ledger: Ledger) -> None:
    publish(ledger, LONG, outlet="A")
    assert comparing.behind(ledger) == 0


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        (update(occurrences).values(wording=7), "not in the index of wordings with its words"),
        (delete(occurrences), "not in the index of wordings with its words"),
        (update(attributions).values(status="rejected"), "has 1 statements; 0 are current"),
    ],
    ids=["another wording", "none", "too many"],
)
def test_verify_notices_an_index_that_is_not_that_of_the_statements(
    ledger: Ledger, harm: Any, told: str
) -> None:
    publish(ledger, LONG, outlet="A")
    with ledger.reading() as connection:
        assert list(comparing.problems(connection)) == []
    with ledger.atomic() as connection:
        connection.execute(harm)
    with ledger.reading() as connection:
        (problem,) = comparing.problems(connection)
    assert told in problem[1]


@pytest.mark.parametrize(
    ("published", "minute"),
    [
        (None, wordings.UNDATED),
        ("soon", wordings.UNDATED),
        ("1970", 0),
        ("1970-01", 0),
        ("1970-01-02", 1_440),
        ("1970-01-01T01:30:00+01:00", 30),
    ],
)
def test_dates_are_minutes(published: str | None, minute: int) -> None:
    assert wordings.minute_of(published) == minute
