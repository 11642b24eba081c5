"""Corrections: nothing is lost, everything can be undone, later readings keep them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from ledgers import made
from onrecord.errors import NotRecordedError, StaleStatementError, UsageError
from onrecord.ledger import tables
from onrecord.ledger.restating import Told, Who
from onrecord.records import Quotation, Record, Span, SpeakerKind
from onrecord.testing import SAMPLE_TEXT

if TYPE_CHECKING:
    from onrecord.ledger.ledger import Ledger

EVA = Who("Eva Brandt", SpeakerKind.PERSON)


@pytest.fixture
def article(ledger: Ledger) -> int:
    outcome = ledger.record(ledger.begin_run(["add"]), *made(1), None)
    assert outcome.article_id is not None
    return outcome.article_id


def statement(ledger: Ledger, content: str) -> int:
    with ledger.reading() as connection:
        here = tables.attributions.c.content == content
        wanted = select(tables.attributions.c.id).where(here, tables.attributions.c.current)
        return int(connection.execute(wanted).scalar_one())


def statement_of(ledger: Ledger, article: int, content: str) -> int:
    with ledger.reading() as connection:
        columns = tables.attributions.c
        here = (columns.content == content) & (columns.article_id == article)
        return int(connection.execute(select(columns.id).where(here, columns.current)).scalar_one())


def cells(ledger: Ledger, statement: int) -> tuple[str, str, str]:
    with ledger.reading() as connection:
        columns = tables.attributions.c
        row = connection.execute(select(columns).where(columns.id == statement)).one()
        return row.status, row.speaker_kind, row.content


def counted(ledger: Ledger) -> dict[str, int]:
    with ledger.reading() as connection:
        rows = connection.execute(select(tables.people.c.name, tables.people.c.statements))
        return {row.name: row.statements for row in rows if row.statements}


def where(words: str) -> Span:
    start = SAMPLE_TEXT.index(words)
    return Span(start, start + len(words))


def reading_again(ledger: Ledger, article: int, **changes: object) -> Record:
    """A record of another model on the same text: the same attributions unless ``changes`` says otherwise."""
    _, record = made(1)
    again = replace(record, model="fake 1", **changes)  # type: ignore[arg-type]
    ledger.reread(article, again)
    return again


def test_an_accepted_statement_says_so_and_stays(ledger: Ledger, article: int) -> None:
    one = statement(ledger, "a strike")
    ledger.accept(one, by="ida")
    assert cells(ledger, one) == ("accepted", "unnamed", "a strike")


def test_a_rejected_statement_is_in_no_record_and_is_not_counted(ledger: Ledger, article: int) -> None:
    before = counted(ledger)
    one = statement(ledger, "that the cranes were old")
    ledger.reject(one, by="ida", note="a caption")
    assert "that the cranes were old" not in contents(ledger.record_of(article))
    assert counted(ledger) == before | {"Ana Lund": before["Ana Lund"] - 1}


def contents(record: Record) -> list[str]:
    text = record.article.text
    return [" … ".join(span.of(text) for span in one.content) for one in record.attributions]


def test_a_change_of_words_and_speaker_moves_the_count(ledger: Ledger, article: int) -> None:
    before = counted(ledger)
    one = statement(ledger, "that the cranes were old")
    told = replace(ledger.told(one), content=(where("the cranes were old"),), speakers=(EVA,))
    ledger.change(one, told, by="ida")
    assert cells(ledger, one) == ("changed", "person", "the cranes were old")
    assert counted(ledger) == before | {"Ana Lund": before["Ana Lund"] - 1, "Eva Brandt": 1}
    record = ledger.record_of(article)
    changed = record.attributions[contents(record).index("the cranes were old")]
    assert [speaker.name for speaker in record.speakers_of(changed)] == ["Eva Brandt"]


def test_an_added_statement_stands_behind_the_others(ledger: Ledger, article: int) -> None:
    told = Told((), (where("was there"),), (where("Her brother Karl Lund"),), Quotation.INDIRECT, (EVA,))
    _, one = ledger.add_statement(article, told, by="ida")
    assert cells(ledger, one) == ("added", "person", "Her brother Karl Lund")
    assert contents(ledger.record_of(article))[-1] == "Her brother Karl Lund"
    assert counted(ledger)["Eva Brandt"] == 1


@pytest.mark.parametrize("kind", ["accept", "reject", "change"])
def test_undoing_brings_back_what_stood_before(ledger: Ledger, article: int, kind: str) -> None:
    before, people = ledger.record_of(article), counted(ledger)
    one = statement(ledger, "that the cranes were old")
    if kind == "change":
        told = replace(ledger.told(one), cue=(where("expect"),), speakers=(EVA,))
        correction = ledger.change(one, told, by="ida")
    else:
        correction = getattr(ledger, kind)(one, by="ida")
    ledger.undo(correction, by="kofi")
    after = ledger.record_of(article)
    assert after.attributions == before.attributions
    assert counted(ledger) == people
    assert cells(ledger, one)[0] == "machine"


@pytest.mark.parametrize("gone", ["withdrawn", "changed"])
def test_what_was_corrected_in_an_article_that_is_gone_is_not_undone(ledger: Ledger, gone: str) -> None:
    url = "https://courier.example.org/quay"
    outcome = ledger.record(ledger.begin_run(["add"]), *made(1, url=url), url)
    correction = ledger.reject(statement(ledger, "that the cranes were old"), by="ida")
    if gone == "withdrawn":
        ledger.withdraw(outcome.article_id or 0, reason="asked for", by="ida")
    else:
        ledger.record(ledger.begin_run(["add"]), *made(2, url=url), url)
    people = counted(ledger)
    with pytest.raises(NotRecordedError, match="nothing is left to undo"):
        ledger.undo(correction, by="ida")
    assert counted(ledger) == people


def test_undoing_an_addition_takes_it_out(ledger: Ledger, article: int) -> None:
    before = ledger.record_of(article)
    told = Told((), (where("was there"),), (where("Her brother Karl Lund"),), Quotation.INDIRECT, (EVA,))
    correction, _ = ledger.add_statement(article, told, by="ida")
    ledger.undo(correction, by="ida")
    assert ledger.record_of(article).attributions == before.attributions
    assert "Eva Brandt" not in counted(ledger)


def test_a_correction_is_undone_once_and_the_last_one_first(ledger: Ledger, article: int) -> None:
    one = statement(ledger, "a strike")
    first = ledger.accept(one, by="ida")
    second = ledger.reject(one, by="kofi")
    with pytest.raises(UsageError, match=f"correction {second} came after it"):
        ledger.undo(first, by="ida")
    ledger.undo(second, by="ida")
    with pytest.raises(NotRecordedError, match="undone already"):
        ledger.undo(second, by="ida")
    ledger.undo(first, by="ida")


def test_every_correction_keeps_who_when_before_and_after(ledger: Ledger, article: int) -> None:
    one = statement(ledger, "a strike")
    ledger.undo(ledger.accept(one, by="ida", note="heard it"), by="kofi")
    with ledger.reading() as connection:
        row = connection.execute(select(tables.corrections)).one()
    assert (row.kind, row.by, row.note, row.undone_by) == ("accept", "ida", "heard it", "kofi")
    assert row.at
    assert row.undone
    assert '"status":"machine"' in row.before
    assert '"status":"accepted"' in row.after


def test_two_reviewers_do_not_overwrite_each_other(ledger: Ledger, article: int) -> None:
    one = statement(ledger, "a strike")
    with ledger.reading() as connection:
        seen = connection.execute(
            select(tables.attributions.c.digest).where(tables.attributions.c.id == one)
        ).scalar_one()
    told = replace(ledger.told(one), content=(where("strike"),))
    ledger.change(one, told, by="ida", seen=seen)
    with pytest.raises(StaleStatementError, match="changed since you saw it"):
        ledger.reject(one, by="kofi", seen=seen)
    assert cells(ledger, one)[0] == "changed"


def test_a_key_belongs_to_the_statement_that_it_was_first_given_with(ledger: Ledger, article: int) -> None:
    one, other = statement(ledger, "a strike"), statement(ledger, "that the cranes were old")
    made_first = ledger.accept(one, by="ida", key="k")
    assert ledger.accept(one, by="ida", key="k") == made_first
    with pytest.raises(
        UsageError, match=f"statement {other}: its key was given with correction {made_first}"
    ):
        ledger.accept(other, by="ida", key="k")
    assert cells(ledger, other)[0] == "machine"
    assert ledger.accept(other, by="ida", key="k2") != made_first


def test_a_key_belongs_to_the_article_that_was_added_to(ledger: Ledger, article: int) -> None:
    told = Told((), (where("was there"),), (where("Her brother Karl Lund"),), Quotation.INDIRECT, (EVA,))
    first = ledger.add_statement(article, told, by="ida", key="k")
    assert ledger.add_statement(article, told, by="ida", key="k") == first
    another = ledger.record(ledger.begin_run(["add"]), *made(2), None).article_id
    assert another is not None
    with pytest.raises(UsageError, match=f"an addition to article {another}: its key"):
        ledger.add_statement(another, told, by="ida", key="k")
    with pytest.raises(UsageError, match=f"statement {first[1]}: its key"):
        ledger.accept(first[1], by="ida", key="k")
    ledger.accept(statement_of(ledger, article, "a strike"), by="ida", key="k2")
    with pytest.raises(UsageError, match=f"an addition to article {article}: its key"):
        ledger.add_statement(article, told, by="ida", key="k2")


def test_a_form_that_is_sent_again_after_a_new_reading_is_known(ledger: Ledger, article: int) -> None:
    one, other = statement(ledger, "a strike"), statement(ledger, "that the cranes were old")
    first = ledger.accept(one, by="ida", key="k")
    reading_again(ledger, article)
    assert ledger.accept(one, by="ida", key="k") == first
    assert ledger.accept(statement(ledger, "a strike"), by="ida", key="k") == first
    with pytest.raises(UsageError, match="its key"):
        ledger.accept(other, by="ida", key="k")


def test_a_new_reading_keeps_the_earlier_one_and_every_correction(ledger: Ledger, article: int) -> None:
    rejected = statement(ledger, "that the cranes were old")
    changed = statement(ledger, "a strike")
    ledger.reject(rejected, by="ida")
    ledger.change(
        changed, replace(ledger.told(changed), content=(where("strike"),), speakers=(EVA,)), by="ida"
    )
    told = Told((), (where("was there"),), (where("Her brother Karl Lund"),), Quotation.INDIRECT, (EVA,))
    ledger.add_statement(article, told, by="ida")
    before, people = ledger.record_of(article), counted(ledger)
    reading_again(ledger, article)
    after = ledger.record_of(article)
    assert (after.model, sorted(contents(after))) == ("fake 1", sorted(contents(before)))
    assert counted(ledger) == people
    with ledger.reading() as connection:
        models = connection.execute(select(tables.readings.c.model, tables.readings.c.current))
        assert sorted(map(tuple, models)) == [("fake 0", False), ("fake 1", True)]


def test_a_new_reading_that_misses_what_was_corrected_gets_it_added(ledger: Ledger, article: int) -> None:
    one = statement(ledger, "a strike")
    ledger.accept(one, by="ida")
    _, record = made(1)
    fewer = tuple(
        a for a, words in zip(record.attributions, contents(record), strict=True) if words != "a strike"
    )
    reading_again(ledger, article, attributions=fewer)
    assert "a strike" in contents(ledger.record_of(article))


def test_a_correction_can_be_undone_after_a_new_reading(ledger: Ledger, article: int) -> None:
    before = sorted(contents(ledger.record_of(article)))
    correction = ledger.reject(statement(ledger, "a strike"), by="ida")
    reading_again(ledger, article)
    ledger.undo(correction, by="ida")
    assert sorted(contents(ledger.record_of(article))) == before


def test_a_reading_of_other_words_is_refused(ledger: Ledger, article: int) -> None:
    _, other = made(2)
    with pytest.raises(UsageError, match="of another text"):
        ledger.reread(article, other)


@pytest.mark.parametrize(
    ("told", "message"),
    [
        (Told((), (), (Span(0, 10**6),), Quotation.INDIRECT), "ends behind the text"),
        (Told((), (Span(0, 3),), (), Quotation.INDIRECT), "without a content"),
        (Told((), (), (Span(0, 3),), Quotation.INDIRECT, (EVA,), (EVA,)), "both speakers and candidates"),
    ],
    ids=["offsets", "no content", "undecided and decided"],
)
def test_what_makes_no_sense_is_refused_and_changes_nothing(
    ledger: Ledger, article: int, told: Told, message: str
) -> None:
    before = ledger.record_of(article)
    with pytest.raises(UsageError, match=message):
        ledger.change(statement(ledger, "a strike"), told, by="ida")
    with pytest.raises(UsageError, match=message):
        ledger.add_statement(article, told, by="ida")
    assert ledger.record_of(article) == before


def test_a_statement_of_an_earlier_reading_is_not_corrected(ledger: Ledger, article: int) -> None:
    one = statement(ledger, "a strike")
    reading_again(ledger, article)
    with pytest.raises(UsageError, match="earlier reading"):
        ledger.accept(one, by="ida")
    with pytest.raises(NotRecordedError, match="statement 999999"):
        ledger.accept(999999, by="ida")
