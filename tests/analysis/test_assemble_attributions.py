from __future__ import annotations

import time
from dataclasses import replace

import numpy as np
import pytest

from onrecord.analysis.assemble import Found, assemble
from onrecord.analysis.decode import Relation
from onrecord.analysis.pieces import Pieces
from onrecord.analysis.scorers.base import Calibration
from onrecord.analysis.stance import Judgement
from onrecord.records import Attribution, Distance, Quotation, Span, Stance

SURE = (20.0,) * 6 + (0.0, 0.0)


def found(
    text: str, source: str, cue: str, *content: str, nested: bool = False, features: tuple[float, ...] = SURE
) -> Found:
    def spans(*words: str) -> tuple[Span, ...]:
        return tuple(Span(text.index(w), text.index(w) + len(w)) for w in words if w)

    return Found(spans(source), spans(cue), spans(*content), features, nested)


def read(text: str, *relations: Found, least: float = 0.0) -> tuple[Attribution, ...]:
    return assemble(text, relations, None, least)


def cues(text: str, attributions: tuple[Attribution, ...]) -> list[str]:
    return [a.cue[0].of(text) for a in attributions]


def test_spans_grow_to_whole_words() -> None:
    text = "Ana Lund said nothing."
    (a,) = read(text, found(text, "na Lun", "ai", "noth"))
    assert [s.of(text) for s in (*a.source, *a.cue, *a.content)] == ["Ana Lund", "said", "nothing"]


def test_each_speaker_has_their_own_quotation() -> None:
    text = '"Yes," Ana said. "No," Ben said. "Well," Cem said.'
    relations = [
        found(text, "Ana", "said", '"Yes,"'),
        found(text, "Ben", "Ben said", '"Yes,"', '"No,"'),
        found(text, "Cem", "Cem said", '"No,"', '"Well,"'),
    ]
    told = [[s.of(text) for s in a.content] for a in read(text, *relations)]
    assert told == [['"Yes,"'], ['"No,"'], ['"Well,"']]


def test_words_that_two_share_stay_with_both() -> None:
    text = '"Yes," Ana said, and Ben said "Yes," too, that all was well.'
    shared = [found(text, "Ana", "said", '"Yes,"'), found(text, "Ben", "Ben said", '"Yes,"')]
    assert [len(a.content) for a in read(text, *shared)] == [1, 1]
    indirect = [
        found(text, "Ana", "said", "all was well"),
        found(text, "Ben", "Ben said", "all was well", "too"),
    ]
    assert [len(a.content) for a in read(text, *indirect)] == [1, 2]


def test_a_dateline_is_nobodys_words() -> None:
    text = (
        "A ferry sank.\n\nPORT VELL, Moria (AP) - Officials said so.\nBREL – Rain fell, Ana told Radio Nord."
    )
    (said, told) = read(
        text,
        found(text, "PORT VELL, Moria (AP) - Officials", "said", "so"),
        found(text, "Ana", "told", "BREL – Rain fell"),
    )
    assert [s.of(text) for s in (*said.source, *told.content)] == ["Officials", "Rain fell"]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("LUND: No, he said.", "LUND: No"),  # a transcript names who speaks
        ("So THE MAYOR - a Moderate - said no.", "THE MAYOR - a Moderate -"),  # inside a paragraph
        ("VELL - said no.", "VELL -"),  # nothing else is left
    ],
)
def test_other_capitals_before_a_dash_stay(text: str, source: str) -> None:
    (a,) = read(text, found(text, source, "said", "no" if "no." in text else "he"))
    assert a.source[0].of(text) == source


def test_the_stance_goes_with_its_attribution() -> None:
    text = "Ana denied it. Ben said so."
    denied = Judgement(Stance.DENY, negated=True, distance=Distance.DISTANCING)
    relations = [
        found(text, "Ben", "said", "so"),
        replace(found(text, "Ana", "deni", "it"), judgement=denied),
    ]
    told = [(a.stance, a.negated, a.distance) for a in read(text, *relations)]
    assert told == [tuple(denied), (None, False, Distance.NEUTRAL)]


def test_punctuation_at_an_edge_stays_where_it_is() -> None:
    text = "“No,” Ana said."
    (a,) = read(text, found(text, "Ana", "said", "“No,”"))
    assert a.content[0].of(text) == "“No,”"
    assert a.quotation is Quotation.DIRECT


def test_attributions_come_in_reading_order_of_their_first_words() -> None:
    text = "Ben denied it. “No,” Ana said. Cem hoped so."
    relations = [
        found(text, "Cem", "hoped", "so"),
        found(text, "Ana", "said", "“No,”"),
        found(text, "Ben", "denied", "it"),
    ]
    assert cues(text, read(text, *relations)) == ["denied", "said", "hoped"]
    assert read(text, *relations) == read(text, *reversed(relations))


def test_what_is_less_sure_than_asked_is_left_out() -> None:
    text = "Ana said no. Ben hoped so."
    unsure = (float(np.log(0.3 / 0.7)), *SURE[1:])
    relations = [found(text, "Ana", "said", "no"), found(text, "Ben", "hoped", "so", features=unsure)]
    assert [a.confidence for a in read(text, *relations)] == [1.0, 0.3]
    assert cues(text, read(text, *relations, least=0.31)) == ["said"]
    assert len(read(text, *relations, least=0.3)) == 2


def test_confidence_comes_from_the_calibration() -> None:
    text = "Ana said no."
    (a,) = assemble(text, [found(text, "Ana", "said", "no")], Calibration({}, bias=0.0), 0.0)
    assert a.confidence == 0.5


def test_a_content_without_words_or_a_cue_of_nothing_is_no_attribution() -> None:
    text = "Ana said — so."
    assert read(text, found(text, "Ana", "said", "—")) == ()
    assert read(text, found(text, "Ana", "", "so")) == ()


NESTED = "Ana said that Ben claimed that Cem thought it was over, and Dia agreed."


def family() -> list[Found]:
    return [
        found(NESTED, "Ana", "said", "that Ben claimed that Cem thought it was over"),
        found(NESTED, "Ben", "claimed", "that Cem thought it was over", nested=True),
        found(NESTED, "Cem", "thought", "it was over", nested=True),
        found(NESTED, "Dia", "agreed", "it was over"),
    ]


def test_the_parent_is_the_shortest_content_that_holds_it() -> None:
    out = read(NESTED, *family())
    assert cues(NESTED, out) == ["said", "claimed", "thought", "agreed"]
    assert [a.parent for a in out] == [None, 0, 1, None]


def test_a_nested_one_stands_under_whatever_holds_it() -> None:
    said, _, thought, _ = family()
    assert [a.parent for a in read(NESTED, said, thought)] == [None, 0]


def test_a_nested_one_outside_every_content_is_left_out() -> None:
    _, claimed, thought, agreed = family()
    assert cues(NESTED, read(NESTED, claimed, agreed)) == ["agreed"]
    assert cues(NESTED, read(NESTED, thought, agreed)) == ["agreed"]


def test_a_nested_one_that_repeats_the_cue_of_another_is_left_out() -> None:
    said, claimed, _, _ = family()
    again = found(NESTED, "Ben", "claimed", "it was over")
    assert cues(NESTED, read(NESTED, said, claimed, again)) == ["said", "claimed"]


def test_one_that_reaches_out_of_a_content_is_no_child_of_it() -> None:
    text = "Ana said Ben claimed it, and more."
    inside = found(text, "Ben", "claimed", "it, and more")
    out = read(text, found(text, "Ana", "said", "Ben claimed it"), inside)
    assert [a.parent for a in out] == [None, None]


def test_no_attribution_is_its_own_ancestor() -> None:
    text = "Ana said and Ben claimed it."
    both = "said and Ben claimed it"
    out = read(text, found(text, "Ana", "said", both), found(text, "Ben", "claimed", both))
    assert [a.parent for a in out] == [None, 0]


def test_a_relation_over_a_separator_is_split_at_the_paragraphs() -> None:
    text = "one two\nthree"
    starts, ends = np.array([0, 4, 7, 8, 13]), np.array([3, 7, 7, 13, 13])
    pieces = Pieces(np.zeros(5, np.int64), np.zeros(5, np.int64), starts, ends)
    relation = Relation(cue=(1, 2), source=None, content=((2, 5),), features=SURE)
    spans = Found.of(relation, pieces, -1).content
    assert [s.of(text) for s in spans] == ["two", "three"]
    later = Found.of(Relation(cue=(2, 3), source=(0, 2), content=((3, 4),), features=SURE), pieces, 0)
    assert [s.of(text) for s in later.source] == ["two"]  # position 0 is [CLS]: no word of the text


def test_quotation_is_found_in_the_contents_own_paragraph() -> None:
    text = "“First open.\n\n“Second closed,” Ana said.\r\nBen said no."
    out = read(
        text,
        found(text, "Ana", "said", "“First open.", "“Second closed,”"),
        found(text, "Ben", "said no"[:4], "no."),
    )
    assert [a.quotation for a in out] == [Quotation.DIRECT, Quotation.INDIRECT]


@pytest.mark.parametrize("joint", ["\n", " "])
def test_many_attributions_take_time_by_their_number(joint: str) -> None:
    unit = "“No,” Ana said."
    n = 8_000
    text = joint.join([unit] * n)
    step = len(unit) + 1
    relations = [
        Found(
            (Span(i * step + 6, i * step + 9),),
            (Span(i * step + 10, i * step + 14),),
            (Span(i * step, i * step + 5),),
            SURE,
            nested=False,
        )
        for i in range(n)
    ]
    started = time.monotonic()
    out = read(text, *relations)
    assert len(out) == n
    assert {a.quotation for a in out} == {Quotation.DIRECT}
    assert time.monotonic() - started < 15  # below one second; by pairs it is several minutes


@pytest.mark.parametrize(
    ("text", "content", "kind"),
    [
        pytest.param("Ana called it “a mess”.", "it “a mess”", Quotation.MIXED, id="some words"),
        pytest.param(
            "Ana said the film “Night Train” was good.",
            "the film “Night Train” was good",
            Quotation.INDIRECT,
            id="a title alone",
        ),
        pytest.param(
            "Ana said the so-called “experts” had left.",
            "the so-called “experts” had left",
            Quotation.INDIRECT,
            id="a scare quote alone",
        ),
        pytest.param(
            "Ana said the film “Night Train” was “dull”.",
            "the film “Night Train” was “dull”",
            Quotation.MIXED,
            id="a title and some words",
        ),
    ],
)
def test_marks_around_titles_and_scare_quotes_make_no_quotation(
    text: str, content: str, kind: Quotation
) -> None:
    (a,) = read(text, found(text, "Ana", "called" if "called" in text else "said", content))
    assert a.quotation is kind
