"""What is wrong with a scenario, a link to one, or the fitted sets beside it."""

from __future__ import annotations

from typing import Final

SCENARIOS: Final[dict[str, dict[str, str]]] = {
    "bad_months": {
        "ja": "月は小さい順に、同じ月は一度だけ書いてください",
        "en": "write the months in rising order, each once",
    },
    "no_range": {
        "ja": "この項目は幅を持てません。値を一つだけ書いてください",
        "en": "this cannot be uncertain; write one value",
    },
    "three_points": {
        "ja": "幅は {{ value = 中央値, low = 下限, high = 上限 }} の三つで書いてください",
        "en": "write a range as {{ value = median, low = least, high = greatest }}",
    },
    "points_order": {
        "ja": "low ≦ value ≦ high の順にしてください",
        "en": "low, value and high must rise in this order",
    },
    "operation": {
        "ja": "{operation} は使えません。この項目に使えるのは: {possible}",
        "en": "{operation} is not possible here; possible are: {possible}",
    },
    "negative_scale": {
        "ja": "倍率は0以上にしてください",
        "en": "a factor is zero or more",
    },
    "unknown_part": {
        "ja": "'{name}' は知らない項目です{hint}",
        "en": "unknown key '{name}'{hint}",
    },
    "missing_part": {
        "ja": "項目 '{name}' がありません。書き加えてください",
        "en": "'{name}' is missing; add it",
    },
    "same_row": {
        "ja": "{first}番目の行と {keys} が同じです。どちらかを削ってください",
        "en": "row {first} has the same {keys}; remove one of the two",
    },
    "before": {
        "ja": "{other}（{limit}）より前にはできません。どちらかを直してください",
        "en": "cannot lie before {other}, which is {limit}; change one of the two",
    },
    "sum_over_one": {
        "ja": "{others} との合計が上限で{total}になり、1を超えます。小さくしてください",
        "en": "with {others} it reaches {total}, more than the whole; lower one of them",
    },
    "vendor_total": {
        "ja": "事業者の種類別の数の合計は{all}でなければなりません（いまは{total}）",
        "en": "the numbers of vendors by kind must add up to {all}; they add up to {total}",
    },
    "no_window": {
        "ja": "切替えのできる日が12か月の間に一日もない業務群があります。凍結期間を短くしてください",
        "en": "some business could not cut over on any day in twelve months; shorten a freeze",
    },
    "unknown_scenario": {
        "ja": "シナリオ「{name}」はありません。`sanwari scenario list` で名前を確かめてください{hint}",
        "en": "there is no scenario named '{name}'; `sanwari scenario list` shows the names{hint}",
    },
    "combined_differs": {
        "ja": "これらの要望を組み合わせた同梱のシナリオと内容が違います。combined の行を削ってください"
        "（要望を加えるには --with を使います）",
        "en": "no supplied scenario becomes this one with these requests; remove the line combined "
        "(a request is granted by --with)",
    },
    "posterior_unused": {
        "ja": "当てはめた項目（fitted = true）がないため、このファイルは使われません。行を削ってください",
        "en": "nothing is marked fitted = true, so this file would not be read; remove the line",
    },
    "circular": {
        "ja": "extends が輪になっています（{circle}）。どこかで標準の想定に戻してください",
        "en": "the files extend each other in a circle ({circle}); let one of them extend the baseline",
    },
    "extends_not_baseline": {
        "ja": '組み合わせられるのは extends = "baseline" のファイルだけです',
        "en": 'only a file that says extends = "baseline" can be combined with others',
    },
    "given_twice": {
        "ja": "同じファイルが二度指定されています。一度にしてください",
        "en": "this file is given twice; give it once",
    },
    "set_and_changed": {
        "ja": "'{key}' に値の指定と増減（または二つの指定）が同時にあります。どちらか一方にしてください",
        "en": "'{key}' is both set and changed in this file; keep one of the two",
    },
    "conflict": {
        "ja": "'{key}' の指定が {others} とぶつかります。一緒には使えません",
        "en": "what it says about '{key}' conflicts with {others}; they cannot be combined",
    },
    "changed_out_of_range": {
        "ja": "変更の結果'{key}'は{reached_low}～{reached_high}です。{low}～{high}に収めてください",
        "en": "the changes take '{key}' from {reached_low} to {reached_high}; keep it from {low} to {high}",
    },
    "no_expectation": {
        "ja": '動くと考える指標を書いてください（例 [{{ metric = "target_gap_yen", sign = "-" }}]）',
        "en": 'say what the ask is expected to move, as in [{{ metric = "target_gap_yen", sign = "-" }}]',
    },
    "posterior_column": {
        "ja": "列 '{key}' がありません。`sanwari calibrate` が書いたファイルを使ってください",
        "en": "there is no column '{key}'; use a file that `sanwari calibrate` wrote",
    },
    "posterior_twice": {
        "ja": "列 '{key}' が二度あります。一つにしてください",
        "en": "the column '{key}' stands there twice; keep one",
    },
    "posterior_empty": {
        "ja": "前提の組が一つもありません。`sanwari calibrate` が書いたファイルを使ってください",
        "en": "it holds no parameter set; use a file that `sanwari calibrate` wrote",
    },
    "posterior_sum": {
        "ja": "重みの合計は1でなければなりません",
        "en": "the weights must add up to 1",
    },
    "negative_weight": {
        "ja": "重みは0以上にしてください",
        "en": "a weight is zero or more",
    },
    "fitted_already": {
        "ja": "{names} は、すでに公表値に合わせた値です。同じ公表値を二度使わないよう、"
        "当てはめ前の幅をもつシナリオ（例 prior）を使ってください",
        "en": "already fitted: {names}; so as not to use the same counts twice, fit a scenario with ranges "
        "of its own, such as prior",
    },
    "fitted_unnamed": {
        "ja": "fitted = true ですが、当てはめの結果のファイルが決まっていません。"
        '[scenario] に posterior = "ファイル名" を書くか、fitted を消してください',
        "en": 'it says fitted = true, but no file of fitted sets is named; write posterior = "name" under '
        "[scenario], or leave fitted away",
    },
    "fitted_unknown": {
        "ja": "fitted = true ですが、{file} にこの項目の列がありません。fitted を消してください",
        "en": "it says fitted = true, but {file} has no column for it; leave fitted away",
    },
    "fitted_differs": {
        "ja": "{file} の組とは合いません。{{ {expected}, fitted = true }} とするか、fitted を消してください",
        "en": "this is not what {file} says; write {{ {expected}, fitted = true }}, or leave fitted away",
    },
    "bad_link": {
        "ja": "共有リンクが途中で切れているか、壊れています。送り主に送り直してもらってください",
        "en": "the shared link is cut off or damaged; ask the sender to send it again",
    },
    "not_a_difference": {
        "ja": "編集できるのは差分のファイル（extends のあるもの）だけです。そのファイルを開いてください",
        "en": "only a file of differences (one with extends) can be edited here; open that one",
    },
    "too_many_drafts": {
        "ja": "手元のシナリオは {most} 件までです。要らないものを削除してから開いてください",
        "en": "up to {most} scenarios can be in hand; remove one, then open this again",
    },
    "link_too_long": {
        "ja": "変更が多すぎてリンクに収まりません。シナリオをファイルに保存して渡してください",
        "en": "there are too many changes for a link; save the scenario as a file and hand that on",
    },
}
