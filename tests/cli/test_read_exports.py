from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING

import pyarrow.parquet
import pytest
from test_read_shows_and_refuses import PROGRAM

from onrecord.exports.brat_reader import brat_folder

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

    Run = Callable[..., Result]
    MakePage = Callable[[int], str]


@pytest.mark.parametrize("form", ["csv", "webannotation", "schemaorg", "prov", "labelstudio"])
def test_a_text_goes_to_standard_output(run: Run, page: MakePage, form: str) -> None:
    shown = run("read", "--format", form, page(1), page(2)).stdout
    assert "that the quay number 1 was safe" in shown
    if form == "csv":
        assert len(list(csv.reader(io.StringIO(shown)))) == 3
    else:
        assert json.loads(shown)


def test_brat_is_a_folder_or_an_archive_as_the_ending_says(run: Run, page: MakePage, tmp_path: Path) -> None:
    folder, archive = tmp_path / "out", tmp_path / "out.zip"
    for target in (folder, archive):
        assert run("read", "--format", "brat", "-o", str(target), page(1), page(2)).exit_code == 0
    found = [record.attributions[0].content[0].of(record.article.text) for record in brat_folder(folder)]
    assert sorted(found) == ["that the quay number 1 was safe", "that the quay number 2 was safe"]
    with zipfile.ZipFile(archive) as packed:
        assert sorted(packed.namelist()) == sorted(path.name for path in folder.iterdir())


def test_bytes_can_be_piped(page: MakePage) -> None:
    for form in ("parquet", "brat"):
        command = [sys.executable, "-c", PROGRAM, "read", "--format", form, page(1)]
        done = subprocess.run(command, capture_output=True, check=True)
        if form == "parquet":
            assert pyarrow.parquet.read_table(io.BytesIO(done.stdout)).num_rows == 1
        else:
            assert zipfile.ZipFile(io.BytesIO(done.stdout)).testzip() is None


@pytest.mark.parametrize(("name", "starts"), [("r.csv", b"id,"), ("r.parquet", b"PAR1"), ("r.spacy", b"x")])
def test_the_ending_of_the_file_says_the_format(
    run: Run, page: MakePage, tmp_path: Path, name: str, starts: bytes
) -> None:
    assert run("read", "-o", str(tmp_path / name), page(1)).exit_code == 0
    assert (tmp_path / name).read_bytes().startswith(starts)


def test_without_a_record_nothing_is_written(run: Run, tmp_path: Path) -> None:
    for name, form in (("r.csv", "csv"), ("folder", "brat")):
        result = run("read", "--format", form, "-o", str(tmp_path / name), str(tmp_path / "absent"))
        assert result.exit_code == 1
    assert list(tmp_path.iterdir()) == []


def test_bytes_are_not_shown_on_a_terminal(
    run: Run, page: MakePage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("onrecord.cli.output.sys", _Terminal)
    result = run("read", "--format", "parquet", page(1))
    assert (result.exit_code, result.stdout) == (2, "")
    assert "name one with -o" in result.stderr
    assert run("read", "--format", "parquet", "-o", str(tmp_path / "r.parquet"), page(1)).exit_code == 0


class _Terminal:
    """What ``cli.output`` asks of ``sys``."""

    class stdout:  # noqa: N801
        @staticmethod
        def isatty() -> bool:
            return True

    stderr = stdout


def test_a_missing_package_ends_with_its_extra(
    run: Run, page: MakePage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    result = run("read", "-o", str(tmp_path / "r.parquet"), page(1))
    assert result.exit_code != 0
    assert "onrecord[parquet]" in result.stderr
    assert [path.name for path in tmp_path.iterdir() if "parquet" in path.name] == []
