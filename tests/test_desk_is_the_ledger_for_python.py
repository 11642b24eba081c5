"""``onrecord.Ledger``: what the commands do, as methods."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import pytest

import onrecord
from onrecord.answers.filters import Filters
from onrecord.ledger.outcomes import OutcomeKind
from onrecord.testing import FakeAnalyser
from stories import add, story

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from onrecord.ledger.outcomes import Outcome

SAID = "The council met on Monday in the old town hall. {} said that the quay number {} was safe."


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    folder.mkdir()
    for number, name in enumerate(("Ana Lund", "Tomas Reyes"), 1):
        (folder / f"{number}.txt").write_text(SAID.format(name, number))
    (folder / "3.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    return folder


@pytest.fixture
def reader() -> onrecord.Reader:
    return onrecord.Reader(analyser=FakeAnalyser())


@pytest.fixture
def desk(location: str, pages: Path, reader: onrecord.Reader) -> Iterator[onrecord.Ledger]:
    with onrecord.Ledger.open(location, create=True) as ledger:
        ledger.add(pages, reader=reader)
        yield ledger


def test_adding_counts_outcomes_and_tells_each(location: str, pages: Path, reader: onrecord.Reader) -> None:
    told: list[Outcome] = []
    with onrecord.Ledger.open(location, create=True) as ledger:
        counts = ledger.add(pages, reader=reader, told=told.append)
        assert counts == {"added": 2, "known": 0, "changed": 0, "refused": 1}
        assert [one.kind for one in told] == [OutcomeKind.ADDED, OutcomeKind.ADDED, OutcomeKind.REFUSED]
        assert ledger.add(pages, reader=reader) == {"added": 0, "known": 2, "changed": 0, "refused": 1}


def test_a_run_that_was_broken_off_goes_on(location: str, pages: Path, reader: onrecord.Reader) -> None:
    def broken(_: Outcome) -> None:
        raise KeyboardInterrupt

    with onrecord.Ledger.open(location, create=True) as ledger:
        with pytest.raises(KeyboardInterrupt):
            ledger.add(pages, reader=reader, told=broken)
        assert ledger.add(pages, reader=reader)["known"] == 0
        with pytest.raises(KeyboardInterrupt):
            ledger.add(pages, reader=reader, told=broken)
        assert ledger.add(pages, reader=reader, resume=False)["known"] == 2


def test_it_is_asked_as_the_commands_ask(desk: onrecord.Ledger) -> None:
    (said,) = desk.said("lund").statements
    assert said.sentence == "Ana Lund said that the quay number 1 was safe."
    assert desk.said("lund", about="dam").statements == ()
    assert desk.said("lund", kind="direct").statements == ()
    assert desk.show(said.id) == desk.show(said.digest) == said
    assert len(desk.search("quay", limit=1).statements) == 1
    assert desk.search("quay", limit=1).more
    assert desk.search("quay", since="2024").statements == ()
    assert [one.name for one in desk.people()] == ["Ana Lund", "Tomas Reyes"]
    assert [one.name for one in desk.people("reyes")] == ["Tomas Reyes"]
    assert (desk.stats().articles, desk.stats().refusals) == (2, {"binary": 1})


def test_it_compares_as_the_commands_do(desk: onrecord.Ledger, reader: onrecord.Reader) -> None:
    assert desk.origins() == ()
    (first, _) = (desk.origin_of(number) for number in (1, 2))
    assert (first.first.id, first.others) == (1, ())
    assert desk.reporting() == ()  # plain text names no outlet
    assert desk.versions(1) == desk.versions("#2") == ()
    draft = reader.read_text(
        "“The quay number 1 was safe,” Ana Lund said. Ana Lund said that the dam was old."
    )
    assert [one.outcome.value for one in desk.check(draft)] == ["altered"]
    assert [one.outcome.value for one in desk.check(draft, everything=True)] == ["altered", "not-found"]


def test_articles_leave_it_in_a_format(desk: onrecord.Ledger) -> None:
    out = io.BytesIO()
    assert desk.export(out, "jsonl", filters=Filters(speaker="Reyes")) == 1
    assert "number 2" in json.loads(out.getvalue())["article"]["text"]
    assert desk.export(io.BytesIO(), "csv") == 2
    assert desk.export(io.BytesIO(), corrected=True) == 0


def test_it_proves_itself_and_takes_down(desk: onrecord.Ledger) -> None:
    counted: list[int] = []
    assert desk.verify(counted.append) == []
    assert sum(counted) == 2
    desk.withdraw(1, reason="asked by the person", by="Ida Moss")
    assert desk.stats().withdrawals[0].by == "Ida Moss"
    assert desk.verify() == []
    with desk.atomic() as connection:
        connection.exec_driver_sql("UPDATE attributions SET cue = 'sang' WHERE article_id = 2")
    assert [problem.row for problem in desk.verify()] == ["statement 2"]


def test_figures_about_one_thing_are_a_method(location: str) -> None:
    with onrecord.Ledger.open(location, create=True) as ledger:
        body = "The mill of Vell burned: {} people have died there."
        add(ledger, *(story("Mill of Vell", body.format(number)) for number in (14, 19)))
        (topic,) = ledger.figures("mill", conflicts_only=True)
        assert [value.words for value in topic.values] == ["14", "19"]
        assert ledger.figures("zeppelin") == ()


def test_disputes_are_a_method(location: str) -> None:
    with onrecord.Ledger.open(location, create=True) as ledger:
        body = (
            "{s1:Ana Lund} {c1:said} {q1:that the bridge had been closed}. "
            "{s2:Tomas Reyes} {c2:denied} {q2:that the bridge had been closed}."
        )
        add(ledger, story("Bridge of Vell", body))
        (dispute,) = ledger.disputes("Lund")
        assert (dispute.answer.speakers[0].name, dispute.answered.speakers[0].name) == (
            "Tomas Reyes",
            "Ana Lund",
        )


def test_a_timeline_is_a_method(location: str) -> None:
    with onrecord.Ledger.open(location, create=True) as ledger:
        add(ledger, story("Quay", "{s1:Ana Lund} {c1:said} {q1:that the quay was old}."))
        ((entry,),) = ledger.timeline("Lund", since="2024").groups
        assert entry.statement.content == "that the quay was old"
        assert ledger.timeline("Lund", until="2023").groups == ()
