"""A person's word over the API: kept with what was before, refused where somebody else was quicker."""

from __future__ import annotations

import json
import threading
from typing import TYPE_CHECKING, Any

import pytest

from onrecord.desk import Ledger
from onrecord.testing import SAMPLE_TEXT

if TYPE_CHECKING:
    from collections.abc import Callable

    from reading_room import Browser

ONE = "/api/v1/statements/2"


def spans(words: str) -> list[list[int]]:
    start = SAMPLE_TEXT.index(words)
    return [[start, start + len(words)]]


@pytest.fixture
def seen(browser: Browser) -> str:
    found: str = browser.get(f"{ONE}/seen").json()["seen"]
    return found


def test_what_is_accepted_is_kept_with_who_and_what_was_before(browser: Browser, seen: str) -> None:
    made = browser.post(f"{ONE}/accept", json={"seen": seen, "note": "heard it"}).json()
    assert made["statement"]["status"] == "accepted"
    assert made["statement"]["seen"] != seen
    (kept,) = browser.get(f"{ONE}/corrections").json()["corrections"]
    assert (kept["id"], kept["kind"], kept["note"], kept["last"]) == (
        made["correction"],
        "accept",
        "heard it",
        True,
    )
    assert kept["by"]
    assert (kept["before"]["status"], kept["after"]["status"]) == ("machine", "accepted")


def test_what_is_rejected_is_answered_no_more_until_it_is_undone(browser: Browser, seen: str) -> None:
    before = browser.get("/api/v1/articles/1/statements").json()["statements"]
    made = browser.post(f"{ONE}/reject", json={"seen": seen}).json()
    left = browser.get("/api/v1/articles/1/statements").json()["statements"]
    assert [one["id"] for one in left] == [one["id"] for one in before if one["id"] != 2]
    undone = browser.post(f"/api/v1/corrections/{made['correction']}/undo").json()
    assert undone["statement"]["status"] == "machine"
    assert browser.get("/api/v1/articles/1/statements").json()["statements"] == before


def test_what_is_not_given_stays_as_it_is_when_a_statement_is_changed(browser: Browser, seen: str) -> None:
    before = browser.get(ONE).json()
    change = {"seen": seen, "speakers": [{"name": "Karl Lund"}], "stance": "deny"}
    stands = browser.post(f"{ONE}/change", json=change).json()["statement"]
    assert (stands["speaker"], stands["stance"], stands["status"]) == ("Karl Lund", "deny", "changed")
    for key in ("content", "source", "cue", "spans", "quotation", "negated"):
        assert stands[key] == before[key]
    words = spans("The quay will hold")
    moved = browser.post(f"{ONE}/change", json={"seen": stands["seen"], "content": words}).json()
    assert moved["statement"]["content"] == "The quay will hold"
    assert moved["statement"]["quotation"] == "direct"
    assert moved["statement"]["stance"] == "deny"


def test_what_was_missed_is_added(browser: Browser) -> None:
    told = {
        "source": spans("Karl Lund"),
        "cue": spans("was there"),
        "content": spans("It was a fair price"),
        "speakers": [{"name": "Karl Lund"}],
        "stance": "assert",
    }
    reply = browser.post("/api/v1/articles/1/statements", json=told)
    assert reply.status_code == 201
    stands = reply.json()["statement"]
    assert (stands["speaker"], stands["content"], stands["status"]) == (
        "Karl Lund",
        "It was a fair price",
        "added",
    )
    assert browser.get(f"/api/v1/statements/{stands['id']}").json()["digest"] == stands["digest"]


def test_whoever_comes_second_is_told_what_stands_and_what_was(browser: Browser, seen: str) -> None:
    first = browser.post(f"{ONE}/change", json={"seen": seen, "speakers": [{"name": "Karl Lund"}]}).json()
    reply = browser.post(f"{ONE}/accept", json={"seen": seen})
    assert reply.status_code == 409
    told = reply.json()
    assert told["error"]["code"] == "changed-meanwhile"
    assert told["statement"] == first["statement"]
    assert told["corrections"][0]["before"]["speakers"] != ["Karl Lund"]
    assert told["corrections"][0]["after"]["speakers"] == ["Karl Lund"]
    again = browser.post(f"{ONE}/accept", json={"seen": told["statement"]["seen"]})
    assert again.status_code == 200


def test_of_many_who_judge_at_once_one_is_heard(browser: Browser, seen: str, filled: str) -> None:
    gate = threading.Barrier(6)
    replies: list[int] = []

    def judge(act: str) -> None:
        gate.wait()
        replies.append(browser.post(f"{ONE}/{act}", json={"seen": seen}).status_code)

    acts = ["accept", "reject"] * 3
    threads = [threading.Thread(target=judge, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(replies) == [200, 409, 409, 409, 409, 409]
    with Ledger.open(filled) as ledger:
        assert ledger.show(2).status in ("accepted", "rejected")
    assert len(browser.get(f"{ONE}/corrections").json()["corrections"]) == 1


def test_what_is_sent_twice_under_one_key_is_made_once(browser: Browser, seen: str) -> None:
    sent = {"seen": seen, "key": "first try"}
    first = browser.post(f"{ONE}/accept", json=sent).json()
    assert browser.post(f"{ONE}/accept", json=sent).json() == first
    assert browser.post(f"{ONE}/reject", json=sent).status_code == 409
    told = {"cue": spans("was there"), "content": spans("It was a fair price"), "key": "first try"}
    added = browser.post("/api/v1/articles/1/statements", json=told).json()
    assert browser.post("/api/v1/articles/1/statements", json=told).json() == added


MISTAKES: tuple[tuple[str, dict[str, Any], int], ...] = (
    ("statements/2/accept", {}, 422),
    ("statements/2/accept", {"seen": ""}, 422),
    ("statements/2/accept", {"seen": "s1:x\0"}, 422),
    ("statements/2/accept", {"seen": "s1:x", "by": "Ida"}, 422),
    ("statements/2/accept", {"seen": "s1:x"}, 409),
    ("statements/999/accept", {"seen": "s1:x"}, 404),
    ("statements/2/change", {"seen": "SEEN", "content": [[5, 5]]}, 422),
    ("statements/2/change", {"seen": "SEEN", "content": [[5, 2]]}, 422),
    ("statements/2/change", {"seen": "SEEN", "content": [[-1, 2]]}, 422),
    ("statements/2/change", {"seen": "SEEN", "content": [[0, 10**40]]}, 422),
    ("statements/2/change", {"seen": "SEEN", "content": [[0, 100_000]]}, 422),
    ("statements/2/change", {"seen": "SEEN", "content": [[0, 10], [5, 20]]}, 422),
    ("statements/2/change", {"seen": "SEEN", "content": []}, 422),
    ("statements/2/change", {"seen": "SEEN", "speakers": [{"name": ""}]}, 422),
    ("statements/2/change", {"seen": "SEEN", "speakers": [{"name": "\ud800"}]}, 422),
    ("statements/2/change", {"seen": "SEEN", "note": "\ud800"}, 422),
    ("statements/2/change", {"seen": "SEEN", "speakers": [{"name": "Ida", "kind": "unknown"}]}, 422),
    ("articles/1/statements", {"content": [[0, 5]]}, 422),
    ("articles/999/statements", {"cue": [[0, 5]], "content": [[6, 9]]}, 404),
    ("corrections/999/undo", {}, 404),
    ("articles/999/reviewed", {}, 404),
    ("articles/999/reopened", {}, 404),
    ("articles/1/reviewed", {}, 422),
    ("people/1/merge", {"other": 999}, 404),
    ("people/1/merge", {"other": 1}, 422),
    ("people/1/merge", {"other": "2"}, 422),
    ("articles/1/reviewed", {"accept_rest": 1}, 422),
    ("people/1/merge", {"other": 10**30}, 422),
    ("people/999/split", {}, 404),
    ("people/history/999/undo", {}, 404),
)


def test_what_cannot_be_is_refused_and_changes_nothing(room: Callable[..., Browser], seen: str) -> None:
    client = room(writing_limit=None)
    stood = client.get("/api/v1/articles/1/statements").json()
    for path, body, status in MISTAKES:
        sent = {key: seen if value == "SEEN" else value for key, value in body.items()}
        text = json.dumps(sent)  # half a character stands there as its escape
        reply = client.post(f"/api/v1/{path}", content=text, headers={"Content-Type": "application/json"})
        assert (path, body, reply.status_code) == (path, body, status), reply.text
        assert reply.json()["error"]["message"]
    assert client.get("/api/v1/articles/1/statements").json() == stood


def test_an_article_is_reviewed_to_its_end_and_opened_again(browser: Browser) -> None:
    reply = browser.post("/api/v1/articles/1/reviewed", json={"accept_rest": True})
    assert reply.json() == {"article": 1, "reviewed": True}
    assert browser.get("/api/v1/review?article=1").json()["statements"] == []
    gold = browser.get("/api/v1/exports/gold")
    assert len(gold.text.splitlines()) == 1
    assert browser.post("/api/v1/articles/1/reopened").json() == {"article": 1, "reviewed": False}
    assert browser.get("/api/v1/exports/gold").text == ""


def test_the_queue_is_the_command_s_and_goes_on(browser: Browser, command: Callable[..., Any]) -> None:
    whole = command("review", "--limit", "100")
    address, rows = "/api/v1/review?limit=4", []
    while address:
        answer = browser.get(address).json()
        rows += answer["statements"]
        address = answer["next"]
    assert rows == whole
    assert len(rows) > 8


def test_people_are_merged_split_and_it_is_undone(browser: Browser, command: Callable[..., Any]) -> None:
    one, other, *_ = command("people")
    act = browser.post(f"/api/v1/people/{one['id']}/merge", json={"other": other["id"]}).json()["act"]
    assert browser.get(f"/api/v1/people/{other['id']}").json()["id"] == one["id"]
    assert browser.get("/api/v1/people/history").json()["acts"] == command("people", "--history")
    undone = browser.post(f"/api/v1/people/history/{act}/undo").json()
    assert undone["act"] == act + 1
    assert browser.get(f"/api/v1/people/{other['id']}").json() == other
    split = browser.post(f"/api/v1/people/{one['id']}/split", json={"articles": [1]}).json()
    assert browser.get(f"/api/v1/people/{split['person']}").json()["name"] == one["name"]
