"""What sightings add up to."""

from __future__ import annotations

from onrecord.ledger.people import Person, Reported, Sighting, first_seen, seen_again, united, wordings
from onrecord.records import SpeakerKind


def sighting(name: str, **given: object) -> Sighting:
    return Sighting(1, 1, name, SpeakerKind.PERSON, **given)  # type: ignore[arg-type]


def test_a_first_sighting_is_all_that_is_known() -> None:
    seen = sighting(
        "Ana Lund", spellings=("Ana Lund", "Lund"), role="envoy", outlet="Courier", date="2026-01-02"
    )
    person = first_seen(seen, 7)
    assert person.id == 7
    assert person.spellings == (("Ana Lund", 1), ("Lund", 1))
    assert person.roles == (Reported("envoy", "2026-01-02", "2026-01-02"),)
    assert person.affiliations == ()
    assert person.outlets == ("Courier",)


def test_spellings_are_counted_and_the_fuller_name_is_kept() -> None:
    person = seen_again(
        first_seen(sighting("Ana Lund"), 1), sighting("Ana Maria Lund", spellings=("Ana Lund",))
    )
    assert person.name == "Ana Maria Lund"
    assert person.spellings == (("Ana Lund", 2), ("Ana Maria Lund", 1))


def test_the_most_frequent_spelling_comes_first() -> None:
    person = first_seen(sighting("Ana Lund"), 1)
    for name in ("Maria Lund", "Maria Lund", "Carla Lund"):
        person = seen_again(person, sighting(name))
    assert [spelling for spelling, _ in person.spellings] == ["Maria Lund", "Ana Lund", "Carla Lund"]


def test_of_many_wordings_the_most_frequent_are_looked_at() -> None:
    slips = tuple((f"Ana Lund{n}", 1) for n in range(1000))
    person = Person(1, "Ana Maria Lund", SpeakerKind.PERSON, (("Ana Lund", 9), *slips))
    assert wordings(person)[:3] == ("Ana Maria Lund", "Ana Lund", "Ana Lund0")
    assert len(wordings(person)) == 25


def test_a_role_has_the_dates_of_its_first_and_last_report() -> None:
    person = first_seen(sighting("Ana Lund", role="envoy", date="2026-03-01"), 1)
    for date in ("2025-02-01", None, "2026-05-01"):
        person = seen_again(person, sighting("Ana Lund", role="envoy", date=date))
    assert person.roles == (Reported("envoy", "2025-02-01", "2026-05-01", 4),)


def test_the_name_of_the_users_list_is_kept_over_a_fuller_one() -> None:
    from dataclasses import replace

    listed = replace(first_seen(sighting("Ana Lund"), 1), listed="Ana Lund", wikidata="Q7")
    other = first_seen(sighting("Ana Maria Lund"), 2)
    assert united(other, listed).name == united(listed, other).name == "Ana Lund"
    assert united(other, listed).wikidata == "Q7"
    assert united(other, listed).id == 2
