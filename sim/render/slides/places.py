"""A native chart of points on a map: a series for each class, told apart by shade, shape and size."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import xlsxwriter
from pptx.chart.data import XyChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_MARKER_STYLE
from pptx.util import Pt
from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell

from sim.figures.words import say
from sim.render.class_cells import Spot, heights, write_heights
from sim.render.palette import EAST, EDGE, MARKS, NORTH, QUIET, SHADES, tone
from sim.render.slides.chart_elements import MARKERS, key_of_points, label, lay_out, set_plain

if TYPE_CHECKING:
    from sim.figures.model import Figure, Map, Plot, Style

SHARE = 0.94
"""Part of the chart's height that the map takes; it is a square."""


class Places(XyChartData):
    """Data of the chart: a row of its sheet for each place, a series for each class; last, the outline."""

    sheet = b""
    before = 4
    """Columns of the sheet before those of the classes; the third has the degrees east."""

    def column(self, series: Any) -> int:
        """Column in which a series stands; the degrees east of the outline have one of their own."""
        return self.before + int(series.index) + self._is_outline(series)

    def series_name_ref(self, series: Any) -> str:
        """Where the name of a series stands."""
        return f"Sheet1!{xl_rowcol_to_cell(0, self.column(series), row_abs=True, col_abs=True)}"

    def x_values_ref(self, series: Any) -> str:
        """Where the degrees east of a series stand."""
        column = self.column(series) - 1 if self._is_outline(series) else 2
        return f"Sheet1!{xl_range_abs(1, column, len(series), column)}"

    def y_values_ref(self, series: Any) -> str:
        """Where the degrees north of a series stand."""
        return f"Sheet1!{xl_range_abs(1, self.column(series), len(series), self.column(series))}"

    @property
    def xlsx_blob(self) -> bytes:
        """The workbook behind the chart."""
        return self.sheet

    def _is_outline(self, series: Any) -> bool:
        return bool(series.index == len(self) - 1)


def _data(figure: Figure, plot: Plot, drawn: Map, style: Style) -> Any:
    """What the chart draws, and its sheet, where a probability that is changed moves its place to a class."""
    data: Any = Places()  # type: ignore[no-untyped-call]  # the library leaves it untyped
    columns = [figure.columns[1], *map(figure.column, (drawn.column, plot.across, plot.series[0].column))]
    for name, rows, up in zip(drawn.names, drawn.rows(figure), heights(figure, plot, drawn), strict=True):
        points = data.add_series(say("counted_bodies", style.lang, name=name, n=f"{len(rows):,}"))
        for east, north in zip(columns[2].values, up, strict=True):
            points.add_data_point(east, north)
    around = data.add_series(drawn.moved)
    for east, north in drawn.outline:
        around.add_data_point(east, north)
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet("Sheet1")
    for index, column in enumerate(columns):
        sheet.write_column(0, index, (column.heading, *column.values))
    write_heights(sheet, figure, plot, drawn, Spot(1, 1, 3), data.before)
    for series in data:
        sheet.write_string(0, data.column(series), series.name)
    sheet.write_column(1, data.column(around) - 1, around.x_values)
    sheet.write_column(1, data.column(around), around.y_values)
    book.close()
    data.sheet = file.getvalue()
    return data


def add_places(
    slide: Any, figure: Figure, plot: Plot, drawn: Map, style: Style, place: tuple[int, int, int, int]
) -> Any:
    """Put the points on the slide; they stand in the chart's own data sheet. The frame comes back."""
    data = _data(figure, plot, drawn, style)
    frame = slide.shapes.add_chart(XL_CHART_TYPE.XY_SCATTER, *place, data)
    chart = frame.chart
    set_plain(chart, style)
    for axis, (low, high) in ((chart.category_axis, EAST), (chart.value_axis, NORTH)):
        axis.minimum_scale, axis.maximum_scale = low, high
        axis.has_major_gridlines = axis.visible = False
    *classes, outline = chart.series
    for one, (shape, size), colour in zip(classes, MARKS, SHADES, strict=True):
        _mark(one.marker, shape, size, tone(colour, style.mono), tone(EDGE, style.mono))
        one.format.line.fill.background()
    _draw_around(outline, len(drawn.outline) - 1, drawn.moved, style)
    wide = SHARE * place[3] / place[2]
    lay_out(chart, 1 - wide, (1 - SHARE) / 2, wide, SHARE)
    key_of_points(chart, range(len(classes)), style, XL_LEGEND_POSITION.LEFT, (0.0, 0.03))
    chart.legend.font.size = Pt(10.5)  # else a class does not fit on its line
    return frame


def _mark(marker: Any, shape: str, size: int, fill: str, edge: str) -> None:
    marker.style, marker.size = MARKERS[shape], size
    marker.format.fill.solid()
    marker.format.fill.fore_color.rgb = RGBColor.from_string(fill)
    marker.format.line.color.rgb = RGBColor.from_string(edge)
    marker.format.line.width = Pt(0.5)


def _draw_around(series: Any, end: int, name: str, style: Style) -> None:
    """The line around moved islands, their name at its highest end."""
    series.smooth = False
    series.marker.style = XL_MARKER_STYLE.NONE
    series.format.line.width = Pt(0.75)
    series.format.line.color.rgb = RGBColor.from_string(QUIET)
    label(series, end, name, QUIET, XL_LABEL_POSITION.LEFT, style)
