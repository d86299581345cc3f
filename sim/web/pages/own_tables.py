"""The tables of own figures on the page: typed or pasted, with estimates and faults beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import pandas as pd

from sim.errors import SimError
from sim.fiscal import YEN_UNITS, month_text
from sim.intake.template import KINDS, tables
from sim.intake.words import SHEETS, WORDS
from sim.scenario import OwnFigures, own_figures
from sim.web.desk import own_entries, session
from sim.web.escaped_streamlit import st
from sim.web.markdown import bullets, joined
from sim.web.widgets import grids
from sim.web.words import markdown

if TYPE_CHECKING:
    from datetime import date

    from sim.errors import Fault
    from sim.intake.estimates import Estimates
    from sim.intake.lines import Entered
    from sim.intake.template import Line
    from sim.web.desk.drafts import Desk
    from sim.words import Lang

MONEY = ("fy2018", "quotes")
DATED = ("quotes",)
"""Tables whose lines have a day beside the amount."""
NO_ESTIMATE = ("ends",)


def draw(desk: Desk, own: OwnFigures, estimates: Estimates | None) -> None:
    """Draw one table at a time and all faults; entries go on the desk at once."""
    lang = desk.lang
    lines = tables(desk.organisation, estimates, own, lang)
    found = own_entries.faults(desk, lines)
    wrong = {fault.key for fault in found}
    which, unit = st.columns([3, 1], vertical_alignment="bottom")
    with unit:
        chosen_unit = _unit(desk)
    texts = own_entries.entered(desk, lines, chosen_unit)
    kind = which.segmented_control(
        markdown("own.tables", lang),
        KINDS,
        format_func=lambda each: _titled(each, texts, wrong, lang),
        default=KINDS[0],
        required=True,
        key="own table",
        label_visibility="collapsed",
    )
    st.caption(joined("", [WORDS[f"{kind}_note"][lang], markdown("own.paste", lang)]))
    _table(desk, str(kind), lines, texts, chosen_unit)
    st.caption(_used(lines[str(kind)], chosen_unit, lang))
    _say(found, lang)  # below: the table does not move while somebody types


def _say(found: tuple[Fault, ...], lang: Lang) -> None:
    """All faults at once, after what they mean for the result."""
    if not found:
        return
    unfinished = all(fault.code in own_entries.INCOMPLETE for fault in found)
    told = bullets(fault.text(lang) for fault in own_entries.together(found, lang))
    text = joined("\n\n", [markdown("own.unused", lang), told])
    (st.warning if unfinished else st.error)(text)


def _unit(desk: Desk) -> str:
    """The unit in which amounts are typed; it stays while something typed in it is to be mended."""
    if desk.typed is not None:
        st.session_state["own unit"] = desk.typed.unit
    chosen = st.segmented_control(
        markdown("own.unit", desk.lang),
        own_entries.UNITS,
        format_func=lambda unit: markdown(f"own.unit_{YEN_UNITS[unit]}", desk.lang),
        default=None if desk.typed is not None else own_entries.UNITS[0],
        required=True,
        key="own unit",
        disabled=desk.typed is not None,
    )
    return str(chosen)


def _titled(kind: str, texts: dict[str, tuple[Entered, ...]], wrong: set[str], lang: Lang) -> str:
    """Name of a table, with the number of lines in which something stands, and a cross if one is wrong."""
    name, number = SHEETS[kind][lang], sum(1 for _, entry, day in texts[kind] if entry or day)
    cross = "× " if any(key.startswith(f"{name}: ") for key in wrong) else ""
    return f"{cross}{name} ({number})" if number else f"{cross}{name}"


def _table(
    desk: Desk,
    kind: str,
    lines: dict[str, list[Line]],
    texts: dict[str, tuple[Entered, ...]],
    unit: str,
) -> None:
    grids.ready()
    mounted = _mounted(desk, kind, lines[kind], texts[kind], unit)
    st.data_editor(
        mounted.rows,
        key=mounted.key,
        on_change=_take_up,
        args=(mounted, desk.organisation, kind, lines, unit),
        num_rows="fixed",
        hide_index=True,
        height="content",
        placeholder=" ",
        disabled=("label", "estimate"),
        column_config=_columns(kind, unit, desk.lang),
        column_order=_order(kind),
    )


def _take_up(
    mounted: grids.Mounted[tuple[Entered, ...]],
    organisation: str,
    kind: str,
    drawn: own_entries.Tables,
    unit: str,
) -> None:
    """Put what was typed on the desk, before the page is drawn: it is drawn once for every entry.

    Another tab of the browser may have changed the desk since: what it entered stays, and an entry for
    another organisation or in another unit than the desk has now is no entry of it.
    """
    desk, says = session.desk(), _says(mounted)
    other_unit = desk.typed is not None and desk.typed.unit != unit
    if says == mounted.says or desk.organisation != organisation or other_unit:
        return
    stands = mounted.source == _source(desk, unit, drawn[kind])
    lines = _lines(desk, drawn)
    now = own_entries.entered(desk, lines, unit)[kind]
    found = tuple(
        said if said != before else kept for said, before, kept in zip(says, mounted.says, now, strict=True)
    )
    changed = own_entries.put(desk, lines, kind, found, unit)
    mounted.says = says
    if stands:
        mounted.source = _source(changed, unit, drawn[kind])
    session.save(changed)


def _lines(desk: Desk, drawn: own_entries.Tables) -> own_entries.Tables:
    """The lines with the own figures that the desk has now; as they were drawn if its draft has faults."""
    try:
        own = own_figures(desk.scenario(), desk.organisation)
    except SimError:
        return drawn
    return tables(desk.organisation, None, own, desk.lang)


def _says(mounted: grids.Mounted[tuple[Entered, ...]]) -> tuple[Entered, ...]:
    """What the table in the browser says now."""
    rows = mounted.rows[["entry", "day"]].astype("object")
    for number, cells in st.session_state[mounted.key]["edited_rows"].items():
        for column, cell in cells.items():
            rows.loc[int(number), column] = cell
    return tuple(
        (name, _cell(entry), _cell(day))
        for (name, _, _), entry, day in zip(mounted.says, rows["entry"], rows["day"], strict=True)
    )


def _cell(cell: Any) -> str:
    return "" if cell is None or pd.isna(cell) else str(cell).strip()


def _source(desk: Desk, unit: str, lines: list[Line]) -> object:
    return (
        desk.lang,
        desk.organisation,
        desk.own,
        desk.typed,
        unit,
        tuple((line.name, line.estimate) for line in lines),
    )


def _mounted(
    desk: Desk, kind: str, lines: list[Line], texts: tuple[Entered, ...], unit: str
) -> grids.Mounted[tuple[Entered, ...]]:
    """The table as it stands; a new one also when another table was shown meanwhile.

    It keeps the entries as they were typed: put in order they are seen when the table is opened again.
    """
    stayed = st.session_state.get("own drawn") == kind
    st.session_state["own drawn"] = kind
    source = _source(desk, unit, lines)
    return grids.mounted(
        f"own {kind}", source, lambda: (_frame(lines, texts, unit, desk.lang), texts), stayed
    )


def _frame(lines: list[Line], texts: tuple[Entered, ...], unit: str, lang: Lang) -> pd.DataFrame:
    """Name, estimate, entry and day of every line; all of it text."""
    rows = [
        {"label": line.name, "estimate": _estimate(line.estimate, unit, lang), "entry": entry, "day": day}
        for line, (_, entry, day) in zip(lines, texts, strict=True)
    ]
    return pd.DataFrame(rows, dtype="string")


def _estimate(value: int | date | str | None, unit: str, lang: Lang) -> str:
    if value is None or isinstance(value, str):
        return value or "–"
    if isinstance(value, int):
        return f"{round(value / YEN_UNITS[unit]):,}"
    return month_text(value, lang)


def _used(lines: list[Line], unit: str, lang: Lang) -> str:
    """Which figures of a table the result uses: the own ones by name, estimates for all other lines."""
    own = [
        markdown("own.used_line", lang, line=line.name, figure=_own(line, unit, lang))
        for line in lines
        if line.entry is not None
    ]
    if not own:
        return markdown("own.used_none", lang)
    return markdown("own.used", lang, lines=joined(markdown("outlook.comma", lang), own))


def _own(line: Line, unit: str, lang: Lang) -> str:
    figure = own_entries.text(line.entry, unit)
    return figure if line.day is None else markdown("own.used_day", lang, figure=figure, day=line.day)


def _order(kind: str) -> list[str]:
    left_out = {"day" if kind not in DATED else "", "estimate" if kind in NO_ESTIMATE else ""}
    return [name for name in ("label", "estimate", "entry", "day") if name not in left_out]


def _columns(kind: str, unit: str, lang: Lang) -> dict[str, Any]:
    """Headings with units; amounts stand to the right."""
    money = kind in MONEY
    name = markdown(f"own.unit_{YEN_UNITS[unit]}", lang)
    column = st.column_config.TextColumn
    side: Literal["left", "right"] = "right" if money else "left"
    head = {each: markdown(f"own.head_{kind}_{each}", lang, unit=name) for each in ("label", "entry")}
    return {
        "label": column(head["label"]),
        "estimate": column(markdown(f"own.head_{kind}_estimate", lang, unit=name), alignment=side),
        "entry": column(
            head["entry"], alignment=side, help=markdown("own.help_yen" if money else "own.help_day", lang)
        ),
        "day": column(markdown("own.head_quotes_day", lang), help=markdown("own.help_day", lang)),
    }
