"""The example pages are whole reports about nobody, in a page's full dress."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples"
PAGES = sorted(EXAMPLES.glob("*.html"))
INVENTED = re.compile(r"https?://(?:[a-z]+\.)?(?:example\.(?:org|com|net)|schema\.org)\b")


def article(page: Path) -> str:
    found = re.search(r"<article.*</article>", page.read_text("utf-8"), re.DOTALL)
    assert found
    return found[0]


def test_there_are_four_pages_and_a_pasted_one() -> None:
    assert len(PAGES) >= 4
    assert (EXAMPLES / "desert-railway-pasted.txt").is_file()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_is_of_a_report_s_length(page: Path) -> None:
    words = re.sub(r"<[^>]+>", " ", article(page)).split()
    assert 350 <= len(words) <= 700


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
@pytest.mark.parametrize(
    "part",
    [
        pytest.param("<nav", id="navigation"),
        pytest.param("<footer", id="footer"),
        pytest.param("<figcaption", id="caption"),
        pytest.param("<blockquote|<aside[^>]*><q>", id="pull-quote"),
        pytest.param("Share", id="share-bar"),
        pytest.param("[Ss]ign up|subscribe", id="newsletter"),
        pytest.param("Related|Recommended|More from", id="related"),
        pytest.param("ld\\+json|article:published_time", id="metadata"),
    ],
)
def test_a_page_has_what_surrounds_an_article(page: Path, part: str) -> None:
    assert re.search(part, page.read_text("utf-8"))


@pytest.mark.parametrize("page", sorted(EXAMPLES.iterdir()), ids=lambda page: page.name)
def test_every_address_is_an_invented_one(page: Path) -> None:
    data = page.read_bytes()
    text = (gzip.decompress(data) if page.suffix == ".gz" else data).decode("utf-8")
    for address in re.findall(r"https?://[^\s\"'<]+", text):
        assert INVENTED.match(address), address
