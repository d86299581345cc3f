"""Code of a document as its reader would try it: files, Python and commands in the order of the page.

A block is `python`, or `sh` in which every line is a `sanwari` command, or a file (`toml title="name"`). A
`text` block right below code is what that code prints, to the letter.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path

FENCE = re.compile(r"^```(\w+)?([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
TITLE = re.compile(r'title="([^"]+)"')
RUNNER = Path(__file__).with_name("page_runner.py")


@dataclass(frozen=True, slots=True)
class Step:
    """A block to be tried: its kind, its text, its line, and where the page shows what it prints."""

    kind: str
    code: str
    line: int
    name: str = ""
    span: tuple[int, int] | None = None
    """Ends, in the text of the page, of what the page says that it prints."""


def steps(text: str) -> list[Step]:
    """What a page asks its reader to try, in order."""
    found: list[Step] = []
    below = -1
    for block in FENCE.finditer(text):
        kind, more, code = block[1] or "", block[2], block[3]
        line = text.count("\n", 0, block.start()) + 2
        if kind == "text" and not text[below : block.start()].strip() and below >= 0:
            found[-1] = replace(found[-1], span=block.span(3))
        below = -1
        title = TITLE.search(more)
        if title:
            found.append(Step("file", code, line, title[1]))
        elif kind == "python" or (kind == "sh" and is_tried(code)):
            found.append(Step(kind, code, line))
            below = block.end()
    return found


def is_tried(shell: str) -> bool:
    """Whether a block of the shell holds commands of ours alone."""
    return all(line.startswith("sanwari ") for line in shell.splitlines())


def printed(page: Path, folder: Path) -> list[tuple[Step, str]]:
    """Every step of a page with what it printed, run in one folder by one Python; a fault is asserted."""
    found = steps(page.read_text(encoding="utf-8"))
    tried = [{"kind": step.kind, "code": step.code, "name": step.name, "line": step.line} for step in found]
    spoken = "ja_JP.UTF-8" if page.name.endswith(".ja.md") else "en_US.UTF-8"
    mine = str(Path(sys.executable).parent)
    around = os.environ | {
        "LANG": spoken,
        "COLUMNS": "80",
        "PATH": os.pathsep.join((mine, os.environ["PATH"])),
    }
    for name in ("LC_ALL", "LC_MESSAGES"):
        around.pop(name, None)
    ended = subprocess.run(
        [sys.executable, str(RUNNER), page.name],
        input=json.dumps(tried),
        cwd=folder,
        env=around,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert ended.returncode == 0, ended.stderr[-4000:]
    return list(zip(found, json.loads(ended.stdout), strict=True))


def renewed(text: str, outputs: list[tuple[Step, str]]) -> str:
    """The page with what its code prints now."""
    for step, out in reversed(outputs):
        if step.span:
            text = text[: step.span[0]] + out + text[step.span[1] :]
    return text
