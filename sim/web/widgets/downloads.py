"""What a page gives away as files: made at a press, then plain buttons that stay until others are made.

    downloads.offer("own 112089", lang, of=made.identity, make=files, label=markdown("frame.make", lang))

A button that makes its file at the click loses it when the page is drawn anew, as it is while a run goes on.
So a press makes the files, their bytes stay with the visitor, and beside the buttons stands which result they
hold, should the page show another one meanwhile.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, cast

from sim import facts, figures, repeat_commands, vega_pictures
from sim.figures import Style
from sim.figures.amounts import MONEY
from sim.figures.model import NATION_UNIT, PART_UNIT
from sim.figures.words import SHEETS
from sim.render.pictures import table
from sim.render.plain import csv, described
from sim.render.sheets.book import workbook
from sim.render.slides.deck import presentation
from sim.render.vega.figure import specification
from sim.summary import DEFAULT_CODE
from sim.web.escaped_streamlit import st
from sim.web.words import markdown, plain
from sim.web.work.jobs import SEED

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sim.figures import Brief, Figure
    from sim.figures.model import Unit
    from sim.scenario import Scenario
    from sim.summary import Summary
    from sim.web.desk.drafts import Desk, Draft
    from sim.web.work.answers import Answer
    from sim.words import Lang

DOTS_PER_INCH = 300
IN_A_ROW = 3
"""Buttons beside each other: five of them would be too narrow for what they say."""
FILE = "draft.toml"
"""Name under which a scenario with own changes is saved for a command."""
MIME = {
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "png": "image/png",
    "svg": "image/svg+xml",
    "pdf": "application/pdf",
    "csv": "text/csv",
    "json": "application/json",
}


@dataclass(frozen=True, slots=True)
class File:
    """A file to hand over: what its button says, its name with its kind at the end, its bytes."""

    label: str
    name: str
    content: bytes

    @property
    def mime(self) -> str:
        """Kind of content, as browsers name it."""
        return MIME[self.name.rpartition(".")[2]]


def offer(
    place: str,
    lang: Lang,
    *,
    of: str,
    make: Callable[[], Sequence[File]],
    label: str,
    chosen: Sequence[tuple[str, str]] = (),
) -> None:
    """A button that makes files, and those that it has made; `of` says which result and choice they hold.

    `chosen`: figures in them, key and title, where `of` counts them only.
    `place` names what is offered and for whom: files of one organisation never stand under another.
    """
    kept: dict[str, tuple[str, Sequence[File], set[tuple[str, str]]]] = st.session_state.setdefault(
        "taken", {}
    )
    wanted: set[str] = st.session_state.setdefault("to make", set())
    st.button(label, key=f"make {place}", on_click=wanted.add, args=(place,), icon=":material/build:")
    if place in wanted:  # not the press itself: a run that ends meanwhile draws the page anew and loses it
        try:
            with st.spinner(markdown("frame.making", lang)):
                kept[place] = of, make(), set(chosen)
        except Exception:
            wanted.discard(place)  # else every page that is drawn from now on makes it again, and breaks
            raise
        wanted.discard(place)
    if place not in kept:
        return
    made, files, held = kept[place]
    if made != of or held != set(chosen):
        st.caption(markdown("frame.made_before", lang, of=made))
    for start in range(0, len(files), IN_A_ROW):
        row = files[start : start + IN_A_ROW]
        for column, file in zip(st.columns(min(len(files), IN_A_ROW)), row, strict=False):
            column.download_button(
                file.label,
                file.content,
                file.name,
                file.mime,
                key=f"take {place} {file.name.rpartition('.')[2]}",
                on_click="ignore",
                width="stretch",
            )


def chart_files(figure: Figure, style: Style, stem: str) -> list[File]:
    """A figure as PNG, SVG and PDF (its table if it has no plot), as CSV, and what describes that as JSON."""
    drawing = specification(figure, style) if figure.plot is not None else table(figure, style)
    contents = vega_pictures.draw(drawing, dots_per_inch=DOTS_PER_INCH) | {
        "csv": csv(figure),
        "json": described(figure, style.lang, figures.made_by()),
    }
    return [File(kind.upper(), f"{stem}.{kind}", content) for kind, content in contents.items()]


def office_files(made: Brief, stem: str, lang: Lang) -> list[File]:
    """A brief as slides and as a workbook."""
    return [
        File(markdown("frame.pptx", lang), f"{stem}.pptx", presentation(made)),
        File(markdown("frame.xlsx", lang), f"{stem}.xlsx", workbook(made)),
    ]


def selection(
    place: str,
    lang: Lang,
    titles: Mapping[str, str],
    of: str,
    build: Callable[[Style, Sequence[str]], Brief],
    stem: str,
    unit: Unit = NATION_UNIT,
    definition: str = DEFAULT_CODE,
) -> None:
    """Charts and tables of a brief as slides and as a workbook: which ones, and in which language and look.

    `titles`: what each figure is called, by its key; `build` makes the brief in a style for some keys;
    `unit`: that of amounts, unless another one is chosen.
    """
    st.header(markdown("frame.take_away", lang))
    key = f"figures {place} {lang}"  # the browser answers with words, which another language does not know
    offered, before = f"offered {key}", st.session_state.get(key, list(titles))
    known: Sequence[str] = st.session_state.get(offered, ())
    st.session_state[key] = [each for each in titles if each in before or each not in known]  # new ones join
    st.session_state[offered] = list(titles)
    chosen = st.multiselect(
        markdown("frame.take_which", lang),
        list(titles),
        format_func=titles.__getitem__,
        placeholder=markdown("frame.take_none", lang),
        key=key,
    )
    style = replace(_style(place, lang, unit), definition=definition)
    if not chosen:
        st.info(markdown("frame.take_none", lang))
        return

    def make() -> list[File]:
        return office_files(build(style, chosen).only(chosen), f"{stem}.{style.lang}", lang)

    said = _said(style, len(chosen), lang)
    named = [(key, titles[key]) for key in chosen]
    offer(place, lang, of=f"{of}{said}", make=make, label=markdown("frame.make", lang), chosen=named)


def of_summary(place: str, desk: Desk, summary: Summary, number: int, *, part: str = "") -> None:
    """Any of the figures of `sanwari export` for the nation or a part of it as slides and workbook.

    `number`: replications with which the command makes the same; `part`: code of organisation or prefecture.
    """
    lang, keys = desk.lang, figures.keys(summary)

    def build(style: Style, chosen: Sequence[str]) -> Brief:
        only = () if set(chosen) == set(keys) else chosen
        return figures.build(summary, facts.load(), style, command(desk, number, style, only, part=part))

    titles = {key: SHEETS[key][lang] for key in keys}
    stem = f"sanwari-{part}" if part else f"sanwari.{summary.id}"
    unit, definition = (PART_UNIT, DEFAULT_CODE) if part else (NATION_UNIT, desk.definition)
    selection(place, lang, titles, summary.id, build, stem, unit, definition)


def command(desk: Desk, number: int, style: Style, only: Sequence[str] = (), *, part: str = "") -> str:
    """The command that writes the same files; `part`: code of an organisation or prefecture.

    Own changes and own figures are in the scenario's file.
    """
    return repeat_commands.export(_file(desk), desk.draft.asks, part, number, SEED, style, figures=only)


def run_command(desk: Desk, number: int) -> str:
    """The command that runs the same replications of the scenario in hand."""
    return repeat_commands.run(_file(desk), desk.draft.asks, number, SEED, desk.definition)


def _file(desk: Desk) -> str:
    return FILE if needs_file(desk, desk.draft) else desk.draft.base


def is_current(lang: Lang, wanted: Sequence[Scenario], found: Sequence[Answer]) -> bool:
    """Whether answers are of what is in hand; of one before, there is no command and no file to be made."""
    if [each.results.scenario.hash for each in found] == [each.hash for each in wanted]:
        return True
    st.caption(markdown("frame.files_later", lang))
    return False


def repeat(desk: Desk, command: str, files: Mapping[str, str]) -> None:
    """The command that repeats what a page shows, and the files that it needs, own figures included."""
    st.caption(markdown("frame.command", desk.lang))
    st.code(command, language="shell", wrap_lines=True)
    for name, text in files.items():
        st.download_button(
            markdown("own.scenario_own" if desk.own else "own.scenario", desk.lang, file=name),
            text,
            name,
            "application/toml",
            key=f"take {name}",
            on_click="ignore",
            help=markdown("own.scenario_help", desk.lang),
        )


def file_of(desk: Desk) -> dict[str, str]:
    """The scenario in hand as the file that its command names; none where the command needs none."""
    return {FILE: desk.toml()} if needs_file(desk, desk.draft) else {}


def needs_file(desk: Desk, draft: Draft) -> bool:
    """Whether a command needs a file for a draft, with own changes or own figures."""
    return bool(draft.edits or desk.own or draft.title)


def _style(place: str, lang: Lang, unit: Unit) -> Style:
    """Language, unit, years and colour of the files, each as a switch."""
    choices: dict[str, dict[str, str]] = {
        "lang": {"ja": "日本語", "en": "English"},
        "unit": {name: unit.name[lang] for name, unit in MONEY.items()},
        "years": {name: markdown(f"frame.years_{name}", lang) for name in ("gregorian", "era")},
        "colour": {name: markdown(f"frame.colour_{name}", lang) for name in ("colour", "mono")},
    }
    start = {"lang": lang, "unit": unit, "years": "gregorian", "colour": "colour"}
    found: dict[str, Any] = {}
    for column, (name, words) in zip(st.columns(len(choices)), choices.items(), strict=True):
        found[name] = column.selectbox(
            markdown(f"frame.style_{name}", lang),
            list(words),
            index=list(words).index(start[name]),
            format_func=words.__getitem__,
            key=f"{name} {place} {lang}",
        )
    return Style(cast("Lang", found["lang"]), found["unit"], found["years"], mono=found["colour"] == "mono")


def _said(style: Style, number: int, lang: Lang) -> str:
    """A style and the number of figures in words."""
    words = [
        plain("frame.figures", lang, n=number),
        {"ja": "日本語", "en": "English"}[style.lang],
        MONEY[style.unit].name[lang],
        *([] if style.definition == DEFAULT_CODE else [style.definition]),
        plain(f"frame.years_{style.years}", lang),
        plain(f"frame.colour_{'mono' if style.mono else 'colour'}", lang),
    ]
    return ("・" if lang == "ja" else ", ").join(["", *words])
