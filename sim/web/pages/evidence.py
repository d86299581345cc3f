"""根拠: every assumption with its source, the run against what was published, method, limits, credits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sim import facts
from sim.analysis.validate import Check, checks
from sim.figures.fits import scope_text
from sim.render.plain import listing
from sim.scenario import Scenario, bounds_text, value_text
from sim.scenario.metadata import section_title
from sim.summary import ENOUGH, scenario_name
from sim.web.escaped_streamlit import st
from sim.web.markdown import filled
from sim.web.pages import foresight
from sim.web.widgets import body
from sim.web.widgets.sources import linked, source_rows
from sim.web.words import markdown, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.scenario import Parameter
    from sim.web.desk.drafts import Desk
    from sim.words import Lang


def page(desk: Desk) -> None:
    """The page in five tabs."""
    st.title(markdown("evidence.title", desk.lang))
    names = ("assumptions", "checks", "backtest", "method", "credits")
    tabs = st.tabs([markdown(f"evidence.tab_{name}", desk.lang) for name in names])
    with tabs[0]:
        _assumptions(desk)
    with tabs[1]:
        _checks(desk)
    with tabs[2]:
        foresight.draw(desk)
    with tabs[3]:
        st.markdown(markdown("evidence.method", desk.lang))
        st.header(markdown("evidence.limits_title", desk.lang))
        st.markdown(markdown("evidence.limits", desk.lang))
    with tabs[4]:
        _credits(desk.lang)


def _assumptions(desk: Desk) -> None:
    lang, scenario = desk.lang, desk.scenario()
    rows = assumption_rows(scenario, lang)
    title = body.title(scenario, desk.lang)
    st.caption(markdown("evidence.intro", lang, title=title, n=len(rows)))
    words, grade = st.columns([3, 1])
    wanted = words.text_input(markdown("evidence.search", lang), key="evidence search")
    grades = sorted({str(row[markdown("evidence.grade", lang)]) for row in rows})
    everything = markdown("evidence.all_grades", lang)
    only = grade.selectbox(markdown("evidence.grade", lang), [everything, *grades], key="evidence grade")
    found = [
        row
        for row in rows
        if only in (everything, row[markdown("evidence.grade", lang)]) and matches(row, wanted)
    ]
    if not found:
        st.info(markdown("evidence.nothing", lang))
        return
    st.caption(markdown("evidence.found", lang, n=len(found)))
    _linked_rows(found, 420, lang)
    st.download_button(
        markdown("evidence.save", lang),
        lambda: listing(found, [title, scenario.hash]),
        f"assumptions.{scenario.hash[:8]}.{lang}.csv",
        "text/csv",
        key="evidence save",
        on_click="ignore",
    )


def assumption_rows(scenario: Scenario, lang: Lang) -> list[dict[str, str | float | None]]:
    """A row for every assumption: group, label, value with range, bounds, grade, source, link, date, path."""
    rows: list[dict[str, str | float | None]] = []
    for each in scenario.parameters():
        known = each.metadata
        cells = {
            "group": section_title(known.group, lang),
            "label": known.label(lang),
            "value": _value(each, lang),
            "bounds": bounds_text(known, lang),
            "grade": known.grade,
            "source": known.source.text(lang),
            "link": linked(known.source.url, known.grade),
            "checked": known.checked.isoformat(),
            "path": each.path,
        }
        rows.append({plain(f"evidence.{name}", lang): cell for name, cell in cells.items()})
    return rows


def _value(each: Parameter, lang: Lang) -> str:
    """What a parameter is set to; a choice in the words of the page of scenarios."""
    if each.metadata.kind == "choice":
        return plain(f"scenario.option_{each.value}", lang)
    return value_text(each.metadata, each.value, lang)


def matches(row: dict[str, Any], wanted: str) -> bool:
    """Whether every word that is looked for stands somewhere in a row, small or capital."""
    text = " ".join(str(cell) for cell in row.values()).casefold()
    return all(word in text for word in wanted.casefold().split())


def _checks(desk: Desk) -> None:
    lang = desk.lang
    found = body.answer(desk, "evidence", desk.scenario())
    if found is None:
        return
    made = checks(found.summary, facts.load())
    blanks = {
        "n": len(made),
        "inside": sum(check.inside for check in made),
        "title": scenario_name(found.summary.scenario, lang),
        "number": f"{found.number:,}",
    }
    st.markdown(markdown("evidence.checks_intro", lang, **blanks))
    if found.number < ENOUGH:
        st.caption(markdown("evidence.checks_few", lang, number=blanks["number"]))
    st.caption(markdown("evidence.checks_fitted", lang))
    _linked_rows([_row(check, lang) for check in made], 520, lang)
    st.caption(body.of(found, lang))
    if found.summary.failed_replications:
        st.warning(markdown("frame.failures", lang, n=found.summary.failed_replications))


def _linked_rows(rows: Sequence[Any], height: int, lang: Lang, key: str | None = None) -> None:
    """A table whose addresses are opened by a click."""
    link = st.column_config.LinkColumn(display_text=markdown("evidence.open", lang))
    columns = {plain("evidence.link", lang): link}
    st.dataframe(rows, hide_index=True, height=height, column_config=columns, key=key)


def _row(check: Check, lang: Lang) -> dict[str, str | None]:
    """A check in words: what was published, what the run says, whether they agree."""
    seen = check.seen
    form = ",.0f" if seen.unit in ("systems", "organisations") else ",.2f"
    cells = {
        "survey": seen.date.isoformat(),
        "figure": plain(f"evidence.{seen.metric}", lang),
        "scope": scope_text(seen.scope, facts.load(), lang),
        "published": f"{seen.value:{form}}",
        "median": f"{check.middle:{form}}",
        "spread": f"{check.low:{form}} – {check.high:{form}}",
        "verdict": plain("evidence.inside" if check.inside else "evidence.outside", lang),
        "fitted": plain("evidence.yes" if check.fitted else "evidence.no", lang),
        "grade": seen.grade,
        "link": linked(seen.source, seen.grade),
    }
    return {plain(f"evidence.{name}", lang): cell for name, cell in cells.items()}


def _credits(lang: Lang) -> None:
    """Whose data is used on which terms, what the grades mean, and the address of every source."""
    st.markdown(markdown("evidence.credits", lang))
    st.header(markdown("evidence.sources", lang))
    rows = source_rows(lang, weak=False)
    st.caption(markdown("evidence.found", lang, n=len(rows)))
    _linked_rows(rows, 420, lang, key="sources")
    st.markdown(filled("**{}**", markdown("evidence.weak_sources", lang)))
    st.caption(markdown("evidence.weak_reading", lang))
    st.dataframe(source_rows(lang, weak=True), hide_index=True, key="weak sources")
    st.header(markdown("evidence.grades", lang))
    st.markdown(markdown("evidence.grades_table", lang))
