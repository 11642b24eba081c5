"""Views become pages: Jinja templates, everything escaped."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context
from starlette.templating import Jinja2Templates

from onrecord.web import security

if TYPE_CHECKING:
    from jinja2.runtime import Context
    from markupsafe import Markup
    from starlette.requests import Request
    from starlette.responses import Response

_ENVIRONMENT: Final = Environment(
    loader=PackageLoader("onrecord.web"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


@pass_context
def _csrf_field(context: Context) -> Markup:
    return security.csrf_field(context["request"])


@pass_context
def _csrf_token(context: Context) -> str:
    return security.csrf_token(context["request"])


@pass_context
def _who(context: Context) -> security.User:
    return security.user(context["request"])


#: What every template can call: the hidden field of a form, the token for scripts, and who reads.
_ENVIRONMENT.globals.update(csrf_field=_csrf_field, csrf_token=_csrf_token, who=_who, Role=security.Role)
_TEMPLATES: Final = Jinja2Templates(env=_ENVIRONMENT)


def page(
    request: Request, template: str, view: Any, *, twin: str | None = None, status: int = 200
) -> Response:
    """The page that a template makes of a view; ``twin`` is the address of the same as JSON."""
    context = {"view": view, "twin": twin}
    return _TEMPLATES.TemplateResponse(request, template, context, status_code=status)
