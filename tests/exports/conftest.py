from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from onrecord.testing import sample_record

if TYPE_CHECKING:
    from onrecord.records import Record


@pytest.fixture
def record() -> Record:
    return sample_record()
