from __future__ import annotations

import math
import sys
from typing import TYPE_CHECKING

import pytest

from onrecord.errors import MissingExtraError
from onrecord.extras import require

if TYPE_CHECKING:
    from pathlib import Path


def test_an_installed_package_is_given() -> None:
    assert require("math", extra="train", purpose="training") is math


def test_a_missing_package_names_the_extra_and_the_command() -> None:
    with pytest.raises(
        MissingExtraError, match=r"training needs the extra 'train'; run: pip install 'onrecord\[train\]'"
    ):
        require("no_such_package.part", extra="train", purpose="training")


def test_a_broken_package_is_not_called_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "half_installed.py").write_text("import no_such_dependency\n")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(ModuleNotFoundError, match="no_such_dependency"):
        require("half_installed", extra="train", purpose="training")
    assert "half_installed" not in sys.modules
