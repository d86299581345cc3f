"""The command line: what it prints, what it writes, and how it answers mistakes and Ctrl-C."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from support.made import results

from sim import disk, repeat_commands, runs
from sim.cli import main
from sim.cli.arguments import language
from sim.cli.words import HELP, WORDS
from sim.errors import UsageError
from sim.facts import load
from sim.facts.find import organisation_row as found
from sim.progress import _Lines
from sim.wording import time_text

SANWARI = Path(sys.executable).parent / "sanwari"


@pytest.fixture
def made_run(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """Runs give made results at once; what they were asked for is listed."""
    asked: list[tuple[Any, ...]] = []

    def run(
        scenario: Any,
        replications: int,
        seed: int,
        workers: int,
        progress: Any,
        engine: str,
        earlier: Any = None,
    ) -> Any:
        assert engine == "compiled"
        assert earlier is None
        asked.append((scenario.info.name, scenario.combined, replications, seed, workers))
        progress(replications, replications)
        return results(replications, seed)

    monkeypatch.setattr(runs, "run", run)
    monkeypatch.setattr(runs, "must_compile", lambda _: False)
    return asked


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_run_prints_the_headline_in_the_language_of_the_environment(
    made_run: list[Any], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    monkeypatch.setenv("LC_ALL", f"{lang}_XX.UTF-8")
    assert main(["run", "--replications", "3"]) == 0
    out = capsys.readouterr().out
    assert ("期限（2026年3月31日）に間に合わないシステム" in out) == (lang == "ja")
    assert ("Systems that miss the deadline, 31 March 2026" in out) == (lang == "en")
    assert made_run[0][:4] == ("baseline", (), 3, 1)


@pytest.mark.parametrize(
    ("lang", "there", "absent"), [("ja", "いつ終わるか", "When"), ("en", "When", "いつ")]
)
def test_a_chosen_language_is_the_only_one(
    made_run: list[Any], capsys: pytest.CaptureFixture[str], lang: str, there: str, absent: str
) -> None:
    assert made_run == []
    assert main(["run", "--replications", "2", "--lang", lang]) == 0
    out = capsys.readouterr().out
    assert there in out
    assert absent not in out


def test_json_prints_the_summary_and_nothing_else(
    made_run: list[Any], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", "--replications", "2", "--seed", "5", "--json"]) == 0
    captured = capsys.readouterr()
    assert json.loads(captured.out)["seed"] == 5
    assert captured.err == ""
    assert made_run[0][3] == 5


def test_requests_are_put_on_top(made_run: list[Any], capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["run", "--with", "asks/cloud_fees", "--with", "asks/talent_pools", "--replications", "2"]
    assert main(arguments) == 0
    assert set(made_run[0][1]) == {"asks/cloud_fees", "asks/talent_pools"}
    capsys.readouterr()


def test_results_are_written_with_charts_and_the_command_that_repeats_them(
    made_run: list[Any], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    folder = tmp_path / "out" / "baseline"
    assert main(["run", "--replications", "2", "--workers", "2", "--out", str(folder)]) == 0
    assert str(folder) in capsys.readouterr().out
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["command"] == "sanwari run baseline --replications 2 --seed 1"
    assert len(list((folder / "charts").glob("*.png"))) == 2 * 11
    assert len(list((folder / "charts").glob("*.svg"))) == 2 * 11
    assert made_run[0][4] == 2


def test_results_stand_before_anything_is_printed(
    made_run: list[Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever reads may go away at the first line, as `head` does."""

    def gone(_: str) -> None:
        raise BrokenPipeError

    monkeypatch.setattr("sim.cli.terminal.out", gone)
    assert main(["run", "--replications", "2", "--out", str(tmp_path / "run")]) == 0
    assert (tmp_path / "run" / "summary.json").is_file()
    assert len(made_run) == 1


@pytest.mark.parametrize("options", [["--with", "asks/cloud_fees", "asks/talent_pools"]])
def test_one_with_takes_several_files(made_run: list[Any], options: list[str], tmp_path: Path) -> None:
    folder = tmp_path / "run"
    assert main(["run", "baseline", *options, "--replications", "2", "--out", str(folder)]) == 0
    assert made_run[0][1] == ("asks/cloud_fees", "asks/talent_pools")
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    made_run.clear()
    assert main(manifest["command"].split()[1:]) == 0
    assert made_run[0][1] == ("asks/cloud_fees", "asks/talent_pools")


def test_a_run_with_files_on_top_points_to_the_comparison(
    made_run: list[Any], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", "yen_140", "--with", "asks/cloud_fees", "--replications", "2", "--lang", "en"]) == 0
    assert "sanwari compare yen_140 --with asks/cloud_fees" in capsys.readouterr().out
    assert main(["run", "yen_140", "--replications", "2", "--lang", "en"]) == 0
    assert "sanwari compare" not in capsys.readouterr().out
    assert len(made_run) == 2


def test_a_result_of_another_scenario_is_replaced_only_when_asked(
    made_run: list[Any], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    folder = tmp_path / "run"
    rest = ["--replications", "2", "--lang", "en", "--out", str(folder)]
    assert main(["run", "baseline", *rest]) == 0
    assert main(["run", "baseline", *rest]) == 0, "the same scenario may be run again"
    made_run.clear()
    capsys.readouterr()
    assert main(["run", "baseline", "--with", "asks/cloud_fees", *rest]) == 2
    said = capsys.readouterr().err
    assert "(baseline)" in said
    assert "--replace" in said
    assert made_run == []
    assert main(["run", "baseline", "--with", "asks/cloud_fees", "--replace", *rest]) == 0
    assert disk.verify(folder, ())["content"] == "baseline"  # what the made results are about
    assert len(made_run) == 1


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_place_that_cannot_be_written_is_said_without_the_systems_words(
    made_run: list[Any], capsys: pytest.CaptureFixture[str], tmp_path: Path, lang: str
) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    for place in (tmp_path / "file" / "run", tmp_path / ("long" * 100), Path("/proc/none/run")):
        assert main(["run", "--out", str(place), "--lang", lang, "--replications", "1"]) == 2
        said = capsys.readouterr().err
        assert str(place) in said
        assert "Errno" not in said
        assert len(said.splitlines()) == 1
    assert made_run == [] or made_run[0][2] == 1


def test_the_language_may_stand_before_the_command(
    made_run: list[Any], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--lang", "en", "run", "--replications", "2"]) == 0
    out = capsys.readouterr().out
    assert "When" in out
    assert "いつ" not in out
    assert len(made_run) == 1


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["--version"])
    assert left.value.code == 0
    assert capsys.readouterr().out == f"sanwari {version('sanwari')}\n"


def test_time_left_does_not_count_the_compiler(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The first replication took 100 s of compiling, each later one 10 s: 70 s are left for seven."""
    clock = iter([0.0, 100.0, 110.0, 130.0])
    monkeypatch.setattr(time, "monotonic", lambda: next(clock))
    lines = _Lines("en")
    for done in (1, 2, 4):
        lines(done, 11)
    said = capsys.readouterr().err.splitlines()
    assert said == ["replication 2 of 11, about 90 s left", "replication 4 of 11, about 70 s left"]


def test_an_organisation_is_found_by_code_name_kana_or_a_part_of_its_name() -> None:
    facts = load()
    codes = facts.organisations.code
    for wanted in ("011002", "札幌市", "札幌", "サッポロシ", "北海道札幌市", "０１１００２"):
        assert codes[found(facts, wanted)] == "011002"
    assert codes[found(facts, "北海道")] == "010006"
    assert codes[found(facts, "東京都府中市")] == "132063"
    with pytest.raises(UsageError) as both:
        found(facts, "府中市")
    assert "東京都府中市 132063, 広島県府中市 342084" in both.value.text("ja")
    with pytest.raises(UsageError, match="did you mean '011002'"):
        found(facts, "011003")


def test_an_organisation_is_found_by_its_english_name_in_any_letters() -> None:
    facts = load()
    codes = facts.organisations.code
    for wanted in ("Sapporo", "sapporo-shi", "Sapporo-shi, Hokkaido", "SAPPORO"):
        assert codes[found(facts, wanted)] == "011002"
    assert codes[found(facts, "Fuchu-shi, Tokyo")] == "132063"
    assert codes[found(facts, "Tokyo")] == "130001"
    with pytest.raises(UsageError) as several:
        found(facts, "Osaka")  # the prefecture's office is not preferred to the city
    assert "Osaka (prefectural office) 270008; Osaka-shi, Osaka 271004; " in several.value.text("en")
    assert "大阪府庁 270008, 大阪府大阪市 271004, " in several.value.text("ja")
    with pytest.raises(UsageError, match="did you mean 'Yubari-shi'"):
        found(facts, "yuubari-shi")


def test_a_request_without_a_published_price_is_listed_without_one(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["scenario", "list", "--lang", "en"]) == 0
    listed = capsys.readouterr().out
    assert "priced" not in listed
    assert "cost to the state 0.0 billion yen a year" in listed


def test_a_command_line_quotes_what_needs_it() -> None:
    assert repeat_commands.run("my file.toml", ("asks/x",), 5, 2).startswith(
        "sanwari run 'my file.toml' --with asks/x"
    )


def test_an_occupied_folder_is_refused_before_the_work(
    made_run: list[Any], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "mine.txt").write_text("x", encoding="utf-8")
    assert main(["run", "--out", str(tmp_path), "--lang", "en"]) == 2
    assert "this folder holds other files" in capsys.readouterr().err
    assert made_run == []


MISTAKES = [
    ([], "COMMAND を指定", "COMMAND is needed"),
    (["frobnicate"], "次のどれか", "choose one of: run, compare, export, scenario, data, trace, pilot"),
    (["rum"], "'run' のことですか", "did you mean 'run'?"),
    (["run", "--replication", "3"], "'--replications' のことですか", "did you mean '--replications'?"),
    (["run", "--wrkers=2"], "'--workers' のことですか", "did you mean '--workers'?"),
    (["run", "--replications", "0"], "1から100000まで", "a value lies between 1 and 100000"),
    (["run", "--replications", "many"], "整数", "a whole number"),
    (["run", "--replications"], "--replications のあとに", "write one value after --replications"),
    (["run", "--seed", "-4"], "0から", "between 0 and"),
    (["run", "--seed", "1.5"], "整数", "a whole number"),
    (["run", "--workers", "0"], "1から256まで", "a value lies between 1 and 256"),
    (["run", "--json=yes"], "知らない引数 '--json=yes'", "unknown argument '--json=yes'"),
    (["run", "baseline", "twice"], "知らない引数 'twice'", "unknown argument 'twice'"),
    (["run", "basline"], "baseline", "baseline"),
    (["run", "missing.toml"], "missing.toml", "missing.toml"),
    (["run", "--with", "asks/cloud_fee"], "asks/cloud_fees", "asks/cloud_fees"),
    (["scenario"], "list|show|check|diff を指定", "list|show|check|diff is needed"),
    (["scenario", "sow"], "'show' のことですか", "did you mean 'show'?"),
    (["scenario", "check"], "SCENARIO を指定", "SCENARIO is needed"),
    (["scenario", "diff", "baseline"], "SCENARIO を指定", "SCENARIO is needed"),
    (["data", "chek"], "'check' のことですか", "did you mean 'check'?"),
    (["data", "check", "no/such/folder"], "no/such/folder", "no/such/folder"),
    (["trace"], "--organisation を指定", "--organisation is needed"),
    (["trace", "--organisation", "011003"], "'011002' のことですか", "did you mean '011002'?"),
    (["trace", "--organisation", "札晃市"], "'札幌市' のことですか", "did you mean '札幌市'?"),
    (["trace", "--organisation", "府中"], "342084", "3 organisations fit this name"),
    (["compare"], "BASE, SCENARIO を指定", "BASE, SCENARIO is needed"),
    (["compare", "baseline"], "比べる相手がありません", "nothing to compare with"),
    (["compare", *["baseline"] * 7], "5つまで", "at most 5 scenarios"),
    (["--lang"], "--lang のあとに", "write one value after --lang"),
    (["scenario", "check", "yen"], "'yen_160' のどれか", "did you mean one of 'yen_115'"),
    (
        ["run", "--engine", "simpi"],
        "--engine = simpi; 次のどれか",
        "--engine = simpi; choose one of: compiled",
    ),
    (["export", "--unit", "yen", "--out", "o"], "--unit = yen; 次のどれか", "--unit = yen; choose one of"),
    (["scenario", "foo"], "sanwari scenario = foo", "sanwari scenario = foo; choose one of: list, show"),
    (
        ["organisation", "弘前市", "--template", "/dev/null/a/b.xlsx"],
        "途中にファイルがあり",
        "a file on the way",
    ),
    (["calibrate", "baseline"], "vendors.load_mean, ", "already fitted: vendors.load_mean, "),
    (["pilot", "--usdjpy", "dear"], "数値", "a number"),
    (["pilot", "--usdjpy", "5"], "50.0から400.0まで", "between 50.0 and 400.0"),
]


@pytest.mark.parametrize(
    ("arguments", "ja", "en"), MISTAKES, ids=[" ".join(m[0]) or "nothing" for m in MISTAKES]
)
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_mistake_gets_one_clear_message_and_code_2(
    arguments: list[str], ja: str, en: str, lang: str, capsys: pytest.CaptureFixture[str], monkeypatch: Any
) -> None:
    monkeypatch.setenv("LC_ALL", f"{lang}_XX.UTF-8")
    assert main(arguments) == 2
    captured = capsys.readouterr()
    assert (ja if lang == "ja" else en) in captured.err
    assert "Traceback" not in captured.err
    assert captured.out == ""


def test_all_mistakes_of_a_command_are_said_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["run", "--seed", "abc", "--replications", "0", "--workers", "x", "--lang", "en"]
    assert main(arguments) == 2
    assert len(capsys.readouterr().err.splitlines()) == 3


@pytest.mark.parametrize(
    ("arguments", "wrong"),
    [
        ("run --engine simpi --seed x --lang fr", ["--lang = fr", "--engine = simpi", "--seed = x"]),
        ("export --unit yen --years heisei", ["--out is needed", "--unit = yen", "--years = heisei"]),
        ("export --ot o --unit yen", ["--out is needed", "did you mean '--out'?", "--unit = yen"]),
        ("run --seed --workers=0", ["write one value after --seed", "--workers = 0"]),
        ("run nosuch --with asks/nix asks/cloud_fes", ["'nosuch'", "'asks/nix'", "'asks/cloud_fees'?"]),
        ("compare nosuch nix+asks/cloud_fees", ["'nosuch'", "'nix'"]),
        ("scenario diff nosuch nix", ["'nosuch'", "'nix'"]),
        ("compare baseline yen_140 --format doc,txt", ["--format = doc", "--format = txt"]),
    ],
)
def test_each_kind_of_mistake_is_said_beside_the_others(
    arguments: str, wrong: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: Any
) -> None:
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    assert main(arguments.split()) == 2
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == len(wrong)
    assert all(word in line for word, line in zip(wrong, lines, strict=True)), lines


@pytest.mark.parametrize("arguments", ["run --mono", "backtest --until 2025-01-01", "run twice --unit"])
def test_no_hint_leads_to_an_option_that_the_command_does_not_have(
    arguments: str, capsys: pytest.CaptureFixture[str], monkeypatch: Any
) -> None:
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    assert main(arguments.split()) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert "unknown argument" in line
    assert not any(option in line for option in ("'--own'", "'--json'", "'--unit'?"))


def test_an_unknown_language_is_refused(capsys: pytest.CaptureFixture[str], monkeypatch: Any) -> None:
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    assert main(["pilot", "--lang", "fr"]) == 2
    assert "choose one of: ja, en" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("given", "environment", "expected"),
    [
        (["run", "--lang", "en"], "ja_JP.UTF-8", "en"),
        (["run", "--lang=ja"], "en_US.UTF-8", "ja"),
        (["run"], "en_US.UTF-8", "en"),
        (["run"], "C.UTF-8", "ja"),
    ],
)
def test_the_language_is_the_argument_else_the_environments_else_japanese(
    given: list[str], environment: str, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", environment)
    assert language(given) == expected


def test_our_own_fault_is_code_1_without_traceback(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise runs.NoReplicationError("ZeroDivisionError; rules.py:1")

    monkeypatch.setattr(runs, "run", broken)
    assert main(["run", "--lang", "en"]) == 1
    assert "fault of the software" in capsys.readouterr().err


def test_an_interrupt_is_130_in_words(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(runs, "run", interrupted)
    assert main(["run", "--lang", "ja"]) == 130
    assert "中断しました" in capsys.readouterr().err


def test_scenarios_are_listed_shown_checked_and_compared(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["scenario", "list", "--lang", "en"]) == 0
    listed = capsys.readouterr().out
    assert "yen_160" in listed
    assert "asks/cloud_fees" in listed
    assert "behavioural" in listed
    assert main(["scenario", "show", "--lang", "ja"]) == 0
    assert "deadline.day" in capsys.readouterr().out
    assert main(["scenario", "check", "baseline", "yen_140", "--lang", "en"]) == 0
    assert capsys.readouterr().out.splitlines() == ["baseline: all is well", "yen_140: all is well"]
    assert main(["scenario", "diff", "baseline", "yen_160", "--lang", "en"]) == 0
    assert "prices.usdjpy_fixed" in capsys.readouterr().out
    assert main(["scenario", "diff", "baseline", "baseline", "--lang", "en"]) == 0
    assert "No assumption differs" in capsys.readouterr().out


def test_the_pilots_table_is_printed_to_the_yen(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["pilot", "--lang", "en"]) == 0
    out = capsys.readouterr().out
    assert "4,787,264,648" in out
    assert "4,588,982,119" in out
    assert "−4.14 %" in out
    assert "137.45" in out
    assert main(["pilot", "--usdjpy", "139", "--lang", "ja"]) == 0
    assert "+0.29％" in capsys.readouterr().out


def test_data_are_checked(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["data", "check", "--lang", "en"]) == 0
    out = capsys.readouterr().out
    assert "34,592 systems" in out
    assert load().hash[:16] in out


def test_help_is_in_the_users_language(capsys: pytest.CaptureFixture[str]) -> None:
    for lang, word in (("ja", "試行の回数"), ("en", "number of replications")):
        with pytest.raises(SystemExit) as left:
            main(["run", "--help", "--lang", lang])
        assert left.value.code == 0
        assert word in capsys.readouterr().out


def test_every_word_exists_in_both_languages() -> None:
    assert all(set(entry) == {"ja", "en"} for entry in (WORDS | HELP).values())


def test_time_left_is_rough() -> None:
    assert [time_text(seconds, "en") for seconds in (0.2, 42.4, 90, 200)] == ["1 s", "42 s", "90 s", "3 min"]


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_one_organisations_events_are_told_in_order(lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["trace", "--organisation", "011002", "--lang", lang]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert ("札幌市（011002）" if lang == "ja" else "Sapporo-shi (011002)") in lines[0]
    assert len(lines) > 20


@pytest.mark.slow
def test_ctrl_c_ends_everything_with_130_and_leaves_nothing(tmp_path: Path) -> None:
    # Compiled beforehand: an interrupt waits for the end of a compilation.
    subprocess.run([str(SANWARI), "run", "--replications", "1", "--json"], check=True, capture_output=True)
    arguments = [str(SANWARI), "run", "--replications", "9000", "--workers", "2", "--lang", "en"]
    process = subprocess.Popen(
        [*arguments, "--out", str(tmp_path / "run")], stderr=subprocess.PIPE, start_new_session=True
    )
    time.sleep(8)
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=30)
    assert process.returncode == 130
    assert said.decode().strip() == "Interrupted; nothing was written."
    assert list(tmp_path.iterdir()) == []
    assert _vanishes(process.pid), "a worker is left"


def _vanishes(group: int) -> bool:
    """Whether no process of the group is left within ten seconds; the system collects ended ones late."""
    for _ in range(50):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.2)
    return False


@pytest.mark.parametrize("encoding", ["cp932", "ascii", "latin-1"])
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_terminal_that_cannot_show_a_sign_ends_no_command(encoding: str, lang: str) -> None:
    ended = subprocess.run(
        [SANWARI, "scenario", "show", "baseline", "--lang", lang],
        env={**os.environ, "PYTHONIOENCODING": encoding},
        capture_output=True,
        timeout=120,
    )
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert ended.stdout


def test_a_closed_output_ends_no_command() -> None:
    ended = subprocess.run(
        ["/bin/sh", "-c", '"$0" scenario list >&-', SANWARI], capture_output=True, timeout=120
    )
    assert (ended.returncode, ended.stderr) == (0, b"")
