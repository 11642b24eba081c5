from __future__ import annotations

import subprocess
import sys

import pytest

import onrecord

PUBLIC = [
    *("Analysis", "Article", "Attribution", "Block", "BlockKind", "Bound", "Capture", "Change"),
    *("ChangePart", "Check", "CheckReason", "DateKind", "DatePrecision", "DateReason", "Direction"),
    *("Distance", "Evidence", "EvidenceKind", "Figure", "FigureKind", "Furniture", "FurnitureKind"),
    *("HeadlineCheck", "HeadlineClaim", "HeadlineOutcome", "Hop", "HopKind", "InputError", "Ledger"),
    *("Mention", "MentionForm", "MissingExtraError", "ModelError", "Narration", "OnrecordError", "Page"),
    *("PageKind", "Quotation", "QuotedKind", "QuotedSpan", "Reader", "Record", "Refusal", "Setting"),
    *("SettingKind", "Shares", "Span", "Speaker", "SpeakerKind", "SpeakerShare", "Stance"),
    *("TemporalExpression", "UsageError", "__version__", "from_json", "read", "read_text", "to_json"),
]

# Packages that take a tenth of a second or more to import, or that only the command line needs.
HEAVY = (
    "sqlalchemy",
    "numpy",
    "onnxruntime",
    "tokenizers",
    "trafilatura",
    "httpx",
    "click",
    "rich",
    "torch",
    "lxml",
)


def test_the_public_names_are_these_and_sorted() -> None:
    assert onrecord.__all__ == PUBLIC == sorted(PUBLIC)


@pytest.mark.parametrize("name", PUBLIC)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(onrecord, name) is not None
    assert name in dir(onrecord)


def test_another_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'rate_truth'"):
        onrecord.rate_truth  # noqa: B018


def loaded_after(code: str) -> set[str]:
    program = f"import sys\n{code}\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return {name.split(".")[0] for name in done.stdout.split()}


@pytest.mark.parametrize(
    "code",
    [
        "import onrecord",
        "import onrecord; onrecord.Reader(); onrecord.Span(0, 1); onrecord.from_json",
        "import onrecord.pipeline",
        "import onrecord.records, onrecord.errors, onrecord.extras",
    ],
)
def test_importing_loads_nothing_heavy(code: str) -> None:
    assert not loaded_after(code) & set(HEAVY)


def test_importing_the_package_loads_hardly_anything_at_all() -> None:
    assert loaded_after("import onrecord") - loaded_after("import __future__, importlib, typing") == {
        "onrecord"
    }
