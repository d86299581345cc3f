"""The answer in one sentence, four figures beside it, and what matters most for reading this very result."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sim.fiscal import yen_text
from sim.summary.cost import TARGET
from sim.summary.figures import ENOUGH
from sim.summary.headline import month
from sim.wording import between, number

if TYPE_CHECKING:
    from collections.abc import Callable

    from sim.summary.figures import Figure
    from sim.summary.headline import Lang, Summary


class Key(NamedTuple):
    """A figure that stands out: what it is, its median, and its interval where there is one."""

    name: str
    middle: str
    interval: str


def sentence(summary: Summary, lang: Lang) -> str:
    """When and how much, in one sentence of medians."""
    ratio = _ratio(summary)["p50"]
    missing = "beyond" if has_baseline(summary) else "none"
    word = missing if ratio is None else "dear" if ratio > 1 else "missed" if ratio > TARGET else "reached"
    late = summary["late_at_deadline"]["systems"]["p50"]
    when = _LATE[lang].format(late=f"{late:,.0f}", systems=f"{summary['systems']:,}")
    return when + _COST[word][lang].format(ratio=f"{ratio or 0:.2f}")


def has_baseline(summary: Summary) -> bool:
    """Whether any cost compares with FY2018; if so, a missing ratio is one that lies beyond the horizon."""
    by_year = summary["target_ratio"][summary["default_definition"]].values()
    return any(groups["nation"]["p50"] is not None for groups in by_year)


def key_figures(summary: Summary, lang: Lang) -> list[Key]:
    """Late systems, the last cutover, the cost against FY2018 and the shortfall."""
    shown: tuple[tuple[Figure, Callable[[float], str]], ...] = (
        (summary["late_at_deadline"]["systems"], lambda value: f"{value:,.0f}"),
        (summary["last_cutover_day"], lambda value: month(value, lang)),
        (_ratio(summary), lambda value: _TIMES[lang].format(value)),
        (summary["first_full_year"]["target_gap_yen"], lambda value: yen_text(round(value), "億円", lang)),
    )
    return [
        _key(name.format(systems=f"{summary['systems']:,}"), figure, say, summary, lang)
        for name, (figure, say) in zip(_KEYS[lang], shown, strict=True)
    ]


def caveats(summary: Summary, lang: Lang) -> list[str]:
    """The three things that matter most for reading this result, the gravest first."""
    reasons = summary["late_at_deadline"]["by_reason"]
    late = sum(each["mean"] or 0 for each in reasons.values())
    lacking = (reasons["vendor_resources"]["mean"] or 0) / late if late else 0.0
    groups = summary["first_full_year"]["by_definition"].values()
    ratios = [group["nation"]["p50"] for group in groups if group["nation"]["p50"] is not None]
    holds = {
        "failed": bool(summary["failed_replications"]),
        "few": summary["replications"] < ENOUGH,
        "deadline": summary["own_deadline"] != summary["deadline"],
        "asks": any(name.startswith("asks/") for name in summary["scenario"]["with"]),
        "definition": bool(ratios),
        "resources": lacking > 0.5,
        "vendors": True,
        "model": True,
    }
    blanks: dict[str, Any] = {
        "n": summary["replications"],
        "failed": summary["failed_replications"],
        "own": summary["own_deadline"],
        "label": summary["definitions"][summary["default_definition"]][lang],
        "low": f"{min(ratios, default=0.0):.2f}",
        "high": f"{max(ratios, default=0.0):.2f}",
        "share": number(lacking, ".0%", lang),
    }
    return [_CAVEATS[name][lang].format(**blanks) for name, true in holds.items() if true][:3]


def _key(name: str, figure: Figure, say: Callable[[float], str], summary: Summary, lang: Lang) -> Key:
    low, middle, high = figure["p10"], figure["p50"], figure["p90"]
    if middle is None or low is None or high is None:
        return Key(name, "―" if lang == "ja" else "–", "")
    spread = between(say(low), say(high), lang)
    return Key(name, say(middle), spread if summary["replications"] >= ENOUGH else "")


def _ratio(summary: Summary) -> Figure:
    """Running cost over FY2018 in the first full year, default definition."""
    found: Figure = summary["first_full_year"]["by_definition"][summary["default_definition"]]["nation"]
    return found


_TIMES = {"ja": "{:.2f}倍", "en": "{:.2f} times"}
_KEYS = {
    "ja": (
        "期限に間に合わない（全 {systems} システム）",
        "最後の一つが終わる時期",
        "運用経費（2018年度比、目標 0.70倍）",
        "3割減に足りない額（年）",
    ),
    "en": (
        "Miss the deadline (of {systems} systems)",
        "Last cutover",
        "Running cost against FY2018 (target 0.70)",
        "Shortfall against −30 % (a year)",
    ),
}
_LATE = {
    "ja": "{systems} システムのうち {late} が2026年3月末の期限に間に合わず、",
    "en": "{late} of {systems} systems miss the deadline of March 2026, ",
}
_COST = {
    "dear": {
        "ja": "運用経費は3割減るどころか2018年度の {ratio}倍になる見込みです。",
        "en": "and running cost becomes {ratio} times that of FY2018 instead of falling by 30 %.",
    },
    "missed": {
        "ja": "運用経費は2018年度の {ratio}倍で、目標の 0.70倍に届かない見込みです。",
        "en": "and running cost becomes {ratio} times that of FY2018, short of the target of 0.70.",
    },
    "reached": {
        "ja": "運用経費は2018年度の {ratio}倍で、目標の 0.70倍に届く見込みです。",
        "en": "and running cost becomes {ratio} times that of FY2018, which reaches the target of 0.70.",
    },
    "none": {
        "ja": "2018年度の経費がないため、その比は示せません。",
        "en": "and without a cost of FY2018 there is no ratio to it.",
    },
    "beyond": {
        "ja": "移行後の満年度が2036年3月末までに来ない試行があるため、2018年度との比は示せません。",
        "en": "and as some replications have no full year after migration by March 2036, its ratio to "
        "FY2018 is not given.",
    },
}
_CAVEATS = {
    "failed": {
        "ja": "{failed} 回の試行が失敗し、結果から除かれています。",
        "en": "{failed} replications failed and are left out.",
    },
    "few": {
        "ja": "試行が {n} 回と少ないため速報です。中央値だけを示し、幅は 200 回から示します。",
        "en": "A first answer from {n} replications: medians only, intervals come from 200 on.",
    },
    "deadline": {
        "ja": "このシナリオの期限は {own} ですが、遅れはどのシナリオでも 2026-03-31 を基準に数えます。",
        "en": "The deadline of this scenario is {own}; lateness is counted against 2026-03-31 in "
        "every scenario.",
    },
    "asks": {
        "ja": "入れた要望のうち行動に関わるものの効果は、観測ではなく仮定です（幅は効果なしを含みます）。",
        "en": "What a granted request does to behaviour is assumed, not observed; its range includes "
        "no effect.",
    },
    "definition": {
        "ja": "「3割減」は定義で答えが変わります（定義により {low}～{high}倍）。ここでは「{label}」です。",
        "en": 'The answer depends on what "30 %" means ({low} to {high} times by definition); here '
        "it is: {label}.",
    },
    "resources": {
        "ja": "遅れの {share} は事業者の人手不足によります。人手不足と作業の膨らみは公表値から区別できず、"
        "人を増やす策の効きめは特に不確かです。",
        "en": "{share} of the lateness is for lack of vendors' staff. Published figures cannot tell "
        "that from work "
        "that grew, so what more staff would achieve is especially uncertain.",
    },
    "vendors": {
        "ja": "どの事業者がどの団体を担うか、各団体がいくら払うかは公表されておらず、"
        "公表された合計と分布から推計しています。",
        "en": "Who serves whom and what each body pays is not published; both are drawn from "
        "published totals.",
    },
    "model": {
        "ja": "公表値ではなく、前提の下でのモデルの推計です。",
        "en": "Estimates of a model under its assumptions, not published values.",
    },
}
