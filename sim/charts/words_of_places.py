"""Words of the charts of places, of vendors over time and of the two aims, in Japanese and English."""

from __future__ import annotations

from typing import Any, Final

_MODEL = {
    "ja": "出典: 本モデルの推計（公表値ではない）。",
    "en": "Source: estimates of this model, not published values.",
}

PLACES: Final[dict[str, dict[str, Any]]] = {
    "joint_plane": {
        "ja": {
            "title": "期限と3割減は両立するか",
            "unit": "単位: 横は業務システム（全 {systems} システム）、縦は{base}に対する倍率。点は試行1回",
            "definition": "定義: {definition}。縦は各団体で最初の満年度の合計どうしの比。"
            "左下のひし形が目標（遅れなし、0.7倍）です。",
            "x": "2026年3月31日に間に合わない業務システム",
            "y": "{base}に対する倍率",
            "aim": "目標（遅れなし・3割減）",
            "interval": "区間: {n:,} 回の試行を一つずつ点で示します（散らばりが結果の広がり）。"
            "モデルの前提の下での値です。",
            "source": _MODEL["ja"],
        },
        "en": {
            "title": "Can the deadline and −30 % be met together?",
            "unit": "Unit: systems late (of {systems}) across, times {base} upwards; one point a replication",
            "definition": "Definition: {definition}; sums over each organisation's first full year. "
            "The diamond "
            "at the lower left is the aim (nothing late, 0.7).",
            "x": "Systems that miss 31 March 2026",
            "y": "Times {base}",
            "aim": "Aim (nothing late, −30 %)",
            "interval": "Interval: each of {n:,} replications is one point; their scatter is the "
            "spread. Conditional on the model.",
            "source": _MODEL["en"],
        },
    },
    "town_map": {
        "ja": {
            "title": "遅れるシステムが残る確率（市区町村）",
            "unit": "単位: ％（試行のうち、2026年3月31日に切り替わっていないシステムがある割合）",
            "definition": "定義: 点は市区町村の庁舎の位置、大きさは人口、濃さは確率。"
            "奄美・沖縄と小笠原は位置をずらしています。"
            "事業者の割り当ては確率的な仮定で、個々の団体の実績や見込みではありません。",
            "legend": "遅れが残る確率（％）",
            "name": "団体",
            "islands": "奄美・沖縄",
            "interval": "区間: {n:,} 回の試行のうちの割合です。モデルの前提の下での値です。",
            "source": _MODEL["ja"],
        },
        "en": {
            "title": "Probability that a municipality has a late system",
            "unit": "Unit: per cent of the replications with a system not cut over by 31 March 2026",
            "definition": "Definition: points are town halls, size is population, shade the probability; the "
            "south-western islands and Ogasawara are moved. Which vendor serves whom is a drawn "
            "assumption: no "
            "municipality's own record or plan is shown.",
            "legend": "Probability of a late system (%)",
            "name": "Municipality",
            "islands": "Amami, Okinawa",
            "interval": "Interval: share of {n:,} replications; conditional on the model.",
            "source": _MODEL["en"],
        },
    },
    "vendor_queues": {
        "ja": {
            "title": "事業者の待ち行列（類型別・四半期ごと）",
            "unit": "単位: 年（待っている契約の作業量を、その類型の事業者の1年分の処理能力で割ったもの）",
            "definition": "定義: 四半期の初日の値、類型の全事業者の合計。"
            "濃いほど順番待ちが長いことを示します。"
            "事業者は類型であり、実在の企業ではありません。",
            "legend": "待ち行列（年）",
            "kind": "事業者の類型",
            "busy": "稼働率（％）",
            "x": "四半期の初め",
            "interval": "区間: 濃さは {n:,} 回の試行の中央値（200回未満は平均）、幅は表にあります。"
            "モデルの前提の下での値です。",
            "source": _MODEL["ja"],
        },
        "en": {
            "title": "Queues of the vendors by kind and quarter",
            "unit": "Unit: years (work of the contracts that wait, over a year of capacity of that kind)",
            "definition": "Definition: on the first day of a quarter, all vendors of a kind "
            "together; the darker, "
            "the longer the wait. Vendors are types, never real companies.",
            "legend": "Queue (years)",
            "kind": "Kind of vendor",
            "busy": "Busy teams (%)",
            "x": "Start of the quarter",
            "interval": "Interval: shades are medians of {n:,} replications (means below 200); the "
            "table has the spread. Conditional on the model.",
            "source": _MODEL["en"],
        },
    },
}
