"""The pieces that the JSON Schema is put together from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from enum import StrEnum

SPAN: Final = {"$ref": "#/$defs/span"}
INDEX: Final = {"type": "integer", "minimum": 0}
#: An index into the attributions, or null.
HOLDER: Final = {
    "type": ["integer", "null"],
    "minimum": 0,
    "description": "The index of the attribution that answers for it: the innermost one whose content holds "
    "it. Null where none does, and the page says it itself.",
}


def obj(description: str, **properties: Any) -> dict[str, Any]:
    """An object that has all of ``properties``."""
    return {
        "type": "object",
        "description": description,
        "properties": properties,
        "required": list(properties),
    }


def many(description: str, items: dict[str, Any]) -> dict[str, Any]:
    """An array."""
    return {"type": "array", "description": description, "items": items}


def maybe_text(description: str, **more: str) -> dict[str, Any]:
    """A text or null."""
    return {"type": ["string", "null"], "description": description, **more}


def maybe_span(description: str) -> dict[str, Any]:
    """A span or null."""
    return {"oneOf": [SPAN, {"type": "null"}], "description": description}


def one_of(kinds: type[StrEnum], description: str, *, or_null: bool = False) -> dict[str, Any]:
    """The value of an enumeration."""
    values = [kind.value for kind in kinds]
    return {"enum": [*values, None] if or_null else values, "description": description}
