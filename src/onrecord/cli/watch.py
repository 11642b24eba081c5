"""``onrecord watch``: feeds are polled and their articles added, until stopped."""

from __future__ import annotations

import signal
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from onrecord.cli import ledger_options, options
from onrecord.cli.add import Report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.ledger.ledger import Ledger
    from onrecord.watching import FeedState, Poller


@click.command("watch")
@click.argument("feeds", type=click.Path(path_type=Path), metavar="FEEDS.toml")
@ledger_options.ledger
@click.option("--once", is_flag=True, help="Poll each feed that is due, then stop; for cron and the like.")
@options.min_confidence
@click.option(
    "--allow-private",
    is_flag=True,
    help="Also fetch addresses of this computer and of private networks, which are refused otherwise.",
)
@options.model
@options.threads
def command(
    feeds: Path,
    location: str | None,
    once: bool,
    min_confidence: float | None,
    allow_private: bool,
    model: Path | None,
    threads: int | None,
) -> None:
    """Poll feeds and add their articles.

    FEEDS.toml lists the feeds; their new articles are added to the ledger, until you stop it. Politely:
    with conditional requests, within robots.txt, seconds apart for each host, and ever less often where
    a feed fails. Stop it with Ctrl-C; nothing is lost, and it goes on from there next time.

    \b
    Examples:
      onrecord watch feeds.toml
      onrecord watch --once feeds.toml --ledger desk.db

    \b
    FEEDS.toml:
      [defaults]
      every = "15m"
      [[feeds]]
      url = "https://example.org/feed.xml"
      name = "The Example"
    """
    from onrecord import adding, pages, pipeline
    from onrecord.exports.words import one_line
    from onrecord.watching import Poller, read_feeds

    watched = read_feeds(feeds)
    reader = pipeline.Reader(model, threads, min_confidence, allow_private=allow_private)
    with ledger_options.opened(location, create=True, write=True) as ledger:
        run = ledger.begin_run(["watch", str(feeds.absolute())], resume=False)
        report = Report()
        states = States(ledger)
        poller = Poller(
            watched,
            states,
            known=lambda link: ledger.met(link, pages.canonical_url(link)),
            allow_private=allow_private,
        )
        many = "feed" if len(watched.feeds) == 1 else "feeds"
        click.echo(f"onrecord: watching {len(watched.feeds)} {many}; Ctrl-C stops", err=True)
        with _stopped_by_signals(poller):
            for item in poller.run(once=once):
                # One at a time: a feed's state moves on when the poller is asked for more, and by then what
                # it gave must be stored.
                for outcome in adding.add(ledger, reader, [item], run):
                    report.note(outcome)
                    click.echo(
                        f"{datetime.now(UTC):%H:%M:%S} {outcome.kind.value:8} {one_line(outcome.name)}"
                    )
        ledger.end_run(run)
        report.tell(ledger, run)
        if once and not states.saved:
            due = min(filter(None, (states.next_poll(feed.url) for feed in watched.feeds)), default=None)
            if due is not None:
                click.echo(f"onrecord: no feed is due before {due:%Y-%m-%d %H:%M} UTC", err=True)


class States:
    """The states of feeds, kept in the ledger; see ``watching.FeedStates``. ``saved`` counts polls."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self.saved = 0

    def next_poll(self, url: str) -> datetime | None:
        """When the feed is due (UTC); None for one that was never polled."""
        state = self.feed_state(url)
        return state.next_poll if state else None

    def feed_state(self, url: str) -> FeedState | None:
        """The state last saved for the feed."""
        from onrecord.watching import FeedState

        kept = self._ledger.feed_state(url)
        if kept is None:
            return None
        etag, last_modified, next_poll, failures = kept
        moment = datetime.fromisoformat(next_poll) if next_poll else None
        return FeedState(url, etag, last_modified, moment, failures)

    def save_feed_state(self, state: FeedState) -> None:
        """Keeps the state in the place of an earlier one."""
        self.saved += 1
        moment = state.next_poll.isoformat() if state.next_poll else None
        self._ledger.save_feed_state(state.url, state.etag, state.last_modified, moment, state.failures)


@contextmanager
def _stopped_by_signals(poller: Poller) -> Iterator[None]:
    """Ctrl-C and a polite kill let what is being stored be stored, then end the watch; a second one ends it
    at once.
    """

    def stop(number: int, _: Any) -> None:
        poller.stop()
        signal.signal(number, signal.default_int_handler)
        click.echo("\nonrecord: stopping; what is being read is stored first", err=True)

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
