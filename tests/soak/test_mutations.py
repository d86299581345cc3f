"""Whatever small change is made to what counts and prints, a test minds it, or it stands in a list."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from support.soak import count

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

from mutations import mutations  # noqa: E402  (as the scripts beside it import it)


def changes(source: str, room: Path) -> list[tuple[str, str]]:
    (room / "made.py").write_text(source, encoding="utf-8")
    return [(each.function, each.change) for each in mutations(room, "made.py")]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("a < b", ["a < b → a <= b"]),
        ("a + b * c", ["a + b * c → a - b * c", "a + b * c → a + b / c"]),
        ("-a", ["-a → +a"]),
        ("found['p10']", ["found['p10'] → found['p90']"]),
        ("row.before", ["row.before → row.after"]),
        ("rows[:, 1]", ["rows[:, 1] → rows[:, 2]"]),
        ("0.1", ["0.1 → 0.9"]),
        ("low if a else high", ["low if a else high → high if a else low"]),
        ("not a", ["not a → not not a"]),
        ("f(a, b)", ["f(a, b) → f(b, a)"]),
        ("f(to=a, upto=b)", ["f(to=a, upto=b) → f(to=b, upto=a)"]),
        ("(a, b)", ["(a, b) → (b, a)"]),
        ("{'x': a, 'y': b}", ["{'x': a, 'y': b} → {'x': b, 'y': a}"]),
        ("min(a)", ["min(a) → max(a)"]),
        ("rows.mean()", ["rows.mean() → rows.median()"]),
        ("[a for a in b if c]", ["[a for a in b if c] → [a for a in b]"]),
        ("{'ja': 'はい', 'en': 'yes'}", []),
        ("'a text'", []),
    ],
)
def test_changes_of_an_expression(line: str, expected: list[str], tmp_path: Path) -> None:
    found = changes(f"def f() -> tuple[int, float]:\n    'What comes back.'\n    return {line}\n", tmp_path)
    assert [change for _, change in found] == expected
    assert {function for function, _ in found} <= {"f"}


def test_a_change_keeps_its_name_when_lines_move_and_is_told_from_an_equal_one(tmp_path: Path) -> None:
    source = (
        "class A:\n    def b(self):\n        def c():\n            return 1\n        return 1 + c(), 1 + c()"
    )
    found = changes(source, tmp_path)
    assert found == changes("import os\n\n\nD = ''\n" + source, tmp_path)
    assert len(set(found)) == len(found)
    assert {function for function, _ in found} == {"A.b", "A.b.<locals>.c"}


def test_a_mutation_is_code_with_that_change_and_leaves_the_others_alone(tmp_path: Path) -> None:
    (tmp_path / "made.py").write_text("x = 5 - 3\n", encoding="utf-8")
    values = []
    for each in mutations(tmp_path, "made.py"):
        made: dict[str, int] = {}
        exec(each.make(), made)  # noqa: S102 - the source stands above
        values.append(made["x"])
    assert values == [5 + 3, 6 - 3, 5 - 4]


def test_every_listed_survivor_is_still_a_change_of_the_sources() -> None:
    listed = tomllib.loads((HERE / "survivors.toml").read_text(encoding="utf-8"))["survivor"]
    assert len(listed) > 20
    possible = {
        (file, each.function, each.change)
        for file in sorted({one["file"] for one in listed})
        for each in mutations(HERE.parents[1], file)
    }
    gone = [one for one in listed if (one["file"], one["function"], one["change"]) not in possible]
    assert gone == [], "take these out of the list"


@pytest.mark.soak
def test_of_three_hundred_small_changes_only_those_of_the_list_survive(tmp_path: Path) -> None:
    kept = tmp_path / "found.json"
    subprocess.run(
        [sys.executable, str(HERE / "mutants.py"), "--found", str(kept)],
        env=os.environ | {"PYTHONPATH": str(HERE.parents[1])},
        check=True,
    )
    found = json.loads(kept.read_text(encoding="utf-8"))
    count("mutations", tried=found["tried"], told=found["killed"], lost=len(found["survivors"]))
    assert found["failed"] == [], "tests that fail without any change"
    assert found["survivors"] == [], "no test minds these: write one, or list them with a reason"
    assert found["stale"] == [], "listed, but killed now or no longer there"
