"""The breaker before Elasticsearch."""

import threading

import pytest

from search.breaker import Breaker


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self):
        self.now = 1_000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def breaker(clock):
    return Breaker(threshold=3, probe_every_s=3.0, clock=clock)


def fail(breaker, times):
    for _time in range(times):
        breaker.failed()


def test_it_lets_every_call_through_at_first(breaker):
    assert all(breaker.allows() for _call in range(10))


def test_it_lets_calls_through_below_the_threshold(breaker):
    fail(breaker, 2)

    assert breaker.allows()
    assert not breaker.is_open


def test_it_holds_calls_back_after_three_failures_in_a_row(breaker):
    fail(breaker, 3)

    assert breaker.is_open
    assert not breaker.allows()


def test_it_counts_only_failures_in_a_row(breaker):
    fail(breaker, 2)
    breaker.succeeded()
    fail(breaker, 2)

    assert breaker.allows()


def test_it_lets_one_call_in_turn_through_as_a_probe(breaker, clock):
    fail(breaker, 3)
    clock.now += 2.9
    assert not breaker.allows()

    clock.now += 0.1

    assert [breaker.allows() for _call in range(5)] == [True, False, False, False, False]


def test_it_waits_again_after_a_probe_that_failed(breaker, clock):
    fail(breaker, 3)
    clock.now += 3
    assert breaker.allows()
    breaker.failed()

    clock.now += 2.9
    assert not breaker.allows()
    clock.now += 0.1
    assert breaker.allows()


def test_it_closes_after_a_probe_that_succeeded(breaker, clock):
    fail(breaker, 3)
    clock.now += 3
    assert breaker.allows()

    breaker.succeeded()

    assert not breaker.is_open
    assert all(breaker.allows() for _call in range(5))


def test_it_opens_again_after_it_had_closed(breaker, clock):
    fail(breaker, 3)
    clock.now += 3
    breaker.allows()
    breaker.succeeded()

    fail(breaker, 3)

    assert not breaker.allows()


def test_it_lets_one_of_many_threads_through(breaker, clock):
    fail(breaker, 3)
    clock.now += 3
    together = threading.Barrier(16)
    let_through = []

    def ask():
        together.wait()
        if breaker.allows():
            let_through.append(1)

    threads = [threading.Thread(target=ask) for _thread in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(let_through) == 1
