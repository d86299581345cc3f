"""How a scenario differs from another, as a table on a page: sign, symbol and words, never colour alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from sim.cli.comparison_text import cells, no_effect
from sim.web.words import say

if TYPE_CHECKING:
    from collections.abc import Collection

    from sim.analysis.compare import Compared
    from sim.summary import Lang


def headline(compared: Compared, lang: Lang, metrics: Collection[str]) -> str:
    """What a scenario changes in some metrics, as a sentence; that it changes none of them."""
    found = {each.measure.metric: each for each in compared.figures if each.measure.metric in metrics}
    moved = [cells(found[metric], lang) for metric in metrics if found[metric].verdict != "same"]
    if not moved:
        return say("compare.nothing_moves", lang)
    said = [
        say("compare.moved", lang, figure=figure, change=change, verdict=verdict)
        for figure, change, _, verdict in moved
    ]
    sentence = say("compare.against", lang, changes=say("compare.and_moved", lang).join(said))
    return sentence if len(moved) == len(metrics) else sentence + say("compare.others_rest", lang)


def draw(compared: Compared, lang: Lang, metrics: Collection[str] | None = None) -> None:
    """Paired differences of a scenario to its base: those of some metrics, or all, and why others rest."""
    figures = [each for each in compared.figures if metrics is None or each.measure.metric in metrics]
    moved = [each for each in figures if each.verdict != "same"]
    if moved:
        titles = [say(f"compare.column_{name}", lang) for name in ("figure", "change", "interval", "verdict")]
        rows = [[_plain(cell) for cell in cells(each, lang)] for each in moved]
        st.table(pd.DataFrame(rows, columns=titles).set_index(titles[0]))
    for line in no_effect([each for each in figures if each.verdict == "same"], lang):
        st.caption(line)
    st.caption(say("compare.reading", lang, number=f"{compared.replications:,}"))


def _plain(cell: str) -> str:
    """A cell whose sign does not begin a list: tables are read as Markdown."""
    return f"\\{cell}" if cell[:1] in "+-" else cell
