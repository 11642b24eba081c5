"""Views become pages: Jinja templates, everything escaped."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context
from markupsafe import Markup
from starlette.responses import HTMLResponse

from onrecord.exports import words
from onrecord.web import marking, security
from onrecord.web.breaking import broken
from onrecord.web.ledgers import behind
from onrecord.web.views import wording

if TYPE_CHECKING:
    from jinja2.runtime import Context
    from starlette.requests import Request
    from starlette.responses import Response


def _shown(value: Any) -> Any:
    """What a template shows of a value: of text, no character that could reorder what stands beside it."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return words.safe(value)
    return value


_ENVIRONMENT: Final = Environment(
    loader=PackageLoader("onrecord.web"),
    autoescape=True,
    finalize=_shown,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    # Templates do not change while a server runs; looking took 160 questions to the disk for an article.
    auto_reload=False,
)


def part(template: str, view: Any) -> Markup:
    """A part of a page that is the same for everybody and may be kept: it knows nothing of the request."""
    return Markup(broken(_ENVIRONMENT.get_template(template).render({"view": view})))


@pass_context
def _csrf_field(context: Context) -> Markup:
    return security.csrf_field(context["request"])


@pass_context
def _csrf_token(context: Context) -> str:
    return security.csrf_token(context["request"])


@pass_context
def _who(context: Context) -> security.User:
    return security.user(context["request"])


#: What every template can call: the hidden field of a form, the token for scripts, who reads, and how much
#: is not compared yet.
_ENVIRONMENT.globals.update(
    csrf_field=_csrf_field, csrf_token=_csrf_token, who=_who, Role=security.Role, behind=behind
)
_ENVIRONMENT.filters.update(
    day=wording.day, moment=wording.moment, counted=wording.counted, size=wording.size, safe_words=words.safe
)
_ENVIRONMENT.globals.update(
    wording=wording, marked=marking.text, in_sentence=marking.in_sentence, outward=marking.outward
)


class Operation(NamedTuple):
    """An operation of the API: method and path, and the address at which it is told to people."""

    method: str
    path: str
    told: str


def page(
    request: Request,
    template: str,
    view: Any,
    *,
    twin: str | None = None,
    asked_by: Operation | None = None,
    status: int = 200,
    **beside: Any,
) -> Response:
    """The page that a template makes of a view; ``twin`` is the address of the same as JSON.

    Where that has to be sent something, so that no link can lead there, ``asked_by`` is how to ask for it.
    ``beside`` is what the page needs besides, of this request alone: who may do what, addresses.
    """
    context = {"view": view, "twin": twin, "asked_by": asked_by, **beside}
    html = _ENVIRONMENT.get_template(template).render({"request": request, **context})
    return HTMLResponse(broken(html), status)
