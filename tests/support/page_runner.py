"""Runs the steps of a page (see pages.py) in this folder; prints what each one printed as JSON."""

from __future__ import annotations

import contextlib
import io
import json
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

NAMES: dict[str, Any] = {"__name__": "__main__"}


def tried(step: dict[str, Any], page: str) -> str:
    """What a step prints, without blanks at the ends of lines; any fault ends all."""
    match step["kind"]:
        case "file":
            Path(step["name"]).write_text(step["code"], encoding="utf-8")
            return ""
        case "python":
            heard = io.StringIO()
            with contextlib.redirect_stdout(heard):
                # Its line numbers are those of the page.
                exec(compile("\n" * (step["line"] - 1) + step["code"], page, "exec"), NAMES)  # noqa: S102
            said = heard.getvalue()
        case _:
            said = "".join(command(line, page) for line in step["code"].splitlines())
    return "".join(f"{line.rstrip()}\n" for line in said.splitlines())


def command(line: str, page: str) -> str:
    """What a command prints."""
    ended = subprocess.run(
        shlex.split(line, comments=True),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if ended.returncode:
        sys.exit(f"{page}: {line}\n{ended.stderr}")
    return ended.stdout


if __name__ == "__main__":
    sys.stdout.write(json.dumps([tried(step, sys.argv[1]) for step in json.load(sys.stdin)]))
