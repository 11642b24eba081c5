"""Reading pages without keeping them, and adding pages to the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Final

from fastapi import APIRouter, Body, File, Path, Request, UploadFile
from starlette.responses import Response

from onrecord.errors import NotRecordedError
from onrecord.exports.as_json import to_dict
from onrecord.records import Capture
from onrecord.web import reading, security
from onrecord.web.api.answering import JSON, told
from onrecord.web.api.models.adding import AsText, AtAddress, Job
from onrecord.web.api.operations import BODY, Responses, failures
from onrecord.web.jobs import Jobs
from onrecord.web.reading import Address, Pasted, Source

router = APIRouter(tags=["adding"])

_RECORD: Final[Responses] = {
    200: {"content": {JSON: {"schema": {"$ref": "#/components/schemas/Record"}}}},
    **failures(*BODY),
}
_BEGUN: Final[Responses] = {
    202: {
        "model": Job,
        "description": "A job, whose address is in the header Location.",
        "headers": {"Location": {"description": "The job's address.", "schema": {"type": "string"}}},
    },
    **failures(*BODY),
}
Page = Annotated[AtAddress | AsText, Body()]
_MOST_FILES: Final = 100


@router.post("/read", response_model=None, responses=_RECORD)
@security.needs(security.Role.READER)
def read(request: Request, page: Page) -> Response:
    """Read one page and give its record; nothing is kept."""
    if isinstance(page, AtAddress):
        allow_private = request.app.state.settings.allow_private
        capture = reading.fetched(page.url, allow_private=allow_private)
    else:
        capture = reading.pasted(page.text, page.name)
    return _read(request, capture)


@router.post("/read/upload", response_model=None, responses=_RECORD)
@security.needs(security.Role.READER)
def read_file(request: Request, file: UploadFile) -> Response:
    """Read one page that is sent as a file and give its record; nothing is kept."""
    return _read(request, Capture(reading.file_name(file.filename), file.file.read()))


@router.post("/articles", response_model=None, status_code=202, responses=_BEGUN)
def add(request: Request, page: Page) -> Response:
    """Add a page, or the articles of a feed, to the ledger: a job that can be asked how far it is."""
    source: Source = Address(page.url) if isinstance(page, AtAddress) else Pasted(page.text, page.name)
    return _begun(request, [source])


@router.post("/articles/upload", response_model=None, status_code=202, responses=_BEGUN)
def add_files(
    request: Request, files: Annotated[list[UploadFile], File(min_length=1, max_length=_MOST_FILES)]
) -> Response:
    """Add files: pages, JSON Lines, WARC archives, feeds, each also gzipped."""
    return _begun(request, [reading.sent(one.file, one.filename) for one in files])


@router.get("/jobs/{job}", response_model=None, responses={200: {"model": Job}, **failures(404)})
def job(
    request: Request, job: Annotated[str, Path(pattern=r"^[A-Za-z0-9_-]{16}$", description="Its id.")]
) -> Response:
    """How far a job is. A server that ends forgets its jobs; what they stored stays."""
    jobs: Jobs = request.app.state.jobs
    found = jobs.find(job)
    if found is None:
        raise NotRecordedError(
            f"job {job}: no such job since the server began; expected one that adding pages gave; "
            "what became of pages is in the ledger"
        )
    return told(found.told())


def _read(request: Request, capture: Capture) -> Response:
    with request.app.state.readers.use() as reader:
        record = reading.record_of(reader, capture)
    return told(to_dict(record))


def _begun(request: Request, sources: Sequence[Source]) -> Response:
    jobs: Jobs = request.app.state.jobs
    begun = jobs.add(sources, by=security.user(request).name)
    security.audit(request, "add", ", ".join(source.name for source in sources))
    where = f"{request.url.path.partition('/articles')[0]}/jobs/{begun.id}"
    return told(begun.told(), 202, headers={"location": where})
