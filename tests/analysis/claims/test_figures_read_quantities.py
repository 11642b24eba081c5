"""Figures in running text: their words, and their normal form."""

from __future__ import annotations

import pytest

from onrecord.analysis.claims.figures import figures, head_of
from onrecord.analysis.claims.figures_normal import normal
from onrecord.records import FigureKind, Span


def read(text: str):
    return figures(text, [Span(0, len(text))])


def told(text: str) -> list[str]:
    return [f"{figure.span.of(text)}: {normal(figure)}" for figure in read(text)]


CASES = {
    "comma groups": ("It has 1,204,311 residents.", ["1,204,311: 1204311"]),
    "indian groups": ("It has 12,34,567 residents.", ["12,34,567: 1234567"]),
    "apostrophe groups": ("It has 12’500 residents.", ["12’500: 12500"]),
    "thin spaces": ("It has 1\u2009204\u2009311 residents.", ["1\u2009204\u2009311: 1204311"]),
    "plain spaces before a word": ("It has 38 420 dwellings.", ["38 420: 38420"]),
    "continental": ("It cost 1.234,56 euros.", ["1.234,56 euros: 1234.56 EUR"]),
    "decimal comma with a unit": ("It fell short by 2,5%.", ["2,5%: 2.5 percent"]),
    "glued scale": ("It has 12bn users, 500k of them here.", ["12bn: 12000000000", "500k: 500000"]),
    "crore": ("They spent ₹3 crore.", ["₹3 crore: 30000000 INR"]),
    "words": ("A hundred and twenty-two men came.", ["A hundred and twenty-two: 122"]),
    "words of thousands": ("Four thousand and twelve came.", ["Four thousand and twelve: 4012"]),
    "hundred thousand": ("Two hundred thousand came.", ["Two hundred thousand: 200000"]),
    "and a half": ("Two and a half million came.", ["Two and a half million: 2500000"]),
    "hyphened half": ("It took seven-and-a-half years.", ["seven-and-a-half years: 7.5 year"]),
    "point": ("It grew three point two five percent.", ["three point two five percent: 3.25 percent"]),
    "glyph": ("It took 3½ hours and 4 1/2 days.", ["3½ hours: 3.5 hour", "4 1/2 days: 4.5 day"]),
    "dozens": ("Half a dozen came, then two dozen.", ["Half a dozen: 6", "two dozen: 24"]),
    "two numbers side by side": ("Of two three-man teams.", ["two: 2", "three: 3"]),
    "parts": ("A third of them, two-thirds of us.", ["A third: 1/3", "two-thirds: 2/3"]),
    "part of a scale": (
        "It cost a quarter of a million pounds.",
        ["a quarter of a million pounds: 250000 GBP"],
    ),
    "shares": ("One in five voted, nine out of ten ate.", ["One in five: 0.2", "nine out of ten: 0.9"]),
    "sizes": (
        "Dozens fled, then hundreds of thousands.",
        ["Dozens: ?24", "hundreds of thousands: ?200000"],
    ),
    "sizes of money": (
        "It cost tens of millions of dollars.",
        ["tens of millions of dollars: ?20000000 USD"],
    ),
    "few": ("Several came, a few left, a couple of men.", ["Several: ?3", "a few: ?3", "a couple: ~2"]),
    "at least": (
        "No fewer than 40, 50 or more, 300-plus.",
        ["No fewer than 40: >=40", "50 or more: >=50", "300-plus: >=300"],
    ),
    "bound behind the noun": ("50 injured people or more came.", ["50: >=50"]),
    "not exceeding": ("It must not exceed six.", ["not exceed six: <=6"]),
    "exceeding": ("It will exceed six.", ["exceed six: >6"]),
    "at most": ("As many as 15, not more than six.", ["As many as 15: <=15", "not more than six: <=6"]),
    "more and less": ("Well over 200, under 50.", ["Well over 200: >200", "under 50: <50"]),
    "nearly": ("Almost a hundred, just under 500.", ["Almost a hundred: <~100", "just under 500: <~500"]),
    "about": (
        "Some 200, 20 or so, an estimated 40,000.",
        ["Some 200: ~200", "20 or so: ~20", "an estimated 40,000: ~40000"],
    ),
    "bound before a scale": ("A $20-plus trillion budget.", ["$20-plus trillion: >=20000000000000 USD"]),
    "over as during": ("Over two days it rained.", ["two days: 2 day"]),
    "over as more than": ("It lasted over two days.", ["over two days: >2 day"]),
    "about as topic": ("She talked about two villages.", ["two: 2"]),
    "range": ("Between 10 and 15, three or four.", ["Between 10 and 15: 10..15", "three or four: 3..4"]),
    "range sharing a scale": ("It cost $2 to $3 million.", ["$2 to $3 million: 2000000..3000000 USD"]),
    "range sharing a unit": ("It is 40–45 km off.", ["40–45 km: 40..45 km"]),
    "bounded range": ("Up to three or four men.", ["Up to three or four: 3..4"]),
    "falling is no range": (
        "She led 57 percent to 22 percent.",
        ["57 percent: 57 percent", "22 percent: 22 percent"],
    ),
    "poll is no range": (
        "She lost 36 percent to 51 percent.",
        ["36 percent: 36 percent", "51 percent: 51 percent"],
    ),
    "score": ("Dorma won 3–1 and the bill failed 44 to 51.", ["3–1: 3:1", "44 to 51: 44:51"]),
    "vote in words": ("It was a 5-to-4 decision.", ["5-to-4: 5:4"]),
    "percentages": (
        "53 percent, 2.5 per cent, 61%.",
        ["53 percent: 53 percent", "2.5 per cent: 2.5 percent", "61%: 61 percent"],
    ),
    "points": (
        "0.4 percentage points, 25 basis points.",
        ["0.4 percentage points: 0.4 percentage-point", "25 basis points: 25 basis-point"],
    ),
    "unit of the next": ("It led by 5 and 10 percent.", ["5: 5 percent", "10 percent: 10 percent"]),
    "signs": (
        "US$5m, A$6, HK$7, Rs. 8, €9bn.",
        ["US$5m: 5000000 USD", "A$6: 6 AUD", "HK$7: 7 HKD", "Rs. 8: 8 INR", "€9bn: 9000000000 EUR"],
    ),
    "currency adjectives": (
        "12bn Swiss francs, 5 dinars.",
        ["12bn Swiss francs: 12000000000 CHF", "5 dinars: 5 dinar"],
    ),
    "pence": ("A loaf is 80 pence.", ["80 pence: 0.8 GBP"]),
    "compound": (
        "A $20-million bridge, a million-dollar flat.",
        ["$20-million: 20000000 USD", "million-dollar: 1000000 USD"],
    ),
    "pounds weigh": ("Two pounds of rice for two pounds.", ["Two pounds: 2 pound", "two pounds: 2 GBP"]),
    "rates": (
        "$15 an hour, 5 barrels a day.",
        ["$15 an hour: 15 USD/hour", "5 barrels a day: 5 barrel/day"],
    ),
    "metres and millions": ("A 3m high wall, 3m people.", ["3m: 3 m", "3m: 3000000"]),
    "words run together": ("It led by 5percentage points.", ["5percentage points: 5 percentage-point"]),
    "letters apart are no units": ("She had 12 F grades.", ["12: 12"]),
    "square": ("12 square kilometres, 3 sq ft.", ["12 square kilometres: 12 km2", "3 sq ft: 3 foot2"]),
    "cold": ("It was -12C, then minus 5 degrees.", ["-12C: -12 celsius", "minus 5 degrees: -5 degree"]),
    "magnitude": (
        "A 5.8-magnitude quake, then magnitude 6.1.",
        ["5.8-magnitude: 5.8 magnitude", "magnitude 6.1: 6.1 magnitude"],
    ),
    "ages": (
        "Ana Lund, 42, a boy aged nine, a 58-year-old.",
        ["42: 42 year", "aged nine: 9 year", "58-year-old: 58 year"],
    ),
    "ages bounded": ("Voters 45 and older stayed.", ["45 and older: >=45 year"]),
    "times": (
        "He fell twice, then at least ten times.",
        ["twice: 2 times", "at least ten times: >=10 times"],
    ),
    "other digits": ("It has ١٢٣ beds, ४५ doors and １２ rooms.", ["١٢٣: 123", "४५: 45", "１２: 12"]),
    "one counted": ("Only one vote and one soldier were lost.", ["one: 1", "one: 1"]),
    "capitals": ("ELEVEN POLICE KILLED, DOZENS HURT", ["ELEVEN: 11", "DOZENS: ?24"]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_a_figure_has_its_words_and_its_normal_form(text: str, expected: list[str]) -> None:
    assert told(text) == expected


KINDS = {
    "six places": FigureKind.COUNT,
    "6%": FigureKind.PERCENTAGE,
    "a third of them": FigureKind.FRACTION,
    "€6": FigureKind.MONEY,
    "6 km": FigureKind.MEASURE,
    "aged 6": FigureKind.AGE,
    "six times as many": FigureKind.MULTIPLE,
    "six times a day": FigureKind.COUNT,
    "a 6-5 vote": FigureKind.SCORE,
}


@pytest.mark.parametrize(("text", "kind"), KINDS.items(), ids=KINDS)
def test_the_kind_says_what_is_measured(text: str, kind: FigureKind) -> None:
    assert [figure.kind for figure in read(text)] == [kind]


INTERVALS = {
    "six men": ("6", "6"),
    "at least six men": ("6", None),
    "over six men": ("6", None),
    "up to six men": (None, "6"),
    "nearly six men": (None, "6"),
    "about six men": (None, None),
    "six or seven men": ("6", "7"),
    "dozens of men": ("24", None),
}


@pytest.mark.parametrize(("text", "ends"), INTERVALS.items(), ids=INTERVALS)
def test_low_and_high_enclose_the_quantity(text: str, ends: tuple[str | None, str | None]) -> None:
    (figure,) = read(text)
    assert tuple(None if end is None else str(end) for end in (figure.low, figure.high)) == ends


COUNTED = {
    "At least six injured people were found.": ("injured people", "person"),
    "The 27-member bloc met.": ("member", "member"),
    "A third of the harvest was lost.": ("harvest", "harvest"),
    "Two chemical weapons attacks failed.": ("chemical weapons attacks", "attack"),
    "Six of the ten bridges fell.": ("bridges", "bridge"),
    "Dozens of city parties split.": ("city parties", "party"),
    "Six refused.": (None, None),
    "It is 6 km off.": (None, None),
}


@pytest.mark.parametrize(("text", "expected"), COUNTED.items(), ids=COUNTED)
def test_the_counted_noun_follows(text: str, expected: tuple[str | None, str | None]) -> None:
    figure = read(text)[0]
    words = figure.counted.of(text) if figure.counted else None
    assert (words, head_of(text, figure)) == expected


def test_figures_stay_inside_their_regions() -> None:
    text = "Six men. Seven women. Eight"
    found = figures(text, [Span(0, 8), Span(22, 27)])
    assert [figure.span.of(text) for figure in found] == ["Six", "Eight"]
    split = figures("two hundred", [Span(0, 3), Span(4, 11)])
    assert [figure.value for figure in split] == [2]
