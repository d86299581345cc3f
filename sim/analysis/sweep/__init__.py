"""Many scenarios at once: a design's points are run, kept on disk, taken up again, exported."""

from __future__ import annotations

from sim.analysis.sweep.disk.entries import default_cache
from sim.analysis.sweep.disk.export import Exported, export_csv
from sim.analysis.sweep.disk.folder import Folder, require_usable
from sim.analysis.sweep.disk.status import Status, status
from sim.analysis.sweep.drive import Settings, run
from sim.analysis.sweep.plan.design import Design
from sim.analysis.sweep.plan.read import read_design

__all__ = [
    "Design",
    "Exported",
    "Folder",
    "Settings",
    "Status",
    "default_cache",
    "export_csv",
    "read_design",
    "require_usable",
    "run",
    "status",
]
