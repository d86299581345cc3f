"""Captions under the figures; the answer, its caveats and the evidence around them."""

from __future__ import annotations

from typing import Final

CAPTIONS: Final[dict[str, dict[str, str]]] = {
    "unit_line": {"ja": "単位: {unit}", "en": "Unit: {unit}"},
    "net": {"ja": "税抜", "en": "before tax"},
    "taxed": {"ja": "税込", "en": "with tax"},
    "definition_line": {"ja": "定義 {code}: {label}", "en": "Definition {code}: {label}"},
    "late_definition": {
        "ja": "定義: 2026年3月31日までに標準準拠システムへ切り替わらない業務システム"
        "（申告ではなく実際の遅れ）",
        "en": "Definition: systems not cut over to a standard-compliant system by 31 March 2026 (true "
        "lateness, "
        "not declared lateness)",
    },
    "completion_definition": {
        "ja": "定義: 「移行済み」は標準準拠システムへの切替え、"
        "「遅れの申告」は特定移行支援システムに相当する申告の数",
        "en": 'Definition: "cut over" runs on a standard-compliant system; "declared late" is announced '
        "to miss "
        "31 March 2026",
    },
    "thin": {"ja": "細い線はその両端", "en": "thin lines are its ends"},
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
    "medians": {
        "ja": "値: {n:,} 回の試行の中央値（幅は図に示していません）",
        "en": "Values: medians over {n:,} replications (their spread is not drawn)",
    },
    "means_only": {
        "ja": "値: {n:,} 回の試行の平均（200回からは中央値）",
        "en": "Values: means of {n:,} replications (medians from 200 on)",
    },
    "changes_line": {
        "ja": "差: 同じ乱数の試行 {n:,} 回どうしの差の平均と95％区間。％の行の差はポイント",
        "en": "Differences: mean over {n:,} replications that share their luck, with its 95 % interval; "
        "a difference of % is in points",
    },
    "types_values": {
        "ja": "値: {n:,} 回の試行での中央値（比）と、合計が一致するように丸めた平均（数）",
        "en": "Values: medians over {n:,} replications (ratios); means, rounded so that they add up "
        "(numbers)",
    },
    "members_dates": {
        "ja": "最後の移行は中央値、間に合わない割合は試行のうち期限に間に合わなかった割合",
        "en": "last cutover: median; share late: replications in which the deadline is missed",
    },
    "dates": {
        "ja": "値: {n:,} 回の試行での広がり（中央値、P10、P90）。モデルの前提の下での値",
        "en": "Values: spread over {n:,} replications (median, P10, P90), conditional on the model",
    },
    "shortfall_line": {
        "ja": "不足額 = 支援後 − {base}の7割（△は目標を下回る額）。倍率 = 移行後 ÷ 移行前。"
        "不足額の広がり: {spread}",
        "en": "Short of −30 % = after support − 0.7 x {base} (negative: below the target). Multiple = "
        "after / "
        "before. Spread of the total: {spread}",
    },
    "shortfall_few": {
        "ja": "不足額 = 支援後 − {base}の7割（△は目標を下回る額）。倍率 = 移行後 ÷ 移行前。"
        "不足額の中央値: {spread}",
        "en": "Short of −30 % = after support − 0.7 x {base} (negative: below the target). Multiple = "
        "after / before. Median of the total: {spread}",
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
    "sentence": {
        "ja": "{systems} システムのうち {late}が期限に間に合わず、"
        "運用経費は3割減るどころか{base}の{ratio}になる見込み",
        "en": "{late} of {systems} systems miss the deadline, and running cost becomes {ratio} that of "
        "{base} instead of 30 % less",
    },
    "sentence_less": {
        "ja": "{systems} システムのうち {late}が期限に間に合わず、運用経費は{base}の{ratio}になる見込み。"
        "目標は0.70倍",
        "en": "{late} of {systems} systems miss the deadline; running cost becomes {ratio} that of {base}; "
        "the target is 0.70",
    },
    "sentence_late": {
        "ja": "{systems} システムのうち {late}が期限に間に合わない見込み",
        "en": "{late} of {systems} systems miss the deadline",
    },
    "compared_title": {"ja": "シナリオの比較", "en": "Scenarios compared"},
    "compared_sentence": {
        "ja": "{n} つのシナリオを「{base}」と同じ乱数で比べた結果",
        "en": '{n} scenarios compared with "{base}" under the same luck',
    },
    "compared_sentence_one": {
        "ja": "{n} つのシナリオを「{base}」と同じ乱数で比べた結果",
        "en": '{n} scenario compared with "{base}" under the same luck',
    },
    "compared_luck": {
        "ja": "公表値ではなくモデルの推計です。差は同じ乱数の試行 {n:,} 回以上どうしの差です",
        "en": "Estimates of a model, not published values; differences of {n:,} or more replications that "
        "share their luck",
    },
    "compared_signs": {
        "ja": "▲・▼は自治体から見た良し悪し。95％区間が0をまたぐ差は「はっきりしない」とします",
        "en": "▲ and ▼: better or worse for municipalities; an interval that holds zero is called not clear",
    },
    "changes_reading": {
        "ja": "水準は平均、差は対応のある差の平均と95％区間（スチューデントのt）。"
        "中央値どうしの差とは少し違います",
        "en": "Levels are means; differences are paired means with Student's 95 % interval, not differences "
        "of medians",
    },
    "evidence_changes": {"ja": "変えた前提と要望", "en": "Assumptions and requests changed"},
    "evidence_resting": {"ja": "変わらない指標とその理由", "en": "Figures that do not change, and why"},
    "more_changes": {
        "ja": "ほか {n} 件（シナリオのファイルを見てください）",
        "en": "{n} more (see the scenarios' files)",
    },
    "point_late": {
        "ja": "期限（2026年3月31日）に間に合わないシステム: {systems} のうち {late}",
        "en": "Systems that miss the deadline, 31 March 2026: {late} of {systems}",
    },
    "point_bodies": {
        "ja": "間に合わないシステムがある団体: {bodies} のうち {late}",
        "en": "Organisations with such a system: {late} of {bodies}",
    },
    "point_last": {"ja": "最後の一つが終わる時期: {when}", "en": "Last cutover: {when}"},
    "point_cost": {
        "ja": "運用経費（移行を終えた最初の満年度、年額）: {base} {before} → {cost}",
        "en": "Running cost in the first full year after migration: from {before} ({base}) to {cost} a year",
    },
    "point_ratio": {
        "ja": "{base}との比: {ratio}。目標は0.70倍",
        "en": "Over {base}: {ratio}; the target is 0.70",
    },
    "point_odds": {
        "ja": "全国の合計で3割減に届いた試行: {n:,} 回のうち {times} 回",
        "en": "Replications in which the nation reaches −30 %: {times} of {n}",
    },
    "point_share": {
        "ja": "3割減に届く団体の割合: {share}",
        "en": "Organisations that reach −30 %: {share}",
    },
    "point_gap": {
        "ja": "3割減に足りない額（年額、支援前）: {gap}",
        "en": "Short of −30 % before support: {gap} a year",
    },
    "head_when": {"ja": "いつ終わるか", "en": "When is it done?"},
    "head_cost": {"ja": "いくらかかるか", "en": "What does it cost?"},
    "head_gap": {"ja": "3割減に届くか", "en": "Is −30 % reached?"},
    "caveats": {"ja": "読むときの注意", "en": "Read with care"},
    "caveat_model": {
        "ja": "公表値ではなくモデルの推計です。区間は前提の下での {n:,} 回の試行の広がりです",
        "en": "Estimates of a model, not published values; intervals are the spread of {n:,} replications "
        "under its "
        "assumptions",
    },
    "caveat_few": {
        "ja": "試行が {n:,} 回と少ないため、区間は示さず中央値だけです",
        "en": "Only {n:,} replications: medians without intervals",
    },
    "caveat_definition": {
        "ja": "「3割減」の定義で答えは変わります（{n} 通りの定義で {low}～{high}倍）。ここでは {code} "
        "を使います",
        "en": 'The answer depends on what "30 %" means ({low} to {high} times under {n} definitions); '
        "here: {code}",
    },
    "caveat_vendors": {
        "ja": "どの事業者がどの団体を担うか、各団体がいくら払うかは公表されておらず、"
        "公表された合計と分布から推計しています",
        "en": "Who serves whom and what each body pays is not published; both are drawn from published "
        "totals and "
        "distributions",
    },
    "caveat_quote": {
        "ja": "自団体の見積りと契約の内容を入れれば、推計より確かな値になります",
        "en": "Own quotes and contracts, once entered, are better than these estimates",
    },
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
