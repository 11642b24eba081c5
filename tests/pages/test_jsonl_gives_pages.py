"""JSON Lines: an article a line, and a bad line is refused alone."""

from __future__ import annotations

import gzip
import json
import tracemalloc

import pytest

from onrecord.pages import Limits, captures, page_of
from onrecord.records import Capture, PageKind, Refusal

TEXT = "“The quay will hold,” Ana Lund said."


def read(tmp_path, *lines, name="articles.jsonl", **options):
    path = tmp_path / name
    data = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines).encode()
    path.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    return list(captures(path, **options))


@pytest.mark.parametrize("name", ["articles.jsonl", "articles.jsonl.gz", "articles"])
def test_each_line_is_a_capture_named_by_its_number(tmp_path, name):
    html = "<!doctype html><html><body><p>Words.</p></body></html>"
    found = read(
        tmp_path, {"text": TEXT}, "", {"html": html, "url": "https://courier.example.org/a"}, name=name
    )
    path = str(tmp_path / name)
    assert [one.name for one in found] == [f"{path}:1", f"{path}:3"]
    assert found[0] == Capture(
        f"{path}:1", TEXT.encode(), "jsonl", headers={"content-type": "text/plain; charset=utf-8"}
    )
    assert [page_of(one).kind for one in found] == [PageKind.TEXT, PageKind.HTML]
    assert (page_of(found[1]).text, found[1].url) == (html, "https://courier.example.org/a")


def test_a_text_is_plain_text_whatever_it_holds(tmp_path):
    (found,) = read(tmp_path, {"text": "<p>One</p><p>Two</p><p>Three</p><p>Four</p>"})
    assert page_of(found).kind is PageKind.TEXT


@pytest.mark.parametrize(
    ("fields", "given"),
    [
        (
            {"id": 7, "title": " The  quay ", "published": "2024-05-02", "outlet": "The Vell Courier"},
            {"id": "7", "title": "The quay", "published": "2024-05-02", "outlet": "The Vell Courier"},
        ),
        (
            {"date": "2024-05-02", "publisher": {"name": "Vell"}},
            {"published": "2024-05-02", "outlet": "Vell"},
        ),
        ({"authors": ["Ida Moss", {"name": "Kofi Brandt"}]}, {"author": "Ida Moss; Kofi Brandt"}),
        ({"author": "Ida Moss", "title": None, "published": True, "outlet": ""}, {"author": "Ida Moss"}),
        ({"title": "x" * 5000, "url": 5}, {}),
    ],
    ids=["all", "other-names", "authors", "nothing-in-them", "not-what-they-say"],
)
def test_what_the_line_says_of_the_article_is_given(tmp_path, fields, given):
    (found,) = read(tmp_path, {"text": TEXT, **fields})
    assert (found.given, found.url) == (given, None)


@pytest.mark.parametrize(
    "line",
    ["not json", "[1]", '{"text": 5}', '{"title": "no text"}', "[" * 100_000, '{"text": "cut'],
    ids=["no-json", "list", "number", "no-text", "deep", "cut"],
)
def test_a_bad_line_is_refused_and_the_others_are_read(tmp_path, line):
    found = read(tmp_path, {"text": TEXT}, line, {"text": TEXT})
    assert [one.reason if isinstance(one, Refusal) else "" for one in found] == ["", "bad-line", ""]
    assert found[1].name.endswith(":2")
    assert len(found[1].message) < 400


def test_half_a_surrogate_pair_becomes_a_replacement_character(tmp_path):
    (found,) = read(tmp_path, '{"text": "a\\ud83d b \\ud83d\\ude00", "title": "\\udc00"}')
    assert (page_of(found).text, found.given["title"]) == ("a\ufffd b \U0001f600", "\ufffd")


def test_bytes_that_are_not_utf8_are_a_bad_line(tmp_path):
    (tmp_path / "a.jsonl").write_bytes(b'{"text": "caf\xe9"}\n{"text": "a"}')
    first, second = captures(tmp_path / "a.jsonl")
    assert (first.reason, second.data) == ("bad-line", b"a")


def test_a_line_beyond_the_limit_is_refused_and_not_held(tmp_path):
    path = tmp_path / "a.jsonl"
    with path.open("wb") as file:
        file.write(b'{"text": "a"}\n{"text": "')
        for _ in range(50):
            file.write(b"a" * 1_000_000)
        file.write(b'"}\n{"text": "b"}\n')
    tracemalloc.start()
    found = list(captures(path, limits=Limits(max_line_bytes=1_000_000)))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [getattr(one, "reason", "") for one in found] == ["", "too-large", ""]
    assert peak < 10_000_000


def test_a_gzip_file_that_is_cut_gives_the_lines_before(tmp_path):
    path = tmp_path / "a.jsonl.gz"
    lines = "".join(json.dumps({"text": f"{number} {hash(str(number))}"}) + "\n" for number in range(20_000))
    path.write_bytes(gzip.compress(lines.encode())[:-20_000])
    found = list(captures(path))
    assert len(found) > 5000
    assert all(isinstance(one, Capture) for one in found[:-1])
    assert (found[-1].name, found[-1].reason) == (str(path), "broken-compression")


def test_known_lines_are_passed_over(tmp_path):
    path = str(tmp_path / "articles.jsonl")
    found = read(tmp_path, {"text": "a"}, {"text": "b"}, known=lambda name: name == f"{path}:1")
    assert [one.data for one in found] == [b"b"]
