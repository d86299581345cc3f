"""What a user's files and arguments can get wrong, said in the user's language, all faults at once."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

# By code: what is allowed and the way out. {key} and {value} are the fault's, other blanks its details.
MESSAGES: dict[str, dict[str, str]] = {
    "missing_file": {
        "ja": "ファイルがありません。場所と名前を確かめてください",
        "en": "there is no such file; check its place and name",
    },
    "unreadable": {
        "ja": "読み取れません（{reason}）。UTF-8の正しい形式で保存し直してください",
        "en": "cannot be read ({reason}); save it again in the right format as UTF-8",
    },
    "not_toml": {
        "ja": "{place}がTOMLの書き方に合いません{reason}。項目は 名前 = 値 の形で一度だけ、"
        "文字は引用符で囲み、括弧と引用符は閉じてください",
        "en": "{place} is not valid TOML{reason}; write name = value, each name once, text in quotes, "
        "and close every bracket and quote",
    },
    "not_utf8": {
        "ja": "文字コードがUTF-8ではありません（{byte}バイト目）。UTF-8で保存し直してください",
        "en": "is not encoded as UTF-8 (byte {byte}); save it again as UTF-8",
    },
    "unknown_key": {
        "ja": "知らない項目 '{key}' です{hint}",
        "en": "unknown key '{key}'{hint}",
    },
    "missing_key": {
        "ja": "項目 '{key}' がありません。書き加えてください",
        "en": "'{key}' is missing; add it",
    },
    "wrong_type": {
        "ja": "{expected}で書いてください",
        "en": "write {expected} here",
    },
    "out_of_range": {
        "ja": "{low}から{high}までの値にしてください",
        "en": "a value lies between {low} and {high}",
    },
    "unknown_choice": {
        "ja": "次のどれかにしてください: {choices}{hint}",
        "en": "choose one of: {choices}{hint}",
    },
    "data_columns": {
        "ja": "列は左から {expected} です",
        "en": "the columns are, from the left, {expected}",
    },
    "data_cells": {
        "ja": "1行のセルは{expected}個です。読点（,）と引用符を確かめてください",
        "en": "a row has {expected} cells; check the commas and quotes",
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
    "not_finite": {
        "ja": "有限の数値にしてください",
        "en": "write a finite number",
    },
    "bad_months": {
        "ja": "月は小さい順に、同じ月は一度だけ書いてください",
        "en": "write the months in rising order, each once",
    },
    "no_range": {
        "ja": "この項目は幅を持てません。値を一つだけ書いてください",
        "en": "this cannot be uncertain; write one value",
    },
    "three_points": {
        "ja": "幅は {{ value = 中央値, low = 下限, high = 上限 }} の三つで書いてください",
        "en": "write a range as {{ value = median, low = least, high = greatest }}",
    },
    "points_order": {
        "ja": "low ≦ value ≦ high の順にしてください",
        "en": "low, value and high must rise in this order",
    },
    "operation": {
        "ja": "{operation} は使えません。この項目に使えるのは: {possible}",
        "en": "{operation} is not possible here; possible are: {possible}",
    },
    "negative_scale": {
        "ja": "倍率は0以上にしてください",
        "en": "a factor is zero or more",
    },
    "unknown_part": {
        "ja": "'{name}' は知らない項目です{hint}",
        "en": "unknown key '{name}'{hint}",
    },
    "missing_part": {
        "ja": "項目 '{name}' がありません。書き加えてください",
        "en": "'{name}' is missing; add it",
    },
    "same_row": {
        "ja": "{first}番目の行と {keys} が同じです。どちらかを削ってください",
        "en": "row {first} has the same {keys}; remove one of the two",
    },
    "before": {
        "ja": "{other}（{limit}）より前にはできません。どちらかを直してください",
        "en": "cannot lie before {other}, which is {limit}; change one of the two",
    },
    "sum_over_one": {
        "ja": "{others} との合計が上限で{total}になり、1を超えます。小さくしてください",
        "en": "with {others} it reaches {total}, more than the whole; lower one of them",
    },
    "vendor_total": {
        "ja": "事業者の種類別の数の合計は{all}でなければなりません（いまは{total}）",
        "en": "the numbers of vendors by kind must add up to {all}; they add up to {total}",
    },
    "no_window": {
        "ja": "切替えのできる日が12か月の間に一日もない業務群があります。凍結期間を短くしてください",
        "en": "some business could not cut over on any day in twelve months; shorten a freeze",
    },
    "unknown_scenario": {
        "ja": "シナリオ「{name}」はありません。`sanwari scenario list` で名前を確かめてください{hint}",
        "en": "there is no scenario named '{name}'; `sanwari scenario list` shows the names{hint}",
    },
    "circular": {
        "ja": "extends が輪になっています（{circle}）。どこかで標準の想定に戻してください",
        "en": "the files extend each other in a circle ({circle}); let one of them extend the baseline",
    },
    "extends_not_baseline": {
        "ja": '組み合わせられるのは extends = "baseline" のファイルだけです',
        "en": 'only a file that says extends = "baseline" can be combined with others',
    },
    "given_twice": {
        "ja": "同じファイルが二度指定されています。一度にしてください",
        "en": "this file is given twice; give it once",
    },
    "set_and_changed": {
        "ja": "'{key}' に値の指定と増減（または二つの指定）が同時にあります。どちらか一方にしてください",
        "en": "'{key}' is both set and changed in this file; keep one of the two",
    },
    "conflict": {
        "ja": "'{key}' の指定が {others} とぶつかります。一緒には使えません",
        "en": "what it says about '{key}' conflicts with {others}; they cannot be combined",
    },
    "changed_out_of_range": {
        "ja": "変更の結果'{key}'は{reached_low}～{reached_high}です。{low}～{high}に収めてください",
        "en": "the changes take '{key}' from {reached_low} to {reached_high}; keep it from {low} to {high}",
    },
    "no_expectation": {
        "ja": '動くと考える指標を書いてください（例 [{{ metric = "target_gap_yen", sign = "-" }}]）',
        "en": 'say what the ask is expected to move, as in [{{ metric = "target_gap_yen", sign = "-" }}]',
    },
    "posterior_column": {
        "ja": "列 '{key}' がありません。`sanwari calibrate` が書いたファイルを使ってください",
        "en": "there is no column '{key}'; use a file that `sanwari calibrate` wrote",
    },
    "posterior_twice": {
        "ja": "列 '{key}' が二度あります。一つにしてください",
        "en": "the column '{key}' stands there twice; keep one",
    },
    "posterior_empty": {
        "ja": "前提の組が一つもありません。`sanwari calibrate` が書いたファイルを使ってください",
        "en": "it holds no parameter set; use a file that `sanwari calibrate` wrote",
    },
    "posterior_sum": {
        "ja": "重みの合計は1でなければなりません",
        "en": "the weights must add up to 1",
    },
    "negative_weight": {
        "ja": "重みは0以上にしてください",
        "en": "a weight is zero or more",
    },
    "posterior_no_class": {
        "ja": "{file} にこの種類の組がありません。ほかの選び方にしてください",
        "en": "{file} has no such set; choose another",
    },
    "fitted_already": {
        "ja": "すでに公表値に合わせた値です。同じ公表値を二度使わないよう、"
        "当てはめ前の幅をもつシナリオ（例 prior）を使ってください",
        "en": "was fitted already; so as not to use the same counts twice, fit a scenario with ranges "
        "of its own, such as prior",
    },
    "nothing_published": {
        "ja": "この日までに公表された数がありません。もっと後の日にしてください",
        "en": "nothing had been published by this day; choose a later one",
    },
    "fitted_unnamed": {
        "ja": "fitted = true ですが、当てはめの結果のファイルが決まっていません。"
        '[scenario] に posterior = "ファイル名" を書くか、fitted を消してください',
        "en": 'it says fitted = true, but no file of fitted sets is named; write posterior = "name" under '
        "[scenario], or leave fitted away",
    },
    "fitted_unknown": {
        "ja": "fitted = true ですが、{file} にこの項目の列がありません。fitted を消してください",
        "en": "it says fitted = true, but {file} has no column for it; leave fitted away",
    },
    "fitted_differs": {
        "ja": "{file} の組とは合いません。{{ {expected}, fitted = true }} とするか、fitted を消してください",
        "en": "this is not what {file} says; write {{ {expected}, fitted = true }}, or leave fitted away",
    },
    "out_not_ours": {
        "ja": "このフォルダーには別のファイルがあります。空のフォルダーか新しい名前を指定してください",
        "en": "this folder holds other files; name an empty or a new one",
    },
    "nothing_to_extend": {
        "ja": "ここには続きを計算できる試行がありません。新しいフォルダーを --out に、"
        "--extend を付けて実行すると、試行が残ります",
        "en": "there are no replications here to go on from; a run with --extend into a new folder "
        "keeps them",
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
        "ja": "書き込み先に空きがありません。空きを作るか、別の場所を指定してください",
        "en": "the disk is full; make room or name another place",
    },
    "out_name": {
        "ja": "この名前のフォルダーは作れません。短い、普通の名前にしてください",
        "en": "no folder of this name can be made; use a shorter, plain name",
    },
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
    "bad_link": {
        "ja": "共有リンクが途中で切れているか、壊れています。送り主に送り直してもらってください",
        "en": "the shared link is cut off or damaged; ask the sender to send it again",
    },
    "not_a_difference": {
        "ja": "編集できるのは差分のファイル（extends のあるもの）だけです。そのファイルを開いてください",
        "en": "only a file of differences (one with extends) can be edited here; open that one",
    },
    "file_too_large": {
        "ja": "ファイルが大きすぎます（{kilobytes}KBまで）。シナリオのファイルを選んでください",
        "en": "the file is too large (at most {kilobytes} KB); choose a scenario file",
    },
    "link_too_long": {
        "ja": "変更が多すぎてリンクに収まりません。シナリオをファイルに保存して渡してください",
        "en": "there are too many changes for a link; save the scenario as a file and hand that on",
    },
    "sweep_values_alone": {
        "ja": "values があるときは、ほかの項目（low, high, steps）は書けません",
        "en": "with values, nothing else (low, high, steps) may stand here",
    },
    "sweep_no_axis": {
        "ja": "'{key}' は表や月の並びなので軸にできません。シナリオファイルに書いて base で指定してください",
        "en": "'{key}' is a table or a list and cannot be an axis; put it into a scenario, named as base",
    },
    "sweep_value_twice": {
        "ja": "同じものが二度あります。一度にしてください",
        "en": "the same stands here twice; write it once",
    },
    "sweep_needs_values": {
        "ja": "選択や true/false に範囲はありません。[値, 値] の形で並べてください",
        "en": "choices and flags have no range; list their values as in [value, value]",
    },
    "sweep_steps_in_grid": {
        "ja": 'steps は格子（kind = "grid"）だけで使います。削ってください',
        "en": "steps belongs to a grid only; remove it",
    },
    "sweep_low_high": {
        "ja": "low は high より小さくしてください",
        "en": "low must be below high",
    },
    "sweep_unknown_figure": {
        "ja": "summary.json にない指標です。docs/glossary.md の名前で書いてください{hint}",
        "en": "summary.json has no such figure; docs/glossary.md lists the names{hint}",
    },
    "sweep_empty": {
        "ja": "'{key}' が空です。一つ以上書くか、行ごと削ってください",
        "en": "'{key}' is empty; write at least one, or remove the line",
    },
    "sweep_not_in_kind": {
        "ja": "'{key}' は kind = \"{kind}\" では使いません。削るか kind を変えてください",
        "en": "'{key}' is not for kind = \"{kind}\"; remove it or change the kind",
    },
    "sweep_no_axes": {
        "ja": "軸がありません。[axes] か [requests] に一つ以上書いてください",
        "en": "there is no axis; write at least one under [axes] or [requests]",
    },
    "sweep_no_points": {
        "ja": 'kind = "list" には [[points]] の組が一つ以上必要です',
        "en": 'kind = "list" needs at least one [[points]]',
    },
    "sweep_too_many": {
        "ja": "点が{number}個になります。{most}個までにしてください（軸か値を減らす、または sobol を使う）",
        "en": "that makes {number} points; at most {most}: fewer axes or values, or a sobol design",
    },
    "sweep_in_both": {
        "ja": "{names} は sets にもあります。どちらか一方にしてください",
        "en": "{names} also stands in sets; keep it in one of the two",
    },
    "sweep_axis_set": {
        "ja": "軸 '{key}' は {other} も値を指定しています。どちらか一方にしてください",
        "en": "the axis '{key}' is also set by {other}; keep one of the two",
    },
    "sweep_other": {
        "ja": "このフォルダーには別の計画があります（違うもの: {what}）。別のフォルダーを指定してください",
        "en": "this folder holds another sweep (what differs: {what}); name another folder",
    },
    "sweep_locked": {
        "ja": "別の処理が書き込んでいます。終わるのを待つか、別のフォルダーを指定してください",
        "en": "another sweep is writing to this folder; wait for its end or name another folder",
    },
    "sweep_disk_full": {
        "ja": "ディスクが一杯です。終わった{done}点は残っています。空きを作り、同じ命令で続けてください",
        "en": "the disk is full; the {done} finished points are kept: make room, then the same command",
    },
    "sweep_disk": {
        "ja": "書き込めません（{reason}）。終わった{done}点は残っています。直して同じ命令で続けてください",
        "en": "cannot be written ({reason}); {done} finished points are kept: mend it, then the same command",
    },
    "sweep_no_dask": {
        "ja": 'Daskが必要です。ソースのフォルダーで `pip install ".[cluster]"` を実行してください',
        "en": 'a cluster needs Dask; add it with `pip install ".[cluster]"` in the folder of the sources',
    },
    "sweep_no_scheduler": {
        "ja": "ここにDaskのスケジューラーがありません。`dask scheduler` が示す tcp://… を指定してください",
        "en": "no Dask scheduler answers there; give the tcp://... that `dask scheduler` shows",
    },
    "sweep_no_worker": {
        "ja": "このスケジューラーにはワーカーがいません。`dask worker` で起動してください",
        "en": "this scheduler has no worker; start one with `dask worker`",
    },
    "sweep_worker_lacks": {
        "ja": "ワーカー {worker} では本ソフトが動きません（{reason}）。同じ版を入れるか、外してください",
        "en": "worker {worker} cannot run this program ({reason}); install the same version there or stop it",
    },
    "sweep_worker_differs": {
        "ja": "ワーカー {worker} は版が違います（ここ / ワーカー: {what}）。同じ版にするか外してください",
        "en": "worker {worker} is refused, it differs (here / there: {what}); make it equal or stop it",
    },
    "sweep_point_lost": {
        "ja": "点{point}がワーカー上で終わりません（{reason}）。記憶容量を確かめ、同じ命令で続けてください",
        "en": "point {point} does not end on a worker ({reason}); check memory, then the same command",
    },
    "sweep_none_here": {
        "ja": "ここにスイープの結果はありません。`sanwari sweep` の --out のフォルダーを指定してください",
        "en": "there is no sweep here; name the folder that --out of `sanwari sweep` named",
    },
    "sweep_csv_is_folder": {
        "ja": "これはフォルダーです。ファイルの名前（例 rows.csv）を指定してください",
        "en": "this is a folder; name a file, such as rows.csv",
    },
    "sweep_csv": {
        "ja": "書き込めません（{reason}）。書き込める場所を指定してください",
        "en": "cannot be written ({reason}); name a place that you may write to",
    },
    "sweep_unknown_column": {
        "ja": "このスイープにない列です。manifest.json の columns に名前があります{hint}",
        "en": "this sweep has no such column; its manifest.json lists them{hint}",
    },
    "sweep_all_impossible": {
        "ja": "成り立つ点が一つもありません。最初の点: {first}",
        "en": "not one point can be; the first: {first}",
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
    "unknown_prefecture": {
        "ja": "この都道府県はありません。01から47までの番号か名前で指定してください{hint}",
        "en": "there is no such prefecture; give its number from 01 to 47 or its name{hint}",
    },
    "one_of_two": {
        "ja": "{key} と {other} は一緒に使えません。どちらか一方にしてください",
        "en": "{key} and {other} cannot be used together; keep one of the two",
    },
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
    "unknown_organisation": {
        "ja": "この団体コードは名簿にありません。検査数字を含む6桁で指定してください{hint}",
        "en": "no organisation has this code; give all six digits, the check digit included{hint}",
    },
}


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that a mistyped one most probably means, or None."""
    return next(iter(difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)), None)


def suggested(word: str, known: Iterable[str]) -> str | tuple[str, ...] | None:
    """What an unknown word may mean: names whose last part begins with it or holds it, else the nearest.

    A known name may have parts ("prices.usdjpy_fixed", "asks/cloud_fees"); so may the word.
    """
    known = list(known)
    bare = _last_part(word)
    begins = [name for name in known if bare and _last_part(name).startswith(bare)]
    holds = [name for name in known if bare and bare in _last_part(name)]
    found = next((tuple(names) for names in (begins, holds) if 0 < len(names) <= MOST_SUGGESTIONS), ())
    if len(found) == 1:
        return found[0]
    return found or nearest(word, known)


MOST_SUGGESTIONS = 6
"""More names than this help nobody."""


def _last_part(name: str) -> str:
    return name.replace("/", ".").rpartition(".")[2]


@dataclass(frozen=True)
class Fault:
    """One thing wrong in one place. `code` names the message, `details` fill its blanks.

    `key` is the path in the file (or row and column); `value` what stands there, None if nothing does.
    The detail `meant`, one name or several, becomes the hint "did you mean ...?".
    """

    file: str
    key: str
    value: object
    code: str
    details: Mapping[str, object] = field(default_factory=dict)

    def text(self, lang: str = "ja") -> str:
        """One line: where, what stands there, what is allowed and the way out."""
        blanks = {name: _word(detail, lang) for name, detail in self.details.items()}
        blanks |= {"key": self.key, "value": _shown(self.value), "hint": self._hint(lang)}
        message = MESSAGES[self.code][lang].format_map(blanks)
        place = f"{self.file}: " if self.file else ""
        if self.value is None or not self.key:
            return f"{place}{message}"
        return f"{place}{self.key} = {_shown(self.value)}; {message}"

    def _hint(self, lang: str) -> str:
        meant = self.details.get("meant")
        if not meant:
            return ""
        if isinstance(meant, tuple):
            names = ("、" if lang == "ja" else ", ").join(f"'{name}'" for name in meant)
            return f"。{names} のどれかですか？" if lang == "ja" else f"; did you mean one of {names}?"
        return f"。'{meant}' のことですか？" if lang == "ja" else f"; did you mean '{meant}'?"


class SimError(Exception):
    """Faults that the user can mend. The command line prints them and returns 2, the app shows them."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(self.text("en"))

    def __reduce__(self) -> tuple[type[SimError], tuple[tuple[Fault, ...]]]:
        return type(self), (self.faults,)  # so that it crosses from a worker process

    def text(self, lang: str = "ja") -> str:
        """All faults, one a line."""
        return "\n".join(fault.text(lang) for fault in self.faults)


class DataError(SimError):
    """The facts in `data/` are incomplete or contradict each other."""


class ScenarioError(SimError):
    """A scenario cannot be read, or asks for what cannot be."""


class DesignError(SimError):
    """A design of a sweep cannot be read, or asks for what cannot be."""


class UsageError(SimError):
    """An argument of a command or a call is wrong."""


def _shown(value: object) -> str:
    """A value as it stands in a file: true and false small, text bare."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _word(detail: object, lang: str) -> str:
    """A detail in the language: a mapping {"ja": ..., "en": ...} gives its own words."""
    return _shown(detail[lang] if isinstance(detail, Mapping) else detail)
