"""A map of points in a workbook: a native chart whose cells follow the table, counts by class below it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xlsxwriter.utility import xl_range, xl_range_abs, xl_rowcol_to_cell

from sim.figures.words import say
from sim.render.class_cells import Spot, bounds, heights, write_heights
from sim.render.palette import EAST, EDGE, FONT, MARKS, NORTH, QUIET, SHADES, tone
from sim.render.sheets.charts import HEAD

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sim.figures.model import Figure, Map, Plot, Style

SIZE = {"width": 455, "height": 640}
"""A square: columns are as wide as digits, which in this font are 1.4 times as wide as the library thinks."""
ROWS, HIGH = 31, 16
"""Rows that the chart covers, and their height in points; one that is not set depends on the program."""
FIRST = HEAD + 1
_FONT = {"name": FONT, "size": 10}


def add_places(
    book: Any, sheet: Any, figure: Figure, plot: Plot, drawn: Map, style: Style, formats: Mapping[str, Any]
) -> tuple[int, int]:
    """The chart right of the table, counts and outline below it, further right the columns that it draws.

    Row and column of the first free cell below come back.
    """
    columns = [column.name for column in figure.columns]
    classed, across, up = (columns.index(name) for name in (drawn.column, plot.across, plot.series[0].column))
    last, left, name = HEAD + len(figure.rows), len(columns) + 1, sheet.get_name()
    beside = left + len(drawn.names) + 3
    for row in range(FIRST, FIRST + ROWS):
        sheet.set_row(row, HIGH)
    sheet.set_column(beside, beside + len(drawn.names) - 1, 12)
    for index, each in enumerate(drawn.names):
        sheet.write_string(HEAD, beside + index, f"{plot.axis}: {each}", formats["head"])
    write_heights(sheet, figure, plot, drawn, Spot(FIRST, classed, up), beside, formats["number3"])
    legend = _count(sheet, figure, figure.beside or figure, drawn, (FIRST + ROWS, left), style, formats)
    end = _write_outline(sheet, drawn, (legend + 2, left), formats)
    chart = book.add_chart({"type": "scatter"})
    for index, values in enumerate(heights(figure, plot, drawn)):
        chart.add_series(
            {
                "name": [name, legend, left + 1 + index],
                "categories": [name, FIRST, across, last, across],
                "values": [name, FIRST, beside + index, last, beside + index],
                "values_data": values,
                **_marked(index, style),
            }
        )
    chart.add_series(
        {
            "name": drawn.moved,
            "categories": [name, legend + 2, left + 1, end, left + 1],
            "values": [name, legend + 2, left + 2, end, left + 2],
            **_line_around(drawn),
        }
    )
    _lay_out(chart, len(drawn.names))
    about = {"description": f"{figure.title} ({figure.caption[-1]})", "object_position": 3}
    sheet.insert_chart(FIRST, left, chart, about)
    sheet.print_area(0, 0, last, beside - 1)
    return end + 2, left


def _count(
    sheet: Any,
    figure: Figure,
    counted: Figure,
    drawn: Map,
    place: tuple[int, int],
    style: Style,
    formats: Mapping[str, Any],
) -> int:
    """Write how many rows there are by kind and class, counted by formulas; the legend's row comes back."""
    (head, left), classes = place, len(drawn.names)
    total = head + len(counted.rows)
    sheet.set_column(left, left, 16)
    sheet.set_column(left + 1, left + classes + 1, 13)
    for index, column in enumerate(counted.columns):
        sheet.write_string(head, left + index, column.heading, formats["head"])
    for row, (kind, *numbers) in enumerate(counted.rows, start=head + 1):
        last = "_total" if row == total else ""
        sheet.write_string(row, left, kind, formats[f"text{last}"])
        for index, number in enumerate(numbers):
            if index == classes:
                formula = f"SUM({xl_range(row, left + 1, row, left + classes)})"
            elif last:
                formula = f"SUM({xl_range(head + 1, left + 1 + index, row - 1, left + 1 + index)})"
            else:
                formula = _counting(figure, counted, drawn, index, xl_rowcol_to_cell(row, left))
            sheet.write_formula(row, left + 1 + index, f"={formula}", formats[f"number0{last}"], number)
    _legend(sheet, counted, drawn, (head, total, left), style, formats)
    return total + 1


def _counting(figure: Figure, counted: Figure, drawn: Map, index: int, kind: str) -> str:
    """How many rows of the table are of the kind that stands in a cell and fall into a class."""
    columns = [column.name for column in figure.columns]
    kinds, classed = (
        xl_range_abs(FIRST, column, HEAD + len(figure.rows), column)
        for column in (columns.index(counted.columns[0].name), columns.index(drawn.column))
    )
    tests = [f'{classed},"{bound}"' for bound in bounds(drawn, index)]
    return f"COUNTIFS({','.join([f'{kinds},{kind}', *tests])})"


def _legend(
    sheet: Any,
    counted: Figure,
    drawn: Map,
    place: tuple[int, int, int],
    style: Style,
    formats: Mapping[str, Any],
) -> None:
    """Names of the classes with their totals, as formulas, below the counts."""
    head, total, left = place
    sheet.write_string(total + 1, left, say("legend", style.lang), formats["text"])
    for index, name in enumerate(drawn.names, start=1):
        named, summed = (xl_rowcol_to_cell(row, left + index) for row in (head, total))
        number = counted.columns[index].values[-1]
        text = say("counted_bodies", style.lang, name=f'"&{named}&"', n=f'"&TEXT({summed},"#,##0")&"')
        kept = say("counted_bodies", style.lang, name=name, n=f"{number:,}")
        sheet.write_formula(total + 1, left + index, f'="{text}"', formats["middle"], kept)


def _write_outline(sheet: Any, drawn: Map, place: tuple[int, int], formats: Mapping[str, Any]) -> int:
    """Write the points of the line around moved islands; the row of the last one comes back."""
    row, left = place
    for below, point in enumerate(drawn.outline):
        sheet.write_string(row + below, left, drawn.moved, formats["text"])
        sheet.write_row(row + below, left + 1, point, formats["number1"])
    return row + len(drawn.outline) - 1


def _marked(index: int, style: Style) -> dict[str, Any]:
    """Points of a class without a line between them."""
    shape, size = MARKS[index]
    edge = {"color": f"#{tone(EDGE, style.mono)}", "width": 0.5}
    fill = {"color": f"#{tone(SHADES[index], style.mono)}"}
    return {
        "line": {"none": True},
        "marker": {"type": shape, "size": size + 1, "fill": fill, "border": edge},
    }


def _line_around(drawn: Map) -> dict[str, Any]:
    """The line around moved islands, their name at its highest end."""
    font = {"name": FONT, "size": 10, "color": f"#{QUIET}"}
    unnamed = [{"delete": True}] * (len(drawn.outline) - 1)
    return {
        "line": {"color": f"#{QUIET}", "width": 0.75},
        "marker": {"type": "none"},
        "data_labels": {
            "value": True,
            "position": "left",
            "custom": [*unnamed, {"value": drawn.moved, "font": font}],
        },
    }


def _lay_out(chart: Any, classes: int) -> None:
    """A square without axes, the legend of the classes in its free corner."""
    for set_axis, (low, high) in ((chart.set_x_axis, EAST), (chart.set_y_axis, NORTH)):
        set_axis({"visible": False, "min": low, "max": high, "major_gridlines": {"visible": False}})
    chart.set_title({"none": True})
    corner = {"x": 0.02, "y": 0.03, "width": 0.34, "height": 0.16}
    chart.set_legend(
        {"position": "overlay_left", "layout": corner, "font": _FONT, "delete_series": [classes]}
    )
    chart.set_plotarea({"layout": {"x": 0.02, "y": 0.02, "width": 0.96, "height": 0.96}})
    chart.set_size(SIZE)
    chart.show_na_as_empty_cell()
