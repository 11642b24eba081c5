"""docs/http-api.md and the page /api say what the OpenAPI description says."""

from __future__ import annotations

import importlib.util
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from reading_room import Browser

SCRIPT = Path(__file__).parents[3] / "scripts" / "generate_docs.py"
ON_SQLITE = pytest.mark.parametrize("location", ["sqlite"], indirect=True)


def test_the_reference_says_what_the_description_says() -> None:
    spec = importlib.util.spec_from_file_location("generate_docs", SCRIPT)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    written = module.HTTP_TARGET.read_text(encoding="utf-8")
    assert written == module.http_reference(), "run: python scripts/generate_docs.py"


class Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@ON_SQLITE
def test_the_page_of_the_api_names_every_operation(browser: Browser) -> None:
    reply = browser.get("/api")
    assert reply.status_code == 200
    page = Text()
    page.feed(reply.text)
    for path, item in browser.get("/api/v1/openapi.json").json()["paths"].items():
        for method, operation in item.items():
            assert f"{method.upper()} {path}" in page.words
            assert any(operation["summary"] in words for words in page.words)


@ON_SQLITE
def test_every_operation_parameter_and_key_is_described(browser: Browser) -> None:
    description = browser.get("/api/v1/openapi.json").json()
    for path, item in description["paths"].items():
        for method, operation in item.items():
            assert operation["summary"], path
            for parameter in operation.get("parameters", ()):
                assert parameter.get("description") or parameter["schema"].get("enum"), (path, parameter)
            assert {"401", "403", "422", "429", "503"} <= set(operation["responses"])
            for status, answer in operation["responses"].items():
                if status >= "400" and status != "409":
                    ref = answer["content"]["application/json"]["schema"]["$ref"]
                    assert ref == "#/components/schemas/FailureAnswer", (path, status)
            assert method in ("get", "post")
