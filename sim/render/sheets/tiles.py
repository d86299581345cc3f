"""A map of tiles in a workbook: cells that look up the table and are as dark as their number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell

from sim.figures.words import say
from sim.render.palette import BLUES, EDGE, FONT, tone
from sim.render.sheets.charts import HEAD

if TYPE_CHECKING:
    from sim.figures.model import Figure, Map, Plot, Style

FIRST = HEAD + 1
WIDE = 7.5
"""Width of a tile in digits."""
MIDDLE = 3
"""Step in the middle of the colour scale."""


def add_tiles(book: Any, sheet: Any, figure: Figure, plot: Plot, drawn: Map, style: Style) -> tuple[int, int]:
    """The map right of the table: a name and below it the number, looked up by that name.

    Row and column of the first free cell below come back.
    """
    left, forms = len(figure.columns) + 1, _formats(book, style)
    names, values = figure.columns[0].values, figure.column(drawn.column).values
    found, sought = (
        xl_range_abs(FIRST, column, HEAD + len(names), column)
        for column in ([each.name for each in figure.columns].index(drawn.column), 0)
    )
    sheet.set_column(left, left + max(x for x, _ in drawn.spots), WIDE)
    tiles = _key(sheet, plot, drawn, left, style, forms)
    for name, value, (x, y) in zip(names, values, drawn.spots, strict=True):
        row, column = FIRST + 2 * y, left + x
        sheet.write_string(row, column, str(name), forms["name"])
        asked = xl_rowcol_to_cell(row, column)
        formula = f"=INDEX({found},MATCH({asked},{sought},0))"
        sheet.write_formula(row + 1, column, formula, forms["number"], value)
        tiles.append(xl_rowcol_to_cell(row + 1, column))
    _colour(sheet, tiles, drawn, style)
    return FIRST + 2 * (1 + max(y for _, y in drawn.spots)) + 1, left


def _key(sheet: Any, plot: Plot, drawn: Map, left: int, style: Style, forms: dict[str, Any]) -> list[str]:
    """Write what the shades mean in the free corner of the map; its cells come back."""
    steps = (0, *drawn.steps)
    sheet.write_string(FIRST, left, plot.axis, forms["text"])
    for index, step in enumerate(steps):
        sheet.write_number(FIRST + 1, left + index, step, forms["key"])
    sheet.write_string(FIRST + 2, left, say("tiles_live", style.lang), forms["text"])
    return [xl_rowcol_to_cell(FIRST + 1, left + index) for index in range(len(steps))]


def _colour(sheet: Any, tiles: list[str], drawn: Map, style: Style) -> None:
    """One scale for all tiles, the same in every map: from nothing to the last step."""
    low, middle, high = (f"#{tone(BLUES[index], style.mono)}" for index in (0, MIDDLE + 1, -1))
    scale = {
        "type": "3_color_scale",
        "multi_range": " ".join(tiles),
        "min_type": "num",
        "min_value": 0,
        "min_color": low,
        "mid_type": "num",
        "mid_value": drawn.steps[MIDDLE],
        "mid_color": middle,
        "max_type": "num",
        "max_value": drawn.steps[-1],
        "max_color": high,
    }
    sheet.conditional_format(tiles[0], scale)


def _formats(book: Any, style: Style) -> dict[str, Any]:
    base = {"font_name": FONT, "font_size": 9}
    tile = base | {"align": "center", "border_color": f"#{tone(EDGE, style.mono)}", "left": 1, "right": 1}
    number = tile | {"font_size": 11, "bold": True, "num_format": "0", "bottom": 1}
    found = {
        "text": base,
        "name": tile | {"top": 1},
        "number": number,
        "key": number | {"top": 1, "bold": False},
    }
    return {name: book.add_format(each) for name, each in found.items()}
