"""Texts that all pages share."""

from __future__ import annotations

from typing import Final

WORDS: Final[dict[str, dict[str, str]]] = {
    "name": {"ja": "Sanwari", "en": "Sanwari"},
    "outlook": {"ja": "全国の見通し", "en": "Outlook"},
    "scenario": {"ja": "シナリオ", "en": "Scenario"},
    "own": {"ja": "わが団体", "en": "Own organisation"},
    "compare": {"ja": "比較", "en": "Compare"},
    "evidence": {"ja": "根拠", "en": "Evidence"},
    "language": {"ja": "言語 / Language", "en": "言語 / Language"},
    "address": {"ja": "ブラウザで開く: {address}", "en": "Open in the browser: {address}"},
    "draft": {"ja": "表示中のシナリオ", "en": "Scenario shown"},
    "unnamed": {"ja": "{base}（変更中）", "en": "{base} (changed)"},
    "estimate": {
        "ja": "推計であり、公表値ではありません。"
        "どの事業者がどの団体を担うかは公表されておらず、確率的に割り当てています。",
        "en": "Estimates, not published values. Nobody publishes which vendor serves whom: that is drawn.",
    },
    "of": {
        "ja": "{title}・試行 {number} 回・id {id}",
        "en": "{title}; {number} replications; id {id}",
    },
    "definition": {"ja": "比率に使う「3割減」の定義", "en": "What “30 %” means in ratios"},
    "definition_help": {
        "ja": "文・指標・運用経費の図と表・持ち帰る資料の比率が変わります（全国の見通しと比較のページ）。"
        "金額と団体の割合は常に既定の定義によります。",
        "en": "Changes the ratios in sentences, key figures, charts and tables of running cost and the "
        "files, on the pages Outlook and Compare; amounts and shares of organisations keep to the first one.",
    },
    "key_note": {
        "ja": "大きい数字は平均（時期は中央値）、その下は P10～P90（10回に8回はこの間に入ります）。",
        "en": "Large figures are means (a date: the median), below them P10 to P90 (eight of ten "
        "replications lie between).",
    },
    "first": {
        "ja": "速報です（平均だけ）。試行が 200 回に達すると、幅（P10～P90）とともに自動で更新します。",
        "en": "A first answer, means only; after 200 replications it is shown anew with the spread.",
    },
    "stale": {
        "ja": "下の結果は「{title}」のものです。いま選んでいる「{wanted}」の結果ではありません（計算中）。",
        "en": 'The result below belongs to "{title}", not to "{wanted}", '
        "which is chosen now and being computed.",
    },
    "stale_same": {
        "ja": "下の結果は、変更する前の入力のものです。いまの入力の結果を計算しています。",
        "en": "The result below belongs to the inputs before the last change; the new one is being computed.",
    },
    "waiting": {"ja": "順番を待っています", "en": "Waiting for its turn"},
    "compiling": {
        "ja": "この版を初めて使うため、計算部分を準備しています：{done}／{wanted}（数分、次回からは不要）",
        "en": "First use of this version: preparing {done} of {wanted} (a few minutes, only this once)",
    },
    "running": {"ja": "計算中：試行 {done}／{wanted} 回", "en": "Running: {done} of {wanted} replications"},
    "from_before": {"ja": "・表示は変更前の結果です", "en": "; what is shown is from before the change"},
    "left": {"ja": "、残り約 {left}", "en": ", about {left} left"},
    "ready": {"ja": "計算済み：試行 {have} 回", "en": "Done: {have} replications"},
    "stop": {"ja": "ここで止める", "en": "Stop here"},
    "resume": {"ja": "試行を増やす", "en": "Run more"},
    "retry": {"ja": "もう一度計算する", "en": "Try again"},
    "failed": {
        "ja": "計算できませんでした（{reason}）。前提を変えるか、もう一度計算してください。",
        "en": "The run failed ({reason}). Change the assumptions or try again.",
    },
    "broken": {
        "ja": "本ソフトの不具合です。お知らせください",
        "en": "a fault of the software; please report it",
    },
    "no_answer": {
        "ja": "最初の答えを計算しています。でき次第ここに表示します。",
        "en": "Computing the first answer; it appears here as soon as it is there.",
    },
    "failures": {
        "ja": "{n} 回の試行が失敗し、結果から除かれています。",
        "en": "{n} replications failed and are left out of the results.",
    },
    "table": {"ja": "数値の表", "en": "Table of the numbers"},
    "no_number": {"ja": "―", "en": "–"},
    "take": {"ja": "図と表を保存", "en": "Save chart and table"},
    "make_chart": {"ja": "ファイルを作る", "en": "Make the files"},
    "making": {"ja": "ファイルを作っています", "en": "Making the files"},
    "made_before": {
        "ja": "下のファイルの内容：{of}。いまの表示で作り直すには、もう一度押してください。",
        "en": "The files below hold: {of}. Press again to make them from what is shown now.",
    },
    "take_away": {"ja": "スライドと表にする", "en": "Take away as slides and workbook"},
    "take_which": {"ja": "入れる図と表", "en": "Charts and tables to put in"},
    "take_none": {
        "ja": "図か表を1つ以上選んでください。",
        "en": "Choose one chart or table at least.",
    },
    "make": {"ja": "スライドと表を作る", "en": "Make slides and workbook"},
    "pptx": {"ja": "スライドを保存（PowerPoint）", "en": "Save the slides (PowerPoint)"},
    "xlsx": {"ja": "表を保存（Excel）", "en": "Save the workbook (Excel)"},
    "style_lang": {"ja": "ファイルの言語", "en": "Language of the files"},
    "style_unit": {"ja": "金額の単位", "en": "Unit of amounts"},
    "style_years": {"ja": "年の書き方", "en": "Years"},
    "style_colour": {"ja": "色", "en": "Colour"},
    "years_gregorian": {"ja": "西暦", "en": "Gregorian"},
    "years_era": {"ja": "和暦", "en": "Japanese era"},
    "colour_colour": {"ja": "カラー", "en": "colour"},
    "colour_mono": {"ja": "白黒（線種と模様）", "en": "monochrome (dashes, patterns)"},
    "figures": {"ja": "図表 {n} 点", "en": "{n} figures"},
    "command": {"ja": "この画面を再現するコマンド", "en": "The command that repeats this page"},
    "files_later": {
        "ja": "スライド、表、コマンドは、いまの条件の計算が終わると作れます（上は前の条件の結果です）。",
        "en": "Slides, workbook and command follow once the present inputs are computed: what is shown above "
        "is of the inputs before.",
    },
    "sign_on": {"ja": "サインオン", "en": "Sign on"},
    "sign_on_why": {
        "ja": "このページを見るには、組織の認証が必要です。",
        "en": "These pages are for people of this organisation.",
    },
    "sign_on_link": {
        "ja": "シナリオのリンクを開いています。サインオンの後、同じリンクをもう一度開いてください。",
        "en": "This link carries a scenario: open the same link again after signing on.",
    },
    "sign_on_missing": {
        "ja": "認証に必要な部品がありません。"
        "管理者の方は .venv/bin/pip install 'streamlit[auth]' を実行して起動し直してください。",
        "en": "What signs on is missing. "
        "Administrator: run .venv/bin/pip install 'streamlit[auth]' and start again.",
    },
    "sign_on_unreadable": {
        "ja": "認証の設定（.streamlit/secrets.toml）を読めないため、表示を止めています。"
        "管理者の方は書き方を確かめて起動し直してください。",
        "en": "The settings of the sign-on (.streamlit/secrets.toml) cannot be read, so nothing is shown. "
        "Administrator: check the file and start again.",
    },
    "sign_off": {"ja": "サインオフ", "en": "Sign off"},
    "wrong": {
        "ja": "画面を表示できませんでした。ページを読み込み直してください。続くときはお知らせください。",
        "en": "This page could not be shown. Load it again; if it happens again, please report it.",
    },
}
