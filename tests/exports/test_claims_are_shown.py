"""What a record claims, as a person reads it: in the terminal, in Markdown and in the HTML report."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

import pytest
from hostile import HOSTILE, hostile_record
from hypothesis import given, settings
from test_as_json_follows_the_schema import records

from claimed import TEXT, claimed
from onrecord.analysis.claims.read import with_claims
from onrecord.exports import checklist
from onrecord.exports.markdown import markdown
from onrecord.exports.report import report
from onrecord.exports.terminal import Look
from onrecord.exports.terminal_claims import claims_view
from onrecord.records import (
    Article,
    Bound,
    Change,
    ChangePart,
    DateKind,
    DatePrecision,
    DateReason,
    Direction,
    Figure,
    FigureKind,
    Record,
    Span,
    TemporalExpression,
)

AT = Span(0, 3)


def shown(record: Record, width: int = 80, *, colour: bool = False) -> str:
    return "".join(claims_view([record], Look(width, colour)))


def flat(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def test_the_terminal_lists_what_to_check_with_value_speaker_and_sentence() -> None:
    text = shown(claimed())
    assert "\n  1 says     Ana Lund  statement 2  1.00\n" in text
    assert "\n    figure   at least €12m = >=12,000,000 EUR\n" in text
    assert "\n    date     May 2023 = 2023-05\n" in text
    assert "\n  2 says     the page itself  1.00\n" in text
    assert "\n    why      event: fined; cause: because of\n" in text
    assert "To check: 4 sentences" in text


def test_the_terminal_tells_shares_headline_and_marks_that_quote_nobody() -> None:
    text = flat(shown(claimed()))
    assert (
        "words 38% of 61 words attributed, to 2 speakers, 2 of them named Ana Lund 21%, Tomas Reyes 16%"
        in text
    )
    assert "€12m → the body attributes it too (Ana Lund, statement 2)" in text
    assert text.endswith("Quotation marks that quote nobody at arm's length “miracle” ")


@pytest.mark.parametrize("width", [40, 80, 120])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    assert max(map(len, shown(claimed(), width).splitlines())) <= width


def test_without_colour_there_is_no_escape_sequence() -> None:
    assert "\x1b" not in shown(claimed())
    assert "\x1b" in shown(claimed(), colour=True)


def test_words_of_others_in_the_sentence_are_dim_in_colour() -> None:
    text = shown(claimed(), 120, colour=True)
    assert re.search(r"\x1b\[2mAna Lund said \x1b\[0mthat the dam", text)


def test_a_record_without_article_or_claims_says_so() -> None:
    assert "To check" not in shown(Record(Article("")))
    assert checklist.NOTHING in shown(claimed(text="A title\nNobody knows why the quay is grey."))


def test_markdown_lists_the_same() -> None:
    text = "".join(markdown([claimed()], shown="claims"))
    assert "1. **Ana Lund** (1.00, statement 2): Ana Lund said that the dam cost" in text
    assert "\n   - figure: at least €12m = \\>=12,000,000 EUR\n" in text
    assert "- at arm's length: “miracle”" in text


def test_the_report_marks_the_text_and_links_the_panel_to_it() -> None:
    text = "".join(report([claimed()]))
    assert (
        '<span class="narration figure" id="r1-f3" title="the page’s own voice: event, figure, date, cause; '
        in (text)
    )
    assert '<a class="figure" href="#r1-f3">400 crowns</a> = 400 crown' in text
    assert re.search(r'<a class="seg content figure" id="r1-f2" href="#r1-2"', text)
    assert re.search(
        r'<span class="narration marks" title="[^"]*at arm&#x27;s length">“miracle”</span>', text
    )
    for layer in ("figure", "date", "narration", "marks"):
        assert f'class="show-{layer}"' in text
        assert f".record:has(.show-{layer}:checked) .{layer}" in text


def test_the_report_has_switches_only_for_what_there_is() -> None:
    text = "".join(report([claimed(text="A title\nNobody knows why the quay is grey.")]))
    assert 'class="show-narration"' in text
    assert 'class="show-figure"' not in text


@settings(max_examples=40)
@given(records())
def test_whatever_a_record_holds_is_shown(record: Record) -> None:
    assert shown(record)
    assert "".join(markdown([record], shown="claims"))


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_words_stay_words(words: str) -> None:
    record = with_claims(hostile_record(words + ' "so-called" 12% rose in 2007'))
    text = "".join(report([record]))
    assert text.count("<script>") == 1
    assert "\x1b" not in shown(record)
    assert "".join(markdown([record], shown="claims"))


@pytest.mark.parametrize(
    ("figure", "told"),
    [
        (Figure(AT, FigureKind.COUNT, Bound.EXACT, Fraction(1999)), "1,999"),
        (Figure(AT, FigureKind.COUNT, Bound.ABOUT, Fraction(10001, 10)), "~1,000.1"),
        (Figure(AT, FigureKind.FRACTION, Bound.EXACT, Fraction(1000, 3001)), "1000/3001"),
        (Figure(AT, FigureKind.COUNT, Bound.EXACT, Fraction(10**40)), f"{10**40}"),
        (
            Figure(
                AT,
                FigureKind.PERCENTAGE,
                Bound.EXACT,
                Fraction(3),
                unit="percent",
                change=Change(Direction.DOWN, ChangePart.BY, AT),
            ),
            "down by 3 percent",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_figure_is_told_in_one_line(figure: Figure, told: str) -> None:
    assert checklist.figure_told(figure, TEXT) == told


@pytest.mark.parametrize(
    ("start", "end", "near", "reason", "told"),
    [
        ("2024-05-03", "2024-05-03", False, None, "2024-05-03"),
        ("2007-01-01", None, False, None, "2007-01-01.."),
        ("2024-05-01", "2024-05-31", True, None, "about 2024-05"),
        (None, None, False, DateReason.NO_PUBLICATION, "not known: no publication date"),
    ],
    ids=["day", "since", "about", "unknown"],
)
def test_a_date_is_told_in_one_line(
    start: str | None, end: str | None, near: bool, reason: DateReason | None, told: str
) -> None:
    date = TemporalExpression(
        AT, DateKind.RELATIVE, DatePrecision.DAY, start, end, approximate=near, reason=reason
    )
    assert checklist.date_told(date) == told


def test_a_sentence_without_end_is_cut() -> None:
    record = claimed(text="A title\n" + "The court fined 12 ships and " * 200)
    assert max(len(entry.sentence) for entry in checklist.entries(record)) < 620


def test_speakers_beyond_the_first_six_are_told_together() -> None:
    names = ("Ana", "Bo", "Cy", "Di", "Ed", "Flo", "Gus", "Hal")
    record = claimed(text="A title\n" + " ".join(f"{name} Lund said that the dam is old." for name in names))
    assert checklist.share_by_speaker(record).endswith("2 others 16%")
    nobody = [replace(a, speakers=()) for a in record.attributions]
    assert checklist.share_by_speaker(replace(record, attributions=tuple(nobody))) == "not known 62%"
