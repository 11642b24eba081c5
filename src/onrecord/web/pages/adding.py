"""Reading pages and adding them: a link, a text, files; and how far that is."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

from fastapi import APIRouter, File, Form, Request, UploadFile
from starlette.responses import RedirectResponse, Response

from onrecord import pages
from onrecord.adding import unread
from onrecord.errors import NotRecordedError, UsageError
from onrecord.records import Capture
from onrecord.web import rendering
from onrecord.web.refusals import OvertaxedError
from onrecord.web.security import audit
from onrecord.web.views import jobs as views

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from onrecord.desk import Ledger
    from onrecord.ledger.outcomes import Run
    from onrecord.records import Refusal
    from onrecord.web.jobs import Captures, Job

router = APIRouter()

#: So long the answer waits for a page to be read: most are, and then the article itself is the answer.
PATIENCE: Final = 2.5
#: Files of one form.
MOST_FILES: Final = 100
_PASTED: Final = "pasted text"
_BLOCK: Final = 1024 * 1024


@router.post("/add/link")
def add_link(request: Request, url: Annotated[str, Form(max_length=4_096)]) -> Response:
    """Fetches an article, or the articles of a feed. Nothing but an address of the web is taken."""
    url = url.strip()
    if not pages.is_url(url):
        raise UsageError(f"{url[:200]!r}: no address of the web; expected one as in https://example.org/a")
    private = request.app.state.settings.allow_private

    def captures(ledger: Ledger, run: Run) -> Iterable[Capture | Refusal]:
        return unread(ledger, run, [url], allow_private=private)

    return _submitted(request, url, ["add", url], captures)


@router.post("/add/text")
def add_text(
    request: Request, text: Annotated[str, Form()], url: Annotated[str, Form(max_length=4_096)] = ""
) -> Response:
    """Reads a text that was pasted; ``url`` is where it stood."""
    url = url.strip()
    if not text.strip():
        raise UsageError("an empty text: expected the words of an article; paste them into the field")
    if url and not pages.is_url(url):
        raise UsageError(f"{url[:200]!r}: no address of the web; expected one, or an empty field")
    capture = Capture(_PASTED, text.encode("utf-8", "replace"), origin="stdin", url=url or None)
    return _submitted(request, _PASTED, ["add", _PASTED], lambda _ledger, _run: [capture])


@router.post("/add/files")
def add_files(request: Request, files: Annotated[list[UploadFile], File()]) -> Response:
    """Reads files: pages, JSON Lines, archives."""
    given = [one for one in files if one.filename]
    if not 1 <= len(given) <= MOST_FILES:
        raise UsageError(f"{len(given)} files: expected 1 to {MOST_FILES}; choose some, or fewer at a time")
    folder = Path(tempfile.mkdtemp(prefix="onrecord-upload-"))
    named = [(_kept(one, folder / str(place)), _name(one)) for place, one in enumerate(given)]
    names = [name for _, name in named]

    def captures(_ledger: Ledger, _run: Run) -> Iterator[Capture | Refusal]:
        for path, name in named:
            yield from _renamed(path, name)

    what = ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
    return _submitted(request, what, ["add", *names], captures, folder=folder)


@router.get("/jobs/{job_id}")
def job(request: Request, job_id: str) -> Response:
    """How far a job is, and what became of its pages."""
    found = request.app.state.jobs.get(job_id)
    if found is None:
        raise NotRecordedError(
            f"job {job_id[:40]}: no such job, or the server was started anew; what it had read is in the "
            "ledger; see what came in on the ledger's page"
        )
    return rendering.page(request, "job.html", views.view(found))


def _submitted(
    request: Request,
    what: str,
    command: list[str],
    captures: Captures,
    *,
    folder: Path | None = None,
) -> Response:
    audit(request, "add", what)
    submitted: Job | None = request.app.state.jobs.submit(what, command, captures, folder=folder)
    if submitted is None:
        raise OvertaxedError(
            "too many pages wait to be read already; expected a shorter queue",
            hint="Wait until some of them are read, then do this again.",
            wait=30,
        )
    submitted.ended.wait(PATIENCE)
    return RedirectResponse(_place(submitted), 303)


def _place(one: Job) -> str:
    """Where the answer stands: the article, where there is one and nothing else to say; else the job."""
    outcomes = list(one.outcomes)
    if one.ended.is_set() and not one.problem and len(outcomes) == 1 and outcomes[0].article_id:
        return f"/articles/{outcomes[0].article_id}"
    return f"/jobs/{one.id}"


def _name(file: UploadFile) -> str:
    """The file's own name, without the folders that some browsers send."""
    name = (file.filename or "file").replace("\\", "/").rsplit("/", 1)[-1]
    return name[:200] or "file"


def _kept(file: UploadFile, path: Path) -> Path:
    """The bytes in a file of ours, whose name nobody chose but we; the ending may tell what is in it."""
    path = path.with_name(path.name + "".join(Path(_name(file)).suffixes[-2:])[-20:].replace("/", ""))
    with path.open("wb") as out:
        while block := file.file.read(_BLOCK):
            out.write(block)
    return path


def _renamed(path: Path, name: str) -> Iterator[Capture | Refusal]:
    """The pages of a file under the name that its owner gave it."""
    ours = str(path)
    for one in pages.captures(path):
        if isinstance(one, Capture):
            yield replace(one, name=one.name.replace(ours, name))
        else:
            yield replace(one, name=one.name.replace(ours, name), message=one.message.replace(ours, name))
