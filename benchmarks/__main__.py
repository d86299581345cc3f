"""`python -m benchmarks`: measures everything and writes docs/performance.md."""

from __future__ import annotations

from datetime import UTC, datetime

from benchmarks import growth, queues, stages, storage, whole_runs
from benchmarks.measure import ROOT, machine

SECTIONS = (stages, whole_runs, growth, queues, storage)

HEAD = """\
# Time, memory and storage

Written by `make bench` on {day}: {machine}.
Seconds depend on the machine, ratios travel better; no test asserts seconds. What is not reached of a goal is
explained at the end.
"""
EXPLAINED = ROOT / "benchmarks" / "explained.md"


def main() -> None:
    """Measure section by section, print and write."""
    parts = [HEAD.format(day=datetime.now(UTC).date().isoformat(), machine=machine())]
    for section in SECTIONS:
        parts.append(section.report())
        print(f"{parts[-1]}\n", flush=True)
    from benchmarks import browser  # after the others: a process inherits the peak memory of its parent

    parts.append(browser.report())
    parts.append(EXPLAINED.read_text(encoding="utf-8").strip())
    (ROOT / "docs" / "performance.md").write_text("\n\n".join(parts) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
