"""What --help says of commands, options and arguments, in Japanese and English."""

from __future__ import annotations

from typing import Final

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
    "--definition": {
        "ja": "比率に使う「3割減」の定義（既定は2018年度・10費目と改定・制度改正対応・税抜・名目・支援前。"
        "金額は常に既定の定義によります）",
        "en": 'what "30 %" means in ratios (default: FY2018, ten items and upkeep, before tax, nominal, '
        "before support; amounts keep to it)",
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
