"""``onrecord versions`` and ``onrecord check``: shown to people, given to programs, with exit codes."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest

from newsroom import publish
from onrecord.ledger import open_ledger

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

    Run = Callable[..., Result]

URL = "https://courier.example.org/live"
BEFORE = "“We waited for the <b>boats</b>,” Ana Lund said. Tomas Reyes said that the dam was safe."
AFTER = "“We waited for the <b>boats</b>,” Eva Moss said. Tomas Reyes said that the dam was never safe."


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ONRECORD_LEDGER", raising=False)
    with open_ledger("onrecord.db", create=True) as ledger:
        publish(ledger, BEFORE, url=URL)
        publish(ledger, AFTER, url=URL)
        publish(ledger, "“Nobody mended the quay in all those years,” Ana Lund said.", outlet="Sun")
    return tmp_path


def rows(result: Result) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(result.stdout)))


@pytest.mark.usefixtures("desk")
def test_versions_show_what_changed(run: Run) -> None:
    result = run("versions", URL + "#comments")
    assert result.exit_code == 0
    assert "another speaker  Ana Lund → Eva Moss" in result.stdout
    assert "that the dam was {+never+} safe" in result.stdout
    assert [row["change"] for row in rows(run("versions", "#1", "--format", "csv"))] == [
        "speaker",
        "reworded",
    ]


@pytest.mark.usefixtures("desk")
def test_what_stayed_the_same_is_shown_on_request(run: Run) -> None:
    (step,) = json.loads(run("versions", "2", "--all", "--format", "json").stdout)
    assert [one["kind"] for one in step["changes"]] == ["speaker", "reworded"]
    assert step["changes"][1]["difference"]["kinds"] == ["negation"]
    assert json.loads(run("versions", "3", "--format", "json").stdout) == []


def test_versions_are_a_page_without_a_script(desk: Path, run: Run) -> None:
    assert run("versions", URL, "--format", "html", "-o", "changes.html").exit_code == 0
    page = (desk / "changes.html").read_text(encoding="utf-8")
    assert '<ins class="in">never</ins>' in page
    assert "<b>boats</b>" not in page
    assert "<script" not in page


@pytest.mark.usefixtures("desk")
def test_one_version_is_told(run: Run) -> None:
    result = run("versions", "3")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "has one version" in result.stderr


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("versions", "https://nowhere.example.org/"), 1, "nothing from this address"),
        (("versions", "99"), 1, "no such article"),
        (("versions", "1", "-o", "x.html"), 2, "expected --format html"),
        (("check", "draft.txt", "-o", "x.html"), 2, "expected --format html"),
        (("check", "no-such-file.txt"), 2, "no such file"),
        (("check", "-", "--ledger", "elsewhere.db"), 2, "there is no ledger"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said(run: Run, arguments: tuple[str, ...], code: int, told: str) -> None:
    result = run(*arguments)
    assert result.exit_code == code
    assert told in result.stderr


@pytest.mark.parametrize(
    ("text", "code", "summary"),
    [
        ("“Nobody mended the quay in all those years,” Ana Lund said.", 0, "1 quotation: 1 verbatim"),
        ("“Nobody mended the dam in all those years,” Ana Lund said.", 1, "1 quotation: 1 altered"),
        ("“Nobody mended the quay in all those years,” Eva Moss said.", 1, "1 quotation: 1 somebody else"),
        ("“The tea was cold and the night was long,” Ana Lund said.", 1, "1 quotation: 1 not found"),
        ("It rained on the quay all day, and the boats stayed in the harbour.", 0, "0 quotations"),
    ],
    ids=["verbatim", "altered", "somebody-else", "not-found", "none"],
)  # fmt: skip
def test_a_draft_is_clean_where_every_quotation_is_verbatim(
    desk: Path, run: Run, text: str, code: int, summary: str
) -> None:
    (desk / "draft.txt").write_text(f"{text} The council met in the old town hall.", encoding="utf-8")
    result = run("check", "draft.txt")
    assert result.exit_code == code
    assert f"onrecord: {summary}\n" in result.stderr


def test_a_checked_draft_shows_its_diff_and_its_source(desk: Path, run: Run) -> None:
    (desk / "draft.txt").write_text("“Nobody mended the <i>dam</i> in all those years,” Ana Lund said.")
    shown = run("check", "draft.txt").stdout
    assert "altered: words changed" in shown
    assert "Nobody mended the [-quay-]{+<i>dam</i>+} in all those years" in shown.replace("\n", " ")
    told = json.loads(run("check", "draft.txt", "--format", "json").stdout)
    assert told["summary"] == {"verbatim": 0, "altered": 1, "other-speaker": 0, "not-found": 0}
    (one,) = told["quotations"]
    assert (one["outcome"], one["found"]["outlet"]) == ("altered", "Sun")
    (row,) = rows(run("check", "draft.txt", "--format", "csv"))
    assert (row["outcome"], row["found_speaker"]) == ("altered", "Ana Lund")
    run("check", "draft.txt", "--format", "html", "-o", "checked.html")
    page = (desk / "checked.html").read_text(encoding="utf-8")
    assert '<del class="out">quay</del>' in page
    assert "<i>dam" not in page


@pytest.mark.usefixtures("desk")
def test_a_draft_comes_from_standard_input(run: Run) -> None:
    text = "The council met in the hall. “Nobody mended the quay in all those years,” Ana Lund said."
    result = run("check", "-", input=text.encode())
    assert result.exit_code == 0, result.stderr


def test_reports_are_checked_with_all(desk: Path, run: Run) -> None:
    (desk / "draft.txt").write_text("The council met. Tomas Reyes said that the dam was never quite safe.")
    assert run("check", "draft.txt").exit_code == 0
    result = run("check", "--all", "draft.txt")
    assert result.exit_code == 1
    assert "1 quotation: 1 altered" in result.stderr
