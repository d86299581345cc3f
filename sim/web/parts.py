"""What pages are made of: the answer with its state, the key figures, a safe page.

A page asks for its answer once and draws what it gets:

    found = parts.answer(desk, "outlook", desk.scenario())
    if found is not None:
        parts.key_figures(found, desk.lang)
"""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING

import streamlit as st

from sim import summary
from sim.cli.progress import time_text
from sim.errors import SimError
from sim.runs import NoReplicationError
from sim.summary import ENOUGH, scenario_name
from sim.web import session
from sim.web.words import say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from streamlit.delta_generator import DeltaGenerator

    from sim.scenario import Scenario
    from sim.summary import Lang
    from sim.web.drafts import Desk
    from sim.web.jobs import Answer, State

POLL_SECONDS = 1.0
"""How often a page that stands asks whether its answer has become better."""
FIRST_SECONDS = 2.0
"""How long a page that has no answer is drawn no further: most answers come within, and none is overtaken."""
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


def apart(desk: Desk, draw: Callable[[], None]) -> None:
    """Draw a part of a page that is drawn by itself when something in it is used."""
    st.fragment(lambda: guarded(lambda _: draw(), desk))()


def faults(error: SimError, lang: Lang) -> None:
    """All faults, one a line."""
    st.error("\n".join(f"- {fault.text(lang)}" for fault in error.faults))


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
    _progress(desk, scenarios)
    found, is_of_now = _best(page, scenarios)
    if not is_of_now:
        stale(desk, found, scenarios, above)
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
    goes_on = _busy(_states(desk, scenarios)) or any(more(found) for found in best_now)

    def follow() -> None:
        states = _states(desk, scenarios)
        if _busy(states):
            jobs.watch(desk.token, *scenarios)
        above = st.container()  # the answer stands above the line that says how far it is
        with st.container(key="state"):
            _line(desk, scenarios, states)
        found, is_of_now = _best(page, scenarios)
        with above:
            draw(found, is_of_now)

    st.fragment(lambda: guarded(lambda _: follow(), desk), run_every=POLL_SECONDS if goes_on else None)()


def stale(
    desk: Desk, before: Sequence[Answer], scenarios: Sequence[Scenario], place: DeltaGenerator | None = None
) -> None:
    """A banner: which inputs the answers on the page belong to, and which not; or that there is no answer."""
    lang = desk.lang
    if not before:
        if all(state.kind != "failed" for state in _states(desk, scenarios)):
            st.info(say("frame.no_answer", lang))
        return
    names = [title(desk, each.results.scenario) for each in before]
    wanted = [title(desk, each) for each in scenarios]
    comma, word = say("outlook.comma", lang), "frame.stale_same" if names == wanted else "frame.stale"
    (place or st).warning(say(word, lang, title=comma.join(names), wanted=comma.join(wanted)))


def _best(page: str, scenarios: Sequence[Scenario]) -> tuple[list[Answer], bool]:
    """The best answers of some scenarios, or those that a page showed before; whether they are of now."""
    jobs, shown = session.pool(), f"shown {page}"
    found = [jobs.answer(scenario) for scenario in scenarios]
    if all(found):
        st.session_state[shown] = list(scenarios)
        return [each for each in found if each is not None], True
    old = [jobs.answer(scenario) for scenario in st.session_state.get(shown, ())]
    return [each for each in old if each is not None] if all(old) else [], False


def _progress(desk: Desk, scenarios: Sequence[Scenario]) -> None:
    """One line that says how far some scenarios are, once all have an answer or a moment has gone.

    It renews itself while something runs, and the page is drawn again when an answer has become better.
    """
    jobs = session.pool()
    state = st.container(key="state")  # of one height, so that nothing jumps when it is done
    with state:
        await_first(desk, scenarios)
    states = _states(desk, scenarios)
    have = [state.have for state in states]
    drawn_by_page = [True]  # the first call is the page's, those after it are the timer's

    def progress() -> None:
        if drawn_by_page.pop() if drawn_by_page else False:
            _line(desk, scenarios, states)
            return
        jobs.watch(desk.token, *scenarios)
        now = _states(desk, scenarios)
        _line(desk, scenarios, now)
        if [state.have for state in now] != have or not _busy(now):
            st.rerun()

    with state:
        st.fragment(progress, run_every=POLL_SECONDS if _busy(states) else None)()


def await_first(desk: Desk, scenarios: Sequence[Scenario]) -> None:
    """Wait a moment for the first answers; to say how far they are is also where a newer input breaks in."""
    jobs, place, until = session.pool(), st.empty(), time.monotonic() + FIRST_SECONDS
    jobs.watch(desk.token, *scenarios)
    while time.monotonic() < until:
        states = _states(desk, scenarios)
        if not _busy([state for state in states if not state.have]):
            break
        with place:
            _far(_most_urgent(states), desk.lang)
        jobs.wait(0.3)
    place.empty()


def title(desk: Desk, scenario: Scenario) -> str:
    """Title of a scenario with the requests granted on top of it."""
    return scenario_name({"scenario": summary.identity(scenario)}, desk.lang)


def key_figures(found: Answer, lang: Lang) -> None:
    """The figures of the headline side by side, each with its interval."""
    with st.container(key="key figures"):
        for column, key in zip(st.columns(4), summary.key_figures(found.summary, lang), strict=True):
            column.metric(
                key.name,
                key.middle,
                key.interval or None,
                border=True,
                delta_color="off",
                delta_arrow="off",
                height="stretch",
            )


def of(found: Answer, lang: Lang) -> str:
    """Which inputs a result belongs to."""
    title = scenario_name(found.summary, lang)
    return say("frame.of", lang, title=title, number=f"{found.number:,}", id=found.summary["id"])


def whose(found: Answer, lang: Lang) -> None:
    """Which inputs the figures of the headline belong to, and how they are to be read."""
    note = "key_note" if found.number >= ENOUGH else "first"
    st.caption(f"{of(found, lang)}  \n{say(f'frame.{note}', lang)}")
    if found.summary["failed_replications"]:
        st.warning(say("frame.failures", lang, n=found.summary["failed_replications"]))


def _line(desk: Desk, scenarios: Sequence[Scenario], states: Sequence[State]) -> None:
    """One line for all scenarios of a page: failures, what runs, what is done, with the button that fits."""
    lang, jobs = desk.lang, session.pool()
    for scenario, state in zip(scenarios, states, strict=True):
        if state.kind == "failed":
            _failed(desk, scenario, state)
    state = _most_urgent(states)
    row = st.container(horizontal=True, vertical_alignment="center", wrap=False)
    if state.kind in ("waiting", "running"):
        with row:
            _far(state, lang)
        if state.have and row.button(say("frame.stop", lang), key="stop"):
            jobs.hold(desk.token)
            st.rerun()
    elif state.kind == "ready":
        row.caption(say("frame.ready", lang, have=f"{state.have:,}"))
        if state.more and row.button(say("frame.resume", lang), key="resume"):
            jobs.hold(desk.token, held=False)
            st.rerun()


def _far(state: State, lang: Lang) -> None:
    """How far a run is that is not done."""
    if state.kind == "running":
        st.progress(min(1.0, state.done / state.wanted), _running(state, lang))
    else:
        st.markdown(say("frame.waiting", lang))


def _states(desk: Desk, scenarios: Sequence[Scenario]) -> list[State]:
    return [session.pool().state(desk.token, scenario) for scenario in scenarios]


def _busy(states: Sequence[State]) -> bool:
    return any(state.kind in ("waiting", "running") for state in states)


def _most_urgent(states: Sequence[State]) -> State:
    order = ("running", "waiting", "ready", "failed")
    return min(states, key=lambda state: (order.index(state.kind), state.have))


def _running(state: State, lang: Lang) -> str:
    word = "frame.compiling" if state.compiling else "frame.running"
    text = say(word, lang, done=f"{state.done:,}", wanted=f"{state.wanted:,}")
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
