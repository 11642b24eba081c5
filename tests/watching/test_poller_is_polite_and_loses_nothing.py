"""The poller asks politely, hands each new article on once, and loses nothing whenever it is stopped."""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime, timedelta

import pytest

from onrecord.pages import Limits
from onrecord.records import Capture, Refusal
from onrecord.testing import MemoryFeedStates
from onrecord.watching import Feed, FeedState, Poller, Watch

PAGE = b"<!doctype html><html><body><p>Words.</p></body></html>"
START = datetime(2024, 5, 2, 7, 30, tzinfo=UTC)
EVERY = timedelta(minutes=15)


class Clock:
    """Time that passes only where somebody sleeps."""

    def __init__(self) -> None:
        self.now = START
        self.slept: list[float] = []

    def __call__(self) -> datetime:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += timedelta(seconds=seconds)


class Desk:
    """A site with a feed, a poller on it, and what it took."""

    def __init__(self, site) -> None:
        self.site = site
        self.clock = Clock()
        self.states = MemoryFeedStates()
        self.taken: set[str] = set()
        self.url = site.address + "/feed"

    def publishes(self, *paths: str, **headers: str) -> None:
        links = "".join(f"<item><title>{path}</title><link>{path}</link></item>" for path in paths)
        self.site.answers("/feed", f"<rss version='2.0'><channel>{links}</channel></rss>".encode(), **headers)
        for path in paths:
            self.site.roles.setdefault(path, None)
            if self.site.roles[path] is None:
                self.site.answers(path, PAGE)

    def poller(self, *feeds: Feed, delay: float = 0, **options) -> Poller:
        watch = Watch(feeds or (Feed(self.url, every=EVERY),), timedelta(seconds=delay))
        options = {"known": self.taken.__contains__, "allow_private": True, **options}
        return Poller(watch, self.states, clock=self.clock, sleep=self.clock.sleep, **options)

    def once(self, poller: Poller | None = None) -> list[str]:
        """What one round gives: the path of an article, or the reason of a refusal."""
        out = []
        for one in (poller or self.poller()).run(once=True):
            if isinstance(one, Capture):
                self.taken.add(one.name)
            out.append(one.name.removeprefix(self.site.address) if isinstance(one, Capture) else one.reason)
        return out

    @property
    def state(self) -> FeedState | None:
        return self.states.feed_state(self.url)


@pytest.fixture
def desk(site) -> Desk:
    return Desk(site)


def test_new_entries_are_handed_on_with_what_the_feed_says(desk):
    desk.publishes("/one")
    (found,) = desk.poller(Feed(desk.url, "The Vell Courier")).run(once=True)
    assert isinstance(found, Capture)
    assert (found.name, found.origin, found.data) == (desk.site.address + "/one", "feed", PAGE)
    assert found.given == {"title": "/one", "outlet": "The Vell Courier"}


def test_a_second_poll_is_conditional_and_gives_only_what_is_new(desk):
    desk.publishes("/one", ETag='"1"', Last_Modified="Thu, 02 May 2024 07:00:00 GMT")
    assert desk.once() == ["/one"]
    assert desk.state == FeedState(desk.url, '"1"', "Thu, 02 May 2024 07:00:00 GMT", START + EVERY)
    desk.site.answers("/feed", b"", status=304)
    desk.clock.now += EVERY
    assert desk.once() == []
    asked = desk.site.seen[-1]
    assert (asked["If-None-Match"], asked["If-Modified-Since"]) == ('"1"', "Thu, 02 May 2024 07:00:00 GMT")
    assert desk.state == FeedState(desk.url, '"1"', "Thu, 02 May 2024 07:00:00 GMT", START + 2 * EVERY)
    desk.publishes("/one", "/two")
    desk.clock.now += EVERY
    assert desk.once() == ["/two"]
    assert desk.site.paths.count("/one") == 1


def test_what_is_not_due_is_not_asked(desk):
    desk.publishes("/one")
    desk.once()
    desk.clock.now += EVERY / 2
    assert desk.once() == []
    assert desk.site.paths.count("/feed") == 1


def test_a_run_goes_on_poll_after_poll_until_it_is_stopped(desk):
    desk.publishes("/one")
    poller = desk.poller(known=lambda _: False)
    run = poller.run()
    assert next(run).name == desk.site.address + "/one"
    desk.publishes("/two", "/one")
    assert next(run).name == desk.site.address + "/two"
    assert sum(desk.clock.slept) == EVERY.total_seconds()
    poller.stop()
    assert list(run) == []


@pytest.mark.parametrize("taken", [1, 2, 3])
@pytest.mark.parametrize("resumed", [True, False], ids=["asked-for-more", "left"])
def test_a_stop_after_any_entry_loses_none_and_doubles_none(desk, taken, resumed):
    desk.publishes("/one", "/two", "/three", ETag='"1"')
    poller = desk.poller()
    run = poller.run()
    for _ in range(taken):
        desk.taken.add(next(run).name)
    poller.stop()
    if resumed:
        assert list(run) == []
    run.close()
    saved = desk.state is not None
    assert saved == (resumed and taken == 3)
    desk.clock.now += EVERY
    assert desk.once() == ["/one", "/two", "/three"][taken:]
    assert sorted(desk.site.paths.count(path) for path in ("/one", "/two", "/three")) == [1, 1, 1]


def test_an_interrupt_between_entries_loses_nothing(desk):
    desk.publishes("/one", "/two")
    run = desk.poller().run()
    next(run)
    with pytest.raises(KeyboardInterrupt):
        run.throw(KeyboardInterrupt())
    assert desk.state is None
    assert desk.once() == ["/one", "/two"]


def test_an_article_taken_and_not_stored_is_given_again(desk):
    desk.publishes("/one", "/two")
    run = desk.poller().run()
    next(run)  # and then the process is killed
    del run
    assert desk.once() == ["/one", "/two"]


def test_a_stop_ends_a_wait_at_once(desk):
    desk.publishes("/one")
    poller = Poller(Watch((Feed(desk.url),)), desk.states, allow_private=True)
    desk.states.save_feed_state(FeedState(desk.url, next_poll=datetime.now(UTC) + timedelta(hours=1)))
    threading.Timer(0.2, poller.stop).start()
    began = time.monotonic()
    assert list(poller.run()) == []
    assert time.monotonic() - began < 5


def test_robots_are_asked_first_and_obeyed(desk):
    desk.publishes("/one", "/private/two", "/three")
    desk.site.answers("/robots.txt", b"User-agent: *\nDisallow: /private/\n")
    assert desk.once() == ["/one", "robots", "/three"]
    assert desk.site.paths == ["/robots.txt", "/feed", "/one", "/three"]
    desk.site.answers("/robots.txt", b"User-agent: *\nDisallow: /feed\n")
    desk.clock.now += EVERY
    assert desk.once() == ["robots"]
    assert desk.site.paths[-1] == "/robots.txt"


def test_a_refused_article_is_not_asked_for_at_every_poll(desk):
    desk.publishes("/one", "/gone")
    desk.site.answers("/gone", b"", status=410)
    poller = desk.poller()
    assert desk.once(poller) == ["/one", "http-status"]
    desk.clock.now += EVERY
    assert desk.once(poller) == []
    assert desk.site.paths.count("/gone") == 1


def test_an_article_that_may_come_back_is_tried_again_and_then_left(desk):
    desk.publishes("/one", "/two", ETag='"1"')
    desk.site.answers("/two", b"", status=502)
    poller = desk.poller()
    assert desk.once(poller) == ["/one", "http-status"]
    assert desk.state.etag is None  # so that the feed is given again
    for expected in (["http-status"], ["http-status"], []):
        desk.clock.now += EVERY
        assert desk.once(poller) == expected
    assert desk.state.etag == '"1"'
    assert desk.site.paths.count("/two") == 3


def test_a_host_is_not_hurried(desk):
    desk.publishes("/one", "/two")
    desk.once(desk.poller(delay=2))
    assert desk.clock.slept == [2, 2, 2]  # between robots.txt, the feed and two articles
    desk.site.answers("/robots.txt", b"User-agent: onrecord\nCrawl-delay: 30\n")
    desk.taken.clear()
    desk.clock.now += EVERY
    desk.clock.slept.clear()
    desk.once(desk.poller(delay=2))
    assert desk.clock.slept == [30, 30, 30]


@pytest.mark.parametrize("status", [429, 503])
def test_a_server_that_asks_to_be_left_alone_is(desk, status):
    desk.site.answers("/feed", b"", status=status, Retry_After="7200")
    assert desk.once() == ["http-status"]
    assert desk.state == FeedState(desk.url, next_poll=START + timedelta(hours=2), failures=1)


def test_a_busy_server_ends_the_poll_and_nothing_of_it_is_lost(desk):
    desk.publishes("/one", "/two", "/three", ETag='"1"')
    desk.site.answers("/two", b"", status=429, Retry_After="3600")
    poller = desk.poller()
    assert desk.once(poller) == ["/one", "http-status"]
    assert desk.state == FeedState(desk.url, next_poll=START + timedelta(hours=1), failures=1)
    desk.site.answers("/two", PAGE)
    desk.clock.now += timedelta(hours=1)
    assert desk.once(poller) == ["/two", "/three"]
    assert (desk.state.etag, desk.state.failures) == ('"1"', 0)


@pytest.mark.parametrize(
    ("body", "status", "reason"),
    [
        (PAGE, 200, "not-a-feed"),
        (b"", 404, "http-status"),
        (b"", 500, "http-status"),
        (b"", 200, "not-a-feed"),
    ],
    ids=["html", "gone", "trouble", "empty"],
)
def test_a_feed_that_fails_is_asked_less_and_less(desk, body, status, reason):
    desk.site.answers("/feed", body, status=status)
    waits = []
    for _ in range(3):
        before = desk.clock.now
        assert desk.once() == [reason]
        waits.append((desk.state.next_poll - before) / EVERY)
        desk.clock.now = desk.state.next_poll
    assert waits == [2, 4, 8]
    desk.publishes("/one")
    assert desk.once() == ["/one"]
    assert desk.state.failures == 0


def test_a_feed_without_end_is_refused_and_the_others_are_polled(desk):
    def endless(handler):
        handler.send_response(200)
        handler.end_headers()
        for _ in range(2000):
            handler.wfile.write(b"<rss version='2.0'><channel>" + b"<item><link>/a</link></item>" * 100)

    desk.site.roles["/endless"] = endless
    desk.publishes("/one")
    feeds = Feed(desk.site.address + "/endless"), Feed(desk.url)
    assert desk.once(desk.poller(*feeds, limits=Limits(max_bytes=200_000))) == ["too-large", "/one"]


def test_a_feed_that_drips_is_left_in_time(desk):
    def drip(handler):
        handler.send_response(200)
        handler.end_headers()
        for _ in range(30):
            handler.wfile.write(b"<")
            handler.wfile.flush()
            time.sleep(0.1)

    desk.site.roles["/feed"] = drip
    began = time.monotonic()
    assert desk.once(desk.poller(limits=Limits(total_seconds=0.5))) == ["timeout"]
    assert time.monotonic() - began < 2.5


def test_a_feed_of_very_many_entries_is_taken_in_part_and_told(desk):
    desk.publishes(*[f"/{number}" for number in range(8)])
    assert desk.once(desk.poller(limits=Limits(max_feed_entries=3))) == ["/0", "/1", "/2", "feed-too-large"]


def test_private_addresses_are_refused_as_ever(desk):
    desk.publishes("/one")
    (refusal,) = desk.poller(allow_private=False).run(once=True)
    assert isinstance(refusal, Refusal)
    assert (refusal.name, refusal.reason) == (desk.url, "private-address")
    assert desk.site.paths == []
