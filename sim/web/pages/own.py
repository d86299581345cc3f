"""自団体: one organisation, or the members of a prefecture, with their own figures where they are entered.

Own figures live on the desk, in the server's memory: never in a link, never on disk unless they are saved.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pandas as pd

from sim import facts, figures
from sim.analysis.organisation.words import own_mark
from sim.analysis.part_summary import organisation, prefecture
from sim.figures.model import PART_UNIT
from sim.scenario import own_figures
from sim.web.desk import session
from sim.web.escaped_streamlit import DeltaGenerator, st
from sim.web.markdown import bullets, joined
from sim.web.pages import own_enter
from sim.web.widgets import body, charts, downloads
from sim.web.words import markdown, plain
from sim.web.work.own_summary import summary_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sim.analysis.part_summary import Part, PartSummary
    from sim.facts import Facts
    from sim.summary import Summary
    from sim.web.desk.drafts import Desk
    from sim.web.work.answers import Answer
    from sim.words import Lang

SHOWN: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "members": (("members",), ()),
    "cost": (("officer",), ("running_cost",)),
    "budget": (("budget",), ("causes", "slips", "freed_money")),
    "dates": (("businesses",), ("completion", "late_reasons")),
}
"""Tables and charts of each tab."""
RESULTS = ("cost", "budget", "dates")
NAMED = 5
"""Organisations with own figures that a page names; of the rest it says how many they are."""
_STYLE = """<style>
[class*="st-key-own-figure-"] :is(td, thead th:not(:first-child)) { text-align: right !important; }
[class*="st-key-own-figure-"] tbody th { white-space: nowrap; }
[class*="st-key-own-figure-"] :is(td, th) { font-variant-numeric: tabular-nums; padding: 0.25rem 0.5rem; }
:is(.st-key-own-figure-officer, .st-key-own-figure-members) tbody tr:last-child { font-weight: 700; }
</style>"""


def page(desk: Desk) -> None:
    """Draw the page: whose it is, the answer in a sentence, then its tables, own figures and files by tab."""
    lang, known = desk.lang, facts.load()
    st.html(_STYLE)
    title, find = st.columns([1, 3], vertical_alignment="bottom")
    title.title(markdown("own.title", lang))
    with find:
        _find(desk, known)
    if not desk.organisation:
        st.info(markdown("own.choose_first", lang))
        _in_effect(desk, known)
        return
    part = part_of(known, desk.organisation)
    st.header(part.name[lang])
    scenario = desk.scenario()
    own = own_figures(scenario, part.code) if len(part.code) > 2 else None
    st.caption(_members_marked(desk) if own is None else own_mark(own.rows, lang))
    _in_effect(desk, known)
    state, above = st.container(), st.container()  # each one place: the tabs below must not move
    names = ("members", *RESULTS, "take") if own is None else (*RESULTS, "enter", "take")
    drawn = st.tabs(
        [markdown(f"own.tab_{name}", lang) for name in names],
        key=f"own tabs {len(part.code)}",
        on_change="rerun",
    )
    tabs = dict(zip(names, drawn, strict=True))
    if own is not None and tabs["enter"].open:
        own_enter.draw(desk, part, state, above, tabs["enter"])
        return
    st.session_state.pop("own estimates", None)
    with state:
        found = body.answer(desk, "own", scenario)
    if found is not None:
        _result(desk, found, part, above, tabs)


def part_of(known: Facts, code: str) -> Part:
    """The part of the nation that a code stands for: six digits an organisation, two a prefecture."""
    return organisation(known, code) if len(code) > 2 else prefecture(known, code)


def _members_marked(desk: Desk) -> str:
    """What the figures of a prefecture's members are: estimates, but for those with own figures."""
    number = sum(1 for each in desk.own if each.organisation.startswith(desk.organisation))
    return markdown("own.members_own" if number else "own.members_marked", desk.lang, number=number)


def _in_effect(desk: Desk, known: Facts) -> None:
    """Whose own figures the result uses besides those of the organisation that is looked at."""
    others = [each.organisation for each in desk.own if each.organisation != desk.organisation]
    if not others:
        return
    lang, rows = desk.lang, known.organisations.rows
    names = [known.full_name(rows[code], lang) for code in others[:NAMED]]
    if len(others) > NAMED:
        names.append(plain("own.in_effect_more", lang, number=len(others) - NAMED))
    st.caption(markdown("own.in_effect", lang, names=("、" if lang == "ja" else "; ").join(names)))


def _find(desk: Desk, known: Facts) -> None:
    """A list that is searched by typing: name, kana, English name, prefecture or code."""
    names = _names(desk.lang)
    st.session_state["found"] = desk.organisation or None
    st.selectbox(
        markdown("own.find", desk.lang),
        list(names),
        format_func=names.__getitem__,
        placeholder=markdown("own.placeholder", desk.lang, number=f"{len(known.organisations.code):,}"),
        key="found",
        on_change=_choose,
    )


@cache
def _names(lang: Lang) -> dict[str, str]:
    """What all are found by, by code: the members of a prefecture, then its office, its municipalities."""
    known = facts.load()
    bodies, homes = known.organisations, known.prefectures
    names = {}
    for row, code in enumerate(bodies.code):
        place = int(bodies.prefecture[row]) - 1
        called = {"ja": bodies.name[row], "en": bodies.name_en[row], "kana": bodies.kana[row], "code": code}
        home = homes.name[place] if lang == "ja" else homes.name_en[place]
        if bodies.municipal[row]:
            names[code] = plain("own.listed", lang, home=home, **called)
            continue
        number = f"{homes.number[place]:02d}"
        towns = int((bodies.prefecture[bodies.municipal] == homes.number[place]).sum())
        names[number] = plain("own.all_members", lang, towns=towns, **called | {"code": number})
        names[code] = plain("own.office", lang, **called)
    return names


def _choose() -> None:
    """Another organisation; the figures of the one before stay in hand as its own."""
    desk, code = session.desk(), st.session_state["found"] or ""
    if code != desk.organisation and (not code or code in _names(desk.lang)):
        session.save(desk.looking(code))


def _part_summary(found: Answer, part: Part, lang: Lang) -> PartSummary:
    """The part's own summary under an answer for the nation, said to be under way while it is made."""
    with st.spinner(markdown("own.computing", lang)):
        return summary_of(found, part)


def _result(
    desk: Desk, found: Answer, part: Part, above: DeltaGenerator, tabs: Mapping[str, DeltaGenerator]
) -> None:
    """The part's own summary as a brief on the page: the same figures that can be taken away."""
    lang = desk.lang
    with above:
        summary = _part_summary(found, part, lang)
        style = figures.Style(lang, PART_UNIT)
        made = figures.build(
            summary, facts.load(), style, downloads.command(desk, summary.replications, style, part=part.code)
        )
        st.subheader(made.sentence)
        st.markdown(bullets(figures.places(summary, lang)))
        of = markdown("own.of", lang, number=f"{summary.replications:,}", id=summary.id)
        st.caption(of if summary.has_spread else joined("  \n", [of, markdown("frame.first", lang)]))
    by_key = {figure.key: figure for figure in made.figures}
    for name, (tables, drawn) in SHOWN.items():
        if name in tabs:
            with tabs[name]:
                for key in tables:
                    _figure(by_key[key], lang)
                for key in drawn:
                    charts.chart(summary, key, style)
    with tabs["take"]:
        if downloads.is_current(lang, [desk.scenario()], [found]):
            _take_away(desk, summary, part)
            downloads.repeat(desk, made.command, downloads.file_of(desk))


def _take_away(desk: Desk, summary: Summary, part: Part) -> None:
    """Any of the tables and charts as slides and workbook."""
    name = f"own {part.code}"
    body.apart(desk, lambda: downloads.of_summary(name, desk, summary, summary.replications, part=part.code))


def _figure(figure: figures.Figure, lang: Lang) -> None:
    """A table of the brief: what it says, unit, figures to the right, definitions."""
    st.subheader(figure.title)
    st.caption(figure.caption[0])
    with st.container(key=f"own-figure-{figure.key}"):
        st.table(_table(figure, lang))
    st.caption(joined("  \n", figure.caption[1:]))


def _table(figure: figures.Figure, lang: Lang) -> pd.DataFrame:
    """A figure of the brief as a table whose first column names the rows."""
    frame = pd.DataFrame(figure.texts(lang), columns=figure.headings)
    return frame.set_index(figure.headings[0])
