"""Vega-Lite specifications as pictures, one by one or on several processors.

Imports little, because each process that draws starts anew: the chart library alone takes a second.
"""

from __future__ import annotations

import errno
import os
import signal
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import cache, partial
from importlib.resources import files
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import TYPE_CHECKING, Any

import vl_convert

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

Specification = dict[str, Any]
FORMATS = ("png", "svg", "pdf")


def draw(
    chart: Specification, formats: Iterable[str] = FORMATS, dots_per_inch: int | None = None
) -> dict[str, bytes]:
    """The chart in each of some formats (see FORMATS).

    PNG has two pixels for each point, or is as fine as is asked for; SVG names the font and falls back to the
    reader's sans-serif; a page of PDF has its fonts inside.
    """
    _register_fonts()
    drawing = vl_convert.vegalite_to_svg(chart)
    fine: dict[str, Any] = {"scale": 2} if dots_per_inch is None else {"ppi": dots_per_inch}
    made: dict[str, Callable[[], bytes]] = {
        "png": lambda: bytes(vl_convert.svg_to_png(drawing, **fine)),
        "svg": lambda: drawing.encode("utf-8"),
        "pdf": lambda: bytes(vl_convert.svg_to_pdf(drawing)),
    }
    return {name: made[name]() for name in formats}


def draw_all(
    charts: Iterable[Specification], formats: Iterable[str], workers: int
) -> Iterator[dict[str, bytes]]:
    """What `draw` makes of every chart, in order, on so many processes (1: in this one).

    Processes, because the renderer draws one picture at a time in each. They are started anew, so a script
    that asks for several must guard its main part, as `multiprocessing` says.
    """
    one = partial(draw, formats=tuple(formats))
    if workers <= 1:
        yield from map(one, charts)
        return
    with ProcessPoolExecutor(workers, get_context("spawn"), _follow_the_parent) as pool:
        try:
            yield from pool.map(one, charts)
        except BrokenProcessPool as error:  # the system ended one of them, as a rule for want of memory
            raise OSError(errno.ENOMEM, os.strerror(errno.ENOMEM)) from error
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _follow_the_parent() -> None:
    """Leave interrupts to the parent, and end with it however it ends: a killed one cannot say so."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_the_parent, daemon=True).start()


def _end_with_the_parent() -> None:
    if parent := parent_process():
        parent.join()
        os._exit(1)


@cache
def _register_fonts() -> None:
    """Make the packaged fonts known, so that pictures look the same on a machine without Japanese fonts."""
    for package in ("noto_cjk_sans_jp_regular", "noto_cjk_sans_jp_bold"):
        vl_convert.register_font_directory(str(files(package)))
