"""Long work of a server: pages are added one job behind the other, and everybody may look how far it is.

A page whose words take too long is refused, and the job goes on with the next. A page that hangs elsewhere
cannot be ended: its job is told as failed, those behind it begin, and nothing that it still gives is stored.
"""

from __future__ import annotations

import logging
import queue
import secrets
import threading
from collections import deque
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from onrecord import adding
from onrecord.errors import SlowError
from onrecord.ledger.outcomes import OutcomeKind
from onrecord.records import Refusal
from onrecord.web import errors
from onrecord.web.readers import PAGE_TIMES
from onrecord.web.refusals import OvertaxedError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onrecord.ledger.ledger import Ledger
    from onrecord.ledger.outcomes import Outcome
    from onrecord.records import Capture
    from onrecord.web.ledgers import Ledgers
    from onrecord.web.readers import Readers, Turn
    from onrecord.web.reading import Source

_LOG: Final = logging.getLogger("onrecord.web")
#: Jobs that may wait: a job is a second or an hour, and an hour's worth of seconds is enough.
MOST_WAITING: Final = 100
#: Jobs that are remembered when they are done, and outcomes told one by one; the ledger keeps all of them.
MOST_KEPT: Final = 500
MOST_OUTCOMES: Final = 1_000
#: How long a server that ends waits for the page that is being read, in seconds.
_LAST_PAGE_SECONDS: Final = 30.0
#: How often it is looked whether the page that is being read hangs, in seconds.
_LOOK_SECONDS: Final = 1.0

#: Why a job failed: its code and its message.
Told = dict[str, str]


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

    ``sources`` are let go when they are read; ``names`` stay; ``at`` is the page that is being read.
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
    error: Told | None = None
    at: str | None = None
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

    def expect_going(self) -> None:
        """Raises where it was given up meanwhile, so that nothing more is stored."""
        if self.over:
            raise _GivenUpError(self.id)

    def note(self, outcome: Outcome) -> None:
        """Counts what became of a page."""
        self.counts[outcome.kind.value] += 1
        if len(self.outcomes) < MOST_OUTCOMES:
            self.outcomes.append(outcome)


class _GivenUpError(Exception):
    """A job that was told as failed while it hung."""


class _Unanswered:
    """The pages of a job on their way to the reader, which looks ahead; each of them gets its time."""

    def __init__(self, pages: Iterator[Capture | Refusal], job: Job, turn: Turn) -> None:
        self._pages = pages
        self._job = job
        self._turn = turn
        self._open: deque[Capture | Refusal] = deque()
        self._again: deque[Capture | Refusal] = deque()

    def __iter__(self) -> _Unanswered:
        return self

    def __next__(self) -> Capture | Refusal:
        self._job.expect_going()
        one = self._again.popleft() if self._again else next(self._pages)
        self._open.append(one)
        self._told()
        return one

    def answered(self) -> None:
        """The first has its outcome."""
        self._open.popleft()
        self._told()

    def first_comes_out(self) -> Capture | Refusal:
        """The first, which has no outcome; those behind it come once more."""
        first = self._open.popleft()
        self._again.extendleft(reversed(self._open))
        self._open.clear()
        self._told()
        return first

    def _told(self) -> None:
        self._turn.move_on()
        # The first is read, the others are taken apart ahead of it: any of them may be the one that hangs.
        beside = f", or a page read beside it ({self._open[-1].name})" if len(self._open) > 1 else ""
        self._job.at = self._open[0].name + beside if self._open else None


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
        """Has a job done on a thread of its own, until it is done or given up."""
        job.started, job.state = _now(), JobState.RUNNING
        try:
            turn = self._turn()
        except Exception as caught:  # a model that cannot be used, say
            self._close(job, *_failed(job, caught))
            return
        if turn is None:
            self._close(job, JobState.STOPPED)
            return
        thread = threading.Thread(target=self._read, args=(job, turn), name="onrecord-reading", daemon=True)
        try:
            thread.start()
        except RuntimeError as caught:  # the computer has no thread left; the jobs behind it may find one
            turn.done()
            self._close(job, *_failed(job, caught))
            return
        while not job.finished.wait(_LOOK_SECONDS):
            if self._readers.is_over(turn):
                self._give_up(job)

    def _read(self, job: Job, turn: Turn) -> None:
        state = JobState.DONE
        error: Told | None = None
        try:
            with self._ledgers.own() as ledger:
                self._add(job, turn, ledger)
            if self._ending:
                state = JobState.STOPPED
        except _GivenUpError:
            _LOG.warning("job %s: the page that hung has come to its end; nothing of it was stored", job.id)
        except Exception as caught:
            state, error = _failed(job, caught)
        finally:
            turn.done()
            self._close(job, state, error)

    def _close(self, job: Job, state: JobState, error: Told | None = None) -> None:
        """Lets go of what a job read, and says what became of it."""
        for source in job.sources:
            source.close()
        # Pasted words would stay in memory with the job, also those of an article withdrawn since.
        job.sources = ()
        self._end(job, state, error)

    def _end(self, job: Job, state: JobState, error: Told | None = None) -> None:
        """Says what became of a job; the first word counts."""
        with self._lock:
            if job.over:
                return
            job.error, job.state, job.ended = error, state, _now()
        job.finished.set()

    def _give_up(self, job: Job) -> None:
        seconds = PAGE_TIMES * self._readers.seconds
        message = (
            f"{job.at or job.name}: was not done within {seconds:g} seconds, and cannot be ended; expected a "
            "page that is; nothing of it is stored, what came before it is; leave it out and add the rest "
            "again"
        )
        _LOG.warning("job %s was given up: %s", job.id, message)
        self._end(job, JobState.FAILED, {"code": SlowError.reason, "message": message})

    def _turn(self) -> Turn | None:
        """A turn of the reader, however long others read; None where the server ends meanwhile."""
        while not self._ending:
            try:
                return self._readers.turn()
            except OvertaxedError:
                continue
        return None

    def _add(self, job: Job, turn: Turn, ledger: Ledger) -> None:
        run = ledger.begin_run(["add", *job.names], resume=False)
        unread = _Unanswered(self._captures(job), job, turn)
        while True:
            try:
                for outcome in adding.add(ledger, turn.reader, unread, run, going=job.expect_going):
                    unread.answered()
                    job.note(outcome)
                break
            except SlowError as error:
                one = unread.first_comes_out()
                job.expect_going()
                job.note(ledger.refuse(run, Refusal(one.name, error.reason, f"{one.name}: {error}")))
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


def _failed(job: Job, error: Exception) -> tuple[JobState, Told]:
    _LOG.warning("job %s failed", job.id, exc_info=error)
    failure = errors.failure_of(error)
    return JobState.FAILED, {"code": failure.code, "message": failure.message}


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
