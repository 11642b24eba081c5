"""Articles: in lists, as records, with what is said in them."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from onrecord.answers import catalogue
from onrecord.answers.filters import Filters
from onrecord.answers.rows import statement_row
from onrecord.web import security
from onrecord.web.api.answering import JSON, Rows, listed, told
from onrecord.web.api.asking import Asked, Date, Id, Part_
from onrecord.web.api.models.articles import Article, ArticleList, Withdrawing, Withdrawn
from onrecord.web.api.models.statements import ArticleStatements
from onrecord.web.api.operations import BODY, Responses, as_list, failures

if TYPE_CHECKING:
    from onrecord.desk import Ledger

router = APIRouter(tags=["articles"])

_RECORD: Responses = {200: {"content": {JSON: {"schema": {"$ref": "#/components/schemas/ArticleRecord"}}}}}


@router.get("/articles", response_model=None, responses={**as_list(ArticleList, Article), **failures(404)})
def latest(
    request: Request,
    part: Asked,
    outlet: Part_ = None,
    since: Annotated[Date, Query(description="Published then or later: a year, a month or a day.")] = None,
    until: Annotated[Date, Query(description="Published then or before.")] = None,
) -> Response:
    """The current articles, what came in last first."""
    filters = Filters(outlet=outlet or None, since=since, until=until)

    def fetch(ledger: Ledger, after: int | None, limit: int) -> Rows:
        found = catalogue.latest(ledger, filters, limit=limit + 1, after=after)
        return Rows([asdict(one) for one in found[:limit]], *ends([one.id for one in found], limit))

    return listed(request, "articles", part, fetch)


# A whole number in its path alone: beside it stands an address for files.
@router.get("/articles/{article:int}", response_model=None, responses={**_RECORD, **failures(404)})
def record(request: Request, article: Id) -> Response:
    """An article as it stands now: its record, as `onrecord schema` describes it, and its versions.

    Beside the record's keys: `article_id`, `captured`, `sha256`, the `id` of each speaker and attribution, as
    the export `jsonl` has them, and `versions`.
    """
    with request.app.state.ledgers.use() as ledger:
        value = catalogue.whole(ledger, article)
        value["versions"] = [asdict(one) for one in catalogue.versions(ledger, article)]
    return told(value)


@router.get(
    "/articles/{article}/statements",
    response_model=None,
    responses={200: {"model": ArticleStatements}, **failures(404)},
)
def statements(
    request: Request,
    article: Id,
    rejected: Annotated[bool, Query(description="Those too that a person rejected.")] = False,
) -> Response:
    """What is said in an article, in reading order."""
    with request.app.state.ledgers.use() as ledger:
        found = catalogue.statements_of(ledger, article, rejected=rejected)
    return told({"statements": [statement_row(one, whole=True) for one in found]})


@router.post(
    "/articles/{article:int}/withdraw",
    response_model=None,
    responses={200: {"model": Withdrawn}, **failures(404, *BODY)},
)
@security.needs(security.Role.ADMIN)
def withdraw(request: Request, article: Id, withdrawing: Withdrawing) -> Response:
    """Take an article down in all its versions: its words go, the fact stays. Only an admin may."""
    with request.app.state.ledgers.use() as ledger:
        gone = ledger.withdraw(article, reason=withdrawing.reason, by=security.user(request).name)
        security.audit(request, "withdraw", f"article {article}")
    return told({"articles": gone})


def ends(numbers: list[int], limit: int) -> tuple[int | None, bool]:
    """The last number of a part, of numbers asked for with one more than fits, and whether there is more."""
    shown = numbers[:limit]
    return (shown[-1] if shown else None), len(numbers) > limit
