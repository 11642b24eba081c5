"""A draft's quotations beside the ledger's statements: verbatim, altered, somebody else's, not found."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from newsroom import publish, record_of
from onrecord.answers.checking import check
from onrecord.answers.comparisons import DraftOutcome
from onrecord.compare.values import ChangeKind

if TYPE_CHECKING:
    from onrecord.answers.comparisons import Checked
    from onrecord.ledger.ledger import Ledger
    from onrecord.records import Record

PAGES = (
    "“We pulled 23 people from the water, and not one of them had been warned,” Kwame Ofos said.",
    "Efua Darkoh said that the hospital was treating 31 injured people from the fall of the bridge.",
    "“There were barriers at both ends. A watchman stood there by night. Nobody wanted to see him,” Yaw "
    "Brako said. “No comment,” Abena Larbi said.",
)


@pytest.fixture
def bridge(ledger: Ledger) -> Ledger:
    for number, text in enumerate(PAGES):
        publish(ledger, text, outlet=f"Outlet {number}", published=f"2025-03-0{number + 4}")
    return ledger


def draft(text: str) -> Record:
    return record_of(text, outlet="Us", published=None)


def outcomes(found: tuple[Checked, ...]) -> list[str]:
    return [one.outcome.value for one in found]


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("“We pulled 23 people from the water, and not one of them had been warned,” Ofos said.", "verbatim"),
        ("“Not one of them had been warned!” Ofos said.", "verbatim"),
        ("“We pulled 32 people from the water,” Kwame Ofos said.", "altered"),
        ("“We pulled 23 people from the water, and one of them had been warned,” Ofos said.", "altered"),
        ("“One of them had been warned,” Kwame Ofos said.", "altered"),
        ("“We pulled 23 people from the water,” Yaw Brako said.", "other-speaker"),
        ("“We pulled the boats out of the harbour,” Kwame Ofos said.", "not-found"),
        ("“The bridge was my father’s pride,” Yaw Brako said.", "not-found"),
        ("“The hospital was treating 31 injured people from the fall,” Efua Darkoh said.", "altered"),
        ("“No comment,” Abena Larbi said.", "verbatim"),
        ("“No comment,” Yaw Brako said.", "not-found"),
        ("“Warned,” Kwame Ofos said.", "verbatim"),
        ("“Barriers,” Kwame Ofos said.", "not-found"),
    ],
    ids=[
        *("whole", "piece", "figure", "negation", "negation-cut-off", "other-speaker", "other-sentence"),
        *("other-thing", "report", "stock-phrase", "anybodys-phrase", "one-word", "anothers-word"),
    ],
)  # fmt: skip
def test_each_quotation_has_its_outcome(bridge: Ledger, text: str, outcome: str) -> None:
    (found,) = check(bridge, draft(text))
    assert found.outcome.value == outcome
    assert (found.found is None) == (outcome == "not-found")
    assert 0 < found.probability < 1


def test_what_was_altered_is_told_without_what_every_piece_leaves_out(bridge: Ledger) -> None:
    text = (
        "“We pulled 32 people from the water,” Kwame Ofos said. “One of them had been warned,” Ofos said. "
        "“The hospital was treating 31 injured people from the fall,” Efua Darkoh said."
    )
    kinds = [one.difference.kinds for one in check(bridge, draft(text)) if one.difference is not None]
    assert kinds == [(ChangeKind.FIGURE,), (ChangeKind.NEGATION,), (ChangeKind.MARKS,)]


def test_a_few_words_may_have_their_not_before_the_marks(bridge: Ledger) -> None:
    text = "The chief said that not “one of them had been warned” that day."
    assert outcomes(check(bridge, draft(text))) == ["verbatim"]


def test_words_that_nobody_is_given_are_looked_for_all_the_same(bridge: Ledger) -> None:
    text = (
        "The report is clear. “There were barriers at both ends,” it says, and “the tea was cold that day”."
    )
    found = check(bridge, draft(text))
    assert [(one.outcome.value, one.speakers) for one in found] == [("verbatim", ()), ("not-found", ())]
    assert [one.at[0].of(text) for one in found] == [one.words for one in found]


def test_a_draft_may_part_otherwise_what_was_said_in_one_go(bridge: Ledger) -> None:
    publish(
        bridge, "“The lorries rolled all week,” Esi Bon said. “There was no barrier either,” Esi Bon said."
    )
    text = (
        "“There were barriers at both ends. Nobody wanted to see him,” Yaw Brako said. “The lorries rolled "
        "all week. There was no barrier either,” Esi Bon said."
    )
    found = check(bridge, draft(text))
    assert outcomes(found) == ["verbatim", "verbatim"]


def test_the_same_speaker_comes_before_the_same_words(bridge: Ledger) -> None:
    publish(bridge, "“We pulled 24 people from the cold water,” Esi Bon said.", outlet="Late")
    (found,) = check(bridge, draft("“We pulled 24 people from the water,” Kwame Ofos said."))
    assert found.outcome is DraftOutcome.ALTERED
    assert found.found is not None
    assert found.found.speakers[0].name == "Kwame Ofos"


def test_people_who_were_merged_are_one(bridge: Ledger) -> None:
    publish(bridge, "“The rain came late that year,” Kofi Asante said.", outlet="Sun")
    publish(bridge, "“Nobody mended the eastern pier,” Black Stone said.", outlet="Moon")
    text = "“The rain came late that year,” Black Stone said."
    assert outcomes(check(bridge, draft(text))) == ["other-speaker"]
    with bridge.reading() as connection:
        ids = dict(connection.exec_driver_sql("SELECT name, id FROM people").all())  # type: ignore[arg-type]
    bridge.merge(ids["Kofi Asante"], ids["Black Stone"], by="Ida")
    assert outcomes(check(bridge, draft(text))) == ["verbatim"]


def test_reports_without_marks_are_checked_on_request(bridge: Ledger) -> None:
    text = "Efua Darkoh said that the hospital was treating 13 injured people from the fall of the bridge."
    assert check(bridge, draft(text)) == ()
    (found,) = check(bridge, draft(text), everything=True)
    assert found.outcome is DraftOutcome.ALTERED
    assert found.difference is not None
    assert found.difference.kinds == (ChangeKind.FIGURE,)


def test_nothing_of_the_draft_is_stored(bridge: Ledger) -> None:
    def rows() -> list[object]:
        with bridge.reading() as connection:
            return [
                connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar()
                for table in ("articles", "attributions", "people", "occurrences")
            ]

    before = rows()
    check(bridge, draft("“We are new here,” Nobody Known said."))
    assert rows() == before


def test_progress_is_told(bridge: Ledger) -> None:
    seen: list[int] = []
    check(
        bridge,
        draft("“One thing,” Ana Lund said. “Another thing,” Ana Lund said."),
        told=lambda: seen.append(1),
    )
    assert len(seen) == 2


@pytest.mark.parametrize("text", ["", "Nobody said anything.", "“”", "“…,” Ana Lund said."], ids=repr)
def test_a_draft_without_quotations_has_nothing_to_check(bridge: Ledger, text: str) -> None:
    assert {one.outcome for one in check(bridge, draft(text))} <= {DraftOutcome.NOT_FOUND}


def test_an_empty_ledger_has_nothing(ledger: Ledger) -> None:
    assert outcomes(check(ledger, draft(PAGES[0]))) == ["not-found"]


def test_a_quotation_of_ten_thousand_words_is_found(bridge: Ledger) -> None:
    words = " ".join(f"word{n % 977} of{n % 13} the speech{n}" for n in range(2_500))
    publish(bridge, f"“{words},” Ana Lund said.")
    (found,) = check(bridge, draft(f"“{words},” Ana Lund said."))
    assert found.outcome is DraftOutcome.VERBATIM
    (other,) = check(bridge, draft(f"“{words.replace('speech77 ', 'song77 ')},” Ana Lund said."))
    assert other.outcome is DraftOutcome.ALTERED


def test_among_thousands_of_like_statements_the_very_words_are_found(bridge: Ledger) -> None:
    many = " ".join(
        f"“We pulled {n} people from the water on day {n * 3},” Ana Lund said." for n in range(600)
    )
    publish(bridge, many)
    text = "“We pulled 400 people from the water on day 1200,” Ana Lund said."
    (found,) = check(bridge, draft(text))
    assert found.outcome is DraftOutcome.VERBATIM


def test_a_sentence_put_beside_true_ones_makes_it_altered(bridge: Ledger) -> None:
    text = "“There were barriers at both ends. My father painted them red every spring,” Yaw Brako said."
    (found,) = check(bridge, draft(text))
    assert found.outcome is DraftOutcome.ALTERED
