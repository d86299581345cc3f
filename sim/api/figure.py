"""A figure of a run as an analyst takes it: title, table, chart, file."""

from __future__ import annotations

import html
from abc import ABC, abstractmethod
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from sim import repeat_commands
from sim.errors import Fault, UsageError, language, nearest
from sim.figures import Style
from sim.figures.model import NATION_UNIT
from sim.scenario.words import EXPECTED

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from sim.figures import Brief, Figure
    from sim.figures.model import Unit, Years
    from sim.words import Lang

FORMATS = ("png", "svg", "pdf", "csv", "xlsx", "pptx", "txt")
"""Endings of the files that a figure can be saved as."""


@dataclass(frozen=True)
class ShownFigure:
    """One figure in one style; in a notebook it shows itself as its chart, or as its table without one."""

    brief: Brief
    figure: Figure

    @property
    def title(self) -> str:
        """What the figure finds, in a sentence."""
        return self.figure.title

    @property
    def caption(self) -> str:
        """Unit, definition, interval, source and id, a line each."""
        return "\n".join(self.figure.caption)

    @property
    def table(self) -> pd.DataFrame:
        """Its numbers in full precision, a column each; `attrs["units"]` has the unit of every column."""
        import pandas as pd  # commands need no tables

        figure = self.figure
        columns = {column.name: list(column.exact or column.values) for column in figure.columns}
        if figure.plot is not None and figure.plot.dates:
            columns[figure.columns[0].name] = list(pd.to_datetime(list(figure.plot.dates)))
        frame = pd.DataFrame(columns)
        frame.attrs["units"] = {column.name: column.unit for column in figure.columns if column.unit}
        return frame

    @property
    def chart(self) -> Any:
        """The chart as an Altair chart, to be changed further; None for a figure that is a table alone."""
        import altair as alt

        from sim.render.vega.figure import specification

        if self.figure.plot is None:
            return None
        return alt.Chart.from_dict(specification(self.figure, self.brief.style))

    def save(self, path: str | Path) -> Path:
        """The file written, in the format of its ending (`FORMATS`); UsageError for another one.

        A picture has 300 dots an inch; beside a CSV is a JSON file that describes it.
        """
        file = Path(path)
        ending = file.suffix.removeprefix(".").lower()
        if ending not in FORMATS:
            raise UsageError([replace(_unknown("path", ending, FORMATS), value=file.name)])
        for place, content in self._files(file, ending).items():
            place.write_bytes(content)
        return file

    def _files(self, file: Path, ending: str) -> dict[Path, bytes]:
        from sim.render import pictures, plain, terminal
        from sim.render.sheets.book import workbook
        from sim.render.slides.deck import presentation

        brief, lang = self.brief, self.brief.style.lang
        match ending:
            case "csv":
                about = plain.described(self.figure, lang, brief.made_by, brief.command)
                return {file: plain.csv(self.figure), file.with_suffix(".json"): about}
            case "txt":
                return {file: f"{terminal.table(self.figure, lang)}\n".encode()}
            case "xlsx":
                return {file: workbook(brief)}
            case "pptx":
                return {file: presentation(brief)}
        drawn = brief.charted if self.figure.plot is not None else brief
        return {file: next(iter(pictures.images(drawn, (ending,)).values()))}

    def __str__(self) -> str:
        from sim.render import terminal

        return terminal.table(self.figure, self.brief.style.lang)

    def __repr__(self) -> str:
        return f"<{self.figure.key}: {self.title}>"

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        """What a notebook shows: the chart as a picture, or the table; in plain text the whole figure."""
        if self.figure.plot is None:
            import pandas as pd

            head = f"<p><b>{html.escape(self.title)}</b></p>"
            foot = f"<p><small>{html.escape(self.caption)}</small></p>"
            shown = pd.DataFrame(self.figure.texts(self.brief.style.lang), columns=self.figure.headings)
            return {"text/plain": str(self), "text/html": head + shown.to_html(index=False) + foot}
        from sim.render.vega.figure import specification
        from sim.vega_pictures import draw

        drawn = draw(specification(self.figure, self.brief.style), ("png",))
        return {"text/plain": str(self), "image/png": drawn["png"]}


class WithFigures(ABC):
    """What has figures: a run, a part of it, a comparison."""

    @property
    @abstractmethod
    def figures(self) -> tuple[str, ...]:
        """Keys of its figures."""

    def brief(self, style: Style | None = None, command: str = "") -> Brief:
        """All of its figures with the answer in words, in one style; `command` is one that repeats it."""
        wanted = style or self.style(), command
        kept: dict[tuple[Style, str], Brief] = self.__dict__.setdefault(
            "_briefs", {}
        )  # no longer than itself
        if wanted not in kept:
            kept[wanted] = self._build(*wanted)
        return kept[wanted]

    @abstractmethod
    def _build(self, style: Style, command: str) -> Brief:
        """The brief, made."""

    def style(
        self,
        lang: Lang | None = None,
        unit: Unit | None = None,
        years: Years = "gregorian",
        *,
        mono: bool = False,
        definition: str | None = None,
    ) -> Style:
        """How figures are said; the language is the environment's unless one is given."""
        style = Style(lang or language(), unit or self._unit, years, mono)
        return style if definition is None else replace(style, definition=_definition(definition))

    def figure(
        self,
        key: str,
        lang: Lang | None = None,
        unit: Unit | None = None,
        years: Years = "gregorian",
        *,
        mono: bool = False,
        definition: str | None = None,
    ) -> ShownFigure:
        """The figure of a key; UsageError names the likeliest for an unknown one.

        `unit` of amounts: "thousand", "million" or "oku" (100 million yen); `years`: "gregorian" or "era";
        `definition`: code of the definition of "30 %" that ratios are by.
        """
        style = self.style(lang, unit, years, mono=mono, definition=definition)
        known = self.figures
        if key not in known:
            raise UsageError([_unknown("figure", key, known)])
        brief = self.brief(style).only((key,))
        return ShownFigure(brief, brief.figures[0])

    def export(
        self,
        folder: str | Path,
        formats: Iterable[str] = ("pptx", "xlsx"),
        figures: Iterable[str] = (),
        style: Style | None = None,
        *,
        replace: bool = False,
    ) -> list[Path]:
        """The files written to a folder: slides, workbook, pictures or CSV of all figures, or of those named.

        `formats`: "pptx", "xlsx", "png", "svg", "pdf", "csv". What the folder holds about something else
        stays, unless `replace`; UsageError for a folder that is not ours and for unknown names.
        """
        from sim.render import files

        wanted = only_known("formats", formats, files.FORMATS)
        only = only_known("figures", figures, self.figures)
        brief = self.brief(style or self.style())
        return self._write(brief.only(only) if only else brief, wanted, Path(folder), replace)

    @abstractmethod
    def _write(self, brief: Brief, formats: tuple[str, ...], folder: Path, replace: bool) -> list[Path]:
        """The files of a brief, written."""

    @property
    def _unit(self) -> Unit:
        return NATION_UNIT


def only_known(name: str, wanted: Iterable[str], known: Iterable[str]) -> tuple[str, ...]:
    """What is wanted, each once; UsageError with all that is not known."""
    choices, chosen = tuple(known), tuple(dict.fromkeys(wanted))
    if faults := [_unknown(name, each, choices) for each in chosen if each not in choices]:
        raise UsageError(faults)
    return chosen


def require_bounds(**numbers: int | None) -> None:
    """Raise UsageError with every number of a call that is none or beyond its bounds; None stands for any."""
    faults = []
    for name, value in numbers.items():
        low, high = repeat_commands.BOUNDS[name]
        if value is None:
            continue
        if isinstance(value, bool) or not isinstance(value, int | np.integer):
            faults.append(Fault("", name, value, "wrong_type", {"expected": EXPECTED["whole"]}))
        elif not low <= value <= high:
            faults.append(Fault("", name, value, "out_of_range", {"low": low, "high": high}))
    if faults:
        raise UsageError(faults)


def _definition(code: str) -> str:
    from sim.ledger import DEFINITIONS

    return only_known("definition", (code,), (each.code for each in DEFINITIONS))[0]


def _unknown(name: str, value: str, known: tuple[str, ...]) -> Fault:
    details = {"choices": ", ".join(known), "meant": nearest(value, known)}
    return Fault("", name, value, "unknown_choice", details)
