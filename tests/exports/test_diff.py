"""A difference as people and programs read it, with colours and without."""

from __future__ import annotations

import pytest

from onrecord.compare.changes import difference
from onrecord.compare.values import ChangeKind
from onrecord.exports import diff, trace_page

BEFORE, AFTER = '"We did not sign, and 14 boats are gone."', '"We signed, and 40 boats are gone today."'


def told(before: str = BEFORE, after: str = AFTER) -> diff.Difference:  # type: ignore[name-defined]
    return difference(before, after, before_marks="direct", after_marks="direct")


def test_plain_text_shows_what_was_left_out_and_put_in() -> None:
    shown = diff.plain(told())
    assert (
        shown == '"We [-did not sign,-]{+signed,+} and [-14-]{+40+} boats are [-gone."-]{+gone today."+}'
        or (shown == '"We [-did not sign,-]{+signed,+} and [-14-]{+40+} boats are gone {+today."+}')
    )


def test_a_terminal_with_colours_strikes_and_emboldens() -> None:
    text = diff.styled(told("We may sign", "We will sign"))
    assert text.plain == "We may will sign"
    assert [(text.plain[s.start : s.end], str(s.style)) for s in text.spans] == [
        ("may", "red strike"),
        ("will", "bold green"),
    ]


def test_html_has_elements_and_classes_and_no_style_of_its_own() -> None:
    shown = diff.html(told("We may sign", "We will sign"))
    assert shown == 'We <del class="out">may</del> <ins class="in">will</ins> sign'
    assert "style=" not in shown


def test_html_escapes_a_hostile_page() -> None:
    shown = diff.html(told("We <script>may</script> sign", 'We <img src="x"> sign & go\x1b[31m'))
    assert "<script>" not in shown
    assert "<img" not in shown
    assert "\x1b" not in shown
    assert "&lt;" in shown


def test_json_gives_kinds_and_offsets_that_cut_the_words_out_again() -> None:
    value = diff.json_value(told())
    assert value is not None
    assert set(value["kinds"]) >= {"negation", "figure"}
    for edit in value["edits"]:
        for side, content in (("before", BEFORE), ("after", AFTER)):
            at = edit[f"{side}_at"]
            assert edit[side] == (content[at[0] : at[1]] if at else "")
    assert diff.json_value(None) is None


@pytest.mark.parametrize("kind", list(ChangeKind))
def test_every_kind_has_words(kind: ChangeKind) -> None:
    assert diff.kinds_told([kind])


def test_a_page_needs_nothing_beside_it_and_runs_nothing() -> None:
    hostile = '"><script>alert(1)</script>'
    shown = [
        trace_page.Shown("2025-03-04", hostile, hostile, hostile, None, 1.0, "", "javascript:alert(1)", "#1"),
        trace_page.Shown(
            "no date", "B", "Nils Varga", AFTER, told(), 0.97, "9 of 10 words", "https://b.example/1", "#2"
        ),
    ]
    page = "".join(trace_page.page(hostile, "2 occurrences", shown))
    assert "<script" not in page
    assert 'href="javascript' not in page
    assert '<a href="https://b.example/1"' in page
    assert "default-src 'none'; style-src 'sha256-" in page
    assert page.count("<li>") == 2
    assert "a negation dropped or added" in page
    assert "97% sure" in page
