"""How far a long run is, on standard error: a bar in a terminal, now and then a line elsewhere."""

from __future__ import annotations

import signal
import sys
import time
from contextlib import contextmanager, nullcontext
from threading import current_thread, main_thread
from typing import TYPE_CHECKING, Final

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from sim import runs
from sim.wording import time_text
from sim.words import bilingual, texts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sim.words import Lang

COMPILING: Final = bilingual("progress/compiling")
WORDS: Final = texts("progress")
NOTEBOOK_SECONDS = 1.0
QUIET_SECONDS = 20.0
"""Outside a terminal, work is long from here on, and a line is said this often."""


def compile_first(lang: Lang, engine: str = "compiled", shown: bool = True) -> None:
    """Compile what a run on this engine needs and show how far that is; nothing when it has been done."""
    if runs.must_compile(engine):
        if shown:
            _note(COMPILING[lang] + "\n")
        with watching(lang, "kernels", shown) as progress:
            runs.warm(engine, progress)


@contextmanager
def watching(lang: Lang, what: str = "running", shown: bool = True) -> Iterator[Callable[[int, int], None]]:
    """A function that is told (done, all), shows it, and honours a lost Ctrl-C.

    `what` is done, by its key in the words: replications unless told otherwise. The time left is shown too,
    except for kernels, which differ too much in theirs.
    """
    showing = _showing(lang, what) if shown else nullcontext(_unheard)
    with remembering() as interrupted, showing as show:

        def progress(done: int, total: int) -> None:
            if interrupted():
                raise KeyboardInterrupt
            show(done, total)

        yield progress


def _unheard(_: int, __: int) -> None:
    """Progress that nobody looks at."""


@contextmanager
def remembering() -> Iterator[Callable[[], bool]]:
    """Whether Ctrl-C was pressed: raised inside the compiler, the exception itself can be swallowed there."""
    pressed: list[int] = []
    if current_thread() is not main_thread():  # which alone hears of it
        yield lambda: False
        return

    def note(number: int, _: object) -> None:
        pressed.append(number)
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGINT, note)
    try:
        yield lambda: bool(pressed)
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def _showing(lang: Lang, what: str) -> Iterator[Callable[[int, int], None]]:
    console = Console(stderr=True)
    if console.is_jupyter:
        lines = _Lines(lang, what, NOTEBOOK_SECONDS, end="\r")
        yield lines
        lines.wipe()
        return
    if not console.is_terminal:
        yield _Lines(lang, what)
        return
    columns = [TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()]
    if what != "kernels":
        columns.append(TimeRemainingColumn(elapsed_when_finished=True))
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(WORDS[what][lang], total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


class _Lines:
    """Says a line now and then, so that a log of a short run stays empty; in a notebook over the last one."""

    def __init__(
        self, lang: Lang, what: str = "running", every: float = QUIET_SECONDS, end: str = "\n"
    ) -> None:
        self._lang, self._every, self._end, self._width = lang, every, end, 0
        self._line = WORDS[f"{what}_long"][lang]
        self._said = time.monotonic()
        self._first: tuple[float, int] | None = None

    def __call__(self, done: int, total: int) -> None:
        """Say how far the work is, if the last line is old enough."""
        now = time.monotonic()
        if self._first is None:  # no time to judge by: what came before may have been the compiler
            self._first = (now, done)
            return
        if now - self._said < self._every or done >= total:
            return
        self._said = now
        began, before = self._first
        left = time_text((now - began) / (done - before) * (total - done), self._lang)
        line = self._line.format(done=done, total=total, left=left)
        _note(f"{line:<{self._width}}{self._end}")
        self._width = len(line) if self._end == "\r" else 0

    def wipe(self) -> None:
        """Take the last line away, if there is one."""
        if self._width:
            _note(" " * 2 * self._width + "\r")


def _note(text: str) -> None:
    sys.stderr.write(text)
    sys.stderr.flush()
