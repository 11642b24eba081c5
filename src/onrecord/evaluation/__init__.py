"""Gold and predictions -> figures: ``score`` for the figures alone, ``run.evaluate`` for the whole report."""

from onrecord.evaluation.match import Doc, Labelled
from onrecord.evaluation.scores import Count, Rate, Scores, score

__all__ = ["Count", "Doc", "Labelled", "Rate", "Scores", "score"]
