"""The OpenAPI description: what FastAPI makes of the operations, and what it cannot know.

That is the record's schema, which is JSON Schema already; who may call what; the text at its head.
"""

from __future__ import annotations

import json
from copy import deepcopy
from typing import TYPE_CHECKING, Any, Final

from fastapi.openapi.utils import get_openapi

from onrecord.exports.schema import SCHEMA
from onrecord.web.api.about import program_version

if TYPE_CHECKING:
    from fastapi import FastAPI

_HEAD: Final = """\
The JSON of the commands, over HTTP: what `onrecord search --format json` prints stands under `statements`,
a record is as `onrecord schema` describes it. Offsets are characters (Unicode code points) of `article.text`,
end exclusive. Clients should take keys that they do not know as they come.

**Lists** come in parts of `limit` rows; `next` is the address of the next part. It goes on behind the last
row by its place, not by counting, so that the thousandth part takes as long as the first. With
`Accept: application/x-ndjson` all rows are streamed, one a line; a line `{"error": ...}` at the end says that
it was broken off.

**Errors** are `{"error": {"code", "message"}}`, with `hint` where there is more to do. Parameters and keys
that an operation does not take are errors.

**Who may**: reading needs nobody, unless the room is private; what changes something needs a reviewer. A
program sends `Authorization: Bearer TOKEN`. On loopback, while the ledger has no account, nobody needs to
sign in.
"""
_SECURITY: Final = {
    "token": {"type": "http", "scheme": "bearer", "description": "An API token of an account."},
}
_KEYS: Final = {
    "article_id": {"type": "string", "description": "The article's number."},
    "captured": {"type": ["string", "null"], "description": "When the page was fetched (ISO 8601)."},
    "sha256": {"type": ["string", "null"], "description": "Of the page's bytes, in hexadecimal."},
    "versions": {"type": "array", "items": {"$ref": "#/components/schemas/Article"}},
}


def describe(app: FastAPI) -> None:
    """Lets an application describe itself so, when it is asked to for the first time."""

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _description(app)
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]


def _description(app: FastAPI) -> dict[str, Any]:
    made = get_openapi(
        title="onrecord",
        version=program_version(),
        summary="Who said what in the news: a ledger of statements.",
        description=_HEAD,
        routes=app.routes,
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
    )
    components = made.setdefault("components", {})
    components["schemas"] = dict(sorted({**components.get("schemas", {}), **_record()}.items()))
    components["securitySchemes"] = _SECURITY
    for item in made["paths"].values():
        for operation in item.values():
            operation["security"] = [{}, {"token": []}]
            _told_in_full(operation)
    return made


def _told_in_full(operation: dict[str, Any]) -> None:
    """The first line of a handler's docstring is what an operation is called, the rest its description."""
    first, _, rest = operation["description"].partition("\n")
    operation["summary"] = first.removesuffix(".")
    operation["description"] = rest.strip()
    if not rest.strip():
        del operation["description"]


def _record() -> dict[str, Any]:
    """The record's schema and its definitions as components, and an article's: a record with more keys."""
    text = json.dumps({key: value for key, value in SCHEMA.items() if key not in ("$schema", "$defs")})
    record: dict[str, Any] = json.loads(text.replace("#/$defs/", "#/components/schemas/"))
    definitions = json.loads(json.dumps(SCHEMA["$defs"]).replace("#/$defs/", "#/components/schemas/"))
    article = deepcopy(record)
    article["title"] = "An article's record"
    article["properties"] |= _KEYS
    article["required"] = [*article["required"], *_KEYS]
    return {"Record": record, "ArticleRecord": article, **definitions}
