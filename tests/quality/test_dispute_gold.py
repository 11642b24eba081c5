"""The events of quality/disputes can be read, and hold links as well as near misses."""

from __future__ import annotations

from pathlib import Path

from onrecord.evaluation.compare_gold import read_events

FOLDER = Path(__file__).parents[2] / "quality" / "disputes"


def test_every_event_has_disputes_and_near_misses() -> None:
    events = read_events(FOLDER)
    assert len(events) == 11
    assert {event.part for event in events} == {"dev"}
    assert [e.id for e in events if not e.labels.disputes or not e.labels.undisputed] == []
