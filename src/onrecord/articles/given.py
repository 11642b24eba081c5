"""What the container of a page says of the article: used only where the page itself does not say it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from onrecord.articles.authors import split_names
from onrecord.articles.dates import parse_date
from onrecord.articles.declared import clean

if TYPE_CHECKING:
    from collections.abc import Mapping

    from onrecord.records import Article

GIVEN = "given"


def with_given(article: Article, given: Mapping[str, str]) -> Article:
    """``article`` with the title, date, outlet and authors of ``given`` where it has none of its own.

    ``given`` is a capture's ("title", "published", "outlet", "author"; other keys are passed over). What is
    filled in has the origin "given"; a date that is none, or an author who is an address, is not.
    """
    found: dict[str, Any] = {
        "title": clean(given.get("title")),
        "published": parse_date(given.get("published", "")),
        "outlet": clean(given.get("outlet")),
        "authors": split_names(given.get("author", "")),
    }
    new = {field: value for field, value in found.items() if value and not getattr(article, field)}
    if not new:
        return article
    return replace(article, **new, origins={**article.origins, **dict.fromkeys(new, GIVEN)})
