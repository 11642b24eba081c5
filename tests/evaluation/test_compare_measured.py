"""The measure of comparing, against answers made by hand: right ones, missing ones, wrong ones."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from onrecord.answers.comparisons import (
    ArticleBrief,
    Checked,
    Dispute,
    DraftOutcome,
    FigureReport,
    Origin,
    Shared,
    VersionChange,
    VersionStep,
)
from onrecord.compare.values import ChangeKind, Difference
from onrecord.evaluation import compare, compare_asked, compare_merits
from onrecord.evaluation.compare_gold import read_events
from onrecord.evaluation.compare_labels import Ref
from onrecord.evaluation.compare_ledger import Measured, Place, measured
from onrecord.pipeline import Reader
from onrecord.records import Span
from onrecord.testing import FakeAnalyser

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.answers.values import Statement

GOLD = Path(__file__).parents[2] / "quality" / "compare"
# Of the dev events: a page in two versions, an undated article, clusters, all kinds of outcome.
EVENTS = [event for event in read_events(GOLD, "dev") if event.id in ("kessa-bridge", "brackwater-bank")]


class Oracle:
    """Answers as the gold has them; ``there`` is the ledger that is asked."""

    there: Measured

    def statement(self, event: str, ref: Ref) -> Statement:
        return self.there.found[event, ref]

    def brief(self, place: Place) -> ArticleBrief:
        return ArticleBrief(self.there.ids[place], None, None, None, None)

    def groups(self, _ledger: object) -> list[list[int]]:
        clusters = ((event.id, cluster) for event in EVENTS for cluster in event.labels.same)
        return [[self.statement(event, ref).id for ref in cluster] for event, cluster in clusters]

    def between(self, _ledger: object, before: int, after: int) -> Difference:
        (event, first), (_, second) = self.there.by_id[before], self.there.by_id[after]
        changes = self.there.event(event).labels.changes
        kinds = next(c.kinds for c in changes if (c.before, c.after) == (first, second))
        return Difference(tuple(kinds), ())

    def origins(self, _ledger: object) -> list[Origin]:
        out = []
        for event in EVENTS:
            for n, label in enumerate(event.labels.origins):
                first, *others = (self.brief(Place(event.id, article)) for article in label.articles)
                shared = tuple(Shared(brief, first.id, label.kind, 1.0, ()) for brief in others)
                out.append(Origin(n, first, None, shared))
        return out

    def conflicts(self, _ledger: object) -> list[tuple[FigureReport, FigureReport]]:
        out = []
        for event in EVENTS:
            for pair in event.labels.conflicts:
                one, other = (
                    FigureReport(self.brief(Place(event.id, figure.article)), None, figure.span, "", "")
                    for figure in sorted(pair)
                )
                out.append((one, other))
        return out

    def disputes(self, _ledger: object) -> list[Dispute]:
        return [
            Dispute(self.statement(event.id, answer), self.statement(event.id, answered), 1.0, ())
            for event in EVENTS
            for answer, answered in event.labels.disputes
        ]

    def versions(self, _ledger: object, article_id: int) -> list[VersionStep]:
        place = self.there.places[article_id]
        (label,) = self.there.event(place.event).labels.versions
        sides = [self.brief(Place(place.event, side)) for side in (label.before, label.after)]

        def of(side: str, number: int | None) -> Statement | None:
            return None if number is None else self.statement(place.event, Ref(side, number))

        changes = [
            VersionChange(c.kind, of(label.before, c.before), of(label.after, c.after), None)
            for c in label.changes
        ]
        return [VersionStep(sides[0], sides[1], tuple(changes), "", "")]

    def checked(self, _ledger: object, draft: object) -> list[Checked]:
        place = next(place for place, record in self.there.drafts.items() if record == draft)
        article, out = self.there.article(place), []
        for label in self.there.event(place.event).labels.drafts:
            spans = tuple(Span(a, b) for a, b in article.attributions[label.quotation.number]["content"])
            found = None if label.found is None else self.statement(place.event, label.found)
            difference = Difference(tuple(label.kinds), ())
            out.append(Checked(spans, "", (), label.outcome, found, difference, 1.0))
        return out


@pytest.fixture
def oracle(monkeypatch: pytest.MonkeyPatch) -> Oracle:
    out = Oracle()

    @contextmanager
    def spied(*given: Any, **named: Any) -> Iterator[Measured]:
        with measured(*given, **named) as there:
            out.there = there
            yield there

    monkeypatch.setattr(compare_merits, "measured", spied)
    for name in ("groups", "between", "origins", "conflicts", "disputes", "versions", "checked"):
        monkeypatch.setattr(compare_asked, name, getattr(out, name))
    return out


def figures() -> dict[str, float]:
    return compare_merits.measure(EVENTS, Reader(analyser=FakeAnalyser())).figures


def test_the_right_answers_have_full_marks(oracle: Oracle) -> None:
    merits = compare_merits.measure(EVENTS, Reader(analyser=FakeAnalyser()))
    assert {name: value for name, value in merits.figures.items() if value != 1.0} == {}
    assert set(compare.GATED) <= merits.figures.keys()
    assert merits.slips == []
    assert oracle.there.is_last(Place("kessa-bridge", "a6"))
    assert not oracle.there.is_last(Place("kessa-bridge", "a5"))


@pytest.mark.parametrize(
    ("asked", "figure"),
    [
        ("groups", "same-recall"),
        ("origins", "origins-recall"),
        ("conflicts", "conflicts-recall"),
        ("disputes", "disputes-recall"),
    ],
)
def test_what_is_not_found_costs_recall(
    oracle: Oracle, monkeypatch: pytest.MonkeyPatch, asked: str, figure: str
) -> None:
    every = getattr(oracle, asked)
    monkeypatch.setattr(compare_asked, asked, lambda ledger: every(ledger)[1:])
    assert figures()[figure] < 1.0
    assert figures()[figure.replace("recall", "precision")] == 1.0


def test_a_group_too_large_costs_precision(oracle: Oracle, monkeypatch: pytest.MonkeyPatch) -> None:
    def joined(ledger: object) -> list[list[int]]:
        first, second, *others = oracle.groups(ledger)
        return [[*first, *second], *others]

    monkeypatch.setattr(compare_asked, "groups", joined)
    assert figures()["same-precision"] < 1.0
    assert figures()["same-recall"] == 1.0


def test_what_the_gold_leaves_open_costs_nothing(oracle: Oracle, monkeypatch: pytest.MonkeyPatch) -> None:
    def bolder(ledger: object) -> list[Dispute]:
        open_one = (
            oracle.statement("kessa-bridge", Ref("a1", 5)),
            oracle.statement("kessa-bridge", Ref("a2", 1)),
        )
        return [*oracle.disputes(ledger), Dispute(*open_one, 1.0, ())]

    monkeypatch.setattr(compare_asked, "disputes", bolder)
    assert figures()["disputes-precision"] == 1.0


def test_a_dispute_the_wrong_way_round_is_wrong(oracle: Oracle, monkeypatch: pytest.MonkeyPatch) -> None:
    def turned(ledger: object) -> list[Dispute]:
        first, *others = oracle.disputes(ledger)
        return [replace(first, answer=first.answered, answered=first.answer), *others]

    monkeypatch.setattr(compare_asked, "disputes", turned)
    assert figures()["disputes-precision"] < 1.0
    assert figures()["disputes-recall"] < 1.0


def test_any_occurrence_of_what_is_disputed_will_do(oracle: Oracle, monkeypatch: pytest.MonkeyPatch) -> None:
    def elsewhere(ledger: object) -> list[Dispute]:
        first = oracle.statement("kessa-bridge", Ref("a1", 4)), oracle.statement("kessa-bridge", Ref("a1", 1))
        copy = oracle.statement("kessa-bridge", Ref("a2", 4)), oracle.statement("kessa-bridge", Ref("a3", 1))
        others = [d for d in oracle.disputes(ledger) if (d.answer, d.answered) != first]
        return [*others, Dispute(*copy, 1.0, ())]

    monkeypatch.setattr(compare_asked, "disputes", elsewhere)
    assert (figures()["disputes-precision"], figures()["disputes-recall"]) == (1.0, 1.0)


def test_a_conflict_that_is_none_costs_precision(oracle: Oracle, monkeypatch: pytest.MonkeyPatch) -> None:
    def bolder(ledger: object) -> list[tuple[FigureReport, FigureReport]]:
        (one, _), *_, (_, other) = every = oracle.conflicts(ledger)
        return [*every, (one, other)]

    monkeypatch.setattr(compare_asked, "conflicts", bolder)
    assert figures()["conflicts-precision"] < 1.0


def test_kinds_count_where_all_of_them_are_right(oracle: Oracle, monkeypatch: pytest.MonkeyPatch) -> None:
    identical = Difference((ChangeKind.IDENTICAL,), ())
    monkeypatch.setattr(compare_asked, "between", lambda *_: identical)
    got = figures()
    assert got["changes-altered"] == 0.0
    assert 0.0 < got["changes"] < 1.0


def test_a_version_without_changes_is_wrong(oracle: Oracle, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compare_asked, "versions", lambda *_: [])
    assert figures()["versions"] == 0.0


def test_a_draft_found_elsewhere_is_wrong(oracle: Oracle, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = oracle.checked

    def moved(ledger: object, draft: object) -> list[Checked]:
        lost = oracle.statement("kessa-bridge", Ref("a1", 6))
        return [replace(one, found=lost if one.found else None) for one in wrong(ledger, draft)]

    monkeypatch.setattr(compare_asked, "checked", moved)
    not_found = [d for e in EVENTS for d in e.labels.drafts if d.outcome is DraftOutcome.NOT_FOUND]
    assert figures()["drafts"] == len(not_found) / sum(len(e.labels.drafts) for e in EVENTS)


def test_a_part_that_is_not_built_is_not_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compare_asked, "_answers", lambda _name: None)
    assert figures() == {}


def test_the_command_tells_what_it_cannot_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert compare.main([str(tmp_path)]) == 1
    assert "no events" in capsys.readouterr().err
