"""Claims are read in their order, given to whoever answers for them, and ranked for whoever checks."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from claimed import claimed
from onrecord.analysis.claims import ranked as ranking
from onrecord.analysis.claims.headline import headline
from onrecord.analysis.claims.holders import innermost
from onrecord.analysis.claims.ranked import ranked
from onrecord.analysis.claims.read import with_claims
from onrecord.records import Attribution, CheckReason, Quotation, Setting, SettingKind, Span


def given(*content: tuple[int, int]) -> Attribution:
    return Attribution((), (), tuple(Span(*pair) for pair in content), Quotation.INDIRECT, 1.0)


@pytest.mark.parametrize(
    ("span", "holder"),
    [((5, 6), 0), ((12, 14), 1), ((12, 25), 0), ((30, 32), None), ((45, 46), 2), ((28, 33), None)],
    ids=["outer", "inner", "beyond the inner", "none", "second piece", "across"],
)
def test_the_shortest_content_that_holds_all_of_it_answers(span: tuple[int, int], holder: int | None) -> None:
    attributions = [given((0, 30)), given((10, 20)), given((33, 36), (40, 60))]
    assert innermost([Span(*span)], attributions) == [holder]


def test_holders_come_in_the_order_of_the_spans() -> None:
    attributions = [given((0, 10)), given((20, 30))]
    assert innermost([Span(25, 26), Span(15, 16), Span(5, 6)], attributions) == [1, None, 0]


def test_of_two_equal_contents_the_later_one_answers() -> None:
    assert innermost([Span(1, 2)], [given((0, 9)), given((0, 9))]) == [1]


def test_many_spans_in_many_contents_take_time_by_their_number() -> None:
    attributions = [given((10 * i, 10 * i + 9)) for i in range(20_000)]
    begun = time.perf_counter()
    assert innermost([Span(10 * i, 10 * i + 1) for i in range(20_000)], attributions) == list(range(20_000))
    assert time.perf_counter() - begun < 5


def test_narration_is_checkable_by_the_figures_and_dates_that_were_read() -> None:
    record = claimed()
    (fined,) = [n for n in record.narration if "court" in n.sentence.of(record.article.text)]
    told = {c.reason: c.span for c in fined.checks}
    assert told[CheckReason.FIGURE] in {figure.span for figure in record.figures}
    assert told[CheckReason.DATE] in {date.span for date in record.dates}


def test_quotations_of_nobody_are_no_narration() -> None:
    record = claimed(text="A title\n“It is a very old and grey dam in any case.” The court fined it in 2007.")
    texts = [span.of(record.article.text) for n in record.narration for span in n.spans]
    assert texts == ["The court fined it in 2007."]


def test_claims_are_read_anew_whatever_the_record_had() -> None:
    record = claimed()
    assert with_claims(replace(record, figures=(), dates=(), narration=(), quoted=())) == record


def test_the_most_checkable_comes_first_with_who_answers_for_it() -> None:
    record = claimed()
    text = record.article.text
    found = ranked(record)
    assert [one.attribution for one in found] == [1, None, 3, None]
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    assert [record.figures[i].span.of(text) for one in found for i in one.figures] == [
        *("at least €12m", "400 crowns", "six", "a third"),
    ]
    assert [span.of(text) for span in found[2].spans] == ["that six people left on Monday"]


def test_headings_are_not_listed_and_what_states_nothing_neither() -> None:
    record = claimed()
    sentences = [one.sentence.of(record.article.text) for one in ranked(record)]
    assert record.article.title not in sentences
    assert not any("grey" in sentence for sentence in sentences)


def test_a_day_of_speaking_is_no_claim() -> None:
    record = claimed(text="A title\nOn Monday Ana Lund said that the dam is old.")
    assert [one.dates for one in ranked(record)] == [(0,)]
    first = record.attributions[0]
    monday = Setting(SettingKind.TIME, Span(11, 17))
    assert monday.span.of(record.article.text) == "Monday"
    said = replace(record, attributions=(replace(first, settings=(monday,)),))
    assert ranked(said) == ()


def test_a_figure_beside_an_attribution_is_the_pages_and_comes_last() -> None:
    record = claimed(text="A title\nSix envoys know that. Ana Lund said that it cost 12 crowns.")
    assert ranked(record)[0].attribution == 0


def test_a_headline_without_a_cue_is_compared_by_its_content() -> None:
    record = claimed()
    silent = replace(record.attributions[0], cue=())
    check = headline(replace(record, attributions=(silent, *record.attributions[1:])))
    assert check is not None
    assert check.claims[0].body == 1
    assert ranking.ranked(replace(record, attributions=())) != ()
