"""What is wrong with the arguments of a command, and with where its results are to go."""

from __future__ import annotations

from typing import Final

ARGUMENTS: Final[dict[str, dict[str, str]]] = {
    "unknown_argument": {
        "ja": "知らない引数 '{key}' です。`sanwari --help` で使い方を確かめられます{hint}",
        "en": "unknown argument '{key}'; `sanwari --help` shows how to use it{hint}",
    },
    "needs_value": {
        "ja": "{key} のあとに値を一つ書いてください",
        "en": "write one value after {key}",
    },
    "needs_argument": {
        "ja": "{names} を指定してください。`sanwari --help` で使い方を確かめられます",
        "en": "{names} is needed; `sanwari --help` shows how to use it",
    },
    "one_of_two": {
        "ja": "{key} と {other} は一緒に使えません。どちらか一方にしてください",
        "en": "{key} and {other} cannot be used together; keep one of the two",
    },
    "nothing_to_compare": {
        "ja": "比べる相手がありません。シナリオか --with でファイルを指定してください",
        "en": "there is nothing to compare with; give a scenario or a file after --with",
    },
    "too_many_scenarios": {
        "ja": "一度に比べられるのは{most}つまでです。減らしてください",
        "en": "at most {most} scenarios can be compared at once; give fewer",
    },
    "which_organisation": {
        "ja": "この名前には{count}団体が当てはまります。団体コードで指定してください: {choices}",
        "en": "{count} organisations fit this name; give the code of one: {choices}",
    },
    "no_organisation": {
        "ja": "この名前や団体コードの団体はありません。名称（の一部）か6桁の団体コードで"
        "指定してください{hint}",
        "en": "no organisation has this name or code; give its name, a part of it, or all six digits of "
        "its code{hint}",
    },
    "unknown_organisation": {
        "ja": "この団体コードは名簿にありません。検査数字を含む6桁で指定してください{hint}",
        "en": "no organisation has this code; give all six digits, the check digit included{hint}",
    },
    "unknown_prefecture": {
        "ja": "この都道府県はありません。01から47までの番号か名前で指定してください{hint}",
        "en": "there is no such prefecture; give its number from 01 to 47 or its name{hint}",
    },
    "posterior_no_class": {
        "ja": "{file} にこの種類の組がありません。ほかの選び方にしてください",
        "en": "{file} has no such set; choose another",
    },
    "nothing_published": {
        "ja": "この日までに公表された数がありません。もっと後の日にしてください",
        "en": "nothing had been published by this day; choose a later one",
    },
    "out_not_ours": {
        "ja": "このフォルダーにはほかのファイルがあります。空のフォルダーか新しい名前を指定してください",
        "en": "this folder holds other files; name an empty or a new one",
    },
    "out_foreign": {
        "ja": "このフォルダーには、Sanwariが書いたものではないファイル（{files}）があります。"
        "別の場所へ移すか、別のフォルダーを指定してください",
        "en": "this folder holds files that Sanwari has not written ({files}); move them elsewhere, "
        "or name another folder",
    },
    "out_changed": {
        "ja": "このフォルダーの結果（{files}）は、書き出したあとに変更されています。別のフォルダーを"
        "指定するか、上書きしてよければ --replace を付けてください",
        "en": "results in this folder ({files}) were changed after they had been written; name another "
        "folder, or add --replace to overwrite them",
    },
    "out_unreadable": {
        "ja": "このフォルダーの manifest.json が読めないか、壊れています。何も上書きしません。"
        "別のフォルダーを指定してください",
        "en": "manifest.json in this folder cannot be read or is damaged, so nothing here is overwritten; "
        "name another folder",
    },
    "out_earlier": {
        "ja": "このフォルダーにはSanwariの以前の版の結果があり、どのファイルが結果かを確かめられません。"
        "別のフォルダーを指定するか、このフォルダーを移してください",
        "en": "this folder holds results of an earlier version of Sanwari, which did not list its files; "
        "name another folder, or move this one",
    },
    "out_is_sweep": {
        "ja": "このフォルダーにはスイープの結果があります。別のフォルダーを指定してください",
        "en": "this folder holds the results of a sweep; name another folder",
    },
    "out_is_here": {
        "ja": "いま居るフォルダーやその上のフォルダーは置き換えられません。"
        "その中の新しい名前を指定してください",
        "en": "the folder in which you are, or one above it, cannot be replaced; name a new one inside it",
    },
    "out_vanished": {
        "ja": "書き出している間に、一時フォルダーが消されました。結果は書かれていません。"
        "もう一度実行してください",
        "en": "the temporary folder was removed while results were being written, so there are none; "
        "run the command again",
    },
    "out_mount": {
        "ja": "ここは別の装置の入口（マウント先）なので置き換えられません。"
        "その中の新しい名前を指定してください",
        "en": "this is where another device is mounted and cannot be replaced; name a new folder inside it",
    },
    "out_refused": {
        "ja": "ここに書けませんでした（{reason}）。別の場所を指定してください",
        "en": "the system would not write here ({reason}); name another place",
    },
    "nothing_to_extend": {
        "ja": "ここには続きを計算できる試行がありません。新しいフォルダーを --out に、"
        "--extend を付けて実行すると、試行が残ります",
        "en": "there are no replications here to go on from; a run with --extend into a new folder "
        "keeps them",
    },
    "damaged_to_extend": {
        "ja": "ここにある試行は書き出したときのままではなく（欠けたか壊れたため）、使えません。"
        "別の --out を指定して、はじめから計算してください",
        "en": "the replications here are not as they were written (incomplete or damaged) and cannot be "
        "used; give another --out and run anew",
    },
    "other_run_to_extend": {
        "ja": "ここにある試行は、シナリオ・データ・種・版のどれかが違うため続けられません。"
        "別の --out を指定してください",
        "en": "the replications here belong to another scenario, seed, data or version and cannot be "
        "extended; give another --out",
    },
    "out_other_result": {
        "ja": "このフォルダーには別の計算（{held}）の結果があります。別のフォルダーを指定するか、"
        "上書きしてよければ --replace を付けてください",
        "en": "this folder holds the result of something else ({held}); name another folder, "
        "or add --replace to overwrite it",
    },
    "out_is_file": {
        "ja": "同じ名前のファイルがあります。フォルダーの名前を指定してください",
        "en": "there is a file of this name; name a folder",
    },
    "out_not_writable": {
        "ja": "ここには書き込めません。書き込める場所を指定してください",
        "en": "nothing can be written there; name a place that you may write to",
    },
    "out_full": {
        "ja": "書き込み先に空きがないか、ファイルの大きさの上限に達しました。空きを作るか、"
        "別の場所を指定してください",
        "en": "the disk is full, or files may not be that large here; make room or name another place",
    },
    "out_name": {
        "ja": "この名前のフォルダーは作れません。短い、普通の名前にしてください",
        "en": "no folder of this name can be made; use a shorter, plain name",
    },
}
