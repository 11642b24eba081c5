from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from browser_quiet import quiet

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

    from conftest import Site

AXE = Axe()
#: WCAG 2.2 A and AA, and what is good beyond; the size of targets is off unless asked for.
WHOLE = {
    "resultTypes": ["violations"],
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    "rules": {"target-size": {"enabled": True}},
}
#: What depends on the width of the screen.
NARROW = {
    "resultTypes": ["violations"],
    "runOnly": {"type": "rule", "values": ["target-size", "color-contrast", "scrollable-region-focusable"]},
}
COLOURS = {"resultTypes": ["violations"], "runOnly": {"type": "rule", "values": ["color-contrast"]}}
PAGES = (
    *("/", "/search?q=dam", "/search?q=xylophone", "/search?since=never", "/articles", "/articles/1?s=2"),
    *("/people/1/merge", "/people/1/merge?other=%232", "/people/1/split", "/people/1/split?article=1"),
    *("/people/history", "/articles/1/withdraw"),
    *("/people", "/people/1", "/outlets", "/outlets/1", "/statements/29", "/ledger", "/ledger/inputs"),
    *(
        "/compare/disputes",
        "/people/1/timeline",
        "/compare/figures",
        "/compare/origins",
        "/compare/network",
        "/compare/draft",
        "/articles/1/versions",
    ),
    *(
        "/review",
        "/review/articles/1",
        "/review/statements/1",
        "/sign-in",
        "/accounts",
        "/account",
        "/nowhere",
    ),
)


def violations(page: Page, options: dict[str, Any]) -> list[str]:
    found = AXE.run(page, options=options).response["violations"]
    return [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]


@pytest.mark.parametrize("address", PAGES)
def test_axe_finds_nothing_in_light_in_dark_and_on_a_narrow_screen(room: Site, address: str) -> None:
    page = room.open(address, bypass_csp=True)
    for details in page.locator("main details").all():
        details.evaluate("e => { e.open = true; }")
    found = violations(page, WHOLE)
    page.emulate_media(color_scheme="dark")
    found += [f"dark {one}" for one in violations(page, COLOURS)]
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 375, "height": 740})
    found += [f"narrow {one}" for one in violations(page, NARROW)]
    width = page.evaluate("document.documentElement.scrollWidth")
    if width > 375:
        found.append(f"narrow: {width} pixels wide")
    room.trouble = [told for told in room.trouble if "404" not in told and "422" not in told]
    assert found == []


@pytest.mark.parametrize("address", ["/", "/articles/1", "/people/1", "/compare/draft"])
def test_the_first_key_leads_past_the_menu(room: Site, address: str) -> None:
    page = room.open(address)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_an_empty_ledger_can_be_used_too(serve: Callable[..., Site], tmp_path: Path) -> None:
    from onrecord.ledger.ledger import Ledger

    Ledger.open(tmp_path / "empty.db", create=True).close()
    with quiet(serve(str(tmp_path / "empty.db"))) as site:
        page = site.open("/", bypass_csp=True)
        for address in (
            "/",
            "/people",
            "/outlets",
            "/compare/figures",
            "/compare/network",
            "/ledger",
            "/review",
        ):
            page.goto(address)
            assert violations(page, WHOLE) == [], address
            assert page.locator("main").inner_text().strip()
