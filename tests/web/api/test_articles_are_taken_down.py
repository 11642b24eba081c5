"""A takedown over the API: the words go, the fact stays with who and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from reading_room import Browser

ONE = "/api/v1/articles/1"


def test_what_is_withdrawn_is_answered_no_more_and_says_why(browser: Browser) -> None:
    before = browser.get(f"{ONE}/statements").json()["statements"]
    made = browser.post(f"{ONE}/withdraw", json={"reason": "a court's order"})
    assert (made.status_code, made.json()) == (200, {"articles": [1]})
    assert browser.get(f"/api/v1/statements/{before[0]['id']}").status_code == 404
    (kept,) = browser.get("/api/v1/stats").json()["withdrawals"]
    assert (kept["article_id"], kept["reason"]) == (1, "a court's order")
    assert "a court&#39;s order" in browser.get("/articles/1").text


@pytest.mark.parametrize("reason", ["", " \n", "x" * 2_001], ids=["empty", "blank", "too long"])
def test_a_takedown_without_a_reason_is_refused(browser: Browser, reason: str) -> None:
    assert browser.post(f"{ONE}/withdraw", json={"reason": reason}).status_code == 422
    assert browser.get(f"{ONE}/statements").json()["statements"]
