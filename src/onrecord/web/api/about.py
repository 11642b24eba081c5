"""The API itself, and how much the ledger holds."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from onrecord.answers.stats import stats
from onrecord.web.api.answering import told
from onrecord.web.api.models.room import About, Stats

router = APIRouter(tags=["about"])


@router.get("", response_model=None, responses={200: {"model": About}})
def about(request: Request) -> Response:
    """What answers here: the program, its version, every address."""
    described: dict[str, Any] = request.app.openapi()
    resources = [
        {
            "path": path,
            "methods": sorted(map(str.upper, item)),
            "summary": next(iter(item.values()))["summary"],
        }
        for path, item in described["paths"].items()
    ]
    return told(
        {
            "name": "onrecord",
            "version": program_version(),
            "description": request.app.openapi_url,
            "resources": resources,
        }
    )


@router.get("/stats", response_model=None, responses={200: {"model": Stats}})
def counted(request: Request) -> Response:
    """How much the ledger holds, what came in, what was refused and what withdrawn."""
    with request.app.state.ledgers.use() as ledger:
        return told(stats(ledger))


def program_version() -> str:
    """The version of onrecord that answers."""
    try:
        return version("onrecord")
    except PackageNotFoundError:
        return "0+source"
