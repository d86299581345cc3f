"""The page in the browser: `make app` or `streamlit run app.py`."""

from __future__ import annotations

from sim.web import frame

frame.show()
