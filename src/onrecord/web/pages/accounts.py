"""Signing in and out, one's own account, and what admins see of all of them."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import Response

from onrecord.web import rendering
from onrecord.web.security import needs

router = APIRouter()


@dataclass(frozen=True, slots=True)
class SignInView:
    """The form; ``next`` is where to go then, ``message`` why it was not right the last time."""

    next: str = "/"
    name: str = ""
    message: str | None = None


@router.get("/sign-in")
@needs(None)
def sign_in_form(request: Request, next: str = "/") -> Response:  # noqa: A002
    """The form for name and password."""
    return rendering.page(request, "sign-in.html", SignInView(next))
