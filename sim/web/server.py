"""The desk as a server that begins its work before the first visitor comes."""

from __future__ import annotations

import sys
import time
from threading import Thread
from typing import TYPE_CHECKING

from streamlit import runtime
from streamlit.web import cli

from sim.staying import staying

if TYPE_CHECKING:
    from collections.abc import Sequence


def serve(script: str, arguments: Sequence[str]) -> None:
    """Serve a script as `streamlit run` does, with its options; returns when the server ends.

    What computes is imported first: beside it, a server answers its first visitor later than after it.
    """
    try:
        with staying():
            from sim.web import session
    except KeyboardInterrupt:
        sys.exit(130)
    session.pool()
    Thread(target=_begin, name="sanwari-start", daemon=True).start()
    cli.main(["run", script, *arguments], prog_name="sanwari")


def _begin() -> None:
    """Have the first page at hand while the browser loads; who is quicker waits for what is left of it."""
    while not runtime.exists():  # the pages ask for it as they are imported
        time.sleep(0.01)
    with staying():
        from sim.web import outlook
    outlook.ahead()
