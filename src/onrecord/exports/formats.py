"""Every export that other programs read, in one table: what ``onrecord export --format NAME`` offers.

A format is one of three shapes: a text that comes in pieces, bytes, or a folder of files. ``write`` gives any
of them to an open binary file (a folder goes there as a ZIP archive), ``write_folder`` makes the folder.
"""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Final, TypeAlias

from onrecord.errors import UsageError
from onrecord.exports import (
    as_csv,
    as_json,
    as_parquet,
    brat,
    citron,
    docbin,
    label_studio,
    prov_json,
    schema_org,
    web_annotation,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from onrecord.exports.exported import Exported

Text: TypeAlias = "Callable[[Iterable[Exported]], Iterator[str]]"
Binary: TypeAlias = "Callable[[Iterable[Exported], IO[bytes]], None]"
Files: TypeAlias = "Callable[[Iterable[Exported]], Iterator[tuple[str, str]]]"

# The date of every entry of an archive, the earliest that ZIP knows: equal records give equal bytes.
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Format:
    """One way out. ``ending`` is what its files are called by; ``extra`` the extra that it needs, None where
    it needs none. Exactly one of ``text``, ``binary`` and ``files`` is there.
    """

    description: str
    ending: str
    extra: str | None = None
    text: Text | None = None
    binary: Binary | None = None
    files: Files | None = None


FORMATS: Final[dict[str, Format]] = {
    "jsonl": Format("one record a line, with ids", ".jsonl", text=as_json.json_lines_with_ids),
    "csv": Format("one row a statement, for spreadsheets", ".csv", text=as_csv.csv_text),
    "parquet": Format(
        "one row a statement, typed and nested", ".parquet", "parquet", binary=as_parquet.parquet
    ),
    "brat": Format("brat standoff, a folder or ZIP of .txt and .ann files", ".zip", files=brat.brat_files),
    "webannotation": Format("W3C Web Annotations", ".jsonld", text=web_annotation.web_annotations),
    "schemaorg": Format("schema.org Quotation and Claim", ".jsonld", text=schema_org.schema_org),
    "prov": Format("W3C PROV-JSON, how the words came", ".json", text=prov_json.prov_json),
    "labelstudio": Format("tasks for Label Studio", ".json", text=label_studio.label_studio),
    "citron": Format("BBC Citron, a folder or ZIP of .json files", ".zip", files=citron.citron_files),
    "docbin": Format("spaCy DocBin with span groups", ".spacy", "spacy", binary=docbin.docbin),
}


def format_named(name: str) -> Format:
    """The format called ``name``. Raises UsageError where there is none."""
    try:
        return FORMATS[name]
    except KeyError as error:
        raise UsageError(
            f"the format {name!r} is not known: expected one of {', '.join(FORMATS)}; see docs/exports.md"
        ) from error


def write(name: str, items: Iterable[Exported], out: IO[bytes]) -> None:
    """Writes the items to ``out`` in the format called ``name``, as they come.

    Raises UsageError where there is no such format, MissingExtraError where its package is not installed.
    """
    form = format_named(name)
    if form.text is not None:
        for piece in form.text(items):
            out.write(encoded(piece))
    elif form.binary is not None:
        form.binary(items, out)
    elif form.files is not None:
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for path, text in form.files(items):
                info = zipfile.ZipInfo(path, _EPOCH)
                info.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(info, encoded(text))


def write_folder(name: str, items: Iterable[Exported], folder: Path) -> None:
    """Writes the files of a format that has several into ``folder``, which is made where it is not there.

    Files that are there under the same names are replaced. Raises UsageError where the format is one file, or
    where the folder cannot be written to.
    """
    form = format_named(name)
    if form.files is None:
        raise UsageError(
            f"{folder}: a folder for the format {name}, which is one file: expected a file name; "
            f"name one that ends in {form.ending}"
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, text in form.files(items):
            (folder / path).write_bytes(encoded(text))
    except OSError as error:
        raise UsageError(
            f"{folder}: cannot be written ({error.strerror or error}): expected a folder that you may write "
            "to; name another with -o"
        ) from error


def encoded(text: str) -> bytes:
    """UTF-8. A lone surrogate, which only JSON Lines still has, becomes its escape in JSON."""
    return text.encode("utf-8", "backslashreplace")
