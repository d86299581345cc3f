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


def draw(compared: Compared, lang: Lang, metrics: Collection[str] | None = None) -> None:
    """Paired differences of a scenario to its base: those of some metrics, or all, and why others rest."""
    figures = [each for each in compared.figures if metrics is None or each.measure.metric in metrics]
    moved = [each for each in figures if each.verdict != "same"]
    if moved:
        titles = [say(f"compare.column_{name}", lang) for name in ("figure", "change", "interval", "verdict")]
        rows = [cells(each, lang) for each in moved]
        st.table(pd.DataFrame(rows, columns=titles).set_index(titles[0]))
        st.caption(say("compare.reading", lang, number=f"{compared.replications:,}"))
    for line in no_effect([each for each in figures if each.verdict == "same"], lang):
        st.caption(line)
