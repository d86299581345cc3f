"""A figure on a page: its chart, beside it its finding and its files to take away, below it its numbers."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import pandas  # altair breaks where another thread has half imported it

from sim import facts, figures
from sim.analysis.part_summary import PartSummary
from sim.figures.model import shown
from sim.render.vega.figure import specification
from sim.web.desk import session
from sim.web.escaped_streamlit import st
from sim.web.markdown import filled, joined
from sim.web.widgets import downloads
from sim.web.words import markdown

if TYPE_CHECKING:
    from sim.figures import Figure, Style
    from sim.summary import Summary
    from sim.vega_pictures import Specification
    from sim.words import Lang


def chart(summary: Summary, key: str, style: Style) -> None:
    """A figure of a summary, where it has numbers for it."""
    found, picture = of_summary(summary, key, style)
    part = summary.part.code if isinstance(summary, PartSummary) else None
    if found is not None:
        drawn(key if part is None else f"own_{key}_{part}", found, style, summary.id, picture)


def drawn(
    place: str, figure: Figure, style: Style, identity: str, picture: Specification | None = None
) -> None:
    """Any figure: its plot, whose table is made once it is opened, or the table that it is."""
    lang = style.lang
    with st.container(key=f"picture {place}"):
        left, right = st.columns([7, 3], gap="medium")
        if figure.plot is None:
            left.dataframe(numbers(figure, lang), hide_index=True, key=f"numbers {place}")
        else:
            made = specification(figure, style) if picture is None else picture
            about = f"{figure.title} ({figure.subject})"
            left.vega_lite_chart(made, theme=None, key=f"chart {place}", alt=about)
        right.markdown(filled("**{}**", figure.title))
        right.caption(joined("  \n", figure.caption))
        with right.popover(markdown("frame.take", lang), width="stretch"):
            downloads.offer(
                f"chart {place}",
                lang,
                of=f"{figure.subject}・{identity}・{lang}",
                make=lambda: downloads.chart_files(figure, style, f"{place}.{identity}.{lang}"),
                label=markdown("frame.make_chart", lang),
            )
    if figure.plot is None:
        return
    table = st.expander(
        joined(": ", [markdown("frame.table", lang), figure.subject]), key=f"table {place}", on_change="rerun"
    )
    if table.open:
        table.dataframe(numbers(figure, lang), hide_index=True, height=300)


def numbers(figure: Figure, lang: Lang) -> Any:
    """The figure's table with its own digits, numbers that a reader can sort by.

    Where digits differ by row, the most that a row has.
    """
    headed = dict(zip(figure.headings, figure.columns, strict=True))
    forms = {
        heading: partial(shown, decimals=max((column.decimals, *column.by_row)), lang=lang)
        for heading, column in headed.items()
        if column.decimals is not None
    }
    frame = pandas.DataFrame({heading: column.values for heading, column in headed.items()})
    return frame.style.format(forms, na_rep=markdown("frame.no_number", lang))


def of_summary(summary: Summary, key: str, style: Style) -> tuple[Figure | None, Specification | None]:
    """A figure and its picture, made once for all who look at it."""

    def make() -> tuple[Figure | None, Specification | None]:
        found = figures.one(key, summary, facts.load(), style)
        return found, specification(found, style) if found is not None else None

    return session.pool().shown.get(("figure", key, style, _inputs(summary)), make)


def _inputs(summary: Summary) -> str:
    """What tells a summary from any other: its run, the titles of its scenario, the part that it is of."""
    return repr((summary.id, summary.scenario, summary.part if isinstance(summary, PartSummary) else None))
