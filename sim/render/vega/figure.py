"""Any figure as a Vega-Lite specification: what the page shows and pictures are drawn from."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import altair as alt

from sim.figures.model import SIDE_BY_SIDE, ends, intervals, shown
from sim.render.palette import FILLS, INK, LINES, NAVY, QUIET, tone
from sim.render.vega.frame import HEIGHT, WIDTH, data, framed
from sim.render.vega.maps import places, tiles
from sim.wording import between

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sim.figures.model import Cell, Drawn, Figure, Plot, Role, Style
    from sim.vega_pictures import Specification

    Row = dict[str, Any]

DASHES = {
    "solid": [1, 0],
    "dash": [6, 3],
    "sysDash": [4, 2],
    "sysDot": [2, 2],
    "lgDashDot": [8, 3, 2, 3],
    "lgDash": [10, 4],
}
"""The dashes of Office, in points of a picture."""
SIGNS = {"solid": "━━", "dash": "╍╍"}
"""How a line looks in a key made of words."""
MARKS = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down")
"""Points on lines that are alike, in their order."""
MONTHS_APART = 6
"""Points of a line by month that bear its mark."""
BANDS: dict[Role, tuple[Role, Role]] = {"middle": ("low", "high"), "second": ("second_low", "second_high")}
"""Lines with a band around them, and the roles of its ends."""
LEVELS: tuple[Role, ...] = ("target", "base")


def specification(figure: Figure, style: Style) -> Specification:
    """The figure's plot under its finding, unit and definition above it, interval, source and id below it.

    ValueError for a figure that is a table alone.
    """
    if figure.plot is None:
        raise ValueError(figure.key)
    draw = {
        "lines": _lines,
        "bars": _bars,
        "ranges": _ranges,
        "stack": _stack,
        "points": _points,
        "places": places,
        "tiles": tiles,
    }
    return in_words(draw[figure.plot.kind](figure, figure.plot, style), figure, style)


def in_words(drawn: Any, figure: Figure, style: Style) -> Specification:
    """A drawing between the words of its figure; without colour each colour becomes its grey."""
    made = framed(drawn, figure.title, [figure.subject, figure.caption[0]], figure.caption[1:])
    return _greyed(made) if style.mono else made


def _greyed(drawing: Any) -> Any:
    """The drawing with each colour as the grey of its lightness; dashes and shapes tell things apart."""
    if isinstance(drawing, dict):
        return {key: _greyed(value) for key, value in drawing.items()}
    if isinstance(drawing, list):
        return [_greyed(value) for value in drawing]
    if isinstance(drawing, str) and re.fullmatch("#[0-9a-fA-F]{6}", drawing):
        return f"#{tone(drawing, mono=True).lower()}"
    return drawing


def _lines(figure: Figure, plot: Plot, style: Style) -> Any:
    """Courses against the rows: bands around them, levels, upright lines at days, published points."""
    x = _across(figure, plot, style)
    y = alt.Y("y:Q", title=plot.axis, axis=alt.Axis(format=_steps(figure, plot)), scale=_FROM_ZERO)
    by_role = {drawn.role: drawn for drawn in plot.series}
    layers: list[Any] = []
    for role, (low, high) in BANDS.items():
        if role in by_role and low in by_role and high in by_role:
            rows = _rows(figure, plot, y=by_role[low], y2=by_role[high])
            layers.append(
                alt.Chart(data(rows)).mark_area(opacity=0.2, color=_colour(role)).encode(x=x, y=y, y2="y2:Q")
            )
    alike = [drawn for drawn in plot.series if drawn.role in SIDE_BY_SIDE]
    if alike:
        layers.append(_side_by_side(figure, plot, alike, x, y))
    for role in BANDS:
        if role in by_role:
            look = LINES[role]
            mark: Row = {"strokeWidth": look.width, "strokeDash": DASHES[look.dash], "color": _colour(role)}
            if not plot.dates:
                mark["point"] = alt.OverlayMarkDef(color=_colour(role), size=35)
            layers.append(
                alt.Chart(data(_rows(figure, plot, y=by_role[role]))).mark_line(**mark).encode(x=x, y=y)
            )
    if "observed" in by_role:
        points = alt.Chart(data(_rows(figure, plot, y=by_role["observed"])))
        look = points.mark_point(shape="diamond", filled=True, size=90, color=_colour("observed"), opacity=1)
        layers.append(look.encode(x=x, y=y))
    for role in LEVELS:
        if role in by_role:
            layers += _level(figure, by_role[role])
    for place, (row, name) in enumerate(plot.marks):
        layers += _upright(_labels(figure, plot)[row], name, x, place)
    named = [drawn for role in (*BANDS, "observed") for drawn in plot.series if drawn.role == role]
    if len(named) > 1:
        layers += _key(named)
    return alt.layer(*layers).properties(width=WIDTH, height=HEIGHT)


def _side_by_side(figure: Figure, plot: Plot, alike: Sequence[Drawn], x: alt.X, y: alt.Y) -> Any:
    """Lines that are alike, told apart by dash and mark as well as by colour, named in a legend."""
    names = [drawn.label for drawn in alike]
    rows = [row | {"what": drawn.label} for drawn in alike for row in _rows(figure, plot, y=drawn)]
    apart = MONTHS_APART if plot.dates else 1
    marked = [row | {"what": drawn.label} for drawn in alike for row in _rows(figure, plot, y=drawn)[::apart]]
    legend = alt.Legend(title=None, orient="bottom", columns=3, labelLimit=360, symbolSize=120)
    looks = [LINES[drawn.role] for drawn in alike]

    def by_name(channel: Any, values: Sequence[Any]) -> Any:
        return channel("what:N", scale=alt.Scale(domain=names, range=list(values)), legend=legend)

    colour = by_name(alt.Color, [f"#{look.colour}" for look in looks])
    dash = by_name(alt.StrokeDash, [DASHES[look.dash] for look in looks])
    shape = by_name(alt.Shape, MARKS[: len(alike)])
    lines = alt.Chart(data(rows)).mark_line(strokeWidth=2.2).encode(x=x, y=y, color=colour, strokeDash=dash)
    points = alt.Chart(data(marked)).mark_point(size=45, filled=True, opacity=1)
    return alt.layer(lines, points.encode(x=x, y=y, color=colour, shape=shape))


def _level(figure: Figure, drawn: Drawn) -> list[alt.Chart]:
    """A level across the plot with its name at the right end."""
    level = next(float(cell) for cell in figure.column(drawn.column).values if isinstance(cell, int | float))
    base = alt.Chart(data([{"level": level, "text": drawn.label}])).encode(y="level:Q")
    colour = _colour(drawn.role)
    return [
        base.mark_rule(color=colour, strokeWidth=1.8, strokeDash=DASHES[LINES[drawn.role].dash]),
        base.mark_text(align="right", dy=-8, fontSize=12, color=colour).encode(
            x=alt.value(WIDTH - 4), text="text:N"
        ),
    ]


def _upright(at: str, text: str, x: alt.X, row: int) -> list[alt.Chart]:
    """An upright line, its name half-way up where no curve runs, `row` lines lower."""
    base = alt.Chart(data([{"x": at, "text": text}])).encode(x=x)
    return [
        base.mark_rule(color=f"#{QUIET}", strokeDash=[3, 3]),
        base.mark_text(align="left", dx=5, fontSize=12, color=f"#{QUIET}").encode(
            y=alt.value(HEIGHT / 2 + 18 * row), text="text:N"
        ),
    ]


def _key(named: Sequence[Drawn]) -> list[alt.Chart]:
    """What lines and points mean, written inside the plot at the top left: sign, name, colour."""
    charts = []
    for row, drawn in enumerate(named):
        look = LINES[drawn.role]
        sign = "◆" if look.marker == "diamond" else SIGNS[look.dash]
        base = alt.Chart(data([{"sign": sign, "text": drawn.label}])).encode(y=alt.value(16 + 20 * row))
        charts += [
            base.mark_text(align="center", fontSize=12, color=_colour(drawn.role)).encode(
                x=alt.value(26), text="sign:N"
            ),
            base.mark_text(align="left", fontSize=12, color=f"#{INK}").encode(x=alt.value(46), text="text:N"),
        ]
    return charts


def _bars(figure: Figure, plot: Plot, style: Style) -> Any:
    """A bar a row with its interval, the numbers beside it."""
    by_role = {drawn.role: figure.column(drawn.column) for drawn in plot.series}
    names = [str(cell) for cell in figure.columns[0].values]
    decimals = by_role["middle"].decimals
    rows = []
    for row, name in enumerate(names):
        low, middle, high = (by_role[role].values[row] for role in ("low", "middle", "high"))
        text, first, last = (shown(cell, decimals, style.lang) for cell in (middle, low, high))
        if low is not None:
            within = between(first, last, style.lang)
            text += f"（{within}）" if style.lang == "ja" else f" ({within})"
        reach = max(_number(middle), _number(high))
        rows.append({"x": name, "y": middle, "low": low, "high": high, "end": reach, "label": text})
    y = alt.Y("x:N", title=None, sort=names, axis=alt.Axis(labelLimit=260))
    form = ",.1f" if decimals else ",d"
    x = alt.X("y:Q", title=plot.axis, axis=alt.Axis(format=form, tickCount=5), scale=_FROM_ZERO)
    base = alt.Chart(data(rows)).encode(y=y)
    return alt.layer(
        base.mark_bar(color=f"#{NAVY}", opacity=0.75, height=34).encode(x=x),
        base.mark_rule(strokeWidth=2.5, color=f"#{INK}").encode(x="low:Q", x2="high:Q"),
        base.mark_text(align="left", dx=8, fontSize=13).encode(x="end:Q", text="label:N"),
    ).properties(width=WIDTH - 130, height=max(260, 52 * len(rows)))


def _ranges(figure: Figure, plot: Plot, _: Style) -> Any:
    """Intervals side by side in every row, a stroke at each middle, a diamond at what was observed."""
    labels, found = _labels(figure, plot), intervals(figure, plot)
    rows = [
        {"x": label, "what": each.label, "low": low, "y": middle, "high": high}
        for each in found
        for label, low, middle, high in zip(labels, each.low, each.middle, each.high, strict=True)
        if middle is not None
    ]
    seen = [drawn for drawn in plot.series if drawn.role == "observed"]
    points = [row | {"what": drawn.label} for drawn in seen for row in _rows(figure, plot, y=drawn)]
    names = [*(each.label for each in found), *(drawn.label for drawn in seen)]
    roles = [*(each.role for each in found), *(drawn.role for drawn in seen)]
    legend = alt.Legend(title=None, orient="bottom", labelLimit=360)

    def by_name(channel: Any, values: Sequence[Any]) -> Any:
        return channel("what:N", scale=alt.Scale(domain=names, range=list(values)), legend=legend)

    colour = by_name(alt.Color, [_colour(role) for role in roles])
    shape = by_name(alt.Shape, ["square"] * len(found) + ["diamond"] * len(seen))
    y = alt.Y("x:N", title=None, sort=labels, axis=alt.Axis(labelLimit=420, labelPadding=8))
    form = _steps(figure, plot)
    x = {
        name: alt.X(f"{name}:Q", title=plot.axis, axis=alt.Axis(format=form), scale=_FROM_ZERO)
        for name in ("low", "y")
    }
    offset = alt.YOffset("what:N", sort=names[: len(found)])
    whole = alt.Chart(data([row for row in rows if row["low"] is not None])).encode(y=y, yOffset=offset)
    middles = alt.Chart(data(rows)).encode(y=y, yOffset=offset)
    layers = [
        whole.mark_bar(height=9, opacity=0.45).encode(x=x["low"], x2="high:Q", color=colour),
        middles.mark_tick(height=9, thickness=2.5, opacity=1).encode(x=x["y"], color=colour),
    ]
    if points:
        signs = alt.Chart(data(points)).mark_point(filled=True, size=90, opacity=1)
        layers.append(signs.encode(x=x["y"], y=y, color=colour, shape=shape))
    return alt.layer(*layers).properties(width=WIDTH - 260, height=alt.Step(15))


def _stack(figure: Figure, plot: Plot, style: Style) -> Any:
    """Parts of a whole as columns, with a legend in their order."""
    names = [drawn.column for drawn in plot.series]
    rows = [
        row | {"part": drawn.column, "order": order}
        for order, drawn in enumerate(plot.series)
        for row in _rows(figure, plot, y=drawn)
    ]
    fills = [f"#{_GREYS[order] if style.mono else fill.colour}" for order, fill in enumerate(FILLS)]
    scale = alt.Scale(domain=names, range=fills[: len(names)])
    legend = alt.Legend(title=None, orient="bottom", columns=3)
    base = alt.Chart(data(rows)).encode(
        x=_across(figure, plot, style),
        y=alt.Y("y:Q", title=plot.axis, axis=alt.Axis(format=",d")),
        order=alt.Order("order:Q"),
        color=alt.Color("part:N", scale=scale, sort=names, legend=legend),
    )
    return base.mark_bar(stroke=f"#{INK}", strokeWidth=0.4).properties(width=WIDTH, height=HEIGHT)


_GREYS = ("262626", "D9D9D9", "8C8C8C", "F2F2F2", "595959", "FFFFFF")
"""Of parts in their order; pictures know no pattern, so neighbours differ in lightness."""


def _points(figure: Figure, plot: Plot, _: Style) -> Any:
    """A point a row, against two axes from zero on, with the aims as lines."""
    up, across = figure.column(plot.series[0].column), figure.column(plot.across)
    rows = [{"x": x, "y": y} for x, y in zip(across.values, up.values, strict=True)]
    right, top = ends(figure, plot)
    x = alt.X("x:Q", title=plot.across, axis=alt.Axis(format=_form(across.decimals)), scale=_to(right))
    y = alt.Y("y:Q", title=plot.axis, axis=alt.Axis(format=_form(up.decimals)), scale=_to(top))
    colour = _colour(plot.series[0].role)
    layers: list[Any] = [
        alt.Chart(data(rows)).mark_circle(size=42, opacity=0.45, color=colour).encode(x=x, y=y)
    ]
    for aim in plot.aims:
        (x1, y1), (x2, y2) = aim.line(right, top)
        line = alt.Chart(data([{"x": x1, "y": y1, "x2": x2, "y2": y2, "text": aim.name}]))
        look, is_level = LINES[aim.role], aim.axis == "y"
        text: Row = {"align": "right", "dy": -8} if is_level else {"align": "left", "dx": 6, "dy": 14}
        layers += [
            line.mark_rule(color=_colour(aim.role), strokeDash=DASHES[look.dash], strokeWidth=1.8).encode(
                x=x, y=y, x2="x2:Q", y2="y2:Q"
            ),
            line.mark_text(fontSize=12, color=_colour(aim.role), **text).encode(
                x=alt.X("x2:Q", title=plot.across), y=alt.Y("y2:Q", title=plot.axis), text="text:N"
            ),
        ]
    return alt.layer(*layers).properties(width=WIDTH, height=HEIGHT)


_FROM_ZERO = alt.Scale(zero=True, nice=True)


def _to(end: float) -> alt.Scale:
    return alt.Scale(domain=[0, end], nice=False)


def _steps(figure: Figure, plot: Plot) -> str:
    """How the steps of an axis are written: with as many decimals as tell one from the next."""
    if not figure.column(plot.series[0].column).decimals:
        return ",d"
    top = max(_number(cell) for drawn in plot.series for cell in figure.column(drawn.column).values)
    return ".1f" if top >= 1 else ".2f"


def _form(decimals: int | None) -> str:
    return ".1f" if decimals else ",d"


def _colour(role: Role) -> str:
    return f"#{LINES[role].colour}"


def _number(cell: Cell) -> float:
    return float(cell) if isinstance(cell, int | float) else 0.0


def _labels(figure: Figure, plot: Plot) -> list[str]:
    """What stands on the axis for each row."""
    if plot.dates:
        return [day.isoformat() for day in plot.dates]
    return list(plot.labels) or [str(cell) for cell in figure.columns[0].values]


def _across(figure: Figure, plot: Plot, style: Style) -> alt.X:
    """The axis of the rows: of time, or a place for each."""
    title = figure.columns[0].name
    if not plot.dates:
        return alt.X("x:O", title=title, sort=None, axis=alt.Axis(labelAngle=0))
    form: Row = {"format": "%Y-%m"}
    if style.years == "era":
        form = {"labelExpr": "'R' + (year(datum.value) - 2018) + '.' + (month(datum.value) + 1)"}
    return alt.X("x:T", title=title, axis=alt.Axis(labelAngle=0, tickCount=8, **form))


def _rows(figure: Figure, plot: Plot, **drawn: Drawn) -> list[Row]:
    """Rows of a chart: where on the axis, and the cells of some columns under other names; none without."""
    columns = {name: figure.column(each.column).values for name, each in drawn.items()}
    return list(_known(_labels(figure, plot), columns))


def _known(labels: Sequence[str], columns: dict[str, tuple[Cell, ...]]) -> Iterator[Row]:
    for row, label in enumerate(labels):
        cells = {name: values[row] for name, values in columns.items()}
        if all(cell is not None for cell in cells.values()):
            yield {"x": label, **cells}
