from __future__ import annotations

import pytest

from onrecord.analysis.speakers.provenance import provenance
from onrecord.records import (
    Analysis,
    Article,
    Attribution,
    Evidence,
    EvidenceKind,
    Mention,
    MentionForm,
    Quotation,
    Setting,
    SettingKind,
    Span,
    Speaker,
    SpeakerKind,
)

TEXT = (
    "GENEVA (VPA) — Ana Lund told Radio Nord that the ministry had said that a nurse denied the story. "
    "The newspaper La Escollera reported that Karl Moe had left, Mina Roy said. Telegram and nobody else."
)


def at(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def somebody(name: str, kind: SpeakerKind = SpeakerKind.PERSON, *others: str) -> Speaker:
    spellings = (Mention(at(words), MentionForm.NAME) for words in (name, *others))
    return Speaker(name, kind, tuple(spellings))


def said(
    who: str | None,
    content: str,
    *speakers: int,
    parent: int | None = None,
    settings: tuple[tuple[SettingKind, str], ...] = (),
) -> Attribution:
    return Attribution(
        source=(at(who),) if who else (),
        cue=(at("had"),),
        content=(at(content),),
        quotation=Quotation.INDIRECT,
        confidence=0.9,
        parent=parent,
        speakers=speakers,
        settings=tuple(Setting(kind, at(words)) for kind, words in settings),
    )


def chains(
    speakers: tuple[Speaker, ...],
    *attributions: Attribution,
    outlet: str | None = None,
    url: str | None = None,
    dateline: Span | None = None,
) -> list[list[str]]:
    article = Article(TEXT, outlet=outlet, url=url, dateline=dateline)
    analysis = provenance(article, Analysis(attributions, speakers))
    for attribution in analysis.attributions:
        for hop in attribution.provenance:
            assert (hop.span is None) == (hop.kind == "site" or hop.name is None)
    return [[f"{hop.kind} {hop.name}" for hop in a.provenance] for a in analysis.attributions]


ANA = somebody("Ana Lund")
MINISTRY = somebody("the ministry", SpeakerKind.GROUP)
NURSE = somebody("a nurse", SpeakerKind.UNNAMED)
PAPER = somebody("La Escollera", SpeakerKind.GROUP, "The newspaper La Escollera")
MINA = somebody("Mina Roy")
THAT = "that the ministry had said that a nurse denied the story"


@pytest.mark.parametrize(
    ("outlet", "url", "site"),
    [
        ("The Vell Courier", None, ["site The Vell Courier"]),
        ("The Vell Courier", "https://www.vellcourier.example/a", ["site The Vell Courier"]),
        (None, "https://www.vellcourier.example/a?b=c", ["site vellcourier.example"]),
        (None, None, []),
        (None, "not an address", []),
    ],
)
def test_the_chain_begins_with_the_site(outlet: str | None, url: str | None, site: list[str]) -> None:
    assert chains((ANA,), said("Ana Lund", THAT, 0), outlet=outlet, url=url) == [[*site, "speaker Ana Lund"]]


def test_the_agency_of_the_dateline_comes_behind_the_site() -> None:
    found = chains((ANA,), said("Ana Lund", THAT, 0), outlet="Vell Post", dateline=at("GENEVA (VPA) —"))
    assert found == [["site Vell Post", "outlet VPA", "speaker Ana Lund"]]


def test_the_outlet_that_was_told_stands_before_the_speaker() -> None:
    told = said("Ana Lund", THAT, 0, settings=((SettingKind.ADDRESSEE, "Radio Nord"),))
    assert chains((ANA,), told, outlet="Vell Post") == [
        ["site Vell Post", "outlet Radio Nord", "speaker Ana Lund"]
    ]


def test_an_outlet_that_is_the_site_itself_is_no_further_hop() -> None:
    told = said("Ana Lund", THAT, 0, settings=((SettingKind.ADDRESSEE, "Radio Nord"),))
    assert chains((ANA,), told, outlet="Radio Nord") == [["site Radio Nord", "speaker Ana Lund"]]


def test_who_relays_stands_before_whose_words_they_are_at_any_depth() -> None:
    found = chains(
        (ANA, MINISTRY, NURSE),
        said("Ana Lund", THAT, 0, settings=((SettingKind.ADDRESSEE, "Radio Nord"),)),
        said("the ministry", "that a nurse denied the story", 1, parent=0),
        said("a nurse", "the story", 2, parent=1),
    )
    outer = ["outlet Radio Nord", "speaker Ana Lund"]
    assert found == [
        outer,
        [*outer, "speaker the ministry"],
        [*outer, "speaker the ministry", "speaker a nurse"],
    ]


def test_an_outlet_that_relays_is_an_outlet_and_one_that_speaks_a_speaker() -> None:
    found = chains(
        (PAPER, MINA),
        said("The newspaper La Escollera", "that Karl Moe had left, Mina Roy said", 0),
        said("Mina Roy", "Karl Moe had left", 1, parent=0),
    )
    assert found == [["speaker La Escollera"], ["outlet La Escollera", "speaker Mina Roy"]]


@pytest.mark.parametrize("outer", ["that Karl Moe had left, Mina Roy said", "Karl Moe had left"])
def test_an_outlet_around_the_same_words_relays_them_without_being_the_parent(outer: str) -> None:
    found = chains(
        (PAPER, MINA),
        said("Mina Roy", "Karl Moe had left", 1),
        said("The newspaper La Escollera", outer, 0),
    )
    assert found == [["outlet La Escollera", "speaker Mina Roy"], ["speaker La Escollera"]]


def test_an_outlet_whose_report_somebody_tells_does_not_relay_them() -> None:
    found = chains(
        (PAPER, MINA),
        said("Mina Roy", "Karl Moe had left", 1),
        said("The newspaper La Escollera", "Karl Moe had left", 0, parent=0),
    )
    assert found == [["speaker Mina Roy"], ["speaker Mina Roy", "speaker La Escollera"]]


def test_a_person_around_the_same_words_is_no_relay() -> None:
    found = chains(
        (ANA, MINA), said("Mina Roy", "Karl Moe had left", 1), said("Ana Lund", "Karl Moe had left", 0)
    )
    assert found == [["speaker Mina Roy"], ["speaker Ana Lund"]]


def test_nobody_known_is_a_hop_without_name() -> None:
    assert chains((), said("nobody", THAT)) == [["speaker None"]]


def test_several_speakers_are_several_hops() -> None:
    assert chains((ANA, MINA), said("Ana Lund", THAT, 0, 1)) == [["speaker Ana Lund", "speaker Mina Roy"]]


def test_a_speaker_without_source_stands_where_the_evidence_ends() -> None:
    attribution = said(None, THAT, 0)
    steps = (Evidence(EvidenceKind.CONTEXT, at("Karl Moe")), Evidence(EvidenceKind.NAMED, at("Ana Lund")))
    with_evidence = Attribution(
        (), attribution.cue, attribution.content, Quotation.INDIRECT, 0.5, speakers=(0,), evidence=steps
    )
    (found,) = provenance(Article(TEXT), Analysis((with_evidence,), (ANA,))).attributions
    assert [hop.span for hop in found.provenance] == [at("Ana Lund")]


def test_parents_in_a_ring_end() -> None:
    found = chains((ANA, MINA), said("Ana Lund", THAT, 0, parent=1), said("Mina Roy", THAT, 1, parent=0))
    assert [chain[-1] for chain in found] == ["speaker Ana Lund", "speaker Mina Roy"]


def test_parents_a_thousand_deep_are_followed() -> None:
    deep = tuple(said("Ana Lund", THAT, i % 2, parent=i - 1 if i else None) for i in range(1_000))
    assert len(chains((ANA, MINA), *deep)[-1]) == 1_000


def test_nothing_said_has_no_chains() -> None:
    assert provenance(Article(""), Analysis()) == Analysis()
