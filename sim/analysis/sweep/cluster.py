"""The same sweep on a cluster: points go to Dask workers whose sources and data are ours.

A worker may be lost, and another join, at any time: a point is a function of its scenario and seed alone, so
whoever runs it gives the same row. Only this process writes to disk.
"""

from __future__ import annotations

import time
import uuid
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sim.analysis.sweep.identity import Identity, identity
from sim.analysis.sweep.point import Job, Row, run_point
from sim.errors import Fault, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sim.analysis.sweep.drive import Execute, Stop

    Refused = Callable[[Fault], object]

CONNECT_SECONDS = 10.0
WAIT_SECONDS = 20.0
"""How long a first worker is waited for."""
LOOK_SECONDS = 1.0
"""How often the list of workers is looked at."""
AHEAD = 2
"""Points in flight for each thread of the cluster."""


@contextmanager
def on_cluster(address: str, refused: Refused) -> Iterator[Execute]:
    """Executor on the cluster of a Dask scheduler; `refused` is told of workers that join and do not fit.

    Raises UsageError without Dask, without the scheduler or a worker, and when a worker that is there at the
    beginning differs from us in sources, data or versions.
    """
    with _client(address) as client:
        workers = _Workers(client, refused)
        workers.require_equal(address)
        yield lambda jobs, stop: _execute(client, workers, jobs, stop)


@contextmanager
def _client(address: str) -> Iterator[Any]:
    try:
        import distributed  # only those who sweep on a cluster have it

        connect: Any = distributed.Client
    except ImportError:
        raise UsageError([Fault("", "--cluster", address, "sweep_no_dask")]) from None
    try:
        client = connect(address, timeout=CONNECT_SECONDS, set_as_default=False)
    except (TimeoutError, OSError, ValueError, TypeError):
        raise UsageError([Fault("", "--cluster", address, "sweep_no_scheduler")]) from None
    try:
        yield client
    finally:
        client.close()


class _Workers:
    """The workers that may be given points."""

    def __init__(self, client: Any, refused: Refused) -> None:
        self._client = client
        self._refused = refused
        self._here = identity()
        self._threads: dict[str, int] = {}
        self._known: dict[str, bool] = {}
        self._looked = 0.0

    @property
    def fit(self) -> list[str]:
        """Addresses of the workers that are there and equal to us."""
        return [address for address in self._threads if self._known.get(address)]

    @property
    def threads(self) -> int:
        """Threads of those workers."""
        return sum(self._threads[address] for address in self.fit)

    def require_equal(self, address: str) -> None:
        """Raise UsageError when no worker comes, or one that is there differs from us."""
        until = time.monotonic() + WAIT_SECONDS
        faults = self._look()
        while not self._threads and time.monotonic() < until:
            time.sleep(0.2)
            faults = self._look()
        if not self._threads:
            faults = [Fault("", "--cluster", address, "sweep_no_worker")]
        if faults:
            raise UsageError(faults)

    def look(self) -> None:
        """See who has come and gone; newcomers that differ are told of once and get nothing."""
        if time.monotonic() - self._looked >= LOOK_SECONDS:
            for fault in self._look():
                self._refused(fault)

    def _look(self) -> list[Fault]:
        found = self._client.scheduler_info(n_workers=-1)["workers"]
        self._threads = {address: int(worker["nthreads"]) for address, worker in found.items()}
        new = [address for address in self._threads if address not in self._known]
        faults = []
        if new:
            said = self._client.run(identity, workers=new, on_error="return")
            for address in (each for each in new if each in said):
                fault = self._fault(address, said[address])
                self._known[address] = fault is None
                faults += [fault] if fault else []
        self._looked = time.monotonic()
        return faults

    def _fault(self, address: str, said: object) -> Fault | None:
        if not isinstance(said, Identity):
            return Fault(
                "", address, None, "sweep_worker_lacks", {"worker": address, "reason": _first_line(said)}
            )
        different = self._here.differences(said)
        if not different:
            return None
        what = "; ".join(f"{name}: {ours[:16]} / {theirs[:16]}" for name, ours, theirs in different)
        return Fault("", address, None, "sweep_worker_differs", {"worker": address, "what": what})


def _execute(client: Any, workers: _Workers, jobs: Iterable[Job], stop: Stop) -> Iterator[tuple[Job, Row]]:
    waiting = iter(jobs)
    flight: dict[Any, tuple[Job, frozenset[str]]] = {}

    def submit(job: Job) -> None:
        fit = workers.fit
        key = f"sanwari-{job.number}-{uuid.uuid4().hex}"
        future = client.submit(run_point, job, workers=fit, allow_other_workers=False, key=key, pure=False)
        flight[future] = job, frozenset(fit)

    try:
        job = next(waiting, None)
        while (job is not None or flight) and not stop():
            workers.look()
            while job is not None and len(flight) < AHEAD * workers.threads:
                submit(job)
                job = next(waiting, None)
            yield from _finished(flight)
            for orphan in _orphans(flight, workers.fit):
                submit(orphan)
    finally:
        client.cancel(list(flight))


def _finished(flight: dict[Any, tuple[Job, frozenset[str]]]) -> Iterator[tuple[Job, Row]]:
    """Rows that are there, after waiting for one at most as long as a look at the workers."""
    until = time.monotonic() + LOOK_SECONDS
    while not (done := [each for each in flight if each.status in ("finished", "error")]):
        if time.monotonic() >= until:
            return
        time.sleep(0.01)
    for future in done:
        job, _ = flight.pop(future)
        try:
            row = future.result()
        except Exception as error:
            details = {"point": job.number, "reason": _first_line(error)}
            raise UsageError([Fault("", "--cluster", None, "sweep_point_lost", details)]) from None
        yield job, row


def _orphans(flight: dict[Any, tuple[Job, frozenset[str]]], fit: list[str]) -> list[Job]:
    """Points whose workers are all gone, or whose row was lost; taken out of the flight."""
    if not fit:
        return []
    gone = [
        future
        for future, (_, allowed) in flight.items()
        if future.status in ("lost", "cancelled") or (future.status == "pending" and not allowed & set(fit))
    ]
    jobs = [flight.pop(future)[0] for future in gone]
    for future in gone:
        future.cancel()
    return jobs


def _first_line(error: object) -> str:
    return (str(error) or type(error).__name__).splitlines()[0]
