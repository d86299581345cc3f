"""Fits and back-tests as text, in Japanese and English."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from rich.cells import cell_len

from sim.wording import number, printed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.summary import Lang

FIT_WORDS: Final[dict[str, dict[str, str]]] = {
    "took": {"ja": "かかった時間: {time}", "en": "Time taken: {time}"},
    "fit": {
        "ja": "{until}までの公表値への当てはめ（模擬実行 {simulations} 回、種 {seed}）",
        "en": "Fit to what was published by {until} ({simulations} simulations, seed {seed})",
    },
    "size": {
        "ja": "組 {sets}、有効標本数（各回） {sizes}",
        "en": "{sets} sets; effective sample size after each round: {sizes}",
    },
    "parameters": {
        "ja": "前提|当てはめ前 5％・中央・95％|当てはめ後 5％・中央・95％|幅の比|",
        "en": "Assumption|Before: 5 %, median, 95 %|After: 5 %, median, 95 %|Width|",
    },
    "unseparated": {"ja": "公表値からは決まらない", "en": "the published counts do not tell"},
    "entangled": {
        "ja": "互いに取り違えうる前提（相関）:",
        "en": "Assumptions that stand in for each other (correlation):",
    },
    "observations": {
        "ja": "調査|範囲|単位|公表値|モデル 5％・中央・95％|",
        "en": "Survey|Scope|Unit|Published|Model 5 %, median, 95 %|",
    },
    "missed": {"ja": "区間の外", "en": "outside"},
    "compared": {"ja": "比較のみ", "en": "compared only"},
    "quotes": {
        "ja": "中核市の見積り|公表値|モデル 5％・中央・95％",
        "en": "Core cities' quotes|Published|Model 5 %, median, 95 %",
    },
    "teams": {
        "ja": "チームを3割増やしたときの遅れの変化: 時間が制約の組 {time_bound}、"
        "人手が制約の組 {capacity_bound}",
        "en": "Change of late systems with 30 % more teams: time-bound sets {time_bound}, "
        "capacity-bound sets {capacity_bound}",
    },
    "backtest": {
        "ja": "各調査を、公表前日までの公表値だけから予測（模擬実行 {simulations} 回、種 {seed}）",
        "en": "Each survey forecast from what was public on the day before it came out "
        "({simulations} simulations, seed {seed})",
    },
    "forecasts": {
        "ja": "調査|範囲|単位|公表値|モデル P10・P50・P90|CRPS|変化なし|直線|",
        "en": "Survey|Scope|Unit|Published|Model P10, P50, P90|CRPS|No change|Line|",
    },
    "means": {
        "ja": "平均CRPS（{surveys}、{unit}）: モデル {model}、変化なし {no_change}、直線 {straight_line}",
        "en": "Mean CRPS ({surveys}, {unit}): model {model}, no change {no_change}, "
        "straight line {straight_line}",
    },
    "coverage": {
        "ja": "区間に入った公表値: {parts}",
        "en": "Published counts inside the intervals: {parts}",
    },
    "flags": {
        "ja": "該当する団体（{survey}、{of}）: ブライアスコア {brier}"
        "（全体の割合だけなら {common}）、AUC {auc}",
        "en": "Organisations declared ({survey}, {of}): Brier score {brier} "
        "(the common share alone: {common}), AUC {auc}",
    },
    "misses": {"ja": "外れ:", "en": "Misses:"},
    "none": {"ja": "なし", "en": "none"},
}


def calibration_text(table: dict[str, Any], lang: Lang) -> str:
    """A fit as text: parameters, pairs, observations, quotes, teams."""
    words = {name: each[lang] for name, each in FIT_WORDS.items()}
    sizes = ", ".join(f"{size:,.0f}" for size in table["effective_sample_size"])
    parameters = [
        [
            each["path"],
            " ".join(each["prior"]),
            " ".join(each["posterior"]),
            f"{each['narrowing']:.2f}",
            "" if each["separated"] else words["unseparated"],
        ]
        for each in table["parameters"]
    ]
    pairs = [
        f"  {each['first']} – {each['second']}: {number(each['correlation'], '+.2f', lang)}"
        for each in table["entangled"]
    ]
    quotes = [[each["metric"], f"{each['published']:g}", _three(each["model"])] for each in table["quotes"]]
    changes = {
        kind: number(each["change_of_late_systems"], "+.0%", lang) for kind, each in table["teams"].items()
    }
    return "\n".join(
        [
            words["fit"].format(**table),
            words["size"].format(sets=table["sets"], sizes=sizes),
            "",
            *columns([words["parameters"].split("|"), *parameters]),
            "",
            words["entangled"],
            *(pairs or [words["none"]]),
            "",
            *columns([words["observations"].split("|"), *_observations(table, words)]),
            "",
            *columns([words["quotes"].split("|"), *quotes]),
            "",
            words["teams"].format(**changes),
        ]
    )


def _observations(table: dict[str, Any], words: dict[str, str]) -> list[list[str]]:
    rows = []
    for each in table["observations"]:
        note = [] if each["fitted"] else [words["compared"]]
        note += [] if each["inside"] else [words["missed"]]
        sign = "≧" if each["bound"] == "at_least" else ""
        published = f"{sign}{each['published']:,.0f}"
        rows.append(
            [each["survey"], each["scope"], each["unit"], published, _three(each["model"]), ", ".join(note)]
        )
    return rows


def backtest_text(table: dict[str, Any], lang: Lang) -> str:
    """A back-test as text: forecasts with scores, means, coverage, flags, misses, hindsight."""
    words = {name: each[lang] for name, each in FIT_WORDS.items()}
    rows = [
        [
            each["survey"],
            each["scope"],
            each["unit"],
            f"{each['published']:,.0f}",
            _three([each["model"][point] for point in ("p10", "p50", "p90")]),
            *(f"{each[name]['crps']:,.1f}" if name in each else "–" for name in _FORECASTS),
        ]
        for each in table["forecasts"]
    ]
    means = [
        words["means"].format(unit=unit, **{**each, "surveys": ", ".join(each["surveys"])})
        for unit, each in table["mean_crps"].items()
    ]
    parts = ", ".join(
        f"{printed(level, lang)}: {each['inside']}/{each['of']}" for level, each in table["coverage"].items()
    )
    flags = [
        words["flags"].format(
            **{name: "–" if value is None else value for name, value in each.items()},
            common=each["brier_of_the_common_share"] if each["of"] == "types" else "–",
        )
        for each in table["flags"]
    ]
    misses = [f"  {each[lang]}" for each in table["misses"]] or [f"  {words['none']}"]
    return "\n".join(
        [
            words["backtest"].format(**table),
            "",
            *columns([words["forecasts"].split("|"), *rows]),
            "",
            *means,
            words["coverage"].format(parts=parts),
            *flags,
            words["misses"],
            *misses,
            table["hindsight"][lang],
        ]
    )


_FORECASTS = ("model", "no_change", "straight_line")


def _three(numbers: Sequence[float]) -> str:
    return " / ".join(f"{number:,.0f}" if abs(number) >= 20 else f"{number:g}" for number in numbers)


def columns(rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows as lines with their cells one below the other; a Japanese character takes two places."""
    width = max(len(row) for row in rows)
    full = [[*row, *[""] * (width - len(row))] for row in rows]
    sizes = [max(cell_len(row[index]) for row in full) for index in range(width)]
    return [
        "  ".join(
            cell + " " * (size - cell_len(cell)) for cell, size in zip(row, sizes, strict=True)
        ).rstrip()
        for row in full
    ]
