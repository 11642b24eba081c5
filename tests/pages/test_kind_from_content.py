"""What a page is comes from its bytes, and what is no page is refused with a stable reason."""

from __future__ import annotations

import gzip

import pytest

from onrecord.errors import UnreadableError
from onrecord.pages import Limits, from_bytes, from_text
from onrecord.records import PageKind

HTML = b"<!doctype html><html><body><p>The ferry will run, the city said.</p></body></html>"


def test_html_is_html_whatever_its_name():
    assert from_bytes(HTML, "notes.txt").kind is PageKind.HTML


def test_leading_comments_do_not_hide_html():
    assert from_bytes(b"<!-- a --> <!-- b -->\n" + HTML, "x").kind is PageKind.HTML


def test_text_that_names_a_tag_is_text():
    assert from_text("The <p> tag opens a paragraph, she said.", "x").kind is PageKind.TEXT


def test_gzip_is_unpacked_whatever_the_name():
    assert from_bytes(gzip.compress(HTML) + gzip.compress(b"more"), "page.html").text.endswith("more")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        (b"%PDF-1.7\n1 0 obj", "pdf"),
        (b"PK\x03\x04\x14\x00", "binary"),
        (bytes(range(256)) * 40, "binary"),
        (b"<?xml version='1.0'?><rss><channel></channel></rss>", "feed"),
        (gzip.compress(gzip.compress(b"text")), "binary"),
        (gzip.compress(HTML)[:-20], "broken-compression"),
    ],
)
def test_what_is_no_page_is_refused_with_its_reason(data, reason):
    with pytest.raises(UnreadableError) as refusal:
        from_bytes(data, "given")
    assert refusal.value.reason == reason
    assert str(refusal.value).startswith("given: ")


def test_a_page_above_the_limit_is_refused():
    with pytest.raises(UnreadableError) as refusal:
        from_bytes(b"word " * 100, "x", limits=Limits(max_bytes=100))
    assert refusal.value.reason == "too-large"


def test_a_gzip_bomb_is_refused_without_unpacking_it():
    bomb = gzip.compress(b"a" * 5_000_000)
    with pytest.raises(UnreadableError) as refusal:
        from_bytes(bomb, "x", limits=Limits(max_bytes=100_000))
    assert refusal.value.reason == "too-large"


def test_a_page_of_endless_tags_is_refused():
    with pytest.raises(UnreadableError) as refusal:
        from_bytes(b"<html><body>" + b"<p>a" * 300_001, "x")
    assert refusal.value.reason == "too-large"


def test_one_character_is_a_page():
    assert from_bytes(b"a", "x").text == "a"
