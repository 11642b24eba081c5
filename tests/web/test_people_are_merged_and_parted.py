"""Merging and parting people in the browser, without scripts: who may, what is asked, who was quicker."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from html_page import Page
from onrecord.answers import people
from onrecord.ledger import accounts
from onrecord.ledger.ledger import Ledger
from reading_room import add_account, signed_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import httpx2 as httpx

    from onrecord.answers.values import PersonFound
    from reading_room import Browser

ON_SQLITE = pytest.mark.parametrize("location", ["sqlite"], indirect=True)


@pytest.fixture
def ledger(filled: str) -> Iterator[Ledger]:
    with Ledger.open(filled) as opened:
        yield opened


def who(ledger: Ledger, name: str) -> PersonFound:
    """The person of this name."""
    (found,) = people.everyone(ledger, name)
    return found


def number(ledger: Ledger, name: str) -> int:
    return who(ledger, name).id


def confirmed(browser: Browser, address: str, **changed: Any) -> httpx.Response:
    """Looks at a page that asks whether it is meant, and sends its form, some fields filled in otherwise."""
    page = Page(browser.get(address))
    assert page.status == 200, page.text("main")
    fields: dict[str, Any] = {}
    for field in page.all("form.sure input"):
        if field["type"] == "hidden" or field["checked"] != "None":
            fields.setdefault(field["name"], []).append(field["value"])
    fields.pop("csrf")
    return browser.fill(page.one("form.sure")["action"], **{**fields, **changed})


def lead(browser: Browser, reply: httpx.Response) -> Page:
    """The page that an answer leads to."""
    assert reply.status_code == 303, reply.text
    return Page(browser.get(reply.headers["location"]))


def test_a_merge_is_asked_about_done_told_and_undone(browser: Browser, ledger: Ledger) -> None:
    ana, tomas = who(ledger, "Ana Lund"), who(ledger, "Tomas Reyes")
    before = Page(browser.get(f"/people/{ana.id}/merge?other=reyes"))
    assert before.texts(".side h2") == ["Ana Lund", "Tomas Reyes"]
    assert f"{ana.statements + tomas.statements} statements together" in before.text(".what")
    assert number(ledger, "Tomas Reyes") == tomas.id
    page = lead(browser, confirmed(browser, f"/people/{ana.id}/merge?other=reyes"))
    assert page.text("h1") == "Ana Lund"
    assert f"Tomas Reyes (number {tomas.id}) was merged into Ana Lund (number {ana.id})" in page.text(".did")
    merged = who(ledger, f"#{tomas.id}")
    assert (merged.id, merged.statements) == (ana.id, ana.statements + tomas.statements)
    after = lead(browser, browser.fill(page.one(".did form")["action"]))
    assert "taken back" in after.text(".did")
    assert who(ledger, f"#{tomas.id}").statements == tomas.statements


def test_the_reviewer_chooses_as_whom_both_are_shown(browser: Browser, ledger: Ledger) -> None:
    ana, tomas = number(ledger, "Ana Lund"), number(ledger, "Tomas Reyes")
    address = f"/people/{ana}/merge?other=%23{tomas}"
    stranger = confirmed(browser, address, kept=10**6)
    assert (stranger.status_code, "choose one of both" in stranger.text) == (422, True)
    page = lead(browser, confirmed(browser, address, kept=tomas))
    assert page.text("h1") == "Tomas Reyes"


def test_who_is_meant_is_asked_where_a_name_has_several(browser: Browser, ledger: Ledger) -> None:
    tomas = number(ledger, "Tomas Reyes")
    assert Page(browser.get(f"/people/{tomas}/merge")).one("#other")["value"] == ""
    page = Page(browser.get(f"/people/{tomas}/merge?other=lund"))
    assert "who of them?" in page.text(".count")
    choices = page.links(".proposals a")
    assert len(choices) > 1
    assert Page(browser.get(choices[0])).all("form.sure")
    for words, told in (("nobody at all", "nobody of this name"), ("reyes", "who is on this page")):
        wrong = Page(browser.get(f"/people/{tomas}/merge?other={words}"))
        assert (wrong.status, told in wrong.text(".problem")) == (422, True)
        assert not wrong.all("form.sure")


def test_a_merge_is_refused_where_somebody_else_was_quicker(browser: Browser, ledger: Ledger) -> None:
    ana, tomas = number(ledger, "Ana Lund"), number(ledger, "Tomas Reyes")
    third = next(one.id for one in people.everyone(ledger) if one.id not in (ana, tomas))
    stale = Page(browser.get(f"/people/{ana}/merge?other=%23{tomas}")).one("input[name='seen']")["value"]
    ledger.merge(tomas, third, by="Ida Moss")
    address = f"/people/{ana}/merge"
    reply = browser.fill(address, other=tomas, kept=ana, seen=stale)
    assert (reply.status_code, "somebody else changed" in Page(reply).text(".problem")) == (409, True)
    assert number(ledger, f"#{tomas}") == tomas
    assert Page(reply).one("input[name='seen']")["value"] != stale
    ledger.merge(ana, tomas, by="Ida Moss")
    reply = browser.fill(address, other=tomas, kept=ana, seen=stale)
    assert (reply.status_code, "are one already" in Page(reply).text(".problem")) == (422, True)


def test_what_the_machine_found_stands_beside_both(browser: Browser, ledger: Ledger) -> None:
    (proposal, *_) = [*people.proposals(ledger), *people.proposals(ledger, kind="conflict"), None]
    if proposal is None:
        with ledger.atomic() as connection:
            from sqlalchemy import insert

            from onrecord.ledger.tables import proposals

            low, high = sorted((number(ledger, "Ana Lund"), number(ledger, "Tomas Reyes")))
            row = {"person_id": low, "other_id": high, "kind": "same", "probability": 0.72, "state": "open"}
            told = '{"evidence": [["same-role", "harbour master"]]}'
            connection.execute(insert(proposals).values(**row, evidence=told, at="2024-05-01T00:00:00+00:00"))
        (proposal,) = people.proposals(ledger)
    page = Page(browser.get(f"/people/{proposal.person_id}/merge?other=%23{proposal.other_id}"))
    assert proposal.evidence[0][1] in page.text(".note")
    assert f"{100 * proposal.probability:.0f}% likely" in page.text(".note")
    link = Page(browser.get("/people")).links(".proposals li a")[-1]
    assert Page(browser.get(link)).all("form.sure")


def test_whoever_was_merged_is_taken_out_again(browser: Browser, ledger: Ledger) -> None:
    ana, tomas = number(ledger, "Ana Lund"), number(ledger, "Tomas Reyes")
    ledger.merge(ana, tomas, by="Ida Moss")
    page = Page(browser.get(f"/people/{ana}"))
    assert f"number {tomas} was merged into this one" in page.text("main")
    link = next(one for one in page.links() if one.endswith(f"member={tomas}"))
    assert "a person of their own again" in Page(browser.get(link)).text(".what")
    after = lead(browser, confirmed(browser, link))
    assert after.text("h1") == "Tomas Reyes"
    assert "was taken out" in after.text(".did")
    again = browser.fill(f"/people/{ana}/split", member=tomas)
    assert (again.status_code, "merged with nobody" in Page(again).text(".problem")) == (422, True)
    gone = Page(browser.get(link))
    assert (gone.status, "parted them meanwhile" in gone.text(".problem")) == (422, True)
    lead(browser, browser.fill(after.one(".did form")["action"]))
    assert number(ledger, f"#{tomas}") == ana


def test_articles_that_show_somebody_else_are_chosen_and_parted(browser: Browser, ledger: Ledger) -> None:
    ana = who(ledger, "Ana Lund")
    page = Page(browser.get(f"/people/{ana.id}/split"))
    assert [one["value"] for one in page.all(".choose input")] == ["3", "2", "1"]
    link = f"/people/{ana.id}/split?article=2&article=3"
    assert "these 2 articles becomes somebody new" in Page(browser.get(link)).text(".what")
    after = lead(browser, confirmed(browser, link))
    assert after.text("h1") == "Ana Lund"
    assert "some articles of Ana Lund" in after.text(".did")
    shares = {one.id: one.statements for one in people.everyone(ledger, "Ana Lund")}
    assert shares[ana.id] == ana.statements // 3
    assert sum(shares.values()) == ana.statements
    lead(browser, browser.fill(after.one(".did form")["action"]))
    assert who(ledger, f"#{ana.id}").statements == ana.statements


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"article": [1, 2, 3]}, "in these articles alone"),
        ({}, "expected one of the list, or articles"),
        ({"article": [1], "member": 1}, "two ways at once"),
        ({"article": ["x"]}, "article"),
    ],
    ids=["all of them", "nothing", "both", "no number"],
)
def test_what_cannot_be_parted_is_told(
    browser: Browser, ledger: Ledger, asked: dict[str, Any], told: str
) -> None:
    reply = browser.fill(f"/people/{number(ledger, 'Ana Lund')}/split", **asked)
    assert (reply.status_code, told in Page(reply).text("main")) == (422, True)
    assert people.history(ledger) == ()


def test_the_history_has_every_act_with_a_way_back(browser: Browser, ledger: Ledger) -> None:
    ana, tomas = number(ledger, "Ana Lund"), number(ledger, "Tomas Reyes")
    act = ledger.merge(ana, tomas, by="Ida Moss")
    page = Page(browser.get("/people/history"))
    assert "by Ida Moss" in page.text(".acts li")
    lead(browser, browser.fill(page.one(".acts form")["action"]))
    assert not Page(browser.get("/people/history")).all(".acts form")
    again = browser.fill(f"/people/history/{act}/undo")
    assert (again.status_code, "undone already" in again.text) == (422, True)
    assert browser.fill("/people/history/99/undo").status_code == 404


@ON_SQLITE
def test_a_long_history_goes_on_on_the_next_page(
    browser: Browser, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    from onrecord.web.views import merging

    monkeypatch.setattr(merging, "HISTORY", 2)
    ana, tomas = number(ledger, "Ana Lund"), number(ledger, "Tomas Reyes")
    for _ in range(2):
        ledger.undo_event(ledger.merge(ana, tomas, by="Ida Moss"), by="Ida Moss")
    page = Page(browser.get("/people/history?did=4"))
    assert len(page.all(".acts li")) == 2
    older = page.links(".pager a")[-1]
    assert older == "/people/history?after=3"
    assert len(Page(browser.get(older)).all(".acts li")) == 2


def test_what_was_done_is_in_the_audit_log_as_the_api_notes_it(browser: Browser, ledger: Ledger) -> None:
    ana, tomas = number(ledger, "Ana Lund"), number(ledger, "Tomas Reyes")
    lead(browser, confirmed(browser, f"/people/{ana}/merge?other=%23{tomas}"))
    page = lead(browser, confirmed(browser, f"/people/{ana}/split?member={tomas}"))
    lead(browser, browser.fill(page.one(".did form")["action"]))
    with ledger.reading() as connection:
        deeds = [(one.act, one.detail) for one in accounts.deeds(connection)]
    expected = [("undo", "act 2"), ("split", f"person {tomas}"), ("merge", f"people {ana} and {tomas}")]
    assert deeds == expected


@ON_SQLITE
def test_readers_see_what_was_done_and_are_offered_nothing(
    room: Callable[..., Browser], filled: str, ledger: Ledger
) -> None:
    ana, tomas = number(ledger, "Ana Lund"), number(ledger, "Tomas Reyes")
    ledger.merge(ana, tomas, by="Ida Moss")
    browser = room(open_to_all=True)
    add_account(filled, "Ida Reader", "reader")
    for name in (None, "Ida Reader"):
        if name:
            signed_in(browser, name)
        for address in (f"/people/{ana}", "/people/history", "/people"):
            page = Page(browser.get(address))
            assert page.status == 200
            assert not [form for form in page.all("form") if "/people/" in form["action"] and _post(form)]
            assert not [link for link in page.links() if re.search("/(merge|split)", link)]
        status = 403 if name else 303
        for address in (f"/people/{ana}/merge", f"/people/{ana}/split"):
            assert browser.get(address, follow_redirects=False).status_code == status
        assert browser.fill(f"/people/{ana}/split", member=tomas).status_code == (403 if name else 401)


def _post(form: Any) -> bool:
    return bool(form["method"] == "post")


def test_a_session_that_ended_leads_to_the_sign_in_and_back(
    room: Callable[..., Browser], filled: str
) -> None:
    add_account(filled, "Ida Moss", "reviewer")
    reply = room().get("/people/1/merge?other=reyes", follow_redirects=False)
    assert reply.headers["location"] == "/sign-in?next=%2Fpeople%2F1%2Fmerge%3Fother%3Dreyes"
