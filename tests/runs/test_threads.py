"""Tasks on threads: in order, bounded, ended when told."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest

from sim.runs import each

WORKERS = (1, 2, 3)


@pytest.mark.parametrize("workers", WORKERS)
def test_results_come_in_the_order_of_the_items(workers: int) -> None:
    def later_items_are_quicker(item: int) -> int:
        time.sleep(0.002 * (10 - item))
        return item * item

    assert list(each(later_items_are_quicker, range(10), workers)) == [item * item for item in range(10)]


def test_tasks_run_side_by_side() -> None:
    both = threading.Barrier(2, timeout=10)
    assert len(list(each(lambda _: both.wait(), range(2), 2))) == 2  # each waits for the other


@pytest.mark.parametrize("workers", WORKERS)
def test_few_tasks_are_begun_before_their_results_are_taken(workers: int) -> None:
    begun: list[int] = []

    def items() -> Iterator[int]:
        for item in range(100):
            begun.append(item)
            yield item

    results = each(lambda item: item, items(), workers)
    next(results)
    assert len(begun) <= 2 * workers
    results.close()  # type: ignore[attr-defined]


@pytest.mark.parametrize("workers", WORKERS)
def test_a_stop_ends_before_the_next_task(workers: int) -> None:
    got: list[int] = []
    got.extend(each(lambda item: item, range(100), workers, stop=lambda: len(got) >= 5))
    assert 5 <= len(got) <= 5 + 2 * workers
    assert got == list(range(len(got)))


def test_a_task_that_waits_for_a_thread_is_not_begun_after_a_stop() -> None:
    begun, is_over = [], threading.Event()
    both = threading.Barrier(2, timeout=10)

    def task(item: int) -> int:
        begun.append(item)
        both.wait()  # both threads are busy, two more tasks wait
        is_over.set()
        return item

    assert list(each(task, range(9), 2, stop=is_over.is_set)) == [0, 1]
    assert sorted(begun) == [0, 1]


def test_of_two_tasks_that_ask_at_one_moment_the_later_one_is_not_begun_alone() -> None:
    begun: list[int] = []
    asked, other = iter([True, False]), threading.Event()

    def stop() -> bool:
        is_first = next(asked, False)
        if is_first:
            other.wait(0.5)  # time for the other thread to ask, and to hear that it may begin
        else:
            other.set()
        return is_first

    assert list(each(lambda item: begun.append(item) or item, range(2), 2, stop=stop)) == begun


@pytest.mark.parametrize("workers", WORKERS)
def test_an_exception_of_a_task_comes_in_its_place(workers: int) -> None:
    def broken(item: int) -> int:
        if item == 2:
            raise ZeroDivisionError("made to break")
        return item

    results = each(broken, range(9), workers)
    assert [next(results), next(results)] == [0, 1]
    with pytest.raises(ZeroDivisionError, match="made to break"):
        next(results)
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("sanwari")]
