"""Gold and prediction files -> documents to score.

Three shapes: JSON Lines with one document a line (``.gz`` too), a folder of passages in our own markup
(``quality/passages``), and the output of ``onrecord annotate``, which is the first shape without texts.
"""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING, TextIO, cast

from onrecord.errors import BadLineError, NotFoundError, UsageError
from onrecord.evaluation.match import ROLES, Doc, Labelled
from onrecord.records import SettingKind, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

PARTS = ("dev", "test")
_OUR_KEYS = frozenset((*ROLES, "confidence", "parent"))


def load(path: Path, *, part: str | None = None) -> dict[str, Doc]:
    """The documents at ``path``, a file or a folder of passages, by id.

    ``part`` keeps the documents of one part and is a UsageError where the documents have no parts.
    Raises NotFoundError, and BadLineError for a line that is no document.
    """
    if not path.exists():
        raise NotFoundError(f"{path}: no such file or folder; give a JSON Lines file or a folder of passages")
    docs = load_passages(path) if path.is_dir() else load_lines(path)
    if part is None:
        return docs
    kept = {key: doc for key, doc in docs.items() if doc.part == part}
    if not kept:
        raise UsageError(f"--part {part}: {path} has no documents of that part; leave --part out")
    return kept


def load_passages(folder: Path) -> dict[str, Doc]:
    """The hand-made gold of a folder, passages in the order of their file names."""
    from onrecord.evaluation import markup

    docs = {p.id: document(p.as_line(), f"{folder}, {p.id}") for p in markup.read_passages(folder)}
    if not docs:
        raise NotFoundError(f"{folder}: no passages (*.txt) in this folder; give the folder that holds them")
    return docs


def load_lines(path: Path) -> dict[str, Doc]:
    """The documents of a JSON Lines file, apart from lines where ``onrecord annotate`` reports an error."""
    docs: dict[str, Doc] = {}
    with open_lines(path) as lines:
        for number, value in values(path, lines):
            where = f"{path}, line {number}"
            if "error" in value and "id" not in value:
                continue
            key = value.get("id")
            if not isinstance(key, str):
                raise BadLineError(f"{where}: id is {key!r}; expected a string, so give each document one")
            if key in docs:
                raise BadLineError(f"{where}: id {key!r} stands on an earlier line too; give each once")
            docs[key] = document(value, where)
    return docs


def document(value: Mapping[str, object], where: str) -> Doc:
    """A decoded line as a document; ``where`` stands at the head of a BadLineError."""
    text = value.get("text", "")
    attributions = value.get("attributions", [])
    if not isinstance(text, str) or not isinstance(attributions, list):
        raise BadLineError(
            f"{where}: text is {type(text).__name__}, attributions is {type(attributions).__name__}; "
            "expected a string and a list; see docs/evaluation.md for the shape"
        )
    read = tuple(labelled(item, f"{where}, attribution {i}") for i, item in enumerate(attributions))
    return Doc(text, read, _string(value, "publisher"), _string(value, "part"))


def labelled(value: Mapping[str, object], where: str = "attribution") -> Labelled:
    """A decoded attribution; its roles may be absent, null or empty."""
    if not isinstance(value, dict):
        raise BadLineError(f"{where}: is {value!r}; expected an object with source, cue and content")
    confidence, parent = value.get("confidence"), value.get("parent")
    if confidence is not None and not (_number(confidence) and 0 <= cast("float", confidence) <= 1):
        raise BadLineError(f"{where}: confidence is {confidence!r}; expected a number from 0 to 1, or none")
    if parent is not None and (isinstance(parent, bool) or not isinstance(parent, int)):
        raise BadLineError(f"{where}: parent is {parent!r}; expected the index of an attribution, or none")
    return Labelled(
        source=spans(value, "source", where),
        cue=spans(value, "cue", where),
        content=spans(value, "content", where),
        confidence=None if confidence is None else float(cast("float", confidence)),
        parent=parent,
        labels=_labels(value, where),
    )


def open_lines(path: Path) -> TextIO:
    """A text file, gzipped where its name ends in ".gz"."""
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding="utf-8")
    return path.open(encoding="utf-8")


def values(path: Path, lines: TextIO) -> Iterator[tuple[int, dict[str, object]]]:
    """The decoded lines with their numbers from 1, blank ones apart."""
    try:
        for number, line in enumerate(lines, start=1):
            if line.strip():
                yield number, _object(line, f"{path}, line {number}")
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise BadLineError(f"{path}: {error}; expected UTF-8 text, gzipped where it ends in .gz") from error


def _object(line: str, where: str) -> dict[str, object]:
    try:
        value = json.loads(line)
    except ValueError as error:
        raise BadLineError(f"{where}: {error}; expected one JSON object a line") from error
    if not isinstance(value, dict):
        raise BadLineError(f"{where}: is a {type(value).__name__}; expected one JSON object a line")
    return value


def spans(value: Mapping[str, object], role: str, where: str) -> tuple[Span, ...]:
    """The spans under one key of a decoded object, none where it is absent or null."""
    given = value.get(role) or []
    try:
        return tuple(Span(_offset(start), _offset(end)) for start, end in cast("list[list[object]]", given))
    except (TypeError, ValueError) as error:
        raise BadLineError(
            f"{where}: {role} is {given!r}; expected [[start, end], ...] with 0 <= start < end"
        ) from error


def _labels(value: Mapping[str, object], where: str) -> dict[str, object]:
    """What is neither span nor number, as it stands; settings are looked at, for they hold offsets."""
    labels = {key: item for key, item in value.items() if key not in _OUR_KEYS}
    if "settings" in labels:
        labels["settings"] = _settings(labels["settings"], where)
    return labels


def _settings(given: object, where: str) -> list[list[object]]:
    """Settings as [kind, start, end], from that shape or from the one of a record's JSON."""
    try:
        items = cast("list[object]", given or [])
        flat = [[i["kind"], *i["span"]] if isinstance(i, dict) else i for i in items]
        found = [Span(_offset(start), _offset(end)) for _, start, end in cast("list[list[object]]", flat)]
        kinds = [SettingKind(str(item[0])).value for item in cast("list[list[object]]", flat)]
    except (TypeError, ValueError, KeyError) as error:
        raise BadLineError(
            f"{where}: settings is {given!r}; expected [[kind, start, end], ...] with a kind of "
            f"{', '.join(SettingKind)} and 0 <= start < end"
        ) from error
    return [[kind, span.start, span.end] for kind, span in zip(kinds, found, strict=True)]


def _offset(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(value)
    return value


def _number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _string(value: Mapping[str, object], key: str) -> str | None:
    given = value.get(key)
    return given if isinstance(given, str) else None
