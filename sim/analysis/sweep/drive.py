"""Running a sweep: what is missing is taken over from earlier sweeps or run, and kept at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sim import runs
from sim.analysis.sweep.disk.entries import Cache, Key, key_of
from sim.analysis.sweep.disk.folder import Folder, opened
from sim.analysis.sweep.figures import figure_columns
from sim.analysis.sweep.identity import identity
from sim.analysis.sweep.point import Job, Row, Stopped, failed, run_point
from sim.errors import ScenarioError

if TYPE_CHECKING:
    from pathlib import Path

    from sim.analysis.sweep.plan.design import Design

Stop = Callable[[], bool]
Compute = Callable[[Job, Stop], Row]
Execute = Callable[[Iterable[Job], Stop], Iterator[tuple[Job, Row]]]
"""Runs jobs and gives their rows in any order; it takes few jobs ahead of those that are done."""


MOST_REMEMBERED = 600
"""Populations and schedules that are remembered from point to point, a megabyte or so each."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How a sweep is run; none of it changes a result."""

    workers: int = 1
    chunk_points: int | None = None
    cache: Path | None = None
    compute: Compute | None = None
    execute: Execute | None = None
    progress: Callable[[int, int], object] | None = None
    begun: Callable[[Folder], object] | None = None
    stop: Stop = lambda: False


def run(design: Design, path: Path, settings: Settings | None = None) -> Folder:
    """The sweep's folder with every point done: run now, taken over, or there before.

    Once `stop()` is true it comes back as it is, with points missing. Raises UsageError for a folder that
    cannot be used and a disk that refuses; what was finished is kept.
    """
    settings = settings or Settings()
    with opened(path, design, identity(), settings.chunk_points) as folder:
        if settings.begun is not None:
            settings.begun(folder)
        _Sweep(design, folder, settings).run()
        if not folder.missing:
            folder.finish()
    return folder


def on_threads(compute: Compute, workers: int) -> Execute:
    """Executor on this machine: each point on a thread, its kernels free of the interpreter's lock."""

    def execute(jobs: Iterable[Job], stop: Stop) -> Iterator[tuple[Job, Row]]:
        return runs.each(lambda job: (job, compute(job, stop)), jobs, workers, stop)

    return execute


class _Sweep:
    """One call of `run`: from the missing points to their rows."""

    def __init__(self, design: Design, folder: Folder, settings: Settings) -> None:
        self._design, self._folder, self._settings = design, folder, settings
        self._cache = Cache(settings.cache)
        self._here = identity()
        self._columns = figure_columns(design.figures)
        self._twins = _twins(design, folder.missing)
        self._keys: dict[int, Key] = {}
        self._total = len(folder.missing)
        self._done = 0
        self._ended = False

    def run(self) -> None:
        settings = self._settings
        execute = settings.execute or on_threads(self._compute(), settings.workers)
        try:
            for job, row in execute(self._jobs(), self._must_stop):
                key = self._keys.pop(job.number)
                self._cache.put(key, row)
                self._record(job.number, key, row)
        except Stopped:
            pass
        finally:
            self._ended = True

    def _must_stop(self) -> bool:
        return self._ended or self._settings.stop()

    def _compute(self) -> Compute:
        """What runs a point here; stages that the points share are remembered as long as they fit."""
        if self._settings.compute is not None:
            return self._settings.compute
        places = (1 + self._settings.workers) * self._design.replications
        shared = self._design.first_stage() != "population" and places <= MOST_REMEMBERED
        memory = runs.Memory(places if shared else 0)
        return lambda job, stop: run_point(job, stop, memory)

    def _jobs(self) -> Iterator[Job]:
        """Jobs that have to be run; points that need no run are recorded on the way."""
        for number in self._twins:
            if self._must_stop():
                return
            design = self._design
            try:
                scenario = design.scenario(design.points[number])
            except ScenarioError as error:
                self._record(number, self._no_key(), failed(error, 0))
                continue
            job = Job(number, scenario, design.replications, design.seed, design.figures)
            key = key_of(job, self._here)
            if (row := self._cache.get(key, self._columns)) is not None:
                self._record(number, key, replace(row, seconds=0.0))
            else:
                self._keys[number] = key
                yield job

    def _record(self, number: int, key: Key, row: Row) -> None:
        """Keep the row of a point and of all that are equal to it."""
        row = replace(row, figures={name: row.figures[name] for name in self._columns if name in row.figures})
        for each in self._twins[number]:
            self._folder.record(each, key, row)
            row = replace(row, seconds=0.0)
            self._done += 1
            if self._settings.progress is not None:
                self._settings.progress(self._done, self._total)

    def _no_key(self) -> Key:
        here, design = self._here, self._design
        return Key("", here.data_hash, here.model_source_hash, design.seed, design.replications)


def _twins(design: Design, missing: list[int]) -> dict[int, list[int]]:
    """Points that have to be run, each with all the missing points that are equal to it."""
    first: dict[object, int] = {}
    twins: dict[int, list[int]] = {}
    for number in missing:
        twins.setdefault(first.setdefault(design.points[number], number), []).append(number)
    return twins
