"""What the container says of an article is used where the page does not say it, and never else."""

from __future__ import annotations

import pytest

from onrecord.articles import with_given
from onrecord.records import Article

GIVEN = {
    "title": "The  quay &amp; the tide",
    "published": "2024-05-02T07:30:00Z",
    "outlet": "The Vell Courier",
    "author": "By Ida Moss; Kofi Brandt",
    "id": "7",
}


def test_gaps_are_filled_and_marked_as_given():
    article = with_given(Article("Words.", origins={"language": "text"}), GIVEN)
    assert article == Article(
        "Words.",
        title="The quay & the tide",
        published="2024-05-02T07:30:00+00:00",
        outlet="The Vell Courier",
        authors=("Ida Moss", "Kofi Brandt"),
        origins={
            "language": "text",
            "title": "given",
            "published": "given",
            "outlet": "given",
            "authors": "given",
        },
    )


def test_what_the_page_says_stays():
    article = Article(
        "Words.",
        title="Tide",
        published="2024",
        outlet="Radio Nord",
        authors=("Ana Lund",),
        origins={"title": "meta"},
    )
    assert with_given(article, GIVEN) is article
    partly = with_given(
        Article("Words.", title="Tide", origins={"title": "meta"}), {"title": "X", "outlet": "Y"}
    )
    assert (partly.title, partly.outlet, partly.origins) == (
        "Tide",
        "Y",
        {"title": "meta", "outlet": "given"},
    )


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"title": "  ", "outlet": ""},
        {"published": "yesterday"},
        {"author": "https://vell.example/ida"},
        {"id": "7"},
    ],
    ids=["nothing", "blank", "no-date", "address", "other"],
)
def test_what_says_nothing_fills_nothing(given):
    article = Article("Words.")
    assert with_given(article, given) is article
