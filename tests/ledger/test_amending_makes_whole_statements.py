"""What a reviewer says becomes a whole statement, in which nothing tells of what stood before."""

from __future__ import annotations

import json

import pytest

from onrecord.errors import UsageError
from onrecord.ledger.amending import Amendment, amended, located
from onrecord.ledger.restating import Told, Who
from onrecord.records import Quotation, Span, SpeakerKind

TEXT = "“The quay will hold,” Ana Lund said.\nKarl Lund said that the quay was new. It was, said Karl Lund."
PARAGRAPHS = [Span(0, 36), Span(37, len(TEXT))]
ANA, KARL = Who("Ana Lund", SpeakerKind.PERSON), Who("Karl Lund", SpeakerKind.PERSON)


def where(words: str, nth: int = 0) -> Span:
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return Span(start, start + len(words))


BEFORE = Told(
    (where("Ana Lund"),),
    (where("said"),),
    (where("“The quay will hold,”"),),
    Quotation.DIRECT,
    (ANA,),
    confidence=0.8,
    detail=json.dumps({"e": [["named", 0, 1]], "s": [["place", 5, 9]], "p": [["site"]], "t": "assert"}),
)
SAME = Amendment(BEFORE.source, BEFORE.cue, BEFORE.content, (ANA,), "assert")


def details(told: Told) -> dict[str, object]:
    found: dict[str, object] = json.loads(told.detail)
    return found


def test_what_is_said_again_stands_as_it_stood() -> None:
    told = amended(TEXT, PARAGRAPHS, BEFORE, SAME)
    assert told.content == BEFORE.content
    assert (told.quotation, told.confidence, told.speakers) == (Quotation.DIRECT, 0.8, (ANA,))
    assert details(told) == details(BEFORE)


def test_another_speaker_takes_evidence_and_provenance_away() -> None:
    said = Amendment(BEFORE.source, BEFORE.cue, BEFORE.content, (KARL,), "assert")
    assert set(details(amended(TEXT, PARAGRAPHS, BEFORE, said))) == {"s", "t"}


def test_another_source_takes_the_evidence_away_alone() -> None:
    said = Amendment((), BEFORE.cue, BEFORE.content, (ANA,), "assert")
    assert set(details(amended(TEXT, PARAGRAPHS, BEFORE, said))) == {"s", "p", "t"}


def test_stance_and_negation_are_what_is_said() -> None:
    said = Amendment(BEFORE.source, BEFORE.cue, BEFORE.content, (ANA,), "deny", negated=True)
    told = details(amended(TEXT, PARAGRAPHS, BEFORE, said))
    assert (told["t"], told["n"]) == ("deny", 1)
    told = details(amended(TEXT, PARAGRAPHS, BEFORE, Amendment(BEFORE.source, BEFORE.cue, BEFORE.content)))
    assert "t" not in told


@pytest.mark.parametrize(
    ("content", "quotation"),
    [
        ("“The quay will hold,”", Quotation.DIRECT),
        ("that the quay was new", Quotation.INDIRECT),
    ],
)
def test_the_kind_of_quotation_is_that_of_the_words(content: str, quotation: Quotation) -> None:
    said = Amendment((), (where("said", 2),), (where(content),))
    assert amended(TEXT, PARAGRAPHS, None, said).quotation is quotation


def test_candidates_stay_until_somebody_is_named() -> None:
    from dataclasses import replace

    undecided = replace(BEFORE, speakers=(), candidates=(ANA, KARL))
    nobody = Amendment(BEFORE.source, BEFORE.cue, BEFORE.content)
    assert amended(TEXT, PARAGRAPHS, undecided, nobody).candidates == (ANA, KARL)
    assert amended(TEXT, PARAGRAPHS, undecided, SAME).candidates == ()


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        (Amendment((), (), (where("new"),)), "without a cue"),
        (Amendment((), (where("said"),), ()), "without words that are attributed"),
        (Amendment((where("Ana Lund said"),), (where("said"),), (where("new"),)), "share words"),
        (
            Amendment(
                (),
                (where("said"),),
                (where("the quay"), where("quay was")),
            ),
            "share words",
        ),
    ],
    ids=["no cue", "no content", "source in cue", "pieces overlap"],
)
def test_parts_that_cannot_be_are_refused(said: Amendment, problem: str) -> None:
    with pytest.raises(UsageError, match=problem):
        amended(TEXT, PARAGRAPHS, None, said)


def test_words_are_found_nearest_to_where_they_were() -> None:
    assert located(TEXT, "Karl Lund", 37) == (where("Karl Lund"),)
    assert located(TEXT, "Karl Lund", len(TEXT)) == (where("Karl Lund", 1),)


def test_pieces_follow_one_another_where_they_can() -> None:
    assert located(TEXT, "Karl Lund … said", 0) == (where("Karl Lund"), where("said", 1))
    assert located(TEXT, "new … Ana Lund", 0) == (where("new"), where("Ana Lund"))


def test_white_space_may_differ_and_nothing_is_nothing() -> None:
    assert located("a  long\nway", "a long way", 0) == (Span(0, 11),)
    assert located(TEXT, "  ", 0) == ()
    assert located(TEXT, "…", 0) == ()


def test_words_that_do_not_stand_there_are_named() -> None:
    with pytest.raises(UsageError, match="'the sea': does not stand in the article"):
        located(TEXT, "The quay … the sea", 0)
