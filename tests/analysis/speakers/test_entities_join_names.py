"""Which names of an article are one; mentions are marked as in ``written``."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np
import pytest
from written import scored, written

from onrecord.analysis.mentions import Kind
from onrecord.analysis.speakers import entities as module
from onrecord.analysis.speakers.entities import Entities, entities
from onrecord.records import Span

if TYPE_CHECKING:
    from onrecord.names.people import Likeness, PersonName


def joined(markup: str) -> list[list[str]]:
    """The spellings of each entity, the fullest first."""
    article = written(markup)
    return [entity.spellings for entity in entities(article.words, article.mentions).found]


def left_open(markup: str) -> dict[str, list[str]]:
    """The names that fit several, with the fullest names of these."""
    article = written(markup)
    found = entities(article.words, article.mentions)
    return {article.words[n]: [found.found[e].spellings[0] for e in fit] for n, fit in found.open.items()}


@pytest.mark.parametrize(
    "markup",
    [
        "{p Lund} and {p Ana Lund}",
        "{p Ana Lund} and {p Ms. Lund}",
        "{p ANA LUND} and {p Lund}",
        "{p Ana Lund} and {p A. Lund}",
        "{p Ana Lund} and {p A. L.}",
        "{p Ana Lund} and {p Lund’s}",
        "{p Mohammed al-Omari} and {p Muhammad Omari}",
        "{p Wei Cheng-ling} and {p Chengling Wei}",
        "{g Federal Customs Board} and {g the FCB}",
        "{g the F.C.B.} and {g Federal Customs Board}",
        "{g Department of Justice} and {g the Justice Department}",
        "{g Moss Energy} and {g Moss}",
        "{g The Vell Times} and {g the Times}",
    ],
)
def test_two_wordings_are_one(markup: str) -> None:
    assert len(joined(markup)) == 1
    assert left_open(markup) == {}


@pytest.mark.parametrize(
    "markup",
    [
        "{g VT} and {g VT America}",
        "{p Ana Lund} and {p Karl Moe}",
        "{p Ana Lund} and {p Karl Lund}",
        "{p Ms. Lund} and {p Mr. Lund}",
        "{p Ms. Ana Lund} and {p Mr. Lund}",
        "{g Federal Customs Board} and {g First Credit Bank}",
        "{l Vell} and {g Bank of Vell}",
        "{p Lund} and {g Lund campaign}",
    ],
)
def test_two_names_are_two(markup: str) -> None:
    assert len(joined(markup)) == 2


def test_the_fullest_name_comes_first_wherever_it_stands() -> None:
    assert joined("{p Lund}, {p Ms. Lund}, {p Ana Maria Lund}, {p Ana Lund}") == [
        ["Ana Maria Lund", "Ana Lund", "Lund", "Ms. Lund"]
    ]


def test_every_mention_of_a_name_belongs_to_its_entity() -> None:
    article = written("{p Lund}, {p Ana Lund}, {p Lund}, {r she}, {d the envoy}, {p Karl Moe}")
    found = entities(article.words, article.mentions)
    assert found.of == {0: 0, 1: 0, 2: 0, 5: 1}
    assert sorted(found.found[0].names) == [0, 1, 2]


def test_a_surname_of_two_people_stays_open() -> None:
    markup = "{p Ana Lund}, {p Karl Lund}, {p Lund} and {p Dr. Lund}"
    assert joined(markup) == [["Ana Lund"], ["Karl Lund"]]
    assert left_open(markup) == {
        "Lund": ["Ana Lund", "Karl Lund"],
        "Dr. Lund": ["Ana Lund", "Karl Lund"],
    }


def test_a_title_decides_where_it_tells_the_two_apart() -> None:
    markup = "{p Ms. Ana Lund}, {p Mr. Karl Lund}, {p Mr. Lund}, {p Ms. Lund}"
    assert joined(markup) == [["Ms. Ana Lund", "Ms. Lund"], ["Mr. Karl Lund", "Mr. Lund"]]
    assert left_open(markup) == {}


def test_a_title_that_stands_once_is_known_of_the_plain_name_too() -> None:
    markup = "{p Mr. Karl Lund}, {p Karl Lund}, {p Ana Lund}, {p Ms. Lund}"
    assert joined(markup) == [["Mr. Karl Lund", "Karl Lund"], ["Ana Lund", "Ms. Lund"]]


def test_the_bare_surname_stays_open_beside_one_with_a_title() -> None:
    markup = "{p Ms. Ana Lund}, {p Mr. Karl Lund}, {p Mr. Lund}, {p Lund}"
    assert sorted(left_open(markup)["Lund"]) == ["Mr. Karl Lund", "Ms. Ana Lund"]


def test_somebody_introduced_by_title_and_surname_is_not_the_relative_named_in_full_later() -> None:
    assert joined("{p Lund} met {p President Lund}, {p Mr. Lund} and {p Maja Lund}") == [
        ["Maja Lund"],
        ["Lund", "Mr. Lund"],
    ]


@pytest.mark.parametrize(
    "markup",
    [
        "{p Maja Lund} met {p Mr. Lund}, {p Mr. Lund} and {p Lund}",
        "{p Mr. Lund} met {p Maja Lund}",
        "{p Lund} met {p Lund} and {p Maja Lund}",
        "{p Mr. Lund} met {p Mr. Lund}, {p Maja Lund} and {p Maja Lund}",
    ],
    ids=["named in full first", "titled once", "no title", "no rarer name"],
)
def test_else_the_surname_is_the_full_names(markup: str) -> None:
    assert len(joined(markup)) == 1


def test_a_chain_of_short_forms_is_one_group() -> None:
    assert joined("{g Moss Energy Holdings}, {g Moss Energy}, {g Moss}") == [
        ["Moss Energy Holdings", "Moss Energy", "Moss"]
    ]
    assert len(joined("{g Federal Customs Board}, {g the Customs Board}, {g the FCB}, {g F.C.B.}")) == 1


def test_an_abbreviation_of_two_groups_is_neither() -> None:
    found = joined("{g Federal Customs Board}, {g First Credit Bank}, {g FCB}")
    assert found == [["Federal Customs Board"], ["First Credit Bank"], ["FCB"]]


def test_equal_words_are_what_the_model_says_of_most_of_them() -> None:
    assert len(joined("{p Lund}, {g Lund}, {p Lund}")) == 1
    article = written("{p Vell}, {l Vell}, {l Vell}")
    (entity,) = entities(article.words, article.mentions).found
    assert not entity.person


def test_marks_alone_name_nobody() -> None:
    article = written("{p —} and {g ...} and {p Lund}")
    found = entities(article.words, article.mentions)
    assert [e.spellings for e in found.found] == [["Lund"]]
    assert found.of == {2: 0}


def test_no_mentions_make_no_entities() -> None:
    assert entities([], scored([])[1]) == Entities([], {}, {})


def one_name_each(names: list[str], kind: Kind) -> Entities:
    spans = [Span(3 * n, 3 * n + 2) for n in range(len(names))]
    found = scored([(span, kind) for span in spans])[1]
    assert np.all(found.kinds == kind)
    return entities(names, found)


def letters(number: int) -> str:
    """A word of its own for each number."""
    return "".join("bdfgklmnprst"[int(d, 12)] + "aeiou"[int(d, 12) % 5] for d in np.base_repr(number, 12))


@pytest.mark.parametrize("family", ["one", "many"])
def test_hundreds_of_people_are_compared_a_bounded_number_of_times_each(
    monkeypatch: pytest.MonkeyPatch, family: str
) -> None:
    calls = 0
    relation = module.relation

    def counted(a: PersonName, b: PersonName) -> Likeness:
        nonlocal calls
        calls += 1
        return relation(a, b)

    monkeypatch.setattr(module, "relation", counted)
    count = 600
    surname = {"one": lambda n: "Lund", "many": lambda n: letters(n + 7_000).title()}[family]
    one_name_each([f"{letters(n).title()} {surname(n)}" for n in range(count)], Kind.PERSON_NAME)
    # An index leads to at most some tens of names per part of the name.
    assert calls <= 200 * count


FEW = ("port", "steel", "rail", "grain", "water", "forest", "harbour", "island", "market", "mining")


@pytest.mark.parametrize(
    "names",
    [
        [f"{letters(n).title()} Ministry" for n in range(600)],
        [" ".join(words).title() for words in itertools.permutations(FEW, 3)],
    ],
    ids=["one word in common", "the same few words"],
)
def test_hundreds_of_groups_are_compared_a_bounded_number_of_times_each(
    monkeypatch: pytest.MonkeyPatch, names: list[str]
) -> None:
    calls = 0
    shortens = module.organisations.shortens

    def counted(short: str, long: str) -> bool:
        nonlocal calls
        calls += 1
        return shortens(short, long)

    monkeypatch.setattr(module.organisations, "shortens", counted)
    found = one_name_each(names, Kind.GROUP_NAME)
    assert len(found.found) == len(names)
    assert calls <= 40 * len(names)
