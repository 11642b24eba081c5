from __future__ import annotations

import time
from dataclasses import replace

import pytest

from onrecord.analysis.claims.headline import headline
from onrecord.analysis.claims.narration import narration
from onrecord.records import (
    Article,
    Attribution,
    Block,
    BlockKind,
    HeadlineClaim,
    HeadlineOutcome,
    Mention,
    MentionForm,
    Quotation,
    Record,
    Span,
    Speaker,
    SpeakerKind,
)

Said = tuple[str, str, str]  # source, cue, content


def spans(text: str, words: str, start: int) -> tuple[Span, ...]:
    if not words:
        return ()
    at = text.index(words, start)
    return (Span(at, at + len(words)),)


def record(
    title: str, said: Said | None, body: str, *others: Said, speakers: tuple[Speaker, ...] = ()
) -> Record:
    text = f"{title}\n{body}"
    start = len(title) + 1
    blocks = (Block(Span(0, len(title)), BlockKind.TITLE), Block(Span(start, len(text)), BlockKind.PARAGRAPH))
    placed = [(0, said)] if said else []
    placed += [(start, other) for other in others]
    attributions = tuple(
        Attribution(*(spans(text, words, at) for words in role), Quotation.INDIRECT, 0.9)
        for at, role in placed
    )
    return Record(Article(text, blocks), attributions, speakers=speakers)


def claim(of: Record, **options: object) -> HeadlineClaim:
    check = headline(of, **options)  # type: ignore[arg-type]
    assert check is not None
    return check.claims[0]


TITLE, SAID = "Lund says dam is “rotten”", ("Lund", "says", "dam is “rotten”")


@pytest.mark.parametrize(
    ("body", "others", "outcome"),
    [
        pytest.param(
            "Ana Lund said the dam was “rotten”.",
            [("Ana Lund", "said", "the dam was “rotten”")],
            HeadlineOutcome.SAME,
            id="same",
        ),
        pytest.param(
            "Ana Lund said the dam was “old”.",
            [("Ana Lund", "said", "the dam was “old”")],
            HeadlineOutcome.OTHER_WORDS,
            id="other words in marks",
        ),
        pytest.param(
            "Tomas Reyes said the dam was “rotten”.",
            [("Tomas Reyes", "said", "the dam was “rotten”")],
            HeadlineOutcome.OTHER_SPEAKER,
            id="somebody else",
        ),
        pytest.param("The dam is rotten.", [], HeadlineOutcome.OWN_VOICE, id="the page itself"),
        pytest.param(
            "Ana Lund said it was late.",
            [("Ana Lund", "said", "it was late")],
            HeadlineOutcome.NOT_IN_BODY,
            id="nowhere",
        ),
        pytest.param("", [], HeadlineOutcome.NOT_IN_BODY, id="no body"),
    ],
)
def test_what_the_headline_attributes_is_sought_in_the_body(
    body: str, others: list[Said], outcome: HeadlineOutcome
) -> None:
    body = body or "…"
    assert claim(record(TITLE, SAID, body, *others)).outcome is outcome


def test_a_headline_that_attributes_nothing_has_no_check() -> None:
    assert headline(record("Dam breaks", None, "Lund said so.", ("Lund", "said", "so"))) is None
    assert headline(Record(Article(""))) is None


def test_both_sides_are_given_with_what_agrees() -> None:
    of = record(
        TITLE,
        SAID,
        "It rained. Ana Lund said the old dam was “rotten”.",
        ("Ana Lund", "said", "the old dam was “rotten”"),
    )
    found = claim(of)
    text = of.article.text
    assert (found.headline, found.body, found.overlap) == (0, 1, 1.0)
    assert [s.of(text) for s in found.headline_spans] == ["dam is “rotten”"]
    assert [s.of(text) for s in found.body_spans] == ["the old dam was “rotten”"]
    assert (found.same_speaker, found.same_words, found.same_stance) == (True, True, None)


def test_the_same_speaker_is_preferred_to_the_nearer_words() -> None:
    found = claim(
        record(
            "Lund says old dam leaks",
            ("Lund", "says", "old dam leaks"),
            "Reyes said the old dam leaks. Lund said the dam leaked at night.",
            ("Reyes", "said", "the old dam leaks"),
            ("Lund", "said", "the dam leaked at night"),
        )
    )
    assert (found.outcome, found.body) == (HeadlineOutcome.SAME, 2)


def test_an_office_in_the_headline_is_the_speaker_whom_the_body_gives_it() -> None:
    title = "Mayor: Dam is safe"
    body = "She said the dam is safe. Ana Lund is the mayor of Vell."
    of = record(title, ("Mayor", ":", "Dam is safe"), body, ("She", "said", "the dam is safe"))
    office = spans(of.article.text, "mayor", 0)[0]
    name = spans(of.article.text, "Ana Lund", 0)[0]
    ana = Speaker("Ana Lund", SpeakerKind.PERSON, (Mention(name, MentionForm.NAME),), role=office)
    above, below = of.attributions
    known = replace(of, attributions=(above, replace(below, speakers=(0,))), speakers=(ana,))
    assert claim(known).outcome is HeadlineOutcome.SAME
    assert claim(of).same_speaker is None  # nobody has found out who "she" is


def test_two_people_with_one_surname_are_two_speakers() -> None:
    body = "Karl Lund said the dam is safe."
    of = record(
        "Lund: Dam is safe", ("Lund", ":", "Dam is safe"), body, ("Karl Lund", "said", "the dam is safe")
    )
    assert claim(of).outcome is HeadlineOutcome.SAME
    above, below = of.attributions
    people = tuple(
        Speaker(name, SpeakerKind.PERSON, (Mention(span, MentionForm.NAME),))
        for name, span in (("Ana Lund", above.source[0]), ("Karl Lund", below.source[0]))
    )
    told_apart = (replace(above, speakers=(0,)), replace(below, speakers=(1,)))
    assert (
        claim(replace(of, attributions=told_apart, speakers=people)).outcome is HeadlineOutcome.OTHER_SPEAKER
    )


def test_a_stance_given_from_outside_is_compared() -> None:
    of = record(
        "Lund denies dam leaked",
        ("Lund", "denies", "dam leaked"),
        "Lund said the dam leaked.",
        ("Lund", "said", "the dam leaked"),
    )
    stances = {0: "deny", 1: "assert"}

    def stance(attribution: Attribution) -> str | None:
        return stances[of.attributions.index(attribution)]

    assert claim(of, stance=stance).outcome is HeadlineOutcome.OTHER_STANCE
    assert claim(of, stance=lambda _: "deny").outcome is HeadlineOutcome.SAME
    assert claim(of, stance=lambda _: None).same_stance is None


def test_narration_found_before_gives_the_same_answer() -> None:
    of = record(TITLE, SAID, "It rained all day. The dam is rotten.")
    told = narration(of.article.text, of.article.blocks, of.attributions)
    found = claim(of, narrations=told)
    assert found == claim(of)
    assert [s.of(of.article.text) for s in found.body_spans] == ["The dam is rotten."]
    assert claim(of, narrations=()).outcome is HeadlineOutcome.NOT_IN_BODY


def test_the_words_outside_the_marks_find_what_the_body_words_otherwise() -> None:
    said = "the budget was “in some difficulty”"
    of = record(
        "Lund says budget is “stone dead already”",
        ("Lund", "says", "budget is “stone dead already”"),
        f"Lund said {said}.",
        ("Lund", "said", said),
    )
    found = claim(of)
    assert (found.outcome, found.overlap) == (HeadlineOutcome.OTHER_WORDS, 1.0)
    assert found.same_words is False


def test_an_office_that_passes_for_a_name_in_the_headline_is_compared_by_its_words() -> None:
    body = "Karl Reyes, the finance minister, said the dam is safe."
    source = "Karl Reyes, the finance minister,"
    of = record(
        "Minister: Dam is safe", ("Minister", ":", "Dam is safe"), body, (source, "said", "the dam is safe")
    )
    above, below = of.attributions
    people = tuple(
        Speaker(name, SpeakerKind.PERSON, (Mention(span, MentionForm.NAME),))
        for name, span in (("Minister", above.source[0]), ("Karl Reyes", below.source[0]))
    )
    told_apart = (replace(above, speakers=(0,)), replace(below, speakers=(1,)))
    assert claim(replace(of, attributions=told_apart, speakers=people)).outcome is HeadlineOutcome.SAME


def test_a_speaker_whom_neither_side_names_is_not_compared() -> None:
    of = record("Dam is safe, it is said", ("", "it is said", "Dam is safe"), "The dam is safe, it is said.",
                ("", "it is said", "The dam is safe"))  # fmt: skip
    found = claim(of)
    assert (found.outcome, found.same_speaker) == (HeadlineOutcome.SAME, None)


def test_only_the_outermost_attributions_of_the_headline_are_compared() -> None:
    of = record("Moss says Lund hid cracks", ("Moss", "says", "Lund hid cracks"), "Nothing.")
    inner = replace(of.attributions[0], parent=0)
    check = headline(replace(of, attributions=(*of.attributions, inner)))
    assert check is not None
    assert len(check.claims) == 1


def test_a_long_body_of_attributions_takes_time_by_its_length() -> None:
    body = "Lund said the dam leaks. " * 20_000
    title, text = "Lund says dam leaks", f"Lund says dam leaks\n{body}"
    start = len(title) + 1
    above = Attribution((Span(0, 4),), (Span(5, 9),), (Span(10, 19),), Quotation.INDIRECT, 0.9)
    below = tuple(
        Attribution(
            (Span(i, i + 4),), (Span(i + 5, i + 9),), (Span(i + 10, i + 23),), Quotation.INDIRECT, 0.9
        )
        for i in range(start, len(text) - 24, 25)
    )
    blocks = (Block(Span(0, len(title)), BlockKind.TITLE), Block(Span(start, len(text)), BlockKind.PARAGRAPH))
    started = time.monotonic()
    assert claim(Record(Article(text, blocks), (above, *below))).outcome is HeadlineOutcome.SAME
    assert time.monotonic() - started < 10
