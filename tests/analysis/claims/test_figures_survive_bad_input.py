"""Numbers of any length, mixed numerals, pasted tables: no crash, no invented value, time in proportion."""

from __future__ import annotations

import time
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.analysis.claims.figures import figures
from onrecord.analysis.claims.figures_digits import MAX_DIGITS
from onrecord.analysis.claims.figures_normal import number
from onrecord.analysis.speakers.vocabulary import word_set
from onrecord.records import Span


def read(text: str):
    return figures(text, [Span(0, len(text))])


def test_a_number_of_400_digits_is_kept_exactly() -> None:
    digits = "7" * 400
    (figure,) = read(f"It has {digits} grains.")
    assert figure.value == int(digits)


def test_a_longer_number_than_is_kept_has_a_span_and_no_value() -> None:
    digits = "7" * (MAX_DIGITS + 1)
    (figure,) = read(f"It has {digits} grains.")
    assert figure.span == Span(7, 7 + len(digits))
    assert (figure.value, figure.low, figure.high) == (None, None, None)


@pytest.mark.parametrize("text", ["It has 1٢3 beds.", "It has ४５ beds.", "It has 1,٢٣٤ beds."])
def test_digits_of_two_systems_in_one_number_are_not_read(text: str) -> None:
    assert read(text) == ()


@pytest.mark.parametrize("text", ["It has 1,23,4 beds.", "It has 1.2.3 beds.", "It has 1,2345 beds."])
def test_separators_that_make_no_number_are_not_read(text: str) -> None:
    assert read(text) == ()


def test_a_pasted_table_is_read_cell_by_cell() -> None:
    text = "District\tMen\tWomen\nDorma\t120 340 560\t78\nVell\t9,200\t81.5%\n"
    found = [figure.value for figure in read(text)]
    assert found == [120, 340, 560, 78, 9200, Fraction(163, 2)]


def test_decimals_in_words_of_any_length_are_survived() -> None:
    (figure, *_) = read("It grew one point" + " five" * 20_000 + " percent.")
    assert figure.value is not None
    assert 1 < figure.value < 2


# Each is a way in which some grammar of numbers takes time quadratic in the text, or recurses.
REPEATED = [
    "1", "1,", "1.", "1 ", "123 ", "1,234", "twenty-", "a hundred ", "one hundred and ", "10 to ", "10-",
    "$5 ", "$", "from ", "rose ", "half a ", "dozens of ", "½", "1/2 ", "10:30:", "555-0134 ", "5+",
    "one in ", "two of the ", "1\u2009", "1'", "5 m ", "between 5 and ", "increase in a ", "point five ",
    "-5", "Lund, 5, ", "million ", "²", "five ", "nineteen ", "5 square ", "or ", ". ", "at least ",
]  # fmt: skip


@pytest.mark.parametrize("unit", REPEATED)
def test_time_grows_with_the_text(unit: str) -> None:
    def spent(size: int) -> float:
        text = unit * (size // len(unit)) + " 5 men"
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
            "5 10 12,000 $ € % one two twenty hundred million half a third of in to or and between from - "
            "' . , m km bn Rs ½ ١٢ May dozen dozens several at least over nearly up rose by people "
            "year old aged "
            "doubled twice times points 10:30 2016 few couple plus minus"
        )
    )
)


@given(st.lists(st.tuples(WORDS, st.sampled_from([" ", "", "-"])), min_size=1, max_size=14))
def test_whatever_stands_there_figures_are_ordered_and_apart(parts: list[tuple[str, str]]) -> None:
    text = "".join(word + gap for word, gap in parts)
    end = 0
    for figure in read(text):
        assert figure.span.start >= end
        end = figure.span.end
        assert end <= len(text)
        assert figure.counted is None or figure.counted.start >= end


@given(st.fractions(max_denominator=1000))
def test_numbers_are_written_exactly(value: Fraction) -> None:
    assert Fraction(number(value)) == value
