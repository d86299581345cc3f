"""Texts of the page of evidence."""

from __future__ import annotations

from typing import Final

WORDS: Final[dict[str, dict[str, str]]] = {
    "title": {"ja": "根拠", "en": "Evidence"},
    "tab_assumptions": {"ja": "前提の一覧", "en": "Assumptions"},
    "tab_checks": {"ja": "公表値との照合", "en": "Against what was published"},
    "tab_backtest": {"ja": "予測の検証", "en": "Back-test"},
    "tab_method": {"ja": "計算の方法と限界", "en": "Method and limits"},
    "tab_credits": {"ja": "出典と利用条件", "en": "Sources and credits"},
    "intro": {
        "ja": "「{title}」のすべての前提 {n} 件です。角かっこの中は不確かな幅で、試行のたびに引き直します。",
        "en": 'All {n} assumptions of "{title}". Ranges in brackets are uncertain and drawn anew each time.',
    },
    "search": {
        "ja": "さがす（例: 為替、クラウド、期限、support）",
        "en": "Search (such as exchange, cloud, deadline)",
    },
    "grade": {"ja": "確度", "en": "Grade"},
    "all_grades": {"ja": "すべて", "en": "all"},
    "found": {"ja": "{n} 件", "en": "{n} found"},
    "nothing": {
        "ja": "あてはまる前提はありません。別の言葉でさがしてください。",
        "en": "No assumption matches; try another word.",
    },
    "group": {"ja": "分類", "en": "Group"},
    "label": {"ja": "前提", "en": "Assumption"},
    "value": {"ja": "値［幅］", "en": "Value [range]"},
    "bounds": {"ja": "とりうる範囲", "en": "Bounds"},
    "source": {"ja": "出典・理由", "en": "Source or reason"},
    "address": {"ja": "所在", "en": "Address"},
    "link": {"ja": "リンク", "en": "Link"},
    "open": {"ja": "開く", "en": "open"},
    "checked": {"ja": "確認日", "en": "Checked on"},
    "path": {"ja": "名前", "en": "Name"},
    "save": {"ja": "一覧をCSVで保存", "en": "Save the list as CSV"},
    "checks_intro": {
        "ja": "公表された {n} の値のうち {inside} が、この計算（{title}、試行 {number} 回）の "
        "P10～P90 に入ります。"
        "入らないものもそのまま示します。",
        "en": "Of {n} published figures, {inside} lie between P10 and P90 of this run ({title}, {number} "
        "replications). Misses are shown as they are.",
    },
    "checks_few": {
        "ja": "試行が {number} 回と少ないため、幅はまだ粗い値です。",
        "en": "With {number} replications the spread is still rough.",
    },
    "checks_fitted": {
        "ja": "「合わせた」値は前提を決めるときに使ったもので、合っていても裏付けにはなりません。",
        "en": "Assumptions were fitted to figures marked so; agreement there is no confirmation.",
    },
    "survey": {"ja": "時点", "en": "As of"},
    "figure": {"ja": "公表値の種類", "en": "Published figure"},
    "scope": {"ja": "範囲", "en": "Scope"},
    "published": {"ja": "公表値", "en": "Published"},
    "spread": {"ja": "計算の P10～P90", "en": "P10 to P90 of the run"},
    "median": {"ja": "中央値", "en": "Median"},
    "verdict": {"ja": "照合", "en": "Result"},
    "inside": {"ja": "○ 範囲内", "en": "○ inside"},
    "outside": {"ja": "× 範囲外", "en": "× outside"},
    "fitted": {"ja": "合わせた", "en": "Fitted"},
    "yes": {"ja": "はい", "en": "yes"},
    "no": {"ja": "いいえ", "en": "no"},
    "declared_systems": {"ja": "遅れると申告されたシステム", "en": "Systems declared late"},
    "declared_organisations": {"ja": "遅れると申告した団体", "en": "Organisations declaring late"},
    "pending_organisations": {"ja": "判断保留の団体", "en": "Organisations undecided"},
    "quote_multiple_mean": {"ja": "見積り倍率の平均", "en": "Mean multiple of quotes"},
    "quote_share_at_least_2": {"ja": "見積りが2倍以上の割合", "en": "Share of quotes at 2 or more"},
    "quote_organisations_below_1": {"ja": "見積りが1倍未満の団体", "en": "Bodies with quotes below 1"},
    "quote_multiple_max": {"ja": "見積り倍率の最大", "en": "Greatest multiple of quotes"},
    "government_cloud_systems_in_production": {
        "ja": "本番稼働のシステム（計算は全環境）",
        "en": "Systems in production (run: all hostings)",
    },
    "credits": {
        "ja": "- 団体コードと種別：総務省『全国地方公共団体コード』。財政力：総務省『全市町村の主要財政指標』"
        "『全都道府県の主要財政指標』。人口：総務省統計局『国勢調査』（令和2年）、"
        "e-Stat『社会・人口統計体系』、総務省『住民基本台帳に基づく人口』。"
        "公共データ利用規約（第1.0版）に従い、加工して作成。\n"
        "- 役場の位置：Code for FUKUI『localgovjp』（CC0）。"
        "都道府県の英語名・地方・タイル配置は自由に使えます。\n"
        "- 為替と消費者物価：公式統計を加工した公開データ集 "
        "[exchange-rates](https://github.com/datasets/exchange-rates)、"
        "[cpi](https://github.com/datasets/cpi)。\n"
        "- 報道や公的機関の個々の数値は、出典の住所を添えて事実として引用し、文章は写していません。\n"
        "- 表の一つ一つの列の出典、探したが見つからなかったもの、採らなかったものは "
        "data/SOURCES.md にあります。",
        "en": "- Codes and types of local governments: Ministry of Internal Affairs and Communications "
        "(総務省『全国地方公共団体コード』). Fiscal strength: the same ministry's main fiscal indicators "
        "(総務省『全市町村の主要財政指標』『全都道府県の主要財政指標』). Populations: Statistics Bureau, "
        "census of 2020 (総務省統計局『国勢調査』); e-Stat, System of Social and Demographic Statistics "
        "(『社会・人口統計体系』); the ministry's counts of the Basic Resident Register "
        "(総務省『住民基本台帳に基づく人口』). Used under the Public Data License, version 1.0 "
        "(公共データ利用規約（第1.0版）, compatible with CC BY 4.0), processed by this project.\n"
        "- Positions of town halls: Code for FUKUI, localgovjp (CC0). English names, regions and tiles of "
        "prefectures are free to use.\n"
        "- Exchange rates and consumer prices: public data sets "
        "[exchange-rates](https://github.com/datasets/exchange-rates) and "
        "[cpi](https://github.com/datasets/cpi), after official statistics.\n"
        "- Single figures of the press and of public bodies are facts quoted with their address; no text is "
        "copied.\n"
        "- The source of each column, what was looked for and not found, and what was left out: "
        "data/SOURCES.md.",
    },
    "sources": {"ja": "出典の一覧", "en": "Every source"},
    "weak_sources": {"ja": "弱い出典", "en": "Weak sources"},
    "weak_reading": {
        "ja": "発行者の文書にたどれず、単独の弱い出典だけで見た値と、その所在です。"
        "確かめた値とは分けて数え、リンクしません。同じ所在が、別の値の出典として上の表に載ることがあります。",
        "en": "What could not be traced to its issuer and nothing else supports, by address. It is counted "
        "apart and not linked; the address may stand above for other figures.",
    },
    "published_figures": {"ja": "ここからの公表値（件）", "en": "Published figures from it"},
    "assumptions": {"ja": "ここからの前提（件）", "en": "Assumptions from it"},
    "grades": {"ja": "確度の意味", "en": "What the grades mean"},
    "grades_table": {
        "ja": "| 確度 | 意味 |\n|---|---|\n"
        "| `OFFICIAL`, `SEEN-OFFICIAL` | 発行者自身の文書・データ |\n"
        "| `DATASET` | 公式の数値を加工した公開データ |\n"
        "| `SECONDARY` | 記事・転載 |\n"
        "| `SECONDARY-LOW`, `WEAK` | 弱い単独の出典。これだけを根拠にせず、リンクもしない |\n"
        "| `DERIVED` | 他の数値からの計算。弱い出典の所在では弱いものとして扱う |\n"
        "| `ASSUMPTION` | 公表値がなく、理由を添えて置いた値 |\n"
        "| `NOT SEEN` | 探したが見つからず、意図して空 |",
        "en": "| grade | meaning |\n|---|---|\n"
        "| `OFFICIAL`, `SEEN-OFFICIAL` | the issuer's own text or data |\n"
        "| `DATASET` | a public data set that reprocesses official figures |\n"
        "| `SECONDARY` | an article or transcription |\n"
        "| `SECONDARY-LOW`, `WEAK` | one weak source; never the only support of a statement; not linked |\n"
        "| `DERIVED` | arithmetic on other figures; weak where weak ones stand at its address |\n"
        "| `ASSUMPTION` | nothing is published; set with a reason |\n"
        "| `NOT SEEN` | looked for and not found; empty on purpose |",
    },
    "old_backtest": {
        "ja": "この検証のあとで前提か公表値が変わりました。下のコマンドで計算し直せます。",
        "en": "Assumptions or published figures have changed since this back-test; "
        "the command below renews it.",
    },
    "backtest_intro": {
        "ja": "各回の公表値を、その公表の前日までに公表されていた数だけから予測し、"
        "あとで出た実際の数と比べました。"
        "比べる相手は、前回と同じとする予測と、前二回を結ぶ直線を延ばす予測です。",
        "en": "Each published wave was forecast from what had been public on the day before it, and compared "
        "with what came. Beside it stand two plain forecasts: no change since the last count, and a straight "
        "line through the last two.",
    },
    "hindsight": {"ja": "**この検証で言えないこと**", "en": "**What this cannot show**"},
    "backtest_of": {
        "ja": "模擬実行 {n} 回・id {id}。同じ結果を出すコマンド：",
        "en": "{n} simulations; id {id}. The command that gives the same:",
    },
    "method": {
        "ja": "1. 1,788 団体の 34,592 システムを、公表された合計と分布に合うように事業者（60 "
        "の類型）へ割り当てます。\n"
        "2. 事業者の班（チーム）が、契約・作業・リハーサル・切替えを一日ずつ進めます。"
        "班が足りなければ待ち、切替えのできない期間は避けます。\n"
        "3. 切替えの日と遅れから、運用経費と一時経費を団体・年度・費目・原因ごとに円単位で記帳し、"
        "補助・起債・一般財源に分けます。\n"
        "4. 不確かな前提と運を引き直して何百回も繰り返し、平均と P10～P90 を示します。"
        "シナリオどうしは同じ運で比べるので、差はシナリオの違いだけから生じます。\n"
        "5. 同じシナリオ・同じ種（シード）なら、どの機械でも同じ日・同じ円になります。",
        "en": "1. The 34,592 systems of 1,788 organisations are assigned to vendors (60 types) so "
        "that published "
        "totals and distributions hold.\n"
        "2. The vendors' teams work through contracts, work, rehearsals and cutovers day by day; "
        "what finds no "
        "team waits, and freezes are kept.\n"
        "3. From cutovers and delays, running and one-off cost are posted to the yen by organisation, fiscal "
        "year, item and cause, and split into subsidies, bonds and general revenue.\n"
        "4. This is repeated hundreds of times with uncertain assumptions and luck drawn anew; "
        "means and P10 to "
        "P90 are shown. Scenarios share their luck, so a difference is the scenario's alone.\n"
        "5. The same scenario and seed give the same day and yen on any machine.",
    },
    "limits_title": {"ja": "限界", "en": "Limits"},
    "limits": {
        "ja": "- どの事業者がどの団体を担うか、各団体がいくら払うかは公表されていません。"
        "団体名のもとに示す値は、その団体の数字を入れるまでは推計です。\n"
        "- 事業者の人手不足と、作業の膨らみの気づきの遅れは、公表された波からは区別できません。"
        "人を増やす策の効きめはどちらかによって変わります。\n"
        "- 2018年度の 20 業務の経費、全国の移行経費、団体別の事業者には公表値がありません。"
        "桁の確認しかできません。\n"
        "- 不確かな前提は互いに独立に引いています。実際には一緒に動くものがあります。\n"
        "- 要望の効果のうち人の行動によるものは仮定で、幅は効果なしを含みます。",
        "en": "- Nobody publishes which vendor serves whom, nor what each body pays. What stands "
        "under a body's name "
        "is an estimate until its own figures are entered.\n"
        "- Lack of vendors' staff and late discovery of growing work cannot be told apart from the published "
        "waves; what more staff would achieve depends on which it is.\n"
        "- No figure is published for the FY2018 cost of the 20 businesses, for the cost of "
        "migrating, or for "
        "vendors by body; only orders of magnitude can be checked.\n"
        "- Uncertain assumptions are drawn independently; some move together in truth.\n"
        "- What a request does to behaviour is assumed; its range includes no effect.",
    },
}
