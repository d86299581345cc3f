"""Whole runs in processes of their own: workers, memory, first and later starts."""

from __future__ import annotations

import tempfile

from benchmarks.measure import in_fresh_process, table

RUN = """
import time
from sim import runs, summary
from sim.scenario import load
scenario = load("baseline")
rest = peak_mib()
start = time.perf_counter()
results = runs.run(scenario, {replications}, workers={workers})
ran = time.perf_counter()
summary.summarise(results)
answer = dict(run=ran - start, summary=time.perf_counter() - ran, hash=results.result_hash[:8], rest=rest)
"""
CALIBRATION = """
from sim.cli import main
if main(["calibrate"]):
    raise SystemExit("calibrate failed")
"""
MANY, FEW = 1_000, 200
MEMORY_GOAL_MIB = 500


def report() -> str:
    """The section of docs/performance.md."""
    in_fresh_process(RUN.format(replications=1, workers=1))  # compiles, where that was not done
    measured = {
        (replications, workers): in_fresh_process(RUN.format(replications=replications, workers=workers))
        for replications, workers in ((FEW, 1), (FEW, 2), (MANY, 2))
    }
    rows = [
        [
            f"{replications:,}",
            str(workers),
            f"{found['run']:.1f}",
            f"{found['summary']:.1f}",
            f"{found['peak_mib'] - found['rest']:.0f}",
            f"`{found['hash']}`",
        ]
        for (replications, workers), found in measured.items()
    ]
    speed = measured[FEW, 1]["run"] / measured[FEW, 2]["run"]
    many = measured[MANY, 2]
    return "\n\n".join(
        [
            "## Whole runs",
            "`runs.run` and `summary.summarise` of the baseline in a fresh process, wall seconds.",
            table(["runs", "workers", "run", "summary", "MiB above rest", "hash"], rows),
            f"- Two workers are **{speed:.2f} times** as fast as one (goal: 1.7), with the same hash.",
            f"- {MANY:,} replications with ledger and quantiles: "
            f"**{many['run'] + many['summary']:.1f} s** on two cores (goal: under 12), "
            f"{many['peak_mib'] - many['rest']:.0f} MiB above rest (goal: under {MEMORY_GOAL_MIB}).",
            _starts(),
            _calibration(),
        ]
    )


def _starts() -> str:
    once = RUN.format(replications=1, workers=1)
    with tempfile.TemporaryDirectory() as cache:
        cold = in_fresh_process(once, NUMBA_CACHE_DIR=cache)
        warm = in_fresh_process(once, NUMBA_CACHE_DIR=cache)
    return (
        f"- From the start of Python to the summary of one replication: {cold['wall']:.0f} s the first time "
        f"(compiling), {warm['wall']:.1f} s ever after."
    )


def _calibration() -> str:
    found = in_fresh_process(CALIBRATION)
    return f"- `sanwari calibrate`: {found['wall'] / 60:.1f} minutes on all cores (goal: under 10)."
