"""A page is read and not kept, or added by a job; an export is the command's."""

from __future__ import annotations

import gzip
import json
import threading
import time
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

import onrecord
from ledgers import SAID
from onrecord.cli.app import main
from onrecord.desk import Ledger
from onrecord.errors import SlowError
from onrecord.exports import formats
from onrecord.pipeline import Reader
from onrecord.testing import FakeAnalyser
from onrecord.web import jobs as jobs_module

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Site
    from reading_room import Browser

PAGE = f"<html><body><h1>Quay</h1><p>{SAID.format(7)}</p></body></html>"
ON_SQLITE = pytest.mark.parametrize("location", ["sqlite"], indirect=True)


def finished(browser: Browser, reply: Any) -> dict[str, Any]:
    """What became of a job that was begun."""
    assert reply.status_code == 202, reply.text
    worker = browser.app.state.jobs._thread  # type: ignore[attr-defined]
    if worker is not None:
        worker.join(30)
    told: dict[str, Any] = browser.get(reply.headers["location"]).json()
    assert told["id"] == reply.json()["id"]
    return told


def held(location: str) -> int:
    with Ledger.open(location) as ledger:
        return ledger.stats().articles


@ON_SQLITE
def test_words_are_read_and_not_kept(browser: Browser, filled: str) -> None:
    record = browser.post("/api/v1/read", json={"text": SAID.format(1), "name": "note"}).json()
    read = onrecord.from_json(json.dumps(record))
    assert read == Reader(analyser=FakeAnalyser()).read_text(SAID.format(1), name="note")
    html = browser.post("/api/v1/read", json={"text": PAGE}).json()
    assert "<p>" not in html["article"]["text"]
    assert held(filled) == 3


@ON_SQLITE
def test_a_page_is_read_from_its_address_under_the_rules_for_addresses(
    room: Callable[..., Browser], site: Site
) -> None:
    address = site.answers("/quay", PAGE.encode(), Content_Type="text/html")
    refused = room().post("/api/v1/read", json={"url": address})
    assert (refused.status_code, refused.json()["error"]["code"]) == (422, "private-address")
    assert site.seen == []
    record = room(allow_private=True).post("/api/v1/read", json={"url": address}).json()
    assert record["article"]["url"] == address
    assert len(record["attributions"]) == 1


@ON_SQLITE
def test_a_file_is_read_whatever_it_is_called(browser: Browser) -> None:
    for name, data in (("../../quay.html", PAGE.encode()), ("quay.gz", gzip.compress(PAGE.encode()))):
        record = browser.post("/api/v1/read/upload", files={"file": (name, data)}).json()
        assert record["name"] == name.rpartition("/")[2]
        assert len(record["attributions"]) == 1
    reply = browser.post("/api/v1/read/upload", files={"file": ("a.pdf", b"%PDF-1.7 not a page")})
    assert (reply.status_code, reply.json()["error"]["code"]) == (422, "pdf")


@ON_SQLITE
def test_what_cannot_be_read_says_why(browser: Browser) -> None:
    for body, code in (
        ({}, "bad-request"),
        ({"text": ""}, "bad-request"),
        ({"text": " "}, "empty"),
        ({"text": "a", "url": "https://example.org"}, "bad-request"),
        ({"text": "a", "more": 1}, "bad-request"),
        ({"url": "ftp://example.org/a"}, "bad-request"),
        ({"url": "file:///etc/passwd"}, "bad-request"),
        ({"url": "/etc/passwd"}, "bad-request"),
        ({"url": "http://a\0b"}, "bad-request"),
        ({"url": "http://["}, "unknown-host"),
    ):
        for path in ("read", "articles"):
            reply = browser.post(f"/api/v1/{path}", json=body)
            if path == "articles" and code in ("empty", "unknown-host"):
                told = finished(browser, reply)
                assert told["counts"]["refused"] == 1
                assert told["outcomes"][0]["reason"] == code
            else:
                assert (body, reply.status_code, reply.json()["error"]["code"]) == (body, 422, code)
    for sent in (b"{", b"\xff", b"[" * 100_000):
        reply = browser.post("/api/v1/read", content=sent, headers={"Content-Type": "application/json"})
        assert reply.status_code in (400, 422)
        assert reply.json()["error"]["code"] == "bad-request"


def test_words_and_files_are_added_by_a_job(browser: Browser, filled: str) -> None:
    told = finished(browser, browser.post("/api/v1/articles", json={"text": SAID.format(7)}))
    assert told["state"] == "done"
    assert told["counts"] == {"added": 1, "known": 0, "changed": 0, "refused": 0}
    (outcome,) = told["outcomes"]
    assert (outcome["kind"], outcome["statements"]) == ("added", 1)
    assert browser.get(f"/api/v1/articles/{outcome['article_id']}").json()["name"] == "pasted text"
    lines = "".join(json.dumps({"text": SAID.format(n)}) + "\n" for n in (7, 8, 9)).encode()
    files = [("files", ("many.jsonl", lines)), ("files", ("picture.png", b"\x89PNG....."))]
    told = finished(browser, browser.post("/api/v1/articles/upload", files=files))
    assert told["counts"] == {"added": 2, "known": 1, "changed": 0, "refused": 1}
    assert told["sources"] == ["many.jsonl", "picture.png"]
    assert held(filled) == 6


@ON_SQLITE
def test_a_feed_is_added_from_its_address(room: Callable[..., Browser], site: Site) -> None:
    browser = room(allow_private=True)
    page = site.answers("/quay", PAGE.encode(), Content_Type="text/html")
    feed = f"<rss version='2.0'><channel><title>F</title><item><link>{page}</link></item></channel></rss>"
    address = site.answers("/feed", feed.encode(), Content_Type="application/rss+xml")
    told = finished(browser, browser.post("/api/v1/articles", json={"url": address}))
    assert told["counts"]["added"] == 1
    assert told["outcomes"][0]["name"] == page


@ON_SQLITE
def test_a_job_that_cannot_go_on_says_why_and_the_next_one_is_done(
    room: Callable[..., Browser], monkeypatch: pytest.MonkeyPatch
) -> None:
    from onrecord.errors import ModelError

    makes = iter([ModelError("the model is gone"), None])

    def make() -> Reader:
        failure = next(makes)
        if failure is not None:
            raise failure
        return Reader(analyser=FakeAnalyser())

    browser = room(reader=make)
    told = finished(browser, browser.post("/api/v1/articles", json={"text": SAID.format(7)}))
    assert (told["state"], told["error"]) == (
        "failed",
        {"code": "model", "message": "the model is gone"},
    )
    told = finished(browser, browser.post("/api/v1/articles", json={"text": SAID.format(7)}))
    assert told["state"] == "done"


@ON_SQLITE
def test_a_server_that_ends_ends_its_job_after_the_page_in_hand(
    room: Callable[..., Browser], filled: str
) -> None:
    reading, ending = threading.Event(), threading.Event()

    class Slow(FakeAnalyser):
        def analyse_many(self, items: Any, **options: Any) -> Any:
            for one in super().analyse_many(items, **options):
                reading.set()
                assert ending.wait(30)
                yield one

    browser = room(reader=lambda: Reader(analyser=Slow(look_ahead=0)))
    lines = "".join(json.dumps({"text": SAID.format(n)}) + "\n" for n in range(500)).encode()
    reply = browser.post("/api/v1/articles/upload", files=[("files", ("many.jsonl", lines))])
    jobs = browser.app.state.jobs  # type: ignore[attr-defined]
    assert reading.wait(30)
    job = jobs.find(reply.json()["id"])
    assert browser.get(reply.headers["location"]).json()["state"] == "running"
    jobs._ending = True
    ending.set()
    jobs.close()
    assert job.told()["state"] == "stopped"
    assert 3 < held(filled) < 100


class SlowAt(FakeAnalyser):
    """Does not read a text with this word in time."""

    def __init__(self, word: str, look_ahead: int) -> None:
        super().__init__(look_ahead)
        self.word = word

    def analyse(self, text: str, *args: Any, **options: Any) -> Any:
        assert options["seconds"] == 7.0
        if self.word in text:
            raise SlowError("a text: was not read within 7 seconds")
        return super().analyse(text, *args, **options)


@pytest.mark.parametrize("ahead", [0, 2, 9])
@pytest.mark.parametrize("slow", [[0], [3], [5], [1, 2], [0, 1, 2, 3, 4, 5]])
@ON_SQLITE
def test_a_page_that_takes_too_long_is_refused_and_the_others_are_added(
    room: Callable[..., Browser], filled: str, ahead: int, slow: list[int]
) -> None:
    browser = room(reader=lambda: Reader(analyser=SlowAt("endless", ahead)), page_seconds=7.0)
    rows = [{"text": SAID.format(n + 10) + (" It is endless." if n in slow else "")} for n in range(6)]
    lines = "".join(json.dumps(row) + "\n" for row in rows).encode()
    told = finished(browser, browser.post("/api/v1/articles/upload", files=[("files", ("six.jsonl", lines))]))
    assert (told["state"], told["error"]) == ("done", None)
    kinds = ["refused" if n in slow else "added" for n in range(6)]
    assert [one["kind"] for one in told["outcomes"]] == kinds
    assert [one["name"].rpartition("six.jsonl")[2] for one in told["outcomes"]] == [
        f":{n + 1}" for n in range(6)
    ]
    assert {one["reason"] for one in told["outcomes"] if one["kind"] == "refused"} == {"too-slow"}
    assert held(filled) == 3 + 6 - len(slow)


@ON_SQLITE
def test_words_that_take_too_long_are_no_error_of_the_server(room: Callable[..., Browser]) -> None:
    browser = room(reader=lambda: Reader(analyser=SlowAt("endless", 0)), page_seconds=7.0)
    reply = browser.post("/api/v1/read", json={"text": SAID.format(1) + " It is endless."})
    assert (reply.status_code, reply.json()["error"]["code"]) == (422, "too-slow")


@ON_SQLITE
def test_a_page_that_hangs_fails_its_job_lets_the_next_begin_and_stores_nothing_late(
    room: Callable[..., Browser], filled: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs_module, "_LOOK_SECONDS", 0.01)
    hanging, going_on = threading.Event(), threading.Event()

    class Hangs(FakeAnalyser):
        def analyse(self, text: str, *args: Any, **options: Any) -> Any:
            if "endless" in text:
                hanging.set()
                assert going_on.wait(30)
            return super().analyse(text, *args, **options)

    browser = room(reader=lambda: Reader(analyser=Hangs(look_ahead=0)), page_seconds=600.0)
    readers = browser.app.state.readers  # type: ignore[attr-defined]
    texts = [SAID.format(20), SAID.format(21) + " It is endless.", SAID.format(22)]
    lines = "".join(json.dumps({"text": text}) + "\n" for text in texts).encode()
    reply = browser.post("/api/v1/articles/upload", files=[("files", ("three.jsonl", lines))])
    assert hanging.wait(30)
    (thread,) = [one for one in threading.enumerate() if one.name == "onrecord-reading"]
    behind = browser.post("/api/v1/articles", json={"text": SAID.format(23)})
    readers._clock = lambda: time.monotonic() + 1_201.0
    told = finished(browser, reply)
    readers._clock = time.monotonic
    assert (told["state"], told["error"]["code"]) == ("failed", "too-slow")
    assert "three.jsonl:2: was not done within 1200 seconds" in told["error"]["message"]
    assert "Broken off after 1 page" in browser.get(f"/jobs/{told['id']}").text
    assert finished(browser, behind)["state"] == "done"
    assert held(filled) == 5
    going_on.set()
    thread.join(30)
    assert held(filled) == 5
    assert browser.get(reply.headers["location"]).json() == told


@ON_SQLITE
def test_more_jobs_than_may_wait_are_refused(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browser.app.state.jobs, "_thread", threading.current_thread())  # type: ignore[attr-defined]
    for _ in range(jobs_module.MOST_WAITING):
        browser.app.state.jobs.add([], by="Ida")  # type: ignore[attr-defined]
    reply = browser.post("/api/v1/articles", json={"text": "words"})
    assert (reply.status_code, reply.json()["error"]["code"]) == (503, "busy")
    assert reply.headers["retry-after"] == "60"
    monkeypatch.setattr(browser.app.state.jobs, "_thread", None)  # type: ignore[attr-defined]


@ON_SQLITE
def test_a_job_that_is_done_keeps_no_words_of_its_pages(browser: Browser) -> None:
    reply = browser.post("/api/v1/articles", json={"text": SAID.format(1), "name": "note"})
    assert finished(browser, reply)["sources"] == ["note"]
    job = browser.app.state.jobs.find(reply.json()["id"])  # type: ignore[attr-defined]
    assert SAID.format(1) not in repr(job)
    assert job.name == "note"


@ON_SQLITE
def test_a_job_that_is_not_known_is_not_found(browser: Browser) -> None:
    assert browser.get("/api/v1/jobs/AAAAAAAAAAAAAAAA").status_code == 404
    assert browser.get("/api/v1/jobs/1").status_code == 422


def told_in(data: bytes) -> object:
    """The bytes; of an archive the files in it: where it cannot go back, their sizes stand behind them."""
    if not data.startswith(b"PK"):
        return data
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("form", formats.FORMATS)
@ON_SQLITE
def test_an_export_is_the_command_s(browser: Browser, filled: str, form: str) -> None:
    reply = browser.get(f"/api/v1/exports/{form}?speaker=Reyes&until=2024")
    arguments = ["export", "--format", form, "--speaker", "Reyes", "--until", "2024", "--ledger", filled]
    result = CliRunner().invoke(main, arguments, catch_exceptions=False)
    ending = formats.FORMATS[form].ending
    assert reply.headers["content-disposition"] == f'attachment; filename="onrecord-{form}{ending}"'
    assert told_in(reply.content) == told_in(result.stdout_bytes)
    assert reply.content


@ON_SQLITE
def test_exports_are_listed_and_others_are_refused(browser: Browser) -> None:
    listed = browser.get("/api/v1/exports").json()["exports"]
    assert [one["name"] for one in listed] == list(formats.FORMATS)
    assert browser.get(listed[0]["path"]).status_code == 200
    assert browser.get("/api/v1/exports/docx").status_code == 422
    reply = browser.get("/api/v1/exports/jsonl?speaker=Nobody")
    assert (reply.status_code, reply.json()["error"]["code"]) == (404, "not-recorded")
