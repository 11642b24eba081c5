"""The comparison with other libraries runs where none is installed, and scores what a reader gives."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import pytest

from onrecord.evaluation.date_gold import load

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "dates_libraries.py"


@pytest.fixture(scope="module")
def benchmark() -> Any:
    spec = importlib.util.spec_from_file_location("dates_libraries", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def gold(tmp_path: Path) -> Path:
    (tmp_path / "dev.txt").write_text("@ 2024-05-07\n{Yesterday|2024-05-06} and in {May|2024-05}.\n", "utf-8")
    return tmp_path


def test_what_is_not_installed_is_said_so(
    benchmark: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        benchmark,
        "READERS",
        {"onrecord": (benchmark.ours, "onrecord"), "other": (benchmark.ours, "no_such_one")},
    )
    benchmark.main([str(gold(tmp_path))])
    lines = capsys.readouterr().out.splitlines()
    assert lines[1].split()[:4] == ["onrecord", "1.000", "1.000", "1.000"]
    assert lines[2].split(maxsplit=1) == ["other", "not installed"]


def test_a_reader_of_days_is_within_a_month_and_not_right(benchmark: Any, tmp_path: Path) -> None:
    def read(text: str, published: str | None) -> list[Any]:
        return [
            benchmark.expression(0, 9, "2024-05-06", "2024-05-06"),
            benchmark.expression(17, 20, "2024-05-07", "2024-05-07"),
        ]

    merits = benchmark.measured(load(gold(tmp_path) / "dev.txt"), read)
    assert (merits["found"], merits["within"], merits["right"]) == (1.0, 1.0, 0.5)
