"""Words of the command line in Japanese and English."""

from __future__ import annotations

from typing import Final

WORDS: Final[dict[str, dict[str, str]]] = {
    "description": {
        "ja": "自治体システム標準化の移行時期と運用経費を、1,788団体・34,592システムについて見通します。",
        "en": "Projects when 34,592 systems of 1,788 organisations cut over and what running costs "
        "do against −30 %.",
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
        "ja": "ファイル {file} を扱えませんでした（{reason}）。場所と空き容量、権限を確かめてください",
        "en": "The file {file} could not be handled ({reason}); check its place, its rights and the disk",
    },
    "running": {"ja": "試行", "en": "Replications"},
    "compiling": {
        "ja": "この版を初めて使うため、計算部分を準備しています（数分、次回からは不要）",
        "en": "First use of this version: compiling (a few minutes, only this once)",
    },
    "kernels": {"ja": "準備", "en": "Compiling"},
    "kernels_long": {"ja": "準備 {done}/{total}", "en": "compiled {done} of {total} parts"},
    "running_long": {
        "ja": "試行 {done}/{total}、残り約{left}",
        "en": "replication {done} of {total}, about {left} left",
    },
    "minutes": {"ja": "{n}分", "en": "{n} min"},
    "seconds": {"ja": "{n}秒", "en": "{n} s"},
    "precise": {
        "ja": "{n} 回の試行で、平均の95％区間の半幅は、間に合わないシステム {late}％、"
        "運用経費の倍率 {ratio}％です（目標 {wanted}％{missed}）",
        "en": "{n} replications: half of the 95 % interval of the mean is {late} % for the systems late and "
        "{ratio} % for the running cost (wanted: {wanted} %{missed})",
    },
    "not_precise": {"ja": "に届きません", "en": ", not reached"},
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
    "not_priced": {"ja": "国の負担は公表値なし", "en": "cost to the state not published"},
    "funding_not_run": {"ja": "国庫支出金の変化は未計算", "en": "change of state funding not computed"},
    "funding_rests": {"ja": "国庫支出金は変わらない", "en": "no change of state funding"},
    "funding_change": {
        "ja": "国庫支出金の変化 {change}",
        "en": "change of state funding {change}",
    },
    "compare_title": {
        "ja": "Sanwari: シナリオの比較。元は「{base}」、種 {seed}",
        "en": "Sanwari: comparison of scenarios with {base}; seed {seed}",
    },
    "compare_reading": {
        "ja": "同じ乱数で計算した試行どうしの差（シナリオ − 元）。区間は差の平均の95％区間",
        "en": "Differences (scenario − base) between replications that share their luck; "
        "intervals are 95 % of the mean difference",
    },
    "compare_heading": {"ja": "■ {name}（試行 {n} 回）", "en": "## {name} ({n} replications)"},
    "assumptions": {"ja": "前提の違い:", "en": "Assumptions that differ:"},
    "actions": {"ja": "要望による違い:", "en": "What the requests change:"},
    "requests": {
        "ja": "実現する要望（国庫支出金の変化は、元にその要望だけを重ねた場合の全年度計）:",
        "en": "Requests granted (change of state funding: that request alone on the base, all years):",
    },
    "request": {
        "ja": "{title}（{name}、{kind}）: {cost}、{funding}",
        "en": "{title} ({name}, {kind}): {cost}; {funding}",
    },
    "compare_columns": {
        "ja": "指標|差の平均|95％区間|差のP10 / P50 / P90|判定|分散比",
        "en": "Figure|Mean difference|95 % interval|P10 / P50 / P90 of it|Verdict|Variance ratio",
    },
    "compare_columns_few": {
        "ja": "指標|差の平均|95％区間|判定|分散比",
        "en": "Figure|Mean difference|95 % interval|Verdict|Variance ratio",
    },
    "every_figure": {"ja": "すべての指標", "en": "every figure"},
    "no_effect": {
        "ja": "＝ 変わらない: {figures}。{reason}",
        "en": "= no change: {figures} – {reason}",
    },
    "compare_signs": {
        "ja": "▲・▼は自治体から見た良し悪しで、数の増減は+・−で示します。"
        "分散比は、乱数を共有しない場合に同じ精度に要る試行の倍数。",
        "en": "▲ and ▼ say better or worse for municipalities; + and − say more or less. "
        "Variance ratio: how many times more replications it would take without common luck.",
    },
    "priced": {"ja": "国の負担 年{yen}", "en": "cost to the state {yen} a year"},
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
    "pilot_total": {"ja": "合計", "en": "Total"},
    "pilot_even": {
        "ja": "移行前と移行後が等しくなる為替: 1ドル {rate:.2f} 円",
        "en": "Before and after are equal at {rate:.2f} yen per dollar",
    },
    "estimate": {"ja": "推計（公表値ではない）", "en": "Estimate, not a published value"},
    "template_written": {
        "ja": "記入用紙を書き出しました: {file}。黄色のセルに記入し、--own で読み込んでください",
        "en": "Template written to {file}; fill in the yellow cells and read it with --own",
    },
    "trace_title": {
        "ja": "{name}（{code}）: 種 {seed}、試行 {replication} 番の出来事",
        "en": "{name} ({code}): events of replication {replication}, seed {seed}",
    },
    "sweep_points": {"ja": "点", "en": "Points"},
    "sweep_points_long": {
        "ja": "点 {done}/{total}、残り約{left}",
        "en": "point {done} of {total}, about {left} left",
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

HELP: Final[dict[str, dict[str, str]]] = {
    "--help": {"ja": "この説明を表示して終わります", "en": "show this help and leave"},
    "--version": {"ja": "版を表示して終わります", "en": "show the version and leave"},
    "--lang": {"ja": "表示の言語", "en": "language of what is shown"},
    "--with": {
        "ja": "重ねるシナリオや要望のファイル（例 asks/x、いくつでも）",
        "en": "scenarios or requests to put on top, such as asks/x; one or more",
    },
    "--replications": {"ja": "試行の回数（既定 200）", "en": "number of replications (default 200)"},
    "--replication": {"ja": "試行の番号（既定 0）", "en": "number of the replication (default 0)"},
    "--seed": {"ja": "乱数の種（既定 1）", "en": "seed of the random numbers (default 1)"},
    "--workers": {
        "ja": "並列に使うスレッド数（既定は全コア）",
        "en": "number of threads (default: all cores)",
    },
    "--extend": {
        "ja": "試行を --out に残し（1回約0.15MB）、次の実行ではその続きから計算する",
        "en": "keep the replications in --out (about 0.15 MB each) and go on from those that are there",
    },
    "--until-precise": {
        "ja": "見出しの2つの平均（間に合わないシステム、運用経費の倍率）の95％区間の半幅が"
        "この％以下になるまで試行を増やす（200、400、800…回で判定し、"
        "--replications を指定すればそこまで、しなければ6,400回まで）",
        "en": "run until half of the 95 % interval of both headline means (systems late, running cost) is at "
        "most this many per cent of the mean (looks at 200, 400, 800, ... replications; at most "
        "--replications, or 6,400)",
    },
    "--engine": {
        "ja": "計算エンジン（既定は compiled。simpy は読むための参照版で、結果は同じ、時間は数十倍）",
        "en": "engine (default: compiled; simpy is the reference: same result, tens of times slower)",
    },
    "--out": {"ja": "結果を書き出すフォルダー", "en": "folder to write the results to"},
    "--replace": {
        "ja": "そのフォルダーに別の計算の結果があっても上書きします",
        "en": "write even over the result of something else in that folder",
    },
    "--json": {"ja": "結果のJSONだけを標準出力に出します", "en": "print the result as JSON and nothing else"},
    "--organisation": {
        "ja": "団体の名称（の一部）または6桁の団体コード（例 札幌市、011002）",
        "en": "name of an organisation, a part of it, or its six-digit code (札幌市, 011002)",
    },
    "--prefecture": {
        "ja": "都道府県の番号か名前（例 20、長野県）",
        "en": "number or name of a prefecture, such as 20 or Nagano",
    },
    "--format": {
        "ja": "書き出す形式をコンマで並べます: pptx,xlsx,png,svg,pdf,csv"
        "（export の既定は pptx,xlsx、compare では pptx,xlsx,csv）",
        "en": "formats, separated by commas: pptx,xlsx,png,svg,pdf,csv "
        "(export: pptx,xlsx by default; compare: of pptx,xlsx,csv)",
    },
    "--figures": {
        "ja": "入れる図表をコンマで並べます（既定はすべて）: completion,running_cost など。"
        "知らない名前を書くと一覧を示します",
        "en": "figures to put in, separated by commas (default: all): completion,running_cost and so on; "
        "an unknown name is answered with the list",
    },
    "--unit": {
        "ja": "金額の単位（既定は全国なら oku = 億円、団体・都道府県なら thousand = 千円）",
        "en": "unit of amounts (default: oku, shown as billions, for the nation; thousand otherwise)",
    },
    "--years": {
        "ja": "年度を和暦（era）か西暦（gregorian）で示します",
        "en": "fiscal years of the era or of the calendar",
    },
    "--mono": {
        "ja": "白黒で書き出します（線種と模様で区別）",
        "en": "without colour: dashes and patterns tell things apart",
    },
    "--usdjpy": {"ja": "1ドルの円（既定 115）", "en": "yen per dollar (default 115)"},
    "scenario": {"ja": "シナリオ（名前か .toml ファイル）", "en": "scenario: a name or a .toml file"},
    "base": {
        "ja": "比べる元のシナリオ（名前か .toml ファイル）",
        "en": "scenario that the others are compared with: a name or a .toml file",
    },
    "scenarios": {
        "ja": "比べるシナリオ（5つまで。その1つだけに要望を重ねるときは yen_140+asks/cloud_fees のように。"
        "省くと、比べる元に --with のファイルを重ねたもの）",
        "en": "scenarios to compare, at most five, each with requests of its own as in "
        "yen_140+asks/cloud_fees; none: BASE with the files of --with",
    },
    "folder": {
        "ja": "データのフォルダー（既定は同梱のもの）",
        "en": "folder of data (default: the one shipped)",
    },
    "run": {"ja": "シナリオを実行して見通しを示します", "en": "run a scenario and show the outlook"},
    "compare": {
        "ja": "シナリオどうしを、同じ乱数での差として比べます",
        "en": "compare scenarios by their differences under the same luck",
    },
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
    "export": {
        "ja": "図表をスライド・表計算・画像として書き出します",
        "en": "write figures as slides, workbook and pictures",
    },
    "--until": {
        "ja": "この日までに公表された値だけを使います（既定は最後の公表日）",
        "en": "use only what was published by this day (default: the last publication)",
    },
    "--budget": {
        "ja": "最初に模擬する前提の組の数（既定 1024）",
        "en": "parameter sets simulated first (default 1024)",
    },
    "prior": {
        "ja": "当てはめ前の幅をもつシナリオ（既定 prior）",
        "en": "scenario with the ranges before the fit (default: prior)",
    },
    "calibrate": {
        "ja": "公表値に合う前提の組を求めます",
        "en": "find parameter sets that fit what was published",
    },
    "backtest": {
        "ja": "各調査の公表値を、その前の公表値だけから予測して採点します",
        "en": "forecast each published survey from what was public before it, and score it",
    },
    "pilot": {
        "ja": "先行事業の検証表を台帳の式で再現します",
        "en": "reproduce the pilot's table with the ledger's formula",
    },
    "organisation": {
        "ja": "一つの団体（または都道府県の全団体）の移行時期と運用経費を示します",
        "en": "show when one organisation (or each member of a prefecture) cuts over and what it costs",
    },
    "--own": {
        "ja": "記入した自団体の数値（--template で作る）",
        "en": "own figures, filled in (see --template)",
    },
    "--template": {
        "ja": "自団体の数値の記入用紙（Excel）を書き出します",
        "en": "write a workbook for own figures, with the estimates beside empty cells",
    },
    "--members": {
        "ja": "その団体の都道府県の全団体を示します",
        "en": "show all members of the organisation's prefecture",
    },
    "sweep": {
        "ja": "計画ファイルの多数のシナリオをまとめて計算します（進み具合: sweep status、表: sweep export）",
        "en": "run the many scenarios of a design (how far: sweep status; as a table: sweep export)",
    },
    "sweep status": {"ja": "どこまで進んだかを示します", "en": "show how far a sweep is"},
    "sweep export": {"ja": "結果をCSVに書き出します", "en": "write the rows of a sweep as CSV"},
    "design": {"ja": "計画ファイル（.toml）", "en": "design file (.toml)"},
    "sweep folder": {"ja": "スイープのフォルダー", "en": "folder of a sweep"},
    "--cluster": {
        "ja": "Daskのスケジューラーの所在（例 tcp://127.0.0.1:8786）",
        "en": "address of a Dask scheduler, such as tcp://127.0.0.1:8786",
    },
    "--chunk": {"ja": "1ファイルに入れる点の数", "en": "points in one file"},
    "--cache": {
        "ja": "計算済みの点を共有するフォルダー",
        "en": "folder of finished points that sweeps share",
    },
    "--no-cache": {"ja": "計算済みの点を共有しません", "en": "take over no finished point, and leave none"},
    "--csv": {"ja": "書き出すファイル", "en": "file to write"},
    "--columns": {
        "ja": "書き出す列か指標（コンマ区切り、既定はすべて）",
        "en": "columns or figures to write, with commas between (default: all)",
    },
}
