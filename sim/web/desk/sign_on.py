"""Sign-on by OpenID Connect, off by default: on where `.streamlit/secrets.toml` has an [auth] section.

Streamlit does the work (`st.login`); nothing is shown before it is done. A file of secrets that cannot be
read closes the pages, too: who wrote one meant to protect them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.web.escaped_streamlit import st
from sim.web.words import markdown

if TYPE_CHECKING:
    from sim.words import Lang

NEEDED = ("authlib", "httpx")
"""Packages that Streamlit signs on with: the extra `sign-on`."""


def is_open() -> bool:
    """Whether the pages may be shown: no sign-on is asked for, or it is done."""
    if _is_unreadable():
        return False
    return not _section() or bool(getattr(st.user, "is_logged_in", False))


def person() -> str | None:
    """Who is signed on, as a hash of what the provider calls them; empty where no sign-on is asked for.

    None where one is asked for and nobody can be named: neither a subject nor an address.
    """
    if not _section():
        return ""
    subject = st.user.get("sub") or st.user.get("email")
    if not is_open() or not subject:
        return None
    named = json.dumps([st.user.get("iss"), subject], default=str)
    return hashlib.sha256(named.encode()).hexdigest()


def ask(lang: Lang) -> None:
    """Draw the page that asks to sign on, or says what is missing for it."""
    st.title(markdown("frame.name", lang))
    if _is_unreadable():
        st.error(markdown("frame.sign_on_unreadable", lang))
        return
    if any(find_spec(name) is None for name in NEEDED):
        st.error(markdown("frame.sign_on_missing", lang))
        return
    st.markdown(markdown("frame.sign_on_why", lang))
    if "s" in st.query_params:  # the provider sends back to the first page, without what the address carries
        st.info(markdown("frame.sign_on_link", lang))
    for provider in _providers():
        sign_on = markdown("frame.sign_on", lang)
        label = sign_on if provider is None else f"{sign_on}: {provider}"
        st.button(
            label,
            key=f"sign on {provider}",
            type="primary",
            on_click=st.login,
            args=(provider,) if provider else (),
        )


def leave(lang: Lang) -> None:
    """Who is signed on, with the way out; nothing where no sign-on is asked for."""
    if not _section():
        return
    with st.container(horizontal=True, horizontal_alignment="right", vertical_alignment="center"):
        st.caption(str(st.user.get("email") or st.user.get("name") or ""), width="content")
        st.button(markdown("frame.sign_off", lang), key="sign off", on_click=st.logout)


def _section() -> Mapping[str, Any]:
    """The [auth] section; empty where there is none, or no section."""
    found = st.secrets.get("auth", {}) if st.secrets.load_if_toml_exists() else {}
    return found if isinstance(found, Mapping) else {}


def _is_unreadable() -> bool:
    """Whether there is a file of secrets that cannot be read, or an `auth` in it that says nothing."""
    if st.secrets.load_if_toml_exists():
        return "auth" in st.secrets and not _section()
    return any(Path(file).exists() for file in st.get_option("secrets.files"))


def _providers() -> list[str | None]:
    """Names of the providers with a section of their own; None stands for the only one without a name."""
    section = _section()
    named: list[str | None] = [
        name for name, values in section.items() if isinstance(values, Mapping) and "client_id" in values
    ]
    return named or [None]
