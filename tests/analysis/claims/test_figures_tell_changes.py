"""What rose or fell, by, from or to a figure; and who answers for a figure."""

from __future__ import annotations

import pytest

from onrecord.analysis.claims.figures import figures, whose
from onrecord.records import Attribution, Quotation, Span


def changes(text: str) -> list[str | None]:
    found = figures(text, [Span(0, len(text))])
    return [f"{f.change.direction} {f.change.part}" if f.change else None for f in found]


CASES = {
    "by and to": ("Sales rose by 3% to 12m units.", ["up by", "up to"]),
    "from and to": ("Membership fell from 1,200 to 900.", ["down from", "down to"]),
    "to and from": ("It was cut to 10 percent from 12 percent.", ["down to", "down from"]),
    "object between": ("The bank raised its rate by 25 basis points.", ["up by"]),
    "bare": ("Shares climbed 69 cents.", ["up by"]),
    "adverb": ("It is up 4 percent.", ["up by"]),
    "verb alone": ("Exports more than doubled; the garrison was halved.", ["up by", "down by"]),
    "noun before": ("A rise of 7 percent.", ["up by"]),
    "noun behind": ("A 2% drop followed.", ["down by"]),
    "two clauses": ("It cut jobs and rose by 3%.", ["up by"]),
    "things lost": ("She lost two sons.", [None]),
    "money raised": ("He raised $20 million.", [None]),
    "making up": ("They make up 14 percent.", [None]),
    "no change": ("It costs 3%.", [None]),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_a_change_has_a_direction_and_a_part(text: str, expected: list[str | None]) -> None:
    assert changes(text) == expected


def test_figures_of_one_change_know_one_another_across_regions() -> None:
    text = "Six men left.\nSales rose by 3% to 12m."
    found = figures(text, [Span(0, 13), Span(14, len(text))])
    partners = [figure.change.partners if figure.change else None for figure in found]
    assert partners == [None, (2,), (1,)]
    change = found[1].change
    assert change is not None
    assert change.cue.of(text) == "rose"


def attribution(*content: tuple[int, int]) -> Attribution:
    spans = tuple(Span(*ends) for ends in content)
    return Attribution((), (Span(0, 1),), spans, Quotation.INDIRECT, 1.0)


def test_the_innermost_content_answers_for_a_figure() -> None:
    (figure,) = figures("xxxxxxxxxx six men xxx", [Span(0, 22)])
    outer, inner, elsewhere = attribution((0, 22)), attribution((2, 5), (8, 18)), attribution((0, 12))
    assert whose(figure, [outer, inner, elsewhere]) == 1
    assert whose(figure, [outer, elsewhere]) == 0


def test_the_page_answers_where_no_content_holds_the_figure() -> None:
    (figure,) = figures("xxxxxxxxxx six men xxx", [Span(0, 22)])
    assert whose(figure, [attribution((0, 12))]) is None
    assert whose(figure, []) is None
