"""Who is who across articles: assigned as articles come, merged, split and undone by people."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest

from onrecord.answers import ask
from onrecord.answers.people import everyone, history, proposals
from onrecord.errors import BadLineError, NotRecordedError, UsageError
from onrecord.ledger import merges
from onrecord.records import (
    Article,
    Attribution,
    Block,
    BlockKind,
    Capture,
    Mention,
    MentionForm,
    Quotation,
    Record,
    Span,
    Speaker,
    SpeakerKind,
)

if TYPE_CHECKING:
    from pathlib import Path

    from onrecord.ledger.ledger import Ledger

_NUMBERS = itertools.count(1)
_MADE: dict[bytes, Record] = {}  # by the bytes of the page


def say(
    ledger: Ledger,
    name: str,
    *,
    role: str = "",
    affiliation: str = "",
    kind: SpeakerKind = SpeakerKind.PERSON,
    outlet: str = "The Vell Courier",
    published: str | None = "2024-05-02",
) -> int:
    """Records an article in which somebody says one thing; the article's number."""
    number = next(_NUMBERS)
    text, spans = "", {}
    for key, words in (("name", name), ("role", role), ("affiliation", affiliation), ("cue", "said")):
        spans[key] = Span(len(text), len(text) + len(words)) if words else None
        text += f"{words}, " if words else ""
    content = f"that case {number} was over"
    told = Span(len(text), len(text) + len(content))
    text += content
    at, cue = spans["name"], spans["cue"]
    assert at is not None
    assert cue is not None
    speaker = Speaker(name, kind, (Mention(at, MentionForm.NAME),), spans["role"], spans["affiliation"])
    attribution = Attribution((at,), (cue,), (told,), Quotation.INDIRECT, 0.9, speakers=(0,))
    article = Article(
        text,
        (Block(Span(0, len(text)), BlockKind.PARAGRAPH),),
        published=published,
        outlet=outlet,
        language="en",
    )
    record = Record(article, (attribution,), "fake 0", f"{number}.html", speakers=(speaker,))
    _MADE[text.encode()] = record
    run = ledger.begin_run(["people"])
    outcome = ledger.record(run, Capture(f"{number}.html", text.encode()), record, None)
    assert outcome.article_id is not None
    return outcome.article_id


def said(ledger: Ledger) -> dict[str, int]:
    """Everybody in the ledger, and how much they say, counted and asked for."""
    found = {one.id: one for one in everyone(ledger, limit=100)}
    for one in found.values():
        assert len(ask.said(ledger, f"#{one.id}", limit=100).statements) == one.statements
        assert len(ask.search(ledger, f"case speaker:#{one.id}", limit=100).statements) == one.statements
    return {f"{one.name} #{one.id}": one.statements for one in found.values() if one.statements}


def holds(ledger: Ledger) -> bool:
    """Whether every row does, each article taken to be what was recorded."""
    return list(ledger.problems(lambda capture: _MADE[capture.data])) == []


def test_one_name_in_two_articles_is_one_person(ledger: Ledger) -> None:
    say(ledger, "Ana Lund", role="mayor")
    say(ledger, "Ana Lund", role="the mayor")
    assert said(ledger) == {"Ana Lund #1": 2}
    assert history(ledger) == ()


def test_another_spelling_is_merged_with_its_evidence_on_record(ledger: Ledger) -> None:
    say(ledger, "Mohammed al-Karim", role="minister", affiliation="the water ministry")
    say(ledger, "Muhammad Al Karim", role="minister", affiliation="the water ministry")
    assert said(ledger) == {"Mohammed al-Karim #1": 2}
    (act,) = history(ledger)
    assert (act.kind, act.by, act.person_id, act.other_id) == ("merge", "onrecord", 1, 2)
    assert act.evidence[0][0] == "variant"
    (person,) = everyone(ledger, "#1")
    assert dict(person.spellings) == {"Mohammed al-Karim": 1, "Muhammad Al Karim": 1}
    assert person.merged == (2,)
    say(ledger, "Muhammad Al Karim", role="minister")
    assert said(ledger) == {"Mohammed al-Karim #1": 3}
    assert len(history(ledger)) == 1


def test_a_surname_alone_joins_nobody(ledger: Ledger) -> None:
    say(ledger, "Ana Lund", role="mayor")
    say(ledger, "Lund", role="mayor")
    say(ledger, "Karl Lund", role="mayor")
    assert said(ledger) == {"Ana Lund #1": 1, "Lund #2": 1, "Karl Lund #3": 1}


def test_one_name_of_two_people_stays_apart_and_is_listed(ledger: Ledger) -> None:
    say(ledger, "Ana Lund", role="goalkeeper", affiliation="Vell United")
    say(ledger, "Ana Lund", role="finance minister", affiliation="the government")
    assert said(ledger) == {"Ana Lund #1": 1, "Ana Lund #2": 1}
    (conflict,) = proposals(ledger, kind="conflict")
    assert (conflict.person_id, conflict.other_id, conflict.name) == (1, 2, "Ana Lund")
    assert "other-field" in {kind for kind, _ in conflict.evidence}


def test_the_unnamed_are_nobody_across_articles(ledger: Ledger) -> None:
    say(ledger, "two officials", kind=SpeakerKind.UNNAMED)
    assert everyone(ledger) == ()


def test_roles_come_with_the_dates_at_which_they_were_reported(ledger: Ledger) -> None:
    say(ledger, "Ana Lund", role="deputy mayor", published="2021-03-01")
    say(ledger, "Ana Lund", role="mayor", published="2023-01-01")
    say(ledger, "Ana Lund", role="mayor", published="2024-06-01T08:00:00+00:00")
    (person,) = everyone(ledger, "Ana Lund")
    assert [(role.role, role.first, role.last, role.articles) for role in person.roles] == [
        ("mayor", "2023-01-01", "2024-06-01T08:00:00+00:00", 2),
        ("deputy mayor", "2021-03-01", "2021-03-01", 1),
    ]


@pytest.fixture
def two(ledger: Ledger) -> Ledger:
    """Two people who might be one, with two statements and one."""
    say(ledger, "Ana Lund", role="mayor")
    say(ledger, "Ana Lund", role="mayor")
    say(ledger, "Eva Brandt", role="singer")
    return ledger


APART, ONE = {"Ana Lund #1": 2, "Eva Brandt #2": 1}, {"Ana Lund #1": 3}


def test_two_are_merged_and_everything_said_is_one_persons(two: Ledger) -> None:
    two.merge(1, 2, by="ida")
    assert said(two) == ONE
    assert said(two) == ONE
    assert [one.id for one in everyone(two, "Eva Brandt")] == [1]
    assert holds(two)


def test_a_merge_is_undone_and_leaves_no_trace_but_its_record(two: Ledger) -> None:
    act = two.merge(1, 2, by="ida")
    two.undo_event(act, by="kofi")
    assert said(two) == APART
    assert holds(two)
    undo, merge = history(two)
    assert (undo.kind, undo.by, merge.kind, merge.by, merge.undone) == ("undo", "kofi", "merge", "ida", True)


def test_one_of_several_who_were_merged_is_split_off(two: Ledger) -> None:
    say(two, "Tomas Reyes")
    two.merge(1, 2, by="ida")
    two.merge(1, 3, by="ida")
    assert said(two) == {"Ana Lund #1": 4}
    assert two.split(2, by="ida")[1] == 2
    assert said(two) == {"Ana Lund #1": 3, "Eva Brandt #2": 1}
    assert holds(two)


def test_whoever_is_split_off_as_the_first_leaves_the_others_together(two: Ledger) -> None:
    say(two, "Tomas Reyes")
    two.merge(1, 2, by="ida")
    two.merge(1, 3, by="ida")
    act, _ = two.split(1, by="ida")
    assert said(two) == {"Ana Lund #1": 2, "Eva Brandt #2": 2}
    two.undo_event(act, by="ida")
    assert said(two) == {"Ana Lund #1": 4}
    assert holds(two)


def test_an_act_is_replayed_with_those_that_concern_the_same_people_alone(
    two: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    replayed: list[int] = []
    canonical = merges.canonical
    monkeypatch.setattr(merges, "canonical", lambda acts: (replayed.append(len(acts)), canonical(acts))[1])
    for name in ("Tomas Reyes", "Kofi Abara", "Ida Moss"):
        say(two, name)
    two.merge(1, 2, by="ida")
    two.merge(3, 4, by="ida")
    two.merge(4, 5, by="ida")
    act = two.merge(2, 5, by="ida")
    two.undo_event(act, by="ida")
    assert replayed == [1, 1, 2, 4, 5]
    assert said(two) == {"Ana Lund #1": 3, "Tomas Reyes #3": 3}
    assert holds(two)


def test_what_some_articles_show_becomes_somebody_new_and_comes_back(ledger: Ledger) -> None:
    say(ledger, "Ana Lund")
    article = say(ledger, "Ana Lund")
    act, fresh = ledger.split(1, [article], by="ida")
    assert said(ledger) == {"Ana Lund #1": 1, f"Ana Lund #{fresh}": 1}
    assert holds(ledger)
    (person,) = everyone(ledger, f"#{fresh}")
    assert person.spellings == (("Ana Lund", 1),)
    ledger.undo_event(act, by="ida")
    assert said(ledger) == {"Ana Lund #1": 2}
    assert holds(ledger)


def test_those_who_were_parted_by_hand_are_not_joined_again_by_themselves(ledger: Ledger) -> None:
    say(ledger, "Mohammed al-Karim", role="minister")
    say(ledger, "Muhammad Al Karim", role="minister")
    (act,) = history(ledger)
    ledger.undo_event(act.id, by="ida")
    say(ledger, "Muhammad Al Karim", role="minister")
    assert said(ledger) == {"Mohammed al-Karim #1": 1, "Muhammad Al Karim #2": 2}


def test_merging_decides_on_a_proposal(ledger: Ledger) -> None:
    say(ledger, "Ana Lund", role="mayor", affiliation="Vell")
    say(ledger, "A. Lund", role="mayor", affiliation="Vell")
    open_before = proposals(ledger)
    if not open_before:  # joined by itself, which is as good
        assert said(ledger) == {"Ana Lund #1": 2}
        return
    ledger.merge(1, 2, by="ida")
    assert proposals(ledger) == ()
    assert proposals(ledger, state="applied")


def test_what_makes_no_sense_is_refused_and_changes_nothing(two: Ledger) -> None:
    two.merge(1, 2, by="ida")
    for call, error, message in (
        (lambda: two.merge(1, 2, by="ida"), UsageError, "are one already"),
        (lambda: two.merge(1, 9, by="ida"), NotRecordedError, "person 9: nobody has this number"),
        (lambda: two.split(1, [77], by="ida"), NotRecordedError, "in none of the articles 77"),
        (lambda: two.undo_event(99, by="ida"), NotRecordedError, "act 99: no such act"),
    ):
        with pytest.raises(error, match=message):
            call()
    assert said(two) == ONE
    two.undo_event(1, by="ida")
    with pytest.raises(UsageError, match="undone already"):
        two.undo_event(1, by="ida")
    with pytest.raises(UsageError, match="is an undoing"):
        two.undo_event(2, by="ida")
    with pytest.raises(UsageError, match="merged with nobody"):
        two.split(1, by="ida")


def test_the_users_own_list_joins_whoever_bears_its_names(ledger: Ledger, tmp_path: Path) -> None:
    say(ledger, "Robert Brandt", role="singer")
    say(ledger, "Bobby Vell", role="singer")
    path = tmp_path / "desk.csv"
    path.write_text("name,aliases,kind,wikidata\nRobert Brandt,Bobby Vell,person,Q77\n")
    taken = ledger.take_list(path)
    assert (taken.entries, taken.merged) == (1, 2)
    (person,) = everyone(ledger, "Bobby Vell")
    assert (person.name, person.wikidata, person.statements) == ("Robert Brandt", "Q77", 2)
    assert holds(ledger)
    say(ledger, "Bobby Vell", role="singer")
    assert everyone(ledger, "Robert Brandt")[0].statements == 3
    assert ledger.take_list(path).merged == 0


def test_a_list_that_cannot_be_used_changes_nothing(ledger: Ledger, tmp_path: Path) -> None:
    path = tmp_path / "desk.csv"
    path.write_text("name,aliases,kind,wikidata\nAna Lund,,person,\nKarl Moe,,robot,\n")
    with pytest.raises(BadLineError, match="robot"):
        ledger.take_list(path)
    assert everyone(ledger) == ()


def test_a_withdrawn_article_takes_its_spelling_and_role_along(ledger: Ledger) -> None:
    say(ledger, "Ana Lund", role="mayor")
    article = say(ledger, "Ana Lund", role="queen of Vell")
    ledger.withdraw(article, reason="asked", by="ida")
    (person,) = everyone(ledger, "Ana Lund")
    assert (person.spellings, [role.role for role in person.roles]) == ((("Ana Lund", 1),), ["mayor"])
    ledger.withdraw(1, reason="asked", by="ida")
    with pytest.raises(NotRecordedError):
        everyone(ledger, "Ana Lund")
    assert holds(ledger)
