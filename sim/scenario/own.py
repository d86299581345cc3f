"""An organisation's own figures: taken out of a scenario's tables, and put into them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.scenario.load import replaced
from sim.scenario.values import OWN_TABLES, Own, own_rows
from sim.scenario.write import text_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sim.scenario.schema import Scenario
    from sim.scenario.values import Value


@dataclass(frozen=True, slots=True)
class OwnFigures:
    """What one organisation knows better than the estimate; an empty table leaves the estimate."""

    organisation: str
    rows: tuple[Own, ...] = ()

    def of(self, path: str) -> tuple[Own, ...]:
        """Its rows of one table."""
        return tuple(row for row in self.rows if isinstance(row, OWN_TABLES[path]))


def own_texts(figures: Iterable[OwnFigures]) -> dict[str, str]:
    """Each table in which some organisations have rows as a scenario file writes it, by path."""
    each = tuple(figures)
    found = {path: tuple(row for one in each for row in one.of(path)) for path in OWN_TABLES}
    return {path: text_of(rows) for path, rows in found.items() if rows}


def own_figures(scenario: Scenario, organisation: str) -> OwnFigures:
    """The own figures of one organisation (six-digit code) that a scenario holds."""
    rows = (row for path in OWN_TABLES for row in own_rows(scenario.values, path))
    return OwnFigures(organisation, tuple(row for row in rows if row.organisation == organisation))


def with_own(scenario: Scenario, figures: OwnFigures) -> Scenario:
    """The scenario with these own figures in place of those it had; raises ScenarioError with all faults.

    Own figures of other organisations stay.
    """
    tables: dict[str, Value] = {
        path: (
            *(row for row in own_rows(scenario.values, path) if row.organisation != figures.organisation),
            *figures.of(path),
        )
        for path in OWN_TABLES
    }
    return replaced(scenario, tables)
