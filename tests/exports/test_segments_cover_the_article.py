from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from onrecord.exports.segments import Role, body, cut
from onrecord.records import Article, Attribution, Block, BlockKind, Quotation, Record, Span

TEXT = "Nine words\n\nin three\n\nparts of one small article"
PARTS = (Span(0, 10), Span(12, 20), Span(22, len(TEXT)))
spans = st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, len(TEXT))).map(
    lambda pair: Span(pair[0], min(sum(pair), len(TEXT)))
)
roles = st.lists(spans, max_size=3).map(tuple)


def record_of(*attributions: Attribution) -> Record:
    blocks = tuple(Block(span, BlockKind.PARAGRAPH) for span in PARTS)
    return Record(Article(TEXT, blocks), attributions)


def attribution(source: tuple[Span, ...], content: tuple[Span, ...]) -> Attribution:
    return Attribution(source, (), content, Quotation.DIRECT, 0.5)


@given(st.lists(st.builds(attribution, roles, roles), max_size=4))
def test_segments_are_the_parts_character_for_character(attributions: list[Attribution]) -> None:
    for part, segments in cut(record_of(*attributions)):
        assert "".join(segment.span.of(TEXT) for segment in segments) == part.span.of(TEXT)


@given(st.lists(st.builds(attribution, roles, roles), max_size=4))
def test_a_segment_lies_in_exactly_its_marks(attributions: list[Attribution]) -> None:
    for _, segments in cut(record_of(*attributions)):
        for segment in segments:
            inside = {
                (index, role)
                for index, item in enumerate(attributions)
                for role, spans in ((Role.SOURCE, item.source), (Role.CONTENT, item.content))
                if any(span.start <= segment.span.start and segment.span.end <= span.end for span in spans)
            }
            assert {(mark.index, mark.role) for mark in segment.marks} == inside


@given(st.lists(st.builds(attribution, roles, roles), max_size=4))
def test_every_mark_that_is_shown_opens_once_and_closes_once(attributions: list[Attribution]) -> None:
    segments = [segment for _, part in cut(record_of(*attributions)) for segment in part]
    shown = {id(mark) for segment in segments for mark in segment.marks}
    for edge in ("opens", "closes"):
        found = [id(mark) for segment in segments for mark in getattr(segment, edge)]
        assert sorted(found) == sorted(shown)


def test_the_innermost_mark_comes_last() -> None:
    outer, inner = attribution((), (Span(0, 10),)), attribution((Span(5, 10),), ())
    (_, (first, second)), *_ = cut(record_of(outer, inner))
    assert [mark.index for mark in first.marks] == [0]
    assert [mark.index for mark in second.marks] == [0, 1]


def test_a_title_that_the_head_shows_is_left_out_of_the_body_unless_it_is_marked() -> None:
    article = Article(TEXT, (Block(PARTS[0], BlockKind.TITLE),), title="Nine words")
    assert list(body(Record(article))) == []
    assert len(list(body(Record(article, (attribution((Span(0, 4),), ()),))))) == 1
    assert len(list(body(Record(replace(article, title="Other"))))) == 1


def test_of_two_marks_that_begin_together_the_longer_is_the_outer() -> None:
    long, short = attribution((), (Span(0, 10),)), attribution((Span(0, 4),), ())
    (_, (first, _)), *_ = cut(record_of(short, long))
    assert [mark.index for mark in first.marks] == [1, 0]
