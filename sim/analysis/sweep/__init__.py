"""Many scenarios at once: a design's points are run, kept on disk, taken up again, exported."""

from __future__ import annotations

from sim.analysis.sweep.drive import Settings, run
from sim.analysis.sweep.plan.design import Design
from sim.analysis.sweep.plan.read import read_design
from sim.analysis.sweep.stored.entries import default_cache
from sim.analysis.sweep.stored.export import Exported, export_csv
from sim.analysis.sweep.stored.folder import Folder, require_usable
from sim.analysis.sweep.stored.status import Status, status

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
