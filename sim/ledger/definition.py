"""What "thirty per cent" means: every ratio bears a code that says what is divided by what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.elementary import round_yen
from sim.fiscal import BASE_YEAR, year_text
from sim.kernel import leaf
from sim.ledger.funding import NATIONAL, PREFECTURAL
from sim.ledger.lines import LAW_CHANGE_UPKEEP, LEGACY_RUNNING, NEW_RUNNING, REVISION_UPKEEP
from sim.ledger.post import Ledger

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

PARTS = (
    ("P", "N", "C"),
    ("upkeep", "items", "all"),
    ("net", "taxed"),
    ("nominal", "real"),
    ("gross", "supported"),
)
FROM_P, FROM_N, FROM_C = range(len(PARTS[0]))
UPKEEP, ITEMS, ALL = range(len(PARTS[1]))
WORDS = {
    "P": ("{base}", "{base}"),
    "N": ("移行前の最後の年度", "the last full year before migration"),
    "C": ("標準化しない場合", "continuation without standardisation"),
    "upkeep": ("10費目と改定・制度改正対応", "ten items and upkeep"),
    "items": ("10費目", "ten items"),
    "all": ("並行稼働・移行経費を含む全額", "all, with dual running and one-off cost"),
    "net": ("税抜", "before tax"),
    "taxed": ("税込", "with tax"),
    "nominal": ("名目", "nominal"),
    "real": ("実質（消費者物価で調整）", "at {base} consumer prices"),
    "gross": ("支援前", "before support"),
    "supported": ("支援後", "after support"),
}


@dataclass(frozen=True)
class Definition:
    """One meaning of the ratio; year and aggregator are chosen when it is used."""

    comparator: str = "P"
    accounts: str = "upkeep"
    tax: str = "net"
    prices: str = "nominal"
    support: str = "gross"

    def __post_init__(self) -> None:
        """Refuse a part that does not exist."""
        for part, allowed in zip(self._parts, PARTS, strict=True):
            if part not in allowed:
                raise ValueError(f"{part!r} is not one of {allowed}")

    @property
    def _parts(self) -> tuple[str, ...]:
        return (self.comparator, self.accounts, self.tax, self.prices, self.support)

    @property
    def code(self) -> str:
        """Code such as P-upkeep-net-nominal-gross."""
        return "-".join(self._parts)

    @property
    def meaning(self) -> Meaning:
        """The same in numbers, for compiled code."""
        comparator, accounts, tax, prices, support = (
            allowed.index(part) for part, allowed in zip(self._parts, PARTS, strict=True)
        )
        return Meaning(comparator, accounts, tax == 1, prices == 1, support == 1)

    @classmethod
    def parse(cls, code: str) -> Definition:
        """The definition of a code; ValueError if it has other parts than these."""
        parts = code.split("-")
        if len(parts) != len(PARTS):
            raise ValueError(f"{code!r} does not have {len(PARTS)} parts")
        return cls(*parts)

    def label(self, lang: str = "ja", era: bool = False) -> str:
        """The definition in words; the base year as `year_text` says it."""
        words = [_word(part, lang, era) for part in self._parts]
        return "・".join(words) if lang == "ja" else ", ".join(words)

    def base(self, lang: str = "ja", era: bool = False) -> str:
        """What cost is compared with, in words."""
        return _word(self.comparator, lang, era)


def _word(part: str, lang: str, era: bool) -> str:
    return WORDS[part][0 if lang == "ja" else 1].format(base=year_text(BASE_YEAR, lang, era))


DEFINITIONS = (
    Definition(),
    Definition(accounts="items"),
    Definition(support="supported"),
    Definition(prices="real"),
    Definition(tax="taxed"),
    Definition(accounts="all"),
    Definition(comparator="N"),
    Definition(comparator="C"),
)
"""The definitions that every run reports; the first is the default."""


class Meaning(NamedTuple):
    """A definition as compiled code reads it: positions in PARTS."""

    comparator: int
    accounts: int
    taxed: bool
    real: bool
    supported: bool


class Figures(NamedTuple):
    """What definitions read of a ledger; see `Ledger`."""

    accounts: Ints
    ten_items: Ints
    funding: Ints
    c_items: Ints
    c_law: Ints
    n_year: Ints
    deflator: Floats
    tax_permille: Ints


def figures_of(ledger: Ledger) -> Figures:
    """The figures of a ledger that definitions read."""
    return Figures(
        ledger.accounts,
        ledger.ten_items_yen,
        ledger.funding,
        ledger.c_items_yen,
        ledger.c_law_yen,
        ledger.n_year,
        ledger.deflator,
        ledger.tax_permille,
    )


def cost_and_comparator(ledger: Ledger, definition: Definition) -> tuple[Ints, Ints]:
    """Yen [organisation, year] above and below the line; the comparator is 0 where there is no baseline."""
    cost, base = np.empty_like(ledger.ten_items_yen), np.empty_like(ledger.ten_items_yen)
    fill(figures_of(ledger), definition.meaning, cost, base)
    return cost, base


@leaf
def fill(f: Figures, meaning: Meaning, cost: Ints, base: Ints) -> None:
    """Fill cost and comparator [organisation, year] of one definition."""
    for own in range(cost.shape[0]):
        at = 0 if meaning.comparator == FROM_P else f.n_year[own]
        for year in range(cost.shape[1]):
            yen = counted(f, meaning.accounts, own, year)
            if meaning.supported:
                yen -= support(f, meaning.accounts, own, year)
            cost[own, year] = expressed(f, meaning, yen, year)
            if meaning.comparator == FROM_C:
                law = 0 if meaning.accounts == ITEMS else f.c_law[own, year]
                base[own, year] = expressed(f, meaning, f.c_items[own, year] + law, year)
            elif year == 0:
                accounts = ITEMS if meaning.accounts == ITEMS else UPKEEP
                base[own, year] = expressed(f, meaning, counted(f, accounts, own, at), at)
            else:
                base[own, year] = base[own, 0]


@leaf
def counted(f: Figures, accounts: int, own: int, year: int) -> int:
    """Yen of the accounts that count: ten items, with upkeep, or all."""
    if accounts == ALL:
        return int(f.accounts[own, year].sum())
    if accounts == ITEMS:
        return int(f.ten_items[own, year])
    yen = f.accounts[own, year]
    return int(f.ten_items[own, year] + yen[REVISION_UPKEEP] + yen[LAW_CHANGE_UPKEEP])


@leaf
def support(f: Figures, accounts: int, own: int, year: int) -> int:
    """National and prefectural money for the accounts that count."""
    money, total = f.funding[own, year], 0
    for account in range(money.shape[0]):
        running = account in (LEGACY_RUNNING, NEW_RUNNING)
        upkeep = account in (REVISION_UPKEEP, LAW_CHANGE_UPKEEP)
        if accounts == ALL or running or (upkeep and accounts == UPKEEP):
            total += money[account, NATIONAL] + money[account, PREFECTURAL]
    return total


@leaf
def expressed(f: Figures, meaning: Meaning, yen: int, year: int) -> int:
    """Yen of a year with tax and at FY2018 consumer prices, where the definition says so."""
    if meaning.taxed:
        yen = yen + yen * f.tax_permille[year] // 1000
    if meaning.real:
        yen = round_yen(yen / f.deflator[year])
    return yen
