"""A page becomes an article: the one door to this package."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.articles.pasted import read_pasted
from onrecord.articles.web import read_web
from onrecord.records import Article, PageKind

if TYPE_CHECKING:
    from onrecord.records import Page


def extract(page: Page) -> Article:
    """What ``page`` says. An article without blocks where it has no text to read; never raises.

    For HTML ``article.text`` is made here, blocks and furniture separated by a blank line; for plain text
    it is ``page.text``, character for character.
    """
    return read_web(page) if page.kind is PageKind.HTML else read_pasted(page)
