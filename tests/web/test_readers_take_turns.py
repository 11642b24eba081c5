"""The one reader of a server: made once, lent to so many at a time."""

from __future__ import annotations

import threading

import pytest

from onrecord.errors import ModelError
from onrecord.pipeline import Reader
from onrecord.testing import FakeAnalyser
from onrecord.web.readers import MOST_LOST, Readers
from onrecord.web.refusals import OvertaxedError


class Clock:
    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


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
        assert one is other
        assert one.analyser is made[0].analyser
    assert len(made) == 1


def test_who_waits_too_long_for_a_turn_is_told_so() -> None:
    readers = Readers(lambda: Reader(analyser=FakeAnalyser()), most=1, patience=0.05)
    with readers.use(), pytest.raises(OvertaxedError) as caught, readers.use():
        pass
    assert caught.value.wait
    with readers.use():
        pass


def test_the_place_of_a_reading_that_hangs_is_given_to_others_but_not_without_end() -> None:
    clock = Clock()
    readers = Readers(
        lambda: Reader(analyser=FakeAnalyser()), most=1, patience=0.0, seconds=10.0, clock=clock
    )
    hanging = [readers.turn()]
    for _ in range(MOST_LOST):
        clock.now += 20.0
        with pytest.raises(OvertaxedError):
            readers.turn()
        clock.now += 0.1
        hanging.append(readers.turn())
    clock.now += 20.1
    with pytest.raises(OvertaxedError):  # each of them may still use a core
        readers.turn()
    hanging[0].done()
    hanging[0].done()  # it was given back already: nobody else's place is
    hanging.append(readers.turn())
    with pytest.raises(OvertaxedError):
        readers.turn()


def test_who_reads_many_pages_has_time_for_each() -> None:
    clock = Clock()
    readers = Readers(
        lambda: Reader(analyser=FakeAnalyser()), most=1, patience=0.0, seconds=10.0, clock=clock
    )
    turn = readers.turn()
    for _ in range(5):
        clock.now += 15.0
        turn.move_on()
    clock.now += 15.0
    assert not readers.is_over(turn)
    with pytest.raises(OvertaxedError):
        readers.turn()


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
