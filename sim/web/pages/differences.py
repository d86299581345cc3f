"""How a scenario differs from another, as a table on a page: sign, symbol and words, never colour alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from sim.figures.comparison.differences import cells, no_effect, verdict
from sim.web.markdown import Markdown, joined
from sim.web.shown import st
from sim.web.words import plain, say

if TYPE_CHECKING:
    from collections.abc import Collection

    from sim.analysis.compare import Compared
    from sim.words import Lang


def headline(compared: Compared, lang: Lang, metrics: Collection[str]) -> Markdown:
    """What a scenario clearly changes in some metrics, as a sentence; how it is with the rest of them."""
    found = {each.measure.metric: each for each in compared.figures if each.measure.metric in metrics}
    verdicts = [verdict(each, lang) for each in found.values()]
    if set(verdicts) == {"same"}:
        return say("compare.nothing_moves", lang)
    clear = [
        cells(found[each], lang) for each in metrics if verdict(found[each], lang) not in ("same", "unclear")
    ]
    if not clear:
        return say("compare.nothing_clear", lang)
    said = [
        say("compare.moved", lang, figure=figure, change=change, verdict=judged)
        for figure, change, _, judged in clear
    ]
    sentence = say("compare.against", lang, changes=joined(say("compare.and_moved", lang), said))
    rest = "unclear" if "unclear" in verdicts else "rest" if "same" in verdicts else ""
    return joined("", [sentence, say(f"compare.others_{rest}", lang)]) if rest else sentence


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
    st.caption(say("compare.reading", lang, number=f"{compared.replications:,}"))
