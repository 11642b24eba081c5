"""Who speaks in the words of a source; mentions are marked as in ``written``."""

from __future__ import annotations

import pytest
from written import written

from onrecord.analysis.speakers.sources import Head, Sources, head_word


def heads(source: str) -> list[Head]:
    article = written(f"{{s0 {source}}} {{c0 said}} {{w0 so}}.")
    return Sources(article.text, article.mentions).heads(article.attributions[0].source[0])


def told(source: str) -> list[tuple[str, str]]:
    """Form and words of each head."""
    text = written(f"{{s0 {source}}} {{c0 said}} {{w0 so}}.").text
    return [(head.form.value, head.span.of(text)) for head in heads(source)]


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("{p Lund}", "Lund"),
        ("{p Ana Lund},", "Ana Lund"),
        (", {p Ana Lund}", "Ana Lund"),
        ("by {p Ana Lund}", "Ana Lund"),
        ("{d the group's president, {p Ana Lund}}", "Ana Lund"),
        ("{d the group’s president}, {p Ana Lund}, 43", "Ana Lund"),
        ("{d the president and chief executive, {p Ana Lund}}", "Ana Lund"),
        ("{d the minister for trade, {p Ana Lund}}", "Ana Lund"),
        ("{d {p Karl Moe}'s lawyer, {p Ana Lund}}", "Ana Lund"),
        ("{d {r his} wife, {p Ana Lund}}", "Ana Lund"),
        ("{d {l Vell}’s president, {p Ana Lund},}", "Ana Lund"),
        ("{d Senator {p Ana Lund}}", "Ana Lund"),
        ("{p Sen. Ana Lund} of {l Vell}", "Sen. Ana Lund"),
        ("{p Ana Lund} (R-{l Vell})", "Ana Lund"),
        ("{d {g Vell Steel} chief executive {p Ana Lund}}", "Ana Lund"),
        ("{d the {g FCB}’s {p Ana Lund}}", "Ana Lund"),
        ("{p Karl Moe} aide {p Ana Lund}", "Ana Lund"),
        ("{d lawyer and activist {p Ana Lund}}", "Ana Lund"),
        ("{p Lund}, 43, a lawyer who left {l Vell},", "Lund"),
        ("{p Lund}, 43, a lawyer and mother of two,", "Lund"),
        ("{p Lund}, who met {p Karl Moe} and {p Mina Roy},", "Lund"),
        ("{g the Ministry of Health and Labour}", "the Ministry of Health and Labour"),
        ("{g Moss, Berg and Roy}", "Moss, Berg and Roy"),
        ("{g Telegram}", "Telegram"),
        ("{d a onetime rival}, former governor {p Ana Lund}", "Ana Lund"),
        ("{d {p Moe}’s running mate} — Gov. {p Ana Lund} —", "Ana Lund"),
        ("{d {r his} campaign manager}, {p Ana Lund},", "Ana Lund"),
        ("{b one group}, {g Open Harbour},", "Open Harbour"),
        ("{p Lund} herself", "Lund"),
        ("{p Lund}, an adviser to {p Moe} and a professor at {g Vell College}", "Lund"),
        ("{d Former prosecutor and town mayor {p Ana Lund}}", "Ana Lund"),
    ],
)
def test_a_named_head_is_found_among_what_describes_it(source: str, name: str) -> None:
    assert told(source) == [("name", name)]


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("{p Ana Lund} and {p Karl Moe}", ["Ana Lund", "Karl Moe"]),
        ("{p Lund} or {p Moe}", ["Lund", "Moe"]),
        ("both {p Lund} and {p Moe}", ["Lund", "Moe"]),
        ("{p Ana Lund}, {p Karl Moe} and {p Mina Roy}", ["Ana Lund", "Karl Moe", "Mina Roy"]),
        ("{p Ana Lund}, {p Karl Moe}, and {p Mina Roy}", ["Ana Lund", "Karl Moe", "Mina Roy"]),
        ("{p Ana Lund} of {l Vell} and {p Karl Moe} of {l Moria}", ["Ana Lund", "Karl Moe"]),
        ("{p Ana Lund} and {r her} husband {p Karl Moe}", ["Ana Lund", "Karl Moe"]),
        ("Sen. {p Karl Baker} and {p Ana Lund}", ["Karl Baker", "Ana Lund"]),
        ("{g Moss Steel} and {g Vell Steel}", ["Moss Steel", "Vell Steel"]),
        ("state leader {p Ana Lund} and Speaker {p Karl Moe}, both reformers,", ["Ana Lund", "Karl Moe"]),
        ("{p Lund} and Sen. {p Karl Moe} (V-{l Moria}), who met,", ["Lund", "Karl Moe"]),
        ("{p Ana Lund} ({l Vell}) and former governor {p Karl Moe}", ["Ana Lund", "Karl Moe"]),
        (
            "{p Ana Lund}, president of {g the Vell Club}, a society, and {p Karl Moe}, a cook",
            ["Ana Lund", "Karl Moe"],
        ),
        ("{d two members of the council}, {p Ana Lund} and {p Karl Moe},", ["Ana Lund", "Karl Moe"]),
        ("{d {r her} rivals}, Sen. {p Ana Lund} and Gov. {p Karl Moe}", ["Ana Lund", "Karl Moe"]),
        (
            "{d The networks} — {g VPA}, {g Radio Nord} and {g Vell News} —",
            ["VPA", "Radio Nord", "Vell News"],
        ),
        ("neither {p Lund} nor {p Moe}", ["Lund", "Moe"]),
        ("{d critics} like {p Ana Lund} and {p Karl Moe}", ["Ana Lund", "Karl Moe"]),
        ("{d other groups}, such as {g the Vell Club},", ["the Vell Club"]),
        ("{d many experts}, including {p Ana Lund},", ["Ana Lund"]),
        ("{d two members}, including {p Ana Lund} and {p Karl Moe}", ["Ana Lund", "Karl Moe"]),
    ],
)
def test_names_that_are_listed_are_several(source: str, names: list[str]) -> None:
    assert told(source) == [("name", name) for name in names]


@pytest.mark.parametrize(
    ("source", "parts"),
    [
        ("{p Lund} as well as {d the minister}", [("name", "Lund"), ("referring", "the minister")]),
        ("{r she} and {p Karl Moe}", [("referring", "she"), ("name", "Karl Moe")]),
        ("{g RT} and {d {r its} defenders}", [("name", "RT"), ("referring", "its defenders")]),
        ("{b the ministry of health} and {b the police}",
         [("referring", "the ministry of health"), ("referring", "the police")]),
        ("{d officials} and {d residents in {l Vell}}",
         [("description", "officials"), ("description", "residents in Vell")]),
        ("{p Lund} and {d {r his} aides}", [("name", "Lund"), ("referring", "his aides")]),
        ("{p Lund}, {p Moe} and {d other officials}",
         [("name", "Lund"), ("name", "Moe"), ("description", "other officials")]),
        ("{p Lund} and a clutch of other lawmakers",
         [("name", "Lund"), ("description", "a clutch of other lawmakers")]),
        ("{d a nurse} and {d a doctor}", [("description", "a nurse"), ("description", "a doctor")]),
    ],
)  # fmt: skip
def test_names_and_descriptions_are_listed_together(source: str, parts: list[tuple[str, str]]) -> None:
    assert told(source) == parts


@pytest.mark.parametrize(
    "source",
    [
        "{d a doctor and mother}",
        "{d the president and chief executive}",
        "{d a spokesman for {p Ana Lund} and {p Karl Moe}}",
        "{d officials in {l Vell} and {l Moria}}",
        "{x recent polls in Vell and {l Moria}}",
        "{x a study by {g Vell} and the University of Moria}",
        "{d the former first lady and {g V.S.} senator}",
    ],
)
def test_an_and_inside_a_description_makes_no_second_speaker(source: str) -> None:
    assert len(heads(source)) == 1
    assert told(source)[0][0] != "name"


@pytest.mark.parametrize(
    "source",
    [
        "{d a spokesman for {p Ana Lund}}",
        "{d officials at {b the {l Vell} ministry}}",
        "{d one of {p Lund}’s aides}",
        "{d two officials}",
        "{d Developers and supporters in {g Congress}}",
        "{d three people}, including {p Ana Lund},",
        "{d officials} in several towns, including {l Vell} and {l Moria},",
        "{d {p Lund} aides}",
    ],
)
def test_somebody_described_by_another_name_has_none(source: str) -> None:
    assert [form for form, _ in told(source)] == ["description"]


@pytest.mark.parametrize("source", ["{p Lund}’s lawyer", "{p Lund}'s wife", "{p Lund} aides"])
def test_the_owner_never_stands_for_what_is_owned(source: str) -> None:
    assert [(head.form.value, head.mention) for head in heads(source)] == [("description", None)]


@pytest.mark.parametrize(
    "source",
    [
        "{b {p Ana Lund}'s campaign}",
        "{b {p Ana Lund’s} campaign}",
        "{b the {p Lund} campaign}",
        "{b the {l Vell} government}",
        "{l Vell}’s foreign ministry",
        "{x a {g FCB} statement}",
    ],
)
def test_a_group_is_named_by_whose_it_is(source: str) -> None:
    (form, words) = told(source)[0]
    assert (len(heads(source)), form) == (1, "holder")
    assert words.split()[-1] in ("campaign", "government", "ministry", "statement")


@pytest.mark.parametrize(
    "source", ["{r he}", "{d the senator}", "{d {p Lund}'s lawyer}", "{d the {g FCB} clerk}"]
)
def test_pronouns_and_definite_descriptions_may_stand_for_a_name(source: str) -> None:
    (head,) = heads(source)
    assert (head.form.value, head.mention) == ("referring", 0)


@pytest.mark.parametrize("source", ["{d a senator}", "{d two officials}", "{d many people}"])
def test_indefinite_descriptions_stand_for_nobody_named(source: str) -> None:
    assert [form for form, _ in told(source)] == ["description"]


@pytest.mark.parametrize("source", [",", " ", "who", " who left", "—", ", , and ,"])
def test_a_source_without_mentions_is_what_its_words_are(source: str) -> None:
    (head,) = heads(source)
    assert (head.form.value, head.mention) == ("description", None)


@pytest.mark.parametrize("behind", [", {p Ana Lund},", ", {p Ana Lund}.", ", {p Ana Lund} (V),"])
def test_a_name_in_apposition_that_the_source_leaves_out_is_found(behind: str) -> None:
    article = written("{s0 {d The minister of trade}}" + behind + " {c0 said} {w0 so}")
    (head,) = Sources(article.text, article.mentions).heads(article.attributions[0].source[0])
    assert (head.form.value, head.span.of(article.text)) == ("name", "Ana Lund")


@pytest.mark.parametrize(
    ("source", "behind"),
    [
        ("{d The minister of trade}", ", {l Vell},"),
        ("{d The minister of trade}", ", {p Ana Lund} and {p Karl Moe},"),
        ("{p Karl Moe}", ", {p Ana Lund},"),
        ("{d The ministers}", ", {p Ana Lund},"),
    ],
    ids=["a place", "a list", "named already", "of several"],
)
def test_other_names_behind_a_source_are_not_taken_for_it(source: str, behind: str) -> None:
    article = written("{s0 " + source + "}" + behind + " {c0 said} {w0 so}")
    found = Sources(article.text, article.mentions).heads(article.attributions[0].source[0])
    assert [head.span.of(article.text) for head in found] == [article.words[0]]


def test_a_union_named_for_what_it_wants_has_that_name() -> None:
    assert told("{g Citizens for Clean Justice}") == [("name", "Citizens for Clean Justice")]


def test_the_apposition_that_led_to_a_name_is_kept() -> None:
    (head,) = heads("{d the group's president, {p Ana Lund}}")
    assert head.apposition is not None
    assert head.apposition.of("the group's president, Ana Lund said so.") == "the group's president"


@pytest.mark.parametrize(
    ("words", "noun"),
    [
        ("the senator", "senator"),
        ("two officials at the ministry", "officials"),
        ("a nurse, who left", "nurse"),
        ("her lawyers", "lawyers"),
        ("", ""),
        ("—", ""),
    ],
)
def test_the_head_word_is_the_noun_before_what_belongs_to_it(words: str, noun: str) -> None:
    assert head_word(words) == noun
