"""Cells that a map of points draws: a column for each class, whose formulas follow the table beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from xlsxwriter.utility import xl_rowcol_to_cell

if TYPE_CHECKING:
    from sim.figures.model import Cell, Figure, Map, Plot


class Spot(NamedTuple):
    """Where a map's table stands on a sheet, counted from 0: first row, columns of the class and upwards."""

    row: int
    classed: int
    up: int


def heights(figure: Figure, plot: Plot, drawn: Map) -> list[list[Cell]]:
    """For each class how high its rows stand; None for the rows of other classes."""
    up = figure.column(plot.series[0].column).values
    return [
        [up[row] if row in kept else None for row in range(len(up))] for kept in map(set, drawn.rows(figure))
    ]


def write_heights(
    sheet: Any, figure: Figure, plot: Plot, drawn: Map, spot: Spot, left: int, shape: Any = None
) -> None:
    """Write a column of `heights` for each class from column `left` on; what is not drawn is #N/A."""
    for index, values in enumerate(heights(figure, plot, drawn)):
        for row, value in enumerate(values, start=spot.row):
            asked, up = (xl_rowcol_to_cell(row, column) for column in (spot.classed, spot.up))
            test = ",".join(f"{asked}{bound}" for bound in bounds(drawn, index))
            kept = "#N/A" if value is None else value
            sheet.write_formula(row, left + index, f"=IF(AND({test}),{up},NA())", shape, kept)


def bounds(drawn: Map, index: int) -> list[str]:
    """What holds for the values of a class, such as >=25 and <50."""
    low = [f">={drawn.steps[index - 1]:g}"] if index else []
    return low + ([f"<{drawn.steps[index]:g}"] if index < len(drawn.steps) else [])
