"""Captions under the figures; the answer, its caveats and the evidence around them."""

from __future__ import annotations

from typing import Final

CAPTIONS: Final[dict[str, dict[str, str]]] = {
    "unit_line": {"ja": "単位: {unit}", "en": "Unit: {unit}"},
    "net": {"ja": "税抜", "en": "before tax"},
    "taxed": {"ja": "税込", "en": "with tax"},
    "definition_line": {"ja": "定義 {code}: {label}", "en": "Definition {code}: {label}"},
    "amounts_default": {
        "ja": "金額と団体の割合は既定の定義 {code} による",
        "en": "amounts and shares of organisations keep to the default definition {code}",
    },
    "late_definition": {
        "ja": "定義: 2026年3月31日までに標準準拠システムへ切り替わらない業務システム"
        "（申告ではなく実際の遅れ）",
        "en": "Definition: systems not cut over to a standard-compliant system by 31 March 2026 (true "
        "lateness, "
        "not declared lateness)",
    },
    "causes_definition": {
        "ja": "定義: 団体の判断は、現行システムの当初価格の経費、自ら選んだ基盤、独自の追加機能、"
        "大型機・個別開発からの移行加算。それ以外は地方の責任によらない額",
        "en": "Definition: own decision is old systems at their first prices, hosting of one's own choice, "
        "add-ons, leaving mainframe or bespoke systems; all else is no fault of the local side",
    },
    "slips_definition": {
        "ja": "定義: 実際の移行日と当初の予約日で同じ計算をした経費の差。マイナスは先送りされたか免れた額、"
        "プラスは遅れで生じた額（内訳の平均ごと）。保守延長は機器更新を含む",
        "en": "Definition: cost at the day of cutover minus that at the booked day; below zero it is put off "
        "or spared, above zero caused (by the mean of each part). Extension includes refresh of equipment",
    },
    "freed_definition": {
        "ja": "定義: 最後の移行を終えた団体で、支援後の運用経費が{base}を下回る額の合計"
        "（上回る団体の額は差し引かない）",
        "en": "Definition: by how much running cost after support is below {base}, summed over organisations "
        "past their last cutover (those above are not set off)",
    },
    "completion_definition": {
        "ja": "定義: 「移行済み」は標準準拠システムへの切替え、"
        "「遅れの申告」は特定移行支援システムに相当する申告の数",
        "en": 'Definition: "cut over" runs on a standard-compliant system; "declared late" is announced '
        "to miss "
        "31 March 2026",
    },
    "means": {
        "ja": "値: {n:,} 回の試行の平均（内訳が合計と一致するように丸めています）",
        "en": "Values: means of {n:,} replications, rounded so that parts add up to their total",
    },
    "town_unit": {
        "ja": "％（試行のうち、2026年3月31日に切り替わっていないシステムがある割合）",
        "en": "% of the replications with a system not cut over by 31 March 2026",
    },
    "town_definition": {
        "ja": "定義: 点は市区町村の庁舎の位置、濃さと形は確率（下端を含む。括弧内は市区町村の数）。"
        "奄美・沖縄と小笠原は位置をずらしています",
        "en": "Definition: points are town halls, shade and shape the probability (lower end included; in "
        "brackets how many); far islands are moved",
    },
    "late_map_unit": {
        "ja": "都道府県と域内市区町村の業務システムに占める割合（％）",
        "en": "% of the systems of the prefecture and its municipalities",
    },
    "queues_definition": {
        "ja": "定義: 四半期の初日に待っている契約の作業量 ÷ その類型の全事業者の1年分の処理能力。"
        "事業者は類型であり、実在の企業ではありません",
        "en": "Definition: work of the contracts that wait on the first day of a quarter over a year of "
        "capacity of all vendors of the kind; vendors are types, never real companies",
    },
    "means_only": {
        "ja": "値: {n:,} 回の試行の平均（幅は示していません）",
        "en": "Values: means of {n:,} replications (their spread is not shown)",
    },
    "interval_spread": {
        "ja": "区間: {n:,} 回の試行の平均と、結果の広がり（P10～P90）。モデルの前提の下での区間です",
        "en": "Interval: mean of {n:,} replications with the spread of outcomes (P10 to P90); "
        "conditional on the model",
    },
    "interval_mean": {
        "ja": "区間: {n:,} 回の試行の平均とその95％区間（結果の広がりではない）。"
        "モデルの前提の下での区間です",
        "en": "Interval: mean of {n:,} replications with the 95 % interval of that mean (not the spread "
        "of outcomes); conditional on the model",
    },
    "interval_single": {
        "ja": "区間: 試行が1回のため示せません",
        "en": "Interval: none, there is one replication only",
    },
    "interval_points": {
        "ja": "区間: {n:,} 回の試行を一つずつ点で示します（散らばりが結果の広がり）。"
        "モデルの前提の下での値です",
        "en": "Interval: each of {n:,} replications is one point; their scatter is the spread, conditional "
        "on the model",
    },
    "interval_share": {
        "ja": "区間: {n:,} 回の試行のうちの割合です。モデルの前提の下での値です",
        "en": "Interval: share of {n:,} replications; conditional on the model",
    },
    "identity": {"ja": "シナリオ: {title}・id: {id}", "en": "Scenario: {title}; id: {id}"},
    "rate_path": {
        "ja": "為替: {year}まで公表値（1ドル {rate:.1f} 円）、以後は試行ごとの経路",
        "en": "Exchange rate: published to {year} ({rate:.1f} yen per dollar), then a path drawn by "
        "replication",
    },
    "rate_fixed": {
        "ja": "為替: {first}以降 1ドル {fixed:g} 円に固定",
        "en": "Exchange rate: fixed at {fixed:g} yen per dollar from {first} on",
    },
    "changes_line": {
        "ja": "差: 同じ乱数の試行 {n:,} 回どうしの差の平均と95％区間。％の行の差はポイント",
        "en": "Differences: mean over {n:,} replications that share their luck, with its 95 % interval; "
        "a difference of % is in points",
    },
    "lines_alike": {
        "ja": "線は {n:,} 回以上の試行の平均。どのシナリオも同じ乱数で計算し、幅はそれぞれの図にあります",
        "en": "Lines are means of {n:,} replications or more that share their luck; for the spread see each "
        "scenario's figure",
    },
    "members_dates": {
        "ja": "最後の移行は中央値、間に合わない割合は試行のうち期限に間に合わなかった割合",
        "en": "last cutover: median; share late: replications in which the deadline is missed",
    },
    "dates": {
        "ja": "値: {n:,} 回の試行での広がり（中央値、P10、P90）。モデルの前提の下での値",
        "en": "Values: spread over {n:,} replications (median, P10, P90), conditional on the model",
    },
    "dates_few": {
        "ja": "値: {n:,} 回の試行の中央値。モデルの前提の下での値",
        "en": "Values: medians of {n:,} replications, conditional on the model",
    },
    "shortfall_line": {
        "ja": "不足額 = 支援後 − {base}の7割（△は目標を下回る額）。倍率 = 移行後 ÷ 移行前。"
        "不足額の広がり: {spread}",
        "en": "Short of −30 % = after support − 0.7 x {base} (negative: below the target). Multiple = "
        "after / "
        "before. Spread of the total: {spread}",
    },
    "shortfall_few": {
        "ja": "不足額 = 支援後 − {base}の7割（△は目標を下回る額）。倍率 = 移行後 ÷ 移行前",
        "en": "Short of −30 % = after support − 0.7 x {base} (negative: below the target). Multiple = "
        "after / before",
    },
    "shortfall_plain": {
        "ja": "不足額 = 支援後 − {base}の7割（△は目標を下回る額）。倍率 = 移行後 ÷ 移行前。"
        "基準額のない団体は―",
        "en": "Short of −30 % = after support − 0.7 x {base} (negative: below the target). Multiple = "
        "after / "
        "before. A dash: no baseline",
    },
    "budget_line": {
        "ja": "移行経費は検収の年度に計上。限度額は試行の8割が収まる額。税は年度の税率で加えています",
        "en": "Migration is posted in the year of acceptance. The ceiling holds in four of five "
        "replications. Tax "
        "at the rate of the year",
    },
    "source": {
        "ja": "出典: 本モデルの推計（公表値ではない）。{base}の基準額は{survey}調査の人口曲線からの推計",
        "en": "Source: estimates of this model, not published values; the {base} baseline from the "
        "population curve "
        "of the {survey} survey",
    },
    "source_late": {
        "ja": "出典: 本モデルの推計（公表値ではない）",
        "en": "Source: estimates of this model, not published values",
    },
    "source_part": {
        "ja": "{name}: 推計（公表値ではない）。団体自身の数値を入れるまでは、"
        "公表された合計と分布からの推計です",
        "en": "{name}: estimate, not a published value; drawn from published totals and distributions until "
        "own figures are entered",
    },
    "source_completion": {
        "ja": "出典: 公表値は data/SOURCES.md の各調査（2023年10月と2025年10月は裏付けが弱く、"
        "2025年4月は逆算）。"
        "ほかは本モデルの推計",
        "en": "Source: published surveys listed in data/SOURCES.md (October 2023 and October 2025 weak, "
        "April 2025 "
        "calculated back); otherwise estimates of this model",
    },
    "drawn_towns": {
        "ja": "事業者の割り当ては確率的な仮定です。個々の団体の実績や見込みではありません",
        "en": "Which vendor serves whom is a drawn assumption; no municipality's own record or plan is shown",
    },
    "drawn_vendors": {
        "ja": "事業者の割り当ては確率的な仮定です。個々の都道府県の実績や見込みではありません",
        "en": "Which vendor serves whom is a drawn assumption; no prefecture's own record or plan is shown",
    },
}

TEXTS: Final[dict[str, dict[str, str]]] = {
    "brief_title": {
        "ja": "自治体システム標準化の見通し",
        "en": "Outlook for the standardisation of municipal systems",
    },
    "brief_of": {
        "ja": "自治体システム標準化の見通し: {name}",
        "en": "Standardisation of municipal systems: {name}",
    },
    "compared_title": {"ja": "シナリオの比較", "en": "Scenarios compared"},
    "compared_sentence": {
        "ja": "{n} つのシナリオを「{base}」と同じ乱数で比べた結果",
        "en": "{n} scenarios compared with “{base}” under the same luck",
    },
    "compared_sentence_one": {
        "ja": "{n} つのシナリオを「{base}」と同じ乱数で比べた結果",
        "en": "{n} scenario compared with “{base}” under the same luck",
    },
    "compared_luck": {
        "ja": "公表値ではなくモデルの推計です。差は同じ乱数の試行 {n:,} 回以上どうしの差です",
        "en": "Estimates of a model, not published values; differences of {n:,} or more replications that "
        "share their luck",
    },
    "compared_signs": {
        "ja": "○・×は自治体から見た良し悪し。95％区間が0をまたぐ差は「はっきりしない」、"
        "表示の桁に満たない差は「変わらず」とします",
        "en": "○ and ×: better or worse for municipalities; an interval that holds zero is called not clear, "
        "and unchanged what is smaller than the last digit shown",
    },
    "changes_reading": {
        "ja": "水準は平均、差は対応のある差の平均と95％区間（スチューデントのt）です",
        "en": "Levels are means; differences are paired means with Student's 95 % interval",
    },
    "evidence_changes": {"ja": "変えた前提と要望", "en": "Assumptions and requests changed"},
    "evidence_resting": {"ja": "変わらない指標とその理由", "en": "Figures that do not change, and why"},
    "more_changes": {
        "ja": "ほか {n} 件（シナリオのファイルを見てください）",
        "en": "{n} more (see the scenarios' files)",
    },
    "head_when": {"ja": "いつ終わるか", "en": "When is it done?"},
    "head_cost": {"ja": "いくらかかるか", "en": "What does it cost?"},
    "head_gap": {"ja": "3割減に届くか", "en": "Is −30 % reached?"},
    "caveats": {"ja": "読むときの注意", "en": "Read with care"},
    "evidence": {"ja": "根拠", "en": "Evidence"},
    "evidence_definitions": {"ja": "「3割減」の定義", "en": 'Definitions of "30 %"'},
    "evidence_sources": {"ja": "出典", "en": "Sources"},
    "evidence_sources_text": {
        "ja": "公表値と出典、日付、確度の一覧: data/SOURCES.md。前提と幅、理由: scenarios/baseline.toml。"
        "計算式: docs/model.md",
        "en": "Published figures with source, date and grade: data/SOURCES.md. Assumptions with range and "
        "reason: "
        "scenarios/baseline.toml. Equations: docs/model.md",
    },
    "evidence_reading": {"ja": "数値の読み方", "en": "How to read the figures"},
    "evidence_adding": {
        "ja": "足し上げる表は平均で示します。予算の表と同じく検算できるよう、合計を先に丸め、"
        "内訳は合計に一致するよう丸めます"
        "（各内訳の差は1単位未満）",
        "en": "Tables that add up show means. As in a budget, they can be checked by adding up: the total "
        "is rounded "
        "first and its parts so that they reach it (each is off by less than one unit)",
    },
    "evidence_run": {"ja": "実行", "en": "The run"},
    "run_scenario": {"ja": "シナリオ: {title}（ハッシュ {hash}）", "en": "Scenario: {title} (hash {hash})"},
    "run_numbers": {
        "ja": "試行 {n:,} 回（失敗 {failed} 回）、乱数の種 {seed}",
        "en": "{n:,} replications ({failed} failed), seed {seed}",
    },
    "run_hash": {"ja": "結果ハッシュ: {hash}", "en": "Result hash: {hash}"},
    "run_data": {"ja": "公表値のハッシュ: {hash}", "en": "Hash of the published data: {hash}"},
    "evidence_command": {"ja": "再現するコマンド", "en": "The command that reproduces it"},
    "continued": {"ja": "（{n}/{all}）", "en": " ({n}/{all})"},
    "workbook_answer": {"ja": "要点", "en": "Answer"},
}

ANSWER: Final[dict[str, dict[str, str]]] = {
    "headline": {
        "ja": "Sanwari: 自治体システム標準化の見通し（{name}）",
        "en": "Sanwari: outlook for the standardisation of municipal systems ({name})",
    },
    "answer_late": {
        "ja": "{systems} システムのうち {late}が{deadline}末の期限に間に合わず、",
        "en": "{late} of {systems} systems miss the deadline of {deadline}, ",
    },
    "answer_dear": {
        "ja": "運用経費は3割減るどころか{base}の{ratio}になる見込み",
        "en": "and running cost becomes {ratio} that of {base} instead of 30 % less",
    },
    "answer_missed": {
        "ja": "運用経費は{base}の{ratio}で、目標の0.70倍に届かない見込み",
        "en": "and running cost becomes {ratio} that of {base}, short of the target of 0.70",
    },
    "answer_reached": {
        "ja": "運用経費は{base}の{ratio}で、目標の0.70倍に届く見込み",
        "en": "and running cost becomes {ratio} that of {base}, which reaches the target of 0.70",
    },
    "answer_none": {
        "ja": "{base}の経費がないため、その比は示せない",
        "en": "and without a cost of {base} there is no ratio to it",
    },
    "answer_beyond": {
        "ja": "移行後の満年度が{end}末までに来ない試行があるため、{base}との比は示せない",
        "en": "and as some replications have no full year after migration by {end}, its ratio to {base} is "
        "not given",
    },
    "key_late": {
        "ja": "期限に間に合わない（全 {systems} システム）",
        "en": "Miss the deadline (of {systems} systems)",
    },
    "key_last": {"ja": "最後の一つが終わる時期", "en": "Last cutover"},
    "key_ratio": {
        "ja": "運用経費（{base}比、目標 0.70倍）",
        "en": "Running cost against {base} (target 0.70)",
    },
    "key_gap": {"ja": "3割減に足りない額（年、支援前）", "en": "Short of −30 % before support (a year)"},
    "point_late": {
        "ja": "期限（{day}）に間に合わないシステム: {systems} のうち {late}",
        "en": "Systems that miss the deadline, {day}: {late} of {systems}",
    },
    "point_bodies": {
        "ja": "間に合わないシステムがある団体: {bodies} のうち {late}",
        "en": "Organisations with such a system: {late} of {bodies}",
    },
    "point_own_deadline": {
        "ja": "このシナリオの期限（{day}）に間に合わないシステム: {systems}、団体: {bodies}",
        "en": "Systems that miss this scenario's deadline, {day}: {systems}; organisations: {bodies}",
    },
    "point_designated_day": {
        "ja": "特定移行支援システムの期限（{day}）にも間に合わないシステム: {systems}、団体: {bodies}",
        "en": "Systems that miss even the designated day, {day}: {systems}; organisations: {bodies}",
    },
    "point_last": {"ja": "最後の一つが終わる時期: {when}", "en": "Last cutover: {when}"},
    "point_left": {"ja": "{when}のシステム: {count}", "en": "Systems {when}: {count}"},
    "point_cost": {
        "ja": "運用経費（移行を終えた最初の満年度、年額）: {base} {before} → {cost}",
        "en": "Running cost in the first full year after migration: from {before} ({base}) to {cost} a year",
    },
    "point_on_time": {
        "ja": "すべて期限に間に合う試行: {share}",
        "en": "Replications in which everything is on time: {share}",
    },
    "point_both": {
        "ja": "支援前に3割減に届く試行: {at_target}、期限にもすべて間に合う試行: {both}",
        "en": "Replications in which −30 % is reached before support: {at_target}; "
        "everything on time as well: {both}",
    },
    "point_ratio": {
        "ja": "{base}との比: {ratio}。目標は0.70倍",
        "en": "Over {base}: {ratio}; the target is 0.70",
    },
    "point_median": {"ja": "真ん中の団体の比: {ratio}", "en": "Of the median organisation: {ratio}"},
    "point_odds": {
        "ja": "全国の合計で3割減に届いた試行: {n:,} 回のうち {times} 回（確率 {chance}、95％区間）",
        "en": "Replications in which the nation reaches −30 %: {times} of {n} (probability {chance}, 95 % "
        "interval)",
    },
    "point_share": {
        "ja": "3割減に届く団体の割合: {share}。期限にも間に合う団体: {both}",
        "en": "Organisations that reach −30 %: {share}; that are also on time: {both}",
    },
    "point_gap": {
        "ja": "3割減に足りない額（年額、支援前）: {gap}",
        "en": "Short of −30 % before support: {gap} a year",
    },
    "point_gaps": {
        "ja": "3割減に足りない額（年額、支援前、届かない団体の不足額の合計）: {gap}",
        "en": "Short of −30 % before support: {gap} a year (sum over the organisations that miss it)",
    },
    "point_extra": {
        "ja": "標準化しなかった場合より増える額（年額）: {extra}",
        "en": "More than without standardisation: {extra} a year",
    },
    "caveat_failed": {
        "ja": "{failed} 回の試行が失敗し、結果から除かれています",
        "en": "{failed} replications failed and are left out",
    },
    "caveat_few": {
        "ja": "試行が {n} 回と少ないため速報です。文では平均だけを示し、幅は {enough} 回から示します",
        "en": "A first answer from {n} replications: means in words, intervals from {enough} on",
    },
    "caveat_own": {"ja": "{own}", "en": "{own}"},
    "caveat_deadline": {
        "ja": "このシナリオの期限は{day}ですが、遅れはどのシナリオでも{deadline}を基準に数えます",
        "en": "The deadline of this scenario is {day}; lateness is counted against {deadline} in every "
        "scenario",
    },
    "caveat_asks": {
        "ja": "入れた要望のうち行動に関わるものの効果は、観測ではなく仮定です（幅は効果なしを含みます）",
        "en": "What a granted request does to behaviour is assumed, not observed; its range includes "
        "no effect",
    },
    "caveat_definition": {
        "ja": "「3割減」の定義で答えは変わります（{all} 通りの定義で {range}倍）。ここでは {code} を使います",
        "en": 'The answer depends on what "30 %" means ({range} times under {all} definitions); here: {code}',
    },
    "caveat_resources": {
        "ja": "遅れの {share} は事業者の人手不足によります。人手不足と作業の膨らみは公表値から区別できず、"
        "人を増やす策の効きめは特に不確かです",
        "en": "{share} of the lateness is for lack of vendors' staff. Published figures cannot tell that "
        "from work that grew, so what more staff would achieve is especially uncertain",
    },
    "caveat_quote": {
        "ja": "自団体の見積りと契約の内容を入れれば、推計より確かな値になります",
        "en": "Own quotes and contracts, once entered, are better than these estimates",
    },
    "caveat_vendors": {
        "ja": "どの事業者がどの団体を担うか、各団体がいくら払うかは公表されておらず、"
        "公表された合計と分布から推計しています",
        "en": "Who serves whom and what each body pays is not published; both are drawn from published "
        "totals and distributions",
    },
    "caveat_model": {
        "ja": "公表値ではなく、前提の下でのモデルの推計です",
        "en": "Estimates of a model under its assumptions, not published values",
    },
    "note_failed": {"ja": "（ほかに失敗した試行 {n} 回）", "en": " ({n} more failed)"},
    "note_without_base": {
        "ja": "都道府県は基準額がないため費用の比率から除きます",
        "en": "prefectures have no baseline and stay out of cost ratios",
    },
    "note_estimates": {"ja": "推計（公表値ではない）。", "en": "Estimates, not published values."},
    "note_id": {"ja": "id {id}、結果ハッシュ {hash}…", "en": "id {id}, result hash {hash}..."},
}

DIFFERENCES: Final[dict[str, dict[str, str]]] = {
    "mechanical": {"ja": "制度", "en": "mechanical"},
    "behavioural": {"ja": "行動の仮定", "en": "behavioural"},
    "not_priced": {"ja": "国の負担は公表値なし", "en": "cost to the state not published"},
    "funding_not_run": {"ja": "国庫支出金の変化は未計算", "en": "change of state funding not computed"},
    "funding_rests": {"ja": "国庫支出金は変わらない", "en": "no change of state funding"},
    "funding_change": {
        "ja": "国庫支出金の変化 {change}",
        "en": "change of state funding {change}",
    },
    "compare_title": {
        "ja": "Sanwari: シナリオの比較。元は「{base}」、種 {seed}",
        "en": "Sanwari: comparison of scenarios with {base}; seed {seed}",
    },
    "compare_reading": {
        "ja": "同じ乱数で計算した試行どうしの差（シナリオ − 元）。区間は差の平均の95％区間",
        "en": "Differences (scenario − base) between replications that share their luck; "
        "intervals are 95 % of the mean difference",
    },
    "compare_heading": {"ja": "■ {name}（試行 {n} 回）", "en": "## {name} ({n} replications)"},
    "assumptions": {"ja": "前提の違い:", "en": "Assumptions that differ:"},
    "actions": {"ja": "要望による違い:", "en": "What the requests change:"},
    "requests": {
        "ja": "実現する要望（国庫支出金の変化は、元にその要望だけを重ねた場合の全年度計）:",
        "en": "Requests granted (change of state funding: that request alone on the base, all years):",
    },
    "request": {
        "ja": "{title}（{name}、{kind}）: {cost}、{funding}",
        "en": "{title} ({name}, {kind}): {cost}; {funding}",
    },
    "compare_columns": {
        "ja": "指標|差の平均|95％区間|差のP10 / P50 / P90|判定|分散比",
        "en": "Figure|Mean difference|95 % interval|P10 / P50 / P90 of it|Verdict|Variance ratio",
    },
    "compare_columns_few": {
        "ja": "指標|差の平均|95％区間|判定|分散比",
        "en": "Figure|Mean difference|95 % interval|Verdict|Variance ratio",
    },
    "every_figure": {"ja": "すべての指標", "en": "every figure"},
    "no_effect": {
        "ja": "変わらず: {figures}。{reason}",
        "en": "unchanged: {figures} – {reason}",
    },
    "compare_signs": {
        "ja": "○・×は自治体から見た良し悪しで、数の増減は+・−で示します。"
        "分散比は、乱数を共有しない場合に同じ精度に要る試行の倍数。",
        "en": "○ and × say better or worse for municipalities; + and − say more or less. "
        "Variance ratio: how many times more replications it would take without common luck.",
    },
    "priced": {"ja": "国の負担 年{yen}", "en": "cost to the state {yen} a year"},
    "estimate": {"ja": "推計（公表値ではない）", "en": "Estimate, not a published value"},
}
