"""The ledger in the formats of other programs, written while it is sent."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal, cast

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from onrecord.answers import exporting, judged
from onrecord.answers.filters import Filters
from onrecord.exports import formats
from onrecord.web.api.answering import told
from onrecord.web.api.asking import Name, Narrowing
from onrecord.web.api.models.exports import FormList
from onrecord.web.api.operations import Responses, failures

if TYPE_CHECKING:
    from onrecord.desk import Ledger
    from onrecord.web.streams import Pieces, Streams

router = APIRouter(tags=["exports"])

FormName = Literal[
    "jsonl",
    "csv",
    "parquet",
    "brat",
    "webannotation",
    "schemaorg",
    "prov",
    "labelstudio",
    "citron",
    "docbin",
]
_MEDIA: Final = {
    ".jsonl": "application/x-ndjson",
    ".csv": "text/csv; charset=utf-8",
    ".parquet": "application/vnd.apache.parquet",
    ".zip": "application/zip",
    ".jsonld": "application/ld+json",
    ".json": "application/json",
    ".spacy": "application/octet-stream",
}
_BYTES: Final[dict[str, Any]] = {"schema": {"type": "string", "format": "binary"}}
_FILE: Final[Responses] = {
    200: {
        "description": "The file, as it is made; one that is broken off has no end.",
        "content": {
            media.partition(";")[0]: {"schema": {}} if "json" in media else _BYTES
            for media in _MEDIA.values()
        },
    },
    **failures(404),
}


@router.get("/exports", response_model=None, responses={200: {"model": FormList}})
def forms(request: Request) -> Response:
    """The formats that the ledger can be written in."""
    rows = [
        {
            "name": name,
            "description": form.description,
            "ending": form.ending,
            "extra": form.extra,
            "path": f"{request.url.path}/{name}",
        }
        for name, form in formats.FORMATS.items()
    ]
    return told({"exports": rows})


@router.get("/exports/gold", response_model=None, responses=_FILE)
def gold(
    request: Request,
    narrowing: Narrowing,
    speaker: Name = None,
    partial: Annotated[
        bool, Query(description="Also paragraphs in which every statement was judged.")
    ] = False,
) -> Response:
    """What people judged, as gold for `onrecord train` and `onrecord evaluate`."""
    filters = replace(narrowing, speaker=speaker or None)

    def make(ledger: Ledger, out: Pieces) -> None:
        judged.write(ledger, cast("Any", out), filters if filters != Filters() else None, partial=partial)

    streams: Streams = request.app.state.streams
    return streams.answer(make, _MEDIA[".jsonl"], file_name="onrecord-gold.jsonl")


@router.get("/exports/{form}", response_model=None, responses=_FILE)
def export(
    request: Request,
    form: FormName,
    narrowing: Narrowing,
    speaker: Name = None,
    corrected: Annotated[
        bool, Query(description="Only articles on which a person's correction stands.")
    ] = False,
) -> Response:
    """The articles of the ledger in another program's format.

    Whole articles as they stand when their turn comes; what narrows chooses articles that hold such a
    statement. `docs/exports.md` tells what each format holds.
    """
    filters = replace(narrowing, speaker=speaker or None)
    ending = formats.format_named(form).ending

    def make(ledger: Ledger, out: Pieces) -> None:
        ids = exporting.wanted(ledger, filters if filters != Filters() else None, corrected=corrected)
        formats.write(form, exporting.exported(ledger, ids), cast("Any", out))

    streams: Streams = request.app.state.streams
    return streams.answer(make, _MEDIA[ending], file_name=f"onrecord-{form}{ending}")
