"""Whatever holds pages gives captures, in order; reading a capture again gives the same page."""

from __future__ import annotations

import contextlib
import gzip
import io
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from archives import PAGE, packed, response
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.errors import FetchError, InputError
from onrecord.pages import Limits, captures, from_bytes, load, page_of
from onrecord.pages.fetch import expect_page, fetch
from onrecord.records import Capture, Refusal


def test_a_folder_gives_its_files_in_order_each_by_its_content(tmp_path):
    (tmp_path / "a.html").write_bytes(PAGE)
    (tmp_path / "b").write_bytes(packed(response(1), response(2)))
    (tmp_path / "c.data").write_text('{"text": "Yes, she said."}\n')
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "d.txt").write_text("No, he said.")
    (tmp_path / ".hidden.html").write_bytes(PAGE)
    found = list(captures(tmp_path))
    assert [one.origin for one in found] == ["file", "warc", "warc", "jsonl", "file"]
    assert [one.name.removeprefix(f"{tmp_path}/") for one in found][::4] == ["a.html", "sub/d.txt"]


@pytest.mark.parametrize(
    "data",
    [PAGE, gzip.compress(PAGE), b"%PDF-1.4", b"", b"\x1f\x8b\x08broken", b'{"a": 1}', b'{\n  "text": "x"\n}'],
    ids=["html", "gzip", "pdf", "empty", "broken-gzip", "json", "json-over-lines"],
)
def test_a_file_that_is_no_container_is_one_page_as_its_bytes_lie(tmp_path, data):
    path = tmp_path / "page"
    path.write_bytes(data)
    assert list(captures(str(path))) == [Capture(str(path), data, "file")]


def test_standard_input_is_treated_by_content(monkeypatch):
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b"She said yes.")))
    assert list(captures("-")) == [Capture("-", b"She said yes.", "stdin")]
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(gzip.compress(b'{"text": "a"}'))))
    assert [one.name for one in captures("-")] == ["-:1"]


def test_what_cannot_be_opened_is_refused_by_name(tmp_path):
    (missing,) = captures(tmp_path / "absent.html")
    assert (missing.name, missing.reason) == (str(tmp_path / "absent.html"), "not-found")
    (tmp_path / "big").write_bytes(b"a" * 2000)
    (large,) = captures(tmp_path / "big", limits=Limits(max_bytes=1000))
    assert large.reason == "too-large"
    (address,) = captures("http://127.0.0.1/a")
    assert isinstance(address, Refusal)
    assert address.reason == "private-address"


def test_known_files_and_addresses_are_left_unread(tmp_path, site):
    (tmp_path / "a.html").write_bytes(PAGE)
    assert list(captures(tmp_path, known=lambda name: name == str(tmp_path / "a.html"))) == []
    url = site.answers("/a", PAGE)
    assert list(captures(url, known=lambda name: name == url, allow_private=True)) == []
    assert site.seen == []


def test_an_address_gives_what_the_server_said(site):
    body = "<!doctype html><html><body><p>Café</p></body></html>".encode("cp1252")
    url = site.answers(
        "/a", gzip.compress(body), Content_Type="text/html; Charset=CP1252", Content_Encoding="gzip"
    )
    (found,) = captures(url, allow_private=True)
    assert (found.name, found.url, found.origin, found.status) == (url, url, "web", 200)
    assert (found.data, found.headers["content-type"]) == (body, "text/html; Charset=CP1252")
    assert found.fetched is not None
    assert found.fetched.tzinfo is not None


def test_reading_a_capture_is_reading_the_source(tmp_path, site):
    url = site.answers("/a", "<p>Café".encode("cp1252"), Content_Type="text/html; charset=cp1252")
    (found,) = captures(url, allow_private=True)
    assert page_of(found) == page_of(found)
    assert page_of(found) == from_bytes(
        found.data, url, url=url, fetched=found.fetched, http_charset="cp1252"
    )
    assert page_of(found).text == load(url, allow_private=True).text


@pytest.mark.parametrize(
    ("header", "text"),
    [
        ("text/html; charset=koi8-r", "Да"),
        ("text/html;\r\n charset=koi8-r", "Да"),
        ("charset", "äÁ"),
        ("", "äÁ"),
    ],
)
def test_the_charset_of_the_headers_counts(header, text):
    assert page_of(Capture("a", b"\xe4\xc1", headers={"content-type": header})).text == text


def test_the_example_archive_holds_the_example_pages():
    examples = Path(__file__).parents[2] / "examples"
    found = list(captures(examples / "harbour.warc.gz"))
    pages = [examples / "harbour-strike.html", examples / "glacier-lake.html"]
    assert [page_of(one).text for one in found] == [load(page).text for page in pages]


def test_extra_headers_are_sent_and_any_status_is_told(site):
    url = site.answers("/a", b"", status=304, ETag='"2"')
    found = fetch(url, allow_private=True, headers={"If-None-Match": '"1"'}, any_status=True)
    assert (found.status, found.headers["etag"], found.data) == (304, '"2"', b"")
    assert site.seen[0]["If-None-Match"] == '"1"'
    with pytest.raises(FetchError) as refusal:
        expect_page(found)
    assert refusal.value.reason == "http-status"


CONTAINERS = {
    "packed": packed(*(response(number) for number in range(6))),
    "plain": b"".join(response(number) for number in range(6)),
    "whole": gzip.compress(b"".join(response(number) for number in range(6))),
    "lines": b'{"text": "Yes, she said.", "title": "Tide"}\n' * 6,
    "feed": b"<?xml version='1.0'?><rss version='2.0'>" + b"<item><title>T</title><link>x</link></item>" * 6,
}


@given(st.sampled_from(sorted(CONTAINERS)), st.data())
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_damaged_nothing_is_raised(tmp_path, form, data):
    damaged = bytearray(CONTAINERS[form])
    at = data.draw(st.integers(0, len(damaged)))
    damaged[at : at + data.draw(st.integers(0, 60))] = data.draw(st.binary(max_size=60))
    (tmp_path / "a").write_bytes(damaged)
    for one in captures(tmp_path / "a"):
        if isinstance(one, Capture):
            with contextlib.suppress(InputError):
                page_of(one)
