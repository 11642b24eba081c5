"""Runs and their inputs, corrections of everybody, accounts and the audit log as lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from onrecord.desk import Ledger
from reading_room import PASSWORD, add_account, signed_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from reading_room import Browser

ON_SQLITE = pytest.mark.parametrize("location", ["sqlite"], indirect=True)


def test_a_run_tells_what_it_was_for_and_what_came_of_it(filled: str, get: Callable[..., Any]) -> None:
    with Ledger.open(filled) as ledger:
        ledger.begin_run(["watch", "/home/ida/secret/feeds.toml"])
    latest, first = get("/runs")["runs"]
    assert (latest["what"], latest["ended"], latest["outcomes"]) == ("watch feeds.toml", None, {})
    assert (first["id"], first["outcomes"]) == (1, {"added": 3})
    assert get("/runs/1") == first
    assert get("/runs", limit=1)["next"] == "/api/v1/runs?limit=1&after=2"
    assert get("/runs", after=2)["runs"] == [first]


@ON_SQLITE
def test_inputs_of_a_run_that_is_not_there_are_not_found(get: Callable[..., Any]) -> None:
    for path in ("/runs/99", "/inputs?run=99"):
        assert get(path, status=404)["error"]["code"] == "not-recorded"
    assert get("/inputs", status=422, outcome="lost")["error"]["code"] == "bad-request"
    assert get("/inputs", run=1, outcome="refused")["inputs"] == []


def test_corrections_of_everybody_the_latest_first(filled: str, get: Callable[..., Any]) -> None:
    with Ledger.open(filled) as ledger:
        ledger.accept(1, by="Ida Moss")
        ledger.reject(2, by="Tomas Reyes", note="a headline")
        undone = ledger.accept(3, by="Ida Moss")
        ledger.undo(undone, by="Ida Moss")
    every = get("/corrections")["corrections"]
    assert [one["kind"] for one in every] == ["accept", "reject", "accept"]
    assert [bool(one["undone"]) for one in every] == [True, False, False]
    assert get("/corrections", by="Tomas Reyes")["corrections"] == every[1:2]
    assert get("/corrections", by="")["corrections"] == []
    assert get("/corrections", limit=1)["corrections"] == every[:1]
    assert get("/corrections", after=every[1]["id"])["corrections"] == every[2:]
    assert get("/corrections", since=every[0]["at"][:10])["corrections"] == every
    assert get("/corrections", since="9999")["corrections"] == []


@ON_SQLITE
def test_who_asks_is_told_what_they_may_do(filled: str, room: Callable[..., Browser]) -> None:
    here, elsewhere = room(), room(open_to_all=True)
    assert here.get("/api/v1/account").json()["role"] == "admin"
    visitor = {"name": "", "role": None, "account": None, "keys": []}
    assert elsewhere.get("/api/v1/account").json() == visitor
    add_account(filled, "Ida Moss", "reviewer")
    signed_in(elsewhere, "Ida Moss")
    elsewhere.fill("/account/keys", use="nightly export")
    told = elsewhere.get("/api/v1/account").json()
    assert (told["name"], told["role"]) == ("Ida Moss", "reviewer")
    assert [(key["name"], key["expires"]) for key in told["keys"]] == [("nightly export", None)]


@ON_SQLITE
def test_accounts_and_the_audit_log_are_for_admins_and_hold_no_secret(
    filled: str, room: Callable[..., Browser]
) -> None:
    browser = room()
    for name, role in (("Ida Moss", "reviewer"), ("Ana Lund", "admin")):
        add_account(filled, name, role)
    for name, status in ((None, 401), ("Ida Moss", 403), ("Ana Lund", 200)):
        if name:
            signed_in(browser, name)
        for path in ("/api/v1/accounts", "/api/v1/accounts/log"):
            assert browser.get(path).status_code == status, (name, path)
    everyone = browser.get("/api/v1/accounts")
    assert [one["name"] for one in everyone.json()["accounts"]] == ["Ana Lund", "Ida Moss"]
    assert "argon2" not in everyone.text
    assert PASSWORD not in everyone.text
    deeds = browser.get("/api/v1/accounts/log?limit=1").json()
    assert [(one["who"], one["act"]) for one in deeds["deeds"]] == [("Ana Lund", "signed in")]
    assert browser.get(deeds["next"]).json()["deeds"][0]["who"] == "Ida Moss"
