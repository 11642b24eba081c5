"""Who speaks in each attribution, and why; articles are marked as in ``written``."""

from __future__ import annotations

import pytest
from written import identified

from onrecord.records import EvidenceKind, MentionForm, SettingKind, SpeakerKind, kind_of

SAY = "{c0 said} {w0 the quay was safe}."
TWO = "{p Ana Lund} met {p Karl Lund}. "


def test_a_name_speaks_for_itself() -> None:
    found = identified("{s0/p Ana Lund} " + SAY)
    (speaker,) = found.analysis.speakers
    assert (speaker.name, speaker.kind) == ("Ana Lund", SpeakerKind.PERSON)
    assert found.steps() == [("named", "Ana Lund")]


@pytest.mark.parametrize(
    "markup",
    ["{p Ana Lund} came. {s0/p Lund} " + SAY, "{s0/p Lund} " + SAY + " {p Ana Lund} left."],
    ids=["before", "behind"],
)
def test_a_surname_leads_to_the_full_name(markup: str) -> None:
    found = identified(markup)
    assert found.who() == ["Ana Lund"]
    assert found.steps() == [("named", "Lund"), ("same-name", "Ana Lund")]


def test_an_abbreviation_leads_to_the_long_form() -> None:
    found = identified("{s0/g The FCB} " + SAY + " {g The Federal Customs Board} is old.")
    assert found.who() == ["Federal Customs Board"]
    assert found.steps() == [("named", "The FCB"), ("abbreviation", "The Federal Customs Board")]
    assert found.analysis.speakers[0].kind is SpeakerKind.GROUP


def test_other_spellings_are_one_speaker_and_all_are_listed() -> None:
    found = identified(
        "{s0/p Muhammad Omari} " + SAY + " {s1/p El-Omari} {c1 left}. {p Mohammed al-Omari} came."
    )
    assert len(found.names) == 1
    assert found.who(0) == found.who(1)
    assert found.analysis.speakers[0].spellings(found.text) == (
        *("Muhammad Omari", "El-Omari", "Mohammed al-Omari"),
    )


def test_an_apposition_is_told() -> None:
    found = identified("{s0/d The group’s president, {p Ana Lund},} " + SAY)
    assert found.who() == ["Ana Lund"]
    assert found.steps() == [("apposition", "The group’s president"), ("named", "Ana Lund")]


def test_several_who_speak_together_are_several_speakers() -> None:
    found = identified("{s0 {p Ana Lund}, {p Karl Moe} and {p Mina Roy}} " + SAY)
    assert found.who() == ["Ana Lund", "Karl Moe", "Mina Roy"]


def test_one_who_is_named_twice_in_a_source_speaks_once() -> None:
    found = identified("{p Ana Lund} came. {s0 {p Lund} and {p Ana Lund}} " + SAY)
    assert found.who() == ["Ana Lund"]


def test_a_surname_of_two_people_is_left_undecided() -> None:
    found = identified(TWO + "{s0/p Lund} " + SAY)
    (attribution,) = found.analysis.attributions
    assert (found.who(), found.between()) == ([], ["Ana Lund", "Karl Lund"])
    assert kind_of(attribution, found.analysis.speakers) is SpeakerKind.UNKNOWN


def test_it_is_undecided_too_where_both_stand_far_away() -> None:
    found = identified(TWO + "{l Vell}. " * 70 + "{s0/p Lund} " + SAY)
    assert (found.who(), found.between()) == ([], ["Ana Lund", "Karl Lund"])


def test_a_clear_preference_of_the_scorer_decides() -> None:
    found = identified(TWO + "{s0/p Lund} " + SAY, {("Lund", "Karl Lund"): 6.0})
    assert (found.who(), found.between()) == (["Karl Lund"], [])


def test_a_title_decides() -> None:
    found = identified("{p Ms. Ana Lund} met {p Mr. Karl Lund}. {s0/p Mr. Lund} " + SAY)
    assert (found.who(), found.between()) == (["Karl Lund"], [])


def test_only_those_who_speak_or_may_speak_are_listed() -> None:
    found = identified("{p Mina Roy} and " + TWO + "{s0 {p Lund} and {p Karl Moe}} " + SAY)
    assert found.names == ["Ana Lund", "Karl Lund"]


def test_a_pronoun_reaches_the_name_through_others_and_each_step_is_told() -> None:
    found = identified(
        "{p Ana Lund} came. {r She} sat down. {s0/r She} " + SAY + " {s1/r She} {c1 added} {w1 more}.",
        {("She", "Ana Lund"): 4.0, ("She", "She"): 5.0},
    )
    assert found.who(0) == found.who(1) == ["Ana Lund"]
    assert found.steps(1) == [("antecedent", "She"), ("antecedent", "She"), ("antecedent", "Ana Lund")]
    first, second, name = (e.span.start for e in found.analysis.attributions[1].evidence)
    assert first > second > name


def test_a_description_that_a_pronoun_comes_back_to_is_a_step_as_well() -> None:
    found = identified(
        "{p Ana Lund} came. {d The envoy} sat down. {s0/r She} " + SAY,
        {("The envoy", "Ana Lund"): 5.0, ("She", "The envoy"): 5.0},
    )
    assert found.steps() == [("antecedent", "The envoy"), ("antecedent", "Ana Lund")]
    forms = [mention.form for mention in found.analysis.speakers[0].mentions]
    assert forms == [MentionForm.NAME, MentionForm.NOMINAL, MentionForm.PRONOUN]


@pytest.mark.parametrize(
    ("name", "refers"),
    [
        ("{p Ms. Ana Lund}", "{s0/r He}"),
        ("{p Mr. Karl Lund}", "{s0/r She}"),
        ("{p Ana Lund}", "{s0/r It}"),
        ("{g Vell Steel}", "{s0/r He}"),
        ("{p Ana Lund}", "{s0/d The advisers}"),
        ("{p Ana Lund}", "{s0/b The ministry}"),
        ("{g Vell Steel}", "{s0/d The senator}"),
    ],
)
def test_gender_number_and_kind_forbid_what_the_scorer_likes(name: str, refers: str) -> None:
    found = identified(f"{name} came. {refers} " + SAY)
    pair = (found.text.split(". ")[1].split(" said")[0], found.text.split(" came")[0])
    forbidden = identified(f"{name} came. {refers} " + SAY, {pair: 9.0})
    assert all(s.kind is SpeakerKind.UNNAMED for s in forbidden.analysis.speakers)


def test_a_description_comes_back_to_whom_the_article_calls_so() -> None:
    markup = "{p Sen. Ana Lund} met {p Karl Moe}. {s0/d The senator} " + SAY
    likes = {("The senator", "Sen. Ana Lund"): 2.0, ("The senator", "Karl Moe"): 2.0}
    assert identified(markup, likes).who() == ["Ana Lund"]


def test_a_description_that_comes_back_to_nobody_has_no_name() -> None:
    found = identified("{p Ana Lund} came. {s0/d Two officials, who asked not to be named,} " + SAY)
    (speaker,) = found.analysis.speakers
    assert (speaker.name, speaker.kind, speaker.number) == ("Two officials", SpeakerKind.UNNAMED, 2)
    assert speaker.reason is not None
    assert found.steps() == [("description", "Two officials")]


def test_the_first_description_stands_for_somebody_unnamed_and_a_pronoun_does_not() -> None:
    found = identified(
        "{s0/r He} " + SAY + " {s1/d The baker} {c1 added} {w1 more}. {s2/d The man} {c2 left} {w2 then}.",
        {("The baker", "He"): 5.0, ("The man", "He"): 5.0, ("The man", "The baker"): 5.0},
    )
    assert [found.who(i) for i in range(3)] == [["The baker"]] * 3
    assert len(found.analysis.speakers[0].mentions) == 3


def test_a_group_that_is_named_by_its_owner_is_one_speaker_throughout() -> None:
    found = identified("{s0/b The {p Lund} campaign} " + SAY + " So {c1 says} {s1/b the {p Lund} campaign}.")
    (speaker,) = found.analysis.speakers
    assert (speaker.name, speaker.kind, len(speaker.mentions)) == ("Lund campaign", SpeakerKind.GROUP, 2)


def test_i_and_we_inside_a_quotation_are_its_speaker() -> None:
    found = identified("{w0 “{s1/r We} {c1 think} {w1 it safe},”} {s0/p Ana Lund} {c0 said}.")
    assert found.who(1) == ["Ana Lund"]
    assert found.steps(1) == [("context", "We"), ("named", "Ana Lund")]


def test_i_is_the_speaker_at_any_depth() -> None:
    found = identified(
        "{s0/p Ana Lund} {c0 said}: {w0 “{s1/r I} {c1 told} him {w1 that {s2/r I} {c2 thought} {w2 so}}.”}"
    )
    assert [found.who(i) for i in range(3)] == [["Ana Lund"]] * 3
    assert found.steps(2) == [("context", "I"), ("context", "I"), ("named", "Ana Lund")]


@pytest.mark.parametrize(
    "markup",
    [
        "{w0 {s0/r I} {c0 say} so}.",
        "{w0/w1 {s0/r I} {c0 say} and {s1/r we} {c1 say} so}.",
        "{s0/r I} {c0 say} {w0 so}.",
    ],
    ids=["in its own words", "two in one another", "outside"],
)
def test_i_that_nobody_says_is_nobody_named(markup: str) -> None:
    found = identified(markup)
    assert all(speaker.kind is SpeakerKind.UNNAMED for speaker in found.analysis.speakers)


def test_they_after_two_who_spoke_together_are_both() -> None:
    found = identified("{s0 {p Ana Lund} and {p Karl Moe}} " + SAY + " {s1/r They} {c1 added} {w1 more}.")
    assert found.who(1) == ["Ana Lund", "Karl Moe"]
    assert found.steps(1)[0] == ("antecedent", "They")


def test_they_after_a_group_spoke_are_not_the_two_before_it() -> None:
    found = identified(
        "{s0 {p Ana Lund} and {p Karl Moe}} " + SAY + " {s1/g Vell Steel} {c1 said} {w1 no}. "
        "{s2/r They} {c2 added} {w2 more}.",
        {("They", "Vell Steel"): 5.0},
    )
    assert found.who(2) == ["Vell Steel"]


def test_adding_goes_on_from_who_spoke_in_the_sentence() -> None:
    found = identified("{s0/p Ana Lund} {c0 said} {w0 so}, {c1 adding} {w1 more}, {c2 noting} {w2 all}.")
    assert found.who(1) == found.who(2) == ["Ana Lund"]
    assert found.steps(1) == [("context", "Ana Lund"), ("named", "Ana Lund")]


@pytest.mark.parametrize(
    "markup",
    [
        "{s0/p Ana Lund} {c0 said} {w0 so}. {c1 Adding} {w1 more} was hard.",
        "{s0/p Ana Lund} {c0 said} {w0 so}\n\n{c1 adding} {w1 more}",
        "{s0/p Ana Lund} {c0 said} {w0 so} as {w1 more} {c1 was said}.",
    ],
    ids=["a new sentence", "a new paragraph", "no such cue"],
)
def test_without_a_source_nobody_speaks_beyond_that(markup: str) -> None:
    found = identified(markup)
    assert found.who(1) == []
    assert found.analysis.attributions[1].evidence == ()


def test_adding_at_the_very_beginning_has_nobody_before_it() -> None:
    assert identified("{c0 adding} {w0 more}").who() == []


def test_what_is_undecided_stays_so_where_the_speech_goes_on() -> None:
    found = identified(TWO + "{s0/p Lund} {c0 said} {w0 so}, {c1 adding} {w1 more}.")
    assert (found.who(1), found.between(1)) == ([], ["Ana Lund", "Karl Lund"])


def test_speakers_come_in_order_of_their_first_mention() -> None:
    found = identified("{p Karl Moe} came. {s0/p Ana Lund} " + SAY + " {s1/p Moe} {c1 agreed} {w1 to that}.")
    assert found.names == ["Karl Moe", "Ana Lund"]
    assert (found.who(0), found.who(1)) == (["Ana Lund"], ["Karl Moe"])


def test_mentions_are_all_that_is_said_of_a_speaker_in_reading_order_and_once() -> None:
    found = identified("{p Ana Lund} came. {r She} sat. {s0/p Lund} " + SAY, {("She", "Ana Lund"): 4.0})
    (speaker,) = found.analysis.speakers
    assert [m.span.of(found.text) for m in speaker.mentions] == ["Ana Lund", "She", "Lund"]


def test_the_circumstances_are_read_beside() -> None:
    found = identified("{s0/p Ana Lund} {c0 told} Radio Nord {w0 that the quay was safe}.")
    (setting,) = found.analysis.attributions[0].settings
    assert (setting.kind, setting.span.of(found.text)) == (SettingKind.ADDRESSEE, "Radio Nord")


@pytest.mark.parametrize("case", [str.upper, str.lower], ids=["capitals", "small letters"])
def test_an_article_in_one_case_throughout_names_its_speakers(case: type[str]) -> None:
    marks = "{p %s} {s0/p %s} {c0 %s} {w0 %s}."
    words = (case("Ana Lund"), case("Lund"), case("said"), case("the quay was safe that day"))
    assert identified(marks % words).who() == [case("Ana Lund")]


def test_initials_alone_are_a_name() -> None:
    found = identified("{s0/p A. L.} " + SAY)
    assert (found.who(), found.analysis.speakers[0].kind) == (["A. L."], SpeakerKind.PERSON)


def test_an_article_without_any_mention_keeps_the_words_of_its_sources() -> None:
    found = identified("{s0 A nurse} " + SAY)
    assert found.who() == ["A nurse"]
    assert found.analysis.speakers[0].kind is SpeakerKind.UNNAMED


def test_a_source_of_marks_is_nobody() -> None:
    found = identified("{s0/p —} " + SAY)
    assert (found.who(), found.names) == ([], [])


def test_a_text_that_is_one_long_quotation_has_one_speaker() -> None:
    inside = " ".join(f"{{s{n}/r I}} {{c{n} say}} {{w{n} so}}." for n in range(1, 40))
    found = identified(f"{{w0 “{inside}”}} {{s0/p Ana Lund}} {{c0 said}}.")
    assert found.names == ["Ana Lund"]
    assert all(found.who(n) == ["Ana Lund"] for n in range(40))
    assert {e.kind for a in found.analysis.attributions for e in a.evidence} == {
        *(EvidenceKind.CONTEXT, EvidenceKind.NAMED),
    }


def test_a_title_leads_to_who_has_it_further_on() -> None:
    found = identified("{s0/d the senator} {c0 said} {w0 so}.\nThen came {p Sen. Ana Lund}.")
    assert found.who() == ["Ana Lund"]
    assert found.steps() == [("antecedent", "Sen. Ana Lund")]


def test_the_one_whose_somebody_is_never_is_that_somebody() -> None:
    told = {("his", "Karl Moe"): 9.0, ("his wife", "Karl Moe"): 9.0}
    found = identified("{p Karl Moe} left. {s0/d {r his} wife} {c0 said} {w0 so}.", told)
    assert found.names == ["his wife"]


def test_i_of_a_column_is_who_its_end_tells_of() -> None:
    body = "{s0/r I} {c0 think} {w0 so}. " + "The harbour is empty and the wind is cold. " * 4
    found = identified(f"{body}\n{{p Ana Lund}} is a historian.")
    assert found.who() == ["Ana Lund"]


def test_i_of_a_column_that_tells_of_nobody_has_no_name() -> None:
    found = identified(
        "{p Ana Lund} is a historian.\n{s0/r I} {c0 think} {w0 so}. " + "The wind is cold. " * 9
    )
    assert found.analysis.speakers[0].kind.value == "unnamed"


def test_a_place_is_the_country_and_no_company() -> None:
    told = {("the company", "Vell"): 9.0, ("the country", "Vell"): 9.0}
    company = identified("{l Vell} waits. {s0/b the company} {c0 said} {w0 so}.", told)
    country = identified("{l Vell} waits. {s0/b the country} {c0 said} {w0 so}.", told)
    assert (company.names, country.names) == (["the company"], ["Vell"])


def test_a_report_is_nobody_who_is_called_none() -> None:
    told = {("the report", "Harbourside"): 9.0}
    found = identified("{g Harbourside} wrote. {s0/b the report} {c0 said} {w0 so}.", told)
    assert found.names == ["the report"]


@pytest.mark.parametrize("both", ["Both", "Both women", "The two senators", "The pair"])
def test_both_are_the_two_that_were_named_together_last(both: str) -> None:
    found = identified(
        "{p Mina Roy} and {p Ida Fay} left. {p Ana Lund} and {p Karl Moe} came. {s0 " + both + "} " + SAY
    )
    assert found.who() == ["Ana Lund", "Karl Moe"]
    assert found.steps()[1:] == [("named", "Ana Lund"), ("named", "Karl Moe")]


@pytest.mark.parametrize(
    ("source", "who"),
    [
        ("{s0/x {r Her} message}", ["Ana Lund"]),
        ("{s0 {r Her} latest book}", ["Ana Lund"]),
        ("{s0 {d the mayor}’s message}", ["Ana Lund"]),
        ("{s0/b {r Her} company}", ["Her company"]),
        ("{s0/x {p Lund}’s message}", ["Lund’s message"]),
        ("{s0/d {r Her} aide}", ["Her aide"]),
    ],
    ids=["said", "written", "described", "a group", "named", "a person"],
)
def test_what_somebody_said_or_wrote_speaks_for_them(source: str, who: list[str]) -> None:
    told = {("Her", "Ana Lund"): 5.0, ("the mayor", "Ana Lund"): 5.0}
    found = identified("{p Ana Lund} came. " + source + " " + SAY, told)
    assert found.who() == who


LETTERS = "{s0/r I} {c0 hope} {w0 so}.\n{p Ana Lund}.\nVell.\n{s1/r I} {c1 doubt} {w1 it}.\n{p Karl Moe}"


def test_i_of_a_letter_is_who_signs_it() -> None:
    found = identified(LETTERS)
    assert (found.who(0), found.who(1)) == (["Ana Lund"], ["Karl Moe"])


@pytest.mark.parametrize(
    "markup",
    [
        "{p Ana Lund}.\nVell.\n{s0/r I} {c0 doubt} {w0 it}.",
        "{s0/r I} {c0 doubt} {w0 it}.\n{p Ana Lund} left the house and went home.",
        "{s0/r I} {c0 doubt} {w0 it}.\n{p Lund}.\nVell.",
        "{s0/r I} {c0 doubt} {w0 it}.\n{p Ana Lund}\nTold at length, as only lines of articles tell a thing.",
    ],
    ids=["before it", "a sentence", "a surname", "a heading"],
)
def test_it_is_nobody_whom_no_line_of_their_own_names_behind_it(markup: str) -> None:
    assert "Ana Lund" not in identified(markup).who()


@pytest.mark.parametrize("between", [", ", " (V), ", " — ", ", both of "])
def test_a_relative_pronoun_behind_two_names_is_both(between: str) -> None:
    found = identified("{p Ana Lund} and {p Karl Moe}" + between + "{s0/r who} {c0 said} {w0 so}.")
    assert found.who() == ["Ana Lund", "Karl Moe"]


def test_it_is_all_of_a_row() -> None:
    found = identified("{p Ana Lund}, {p Karl Moe} and {p Mina Roy}, all of {s0/r whom} {c0 said} {w0 so}.")
    assert found.who() == ["Ana Lund", "Karl Moe", "Mina Roy"]


def test_it_is_one_behind_a_name_alone() -> None:
    found = identified(
        "{p Karl Moe} met {p Ana Lund}, {s0/r who} {c0 said} {w0 so}.", {("who", "Ana Lund"): 5.0}
    )
    assert found.who() == ["Ana Lund"]


def test_both_companies_are_no_people() -> None:
    found = identified(
        "{g Moss Steel} and {g Vell Steel} met. {p Ana Lund} and {p Karl Moe} came. {s0 Both companies} "
        + SAY
    )
    assert found.who() == ["Moss Steel", "Vell Steel"]


def test_they_are_two_that_the_sentence_before_names_together() -> None:
    found = identified("{p Ana Lund} and former Gov. {p Karl Moe} met. {s0/r They} " + SAY)
    assert found.who() == ["Ana Lund", "Karl Moe"]


@pytest.mark.parametrize(
    "between",
    [
        "{p Ana Lund} met {p Karl Moe}. ",
        "{p Ana Lund} and {g Vell Steel} met. ",
        "{p Ana Lund} and {p Karl Moe} met. " + "Rain fell. " * 40,
    ],
    ids=["not joined", "a group", "far away"],
)
def test_they_are_nobody_known_where_no_two_people_are_named_together(between: str) -> None:
    found = identified(between + "{s0/r They} " + SAY)
    assert [s.kind for s in found.analysis.speakers] == [SpeakerKind.UNNAMED]


def test_the_lunds_are_all_of_that_name() -> None:
    found = identified("{p Ana Lund} met {p Karl Lund} and {p Mina Roy}. {s0/p The Lunds} " + SAY)
    assert found.who() == ["Ana Lund", "Karl Lund"]


def test_one_family_name_in_the_plural_is_a_group_where_the_article_names_one_of_them() -> None:
    found = identified("{p Ana Lund} met {p Mina Roy}. {s0/g The Lunds} " + SAY)
    assert found.who() == ["Lunds"]
