"""FEEDS.toml is read as it is meant, and what is wrong in it is named by file and key."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from onrecord.errors import NotFoundError, UsageError
from onrecord.watching import Feed, Watch, read_feeds

URL = "https://courier.example.org/feed"
FEED = f'[[feeds]]\nurl = "{URL}"\n'


def read(tmp_path, text):
    path = tmp_path / "feeds.toml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_feeds(path)


def test_feeds_have_their_own_settings_or_the_defaults(tmp_path):
    text = (
        '[defaults]\nevery = "1h"\ndelay = "5s"\n'
        f'[[feeds]]\nurl = " {URL} "\nname = "The Vell Courier"\nevery = "90m"\n'
        '[[feeds]]\nurl = "http://radio.example.org/"\n'
    )
    assert read(tmp_path, text) == Watch(
        (
            Feed(URL, "The Vell Courier", timedelta(minutes=90)),
            Feed("http://radio.example.org/", None, timedelta(hours=1)),
        ),
        timedelta(seconds=5),
    )


def test_the_example_is_read():
    watch = read_feeds(Path(__file__).parents[2] / "docs" / "feeds.toml")
    assert [feed.every for feed in watch.feeds] == [timedelta(minutes=15), timedelta(hours=1)]


def test_a_url_is_all_that_a_feed_needs(tmp_path):
    assert read(tmp_path, FEED) == Watch((Feed(URL),))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("feeds = [", "not TOML"),
        (b"\xff\xfe", "not TOML"),
        ("", "feeds: no feed"),
        ("feeds = 5", "feeds: no feed"),
        ("feeds = [5]", "feeds[1]: no table"),
        ("defaults = 5\n" + FEED, "defaults: no table"),
        (FEED + "[[feeds]]\nname = 'x'\n", "feeds[2].url: None"),
        ("[[feeds]]\nurl = 'courier.example.org'\n", "feeds[1].url: 'courier.example.org'"),
        ("[[feeds]]\nurl = 'file:///feed'\n", "feeds[1].url: 'file:///feed'"),
        (FEED + "name = ' '\n", "feeds[1].name: ' '"),
        (FEED + "name = 5\n", "feeds[1].name: 5"),
        (FEED + "every = 15\n", "feeds[1].every: 15"),
        (FEED + "every = '15 minutes'\n", "feeds[1].every: '15 minutes'"),
        (FEED + "every = '5s'\n", "feeds[1].every: '5s'; expected 0:01:00 at least"),
        (FEED + "every = '999d'\n", "feeds[1].every: '999d'"),
        ("[defaults]\ndelay = '2h'\n" + FEED, "defaults.delay: '2h'"),
        ("[defaults]\nevry = '2h'\n" + FEED, "defaults.evry: no such key; expected one of every, delay"),
        (FEED + "ulr = 'x'\n", "feeds[1].ulr: no such key"),
        ("[feed]\n" + FEED, "feed: no such key"),
        (FEED + FEED, f"feeds[2].url: '{URL}', as in feeds[1]"),
    ],
)
def test_what_is_wrong_is_named_by_file_and_key(tmp_path, text, words):
    with pytest.raises(UsageError) as error:
        read(tmp_path, text)
    assert str(error.value).startswith(f"{tmp_path / 'feeds.toml'}: {words}")
    assert str(error.value).count("; ") >= 2


def test_a_file_that_is_not_there_is_not_found(tmp_path):
    with pytest.raises(NotFoundError):
        read_feeds(tmp_path / "absent.toml")


def test_a_huge_file_is_refused(tmp_path):
    with pytest.raises(UsageError):
        read(tmp_path, "#" * 2_000_000)
