"""Reading pages and adding them: a link, a text, files; and how far that is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final
from urllib.parse import urlsplit

from fastapi import APIRouter, File, Form, Request, UploadFile
from starlette.responses import RedirectResponse, Response

from onrecord.errors import NotRecordedError, UsageError
from onrecord.web import reading, rendering
from onrecord.web.reading import Address, Pasted
from onrecord.web.security import audit, user
from onrecord.web.views import jobs as views

if TYPE_CHECKING:
    from onrecord.web.jobs import Job, Jobs
    from onrecord.web.reading import Source

router = APIRouter()

#: So long the answer waits for a page to be read: most are, and then the article itself is the answer.
PATIENCE: Final = 2.5
#: Files of one form.
MOST_FILES: Final = 100


@router.post("/add/link")
def add_link(request: Request, url: Annotated[str, Form(max_length=4_096)]) -> Response:
    """Fetches an article, or the articles of a feed. Nothing but an address of the web is taken."""
    url = url.strip()
    _expect_address(url)
    return _submitted(request, [Address(url)])


@router.post("/add/text")
def add_text(
    request: Request, text: Annotated[str, Form()], url: Annotated[str, Form(max_length=4_096)] = ""
) -> Response:
    """Reads a text that was pasted; ``url`` is where it stood."""
    url = url.strip()
    if not text.strip():
        raise UsageError("an empty text: expected the words of an article; paste them into the field")
    if url:
        _expect_address(url)
    return _submitted(request, [Pasted(text, url=url or None)])


@router.post("/add/files")
def add_files(request: Request, files: Annotated[list[UploadFile], File()]) -> Response:
    """Reads files: pages, JSON Lines, archives."""
    given = [one for one in files if one.filename]
    if not 1 <= len(given) <= MOST_FILES:
        raise UsageError(f"{len(given)} files: expected 1 to {MOST_FILES}; choose some, or fewer at a time")
    return _submitted(request, [reading.sent(one.file, one.filename) for one in given])


@router.get("/jobs/{job_id}")
def job(request: Request, job_id: str) -> Response:
    """How far a job is, and what became of its pages."""
    found = request.app.state.jobs.find(job_id)
    if found is None:
        raise NotRecordedError(
            f"job {job_id[:40]}: no such job, or the server was started anew; what it had read is in the "
            "ledger; see what came in on the ledger's page"
        )
    return rendering.page(request, "job.html", views.view(found), twin=f"/api/v1/jobs/{found.id}")


def _expect_address(url: str) -> None:
    """Raises UsageError unless it is an address of the web: no file of the server is ever read."""
    try:
        scheme, host = urlsplit(url).scheme, urlsplit(url).hostname
    except ValueError:
        scheme, host = "", None
    if scheme not in ("http", "https") or not host or not url.isprintable():
        raise UsageError(f"{url[:200]!r}: no address of the web; expected one as in https://example.org/a")


def _submitted(request: Request, sources: list[Source]) -> Response:
    jobs: Jobs = request.app.state.jobs
    begun = jobs.add(sources, by=user(request).name)
    audit(request, "add", begun.name)
    begun.finished.wait(PATIENCE)
    return RedirectResponse(_place(begun), 303)


def _place(one: Job) -> str:
    """Where the answer stands: the article, where there is one and nothing else to say; else the job."""
    outcomes = list(one.outcomes)
    if one.over and one.error is None and len(outcomes) == 1 and outcomes[0].article_id:
        return f"/articles/{outcomes[0].article_id}"
    return f"/jobs/{one.id}"
