"""The OpenAPI description holds: answers are of the kinds, shapes and statuses that it names.

schemathesis makes requests out of the description, good ones and bad ones, always the same; the ledger is
small, the analyser a fake, and no address is fetched.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from ledgers import made
from onrecord.desk import Ledger
from onrecord.errors import FetchError
from onrecord.exports import formats
from onrecord.pages import fetch
from onrecord.pipeline import Reader
from onrecord.testing import FakeAnalyser
from onrecord.web.app import create_app
from onrecord.web.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: Requests made of each kind for each operation: all of them take about a minute on two cores.
EXAMPLES = 12
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    negative_data_rejection,
    unsupported_method,
]
# Made when the tests are collected, since each operation is a test; it opens no ledger until it is asked.
APP = create_app(
    Settings(
        "none yet",
        reader=lambda: Reader(analyser=FakeAnalyser()),
        hosts=("testserver",),
        writing_limit=None,
    )
)
SCHEMA = schemathesis.openapi.from_asgi("/api/v1/openapi.json", APP)


@pytest.fixture(scope="module", autouse=True)
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    APP.state.ledgers.location = filled(tmp_path_factory.mktemp("ledger"))

    def refused(url: str, **_: object) -> Any:
        raise FetchError(f"{url}: no address is fetched here")

    formats.write("docbin", [], BytesIO())  # spaCy takes longer to import than a client waits
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(fetch, "fetch", refused)
        yield
        APP.state.jobs.close()
        APP.state.ledgers.close()


def filled(folder: Path) -> str:
    """A ledger with three articles, in which something was corrected and two people were merged."""
    location = str(folder / "onrecord.db")
    with Ledger.open(location, create=True) as ledger:
        run = ledger.begin_run(["add"])
        for number in range(3):
            url = f"https://news.example.org/{number}"
            ledger.record(run, *made(number, url=url), url)
        ledger.end_run(run)
        ledger.accept(2, by="Ida Moss")
        one, other = (person.id for person in ledger.people(limit=2))
        ledger.merge(one, other, by="Ida Moss")
    return location


@SCHEMA.parametrize()
@settings(
    max_examples=EXAMPLES,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
def test_every_operation_answers_as_it_is_described(case: schemathesis.Case) -> None:
    case.call_and_validate(checks=CHECKS)
