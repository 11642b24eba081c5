"""Comparisons as rows: what ``--format json`` prints of them, and what the API answers."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from onrecord.answers.comparisons import DraftOutcome, VersionChangeKind
from onrecord.answers.rows import statement_row
from onrecord.exports import diff

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.answers.comparisons import (
        Checked,
        Dispute,
        FigureReport,
        FigureTopic,
        FigureValue,
        Occurrence,
        Timeline,
        TimelineEntry,
        Trace,
        VersionChange,
        VersionStep,
    )
    from onrecord.answers.values import Statement


def trace_row(found: Trace) -> dict[str, Any]:
    """Every occurrence of a statement."""
    return {
        "asked": statement_row(found.asked, whole=True),
        "total": found.total,
        "origins": found.origins,
        "more": found.more,
        "occurrences": [_occurrence(one) for one in found.occurrences],
    }


def version_row(step: VersionStep, *, everything: bool) -> dict[str, Any]:
    """From one version to the next; ``everything``: with what stayed the same."""
    shown = [one for one in step.changes if everything or one.kind is not VersionChangeKind.SAME]
    return {
        "before": asdict(step.before),
        "after": asdict(step.after),
        "before_added": step.before_added,
        "after_added": step.after_added,
        "changes": [_version_change(change) for change in shown],
    }


def checked_row(one: Checked) -> dict[str, Any]:
    """A quotation of a draft, and what the ledger has of it."""
    return {
        "outcome": one.outcome.value,
        "words": one.words,
        "at": [[span.start, span.end] for span in one.at],
        "speakers": [asdict(speaker) for speaker in one.speakers],
        "probability": one.probability,
        "found": _maybe(one.found),
        "difference": diff.json_value(one.difference),
    }


def outcomes(found: Sequence[Checked]) -> dict[str, int]:
    """How many quotations of a draft came to each outcome."""
    counts = Counter(one.outcome for one in found)
    return {one.value: counts[one] for one in DraftOutcome}


def topic_row(topic: FigureTopic) -> dict[str, Any]:
    """All values given for one thing."""
    row = asdict(topic)
    row["values"] = [_value(value) for value in topic.values]
    return row


def dispute_row(one: Dispute) -> dict[str, Any]:
    """An answer with what it answers."""
    return {
        "answer": statement_row(one.answer, whole=True),
        "answered": statement_row(one.answered, whole=True),
        "probability": one.probability,
        "evidence": one.evidence,
    }


def timeline_row(found: Timeline) -> dict[str, Any]:
    """What somebody said over time, in groups that say the same."""
    return {"name": found.name, "groups": [[_entry(one) for one in group] for group in found.groups]}


def _entry(one: TimelineEntry) -> dict[str, Any]:
    return {"statement": statement_row(one.statement, whole=True), "changes": one.changes}


def _occurrence(one: Occurrence) -> dict[str, Any]:
    return {
        "statement": statement_row(one.statement, whole=True),
        "difference": diff.json_value(one.difference),
        "relays": list(one.relays),
        "origin_id": one.origin_id,
        "probability": one.probability,
        "evidence": [list(pair) for pair in one.evidence],
    }


def _version_change(change: VersionChange) -> dict[str, Any]:
    return {
        "kind": change.kind.value,
        "before": _maybe(change.before),
        "after": _maybe(change.after),
        "difference": diff.json_value(change.difference),
    }


def _value(value: FigureValue) -> dict[str, Any]:
    row = asdict(value)
    row["reports"] = [_report(report) for report in value.reports]
    return row


def _report(report: FigureReport) -> dict[str, Any]:
    row = asdict(report)
    row["at"] = [report.at.start, report.at.end]
    row["statement"] = _maybe(report.statement)
    return row


def _maybe(one: Statement | None) -> dict[str, Any] | None:
    return None if one is None else statement_row(one, whole=True)
