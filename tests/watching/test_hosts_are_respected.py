"""robots.txt is asked for once a host and obeyed; hosts are not hurried."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from onrecord.errors import FetchError, UnreadableError
from onrecord.records import Capture
from onrecord.watching.hosts import Pace, Robots

QUAY = "https://courier.example.org/quay"


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2024, 5, 2, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


class Server:
    """Answers with one robots.txt, and counts."""

    def __init__(self, text: str | bytes = "", status: int = 200, error: Exception | None = None) -> None:
        self.text, self.status, self.error = text, status, error
        self.asked: list[str] = []

    def __call__(self, url: str) -> Capture:
        self.asked.append(url)
        if self.error:
            raise self.error
        data = self.text.encode() if isinstance(self.text, str) else self.text
        return Capture(url, data, "web", url, status=self.status)


def reason(server: Server, url: str = QUAY) -> str:
    try:
        Robots(server, Clock()).check(url)
    except FetchError as error:
        return error.reason
    return ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("User-agent: *\nDisallow: /quay", "robots"),
        ("User-agent: *\nDisallow: /*ay$", "robots"),
        ("User-agent: *\nDisallow: /\nAllow: /quay", ""),
        ("User-agent: onrecord\nDisallow: /\n\nUser-agent: *\nDisallow:", "robots"),
        ("User-agent: other\nDisallow: /", ""),
        ("\ufeffUser-agent: *\nDisallow: /", "robots"),
        ("<!doctype html><html>Disallow: /</html>", ""),
        (b"User-agent: *\n\xff\xfe\nDisallow: /quay", "robots"),
    ],
    ids=["empty", "path", "wildcard", "allowed", "by-name", "another", "mark", "html", "bytes"],
)
def test_rules_are_obeyed(text, expected):
    assert reason(Server(text)) == expected


@pytest.mark.parametrize(
    ("server", "expected"),
    [
        (Server(status=404), ""),
        (Server(status=403), ""),
        (Server(status=500), "robots-unreachable"),
        (Server(status=429), "robots-unreachable"),
        (Server(error=FetchError("x", reason="timeout")), "robots-unreachable"),
        (Server(error=FetchError("x", reason="encoding")), ""),
        (Server(error=UnreadableError("x", reason="too-large")), ""),
        (Server(error=FetchError("x", reason="private-address")), "private-address"),
    ],
    ids=["absent", "forbidden", "trouble", "busy", "timeout", "encoding", "large", "private"],
)
def test_without_rules_all_is_allowed_and_in_trouble_nothing(server, expected):
    assert reason(server) == expected


def test_a_host_is_asked_once_a_day_and_one_in_trouble_sooner():
    clock, server = Clock(), Server()
    robots = Robots(server, clock)
    for url in (QUAY, "https://courier.example.org/tide", "http://courier.example.org/tide"):
        robots.check(url)
    assert server.asked == ["https://courier.example.org/robots.txt", "http://courier.example.org/robots.txt"]
    clock.now += timedelta(hours=25)
    server.status = 503
    for _ in range(2):
        with pytest.raises(FetchError):
            robots.check(QUAY)
    assert len(server.asked) == 3
    clock.now += timedelta(minutes=6)
    server.status = 200
    robots.check(QUAY)
    assert len(server.asked) == 4


@pytest.mark.parametrize(("asked", "seconds"), [("7", 7), ("0.5", 0.5), ("1e9", 3600), ("nan", 0), ("x", 0)])
def test_a_crawl_delay_is_told_within_reason(asked, seconds):
    robots = Robots(Server(f"User-agent: *\nCrawl-delay: {asked}\n"), Clock())
    assert robots.check(QUAY).total_seconds() == seconds


def test_the_number_of_hosts_remembered_is_bounded():
    server = Server()
    robots, pace = Robots(server, Clock()), Pace(timedelta(seconds=2), Clock())
    for number in range(1500):
        robots.check(f"https://h{number}.example/")
        pace.asked(f"https://h{number}.example/")
    robots.check("https://h1499.example/")
    assert len(server.asked) == 1500
    robots.check("https://h0.example/")
    assert len(server.asked) == 1501
    assert pace.wait_for("https://h0.example/") == timedelta(0)


def test_a_host_rests_between_two_requests():
    clock = Clock()
    pace = Pace(timedelta(seconds=2), clock)
    assert pace.wait_for(QUAY) == timedelta(0)
    pace.asked(QUAY)
    clock.now += timedelta(seconds=0.5)
    assert pace.wait_for("https://Courier.example.org/tide") == timedelta(seconds=1.5)
    assert pace.wait_for(QUAY, timedelta(seconds=10)) == timedelta(seconds=9.5)
    assert pace.wait_for("https://radio.example.org/") == timedelta(0)
    clock.now += timedelta(seconds=60)
    assert pace.wait_for(QUAY) == timedelta(0)
