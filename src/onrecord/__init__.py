"""Reads a news page and puts it on the record: who said what, in which words, with exact offsets.

>>> import onrecord
>>> record = onrecord.read("page.html")  # doctest: +SKIP
>>> for attribution in record.attributions:  # doctest: +SKIP
...     print([span.of(record.article.text) for span in attribution.source])

Every name below is fetched when it is first used, so that importing the package loads nothing: neither
the model's runtime, nor the page extractor, nor the command line.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.desk import Ledger
    from onrecord.errors import InputError, MissingExtraError, ModelError, OnrecordError, UsageError
    from onrecord.exports.as_json import from_json, to_json
    from onrecord.pipeline import Reader, read, read_text
    from onrecord.records import (
        Analysis,
        Article,
        Attribution,
        Block,
        BlockKind,
        Bound,
        Capture,
        Change,
        ChangePart,
        Check,
        CheckReason,
        DateKind,
        DatePrecision,
        DateReason,
        Direction,
        Distance,
        Evidence,
        EvidenceKind,
        Figure,
        FigureKind,
        Furniture,
        FurnitureKind,
        HeadlineCheck,
        HeadlineClaim,
        HeadlineOutcome,
        Hop,
        HopKind,
        Mention,
        MentionForm,
        Narration,
        Page,
        PageKind,
        Quotation,
        QuotedKind,
        QuotedSpan,
        Record,
        Refusal,
        Setting,
        SettingKind,
        Shares,
        Span,
        Speaker,
        SpeakerKind,
        SpeakerShare,
        Stance,
        TemporalExpression,
    )

    __version__: str

__all__ = [
    "Analysis",
    "Article",
    "Attribution",
    "Block",
    "BlockKind",
    "Bound",
    "Capture",
    "Change",
    "ChangePart",
    "Check",
    "CheckReason",
    "DateKind",
    "DatePrecision",
    "DateReason",
    "Direction",
    "Distance",
    "Evidence",
    "EvidenceKind",
    "Figure",
    "FigureKind",
    "Furniture",
    "FurnitureKind",
    "HeadlineCheck",
    "HeadlineClaim",
    "HeadlineOutcome",
    "Hop",
    "HopKind",
    "InputError",
    "Ledger",
    "Mention",
    "MentionForm",
    "MissingExtraError",
    "ModelError",
    "Narration",
    "OnrecordError",
    "Page",
    "PageKind",
    "Quotation",
    "QuotedKind",
    "QuotedSpan",
    "Reader",
    "Record",
    "Refusal",
    "Setting",
    "SettingKind",
    "Shares",
    "Span",
    "Speaker",
    "SpeakerKind",
    "SpeakerShare",
    "Stance",
    "TemporalExpression",
    "UsageError",
    "__version__",
    "from_json",
    "read",
    "read_text",
    "to_json",
]

_ELSEWHERE = {
    "Ledger": "onrecord.desk",
    "Reader": "onrecord.pipeline",
    "read": "onrecord.pipeline",
    "read_text": "onrecord.pipeline",
    "from_json": "onrecord.exports.as_json",
    "to_json": "onrecord.exports.as_json",
}


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module 'onrecord' has no attribute {name!r}")
    if name == "__version__":
        value: object = _version()
    else:
        value = getattr(importlib.import_module(_home(name)), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


def _version() -> str:
    """The installed version, or "0+source" where the package is used straight from a source tree."""
    from importlib import metadata

    try:
        return metadata.version("onrecord")
    except metadata.PackageNotFoundError:
        return "0+source"


def _home(name: str) -> str:
    """The module that holds a public name: the two tables of values need no listing of their own."""
    return _ELSEWHERE.get(name) or ("onrecord.errors" if name.endswith("Error") else "onrecord.records")
