"""Texts of the page of the own organisation."""

from __future__ import annotations

from typing import Final

WORDS: Final[dict[str, dict[str, str]]] = {
    "title": {"ja": "わが団体", "en": "Own organisation"},
    "find": {
        "ja": "団体または都道府県（名称・かな・コードの一部を入力して選ぶ）",
        "en": "Organisation or prefecture (type a part of its name or code, then choose)",
    },
    "placeholder": {
        "ja": "{number}団体と47都道府県から選ぶ",
        "en": "{number} organisations and 47 prefectures",
    },
    "all_members": {"ja": "{home}内の全団体", "en": "All members of {home}"},
    "choose_first": {
        "ja": "団体を選ぶと、移行の時期、費用、3割減までの額が出ます。数値を入れるまではすべて推計です。",
        "en": "Choose an organisation for its dates, its cost and what is missing to 30 % less. Until own "
        "figures are entered, all of it is estimated.",
    },
    "members_marked": {
        "ja": "団体ごとの数値はすべて推計（公表値ではない）です。",
        "en": "The figures of all members are estimates, not published values.",
    },
    "enter": {"ja": "自団体の数値を入れる（Excel）", "en": "Enter own figures (Excel)"},
    "how": {
        "ja": "ひな形を保存し、分かるところだけ記入して戻してください。"
        "平成30年度の経費、見積り、契約終了日、移行予定日を入れられます。"
        "空欄は推計のままです。数値はこのサーバーの記憶にだけ2時間置かれ、共有リンクには入りません。",
        "en": "Save the template, fill in what you know and bring it back: cost of FY2018, quotes, contract "
        "ends, planned cutovers. Empty cells stay estimates. The figures stay in this server's memory for "
        "two hours and are in no link.",
    },
    "template": {"ja": "ひな形を保存", "en": "Save the template"},
    "upload": {"ja": "記入したファイルを開く", "en": "Open the filled-in file"},
    "clear": {"ja": "推計に戻す", "en": "Back to the estimate"},
    "other_body": {
        "ja": "このファイルは別の団体（{code}）のものです。上の欄でその団体を選ぶか、"
        "正しいファイルを開いてください。",
        "en": "This file belongs to another organisation ({code}). Choose it above, or open the right file.",
    },
    "computing": {"ja": "この団体の結果を取り出しています", "en": "Taking out what belongs here"},
    "of": {"ja": "試行 {number} 回・id {id}", "en": "{number} replications; id {id}"},
    "make": {"ja": "スライドと表を作る", "en": "Make slides and workbook"},
    "making": {"ja": "スライドと表を作っています", "en": "Making slides and workbook"},
    "pptx": {"ja": "スライドで保存（PowerPoint）", "en": "Save as slides (PowerPoint)"},
    "xlsx": {"ja": "表で保存（Excel）", "en": "Save as a workbook (Excel)"},
}
