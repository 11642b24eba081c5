"""When a feed is polled next follows from its state and the time alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from onrecord.watching.plan import FeedState, after_failure, after_success, first_due, retry_after

NOW = datetime(2024, 5, 2, 7, 30, tzinfo=UTC)
EVERY = timedelta(minutes=15)
URL = "https://courier.example.org/feed"


def minutes(state: FeedState) -> float:
    assert state.next_poll is not None
    return (state.next_poll - NOW).total_seconds() / 60


def test_after_a_good_poll_the_servers_marks_are_kept_and_failures_forgotten():
    told = {"etag": '"1"', "last-modified": "Thu, 02 May 2024 07:00:00 GMT", "server": "quay"}
    state = after_success(FeedState(URL, '"0"', failures=3), NOW, EVERY, told)
    assert state == FeedState(URL, '"1"', "Thu, 02 May 2024 07:00:00 GMT", NOW + EVERY, 0)
    assert state.conditions() == {"If-None-Match": '"1"', "If-Modified-Since": told["last-modified"]}
    assert after_success(state, NOW, EVERY, {}).conditions() == {}


@pytest.mark.parametrize(
    ("failures", "wait"), [(0, 30), (1, 60), (2, 120), (6, 24 * 60), (1_000_000, 24 * 60)]
)
def test_each_failure_doubles_the_wait_up_to_a_day(failures, wait):
    state = after_failure(FeedState(URL, '"0"', failures=failures), NOW, EVERY)
    assert minutes(state) == wait
    assert (state.failures, state.etag) == (failures + 1, '"0"')


def test_a_feed_polled_less_than_daily_is_not_polled_more_often_for_failing():
    assert minutes(after_failure(FeedState(URL), NOW, timedelta(days=3))) == 3 * 24 * 60


@pytest.mark.parametrize(("asked", "wait"), [(timedelta(hours=5), 300), (timedelta(minutes=1), 30)])
def test_the_server_is_left_alone_as_long_as_it_asks(asked, wait):
    assert minutes(after_failure(FeedState(URL), NOW, EVERY, asked_wait=asked)) == wait


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        (" 120 ", 120),
        ("Thu, 02 May 2024 07:31:00 GMT", 60),
        ("Thu, 02 May 2024 07:31:00", 60),
        ("99999999999999999999", 7 * 86400),
        ("Thu, 02 May 2999 07:31:00 GMT", 7 * 86400),
        ("Thu, 02 May 2024 07:29:00 GMT", None),
        ("0", None),
        ("-5", None),
        ("soon", None),
        ("", None),
        (None, None),
        ("Thu, 99 May 99999 07:31:00 GMT", None),
    ],
)
def test_a_retry_after_header_is_read_in_both_forms(value, seconds):
    wait = retry_after(value, NOW)
    assert (wait and wait.total_seconds()) == seconds


def test_the_feed_that_is_due_first_comes_first():
    later, sooner, never = (
        FeedState("later", next_poll=NOW + EVERY),
        FeedState("sooner", next_poll=NOW),
        FeedState("never"),
    )
    assert first_due([later, sooner]) is sooner
    assert first_due([later, sooner, never]) is never
    assert first_due([]) is None
