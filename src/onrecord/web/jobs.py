"""Long work of a server: pages are added one job behind the other, and everybody may look how far it is."""

from __future__ import annotations

import logging
import queue
import secrets
import threading
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from onrecord import adding
from onrecord.ledger.outcomes import OutcomeKind
from onrecord.web import errors
from onrecord.web.refusals import OvertaxedError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onrecord.ledger.outcomes import Outcome
    from onrecord.pipeline import Reader
    from onrecord.records import Capture, Refusal
    from onrecord.web.ledgers import Ledgers
    from onrecord.web.readers import Readers
    from onrecord.web.reading import Source

_LOG: Final = logging.getLogger("onrecord.web")
#: Jobs that may wait: a job is a second or an hour, and an hour's worth of seconds is enough.
MOST_WAITING: Final = 100
#: Jobs that are remembered when they are done, and outcomes told one by one; the ledger keeps all of them.
MOST_KEPT: Final = 500
MOST_OUTCOMES: Final = 1_000
#: How long a server that ends waits for the page that is being read, in seconds.
_LAST_PAGE_SECONDS: Final = 30.0


class JobState(StrEnum):
    """How far a job is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"  # it could not go on; what was stored before stays
    STOPPED = "stopped"  # the server ended


@dataclass(slots=True)
class Job:
    """Pages to be added. ``counts`` are of outcomes, ``outcomes`` the first of them; times are ISO 8601.

    ``sources`` are let go when they are read; ``names`` stay.
    """

    id: str
    by: str
    sources: tuple[Source, ...]
    names: tuple[str, ...]
    created: str
    state: JobState = JobState.WAITING
    started: str | None = None
    ended: str | None = None
    counts: dict[str, int] = field(default_factory=lambda: {kind.value: 0 for kind in OutcomeKind})
    outcomes: list[Outcome] = field(default_factory=list)
    error: dict[str, str] | None = None
    finished: threading.Event = field(default_factory=threading.Event)

    @property
    def name(self) -> str:
        """What it reads, in a line."""
        more = f" and {len(self.names) - 3} more" if len(self.names) > 3 else ""
        return ", ".join(self.names[:3]) + more

    def told(self) -> dict[str, Any]:
        """The job as it is now."""
        return {
            "id": self.id,
            "state": self.state.value,
            "by": self.by,
            "sources": list(self.names),
            "created": self.created,
            "started": self.started,
            "ended": self.ended,
            "counts": dict(self.counts),
            "outcomes": [asdict(one) for one in list(self.outcomes)],
            "error": self.error,
        }

    @property
    def over(self) -> bool:
        """Whether nothing more will become of it."""
        return self.ended is not None


class Jobs:
    """The jobs of a server, done one behind the other on a thread that lives as long as there are some."""

    def __init__(self, ledgers: Ledgers, readers: Readers, *, allow_private: bool = False) -> None:
        self._ledgers = ledgers
        self._readers = readers
        self._allow_private = allow_private
        self._waiting: queue.Queue[Job] = queue.Queue(MOST_WAITING)
        self._kept: dict[str, Job] = {}
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._ending = False

    def add(self, sources: Sequence[Source], *, by: str) -> Job:
        """A job that adds these pages in somebody's name. Raises OvertaxedError where too many wait."""
        names = tuple(source.name for source in sources)
        job = Job(secrets.token_urlsafe(12), by, tuple(sources), names, _now())
        with self._lock:
            try:
                self._waiting.put_nowait(job)
            except queue.Full:
                raise OvertaxedError(
                    f"{MOST_WAITING} jobs wait already; expected fewer",
                    hint="Nothing was stored. Wait until some of them are done, then do this again.",
                    wait=60,
                ) from None
            self._kept[job.id] = job
            self._forget()
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="onrecord-jobs", daemon=True)
                self._thread.start()
        return job

    def find(self, job_id: str) -> Job | None:
        """A job of this server; None where there was none, or it was forgotten."""
        return self._kept.get(job_id)

    def close(self) -> None:
        """Ends after the page that is being read; what waits is not begun."""
        self._ending = True
        thread = self._thread
        if thread is not None:
            thread.join(_LAST_PAGE_SECONDS)

    def _work(self) -> None:
        while True:
            with self._lock:
                try:
                    job = self._waiting.get_nowait()
                except queue.Empty:
                    self._thread = None
                    return
            self._do(job)

    def _do(self, job: Job) -> None:
        job.started, job.state = _now(), JobState.RUNNING
        state = JobState.DONE
        try:
            with self._reader() as reader:
                if reader is not None:
                    self._add(job, reader)
            if self._ending:
                state = JobState.STOPPED
        except Exception as error:
            _LOG.warning("job %s failed", job.id, exc_info=error)
            failure = errors.failure_of(error)
            job.error = {"code": failure.code, "message": failure.message}
            state = JobState.FAILED
        finally:
            for source in job.sources:
                source.close()
            # Pasted words would stay in memory with the job, also those of an article withdrawn since.
            job.sources = ()
            job.state, job.ended = state, _now()
            job.finished.set()

    @contextmanager
    def _reader(self) -> Iterator[Reader | None]:
        """The reader, however long others read; None where the server ends meanwhile."""
        while not self._ending:
            try:
                lent = self._readers.use()
                reader = lent.__enter__()
            except OvertaxedError:
                continue
            try:
                yield reader
            finally:
                lent.__exit__(None, None, None)
            return
        yield None

    def _add(self, job: Job, reader: Reader) -> None:
        with self._ledgers.own() as ledger:
            run = ledger.begin_run(["add", *job.names], resume=False)
            for outcome in adding.add(ledger, reader, self._captures(job), run):
                job.counts[outcome.kind.value] += 1
                if len(job.outcomes) < MOST_OUTCOMES:
                    job.outcomes.append(outcome)
            ledger.end_run(run)

    def _captures(self, job: Job) -> Iterator[Capture | Refusal]:
        for source in job.sources:
            for one in source.captures(allow_private=self._allow_private):
                if self._ending:
                    return
                yield one

    def _forget(self) -> None:
        over = [job.id for job in self._kept.values() if job.over]
        for job_id in over[: max(0, len(self._kept) - MOST_KEPT)]:
            del self._kept[job_id]


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
