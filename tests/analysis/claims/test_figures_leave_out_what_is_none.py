"""Numbers that name, date or number something are no figures."""

from __future__ import annotations

import pytest

from onrecord.analysis.claims.figures import figures
from onrecord.records import Span

NONE = {
    "year": "In 2016 he left; the 2012 campaign and the 1848 revolts failed.",
    "years in a range": "From 2010 to 2015 she taught.",
    "date": "On May 5 and on 12 June 2017, then Sept. 3 to 5 and March 30-April 4.",
    "iso date": "It came out on 2024-05-02 and 3/4/1971, after 9/11.",
    "clock": "At 10:30, at 5pm, 9 a.m., 7 o'clock, 8-10pm, 8 to 10 p.m., 6:31PM.",
    "ago": "It began two weeks ago and ended three days later, six to eight weeks ago.",
    "decade": "The 1990s, the '80s, the mid-20s, in '08.",
    "vehicle": "A Boeing 737, an Airbus A320, an F-16, flight MH370.",
    "road": "On Route 66 and Highway 9, near 10 Downing Street and 1600 Grand Avenue.",
    "name": "COVID-19, the G7, Channel 4, Apollo 11, Area 51, i360, @knott92, Windows 3.1.",
    "reference": "See article 5, page 3, chapter 12, Psalm 23, No. 1 and Resolution 242.",
    "phone": "Call 555-0134-22 or +44 20 7946 0018.",
    "version": "Version 2.10.4 is out, see http://example.org/2016/11/52.",
    "ordinal": "He came third on his 21st birthday, in the second half of the third quarter.",
    "list mark": "1. Open the valve.",
    "line alone": "12",
    "line alone with a stop": "12.",
    "rank": "3 Ana Lund.",
    "pronoun": "One of them ran, no one saw it, one day this one will tell.",
    "pronoun before a noun": "No one soldier fell, that one vote was void.",
    "half a word": "Her half-brother scored at half-time, a third-party candidate lost.",
    "big three": "The Big Three, the Group of Seven and the Group of 20 met.",
    "glued month": "FeaturedFebruary 6, 2016 was cold.",
    "doubled down": "He doubled down on it.",
    "test scores": "Credit scores and test scores fell.",
    "decimal comma or list": "She chose 3,5 and left.",
}


@pytest.mark.parametrize("text", NONE.values(), ids=NONE)
def test_these_numbers_are_no_figures(text: str) -> None:
    assert [figure.span.of(text) for figure in figures(text, [Span(0, len(text))])] == []


STILL = {
    "bounded like a year": ("More than 2000 people came.", ["More than 2000"]),
    "people by the thousand": ("In May 1500 people came.", ["1500"]),
    "money like a year": ("It cost $2016 then.", ["$2016"]),
    "money between years": ("Rose from $3 million in 2014 to $5 million.", ["$3 million", "$5 million"]),
    "counted behind a name": ("In Galar 12 people fell ill.", ["12"]),
}


@pytest.mark.parametrize(("text", "words"), STILL.values(), ids=STILL)
def test_these_are_although_they_look_alike(text: str, words: list[str]) -> None:
    assert [figure.span.of(text) for figure in figures(text, [Span(0, len(text))])] == words
