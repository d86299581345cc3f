"""A chart on a page: beside it what it says and its files to take away, below it its numbers."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pandas  # altair breaks where another thread has half imported it

from sim import charts, facts
from sim.web import session, take
from sim.web.markdown import joined
from sim.web.readings import reading
from sim.web.shown import st
from sim.web.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.pictures import Specification
    from sim.summary import Lang


def chart(summary: dict[str, Any], name: str, lang: Lang, text: str = "") -> None:
    """A chart of `sim.charts`, as it is also saved; `text`: what it says, if not the usual reading."""
    part = summary.get("part")
    above, below = charts.lines(name, summary, lang)
    drawn(
        name if part is None else f"own_{name}_{part['code']}",
        specification(name, lang, summary),
        lang,
        title=charts.title(name, lang),
        text=text or reading(name, summary, lang),
        lines=(*above, *below),
        identity=summary["id"],
    )


def drawn(
    name: str,
    picture: Specification,
    lang: Lang,
    *,
    title: str,
    text: str,
    lines: Sequence[str],
    identity: str,
) -> None:
    """Any picture; `lines` explain the table of its numbers, which is made once it is opened."""
    with st.container(key=f"picture {name}"):
        left, right = st.columns([7, 3], gap="medium")
        left.vega_lite_chart(picture, theme=None, key=f"chart {name}", alt=text)
        right.markdown(text)
        with right.popover(say("frame.take", lang), width="stretch"):
            stem = f"{name}.{identity}.{lang}"
            take.offer(
                f"chart {name}",
                lang,
                of=f"{title}・{identity}・{lang}",
                make=lambda: take.chart_files(picture, stem, [title, *lines], lang),
                label=say("frame.make_chart", lang),
            )
    table = st.expander(
        joined(": ", [say("frame.table", lang), title]), key=f"table {name}", on_change="rerun"
    )
    if table.open:
        rows = charts.numbers(picture, lang)
        shown = pandas.DataFrame(rows).style.format(
            charts.forms(rows, lang), na_rep=say("frame.no_number", lang)
        )
        table.dataframe(shown, hide_index=True, height=300)


def specification(name: str, lang: Lang, summary: dict[str, Any]) -> Specification:
    """A chart, made once for all who look at it."""
    return session.pool().shown.get(
        ("chart", name, lang, _inputs(summary)), lambda: charts.CHARTS[name](summary, facts.load(), lang)
    )


def _inputs(summary: dict[str, Any]) -> str:
    """What tells a summary from any other: its run, the titles of its scenario, the part that it is of."""
    return json.dumps([summary["id"], summary["scenario"], summary.get("part")])
