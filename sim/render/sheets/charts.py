"""Native charts of a workbook: they draw the cells of the table on their sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sim.figures.model import apart, ends, intervals
from sim.render.palette import FILLS, FONT, LINES, NAVY, SIZES, axis_numbers

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sim.figures.model import Drawn, Figure, Plot, Role, Style

HEAD = 4
"""Row of the headings of a table, counted from 0: title, subject, unit and id stand above."""
SIZE = {"width": 640, "height": 400}
ROWS = 22
"""Rows that a chart covers."""
_FONT = {"name": FONT, "size": 10}


def chart_of(
    book: Any, sheet: Any, figure: Figure, plot: Plot, style: Style, formats: Mapping[str, Any]
) -> Any:
    """The chart of a figure whose table stands on the sheet; aims of a plane are written beside the table."""
    if plot.kind == "points":
        return _points(book, sheet, figure, plot, style, formats)
    name = sheet.get_name()
    kinds = {
        "lines": {"type": "line"},
        "bars": {"type": "bar"},
        "ranges": {"type": "bar"},
        "stack": {"type": "column", "subtype": "stacked"},
    }
    chart = book.add_chart(kinds[plot.kind])
    last = HEAD + len(figure.rows)
    lying = plot.kind in ("bars", "ranges")
    drawn = plot.series
    if lying:  # ends are error bars
        drawn = tuple(one for one in plot.series if not one.role.endswith(("low", "high")))
    for number, one in enumerate(drawn):
        place = [column.name for column in figure.columns].index(one.column)
        chart.add_series(
            {
                "name": [name, HEAD, place],
                "categories": [name, HEAD + 1, 0, last, 0],
                "values": [name, HEAD + 1, place, last, place],
                "gap": 50,
                **_drawing(figure, plot, one, number, style),
            }
        )
    chart.set_title({"none": True})
    numbers = [float(cell or 0) for one in drawn for cell in figure.column(one.column).values]
    axis = _axis(plot.axis, 10.0 if plot.kind == "bars" else max(numbers))
    names: dict[str, Any] = {"num_font": _FONT, "interval_unit": 12 if len(figure.rows) > 24 else 1}
    if min(numbers) < 0:
        del axis["min"]  # a price that fell is a negative part
        names |= {"label_position": "low"}
    if lying:
        names |= {"reverse": True}
        axis |= {"label_position": "high"}
    upright, level = (names, axis) if lying else (axis, names)  # the library's y axis is upright
    chart.set_x_axis(level)
    chart.set_y_axis(upright)
    chart.set_legend({"position": "bottom", "font": _FONT} if len(drawn) > 1 else {"none": True})
    chart.set_size(SIZE)
    chart.show_na_as_empty_cell()
    return chart


def _axis(name: str, end: float) -> dict[str, Any]:
    """An axis of values from zero to about `end`, with its name and fine lines."""
    grid = {"visible": True, "line": {"color": "#E3E3E3"}}
    return {
        "name": name,
        "name_font": _FONT | {"bold": False},
        "num_font": _FONT,
        "num_format": axis_numbers(end),
        "min": 0,
        "major_gridlines": grid,
    }


def _points(
    book: Any, sheet: Any, figure: Figure, plot: Plot, style: Style, formats: Mapping[str, Any]
) -> Any:
    """A point a row, and each aim as a line between two points, whose places stand below the chart."""
    chart, name = book.add_chart({"type": "scatter"}), sheet.get_name()
    columns, last = [column.name for column in figure.columns], HEAD + len(figure.rows)
    across, up = columns.index(plot.across), columns.index(plot.series[0].column)
    series = [(columns[up], plot.series[0].role, HEAD + 1, last, across, up)]
    row, left = HEAD + ROWS + 3, len(columns) + 1
    sheet.set_column(left, left + 2, 30)
    for place, heading in enumerate(("", plot.across, plot.axis)):
        sheet.write_string(row - 1, left + place, heading, formats["head"])
    for aim in plot.aims:
        for below, (x, y) in enumerate(aim.line(*ends(figure, plot))):
            sheet.write_string(row + below, left, aim.name, formats["text"])
            sheet.write_number(row + below, left + 1, x, formats["number0"])
            sheet.write_number(row + below, left + 2, y, formats["number2"])
        series.append((aim.name, aim.role, row, row + 1, left + 1, left + 2))
        row += 2
    for title, role, first, end, x_place, y_place in series:
        chart.add_series(
            {
                "name": title,
                "categories": [name, first, x_place, end, x_place],
                "values": [name, first, y_place, end, y_place],
                **_line(role, style),
            }
        )
    right, top = ends(figure, plot)
    chart.set_title({"none": True})
    chart.set_x_axis(_axis(plot.across, right) | {"max": right})
    chart.set_y_axis(_axis(plot.axis, top) | {"max": top})
    chart.set_legend({"position": "bottom", "font": _FONT})
    chart.set_size(SIZE)
    return chart


def _line(role: Role, style: Style) -> dict[str, Any]:
    """Line and marker of a series in its role."""
    look = LINES[role]
    colour = f"#{look.grey if style.mono else look.colour}"
    line = (
        {"color": colour, "width": look.width, "dash_type": _DASHES[look.dash]}
        if look.width
        else {"none": True}
    )
    marker: dict[str, Any] = {"type": "none"}
    if look.marker != "none":
        size = SIZES[look.marker]
        marker = {
            "type": look.marker,
            "size": size,
            "fill": {"color": colour},
            "border": {"color": "#FFFFFF"},
        }
    return {"line": line, "marker": marker}


def _drawing(figure: Figure, plot: Plot, one: Drawn, number: int, style: Style) -> dict[str, Any]:
    """Line, marker, fill and error bars of one series."""
    if plot.kind == "lines":
        return _line(one.role, style)
    if plot.kind == "stack":
        fill = FILLS[number]
        border = {"color": "#000000" if style.mono else "#FFFFFF", "width": 0.5}
        if style.mono and fill.pattern:
            pattern = {"pattern": _PATTERNS[fill.pattern], "fg_color": "#000000", "bg_color": "#FFFFFF"}
            return {"pattern": pattern, "border": border}
        return {"fill": {"color": f"#{fill.grey if style.mono else fill.colour}"}, "border": border}
    look = LINES[one.role]
    colour = "#595959" if style.mono else f"#{NAVY}"
    if plot.kind == "ranges":
        colour = f"#{look.grey if style.mono else look.colour}"
    filled: dict[str, Any] = {"fill": {"color": colour}}
    found = next((each for each in intervals(figure, plot) if each.role == one.role), None)
    if found is None:
        return filled
    bars = {
        "type": "custom",
        "plus_values": apart(found.middle, found.high),
        "minus_values": apart(found.low, found.middle),
        "line": {"color": "#000000", "width": 1.5},
    }
    return filled | {"x_error_bars": bars}


_DASHES = {
    "solid": "solid",
    "dash": "dash",
    "sysDash": "square_dot",
    "sysDot": "round_dot",
    "lgDashDot": "long_dash_dot",
    "lgDash": "long_dash",
}
_PATTERNS = {"wdUpDiag": "wide_upward_diagonal", "pct20": "percent_20", "ltHorz": "light_horizontal"}
