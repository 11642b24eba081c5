from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import hostile_articles as hostile
from browser_quiet import quiet

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Site


@pytest.fixture(scope="module")
def site(serve: Callable[..., Site], ledgers: Path) -> Site:
    return serve(str(ledgers / "hostile.db"))


def test_no_page_of_hostile_words_runs_or_loads_anything(site: Site) -> None:
    """Dialogs, errors, requests elsewhere and whatever the policy had to stop are noted by the site."""
    with quiet(site):
        page = site.open("/")
        addresses = [
            *("/", "/search?q=quay", "/articles", "/people", "/people/1", "/outlets", "/outlets/1"),
            *("/ledger", "/ledger/inputs", "/compare/figures", "/compare/origins", "/compare/network"),
            *(f"/articles/{number}" for number in range(1, len(hostile.HOSTILE) + 1)),
            *(f"/statements/{number}" for number in range(1, len(hostile.HOSTILE) + 1, 3)),
            f"/statements/{1 + list(hostile.HOSTILE).index('huge')}",
        ]
        for address in addresses:
            page.goto(address)
            assert page.locator("x-hostile").count() == 0, address
            assert page.locator("main script, main style, main iframe, main [onload]").count() == 0, address
            width = page.evaluate("document.documentElement.scrollWidth")
            assert width <= 1280, f"{address} runs over: {width}"
