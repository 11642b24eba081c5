"""A WARC archive gives its pages one by one, and what is broken in it stays alone."""

from __future__ import annotations

import gzip
import io
import sys
import tracemalloc
import zlib
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from archives import PAGE, answer, chunked, packed, record, response

from onrecord.pages import Limits, captures, page_of
from onrecord.records import Capture, PageKind, Refusal

WARCINFO = record("warcinfo", b"software: invented\r\n")
FORMS = {"by-record": packed, "plain": lambda *records: b"".join(records)}


@pytest.fixture(params=FORMS.values(), ids=FORMS.keys())
def form(request):
    return request.param


def read(tmp_path, data, **options):
    path = tmp_path / "news.warc.gz"
    path.write_bytes(data)
    return list(captures(path, **options))


def places(found):
    return [one.name.rpartition("#")[2] for one in found]


def reasons(found):
    return [one.reason if isinstance(one, Refusal) else "" for one in found]


def test_each_page_is_a_capture_with_what_the_server_said(tmp_path, form):
    records = [WARCINFO, response(1), response(2, Server="quay/1", Content_Type="text/html; charset=latin-1")]
    starts = [len(form(*records[:n])) for n in (1, 2)]
    found = read(tmp_path, form(*records))
    path = str(tmp_path / "news.warc.gz")
    assert [one.name for one in found] == [f"{path}#{start}" for start in starts]
    assert found[1] == Capture(
        f"{path}#{starts[1]}",
        PAGE,
        "warc",
        url="https://courier.example.org/2",
        fetched=datetime(2024, 5, 2, 7, 30, tzinfo=UTC),
        status=200,
        headers={"content-type": "text/html; charset=latin-1", "server": "quay/1"},
    )
    assert page_of(found[0]).kind is PageKind.HTML


def test_an_archive_gzipped_as_a_whole_tells_its_records_apart(tmp_path):
    one = response(1)
    found = read(tmp_path, gzip.compress(one + response(2)))
    assert places(found) == ["0", f"0+{len(one)}"]
    assert [capture.url[-1] for capture in found] == ["1", "2"]


@pytest.mark.parametrize(
    "other",
    [
        record("request", b"GET / HTTP/1.1\r\nHost: courier.example.org\r\n\r\n"),
        record("metadata", b"fetchTimeMs: 10\r\n"),
        record("revisit", b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"),
        record("resource", PAGE, more="Content-Type: text/html\r\n"),
        record("response", b"192.0.2.1", uri="dns:courier.example.org"),
        response(1, b"\x89PNG\r\n", Content_Type="image/png"),
        response(1, b"%PDF-1.4", Content_Type="application/pdf"),
        response(1, status="404 Not Found"),
        response(1, b"", status="301 Moved", Location="/2"),
    ],
    ids=["request", "metadata", "revisit", "resource", "dns", "picture", "pdf", "not-found", "redirect"],
)
def test_what_is_no_page_is_passed_over_in_silence(tmp_path, form, other):
    found = read(tmp_path, form(other, response(2)))
    assert [capture.url for capture in found] == ["https://courier.example.org/2"]


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (chunked(PAGE), {"Transfer_Encoding": "chunked"}),
        (PAGE, {"Transfer_Encoding": "chunked"}),
        (gzip.compress(PAGE), {"Content_Encoding": "gzip"}),
        (PAGE, {"Content_Encoding": "gzip"}),
        (chunked(gzip.compress(PAGE)), {"Content_Encoding": "gzip", "Transfer_Encoding": "chunked"}),
        (zlib.compress(PAGE), {"Content_Encoding": "deflate"}),
        (zlib.compress(PAGE)[2:-4], {"Content_Encoding": "deflate"}),
        (PAGE, {"Content_Encoding": "br", "X_Crawler_Content_Encoding": "br"}),
        (PAGE, {"Content_Type": ""}),
        (PAGE, {"Content_Type": "application/xhtml+xml"}),
    ],
    ids=[
        "chunks",
        "chunks-said-only",
        "gzip",
        "gzip-said-only",
        "gzip-in-chunks",
        "deflate",
        "raw-deflate",
        "brotli-said-only",
        "no-type",
        "xhtml",
    ],
)
def test_a_body_is_given_without_its_encodings(tmp_path, body, headers):
    (found,) = read(tmp_path, packed(response(1, body, **headers)))
    assert found.data == PAGE


def test_an_encoding_that_cannot_be_undone_is_refused_alone(tmp_path):
    found = read(tmp_path, packed(response(1, b"\x1b\x00", Content_Encoding="br"), response(2)))
    assert reasons(found) == ["encoding", ""]


def test_a_broken_record_in_the_middle_is_refused_and_the_rest_read(tmp_path, form):
    records = [response(number) for number in range(5)]
    data = bytearray(form(*records))
    start = len(form(*records[:2]))
    data[start : start + 60] = b"\xff" * 60
    found = read(tmp_path, bytes(data))
    assert reasons(found) == ["", "", "broken-record", "", ""]
    assert [one.url[-1] for one in found if isinstance(one, Capture)] == ["0", "1", "3", "4"]
    assert found[2].name.endswith(f"#{start}")


def test_a_changed_byte_is_seen_by_the_checksum(tmp_path):
    whole = [gzip.compress(response(n, PAGE + bytes(200)), compresslevel=0) for n in range(3)]
    at = len(whole[0]) + whole[1].index(b"quay will")
    data = bytearray(b"".join(whole))
    data[at] ^= 1
    assert reasons(read(tmp_path, bytes(data))) == ["", "broken-record", ""]


def test_a_checksum_behind_the_last_block_is_seen_before_the_page_is_given(tmp_path):
    def stored(length: int) -> bytes:
        return gzip.compress(response(1, b"a" * length), compresslevel=0)

    block = 65536
    data = bytearray(stored(block + 4 - (len(stored(60_000)) - 60_000)))
    assert len(data) == block + 4  # half the checksum and the length come with the next block
    data[-1] ^= 1
    assert reasons(read(tmp_path, bytes(data))) == ["broken-record"]


@pytest.mark.parametrize("said", [b"99", b"900"], ids=["too-short", "too-long"])
def test_a_wrong_length_costs_one_record(tmp_path, said):
    true = b"Content-Length: %d" % len(answer())
    wrong = response(1).replace(true, b"Content-Length: " + said)
    found = read(tmp_path, response(0) + wrong + response(2) + response(3) * 3)
    assert reasons(found) == ["", "broken-record", "", "", "", ""]


def test_a_truncated_last_member_is_told_apart(tmp_path, form):
    data = form(*(response(number) for number in range(3)))
    assert reasons(read(tmp_path, data[:-20])) == ["", "", "truncated-record"]


def test_broken_records_in_a_row_are_each_counted(tmp_path):
    broken = packed(response(1))[:-8] + bytes(8)
    found = read(tmp_path, packed(response(0)) + broken * 3 + packed(response(2)))
    assert reasons(found) == ["", *["broken-record"] * 3, ""]


def test_junk_between_records_is_refused_once(tmp_path):
    data = packed(response(1)) + b"\0" * 200_000 + packed(response(2))
    assert reasons(read(tmp_path, data)) == ["", "broken-record", ""]


def test_headers_without_end_are_refused(tmp_path):
    endless = b"WARC/1.0\r\n" + b"X-A: b\r\n" * 400_000
    found = read(tmp_path, packed(endless, response(1)))
    assert reasons(found) == ["broken-record", ""]
    assert "headers of more than 1 MB" in found[0].message
    line = b"WARC/1.0\r\nX: " + b"a" * 5_000_000
    assert reasons(read(tmp_path, packed(line, response(1)))) == ["broken-record", ""]


def test_an_archive_of_broken_records_is_left_in_the_end(tmp_path):
    data = packed(*[response(n)[:-40] for n in range(30)])
    found = read(tmp_path, data, limits=Limits(max_broken_records=5))
    assert reasons(found) == ["truncated-record"] * 5 + ["broken-archive"]


def test_a_page_beyond_the_limit_is_refused_and_not_held(tmp_path):
    bomb = gzip.compress(bytes(60_000_000))
    path = tmp_path / "bomb.warc.gz"
    parts = [
        response(1, bytes(60_000_000)),
        response(2, bomb, Content_Encoding="gzip"),
        response(3, b"3938700\r\n" + bytes(60_000_000) + b"\r\n0\r\n\r\n", Transfer_Encoding="chunked"),
        response(4),
    ]
    path.write_bytes(packed(*parts))
    del parts, bomb
    tracemalloc.start()
    found = list(captures(path, limits=Limits(max_bytes=1_000_000)))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert reasons(found) == ["too-large", "too-large", "too-large", ""]
    assert peak < 15_000_000


def test_a_long_archive_is_read_as_it_is_asked_for(tmp_path):
    path = tmp_path / "news.warc"
    path.write_bytes(b"".join(response(n, PAGE + b" " * 50_000) for n in range(200)))
    tracemalloc.start()
    count = sum(1 for _ in captures(path))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 200
    assert peak < 8_000_000


def test_known_records_are_passed_over(tmp_path, form):
    data = form(*(response(number) for number in range(3)))
    path = str(tmp_path / "news.warc.gz")
    found = read(tmp_path, data, known=lambda name: name == f"{path}#0")
    assert [one.url[-1] for one in found] == ["1", "2"]
    assert read(tmp_path, data, known=lambda name: name == path) == []


def test_an_archive_comes_through_standard_input(monkeypatch):
    data = packed(response(1)) + b"broken" + packed(response(2))
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(data)))
    found = list(captures("-"))
    first = len(packed(response(1)))
    assert [one.name for one in found] == ["-#0", f"-#{first}", f"-#{first + 6}"]
    assert reasons(found) == ["", "broken-record", ""]
