"""Days that do not exist, mixed numerals, repetition: no crash, no invented date, time in proportion."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.analysis.claims.dates import dates
from onrecord.analysis.speakers.vocabulary import word_set
from onrecord.records import DateReason, Span, TemporalExpression


def read(text: str, published: str | None = "2024-05-07") -> tuple[TemporalExpression, ...]:
    return dates(text, [Span(0, len(text))], published)


@pytest.mark.parametrize(
    "text",
    [
        *("30 February 2024", "February 30", "31 April", "Feb. 29, 2023", "2024-13-45", "0000-01-01"),
        *("32.1.2024", "31/6/2024", "13/13/2024", "May 3, 0000", "May 99999", "the year 0", "the year 99999"),
        *("May 5-3, 2024", "between 2014 and 2010"),
    ],
)
def test_what_no_calendar_has_is_found_and_not_moved(text: str) -> None:
    (found,) = read(f"The diary has it for {text}.")
    assert found.reason is DateReason.NO_SUCH_DATE
    assert (found.start, found.end) == (None, None)


def test_day_and_month_that_may_be_either_stay_open() -> None:
    (found,) = read("The form says 3/5/2024.")
    assert found.reason is DateReason.AMBIGUOUS


@pytest.mark.parametrize("text", ["3 May 2٠24", "٣ May 2024", "May 2٠24", "2024-0٥-03"])
def test_numerals_of_several_systems_give_no_date(text: str) -> None:
    (found,) = read(f"It says {text}.")
    assert found.reason is DateReason.MIXED_NUMERALS


def test_numerals_of_one_other_system_are_read() -> None:
    (found,) = read("It says ٣ May ٢٠٢٤.")
    assert found.start == "2024-05-03"


@pytest.mark.parametrize("published", ["9999-12-31", "0001-01-01", "2999-01-01"])
def test_the_ends_of_the_calendar_are_survived(published: str) -> None:
    text = (
        "Tomorrow, yesterday, next week, last week, next year, last year, on Monday, in May, 90 years"
        " ago, in the past "
        "9000 years, next decade, 400 centuries ago, over the weekend, last winter, they will meet in"
        " 9000 years, "
        "after 2100, by Christmas, on Feb. 29, since last Easter, next summer, this weekend, before"
        " today, a day later."
    )
    for found in read(text, published):
        assert found.reason in (None, DateReason.NO_SUCH_DATE)
        assert found.start is None or date.fromisoformat(found.start)


@pytest.mark.parametrize("published", ["", "2024", "soon", "07/05/2024", "2024-02-30"])
def test_what_is_no_publication_date_is_none(published: str) -> None:
    (found,) = read("It fell on Monday.", published)
    assert found.reason is DateReason.NO_PUBLICATION


# Each is a way in which some grammar of dates takes time quadratic in the text, or recurses.
REPEATED = [
    "Monday ", "on Monday, ", "May ", "1", "1 ", "the ", "from 2010 to ", "between 2010 and ", "Monday to ",
    "Monday-", "in ", "early ", "the end of ", "since until by ", "a ", "at 3 p.m. ", "3 p.m. on ", "May 3-",
    "'60s ", "two days later ", "wanted ", "٣ May ", "2024-05-03T", "noon ", "earlier ", "last ", "2015-",
    "that same ", "1/2/", "St. Patrick’s ", "2007, ", " ", "twenty-", "the day before ", "said. ",
    "the second quarter of ", "noon on Monday at ", "late on ",
]  # fmt: skip


@pytest.mark.parametrize("unit", REPEATED)
def test_time_grows_with_the_text(unit: str) -> None:
    def spent(size: int) -> float:
        text = unit * (size // len(unit)) + " on Monday"
        begun = time.process_time()
        read(text)
        return time.process_time() - begun

    # Quadratic time would be 64 times as long, each time; a slow neighbour on the machine, or collecting
    # garbage, may make one measurement long and must not fail the test.
    small = max(spent(1_500), 0.002)
    assert any(spent(12_000) < 30 * small for _ in range(5))


WORDS = st.sampled_from(
    sorted(
        word_set(
            "3 May 2024 2007 30 February the last next on Monday morning since until by from to "
            "between and in of early end late week year two days ago later earlier a.m. 9:30 noon "
            "1990s '60s century 19th Q3 summer Christmas 3/5/2024 will said ٣ - , . Sept. 11 that "
            "same day half quarter third first weekend yesterday tonight few several 2015-16 mid-"
        )
    )
)


@given(st.lists(st.tuples(WORDS, st.sampled_from([" ", "", "-"])), min_size=1, max_size=14), st.booleans())
def test_whatever_stands_there_dates_are_ordered_and_apart(parts: list[tuple[str, str]], dated: bool) -> None:
    text = "".join(word + gap for word, gap in parts)
    end = 0
    for found in read(text, "2024-05-07" if dated else None):
        assert found.span.start >= end
        end = found.span.end
        assert end <= len(text)
        assert found.resolved == (found.start is not None or found.end is not None)
        assert found.start is None or found.end is None or found.start <= found.end
