"""The many addresses of one page have one canonical spelling, and two pages never share one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.pages import canonical_url


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("https://Courier.Example.ORG/Quay", "https://courier.example.org/Quay"),
        ("HTTP://h.example:80/a", "http://h.example/a"),
        ("https://h.example:8443/a", "https://h.example:8443/a"),
        ("https://h.example", "https://h.example/"),
        ("https://h.example/a/", "https://h.example/a"),
        ("https://h.example/a/?b=1", "https://h.example/a?b=1"),
        ("https://h.example//a///b", "https://h.example/a/b"),
        ("https://h.example/a#comments", "https://h.example/a"),
        ("https://h.example/a?utm_source=x&utm_medium=y&fbclid=z", "https://h.example/a"),
        ("https://h.example/a?id=5&gclid=1&page=2", "https://h.example/a?id=5&page=2"),
        ("https://h.example/a?b=2&a=1", "https://h.example/a?a=1&b=2"),
        ("https://h.example/n?cid=48213", "https://h.example/n?cid=48213"),
        ("https://h.example/n?cid=mobile", "https://h.example/n"),
        ("https://user:pass@h.example/a", "https://h.example/a"),
        ("https://h.example/caf%c3%a9", "https://h.example/caf%C3%A9"),
        ("https://h.example/café", "https://h.example/caf%C3%A9"),
        ("http://[2001:DB8::1]:80/a", "http://[2001:db8::1]/a"),
        ("  https://h.example/a \n", "https://h.example/a"),
        ("pages/a.html", "pages/a.html"),
        ("ftp://h.example/a", "ftp://h.example/a"),
        ("http://[", "http://["),
        ("http://h.example:port/", "http://h.example:port/"),
    ],
)
def test_an_address_has_one_spelling(url, canonical):
    assert canonical_url(url) == canonical


@pytest.mark.parametrize(
    ("one", "other"),
    [("/a?id=1", "/a?id=2"), ("/a?cid=1", "/a?cid=2"), ("/a", "/b"), ("/a?page=", "/a"), ("/A", "/a")],
)
def test_two_pages_stay_two(one, other):
    assert canonical_url(f"https://h.example{one}") != canonical_url(f"https://h.example{other}")


_PIECES = st.text(st.sampled_from("aZé%c3:/?#&=;.-_ +[]@\\\ud800\t'\"<0"), max_size=25)
_KEYS = st.sampled_from(["id", "cid", "utm_source", "ref", "Uid", "q", ""])


@given(
    scheme=st.sampled_from(["http://", "HTTPS://", "https://", "ftp://", ""]),
    host=st.sampled_from(
        ["h.example", "H.Example:443", "u:p@h", "[::1]:80", "xn--caf-dma.example", "é.example", ""]
    ),
    path=_PIECES,
    query=st.lists(st.tuples(_KEYS, _PIECES), max_size=4),
)
def test_making_it_again_changes_nothing(scheme, host, path, query):
    once = canonical_url(f"{scheme}{host}/{path}?" + "&".join(f"{key}={value}" for key, value in query))
    assert canonical_url(once) == once


@given(st.text(max_size=60))
def test_any_text_has_a_canonical_form(text):
    once = canonical_url(text)
    assert canonical_url(once) == once
