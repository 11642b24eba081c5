"""Questions across articles: where else, what changed, who answers, which figures, which origins."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Final

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from onrecord.answers import (
    checking,
    compared_rows,
    disputes,
    origins,
    sources,
    timeline,
    topics,
    tracing,
    versions,
)
from onrecord.answers.ask import LIMIT
from onrecord.answers.filters import Filters
from onrecord.web import reading, security
from onrecord.web.api.answering import told
from onrecord.web.api.asking import Date, Id, Name, Narrowing, Part_, Text
from onrecord.web.api.models.comparing import (
    DisputeList,
    Draft,
    DraftChecked,
    FigureList,
    Network,
    Origin,
    OriginList,
    Timeline,
    Trace,
    VersionSteps,
)
from onrecord.web.api.operations import BODY, failures
from onrecord.web.api.statements import StatementName

router = APIRouter(tags=["comparing"])

#: Comparisons are dearer than rows: each is looked at beside many others.
MOST: Final = 200
Most = Annotated[int, Query(ge=1, le=MOST, description="How many at most.")]


@router.get(
    "/statements/{statement}/trace", response_model=None, responses={200: {"model": Trace}, **failures(404)}
)
def trace(request: Request, statement: StatementName, limit: Most = LIMIT) -> Response:
    """Where else a statement occurs, in the order of time, and what changed on the way."""
    with request.app.state.ledgers.use() as ledger:
        return told(compared_rows.trace_row(tracing.trace(ledger, statement, limit=limit)))


@router.get(
    "/articles/{article}/changes",
    response_model=None,
    responses={200: {"model": VersionSteps}, **failures(404)},
)
def changes(
    request: Request,
    article: Id,
    everything: Annotated[bool, Query(description="Also statements that stayed the same.")] = False,
) -> Response:
    """What became of the statements of a page, from each of its versions to the next."""
    with request.app.state.ledgers.use() as ledger:
        steps = versions.versions(ledger, article)
    return told({"steps": [compared_rows.version_row(step, everything=everything) for step in steps]})


@router.get(
    "/articles/{article}/origin", response_model=None, responses={200: {"model": Origin}, **failures(404)}
)
def origin(request: Request, article: Id) -> Response:
    """The origin of an article, with all articles that tell its words."""
    with request.app.state.ledgers.use() as ledger:
        return told(origins.origin_of(ledger, article))


@router.get("/origins", response_model=None, responses={200: {"model": OriginList}, **failures(404)})
def all_origins(
    request: Request,
    narrowing: Narrowing,
    q: Annotated[Text, Query(description="Of articles with statements of these words, as in search.")] = "",
    limit: Most = LIMIT,
) -> Response:
    """Articles that tell one another's words: reprints, wire copies, rewrites; the biggest origins first."""
    with request.app.state.ledgers.use() as ledger:
        found = origins.origins(ledger, q if q.strip() else None, filters=narrowing, limit=limit + 1)
    return told({"origins": [asdict(one) for one in found[:limit]], "more": len(found) > limit})


@router.get("/figures", response_model=None, responses={200: {"model": FigureList}, **failures(404)})
def figures(
    request: Request,
    q: Annotated[
        Text, Query(description="Of these words, with speaker:, outlet:, since:, until:, figure: in it.")
    ] = "",
    outlet: Part_ = None,
    since: Annotated[Date, Query(description="Published then or later: a year, a month or a day.")] = None,
    until: Annotated[Date, Query(description="Published then or before.")] = None,
    conflicts: Annotated[
        bool, Query(description="Only figures that cannot all hold; so where no words are asked for.")
    ] = False,
    limit: Most = LIMIT,
) -> Response:
    """Figures about one thing that differ, and according to whom. Nothing is said on which is right."""
    filters = Filters(outlet=outlet or None, since=since, until=until)
    only = conflicts or not q.strip()
    with request.app.state.ledgers.use() as ledger:
        found = topics.figures(ledger, q, filters=filters, conflicts_only=only, limit=limit)
    return told({"topics": [compared_rows.topic_row(one) for one in found]})


@router.get(
    "/people/{person}/timeline", response_model=None, responses={200: {"model": Timeline}, **failures(404)}
)
def over_time(
    request: Request,
    narrowing: Narrowing,
    person: Id,
    about: Annotated[
        Text | None, Query(description="Only with these words, a query without filters.")
    ] = None,
    limit: Annotated[int, Query(ge=1, le=1_000, description="Of so many of the latest.")] = timeline.LIMIT,
) -> Response:
    """What somebody said over time: together what says the same, with what changed."""
    with request.app.state.ledgers.use() as ledger:
        found = timeline.timeline(ledger, f"#{person}", about=about or None, filters=narrowing, limit=limit)
    return told({**compared_rows.timeline_row(found), "more": found.more, "notes": found.notes})


@router.get("/disputes", response_model=None, responses={200: {"model": DisputeList}, **failures(404)})
def all_disputes(
    request: Request,
    name: Name = None,
    answering: Annotated[bool, Query(description="What they answer.")] = True,
    answered: Annotated[bool, Query(description="What is answered to them.")] = True,
    limit: Most = LIMIT,
) -> Response:
    """Who denies, rejects or counters whose words, the newest answer first."""
    with request.app.state.ledgers.use() as ledger:
        found = disputes.disputes(ledger, name or None, answering=answering, answered=answered, limit=limit)
    return told({"disputes": [compared_rows.dispute_row(one) for one in found]})


@router.get("/network", response_model=None, responses={200: {"model": Network}})
def network(request: Request, limit: Most = sources.LINKS) -> Response:
    """Who quotes whom: outlets their sources, and speakers one another; those who do it most first.

    A speaker quotes another one where the words of the one hold the words of the other. Counted are the
    latest statements of the ledger.
    """
    with request.app.state.ledgers.use() as ledger:
        found = sources.network(ledger, limit=limit + 1)
    return told({"quoting": found[:limit], "more": len(found) > limit})


@router.post("/check", response_model=None, responses={200: {"model": DraftChecked}, **failures(*BODY)})
@security.needs(security.Role.READER)
def check(request: Request, draft: Draft) -> Response:
    """Find a draft's quotations in the ledger: verbatim, altered, said by somebody else, or not found."""
    with request.app.state.readers.use() as reader:
        record = reading.record_of(reader, reading.pasted(draft.text, draft.name))
    with request.app.state.ledgers.use() as ledger:
        found = checking.check(ledger, record, everything=draft.everything)
    return told(
        {
            "draft": record.name,
            "summary": compared_rows.outcomes(found),
            "quotations": [compared_rows.checked_row(one) for one in found],
            "notes": record.notes,
        }
    )
