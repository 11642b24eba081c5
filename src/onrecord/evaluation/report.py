"""An evaluation as text for a terminal and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from onrecord.evaluation.calibration import Reliability
    from onrecord.evaluation.even_handedness import EvenHandedness, Movement
    from onrecord.evaluation.run import Evaluation
    from onrecord.evaluation.scores import Count, Scores
    from onrecord.evaluation.splits import Split

# What a publisher's row shows of its figures; --json has them all.
PUBLISHER_FIGURES = ("source-exact", "cue-exact", "content-spans-exact", "attribution", "attribution-exact")
SPLIT_FIGURES = ("content-half", "attribution", "attribution-exact")


class _Ratios(Protocol):
    @property
    def precision(self) -> float: ...
    @property
    def recall(self) -> float: ...
    @property
    def f1(self) -> float: ...


def as_text(evaluation: Evaluation) -> str:
    """The whole report, tables one under the other, ending in a newline."""
    sections = [
        _head(evaluation),
        _figures(evaluation.scores),
        _split("kind of quotation", evaluation.quotation),
        _split("source", evaluation.source),
        _publishers(evaluation.publishers),
    ]
    if evaluation.reliability is not None:
        sections.append(_reliability(evaluation.reliability))
    if evaluation.dial is not None:
        sections.append(_dial(evaluation.dial))
    return "\n\n".join(section for section in sections if section) + "\n"


def as_json(evaluation: Evaluation) -> dict[str, object]:
    """The report as a value for ``json.dumps``; "figures" has the shape of the project's scorer."""
    out: dict[str, object] = {
        "documents": evaluation.documents,
        "missing": list(evaluation.missing),
        "figures": evaluation.scores.figures(),
        "counts": _counts(evaluation.scores),
        "rates": _rates(evaluation.scores),
        "quotation": _splits_json(evaluation.quotation),
        "source": _splits_json(evaluation.source),
        "publisher": {name: scores.figures() for name, scores in evaluation.publishers.items()},
    }
    if evaluation.reliability is not None:
        out["calibration"] = _reliability_json(evaluation.reliability)
    if evaluation.dial is not None:
        out["dial"] = [
            {"min_confidence": threshold, **_ratios(count)} for threshold, count in evaluation.dial.items()
        ]
    return out


def swap_as_text(measured: EvenHandedness) -> str:
    """How far names move the figures, the farthest first, ending in a newline; by origin where several were
    measured.
    """
    figures = [
        [m.figure, *(f"{value:.3f}" for value in (m.before, m.after)), *_moves(m), m.origin]
        for m in measured.farthest()
    ]
    people = [
        [origin, str(s.people), str(s.places), str(s.guessed), *_moves(m), m.figure]
        for origin, s in measured.swapped.items()
        for m in measured.moved[origin][:1]
    ]
    tables = [
        (["figure", "as it is", "names exchanged", "moves", "standard error", "farthest by"], figures),
        (["names", "people", "places", "gender guessed", "moves", "standard error", "figure"], people),
    ]
    head = f"{measured.documents} documents, the names of their people exchanged"
    return "\n\n".join([head, *(table(*each) for each in tables)]) + "\n"


def swap_as_json(measured: EvenHandedness) -> dict[str, object]:
    """The same as a value for ``json.dumps``, every figure of every origin in it."""
    return {
        "documents": measured.documents,
        "farthest": [m._asdict() | {"moved": m.moved} for m in measured.farthest()],
        "origins": {
            origin: {
                "people": swapped.people,
                "places": swapped.places,
                "gender_guessed": swapped.guessed,
                "figures": [m._asdict() | {"moved": m.moved} for m in measured.moved[origin]],
            }
            for origin, swapped in measured.swapped.items()
        },
    }


def _moves(movement: Movement) -> list[str]:
    return [f"{movement.moved:+.4f}", f"{movement.error:.4f}"]


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Columns aligned by spaces, the first to the left and the others to the right."""
    lines = [head, *rows]
    widths = [max(len(line[i]) for line in lines) for i in range(len(head))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if i == 0 else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )


def _head(evaluation: Evaluation) -> str:
    count = evaluation.scores.counts["content-half"]
    text = f"{evaluation.documents} documents, {count.gold} gold attributions, {count.predicted} predicted"
    if evaluation.missing:
        text += f"\n{len(evaluation.missing)} documents have no prediction, {evaluation.missing[0]} first"
    return text


def _figures(scores: Scores) -> str:
    counts = {**scores.counts, **scores.counts_beyond}
    rows = [[name, *_cells(count)] for name, count in counts.items() if not count.empty]
    text = table(["figure", "P", "R", "F1"], rows)
    rates = {**scores.rates, **scores.rates_beyond}
    rated = [[name, f"{rate.value:.3f}", str(rate.of)] for name, rate in rates.items() if rate.of]
    if scores.stance_macro is not None:
        rated.append(["stance-macro", f"{scores.stance_macro:.3f}", ""])
    return f"{text}\n\n{table(['accuracy', 'share', 'of'], rated)}" if rated else text


def _split(title: str, groups: Mapping[str, Mapping[str, Split]]) -> str:
    rows = [
        [
            kind,
            str(figures["attribution"].gold),
            *(f"{figures[name].f1:.3f}" for name in SPLIT_FIGURES),
            f"{figures['attribution'].precision:.3f}",
            f"{figures['attribution'].recall:.3f}",
        ]
        for kind, figures in groups.items()
    ]
    return table([title, "gold", *SPLIT_FIGURES, "attribution P", "R"], rows) if rows else ""


def _publishers(publishers: Mapping[str, Scores]) -> str:
    rows = [
        [
            name,
            str(scores.counts["attribution"].gold),
            *(f"{scores.counts[figure].f1:.3f}" for figure in PUBLISHER_FIGURES),
        ]
        for name, scores in publishers.items()
    ]
    return table(["publisher", "gold", *PUBLISHER_FIGURES], rows) if rows else ""


def _reliability(reliability: Reliability) -> str:
    rows = [
        [
            f"{b.lowest:.2f} to {b.highest:.2f}",
            str(b.of),
            *(f"{value:.3f}" for value in (b.confidence, b.accuracy)),
            f"{b.gap:+.3f}",
        ]
        for b in reliability.bins
    ]
    text = table(["confidence", "predictions", "mean", "right", "gap"], rows)
    return f"{text}\nexpected calibration error {reliability.error:.3f} over {reliability.of} predictions"


def _dial(dial: Mapping[float, Count]) -> str:
    rows = [[f"{threshold:.2f}", str(count.predicted), *_cells(count)] for threshold, count in dial.items()]
    return table(["attribution, at confidence", "predictions", "P", "R", "F1"], rows)


def _cells(ratios: _Ratios) -> list[str]:
    return [f"{value:.3f}" for value in (ratios.precision, ratios.recall, ratios.f1)]


def _ratios(ratios: _Ratios) -> dict[str, float]:
    return {"precision": ratios.precision, "recall": ratios.recall, "f1": ratios.f1}


def _counts(scores: Scores) -> dict[str, object]:
    return {
        name: {"right": count.right, "predicted": count.predicted, "gold": count.gold, **_ratios(count)}
        for name, count in {**scores.counts, **scores.counts_beyond}.items()
        if not count.empty
    }


def _rates(scores: Scores) -> dict[str, object]:
    rates = {**scores.rates, **scores.rates_beyond}
    return {
        name: {"right": rate.right, "of": rate.of, "share": rate.value}
        for name, rate in rates.items()
        if rate.of
    }


def _splits_json(groups: Mapping[str, Mapping[str, Split]]) -> dict[str, object]:
    return {
        kind: {
            name: {"predicted": split.predicted, "gold": split.gold, **_ratios(split)}
            for name, split in figures.items()
        }
        for kind, figures in groups.items()
    }


def _reliability_json(reliability: Reliability) -> dict[str, object]:
    bins = [
        {"lowest": b.lowest, "highest": b.highest, "confidence": b.confidence, "right": b.right, "of": b.of}
        for b in reliability.bins
    ]
    return {"expected_calibration_error": reliability.error, "predictions": reliability.of, "bins": bins}
