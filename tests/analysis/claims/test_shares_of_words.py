from __future__ import annotations

import time

from onrecord.analysis.claims.shares import shares
from onrecord.records import (
    Article,
    Attribution,
    Block,
    BlockKind,
    Mention,
    MentionForm,
    Quotation,
    Record,
    Shares,
    Span,
    Speaker,
    SpeakerKind,
    SpeakerShare,
)

TEXT = (
    "Lund says it rained\n\n"
    "Share this page\n\n"
    "It rained hard, Lund said. Reyes and Lund said so too.\n\n"
    "Some say Moss thinks it snowed. It did not."
)


def span(words: str, text: str = TEXT) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def said(content: str, *speakers: int, parent: int | None = None) -> Attribution:
    spans = (span(content),)
    return Attribution((), (span("said"),), spans, Quotation.INDIRECT, 0.9, parent=parent, speakers=speakers)


def speaker(kind: SpeakerKind) -> Speaker:
    return Speaker("x", kind, (Mention(Span(0, 1), MentionForm.NAME),))


def record(*attributions: Attribution) -> Record:
    blocks = (
        Block(span("Lund says it rained"), BlockKind.TITLE),
        Block(span("It rained hard, Lund said. Reyes and Lund said so too."), BlockKind.PARAGRAPH),
        Block(span("Some say Moss thinks it snowed. It did not."), BlockKind.PARAGRAPH),
    )
    people = tuple(map(speaker, (SpeakerKind.PERSON, SpeakerKind.GROUP, SpeakerKind.UNNAMED)))
    return Record(Article(TEXT, blocks), attributions, speakers=people)


def test_the_words_of_the_body_are_shared_out_by_who_speaks() -> None:
    found = shares(
        record(
            said("it rained", 0),  # in the title, which is no part of the body
            said("It rained hard", 0),
            said("so too", 1, 0),
            said("Moss thinks it snowed", 2),
            said("it snowed", 1, parent=3),
        )
    )
    assert found == Shares(
        words=20,
        attributed=9,
        speakers=3,
        named=2,
        by_speaker=(
            SpeakerShare(0, 5, 5 / 20),
            SpeakerShare(2, 4, 4 / 20),
            SpeakerShare(1, 2, 2 / 20),
        ),
    )
    assert found.share == 9 / 20


def test_words_in_two_contents_count_once_and_unknown_speakers_have_their_share() -> None:
    found = shares(record(said("It rained hard"), said("rained hard, Lund"), said("so too", 0)))
    assert found.attributed == 6
    assert found.by_speaker == (SpeakerShare(None, 4, 4 / 20), SpeakerShare(0, 2, 2 / 20))
    assert (found.speakers, found.named) == (1, 1)


def test_who_speaks_in_what_another_says_is_a_speaker_of_the_article() -> None:
    found = shares(record(said("Moss thinks it snowed", 2), said("it snowed", 0, parent=0)))
    assert (found.speakers, found.named) == (2, 1)
    assert [s.speaker for s in found.by_speaker] == [2]


def test_an_article_without_words_has_no_shares() -> None:
    assert shares(Record(Article(""))) == Shares(0, 0, 0, 0)
    assert shares(Record(Article(""))).share == 0


def test_many_overlapping_contents_take_time_by_their_number() -> None:
    text = "word " * 100_000
    body = Article(text, (Block(Span(0, len(text)), BlockKind.PARAGRAPH),))
    many = tuple(
        Attribution((), (Span(i, i + 1),), (Span(i, len(text)),), Quotation.INDIRECT, 0.9)
        for i in range(0, 100_000, 5)
    )
    started = time.monotonic()
    found = shares(Record(body, many))
    assert found.attributed == found.words == 100_000
    assert time.monotonic() - started < 10
