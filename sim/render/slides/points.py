"""A native chart of points in a plane: one a row, with the aims that they are measured against as lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pptx.chart.data import XyChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION

from sim.figures.model import ends
from sim.render.palette import LINES, RULE, axis_numbers
from sim.render.slides.chart_elements import draw_line, label, leave_room, name_axis, set_plain

if TYPE_CHECKING:
    from sim.figures.model import Figure, Plot, Style


def add_points(slide: Any, figure: Figure, plot: Plot, style: Style, place: tuple[int, int, int, int]) -> Any:
    """Put the points on the slide; they stand in the chart's own data sheet. The frame comes back."""
    right, top = ends(figure, plot)
    data, drawn = XyChartData(), plot.series[0]
    points = data.add_series(drawn.column, number_format="General")
    for x, y in zip(figure.column(plot.across).values, figure.column(drawn.column).values, strict=True):
        points.add_data_point(x, y)
    for aim in plot.aims:
        line = data.add_series(aim.name)
        for x, y in aim.line(right, top):
            line.add_data_point(x, y)
    frame = slide.shapes.add_chart(XL_CHART_TYPE.XY_SCATTER, *place, data)
    chart = frame.chart
    set_plain(chart, style)
    for axis, end, name in (
        (chart.category_axis, right, plot.across),
        (chart.value_axis, top, plot.axis),
    ):
        axis.minimum_scale, axis.maximum_scale = 0, end
        axis.has_major_gridlines = True
        axis.major_gridlines.format.line.color.rgb = RGBColor.from_string("E3E3E3")
        axis.format.line.color.rgb = RGBColor.from_string(RULE)
        axis.tick_labels.number_format = axis_numbers(end)
        axis.tick_labels.number_format_is_linked = False
        name_axis(axis, name, style)
    roles = (drawn.role, *(aim.role for aim in plot.aims))
    for one, role in zip(chart.series, roles, strict=True):
        draw_line(one, LINES[role], style)
    for one, aim in zip(list(chart.series)[1:], plot.aims, strict=True):
        look = LINES[aim.role]
        colour = look.grey if style.mono else look.colour
        label(one, 1, aim.name, colour, XL_LABEL_POSITION.RIGHT, style)
    leave_room(chart, below=0.18)
    return frame
