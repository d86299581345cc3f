"""Words of the command line in Japanese and English."""

from __future__ import annotations

from typing import Final

WORDS: Final[dict[str, dict[str, str]]] = {
    "description": {
        "ja": "自治体システム標準化の移行時期と運用経費を、1,788団体・34,592システムについて見通します。",
        "en": "Projects when 34,592 systems of 1,788 organisations cut over and what running costs "
        "do against -30 %.",
    },
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
        "ja": "ファイルを扱えませんでした: {reason}",
        "en": "A file could not be handled: {reason}",
    },
    "running": {"ja": "試行", "en": "Replications"},
    "compiling": {
        "ja": "この版を初めて使うため、計算部分を準備しています（1～2分、次回からは不要）",
        "en": "First use of this version: compiling (a minute or two, only this once)",
    },
    "long": {
        "ja": "試行 {done}/{total}、残り約{left}",
        "en": "replication {done} of {total}, about {left} left",
    },
    "minutes": {"ja": "{n}分", "en": "{n} min"},
    "seconds": {"ja": "{n}秒", "en": "{n} s"},
    "written": {"ja": "書き出し先: {folder}", "en": "Written to: {folder}"},
    "writing": {"ja": "結果を書き出しています…", "en": "Writing the results..."},
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
    "mechanical": {"ja": "制度", "en": "mechanical"},
    "behavioural": {"ja": "行動の仮定", "en": "behavioural"},
    "not_priced": {"ja": "国の負担は試算なし", "en": "cost to the state not priced"},
    "priced": {"ja": "国の負担 年{yen}", "en": "cost to the state {yen} a year"},
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
    "pilot_total": {"ja": "合計", "en": "Total"},
    "pilot_even": {
        "ja": "移行前と移行後が等しくなる為替: 1ドル {rate:.2f} 円",
        "en": "Before and after are equal at {rate:.2f} yen per dollar",
    },
    "estimate": {"ja": "推計（公表値ではない）", "en": "Estimate, not a published value"},
    "trace_title": {
        "ja": "{name}（{code}）: 種 {seed}、試行 {replication} 番の出来事",
        "en": "{name} ({code}): events of replication {replication}, seed {seed}",
    },
}

HELP: Final[dict[str, dict[str, str]]] = {
    "--help": {"ja": "この説明を表示して終わります", "en": "show this help and leave"},
    "--lang": {"ja": "表示の言語", "en": "language of what is shown"},
    "--with": {
        "ja": "重ねるシナリオや要望のファイル（例 asks/x、何度でも）",
        "en": "a scenario or request to put on top, such as asks/x; may be repeated",
    },
    "--replications": {"ja": "試行の回数（既定 200）", "en": "number of replications (default 200)"},
    "--replication": {"ja": "試行の番号（既定 0）", "en": "number of the replication (default 0)"},
    "--seed": {"ja": "乱数の種（既定 1）", "en": "seed of the random numbers (default 1)"},
    "--workers": {
        "ja": "並列に使うプロセス数（既定は全コア）",
        "en": "number of processes (default: all cores)",
    },
    "--engine": {
        "ja": "計算エンジン（既定は compiled。simpy は読むための参照版で、結果は同じ、時間は数十倍）",
        "en": "engine (default: compiled; simpy is the reference: same result, tens of times slower)",
    },
    "--out": {"ja": "結果を書き出すフォルダー", "en": "folder to write the results to"},
    "--json": {"ja": "summary.json だけを標準出力に出します", "en": "print summary.json and nothing else"},
    "--organisation": {
        "ja": "団体コード6桁（例 011002）",
        "en": "six-digit code of an organisation, such as 011002",
    },
    "--usdjpy": {"ja": "1ドルの円（既定 115）", "en": "yen per dollar (default 115)"},
    "scenario": {"ja": "シナリオ（名前か .toml ファイル）", "en": "scenario: a name or a .toml file"},
    "folder": {
        "ja": "データのフォルダー（既定は同梱のもの）",
        "en": "folder of data (default: the one shipped)",
    },
    "run": {"ja": "シナリオを実行して見通しを示します", "en": "run a scenario and show the outlook"},
    "list": {"ja": "同梱のシナリオと要望の一覧", "en": "list the shipped scenarios and requests"},
    "show": {"ja": "シナリオのすべての前提を示します", "en": "show every assumption of a scenario"},
    "check": {"ja": "シナリオファイルの誤りをすべて示します", "en": "show every fault of scenario files"},
    "diff": {"ja": "二つのシナリオの違いを言葉で示します", "en": "say in words how two scenarios differ"},
    "data": {"ja": "公表データを扱います", "en": "deal with the published data"},
    "data check": {"ja": "データの誤りをすべて示します", "en": "show every fault of the data"},
    "trace": {
        "ja": "一つの団体に起きたことを順に言葉で示します",
        "en": "tell in words what happened to one organisation",
    },
    "pilot": {
        "ja": "先行事業の検証表を台帳の式で再現します",
        "en": "reproduce the pilot's table with the ledger's formula",
    },
}
