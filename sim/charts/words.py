"""Words of the charts in Japanese and English."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sim.charts.words_of_places import PLACES
from sim.fiscal import BASE_YEAR, year_text
from sim.summary import ENOUGH

if TYPE_CHECKING:
    from collections.abc import Mapping

NUMBER: Final = {"ja": ",d", "en": ",d"}

WORDS: Final[dict[str, dict[str, Any]]] = {
    **PLACES,
    "completion": {
        "ja": {
            "title": "移行を終えた業務システムと、遅れると申告された業務システム",
            "late": True,
            "unit": "単位: 業務システム（全 {systems} システム）、各月末の数",
            "definition": "定義: 「移行済み」はその月末までに標準準拠システムへ切り替わった数の累計。"
            "「遅れの申告」はその時点で期限に"
            "間に合わないと申告されている数（特定移行支援システムに相当）。実際の遅れとは別の量です。",
            "x": "月末",
            "y": "業務システム",
            "completed": "移行済み（推計）",
            "declared": "遅れの申告（推計）",
            "published": "遅れの申告（公表値）",
            "deadline": "2026年3月31日",
            "own_deadline": "このシナリオの期限",
            "designated_day": "特定移行支援の期限",
            "source": "出典: 公表値は data/SOURCES.md の各調査（"
            "2023年10月分と2025年10月分は裏付けの弱い出典）。"
            "2025年4月分は公表値からの逆算。推計は本モデル。",
        },
        "en": {
            "title": "Systems that have cut over, and systems declared late",
            "late": True,
            "unit": "Unit: systems ({systems} in all) at the end of each month",
            "definition": 'Definition: "cut over" counts all that run on a standard-compliant system '
            'by then; "declared late" those that are announced at that time to miss '
            "the deadline (tokutei iko shien). Declared lateness is not true lateness.",
            "x": "End of month",
            "y": "Systems",
            "completed": "Cut over (estimate)",
            "declared": "Declared late (estimate)",
            "published": "Declared late (published)",
            "deadline": "31 March 2026",
            "own_deadline": "This scenario's deadline",
            "designated_day": "Day for designated systems",
            "source": "Source: published surveys as listed in data/SOURCES.md (October 2023 and "
            "October 2025 rest on weak "
            "sources; April 2025 is calculated back). Estimates: this model.",
        },
    },
    "running_cost": {
        "ja": {
            "title": "運用経費は{base}の何倍か",
            "unit": "単位: 倍（{base} = 1、基準額のある市区町村の合計どうしの比）",
            "definition": "定義: {definition}。0.7 の線が「{base}比3割減」の目標です。",
            "x": "年度",
            "y": "{base}に対する倍率",
            "target": "目標（3割減）",
            "base": "{base}",
            "line": "運用経費（推計）",
            "source": "出典: 本モデルの推計（公表値ではない）。"
            "{base}の基準額は{survey}調査の人口曲線からの推計。",
        },
        "en": {
            "title": "Running cost as a multiple of {base}",
            "unit": "Unit: times {base} (= 1; sum over the municipalities with a baseline)",
            "definition": "Definition: {definition}. The line at 0.7 is the target of 30 % below {base}.",
            "x": "Fiscal year (April to March)",
            "y": "Times {base}",
            "target": "Target (−30 %)",
            "base": "{base}",
            "line": "Running cost (estimate)",
            "source": "Source: estimates of this model, not published values. The {base} baseline is "
            "an estimate from the "
            "population curve of the {survey} survey.",
        },
    },
    "late_reasons": {
        "ja": {
            "late": True,
            "title": "2026年3月31日に間に合わない業務システムの理由",
            "unit": "単位: 業務システム（全 {systems} システム）",
            "definition": "定義: 2026年3月31日までに切り替わらない業務システムを、公的な4つの事由の順"
            "（メインフレーム、個別開発、製品・事業者なし、事業者のリソース逼迫）に一つだけ数えます。"
            "期限が延びたときなど、特定移行支援システムに該当すると回答されなければ事由はありません。",
            "x": "業務システム",
            "reasons": {
                "mainframe": "メインフレーム",
                "bespoke": "個別開発",
                "no_product": "製品・事業者なし",
                "vendor_resources": "事業者のリソース逼迫",
            },
            "undeclared": "該当と回答していないもの",
            "source": "出典: 本モデルの推計（公表値ではない）。申告された遅れではなく、実際の遅れです。",
        },
        "en": {
            "late": True,
            "title": "Why systems miss 31 March 2026",
            "unit": "Unit: systems ({systems} in all)",
            "definition": "Definition: systems not cut over by 31 March 2026, each counted once "
            "under the first official "
            "reason that holds: mainframe, bespoke, no product or vendor, vendor resources. One that is "
            "never declared late, as where the deadline was extended, has no reason.",
            "x": "Systems",
            "reasons": {
                "mainframe": "Mainframe",
                "bespoke": "Bespoke",
                "no_product": "No product or vendor",
                "vendor_resources": "Vendor resources",
            },
            "undeclared": "Never declared late",
            "source": "Source: estimates of this model, not published values. True lateness, not "
            "declared lateness.",
        },
    },
    "late_map": {
        "ja": {
            "late": True,
            "of_means": True,
            "title": "2026年3月31日に間に合わない業務システムの割合（都道府県別）",
            "unit": "単位: 都道府県と域内市区町村の業務システムに占める割合（％）",
            "definition": "定義: 2026年3月31日までに切り替わらない業務システム ÷ 対象の業務システム。"
            "事業者の割り当ては確率的な仮定で、個々の都道府県の実績や見込みではありません。",
            "legend": "間に合わない割合（％、平均。小さい字は区間）",
            "source": "出典: 本モデルの推計（公表値ではない）。タイルの並びは地理をおおまかに表します。",
        },
        "en": {
            "late": True,
            "of_means": True,
            "title": "Share of systems that miss 31 March 2026, by prefecture",
            "unit": "Unit: per cent of the systems of the prefecture and its municipalities",
            "definition": "Definition: systems not cut over by 31 March 2026 / systems in scope. "
            "Which vendor serves whom is "
            "a drawn assumption: no prefecture's own record or plan is shown.",
            "legend": "Share late (%, mean; small: interval)",
            "source": "Source: estimates of this model, not published values. Tiles show geography roughly.",
        },
    },
}

INTERVAL: Final = {
    "ja": {
        "spread": "区間: {n:,} 回の試行の結果の広がり（P10～P90）、線・棒は中央値。"
        "モデルの前提の下での区間です。",
        "spread_of_mean": "区間: {n:,} 回の試行の平均と、結果の広がり（P10～P90）。"
        "モデルの前提の下での区間です。",
        "mean": "区間: {n:,} 回の試行の平均とその95％区間（結果の広がりではない）。"
        "モデルの前提の下での区間です。",
        "single": "区間: 試行が1回のため示せません。",
    },
    "en": {
        "spread": "Interval: spread of outcomes over {n:,} replications (P10 to P90) around the "
        "median; conditional on the model.",
        "spread_of_mean": "Interval: mean of {n:,} replications with the spread of outcomes (P10 to P90); "
        "conditional on the model.",
        "mean": "Interval: mean of {n:,} replications with the 95 % interval of that mean (not the "
        "spread of outcomes); "
        "conditional on the model.",
        "single": "Interval: none, there is one replication only.",
    },
}


def interval_text(number: int, lang: str, of_means: bool = False) -> str:
    """What the interval of a figure over so many replications is; `of_means`: around the mean always."""
    spread = "spread_of_mean" if of_means else "spread"
    kind = "single" if number < 2 else "mean" if number < ENOUGH else spread
    return INTERVAL[lang][kind].format(n=number)


IDENTITY: Final = {"ja": "シナリオ: {title}・id: {id}", "en": "Scenario: {title}; id: {id}"}

PART: Final = {
    "ja": "{name}: 推計（公表値ではない）。団体自身の数値を入れるまでは、公表された合計と分布からの推計です",
    "en": "{name}: estimate, not a published value; drawn from published totals and distributions until own "
    "figures are entered",
}

RATE: Final = {
    "ja": {
        "path": "為替: {year}まで公表値（1ドル {rate:.1f} 円）、以後は試行ごとの経路",
        "fixed": "為替: {first}以降 1ドル {fixed:g} 円に固定",
    },
    "en": {
        "path": "Exchange rate: published to {year} ({rate:.1f} yen per dollar), then a path drawn by "
        "replication",
        "fixed": "Exchange rate: fixed at {fixed:g} yen per dollar from {first} on",
    },
}

MANY: Final[dict[str, dict[str, str]]] = {
    "ja": {
        "completion": "移行を終えた業務システム（シナリオの比較）",
        "running_cost": "運用経費は{base}の何倍か（シナリオの比較）",
        "completed": "定義: その月末までに標準準拠システムへ切り替わった数の累計。"
        "どのシナリオも同じ乱数で計算しています。",
        "median": "線は中央値（{n:,}回以上の試行）。幅はそれぞれの図を見てください。",
        "mean": "線は平均（{n:,}回以上の試行。200回からは中央値になります）。",
        "source": "出典: 本モデルの推計（公表値ではない）。",
    },
    "en": {
        "completion": "Systems that have cut over, scenario by scenario",
        "running_cost": "Running cost as a multiple of {base}, scenario by scenario",
        "completed": "Definition: all systems that run on a standard-compliant system by then. "
        "All scenarios share their luck.",
        "median": "Lines are medians ({n:,} replications or more); for the spread see each scenario's chart.",
        "mean": "Lines are means ({n:,} replications or more; from 200 on they are medians).",
        "source": "Source: estimates of this model, not published values.",
    },
}

SURVEY_YEAR: Final = 2017
"""Fiscal year of the survey that the baseline of organisations is estimated from."""


def said(texts: Mapping[str, Any], lang: str, era: bool = False) -> dict[str, Any]:
    """Texts of one language, the years in them said as the fiscal years beside them are."""
    base, survey = (year_text(year, lang, era) for year in (BASE_YEAR, SURVEY_YEAR))
    return {
        key: text.replace("{base}", base).replace("{survey}", survey) if isinstance(text, str) else text
        for key, text in texts.items()
    }
