"""Options that several commands have, worded once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Callable

F = TypeVar("F", bound="Callable[..., Any]")


def min_confidence(function: F) -> F:
    """--min-confidence: the dial from precision to recall."""
    return click.option(
        "--min-confidence",
        type=click.FloatRange(0, 1),
        metavar="P",
        help="Show attributions that are right with at least this probability, from 0 to 1. Higher: fewer "
        "and surer (precision). Lower: more are found, more of them wrong (recall). "
        "Default: the model's own setting, where the two are in balance.",
    )(function)


def model(function: F) -> F:
    """--model: another model folder than the shipped one."""
    return click.option(
        "--model",
        type=click.Path(path_type=Path),
        metavar="FOLDER",
        help="Use the model in this folder (see onrecord train) instead of the shipped one.",
    )(function)


def threads(function: F) -> F:
    """--threads: how much of the machine to use."""
    return click.option(
        "--threads",
        type=click.IntRange(min=1),
        metavar="N",
        help="Use this many threads. Default: one for each processor core.",
    )(function)
