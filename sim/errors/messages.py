"""All messages by code: what is allowed and the way out.

{key} and {value} are the fault's, other blanks its details.
"""

from __future__ import annotations

from typing import Final

from sim.errors.arguments import ARGUMENTS
from sim.errors.facts import FACTS
from sim.errors.files import FILES
from sim.errors.own import OWN
from sim.errors.scenarios import SCENARIOS
from sim.errors.sweeps import SWEEPS

MESSAGES: Final[dict[str, dict[str, str]]] = {
    **FILES,
    **FACTS,
    **SCENARIOS,
    **OWN,
    **SWEEPS,
    **ARGUMENTS,
}
