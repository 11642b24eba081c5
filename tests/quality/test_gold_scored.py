"""The gold speaks the scorer's language: scored against itself, nothing is lost."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from onrecord.evaluation.markup import read_passages

ROOT = Path(__file__).parents[2]
SCORER = ROOT.parent / "shared" / "score.py"


@pytest.mark.skipif(not SCORER.is_file(), reason="no ../shared/score.py beside the repository")
def test_the_gold_scored_against_itself_is_perfect(tmp_path: Path) -> None:
    lines = [json.dumps(passage.as_line()) for passage in read_passages(ROOT / "quality" / "passages")]
    gold = tmp_path / "gold.jsonl"
    gold.write_text("\n".join(lines) + "\n", "utf-8")
    command = [sys.executable, str(SCORER), str(gold), str(gold), "--json"]
    scored = subprocess.run(command, capture_output=True, text=True, check=True)
    figures = json.loads(scored.stdout)
    assert figures
    assert set(figures.values()) == {1.0}
