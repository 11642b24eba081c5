from __future__ import annotations

import pytest

from onrecord.analysis.speakers.roles import role_and_affiliation
from onrecord.records import Span

_CASES = [
    # titles
    ("Foreign Minister [Ana Lund] said", "Foreign Minister", None),
    ("[Foreign Minister Ana Lund] said", "Foreign Minister", None),
    ("Sen. [Amina Farouk] said", "Sen.", None),
    ("[Sen. Amina Farouk] said", "Sen.", None),
    ("Defence Secretary Sir [John Ware] said", "Defence Secretary", None),
    ("Prof. [Wei Jun] said", "Prof.", None),
    ("Secretary-General [Kofi Owusu] said", "Secretary-General", None),
    ("Judge [Abena Sarpong] said", "Judge", None),
    ("Police spokesman [Karl Moe] said", "spokesman", "Police"),
    ("the police spokesman [Karl Moe] said", "spokesman", "police"),
    ("Vell Steel chief executive [Ana Lund] said", "chief executive", "Vell Steel"),
    ("the Vell Steel chief executive [Ana Lund] said", "chief executive", "Vell Steel"),
    ("the ministry's spokeswoman [Noa Peleg] said", "spokeswoman", "the ministry"),
    ("former prime minister [Ravi Menon] said", "former prime minister", None),
    ("the 36-year-old baker [Ana Lund] said", "baker", None),
    ("The novelist [Leocadia Berrueta] said", "novelist", None),
    ("Mr. [Moe] said", None, None),
    ("Ms. [Rahimi] said", None, None),
    ("Dr. [Leila Rahimi] said", None, None),
    ("In Lund, [Karl Moe] said", None, None),
    # appositions behind
    ("[Ana Lund], the dockers’ union's delegate in Geneva, said", "delegate", "the dockers’ union"),
    ("[Karl Moe], a spokesman for the ministry, said", "spokesman", "the ministry"),
    ("[Wei Jun], director of research at Vell University, said", "director of research", "Vell University"),
    ("Dr. [Leila Rahimi], 42, a nurse at Vell Hospital, said", "nurse", "Vell Hospital"),
    ("[Ravi Menon], a former deputy mayor of Kollam, said", "former deputy mayor", "Kollam"),
    ("[Noa Peleg], professor of law at the University of Vell, said", "professor of law",
     "the University of Vell"),
    ("[Noa Peleg], mayor of Ramat Elah and a baker, said", "mayor", "Ramat Elah"),
    ("[Aminata Goudiaby], chair of the Association of Net Owners, warned", "chair",
     "the Association of Net Owners"),
    ("“It is over,” [Karl Moe], a dock worker, said", "dock worker", None),
    ("[Professor Li Na], head of the Jinhe Museum, said", "head", "the Jinhe Museum"),
    ("[Ngozi Eze], secretary of state for trade, said", "secretary of state for trade", None),
    ("[Leila Rahimi], 42, said", None, None),
    ("[Karl Moe], speaking in Lund, said", None, None),
    ("[Grace Oyelaran], who runs the mill at Abeku, told", None, None),
    ("[Ana Lund], Karl Moe and Mina Roy said", None, None),
    ("After he met [Ana Lund], the envoy said no.", None, None),
    # appositions before
    ("said the envoy, [Ana Lund].", "envoy", None),
    ("the group's president, [Karl Moe], said", "president", "the group"),
    ("Norway's foreign minister, [Ana Lund], said", "foreign minister", "Norway"),
    ("the head of the union, [Ana Lund], said", "head", "the union"),
    ("the president of the union's board, [Karl Moe], said", "president", "the union's board"),
    ("Her spokesman, [Karl Moe], said", "spokesman", None),
    ("On Monday, the regional fire chief, [Karl Moe], said", "regional fire chief", None),
    # tied to the name
    ("[Ngozi Eze] of the Sierra Club said", None, "the Sierra Club"),
    ("[Wei Jun] from Radio Nord asked", None, "Radio Nord"),
    ("[Ann Poe] (D-N.C.) said", None, "D-N.C."),
    ("Rep. [Ann Poe], D-N.C., said", "Rep.", "D-N.C."),
    ("[Ann Poe] (Labour) said", None, "Labour"),
    ("[Ann Poe] (42) said", None, None),
]  # fmt: skip


def unmarked(markup: str) -> tuple[str, Span]:
    text = markup.replace("[", "").replace("]", "")
    return text, Span(markup.index("["), markup.index("]") - 1)


@pytest.mark.parametrize(("markup", "role", "affiliation"), _CASES)
def test_role_and_affiliation(markup: str, role: str | None, affiliation: str | None) -> None:
    text, name = unmarked(markup)
    found = role_and_affiliation(text, name, None)
    assert tuple(span.of(text) if span else None for span in found) == (role, affiliation)


def test_an_apposition_that_the_source_holds_needs_no_comma_behind_it() -> None:
    text, name = unmarked("[Mina Roy], the envoy said")
    assert role_and_affiliation(text, name, None) == (None, None)
    role, _ = role_and_affiliation(text, name, Span(0, len("Mina Roy, the envoy")))
    assert role is not None
    assert role.of(text) == "envoy"


def test_a_title_that_begins_the_sentence_takes_nothing_from_the_one_before() -> None:
    text = "The opposition was not amused. Deputy Mina Roy spoke."
    name = Span(text.index("Deputy"), text.index(" spoke"))  # the model takes the title into the name
    role, affiliation = role_and_affiliation(text, name, None)
    assert (role.of(text) if role else None, affiliation) == ("Deputy", None)


def test_words_before_the_source_are_nobodys_apposition() -> None:
    text, name = unmarked("told the envoy, [Mina Roy].")
    assert role_and_affiliation(text, name, name) == (None, None)


@pytest.mark.parametrize("words", [" of", ", the", " minister", " A", "'s", " (", ","])
def test_words_without_end_are_read_in_part_only(words: str) -> None:
    text = words * 20_000 + "Ana Lund" + words * 20_000
    name = Span(len(words) * 20_000, len(words) * 20_000 + 8)
    found = role_and_affiliation(text, name, None)
    assert all(abs(span.start - name.start) < 600 for span in found if span)
