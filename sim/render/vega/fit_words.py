"""Words of the charts of calibration and back-test in Japanese and English."""

from __future__ import annotations

from typing import Final

_SOURCE: Final = {
    "ja": "出典: 公表値は data/observations.csv（各行に出典と確度）。推計は本モデル。",
    "en": "Source: published counts in data/observations.csv, each with its source and grade. "
    "Estimates: this model.",
}

FITS: Final[dict[str, dict[str, dict[str, str]]]] = {
    "prior_and_posterior": {
        "ja": {
            "title": "公表値に合わせると、前提の幅はどこまで狭まるか",
            "unit": "単位: 各前提の単位（横軸は当てはめ前の5％～95％を0～1とする目盛り）",
            "definition": "定義: 灰色は当てはめ前に妥当と考えた幅、紺は公表値に合う組の幅。"
            "幅が変わらない前提は、公表値からは決まりません。",
            "x": "当てはめ前の幅に対する位置",
            "prior": "当てはめ前",
            "posterior": "当てはめ後",
            "interval": "区間: 5％～95％、◆は中央値（当てはめ後は{sets}組）。モデルの前提の下での区間です。",
            "source": _SOURCE["ja"],
            "identity": "{until}までの公表値・模擬実行 {simulations:,} 回・種 {seed}",
        },
        "en": {
            "title": "How far published counts narrow the assumptions",
            "unit": "Unit: that of each assumption; the axis runs from its 5 % to its 95 % before the fit",
            "definition": "Definition: grey is what was judged possible before the fit, blue what the sets "
            "that fit hold. Where both are as wide, the published counts do not tell.",
            "x": "Place within the range before the fit",
            "prior": "before the fit",
            "posterior": "after the fit",
            "interval": "Interval: 5 % to 95 %, diamonds are medians (after the fit: {sets} sets); "
            "conditional on the model.",
            "source": _SOURCE["en"],
            "identity": "Published by {until}; {simulations:,} simulations; seed {seed}",
        },
    },
    "published_and_fitted": {
        "ja": {
            "title": "遅れの申告: 公表値と、公表値に合わせたモデル",
            "unit": "単位: 業務システム、団体",
            "definition": "定義: 調査時点で期限（2026年3月31日）に間に合わないと申告されている数。"
            "当てはめに使った数との比較で、予測の検証ではありません。",
            "x": "調査時点",
            "systems": "業務システム",
            "organisations": "団体",
            "model": "モデル",
            "interval": "区間: {sets}組を一度ずつ模擬した結果の5％～95％、横線は中央値、◆は公表値。",
            "source": _SOURCE["ja"],
            "identity": "{until}までの公表値・模擬実行 {simulations:,} 回・種 {seed}",
        },
        "en": {
            "title": "Declared late: published, and the model fitted to it",
            "unit": "Unit: systems, organisations",
            "definition": "Definition: announced at the survey to miss 31 March 2026. The model was fitted "
            "to these counts: agreement is a fit, not a test.",
            "x": "Survey",
            "systems": "Systems",
            "organisations": "Organisations",
            "model": "Model",
            "interval": "Interval: 5 % to 95 % of the {sets} sets, each simulated once; lines are medians, "
            "diamonds are published.",
            "source": _SOURCE["en"],
            "identity": "Published by {until}; {simulations:,} simulations; seed {seed}",
        },
    },
    "forecasts": {
        "ja": {
            "title": "次の公表値を、その前に公表されていた数だけから当てられたか",
            "unit": "単位: 業務システム、団体",
            "definition": "定義: 各調査の公表の前日までに公表されていた数だけに合わせ、その調査の数を予測。"
            "「変化なし」は直前の値、「直線」は直前の二つの値の延長です。",
            "x": "調査時点",
            "systems": "業務システム",
            "organisations": "団体",
            "model": "モデル",
            "no_change": "変化なし",
            "straight_line": "直線",
            "interval": "区間: P10～P90、横線は中央値（点だけの予測は横線のみ）、◆は公表値。",
            "source": _SOURCE["ja"],
            "identity": "模擬実行 {simulations:,} 回・種 {seed}",
        },
        "en": {
            "title": "Could each published wave be foreseen from what was public before it?",
            "unit": "Unit: systems, organisations",
            "definition": "Definition: fitted to what was public on the day before each survey came out, "
            'then the survey is forecast. "No change" repeats the last count, "straight line" prolongs the '
            "last two.",
            "x": "Survey",
            "systems": "Systems",
            "organisations": "Organisations",
            "model": "Model",
            "no_change": "No change",
            "straight_line": "Straight line",
            "interval": "Interval: P10 to P90, lines are medians (a line alone: no interval is defined), "
            "diamonds are published.",
            "source": _SOURCE["en"],
            "identity": "{simulations:,} simulations; seed {seed}",
        },
    },
}
