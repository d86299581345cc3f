"""What "thirty per cent" means: every ratio bears a code that says what is divided by what."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.ledger.funding import NATIONAL, PREFECTURAL, sum_lines
from sim.ledger.lines import (
    ACCOUNTS,
    N_LINES,
    RUNNING_ACCOUNTS,
    RUNNING_LINES,
    TEN_ITEM_LINES,
    UPKEEP_ACCOUNTS,
)
from sim.ledger.post import Ledger
from sim.ledger.tax import with_tax

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

TARGET_NUMERATOR, TARGET_DENOMINATOR = 7, 10
PARTS = (
    ("P", "N", "C"),
    ("upkeep", "items", "all"),
    ("net", "taxed"),
    ("nominal", "real"),
    ("gross", "supported"),
)
WORDS = {
    "P": ("平成30年度", "FY2018"),
    "N": ("移行前の最後の年度", "last full year before migration"),
    "C": ("標準化しない場合", "continuation without standardisation"),
    "upkeep": ("10費目と改定・制度改正対応", "ten items and upkeep"),
    "items": ("10費目", "ten items"),
    "all": ("並行稼働・移行経費を含む全額", "all, with dual running and one-off cost"),
    "net": ("税抜", "before tax"),
    "taxed": ("税込", "with tax"),
    "nominal": ("名目", "nominal"),
    "real": ("実質（消費者物価で調整）", "at FY2018 consumer prices"),
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

    @classmethod
    def parse(cls, code: str) -> Definition:
        """The definition of a code; ValueError if it has other parts than these."""
        parts = code.split("-")
        if len(parts) != len(PARTS):
            raise ValueError(f"{code!r} does not have {len(PARTS)} parts")
        return cls(*parts)

    def label(self, lang: str = "ja") -> str:
        """The definition in words."""
        words = [WORDS[part][0 if lang == "ja" else 1] for part in self._parts]
        return "・".join(words) if lang == "ja" else ", ".join(words)


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


def _lines(accounts: str) -> Ints:
    return {"upkeep": RUNNING_LINES, "items": TEN_ITEM_LINES, "all": np.arange(N_LINES)}[accounts]


def _support(ledger: Ledger, accounts: str) -> Ints:
    """National and prefectural money [organisation, year] for the accounts of a definition."""
    names = {"upkeep": (*RUNNING_ACCOUNTS, *UPKEEP_ACCOUNTS), "items": RUNNING_ACCOUNTS, "all": ACCOUNTS}[
        accounts
    ]
    rows = [ACCOUNTS.index(name) for name in names]
    money: Ints = ledger.funding[:, :, rows][..., [NATIONAL, PREFECTURAL]].sum(axis=(2, 3))
    return money


def cost_and_comparator(ledger: Ledger, definition: Definition) -> tuple[Ints, Ints]:
    """Yen [organisation, year] above and below the line; the comparator is 0 where there is no baseline."""
    yearly = sum_lines(ledger.amounts, _lines(definition.accounts))
    gross = yearly.copy()
    if definition.support == "supported":
        yearly = yearly - _support(ledger, definition.accounts)
    rows = np.arange(len(gross))
    if definition.comparator == "C":
        base = ledger.c_items_yen if definition.accounts == "items" else ledger.c_yen
        base_year = np.broadcast_to(np.arange(gross.shape[1]), gross.shape)
    else:
        at = np.zeros(len(gross), np.int64) if definition.comparator == "P" else ledger.n_year
        lines = RUNNING_LINES if definition.accounts == "all" else _lines(definition.accounts)
        one: Ints = ledger.amounts[rows, at][:, lines].sum(axis=1)
        base = np.broadcast_to(one[:, None], gross.shape)
        base_year = np.broadcast_to(at[:, None], gross.shape)
    years = np.broadcast_to(np.arange(gross.shape[1]), gross.shape)
    return _expressed(ledger, definition, yearly, years), _expressed(ledger, definition, base, base_year)


def _expressed(ledger: Ledger, definition: Definition, yen: Ints, years: Ints) -> Ints:
    if definition.tax == "taxed":
        yen = with_tax(yen, ledger.tax_permille[years])
    if definition.prices == "real":
        yen = np.floor(yen / ledger.deflator[years] + 0.5).astype(np.int64)
    return np.array(yen, dtype=np.int64)


def aggregate(cost: Ints, base: Ints, how: str = "sum") -> float:
    """Ratio of many organisations: of the sums, or mean or median of ratios; NaN where none has a base."""
    known = base > 0
    if not known.any():
        return float("nan")
    if how == "sum":
        return float(cost[known].sum() / base[known].sum())
    ratios = cost[known] / base[known]
    return float(np.mean(ratios) if how == "mean" else np.median(ratios))


def target_yen(base: Ints) -> Ints:
    """Seven tenths of an amount in whole yen: 30 % less."""
    return base * TARGET_NUMERATOR // TARGET_DENOMINATOR
