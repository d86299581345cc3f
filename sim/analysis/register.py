"""Forecasts registered before anybody knows, in `forecasts/`: what they say, and how well they did."""

from __future__ import annotations

import datetime
import json
import re
from dataclasses import asdict, dataclass
from importlib.metadata import version
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from sim import disk, package_files
from sim.errors import Fault, ForecastError, UsageError, nearest, until_enough
from sim.facts import TYPES
from sim.fiscal import SURVEYS, day_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from sim.facts import Facts, Observation
    from sim.runs import Results
    from sim.scenario import Scenario

FOLDER = package_files.folder("forecasts")
"""Where the registered forecasts lie."""
LAYOUT = 1
"""Raised by one whenever a name or a meaning in these files changes."""
DAYS = ("2026-03-31", "2026-09-30", *(f"{year}-03-31" for year in range(2027, 2032)))
"""Survey days that are forecast."""
METRICS = ("declared_systems", "declared_organisations", "completed_systems")
SCOPES = ("nation", *(f"type:{name}" for name in TYPES))
QUANTILES = {"p05": 0.05, "p10": 0.1, "p25": 0.25, "p50": 0.5, "p75": 0.75, "p90": 0.9, "p95": 0.95}
"""Heading of each quantile, and the share of the replications below it."""
INTERVALS = {"50": ("p25", "p75"), "80": ("p10", "p90"), "90": ("p05", "p95")}
"""Central intervals in per cent, and the quantiles at their ends."""
LARGEST = 1_000_000
"""Bytes of a file; one takes some 60,000."""
MOST = 1e9
"""No count of systems or organisations comes near it."""
_TEXTS = ("sanwari", "command", "scenario", "scenario_hash", "data_hash", "result_hash")
_COUNTS = ("replications", "failed_replications", "seed")
_DATES = ("registered", "data_day")

Key = tuple[str, str, str]
"""Metric, survey day and scope."""


@dataclass(frozen=True)
class Forecast:
    """A registered forecast: the name of its file, its days, and its quantiles with the mean by figure."""

    name: str
    registered: datetime.date
    data_day: datetime.date
    figures: Mapping[Key, Mapping[str, float]]


@dataclass(frozen=True)
class Score:
    """One figure of a forecast beside what was published of it later."""

    forecast: str
    metric: str
    date: str
    scope: str
    published: str
    seen: float
    quantiles: Mapping[str, float]
    error: float  # median less what was published
    crps: float
    inside: Mapping[str, bool]

    @property
    def missed(self) -> int:
        """How many of the intervals missed it."""
        return sum(not each for each in self.inside.values())


@dataclass(frozen=True)
class Scored:
    """All forecasts beside all that has come: scores, misses first."""

    forecasts: int
    open: int  # figures of which nothing has been published yet
    too_early: int  # published figures that a forecast's author could have known
    scores: tuple[Score, ...]

    def as_dict(self) -> dict[str, Any]:
        """The same as JSON takes it."""
        return asdict(self)


def data_day(facts: Facts) -> datetime.date:
    """Latest day on which a figure of what is forecast was published; only later ones judge a forecast."""
    return max(seen.published for seen in facts.observations if seen.metric in METRICS)


def open_figures(facts: Facts) -> tuple[Key, ...]:
    """Figures of the coming surveys of which the data hold no observation."""
    known = {(seen.metric, seen.date.isoformat(), seen.scope) for seen in facts.observations}
    keys = ((metric, day, scope) for day in DAYS for metric in METRICS for scope in SCOPES)
    return tuple(key for key in keys if key not in known)


def place(folder: Path, scenario: Scenario, today: datetime.date) -> Path:
    """Where today's forecast of a scenario goes; UsageError if one lies there already: none ever changes."""
    name = re.sub(r"[^\w.-]+", "-", scenario.info.name).strip("-.")
    path = folder / f"{today.isoformat()}-{name}.json"
    if path.exists():
        raise UsageError([_registered_already(path)])
    return path


def write(path: Path, content: Mapping[str, Any]) -> None:
    """Write a forecast into the register; UsageError if another process was quicker."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        disk.write_new(path, disk.to_json(content).encode())
    except FileExistsError:
        raise UsageError([_registered_already(path)]) from None


def _registered_already(path: Path) -> Fault:
    return Fault(path.name, "", None, "forecast_exists")


def require_open(facts: Facts) -> tuple[Key, ...]:
    """The open figures; UsageError where none is left to forecast."""
    keys = open_figures(facts)
    if not keys:
        raise UsageError([Fault("", "", None, "forecast_nothing_open", {"last": DAYS[-1]})])
    return keys


def forecast(results: Results, command: str, today: datetime.date) -> dict[str, Any]:
    """Content of a registered forecast that `command` gives again; UsageError where nothing is open."""
    keys = require_open(results.facts)
    return {
        "layout": LAYOUT,
        "registered": today.isoformat(),
        "data_day": data_day(results.facts).isoformat(),
        "sanwari": version("sanwari"),
        "command": command,
        "scenario": results.scenario.info.name,
        "scenario_hash": results.scenario.hash,
        "data_hash": results.facts.hash,
        "result_hash": results.result_hash,
        "replications": results.number,
        "failed_replications": len(results.failures),
        "seed": results.seed,
        "figures": [
            {"metric": metric, "date": day, "scope": scope, **_spread(_values(results, metric, day, scope))}
            for metric, day, scope in keys
        ],
    }


def _values(results: Results, metric: str, day: str, scope: str) -> NDArray[Any]:
    """Values [replication] of a figure: of the nation, or of one type of organisation."""
    kinds = [index for index, name in enumerate(TYPES) if scope in ("nation", f"type:{name}")]
    if metric == "completed_systems":
        of_system = results.facts.organisations.type[results.facts.systems[0]]
        done = results.kept.cutover[:, np.isin(of_system, kinds)] <= day_of(day)
        return np.asarray(done.sum(axis=1))
    survey = SURVEYS.tolist().index(day_of(day))
    part = 0 if metric == "declared_systems" else 1
    return np.asarray(results.kept.declared[:, survey, part][:, kinds].sum(axis=1))


def _spread(values: NDArray[Any]) -> dict[str, float]:
    ends = np.quantile(values, list(QUANTILES.values()))
    spread = {name: round(float(end), 2) for name, end in zip(QUANTILES, ends, strict=True)}
    return {**spread, "mean": round(float(values.mean()), 2)}


def read_all(folder: Path) -> tuple[Forecast, ...]:
    """Every registered forecast, by name; ForecastError with the faults of all files."""
    found: list[Forecast] = []
    faults: list[Fault] = []
    if folder.exists() and not folder.is_dir():
        raise ForecastError([Fault("", "--forecasts", str(folder), "not_a_folder")])
    for path in sorted(folder.glob("*.json")):
        content, bad = _content(path)
        bad = bad or list(_faults(path.name, content))
        faults += bad
        if not bad:
            found.append(_forecast(path.name, content))
    if faults:
        raise ForecastError(faults)
    return tuple(found)


def _content(path: Path) -> tuple[dict[str, Any], list[Fault]]:
    """The JSON object of a file, or why there is none."""
    try:
        content = disk.read_named(path, LARGEST)
        if len(content) > LARGEST:
            return {}, [Fault(path.name, "", None, "forecast_damaged")]
        read = json.loads(content.decode("utf-8"))
    except disk.NoFileError as error:
        return {}, [Fault(path.name, "", None, error.code)]
    except (ValueError, RecursionError):
        return {}, [Fault(path.name, "", None, "forecast_damaged")]
    if not isinstance(read, dict):
        return {}, [Fault(path.name, "", None, "forecast_damaged")]
    if read.get("layout", LAYOUT) != LAYOUT:
        details = {"layout": LAYOUT}
        return {}, [Fault(path.name, "layout", _short(read["layout"]), "forecast_layout", details)]
    return read, []


def _faults(file: str, content: Mapping[str, Any]) -> Iterator[Fault]:
    """Everything that is missing or wrong in a file of our layout."""
    wanted = ("layout", *_DATES, *_TEXTS, *_COUNTS, "figures")
    yield from (Fault(file, key, None, "missing_key") for key in wanted if key not in content)
    for key in (key for key in _DATES if key in content):
        if not _is_day(content[key]):
            yield Fault(file, key, _short(content[key]), "data_day")
    for key in (key for key in _TEXTS if key in content):
        if not isinstance(content[key], str):
            yield Fault(file, key, _short(content[key]), "forecast_text")
    for key in (key for key in _COUNTS if key in content):
        if type(content[key]) is not int or content[key] < 0:
            yield Fault(file, key, _short(content[key]), "forecast_count")
    figures = content.get("figures", [])
    if not isinstance(figures, list) or not all(isinstance(each, dict) for each in figures):
        yield Fault(file, "figures", None, "forecast_damaged")
        return
    yield from _faults_of_figures(file, figures)


def _faults_of_figures(file: str, figures: Sequence[Mapping[str, Any]]) -> Iterator[Fault]:
    found: list[Fault] = []
    named: set[tuple[str, ...]] = set()
    for number, each in until_enough(enumerate(figures), found, file):
        found += _faults_of(file, f"figures[{number}]", each)
        key = tuple(str(each.get(name)) for name in ("metric", "date", "scope"))
        if key in named:
            found.append(Fault(file, f"figures[{number}]", None, "forecast_twice"))
        named.add(key)
    yield from found


def _faults_of(file: str, place: str, each: Mapping[str, Any]) -> Iterator[Fault]:
    """Everything wrong with one figure."""
    numbers = (*QUANTILES, "mean")
    wanted = ("metric", "date", "scope", *numbers)
    yield from (Fault(file, f"{place}.{key}", None, "missing_key") for key in wanted if key not in each)
    for key, allowed in (("metric", METRICS), ("scope", SCOPES)):
        if key in each and each[key] not in allowed:
            said = _short(each[key])
            details = {"choices": ", ".join(allowed), "meant": nearest(said, allowed)}
            yield Fault(file, f"{place}.{key}", said, "unknown_choice", details)
    if "date" in each and not _is_day(each["date"]):
        yield Fault(file, f"{place}.date", _short(each["date"]), "data_day")
    bad = [key for key in numbers if key in each and not _is_number(each[key])]
    for key in bad:
        yield Fault(
            file, f"{place}.{key}", _short(each[key]), "data_number", {"low": 0, "high": f"{MOST:.0f}"}
        )
    ends = [each[key] for key in QUANTILES if key in each and key not in bad]
    if ends != sorted(ends):
        yield Fault(file, place, None, "forecast_order")


def _is_day(value: object) -> bool:
    try:
        return isinstance(value, str) and datetime.date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _is_number(value: object) -> bool:
    """Whether it can be a count: finite, from 0 to `MOST`; true and false are none."""
    return isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value <= MOST


def _short(value: object) -> str:
    """A value as a message shows it, however long it is."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _forecast(name: str, content: Mapping[str, Any]) -> Forecast:
    return Forecast(
        name=name.removesuffix(".json"),
        registered=datetime.date.fromisoformat(content["registered"]),
        data_day=datetime.date.fromisoformat(content["data_day"]),
        figures={
            (each["metric"], each["date"], each["scope"]): {
                key: float(each[key]) for key in (*QUANTILES, "mean")
            }
            for each in content["figures"]
        },
    )


def score(forecasts: Sequence[Forecast], observations: Sequence[Observation]) -> Scored:
    """Every forecast beside every observation of its figures published after its data day.

    Where a figure was published twice the later one counts. A least or greatest value scores nothing.
    """
    scores: list[Score] = []
    latest = _latest(observations)
    waiting = too_early = 0
    for each in forecasts:
        for key, numbers in each.figures.items():
            if (seen := latest.get(key)) is None:
                waiting += 1
            elif seen.published <= each.data_day:
                too_early += 1
            else:
                scores.append(_scored(each.name, key, numbers, seen))
    scores.sort(key=lambda one: (-one.missed, one.forecast, one.date, one.metric, SCOPES.index(one.scope)))
    return Scored(len(forecasts), waiting, too_early, tuple(scores))


def _latest(observations: Sequence[Observation]) -> dict[Key, Observation]:
    """The latest published count of each figure."""
    counts = [seen for seen in observations if seen.bound in ("exact", "about")]
    return {
        (seen.metric, seen.date.isoformat(), seen.scope): seen
        for seen in sorted(counts, key=lambda seen: seen.published)
    }


def _scored(name: str, key: Key, numbers: Mapping[str, float], seen: Observation) -> Score:
    quantiles = {each: numbers[each] for each in QUANTILES}
    inside = {level: numbers[low] <= seen.value <= numbers[high] for level, (low, high) in INTERVALS.items()}
    return Score(
        forecast=name,
        metric=key[0],
        date=key[1],
        scope=key[2],
        published=seen.published.isoformat(),
        seen=seen.value,
        quantiles=quantiles,
        error=round(numbers["p50"] - seen.value, 2),
        crps=round(crps_of_quantiles(list(QUANTILES.values()), list(quantiles.values()), seen.value), 2),
        inside=inside,
    )


def crps_of_quantiles(shares: Sequence[float], quantiles: Sequence[float], seen: float) -> float:
    """Continuous ranked probability score of a forecast known by some quantiles [unit of the quantiles].

    The quantile function is taken as linear between the known shares and flat beyond the first and last one.
    CRPS is twice its quantile loss over all shares (Gneiting and Ranjan 2011), here to the last digit:
    between two knots the loss is a parabola on each side of what was seen.
    """
    knots = [(0.0, quantiles[0]), *zip(shares, quantiles, strict=True), (1.0, quantiles[-1])]
    total = 0.0
    for (a, low), (b, high) in pairwise(knots):
        if low < seen < high:
            cut = a + (b - a) * (seen - low) / (high - low)
            total += _loss(a, low, cut, seen, seen) + _loss(cut, seen, b, high, seen)
        else:
            total += _loss(a, low, b, high, seen)
    return total


def _loss(a: float, low: float, b: float, high: float, seen: float) -> float:
    """Twice the quantile loss from share a to b, where the quantiles lie on one side of `seen` (Simpson)."""
    above = 1.0 if low + high > 2 * seen else 0.0

    def loss(share: float, quantile: float) -> float:
        return 2.0 * (above - share) * (quantile - seen)

    middle = loss((a + b) / 2, (low + high) / 2)
    return (b - a) / 6 * (loss(a, low) + 4 * middle + loss(b, high))
