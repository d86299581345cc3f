"""What every format is written from: figures as plain tables with their units, plot and caption."""

from __future__ import annotations

import datetime
import math
from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from sim.fiscal import year_text
from sim.summary import DEFAULT_CODE
from sim.wording import MINUS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sim.words import Lang

Unit = Literal["thousand", "million", "oku"]
NATION_UNIT: Final[Unit] = "oku"
PART_UNIT: Final[Unit] = "thousand"
"""Unit of amounts of the nation, and of an organisation or prefecture, unless another one is asked for."""
Years = Literal["era", "gregorian"]
Role = Literal[
    "middle",
    "low",
    "high",
    "target",
    "second_target",
    "point",
    "base",
    "observed",
    "second",
    "second_low",
    "second_high",
    "third_low",
    "third",
    "third_high",
    "part",
    "line_1",
    "line_2",
    "line_3",
    "line_4",
    "line_5",
    "line_6",
]
SIDE_BY_SIDE: tuple[Role, ...] = ("line_1", "line_2", "line_3", "line_4", "line_5", "line_6")
"""Roles of lines that are alike, named in a legend."""
INTERVALS: tuple[tuple[Role, Role, Role], ...] = (
    ("low", "middle", "high"),
    ("second_low", "second", "second_high"),
    ("third_low", "third", "third_high"),
)
"""Roles of a lower end, a middle and an upper end that belong together."""
Cell = str | float | int | None
About = Literal["unit", "definition", "interval", "source", "identity", "note"]


class Line(str):
    """A line under a figure; `about`: what it tells, for programs that look for definition or source.

    A line about the unit may go on with the exchange rate that amounts rest on.
    """

    __slots__ = ("about",)
    about: About

    def __new__(cls, text: str, about: About = "note") -> Line:
        """The text as such a line."""
        made = super().__new__(cls, text)
        made.about = about
        return made


class Run(NamedTuple):
    """A run that a figure is of: its id, its scenario's title and hash, seed, replications, result hash."""

    id: str
    scenario: str
    scenario_hash: str
    seed: int
    replications: int
    result_hash: str


@dataclass(frozen=True)
class Style:
    """How figures are said: language, unit of amounts, years of the era or not, grey or colour.

    `definition`: code of the definition of "30 %" that ratios are by; amounts are by the default one alone.
    """

    lang: Lang = "ja"
    unit: Unit = "million"
    years: Years = "gregorian"
    mono: bool = False
    definition: str = DEFAULT_CODE

    def year(self, year: int) -> str:
        """A fiscal year in words."""
        return year_text(year, self.lang, self.years == "era")


@dataclass(frozen=True)
class Column:
    """One column of a figure: its heading, the unit of its numbers ("" for text), how they are shown.

    `decimals` is None for text, `by_row` the decimals of each row where they differ. `sums` names the columns
    that this one adds up in every row. `exact`: what programs read, where `values` are rounded for people.
    """

    name: str
    values: tuple[Cell, ...]
    unit: str = ""
    decimals: int | None = None
    sums: tuple[str, ...] = ()
    by_row: tuple[int, ...] = ()
    exact: tuple[Cell, ...] = ()

    def decimals_of(self, row: int) -> int | None:
        """Decimals of the cell in a row, counted from 0; None for text."""
        return self.by_row[row] if self.by_row else self.decimals

    @property
    def heading(self) -> str:
        """Name with unit, as it stands above the numbers."""
        if not self.unit:
            return self.name
        return f"{self.name} ({self.unit})" if self.unit.isascii() else f"{self.name}（{self.unit}）"


class Drawn(NamedTuple):
    """A column that is drawn, its role, and the short name that stands at it."""

    column: str
    role: Role
    label: str = ""


class Interval(NamedTuple):
    """An interval in every row: what it is of, the role of its middle, its cells; an end may be missing."""

    label: str
    role: Role
    low: tuple[Cell, ...]
    middle: tuple[Cell, ...]
    high: tuple[Cell, ...]


class Aim(NamedTuple):
    """A level that points are measured against: its name, its role, on which axis it stands and where."""

    name: str
    role: Role
    axis: Literal["x", "y"]
    level: float

    def line(self, right: float, top: float) -> tuple[tuple[float, float], tuple[float, float]]:
        """Both ends of the line across a plot that goes from zero to `right` and `top`."""
        if self.axis == "x":
            return (self.level, 0.0), (self.level, top)
        return (0.0, self.level), (right, self.level)


class Map(NamedTuple):
    """How rows lie on a map: as tiles at their `spots` or as points, the darker the higher their `column`.

    `steps`: values from which on the next class is darker; `names`: of the classes, from the lowest;
    `spots`: column and row of each tile from the upper left; `outline`: a line around `moved` islands;
    `names_in` and `sizes`: the columns that name points and say how large they are.
    """

    column: str
    steps: tuple[float, ...]
    names: tuple[str, ...]
    spots: tuple[tuple[int, int], ...] = ()
    outline: tuple[tuple[float, float], ...] = ()
    moved: str = ""
    names_in: str = ""
    sizes: str = ""

    def class_of(self, cell: Cell) -> int:
        """Class of a value, counted from the lowest."""
        return bisect_right(self.steps, float(cell or 0))

    def rows(self, figure: Figure) -> list[list[int]]:
        """Rows of a figure by class."""
        found: list[list[int]] = [[] for _ in self.names]
        for row, cell in enumerate(figure.column(self.column).values):
            found[self.class_of(cell)].append(row)
        return found


@dataclass(frozen=True)
class Plot:
    """What of a figure is drawn: the columns against the first one, each in its role.

    `lines`: a course with its interval; `bars`: one bar a row with its interval; `ranges`: intervals side by
    side in every row, with what was `observed`; `stack`: parts of a whole;
    `points`: a point a row, against the column `across`, with the `aims` as lines; `places` and `tiles`: a
    point or a tile a row on the `map`.
    `marks` are rows with an upright line, each with its name; the first is the deadline.
    """

    kind: Literal["lines", "bars", "ranges", "stack", "points", "places", "tiles"]
    series: tuple[Drawn, ...]
    axis: str
    marks: tuple[tuple[int, str], ...] = ()
    labels: tuple[str, ...] = ()  # short names of the rows for a narrow axis; empty: the first column
    dates: tuple[datetime.date, ...] = ()  # the rows on an axis of time
    across: str = ""
    aims: tuple[Aim, ...] = ()
    map: Map | None = None


@dataclass(frozen=True)
class Figure:
    """One figure: a finding as its title, what it shows, a table, its plot if any, and its caption."""

    key: str
    title: str
    subject: str
    columns: tuple[Column, ...]
    caption: tuple[Line, ...]
    plot: Plot | None = None
    added: tuple[str, ...] = ()  # columns whose last row adds up the rows above; the last row is a total then
    tabled: bool = False  # a plot that is shown with its table, not instead of it
    tab: str = ""  # short name, on the tab of its sheet
    beside: Figure | None = None  # what counts the rows of a long table, beside its plot
    runs: tuple[Run, ...] = ()  # of a comparison: that of each scenario in the figure

    @property
    def has_total(self) -> bool:
        """Whether the last row is the sum of the others."""
        return bool(self.added)

    @property
    def rows(self) -> list[tuple[Cell, ...]]:
        """Cells by row."""
        return list(zip(*(column.values for column in self.columns), strict=True))

    @property
    def headings(self) -> list[str]:
        """Names of the columns, with their unit where it is not the one that the caption begins with."""
        units = [column.unit for column in self.columns if column.unit and column.unit in self.caption[0]]
        common = max(units, key=units.count) if units else ""
        return [column.name if column.unit == common else column.heading for column in self.columns]

    def texts(self, lang: str) -> list[list[str]]:
        """Cells as they are shown, by row."""
        return [
            [shown(column.values[row], column.decimals_of(row), lang) for column in self.columns]
            for row in range(len(self.columns[0].values))
        ]

    def column(self, name: str) -> Column:
        """The column of that name; KeyError if there is none."""
        found = next((column for column in self.columns if column.name == name), None)
        if found is None:
            raise KeyError(name)
        return found


@dataclass(frozen=True)
class Brief:
    """All that is handed over of one run in one style: answer, caveats, figures, evidence."""

    title: str
    sentence: str
    points: tuple[tuple[str, tuple[str, ...]], ...]
    caveats: tuple[str, ...]
    figures: tuple[Figure, ...]
    evidence: tuple[tuple[str, tuple[str, ...]], ...]
    identity: str
    command: str
    style: Style
    made_by: str = "Sanwari"
    """Program, version and sources, for the properties of files."""

    @property
    def charted(self) -> Brief:
        """The same brief with the figures alone that are drawn, without the tables beside them."""
        drawn = (replace(each, tabled=False) for each in self.figures if each.plot is not None)
        return replace(self, figures=tuple(drawn))

    def only(self, keys: Iterable[str]) -> Brief:
        """The same brief with the figures of these keys alone, in the order of the brief."""
        wanted = set(keys)
        return replace(self, figures=tuple(figure for figure in self.figures if figure.key in wanted))


def round_end(greatest: float, room: float = 1.04) -> float:
    """End of an axis: a round number a little above the greatest value."""
    if greatest <= 0:
        return 1.0
    step = 10.0 ** math.floor(math.log10(greatest)) / 2
    return math.ceil(greatest * room / step) * step


def intervals(figure: Figure, plot: Plot) -> list[Interval]:
    """The intervals of a plot, in the order in which their middles are drawn."""
    columns = {drawn.role: figure.column(drawn.column).values for drawn in plot.series}
    roles = {middle: (low, high) for low, middle, high in INTERVALS}
    return [
        Interval(drawn.label, drawn.role, columns[low], columns[drawn.role], columns[high])
        for drawn in plot.series
        if drawn.role in roles
        for low, high in [roles[drawn.role]]
    ]


def apart(low: Iterable[Cell], high: Iterable[Cell]) -> list[float]:
    """How far the ends of a row are from each other; nothing where one is missing."""
    return [
        float(b - a) if isinstance(a, int | float) and isinstance(b, int | float) else 0.0
        for a, b in zip(low, high, strict=True)
    ]


def ends(figure: Figure, plot: Plot) -> tuple[float, float]:
    """Where the axes of a plot of points end, across and upwards."""
    greatest = []
    for name, axis in ((plot.across, "x"), (plot.series[0].column, "y")):
        values = [float(value) for value in figure.column(name).values if isinstance(value, int | float)]
        greatest.append(max(*values, *(aim.level for aim in plot.aims if aim.axis == axis)))
    return round_end(greatest[0]), round_end(greatest[1])


def shown(cell: Cell, decimals: int | None, lang: str) -> str:
    """A cell as text: grouped digits, △ before a negative number in Japanese, a dash where there is none."""
    if cell is None:
        return "―" if lang == "ja" else "–"
    if isinstance(cell, str):
        return cell
    text = f"{abs(cell):,.{decimals or 0}f}"
    negative = cell < 0 and any(digit in "123456789" for digit in text)
    return f"{'△' if lang == 'ja' else MINUS}{text}" if negative else text
