"""A fit and a back-test made by hand: no number stands twice where two could be taken for each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sim.analysis.backtest.table import Flags, Foreseen, Scored, Scores
from sim.analysis.calibrate.table import Ends, Fit, Observed, Pair, Parameter, Quote, Teams
from sim.fiscal import day_of

if TYPE_CHECKING:
    from sim.figures import Figure, Plot

LOAD, GROWTH, DAY = "vendors.load_mean", "vendors.growth_mean", "procurement.contract_day_mean"
SHARE = "legacy.no_product_share"


def _days(*days: str) -> Ends:
    return Ends(*(float(day_of(day)) for day in days))


def _observed(
    survey: str, unit: Any, scope: str, published: float, model: tuple[float, ...], **more: Any
) -> Observed:
    known = {"bound": "exact", "grade": "OFFICIAL", "fitted": True} | more
    inside = model[1] >= published if known["bound"] == "at_least" else model[0] <= published <= model[2]
    return Observed(survey, unit, scope, published, model=Ends(*model), inside=inside, **known)


def made_fit() -> Fit:
    """Three of four assumptions told, the share most; of five national counts one system's is missed."""
    return Fit(
        until="2025-12-23",
        seed=7,
        simulations=2304,
        sets=128,
        effective_sample_size=(55.5, 1066.6),
        parameters=(
            Parameter(LOAD, Ends(0.21, 0.41, 0.81), Ends(0.31, 0.42, 0.56), False, 0.437, True),
            Parameter(GROWTH, Ends(1.1, 1.5, 2.1), Ends(1.2, 1.4, 2.2), False, 0.954, False),
            Parameter(
                DAY,
                _days("2023-10-01", "2024-02-01", "2024-07-27"),
                _days("2023-11-20", "2024-01-09", "2024-04-18"),
                True,
                0.512,
                True,
            ),
            Parameter(SHARE, Ends(0.0071, 0.018, 0.0331), Ends(0.0158, 0.0236, 0.0262), False, 0.321, True),
        ),
        entangled=(Pair(LOAD, GROWTH, -0.25), Pair(GROWTH, DAY, -0.61), Pair(LOAD, SHARE, 0.48)),
        observations=(
            _observed("2023-10-31", "organisations", "nation", 171, (140.4, 161.2, 190.3), grade="SECONDARY"),
            _observed("2023-10-31", "systems", "nation", 702, (610.1, 650.6, 690.7), grade="WEAK"),
            _observed("2023-10-31", "organisations", "type:town", 34, (22.1, 31.4, 49.2)),
            _observed("2024-10-31", "organisations", "nation", 402, (310.8, 424.5, 559.9)),
            _observed("2024-10-31", "systems", "nation", 2165, (1522.2, 2113.3, 3080.4)),
            _observed("2024-10-31", "systems", "prefecture:13", 112, (66.6, 88.7, 99.9), fitted=False),
            _observed(
                "2024-10-31",
                "organisations",
                "prefecture:13",
                35,
                (15.2, 22.3, 40.4),
                bound="at_least",
                fitted=False,
            ),
            _observed("2025-04-30", "organisations", "nation", 607, (479.5, 632.6, 799.7)),
            _observed("2025-04-30", "systems", "reason:bespoke", 6, (1.3, 5.4, 9.8)),
        ),
        quotes=(
            Quote("quote_multiple_mean", 2.3, Ends(2.051, 2.342, 2.683)),
            Quote("quote_share_at_least_2", 0.5, Ends(0.421, 0.563, 0.694)),
            Quote("quote_organisations_below_1", 2.0, Ends(0.0, 3.0, 6.0)),
        ),
        teams={"time_bound": Teams(61, -0.064), "capacity_bound": Teams(67, -0.167)},
    )


def _scored(seen: float, *points: float, crps: float) -> Scored:
    """A forecast by its seven quantiles, or by its median alone."""
    if len(points) == 1:
        return Scored(p50=points[0], error=points[0] - seen, crps=crps, inside=None)
    p05, p10, p25, p50, p75, p90, p95 = points
    held = {"50%": p25 <= seen <= p75, "80%": p10 <= seen <= p90, "90%": p05 <= seen <= p95}
    ends = {"p05": p05, "p10": p10, "p25": p25, "p75": p75, "p90": p90, "p95": p95}
    return Scored(**ends, p50=p50, error=p50 - seen, crps=crps, inside=held)


def _around(seen: float, middle: float, step: float, crps: float) -> Scored:
    return _scored(seen, *(middle + step * each for each in (-4, -3, -1, 0, 1, 3, 4)), crps=crps)


def _foreseen(survey: str, unit: Any, scope: str, seen: float, model: Scored, **more: Any) -> Foreseen:
    known = {"bound": "exact", "grade": "OFFICIAL", "until": f"{survey[:4]}-12-22", "known_counts": 3} | more
    return Foreseen(survey=survey, unit=unit, scope=scope, published=seen, model=model, **known)


def made_scores() -> Scores:
    """Systems: one count of three missed, the line is best; organisations: none of two, the model is best."""
    return Scores(
        id="1064ec46-5-3000-0651b93d",
        seed=5,
        simulations=3000,
        forecasts=(
            _foreseen("2024-10-31", "systems", "nation", 2165, _around(2165, 2345.4, 100.1, crps=901.1)),
            _foreseen(
                "2025-04-30",
                "systems",
                "nation",
                3279,
                _around(3279, 3868.6, 50.2, crps=357.3),
                no_change=_scored(3279, 2165.7, crps=679.4),
                straight_line=_around(3279, 2888.8, 200.3, crps=291.0),
            ),
            _foreseen(
                "2025-07-31",
                "systems",
                "nation",
                3770,
                _around(3770, 4170.1, 210.4, crps=246.6),
                no_change=_around(3770, 3279.2, 300.5, crps=416.7),
                straight_line=_around(3770, 3845.3, 110.6, crps=118.8),
            ),
            _foreseen(
                "2025-04-30",
                "organisations",
                "nation",
                607,
                _around(607, 628.4, 30.7, crps=25.9),
                no_change=_scored(607, 402.5, crps=116.1),
                straight_line=_around(607, 516.6, 80.8, crps=90.2),
            ),
            _foreseen(
                "2025-07-31",
                "organisations",
                "nation",
                643,
                _around(643, 696.7, 20.9, crps=31.3),
                no_change=_around(643, 607.8, 90.1, crps=55.4),
                straight_line=_around(643, 711.9, 70.2, crps=43.5),
            ),
            _foreseen(
                "2025-04-30", "organisations", "type:town", 34, _around(34, 30.1, 5.3, crps=5.6), grade="WEAK"
            ),
            _foreseen("2025-07-31", "systems", "reason:bespoke", 45, _around(45, 40.2, 1.4, crps=4.7)),
            _foreseen(
                "2025-07-31",
                "systems",
                "prefecture:13",
                112,
                _around(112, 60.3, 2.5, crps=9.8),
                bound="at_least",
            ),
        ),
        flags=(
            Flags("2023-10-31", "types", 1016, 76, 0.0487, 0.0692, 0.731),
            Flags("2024-10-31", "organisations", 2, 1, 0.4991, None, None),
        ),
    )


class Wanted(NamedTuple):
    """An interval as a plot has to draw it."""

    role: str
    label: str
    low: tuple[Any, ...]
    middle: tuple[Any, ...]
    high: tuple[Any, ...]


def wanted_intervals(figure: Figure, plot: Plot) -> list[Wanted]:
    """The intervals of a plot, found by the names of their roles."""
    column = {drawn.role: figure.column(drawn.column).values for drawn in plot.series}
    label = {drawn.role: drawn.label for drawn in plot.series}
    found = [role for role in column if role in ("middle", "second", "third")]
    ends = {role: ("low", "high") if role == "middle" else (f"{role}_low", f"{role}_high") for role in found}
    return [
        Wanted(role, label[role], *(column[each] for each in (ends[role][0], role, ends[role][1])))  # type: ignore[index]
        for role in found
    ]
