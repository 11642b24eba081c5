"""Versions of a page: what became of each statement from one to the next."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from newsroom import publish
from onrecord.answers.versions import versions
from onrecord.compare.values import ChangeKind
from onrecord.errors import NotRecordedError
from onrecord.ledger.restating import Who
from onrecord.ledger.tables import attributions
from onrecord.records import SpeakerKind

if TYPE_CHECKING:
    from onrecord.answers.comparisons import VersionStep
    from onrecord.ledger.ledger import Ledger

URL = "https://courier.example.org/live"
FIRST = (
    "“We shall carry our dead past the ministry,” Esi Bonsrah said. Abena Larbi said that no inspector had "
    "found a fault in that bridge. Kwame Ofos said that the lorries had been turned back at noon."
)


def told(step: VersionStep) -> list[tuple[str, str | None, str | None]]:
    """The changes as kinds and the first three words of either side."""

    def words(content: str | None) -> str | None:
        return " ".join((content or "").strip("“”").split()[:3]) if content else None

    return [
        (
            change.kind.value,
            words(change.before.content if change.before else None),
            words(change.after.content if change.after else None),
        )
        for change in step.changes
    ]


def holding(ledger: Ledger, article: int, word: str) -> int:
    """The statement of an article's current reading that has a word."""
    here = attributions.c.current & (attributions.c.article_id == article)
    with ledger.reading() as connection:
        wanted = select(attributions.c.id).where(here, attributions.c.content.contains(word))
        return int(connection.execute(wanted).scalar_one())


def test_statements_come_go_and_are_reworded(ledger: Ledger) -> None:
    first = publish(ledger, FIRST, url=URL)
    second = publish(
        ledger,
        "Nii Quaye said that the eastern pier had cracks. “We shall carry our dead past the ministry!” Esi "
        "Bonsrah said. Abena Larbi said that no inspector had found a serious fault in that bridge.",
        url=URL,
    )
    (step,) = versions(ledger, URL)
    assert (step.before.id, step.after.id) == (first, second)
    assert step.before_added <= step.after_added
    assert told(step) == [
        ("added", None, "that the eastern"),
        ("same", "We shall carry", "We shall carry"),
        ("reworded", "that no inspector", "that no inspector"),
        ("removed", "that the lorries", None),
    ]
    reworded = step.changes[2]
    assert reworded.difference is not None
    assert [edit.after for edit in reworded.difference.edits if edit.before == ""] == ["serious"]


def test_the_same_words_given_to_somebody_else(ledger: Ledger) -> None:
    publish(ledger, FIRST, url=URL)
    publish(ledger, FIRST.replace("Esi Bonsrah", "Adjoa Mensima"), url=URL)
    (step,) = versions(ledger, URL)
    assert [kind for kind, _, _ in told(step)] == ["speaker", "same", "same"]
    assert step.changes[0].difference is not None
    assert ChangeKind.SPEAKER in step.changes[0].difference.kinds


def test_two_who_swap_their_words_are_told_apart(ledger: Ledger) -> None:
    publish(ledger, "Ana Lund said that the dam was safe. Tomas Reyes said that the dam was old.", url=URL)
    publish(ledger, "Tomas Reyes said that the dam was safe. Ana Lund said that the dam was old.", url=URL)
    (step,) = versions(ledger, URL)
    assert [kind for kind, _, _ in told(step)] == ["speaker", "speaker"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("“We waited, all of us,” Ana Lund said.", '"We waited – all of us," Ana Lund said.'),
        ("Ana Lund said that the dam, so old, was safe.", "Ana Lund said that the dam - so old - was safe."),
        ("“No, we waited,” Ana Lund said.", "“no; we waited,” Ana Lund said."),
    ],
    ids=["marks", "dashes", "case"],
)  # fmt: skip
def test_punctuation_alone_is_no_change(ledger: Ledger, before: str, after: str) -> None:
    publish(ledger, before, url=URL)
    publish(ledger, after, url=URL)
    (step,) = versions(ledger, URL)
    assert [kind for kind, _, _ in told(step)] == ["same"]


def test_a_paraphrase_that_became_a_quotation_is_reworded(ledger: Ledger) -> None:
    publish(ledger, "Ana Lund said that the old dam was safe in winter.", url=URL)
    publish(ledger, "“The old dam is safe in winter,” Ana Lund said.", url=URL)
    (step,) = versions(ledger, URL)
    assert [kind for kind, _, _ in told(step)] == ["reworded"]
    assert step.changes[0].difference is not None
    assert ChangeKind.MARKS in step.changes[0].difference.kinds


def test_any_version_leads_to_all_steps(ledger: Ledger) -> None:
    ids = [publish(ledger, FIRST + f" More at {n} o’clock.", url=URL) for n in (1, 2, 3)]
    steps = versions(ledger, URL)
    assert [(step.before.id, step.after.id) for step in steps] == list(pairwise(ids))
    assert all(versions(ledger, one) == steps for one in ids)
    assert versions(ledger, f"#{ids[0]}") == steps


def test_one_version_has_no_step(ledger: Ledger) -> None:
    assert versions(ledger, publish(ledger, FIRST, url=URL)) == ()


def test_a_version_is_taken_as_it_was_read_last_with_its_corrections(ledger: Ledger) -> None:
    first = publish(ledger, FIRST, url=URL)
    ledger.reread(first, ledger.record_of(first))
    ledger.reject(holding(ledger, first, "lorries"), by="Ida")
    publish(ledger, FIRST.replace("dead", "boats"), url=URL)
    (step,) = versions(ledger, URL)
    assert [kind for kind, _, _ in told(step)] == ["reworded", "same", "added"]


def test_a_name_that_gave_way_to_a_description_is_another_speaker(ledger: Ledger) -> None:
    publish(ledger, FIRST, url=URL)
    second = publish(ledger, FIRST + " It rained.", url=URL)
    number = holding(ledger, second, "dead")
    stands = ledger.told(number)
    ledger.change(number, replace(stands, speakers=(Who("a trader", SpeakerKind.UNNAMED),)), by="Ida")
    (step,) = versions(ledger, URL)
    assert [kind for kind, _, _ in told(step)] == ["speaker", "same", "same"]


def test_many_statements_are_matched_in_bounded_time(ledger: Ledger) -> None:
    many = " ".join(f"Ana Lund said that boat {n} of the harbour carried {n * 3} crates." for n in range(250))
    publish(ledger, many, url=URL)
    publish(ledger, many.replace("carried", "brought"), url=URL)
    (step,) = versions(ledger, URL)
    assert {kind for kind, _, _ in told(step)} == {"reworded"}
    pairs = [(c.before, c.after) for c in step.changes]
    assert all(b and a and b.content.split()[2] == a.content.split()[2] for b, a in pairs)


def test_what_is_not_there_is_named(ledger: Ledger) -> None:
    for page in ("https://nowhere.example.org/", "no address", ""):
        with pytest.raises(NotRecordedError, match="nothing from this address"):
            versions(ledger, page)
    with pytest.raises(NotRecordedError, match="no such article"):
        versions(ledger, 99)
    one = publish(ledger, FIRST, url=URL)
    ledger.withdraw(one, reason="asked for", by="Ida")
    with pytest.raises(NotRecordedError, match="withdrawn"):
        versions(ledger, one)
