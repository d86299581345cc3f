"""What is wrong with own figures, typed or in a workbook."""

from __future__ import annotations

from typing import Final

OWN: Final[dict[str, dict[str, str]]] = {
    "not_in_scope": {
        "ja": "この団体には対象となるシステムがありません。行を削るか、団体コードを確かめてください",
        "en": "the organisation has no such system in scope; remove the row or check the code",
    },
    "own_items_missing": {
        "ja": "{organisation} の費目 {items} がありません。10費目をすべて書くか（なかった費目は0）、"
        "総額だけを cost.own_baselines に書いてください",
        "en": "{organisation} lacks the items {items}; give all ten (0 where nothing was paid), "
        "or the total alone in cost.own_baselines",
    },
    "own_items_nothing": {
        "ja": "{organisation} の10費目がすべて0円です。実績を書くか、行を削って推計に任せてください",
        "en": "all ten items of {organisation} are 0; give what was paid, or remove them and keep the "
        "estimate",
    },
    "own_items_total": {
        "ja": "{organisation} の10費目の合計は{sum}円で、cost.own_baselines の{total}円と違います。"
        "どちらかを直すか削ってください",
        "en": "the ten items of {organisation} add up to {sum} yen, but cost.own_baselines says {total}; "
        "correct or remove one of the two",
    },
    "own_quote_without_base": {
        "ja": "都道府県には2018年度の推計がありません。{organisation} の cost.own_items か "
        "cost.own_baselines も書いてください",
        "en": "there is no estimate of FY2018 for prefectures; give {organisation} rows in cost.own_items or "
        "cost.own_baselines too",
    },
    "own_cell_amount": {
        "ja": "金額を数字で書いてください（例 1234567、単位はシートの上で選びます）",
        "en": "write the amount in digits, such as 1234567; its unit is chosen at the top of the sheet",
    },
    "own_cell_range": {
        "ja": "0円から1兆円までの金額にしてください。単位も確かめてください",
        "en": "an amount lies between 0 and 1,000,000,000,000 yen; check the unit too",
    },
    "own_cell_day": {
        "ja": "日付として読めません。2026-03-31、令和8年3月31日、R8.3.31 のように書いてください",
        "en": "cannot be read as a day; write it as 2026-03-31, 2026/3/31 or R8.3.31",
    },
    "own_cell_formula": {
        "ja": "計算されていない式です。表計算ソフトで開いて保存し直すか、値を書いてください",
        "en": "this formula was never computed; open and save the file in a spreadsheet, or write the value",
    },
    "own_cell_estimate": {
        "ja": "灰色の推計が書き換えられています。自団体の値は右の黄色のセルに書いてください",
        "en": "the grey estimate was typed over; write your own value in the yellow cell beside it",
    },
    "own_sheet_twice": {
        "ja": "{key} と {other} は同じ表です。片方のシートを削ってください",
        "en": "{key} and {other} are the same table; remove one of the two sheets",
    },
    "own_row_unknown": {
        "ja": "この行は記入用紙にないか、二度あります。行を削り、左端の文字を元に戻してください",
        "en": "this line is not in the template, or there twice; remove it and restore the text on its left",
    },
    "own_cell_items": {
        "ja": "{key} が空です。10費目をすべて書くか（なかった費目は0）、総額だけを書いてください",
        "en": "{key} is empty; give all ten items (0 where nothing was paid), or the total alone",
    },
    "own_cell_nothing": {
        "ja": "2018年度の経費が0円になります。実績を書くか、空欄にして推計に任せてください",
        "en": "the cost of FY2018 would be 0; give what was paid, or leave it empty to keep the estimate",
    },
    "own_cell_total": {
        "ja": "10費目の合計は{sum}円です。どちらかを直すか、総額を空欄にしてください",
        "en": "the ten items add up to {sum} yen; correct one of the two, or leave the total empty",
    },
    "own_cell_quote": {
        "ja": "{key} に見積額がありません。年額を書くか、日付を消してください",
        "en": "{key} lacks the amount of the quote; write it, or remove its date",
    },
    "own_cell_quote_day": {
        "ja": "{key} に見積書の日付がありません。書き加えてください",
        "en": "{key} lacks the date of the quote; add it",
    },
    "own_file_large": {
        "ja": "ファイルが大きすぎます（{most}まで）。記入用紙に画像などを加えずに保存してください",
        "en": "the file is too large (at most {most}); save the template without pictures or other sheets",
    },
    "own_file_macros": {
        "ja": "マクロの入ったファイルは読みません。.xlsx として保存し直してください",
        "en": "a file with macros is not read; save it as .xlsx",
    },
    "own_file_other": {
        "ja": "記入用紙（.xlsx）として読めません。記入用紙を新しく作り、値を写してください",
        "en": "this cannot be read as the template (.xlsx); make a new template and copy the values into it",
    },
    "own_file_of_another": {
        "ja": "この記入用紙は団体 {code} のものです。{wanted} の記入用紙を使ってください",
        "en": "this template belongs to organisation {code}; use one for {wanted}",
    },
    "template_exists": {
        "ja": "同じ名前のファイルがあります。記入した値を失わないよう、別の名前にしてください",
        "en": "there is a file of this name; choose another, so that what is filled in is not lost",
    },
    "own_file_code": {
        "ja": "シートの団体コードが名簿にないか、そろっていません。記入用紙を新しく作ってください",
        "en": "the code of the organisation is unknown, or differs between sheets; make a new template",
    },
}
