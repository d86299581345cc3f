"""Values, changes and whole scenarios in words, in Japanese or English."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sim import facts, fiscal
from sim.scenario.changes import Effect
from sim.scenario.metadata import Metadata, plain, section_title, table
from sim.scenario.values import (
    CONTRACT_GROUP_NAMES,
    Freeze,
    LawChange,
    Own,
    OwnBaseline,
    OwnContractEnd,
    OwnCutover,
    OwnItem,
    OwnQuote,
    Pin,
    Row,
    Uncertain,
    UncertainDay,
    Value,
    Withdrawal,
    is_fitted,
)
from sim.wording import between, number, printed
from sim.words import Lang, bilingual

if TYPE_CHECKING:
    from sim.scenario.schema import Parameter, Scenario

_UNITLESS = ("choice", "date", "exponent", "factor", "fiscal_year", "flag", "share", "sigma", "table")
_YEN = ("yen", "yen_per_year")
_FREEZE_GROUPS = {"residents": "住民異動", "tax": "税", "elections": "選挙"}
_ZERO = {"prices.usdjpy_fixed": ("固定しない", "not fixed")}
"""Numbers whose zero stands for "none"."""
_OPERATIONS = {"scale": "×", "at_least": "≧", "at_most": "≦"}


@dataclass(frozen=True, slots=True)
class Difference:
    """A parameter whose value, or whose uncertain changes, differ between two scenarios."""

    metadata: Metadata
    before: Value
    after: Value
    effects_before: tuple[Effect, ...]
    effects_after: tuple[Effect, ...]

    @property
    def path(self) -> str:
        """Path of the parameter."""
        return self.metadata.path

    def text(self, lang: Lang) -> str:
        """The difference in words: label, value before and after, size of the change."""
        before = _with_effects(self.metadata, self.before, self.effects_before, lang)
        after = _with_effects(self.metadata, self.after, self.effects_after, lang)
        if before == after:  # they differ in a digit that is not shown elsewhere
            before, after = f"{self.before}", f"{self.after}"
        size = _size(self.metadata, self.before, self.after, lang)
        colon = "：" if lang == "ja" else ": "
        return f"{self.metadata.label(lang)} ({self.path}){colon}{before} → {after}{size}"


def diff(before: Scenario, after: Scenario) -> list[Difference]:
    """Differences between two scenarios, in the order of the parameters."""
    return [
        Difference(old.metadata, old.value, new.value, old.effects, new.effects)
        for old, new in zip(before.parameters(), after.parameters(), strict=True)
        if old.value != new.value or old.effects != new.effects
    ]


def value_text(known: Metadata, value: Value, lang: Lang) -> str:
    """A value with its range and unit."""
    if known.path in _ZERO and value == 0:
        return _ZERO[known.path][0 if lang == "ja" else 1]
    if isinstance(value, Uncertain | UncertainDay):
        centre, low, high = (_one(point, known, lang) for point in (value.value, value.low, value.high))
        text = f"{centre} [{low} – {high}]"
    elif isinstance(value, tuple):
        return _many(value, lang)
    else:
        text = _one(value, known, lang)
    if known.unit not in _UNITLESS:
        text += known.unit_text(lang) if lang == "ja" else f" {known.unit_text(lang)}"
    if is_fitted(value):
        text += "（当てはめ）" if lang == "ja" else " (fitted)"
    return text


def _one(value: float | str | bool | date, known: Metadata, lang: Lang) -> str:
    if isinstance(value, bool):
        return {True: ("はい", "yes"), False: ("いいえ", "no")}[value][0 if lang == "ja" else 1]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return value
    if known.unit == "fiscal_year":
        return fiscal.era_year(int(value)) if lang == "ja" else f"FY{int(value)}"
    if known.unit in _YEN and abs(value) >= fiscal.YEN_UNITS["億円"]:
        return f"{value / 1e8:,.12g}億" if lang == "ja" else f"{value / 1e9:,.12g} billion"
    if abs(value) >= 1_000:
        return number(value, ",.10g" if value % 1 else ",.0f", lang)
    text = plain(round(value, 6)) if value == 0 or abs(value) >= 0.001 else f"{value:.4g}"
    return printed(text, lang)


def bounds_text(known: Metadata, lang: Lang) -> str:
    """Between which ends a value may lie, amounts with their unit; nothing for what has no order."""
    if known.kind not in ("number", "whole", "day", "date"):
        return ""
    is_day = known.kind in ("day", "date")
    first = known.low if known.least is None else known.least
    ends = (fiscal.date_of(int(end)) if is_day else end for end in (first, known.high))
    unit = f"{'' if lang == 'ja' else ' '}{known.unit_text(lang)}" if known.unit in _YEN else ""
    low, high = (f"{_one(end, known, lang)}{unit}" for end in ends)
    range_ = between(low, high, lang)
    if known.least is None:
        return range_
    off = _ZERO[known.path][0 if lang == "ja" else 1]
    return f"0（{off}）、{range_}" if lang == "ja" else f"0 ({off}), {range_}"


def _many(rows: tuple[Row, ...] | tuple[int, ...], lang: Lang) -> str:
    if not rows:
        return "なし" if lang == "ja" else "none"
    comma = "、" if lang == "ja" else ", "
    return comma.join(str(row) if isinstance(row, int) else row_text(row, lang) for row in rows)


def row_text(row: Row, lang: Lang) -> str:
    """A row of a table in a few words."""
    japanese = lang == "ja"
    match row:
        case Freeze():
            group = _FREEZE_GROUPS[row.group] if japanese else row.group
            years = f" {'/'.join(str(year) for year in row.years)}" if row.years else ""
            hard = ("（例外なし）" if japanese else " (hard)") if row.hard else ""
            return f"{group} {row.from_}–{row.to}{years}{hard}"
        case LawChange():
            name = row.name_ja if japanese else row.name_en
            return f"{name} {row.from_day}–{row.to_day}"
        case Withdrawal():
            return f"事業者{row.vendor} {row.day}" if japanese else f"vendor {row.vendor} {row.day}"
        case Pin():
            number = f"事業者{row.vendor}" if japanese else f"vendor {row.vendor}"
            return f"{row.organisation} {row.group} → {number}"
        case _:
            return _own_text(row, lang)


def _own_text(row: Own, lang: Lang) -> str:
    """A row of own figures: whose, what, how much or when."""
    known, place = facts.load(), 0 if lang == "ja" else 1
    yen = ("円", " yen")[place]
    match row:
        case OwnBaseline():
            return f"{row.organisation}: {row.fy2018_yen:,}{yen}"
        case OwnItem():
            item = known.pilot.names(lang)[row.item]
            return f"{row.organisation} {item}: {row.fy2018_yen:,}{yen}"
        case OwnQuote():
            item = known.pilot.names(lang)[row.item]
            return (
                f"{row.organisation} {item}: {row.yen_per_year:,}{yen}{('/年', ' a year')[place]} ({row.day})"
            )
        case OwnContractEnd():
            group = CONTRACT_GROUP_NAMES[row.group][lang]
            return (
                f"{row.organisation} {group} ～{row.day}"
                if place == 0
                else f"{row.organisation} {group} until {row.day}"
            )
        case OwnCutover():
            return f"{row.organisation} {known.businesses.names(lang)[row.business]} {row.day}"


def effect_text(known: Metadata, effect: Effect, lang: Lang) -> str:
    """An uncertain change as a formula with its range and the file it comes from."""
    amount = effect.amount
    points = (amount.value, amount.low, amount.high) if isinstance(amount, Uncertain) else (amount,)
    shown = [_amount(known, effect, point, lang) for point in points]
    sign = _OPERATIONS.get(effect.operation, "")
    spread = f" [{shown[1]} – {shown[2]}]" if len(shown) == 3 else ""
    return f"{sign}{shown[0]}{spread} ({effect.origin})"


def _amount(known: Metadata, effect: Effect, amount: float, lang: Lang) -> str:
    if effect.operation == "add":
        return number(amount, "+g", lang)
    if known.kind in ("day", "date"):
        return fiscal.date_of(int(amount)).isoformat()
    return plain(amount)


def _with_effects(known: Metadata, value: Value, effects: tuple[Effect, ...], lang: Lang) -> str:
    parts = [value_text(known, value, lang), *(effect_text(known, effect, lang) for effect in effects)]
    return " ".join(parts)


def _size(known: Metadata, before: Value, after: Value, lang: Lang) -> str:
    """How far the median moved: per cent, or days."""
    old, new = (
        value.value if isinstance(value, Uncertain | UncertainDay) else value for value in (before, after)
    )
    if isinstance(old, date) and isinstance(new, date) and old != new:
        days = (new - old).days
        size = number(days, "+d", lang)
        return f"（{size}日）" if lang == "ja" else f" ({size} days)"
    if (
        known.kind != "number"
        or not isinstance(old, float)
        or not isinstance(new, float)
        or old == new
        or not old
    ):
        return ""
    change = number(100.0 * (new / old - 1.0), "+.3g", lang)
    return f"（{change}％）" if lang == "ja" else f" ({change} %)"


def describe(scenario: Scenario, lang: Lang) -> str:
    """The whole scenario in words: title, reason, and each parameter with value, unit, path and grade."""
    lines = [scenario.info.title(lang), scenario.info.reason(lang), "", *_fit(scenario, lang)]
    group = ""
    for each in scenario.parameters():
        known = each.metadata
        if known.group != group:
            group = known.group
            lines += ["", section_title(group, lang)]
        value = _with_effects(known, each.value, each.effects, lang) + _before(scenario, each, lang)
        lines.append(f"  {known.label(lang)}: {value}  ({known.path}; {known.grade})")
    return "\n".join(lines)


def _fit(scenario: Scenario, lang: Lang) -> list[str]:
    """Where the fitted parameters come from, if any is drawn from a fit."""
    found = scenario.posterior
    if found is None or scenario.values["calibration.sets"] == "none":
        return []
    until = found.provenance.get("until", "?")
    return [_FIT[lang].format(file=found.name, sets=len(found.sets), until=until)]


def _before(scenario: Scenario, each: Parameter, lang: Lang) -> str:
    """The range that was judged before a parameter was fitted, so that the two are never confused."""
    priors = scenario.posterior.provenance.get("prior", {}) if scenario.posterior else {}
    if not is_fitted(each.value) or each.path not in priors:
        return ""
    value, low, high = priors[each.path]
    return f"{_PRIOR[lang]} {value} [{low} – {high}]"


_FIT = bilingual("scenario_text/fit")
_PRIOR = bilingual("scenario_text/prior")


def label(path: str, lang: Lang) -> str:
    """Name of a parameter in one language."""
    return table()[path].label(lang)
