"""Views become pages: Jinja templates, everything escaped."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.templating import Jinja2Templates

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

_ENVIRONMENT: Final = Environment(
    loader=PackageLoader("onrecord.web"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_TEMPLATES: Final = Jinja2Templates(env=_ENVIRONMENT)


def page(
    request: Request, template: str, view: Any, *, twin: str | None = None, status: int = 200
) -> Response:
    """The page that a template makes of a view; ``twin`` is the address of the same as JSON."""
    context = {"view": view, "twin": twin}
    return _TEMPLATES.TemplateResponse(request, template, context, status_code=status)
