"""わが団体: one organisation, or the members of a prefecture, with their own figures where they are entered.

Own figures live on the desk, in the server's memory: never in a link, never on disk unless they are saved.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from sim import brief, charts, facts, runs
from sim.analysis.organisation.words import own_mark
from sim.brief.model import shown
from sim.brief.template import template
from sim.brief.template_read import read_template
from sim.cli.export import command_line
from sim.errors import SimError
from sim.scenario import OwnFigures, own_figures
from sim.summary import ENOUGH
from sim.web import parts, session
from sim.web.drafts import Edit
from sim.web.jobs import SEED
from sim.web.words import say

if TYPE_CHECKING:
    from sim.brief import Brief, Part
    from sim.facts import Facts
    from sim.summary import Lang
    from sim.web.drafts import Desk
    from sim.web.jobs import Answer

FIRST = 50
"""Replications of the first answer; from `ENOUGH` on, as many are taken, and no more."""
KEPT_SECONDS = 2 * 60 * 60
CHARTS = ("completion", "running_cost", "late_reasons")
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


def page(desk: Desk) -> None:
    """Draw the page."""
    lang, known = desk.lang, facts.load()
    st.title(say("own.title", lang))
    _find(desk, known)
    if not desk.organisation:
        st.info(say("own.choose_first", lang))
        return
    part = part_of(known, desk.organisation)
    st.header(part.name[lang], divider="gray")
    scenario = desk.scenario()
    if len(desk.organisation) > 2:
        own = own_figures(scenario, desk.organisation)
        st.caption(own_mark(own.rows, lang))
        _own_figures(desk, own)
    else:
        st.caption(say("own.members_marked", lang))
    found = parts.answer(desk, "own", scenario)
    if found is not None:
        _result(desk, found, part)


def part_of(known: Facts, code: str) -> Part:
    """The part of the nation that a code stands for: six digits an organisation, two a prefecture."""
    return brief.organisation(known, code) if len(code) > 2 else brief.prefecture(known, code)


def _find(desk: Desk, known: Facts) -> None:
    """A list that is searched by typing: name, kana, English name, prefecture or code."""
    names = _names(desk.lang)
    st.session_state["found"] = desk.organisation or None
    st.selectbox(
        say("own.find", desk.lang),
        list(names),
        format_func=names.__getitem__,
        placeholder=say("own.placeholder", desk.lang, number=f"{len(known.organisations.code):,}"),
        key="found",
        on_change=_choose,
    )


@st.cache_resource
def _names(lang: Lang) -> dict[str, str]:
    """What every organisation and prefecture is found by, by code: organisations first, in their order."""
    known = facts.load()
    bodies, homes = known.organisations, known.prefectures
    home = dict(zip(homes.number.tolist(), homes.name if lang == "ja" else homes.name_en, strict=True))
    names = {}
    for row, code in enumerate(bodies.code):
        shown = bodies.name[row] if lang == "ja" else bodies.name_en[row] or bodies.name[row]
        names[code] = f"{shown}（{home[int(bodies.prefecture[row])]}・{bodies.kana[row]}・{code}）"
    for number, name in home.items():
        names[f"{number:02d}"] = say("own.all_members", lang, home=name)
    return names


def _choose() -> None:
    """Another organisation: the figures of the one before are its own, and go."""
    desk, code = session.desk(), st.session_state["found"] or ""
    if code != desk.organisation:
        session.save(desk.owning(code, ()))


def _own_figures(desk: Desk, own: OwnFigures) -> None:
    """The workbook to fill in, the one filled in, and the way back to the estimate."""
    lang = desk.lang
    with st.expander(say("own.enter", lang), expanded=not own.rows):
        st.markdown(say("own.how", lang))
        left, right = st.columns(2)
        left.download_button(
            say("own.template", lang),
            lambda: template(own.organisation, None, own, lang),
            f"sanwari-{own.organisation}.xlsx",
            SHEET,
            key="template",
            on_click="ignore",
        )
        uploaded = right.file_uploader(say("own.upload", lang), type="xlsx", key=f"own {len(desk.past)}")
        if uploaded is not None:
            _take_up(desk, uploaded.getvalue(), uploaded.name)
        if own.rows and left.button(say("own.clear", lang), key="clear own"):
            session.save(desk.owning(desk.organisation, ()))
            st.rerun()


def _take_up(desk: Desk, content: bytes, name: str) -> None:
    """Put the figures of a workbook on the desk; what is wrong is said, sheet and cell, all at once."""
    try:
        figures = read_template(content, name)
        if figures.organisation != desk.organisation:
            st.error(say("own.other_body", desk.lang, code=figures.organisation))
            return
        edits = tuple(Edit(path, text) for path, text in figures.texts().items())
        changed = desk.owning(desk.organisation, edits)
        changed.scenario()  # refuses what breaks a rule together with the rest
    except SimError as error:
        parts.faults(error, desk.lang)
        return
    session.save(changed)
    st.rerun()


def _result(desk: Desk, found: Answer, part: Part) -> None:
    """The part's own summary as a brief on the page: the same figures that can be taken away."""
    lang = desk.lang
    number = ENOUGH if found.number >= ENOUGH else FIRST
    try:
        with st.spinner(say("own.computing", lang)):
            summary = _summary(found.results, part, number, (found.results.result_hash, part.code))
    except SimError as error:
        parts.faults(error, lang)
        return
    style = brief.Style(lang, "thousand")
    made = brief.build(summary, facts.load(), style, _command(desk, part, number, style))
    st.subheader(made.sentence)
    st.caption(say("own.of", lang, number=f"{summary['replications']:,}", id=summary["id"]))
    for name in CHARTS:
        st.altair_chart(charts.CHARTS[name](summary, facts.load(), lang), theme=None, key=f"chart own {name}")
    for figure in made.figures:
        if figure.key in ("officer", "budget", "members", "businesses"):
            st.subheader(figure.title)
            st.table(_table(figure, lang))
            st.caption("  \n".join(figure.caption))
    _take_away(desk, made, part)
    st.caption(say("frame.command", lang))
    st.code(made.command, language="shell")


@st.cache_resource(max_entries=48, ttl=KEPT_SECONDS, show_spinner=False)
def _summary(_results: runs.Results, _part: Part, number: int, of: tuple[str, str]) -> dict[str, Any]:
    """The summary of a part in the first replications of a run; `of`: which run and which part."""
    del of  # the key under which it is kept
    return brief.summarise_part(_results, _part, runs.cores(), most=number, memory=_memory())


@st.cache_resource(show_spinner=False)
def _memory() -> runs.Memory:
    """Schedules of the replications that parts are taken from."""
    return runs.Memory(2 * FIRST)


def _table(figure: brief.Figure, lang: Lang) -> pd.DataFrame:
    """A figure of the brief as a table whose first column names the rows."""
    rows = [
        [shown(cell, column.decimals, lang) for cell, column in zip(row, figure.columns, strict=True)]
        for row in figure.rows
    ]
    frame = pd.DataFrame(rows, columns=figure.headings)
    return frame.set_index(figure.headings[0])


def _take_away(desk: Desk, made: Brief, part: Part) -> None:
    """The same as slides and as a workbook: made on demand, and kept until another result is shown.

    Files made at the click are gone once the page is drawn anew, as it is while a run goes on.
    """
    lang, place = desk.lang, "taken own"
    key = (made.identity, part.code, lang)
    if st.button(say("own.make", lang), key="make own"):
        with st.spinner(say("own.making", lang)):
            st.session_state[place] = key, brief.presentation(made), brief.workbook(made)
    kept = st.session_state.get(place)
    if kept is None or kept[0] != key:
        return
    for column, kind, content, mime in zip(
        st.columns(2), ("pptx", "xlsx"), kept[1:], (SLIDES, SHEET), strict=True
    ):
        column.download_button(
            say(f"own.{kind}", lang),
            content,
            f"sanwari-{part.code}.{lang}.{kind}",
            mime,
            key=f"take own {kind}",
            on_click="ignore",
            width="stretch",
        )


def _command(desk: Desk, part: Part, number: int, style: brief.Style) -> str:
    """The command that writes the same figures; own figures and own changes are in the scenario's file."""
    draft = desk.draft
    scenario = "draft.toml" if draft.edits or desk.own or draft.title else draft.base
    organisation, prefecture = (part.code, None) if len(part.code) > 2 else (None, part.code)
    return command_line(scenario, draft.asks, organisation, prefecture, number, SEED, style, "pptx,xlsx")
