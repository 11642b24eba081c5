"""What the API offers, for people who write programs."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from onrecord.web import rendering
from onrecord.web.api.reference import reference

router = APIRouter()


@router.get("/api")
def offered(request: Request) -> Response:
    """Every operation, from the OpenAPI description."""
    view = reference(request.app.openapi())
    return rendering.page(request, "api.html", view, twin=request.app.openapi_url)
