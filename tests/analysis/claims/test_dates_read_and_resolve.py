"""Each form of date is found and resolved against the publication date: Tuesday, 7 May 2024."""

from __future__ import annotations

import pytest

from onrecord.analysis.claims.dates import dates
from onrecord.analysis.claims.dates_normal import normal
from onrecord.records import DateKind, DateReason, Span

PUBLISHED = "2024-05-07"


def read(text: str, published: str | None = PUBLISHED) -> list[tuple[str, str]]:
    found = dates(text, [Span(0, len(text))], published)
    return [(one.span.of(text), normal(one)) for one in found]


@pytest.mark.parametrize(
    ("text", "words", "told"),
    [
        ("It fell on 3 May 2024.", "3 May 2024", "2024-05-03 day absolute"),
        ("It fell on Tues., Feb. 6, 2024.", "Tues., Feb. 6, 2024", "2024-02-06 day absolute"),
        ("It fell on 2024-05-03.", "2024-05-03", "2024-05-03 day absolute"),
        ("It fell on 25.4.2024.", "25.4.2024", "2024-04-25 day absolute"),
        ("It fell on 5/5/2024.", "5/5/2024", "2024-05-05 day absolute"),
        ("It ran May 3-5.", "May 3-5", "2024-05-03..2024-05-05 day range"),
        ("It ran March 28 - April 2.", "March 28 - April 2", "2024-03-28..2024-04-02 day range"),
        ("It fell on May 3, its end.", "May 3", "2024-05-03 day relative"),
        ("In May 12 people died.", "May", "2024-05 month relative"),
        ("It shut on Feb. 29, 2024.", "Feb. 29, 2024", "2024-02-29 day absolute"),
        ("After the 9/11 attacks it shut.", "9/11", "2001-09-11 day absolute"),
        ("It shut in the early 2000s.", "the early 2000s", "2000..2003 decade absolute ~"),
        ("It rose in the mid-19th century.", "the mid-19th century", "1834..1866 century absolute ~"),
        ("Nearest was the 2015-16 season.", "2015-16", "2015..2016 year range"),
        ("It ended in Q3 2023.", "Q3 2023", "2023-07-01..2023-09-30 quarter absolute"),
        ("They sold it over the weekend.", "the weekend", "2024-05-04..2024-05-05 weekend relative"),
        ("They left in the winter of 2010.", "the winter of 2010", "2010-12-01..2011-02-28 season absolute"),
        ("They left at Easter 2021.", "Easter 2021", "2021-04-04 day absolute"),
        ("They left on Thanksgiving.", "Thanksgiving", "2023-11-23 day relative"),
        ("They met at 3 p.m. on Monday.", "3 p.m. on Monday", "2024-05-06T15:00 hour relative"),
        ("They met Monday night.", "Monday night", "2024-05-06TNI part-of-day relative"),
        ("It will open next January.", "next January", "2025-01 month relative"),
        ("It shut by year's end.", "by year's end", "..2024-12-31 year until ~"),
        ("It holds from 2030 on.", "from 2030 on", "2030-01-01.. year since"),
        ("It holds through 2026.", "through 2026", "..2026-12-31 year until"),
        ("It ends in the coming weeks.", "the coming weeks", "2024-05-07..2024-05-21 week relative ~"),
        (
            "It fell in the third quarter of the year.",
            "the third quarter of the year",
            "2023-07-01..2023-09-30 quarter relative",
        ),
        ("It shut since 2007.", "since 2007", "2007-01-01.. year since"),
        ("It shut before 2010.", "before 2010", "..2009-12-31 year until"),
        ("They left last Friday.", "last Friday", "2024-05-03 day relative"),
        ("They left last Monday.", "last Monday", "2024-04-29 day relative"),
        ("They left late Monday.", "late Monday", "2024-05-06TEV part-of-day relative ~"),
        ("It ran from Tuesday to Monday.", "from Tuesday to Monday", "2024-04-30..2024-05-06 day range"),
        ("It will run from Monday to Friday.", "from Monday to Friday", "2024-05-13..2024-05-17 day range"),
        ("It ran from August to April.", "from August to April", "2023-08-01..2024-04-30 month range"),
        ("It shut after 2010.", "after 2010", "2011-01-01.. year since"),
    ],
)
def test_a_form_is_read(text: str, words: str, told: str) -> None:
    assert [pair for pair in read(text) if pair[0] == words] == [(words, told)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("They met on Friday.", "2024-05-03"),
        ("They will meet on Friday.", "2024-05-10"),
        ("On Friday, they will meet.", "2024-05-10"),
        ("On Friday, they met.", "2024-05-03"),
        ("She told them she would go on Friday.", "2024-05-10"),
        ("They plan to vote Friday.", "2024-05-10"),
        ("They would have met on Friday.", "2024-05-03"),
        ("The bill will be opened on Friday.", "2024-05-10"),
        ("The bill was opened on Friday.", "2024-05-03"),
        ("She went to court on Friday.", "2024-05-03"),
        ("Asked on Friday whether she would go, she left.", "2024-05-03"),
        ("They went to Mr. Lund's rally on Friday. ''They are coming,'' she said.", "2024-05-03"),
        ("They signed an open letter Friday.", "2024-05-03"),
        ("He is due to address the convention on Friday.", "2024-05-10"),
        ("They rested ahead of Friday's vote.", "2024-05-10"),
        ("Friday's attack will be remembered.", "2024-05-03"),
        ("He did not speak until Friday.", "..2024-05-03"),
        ("He must leave by Friday.", "..2024-05-10"),
        ("It is due to open in June.", "2024-06"),
        ("It was opened in June.", "2023-06"),
        ("The memo of April 30 must stop.", "2024-04-30"),
        ("He must explain what she did in April.", "2024-04"),
        ("She spoke of the convention in July.", "2024-07"),
        ("She spoke of the Nov. 8 election.", "2024-11-08"),
        ("The November election is near.", "2024-11"),
        ("It was moved toward the November election.", "2024-11"),
    ],
)
def test_the_tense_decides_which(text: str, told: str) -> None:
    ((_, got),) = read(text)
    assert got.split()[0] == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("It broke on 3 April; two days later it was mended.", "2024-04-05 day anchored"),
        ("She left in March 2019. A year later she was back.", "2020 year anchored ~"),
        ("A day earlier it had rained.", "2024-05-06 day anchored"),
        ("In 2007 he left. Two days later he came back.", f"?{DateReason.COARSE_ANCHOR} day anchored"),
        ("Two days later he came back.", f"?{DateReason.NO_ANCHOR} day anchored"),
        ("He came on 3 April and left that night.", "2024-04-03TNI part-of-day anchored"),
    ],
)
def test_what_is_seen_from_another_date(text: str, told: str) -> None:
    assert read(text)[-1][1] == told


def test_what_came_later_is_seen_from_the_paragraph_before() -> None:
    text = "It broke on 3 April.\nTwo days later it was mended."
    found = dates(text, [Span(0, 20), Span(21, len(text))], PUBLISHED)
    assert [one.start for one in found] == ["2024-04-03", "2024-04-05"]


@pytest.mark.parametrize(
    ("published", "told"),
    [("2024-05-05", "2024-W18"), ("2024-05-04", "2024-W17"), ("2024-05-06", "2024-W18")],
    ids=["sunday", "saturday", "monday"],
)
def test_a_sundays_paper_calls_the_week_just_ended_the_last(published: str, told: str) -> None:
    assert read("It shut last week.", published)[0][1].startswith(told)


def test_a_moment_of_publication_counts_as_its_day() -> None:
    assert read("It shut yesterday.", "2024-05-07T23:30:00-05:00")[0][1] == "2024-05-06 day relative"


def test_without_a_publication_date_only_absolute_dates_resolve() -> None:
    text = "It shut on Monday, in 2011, last week, in May, since June, at noon and on 3 May 2024."
    found = dates(text, [Span(0, len(text))], None)
    assert [one.resolved for one in found] == [False, True, False, False, False, False, True]
    assert {one.reason for one in found if not one.resolved} == {DateReason.NO_PUBLICATION}
    assert all(one.start is one.end is None for one in found if not one.resolved)


def test_expressions_stay_inside_their_region() -> None:
    text = "They met on 3 May 2024"
    (found,) = dates(text, [Span(0, 17)], None)
    assert found.span.of(text) == "3 May"
    assert found.kind is DateKind.RELATIVE
