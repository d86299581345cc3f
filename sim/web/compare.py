"""比較: scenarios side by side under the same luck; assumptions and requested actions apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from sim.analysis.compare import compare
from sim.charts.side_by_side import completion_of_many, running_cost_of_many
from sim.cli import comparison_text
from sim.errors import ScenarioError
from sim.web import differences, parts
from sim.web.drafts import BASELINE, Draft, shipped
from sim.web.words import say

if TYPE_CHECKING:
    from sim.analysis.compare import Compared
    from sim.scenario import Scenario
    from sim.summary import Lang
    from sim.web.drafts import Desk
    from sim.web.jobs import Answer

MOST = 5
"""Scenarios that are compared with the baseline at once."""


def page(desk: Desk) -> None:
    """Draw the page."""
    lang = desk.lang
    st.title(say("compare.title", lang))
    st.markdown(say("compare.intro", lang))
    choices = _choices(desk)
    chosen = st.multiselect(
        say("compare.choose", lang),
        list(choices),
        default=[name for name in list(choices)[:1] if desk.draft.asks or desk.draft.edits],
        max_selections=MOST,
        placeholder=say("compare.placeholder", lang),
        key="compared",
    )
    if not chosen:
        st.info(say("compare.none", lang))
        return
    base, scenarios = BASELINE.scenario(), [choices[name] for name in chosen]
    found = parts.answers(desk, "compare", [base, *scenarios])
    answered = [each for each in found if each is not None]
    if len(answered) < len(found) or not answered:
        st.info(say("frame.no_answer", lang))
        return
    _overview(answered, lang)
    for compared in compare(answered[0].results, [each.results for each in answered[1:]]).others:
        _one(compared, lang)


def _choices(desk: Desk) -> dict[str, Scenario]:
    """Drafts in hand and shipped scenarios by the name they are chosen by; faulty drafts are left out."""
    found: dict[str, Scenario] = {}
    for number, draft in enumerate(desk.drafts, start=1):
        try:
            scenario = draft.scenario(desk.own)
        except ScenarioError:
            continue
        if scenario.hash != BASELINE.scenario().hash:
            label = say("compare.draft", desk.lang, number=number, title=parts.title(desk, scenario))
            found[label] = scenario
    for entry in shipped():
        if entry.name != BASELINE.base:
            draft = Draft(asks=(entry.name,)) if entry.ask is not None else Draft(base=entry.name)
            found[f"{entry.info.title(desk.lang)} ({entry.name})"] = draft.scenario()
    return found


def _overview(answers: list[Answer], lang: Lang) -> None:
    """Both charts of the headline, a line for each scenario."""
    summaries = [each.summary for each in answers]
    for draw in (completion_of_many, running_cost_of_many):
        st.altair_chart(draw(summaries, lang), theme=None, key=f"chart {draw.__name__}")


def _one(compared: Compared, lang: Lang) -> None:
    """A scenario against the baseline: what it assumes, what it grants, what that changes."""
    st.header(
        say("compare.heading", lang, title=comparison_text.name(compared.scenario, lang)), divider="gray"
    )
    left, right = st.columns(2, gap="large")
    for column, name, found in (
        (left, "assumptions", compared.assumptions),
        (right, "actions", compared.actions),
    ):
        column.markdown(f"**{say(f'compare.{name}', lang)}**")
        lines = [each.text(lang) for each in found] or [say("compare.nothing", lang)]
        column.markdown("\n".join(f"- {line}" for line in lines))
    for request in compared.requests:
        st.markdown(f"- {comparison_text.request_text(request, lang)}")
    differences.draw(compared, lang)
