"""Fetching keeps to its limits and stays out of private networks."""

from __future__ import annotations

import gzip
import socket
import time

import pytest

from onrecord.errors import FetchError, InputError, UnreadableError
from onrecord.pages import Limits, load
from onrecord.pages.addresses import is_public
from onrecord.records import PageKind

HTML = "<!doctype html><html><body><p>“Café,” the mayor said.</p></body></html>"


def reason_of(url: str, **options: object) -> str:
    with pytest.raises(InputError) as refusal:
        load(url, allow_private=True, **options)  # type: ignore[arg-type]
    assert str(refusal.value).startswith(url)
    return refusal.value.reason


def test_a_page_is_fetched_with_an_honest_name(site):
    url = site.answers("/a", HTML.encode("cp1252"), Content_Type="text/html; charset=windows-1252")
    page = load(url, allow_private=True)
    assert (page.kind, page.text, page.url) == (PageKind.HTML, HTML, url)
    assert page.fetched is not None
    assert site.seen[0]["User-Agent"].startswith("onrecord")
    assert site.seen[0]["Host"] == site.address.removeprefix("http://")


def test_gzip_in_transit_is_unpacked_within_the_limit(site):
    url = site.answers("/a", gzip.compress(HTML.encode()), Content_Encoding="gzip")
    assert load(url, allow_private=True).text == HTML
    bomb = site.answers("/b", gzip.compress(b"a" * 1_000_000), Content_Encoding="gzip")
    assert reason_of(bomb, limits=Limits(max_bytes=10_000)) == "too-large"


def test_redirects_lead_to_the_page_and_are_counted(site):
    end = site.answers("/end", HTML.encode())
    start = site.answers("/start", b"", status=302, Location="/end")
    page = load(start, allow_private=True)
    assert (page.name, page.url) == (start, end)
    loop = site.answers("/loop", b"", status=301, Location="/loop")
    seen = len(site.seen)
    assert reason_of(loop, limits=Limits(max_redirects=3)) == "redirects"
    assert len(site.seen) - seen == 4


@pytest.mark.parametrize(
    ("target", "reason"),
    [("ftp://example.org/", "scheme"), ("file:///etc/hosts", "scheme"), ("http://u:p@127.0.0.1/", "bad-url")],
)
def test_every_hop_is_checked_again(site, target, reason):
    assert reason_of(site.answers("/go", b"", status=302, Location=target)) == reason


def test_a_redirect_into_a_private_network_is_refused(site, monkeypatch):
    # The first look-up is allowed to be public, the second hop names loopback.
    monkeypatch.setattr("onrecord.pages.addresses.is_public", lambda address: address == "127.0.0.1")
    url = site.answers("/go", b"", status=302, Location="http://127.0.0.2/")
    with pytest.raises(FetchError) as refusal:
        load(url)
    assert refusal.value.reason == "private-address"


def test_the_connection_goes_to_the_checked_address(site, monkeypatch):
    asked: list[str] = []
    real = socket.getaddrinfo

    def once(host, port, *args, **options):
        asked.append(host)
        return real("127.0.0.1" if host == "news.invalid" else host, port, *args, **options)

    monkeypatch.setattr(socket, "getaddrinfo", once)
    url = site.answers("/a", HTML.encode()).replace("127.0.0.1", "news.invalid")
    page = load(url, allow_private=True)
    assert page.text == HTML
    assert site.seen[0]["Host"].startswith("news.invalid")
    assert asked.count("news.invalid") == 1


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "[::1]", "10.0.0.1", "169.254.169.254", "0.0.0.0"]
)
def test_private_hosts_are_refused_unless_allowed(host):
    with pytest.raises(FetchError) as refusal:
        load(f"http://{host}/")
    assert refusal.value.reason == "private-address"


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
        ("192.168.1.1", False),
        ("100.64.0.1", False),
        ("224.0.0.1", False),
        ("::ffff:10.0.0.1", False),
        ("::ffff:93.184.216.34", True),
        ("64:ff9b::a00:1", False),
        ("2002:a00:1::", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
    ],
)
def test_public_addresses_are_told_from_others(address, public):
    assert is_public(address) is public


@pytest.mark.parametrize(
    ("url", "reason"),
    [("http://", "bad-url"), ("ftp://example.org/a", "scheme"), ("http://[::", "bad-url")],
)
def test_odd_addresses_are_refused(url, reason):
    assert reason_of(url) == reason


def test_an_error_status_is_told(site):
    assert reason_of(site.answers("/no", b"gone", status=404)) == "http-status"


def test_a_declared_size_above_the_limit_is_refused_before_reading(site):
    assert reason_of(site.answers("/big", b"x" * 5000), limits=Limits(max_bytes=1000)) == "too-large"


def test_an_undeclared_size_is_counted_while_reading(site):
    def endless(handler):
        handler.send_response(200)
        handler.end_headers()
        for _ in range(100):
            handler.wfile.write(b"x" * 1000)

    site.roles["/endless"] = endless
    assert reason_of(site.address + "/endless", limits=Limits(max_bytes=10_000)) == "too-large"


def test_a_dripping_server_is_left_in_time(site):
    def drip(handler):
        handler.send_response(200)
        handler.end_headers()
        for _ in range(30):
            handler.wfile.write(b"x")
            handler.wfile.flush()
            time.sleep(0.1)

    site.roles["/drip"] = drip
    began = time.monotonic()
    assert reason_of(site.address + "/drip", limits=Limits(total_seconds=0.5)) == "timeout"
    assert time.monotonic() - began < 2.5


def test_a_closed_port_is_a_connection_error():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        assert reason_of(f"http://127.0.0.1:{taken.getsockname()[1]}/") == "connection"


def test_a_fetched_pdf_is_no_page(site):
    with pytest.raises(UnreadableError):
        load(site.answers("/a.pdf", b"%PDF-1.4"), allow_private=True)
