"""Articles and outlets."""

from __future__ import annotations

from typing import Annotated, Final

from pydantic import Field, StringConstraints

from onrecord.web.api.models.base import Answer, Given, ListAnswer, RowId

#: Of the reason of a takedown, in characters; the page that asks for it takes as many.
MOST_REASON: Final = 2_000
#: Words with something in them; no database keeps a NUL.
_REASON = r"^[^\x00]*[^\x00\s][^\x00]*$"


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


class Withdrawing(Given):
    """Why an article is taken down; it stays on record beside the name of whoever did so."""

    reason: Annotated[str, StringConstraints(max_length=MOST_REASON, pattern=_REASON)]


class Withdrawn(Answer):
    """What was taken down: every version of the article."""

    articles: list[RowId]


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
