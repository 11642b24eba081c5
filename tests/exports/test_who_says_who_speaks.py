from __future__ import annotations

from dataclasses import replace

import pytest

from onrecord.exports import who
from onrecord.records import (
    Article,
    Attribution,
    Block,
    BlockKind,
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
)

TEXT = "Karl Moe and Ida Moss came. He said so, A. Moe said, they said, officials said, Officials said."
KARL = Speaker("Karl Moe", SpeakerKind.PERSON, (Mention(Span(0, 8), MentionForm.NAME),))
IDA = Speaker("Ida Moss", SpeakerKind.PERSON, (Mention(Span(13, 21), MentionForm.NAME),))
OFFICIALS = Speaker("officials", SpeakerKind.UNNAMED, ())


def said(source: str, *speakers: int, candidates: tuple[int, ...] = ()) -> Attribution:
    at = TEXT.index(source)
    spans = (Span(at, at + len(source)),) if source else ()
    return Attribution(
        spans, (), (Span(0, 4),), Quotation.INDIRECT, 0.5, speakers=speakers, candidates=candidates
    )


def record_of(*attributions: Attribution, speakers: tuple[Speaker, ...] = (KARL, IDA, OFFICIALS)) -> Record:
    block = Block(Span(0, len(TEXT)), BlockKind.PARAGRAPH)
    return Record(Article(TEXT, (block,)), attributions, speakers=speakers)


def headings(record: Record) -> list[tuple[str, tuple[int, ...]]]:
    return [(group.heading, group.statements) for group in who.groups(record)]


def test_who_has_most_statements_comes_first_and_of_equals_who_speaks_first() -> None:
    assert headings(record_of(said("He", 0), said("A. Moe", 1), said("He", 1))) == [
        ("Ida Moss", (1, 2)),
        ("Karl Moe", (0,)),
    ]
    assert [heading for heading, _ in headings(record_of(said("He", 1), said("He", 0)))] == [
        "Ida Moss",
        "Karl Moe",
    ]


def test_the_named_come_before_the_described_the_undecided_and_nobody(record: Record) -> None:
    assert headings(record) == [
        ("Ana Lund", (0, 2, 3)),
        ("Tomas Reyes", (1,)),
        ("Two dockers", (4,)),
        ("Either Ana Lund or Karl Lund: the text does not decide", (5,)),
        ("Speaker not known", (6,)),
    ]


def test_what_several_say_together_stands_with_each_of_them() -> None:
    assert headings(record_of(said("they", 0, 1))) == [("Karl Moe", (0,)), ("Ida Moss", (0,))]


def test_the_unnamed_are_grouped_by_the_words_that_describe_them() -> None:
    others = replace(OFFICIALS, name="Officials")
    record = record_of(said("officials", 0), said("Officials", 1), speakers=(OFFICIALS, others))
    assert headings(record) == [("officials", (0, 1))]


def test_one_candidate_alone_is_not_taken_for_the_speaker() -> None:
    assert len(headings(record_of(said("He", 0), said("He", candidates=(0,))))) == 2


def test_a_group_tells_role_affiliation_reason_and_other_spellings(record: Record) -> None:
    ana, _, dockers, *_ = who.groups(record)
    assert (ana.about, ana.also) == (("engineer", "the harbour board"), ("Ms. Lund",))
    assert dockers.about == ("who were not authorised to speak publicly",)


def test_every_attribution_has_its_places_among_the_groups(record: Record) -> None:
    assert who.places(who.groups(record)) == {0: [0], 2: [0], 3: [0], 1: [1], 4: [2], 5: [3], 6: [4]}


@pytest.mark.parametrize(
    ("attribution", "name"),
    [
        (said("He", 0), "Karl Moe"),
        (said("A. Moe", 0), "Karl Moe"),
        (said("Karl Moe and Ida Moss", 0, 1), ""),
        (said("Karl Moe and Ida Moss", 0), ""),
        (said("they", 0, 1), "Karl Moe and Ida Moss"),
        (said("", 0), "Karl Moe"),
        (said("Officials", 2), ""),
        (said("He", candidates=(0, 1)), "either Karl Moe or Ida Moss"),
        (said("He"), ""),
    ],
)
def test_the_name_stands_beside_the_source_where_its_words_do_not_say_it(
    attribution: Attribution, name: str
) -> None:
    assert who.beside(record_of(attribution), attribution) == name


@pytest.mark.parametrize(
    ("names", "shown"),
    [([], ""), (["A"], "A"), (["A", "B"], "A and B"), (["A", "B", "C"], "A, B and C")],
)
def test_names_are_listed_as_one_writes_them(names: list[str], shown: str) -> None:
    assert who.listed(names) == shown


@pytest.mark.parametrize(
    ("text", "found", "shown"),
    [
        ("told *reporters*", ("addressee",), "to reporters"),
        ("in *an interview* with *Radio Nord*", ("occasion", "addressee"), "in an interview with Radio Nord"),
        ("wrote on *Telegram*, on *Monday*", ("medium", "time"), "on Telegram, on Monday"),
        ("said *Friday* at *the rally*", ("time", "occasion"), "Friday at the rally"),
        ("*Vell* was where, in *a statement*,", ("place", "medium"), "in Vell, in a statement"),
        ("Via *email*", ("medium",), "via email"),
        ("said", (), ""),
    ],
)
def test_settings_are_told_in_the_words_and_the_order_of_the_article(
    text: str, found: tuple[str, ...], shown: str
) -> None:
    pieces = text.split("*")
    plain, at, settings = "", 0, []
    for number, piece in enumerate(pieces):
        if number % 2:
            settings.append(Setting(SettingKind(found[number // 2]), Span(at, at + len(piece))))
        plain += piece
        at += len(piece)
    attribution = replace(said("He"), settings=tuple(reversed(settings)))
    assert who.settings(attribution, plain) == shown


SITE = Hop(HopKind.SITE, "The Vell Courier", None)
NO_SITE = Hop(HopKind.SITE, None, None)
WIRE = Hop(HopKind.OUTLET, "Nordwire", Span(0, 4))
MOE = Hop(HopKind.SPEAKER, "Karl Moe", Span(0, 4))
SOMEBODY = Hop(HopKind.SPEAKER, None, None)


@pytest.mark.parametrize(
    ("hops", "shown"),
    [
        ((), ""),
        ((SITE, MOE), ""),
        ((SITE, SOMEBODY), ""),
        ((SITE, WIRE, MOE), "The Vell Courier < Nordwire < Karl Moe"),
        ((NO_SITE, WIRE, MOE), "Nordwire < Karl Moe"),
        ((SITE, WIRE), "The Vell Courier < Nordwire"),
        ((SITE, MOE, SOMEBODY), "The Vell Courier < Karl Moe < somebody not named"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_chain_is_told_where_it_is_more_than_the_plain_one(hops: tuple[Hop, ...], shown: str) -> None:
    assert who.chain(replace(said("He"), provenance=hops)) == shown


def test_ten_thousand_speakers_are_grouped_once_each() -> None:
    many = tuple(replace(KARL, name=f"Karl Moe {number}") for number in range(10_000))
    record = record_of(*(said("He", number) for number in range(10_000)), speakers=many)
    assert [group.statements for group in who.groups(record)] == [(number,) for number in range(10_000)]
