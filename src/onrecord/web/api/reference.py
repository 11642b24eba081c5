"""The OpenAPI description as people read it: one value for the page ``/api`` and for docs/http-api.md."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

#: What errors any operation may answer with is told once, at the head.
_ALWAYS: Final = frozenset({"401", "403", "422", "429", "503"})
_REF: Final = "#/components/schemas/"


@dataclass(frozen=True, slots=True)
class Field:
    """A parameter, or a key of what is sent or answered. ``kind`` is its type in words."""

    name: str
    kind: str
    needed: bool
    description: str


@dataclass(frozen=True, slots=True)
class Operation:
    """An address and what it does. ``body`` has the fields that are sent, by kind of body where there are
    several; ``answers`` are pairs of a status and what it is.
    """

    id: str
    method: str
    path: str
    summary: str
    description: str
    tag: str
    parameters: tuple[Field, ...]
    bodies: tuple[tuple[str, tuple[Field, ...]], ...]
    answers: tuple[tuple[str, str], ...]
    example: str


@dataclass(frozen=True, slots=True)
class Shape:
    """A named object that answers hold."""

    name: str
    description: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """The whole description."""

    title: str
    version: str
    head: str
    operations: tuple[Operation, ...]
    shapes: tuple[Shape, ...]

    @property
    def tags(self) -> tuple[str, ...]:
        """The kinds of operations, in their order."""
        return tuple(dict.fromkeys(one.tag for one in self.operations))


def reference(description: Mapping[str, Any]) -> Reference:
    """What an OpenAPI description says."""
    schemas = description["components"]["schemas"]
    operations = tuple(
        _operation(path, method, told, schemas)
        for path, item in description["paths"].items()
        for method, told in item.items()
    )
    shapes = tuple(
        Shape(name, _line(schema), tuple(_fields(schema, schemas)))
        for name, schema in schemas.items()
        if _shown(name, schema)
    )
    info = description["info"]
    return Reference(info["title"], info["version"], info["description"].strip(), operations, shapes)


def _operation(path: str, method: str, told: Mapping[str, Any], schemas: Mapping[str, Any]) -> Operation:
    parameters = tuple(
        Field(
            one["name"], _kind(one["schema"], schemas).removesuffix(" or null"), one["required"], _line(one)
        )
        for one in told.get("parameters", ())
    )
    bodies = tuple(_bodies(told, schemas))
    return Operation(
        told["operationId"],
        method.upper(),
        path,
        told["summary"],
        told.get("description", ""),
        told["tags"][0],
        parameters,
        bodies,
        tuple(_answers(told, schemas)),
        _example(path, method, told, bodies),
    )


def _bodies(told: Mapping[str, Any], schemas: Mapping[str, Any]) -> Iterator[tuple[str, tuple[Field, ...]]]:
    for media, content in told.get("requestBody", {}).get("content", {}).items():
        schema = content["schema"]
        for one in schema.get("anyOf", [schema]):
            meant = schemas[one["$ref"].removeprefix(_REF)] if "$ref" in one else one
            yield media, tuple(_fields(meant, schemas))


def _answers(told: Mapping[str, Any], schemas: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for status, answer in sorted(told["responses"].items()):
        if status in _ALWAYS:
            continue
        shapes = [
            _kind(content["schema"], schemas)
            for media, content in answer.get("content", {}).items()
            if "$ref" in content.get("schema", {})
        ]
        words = answer["description"].replace("Successful Response", "").strip()
        what = f"`{shapes[0]}`" if shapes and status[0] == "2" else ""
        yield status, ": ".join(part for part in (what, words) if part)


def _fields(schema: Mapping[str, Any], schemas: Mapping[str, Any]) -> Iterator[Field]:
    needed = schema.get("required", ())
    for name, told in schema.get("properties", {}).items():
        yield Field(name, _kind(told, schemas), name in needed, _line(told))


def _shown(name: str, schema: Mapping[str, Any]) -> bool:
    """Whether it is a shape of ours to be told: not what is sent, and not what FastAPI makes of forms."""
    sent = schema.get("additionalProperties") is False
    return bool(schema.get("properties")) and not sent and not name.startswith("Body_")


def _kind(schema: Mapping[str, Any], schemas: Mapping[str, Any]) -> str:
    """A schema's type in a few words: the values of an enumeration, the name of a shape."""
    if "$ref" in schema:
        name = str(schema["$ref"]).removeprefix(_REF)
        return name if "properties" in schemas[name] else _kind(schemas[name], schemas)
    for several in ("anyOf", "oneOf"):
        if several in schema:
            return " or ".join(dict.fromkeys(_kind(one, schemas) for one in schema[several]))
    if "enum" in schema or "const" in schema:
        values = schema.get("enum", [schema.get("const")])
        return ", ".join("null" if one is None else str(one) for one in values)
    if "prefixItems" in schema:
        return f"[{', '.join(_kind(one, schemas) for one in schema['prefixItems'])}]"
    if schema.get("type") == "array":
        return f"list of {_kind(schema.get('items', {}), schemas)}"
    kind = schema.get("type", "anything")
    return " or ".join(kind) if isinstance(kind, list) else str(kind)


def _line(told: Mapping[str, Any]) -> str:
    return " ".join(str(told.get("description", "")).split())


def _example(
    path: str, method: str, told: Mapping[str, Any], bodies: tuple[tuple[str, tuple[Field, ...]], ...]
) -> str:
    """The operation as a command of curl."""
    filled = path
    asked = []
    for one in told.get("parameters", ()):
        value = str(next(iter(one.get("examples") or one["schema"].get("examples") or ()), ""))
        if one["in"] == "path":
            filled = filled.replace(f"{{{one['name']}}}", value or _PLACES.get(one["name"], "1"))
        elif one["required"] or one["name"] == "q":
            asked.append(f"--data-urlencode '{one['name']}={value}'")
    address = f"http://127.0.0.1:8377{filled}"
    if method == "get":
        return " ".join(["curl", *(["-G"] if asked else []), address, *asked])
    sent = _SENT.get(told["operationId"])
    if bodies and bodies[0][0] == "multipart/form-data":
        return f"curl -F {bodies[0][1][0].name}=@page.html {address}"
    if sent is None:
        return f"curl -X POST {address}"
    return f"curl {address} --json '{sent}'"


_PLACES: Final = {"form": "csv", "job": "q3Vf0zB8K1mXw2Yd", "statement": "1042"}
#: What is sent in the examples.
_SENT: Final = {
    "adding-read": '{"url": "https://courier.example.org/quay"}',
    "adding-add": '{"text": "Ana Lund said that the quay was safe."}',
    "people-merged": '{"other": 15}',
    "people-split": '{"articles": [17]}',
    "comparing-check": '{"text": "“The quay will hold,” Ana Lund said."}',
    "corrections-accepted": '{"seen": "s1:tVQy8h2mVfT0Jv1Zr5cLqk3XyAo@0.0"}',
    "corrections-rejected": '{"seen": "s1:tVQy8h2mVfT0Jv1Zr5cLqk3XyAo@0.0", "note": "a headline"}',
    "corrections-changed": '{"seen": "s1:tVQy8h2mVfT0Jv1Zr5cLqk3XyAo@0.0", "stance": "deny"}',
    "corrections-added": '{"source": [[0, 8]], "cue": [[9, 13]], "content": [[14, 36]]}',
    "corrections-reviewed": '{"accept_rest": true}',
}
