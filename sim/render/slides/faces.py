"""Fonts in the markup of Office: one that Windows has, for all scripts, and what to put instead."""

from __future__ import annotations

from typing import Any

from lxml import etree
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml.ns import qn

from sim.render.palette import CHARSET, FALLBACK, FONT, PANOSE, PITCH_FAMILY

LANGUAGES = {"ja": "ja-JP", "en": "en-GB"}


def face(properties: Any, lang: str | None = None) -> None:
    """Set the font of a run or of default text properties, and the language that is checked in it."""
    for tag in ("a:latin", "a:ea", "a:cs"):
        for old in properties.findall(qn(tag)):
            properties.remove(old)
    after = [
        e
        for e in properties
        if e.tag in {qn("a:sym"), qn("a:hlinkClick"), qn("a:hlinkMouseOver"), qn("a:extLst")}
    ]
    for tag in ("a:latin", "a:ea", "a:cs"):
        element = etree.SubElement(properties, qn(tag), **_NAMED)
        if after:
            after[0].addprevious(element)
    if lang is not None:
        properties.set("lang", LANGUAGES[lang])
        properties.set("altLang", "en-GB" if lang == "ja" else "ja-JP")


_NAMED = {"typeface": FONT, "panose": PANOSE, "pitchFamily": PITCH_FAMILY, "charset": CHARSET}


def faced_theme(deck: Any) -> None:
    """Name the font in the theme, for text that is added later; Japanese falls back to another gothic."""
    part = deck.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme = etree.fromstring(part.blob)
    for kind in ("a:majorFont", "a:minorFont"):
        for fonts in theme.iter(qn(kind)):
            for tag in ("a:latin", "a:ea"):
                element = fonts.find(qn(tag))
                element.attrib.clear()
                element.attrib.update(_NAMED)
            for script in fonts.findall(qn("a:font")):
                if script.get("script") == "Jpan":
                    script.set("typeface", FALLBACK)
    part._blob = etree.tostring(theme, xml_declaration=True, encoding="UTF-8", standalone=True)
