"""シナリオ: what is assumed and what is granted, to be changed; the difference to the baseline beside it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sim.analysis.compare import compare
from sim.errors import ScenarioError, is_blank
from sim.fiscal import yen_text
from sim.scenario import catalogue, diff
from sim.web.desk import session
from sim.web.desk.drafts import BASELINE, Draft
from sim.web.escaped_streamlit import st
from sim.web.markdown import bullets, filled
from sim.web.pages import differences
from sim.web.widgets import body, draft_files, fields, levers, progress
from sim.web.words import markdown, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sim.analysis.compare import Compared
    from sim.scenario import Entry, Scenario
    from sim.web.desk.drafts import Desk
    from sim.web.work.answers import Answer
    from sim.words import Lang

PAGE = "scenario"
"""Name of this page, under which it is remembered what it showed."""
HEADLINE = (
    "late_at_deadline.systems",
    "late_at_deadline.organisations",
    "target_ratio",
    "first_full_year.target_gap_yen",
    "national_funding_yen",
)
"""Figures whose change is shown while a scenario is edited."""


def page(desk: Desk) -> None:
    """Draw the page; what a run brings is drawn apart, so that no field is taken out of somebody's hands."""
    st.title(markdown("scenario.title", desk.lang))
    _drafts(desk)
    group = _group(desk)
    with st.container(key="beside"):
        form, effect = st.columns([3, 2], gap="large")
    with effect:
        scenario = _checked(desk)
    if scenario is not None and _is_changed(scenario):
        session.pool().watch(desk.token, scenario, BASELINE.scenario())  # it runs while the form is drawn
    with form:
        _form(desk, group)
    with effect:
        if scenario is not None:
            _effect(desk, scenario)


def _drafts(desk: Desk) -> None:
    """Which draft is in hand, and what can be done with it."""
    lang = desk.lang
    row = st.container(horizontal=True, vertical_alignment="bottom")
    st.session_state["active draft"] = desk.active
    row.selectbox(
        markdown("scenario.draft", lang),
        range(len(desk.drafts)),
        format_func=lambda number: _name(desk.drafts[number], number, lang),
        key="active draft",
        on_change=_choose,
        width=420,
    )
    for name, action in ACTIONS.items():
        label, idle = markdown(f"scenario.{name}", lang), action(desk) is desk
        row.button(label, key=f"draft {name}", disabled=idle, on_click=_take, args=(name,))
    with row.popover(markdown("scenario.take_away", lang)):
        draft_files.draw(desk)


ACTIONS: dict[str, Callable[[Desk], Desk]] = {
    "new": lambda desk: desk if desk.is_full else desk.add(Draft()),
    "copy": lambda desk: desk if desk.is_full else desk.add(replace(desk.draft, title=_copied(desk))),
    "drop": lambda desk: desk.drop(desk.active),
    "undo": lambda desk: desk.undo(),
    "redo": lambda desk: desk.redo(),
}
"""What can be done with the drafts; the desk stays itself where there is nothing to do."""


def _take(name: str) -> None:
    """Do it with the desk as it is now: a field left by this very click is on it already."""
    session.save(ACTIONS[name](session.desk()))


def _name(draft: Draft, number: int, lang: Lang) -> str:
    """Name of a draft in the list: its own, or that of the scenario it started from."""
    if draft.title:
        return draft.title
    base = Draft(base=draft.base).scenario().info.title(lang)
    changed = plain("frame.unnamed", lang, base=base) if draft.asks or draft.edits else base
    return f"{number + 1}. {changed}"


def _copied(desk: Desk) -> str:
    return plain("scenario.copy_of", desk.lang, title=_name(desk.draft, desk.active, desk.lang))


def _choose() -> None:
    """Another draft; a name that the browser sends late, after the draft got another one, chooses none."""
    chosen = st.session_state["active draft"]
    if isinstance(chosen, int):
        session.save(session.desk().choose(chosen))


def _group(desk: Desk) -> str:
    """Which group of assumptions is on the form."""
    group = st.pills(
        markdown("scenario.groups", desk.lang),
        ("asks", *levers.LEVERS, "about"),
        format_func=lambda name: markdown(f"scenario.group_{name}", desk.lang),
        default="asks",
        required=True,
        key="group",
        label_visibility="collapsed",
    )
    return str(group)


def _form(desk: Desk, group: str) -> None:
    """Head of the scenario, requests, and the assumptions of one group at a time."""
    if group == "asks":
        _requests(desk)
    elif group == "about":
        _about(desk)
    else:
        _assumptions(desk, group)


def _requests(desk: Desk) -> None:
    """The prefectures' requests as switches, mechanical and behavioural apart."""
    for kind in ("mechanical", "behavioural"):
        st.header(markdown(f"scenario.{kind}", desk.lang))
        st.caption(markdown(f"scenario.{kind}_help", desk.lang))
        for entry in catalogue():
            if entry.ask is not None and entry.ask.kind == kind:
                _request(desk, entry)


def _request(desk: Desk, entry: Entry) -> None:
    lang, key = desk.lang, f"ask {entry.name}"
    st.session_state[key] = entry.name in desk.draft.asks
    row = st.container(horizontal=True, vertical_alignment="center", wrap=False)
    row.toggle(entry.info.title(lang), key=key, on_change=_grant, args=(entry.name, key), width="stretch")
    with row.popover(markdown("scenario.request_text", lang), type="tertiary"):
        if entry.ask is not None:
            st.markdown(markdown("scenario.quote", lang, quote=entry.ask.quote, section=entry.ask.section))
            cost = entry.ask.cost_to_state_yen
            if cost is not None:
                st.markdown(markdown("scenario.price", lang, yen=yen_text(round(cost), "億円", lang)))
        st.markdown(entry.info.reason(lang))


def _grant(name: str, key: str) -> None:
    desk = session.desk()
    session.save(desk.put(desk.draft.granting(name, bool(st.session_state[key]))))


def _assumptions(desk: Desk, group: str) -> None:
    start = fields.start_of(desk.draft)
    now = fields.entered(desk.draft, start)
    for path in levers.LEVERS[group]:
        fields.draw(desk, now, start, path)
    more = levers.further(group)
    if more and st.toggle(markdown("scenario.all", desk.lang, number=len(more)), key=f"all {group}"):
        for path in more:
            fields.draw(desk, now, start, path)


def _about(desk: Desk) -> None:
    """Title, author and reason, as they are saved and printed."""
    for name in ("title", "author", "reason"):
        key = f"about {name}"
        st.session_state[key] = getattr(desk.draft, name)
        widget = st.text_area if name == "reason" else st.text_input
        widget(
            markdown(f"scenario.about_{name}", desk.lang),
            key=key,
            max_chars=400,
            on_change=_tell,
            args=(name, key),
        )


def _tell(name: str, key: str) -> None:
    desk = session.desk()
    told = st.session_state[key]
    changes: dict[str, Any] = {name: "" if is_blank(told) else told}
    session.save(desk.put(replace(desk.draft, **changes)))


def _checked(desk: Desk) -> Scenario | None:
    """The scenario in hand; None when something is wrong, which is then said."""
    try:
        return desk.scenario()
    except ScenarioError as error:
        st.header(markdown("scenario.faults", desk.lang))
        body.faults(error, desk.lang)
        return None


def _is_changed(scenario: Scenario) -> bool:
    return scenario.hash != BASELINE.scenario().hash


def _effect(desk: Desk, scenario: Scenario) -> None:
    """What the draft changes against the baseline, in the figures of the headline, under the same luck."""
    st.header(markdown("scenario.effect", desk.lang))
    if not _is_changed(scenario):
        st.info(markdown("scenario.no_difference", desk.lang))
        return
    both = [scenario, BASELINE.scenario()]

    def draw(found: list[Answer], is_of_now: bool) -> None:
        if not is_of_now:
            body.stale(desk, found, both)
        if found:
            _moved(found, desk.lang)

    progress.await_first(desk, PAGE, both)
    body.followed(desk, PAGE, both, draw)
    _differences(desk, scenario)


def _moved(found: Sequence[Answer], lang: Lang) -> None:
    """The paired differences of an answer to the baseline's, as a sentence and as a table."""
    compared = _compared(found)
    st.markdown(filled("**{}**", differences.headline(compared, lang, HEADLINE)))
    differences.draw(compared, lang, HEADLINE)
    st.caption(body.of(found[0], lang))


def _compared(found: Sequence[Answer]) -> Compared:
    """A scenario against the baseline, once for all times that it is drawn."""
    other, base = found
    return session.pool().shown.get(
        ("compared", other.id, base.id), lambda: compare(base.results, [other.results]).others[0]
    )


def _differences(desk: Desk, scenario: Scenario) -> None:
    """Every assumption that differs from the baseline, in words."""
    changed = diff(BASELINE.scenario(), scenario)
    st.header(markdown("scenario.differences", desk.lang, number=len(changed)))
    st.markdown(bullets(each.text(desk.lang) for each in changed))
