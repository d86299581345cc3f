"""The wheel runs where no checkout is: in an environment of its own, with data and scenarios inside."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import sysconfig
import time
import urllib.request
import zipfile
from pathlib import Path

import psutil
import pytest
from support.paths import ROOT

THREE_LINES = """
import sim
result = sim.run("baseline", replications=3)
result.figure("running_cost").save("cost.png")
print(sim.__file__, len(result.organisations()))
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def place(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with the wheel; what it depends on is borrowed, so that nothing is fetched."""
    folder = tmp_path_factory.mktemp("place")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder / "env")], check=True)
    python = folder / "env" / "bin" / "python"
    install = ["install", "--quiet", "--no-deps", "--no-index", str(wheel)]
    subprocess.run(
        [sys.executable, "-m", "pip", "--python", str(python), *install], check=True, capture_output=True
    )
    site = subprocess.run(
        [str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.strip()
    (Path(site) / "borrowed.pth").write_text(f"{sysconfig.get_path('purelib')}\n")
    return folder


def ended(place: Path, *words: str) -> str:
    """What a program of the environment says; its folder holds no checkout."""
    program, *arguments = words
    environment = {name: text for name, text in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        [str(place / "env" / "bin" / program), *arguments],
        cwd=place,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_wheel_holds_what_the_product_needs_and_no_more(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for folder in ("data", "forecasts", "scenarios"):
        here = {
            f"sim/_shipped/{path.relative_to(ROOT)}" for path in (ROOT / folder).rglob("*") if path.is_file()
        }
        assert here <= set(names)
    page = {"sim/_shipped/app.py", "sim/_shipped/.streamlit/config.toml", "sim/web/server.py"}
    assert page | {"sim/py.typed", "sim/words/ja.po", "sim/scenario/sections.csv"} <= set(names)
    assert {name.partition("/")[0] for name in names} == {"sim", "sanwari-0.1.0.dist-info"}
    assert not [name for name in names if "__pycache__" in name or name.endswith((".pyc", ".nbi", ".nbc"))]


@pytest.mark.slow
def test_commands_of_the_wheel_need_no_checkout(place: Path) -> None:
    assert "baseline" in ended(place, "sanwari", "scenario", "list")
    assert ended(place, "sanwari", "data", "check")
    code = "import sim; print(len(sim.parameters()), sim.load('yen_115').info.name)"
    assert ended(place, "python", "-c", code).split()[1] == "yen_115"


@pytest.mark.slow  # a new place of the sources compiles all anew, two minutes
def test_a_run_of_the_wheel_needs_no_checkout(place: Path) -> None:
    said = ended(place, "sanwari", "run", "baseline", "--replications", "3", "--out", "out", "--lang", "en")
    assert "id f69ec300-1-3-" in said
    assert (place / "out" / "organisations.parquet").is_file()


@pytest.mark.slow
def test_the_page_of_the_wheel_opens_on_this_machine_alone(place: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = ["--server.port", str(port), "--server.headless", "true"]
    environment = {name: text for name, text in os.environ.items() if name != "PYTHONPATH"}
    program = [str(place / "env" / "bin" / "sanwari-page"), *words]
    with subprocess.Popen(program, cwd=place, env=environment, stdout=subprocess.PIPE, text=True) as server:
        try:
            until = time.monotonic() + 60
            while True:
                try:
                    with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health") as answer:
                        assert answer.status == 200
                    break
                except OSError:
                    assert server.poll() is None
                    assert time.monotonic() < until
                    time.sleep(0.2)
            listening = psutil.Process(server.pid).net_connections()
            assert {each.laddr.ip for each in listening if each.status == psutil.CONN_LISTEN} == {"127.0.0.1"}
        finally:
            server.terminate()


@pytest.mark.slow
def test_three_lines_of_python_need_no_checkout(place: Path) -> None:
    where, number = ended(place, "python", "-c", THREE_LINES).split()
    assert str(place) in where
    assert number == "1788"
    assert (place / "cost.png").read_bytes().startswith(b"\x89PNG")
