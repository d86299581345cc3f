"""The frame around every page: title, language, navigation, which scenario is in hand.

A page is a function `page(desk)` in a module of its own, named as its address and imported when it is opened.
"""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING, Any

from sim.web import scripts
from sim.web.desk import session, sign_on
from sim.web.escaped_streamlit import st
from sim.web.widgets import body
from sim.web.words import markdown

if TYPE_CHECKING:
    from collections.abc import Callable

    from sim.web.desk.drafts import Desk
    from sim.words import Lang

PAGES = ("outlook", "scenario", "own", "compare", "evidence")
"""Pages in the order of the navigation; the first one opens. Names are `frame.<address>`."""
LANGUAGES: dict[Lang, str] = {"ja": "日本語", "en": "English"}


def show() -> None:
    """The page that the address names, in its frame."""
    st.set_page_config(page_title="Sanwari", page_icon="🏛️", layout="wide")
    session.pool()
    is_open = sign_on.is_open()
    desk = session.enter() if is_open else session.stranger()
    scripts.run(scripts.language(desk.lang), _STYLE)
    pages = [_page(name, desk) for name in PAGES]
    chosen = st.navigation(pages, position="top" if is_open else "hidden")
    _head(desk)
    if not is_open:
        sign_on.ask(desk.lang)
        return
    sign_on.leave(desk.lang)
    chosen.run()


def page_of(name: str) -> Callable[[Desk], None]:
    """What draws a page; who opens the first one does not wait for what only the others import."""
    page: Callable[[Desk], None] = import_module(f"sim.web.pages.{name}").page
    return page


def _page(name: str, desk: Desk) -> Any:
    """The page of an address under its name in the desk's language."""

    def draw() -> None:
        body.guarded(lambda desk: page_of(name)(desk), desk)

    return st.Page(draw, title=markdown(f"frame.{name}", desk.lang), url_path=name, default=name == PAGES[0])


def _head(desk: Desk) -> None:
    """One line above every page: what is shown is estimated, and the switch of the language."""
    head = st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center")
    head.caption(markdown("frame.estimate", desk.lang), width="stretch")
    st.session_state["lang"] = desk.lang
    head.segmented_control(
        markdown("frame.language", desk.lang),
        LANGUAGES,
        format_func=LANGUAGES.__getitem__,
        required=True,
        key="lang",
        on_change=_switch,
        label_visibility="collapsed",
        width="content",
    )


def _switch() -> None:
    """Keep the language that was just chosen; who may not enter has no desk to keep it on."""
    if sign_on.is_open():
        session.save(replace(session.desk(), lang=st.session_state["lang"]))


_STYLE = """<style>
.stMainBlockContainer { padding-top: 3.4rem; padding-bottom: 3rem; }
.stMainBlockContainer h1 { padding-top: 0; padding-bottom: .2rem; }
.stMainBlockContainer [data-testid="stCaptionContainer"] { color: #595959; opacity: 1; } /* 7:1, not 4:1 */
[data-testid="stDateInput"] [role="spinbutton"], [data-testid="stMultiSelect"] button {
  display: inline-flex; align-items: center; justify-content: center; min-width: 24px; min-height: 24px; }
[data-testid="stMetric"] { min-height: 7.4rem; } /* room for the interval that comes later */
[data-testid="stMetricLabel"] p { white-space: normal; }
[data-testid="stMetricValue"] { font-size: 1.6rem; }
[data-testid="stMetricValue"] *, [data-testid="stMetricDelta"], [data-testid="stMetricDelta"] * {
  white-space: normal; overflow: visible; text-overflow: clip; height: auto; }
[data-testid="stVegaLiteChart"] svg { max-width: 100%; height: auto; }
[data-testid="stElementContainer"]:has([data-testid="stVegaLiteChart"]) [data-testid="stElementToolbar"]
  { display: none; } /* its English words; the page has its own buttons for files */
html[lang="ja"] [data-testid="stFileUploaderDropzone"] button p { font-size: 0; }
html[lang="ja"] [data-testid="stFileUploaderDropzone"] button p::after
  { content: "ファイルを選ぶ"; font-size: 1rem; }
html[lang="ja"] [data-testid="stFileUploaderDropzoneInstructions"] { display: none; }
.st-key-state { min-height: 2.6rem; }
@media (min-width: 1101px) { /* what a field changes stays in sight while one scrolls through the fields */
  .st-key-beside > div > [data-testid="stHorizontalBlock"] > [data-testid="stColumn"]:last-child {
    position: sticky; top: 4rem; align-self: flex-start; max-height: calc(100vh - 5rem); overflow-y: auto; }
}
@media (max-width: 1100px) {
  [class*="st-key-picture"] [data-testid="stColumn"],
  .st-key-beside > div > [data-testid="stHorizontalBlock"] > [data-testid="stColumn"] { min-width: 100%; }
  .st-key-beside > div > [data-testid="stHorizontalBlock"] { flex-wrap: wrap-reverse; }
  .st-key-key-figures [data-testid="stColumn"] { min-width: calc(50% - 1rem); }
  [class*="st-key-picture"] [data-testid="stHorizontalBlock"],
  .st-key-key-figures [data-testid="stHorizontalBlock"] { flex-wrap: wrap; }
}
</style>"""
