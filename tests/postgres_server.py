"""A PostgreSQL server of the tests' own: Debian's package, on loopback, in a folder that goes away."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

SETTINGS = "-c fsync=off -c full_page_writes=off -c max_connections=30 -c shared_buffers=64MB"


def programs() -> Path | None:
    """The folder of the newest server's programs; None where no server is installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: float(p.parts[-3]))
    if found:
        return found[-1].parent
    elsewhere = shutil.which("initdb")
    return Path(elsewhere).parent if elsewhere else None


@contextmanager
def server() -> Iterator[str]:
    """A server while the block runs; its URL, without a database at the end."""
    bin_folder = programs()
    assert bin_folder is not None, "no PostgreSQL server: apt-get install postgresql"
    with tempfile.TemporaryDirectory(prefix="onrecord-pg-") as name:
        folder = Path(name)
        as_user = _handed_over(folder)
        data = folder / "data"
        run = lambda *words: subprocess.run(  # noqa: E731
            [*as_user, *map(str, words)], check=True, capture_output=True, cwd=folder, timeout=60
        )
        run(
            bin_folder / "initdb",
            "-D",
            data,
            "-U",
            "onrecord",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "-N",
        )
        port = _free_port()
        options = (
            f"{SETTINGS} -c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={folder}"
        )
        run(bin_folder / "pg_ctl", "-D", data, "-w", "-o", options, "-l", folder / "log", "start")
        try:
            yield f"postgresql://onrecord@127.0.0.1:{port}"
        finally:
            run(bin_folder / "pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")


def _handed_over(folder: Path) -> list[str]:
    """What runs a program as somebody whom PostgreSQL runs for: it refuses root."""
    if os.geteuid() != 0:
        return []
    shutil.chown(folder, "postgres", "postgres")
    return ["runuser", "-u", "postgres", "--"]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
