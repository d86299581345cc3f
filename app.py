"""The page in the browser: `make app`, or `python app.py` with the options of `streamlit run`."""

from __future__ import annotations

import sys

from streamlit import runtime
from streamlit.starlette import App

if runtime.exists():
    from sim.web.widgets import frame

    frame.show()
elif __name__ == "__main__":
    from sim.web import server

    server.serve(__file__, sys.argv[1:])
else:  # the server imports this file for what it serves, and so does `streamlit run`
    from sim.web import middleware, server

    app = App(__file__, middleware=middleware.stack(), lifespan=server.ready)
