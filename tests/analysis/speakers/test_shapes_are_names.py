"""Names that the model does not mark, told by their capitals; mentions are marked as in ``written``."""

from __future__ import annotations

import pytest
from written import KINDS, written

from onrecord.analysis.mentions import Kind, Scored
from onrecord.analysis.speakers.named_after import named_by_words, with_named_after, with_owned
from onrecord.analysis.speakers.shapes import (
    large_runs,
    parted,
    runs,
    stretched,
    titled,
    trimmed,
    with_explained,
    with_shapes,
)
from onrecord.records import Span

# Enough words in small letters for a line not to read like a headline.
REST = " and then nothing more was heard of it in the whole of the town"


def named(text: str, found: Scored) -> dict[str, Kind]:
    """The words of the mentions that are names, and of what."""
    spans = zip(found.starts.tolist(), found.ends.tolist(), found.kinds.tolist(), strict=True)
    return {text[s:e]: Kind(k) for s, e, k in spans if k in (*KINDS.values(),) and k <= Kind.OTHER_NAME}


def added(markup: str) -> dict[str, Kind]:
    """The names with those that their shape tells."""
    article = written(markup + REST)
    sources = [span for a in article.attributions for span in a.source]
    return named(article.text, with_shapes(article.text, article.mentions, sources, large_runs(article.text)))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("said Ana Lund today", ["Ana Lund"]),
        ("Both Lund and Moe", ["Lund", "Moe"]),
        ("Ludmila van der Roe of Vell", ["Ludmila van der Roe", "Vell"]),
        ("Paul D. Moe spoke", ["Paul D. Moe"]),
        ("for Lund. Karl spoke", ["Lund", "Karl"]),
        ("Lund’s aide", ["Lund"]),
        ("the F.B.I. chief", ["F.B.I."]),
        ("Ágnes Őry spoke", ["Ágnes Őry"]),
        ("The mayor spoke", []),
    ],
)
def test_runs_are_capitalised_words_and_the_particles_between(text: str, words: list[str]) -> None:
    assert [span.of(text) for span in runs(text, Span(0, len(text)))] == words


@pytest.mark.parametrize(
    ("markup", "name", "kind"),
    [
        ("{s0 Zuvelo Arranth} {c0 said} {w0 so}", "Zuvelo Arranth", Kind.PERSON_NAME),
        ("{s0 Sen. Arranth} {c0 said} {w0 so}", "Sen. Arranth", Kind.PERSON_NAME),
        ("{s0 the Zuvelo Accord} {c0 said} {w0 so}", "Zuvelo Accord", Kind.GROUP_NAME),
        ("{s0 VPAX} {c0 said} {w0 so}", "VPAX", Kind.GROUP_NAME),
        ("{p Zuvelo Arranth} came. {s0 Arranth} {c0 said} {w0 so}", "Arranth", Kind.PERSON_NAME),
        ("they saw Zuvelo Arranth, who left", "Zuvelo Arranth", Kind.PERSON_NAME),
        ("they saw Zuvelo Arranth, a retired cook, there", "Zuvelo Arranth", Kind.PERSON_NAME),
        ("they saw Zuvelo Arranth there, and Arranth waved", "Zuvelo Arranth", Kind.PERSON_NAME),
        ("they saw Zuvelo Arranth there", "Zuvelo Arranth", Kind.GROUP_NAME),
    ],
)
def test_capitalised_words_are_a_name_whatever_the_model_says(markup: str, name: str, kind: Kind) -> None:
    assert added(markup)[name] is kind


@pytest.mark.parametrize(
    "markup",
    [
        "{s0 Officials} {c0 said} {w0 so}",
        "{s0 Moravian Americans} {c0 said} {w0 so} to an American",
        "{s0 The Whigs} {c0 said} {w0 so}",
        "they left on Monday and in June",
        "{s0 Whoever} {c0 said} {w0 so}",
    ],
)
def test_what_only_describes_or_opens_a_sentence_is_none(markup: str) -> None:
    assert added(markup) == {}


def test_a_word_that_only_opens_the_sentence_is_no_part_of_a_name() -> None:
    assert "Ana Lund" in added("they were asked. Asked Ana Lund, who left")


def test_capitals_of_a_headline_tell_nothing() -> None:
    article = written("Harbour Town Waits For Ana Lund")
    assert len(with_shapes(article.text, article.mentions, [], large_runs(article.text))) == 0


def test_a_known_name_is_not_added_twice() -> None:
    assert list(added("{s0/p Ana Lund} {c0 said} {w0 so}")) == ["Ana Lund"]


@pytest.mark.parametrize(
    ("markup", "names"),
    [
        ("{p Both Lund} left.", {"Lund": Kind.PERSON_NAME}),
        ("{p Team Lund} left.", {"Team Lund": Kind.GROUP_NAME}),
        ("{p Lund Council} left.", {"Lund Council": Kind.GROUP_NAME}),
        ("{p Ana Lund} left.", {"Ana Lund": Kind.PERSON_NAME}),
        ("{p Ana Lund}-Moe left.", {"Ana Lund-Moe": Kind.PERSON_NAME}),
        ("{p Omar Said} al-Sabri left.", {"Omar Said al-Sabri": Kind.PERSON_NAME}),
        ("{p Harbour Inspectorate (HI)} left.", {"Harbour Inspectorate (HI)": Kind.GROUP_NAME}),
    ],
)
def test_words_of_no_name_are_taken_off(markup: str, names: dict[str, Kind]) -> None:
    article = written(markup)
    assert named(article.text, trimmed(article.text, article.mentions)) == names


@pytest.mark.parametrize(
    ("markup", "names"),
    [
        ("{g the Health Office and the Vell Club} wrote.", ["the Health Office", "the Vell Club"]),
        ("{l Vell} and {l Moria} left. {l Vell and Moria} wrote.", ["Vell", "Moria"]),
        ("{g Moss and Berg} wrote.", ["Moss and Berg"]),
    ],
)
def test_a_name_that_is_two_is_parted(markup: str, names: list[str]) -> None:
    article = written(markup)
    assert sorted(named(article.text, parted(article.text, article.mentions))) == sorted(names)


@pytest.mark.parametrize(
    ("markup", "name"),
    [
        ("the {p Lund} campaign wrote.", "Lund campaign"),
        ("{p Lund}’s campaign wrote.", "Lund’s campaign"),
        ("the {p Lund} administration wrote.", "Lund administration"),
    ],
)
def test_a_group_named_after_somebody_is_one(markup: str, name: str) -> None:
    article = written(markup)
    assert named(article.text, with_named_after(article.text, article.mentions))[name] is Kind.GROUP_NAME


@pytest.mark.parametrize(
    ("markup", "names"),
    [
        (
            "so said {l Vell} Transit President Ana Lund.",
            {"Vell": Kind.PLACE_NAME, "Ana Lund": Kind.PERSON_NAME},
        ),
        ("so said {g Vell Watch Executive Director Ana Sharman}.", {"Ana Sharman": Kind.PERSON_NAME}),
        ("so said Vell Party Chairman {p Ana Lund}.", {"Ana Lund": Kind.PERSON_NAME}),
        ("so said {g Vell Office Director Lund}.", {"Vell Office Director Lund": Kind.GROUP_NAME}),
        ("so said the {g President Lund Ship Company}.", {"President Lund Ship Company": Kind.GROUP_NAME}),
        ("so said {g Vell Board Director FCB Lund}.", {"Vell Board Director FCB Lund": Kind.GROUP_NAME}),
    ],
)
def test_a_name_behind_an_office_is_cut_out_of_the_capitals_before_it(
    markup: str, names: dict[str, Kind]
) -> None:
    article = written("they met and " + markup)
    assert named(article.text, titled(article.text, article.mentions, large_runs(article.text))) == names


@pytest.mark.parametrize(
    ("markup", "names"),
    [
        (
            "{b the Alliance to Mend Our {g Quay}} (AMOQ) met",
            {"Alliance to Mend Our Quay": Kind.GROUP_NAME, "AMOQ": Kind.GROUP_NAME},
        ),
        ("{g Vell Dock Union} ({p VDU}) met", {"Vell Dock Union": Kind.GROUP_NAME, "VDU": Kind.PERSON_NAME}),
        ("{p Ana Lund} (42) met", {"Ana Lund": Kind.PERSON_NAME}),
    ],
)
def test_what_the_text_abbreviates_is_a_groups_name(markup: str, names: dict[str, Kind]) -> None:
    article = written("so " + markup)
    assert named(article.text, with_explained(article.text, article.mentions)) == names


@pytest.mark.parametrize(
    ("markup", "names"),
    [
        ("{p Rival Ana Lund} met {p Ana Lund}", ["Ana Lund", "Ana Lund"]),
        ("{p Governor Ana Lund} met {p Ana Lund}", ["Governor Ana Lund", "Ana Lund"]),
        ("{p Rival Ana Lund} met {p Lund}", ["Rival Ana Lund", "Lund"]),
    ],
    ids=["left out elsewhere", "a title", "a surname alone"],
)
def test_a_word_before_a_full_name_that_is_left_out_elsewhere_is_none_of_it(
    markup: str, names: list[str]
) -> None:
    article = written(markup)
    found = trimmed(article.text, article.mentions)
    assert [article.text[s:e] for s, e in zip(found.starts, found.ends, strict=True)] == names


@pytest.mark.parametrize(
    ("name", "kind"), [("Ana H. Tribe", Kind.PERSON_NAME), ("Ana Tribe", Kind.GROUP_NAME)]
)
def test_an_initial_tells_a_person_whatever_the_last_word_is(name: str, kind: Kind) -> None:
    article = written("they met {p " + name + "} there")
    assert named(article.text, trimmed(article.text, article.mentions)) == {name: kind}


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("Vell and {l Moria}", ["Moria", "Vell"]),
        ("{x Vell}, Roe and the {l Moria}", ["Moria", "Roe", "Vell"]),
        ("Vell and Roe", []),
        ("Vell in {l Moria}", ["Moria"]),
    ],
    ids=["one known", "a row", "none known", "not joined"],
)
def test_what_is_joined_to_a_name_in_a_source_is_one_of_its_kind(source: str, names: list[str]) -> None:
    found = added("{s0 " + source + "} {c0 said} {w0 so}")
    assert sorted(found) == names
    assert set(found.values()) <= {Kind.PLACE_NAME}


def test_the_plural_of_a_paper_is_a_name_and_that_of_people_is_none() -> None:
    found = added("{s0 the Vell Times} {c0 said} {w0 so}, {s1 the Vell Steelworkers} {c1 said} {w1 so}")
    assert found == {"Vell Times": Kind.GROUP_NAME}


def test_a_noun_that_no_name_stands_before_makes_no_group() -> None:
    article = written("the {p Lund} garden and a campaign.")
    assert list(named(article.text, with_named_after(article.text, article.mentions))) == ["Lund"]


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("{s0 {x the} mayor of Vell} {c0 said} {w0 so}", "the mayor"),
        ("{s0 {d the mayor} of Vell} {c0 said} {w0 so}", "the mayor"),
        ("they saw {x the} mayor of Vell", "the"),
    ],
)
def test_the_article_of_a_source_becomes_its_description(markup: str, words: str) -> None:
    article = written(markup)
    sources = [span for a in article.attributions for span in a.source]
    found = stretched(article.text, article.mentions, sources)
    assert [article.text[s:e] for s, e in zip(found.starts, found.ends, strict=True)] == [words]


@pytest.mark.parametrize(
    ("markup", "names"),
    [
        ("{b The Kalinat government} fell", ["The Kalinat government"]),
        ("{b Kalinat’s ministry} wrote", ["Kalinat’s ministry"]),
        ("{b the government} fell", []),
        ("{b the Kalinat garden} grew", []),
        ("{b Local police} came, and the local band", []),
    ],
)
def test_a_described_group_that_holds_a_name_is_named(markup: str, names: list[str]) -> None:
    article = written(markup)
    assert list(named(article.text, named_by_words(article.text, article.mentions))) == names


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("{s0 {r Her} campaign} {c0 said} {w0 so}", ["Her", "Her campaign"]),
        ("{s0/b {r Her} campaign} {c0 said} {w0 so}", ["Her", "Her campaign"]),
        ("{s0 {r Her} garden} {c0 said} {w0 so}", ["Her"]),
    ],
    ids=["added", "known", "no group"],
)
def test_a_source_that_tells_whose_group_speaks_is_a_mention(markup: str, words: list[str]) -> None:
    article = written(markup)
    found = with_owned(article.text, article.mentions, [s for a in article.attributions for s in a.source])
    spans = zip(found.starts.tolist(), found.ends.tolist(), strict=True)
    assert sorted(article.text[s:e] for s, e in spans) == words


@pytest.mark.parametrize("name", ["Ana Lund", "Lund Ana"])
def test_a_word_alone_is_a_persons_whichever_end_of_the_name_it_is(name: str) -> None:
    assert (
        added("{p " + name + "} came. they saw VELL and {s0 Lund} {c0 said} {w0 so}")["Lund"]
        is Kind.PERSON_NAME
    )
