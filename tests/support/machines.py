"""Commands on machines that are unlike ours: another encoding or language, no home, not POSIX.

Each machine is a process of its own, in which every command of a list is done one after another.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from support.paths import PLACES, ROOT

_MARK = "\x1e"
_DRIVER = f"""
import json, sys
from sim.cli import main

for arguments in json.loads(sys.argv[1]):
    try:
        code = main(arguments)
    except SystemExit as left:  # --help and --version leave so
        code = left.code
    for stream in (sys.stdout, sys.stderr):
        stream.write(f"{_MARK}{{code}}{_MARK}")
        stream.flush()
"""
_OF_THIS_MACHINE = ("LANG", "LANGUAGE", "PYTHONIOENCODING", "PYTHONUTF8", "PYTHONCOERCECLOCALE")


@dataclass(frozen=True)
class Said:
    """What a command printed, what it noted, and its exit code."""

    arguments: Sequence[str]
    out: str
    err: str
    code: int


def said(
    commands: Sequence[Sequence[str]],
    environment: Mapping[str, str | None],
    before: str = "",
    encoding: str = "utf-8",
) -> list[Said]:
    """What some commands say where a variable has this value, or none; `before` is run ahead of `sim`."""
    names = {key: value for key, value in os.environ.items() if not key.startswith("LC_")}
    kept = {key: value for key, value in names.items() if key not in _OF_THIS_MACHINE}
    wanted = {**kept, "PYTHONPATH": PLACES, **environment}
    ended = subprocess.run(
        [sys.executable, "-c", before + _DRIVER, json.dumps([list(map(str, each)) for each in commands])],
        env={key: value for key, value in wanted.items() if value is not None},
        cwd=ROOT,
        capture_output=True,
        timeout=900,
    )
    told = ended.stderr.decode(encoding)
    assert "Traceback" not in told, told
    assert ended.returncode == 0, told
    outs = ended.stdout.decode(encoding).split(_MARK)
    errs = told.split(_MARK)
    assert len(outs) == len(errs) == 2 * len(commands) + 1
    return [
        Said(each, outs[2 * place], errs[2 * place], int(outs[2 * place + 1]))
        for place, each in enumerate(commands)
    ]


def quick() -> list[list[str]]:
    """Commands that need no compiled code."""
    return [
        ["--help"],
        ["run", "--help"],
        ["--version"],
        ["data", "check"],
        ["scenario", "list"],
        ["scenario", "show", "yen_115"],
        ["scenario", "check", "baseline"],
        ["scenario", "diff", "baseline", "yen_115"],
    ]


def long(out: Path) -> list[list[str]]:
    """Commands that compute, each small; what they write is below `out`."""
    few = ["--replications", "3"]
    design = out / "design.toml"
    design.parent.mkdir(parents=True, exist_ok=True)
    design.write_text(
        '[sweep]\ntitle_ja = "手数料"\ntitle_en = "Fees"\nbase = "baseline"\nreplications = 2\nseed = 1\n'
        '[design]\nkind = "grid"\n[axes]\n"running.cloud_fee_factor" = [1.0, 1.1]\n',
        encoding="utf-8",
    )
    return [
        ["run", "baseline", "--with", "asks/cloud_fees", *few, "--out", str(out / "run")],
        ["run", "baseline", "--until-precise", "50", *few],
        ["compare", "baseline", "yen_115", *few, "--out", str(out / "compare"), "--format", "csv,xlsx"],
        [
            "export",
            "--organisation",
            "022021",
            *few,
            "--out",
            str(out / "export"),
            "--format",
            "csv,xlsx,pptx",
        ],
        ["organisation", "022021", *few],
        ["organisation", "022021", *few, "--template", str(out / "template.xlsx")],
        ["trace", "--organisation", "022021"],
        ["pilot", "--usdjpy", "139"],
        ["sweep", str(design), "--out", str(out / "sweep"), "--no-cache"],
        ["sweep", "status", str(out / "sweep")],
        ["sweep", "export", str(out / "sweep"), "--csv", str(out / "rows.csv")],
    ]


_TIMES = ("manifest.json", "rows.csv")
"""Files that tell how long something took."""
_DAY = re.compile(rb'"made_on": "[0-9-]*"')


def texts(folder: Path) -> dict[str, bytes]:
    """Every text file below a folder, by its path, without what depends on the clock."""
    return {
        path.relative_to(folder).as_posix(): _DAY.sub(b"", path.read_bytes())
        for path in sorted(folder.rglob("*"))
        if path.suffix in (".json", ".csv", ".txt", ".toml") and path.name not in _TIMES
    }
