"""Words of fits and back-tests: titles, columns and captions."""

from __future__ import annotations

from typing import Final

FITS: Final[dict[str, dict[str, str]]] = {
    # titles and what is shown
    "fitted_assumptions_title": {
        "ja": "公表値から定まる前提は {n} 件のうち {told} 件。残りの幅は当てはめ前とほぼ同じ",
        "en": "The published counts tell of {told} of {n} assumptions; the others stay about as wide "
        "as before",
    },
    "fitted_assumptions_subject": {
        "ja": "当てはめ前と当てはめ後の前提",
        "en": "Assumptions before and after the fit",
    },
    "prior_and_posterior_title": {
        "ja": "最も狭まる前提は「{name}」: 当てはめ前の {width} 倍",
        "en": "Narrowed most: {name}, to {width} times its spread before",
    },
    "prior_and_posterior_subject": {
        "ja": "公表値で前提の幅はどこまで狭まるか（当てはめ前の幅に対する位置）",
        "en": "How far published counts narrow the assumptions (place within the range before the fit)",
    },
    "fitted_title": {
        "ja": "遅れると申告された{unit}: 全国の公表値 {n} 件のうち、"
        "当てはめたモデルの区間を外れるのは {missed} 件",
        "en": "Declared late, {unit}: {missed} of {n} published counts of the nation lie outside the "
        "fitted model",
    },
    "fitted_subject": {
        "ja": "遅れると申告された{unit}（全国）: 公表値と、それに合わせたモデル",
        "en": "Declared late, {unit} of the nation: published, and the model fitted to it",
    },
    "fitted_counts_title": {
        "ja": "種別・事由・団体ごとの公表値 {n} 件のうち、当てはめたモデルの区間を外れるのは {missed} 件",
        "en": "Of {n} published counts of types, reasons and places, {missed} lie outside the fitted model",
    },
    "fitted_counts_subject": {
        "ja": "遅れの申告（全国以外）: 公表値と、それに合わせたモデル",
        "en": "Declared late but for the nation: published, and the fitted model",
    },
    "fitted_quotes_title": {
        "ja": "中核市の見積り（{name}）: 公表値 {seen}、当てはめたモデルでは {model}",
        "en": "Core cities' quotes, {name}: {seen} published, {model} in the fitted model",
    },
    "fitted_quotes_subject": {
        "ja": "中核市の見積りの調査: 公表値と、それに合わせたモデル",
        "en": "Survey of core cities' quotes: published, and the fitted model",
    },
    "entangled_title": {
        "ja": "最も取り違えやすい組は「{first}」と「{second}」（相関 {correlation}）",
        "en": "Hardest to tell apart: {first} and {second} (correlation {correlation})",
    },
    "entangled_subject": {
        "ja": "互いに取り違えうる前提の組",
        "en": "Pairs of assumptions that stand in for each other",
    },
    "more_teams_title": {
        "ja": "チームを3割増やすと、遅れるシステムは人手が制約の組で {capacity}、時間が制約の組で "
        "{time} 変わる",
        "en": "30 % more teams change late systems by {capacity} where staff binds, by {time} where "
        "time does",
    },
    "more_teams_subject": {
        "ja": "チームを増やす効果（当てはめた組の種類別）",
        "en": "Effect of more teams, by class of the sets that fit",
    },
    "foreseen_title": {
        "ja": "遅れると申告された{unit}: 全国の公表値 {n} 件のうち、事前の予測の P10～P90 "
        "を外れたのは {missed} 件",
        "en": "Declared late, {unit}: {missed} of {n} counts of the nation came outside the P10 to "
        "P90 foreseen",
    },
    "foreseen_subject": {
        "ja": "遅れると申告された{unit}（全国）: 公表値と、その公表前の予測",
        "en": "Declared late, {unit} of the nation: published, and forecast before it was",
    },
    "mean_scores_title": {
        "ja": "平均で最も近い予測は、システムでは「{systems}」（{systems_crps}）、"
        "団体では「{bodies}」（{bodies_crps}）",
        "en": "Nearest on average: {systems} for systems ({systems_crps}), {bodies} for "
        "organisations ({bodies_crps})",
    },
    "mean_scores_subject": {
        "ja": "予測の外れの大きさ（CRPS、全国）",
        "en": "How far forecasts lay from what came (CRPS, nation)",
    },
    "other_forecasts_title": {
        "ja": "種別・事由・都道府県ごとの公表値 {n} 件のうち、事前の予測の P10～P90 を外れたのは {missed} 件",
        "en": "Of {n} counts of types, reasons and prefectures, {missed} came outside the P10 to P90 "
        "foreseen",
    },
    "other_forecasts_subject": {
        "ja": "遅れの申告（全国以外）: 公表値と、その公表前の予測",
        "en": "Declared late but for the nation: published, and forecast before it was",
    },
    "coverage_title": {
        "ja": "予測の80％区間を外れた公表値は、全体で {of} 件のうち {missed} 件",
        "en": "In all, {missed} of {of} published counts came outside the 80 % interval foreseen",
    },
    "coverage_subject": {
        "ja": "予測の区間に入った公表値",
        "en": "Published counts inside the intervals foreseen",
    },
    "flags_title": {
        "ja": "該当するかどうかの予測（{of}、{survey}）: ブライアスコア {brier}、全体の割合だけなら {common}",
        "en": "Declared or not ({of}, {survey}): Brier score {brier}; the common share alone has {common}",
    },
    "flags_subject": {
        "ja": "団体が該当すると答えるかどうかの予測",
        "en": "Forecasts of whether an organisation declares itself late",
    },
    # tabs of a workbook
    "fitted_assumptions_tab": {"ja": "前提", "en": "Assumptions"},
    "prior_and_posterior_tab": {"ja": "前提の幅", "en": "Before and after"},
    "fitted_systems_tab": {"ja": "申告（システム）", "en": "Declared systems"},
    "fitted_organisations_tab": {"ja": "申告（団体）", "en": "Declared organisations"},
    "fitted_counts_tab": {"ja": "申告（全国以外）", "en": "Other counts"},
    "fitted_quotes_tab": {"ja": "見積り", "en": "Quotes"},
    "entangled_tab": {"ja": "取り違えうる組", "en": "Entangled"},
    "more_teams_tab": {"ja": "チームの効果", "en": "More teams"},
    "foreseen_systems_tab": {"ja": "予測（システム）", "en": "Forecast systems"},
    "foreseen_organisations_tab": {"ja": "予測（団体）", "en": "Forecast organisations"},
    "mean_scores_tab": {"ja": "予測の成績", "en": "Scores"},
    "other_forecasts_tab": {"ja": "予測（全国以外）", "en": "Other forecasts"},
    "coverage_tab": {"ja": "区間", "en": "Intervals"},
    "flags_tab": {"ja": "該当の予測", "en": "Declared or not"},
    # columns and cells
    "assumption": {"ja": "前提", "en": "Assumption"},
    "prior": {"ja": "当てはめ前", "en": "Before"},
    "posterior": {"ja": "当てはめ後", "en": "After"},
    "fit_low": {"ja": "{name} 5％", "en": "{name} 5 %"},
    "fit_middle": {"ja": "{name} 中央値", "en": "{name} median"},
    "fit_high": {"ja": "{name} 95％", "en": "{name} 95 %"},
    "forecast_low": {"ja": "{name} P10", "en": "{name} P10"},
    "forecast_middle": {"ja": "{name} 中央値", "en": "{name} median"},
    "forecast_high": {"ja": "{name} P90", "en": "{name} P90"},
    "width_ratio": {"ja": "幅の比", "en": "Spread, after over before"},
    "told": {"ja": "公表値から", "en": "From the published counts"},
    "told_yes": {"ja": "定まる", "en": "told"},
    "told_no": {"ja": "決まらない", "en": "not told"},
    "survey": {"ja": "調査時点", "en": "Survey"},
    "public_until": {"ja": "使った公表値の最終日", "en": "From what was public by"},
    "scope": {"ja": "範囲", "en": "Scope"},
    "nation": {"ja": "全国", "en": "nation"},
    "counted": {"ja": "数えたもの", "en": "Counted"},
    "count_seen": {"ja": "公表値", "en": "Published"},
    "grade": {"ja": "確度", "en": "Grade"},
    "used": {"ja": "用途", "en": "Used"},
    "used_fitted": {"ja": "当てはめ", "en": "fitted"},
    "used_compared": {"ja": "比較のみ", "en": "compared only"},
    "in_interval": {"ja": "区間", "en": "Interval"},
    "hit_inside": {"ja": "○ 内", "en": "○ inside"},
    "hit_outside": {"ja": "× 外", "en": "× outside"},
    "hit_least": {"ja": "— 下限のみ", "en": "— at least"},
    "hit_of_least": {"ja": "{hit}（下限のみ）", "en": "{hit} (at least)"},
    "by_fit": {"ja": "モデル", "en": "model"},
    "by_model": {"ja": "このモデル", "en": "this model"},
    "by_straight_line": {"ja": "直線", "en": "straight line"},
    "by_no_change": {"ja": "変化なし", "en": "no change"},
    "first_of_pair": {"ja": "前提", "en": "Assumption"},
    "second_of_pair": {"ja": "取り違えうる前提", "en": "Stands in for it"},
    "correlation": {"ja": "相関", "en": "Correlation"},
    "sets_class": {"ja": "組の種類", "en": "Class of sets"},
    "capacity_bound": {"ja": "人手が制約", "en": "capacity-bound"},
    "time_bound": {"ja": "時間が制約", "en": "time-bound"},
    "sets_number": {"ja": "組", "en": "Sets"},
    "teams_change": {"ja": "遅れるシステムの変化", "en": "Change of late systems"},
    "quote_multiple_mean": {"ja": "倍率の平均", "en": "mean multiple"},
    "quote_multiple_max": {"ja": "倍率の最大", "en": "greatest multiple"},
    "quote_share_at_least_2": {"ja": "2倍以上の割合", "en": "share at 2 or more"},
    "quote_organisations_below_1": {"ja": "1倍未満の団体", "en": "organisations below 1"},
    "share_of_1": {"ja": "割合", "en": "share"},
    "mean_from": {"ja": "平均（{first} 以降）", "en": "mean from {first} on"},
    "crps_of": {"ja": "{name} CRPS", "en": "{name} CRPS"},
    "interval_level": {"ja": "区間の幅", "en": "Central interval"},
    "held": {"ja": "入った公表値", "en": "Counts inside"},
    "held_of": {"ja": "公表値", "en": "Counts"},
    "held_nation": {"ja": "うち全国で入ったもの", "en": "Inside, nation"},
    "held_of_nation": {"ja": "うち全国", "en": "Counts, nation"},
    "flags_of": {"ja": "何の予測か", "en": "Of what"},
    "flags_types": {"ja": "種別ごと", "en": "by type"},
    "flags_organisations": {"ja": "個々の団体", "en": "single organisations"},
    "flags_bodies": {"ja": "対象", "en": "In all"},
    "flags_declared": {"ja": "該当", "en": "Declared"},
    "brier": {"ja": "ブライアスコア", "en": "Brier score"},
    "brier_common": {"ja": "全体の割合だけのスコア", "en": "Brier score of the common share"},
    "auc": {"ja": "AUC", "en": "AUC"},
    "unit_counts": {"ja": "件", "en": "counts"},
    "unit_of_rows": {"ja": "各行に示す", "en": "as in each row"},
    "unit_none": {"ja": "なし（0～1の値）", "en": "none (values between 0 and 1)"},
    "unit_correlation": {"ja": "なし（相関係数）", "en": "none (coefficient of correlation)"},
    "unit_place": {
        "ja": "当てはめ前の幅に対する位置（当てはめ前の5％が0、95％が1）",
        "en": "place within the range before the fit, whose 5 % is 0 and whose 95 % is 1",
    },
    "place": {"ja": "当てはめ前の幅に対する位置", "en": "Place within the range before the fit"},
    # captions
    "fit_told": {
        "ja": "定義: 標準偏差が当てはめ前の {limit} 倍より狭くなった前提を「定まる」とする。"
        "それ以外は、公表値からは決まらない",
        "en": "Definition: told if the standard deviation falls below {limit} times that before the fit; the "
        "published counts do not tell of the others",
    },
    "fit_places": {
        "ja": "定義: 当てはめ前は妥当と考えた幅、当てはめ後は公表値に合う組の幅。両方が同じなら、"
        "公表値からは決まらない",
        "en": "Definition: before is what was judged possible, after what the sets that fit hold; "
        "where both are "
        "as wide, the published counts do not tell",
    },
    "fit_counts": {
        "ja": "定義: 調査時点で2026年3月31日に間に合わないと申告されている数。"
        "当てはめに使った数との比較で、予測の検証ではない。下限だけの公表値は、中央値が届けば区間内",
        "en": "Definition: announced at the survey to miss 31 March 2026. The model was fitted to "
        "such counts: "
        "agreement is a fit, not a test. A least count is inside if the median reaches it",
    },
    "fit_quotes": {
        "ja": "定義: 標準化前の経費に対する見積りの倍率。前提はこの調査に合わせたので、"
        "合うのは裏付けではない",
        "en": "Definition: quotes as a multiple of the cost before. Fitted to this survey: agreement "
        "is no test",
    },
    "fit_pairs": {
        "ja": "定義: 相関の絶対値が {limit} 以上の組と、負荷と膨らみの組。"
        "一方の増加を他方が補うので、公表値では区別できない",
        "en": "Definition: pairs with a correlation of {limit} or more of either sign, and load with "
        "growth; a rise "
        "of one is made up for by the other",
    },
    "fit_teams": {
        "ja": "定義: すべての事業者のチームを3割増やしたときの、2026年3月31日に遅れるシステムの変化の平均",
        "en": "Definition: mean change of systems late on 31 March 2026 when every vendor has 30 % "
        "more teams",
    },
    "fit_interval": {
        "ja": "区間: 5％～95％（当てはめ後は {sets} 組）。モデルの前提の下での区間",
        "en": "Interval: 5 % to 95 % (after the fit: of {sets} sets); conditional on the model",
    },
    "fit_values": {
        "ja": "値: 当てはめた {sets} 組から。モデルの前提の下での値",
        "en": "Values: of the {sets} sets that fit; conditional on the model",
    },
    "fit_source": {
        "ja": "出典: 公表値は data/observations.csv（各行に出典と確度）。推計は本モデル",
        "en": "Source: published counts in data/observations.csv, each with its source and grade. "
        "Estimates: this "
        "model",
    },
    "fit_identity": {
        "ja": "{until}までの公表値・模擬実行 {simulations:,} 回・種 {seed}",
        "en": "Published by {until}; {simulations:,} simulations; seed {seed}",
    },
    "forecast_definition": {
        "ja": "定義: 各調査の公表の前日までの公表値だけに合わせて予測した、"
        "2026年3月31日に間に合わないとの申告の数。"
        "「変化なし」は直前の値、「直線」は直前の二つの値の延長",
        "en": "Definition: declared to miss 31 March 2026, forecast from what was public on the day "
        "before each "
        'survey came out. "No change" repeats the last count, "straight line" prolongs the last two',
    },
    "crps_definition": {
        "ja": "定義: CRPSは予測の分布と実際の数との隔たり（0が完全）。{first} 以降の調査の平均で比べる。"
        "「変化なし」は直前の値、「直線」は直前の二つの値の延長",
        "en": "Definition: CRPS is how far a forecast's distribution lay from what came; 0 is "
        "perfect. The mean from "
        '{first} on decides. "No change" repeats the last count, "straight line" prolongs the last two',
    },
    "coverage_definition": {
        "ja": "定義: このモデルの予測の区間に入った公表値。下限だけが分かる公表値は数えない",
        "en": "Definition: published counts inside the model's intervals; what is known as a least "
        "count is left out",
    },
    "flags_definition": {
        "ja": "定義: ブライアスコアは確率と結果の差の二乗の平均（0が完全）、"
        "AUCは該当した団体の確率の方が高い割合"
        "（1が完全、0.5は運）",
        "en": "Definition: the Brier score is the mean squared distance of chance and outcome (0 is "
        "perfect), AUC how "
        "often those declared had the higher chance (1 is perfect, 0.5 luck)",
    },
    "forecast_interval": {
        "ja": "区間: P10～P90 と中央値。区間が定まらない予測は中央値だけ",
        "en": "Interval: P10 to P90 around the median; the median alone where no interval is defined",
    },
    "forecast_values": {
        "ja": "値: 予測の分布から",
        "en": "Values: from the distribution of each forecast",
    },
    "forecast_identity": {
        "ja": "id {id}・模擬実行 {simulations:,} 回・種 {seed}",
        "en": "id {id}; {simulations:,} simulations; seed {seed}",
    },
    "forecast_hindsight": {
        "ja": "モデルの形と幅は2025年10月までの公表値を知って選ばれた。伏せたのは当てはめに使う公表値だけ",
        "en": "The model's form and ranges were chosen knowing the counts up to October 2025; only the fit "
        "was blind to later ones",
    },
    # the answer around the figures
    "fit_brief": {"ja": "{until}までの公表値への当てはめ", "en": "Fit to what was published by {until}"},
    "fit_size": {"ja": "当てはめた組", "en": "Sets that fit"},
    "fit_sets": {
        "ja": "{sets} 組、有効標本数（各回） {sizes}",
        "en": "{sets} sets; effective sample size after each round: {sizes}",
    },
    "fit_caveat": {
        "ja": "当てはめに使った公表値と合うことは、裏付けではありません",
        "en": "That the model agrees with the counts it was fitted to confirms nothing",
    },
    "back_test_brief": {
        "ja": "各調査を、公表の前日までの公表値だけから予測",
        "en": "Each survey forecast from what was public on the day before it came out",
    },
    "back_test_scores": {"ja": "成績", "en": "Scores"},
    "back_test_misses": {"ja": "外れ", "en": "Misses"},
    "back_test_none": {
        "ja": "80％区間を外れた公表値はない",
        "en": "No count lies outside its 80 % interval",
    },
}
