"""Examples run as a newcomer runs them: in a folder of their own, with nothing but the library."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from support.paths import ROOT

EXAMPLES = ROOT / "examples"
WRITTEN = {
    "first_run": {"cost.png", "cost.csv", "cost.json"},
    "compare_requests": set[str](),
    "sweep_to_pandas": {"fees_and_yen.toml", "sweep"},
    "own_city": {"hirosaki.svg", "hirosaki"},
    "what_drives_cost": set[str](),
}


def test_every_example_is_tried() -> None:
    assert {path.stem for path in EXAMPLES.glob("*.py")} == set(WRITTEN)


@pytest.mark.slow
@pytest.mark.parametrize("name", WRITTEN)
def test_an_example_runs_and_writes_what_it_says(name: str, tmp_path: Path) -> None:
    script = EXAMPLES / f"{name}.py"
    ended = subprocess.run(
        [sys.executable, str(script)], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stderr
    assert len(ended.stdout.splitlines()) >= 3
    assert {path.name for path in tmp_path.iterdir()} == WRITTEN[name]


@pytest.mark.slow
def test_the_notebook_runs_and_shows_charts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path))
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join((str(ROOT), os.environ.get("PYTHONPATH", ""))))
    notebook = nbformat.read(EXAMPLES / "first_look.ipynb", as_version=4)
    NotebookClient(
        notebook, timeout=600, kernel_name="python3", resources={"metadata": {"path": tmp_path}}
    ).execute()
    shown = [
        out.get("data", {}) for cell in notebook.cells if cell.cell_type == "code" for out in cell.outputs
    ]
    assert sum("image/png" in data for data in shown) == 2
    assert any("text/markdown" in data for data in shown)
    assert not any(out.output_type == "error" for cell in notebook.cells for out in cell.get("outputs", []))


def test_the_notebook_is_kept_without_output() -> None:
    notebook = nbformat.read(EXAMPLES / "first_look.ipynb", as_version=4)
    assert not any(cell.get("outputs") for cell in notebook.cells)
