from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from onrecord.testing import sample_record

if TYPE_CHECKING:
    from onrecord.records import Record


# On a busy machine drawing a record takes longer than hypothesis allows: that says nothing about our code.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")


@pytest.fixture
def record() -> Record:
    return sample_record()
