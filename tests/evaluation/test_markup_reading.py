"""Braces become spans: what the gold's markup means, and what it refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from onrecord.evaluation.markup import MarkupError, parse, parse_markup, read_passages

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "id: dam\npart: dev\nphenomena: direct, nested\ncomment: a dam\n---\n"


def words(text: str, spans: list[list[int]]) -> list[str]:
    return [text[start:end] for start, end in spans]


def test_braces_leave_the_text_and_give_its_offsets() -> None:
    text, (attribution,) = parse_markup("{s1:Ana Lund} {c1:said} {q1:that the dam would hold}.")
    assert text == "Ana Lund said that the dam would hold."
    assert attribution == {"source": [[0, 8]], "cue": [[9, 13]], "content": [[14, 37]], "parent": None}


def test_a_source_may_be_absent_and_a_content_in_pieces() -> None:
    text, (attribution,) = parse_markup("{q1:“The dam,”} it {c1:was said}, {q1:“will hold.”}")
    assert attribution["source"] == []
    assert words(text, attribution["content"]) == ["“The dam,”", "“will hold.”"]


def test_a_shared_source_is_marked_once_for_each_attribution() -> None:
    text, attributions = parse_markup("{s1:{s2:Lund}} {c1:said} {q1:yes} and {c2:denied} {q2:doubts}")
    assert [words(text, a["source"]) for a in attributions] == [["Lund"], ["Lund"]]


def test_the_parent_is_the_innermost_content_around_the_cue() -> None:
    _, attributions = parse_markup(
        "{s7:Lund} {c7:said} {q7:{s3:Okoro} {c3:claims} {q3:{s5:I} {c5:hope} {q5:to go}}}"
    )
    assert [a["parent"] for a in attributions] == [None, 0, 1]


def test_attributions_stand_in_reading_order_whatever_their_numbers() -> None:
    text, attributions = parse_markup("{q9:a}, {c9:said} Bo. {q2:c}, {c2:said} Di.")
    assert [words(text, a["content"]) for a in attributions] == [["a"], ["c"]]


def test_a_named_close_ends_a_span_that_another_one_crosses() -> None:
    text, attributions = parse_markup("{c1:x} {q1:one {c2:y} {q2:two{/q1} three}")
    assert text == "x one y two three"
    assert [words(text, a["content"]) for a in attributions] == [["one y two"], ["two three"]]


def test_escaped_signs_are_the_signs_themselves() -> None:
    text, _ = parse_markup(r"{c1:read} {q1:\{a\} \\ b}")
    assert text == r"read {a} \ b"


@pytest.mark.parametrize(
    ("body", "fact"),
    [
        pytest.param("one\n{q1:two", "line 2: '{q1:' is never closed", id="unclosed"),
        pytest.param("one} two", "'}' closes nothing", id="closes-nothing"),
        pytest.param("{q1:one{/q2}}", "'{/q2}' closes nothing", id="closes-another"),
        pytest.param("{z1:one}", "'z1' names no span", id="unknown-role"),
        pytest.param("{q:one}", "'q' names no span", id="no-number"),
        pytest.param("{c1:}", "'{c1:' is empty", id="empty-span"),
        pytest.param("a { b", "a lone '{'", id="lone-brace"),
        pytest.param("a \\ b", "a lone '\\\\'", id="lone-backslash"),
        pytest.param("{s1:Lund} {c1:said}", "attribution 1 has no content", id="no-content"),
        pytest.param("{q1:Yes}", "attribution 1 has no cue", id="no-cue"),
        pytest.param("{q1:Yes, {c1:said} Lund}", "the cue of attribution 1 lies in its own", id="cue-inside"),
        pytest.param(
            "{q1:a {c2:x}} {q2:b {c1:y}}", "attribution 1 lies in its own content by way", id="circle"
        ),
    ],
)
def test_braces_that_say_nothing_are_refused_with_the_place(body: str, fact: str) -> None:
    with pytest.raises(MarkupError) as refusal:
        parse_markup(body, "dam.txt")
    assert str(refusal.value).startswith("dam.txt")
    assert fact in str(refusal.value)


def test_a_passage_has_a_head_and_a_body() -> None:
    passage = parse(HEAD + "{s1:Lund}{c1::} {q1:It holds}\n")
    assert (passage.id, passage.part, passage.phenomena) == ("dam", "dev", ("direct", "nested"))
    assert passage.text == "Lund: It holds"
    assert passage.as_line()["attributions"] == [
        {"source": [[0, 4]], "cue": [[4, 5]], "content": [[6, 14]], "parent": None}
    ]


def test_lines_are_counted_in_the_file() -> None:
    with pytest.raises(MarkupError, match=r"line 8"):
        parse(HEAD + "\none\n{z:two}\n")


@pytest.mark.parametrize(
    ("content", "fact"),
    [
        pytest.param("id: dam\nText", "no line '---'", id="no-rule"),
        pytest.param(HEAD.replace("part: dev\n", ""), "head without 'part'", id="missing-key"),
        pytest.param(HEAD.replace("dev", "train"), "part 'train': expected dev or test", id="unknown-part"),
        pytest.param("colour: blue\n" + HEAD, "head line 'colour: blue'", id="unknown-key"),
        pytest.param("id: again\n" + HEAD, "head line 'id: dam'", id="key-twice"),
    ],
)
def test_a_head_that_misses_a_fact_is_refused(content: str, fact: str) -> None:
    with pytest.raises(MarkupError, match=fact):
        parse(content, "dam.txt")


def test_a_folder_is_read_in_the_order_of_its_names(tmp_path: Path) -> None:
    for name in ("b", "a"):
        (tmp_path / f"{name}.txt").write_text(HEAD.replace("dam\n", f"{name}\n", 1) + "Rain.\n", "utf-8")
    assert [passage.id for passage in read_passages(tmp_path)] == ["a", "b"]


def test_a_file_is_named_for_its_passage(tmp_path: Path) -> None:
    (tmp_path / "bridge.txt").write_text(HEAD + "Rain.\n", "utf-8")
    with pytest.raises(MarkupError, match="id 'dam': expected 'bridge'"):
        read_passages(tmp_path)
