"""What is known about each parameter: unit, bounds, stage, labels, source, grade."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, cast

from sim import fiscal
from sim.words import Lang, Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Kind = Literal["number", "day", "date", "whole", "flag", "choice", "months", "table"]
Stage = Literal["population", "schedule", "ledger"]

STAGES: tuple[Stage, ...] = ("population", "schedule", "ledger")
CHECKED = date(2026, 11, 23)
"""Day on which every source was last looked at."""

UNITS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "choice": ("選択", "choice"),
        "date": ("日付", "date"),
        "days": ("日", "days"),
        "exponent": ("指数", "exponent"),
        "factor": ("倍", "factor"),
        "fiscal_year": ("年度", "fiscal year"),
        "flag": ("はい・いいえ", "yes or no"),
        "lots": ("契約単位", "lots"),
        "month": ("月", "month"),
        "months": ("か月", "months"),
        "organisations": ("団体", "organisations"),
        "people": ("人", "people"),
        "ratio": ("倍", "times"),
        "per_year": ("／年", "per year"),
        "share": ("割合", "share"),
        "sigma": ("対数の標準偏差", "standard deviation of ln"),
        "systems": ("システム", "systems"),
        "table": ("表", "table"),
        "team_days": ("チーム日", "team-days"),
        "vendors": ("事業者", "vendors"),
        "yen": ("円", "yen"),
        "yen_per_usd": ("円/ドル", "yen per US dollar"),
        "yen_per_year": ("円/年", "yen per year"),
    }
)


@dataclass(frozen=True, slots=True)
class Source:
    """Where a value comes from, and how well that was seen."""

    key: str
    grade: str
    url: str
    text_ja: str
    text_en: str

    def text(self, lang: Lang) -> str:
        """Words for the source in one language."""
        return self.text_ja if lang == "ja" else self.text_en


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known about one parameter, apart from its value."""

    path: str
    kind: Kind
    unit: str
    low: float
    high: float
    options: tuple[str, ...]
    stage: Stage
    source: Source
    label_ja: str
    label_en: str
    checked: date = CHECKED
    least: float | None = None
    """Least value but for 0, which turns the parameter off; None where 0 has no such meaning."""

    @property
    def group(self) -> str:
        """Section the parameter stands in."""
        return self.path.partition(".")[0]

    @property
    def grade(self) -> str:
        """Grade of the source; ASSUMPTION where nothing is published."""
        return self.source.grade

    def label(self, lang: Lang) -> str:
        """Name of the parameter in one language."""
        return self.label_ja if lang == "ja" else self.label_en

    def unit_text(self, lang: Lang) -> str:
        """Unit in one language."""
        return UNITS[self.unit][0 if lang == "ja" else 1]

    def admits(self, low: float, high: float) -> bool:
        """Whether every value from low to high may stand here."""
        if self.least is None:
            return self.low <= low <= high <= self.high
        return low == high == 0.0 or self.least <= low <= high <= self.high

    def ends_text(self) -> dict[str, object]:
        """Details of a message about the bounds: between which `low` and `high` a value lies."""
        high = self.bound_text(self.high)
        if self.least is None:
            return {"low": self.bound_text(self.low), "high": high}
        least = self.bound_text(self.least)
        return {
            "low": {"ja": f"0（使わない）か、{least}", "en": least},
            "high": {"ja": high, "en": f"{high}, or at 0 (off)"},
        }

    def bound_text(self, bound: float) -> str:
        """A bound as it would be written in a file."""
        if self.kind not in ("day", "date"):
            return plain(round(bound, 9))
        return fiscal.date_of(int(min(max(bound, _FIRST), _LAST))).isoformat()


_FIRST, _LAST = (float(fiscal.day_of(end)) for end in (date.min, date.max))


def plain(number: float) -> str:
    """A number without needless digits: 60 for 60.0."""
    return str(int(number)) if number == int(number) and abs(number) < 1e15 else repr(number)


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (Path(__file__).parent / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _bound(text: str, kind: str) -> float:
    if not text:
        return 0.0
    return float(fiscal.day_of(text)) if kind in ("day", "date") else float(text)


def _metadata(row: Mapping[str, str], sources: Mapping[str, Source]) -> Metadata:
    kind = row["kind"]
    low, _, least = row["low"].partition("|")  # 0|50: off, or at least 50
    return Metadata(
        path=row["path"],
        kind=cast("Kind", kind),
        unit=row["unit"],
        low=_bound(low, kind),
        high=_bound(row["high"], kind),
        options=tuple(row["options"].split()),
        stage=cast("Stage", row["stage"]),
        source=sources[row["source"]],
        label_ja=row["label_ja"],
        label_en=row["label_en"],
        least=float(least) if least else None,
    )


@cache
def sections() -> Mapping[str, Text]:
    """Titles of the sections of parameters, in order."""
    return {row["name"]: {"ja": row["title_ja"], "en": row["title_en"]} for row in _rows("sections.csv")}


def section_title(name: str, lang: Lang) -> str:
    """Title of a section of parameters in one language."""
    return sections()[name][lang]


@cache
def table() -> Mapping[str, Metadata]:
    """Metadata of every parameter by its path, in the order of the sections."""
    sources = {row["key"]: Source(**row) for row in _rows("sources.csv")}
    return MappingProxyType({row["path"]: _metadata(row, sources) for row in _rows("parameters.csv")})
