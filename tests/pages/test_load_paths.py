"""Files, folders and standard input give pages; what is missing says so."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from onrecord.errors import NotFoundError, UnreadableError
from onrecord.pages import Limits, expand, load

SRC = Path(__file__).resolve().parents[2] / "src"


def test_a_path_gives_its_page(tmp_path):
    file = tmp_path / "page.txt"
    file.write_text("The city said no.", "utf-8")
    page = load(file)
    assert (page.name, page.text, page.url) == (str(file), "The city said no.", None)


def test_a_dash_reads_standard_input(monkeypatch):
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b"She said yes.")))
    page = load("-")
    assert (page.name, page.text) == ("-", "She said yes.")


@pytest.mark.parametrize("path", ["absent.html", "absent/absent.html", "nul\0name"])
def test_a_missing_path_is_not_found(tmp_path, path):
    with pytest.raises(NotFoundError) as refusal:
        load(str(tmp_path / path))
    assert refusal.value.reason == "not-found"


def test_a_folder_is_no_page(tmp_path):
    with pytest.raises(UnreadableError) as refusal:
        load(tmp_path)
    assert refusal.value.reason == "folder"


def test_a_large_file_is_refused_unread(tmp_path):
    file = tmp_path / "large"
    with file.open("wb") as out:
        out.truncate(50 * 1024 * 1024)
    with pytest.raises(UnreadableError) as refusal:
        load(file, limits=Limits(max_bytes=1000))
    assert refusal.value.reason == "too-large"


def test_a_folder_expands_sorted_without_hidden_files(tmp_path):
    for name in ("b.html", "a.txt", ".hidden", "sub/c.html", ".git/d.html"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    given = [str(tmp_path), "-", "https://example.org/a", "absent.html"]
    files = [str(tmp_path / name) for name in ("a.txt", "b.html", "sub/c.html")]
    assert list(expand(given)) == [*files, "-", "https://example.org/a", "absent.html"]


def test_importing_loads_no_network_and_no_parser():
    foreign = {
        "charset_normalizer",
        "courlan",
        "feedparser",
        "httpx",
        "lxml",
        "protego",
        "trafilatura",
        "warcio",
    }
    program = (
        f"import sys; sys.path.insert(0, {str(SRC)!r}); "
        "import onrecord.pages, onrecord.articles, onrecord.watching; "
        f"print(sorted({foreign!r} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
