"""`sanwari forecast`: what it registers and prints, and that nothing is ever overwritten."""

from __future__ import annotations

import datetime
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from support.made import results

from sim import facts, runs
from sim.cli import forecasts, main
from sim.facts import Observation


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """Runs give made results at once; what they were asked for is listed."""
    found: list[tuple[Any, ...]] = []

    def run(scenario: Any, replications: int, seed: int, **_: Any) -> Any:
        found.append((scenario.info.name, replications, seed))
        return results(replications, seed)

    monkeypatch.setattr(runs, "run", run)
    monkeypatch.setattr(runs, "must_compile", lambda _: False)
    return found


def registered(folder: Path) -> Path:
    assert (
        main(["forecast", "register", "--replications", "2", "--seed", "5", "--forecasts", str(folder)]) == 0
    )
    (path,) = folder.glob("*.json")
    return path


def publish(monkeypatch: pytest.MonkeyPatch, **counts: float) -> None:
    """Observations of the last day of FY2027 that come a year later, by the part of the nation."""
    day, out = datetime.date(2028, 3, 31), datetime.date(2028, 9, 1)
    known = facts.load()
    more = tuple(
        Observation("declared_systems", day, out, scope, value, "exact", "systems", "OFFICIAL", "", None)
        for scope, value in ((name if name == "nation" else f"type:{name}", counts[name]) for name in counts)
    )
    held = replace(known, observations=(*known.observations, *more))
    monkeypatch.setattr(forecasts.published, "load", lambda: held)


def test_a_forecast_is_registered_with_the_command_that_repeats_it(
    asked: list[Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = registered(tmp_path / "forecasts")
    held = json.loads(path.read_text(encoding="utf-8"))
    assert path.name.endswith("-baseline.json")
    assert held["command"] == "sanwari forecast register baseline --replications 2 --seed 5"
    assert asked == [("baseline", 2, 5)]
    assert str(path) in capsys.readouterr().out


def test_equal_runs_write_equal_bytes(asked: list[Any], tmp_path: Path) -> None:
    first, again = (registered(tmp_path / name) for name in ("one", "two"))
    assert first.read_bytes() == again.read_bytes()
    assert len(asked) == 2


@pytest.mark.parametrize(("lang", "said"), [("en", "none is ever overwritten"), ("ja", "上書きしません")])
def test_a_second_forecast_of_a_day_is_refused_before_anything_runs(
    asked: list[Any], tmp_path: Path, capsys: pytest.CaptureFixture[str], lang: str, said: str
) -> None:
    path = registered(tmp_path)
    before = path.read_bytes()
    again = ["forecast", "register", "--replications", "3", "--forecasts", str(tmp_path), "--lang", lang]
    assert main(again) == 2
    error = capsys.readouterr().err
    assert said in error
    assert path.name in error
    assert "--forecasts" in error
    assert path.read_bytes() == before
    assert len(asked) == 1


def test_where_all_is_published_nothing_runs(
    asked: list[Any], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forecasts.registers, "open_figures", lambda _: ())
    assert main(["forecast", "register", "--forecasts", str(tmp_path), "--lang", "en"]) == 2
    assert "nothing left to forecast" in capsys.readouterr().err
    assert asked == []
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("lang", "nothing", "none"),
    [
        ("en", "Registered forecasts: 1; nothing that they foretold has been published since", "No forecast"),
        (
            "ja",
            "登録した見通し: 1 件。登録した後に公表された値はまだありません",
            "登録した見通しはありません",
        ),
    ],
)
def test_it_is_said_plainly_when_nothing_has_come(
    asked: list[Any], tmp_path: Path, capsys: pytest.CaptureFixture[str], lang: str, nothing: str, none: str
) -> None:
    assert main(["forecast", "score", "--forecasts", str(tmp_path), "--lang", lang]) == 0
    assert none in capsys.readouterr().out
    registered(tmp_path)
    capsys.readouterr()
    assert main(["forecast", "score", "--forecasts", str(tmp_path), "--lang", lang]) == 0
    assert nothing in capsys.readouterr().out
    assert len(asked) == 1


@pytest.mark.parametrize(
    ("lang", "misses", "title"),
    [
        (
            "en",
            ["town", "nation"],
            "Of 2 published figures 1 lie inside the 50 %, 1 inside the 80 % and 1 inside the 90 %",
        ),
        ("ja", ["町", "全国"], "公表値 2 件のうち、50％区間に入ったのは 1 件、80％区間 1 件、90％区間 1 件"),
    ],
)
def test_scores_are_a_table_with_misses_first(
    asked: list[Any],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    lang: str,
    misses: list[str],
    title: str,
) -> None:
    held = json.loads(registered(tmp_path).read_text(encoding="utf-8"))
    (nation,) = [
        each
        for each in held["figures"]
        if (each["metric"], each["date"], each["scope"]) == ("declared_systems", "2028-03-31", "nation")
    ]
    publish(monkeypatch, nation=nation["p50"], town=30_000)
    capsys.readouterr()
    assert main(["forecast", "score", "--forecasts", str(tmp_path), "--lang", lang]) == 0
    out = capsys.readouterr().out
    assert title in out
    rows = [line.split() for line in out.splitlines() if line.startswith("20")]
    assert len(rows) == 2
    for row, name in zip(rows, misses, strict=True):
        assert name in row
    assert rows[0][-5:-2] == ["×", "×", "×"]
    assert rows[1][-5:-2] == ["○", "○", "○"]
    low, middle, high = (f"{nation[name]:,.0f}" for name in ("p05", "p50", "p95"))
    assert rows[1][-9:-5] == [middle, low, middle, high]
    assert rows[1][-2] == "0"
    assert len(asked) == 1


def test_json_prints_the_scores_and_nothing_else(
    asked: list[Any],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    registered(tmp_path)
    publish(monkeypatch, nation=1)
    capsys.readouterr()
    assert main(["forecast", "score", "--forecasts", str(tmp_path), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["forecasts"], found["open"], found["too_early"]) == (1, 188, 0)
    assert [(each["scope"], each["seen"], each["published"]) for each in found["scores"]] == [
        ("nation", 1, "2028-09-01")
    ]
    assert len(asked) == 1


def test_damaged_files_end_with_one_message_that_names_them_all(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.json").write_text("{", encoding="utf-8")
    (tmp_path / "b.json").write_text('{"layout": 7}', encoding="utf-8")
    assert main(["forecast", "score", "--forecasts", str(tmp_path), "--lang", "en"]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert [line.partition(":")[0] for line in captured.err.splitlines()] == ["a.json", "b.json"]
    assert "layout 1 only" in captured.err
