"""Feeds are polled, politely, until stopped; every new article is handed on once.

``read_feeds`` reads FEEDS.toml, ``Poller`` polls. What has to outlive a stop is a ``FeedState`` for each
feed, kept in whatever has the two methods of ``FeedStates``.
"""

from onrecord.watching.config import Feed, Watch, read_feeds
from onrecord.watching.plan import FeedState
from onrecord.watching.poller import FeedStates, Poller

__all__ = ["Feed", "FeedState", "FeedStates", "Poller", "Watch", "read_feeds"]
