from __future__ import annotations

from dataclasses import replace

import pytest

from onrecord.exports import words
from onrecord.exports.terminal import Look, list_view, speaker_view, text_view
from onrecord.records import (
    Article,
    Attribution,
    Block,
    BlockKind,
    Distance,
    Hop,
    HopKind,
    Mention,
    MentionForm,
    Quotation,
    Record,
    Setting,
    SettingKind,
    Span,
    Speaker,
    SpeakerKind,
    Stance,
)
from onrecord.testing import sample_record

PLAIN = Look(width=72)


VIEWS = (list_view, speaker_view, text_view)


def shown(record: Record, look: Look = PLAIN) -> str:
    return "".join(list_view([record], look))


def by_speaker(record: Record, look: Look = PLAIN) -> str:
    return "".join(speaker_view([record], look))


def test_the_head_says_what_when_who_and_where_from(record: Record) -> None:
    head = shown(record).split("\n\n")[0]
    assert head.splitlines() == [
        "Mayor says the quay is safe",
        "The Vell Courier · By Ida Moss and Kofi Brandt · 2 May 2024, 07:30 UTC",
        "https://courier.example.org/quay · language: en · 78 words",
    ]


def test_each_attribution_is_labelled_in_words(record: Record) -> None:
    assert (
        "  1 source Ana Lund\n"
        "    cue    said\n"
        "    words  “The quay will hold,”\n"
        "    kind   direct quotation, 90% sure\n"
    ) in shown(record)


def test_a_stance_is_shown_where_it_is_more_than_a_plain_statement(record: Record) -> None:
    assert "    stance predict\n    kind   indirect quotation, 80% sure\n" in shown(record)
    assert "    stance distancing\n" in shown(record)
    assert shown(record).count("stance") == 2


@pytest.mark.parametrize(
    ("stance", "negated", "distance", "told"),
    [
        (Stance.ASSERT, False, Distance.NEUTRAL, ""),
        (None, False, Distance.NEUTRAL, ""),
        (Stance.DENY, True, Distance.ENDORSING, "deny, negated, endorsing"),
        (Stance.ASSERT, True, Distance.NEUTRAL, "negated"),
    ],
)
def test_a_stance_in_words(stance: Stance | None, negated: bool, distance: Distance, told: str) -> None:
    plain = sample_record().attributions[0]
    assert words.stance(replace(plain, stance=stance, negated=negated, distance=distance)) == told


def test_a_nested_attribution_is_moved_in_below_its_parent(record: Record) -> None:
    assert "\n      3 source Ana Lund\n" in shown(record)
    assert "inside 2" in shown(record)


def test_the_name_stands_beside_a_source_that_does_not_say_it(record: Record) -> None:
    assert "  4 source Ms. Lund [Ana Lund]\n" in shown(record)
    assert "  6 source Lund [either Ana Lund or Karl Lund]\n" in shown(record)
    assert "  1 source Ana Lund\n" in shown(record)
    unsaid = replace(record, attributions=(replace(record.attributions[0], source=()),))
    assert "  1 source [Ana Lund]\n" in shown(unsaid)


def test_how_it_was_given_and_through_whom_it_came_are_told(record: Record) -> None:
    assert (
        "    given  to Radio Nord in Vell on Monday\n    chain  The Vell Courier < Radio Nord < Ana Lund\n"
    ) in shown(record)
    assert shown(record).count("    chain  ") == 1


def test_by_speaker_the_statements_stand_under_a_heading(record: Record) -> None:
    assert (
        "\nAna Lund, engineer, the harbour board · 3 statements\n"
        "also: Ms. Lund\n"
        "\n"
        "  1 cue    said\n"
        "    words  “The quay will hold,”\n"
        "    kind   direct quotation, 90% sure\n"
        "\n"
        "  3 cue    said\n"
    ) in by_speaker(record)


def test_by_speaker_a_source_that_is_not_the_heading_is_shown(record: Record) -> None:
    assert "  4 source Ms. Lund\n    cue    told\n" in by_speaker(record)
    assert "source Two dockers" not in by_speaker(record)


def test_by_speaker_those_without_a_name_follow_and_say_why(record: Record) -> None:
    lines = [line for line in by_speaker(record, Look(100)).splitlines() if " · 1 statement" in line]
    assert lines == [
        "Tomas Reyes · 1 statement",
        "Two dockers, who were not authorised to speak publicly · 1 statement",
        "Either Ana Lund or Karl Lund: the text does not decide · 1 statement",
        "Speaker not known · 1 statement",
    ]


def test_by_speaker_what_two_say_together_names_both_under_each(record: Record) -> None:
    both = replace(record.attributions[3], speakers=(0, 1))
    text = by_speaker(replace(record, attributions=(both,)))
    assert text.count("source Ms. Lund [Ana Lund and Tomas Reyes]") == 2


def test_without_colour_there_is_no_escape_sequence(record: Record) -> None:
    for view in VIEWS:
        assert "\x1b" not in "".join(view([record], PLAIN))
        assert "\x1b" in "".join(view([record], Look(72, colour=True)))


@pytest.mark.parametrize("width", [40, 57, 100])
def test_lines_keep_to_the_width(record: Record, width: int) -> None:
    long = replace(record, article=replace(record.article, title="A long headline " * 20))
    for view in VIEWS:
        assert max(map(len, "".join(view([long], Look(width))).splitlines())) <= width


def test_the_text_view_marks_spans_and_numbers_those_that_belong_together(record: Record) -> None:
    text = " ".join("".join(text_view([record], Look(100))).split())
    assert "[“The quay will hold,”]¹ {Ana Lund}¹ <said>¹." in text
    assert "[that {Ana Lund}³ <said>³ [that the tide was low]³]²." in text
    assert "(set apart, share) Share this article" in text


def test_the_text_view_explains_its_marks(record: Record) -> None:
    assert "Marked: {source}, <cue>, [words attributed]" in "".join(text_view([record], PLAIN))


def test_nobody_named_is_said() -> None:
    text = "It was reported that it rained."
    block = Block(Span(0, len(text)), BlockKind.PARAGRAPH)
    item = Attribution((), (Span(3, 15),), (Span(16, 20), Span(21, 30)), Quotation.INDIRECT, 0.5)
    assert "1 source nobody named" in shown(Record(Article(text, (block,)), (item,)))
    assert "words  that … it rained" in shown(Record(Article(text, (block,)), (item,)))


def test_control_characters_of_the_page_do_not_reach_the_terminal() -> None:
    text = "\x1b]0;owned\x07 \x1b[31mred\u202e said."
    block = Block(Span(0, len(text)), BlockKind.PARAGRAPH)
    article = Article(text, (block,), title=text, authors=(text,), outlet=text)
    span = Span(0, len(text))
    mentions = (Mention(span, MentionForm.NAME), Mention(Span(0, 9), MentionForm.NAME))
    speaker = Speaker(text, SpeakerKind.PERSON, mentions, role=span, affiliation=span, reason=span)
    item = Attribution(
        *((Span(0, 9),) for _ in range(3)),
        Quotation.INDIRECT,
        0.5,
        speakers=(0,),
        settings=(Setting(SettingKind.PLACE, span),),
        provenance=(Hop(HopKind.SITE, text, None), Hop(HopKind.OUTLET, text, span)),
    )
    for view in VIEWS:
        out = "".join(view([Record(article, (item,), None, text, (text,), (speaker,))], PLAIN))
        assert not {"\x1b", "\x07", "\u202e"} & set(out)


def test_markup_of_the_terminal_library_in_a_page_is_shown_as_it_is() -> None:
    text = "[bold]Not bold[/bold] :smile:"
    block = Block(Span(0, len(text)), BlockKind.PARAGRAPH)
    assert text in "".join(text_view([Record(Article(text, (block,)))], PLAIN))


def test_nothing_to_read_shows_the_head_and_the_note() -> None:
    record = Record(Article(""), name="a.html", notes=("Nothing to read: the page is empty.",))
    assert " ".join(shown(record).split()) == "a.html a.html Note: Nothing to read: the page is empty."


def test_an_article_without_attributions_says_so() -> None:
    record = Record(Article("It rained.", (Block(Span(0, 10), BlockKind.PARAGRAPH),)))
    assert "No attribution was found." in shown(record)


@pytest.mark.parametrize(
    ("published", "words"),
    [
        ("2024-05-02", "2 May 2024"),
        ("2024-05-02T07:30:00", "2 May 2024, 07:30"),
        ("2024-05-02T07:30:00+00:00", "2 May 2024, 07:30 UTC"),
        ("2024-12-31T23:05:00-05:00", "31 December 2024, 23:05 UTC-05:00"),
        ("2024-99-02", "2024-99-02"),
        ("yesterday", "yesterday"),
    ],
)
def test_dates_are_said_in_words_as_precisely_as_they_are_given(published: str, words: str) -> None:
    assert words in shown(Record(Article("", published=published))).splitlines()


@pytest.mark.parametrize(("confidence", "words"), [(1.0, "99% sure"), (0.0, "1% sure"), (0.734, "73% sure")])
def test_certainty_is_never_claimed(confidence: float, words: str) -> None:
    text = "It rained."
    item = Attribution((), (), (Span(0, 9),), Quotation.INDIRECT, confidence)
    record = Record(Article(text, (Block(Span(0, 10), BlockKind.PARAGRAPH),)), (item,))
    assert words in shown(record)
