"""Pages that are being read for the ledger: in a thread beside the requests, one job after another.

Somebody who adds a feed need not hold a connection open for it. What a job stored is stored, whatever becomes
of the server: each page is in a transaction of its own, and the ledger has its outcome. Jobs themselves are
forgotten when the server ends.
"""

from __future__ import annotations

import logging
import queue
import secrets
import shutil
import threading
from collections import Counter, OrderedDict, deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from onrecord.desk import Ledger
from onrecord.errors import OnrecordError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from onrecord.ledger.outcomes import Outcome
    from onrecord.records import Capture, Refusal
    from onrecord.web.readers import Readers

    Captures = Callable[[Ledger, "Run"], Iterable[Capture | Refusal]]
    from onrecord.ledger.outcomes import Run

_LOG: Final = logging.getLogger("onrecord.web")
#: Jobs that are remembered; of more, those that ended first are forgotten.
_KEPT: Final = 200
#: Jobs that may wait; more than these are turned away, since their uploads lie on the disk.
WAITING: Final = 50
#: Outcomes that a job's page shows, the last ones; the ledger has every one.
SHOWN: Final = 100


@dataclass(slots=True)
class Job:
    """``captures`` gives, for a ledger and a run of it, the pages to add; ``folder`` goes away at the end."""

    id: str
    what: str
    command: tuple[str, ...]
    captures: Captures
    folder: Path | None = None
    state: str = "waiting"
    problem: str | None = None
    counts: Counter[str] = field(default_factory=Counter)
    outcomes: deque[Outcome] = field(default_factory=lambda: deque(maxlen=SHOWN))
    ended: threading.Event = field(default_factory=threading.Event)


class Jobs:
    """The jobs of a server. The thread begins with the first of them."""

    def __init__(self, location: str, readers: Readers) -> None:
        self._location = location
        self._readers = readers
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._waiting: queue.Queue[Job | None] = queue.Queue()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def submit(
        self, what: str, command: Iterable[str], captures: Captures, *, folder: Path | None = None
    ) -> Job | None:
        """Puts a job behind the others; None where too many wait. ``command`` is what the run is called."""
        job = Job(secrets.token_hex(8), what, tuple(command), captures, folder)
        with self._lock:
            if self._waiting.qsize() >= WAITING:
                return None
            self._jobs[job.id] = job
            self._forget()
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="onrecord-jobs", daemon=True)
                self._thread.start()
        self._waiting.put(job)
        return job

    def get(self, job_id: str) -> Job | None:
        """A job by its id; None where there is none, or it was forgotten."""
        return self._jobs.get(job_id)

    def close(self) -> None:
        """Ends the thread when the job in hand has ended; those that wait are dropped."""
        with self._lock:
            thread, self._thread = self._thread, None
        if thread is not None:
            self._waiting.put(None)
            thread.join(timeout=5)

    def _forget(self) -> None:
        ended = [job.id for job in self._jobs.values() if job.ended.is_set()]
        for job_id in ended[: max(0, len(self._jobs) - _KEPT)]:
            del self._jobs[job_id]

    def _work(self) -> None:
        while (job := self._waiting.get()) is not None and self._thread is not None:
            job.state = "running"
            try:
                self._run(job)
                job.state = "done"
            except OnrecordError as error:
                job.state, job.problem = "failed", str(error)
            except Exception:
                _LOG.exception("job %s", job.id)
                told = f"Something went wrong here that nobody foresaw (job {job.id}); the log has more."
                job.state, job.problem = "failed", told
            finally:
                if job.folder is not None:
                    shutil.rmtree(job.folder, ignore_errors=True)
                job.ended.set()

    def _run(self, job: Job) -> None:
        from onrecord import adding

        with self._readers.use() as reader, Ledger.open(self._location) as ledger:
            run = ledger.begin_run(job.command, resume=False)
            for outcome in adding.add(ledger, reader, job.captures(ledger, run), run):
                job.counts[outcome.kind.value] += 1
                job.outcomes.append(outcome)
            ledger.end_run(run)
