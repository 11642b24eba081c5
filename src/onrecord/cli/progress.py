"""A progress bar on standard error, with the rate; imported only where one is shown."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

from rich.console import Console
from rich.progress import BarColumn, Progress, ProgressColumn, SpinnerColumn, TextColumn, TimeRemainingColumn

if TYPE_CHECKING:
    from collections.abc import Iterator


class Update(Protocol):
    """Tells the bar that ``items`` more are done, and how far along the whole is (None: as many more)."""

    def __call__(self, items: int, position: int | None = None) -> None:
        """Moves the bar."""


@contextmanager
def bar(label: str, total: int | None, unit: str, *, at: int = 0) -> Iterator[Update]:
    """Shows progress from ``at`` to ``total`` while the block runs, the ``unit`` done and the rate."""
    known: list[ProgressColumn] = [BarColumn(), TimeRemainingColumn()]
    end = known if total is not None else [SpinnerColumn()]
    columns = (TextColumn("{task.description}"), *end, TextColumn("{task.fields[rate]}"))
    started = time.monotonic()
    done = 0
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task(label, total=total, completed=at, rate="")

        def update(items: int, position: int | None = None) -> None:
            nonlocal done
            done += items
            seconds = max(time.monotonic() - started, 1e-3)
            rate = f"{done:,} {unit}, {done / seconds:,.1f} a second"
            if position is None:
                progress.update(task, advance=items, rate=rate)
            else:
                progress.update(task, completed=position, rate=rate)

        yield update
