"""Articles and outlets."""

from __future__ import annotations

from pydantic import Field

from onrecord.web.api.models.base import Answer, ListAnswer, RowId


class Article(Answer):
    """An article in a list."""

    id: RowId
    title: str | None
    outlet: str | None
    published: str | None = Field(description="ISO 8601, as precise as the page has it.")
    url: str | None
    language: str | None = Field(description="ISO 639-1 code.")
    version: int = Field(ge=1, description="1 for what stood first at its address.")
    current: bool = Field(description="Whether it is the newest version, and not withdrawn.")
    withdrawn: bool
    added: str = Field(description="When the ledger took it in (ISO 8601).")
    statements: int = Field(ge=0, description="How many it holds, those rejected apart.")


class ArticleList(ListAnswer):
    """Articles, what came in last first."""

    articles: list[Article]


class Outlet(Answer):
    """A newspaper, an agency, a site."""

    id: RowId
    name: str
    site: str | None
    articles: int = Field(ge=0, description="Its current articles.")
    first: str | None = Field(description="The first date of publication.")
    last: str | None = Field(description="The last one.")


class OutletList(ListAnswer):
    """Outlets, those with most articles first."""

    outlets: list[Outlet]
