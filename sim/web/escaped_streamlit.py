"""Streamlit for pages: what is not marked as Markdown is shown as it is.

Streamlit takes nearly every text for Markdown. Here each one is escaped on its way, unless it is `Markdown`,
so a page that forgets about it shows a stray backslash at worst, never a stranger's picture or link.
"""

from __future__ import annotations

from functools import cache, wraps
from inspect import signature
from typing import TYPE_CHECKING, Any

import pandas
import streamlit
from streamlit.delta_generator import DeltaGenerator

from sim.web.markdown import escaped

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["DeltaGenerator", "st"]

TEXTS = ("body", "label", "title", "help", "text", "caption", "delta", "delta_description")
"""Parameters of Streamlit's functions that hold Markdown."""
MANY = ("captions", "tabs")
"""Those that hold several texts."""
NAMED = {
    "metric": ("value",),
    "table": ("data",),
    "pills": ("format_func",),
    "segmented_control": ("format_func",),
    "radio": ("format_func",),
}
"""Parameters that hold Markdown in some functions only; options of other fields are plain text."""
PLAIN = ("html", "code", "text", "json", "latex", "help", "mermaid_chart", "write", "write_stream")
"""Functions whose body is no Markdown; `write` guesses what it is given, and no page uses it."""


class _Shown:
    """Something of Streamlit's, its texts escaped; what it makes is wrapped likewise."""

    def __init__(self, real: Any, names: tuple[str, ...] = (*TEXTS, *MANY)) -> None:
        self._real, self._names = real, names

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._real, name)
        if name == "column_config":
            return _Shown(found, ("help",))  # headings of tables are no Markdown
        if name in PLAIN or not callable(found):
            return found
        texts = _texts(getattr(found, "__func__", found), (*self._names, *NAMED.get(name, ())))
        return _escaping(found, texts) if texts or _draws(found) else found

    def __enter__(self) -> Any:
        self._real.__enter__()
        return self

    def __exit__(self, *how: Any) -> Any:
        return self._real.__exit__(*how)


def _draws(found: Any) -> bool:
    """Whether it is a method of a place on the page, which may make further places."""
    return isinstance(getattr(found, "__self__", None), DeltaGenerator)


@cache
def _texts(function: Callable[..., Any], names: tuple[str, ...]) -> tuple[str, ...]:
    """Those of some parameters that a function has."""
    return tuple(each for each in signature(function).parameters if each in names)


def _escaping(found: Callable[..., Any], texts: tuple[str, ...]) -> Callable[..., Any]:
    """A function of Streamlit's that takes texts for what they are."""

    @wraps(found)
    def call(*args: Any, **named: Any) -> Any:
        given = signature(found).bind(*args, **named)
        if "format_func" in texts:
            given.arguments.setdefault("format_func", str)
        if "anchor" in signature(found).parameters:  # else a heading makes an address of somebody's words
            given.arguments.setdefault("anchor", False)
        for each in texts:
            if each in given.arguments:
                given.arguments[each] = _as_text(each, given.arguments[each])
        return _wrapped(found(*given.args, **given.kwargs))

    return call


def _as_text(name: str, value: Any) -> Any:
    if value is None:
        return None
    if name == "format_func":
        return lambda option: escaped(value(option))
    if name == "data":
        return _table(value)
    if name in MANY:
        return [escaped(each) for each in value]
    return escaped(value)


def _table(data: pandas.DataFrame) -> pandas.DataFrame:
    """A table whose headings and cells are shown as they are."""
    made = data.map(escaped)
    made.columns, made.index = made.columns.map(escaped), made.index.map(escaped)
    made.columns.names, made.index.names = (
        [name if name is None else escaped(name) for name in axis.names]
        for axis in (data.columns, data.index)
    )
    return made


def _wrapped(made: Any) -> Any:
    if isinstance(made, DeltaGenerator):
        return _Shown(made)
    if isinstance(made, (list, tuple)) and made and isinstance(made[0], DeltaGenerator):
        return type(made)(_Shown(each) for each in made)
    return made


if TYPE_CHECKING:
    import streamlit as st
else:
    st = _Shown(streamlit)
