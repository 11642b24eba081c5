"""Feeds lead to their articles, within bounds, whatever their form; what is no feed says so."""

from __future__ import annotations

import gzip
import json
import time
from itertools import count

import pytest

from onrecord.errors import UnreadableError
from onrecord.pages import Limits, captures
from onrecord.pages.feeds import Entry, entries_of, is_feed
from onrecord.records import Capture, Refusal

PAGE = b"<!doctype html><html><body><p>Words.</p></body></html>"
RSS = """<?xml version="1.0" encoding="utf-8"?>
<!-- made by hand -->
<rss version="2.0"><channel><title>The Vell Courier</title>
<item><title>The quay &amp;amp; the &lt;b&gt;tide&lt;/b&gt;</title><link>https://courier.example.org/quay#top</link>
<pubDate>Thu, 02 May 2024 09:30:00 +0200</pubDate><author>Ida Moss</author></item>
<item><title>Tide</title><link>/tide</link></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Vell</title>
<entry><title type="html">The quay &amp;amp; the tide</title><link href="https://courier.example.org/quay"/>
<published>2024-05-02T07:30:00Z</published><author><name>Ida Moss</name></author></entry>
<entry><title>Tide</title><link rel="enclosure" href="/tide.mp3"/><link rel="alternate" href="/tide"/></entry>
</feed>"""
RDF = """<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://courier.example.org/"><title>V</title></channel>
<item><title>The quay &amp; the tide</title><link>https://courier.example.org/quay</link>
<dc:date>2024-05-02T07:30:00Z</dc:date><dc:creator>Ida Moss</dc:creator></item>
<item><title>Tide</title><link>/tide</link></item></rdf:RDF>"""
JSON = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "items": [
            {
                "url": "https://courier.example.org/quay",
                "title": "The quay & the tide",
                "date_published": "2024-05-02T07:30:00+00:00",
                "authors": [{"name": "Ida Moss"}],
            },
            {"external_url": "/tide", "title": "Tide"},
        ],
    }
)
FEEDS = {"rss": RSS, "atom": ATOM, "rdf": RDF, "json": JSON}


def feed(data: str | bytes, url: str | None = "https://courier.example.org/feeds/all") -> Capture:
    return Capture("feed", data.encode() if isinstance(data, str) else data, url=url)


def rss(items: str) -> Capture:
    return feed(f"<rss version='2.0'><channel>{items}</channel></rss>")


def item(number: int) -> str:
    return f"<item><title>{number}</title><link>https://courier.example.org/{number}</link></item>"


def reason(capture: Capture, **options: object) -> str:
    with pytest.raises(UnreadableError) as refusal:
        list(entries_of(capture, **options))  # type: ignore[arg-type]
    return refusal.value.reason


@pytest.mark.parametrize("data", FEEDS.values(), ids=FEEDS.keys())
def test_entries_have_links_and_what_the_feed_says_of_them(data):
    title = "The quay & the tide"
    said = {"title": title, "published": "2024-05-02T07:30:00+00:00", "author": "Ida Moss"}
    assert list(entries_of(feed(data))) == [
        Entry("https://courier.example.org/quay", said),
        Entry("https://courier.example.org/tide", {"title": "Tide"}),
    ]


def test_a_date_is_as_precise_as_the_feed_has_it():
    dates = ["2024-05-02", "2024-05-02T10:00:00+02:00", "some day", ""]
    items = "".join(
        f"<item><link>https://v.example/{n}</link><pubDate>{date}</pubDate></item>"
        for n, date in enumerate(dates)
    )
    given = [entry.given.get("published") for entry in entries_of(rss(items)) if isinstance(entry, Entry)]
    assert given == ["2024-05-02", "2024-05-02T08:00:00+00:00", None, None]


@pytest.mark.parametrize(
    "link",
    [
        "",
        "javascript:x()",
        "mailto:ida@v.example",
        "http://[",
        "https://v.example/" + "a" * 3000,
        "ftp://v.example",
    ],
    ids=["none", "script", "mail", "broken", "long", "ftp"],
)
def test_an_entry_that_leads_nowhere_is_refused_alone(link):
    first, second = entries_of(rss(f"<item><link>{link}</link><title>a</title></item>{item(2)}"))
    assert isinstance(first, Refusal)
    assert first.reason == "no-link"
    assert isinstance(second, Entry)


def test_a_relative_link_in_a_file_leads_nowhere():
    (found,) = entries_of(
        feed("<rss version='2.0'><channel><item><link>/a</link></item></channel></rss>", None)
    )
    assert isinstance(found, Refusal)


def test_each_link_is_given_once():
    assert len(list(entries_of(rss(item(1) + item(2) + item(1))))) == 2


@pytest.mark.parametrize(
    "data",
    [
        PAGE,
        b"",
        b"<p>About &lt;rss&gt;</p>",
        b'{"items": []}',
        b"<?xml version='1.0'?><urlset/>",
        b"\x1f\x8b\x08",
    ],
    ids=["html", "empty", "fragment", "json", "site-map", "gzip"],
)
def test_what_is_no_feed_says_so(data):
    assert not is_feed(data)
    assert reason(feed(data)) == "not-a-feed"


@pytest.mark.parametrize("items", ["5", '[{"url": ', "null"])
def test_a_broken_json_feed_is_refused(items):
    assert (
        reason(feed('{"version": "https://jsonfeed.org/version/1", "items": ' + items + "}")) == "broken-feed"
    )


def test_odd_items_of_a_json_feed_lead_nowhere():
    items = [5, None, {}, {"url": 5, "authors": "Ida", "title": [1], "date_published": 7}]
    data = json.dumps({"version": "https://jsonfeed.org/version/1", "items": items})
    assert [entry.reason for entry in entries_of(feed(data)) if isinstance(entry, Refusal)] == ["no-link"] * 4


def test_a_cut_feed_gives_its_whole_entries():
    whole = rss("".join(item(n) for n in range(20))).data
    found = [entry.link for entry in entries_of(feed(whole[:-400])) if isinstance(entry, Entry)]
    assert 10 < len(found) < 20
    assert found[3] == "https://courier.example.org/3"


def test_a_feed_with_a_million_entries_gives_the_first_and_tells():
    data = b"<rss version='2.0'><channel>" + b"".join(item(n).encode() for n in range(200_000))
    began = time.monotonic()
    *entries, rest = entries_of(feed(data), limits=Limits(max_feed_entries=100))
    assert [entry.link[-2:] for entry in entries if isinstance(entry, Entry)][-1] == "99"
    assert len(entries) == 100
    assert isinstance(rest, Refusal)
    assert rest.reason == "feed-too-large"
    assert time.monotonic() - began < 3


@pytest.mark.parametrize(
    "limits", [Limits(max_feed_bytes=5000), Limits(max_feed_tags=300)], ids=["bytes", "tags"]
)
def test_a_feed_beyond_a_limit_is_read_to_there(limits):
    *entries, rest = entries_of(rss("".join(item(n) for n in range(1000))), limits=limits)
    assert 30 < len(entries) < 80
    assert isinstance(rest, Refusal)
    assert rest.reason == "feed-too-large"
    assert reason(feed(JSON), limits=Limits(max_feed_bytes=100)) == "feed-too-large"


@pytest.mark.parametrize(
    "body",
    [b"<a>" * 300_000, b"<a " * 300_000, b"<" * 900_000, b"<![CDATA[" * 100_000, b"&x" * 400_000],
    ids=["open", "unclosed", "angles", "cdata", "entities"],
)
def test_feeds_made_to_hurt_end_in_time(body):
    began = time.monotonic()
    list(entries_of(feed(b"<rss version='2.0'><channel>" + body), limits=Limits(max_feed_tags=10_000)))
    assert time.monotonic() - began < 3


def test_entities_that_multiply_are_not_followed():
    laughs = "".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" for n in range(1, 12))
    data = (
        f"<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY l0 'ha'>{laughs}]><rss version='2.0'><channel><item>"
    )
    data += "<title>&l11;</title><link>https://v.example/a</link></item></channel></rss>"
    assert is_feed(data.encode())
    for entry in entries_of(feed(data)):
        assert isinstance(entry, Refusal) or len(entry.given.get("title", "")) < 2000


def linked(site, *paths: str) -> str:
    items = "".join(f"<item><title>Of {path}</title><link>{path}</link></item>" for path in paths)
    return site.answers("/feed", f"<rss version='2.0'><channel>{items}</channel></rss>".encode())


def test_an_address_of_a_feed_gives_its_articles(site):
    one = site.answers("/one", PAGE)
    two = site.answers("/two", PAGE)
    site.answers("/gone", b"", status=410)
    found = list(captures(linked(site, "/one", "/gone", "/two"), allow_private=True))
    assert [one.name for one in found] == [one, site.address + "/gone", two]
    assert [getattr(one, "reason", "") for one in found] == ["", "http-status", ""]
    first = found[0]
    assert isinstance(first, Capture)
    assert (first.origin, first.url, first.data, first.given) == ("feed", one, PAGE, {"title": "Of /one"})


@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "gzip"])
def test_a_feed_in_a_file_gives_its_articles(site, tmp_path, pack):
    one = site.answers("/one", PAGE)
    (tmp_path / "feed.xml").write_bytes(pack(rss(f"<item><link>{one}</link></item>").data))
    (found,) = captures(tmp_path, allow_private=True)
    assert (found.name, found.origin) == (one, "feed")
    (refusal,) = captures(tmp_path)
    assert (refusal.name, getattr(refusal, "reason", "")) == (one, "private-address")


def test_known_entries_are_not_fetched(site):
    two = site.answers("/two", PAGE)
    known = {site.address + "/one"}
    found = list(captures(linked(site, "/one", "/two"), allow_private=True, known=known.__contains__))
    assert [one.name for one in found] == [two]
    assert len(site.seen) == 2


def test_entries_are_fetched_as_they_are_asked_for(site):
    for path in ("/one", "/two"):
        site.answers(path, PAGE)
    found = captures(linked(site, "/one", "/two"), allow_private=True)
    next(found)
    assert len(site.seen) == 2


def test_a_feed_that_never_ends_is_left(site):
    def endless(handler):
        handler.send_response(200)
        handler.end_headers()
        handler.wfile.write(b"<rss version='2.0'><channel>")
        for number in count():
            if number > 500_000:
                break
            handler.wfile.write(item(number).encode())

    site.roles["/endless"] = endless
    (refusal,) = captures(site.address + "/endless", allow_private=True, limits=Limits(max_bytes=300_000))
    assert (refusal.name, getattr(refusal, "reason", "")) == (site.address + "/endless", "too-large")
