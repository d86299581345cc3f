"""The scripts that our pages put inline: all are here, as a browser runs only those that the policy names."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sim.web.escaped_streamlit import st

if TYPE_CHECKING:
    from sim.words import Lang

STATIC = Path(str(st.__file__)).parent / "static"
"""What Streamlit gives to the browser."""
_LANGUAGES: tuple[Lang, ...] = ("ja", "en")


def language(lang: Lang) -> str:
    """Says which language a page speaks."""
    return f"document.documentElement.lang = '{lang}';"


@cache
def cells() -> str:
    """Fetches what opens a cell of a grid before one is opened."""
    names = ", ".join(f'"{file.name}"' for file in sorted(STATIC.glob("static/js/*-overlay-editor.*.js")))
    return f"""{{
const folder = document.querySelector('script[src*="/static/js/"]').src.replace(/[^/]*$/, "");
for (const name of [{names}]) import(folder + name);
}}"""


def every() -> list[str]:
    """All of them."""
    return [*map(language, _LANGUAGES), cells()]


def run(script: str, style: str = "") -> None:
    """Have the browser run one of them, beside a style."""
    st.html(f"{style}<script>{script}</script>", unsafe_allow_javascript=True)
