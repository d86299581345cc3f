"""Words of the command line in Japanese and English."""

from __future__ import annotations

import errno
from typing import Final

WORDS: Final[dict[str, dict[str, str]]] = {
    "took": {"ja": "かかった時間: {time}", "en": "Time taken: {time}"},
    "description": {
        "ja": "自治体システム標準化の移行時期と運用経費を、1,788団体・34,592システムについて見通します。",
        "en": "Projects when 34,592 systems of 1,788 organisations cut over and what running costs "
        "do against −30 %.",
    },
    "help_usage": {"ja": "使い方: ", "en": "Usage: "},
    "help_arguments": {"ja": "引数", "en": "Arguments"},
    "help_options": {"ja": "オプション", "en": "Options"},
    "system_says": {"ja": "システムのエラー番号 {number}", "en": "{reason}"},
    "interrupted": {
        "ja": "中断しました。何も書き出していません。",
        "en": "Interrupted; nothing was written.",
    },
    "no_replication": {
        "ja": "どの試行も最後まで進みませんでした（{reason}）。本ソフトの不具合です。お知らせください。",
        "en": "Not one replication came to its end ({reason}). This is a fault of the software; "
        "please report it.",
    },
    "file_trouble": {
        "ja": "ファイル {file} を扱えませんでした（{reason}）。場所と空き容量、権限を確かめてください",
        "en": "The file {file} could not be handled ({reason}); check its place, its rights and the disk",
    },
    "precise": {
        "ja": "{n} 回の試行で、平均の95％区間の半幅は、間に合わないシステム {late}％、"
        "運用経費の倍率 {ratio}％です（目標 {wanted}％{missed}）",
        "en": "{n} replications: half of the 95 % interval of the mean is {late} % for the systems late and "
        "{ratio} % for the running cost (wanted: {wanted} %{missed})",
    },
    "not_precise": {"ja": "に届きません", "en": ", not reached"},
    "written": {"ja": "書き出し先: {folder}", "en": "Written to: {folder}"},
    "failures": {
        "ja": "{n} 回の試行が失敗し、除かれています: {detail}",
        "en": "{n} replications failed and are left out: {detail}",
    },
    "scenario_ok": {"ja": "{name}: 問題ありません", "en": "{name}: all is well"},
    "data_ok": {
        "ja": "データに問題はありません（{organisations}団体、{systems}システム、ハッシュ {hash}）",
        "en": "The data are in order ({organisations} organisations, {systems} systems, hash {hash})",
    },
    "no_difference": {"ja": "前提に違いはありません", "en": "No assumption differs"},
    "see_compare": {
        "ja": "重ねたファイルの効果（同じ乱数での差）を見る: {command}",
        "en": "What the files on top change, with the same luck: {command}",
    },
    "pilot_title": {
        "ja": "先行事業の検証表（8団体・5年間・推奨構成、1ドル {rate} 円、税の扱いは未公表）",
        "en": "The pilot's table (8 bodies, 5 years, recommended configuration, {rate} yen per "
        "dollar, tax basis "
        "not published)",
    },
    "pilot_columns": {
        "ja": "項目,移行前（円）,移行後（円）,差（円）,変化",
        "en": "Item,Before (yen),After (yen),Change (yen),Change",
    },
    "pilot_even": {
        "ja": "移行前と移行後が等しくなる為替: 1ドル {rate:.2f} 円",
        "en": "Before and after are equal at {rate:.2f} yen per dollar",
    },
    "template_written": {
        "ja": "記入用紙を書き出しました: {file}。黄色のセルに記入し、--own で読み込んでください",
        "en": "Template written to {file}; fill in the yellow cells and read it with --own",
    },
    "trace_title": {
        "ja": "{name}（{code}）: 種 {seed}、試行 {replication} 番の出来事",
        "en": "{name} ({code}): events of replication {replication}, seed {seed}",
    },
    "sweep_interrupted": {
        "ja": "中断しました。終わった点は残っています。続けるには: {command}",
        "en": "Interrupted; what was finished is kept. To go on: {command}",
    },
    "sweep_not_balanced": {
        "ja": "注意: Sobol'列は2の累乗の点数で均等になります。{n}点より{below}点か{above}点をお勧めします",
        "en": "Note: Sobol' points are balanced for powers of two: rather {below} or {above} than {n}",
    },
    "sweep_impossible": {
        "ja": "注意: {all}点のうち{n}点は成り立たず、失敗として記録します。最初の点: {first}",
        "en": "Note: {n} of {all} points cannot be and are recorded as failed; the first: {first}",
    },
    "sweep_again": {
        "ja": "{chunk} は壊れています（{reason}）。この部分だけ計算し直します",
        "en": "{chunk} is damaged ({reason}); its points, and only these, are run again",
    },
    "sweep_damaged": {
        "ja": "{chunk} は壊れています。同じ `sanwari sweep` でこの部分だけ計算し直せます",
        "en": "{chunk} is damaged and was left out; the same `sanwari sweep` again runs just its points",
    },
    "sweep_resumed": {
        "ja": "{all}点のうち{done}点は済んでいます。残りを計算します",
        "en": "{done} of {all} points are there already; the rest is run",
    },
    "sweep_state": {
        "ja": "{title}（{kind}）\n"
        "点: 全{points}、済み {done}、残り {missing}、失敗 {failed}\n"
        "書き出したまとまり: {chunks}\n"
        "試行: 1点につき{replications}回、失敗した試行 {lost}回\n"
        "計算時間の合計: {time}",
        "en": "{title} ({kind})\n"
        "Points: {points} in all, {done} done, {missing} missing, {failed} failed\n"
        "Chunks written: {chunks}\n"
        "Replications: {replications} for each point, {lost} failed\n"
        "Computing time in all: {time}",
    },
    "sweep_point_failed": {"ja": "失敗した点 {point}: {fault}", "en": "Point {point} failed: {fault}"},
    "sweep_hash": {"ja": "結果ハッシュ: {hash}", "en": "Result hash: {hash}"},
    "sweep_running": {"ja": "実行中です", "en": "It is running"},
    "sweep_exported": {
        "ja": "{points}点のうち{rows}点を書き出しました: {file}",
        "en": "{rows} of {points} points written to {file}",
    },
}

REASONS: Final[dict[int, dict[str, str]]] = {
    errno.ENOENT: {"ja": "その場所がありません", "en": "there is no such place"},
    errno.EACCES: {"ja": "権限がありません", "en": "permission denied"},
    errno.EPERM: {"ja": "権限がありません", "en": "permission denied"},
    errno.EROFS: {"ja": "書き込めない場所です", "en": "nothing can be written there"},
    errno.EISDIR: {"ja": "フォルダーです", "en": "it is a folder"},
    errno.ENOTDIR: {"ja": "途中にファイルがあります", "en": "there is a file on the way"},
    errno.EEXIST: {"ja": "途中にファイルがあります", "en": "there is a file on the way"},
    errno.ENOSPC: {"ja": "空きがありません", "en": "the disk is full"},
    errno.EDQUOT: {"ja": "割り当てを使い切りました", "en": "the quota is used up"},
}
"""Why the system refused a file, by its number."""
