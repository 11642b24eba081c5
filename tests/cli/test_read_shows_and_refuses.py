from __future__ import annotations

import fcntl
import json
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import onrecord

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from click.testing import Result

    Run = Callable[..., Result]
    MakePage = Callable[[int], str]

# What the installed command does, with the fake analyser: for what needs a process of its own.
PROGRAM = (
    "from onrecord import pipeline; from onrecord.testing import FakeAnalyser;"
    "pipeline.load_analyser = lambda *_: FakeAnalyser(0);"
    "from onrecord.cli.app import main; main()"
)


def test_a_page_is_shown(run: Run, page: MakePage) -> None:
    result = run("read", page(1))
    assert result.exit_code == 0
    assert "source Ana Lund" in result.stdout
    assert "words  that the quay number 1 was safe" in result.stdout
    assert result.stderr == ""


def test_the_text_view_marks_the_article(run: Run, page: MakePage) -> None:
    shown = " ".join(run("read", "--view", "text", page(1)).stdout.split())
    assert "{Ana Lund}¹ <said>¹ [that the quay number 1 was safe]¹." in shown


def test_the_list_can_be_grouped_by_speaker(run: Run, page: MakePage) -> None:
    shown = run("read", "--by", "speaker", page(1)).stdout
    assert "\nAna Lund · 1 statement\n\n  1 cue    said\n" in shown
    assert "source" not in shown
    assert "source Ana Lund" in run("read", "--by", "article", page(1)).stdout


def test_claims_are_shown_in_the_place_of_the_attributions(run: Run, page: MakePage) -> None:
    path = page(1)
    shown = run("read", "--claims", path).stdout
    assert "To check: 1 sentence " in shown
    assert "the page itself" in shown
    assert "cue" not in shown
    assert "1. **the page itself**" in run("read", "--claims", "--format", "markdown", path).stdout
    for form in ("json", "html"):
        plain = run("read", "--format", form, path).stdout
        assert run("read", "--claims", "--format", form, path).stdout == plain


@pytest.mark.parametrize("other", [("--view", "list"), ("--by", "speaker")], ids=lambda other: other[0])
def test_claims_and_another_view_are_a_mistake(run: Run, page: MakePage, other: tuple[str, str]) -> None:
    result = run("read", "--claims", *other, page(1))
    assert result.exit_code == 2
    assert f"{other[0]} the attributions: expected one or the other" in " ".join(result.stderr.split())


def test_markdown_can_be_grouped_by_speaker_and_what_carries_all_stays_as_it_is(
    run: Run, page: MakePage
) -> None:
    path = page(1)
    assert "## Ana Lund (1 statement)" in run("read", "--by", "speaker", "--format", "markdown", path).stdout
    for form in ("json", "jsonl", "html"):
        plain = run("read", "--format", form, path).stdout
        assert run("read", "--by", "speaker", "--format", form, path).stdout == plain
        assert "Ana Lund" in plain


def test_standard_input_is_a_page(run: Run) -> None:
    result = run("read", "-", input=b"The quay was wet. Ana Lund said that it was safe.")
    assert "words  that it was safe" in result.stdout


def test_json_of_one_page_is_a_record(run: Run, page: MakePage) -> None:
    path = page(1)
    record = onrecord.from_json(run("read", "--format", "json", path).stdout)
    assert record.name == path
    assert record.model == "fake 0"


def test_json_of_several_pages_is_an_array_whatever_could_be_read(
    run: Run, page: MakePage, tmp_path: Path
) -> None:
    absent = str(tmp_path / "absent")
    assert len(json.loads(run("read", "--format", "json", page(1), page(2)).stdout)) == 2
    assert len(json.loads(run("read", "--format", "json", page(1), absent).stdout)) == 1
    assert len(json.loads(run("read", "--format", "json", str(tmp_path)).stdout)) == 2
    assert json.loads(run("read", "--format", "json", absent, absent).stdout) == []


def test_json_lines_follow_the_order_of_the_inputs(run: Run, page: MakePage) -> None:
    paths = [page(number) for number in (3, 1, 2)]
    lines = run("read", "--format", "jsonl", *paths).stdout.splitlines()
    assert [json.loads(line)["name"] for line in lines] == paths


def test_pages_that_cannot_be_read_are_listed_with_reason_and_advice(
    run: Run, page: MakePage, tmp_path: Path
) -> None:
    pdf = tmp_path / "a.pdf"
    pdf.write_bytes(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj")
    result = run("read", page(1), str(pdf), str(tmp_path / "absent.html"))
    assert result.exit_code == 1
    assert "words  that the quay number 1 was safe" in result.stdout
    assert "onrecord: 2 of 3 pages were not read:" in result.stderr
    assert "[not-found]" in result.stderr
    assert "expected" in result.stderr
    assert "Traceback" not in result.output


def test_nothing_to_read_is_not_an_error(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(b"")
    result = run("read", str(tmp_path / "a.html"))
    assert result.exit_code == 0
    assert "Nothing to read" in result.stdout


def test_an_empty_folder_is_said(run: Run, tmp_path: Path) -> None:
    result = run("read", str(tmp_path))
    assert result.exit_code == 0
    assert "holds no files" in result.stderr


@pytest.mark.parametrize(
    ("name", "begins"),
    [("r.html", "<!DOCTYPE html>"), ("r.md", "# "), ("r.jsonl", '{"name"'), ("r.json", "{\n"), ("r.txt", "")],
)
def test_the_ending_of_the_output_file_says_the_format(
    run: Run, page: MakePage, tmp_path: Path, name: str, begins: str
) -> None:
    out = tmp_path / name
    result = run("read", "-o", str(out), page(1))
    assert (result.exit_code, result.stdout) == (0, "")
    assert out.read_text(encoding="utf-8").startswith(begins)
    assert "Ana Lund" in out.read_text(encoding="utf-8")


def test_an_output_file_is_there_whole_or_not_at_all(run: Run, page: MakePage, tmp_path: Path) -> None:
    out = tmp_path / "r.json"
    out.write_text("earlier")
    assert run("read", "-o", str(out), str(tmp_path / "absent")).exit_code == 1
    assert out.read_text() == "earlier"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["r.json"]


def test_an_output_file_can_be_read_by_others_as_the_umask_allows(
    run: Run, page: MakePage, tmp_path: Path
) -> None:
    plain = tmp_path / "plain"
    plain.write_text("")
    run("read", "-o", str(tmp_path / "r.json"), page(1))
    assert (tmp_path / "r.json").stat().st_mode == plain.stat().st_mode


@pytest.mark.parametrize(
    "arguments",
    [
        ("read",),
        ("read", "--view", "text", "--format", "json", "x"),
        ("read", "--format", "pdf", "x"),
        ("read", "--by", "outlet", "x"),
        ("read", "--by", "speaker", "--view", "text", "x"),
        ("read", "--min-confidence", "1.5", "x"),
        ("read", "--no-such-option", "x"),
        ("no-such-command",),
    ],
)
def test_a_command_line_that_makes_no_sense_ends_with_2(run: Run, arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Traceback" not in result.stderr


def test_an_output_file_that_cannot_be_written_ends_with_2(run: Run, page: MakePage, tmp_path: Path) -> None:
    result = run("read", "-o", str(tmp_path / "no" / "such" / "r.json"), page(1))
    assert result.exit_code == 2
    assert "cannot be written" in result.stderr


def test_the_dial_leaves_out_what_is_less_sure(run: Run, page: MakePage) -> None:
    assert "No attribution was found." in run("read", "--min-confidence", "0.8", page(1)).stdout


def test_private_addresses_are_refused(run: Run) -> None:
    result = run("read", "http://127.0.0.1:9/")
    assert result.exit_code == 1
    assert "127.0.0.1" in result.stderr


def test_control_characters_of_a_name_do_not_reach_the_terminal(run: Run) -> None:
    assert "\x1b" not in run("read", "absent\x1b[31m.html").output


def process(*arguments: str, **options: object) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", PROGRAM, *arguments]
    return subprocess.Popen(command, stderr=subprocess.PIPE, **options)  # type: ignore[call-overload, no-any-return]


def test_a_reader_that_goes_away_ends_the_run_quietly(page: MakePage) -> None:
    running = process("read", "--format", "jsonl", *(page(1) for _ in range(300)), stdout=subprocess.PIPE)
    assert running.stdout.readline()
    running.stdout.close()
    errors = running.stderr.read()
    running.stderr.close()
    assert running.wait(60) == 141
    assert errors == b""


def wait_for_more(running: subprocess.Popen[bytes]) -> None:
    """Until a process has read all that its pipe holds, and sleeps."""
    assert running.stdin is not None
    until = time.monotonic() + 60
    while time.monotonic() < until:
        (held,) = struct.unpack("i", fcntl.ioctl(running.stdin.fileno(), termios.FIONREAD, bytes(4)))
        told = Path(f"/proc/{running.pid}/stat").read_text(encoding="ascii")
        if not held and told.rpartition(")")[2].split()[0] == "S":
            return
        time.sleep(0.02)
    raise AssertionError("the process did not read what it was given")


@pytest.fixture
def interruptible() -> Iterator[None]:
    """A shell lets what runs in the background ignore interrupts; all that is started there inherits it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
def test_an_interrupt_ends_with_130_and_one_line() -> None:
    running = process("read", "-", stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
    running.stdin.write(b"x" * 1_000_000)  # more than a pipe holds: when this returns, the page is being read
    running.stdin.flush()
    wait_for_more(running)  # there a signal is sure to wake it
    running.send_signal(signal.SIGINT)
    _, errors = running.communicate(timeout=60)
    assert running.returncode == 130
    assert errors == b"onrecord: interrupted\n"


def test_many_pages_move_a_bar_on_standard_error(page: MakePage, tmp_path: Path) -> None:
    pages = [page(number) for number in range(3)]
    shown = on_terminal("read", "-o", str(tmp_path / "out.jsonl"), *pages, stream="stderr")
    assert "Reading" in shown
    assert "3 pages" in shown


def on_terminal(*arguments: str, stream: str = "stdout", **environment: str) -> str:
    """What the command writes to a stream that is a terminal."""
    ours, theirs = pty.openpty()
    plain = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "COLUMNS")}
    streams = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, stream: theirs}
    command = [sys.executable, "-c", PROGRAM, *arguments]
    running = subprocess.Popen(command, env={**plain, "TERM": "xterm", **environment}, **streams)
    os.close(theirs)
    out = b""
    while select.select([ours], [], [], 60)[0]:
        try:
            piece = os.read(ours, 65536)
        except OSError:  # Linux: the other end was closed
            break
        if not piece:
            break
        out += piece
    os.close(ours)
    assert running.wait(60) == 0
    return out.decode()


def test_a_terminal_gets_colours_unless_no_color_forbids_them(page: MakePage) -> None:
    assert "\x1b[" in on_terminal("read", page(1))
    assert "\x1b[" not in on_terminal("read", page(1), NO_COLOR="1")
    assert "\x1b[" not in on_terminal("read", page(1), TERM="dumb")
