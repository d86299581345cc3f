"""What is wrong with the design of a sweep, its folder, or the computers it is to run on."""

from __future__ import annotations

from typing import Final

SWEEPS: Final[dict[str, dict[str, str]]] = {
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
    "sweep_unreadable": {
        "ja": "このフォルダーの manifest.json が読めないか、壊れています。控えがあれば戻すか、"
        "同じ計画を別の --out で実行してください（終わった点はキャッシュから引き継がれます）",
        "en": "manifest.json in this folder cannot be read or is damaged; restore it from a copy, or run the "
        "same design with another --out (finished points are taken over from the cache)",
    },
    "sweep_earlier": {
        "ja": "このフォルダーにはSanwariの以前の版のスイープがあります。その版で読むか、別のフォルダーで"
        "もう一度実行してください",
        "en": "this folder holds a sweep of an earlier version of Sanwari; read it with that version, "
        "or run it again in another folder",
    },
    "sweep_vanished": {
        "ja": "計算している間に、このフォルダーの中身が消されました。同じ命令で始めからやり直してください"
        "（終わった点はキャッシュから引き継がれます）",
        "en": "the content of this folder was removed while the sweep ran; start it again with the same "
        "command (finished points are taken over from the cache)",
    },
    "sweep_csv_exists": {
        "ja": "この名前のファイルがすでにあります。別の名前を指定するか、上書きしてよければ --replace を"
        "付けてください",
        "en": "there is a file of this name; give another name, or add --replace to overwrite it",
    },
    "sweep_csv_short": {
        "ja": "{chunks} が壊れているため、書き出した表に一部の点がありません。同じ `sanwari sweep` で"
        "計算し直してから、もう一度書き出してください",
        "en": "{chunks} is damaged, so the table that was written lacks points; run the same `sanwari sweep` "
        "again, then export again",
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
}
