"""The desk as a server that begins its work before the first visitor comes."""

from __future__ import annotations

import os
import signal
import sys
import time
from contextlib import asynccontextmanager
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

from streamlit import cli_util, config, runtime
from streamlit.web import cli
from streamlit.web.server import server_util

from sim import package_files
from sim.errors import language, open_streams
from sim.garbage import pause_collection
from sim.kernel import PACKAGE
from sim.web.middleware import files
from sim.web.words import plain

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from streamlit.starlette import App


def main() -> None:
    """Open the page from anywhere: `sanwari-page`, with the options of `streamlit run`."""
    os.chdir(package_files.place())  # where its settings lie: that it stays on this machine, among them
    serve("app.py", sys.argv[1:])


def serve(script: str, arguments: Sequence[str]) -> None:
    """Serve a script as `streamlit run` does, with its options; returns when the server ends.

    What computes is imported first: beside it, a server answers its first visitor later than after it.
    """
    open_streams()
    _have_a_home()
    try:
        with pause_collection():
            from sim.web.desk import session
    except KeyboardInterrupt:
        sys.exit(130)
    session.pool()
    Thread(target=_begin, name="sanwari-start", daemon=True).start()
    for wish in (signal.SIGINT, signal.SIGTERM):  # which come back here once the server has ended
        signal.signal(wish, lambda *_: sys.exit(0))
    cli.main(["run", script, *arguments], prog_name="sanwari")


def _have_a_home() -> None:
    """See to it that Streamlit finds no settings of a user where it cannot look for any, which ends it."""
    try:
        (Path.home() / ".streamlit").stat()
    except FileNotFoundError:
        return
    except (OSError, RuntimeError):  # it is no folder, or closed; or the user is a number without a name
        os.environ["HOME"] = str(PACKAGE)


def _begin() -> None:
    """Have the first page at hand while the browser loads; who is quicker waits for what is left of it."""
    while not runtime.exists():  # the pages ask for it as they are imported
        time.sleep(0.01)
    with pause_collection():
        from sim.web.pages import outlook
    outlook.ahead()


@asynccontextmanager
async def ready(_: App) -> AsyncIterator[dict[str, Any]]:
    """While the server runs: at first, say where the page is and open it, unless there is no screen.

    Streamlit's own words are off: for them it asks a service in the internet for the address of this machine.
    """
    files.keep_uploads_in_memory()
    address = server_util.get_url(_host())
    cli_util.print_to_cli(f"\n  {plain('frame.address', language(), address=address)}\n")
    if not config.get_option("server.headless"):
        cli_util.open_browser(address)
    yield {}


def _host() -> str:
    """Name of this machine for a browser on it."""
    if config.is_manually_set("browser.serverAddress"):
        return str(config.get_option("browser.serverAddress"))
    return server_util.get_display_address(config.get_option("server.address") or "localhost")
