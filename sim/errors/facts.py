"""What is wrong with the published figures in `data/`."""

from __future__ import annotations

from typing import Final

FACTS: Final[dict[str, dict[str, str]]] = {
    "data_columns": {
        "ja": "列は左から {expected} です",
        "en": "the columns are, from the left, {expected}",
    },
    "data_cells": {
        "ja": "1行のセルは{expected}個です。読点（,）と引用符を確かめてください",
        "en": "a row has {expected} cells; check the commas and quotes",
    },
    "data_large": {
        "ja": "ファイルが大きすぎます（{most}まで）。表の行だけを残してください",
        "en": "the file is too large (at most {most}); keep the rows of the table only",
    },
    "data_broken": {
        "ja": 'この行から先をCSVとして読めません。引用符（"）が閉じているか、'
        "131,072字を超えるセルがないか確かめてください{reason}",
        "en": "cannot be read as CSV from this line on{reason}; check that every quote is closed and no cell "
        "is longer than 131,072 characters",
    },
    "data_empty": {
        "ja": "'{key}' が空です。値を書いてください",
        "en": "'{key}' is empty; write its value",
    },
    "data_half_width": {
        "ja": "半角カナは使えません。{fixed} としてください",
        "en": "no half-width kana; write {fixed}",
    },
    "data_katakana": {
        "ja": "全角カタカナで書いてください",
        "en": "write full-width katakana only",
    },
    "data_whole_number": {
        "ja": "{low}から{high}までの整数です（桁区切りなし）",
        "en": "a whole number from {low} to {high}, without separators",
    },
    "data_number": {
        "ja": "{low}から{high}までの数です（桁区切りなし）",
        "en": "a number from {low} to {high}, without separators",
    },
    "data_day": {
        "ja": "日付は 2026-03-31 の形で書いてください",
        "en": "a day is written as 2026-03-31",
    },
    "data_code_form": {
        "ja": "団体コードは数字6桁です。先頭の0を落としていないか確かめてください",
        "en": "an organisation's code has six digits; check whether a leading zero was lost",
    },
    "data_code_digit": {
        "ja": "団体コードの検査数字が合いません。{fixed} ではありませんか",
        "en": "the code's last digit does not check; {fixed} would",
    },
    "data_key": {
        "ja": "英小文字・数字・下線だけの名前にしてください（例: declared_systems）",
        "en": "use lower-case letters, digits and underscores only, as in declared_systems",
    },
    "data_repeated": {
        "ja": "{line}行目と重複しています。どちらかを削ってください",
        "en": "line {line} has it already; remove one of the two",
    },
    "data_order": {
        "ja": "前の行 {before} より小さい値です。昇順に並べてください",
        "en": "the row before has {before}; sort the rows in ascending order",
    },
    "data_prefecture": {
        "ja": "団体コードの上2桁は {expected} です",
        "en": "the code begins with {expected}",
    },
    "data_count": {
        "ja": "{expected}あるはずです。抜けや重複がないか確かめてください",
        "en": "there must be {expected}; look for missing or extra rows",
    },
    "data_total": {
        "ja": "合計は{expected}のはずです。値を確かめてください",
        "en": "the sum must be {expected}; check the values",
    },
    "data_needed": {
        "ja": "この指標の行が必要です。加えてください",
        "en": "a row of this metric is needed; add it",
    },
    "data_not_seen": {
        "ja": "確度 {grade} と値の有無が合いません。NOT SEEN の行だけ、値を空にしてください",
        "en": "does not go with grade {grade}; a value is empty where, and only where, the grade is NOT SEEN",
    },
    "data_published": {
        "ja": "時点 {date} より前に公表されることはありません",
        "en": "a figure as of {date} cannot be public before that day",
    },
    "data_at_most": {
        "ja": "{other} の {limit} 以下にしてください",
        "en": "at most {other}, which is {limit}",
    },
    "data_unknown": {
        "ja": "{file} にありません。綴りを確かめてください{hint}",
        "en": "{file} has no such entry; check the spelling{hint}",
    },
}
