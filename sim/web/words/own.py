"""Texts of the page of the own organisation."""

from __future__ import annotations

from typing import Final

WORDS: Final[dict[str, dict[str, str]]] = {
    "title": {"ja": "わが団体", "en": "Own organisation"},
    "find": {
        "ja": "団体または都道府県（名称・カナ・ローマ字・コードの一部を入力して選ぶ）",
        "en": "Organisation or prefecture (type a part of its name or code, then choose)",
    },
    "placeholder": {
        "ja": "{number}団体と47都道府県から選ぶ",
        "en": "{number} organisations and 47 prefectures",
    },
    "listed": {"ja": "{ja}（{home}・{kana}・{en}・{code}）", "en": "{en}, {home} ({ja}, {kana}, {code})"},
    "all_members": {
        "ja": "{ja}内の全団体（本庁と{towns}市区町村の合計・{en}・{code}）",
        "en": "{en}: office and {towns} municipalities ({ja}, {code})",
    },
    "office": {
        "ja": "{ja}庁だけ（市区町村を含まない1団体・{kana}・{en}・{code}）",
        "en": "{en}: prefectural office alone ({ja}, {kana}, {code})",
    },
    "choose_first": {
        "ja": "団体を選ぶと、移行の時期、費用、3割減までの額が出ます。数値を入れるまではすべて推計です。",
        "en": "Choose an organisation for its dates, its cost and what is missing to 30 % less. Until own "
        "figures are entered, all of it is estimated.",
    },
    "members_marked": {
        "ja": "団体ごとの数値はすべて推計（公表値ではない）です。",
        "en": "The figures of all members are estimates, not published values.",
    },
    "members_own": {
        "ja": "自団体の数値がある{number}団体のほかは、すべて推計（公表値ではない）です。",
        "en": "But for {number} with own figures, the figures of the members are estimates, not published "
        "values.",
    },
    "in_effect": {
        "ja": "結果には{names}の自団体の数値も使っています。"
        "表示・変更・取消しは、上の欄でその団体を選んでください。",
        "en": "The result also uses own figures of {names}. Choose one above to see, change or clear them.",
    },
    "in_effect_more": {"ja": "ほか{number}団体", "en": "{number} more"},
    "tab_members": {"ja": "構成団体", "en": "Members"},
    "tab_cost": {"ja": "運用経費", "en": "Running cost"},
    "tab_budget": {"ja": "歳出と財源", "en": "Budget"},
    "tab_dates": {"ja": "移行の時期", "en": "Cutover dates"},
    "tab_enter": {"ja": "自団体の数値を入れる", "en": "Enter own figures"},
    "tab_take": {"ja": "スライドと表", "en": "Slides and workbook"},
    "how": {
        "ja": "分かるところだけ入れてください。空欄は推計のままです。金額は年額・税抜です。"
        "数値はこのサーバーの記憶にだけ2時間置かれ、共有リンクには入りません。",
        "en": "Enter what you know; empty lines stay estimates. Amounts are a year and before tax. "
        "The figures stay in this server's memory for two hours and are in no link.",
    },
    "tables": {"ja": "入れる数値", "en": "What to enter"},
    "unit": {"ja": "金額の単位", "en": "Unit of amounts"},
    "unit_1": {"ja": "円", "en": "yen"},
    "unit_1000": {"ja": "千円", "en": "thousand yen"},
    "paste": {
        "ja": "。Excelの列をそのまま貼り付けられます。",
        "en": ". A column can be pasted from a spreadsheet.",
    },
    "unused": {
        "ja": "次のところがそろうまで、結果は前の数値のままです。",
        "en": "Until these are mended, the result stays with the figures before.",
    },
    "head_fy2018_label": {"ja": "費目", "en": "Item"},
    "head_fy2018_estimate": {"ja": "推計（{unit}）", "en": "Estimate ({unit})"},
    "head_fy2018_entry": {"ja": "自団体の額（{unit}）", "en": "Own amount ({unit})"},
    "head_quotes_label": {"ja": "費目", "en": "Item"},
    "head_quotes_estimate": {"ja": "移行後の推計（{unit}）", "en": "Estimate after migration ({unit})"},
    "head_quotes_entry": {"ja": "見積額（年額・{unit}）", "en": "Quote a year ({unit})"},
    "head_quotes_day": {"ja": "見積書の日付", "en": "Date of the quote"},
    "head_ends_label": {"ja": "業務群", "en": "Business group"},
    "head_ends_estimate": {"ja": "推計", "en": "Estimate"},
    "head_ends_entry": {"ja": "契約終了日", "en": "Contract ends on"},
    "head_cutovers_label": {"ja": "業務", "en": "Business"},
    "head_cutovers_estimate": {"ja": "推計（中央値）", "en": "Estimate (median)"},
    "head_cutovers_entry": {"ja": "移行予定日", "en": "Planned day"},
    "help_yen": {
        "ja": "税抜の年額。2,500,000円 のように単位を付けても読めます。"
        "税込なら2018年度（平成30年度）は1.08、見積りは1.10で割ってください。",
        "en": "A year, before tax: divide FY2018 amounts with tax by 1.08, quotes by 1.10. An amount may "
        "carry its unit: 2,500,000円, 2,500千円.",
    },
    "help_day": {
        "ja": "2026-03-31、令和8年3月31日、R8.3.31、令和8年3月 のどれでも読めます。",
        "en": "Such as 2026-03-31, 2026/3/31 or R8.3.31.",
    },
    "used": {
        "ja": "結果に使う自団体の数値：{lines}。ほかの行は推計（公表値ではない）。",
        "en": "Own figures that the result uses: {lines}. All other lines are estimates, not published "
        "values.",
    },
    "used_day": {"ja": "{figure}（{day}）", "en": "{figure} ({day})"},
    "used_line": {"ja": "{line} {figure}", "en": "{line} {figure}"},
    "used_none": {
        "ja": "結果はどの行も推計（公表値ではない）を使っています。",
        "en": "The result uses estimates for all lines, not published values.",
    },
    "of_before": {
        "ja": "・入れる前の数値による（計算中）",
        "en": "; with the figures before, being computed anew",
    },
    "undo": {"ja": "元に戻す", "en": "Undo"},
    "redo": {"ja": "やり直す", "en": "Redo"},
    "by_workbook": {
        "ja": "**Excelで記入する** 記入用紙には推計と、ここに入れた数値が入ります。",
        "en": "**In a workbook** The template holds the estimates and what was entered here.",
    },
    "template": {"ja": "記入用紙を保存（Excel）", "en": "Save the template (Excel)"},
    "template_help": {
        "ja": "記入して右の欄から戻すと、上の表に入ります。",
        "en": "Filled in and opened on the right, it fills the tables above.",
    },
    "upload": {"ja": "記入したファイルを開く", "en": "Open the filled-in file"},
    "clear": {"ja": "推計に戻す", "en": "Back to the estimate"},
    "scenario": {"ja": "このコマンドが使う {file} を保存", "en": "Save {file} for this command"},
    "scenario_own": {
        "ja": "このコマンドが使う {file} を保存（自団体の数値を含む）",
        "en": "Save {file} for this command (own figures included)",
    },
    "scenario_help": {
        "ja": "手元のパソコンにだけ保存されます。コマンドを実行するフォルダーに置いてください。",
        "en": "It is saved on your computer only. Put it into the folder where the command is run.",
    },
    "other_body": {
        "ja": "このファイルは別の団体（{code}）のものです。上の欄でその団体を選ぶか、"
        "正しいファイルを開いてください。",
        "en": "This file belongs to another organisation ({code}). Choose it above, or open the right file.",
    },
    "computing": {"ja": "この団体の結果を取り出しています", "en": "Taking out what belongs here"},
    "of": {
        "ja": "全国の試行のうち最初の {number} 回から計算・id {id}",
        "en": "From the first {number} replications of the nation's run; id {id}",
    },
}
