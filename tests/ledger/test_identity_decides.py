"""Who a sighting is: applied, proposed, kept apart."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.ledger.evidence import compare
from onrecord.ledger.identity import APPLY, PROPOSE, applies, assign
from onrecord.ledger.keys import PeopleIndex
from onrecord.ledger.people import Decision, Outcome, Person, Reason, ReasonKind, Sighting, first_seen
from onrecord.records import SpeakerKind


def seen(name: str, *, kind: SpeakerKind = SpeakerKind.PERSON, **given: object) -> Sighting:
    return Sighting(1, 1, name, kind, **given)  # type: ignore[arg-type]


def known(name: str, person_id: int = 1, **given: object) -> Person:
    return first_seen(seen(name, **given), person_id)


def kinds(decision: Decision) -> set[ReasonKind]:
    return {r.kind for p in decision.conflicts for r in p.conflict}


def test_nobody_like_that_is_new() -> None:
    assert assign(seen("Ana Lund"), [known("Karl Moe")]) == Decision(Outcome.NEW)
    assert assign(seen("Ana Lund"), []) == Decision(Outcome.NEW)


def test_the_same_full_name_is_applied_and_says_why() -> None:
    person = known("Ana Lund", role="envoy")
    found = assign(seen("Ana Lund", role="envoy"), [known("Ana Moe", 2), person])
    assert found.outcome is Outcome.EXISTING
    assert found.person is person
    assert found.applied is not None
    assert [r.kind for r in found.applied.evidence] == [ReasonKind.SAME_NAME, ReasonKind.SHARED_ROLE]
    assert "“Ana Lund”" in found.applied.evidence[0].words
    assert found.applied.probability > APPLY


def test_another_spelling_alone_is_proposed_and_with_a_shared_role_applied() -> None:
    person = known("Mohammed al-Omari", role="judge")
    assert assign(seen("Muhammad el-Omary"), [person]).outcome is Outcome.UNDECIDED
    assert assign(seen("Muhammad el-Omary", role="judge"), [person]).outcome is Outcome.EXISTING


@pytest.mark.parametrize(
    "around", [{}, {"role": "judge", "affiliation": "the Vell Court", "outlet": "Courier"}]
)
@pytest.mark.parametrize("name", ["Lund", "Mr. Lund", "LUND"])
def test_a_surname_alone_is_never_enough(name: str, around: dict[str, str]) -> None:
    for person in (known("Ana Lund", **around), known("Lund", **around)):
        assert assign(seen(name, **around), [person]).outcome is not Outcome.EXISTING


def test_a_surname_with_the_same_role_and_house_is_proposed() -> None:
    around = {"role": "judge", "affiliation": "the Vell Court"}
    found = assign(seen("Lund", **around), [known("Ana Lund", **around)])
    assert found.outcome is Outcome.UNDECIDED
    assert found.proposals[0].probability >= PROPOSE


def test_one_outlet_does_not_speak_for_two_spellings() -> None:
    there, here = known("Ana Lund", outlet="Courier"), known("Anna Lundt", outlet="Courier")
    same = compare(there, known("Ana Lund", 2, outlet="Courier"))
    other = compare(known("Yusuf Hadad", outlet="Courier"), known("Youssef Haddad", 2, outlet="Courier"))
    assert same is not None
    assert other is not None
    assert ReasonKind.SAME_OUTLET in {r.kind for r in same.evidence}
    assert ReasonKind.SAME_OUTLET not in {r.kind for r in other.evidence}
    assert compare(there, here) is None


@pytest.mark.parametrize("name", ["Ha Thu Mai", "Thu Ha Mai"])
def test_a_name_turned_round_is_the_same_name(name: str) -> None:
    assert assign(seen(name), [known("Mai Thu Ha")]).outcome is Outcome.EXISTING


def test_nearly_the_same_name_is_never_applied() -> None:
    around = {"role": "judge", "affiliation": "the Vell Court"}
    found = assign(seen("Jamal Saab", **around), [known("Jamil Saab", **around)])
    assert found.outcome is Outcome.UNDECIDED
    assert found.proposals[0].evidence[0].kind is ReasonKind.NEAR_NAME


CONFLICTS = [
    (
        {"role": "striker", "date": "2025-01-01"},
        {"role": "minister", "date": "2025-06-01"},
        ReasonKind.OTHER_FIELD,
    ),
    (
        {"role": "mayor", "affiliation": "Vell"},
        {"role": "mayor", "affiliation": "Norland"},
        ReasonKind.OTHER_OFFICE,
    ),
    ({"spellings": ("Ana Lund Jr.",)}, {"spellings": ("Ana Lund",)}, ReasonKind.OTHER_SUFFIX),
    ({"spellings": ("Ana Lund Jr.",)}, {"spellings": ("Ana Lund Sr.",)}, ReasonKind.OTHER_SUFFIX),
    ({"spellings": ("Mrs. Ana Lund",)}, {"spellings": ("Mr. Lund",)}, ReasonKind.OTHER_TITLE),
]


@pytest.mark.parametrize(
    ("a", "b", "kind"), CONFLICTS, ids=["roles", "offices", "one-suffix", "suffixes", "titles"]
)
def test_conflicting_people_of_one_name_stay_apart_and_are_listed(
    a: dict[str, object], b: dict[str, object], kind: ReasonKind
) -> None:
    found = assign(seen("Ana Lund", **a), [known("Ana Lund", **b)])
    assert found.outcome is Outcome.NEW
    assert kinds(found) == {kind}
    assert found.conflicts[0].evidence[0].kind is ReasonKind.SAME_NAME


def test_what_nobody_is_at_once_one_may_become_later() -> None:
    person = known("Ana Lund", role="striker", date="2014-01-01")
    found = assign(seen("Ana Lund", role="minister", date="2025-01-01"), [person])
    assert found.outcome is Outcome.UNDECIDED
    assert not found.conflicts


def test_suffixes_that_are_no_generations_tell_nothing_apart() -> None:
    assert assign(seen("Karl Moe MP"), [known("Karl Moe PhD")]).outcome is Outcome.EXISTING


def test_other_houses_of_one_time_are_only_proposed() -> None:
    person = known("Ana Lund", role="spokeswoman", affiliation="Moss Energy")
    found = assign(seen("Ana Lund", role="spokeswoman", affiliation="Vell Rail"), [person])
    assert found.outcome is Outcome.UNDECIDED


def test_two_people_of_one_name_leave_a_bare_name_undecided() -> None:
    people = [known("Ana Lund", 1, role="striker"), known("Ana Lund", 2, role="minister")]
    bare = assign(seen("Ana Lund"), people)
    assert bare.outcome is Outcome.UNDECIDED
    assert {p.person.id for p in bare.proposals} == {1, 2}
    told = assign(seen("Ana Lund", role="goalkeeper"), people)
    assert told.person is people[0]
    assert [p.person.id for p in told.conflicts] == [2]


def test_of_whom_only_the_name_is_known_is_no_rival_to_one_with_the_same_role() -> None:
    bare, striker = known("Ana Lund", 1), known("Ana Lund", 2, role="striker")
    assert assign(seen("Ana Lund", role="striker"), [bare, striker]).person is striker
    assert assign(seen("Ana Lund"), [bare, striker]).outcome is Outcome.UNDECIDED
    listed = replace(bare, listed="Ana Lund", wikidata="Q1")
    assert assign(seen("Ana Lund", role="striker"), [listed, striker]).person is listed


def test_it_is_nobody_whom_the_same_article_shows_beside_it() -> None:
    person = known("Ana Lund")
    assert assign(seen("Ana Lund"), [person], beside={person.id}).outcome is Outcome.NEW


def test_initials_are_applied_only_with_role_and_house() -> None:
    around = {"role": "judge", "affiliation": "the Vell Court"}
    person = known("Carla Moe", **around)
    assert assign(seen("C. Moe"), [person]).outcome is Outcome.UNDECIDED
    assert assign(seen("C. Moe", **around), [person]).outcome is Outcome.EXISTING
    assert assign(seen("D. Moe", **around), [person]).outcome is not Outcome.EXISTING


def test_a_name_in_a_script_without_vowels_is_only_proposed() -> None:
    found = assign(seen("محمد السيسي"), [known("Mohammed al-Sisi")])
    assert found.outcome is Outcome.UNDECIDED
    assert found.proposals[0].evidence[0].kind is ReasonKind.SCRIPT


def test_an_alias_of_the_users_list_is_applied() -> None:
    person = replace(known("Edda Sund"), listed="Edda Sund", aliases=("Perla", "Edda Moe"))
    for name in ("Perla", "Edda Moe", "edda moe"):
        found = assign(seen(name), [person])
        assert found.outcome is Outcome.EXISTING, name
        assert found.applied is not None
        assert found.applied.evidence[0].kind is ReasonKind.USER_LIST


def test_a_surname_is_not_enough_even_as_an_alias() -> None:
    person = replace(known("Edda Sund"), listed="Edda Sund", aliases=("Sund",))
    assert assign(seen("Sund"), [person]).outcome is not Outcome.EXISTING


def test_two_entries_of_the_users_list_stay_apart() -> None:
    a = replace(known("Ana Lund", 1), listed="Ana Lund", wikidata="Q1")
    b = replace(known("Ana Lund", 2), listed="Ana Lund", wikidata="Q2")
    found = compare(a, b)
    assert found is not None
    assert [r.kind for r in found.conflict] == [ReasonKind.OTHER_ENTRY]
    assert not applies(found)


def test_a_decision_does_not_rest_on_the_order_of_candidates() -> None:
    people = [known("Ana Lund", n, role=role) for n, role in enumerate(("striker", "minister", "judge"))]
    people += [known("Ana Lund", 3), known("Ana Lund", 4)]
    decisions = [assign(seen("Ana Lund", role="envoy"), order) for order in (people, people[::-1])]
    assert decisions[0] == decisions[1]


def test_a_conflict_is_never_applied_however_probable() -> None:
    fine = compare(known("Ana Lund", role="judge"), known("Ana Lund", 2, role="judge"))
    assert fine is not None
    assert applies(fine)
    assert not applies(
        replace(fine, conflict=(Reason(ReasonKind.OTHER_TITLE, "a man's and a woman's", -0.1, True),))
    )


names = st.sampled_from(
    ["Ana Lund", "Anna Lund", "A. Lund", "Lund", "Ana Maria Lund", "Lund Ana", "أنا لند", "Moe"]
)
roles = st.sampled_from([None, "minister", "striker", "judge", "spokeswoman"])
houses = st.sampled_from([None, "Moss Energy", "the ministry", "Vell Rail"])


@given(names, names, roles, roles, houses, houses)
def test_two_are_compared_the_same_in_either_order(
    a: str, b: str, r: str | None, s: str | None, x: str | None, y: str | None
) -> None:
    left, right = known(a, 1, role=r, affiliation=x), known(b, 2, role=s, affiliation=y)
    there, back = compare(left, right), compare(right, left)
    assert (there is None) is (back is None)
    if there is not None and back is not None:
        assert there.probability == pytest.approx(back.probability)
        assert {r.kind for r in there.conflict} == {r.kind for r in back.conflict}


@given(st.text(max_size=60), st.text(max_size=60), st.sampled_from(["person", "group"]))
def test_any_words_are_decided(a: str, b: str, kind: str) -> None:
    person = first_seen(seen(a, kind=SpeakerKind(kind), role=b, affiliation=a), 1)
    index = PeopleIndex([person])
    sighting = seen(b, kind=SpeakerKind(kind), role=a, affiliation=b)
    assert isinstance(assign(sighting, index.near(sighting)), Decision)
    assert isinstance(assign(sighting, [person]), Decision)
