"""The answer of a run in a dozen lines that a finance officer understands, in Japanese or English."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from sim.fiscal import HORIZON_END, date_of, date_text, day_of, month_text, yen_text
from sim.scenario import catalogue
from sim.summary.figures import ENOUGH
from sim.wording import between, number, ranged

if TYPE_CHECKING:
    from sim.summary.figures import Figure

Lang = Literal["ja", "en"]
Summary = dict[str, Any]
MOST_NAMED = 2
"""Files on top of a scenario that its name lists; more are counted."""
TIMES = {"ja": "倍", "en": " times"}
QUANTILES: tuple[Literal["p10"], Literal["p50"], Literal["p90"]] = ("p10", "p50", "p90")


def headline(summary: Summary, lang: Lang) -> str:
    """How many systems are late and until when, what it costs against FY2018, the odds and the shortfall."""
    lines = [_title(summary, lang), ""]
    for heading, points in sections(summary, lang):
        lines += [heading, *(f"  {point}" for point in points), ""]
    return "\n".join([*lines, *notes(summary, lang)])


def sections(summary: Summary, lang: Lang) -> list[tuple[str, list[str]]]:
    """The answer as headings with their points."""
    late, cost, odds, gap = _LINES[lang]
    return [
        (late, _late(summary, lang)),
        (cost, _cost(summary, lang)),
        (odds, _odds(summary, lang)),
        (gap, _gap(summary, lang)),
    ]


def notes(summary: Summary, lang: Lang) -> list[str]:
    """What one must know to read the answer: replications, definition, what is estimated, the run's hash."""
    number, failed = summary["replications"], summary["failed_replications"]
    definition = summary["definitions"][summary["default_definition"]][lang]
    code = summary["default_definition"]
    if lang == "ja":
        failures = f"（ほかに失敗した試行 {failed} 回）" if failed else ""
        return [
            f"試行 {number} 回{failures}。{_reading(number, lang)}モデルの前提の下での値です。",
            f"定義 {code}: {definition}。都道府県は基準額がないため費用の比率から除きます。",
            "推計（公表値ではない）。",
            f"id {summary['id']}、結果ハッシュ {summary['result_hash'][:16]}…",
        ]
    failures = f" ({failed} more failed)" if failed else ""
    return [
        f"{number} replications{failures}. {_reading(number, lang)} Values are conditional on the model.",
        f"Definition {code}: {definition}. Prefectures have no baseline and stay out of cost ratios.",
        "Estimates, not published values.",
        f"id {summary['id']}, result hash {summary['result_hash'][:16]}...",
    ]


_LINES: dict[Lang, tuple[str, str, str, str]] = {
    "ja": ("■ いつ終わるか", "■ いくらかかるか", "■ 3割減に届くか", "■ いくら足りないか"),
    "en": ("When is it done?", "What does it cost?", "Is −30 % reached?", "How much is missing?"),
}


def _title(summary: Summary, lang: Lang) -> str:
    name = scenario_name(summary, lang)
    if lang == "ja":
        return f"Sanwari: 自治体システム標準化の見通し（{name}）"
    return f"Sanwari: outlook for the standardisation of municipal systems ({name})"


def scenario_name(summary: Summary, lang: Lang) -> str:
    """Title of the scenario with those of what was put on top, or with their number if they are many."""
    title: str = summary["scenario"][f"title_{lang}"]
    on_top, known = summary["scenario"]["with"], _titles(lang)
    if len(on_top) > MOST_NAMED:
        return f"{title} + {_MANY[lang].format(n=len(on_top))}"
    return " + ".join((title, *(known.get(name, name) for name in on_top)))


@cache
def _titles(lang: Lang) -> dict[str, str]:
    """Titles of the scenarios and requests that come with the program, by name."""
    return {entry.name: entry.info.title(lang) for entry in catalogue()}


_MANY = {"ja": "要望など {n} 件", "en": "{n} requests or changes"}


def _late(summary: Summary, lang: Lang) -> list[str]:
    late, left = summary["late_at_deadline"], summary["unfinished_at_horizon"]
    systems, bodies = spoken(late["systems"], summary, lang), spoken(late["organisations"], summary, lang)
    all_systems, all_bodies = f"{summary['systems']:,}", f"{summary['organisations']:,}"
    if lang == "ja":
        return [
            f"2026年3月31日の期限に間に合わないシステム: {all_systems} のうち {systems}",
            f"間に合わないシステムがある団体: {all_bodies} のうち {bodies}",
            *deadline_lines(summary, lang),
            f"最後の一つが終わる時期: {_last_day(summary, lang)}",
            *_left(left, lang),
        ]
    return [
        f"Systems that miss 31 March 2026: {systems} of {all_systems}",
        f"Organisations with such a system: {bodies} of {all_bodies}",
        *deadline_lines(summary, lang),
        f"Last cutover: {_last_day(summary, lang)}",
        *_left(left, lang),
    ]


def deadlines(summary: Summary) -> list[tuple[str, str, dict[str, Figure]]]:
    """Name, day and lateness at each deadline beside 31 March 2026: the scenario's, the designated day."""
    own = ("own_deadline", summary["own_deadline"], summary["late_at_own_deadline"])
    designated = ("designated_day", summary["designated_day"], summary["late_at_designated_day"])
    return [each for each in (own, designated) if each[1] != summary["deadline"]]


_DEADLINES: dict[str, dict[Lang, str]] = {
    "own_deadline": {
        "ja": "このシナリオの期限（{day}）に間に合わないシステム: {systems}、団体: {bodies}",
        "en": "Systems that miss this scenario's deadline, {day}: {systems}; organisations: {bodies}",
    },
    "designated_day": {
        "ja": "特定移行支援システムの期限（{day}）にも間に合わないシステム: {systems}、団体: {bodies}",
        "en": "Systems that miss even the designated day, {day}: {systems}; organisations: {bodies}",
    },
}


def deadline_lines(summary: Summary, lang: Lang) -> list[str]:
    """How many systems and organisations miss each deadline beside 31 March 2026, in words."""
    return [
        _DEADLINES[name][lang].format(
            day=date_text(day_of(day), lang),
            systems=spoken(late["systems"], summary, lang),
            bodies=spoken(late["organisations"], summary, lang),
        )
        for name, day, late in deadlines(summary)
    ]


def _last_day(summary: Summary, lang: Lang) -> str:
    figure = summary["last_cutover_day"]
    low, middle, high = (month(figure[name], lang) for name in QUANTILES)
    return _ranged(low, middle, high, summary, lang)


def month(day: float | None, lang: str, era: bool = False) -> str:
    """Month of a day in words; of one beyond the horizon (or None), that it is not done by then."""
    if day is None or day > HORIZON_END:
        last = month_text(date_of(HORIZON_END), lang, era)
        return f"{last}末でも未完了" if lang == "ja" else f"not done by {last}"
    return month_text(date_of(int(day)), lang, era)


def _left(left: Figure, lang: Lang) -> list[str]:
    if not left["p90"]:
        return []
    count = f"{left['mean']:,.0f}"
    if lang == "ja":
        return [f"{month(None, lang)}のシステム: 平均 {count}"]
    return [f"Systems {month(None, lang)}: {count} on average"]


def _cost(summary: Summary, lang: Lang) -> list[str]:
    year = summary["first_full_year"]
    nation = year["by_definition"][summary["default_definition"]]["nation"]
    whole, median = (
        spoken(nation, summary, lang, ".2f", TIMES[lang]),
        spoken(year["median_organisation"], summary, lang, ".2f", TIMES[lang]),
    )
    cost = yen(year["cost_yen"], summary, lang)
    before = yen(year["base_yen"], summary, lang)
    if lang == "ja":
        return [
            "移行を終えた翌年度（各団体で最初の満年度）の運用経費を2018年度と比べると、",
            f"全国合計: {whole}。年額 {before} → {cost}",
            f"真ん中の団体: {median}。目標は0.70倍",
        ]
    return [
        "Running cost in the first full fiscal year after each organisation's migration, against FY2018:",
        f"Nation: {whole}; from {before} to {cost} a year",
        f"Median organisation: {median}; the target is 0.70",
    ]


def _odds(summary: Summary, lang: Lang) -> list[str]:
    year = summary["first_full_year"]
    odds, share = year["probability_nation_at_target"], year["share_at_target"]
    at_target = spoken(share, summary, lang, ".1%")
    joint = spoken(summary["joint_on_time_and_target"], summary, lang, ".1%")
    counted = f"{odds['times']}/{odds['replications']}"
    chance, low, high = (number(odds[name], ".0%", lang) for name in ("share", "low", "high"))
    within = between(low, high, lang)
    if lang == "ja":
        return [
            f"全国合計で3割減に届く確率: {chance}（{counted} 回、95％区間 {within}）",
            f"3割減に届く団体の割合: {at_target}。期限にも間に合う団体: {joint}",
        ]
    return [
        f"Probability that the nation reaches −30 %: {chance} "
        f"({counted} replications; 95 % interval {within})",
        f"Share of organisations that reach −30 %: {at_target}; that are also on time: {joint}",
    ]


def _gap(summary: Summary, lang: Lang) -> list[str]:
    year = summary["first_full_year"]
    gap, extra = yen(year["target_gap_yen"], summary, lang), yen(year["extra_burden_yen"], summary, lang)
    if lang == "ja":
        return [
            f"3割減の目標に足りない額: 年 {gap}（目標に届かない団体の不足額の合計）",
            f"標準化しなかった場合より増える額: 年 {extra}",
        ]
    return [
        f"Shortfall against the −30 % target: {gap} a year (sum over the organisations that miss it)",
        f"More than without standardisation: {extra} a year",
    ]


def spoken(figure: Figure, summary: Summary, lang: Lang, form: str = ",.0f", unit: str = "") -> str:
    """The median in words with its unit; from 200 replications on with P10 and P90."""
    if figure["p50"] is None:
        return "値なし" if lang == "ja" else "no value"
    low, middle, high = (number(figure[name] or 0, form, lang) + unit for name in QUANTILES)
    return _ranged(low, middle, high, summary, lang)


def yen(figure: Figure, summary: Summary, lang: Lang) -> str:
    """The median amount in 億円 or billion yen; from 200 replications on with P10 and P90."""
    if figure["p50"] is None:
        return "値なし" if lang == "ja" else "no value"
    low, middle, high = (yen_text(round(figure[name] or 0), "億円", lang) for name in QUANTILES)
    return _ranged(low, middle, high, summary, lang)


def _ranged(low: str, middle: str, high: str, summary: Summary, lang: Lang) -> str:
    if summary["replications"] < ENOUGH:
        return middle
    return ranged(low, middle, high, lang)


def _reading(number: int, lang: Lang) -> str:
    """How the figures above are to be read, as the replications allow."""
    if number >= ENOUGH:
        return (
            "数値は中央値（かっこ内は P10～P90）。" if lang == "ja" else "Figures are medians (P10 to P90)."
        )
    return "数値は中央値。" if lang == "ja" else "Figures are medians."
