"""The one reader of a server: made once, lent to so many at a time."""

from __future__ import annotations

import threading

import pytest

from onrecord.errors import ModelError
from onrecord.pipeline import Reader
from onrecord.testing import FakeAnalyser
from onrecord.web.readers import Readers
from onrecord.web.refusals import OvertaxedError


def test_the_model_is_loaded_once_by_whoever_comes_first() -> None:
    made: list[Reader] = []

    def make() -> Reader:
        made.append(Reader(analyser=FakeAnalyser()))
        return made[-1]

    readers = Readers(make)
    assert made == []
    threads = [threading.Thread(target=readers.load) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with readers.use() as one, readers.use() as other:
        assert one is other is made[0]
    assert len(made) == 1


def test_who_waits_too_long_for_a_turn_is_told_so() -> None:
    readers = Readers(lambda: Reader(analyser=FakeAnalyser()), most=1, patience=0.05)
    with readers.use(), pytest.raises(OvertaxedError) as caught, readers.use():
        pass
    assert caught.value.wait
    with readers.use():
        pass


def test_a_model_that_cannot_be_used_is_tried_again_the_next_time() -> None:
    tries = [ModelError("model: incomplete"), None]

    def make() -> Reader:
        error = tries.pop(0)
        if error:
            raise error
        return Reader(analyser=FakeAnalyser())

    readers = Readers(make)
    with pytest.raises(ModelError):
        readers.load()
    with readers.use() as reader:
        assert reader.analyser
