"""On a cluster: the same hash as on one machine, whoever comes and goes; workers that differ get nothing."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.sweeps import write_design

from sim.analysis import sweep
from sim.analysis.sweep import cluster
from sim.analysis.sweep.identity import PACKAGE, Identity, identity
from sim.errors import Fault, UsageError

DESIGN = """
[sweep]
replications = 1
[design]
kind = "grid"
[axes]
"running.cloud_fee_factor" = { low = 0.7, high = 1.3, steps = 7 }
[requests]
on_off = ["asks/software_fees"]
"""


class Cluster:
    """A Dask scheduler and workers, started as processes with Dask's own commands."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.processes: list[subprocess.Popen[bytes]] = []
        place = folder / "scheduler.json"
        self._start("dask_scheduler", "--port", "0", "--no-dashboard", "--scheduler-file", str(place))
        until = time.monotonic() + 120
        while not place.is_file() or not place.read_text().rstrip().endswith("}"):
            assert time.monotonic() < until
            time.sleep(0.1)
        self.address: str = json.loads(place.read_text())["address"]

    def worker(self, sources: Path = PACKAGE.parent) -> subprocess.Popen[bytes]:
        """One more worker, running these sources."""
        arguments = ["--nthreads", "1", "--no-nanny", "--no-dashboard", "--local-directory", str(self.folder)]
        return self._start("dask_worker", self.address, *arguments, sources=sources)

    def end(self) -> None:
        for process in self.processes:
            process.kill()
            process.wait()

    def _start(
        self, command: str, *arguments: str, sources: Path = PACKAGE.parent
    ) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [sys.executable, "-m", f"distributed.cli.{command}", "--host", "127.0.0.1", *arguments],
            cwd=self.folder,
            env=os.environ | {"PYTHONPATH": str(sources)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self.processes.append(process)
        return process


@pytest.fixture
def dask(tmp_path: Path) -> Iterator[Cluster]:
    pytest.importorskip("distributed", reason="the extra sanwari[cluster] is not installed")
    running = Cluster(tmp_path)
    yield running
    running.end()


def other_sources(folder: Path) -> None:
    """A copy of the program in which one source has another comment."""
    for name in ("sim", "data", "scenarios"):
        shutil.copytree(PACKAGE.parent / name, folder / name)
    with (folder / "sim" / "rules.py").open("a", encoding="utf-8") as file:
        file.write("\n# another version\n")


def refused_never(fault: Fault) -> None:
    raise AssertionError(fault.text("en"))


@pytest.mark.slow
def test_a_lost_worker_and_a_late_one_change_nothing(dask: Cluster, tmp_path: Path) -> None:
    design = sweep.read_design(write_design(tmp_path, DESIGN))
    alone = sweep.run(design, tmp_path / "alone", sweep.Settings(workers=2))
    first = dask.worker()
    came: list[int] = []

    def progress(done: int, _: int) -> None:
        came.append(done)
        if done == 2:
            dask.worker()
        if done == 7:
            first.send_signal(signal.SIGKILL)

    with cluster.on_cluster(dask.address, refused_never) as execute:
        settings = sweep.Settings(execute=execute, progress=progress)
        shared = sweep.run(design, tmp_path / "shared", settings)
    assert first.poll() is not None  # it is dead, and its points were run by the one that came late
    assert len(came) == 14
    assert shared.content["result_hash"] == alone.content["result_hash"]


@pytest.mark.slow
def test_workers_with_other_sources_are_refused_by_name(dask: Cluster, tmp_path: Path) -> None:
    other_sources(tmp_path / "other")
    dask.worker(tmp_path / "other")
    with pytest.raises(UsageError) as caught, cluster.on_cluster(dask.address, refused_never):
        raise AssertionError("a worker with other sources was accepted")
    (fault,) = caught.value.faults
    assert fault.code == "sweep_worker_differs"
    assert fault.text("en").startswith("worker tcp://127.0.0.1:")
    assert "model_source_hash" in fault.text("en")
    assert "data_hash" not in fault.text("en")


@pytest.mark.slow
def test_a_late_worker_with_other_sources_is_named_and_gets_nothing(dask: Cluster, tmp_path: Path) -> None:
    other_sources(tmp_path / "other")
    dask.worker()
    refused: list[Fault] = []
    design = sweep.read_design(write_design(tmp_path, DESIGN))

    def progress(done: int, _: int) -> None:
        if done == 1:
            dask.worker(tmp_path / "other")
        if not refused:
            time.sleep(3.0)  # the newcomer has to import the program first

    with cluster.on_cluster(dask.address, refused.append) as execute:
        folder = sweep.run(design, tmp_path / "out", sweep.Settings(execute=execute, progress=progress))
    assert folder.missing == []
    assert [fault.code for fault in refused] == ["sweep_worker_differs"]


def test_no_scheduler_is_said() -> None:
    pytest.importorskip("distributed", reason="the extra sanwari[cluster] is not installed")
    with pytest.raises(UsageError) as caught, cluster.on_cluster("tcp://127.0.0.1:9", refused_never):
        pass
    assert [fault.code for fault in caught.value.faults] == ["sweep_no_scheduler"]


def test_without_dask_the_way_out_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(UsageError) as caught, cluster.on_cluster("tcp://127.0.0.1:9", refused_never):
        pass
    assert 'pip install ".[cluster]"' in caught.value.text("en")


def test_identities_differ_in_what_they_say() -> None:
    here = identity()
    other = Identity(here.sanwari, "f" * 64, here.data_hash, "3.99", here.numba, here.numpy)
    assert [name for name, _, _ in here.differences(other)] == ["model_source_hash", "python"]
    assert here.differences(identity()) == []
