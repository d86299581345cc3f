"""What a page makes of a text beyond showing it, as Streamlit reads Markdown: links, pictures, symbols."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from streamlit.testing.v1 import AppTest

_READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
_SHOWN = ("inline", "paragraph_open", "paragraph_close", "text")
AFTERWARDS = {
    "link": re.compile(
        r"(https?://|www(?=\.))([-.\w]+)(\S*)|[-.\w+]+@[-\w]+(\.[-\w]+)+", re.IGNORECASE | re.ASCII
    ),
    "symbol": re.compile(r":\+1:|:-1:|:[\w-]+:|:material[_/]\w+:", re.ASCII),
    "sign": re.compile(r"(^|\s)(<->|->|<-|--|>=|<=|~=)(\s|$)"),
}
"""What is looked for in the text that is left after escapes; a backslash does not keep it away."""
BESIDE = {
    "mathematics": re.compile(r"(?<!\\)(?:\\\\)*\$"),
    "directive": re.compile(r":[^\W\d_][\w-]*[\[{]|^:::?\w", re.MULTILINE),
    "strike": re.compile(r"(?<!\\)(?:\\\\)*~"),
    "footnote": re.compile(r"(?<!\\)\[\^"),
}
"""What Streamlit reads in the Markdown itself and the reader here does not know."""


def live(markdown: str) -> set[str]:
    """Kinds of everything in Markdown that is more than a paragraph of text."""
    found = {name for name, pattern in BESIDE.items() if pattern.search(markdown)}
    for token in _tokens(_READER.parse(markdown)):
        if token.type not in _SHOWN:
            found.add(token.type)
        if token.type == "text":
            found |= {name for name, pattern in AFTERWARDS.items() if pattern.search(token.content)}
    return found


def text(markdown: str) -> str:
    """What is shown of Markdown."""
    return "".join(each.content for each in _tokens(_READER.parse(markdown)) if each.type == "text")


def _tokens(found: list[Token]) -> Iterator[Token]:
    for token in found:
        yield token
        yield from _tokens(token.children or [])


def page_texts(page: AppTest, but: Collection[str] = ("id",)) -> list[str]:
    """Every text in the messages that a page is drawn from, fields of some names left out."""
    return [each for proto in _protos(page._tree) for each in _strings(proto, but)]


def _protos(node: Any) -> list[Any]:
    found = [node.proto] if getattr(node, "proto", None) is not None else []
    for child in getattr(node, "children", {}).values():
        found += _protos(child)
    return found


def _strings(message: Any, but: Collection[str]) -> list[str]:
    found: list[str] = []
    for field, value in message.ListFields() if hasattr(message, "ListFields") else ():
        if field.name in but:
            continue
        for each in [value] if isinstance(value, (str, bytes)) or not hasattr(value, "__iter__") else value:
            found += [each] if isinstance(each, str) else _strings(each, but)
    return found
