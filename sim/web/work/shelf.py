"""A finished run on disk, beside the compiled code, so that a server that starts again has an answer at hand.

Only what a server runs for everybody (the baseline) is put here, never what a visitor has entered.
"""

from __future__ import annotations

import logging
import shutil
from typing import TYPE_CHECKING

from sim import disk, facts
from sim.analysis.sweep.identity import run_mark
from sim.errors import UsageError
from sim.kernel import cache_folder
from sim.runs import archive

if TYPE_CHECKING:
    from pathlib import Path

    from sim.runs import Results
    from sim.scenario import Scenario

KIND = "answer"
_log = logging.getLogger(__name__)


class Shelf:
    """Room for one run; one of another scenario, of other sources or data is not found again."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or cache_folder() / "answer"

    def take(self, scenario: Scenario, seed: int) -> Results | None:
        """The results that were put here for a scenario and seed, None if there are none of use."""
        try:
            return archive.read(self._folder, run_mark(scenario, seed), scenario, facts.load())
        except archive.NotThisRunError as error:
            if str(error) != "other_run_to_extend" and self._folder.exists():
                _log.warning("a stored answer was damaged and is computed again: %s", self._folder)
                shutil.rmtree(self._folder, ignore_errors=True)
            return None

    def put(self, results: Results) -> None:
        """Keep some results, unless a replication failed, which may be the machine's fault.

        Where they cannot be written, the next server computes them again.
        """
        if results.failures:
            return
        try:
            with disk.replacing(self._folder, KIND, replace=True) as part:
                archive.write(results, part, run_mark(results.scenario, results.seed))
                disk.seal(part, {"kind": KIND, "content": KIND, "result_hash": results.result_hash})
        except UsageError as error:
            _log.warning("a finished run is not kept: %s", error)
