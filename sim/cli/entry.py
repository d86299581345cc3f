"""From arguments to an exit code: 0 done, 1 our fault, 2 the user's fault, 130 interrupted."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from sim.cli import terminal
from sim.cli.arguments import language, parse
from sim.cli.words import REASONS, WORDS
from sim.errors import SimError, open_streams
from sim.errors.language import speaking
from sim.runs import NoReplicationError

if TYPE_CHECKING:
    from sim.words import Lang

OK, OUR_FAULT, USER_FAULT, INTERRUPTED = 0, 1, 2, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code of one command; results go to standard output, all else to standard error."""
    open_streams()
    given = list(sys.argv[1:] if arguments is None else arguments)
    lang = language(given)
    try:
        _done(given, lang)
    except SimError as error:
        return _said(error.text(lang), USER_FAULT)
    except NoReplicationError as error:
        return _said(WORDS["no_replication"][lang].format(reason=error), OUR_FAULT)
    except KeyboardInterrupt as interrupt:  # a command that keeps what is finished says so itself
        return _said(str(interrupt) or WORDS["interrupted"][lang], INTERRUPTED)
    except BrokenPipeError:  # the reader has seen enough, as in `sanwari scenario list | head`
        _give_up_output()
    except OSError as error:
        _give_up_output()
        return _said(_refused(error, lang), USER_FAULT)
    return OK


def _refused(error: OSError, lang: Lang) -> str:
    """What the system refused, and the way out."""
    unusual = WORDS["system_says"][lang].format(number=error.errno, reason=error.strerror or str(error))
    reason = REASONS.get(error.errno or 0, {}).get(lang, unusual)
    return WORDS["file_trouble"][lang].format(file=error.filename or "-", reason=reason)


def _done(given: Sequence[str], lang: Lang) -> None:
    """Do what was asked for; OSError where it cannot be said, even of `--help`, which raises SystemExit."""
    try:
        with speaking(lang):
            parse(given, lang)()
    except SystemExit:
        sys.stdout.flush()
        raise
    sys.stdout.flush()


def _give_up_output() -> None:
    """Let what cannot be written go, else the interpreter tries again as it ends, with a code of its own."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _said(text: str, code: int) -> int:
    terminal.note(f"{text}\n")
    return code
