"""What is rendered is read back: any text, any nesting, crossing spans among them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.evaluation.markup import MarkedAttribution, parse_markup, render_markup

LETTERS = "ab {}\\:“”/1\ns"


@st.composite
def marked_texts(draw: st.DrawFn) -> tuple[str, list[MarkedAttribution]]:
    """A text and attributions whose cue stands left of their contents; contents cross those of others."""
    text = draw(st.text(LETTERS, min_size=8, max_size=40))
    attributions = []
    for _ in range(draw(st.integers(0, 4))):
        edges = sorted(draw(st.sets(st.integers(0, len(text)), min_size=6, max_size=8)))
        cue, *contents = [[a, b] for a, b in zip(edges[::2], edges[1::2], strict=False)]
        with_source = draw(st.booleans())
        source = [contents.pop(0)] if with_source else []
        attributions.append(MarkedAttribution(source=source, cue=[cue], content=contents, parent=None))
    attributions.sort(key=lambda a: min(span[0] for span in [*a["source"], *a["cue"]]))
    return text, attributions


@given(marked_texts())
def test_text_and_spans_survive(marked: tuple[str, list[MarkedAttribution]]) -> None:
    text, attributions = marked
    read_text, read = parse_markup(render_markup(text, attributions))
    assert read_text == text
    assert [{**a, "parent": None} for a in read] == attributions


@given(marked_texts())
def test_rendering_what_was_read_changes_nothing(marked: tuple[str, list[MarkedAttribution]]) -> None:
    body = render_markup(*marked)
    assert parse_markup(render_markup(*parse_markup(body))) == parse_markup(body)


def test_nested_braces_are_rendered_as_they_are_written() -> None:
    body = "{s1:Lund} {c1:said} {q1:{s2:{s3:Okoro}} {c2:denied} {q2:it} and {c3:hoped} {q3:to go}}."
    assert render_markup(*parse_markup(body)) == body


def test_crossing_spans_are_closed_by_name() -> None:
    body = "{c1:x} {q1:one {c2:y} {q2:two{/q1} three}"
    assert render_markup(*parse_markup(body)) == body
