"""How a measurement is made: processor seconds, several times, least and median; peak memory apart."""

from __future__ import annotations

import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")
ROOT = Path(__file__).parents[1]


@dataclass
class Clock:
    """Processor seconds of named pieces of work, each measured several times."""

    seconds: dict[str, list[float]] = field(default_factory=dict)

    def __call__(self, name: str, action: Callable[[], T]) -> T:
        """The result of `action`, whose processor seconds (all threads) are noted under `name`."""
        start = time.process_time()
        result = action()
        self.seconds.setdefault(name, []).append(time.process_time() - start)
        return result

    def median(self, name: str) -> float:
        """Median processor seconds of a piece of work."""
        return statistics.median(self.seconds[name])

    def least(self, name: str) -> float:
        """Least processor seconds of a piece of work."""
        return min(self.seconds[name])


def peak_mib() -> float:
    """Most memory that this process has had, in MiB."""
    status = Path("/proc/self/status")
    if status.is_file():  # on Linux the usage below counts what the parent had when this process began
        lines = status.read_text(encoding="utf-8").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) / 1024
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


def in_fresh_process(code: str, **environment: str) -> dict[str, Any]:
    """What `code` assigns to `answer`, with wall seconds from start to end and peak memory [MiB]."""
    script = (
        "import json\nfrom benchmarks.measure import peak_mib\n"
        f"answer = {{}}\n{code}\n"
        "print(json.dumps({**answer, 'peak_mib': peak_mib()}))"
    )
    start = time.perf_counter()
    done = subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-c", script],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return {**found, "wall": time.perf_counter() - start}


def machine() -> str:
    """Processor, cores and versions of this machine, in one line."""
    name = platform.processor() or platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.is_file():
        lines = cpuinfo.read_text(encoding="utf-8").splitlines()
        name = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), name)
    return f"{name}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"


def table(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [" | ".join(titles), "|".join("---" for _ in titles), *(" | ".join(row) for row in rows)]
    return "\n".join(f"| {line} |" if "---" not in line else f"|{line}|" for line in lines)
