"""A request of the prefectures' proposal: what it cites, what it expects, what it costs the state."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, cast

from sim import fiscal
from sim.errors import Fault, nearest
from sim.scenario import cells
from sim.scenario.words import EXPECTED, Wrong, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Nature = Literal["mechanical", "behavioural"]
Sign = Literal["+", "-", "0"]

ACCOUNTS = (
    "legacy_running",
    "dual_running",
    "new_running",
    "revision_upkeep",
    "law_change_upkeep",
    "migration",
)
METRICS = (
    "late_at_deadline.systems",
    "declared.systems",
    "completed.systems",
    "target_ratio",
    "target_gap_yen",
    "extra_burden_yen",
    "general_revenue_yen",
    "national_funding_yen",
    "freed_yen",
    "slippage_months",
    *(f"cost_yen.{account}" for account in ACCOUNTS),
)
BEARERS = ("municipalities", "state", "vendors")


@dataclass(frozen=True, slots=True)
class Expectation:
    """Direction in which a figure is expected to move, for a fiscal year or as a whole."""

    metric: str
    sign: Sign
    year: int | None = None
    bearer: str | None = None


@dataclass(frozen=True, slots=True)
class Ask:
    """One request. `cost_to_state_yen` is per year, None where nobody has priced it."""

    section: str
    quote: str
    kind: Nature
    cost_to_state_yen: float | None
    expects: tuple[Expectation, ...]


def parse_ask(file: str, raw: object) -> tuple[Ask | None, list[Fault]]:
    """Request that a file holds, if it holds one, and what is wrong with it."""
    if raw is None or not isinstance(raw, dict):
        return None, []
    reader = _Reader(file)
    values = reader.cells("ask", raw, _ASK, tuple(_ASK))
    expects = reader.expectations(raw.get("expects"))
    if reader.faults:
        return None, reader.faults
    return Ask(values["section"], values["quote"], values["kind"], values["cost_to_state"], expects), []


class _Reader:
    """Collects the faults of an ask."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.faults: list[Fault] = []

    def cells(
        self,
        place: str,
        raw: Mapping[str, Any],
        known: Mapping[str, Callable[[object], Any]],
        needed: tuple[str, ...],
    ) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for name, value in raw.items():
            if name == "expects" and place == "ask":
                continue
            if name not in known:
                meant = nearest(name, known)
                details = {"meant": f"{place}.{meant}" if meant else None}
                self.faults.append(Fault(self.file, f"{place}.{name}", None, "unknown_key", details))
                continue
            try:
                values[name] = known[name](value)
            except Wrong as wrong:
                self.faults.append(wrong.fault(self.file, f"{place}.{name}"))
        self.faults += [
            Fault(self.file, f"{place}.{name}", None, "missing_key") for name in needed if name not in raw
        ]
        return values

    def expectations(self, raw: object) -> tuple[Expectation, ...]:
        if not isinstance(raw, list) or not raw:
            self.faults.append(Fault(self.file, "ask.expects", None, "no_expectation"))
            return ()
        expects = []
        for index, each in enumerate(raw, 1):
            place = f"ask.expects[{index}]"
            if not isinstance(each, dict):
                self.faults.append(
                    Wrong("wrong_type", shown(each), expected=EXPECTED["table"]).fault(self.file, place)
                )
                continue
            before = len(self.faults)
            values = self.cells(place, each, _EXPECTATION, ("metric", "sign"))
            if len(self.faults) == before:
                expects.append(Expectation(**values))
        return tuple(expects)


def _cost(raw: object) -> float | None:
    if raw == "not priced":
        return None
    if isinstance(raw, str):
        raise cells.wrong_type(raw, "cost")
    return cells.number(raw)


def _year(raw: object) -> int:
    return cells.whole_between(raw, fiscal.FIRST_YEAR, fiscal.LAST_YEAR)


_ASK: dict[str, Callable[[object], Any]] = {
    "section": cells.text,
    "quote": cells.text,
    "kind": lambda raw: cast("Nature", cells.choice(raw, ("mechanical", "behavioural"))),
    "cost_to_state": _cost,
}
_EXPECTATION: dict[str, Callable[[object], Any]] = {
    "metric": lambda raw: cells.choice(raw, METRICS),
    "sign": lambda raw: cast("Sign", cells.choice(raw, ("+", "-", "0"))),
    "year": _year,
    "bearer": lambda raw: cells.choice(raw, BEARERS),
}
