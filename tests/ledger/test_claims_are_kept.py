"""What a reading claims, in the ledger: stored, read back, given to whoever answers, proved, taken down."""

from __future__ import annotations

import gzip
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select, text, update

from claimed import capture, claimed
from ledgers import made
from onrecord.ledger import open_ledger
from onrecord.ledger.tables import attributions, dates, figures, narration, readings
from onrecord.records import (
    DateKind,
    DatePrecision,
    DateReason,
    Distance,
    Figure,
    Quotation,
    Span,
    Stance,
    TemporalExpression,
)

if TYPE_CHECKING:
    from sqlalchemy import Row

    from onrecord.ledger.ledger import Ledger
    from onrecord.records import Record

VERSION_1 = Path(__file__).parent / "versions" / "version-1.db.gz"


def stored(ledger: Ledger, record: Record) -> int:
    outcome = ledger.record(ledger.begin_run(["add"]), capture(record), record, record.article.url)
    assert outcome.article_id is not None
    return outcome.article_id


def rows(ledger: Ledger, table: Any) -> list[Row[Any]]:
    with ledger.reading() as connection:
        return list(connection.execute(select(table).order_by(table.c.ord)).all())


def statement(ledger: Ledger, place: int) -> int:
    with ledger.reading() as connection:
        found: int = connection.execute(
            select(attributions.c.id).where(attributions.c.ord == place)
        ).scalar_one()
    return found


def test_a_record_is_read_back_with_all_that_it_claims(ledger: Ledger) -> None:
    record = claimed()
    assert record.figures
    assert record.dates
    assert record.quoted
    assert any(one.checks for one in record.narration)
    assert ledger.record_of(stored(ledger, record)) == record


@pytest.mark.parametrize("digits", [1, 30, 400])
def test_numbers_of_any_length_are_kept_exactly(ledger: Ledger, digits: int) -> None:
    record = claimed()
    long = replace(record.figures[0], value=Fraction(int("7" * digits), 3), low=None, high=Fraction(-1, 8))
    record = replace(record, figures=(long,))
    assert ledger.record_of(stored(ledger, record)) == record
    (row,) = rows(ledger, figures)
    assert (row.value is None) == (digits > 308)


def test_a_date_that_is_not_known_is_kept_with_the_reason(ledger: Ledger) -> None:
    unknown = TemporalExpression(
        Span(0, 3), DateKind.RELATIVE, DatePrecision.DAY, None, None, reason=DateReason.NO_PUBLICATION
    )
    record = replace(claimed(), dates=(unknown,))
    assert ledger.record_of(stored(ledger, record)) == record


def test_figures_stand_with_who_answers_for_them_and_in_a_view(ledger: Ledger) -> None:
    stored(ledger, claimed())
    with ledger.reading() as connection:
        found = connection.execute(
            text("SELECT words, speaker, value, unit, noun, direction FROM figures_given ORDER BY start")
        ).all()
    assert [tuple(row) for row in found] == [
        ("at least €12m", "Ana Lund", 12e6, "EUR", None, None),
        ("at least €12m", "Ana Lund", 12e6, "EUR", None, None),
        ("400 crowns", None, 400, "crown", None, None),
        ("six", "Ana Lund", 6, None, "person", None),
        ("a third", None, pytest.approx(1 / 3), None, None, "up"),
    ]


def test_a_figure_goes_to_the_outer_statement_when_the_inner_one_is_rejected(ledger: Ledger) -> None:
    article_id = stored(ledger, claimed())
    outer, inner = statement(ledger, 2), statement(ledger, 3)
    assert [row.attribution_id for row in rows(ledger, dates)][-1] == inner
    correction = ledger.reject(inner, by="mo")
    assert [row.attribution_id for row in rows(ledger, figures)][3] == outer
    assert [row.attribution_id for row in rows(ledger, dates)][-1] == outer
    assert len(ledger.record_of(article_id).figures) == 5
    ledger.undo(correction, by="mo")
    assert [row.attribution_id for row in rows(ledger, figures)][3] == inner


def test_a_quoted_stretch_loses_the_attribution_that_was_rejected(ledger: Ledger) -> None:
    record = claimed(text="A title\n“The quay will hold,” Ana Lund said. Tomas Reyes said that 6 left.")
    article_id = stored(ledger, record)
    assert [one.attribution for one in ledger.record_of(article_id).quoted] == [0]
    ledger.reject(statement(ledger, 0), by="mo")
    assert [one.attribution for one in ledger.record_of(article_id).quoted] == [None]


def test_a_new_reading_has_claims_of_its_own(ledger: Ledger) -> None:
    record = claimed()
    article_id = stored(ledger, record)
    less = replace(record, figures=record.figures[:1], dates=(), narration=(), quoted=(), model="other")
    ledger.reread(article_id, less)
    assert ledger.record_of(article_id) == less


def test_what_is_withdrawn_leaves_no_claim(ledger: Ledger) -> None:
    article_id = stored(ledger, claimed())
    ledger.withdraw(article_id, reason="asked for", by="mo")
    assert [rows(ledger, table) for table in (figures, dates, narration)] == [[], [], []]
    with ledger.reading() as connection:
        assert connection.execute(select(readings.c.quoted)).scalars().all() == [None]


@pytest.mark.parametrize(
    ("table", "change", "told"),
    [
        (figures, {"words": "at most €12m"}, "figure 0 of reading 1: its words are not those at its offsets"),
        (figures, {"exact": "1/0||"}, "figure 0 of reading 1: its cells cannot be read"),
        (dates, {"stop": 100_000}, "date 0 of reading 1: its offsets end behind the article's text"),
        (dates, {"kind": "someday"}, "date 0 of reading 1: its cells cannot be read"),
        (narration, {"detail": "{}"}, "narration 0 of reading 1: its cells cannot be read"),
    ],
    ids=["words", "number", "offsets", "kind", "detail"],
)
def test_a_claim_that_does_not_hold_is_named(
    ledger: Ledger, table: Any, change: dict[str, Any], told: str
) -> None:
    record = claimed()
    stored(ledger, record)
    assert list(ledger.problems(lambda _: record)) == []
    with ledger.atomic() as connection:
        connection.execute(update(table).where(table.c.ord == 0).values(**change))
    (problem,) = ledger.problems(lambda _: record)
    assert f"{problem.row}: {problem.what}".startswith(told)


def test_a_statement_whose_stance_cannot_be_is_named(ledger: Ledger) -> None:
    record = claimed()
    stored(ledger, record)
    with ledger.atomic() as connection:
        connection.execute(update(attributions).where(attributions.c.ord == 0).values(stance="shrug"))
    (problem,) = ledger.problems(lambda _: record)
    assert problem.what == "its stance is not the one of its detail"


def test_a_correction_keeps_the_stance_and_it_is_asked_for(ledger: Ledger) -> None:
    article_id = stored(ledger, claimed())
    first = statement(ledger, 0)
    ledger.change(first, replace(ledger.told(first), quotation=Quotation.DIRECT), by="mo")
    changed = ledger.record_of(article_id).attributions[0]
    assert (changed.stance, changed.negated, changed.distance) == (
        Stance.DENY,
        True,
        Distance.DISTANCING,
    )
    with ledger.reading() as connection:
        told = connection.execute(text("SELECT stance FROM statements WHERE quotation = 'direct'")).all()
    assert [tuple(row) for row in told] == [("deny",)]


def test_a_ledger_of_version_1_is_brought_up_to_date_and_takes_claims(tmp_path: Path) -> None:
    place = tmp_path / "onrecord.db"
    place.write_bytes(gzip.decompress(VERSION_1.read_bytes()))
    _, first = made(1, url="https://courier.example.org/quay")
    before = replace(first, figures=(), dates=(), quoted=(), narration=(), name="page-1.html")
    with open_ledger(place) as ledger:
        assert "brought up to date from version 1" in ledger.notes[0]
        assert ledger.record_of(1) == before
        with ledger.reading() as connection:
            asked = connection.execute(text("SELECT stance, negated, distance FROM statements ORDER BY id"))
            stances = [(row.stance, bool(row.negated), row.distance) for row in asked]
        assert stances == [(a.stance, a.negated, a.distance) for a in first.attributions]
        assert first.model is not None
        assert ledger.read_by_others(first.model) == [1]
        ledger.reread(1, first)
        assert ledger.read_by_others(first.model) == []
        assert ledger.record_of(1) == first
        assert list(ledger.problems(lambda _: first)) == []
        assert isinstance(first.figures[0], Figure)
