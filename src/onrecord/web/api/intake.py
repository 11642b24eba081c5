"""What came in: runs of adding and watching, and what became of each of their inputs."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from onrecord.answers import intake
from onrecord.web.api.answering import Rows, listed, told
from onrecord.web.api.articles import ends
from onrecord.web.api.asking import Asked, Id
from onrecord.web.api.models.base import MOST_ID
from onrecord.web.api.models.intake import Input, InputList, Run, RunList
from onrecord.web.api.operations import as_list, failures
from onrecord.web.views.start import run_line

if TYPE_CHECKING:
    from onrecord.answers.intake import RunTold
    from onrecord.desk import Ledger

router = APIRouter(tags=["adding"])


@router.get("/inputs", response_model=None, responses={**as_list(InputList, Input), **failures(404)})
def inputs(
    request: Request,
    part: Asked,
    run: Annotated[int | None, Query(ge=1, le=MOST_ID, description="Only of this run.")] = None,
    outcome: Annotated[
        Literal["added", "known", "changed", "refused"] | None, Query(description="Only with this outcome.")
    ] = None,
) -> Response:
    """What became of every page that was given to the ledger, the latest first; of refusals the reasons."""
    if run is not None:
        with request.app.state.ledgers.use() as ledger:
            intake.run(ledger, run)  # raises where there is none

    def fetch(ledger: Ledger, after: int | None, limit: int) -> Rows:
        found = intake.latest_inputs(ledger, run_id=run, outcome=outcome, limit=limit + 1, after=after)
        return Rows([asdict(one) for one in found[:limit]], *ends([one.id for one in found], limit))

    return listed(request, "inputs", part, fetch)


@router.get("/runs", response_model=None, responses=as_list(RunList, Run))
def runs(request: Request, part: Asked) -> Response:
    """What pages were added by: each command, job or round of watching, the latest first."""

    def fetch(ledger: Ledger, after: int | None, limit: int) -> Rows:
        found = intake.latest_runs(ledger, limit=limit + 1, after=after)
        return Rows([_row(one) for one in found[:limit]], *ends([one.id for one in found], limit))

    return listed(request, "runs", part, fetch)


@router.get("/runs/{run}", response_model=None, responses={200: {"model": Run}, **failures(404)})
def one(request: Request, run: Id) -> Response:
    """One of them."""
    with request.app.state.ledgers.use() as ledger:
        return told(_row(intake.run(ledger, run)))


def _row(run: RunTold) -> dict[str, Any]:
    """As the pages tell it: without the folders of files, which are nobody's business."""
    line = run_line(run)
    return {
        "id": run.id,
        "what": line.what,
        "started": run.started,
        "ended": run.ended,
        "outcomes": run.outcomes,
    }
