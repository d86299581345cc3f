"""The desk as `make app` serves it, and a Chromium to look at it with."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from benchmarks.measure import ROOT

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
LONGEST_START = 120.0
"""Seconds after which a server that does not answer is given up."""


def chromium() -> str | None:
    """Path of the browser; None where there is none (Debian: `apt-get install chromium`)."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


@contextmanager
def served(log: Path, env: Mapping[str, str] = os.environ, options: Sequence[str] = ()) -> Iterator[str]:
    """Address of a desk on this machine; what it prints goes to `log`."""
    with process(log, env, options) as (address, _):
        yield address


@contextmanager
def process(
    log: Path, env: Mapping[str, str] = os.environ, options: Sequence[str] = ()
) -> Iterator[tuple[str, int]]:
    """Address of a desk on this machine and the number of its process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "app.py", "--server.headless", "true"]
    command += ["--server.port", str(port), "--server.fileWatcherType", "none", *options]
    path = os.pathsep.join(part for part in (str(ROOT), env.get("PYTHONPATH", "")) if part)
    with log.open("w", encoding="utf-8") as sink:
        server = subprocess.Popen(  # noqa: S603 - our own page
            command, cwd=ROOT, stdout=sink, stderr=sink, env={**env, "PYTHONPATH": path}
        )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(address, server, log)
        yield address, server.pid
    finally:
        server.terminate()
        status = server.wait(20)
    if status:
        raise RuntimeError(f"the server ended with {status}: {log.read_text(encoding='utf-8')}")


def _wait(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    started = time.monotonic()
    while time.monotonic() - started < LONGEST_START:
        if server.poll() is not None:
            raise RuntimeError(log.read_text(encoding="utf-8"))
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health") as answer:  # noqa: S310 - our own
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError("the server did not answer")
