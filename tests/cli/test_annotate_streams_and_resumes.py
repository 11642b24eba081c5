from __future__ import annotations

import gzip
import io
import json
import subprocess
import sys
import tracemalloc
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from onrecord.cli import annotate as module
from onrecord.cli.annotate import Line, Tally, annotate, read_lines
from onrecord.records import Analysis, Distance, Stance
from onrecord.testing import FakeAnalyser, sample_record

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

    Run = Callable[..., Result]

SAID = "It rained.\n\nTomas Reyes said that Ana Lund said that number {} was safe."


def line(number: int) -> str:
    return json.dumps({"id": f"doc-{number}", "text": SAID.format(number), "extra": 1}) + "\n"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "in.jsonl"
    path.write_text("".join(map(line, range(10))), encoding="utf-8")
    return path


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "out.jsonl"


def read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(text) for text in path.read_text(encoding="utf-8").splitlines()]


def test_each_line_is_answered_in_order_with_offsets_into_its_own_text(
    run: Run, source: Path, target: Path
) -> None:
    result = run("annotate", str(source), str(target))
    assert result.exit_code == 0
    answers = read(target)
    assert [answer["id"] for answer in answers] == [f"doc-{n}" for n in range(10)]
    (attribution,) = answers[7]["attributions"]
    text = SAID.format(7)
    words = {role: [text[a:b] for a, b in attribution[role]] for role in ("source", "cue", "content")}
    assert words == {
        "source": ["Tomas Reyes"],
        "cue": ["said"],
        "content": ["that Ana Lund said that number 7 was safe"],
    }
    assert (attribution["quotation"], attribution["confidence"]) == ("indirect", 0.6)
    assert (attribution["speaker"], attribution["speaker_kind"]) == ("Tomas Reyes", "person")
    assert "10 texts annotated" in result.stderr


def test_the_stance_is_written_as_the_scorer_reads_it() -> None:
    record = sample_record()
    denied = replace(record.attributions[0], stance=Stance.DENY, negated=True, distance=Distance.ENDORSING)
    analysis = Analysis((denied, record.attributions[1]), record.speakers)
    out = io.BytesIO()
    annotate([Line(1, 0, "a", "It rained.")], out, lambda items: (analysis for _ in items))
    written = json.loads(out.getvalue())["attributions"]
    assert [(item["stance"], item["negated"], item["distance"]) for item in written] == [
        ("deny", True, "endorsing"),
        (None, False, "neutral"),
    ]


def test_the_speaker_is_written_as_the_scorer_reads_it() -> None:
    record = sample_record()
    together = replace(record.attributions[0], speakers=(0, 1))
    mixed = replace(record.attributions[0], speakers=(0, 2))
    analysis = Analysis((*record.attributions, together, mixed), record.speakers)
    out = io.BytesIO()
    annotate([Line(1, 0, "a", "It rained.")], out, lambda items: (analysis for _ in items), nested=True)
    written = json.loads(out.getvalue())["attributions"]
    shapes = [{key: item[key] for key in item if key.startswith("speaker")} for item in written]
    assert shapes == [
        {"speaker": "Ana Lund", "speaker_kind": "person"},
        {"speaker": "Tomas Reyes", "speaker_kind": "person"},
        {"speaker": "Ana Lund", "speaker_kind": "person"},
        {"speaker": "Ana Lund", "speaker_kind": "person"},
        {"speaker": "Two dockers", "speaker_kind": "unnamed"},
        {"speaker": None, "speaker_kind": "unknown"},
        {"speaker": None, "speaker_kind": "unknown"},
        {"speakers": ["Ana Lund", "Tomas Reyes"], "speaker_kind": "person"},
        {"speakers": ["Ana Lund", "Two dockers"], "speaker_kind": "group"},
    ]


def test_nested_attributions_are_written_when_asked_for(run: Run, source: Path, target: Path) -> None:
    run("annotate", "--nested", str(source), str(target))
    assert [len(answer["attributions"]) for answer in read(target)] == [2] * 10


def test_the_dial_reaches_the_analyser(run: Run, source: Path, target: Path) -> None:
    run("annotate", "--min-confidence", "0.7", str(source), str(target))
    assert all(answer["attributions"] == [] for answer in read(target))


BAD = [
    (b"{not json", "not JSON"),
    (b"[1]", "a list"),
    (b'{"text": "x"}', '"id" is null'),
    (b'{"id": true, "text": "x"}', '"id" is true'),
    (b'{"id": "a"}', '"text" is null'),
    (b'{"id": "a", "text": {"b": 1}}', '"text" is an object'),
    (b'{"id": "a", "text": "\xff"}', "not UTF-8"),
    (b'{"id": "a", "text": "\\ud800"}', "U+D800"),
    (b"[" * 100_000, "not JSON"),
]


@pytest.mark.parametrize(("bad", "why"), BAD, ids=lambda value: str(value)[:24])
def test_a_bad_line_becomes_an_error_line_and_the_run_goes_on(
    run: Run, source: Path, target: Path, bad: bytes, why: str
) -> None:
    good = source.read_bytes().splitlines(keepends=True)
    source.write_bytes(b"".join([*good[:3], bad + b"\n", *good[3:]]))
    result = run("annotate", str(source), str(target))
    answers = read(target)
    assert result.exit_code == 1
    assert len(answers) == 11
    assert answers[3]["line"] == 4
    assert why in answers[3]["error"]
    assert "expected" in answers[3]["error"]
    assert answers[4]["id"] == "doc-3"


def test_blank_lines_and_a_byte_order_mark_are_passed_over(run: Run, target: Path, source: Path) -> None:
    source.write_bytes(b"\xef\xbb\xbf" + line(0).encode() + b"\r\n\n" + line(1).encode().rstrip())
    assert run("annotate", str(source), str(target)).exit_code == 0
    assert [answer["id"] for answer in read(target)] == ["doc-0", "doc-1"]


def test_ids_may_be_numbers_and_texts_empty(run: Run, target: Path, source: Path) -> None:
    source.write_text('{"id": 7, "text": ""}\n{"id": "b", "text": "\\n \\n"}\n')
    assert run("annotate", str(source), str(target)).exit_code == 0
    assert read(target) == [{"id": 7, "attributions": []}, {"id": "b", "attributions": []}]


def test_a_line_too_long_for_memory_is_refused_and_skipped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LONGEST_LINE", 200)
    raw = io.BytesIO(line(0).encode() + b"x" * 1000 + b"\n" + line(1).encode() + b"y" * 201)
    found = list(read_lines(raw))
    assert [item.identity for item in found] == ["doc-0", None, "doc-1", None]
    assert "longer than" in str(found[1].error)


def test_compressed_input_is_found_by_its_bytes_and_compressed_output_by_its_name(
    run: Run, source: Path, tmp_path: Path
) -> None:
    source.write_bytes(gzip.compress(source.read_bytes()))
    target = tmp_path / "out.jsonl.gz"
    assert run("annotate", str(source), str(target)).exit_code == 0
    assert len(gzip.decompress(target.read_bytes()).splitlines()) == 10


def test_broken_compression_keeps_what_came_before(run: Run, source: Path, target: Path) -> None:
    lines = "".join(map(line, range(3000))).encode()
    source.write_bytes(gzip.compress(lines)[:-40])
    assert run("annotate", str(source), str(target)).exit_code == 1
    answers = read(target)
    assert len(answers) > 10
    assert "broken compression" in answers[-1]["error"]
    assert all("id" in answer for answer in answers[:-1])


def test_standard_input_and_output_are_a_dash(run: Run) -> None:
    result = run("annotate", "-", "-", input=line(1) + line(2))
    assert [json.loads(text)["id"] for text in result.stdout.splitlines()] == ["doc-1", "doc-2"]
    packed = run("annotate", "-", "-", input=gzip.compress(line(1).encode()))
    assert json.loads(packed.stdout)["id"] == "doc-1"


def test_an_existing_output_is_neither_lost_nor_mixed_unasked(run: Run, source: Path, target: Path) -> None:
    target.write_text("precious\n")
    result = run("annotate", str(source), str(target))
    assert result.exit_code == 2
    assert "--resume" in result.stderr
    assert "--overwrite" in result.stderr
    assert target.read_text() == "precious\n"
    assert run("annotate", "--overwrite", str(source), str(target)).exit_code == 0
    assert len(read(target)) == 10


@pytest.mark.parametrize("cut", [0, 1, 150, 700, 10**6])
def test_an_interrupted_run_is_continued_to_the_same_end(
    run: Run, source: Path, target: Path, cut: int
) -> None:
    source.write_text(line(0) + "bad\n" + "".join(map(line, range(1, 10))))
    run("annotate", str(source), str(target))
    whole = target.read_bytes()
    target.write_bytes(whole[:cut])
    kept = whole[:cut].count(b"\n")
    result = run("annotate", "--resume", str(source), str(target))
    assert target.read_bytes() == whole
    assert (f"{kept} lines kept" in result.stderr) == (kept > 0)


def test_resuming_without_an_earlier_run_begins(run: Run, source: Path, target: Path) -> None:
    assert run("annotate", "--resume", str(source), str(target)).exit_code == 0
    assert len(read(target)) == 10


@pytest.mark.parametrize(
    "earlier",
    ['{"id": "other", "attributions": []}\n', "not json\n", '{"line": 1, "error": "x"}\n', "[]\n"],
)
def test_an_output_of_another_input_is_not_continued(
    run: Run, source: Path, target: Path, earlier: str
) -> None:
    target.write_text(earlier)
    result = run("annotate", "--resume", str(source), str(target))
    assert result.exit_code == 2
    assert 'line 1, id "doc-0"' in result.stderr
    assert target.read_text() == earlier


def test_an_output_with_more_lines_than_the_input_is_not_continued(
    run: Run, source: Path, target: Path
) -> None:
    run("annotate", str(source), str(target))
    source.write_text(line(0))
    result = run("annotate", "--resume", str(source), str(target))
    assert result.exit_code == 2
    assert "fewer lines" in result.stderr
    assert len(read(target)) == 10


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("absent.jsonl", "out.jsonl"), 1),
        (("in.jsonl", "no/such/folder/out.jsonl"), 2),
        (("in.jsonl",), 2),
        (("--resume", "--overwrite", "in.jsonl", "out.jsonl"), 2),
        (("--resume", "in.jsonl", "out.jsonl.gz"), 2),
        (("--resume", "in.jsonl", "-"), 2),
    ],
)
def test_mistakes_are_told_without_a_stack_trace(
    run: Run, source: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], code: int
) -> None:
    monkeypatch.chdir(source.parent)
    result = run("annotate", *arguments)
    assert result.exit_code == code
    assert result.stderr.startswith(("onrecord: ", "Usage: "))
    assert sorted(path.name for path in source.parent.iterdir()) == ["in.jsonl"]


def test_answers_are_written_as_soon_as_they_are_known(tmp_path: Path) -> None:
    program = (
        "from onrecord import pipeline; from onrecord.testing import FakeAnalyser;"
        "pipeline.load_analyser = lambda *_: FakeAnalyser(0);"
        "from onrecord.cli.app import main; main(['annotate', '-', '-'])"
    )
    command = [sys.executable, "-c", program]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdin
        assert running.stdout
        for number in (1, 2):
            running.stdin.write(line(number).encode())
            running.stdin.flush()
            assert json.loads(running.stdout.readline())["id"] == f"doc-{number}"
        running.stdin.close()
        assert running.wait(60) == 0


def test_memory_does_not_grow_with_the_file() -> None:
    peaks = [peak_of(500), peak_of(5000)]
    assert peaks[1] < peaks[0] * 1.5 + 200_000


class Endless(io.RawIOBase):
    """``count`` lines that are made as they are read: every tenth a bad one."""

    def __init__(self, count: int) -> None:
        self._lines = (line(n).encode() if n % 10 else b"bad\n" for n in range(count))

    def readline(self, size: int | None = -1, /) -> bytes:
        return next(self._lines, b"")


class Nowhere(io.RawIOBase):
    def write(self, data: Any, /) -> int:
        return len(data)


def peak_of(count: int) -> int:
    tracemalloc.start()
    tally = annotate(read_lines(Endless(count)), Nowhere(), FakeAnalyser().analyse_many)  # type: ignore[arg-type]
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert tally == Tally(annotated=count - count // 10, bad=count // 10)
    return peak
