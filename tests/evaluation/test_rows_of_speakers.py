"""Rows under a passage say who speaks; braces in it say to whom, where, when and how."""

from __future__ import annotations

import pytest

from onrecord.evaluation.markup import MarkupError, parse, parse_markup, render_markup
from onrecord.evaluation.rows import RowError, read_rows

TEXT = "Ana Lund and Karl Lund met two officials of Vell Steel."
HEAD = "id: dam\npart: dev\nphenomena: direct\ncomment: a dam\n---\n"
BODY = "In {p1:Vell} {s1:Ana Lund} {c1:told} {a1:Radio Nord} {q1:that {s2:she} {c2:wept}{q2: a lot}}.\n"
ROWS = "---\n1, 2: person Ana Lund\n"


@pytest.mark.parametrize(
    ("row", "labels"),
    [
        pytest.param("person Ana Lund", {"speaker": "Ana Lund", "speaker_kind": "person"}, id="person"),
        pytest.param("group Vell Steel", {"speaker": "Vell Steel", "speaker_kind": "group"}, id="group"),
        pytest.param(
            "unnamed two officials", {"speaker": "two officials", "speaker_kind": "unnamed"}, id="unnamed"
        ),
        pytest.param(
            "unknown", {"speaker": None, "speaker_kind": "unknown", "candidates": []}, id="nobody-given"
        ),
        pytest.param(
            "unknown Ana Lund | Karl Lund",
            {"speaker": None, "speaker_kind": "unknown", "candidates": ["Ana Lund", "Karl Lund"]},
            id="undecided",
        ),
        pytest.param(
            "person Ana Lund + person Karl Lund",
            {"speakers": ["Ana Lund", "Karl Lund"], "speaker_kind": "person"},
            id="coordination",
        ),
        pytest.param(
            "person Ana Lund + group Vell Steel",
            {"speakers": ["Ana Lund", "Vell Steel"], "speaker_kind": "group"},
            id="kinds-that-differ",
        ),
    ],
)
def test_a_row_becomes_the_labels_of_the_scorer(row: str, labels: dict[str, object]) -> None:
    assert read_rows([f"1, 3: {row}"], [1, 3], TEXT) == {1: labels, 3: labels}


@pytest.mark.parametrize(
    ("rows", "fact"),
    [
        pytest.param(["1 person Ana Lund"], "line 7: '1 person Ana Lund'", id="no-colon"),
        pytest.param(["1: persons Ana Lund"], "line 7: 'persons'", id="unknown-kind"),
        pytest.param(["1: person"], "line 7: 'person' without words", id="no-name"),
        pytest.param(["1: person Ana Lind"], "line 7: 'Ana Lind': expected words", id="name-not-there"),
        pytest.param(["1: unknown Ana Lund"], "line 7: one candidate", id="one-candidate"),
        pytest.param(["1: unknown Ana Lund | Bo"], "line 7: 'Bo': expected words", id="candidate-not-there"),
        pytest.param(["1: person Ana Lund + unknown"], "line 7: 'unknown'", id="unknown-beside-another"),
        pytest.param(["1: unknown", "2: unknown"], "line 8: 2: expected the number", id="no-such-number"),
        pytest.param(["1: unknown", "", "1: unknown"], "line 9: 1 stands in an earlier row", id="twice"),
        pytest.param([], "attribution 1 has no row", id="missing"),
    ],
)
def test_a_row_that_says_something_else_is_refused(rows: list[str], fact: str) -> None:
    with pytest.raises(RowError, match=r"dam\.txt") as caught:
        read_rows(rows, [1], TEXT, name="dam.txt", first_line=7)
    assert fact in str(caught.value)


def test_a_passage_carries_its_speakers_and_settings_into_the_scorers_line() -> None:
    first, second = parse(HEAD + BODY + ROWS).as_line()["attributions"]  # type: ignore[misc]
    assert first["settings"] == [["place", 3, 7], ["addressee", 22, 32]]
    assert (first["speaker"], first["speaker_kind"]) == ("Ana Lund", "person")
    assert second["settings"] == []
    assert second["speaker"] == "Ana Lund"


def test_a_passage_without_rows_has_no_labels() -> None:
    (attribution,) = parse(HEAD + "{s1:Lund} {c1:said} {q1:yes}.\n").attributions
    assert set(attribution) == {"source", "cue", "content", "parent"}


def test_the_line_of_a_wrong_row_is_its_line_in_the_file() -> None:
    with pytest.raises(RowError, match=r"dam\.txt, line 8: 'Bo'"):
        parse(HEAD + BODY + "---\n1, 2: person Bo\n", "dam.txt")


def test_rows_may_end_without_a_line_end() -> None:
    assert parse((HEAD + BODY + ROWS).rstrip("\n")) == parse(HEAD + BODY + ROWS)


def test_settings_without_rows_are_refused() -> None:
    with pytest.raises(MarkupError, match="attribution 1 has settings and the passage no rows"):
        parse(HEAD + BODY)


def test_a_setting_in_its_own_content_is_refused() -> None:
    with pytest.raises(MarkupError, match="the time of attribution 1 lies in its own content"):
        parse_markup("{s1:Lund} {c1:said} {q1:it rained on {t1:Monday}}.")


def test_a_setting_before_its_attribution_does_not_change_the_order() -> None:
    _, attributions = parse_markup("On {t2:Monday} {s1:A} {c1:said} {q1:b}; {s2:C} {c2:said} {q2:d}.")
    assert ["settings" in a for a in attributions] == [False, True]


def test_settings_are_rendered_as_they_are_read() -> None:
    body = (
        "In {p1:Vell} {s1:Lund} {c1:said in {m1:a letter to {a1:me}}} {q1:yes} at {o1:a fair} on {t1:Monday}."
    )
    assert render_markup(*parse_markup(body)) == body
