"""The back-test on the page of evidence: how well each published wave was foreseen, misses included.

It takes minutes, so the page shows the one that comes with the program, and says so if it is out of date.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import pandas as pd

from sim import facts
from sim.analysis import organisation as parts
from sim.analysis.backtest import is_current, stored
from sim.facts import TYPE_NAMES
from sim.figures.words import say as figure_words
from sim.render.vega import fits
from sim.render.vega.fit_words import FITS
from sim.scenario import load
from sim.web.markdown import Markdown, listed
from sim.web.shown import st
from sim.web.words import plain, say
from sim.wording import number, printed

if TYPE_CHECKING:
    from sim.summary import Lang

FORECASTS = ("model", "straight_line", "no_change")
Table = dict[str, Any]


@cache
def table() -> Table:
    """The stored back-test, read once."""
    return stored()


def draw(lang: Lang) -> None:
    """Scores beside the two plain forecasts, chart, every forecast with its miss, and how to repeat it."""
    found = table()
    if not is_current(found, load("prior"), facts.load()):
        st.warning(say("evidence.old_backtest", lang))
    st.markdown(say("evidence.backtest_intro", lang))
    st.table(pd.DataFrame(scores(found, lang)).set_index(say("evidence.counted", lang)))
    st.caption(say("evidence.crps", lang, surveys=", ".join(found["mean_crps"]["systems"]["surveys"])))
    drawn = fits.forecasts(found, lang)
    st.vega_lite_chart(drawn, theme=None, key="chart forecasts", alt=FITS["forecasts"][lang]["title"])
    st.header(say("evidence.misses", lang))
    st.markdown(listed(miss[lang] for miss in found["misses"]) or say("evidence.no_misses", lang))
    st.caption(_coverage(found, lang))
    with st.expander(say("evidence.all_forecasts", lang), expanded=True):
        st.dataframe(rows(found, lang), hide_index=True, height=420)
    st.markdown(say("evidence.hindsight", lang))
    st.markdown(Markdown(found["hindsight"][lang]))  # ours: it comes with the program
    st.caption(say("evidence.backtest_of", lang, id=found["id"], n=f"{found['simulations']:,}"))
    st.code(f"sanwari backtest --seed {found['seed']}", language="shell")


def scores(found: Table, lang: Lang) -> list[dict[str, str]]:
    """Mean distance of each forecast over the judged surveys; the nearest is marked."""
    lines = []
    for unit, means in found["mean_crps"].items():
        line = {plain("evidence.counted", lang): plain(f"evidence.declared_{unit}", lang)}
        for name in FORECASTS:
            best = "◎ " if means["best"] == name else ""
            line[plain(f"evidence.forecast_{name}", lang)] = f"{best}{means[name]:,.1f}"
        lines.append(line)
    return lines


def rows(found: Table, lang: Lang) -> list[dict[str, str]]:
    """Every published count beside what the model and the plain forecasts had said."""
    lines = []
    for each in found["forecasts"]:
        model, only_least = each["model"], each["bound"] == "at_least"
        hit = model["inside"]["80%"]
        verdict = "beyond" if only_least else "inside" if hit else "outside"
        cells = {
            "survey": each["survey"],
            "scope": scope_text(each["scope"], lang),
            "figure": plain(f"evidence.declared_{each['unit']}", lang),
            "published": f"{each['published']:,.0f}",
            "foreseen": f"{model['p50']:,.0f}",
            "error": number(model["error"], "+,.0f", lang),
            "interval": f"{model['p10']:,.0f} – {model['p90']:,.0f}",
            "verdict": plain(f"evidence.{verdict}", lang),
            **{
                f"forecast_{name}": f"{each[name]['p50']:,.0f}" if name in each else "–"
                for name in FORECASTS
                if name != "model"
            },
            "grade": each["grade"],
        }
        lines.append({plain(f"evidence.{name}", lang): cell for name, cell in cells.items()})
    return lines


def scope_text(scope: str, lang: Lang) -> str:
    """The part of the nation that a published count is of: "type:town", "reason:bespoke", "prefecture:13"."""
    kind, _, part = scope.partition(":")
    if kind == "type":
        return TYPE_NAMES[part][lang]
    if kind == "reason":
        return figure_words(f"reason_{part}", lang)
    if kind == "prefecture":
        return parts.prefecture(facts.load(), part).name[lang]
    return plain("evidence.nation", lang)


def _coverage(found: Table, lang: Lang) -> str:
    inside = [
        f"{printed(level, lang)}: {each['inside']}/{each['of']}" for level, each in found["coverage"].items()
    ]
    return say("evidence.coverage", lang, parts=", ".join(inside))
