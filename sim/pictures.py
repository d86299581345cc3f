"""Vega-Lite specifications as pictures, one by one or on several processors.

Imports little, because each process that draws starts anew: the chart library alone takes a second.
"""

from __future__ import annotations

import signal
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from importlib.resources import files
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any

import vl_convert

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Specification = dict[str, Any]


def svg(chart: Specification) -> str:
    """The chart as SVG text; it names the font and falls back to the reader's sans-serif."""
    _register_fonts()
    return str(vl_convert.vegalite_to_svg(chart))


def png_of(drawing: str, dots_per_inch: int | None = None) -> bytes:
    """The SVG text of a chart as a PNG picture: two pixels for each point, or as fine as is asked for."""
    _register_fonts()
    fine: dict[str, Any] = {"scale": 2} if dots_per_inch is None else {"ppi": dots_per_inch}
    return bytes(vl_convert.svg_to_png(drawing, **fine))


def pdf(chart: Specification) -> bytes:
    """The chart as a PDF page with its fonts inside."""
    _register_fonts()
    return bytes(vl_convert.vegalite_to_pdf(chart))


def svg_and_png(chart: Specification) -> tuple[str, bytes]:
    """The chart as SVG text and as a PNG picture of it."""
    drawing = svg(chart)
    return drawing, png_of(drawing)


def draw_all(charts: Iterable[Specification], workers: int) -> Iterator[tuple[str, bytes]]:
    """`svg_and_png` of every chart, in order, on so many processes (1: in this one).

    Processes, because the renderer draws one picture at a time in each. They are started anew, so a script
    that asks for several must guard its main part, as `multiprocessing` says.
    """
    if workers <= 1:
        yield from map(svg_and_png, charts)
        return
    with ProcessPoolExecutor(workers, get_context("spawn"), _leave_interrupts_to_the_parent) as pool:
        try:
            yield from pool.map(svg_and_png, charts)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _leave_interrupts_to_the_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@cache
def _register_fonts() -> None:
    """Make the packaged fonts known, so that pictures look the same on a machine without Japanese fonts."""
    for package in ("noto_cjk_sans_jp_regular", "noto_cjk_sans_jp_bold"):
        vl_convert.register_font_directory(str(files(package)))
