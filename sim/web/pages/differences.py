"""How a scenario differs from another, as a table on a page: sign, symbol and words, never colour alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from sim.figures.comparison.differences import cells, no_effect, verdict
from sim.web.escaped_streamlit import st
from sim.web.markdown import Markdown, joined
from sim.web.words import markdown, plain

if TYPE_CHECKING:
    from collections.abc import Collection

    from sim.analysis.compare import Compared
    from sim.words import Lang


def headline(compared: Compared, lang: Lang, metrics: Collection[str]) -> Markdown:
    """What a scenario clearly changes in some metrics, as a sentence; how it is with the rest of them."""
    found = {each.measure.metric: each for each in compared.figures if each.measure.metric in metrics}
    verdicts = [verdict(each, lang) for each in found.values()]
    if set(verdicts) == {"same"}:
        return markdown("compare.nothing_moves", lang)
    clear = [
        cells(found[each], lang) for each in metrics if verdict(found[each], lang) not in ("same", "unclear")
    ]
    if not clear:
        return markdown("compare.nothing_clear", lang)
    said = [
        markdown("compare.moved", lang, figure=figure, change=change, verdict=judged)
        for figure, change, _, judged in clear
    ]
    sentence = markdown("compare.against", lang, changes=joined(markdown("compare.and_moved", lang), said))
    rest = "unclear" if "unclear" in verdicts else "rest" if "same" in verdicts else ""
    return joined("", [sentence, markdown(f"compare.others_{rest}", lang)]) if rest else sentence


def draw(compared: Compared, lang: Lang, metrics: Collection[str] | None = None) -> None:
    """Paired differences of a scenario to its base: those of some metrics, or all, and why others rest."""
    figures = [each for each in compared.figures if metrics is None or each.measure.metric in metrics]
    moved = [each for each in figures if verdict(each, lang) != "same"]
    if moved:
        titles = [
            plain(f"compare.column_{name}", lang) for name in ("figure", "change", "interval", "verdict")
        ]
        rows = [cells(each, lang) for each in moved]
        st.table(pd.DataFrame(rows, columns=titles).set_index(titles[0]))
    for line in no_effect(figures, lang):
        st.caption(line)
    st.caption(markdown("compare.reading", lang, number=f"{compared.replications:,}"))
