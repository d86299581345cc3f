"""Native charts of a presentation: lines with their interval, bars with theirs, parts of a whole."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
)
from pptx.enum.dml import MSO_PATTERN
from pptx.oxml.ns import qn
from pptx.util import Pt

from sim.figures.model import SIDE_BY_SIDE, apart, intervals, round_end, shown
from sim.render.palette import FILLS, INK, LINES, NAVY, QUIET, RULE, axis_numbers
from sim.render.slides.chart_elements import (
    CHART,
    DRAWING,
    add_legend,
    draw_line,
    drop_from_legend,
    key_of_points,
    label,
    leave_room,
    name_axis,
    outline,
    put,
    set_plain,
)
from sim.render.slides.places import add_places
from sim.render.slides.points import add_points
from sim.render.slides.tiles import add_tiles
from sim.wording import between

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.figures.model import Cell, Drawn, Figure, Plot, Style

_KINDS = {
    "lines": XL_CHART_TYPE.LINE_MARKERS,
    "bars": XL_CHART_TYPE.BAR_CLUSTERED,
    "ranges": XL_CHART_TYPE.BAR_CLUSTERED,
    "stack": XL_CHART_TYPE.COLUMN_STACKED,
}
_PATTERNS = {
    "wdUpDiag": MSO_PATTERN.WIDE_UPWARD_DIAGONAL,
    "pct20": MSO_PATTERN.PERCENT_20,
    "ltHorz": MSO_PATTERN.LIGHT_HORIZONTAL,
}


LYING = ("bars", "ranges")
"""Kinds whose rows stand below each other."""
STEPS = 8
"""At most so many steps of an axis that reaches below zero, but for one at each end."""


def add_chart(slide: Any, figure: Figure, plot: Plot, style: Style, place: tuple[int, int, int, int]) -> None:
    """Put the figure's plot on the slide; its numbers stand in the chart's own data sheet."""
    if plot.kind == "points":
        added = add_points(slide, figure, plot, style, place)
    elif plot.kind == "places" and plot.map is not None:
        added = add_places(slide, figure, plot, plot.map, style, place)
    elif plot.kind == "tiles" and plot.map is not None:
        added = add_tiles(slide, figure, plot, plot.map, style, place)
    else:
        added = _add_columns(slide, figure, plot, style, place)
    added._element._nvXxPr.cNvPr.set("descr", f"{figure.title} ({figure.caption[-1]})")


def _add_columns(
    slide: Any, figure: Figure, plot: Plot, style: Style, place: tuple[int, int, int, int]
) -> Any:
    """A chart of columns of the figure's table, drawn against its rows."""
    data = CategoryChartData(number_format=_format(figure, plot))
    data.categories = plot.dates or plot.labels or figure.columns[0].values
    series = _drawn(plot)
    for drawn in series:
        data.add_series(drawn.column, figure.column(drawn.column).values)
    top = nice_top(figure, plot)
    for row, name in plot.marks:
        data.add_series(name, [top if i == row else None for i in range(len(figure.rows))])
    frame = slide.shapes.add_chart(_KINDS[plot.kind], *place, data)
    chart = frame.chart
    set_plain(chart, style)
    _axes(chart, plot, top, style)
    if (ends := _below_zero(figure, plot)) is not None:
        axis = chart.value_axis
        axis.minimum_scale, axis.maximum_scale, axis.major_unit = ends
    draw = {"lines": _lines, "bars": _bars, "ranges": _ranges, "stack": _stack}
    draw[plot.kind](chart, figure, plot, series, style)
    return frame


def _drawn(plot: Plot) -> tuple[Drawn, ...]:
    """Series in the order of the chart; of bars, the middle and, unseen, the end that bears the words.

    The ends of ranges are whiskers at the middles, so they are no series.
    """
    if plot.kind == "ranges":
        return tuple(drawn for drawn in plot.series if not drawn.role.endswith(("low", "high")))
    if plot.kind != "bars":
        return plot.series
    return tuple(drawn for role in ("middle", "high") for drawn in plot.series if drawn.role == role)


def nice_top(figure: Figure, plot: Plot) -> float:
    """End of the value axis: a round number a little above the greatest value."""
    return round_end(_farthest(figure, plot, 1), 1.28 if plot.kind == "bars" else 1.04)


def _below_zero(figure: Figure, plot: Plot) -> tuple[float, float, float] | None:
    """Beginning, end and step of an axis with zero among its steps; None where nothing lies below zero."""
    deep, high = (_farthest(figure, plot, sign) for sign in (-1, 1))
    if deep <= 0:
        return None
    size = 10.0 ** math.floor(math.log10((deep + high) / STEPS))
    step = next(size * each for each in (1, 2, 5, 10) if size * each * STEPS >= deep + high)
    return -math.ceil(deep / step) * step, max(math.ceil(high / step), 1) * step, step


def _farthest(figure: Figure, plot: Plot, sign: int) -> float:
    """How far a plot goes upwards, or with the sign -1 downwards; parts on one side add up."""
    columns = [figure.column(drawn.column).values for drawn in plot.series]
    rows = ([max(sign * _number(cell), 0.0) for cell in row] for row in zip(*columns, strict=True))
    return max(sum(row) if plot.kind == "stack" else max(row) for row in rows)


def _number(cell: Cell) -> float:
    return float(cell) if isinstance(cell, int | float) else 0.0


def _format(figure: Figure, plot: Plot) -> str:
    decimals = figure.column(plot.series[0].column).decimals or 0
    return "#,##0" + (f".{'0' * decimals}" if decimals else "")


def _axes(chart: Any, plot: Plot, top: float, style: Style) -> None:
    values, categories = chart.value_axis, chart.category_axis
    values.minimum_scale, values.maximum_scale = 0, top
    values.has_major_gridlines = True
    values.major_gridlines.format.line.color.rgb = RGBColor.from_string("E3E3E3")
    values.format.line.fill.background()
    values.tick_labels.number_format = axis_numbers(max(top, 10.0) if plot.kind == "bars" else top)
    values.tick_labels.number_format_is_linked = False
    name_axis(values, plot.axis, style)
    categories.format.line.color.rgb = RGBColor.from_string(RULE)
    categories.has_major_gridlines = False
    categories.tick_labels.font.size = Pt(11)
    categories.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    if plot.kind in LYING:
        categories.reverse_order = True
        values.tick_label_position = XL_TICK_LABEL_POSITION.HIGH
    if plot.dates:
        _time_axis(categories, style)


def _time_axis(axis: Any, style: Style) -> None:
    """A year between marks; years of the era are a number format that Office and LibreOffice know."""
    axis.tick_labels.number_format = "[$-411]ge.m" if style.years == "era" else "yyyy/m"
    axis.tick_labels.number_format_is_linked = False
    for tag in ("baseTimeUnit", "majorUnit", "majorTimeUnit"):
        for old in axis._element.findall(qn(f"c:{tag}")):
            axis._element.remove(old)
    units = (("baseTimeUnit", "months"), ("majorUnit", "12"), ("majorTimeUnit", "months"))
    for tag, value in units:
        put(
            axis._element,
            f"<c:{tag} {CHART} val='{value}'/>",
            before=("c:minorUnit", "c:minorTimeUnit", "c:extLst"),
        )


def _lines(chart: Any, figure: Figure, plot: Plot, series: Sequence[Drawn], style: Style) -> None:
    """Courses with their ends: dashes tell them apart, names stand at them."""
    for drawn, one in zip(series, chart.series, strict=False):
        one.smooth = False
        draw_line(one, LINES[drawn.role], style)
    for place, mark in enumerate(plot.marks, start=len(series)):
        _upright(chart.series[place], mark, style)
    legend = any(drawn.role in SIDE_BY_SIDE for drawn in series)
    for index, where in ({} if legend else labelled(figure, plot)).items():
        text, look = series[index].label, LINES[series[index].role]
        colour = look.grey if style.mono else look.colour
        label(chart.series[index], where, text, colour, XL_LABEL_POSITION.RIGHT, style)
    if legend:
        add_legend(chart, XL_LEGEND_POSITION.BOTTOM, style)
        drop_from_legend(chart, range(len(series), len(chart.series)))  # marks bear their words themselves
        return
    leave_room(chart)
    points = [index for index, drawn in enumerate(series) if LINES[drawn.role].marker != "none"]
    if points:
        key_of_points(chart, points, style)


def labelled(figure: Figure, plot: Plot) -> dict[int, int]:
    """Point at which the name of a line stands: its last one, unless another name is already there."""
    order = ("middle", "second", "target", "base", "high", "low", "second_high", "second_low")
    taken: list[tuple[int, float]] = []
    found: dict[int, int] = {}
    apart = 0.05 * nice_top(figure, plot)
    for role in order:
        for index, drawn in enumerate(plot.series):
            values = figure.column(drawn.column).values
            last = max((i for i, value in enumerate(values) if value is not None), default=None)
            if drawn.role != role or last is None:
                continue
            height = _number(values[last])
            if all(point != last or abs(height - other) >= apart for point, other in taken):
                taken.append((last, height))
                found[index] = last
    return found


def _upright(series: Any, mark: tuple[int, str], style: Style) -> None:
    """An upright line through one category: a point at the top whose error bar reaches the axis."""
    series.format.line.fill.background()
    series.marker.style = XL_MARKER_STYLE.NONE
    bars = (
        f"<c:errBars {CHART} {DRAWING}><c:errDir val='y'/><c:errBarType val='minus'/>"
        "<c:errValType val='percentage'/><c:noEndCap val='1'/><c:val val='100'/>"
        f"{outline('595959', 12_700, 'sysDash')}</c:errBars>"
    )
    label(series, mark[0], mark[1], QUIET, XL_LABEL_POSITION.RIGHT, style)
    put(series._element, bars, before=("c:cat", "c:val", "c:smooth", "c:extLst"))


def _bars(chart: Any, figure: Figure, plot: Plot, series: Sequence[Drawn], style: Style) -> None:
    """A bar for the middle, whiskers for the ends, the numbers beside them."""
    del series  # two of them, found by their role
    chart.plots[0].overlap, chart.plots[0].gap_width = 100, 60
    middle, high = chart.series[0], chart.series[1]
    middle.format.fill.solid()
    middle.format.fill.fore_color.rgb = RGBColor.from_string("595959" if style.mono else NAVY)
    high.format.fill.background()
    values = {drawn.role: figure.column(drawn.column).values for drawn in plot.series}
    put(middle._element, _whiskers(values["low"], values["middle"], values["high"]), before=AFTER_WHISKERS)
    for index, (low, mid, top) in enumerate(
        zip(values["low"], values["middle"], values["high"], strict=True)
    ):
        low_text, text, high_text = (shown(cell, 0, style.lang) for cell in (low, mid, top))
        if low is not None:
            within = between(low_text, high_text, style.lang)
            text = f"{text}（{within}）" if style.lang == "ja" else f"{text} ({within})"
        bearer, where = (
            (high, XL_LABEL_POSITION.OUTSIDE_END)
            if top is not None
            else (middle, XL_LABEL_POSITION.OUTSIDE_END)
        )
        label(bearer, index, text, INK, where, style)


AFTER_WHISKERS = ("c:cat", "c:val", "c:shape", "c:extLst")
"""What follows the error bars of a bar in the schema's order."""


def _ranges(chart: Any, figure: Figure, plot: Plot, series: Sequence[Drawn], style: Style) -> None:
    """A bar for each middle and for what was observed, whiskers for the ends, a legend."""
    chart.plots[0].overlap, chart.plots[0].gap_width = 0, 60
    add_legend(chart, XL_LEGEND_POSITION.BOTTOM, style)
    found = {each.role: each for each in intervals(figure, plot)}
    for drawn, one in zip(series, chart.series, strict=True):
        look = LINES[drawn.role]
        one.format.fill.solid()
        one.format.fill.fore_color.rgb = RGBColor.from_string(look.grey if style.mono else look.colour)
        if (each := found.get(drawn.role)) is not None:
            put(one._element, _whiskers(each.low, each.middle, each.high), before=AFTER_WHISKERS)


def _whiskers(low: Sequence[Cell], middle: Sequence[Cell], high: Sequence[Cell]) -> str:
    """Error bars from a bar's end to both ends of its interval."""
    return (
        f"<c:errBars {CHART} {DRAWING}><c:errBarType val='both'/><c:errValType val='cust'/>"
        f"<c:noEndCap val='0'/><c:plus>{_literal(apart(middle, high))}</c:plus>"
        f"<c:minus>{_literal(apart(low, middle))}</c:minus>{outline('000000', 22_225, 'solid')}</c:errBars>"
    )


def _literal(values: Sequence[float]) -> str:
    points = "".join(f"<c:pt idx='{i}'><c:v>{value}</c:v></c:pt>" for i, value in enumerate(values))
    return (
        f"<c:numLit><c:formatCode>General</c:formatCode><c:ptCount val='{len(values)}'/>{points}</c:numLit>"
    )


def _stack(chart: Any, figure: Figure, plot: Plot, series: Sequence[Drawn], style: Style) -> None:
    """Parts upon each other with a legend; without colour they differ by pattern."""
    del figure, plot
    chart.plots[0].overlap, chart.plots[0].gap_width = 100, 40
    add_legend(chart, XL_LEGEND_POSITION.RIGHT, style)
    for one, fill in zip(chart.series, FILLS[: len(series)], strict=False):
        if style.mono and fill.pattern:
            one.format.fill.patterned()
            one.format.fill.pattern = _PATTERNS[fill.pattern]
            one.format.fill.fore_color.rgb = RGBColor.from_string("000000")
            one.format.fill.back_color.rgb = RGBColor.from_string("FFFFFF")
        else:
            one.format.fill.solid()
            one.format.fill.fore_color.rgb = RGBColor.from_string(fill.grey if style.mono else fill.colour)
        one.format.line.color.rgb = RGBColor.from_string("000000" if style.mono else "FFFFFF")
        one.format.line.width = Pt(0.5)
