"""What the API answers is what the commands print; a list goes on by its address."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from jsonschema import Draft202012Validator

import onrecord
from onrecord.desk import Ledger
from onrecord.exports.schema import SCHEMA
from onrecord.testing import sample_record

if TYPE_CHECKING:
    from collections.abc import Callable

    from reading_room import Browser


QUESTIONS: tuple[tuple[str, dict[str, Any], list[str]], ...] = (
    ("/search", {"q": "cranes"}, ["search", "cranes"]),
    ("/search", {"q": "tide OR cranes", "limit": 4}, ["search", "tide OR cranes", "--limit", "4"]),
    ("/search", {"q": "quay", "kind": "direct"}, ["search", "quay", "--kind", "direct"]),
    ("/search", {"q": "", "speaker": "Reyes"}, ["search", "speaker:Reyes"]),
    ("/said", {"name": "Ana Lund"}, ["said", "Ana Lund"]),
    ("/said", {"name": "Lund", "about": "cranes"}, ["said", "Lund", "--about", "cranes"]),
    ("/people/1/statements", {"until": "2024"}, ["said", "#1", "--until", "2024"]),
)


def test_statements_are_those_of_the_command(get: Callable[..., Any], command: Callable[..., Any]) -> None:
    for path, parameters, arguments in QUESTIONS:
        statements = get(path, **parameters)["statements"]
        assert statements == command(*arguments)
        assert statements


def test_one_statement_is_shown_by_number_and_by_digest(
    get: Callable[..., Any], command: Callable[..., Any]
) -> None:
    (shown,) = command("show", "2")
    assert get("/statements/2") == shown
    assert get(f"/statements/{shown['digest']}")["content"] == shown["content"]


def test_people_and_counts_are_those_of_the_commands(
    get: Callable[..., Any], command: Callable[..., Any]
) -> None:
    everybody = command("people")
    assert get("/people")["people"] == everybody
    assert get("/people", name="Lund")["people"] == command("people", "Lund")
    assert get(f"/people/{everybody[0]['id']}") == everybody[0]
    assert get("/people/proposals")["proposals"] == command("people", "--proposals")
    assert get("/people/history")["acts"] == command("people", "--history")
    assert get("/stats") == command("stats")


def test_an_article_is_its_record_with_ids_and_versions(
    get: Callable[..., Any], command: Callable[..., Any], filled: str
) -> None:
    article = get("/articles/2")
    record = command("show", "--article", "2")
    assert onrecord.from_json(json.dumps(article)) == onrecord.from_json(json.dumps(record))
    assert not list(Draft202012Validator(SCHEMA).iter_errors(article))
    assert article["article_id"] == "2"
    assert [one["id"] for one in article["versions"]] == [2]
    ids = [one["id"] for one in article["attributions"]]
    assert ids == [str(one["id"]) for one in get("/articles/2/statements")["statements"]]
    with Ledger.open(filled) as ledger:
        assert ledger.show(ids[0]).article_id == 2


def test_articles_and_outlets_are_listed(get: Callable[..., Any]) -> None:
    listed = get("/articles")
    assert [one["id"] for one in listed["articles"]] == [3, 2, 1]
    assert listed["articles"][0]["statements"] == len(sample_record().attributions)
    assert get("/articles", outlet="courier", since="2024-05")["articles"] == listed["articles"]
    assert get("/articles", until="2023")["articles"] == []
    (outlet,) = get("/outlets")["outlets"]
    assert outlet["name"] == "The Vell Courier"
    assert outlet["articles"] == 3
    assert get(f"/outlets/{outlet['id']}") == outlet


LISTS = (
    ("/search?q=that&limit=4", "statements"),
    ("/said?name=Lund&limit=3", "statements"),
    ("/people/1/statements?kind=indirect&limit=2", "statements"),
    ("/articles?limit=1", "articles"),
    ("/people?limit=1", "people"),
    ("/outlets?limit=1", "outlets"),
    ("/inputs?outcome=added&limit=1", "inputs"),
)


def test_a_list_goes_on_by_its_address_and_is_the_same_as_lines(browser: Browser) -> None:
    for path, key in LISTS:
        address, rows, parts = f"/api/v1{path}", [], 0
        while address:
            answer = browser.get(address).json()
            assert answer["more"] is (answer["next"] is not None)
            rows += answer[key]
            address = answer["next"]
            parts += 1
        all_of_it = f"/api/v1{path.partition('limit')[0].rstrip('&?')}"
        whole = browser.get(all_of_it, headers={"Accept": "application/x-ndjson"})
        assert whole.headers["content-type"] == "application/x-ndjson"
        assert [json.loads(line) for line in whole.text.splitlines()] == rows
        assert parts > 1 or key == "outlets"


def test_rows_may_be_left_out_by_their_number_as_pages_do(browser: Browser) -> None:
    for path, key in LISTS:
        whole = browser.get(f"/api/v1{path.partition('limit')[0]}limit=100").json()[key]
        for skip in (0, 1, 2, 100):
            address = f"/api/v1{path.partition('limit')[0]}skip={skip}&limit=2"
            answer = browser.get(address).json()
            assert answer[key] == whole[skip : skip + 2]
            if answer["next"]:
                assert browser.get(answer["next"]).json()[key] == whole[skip + 2 : skip + 4]
            lines = browser.get(address, headers={"Accept": "application/x-ndjson"}).text.splitlines()
            assert [json.loads(line) for line in lines] == whole[skip : skip + 2]


def test_lines_with_a_limit_are_so_many(browser: Browser) -> None:
    reply = browser.get("/api/v1/search?q=that&limit=3", headers={"Accept": "application/x-ndjson"})
    assert len(reply.text.splitlines()) == 3


def test_how_a_name_was_understood_is_told(get: Callable[..., Any]) -> None:
    (note,) = get("/said", name="Lund")["notes"]
    assert note.startswith("'Lund' may be 2 speakers")


def test_the_api_tells_what_answers_here(get: Callable[..., Any], browser: Browser) -> None:
    about = get("")
    paths = {one["path"] for one in about["resources"]}
    assert {"/api/v1/search", "/api/v1/articles/{article}"} <= paths
    assert browser.get(about["description"]).json()["openapi"].startswith("3.1")
