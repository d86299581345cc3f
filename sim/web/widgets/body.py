"""What pages are made of: the answer with its state, the key figures, a safe page.

A page asks for its answer once and draws what it gets:

    found = body.answer(desk, "outlook", desk.scenario())
    if found is not None:
        body.key_figures(found, body.style(desk.lang))
"""

from __future__ import annotations

import logging
from contextlib import nullcontext
from dataclasses import replace
from typing import TYPE_CHECKING

from sim import figures, summary
from sim.errors import SimError
from sim.figures import Style
from sim.figures.model import NATION_UNIT
from sim.summary import DEFAULT_CODE, ENOUGH, scenario_name
from sim.web.desk import session
from sim.web.escaped_streamlit import DeltaGenerator, st
from sim.web.markdown import Markdown, bullets, joined
from sim.web.widgets import progress
from sim.web.words import markdown

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sim.scenario import Scenario
    from sim.summary import Summary
    from sim.web.desk.drafts import Desk
    from sim.web.work.answers import Answer
    from sim.words import Lang

_log = logging.getLogger(__name__)


def guarded(page: Callable[[Desk], None], desk: Desk) -> None:
    """Draw a page; the user's faults are shown as messages, our own in one sentence, never a traceback."""
    try:
        page(desk)
    except SimError as error:
        faults(error, desk.lang)
    except Exception:
        _log.exception("a page broke")
        st.error(markdown("frame.wrong", desk.lang))


def apart(desk: Desk, draw: Callable[[], None]) -> None:
    """Draw a part of a page that is drawn by itself when something in it is used."""
    st.fragment(lambda: guarded(lambda _: draw(), desk))()


def faults(error: SimError, lang: Lang) -> None:
    """All faults, one a line."""
    st.error(bullets(fault.text(lang) for fault in error.faults))


def answer(desk: Desk, page: str, scenario: Scenario, above: DeltaGenerator | None = None) -> Answer | None:
    """The best answer there is for a scenario; see `answers`."""
    found = answers(desk, page, [scenario], above)
    return found[0] if found else None


def answers(
    desk: Desk, page: str, scenarios: Sequence[Scenario], above: DeltaGenerator | None = None
) -> list[Answer]:
    """The best answer for each of some scenarios, below one line that says how far they are.

    As long as one has none, those that this page showed before, under a banner that says so (in `above`, if
    the page begins its answer there); else nothing.
    """
    _progress(desk, page, scenarios)
    found, is_of_now = _best(page, scenarios)
    if not is_of_now:
        with above or nullcontext():
            stale(desk, found, scenarios)
    return found


def followed(
    desk: Desk,
    page: str,
    scenarios: Sequence[Scenario],
    draw: Callable[[list[Answer], bool], None],
    more: Callable[[Answer], bool] = lambda _: False,
) -> None:
    """The best answer for each of some scenarios and how far they are, renewed by themselves.

    The rest of the page stays as it is, as somebody types there. Until all have an answer, those that the
    page showed before. `draw`: answers, and whether they are of now. `more`: whether what is drawn of an
    answer becomes better by itself. Once nothing does, nobody is counted as waiting, and the page that is
    drawn next has no timer; it is not drawn for that.
    """
    jobs = session.pool()
    jobs.watch(desk.token, *scenarios)
    best_now = [found for found in map(jobs.answer, scenarios) if found is not None]
    goes_on = progress.busy(progress.states_of(desk, scenarios)) or any(more(found) for found in best_now)

    def follow() -> None:
        states = progress.states_of(desk, scenarios)
        if progress.busy(states):
            jobs.watch(desk.token, *scenarios)
        above = st.container()  # the answer stands above the line that says how far it is
        with st.container(key="state"):
            progress.line(desk, scenarios, states)
        found, is_of_now = _best(page, scenarios)
        with above:
            draw(found, is_of_now)

    st.fragment(
        lambda: guarded(lambda _: follow(), desk), run_every=progress.POLL_SECONDS if goes_on else None
    )()


def stale(desk: Desk, before: Sequence[Answer], scenarios: Sequence[Scenario]) -> None:
    """A banner: which inputs the answers on the page belong to, and which not; or that there is no answer."""
    lang = desk.lang
    if not before:
        if all(state.kind != "failed" for state in progress.states_of(desk, scenarios)):
            st.info(markdown("frame.no_answer", lang))
        return
    names = [title(each.results.scenario, lang) for each in before]
    wanted = [title(each, lang) for each in scenarios]
    comma, word = markdown("outlook.comma", lang), "frame.stale_same" if names == wanted else "frame.stale"
    st.warning(markdown(word, lang, title=joined(comma, names), wanted=joined(comma, wanted)))


def _best(page: str, scenarios: Sequence[Scenario]) -> tuple[list[Answer], bool]:
    """The best answers of some scenarios, or those that a page showed before; whether they are of now."""
    jobs, shown = session.pool(), progress.SHOWN.format(page=page)
    found = [jobs.answer(scenario) for scenario in scenarios]
    if all(found):
        st.session_state[shown] = list(scenarios)
        return [each for each in found if each is not None], True
    old = [jobs.answer(scenario) for scenario in st.session_state.get(shown, ())]
    return [each for each in old if each is not None] if all(old) else [], False


def _progress(desk: Desk, page: str, scenarios: Sequence[Scenario]) -> None:
    """One line that says how far some scenarios are, once all have an answer or a moment has gone.

    It renews itself while something runs, and the page is drawn again when an answer has become better.
    """
    jobs = session.pool()
    state = st.container(key="state")  # of one height, so that nothing jumps when it is done
    with state:
        progress.await_first(desk, page, scenarios)
    states = progress.states_of(desk, scenarios)
    have = [state.have for state in states]
    drawn_by_page = [True]  # the first call is the page's, those after it are the timer's

    def renew() -> None:
        if drawn_by_page.pop() if drawn_by_page else False:
            progress.line(desk, scenarios, states)
            return
        jobs.watch(desk.token, *scenarios)
        now = progress.states_of(desk, scenarios)
        progress.line(desk, scenarios, now)
        if [state.have for state in now] != have or not progress.busy(now):
            st.rerun()

    with state:
        st.fragment(renew, run_every=progress.POLL_SECONDS if progress.busy(states) else None)()


def title(scenario: Scenario, lang: Lang) -> str:
    """Title of a scenario with the requests granted on top of it."""
    return scenario_name(summary.identity(scenario), lang)


def style(lang: Lang, definition: str = DEFAULT_CODE) -> Style:
    """How pages of the nation say figures."""
    return Style(lang, NATION_UNIT, definition=definition)


def definition(desk: Desk, found: Summary) -> None:
    """What "30 %" means in the ratios of a page and of its files, the same on all pages."""
    st.session_state["definition"] = desk.definition
    st.selectbox(
        markdown("frame.definition", desk.lang),
        list(found.definitions),
        format_func=lambda code: found.definitions[code][desk.lang],
        key="definition",
        on_change=_define,
        help=markdown("frame.definition_help", desk.lang),
    )


def _define() -> None:
    """Keep the definition that was just chosen."""
    session.save(replace(session.desk(), definition=st.session_state["definition"]))


def key_figures(found: Answer, style: Style) -> None:
    """The figures of the headline side by side, each with its interval."""
    with st.container(key="key figures"):
        for column, key in zip(st.columns(4), figures.key_figures(found.summary, style), strict=True):
            column.metric(
                key.name,
                key.middle,
                key.interval or None,
                border=True,
                delta_color="off",
                delta_arrow="off",
                height="stretch",
            )


def of(found: Answer, lang: Lang) -> Markdown:
    """Which inputs a result belongs to."""
    name = title(found.results.scenario, lang)
    return markdown("frame.of", lang, title=name, number=f"{found.number:,}", id=found.id)


def whose(found: Answer, lang: Lang) -> None:
    """Which inputs the figures of the headline belong to, and how they are to be read."""
    note = "key_note" if found.number >= ENOUGH else "first"
    st.caption(joined("  \n", [of(found, lang), markdown(f"frame.{note}", lang)]))
    if found.summary.failed_replications:
        st.warning(markdown("frame.failures", lang, n=found.summary.failed_replications))
