"""A table of a scenario as a grid: rows are typed or pasted from a spreadsheet, and no entry is ever lost.

The grid shows the draft's own text. An entry that the loader refuses stays in the draft and in the grid, with
the loader's message beside it, until it is mended or taken back.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import pandas as pd

from sim.scenario import line_of, toml_text
from sim.scenario.values import FREEZE_GROUPS, PIN_GROUPS
from sim.web import scripts
from sim.web.desk import session
from sim.web.escaped_streamlit import st
from sim.web.words import markdown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sim.scenario import Metadata
    from sim.web.desk.drafts import Desk
    from sim.words import Lang

COLUMNS: dict[str, dict[str, str]] = {
    "Freeze": {"group": "freeze_group", "from": "text", "to": "text", "hard": "flag", "years": "years"},
    "LawChange": {
        "name_ja": "text",
        "name_en": "text",
        "from_day": "day",
        "to_day": "day",
        "teams_share": "number",
        "cost_share": "number",
    },
    "Withdrawal": {"vendor": "whole", "day": "day"},
    "Pin": {"organisation": "text", "group": "pin_group", "vendor": "whole"},
}
"""Cells of each kind of row, and what they hold."""
_HELD: dict[str, tuple[type, ...]] = {
    "flag": (bool,),
    "whole": (int,),
    "number": (int, float),
    "day": (date,),
}
OPTIONS = {"freeze_group": FREEZE_GROUPS, "pin_group": PIN_GROUPS}


T = TypeVar("T")


@dataclass(slots=True)
class Mounted(Generic[T]):
    """A table in the browser: the rows it was given, what the desk held then, what it says now.

    The rows stay the very same as long as it stands: a table that gets others while somebody types is drawn
    anew, and keys are lost.
    """

    name: str
    rows: pd.DataFrame
    source: object
    says: T
    times: int

    @property
    def key(self) -> str:
        """Key of its widget, which is another one for every table that takes its place."""
        return f"{self.name} {self.times}"


def mounted(
    name: str, source: object, make: Callable[[], tuple[pd.DataFrame, T]], stayed: bool = True
) -> Mounted[T]:
    """The table of a name as it stands; a new one when its source changed elsewhere or it was left meanwhile.

    `make`: the rows of a new one, and what they say; `stayed`: whether it was there at the last drawing.
    """
    place = f"mounted {name}"
    before: Mounted[T] | None = st.session_state.get(place)
    if before and stayed and before.source == source and before.key in st.session_state:
        return before
    rows, says = make()
    made = Mounted(name, rows, source, says, before.times + 1 if before else 0)
    st.session_state[place] = made
    return made


def ready() -> None:
    """Fetch what opens a cell before one is opened; keys pressed while it is still under way are lost.

    Streamlit fetches it at the first cell, which takes long while a run keeps the server busy.
    """
    scripts.run(scripts.cells())


def draw(desk: Desk, known: Metadata, text: str) -> None:
    """Draw the grid of a parameter whose value is this text of a file; entries go into the draft at once."""
    kinds = COLUMNS[known.options[0]]
    ready()

    def make() -> tuple[pd.DataFrame, str]:
        rows = frame(text, kinds)
        return rows, line_of(rows_of(rows.to_dict("records"), kinds))

    grid = mounted(f"grid {known.path}", text, make)
    st.data_editor(
        grid.rows,
        key=grid.key,
        on_change=_take_up,
        args=(known.path, grid, kinds),
        num_rows="dynamic",
        hide_index=True,
        column_config={name: _column(name, kind, desk.lang) for name, kind in kinds.items()},
    )
    st.caption(markdown("scenario.paste", desk.lang))


def _take_up(path: str, grid: Mounted[str], kinds: Mapping[str, str]) -> None:
    """Put what was entered into the draft before the page is drawn: it is drawn once for every entry."""
    found = line_of(rows_of(entered(grid.rows, st.session_state[grid.key]), kinds))
    if found != grid.says:
        grid.source = grid.says = found
        desk = session.desk()
        session.save(desk.put(desk.draft.setting(path, found)))


def entered(rows: pd.DataFrame, edits: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Rows that the browser was given with what was changed, added and removed there since."""
    found = [dict(record) for record in rows.to_dict("records")]
    for number, cells in edits["edited_rows"].items():
        found[int(number)] |= cells
    left = [record for number, record in enumerate(found) if number not in edits["deleted_rows"]]
    return [*left, *edits["added_rows"]]


def frame(text: str, kinds: Mapping[str, str]) -> pd.DataFrame:
    """Rows of a text such as `[{ vendor = 3, day = 2026-03-31 }]` as a frame with a column for each cell."""
    rows = toml_text.value_of(text)
    cells = {
        name: [_shown(row.get(name), kind) for row in rows if isinstance(row, dict)]
        for name, kind in kinds.items()
    }
    types = {"flag": "boolean", "whole": "Int64", "number": "Float64"}
    return pd.DataFrame(
        {name: pd.Series(cells[name], dtype=types.get(kind, "object")) for name, kind in kinds.items()}
    )


def _shown(cell: Any, kind: str) -> Any:
    if kind == "years":
        return " ".join(str(year) for year in cell or ())
    return cell if isinstance(cell, _HELD.get(kind, (str,))) else None


def rows_of(records: Sequence[Mapping[Any, Any]], kinds: Mapping[str, str]) -> list[dict[str, Any]]:
    """Rows of a grid as a file would hold them; empty cells are left out, empty rows too."""
    rows = []
    for record in records:
        cells = {name: _cell(record.get(name), kind) for name, kind in kinds.items()}
        row = {name: cell for name, cell in cells.items() if cell is not None}
        if row:
            rows.append(row)
    return rows


def _cell(cell: Any, kind: str) -> Any:
    if cell is None or pd.isna(cell) or cell == "":
        return None
    if kind == "years":
        parts = str(cell).replace(",", " ").split()
        return [int(part) if part.isdecimal() else part for part in parts]
    if kind == "day":
        return date.fromisoformat(cell[:10]) if isinstance(cell, str) else cell  # the browser sends text
    if kind == "flag":
        return bool(cell)
    return int(cell) if kind == "whole" else float(cell) if kind == "number" else str(cell)


def _column(name: str, kind: str, lang: Lang) -> Any:
    label = markdown(f"scenario.cell_{name}", lang)
    config = st.column_config
    if kind in OPTIONS:
        return config.SelectboxColumn(label, options=OPTIONS[kind], required=False)
    if kind == "flag":
        return config.CheckboxColumn(label)
    if kind == "day":
        return config.DateColumn(label)
    return config.NumberColumn(label) if kind in ("whole", "number") else config.TextColumn(label)
