"""Dates come out in ISO 8601 and never more precise than the page."""

from __future__ import annotations

import pytest

from onrecord.articles.dates import parse_date, url_date


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2024-05-02", "2024-05-02"),
        ("2024-05-02T07:30Z", "2024-05-02T07:30:00+00:00"),
        ("2024-05-02 07:30:01 +02:00", "2024-05-02T07:30:01+02:00"),
        ("2024-05-02T07:30:01+0200", "2024-05-02T07:30:01+02:00"),
        ("2024-05-02 07:30", "2024-05-02T07:30:00"),
        ("January 11th, 2024", "2024-01-11"),
        ("Fri 3 May 2024 12.42 CET", "2024-05-03"),
        ("20240502", "2024-05-02"),
        ("2024-13-45", None),
        ("3 May", None),
        ("0001-01-01T00:00:00Z", None),
        ("yesterday", None),
    ],
)
def test_a_date_is_read_as_precisely_as_it_is_written(text, iso):
    found = parse_date(text)
    assert (found or "")[:4] != "0001"
    assert found == iso


@pytest.mark.parametrize(
    ("url", "iso"),
    [
        ("https://a.example/2024/05/02/x", "2024-05-02"),
        ("https://a.example/world/2024/feb/24/x", "2024-02-24"),
        ("https://a.example/x-20240502", None),
        ("https://a.example/2024/99/02/x", None),
        (None, None),
    ],
)
def test_a_date_in_the_address_is_a_date(url, iso):
    assert url_date(url) == iso
