"""What native charts of slides share: type, outlines, names at a point, legends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_LEGEND_POSITION, XL_MARKER_STYLE
from pptx.enum.dml import MSO_LINE
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.util import Pt

from sim.render.palette import INK, RULE, SIZES
from sim.render.slides.faces import face

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sim.figures.model import Style
    from sim.render.palette import Line

DASHES = {
    "solid": MSO_LINE.SOLID,
    "dash": MSO_LINE.DASH,
    "sysDash": MSO_LINE.SQUARE_DOT,
    "sysDot": MSO_LINE.ROUND_DOT,
    "lgDashDot": MSO_LINE.LONG_DASH_DOT,
    "lgDash": MSO_LINE.LONG_DASH,
}
MARKERS = {
    "none": XL_MARKER_STYLE.NONE,
    "diamond": XL_MARKER_STYLE.DIAMOND,
    "circle": XL_MARKER_STYLE.CIRCLE,
    "triangle": XL_MARKER_STYLE.TRIANGLE,
}
CHART = 'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
DRAWING = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'


_FRAME = (
    f"<c:spPr {CHART} {DRAWING}><a:solidFill><a:srgbClr val='FFFFFF'/></a:solidFill>"
    f"<a:ln w='9525'><a:solidFill><a:srgbClr val='{RULE}'/></a:solidFill></a:ln></c:spPr>"
)


def set_plain(chart: Any, style: Style) -> None:
    """No title, no legend, the type of the brief."""
    chart.has_title = False
    chart.has_legend = False
    chart.font.size = Pt(12)
    chart.font.color.rgb = RGBColor.from_string(INK)
    face(chart._chartSpace.find(qn("c:txPr")).find(f".//{qn('a:defRPr')}"), style.lang)


def put(parent: Any, xml: str, before: Sequence[str]) -> None:
    """Insert an element before the first of those that must follow it in the schema's order."""
    element = parse_xml(xml)
    following = [child for child in parent if child.tag in {qn(tag) for tag in before}]
    if following:
        following[0].addprevious(element)
    else:
        parent.append(element)


def add_legend(chart: Any, position: Any, style: Style) -> None:
    """A legend of all series, in the type of the brief."""
    chart.has_legend = True
    chart.legend.position = position
    chart.legend.include_in_layout = False
    chart.legend.font.size = Pt(12)
    face(chart.legend._element.find(f".//{qn('a:defRPr')}"), style.lang)


def drop_from_legend(chart: Any, series: Iterable[int]) -> None:
    """Take series, by their number, out of a legend."""
    for index in series:
        entry = f"<c:legendEntry {CHART}><c:idx val='{index}'/><c:delete val='1'/></c:legendEntry>"
        put(chart.legend._element, entry, before=("c:layout", "c:overlay", "c:spPr", "c:txPr"))


def label(series: Any, point: int, text: str, colour: str, position: Any, style: Style) -> None:
    """Words at a point of a series."""
    beside = series.points[point].data_label
    beside.has_text_frame = True
    beside.text_frame.text = text
    beside.text_frame.word_wrap = False
    run = beside.text_frame.paragraphs[0].runs[0]
    run.font.size, run.font.bold = Pt(12), False
    run.font.color.rgb = RGBColor.from_string(colour)
    face(run._r.get_or_add_rPr(), style.lang)
    beside.position = position


def name_axis(axis: Any, text: str, style: Style) -> None:
    """The title of an axis, in the type of the brief."""
    axis.has_title = True
    axis.axis_title.text_frame.text = text
    run = axis.axis_title.text_frame.paragraphs[0].runs[0]
    run.font.size, run.font.bold = Pt(12), False
    face(run._r.get_or_add_rPr(), style.lang)


def draw_line(series: Any, look: Line, style: Style) -> None:
    """Colour, width and dash of a series, or no line; its points as diamonds, dots or not at all."""
    colour = RGBColor.from_string(look.grey if style.mono else look.colour)
    if look.width:
        series.format.line.width = Pt(look.width)
        series.format.line.color.rgb = colour
        series.format.line.dash_style = DASHES[look.dash]
    else:
        series.format.line.fill.background()
    series.marker.style = MARKERS[look.marker]
    if look.marker != "none":
        series.marker.size = SIZES[look.marker]
        series.marker.format.fill.solid()
        series.marker.format.fill.fore_color.rgb = colour
        series.marker.format.line.color.rgb = RGBColor(255, 255, 255)  # parts points that overlap


def leave_room(chart: Any, below: float = 0.11) -> None:
    """Keep the right edge free for the names of the lines, and a share of the height below for the axis."""
    lay_out(chart, 0.085, 0.03, 0.785, 0.97 - below)


def lay_out(chart: Any, left: float, top: float, width: float, height: float) -> None:
    """Where the plot stands without its axes, as parts of the chart's width and height."""
    area = chart._chartSpace.chart.plotArea
    for old in area.findall(qn("c:layout")):
        area.remove(old)
    area.insert(
        0,
        parse_xml(
            f"<c:layout {CHART}><c:manualLayout><c:layoutTarget val='inner'/><c:xMode val='edge'/>"
            f"<c:yMode val='edge'/><c:x val='{left:.3f}'/><c:y val='{top:.3f}'/><c:w val='{width:.3f}'/>"
            f"<c:h val='{height:.3f}'/></c:manualLayout></c:layout>"
        ),
    )


def key_of_points(
    chart: Any,
    kept: Sequence[int],
    style: Style,
    position: Any = XL_LEGEND_POSITION.TOP,
    at: tuple[float, float] = (0.45, 0.45),
) -> None:
    """A framed legend inside the plot of the series that are points: a name at one would look like one."""
    add_legend(chart, position, style)
    chart.legend.include_in_layout = True
    drop_from_legend(chart, [index for index in range(len(chart.series)) if index not in kept])
    place = (
        f"<c:layout {CHART}><c:manualLayout><c:xMode val='edge'/><c:yMode val='edge'/>"
        f"<c:x val='{at[0]}'/><c:y val='{at[1]}'/></c:manualLayout></c:layout>"
    )
    put(chart.legend._element, place, before=("c:overlay", "c:spPr", "c:txPr"))
    put(chart.legend._element, _FRAME, before=("c:txPr",))


def outline(colour: str, width: int, dash: str) -> str:
    """Shape properties of a line, its width in English metric units."""
    return (
        f"<c:spPr><a:ln w='{width}'><a:solidFill><a:srgbClr val='{colour}'/></a:solidFill>"
        f"<a:prstDash val='{dash}'/></a:ln></c:spPr>"
    )
