"""The ledger for Python: what the commands do, as methods of one object.

>>> import onrecord
>>> with onrecord.Ledger.open("desk.db", create=True) as ledger:  # doctest: +SKIP
...     ledger.add("pages/", "articles.jsonl")
...     for statement in ledger.said("Ana Lund", about="dam", since="2024-05").statements:
...         print(statement.sentence, statement.url)
"""

from __future__ import annotations

from collections import Counter
from typing import IO, TYPE_CHECKING

from onrecord.answers.ask import LIMIT
from onrecord.answers.filters import Filters
from onrecord.ledger import ledger as core

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from onrecord.answers.comparisons import (
        Checked,
        Dispute,
        FigureTopic,
        Origin,
        OutletReporting,
        Timeline,
        Trace,
        VersionStep,
    )
    from onrecord.answers.values import Found, PersonFound, Statement, Stats
    from onrecord.ledger.outcomes import Outcome
    from onrecord.ledger.verifying import Problem
    from onrecord.pipeline import Reader
    from onrecord.records import Record


class Ledger(core.Ledger):
    """A ledger to add to, to ask and to prove; ``Ledger.open`` opens one.

    It holds one connection and belongs to one thread; each process and thread opens its own. Merges, splits
    and corrections are methods as well: ``merge``, ``split``, ``undo_event``, ``take_list``; ``accept``,
    ``reject``, ``change``, ``add_statement``, ``undo``; and so is ``withdraw``, a takedown.
    """

    def add(
        self,
        *sources: str | Path,
        reader: Reader | None = None,
        allow_private: bool = False,
        resume: bool = True,
        told: Callable[[Outcome], object] = lambda _: None,
    ) -> dict[str, int]:
        """Reads and stores all pages of these files, folders, addresses, feeds, JSON Lines and archives.

        How many were "added", "known", "changed" and "refused"; ``told`` is given each outcome when it is
        stored. ``reader`` reads with another model or another confidence than the shipped one's. A run over
        the same sources that was broken off goes on where it stopped, unless ``resume`` is false. Raises
        LedgerError, ModelError; a page that cannot be read is refused, never raised.
        """
        from onrecord import adding, pipeline
        from onrecord.ledger import comparing
        from onrecord.ledger.outcomes import OutcomeKind

        names = [str(one) for one in sources]
        reader = reader or pipeline.Reader(allow_private=allow_private)
        run = self.begin_run(adding.command_of(names), resume=resume)
        counts = Counter({kind.value: 0 for kind in OutcomeKind})
        unread = adding.unread(self, run, names, allow_private=allow_private)
        for outcome in adding.add(self, reader, unread, run):
            counts[outcome.kind.value] += 1
            told(outcome)
        self.end_run(run)
        comparing.catch_up(self)
        return dict(counts)

    def said(
        self,
        name: str,
        *,
        about: str | None = None,
        since: str | None = None,
        until: str | None = None,
        outlet: str | None = None,
        kind: str | None = None,
        limit: int = LIMIT,
    ) -> Found:
        """What somebody said, the latest published first; ``about``, a query, narrows it to these words.

        ``name`` is a name, a part of one or ``#ID``; the dates are years, months or days, both inclusive;
        ``kind`` is "direct", "indirect" or "mixed". Raises NotRecordedError where nobody has that name,
        UsageError.
        """
        from onrecord.answers import ask

        filters = Filters(outlet=outlet, since=since, until=until, kind=kind)
        return ask.said(self, name, about=about, filters=filters, limit=limit)

    def search(
        self,
        query: str,
        *,
        since: str | None = None,
        until: str | None = None,
        outlet: str | None = None,
        kind: str | None = None,
        limit: int = LIMIT,
    ) -> Found:
        """Statements with the words of a query, as ``onrecord search`` takes it. Raises UsageError."""
        from onrecord.answers import ask

        filters = Filters(outlet=outlet, since=since, until=until, kind=kind)
        return ask.search(self, query, filters=filters, limit=limit)

    def show(self, statement: str | int) -> Statement:
        """A statement by its number or digest. Raises NotRecordedError; ``record_of`` gives an article."""
        from onrecord.answers import ask

        return ask.show(self, statement)

    def people(self, name: str | None = None, *, limit: int = LIMIT) -> tuple[PersonFound, ...]:
        """Those whom a name may mean, everybody where None; whoever says most comes first.

        Raises NotRecordedError where nobody has that name.
        """
        from onrecord.answers import people

        return people.everyone(self, name, limit=limit)

    def trace(self, statement: str | int, *, limit: int = LIMIT) -> Trace:
        """Every occurrence of a statement, by its number or digest, altered or not, in the order of time.

        Each with what changed since the earliest, the outlet and the names through which the words came.
        Raises NotRecordedError, UsageError.
        """
        from onrecord.answers import tracing

        return tracing.trace(self, statement, limit=limit)

    def origins(
        self,
        query: str | None = None,
        *,
        since: str | None = None,
        until: str | None = None,
        outlet: str | None = None,
        limit: int = LIMIT,
    ) -> tuple[Origin, ...]:
        """Which articles tell one another's words, the biggest groups first.

        With a query or filters, those of the articles in which statements are found so. Raises UsageError.
        """
        from onrecord.answers import origins

        filters = Filters(outlet=outlet, since=since, until=until)
        return origins.origins(self, query, filters=filters, limit=limit)

    def origin_of(self, article_id: int) -> Origin:
        """The articles that share an article's origin, and why. Raises NotRecordedError."""
        from onrecord.answers import origins

        return origins.origin_of(self, article_id)

    def versions(self, page: str | int) -> tuple[VersionStep, ...]:
        """What became of each statement between the versions of a page: its address, or any version's number.

        Raises NotRecordedError.
        """
        from onrecord.answers import versions
        from onrecord.pages import canonical_url

        return versions.versions(self, canonical_url(page) if isinstance(page, str) else page)

    def check(self, draft: Record, *, everything: bool = False) -> tuple[Checked, ...]:
        """What it says of each quotation of a draft, as ``onrecord.read`` or ``read_text`` gives one.

        ``everything``: of reports without quotation marks, too. Nothing of the draft is stored.
        """
        from onrecord.answers import checking

        return checking.check(self, draft, everything=everything)

    def reporting(self, outlet: str | None = None, *, limit: int = LIMIT) -> tuple[OutletReporting, ...]:
        """How much of each outlet's articles is its own reporting. Raises NotRecordedError."""
        from onrecord.answers import origins

        return origins.reporting(self, outlet=outlet, limit=limit)

    def figures(
        self, query: str = "", *, conflicts_only: bool = False, limit: int = LIMIT
    ) -> tuple[FigureTopic, ...]:
        """What there are different figures of, those in conflict first: each value, according to whom, in
        which articles, since when. ``query`` as for ``search``, with outlet:, since:, until:, speaker: and
        figure:. Raises UsageError, NotRecordedError.
        """
        from onrecord.answers import topics

        return topics.figures(self, query, conflicts_only=conflicts_only, limit=limit)

    def disputes(self, name: str | None = None, *, limit: int = LIMIT) -> tuple[Dispute, ...]:
        """Who denies, rejects or counters what somebody else said, the newest answer first; with a name,
        where somebody answers or is answered. Raises NotRecordedError where nobody has that name.
        """
        from onrecord.answers import disputes

        return disputes.disputes(self, name, limit=limit)

    def timeline(
        self, name: str, *, about: str | None = None, since: str | None = None, until: str | None = None
    ) -> Timeline:
        """What somebody said over time: statements that say the same together, each group in the order of
        time, with changes of stance, negation and figure. Raises NotRecordedError, UsageError.
        """
        from onrecord.answers import timeline

        return timeline.timeline(self, name, about=about, filters=Filters(since=since, until=until))

    def stats(self) -> Stats:
        """How much it holds, what came in, what was refused and what withdrawn."""
        from onrecord.answers import stats

        return stats.stats(self)

    def export(
        self,
        out: IO[bytes],
        form: str = "jsonl",
        *,
        filters: Filters | None = None,
        corrected: bool = False,
    ) -> int:
        """Writes articles in another program's format (``onrecord export --help`` lists them); how many.

        All of them, those that hold a statement which ``filters`` leave, or those alone that a person
        ``corrected``. Forms of several files are written as a ZIP archive. Raises UsageError,
        MissingExtraError.
        """
        from onrecord.answers import exporting
        from onrecord.exports import formats

        ids = exporting.wanted(self, filters, corrected=corrected)
        formats.write(form, exporting.exported(self, ids), out)
        return len(ids)

    def export_gold(self, out: IO[bytes], *, filters: Filters | None = None, partial: bool = False) -> int:
        """Writes what people judged as JSON Lines for ``onrecord train`` and ``evaluate``; how many lines.

        Articles that were reviewed to their end; with ``partial`` also the paragraphs of others in which
        every statement was judged. Raises UsageError, NotRecordedError.
        """
        from onrecord.answers import judged

        return judged.write(self, out, filters, partial=partial).lines

    def verify(self, checked: Callable[[int], None] = lambda _: None) -> list[Problem]:
        """Everything in it that does not hold when each row is derived again from the stored bytes.

        ``checked`` is told how many articles more were checked.
        """
        from onrecord import pipeline

        return list(self.problems(pipeline.draft_of, checked))
