"""比較: scenarios side by side under the same luck; assumptions and requested actions apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from sim import figures, repeat_commands, summary
from sim.analysis.compare import HEADLINE, compare, to_run_alone
from sim.errors import ScenarioError
from sim.figures.comparison import brief
from sim.figures.comparison.differences import request_text
from sim.figures.words import SHEETS
from sim.scenario import catalogue
from sim.web.desk import session
from sim.web.desk.drafts import BASELINE, Draft
from sim.web.escaped_streamlit import st
from sim.web.markdown import bullets, filled, joined
from sim.web.pages import differences
from sim.web.widgets import body, charts, downloads
from sim.web.words import markdown, plain
from sim.web.work.answers import answered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.analysis.compare import Compared, Comparison
    from sim.figures import Brief, Style
    from sim.runs import Results
    from sim.scenario import Scenario
    from sim.summary import Summary
    from sim.web.desk.drafts import Desk
    from sim.web.work.answers import Answer
    from sim.words import Lang

MOST = 5
"""Scenarios that are compared with the baseline at once."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A scenario that can be compared: what a command calls it, and its files, by name, which that needs."""

    scenario: Scenario
    called: str
    files: tuple[tuple[str, str], ...] = ()


def page(desk: Desk) -> None:
    """Draw the page."""
    lang = desk.lang
    st.title(markdown("compare.title", lang))
    st.markdown(markdown("compare.intro", lang))
    choices = _choices(desk)
    chosen = st.multiselect(
        markdown("compare.choose", lang),
        list(choices),
        default=[name for name in list(choices)[:1] if desk.draft.asks or desk.draft.edits],
        max_selections=MOST,
        placeholder=markdown("compare.placeholder", lang),
        key="compared",
    )
    if not chosen:
        st.info(markdown("compare.none", lang))
        return
    picked = [choices[name] for name in chosen]
    wanted = [BASELINE.scenario(), *(each.scenario for each in picked)]
    answered = body.answers(desk, "compare", wanted)
    if not answered:
        return
    alike = _alike(answered)
    found = [each.results for each in alike]
    style = body.style(lang, desk.definition)
    comparison = _comparison(alike, desk.definition)
    _levels(alike, style)
    for name, other in zip(_names(alike, lang)[1:], comparison.others, strict=True):
        st.markdown(filled("- **{}** — {}", name, differences.headline(other, lang, HEADLINE)))
    summaries = [each.summary for each in alike]
    body.apart(desk, lambda: _pictures(summaries, style))
    for other in comparison.others:
        _one(desk, other)
    body.definition(desk, summaries[0])
    if downloads.is_current(lang, wanted, alike):
        called = [each.called for each in picked]
        command = repeat_commands.compare(BASELINE.base, called, (), found[0].asked, found[0].seed, style)
        body.apart(desk, lambda: _take_away(summaries, comparison, called, lang))
        downloads.repeat(desk, command, dict(file for each in picked for file in each.files))


def _alike(answers: Sequence[Answer]) -> list[Answer]:
    """The answers with as many replications each: levels of more and of fewer do not compare."""
    fewest = min(each.results.asked for each in answers)
    return [each if each.results.asked == fewest else _first(each.results, fewest) for each in answers]


def _first(results: Results, number: int) -> Answer:
    """The answer that the first replications of a run give."""
    few = results.first(number)
    return answered(few, summary.summarise, session.pool().shown)


def _comparison(answers: Sequence[Answer], definition: str) -> Comparison:
    """The others against the first, ratios by a definition, once for all times that it is drawn."""
    found = [each.results for each in answers]
    alone = _alone(found)
    told = tuple((each.id, summary.identity(each.results.scenario)) for each in answers)
    return session.pool().shown.get(
        ("comparison", told, tuple(alone), definition),
        lambda: compare(found[0], found[1:], alone, definition),
    )


def _alone(found: Sequence[Results]) -> dict[str, Results]:
    """Results of the baseline with one request on top, by its name, as far as they are at hand."""
    known = {}
    for name in to_run_alone(found[0].scenario, [each.scenario for each in found[1:]]):
        alone = session.pool().answer(Draft(asks=(name,)).scenario())
        if alone is not None:
            known[name] = alone.results
    return known


def _choices(desk: Desk) -> dict[str, Choice]:
    """Drafts in hand and shipped scenarios by the name they are chosen by; faulty drafts are left out."""
    found: dict[str, Choice] = {}
    for number, draft in enumerate(desk.drafts, start=1):
        try:
            scenario = draft.scenario(desk.own_edits)
        except ScenarioError:
            continue
        if scenario.hash != BASELINE.scenario().hash:
            label = plain("compare.draft", desk.lang, number=number, title=body.title(scenario, desk.lang))
            file = f"draft-{number}.toml"
            files = ((file, desk.toml(draft)),) if downloads.needs_file(desk, draft) else ()
            called = repeat_commands.with_asks(file if files else draft.base, draft.asks)
            found[label] = Choice(scenario, called, files)
    for entry in catalogue():
        if entry.name != BASELINE.base:
            draft = Draft(asks=(entry.name,)) if entry.ask is not None else Draft(base=entry.name)
            called = repeat_commands.with_asks(draft.base, draft.asks)
            found[f"{entry.info.title(desk.lang)} ({entry.name})"] = Choice(draft.scenario(), called)
    return found


def _levels(answers: Sequence[Answer], style: Style) -> None:
    """The figures of the headline, a row for each scenario."""
    lang, rows = style.lang, []
    heading = plain("compare.scenario", lang)
    for name, each in zip(_names(answers, lang), answers, strict=True):
        keys = figures.key_figures(each.summary, style)
        cells = {key.name: _spread(key.middle, key.interval, lang) for key in keys}
        rows.append({heading: name, **cells})
    st.table(pd.DataFrame(rows).set_index(heading))
    number = min(each.number for each in answers)
    st.caption(
        markdown(
            "compare.levels" if number >= summary.ENOUGH else "compare.levels_few", lang, n=f"{number:,}"
        )
    )


def _spread(middle: str, interval: str, lang: Lang) -> str:
    """A figure with its interval in brackets, where it has one."""
    return plain("compare.level", lang, middle=middle, interval=interval) if interval else middle


def _pictures(summaries: Sequence[Summary], style: Style) -> None:
    """What each scenario comes to, and both figures with a line for each."""
    lang = style.lang
    names = brief.names(summaries, lang)
    st.markdown(
        joined(
            "\n",
            [
                filled("- **{}** — {}", name, figures.sentence(each, style))
                for name, each in zip(names, summaries, strict=True)
            ],
        )
    )
    identity = "-".join(each.id.rpartition("-")[2] for each in summaries)
    made = {"completion": brief.completion, "running_cost": brief.running_cost}
    names_of_tabs = [markdown(f"outlook.tab_{key}", lang) for key in made]
    tabs = st.tabs(names_of_tabs, key="compared question", on_change="rerun")
    for tab, (key, figure_of) in zip(tabs, made.items(), strict=True):
        if tab.open:
            with tab:
                charts.drawn(f"compared_{key}", figure_of(summaries, style), style, identity)


def _names(answers: Sequence[Answer], lang: Lang) -> list[str]:
    return brief.names([each.summary for each in answers], lang)


def _take_away(
    summaries: Sequence[Summary], comparison: Comparison, called: Sequence[str], lang: Lang
) -> None:
    """Charts and tables of the comparison as slides and workbook, which name the command that makes them."""

    def build(style: Style, _: Sequence[str] = ()) -> Brief:
        number = min(each.replications + each.failed_replications for each in summaries)
        again = repeat_commands.compare(
            BASELINE.base, called, (), number, comparison.seed, style, repeat_commands.OFFICE.split(",")
        )
        return figures.build_compared(comparison, summaries, style, again)

    titles = {key: SHEETS[key][lang] for key in ("completion", "running_cost")}
    for number, name in enumerate(brief.names(summaries, lang)[1:], start=2):
        titles[f"changes_{number}"] = plain("compare.changes_of", lang, title=name)
    downloads.selection(
        "compare",
        lang,
        titles,
        "・".join(each.id for each in summaries),
        build,
        "sanwari-compare",
        definition=comparison.definition,
    )


def _one(desk: Desk, other: Compared) -> None:
    """A scenario against the baseline: what that changes, what it assumes, what it grants."""
    lang = desk.lang
    st.header(markdown("compare.heading", lang, title=body.title(other.scenario, lang)), divider="gray")
    st.markdown(filled("**{}**", differences.headline(other, lang, HEADLINE)))
    differences.draw(other, lang)
    left, right = st.columns(2, gap="large")
    for column, name, found in (
        (left, "assumptions", other.assumptions),
        (right, "actions", other.actions),
    ):
        column.markdown(filled("**{}**", markdown(f"compare.{name}", lang)))
        lines = [each.text(lang) for each in found] or [markdown("compare.nothing", lang)]
        column.markdown(bullets(lines))
    for request in other.requests:
        st.markdown(bullets([request_text(request, lang)]))
