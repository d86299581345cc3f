"""What pages are made of: the answer with its state, a chart with its table, the command, a safe page.

A page asks for its answer once and draws what it gets:

    found = parts.answer(desk, "outlook", desk.scenario())
    if found is not None:
        parts.chart(found, "completion", desk.lang)
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import streamlit as st

from sim import charts, facts
from sim.cli.progress import time_text
from sim.errors import SimError
from sim.runs import NoReplicationError
from sim.summary import scenario_name
from sim.web import session
from sim.web.readings import reading
from sim.web.words import say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import altair as alt

    from sim.scenario import Scenario
    from sim.summary import Lang
    from sim.web.drafts import Desk
    from sim.web.jobs import Answer, State

POLL_SECONDS = 1.0
_log = logging.getLogger(__name__)


def guarded(page: Callable[[Desk], None], desk: Desk) -> None:
    """Draw a page; the user's faults are shown as messages, our own in one sentence, never a traceback."""
    try:
        page(desk)
    except SimError as error:
        faults(error, desk.lang)
    except Exception:
        _log.exception("a page broke")
        st.error(say("frame.wrong", desk.lang))


def faults(error: SimError, lang: Lang) -> None:
    """All faults, one a line."""
    st.error("\n".join(f"- {fault.text(lang)}" for fault in error.faults))


def answer(desk: Desk, page: str, scenario: Scenario) -> Answer | None:
    """The best answer there is for a scenario, after a line that says how far it is.

    While there is none yet, the answer that this page showed before, under a banner that says so; else None.
    """
    found = answers(desk, page, [scenario])[0]
    shown = f"shown {page}"
    if found is not None:
        st.session_state[shown] = found.results.scenario
        return found
    before: Scenario | None = st.session_state.get(shown)
    old = None if before is None else session.pool().answer(before)
    if old is None:
        if session.pool().state(desk.token, scenario).kind != "failed":
            st.info(say("frame.no_answer", desk.lang))
        return None
    titles = {"title": scenario_name(old.summary, desk.lang), "wanted": title(desk, scenario)}
    st.warning(say("frame.stale", desk.lang, **titles))
    return old


def answers(desk: Desk, page: str, scenarios: Sequence[Scenario]) -> list[Answer | None]:
    """The best answer for each of several scenarios, None where there is none yet, after one line of state.

    The line renews itself while something runs, and the page is drawn again when an answer has become better.
    """
    del page
    jobs = session.pool()
    jobs.watch(desk.token, *scenarios)
    found = [jobs.answer(scenario) for scenario in scenarios]
    have = [each.number if each else 0 for each in found]
    states = [jobs.state(desk.token, scenario) for scenario in scenarios]
    drawn_by_page = [True]  # the first call is the page's, those after it are the timer's

    def progress() -> None:
        if drawn_by_page.pop() if drawn_by_page else False:
            _line(desk, scenarios, states)
            return
        jobs.watch(desk.token, *scenarios)
        now = [jobs.state(desk.token, scenario) for scenario in scenarios]
        _line(desk, scenarios, now)
        if [state.have for state in now] != have or not _busy(now):
            st.rerun()

    with st.container():
        st.fragment(progress, run_every=POLL_SECONDS if _busy(states) else None)()
    return found


def title(desk: Desk, scenario: Scenario) -> str:
    """Title of a scenario with the requests granted on top of it."""
    combined = ", ".join(scenario.combined)
    name = scenario.info.title(desk.lang)
    return f"{name} + {combined}" if combined else name


def whose(found: Answer, lang: Lang) -> None:
    """Which inputs a result belongs to, and what a first answer is."""
    summary = found.summary
    line = say(
        "frame.of",
        lang,
        title=scenario_name(summary, lang),
        number=f"{found.number:,}",
        id=summary["id"],
    )
    st.caption(line)
    if summary["failed_replications"]:
        st.warning(say("frame.failures", lang, n=summary["failed_replications"]))


def chart(found: Answer, name: str, lang: Lang) -> None:
    """A chart of `sim.charts` as it is also saved, in words, as a table, and to take away."""
    drawn = charts.CHARTS[name](found.summary, facts.load(), lang)
    text = reading(name, found.summary, lang)
    picture, beside = st.columns([7, 3], gap="large")
    picture.altair_chart(drawn, theme=None, key=f"chart {name}", alt=text)
    beside.markdown(text)
    with beside.popover(say("frame.take", lang), width="stretch"):
        _take(drawn, name, found, lang)
    with st.expander(f"{say('frame.table', lang)}: {charts.title(name, lang)}"):
        st.dataframe(charts.numbers(drawn, lang), hide_index=True, height=300)


def _take(drawn: alt.VConcatChart, name: str, found: Answer, lang: Lang) -> None:
    """Buttons that save a chart; files are made when they are asked for."""
    stem = f"{name}.{found.summary['id']}.{lang}"

    def table() -> str:
        above, below = charts.lines(name, found.summary, lang)
        return charts.csv_text(charts.numbers(drawn, lang), [charts.title(name, lang), *above, *below])

    makers: dict[str, tuple[str, Callable[[], bytes | str]]] = {
        "PNG": ("image/png", lambda: charts.png(drawn)),
        "SVG": ("image/svg+xml", lambda: charts.svg(drawn)),
        "CSV": ("text/csv", table),
    }
    for kind, (mime, make) in makers.items():
        st.download_button(
            kind,
            make,
            f"{stem}.{kind.lower()}",
            mime,
            key=f"take {name} {kind}",
            on_click="ignore",
            width="stretch",
        )


def command(desk: Desk, found: Answer) -> None:
    """The command line that repeats what a page shows."""
    st.caption(say("frame.command", desk.lang))
    st.code(desk.draft.command(found.results.asked, found.results.seed), language="shell")
    if desk.draft.edits or desk.own:
        st.caption(say("frame.command_file", desk.lang))


def _line(desk: Desk, scenarios: Sequence[Scenario], states: Sequence[State]) -> None:
    """One line for all scenarios of a page: failures, what runs, what is done, with the button that fits."""
    lang, jobs = desk.lang, session.pool()
    for scenario, state in zip(scenarios, states, strict=True):
        if state.kind == "failed":
            _failed(desk, scenario, state)
    state = _most_urgent(states)
    text, button = st.columns([5, 1], vertical_alignment="center")
    if state.kind in ("waiting", "running"):
        with text:
            if state.kind == "running" and not state.compiling:
                st.progress(min(1.0, state.done / state.wanted), _running(state, lang))
            else:
                st.markdown(say("frame.compiling" if state.compiling else "frame.waiting", lang))
        if state.have and button.button(say("frame.stop", lang), key="stop", width="stretch"):
            jobs.hold(desk.token)
            st.rerun()
    elif state.kind == "ready":
        text.caption(say("frame.ready", lang, have=f"{state.have:,}"))
        if state.more and button.button(say("frame.resume", lang), key="resume", width="stretch"):
            jobs.hold(desk.token, held=False)
            st.rerun()


def _busy(states: Sequence[State]) -> bool:
    return any(state.kind in ("waiting", "running") for state in states)


def _most_urgent(states: Sequence[State]) -> State:
    order = ("running", "waiting", "ready", "failed")
    return min(states, key=lambda state: (order.index(state.kind), state.have))


def _running(state: State, lang: Lang) -> str:
    text = say("frame.running", lang, done=f"{state.done:,}", wanted=f"{state.wanted:,}")
    if state.seconds_left is None:
        return text
    return text + say("frame.left", lang, left=time_text(state.seconds_left, lang))


def _failed(desk: Desk, scenario: Scenario, state: State) -> None:
    if isinstance(state.error, SimError):
        reason = state.error.text(desk.lang)
    elif isinstance(state.error, NoReplicationError):
        reason = str(state.error)
    else:
        reason = say("frame.broken", desk.lang)
    st.error(say("frame.failed", desk.lang, reason=reason))
    if st.button(say("frame.retry", desk.lang), key=f"retry {scenario.hash}"):
        session.pool().retry(scenario)
        st.rerun()
