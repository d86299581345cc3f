"""Titles and subjects of the figures, their columns and units."""

from __future__ import annotations

from typing import Final

TITLES: Final[dict[str, dict[str, str]]] = {
    "completion_title": {
        "ja": "期限（{day}）までに移行を終えるのは {systems} システムのうち {done}",
        "en": "{done} of {systems} systems cut over by the deadline, {day}",
    },
    "completion_subject": {
        "ja": "移行を終えた業務システムと、遅れると申告された業務システム（月末の累計）",
        "en": "Systems that have cut over, and systems declared late (cumulative, end of month)",
    },
    "running_title": {
        "ja": "移行後の運用経費は{base}の{ratio}。目標は0.70倍",
        "en": "Running cost after migration is {ratio} that of {base}; the target is 0.70",
    },
    "running_title_of_year": {
        "ja": "{year}の運用経費は{base}の{ratio}。目標は0.70倍",
        "en": "Running cost in {year} is {ratio} that of {base}; the target is 0.70",
    },
    "running_subject": {
        "ja": "運用経費の{base}に対する倍率（年度別）",
        "en": "Running cost as a multiple of {base}, by fiscal year",
    },
    "joint_title": {
        "ja": "{n} 回の試行のうち、期限と3割減の両方に届いたのは {both} 回",
        "en": "The deadline and −30 % are met together in {both} of {n} replications",
    },
    "joint_subject": {
        "ja": "期限に間に合わない業務システムの数と、運用経費の倍率（点は試行1回）",
        "en": "Systems that miss the deadline and running cost, one point a replication",
    },
    "reasons_title": {
        "ja": "期限に間に合わない最大の理由は「{reason}」: {count} システム",
        "en": "The main reason for missing the deadline: {reason}, {count} systems",
    },
    "reasons_none": {
        "ja": "期限に間に合わない業務システムはほとんどない見込み",
        "en": "Hardly any system is expected to miss the deadline",
    },
    "reasons_subject": {
        "ja": "期限に間に合わない業務システム（事由別、2026年3月31日）",
        "en": "Systems that miss the deadline, by reason (31 March 2026)",
    },
    "accounts_title": {
        "ja": "経費の合計は{year}に最大の {yen}（税抜）になる",
        "en": "Total cost peaks in {year} at {yen} before tax",
    },
    "accounts_subject": {
        "ja": "会計区分別の経費（年度別、平均、税抜）",
        "en": "Cost by account and fiscal year (means, before tax)",
    },
    "funding_title": {
        "ja": "一般財源の負担は{year}に最大の {yen}（税込、歳出の {share}％）",
        "en": "General revenue pays most in {year}: {yen} with tax, {share} % of the expenditure",
    },
    "funding_subject": {
        "ja": "歳出と財源内訳（年度別、平均、税込）",
        "en": "Expenditure and its funding by fiscal year (means, with tax)",
    },
    "causes_title": {
        "ja": "地方の責任によらない経費は{year}に最大の {yen}（税抜、経費の {share}％）。"
        "最も大きいのは{cause}",
        "en": "Through no fault of the local side, most in {year}: {yen} before tax, {share} % of all cost, "
        "above all {cause}",
    },
    "causes_subject": {
        "ja": "原因別の経費（年度別、平均、税抜）",
        "en": "Cost by cause and fiscal year (means, before tax)",
    },
    "freed_title": {
        "ja": "生み出される財源は{year}に最大の {yen}（税抜）",
        "en": "Money freed for other services is most in {year}: {yen} before tax",
    },
    "freed_none": {
        "ja": "ほかの施策に回せる財源は、どの年度もほとんど生まれない見込み",
        "en": "Hardly any money is expected to be freed for other services in any year",
    },
    "freed_subject": {
        "ja": "生み出された財源（年度別、税抜）",
        "en": "Money freed for other services, by fiscal year (before tax)",
    },
    "definitions_title": {
        "ja": "3割減の {all} 通りの定義のうち、目標に届くのは {reached} 通り",
        "en": "{reached} of {all} definitions of the 30 % reach the target",
    },
    "definitions_subject": {
        "ja": "定義ごとの費用の比（各団体で移行を終えた最初の満年度）",
        "en": "Cost over comparator by definition (first full fiscal year after migration)",
    },
    "types_title": {
        "ja": "団体の種別では{type}が最も重く、{base}の{ratio}",
        "en": "By type, the heaviest is {type}: {ratio} that of {base}",
    },
    "types_subject": {"ja": "団体の種別ごとの遅れと経費", "en": "Lateness and cost by type of organisation"},
    "prefectures_title": {
        "ja": "期限に間に合わない業務システムの割合は都道府県により {low}～{high}％",
        "en": "The share of systems that miss the deadline lies between {low} and {high} % by prefecture",
    },
    "prefectures_subject": {
        "ja": "期限に間に合わない業務システム（都道府県別）",
        "en": "Systems that miss the deadline, by prefecture",
    },
    "town_title": {
        "ja": "遅れるシステムが残る確率が5割以上の市区町村は {all} のうち {likely}",
        "en": "In {likely} of {all} municipalities a late system is at least as likely as not",
    },
    "town_subject": {
        "ja": "遅れるシステムが残る確率（点は市区町村。表は種別ごとの市区町村の数）",
        "en": "Probability of a late system: municipalities as points, and in the table their number by type",
    },
    "late_map_title": {
        "ja": "期限に間に合わない業務システムの割合は{least}の {low}％から{most}の {high}％まで",
        "en": "Late systems: from {low} % in {least} to {high} % in {most}",
    },
    "late_map_subject": {
        "ja": "2026年3月31日に間に合わない業務システムの割合（都道府県別）",
        "en": "Share of systems that miss 31 March 2026, by prefecture",
    },
    "queues_subject": {
        "ja": "事業者の待ち行列（類型別・四半期ごと）",
        "en": "Queues of the vendors by kind and quarter",
    },
    "compared_completion": {
        "ja": "期限までに移行を終えるのは、{n} つのシナリオで {found}",
        "en": "Cut over by the deadline in {n} scenarios: {found}",
    },
    "compared_completion_none": {
        "ja": "移行を終えた業務システム（シナリオの比較）",
        "en": "Systems that have cut over, scenario by scenario",
    },
    "compared_completion_subject": {
        "ja": "その月末までに標準準拠システムへ切り替わった業務システムの数（累計）",
        "en": "Systems that run on a standard-compliant system by the end of the month",
    },
    "compared_running": {
        "ja": "運用経費は最後の年度に、{n} つのシナリオで{base}の {found}",
        "en": "Running cost in the last year of {n} scenarios: {found} that of {base}",
    },
    "compared_running_none": {
        "ja": "運用経費の倍率（シナリオの比較）",
        "en": "Running cost as a multiple, scenario by scenario",
    },
    "queues_none": {
        "ja": "どの類型の事業者にも待ち行列はほとんどできない見込み",
        "en": "Hardly a queue is expected at any kind of vendor",
    },
    "queues_title": {
        "ja": "待ち行列が最も長いのは{kind}（{month}、処理能力の {years} 年分）",
        "en": "The longest queue: {kind} in {month}, {years} years of its capacity",
    },
    "changes_title": {
        "ja": "{name}（元との差）: 期限に遅れるシステムは{late}、運用経費の{base}比は{ratio}",
        "en": "{name} (against the base): late systems {late}, running cost over {base} {ratio}",
    },
    "changes_subject": {
        "ja": "「{base}」との差（平均、対応のある差）",
        "en": "Against “{base}” (means, paired differences)",
    },
    "officer_title": {
        "ja": "運用経費は年 {before} から {after} へ（税抜）。{gap}",
        "en": "Running cost goes from {before} to {after} a year before tax; after support {gap} −30 %",
    },
    "officer_short": {"ja": "支援を受けても3割減に年 {yen} 足りない", "en": "{yen} a year short of"},
    "officer_reached": {"ja": "支援を受ければ3割減に届く見込み", "en": "it reaches"},
    "no_full_year": {
        "ja": "移行後の満年度が2036年3月末までに来ない試行があるため、3割減とは比べない",
        "en": "In some replications no full year after migration comes by March 2036: no comparison with "
        "the 30 % is given",
    },
    "officer_none": {
        "ja": "基準額がなく、3割減とは比べられない",
        "en": "There is no baseline to compare with",
    },
    "officer_subject": {
        "ja": "費目別の運用経費: 移行前と移行後（年額、平均、税抜）",
        "en": "Running cost by item before and after migration (a year, means, before tax)",
    },
    "budget_title": {
        "ja": "歳出は{year}に最大の {yen}、うち一般財源 {general}（税込）",
        "en": "Expenditure peaks in {year} at {yen} with tax, of which general revenue {general}",
    },
    "budget_subject": {
        "ja": "歳出と財源内訳、債務負担行為の限度額（年度別、税込）",
        "en": "Expenditure, funding and ceiling of commitments by fiscal year (with tax)",
    },
    "slips_title": {
        "ja": "計画からの遅れは {spared} を先送りまたは免れさせ、{more} を生じさせる（税抜）",
        "en": "Slips put off or spare {spared} and cause {more} before tax",
    },
    "slips_none": {
        "ja": "計画からの遅れによる経費の増減はほとんどない見込み",
        "en": "Slips are expected to move hardly any cost",
    },
    "slips_subject": {
        "ja": "計画からの遅れによる経費の増減（内訳別、全年度計、平均、税抜）",
        "en": "What slips from the booked days change, by part (all years, means, before tax)",
    },
    "members_title": {
        "ja": "{all} 団体のうち {above} 団体で、移行後の運用経費が{base}を上回る",
        "en": "Running cost ends above {base} in {above} of {all} organisations",
    },
    "members_subject": {
        "ja": "構成団体の運用経費と最後の移行日（年額、平均、税抜）",
        "en": "Running cost and last cutover of the members (a year, means, before tax)",
    },
    "businesses_title": {
        "ja": "業務ごとの中央値で最後に切り替わるのは{business}（{month}）",
        "en": "The last to cut over by its median: {business} ({month})",
    },
    "businesses_titles": {
        "ja": "業務ごとの中央値では {many} の業務が最後に切り替わる（{month}）",
        "en": "{many} businesses are the last to cut over by their medians ({month})",
    },
    "businesses_subject": {
        "ja": "業務別の移行時期",
        "en": "Cutover by business",
    },
}

COLUMNS: Final[dict[str, dict[str, str]]] = {
    "month": {"ja": "月末", "en": "End of month"},
    "year": {"ja": "年度", "en": "Fiscal year"},
    "completed": {"ja": "移行済み", "en": "Cut over"},
    "declared": {"ja": "遅れの申告", "en": "Declared late"},
    "published": {"ja": "遅れの申告（公表値）", "en": "Declared late (published)"},
    "deadline": {"ja": "2026年3月31日", "en": "31 March 2026"},
    "own_deadline": {"ja": "このシナリオの期限", "en": "This scenario's deadline"},
    "designated_day": {"ja": "特定移行支援の期限", "en": "Day for designated systems"},
    "reason_mainframe": {"ja": "メインフレーム", "en": "Mainframe"},
    "reason_bespoke": {"ja": "個別開発", "en": "Bespoke"},
    "reason_no_product": {"ja": "製品・事業者なし", "en": "No product or vendor"},
    "reason_vendor_resources": {"ja": "事業者のリソース逼迫", "en": "Vendor resources"},
    "undeclared": {"ja": "該当と回答していないもの", "en": "Never declared late"},
    "moved_islands": {"ja": "奄美・沖縄", "en": "Amami, Okinawa"},
    "queue": {"ja": "待ち行列", "en": "Queue"},
    "running": {"ja": "運用経費", "en": "Running cost"},
    "target": {"ja": "目標（3割減）", "en": "Target (−30 %)"},
    "aim_late": {"ja": "目標（遅れなし）", "en": "Target (nothing late)"},
    "replication": {"ja": "試行", "en": "Replication"},
    "reason": {"ja": "事由", "en": "Reason"},
    "late": {"ja": "間に合わない業務システム", "en": "Systems that miss the deadline"},
    "late_share": {"ja": "間に合わない割合", "en": "Share late"},
    "late_bodies": {"ja": "間に合わない団体", "en": "Organisations late"},
    "systems_of": {"ja": "業務システム", "en": "Systems"},
    "total": {"ja": "合計", "en": "Total"},
    "slip_part": {"ja": "内訳", "en": "Part"},
    "put_off": {"ja": "先送り・免れた額", "en": "Put off or spared"},
    "caused": {"ja": "生じた額", "en": "Caused"},
    "balance": {"ja": "差引き", "en": "Balance"},
    "slip_new_running": {"ja": "移行後経費", "en": "New cost"},
    "slip_legacy_running": {"ja": "現行経費", "en": "Old cost"},
    "slip_legacy_extended": {"ja": "保守延長", "en": "Extension"},
    "slip_residual": {"ja": "残債", "en": "Residual"},
    "slip_parallel": {"ja": "並行稼働", "en": "Parallel"},
    "slip_idle": {"ja": "稼働待ち", "en": "Idle"},
    "slip_upkeep": {"ja": "改定対応", "en": "Upkeep"},
    "slip_migration": {"ja": "移行経費", "en": "Migration"},
    "not_own_fault": {"ja": "地方の責任によらない額", "en": "No fault of the local side"},
    "freed": {"ja": "生み出された財源", "en": "Money freed"},
    "expenditure": {"ja": "歳出計", "en": "Expenditure"},
    "code": {"ja": "定義コード", "en": "Definition code"},
    "meaning": {"ja": "定義", "en": "Definition"},
    "type": {"ja": "種別", "en": "Type"},
    "prefecture": {"ja": "都道府県", "en": "Prefecture"},
    "body_code": {"ja": "団体コード", "en": "Code"},
    "town": {"ja": "市区町村", "en": "Municipality"},
    "late_probability": {"ja": "遅れが残る確率", "en": "Probability of a late system"},
    "residents": {"ja": "人口", "en": "Residents"},
    "drawn_east": {"ja": "図の東経", "en": "Drawn east"},
    "drawn_north": {"ja": "図の北緯", "en": "Drawn north"},
    "item": {"ja": "費目", "en": "Item"},
    "before": {"ja": "移行前", "en": "Before"},
    "after": {"ja": "移行後", "en": "After"},
    "after_support": {"ja": "支援後", "en": "After support"},
    "shortfall": {"ja": "3割減への不足額", "en": "Short of −30 %"},
    "ratio": {"ja": "{base}比", "en": "Over {base}"},
    "ratio_before": {"ja": "移行前比", "en": "Over last year before"},
    "ratio_supported": {"ja": "{base}比（支援後）", "en": "Over {base}, after support"},
    "ratio_continued": {"ja": "標準化しない場合との比", "en": "Over continuation"},
    "ceiling": {"ja": "債務負担行為 限度額（P80）", "en": "Commitment ceiling (P80)"},
    "scheduled": {"ja": "うち支出予定", "en": "Commitments due"},
    "carried": {"ja": "繰越", "en": "Carried over"},
    "funding_total": {"ja": "財源計", "en": "Funding"},
    "law_change": {"ja": "制度改正", "en": "law changes"},
    "member": {"ja": "団体", "en": "Organisation"},
    "last_cutover": {"ja": "最後の移行", "en": "Last cutover"},
    "business": {"ja": "業務", "en": "Business"},
    "cutover_p10": {"ja": "早い場合（P10）", "en": "Early (P10)"},
    "cutover_p50": {"ja": "中央値", "en": "Median"},
    "cutover_p90": {"ja": "遅い場合（P90）", "en": "Late (P90)"},
    "quarter": {"ja": "四半期の初め", "en": "Start of quarter"},
    "figure": {"ja": "指標", "en": "Figure"},
    "unit": {"ja": "単位", "en": "Unit"},
    "base_mean": {"ja": "比べる元", "en": "Base"},
    "scenario_mean": {"ja": "このシナリオ", "en": "This scenario"},
    "difference": {"ja": "差", "en": "Difference"},
    "difference_low": {"ja": "差の95％区間 下限", "en": "95 % interval, low"},
    "difference_high": {"ja": "差の95％区間 上限", "en": "95 % interval, high"},
    "verdict": {"ja": "自治体から見て", "en": "For municipalities"},
    "changes_tab": {"ja": "差 {number}", "en": "Difference {number}"},
    # units
    "unit_systems": {"ja": "システム", "en": "systems"},
    "unit_bodies": {"ja": "団体", "en": "organisations"},
    "unit_times": {"ja": "倍", "en": "times"},
    "joint_unit": {"ja": "横はシステム、縦は倍", "en": "systems across, times upwards"},
    "unit_years": {"ja": "年", "en": "years"},
    "unit_share": {"ja": "％", "en": "%"},
    "unit_per_cent": {"ja": "％", "en": " %"},
    "unit_degrees": {"ja": "度", "en": "degrees"},
    # classes of a map
    "under": {"ja": "{step}{unit}未満", "en": "under {step}{unit}"},
    "from": {"ja": "{step}{unit}以上", "en": "from {step}{unit}"},
    "legend": {"ja": "図の凡例", "en": "Legend"},
    "tiles_live": {
        "ja": "表の数値を変えると、地図の数値と色も変わります",
        "en": "Change a number in the table, and the map follows",
    },
    "counted_bodies": {"ja": "{name}（{n}）", "en": "{name} ({n})"},
    # low, middle and high of an interval
    "spread_low": {"ja": "P10", "en": "P10"},
    "spread_middle": {"ja": "平均", "en": "Mean"},
    "spread_high": {"ja": "P90", "en": "P90"},
    "mean_low": {"ja": "平均の95％区間の下限", "en": "Mean, 95 % interval from"},
    "mean_middle": {"ja": "平均", "en": "Mean"},
    "mean_high": {"ja": "平均の95％区間の上限", "en": "Mean, 95 % interval to"},
    "not_clear": {"ja": "差がはっきりしない", "en": "not clearly different"},
    "no_change": {"ja": "変わらず", "en": "unchanged"},
    "interval": {"ja": "区間", "en": "Interval"},
}
