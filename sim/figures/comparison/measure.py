"""A measure of a comparison as the cells of a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.analysis.compare import VERDICTS
from sim.figures.amounts import amount, money
from sim.figures.comparison import verdicts
from sim.figures.model import shown
from sim.figures.words import say
from sim.summary import month
from sim.words import texts

if TYPE_CHECKING:
    from sim.analysis.compare import PairedDifference
    from sim.figures.model import Style


class Measured:
    """A measure in the unit and with the decimals in which a style shows it.

    `base` and `level` are means (a day as its month), `mean`, `low`, `high` the paired difference with its
    95 % interval, `said` that difference in words with its sign and unit, or the verdict on one that is zero.
    `verdict` is that on the difference as it is shown.
    """

    def __init__(self, found: PairedDifference, style: Style) -> None:
        self.metric, kind, lang = found.measure.metric, found.measure.unit, style.lang
        self.label = found.measure.label(lang, style.years == "era")
        self.unit, self.decimals = _UNITS[kind][lang], _DECIMALS[kind]
        if kind == "yen":
            self.unit, self.decimals = money(style)
        ends = found.difference.interval
        self.mean, self.low, self.high = (_said(end, kind, self.decimals, style) for end in ends)
        levels = (found.base_mean, found.mean)
        self.base, self.level = (
            month(round(each), lang, style.years == "era")
            if kind == "days"
            else _said(each, kind, self.decimals, style)
            for each in levels
        )
        self.verdict = verdicts.said(found.verdict, self.mean, self.low, self.high)
        self.judged = VERDICTS[self.verdict][lang]
        text = shown(self.mean, self.decimals, lang)
        plus = "+" if isinstance(self.mean, int | float) and self.mean > 0 else ""
        self.said = (
            f"{plus}{text}{'' if lang == 'ja' else ' '}{self.unit}"
            if self.mean
            else say("no_change" if self.verdict == "same" else "not_clear", lang)
        )


_UNITS = {**texts("measured_units"), "yen": {"ja": "", "en": ""}}
_DECIMALS = {"systems": 0, "organisations": 0, "days": 0, "ratio": 3, "share": 1, "yen": 0}


def _said(value: float | None, kind: str, decimals: int, style: Style) -> float | int | None:
    if value is None:
        return None
    if kind == "yen":
        return amount(value, style)
    rounded = round(100 * value if kind == "share" else value, decimals)
    return rounded if decimals else int(rounded)
