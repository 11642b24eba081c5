"""Freed blocks stay with the process, where the C library can be asked for it."""

from __future__ import annotations

import subprocess
import sys

import pytest

_PROGRAM = """
import resource
from onrecord.training.memory import keep_freed_memory
kept = keep_freed_memory()
def step():
    b'x' * 160_000_000  # as bytes: numpy asks for huge pages of its own accord
step()
before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
for _ in range(5):
    step()
print(kept, resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before)
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="glibc's mallopt is Linux's")
def test_a_large_block_is_used_again_without_page_faults() -> None:
    run = subprocess.run([sys.executable, "-c", _PROGRAM], capture_output=True, text=True, check=True)
    kept, faults = run.stdout.split()
    if kept == "False":
        pytest.skip("this C library has no mallopt")
    assert int(faults) < 10_000  # giving the block back each time takes 39,000 a step, 195,000 in all
