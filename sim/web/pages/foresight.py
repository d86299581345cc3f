"""The back-test on the page of evidence: how well each published wave was foreseen, misses first.

It takes minutes, so the page shows the one that comes with the program, and says so if it is out of date.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from sim import facts, figures
from sim.analysis.backtest import is_current, stored
from sim.render.vega.figure import specification
from sim.scenario import load
from sim.web.escaped_streamlit import st
from sim.web.markdown import bullets, filled, joined
from sim.web.widgets import body, charts
from sim.web.words import markdown

if TYPE_CHECKING:
    from sim.analysis.backtest import Scores
    from sim.figures import Brief
    from sim.vega_pictures import Specification
    from sim.web.desk.drafts import Desk
    from sim.words import Lang


@cache
def scores() -> Scores:
    """The stored back-test, read once."""
    return stored()


@cache
def brief(lang: Lang) -> tuple[Brief, dict[str, Specification]]:
    """It as figures with their pictures, made once for all who look at it."""
    found, style = scores(), body.style(lang)
    made = figures.build_foreseen(found, facts.load(), style, f"sanwari backtest --seed {found.seed}")
    drawn = {each.key: specification(each, style) for each in made.figures if each.plot is not None}
    return made, drawn


def draw(desk: Desk) -> None:
    """What was missed, every figure with its files, what it cannot show, and how to repeat it."""
    lang, found = desk.lang, scores()
    made, drawn = brief(lang)
    if not is_current(found, load("prior"), facts.load()):
        st.warning(markdown("evidence.old_backtest", lang))
    st.markdown(markdown("evidence.backtest_intro", lang))
    for heading, points in made.points:
        st.markdown(filled("**{}**\n{}", heading, bullets(points)))
    st.markdown(joined("\n", [markdown("evidence.hindsight", lang), bullets(made.caveats)]))

    def all_figures() -> None:
        for each in made.figures:
            charts.drawn(f"backtest_{each.key}", each, made.style, found.id, drawn.get(each.key))

    body.apart(desk, all_figures)
    st.caption(markdown("evidence.backtest_of", lang, id=found.id, n=f"{found.simulations:,}"))
    st.code(made.command, language="shell")
