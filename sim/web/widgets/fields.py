"""One assumption as a field of a form: its name, its value to change, its unit, range, source and grade.

Values go into the draft as a scenario file writes them, so a field and a file meet the same checks.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from sim import fiscal
from sim.scenario import Uncertain, UncertainDay, bounds_text, table, text_of, value_text
from sim.scenario.parse import parse
from sim.scenario.toml_text import UnreadError, value_of
from sim.scenario.words import Wrong
from sim.web.desk import session
from sim.web.escaped_streamlit import st
from sim.web.markdown import Markdown, filled, joined
from sim.web.widgets import grids
from sim.web.widgets.sources import linked
from sim.web.words import markdown, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sim.scenario import Metadata, Scenario
    from sim.scenario.values import Value
    from sim.web.desk.drafts import Desk, Draft
    from sim.words import Lang

POINTS = ("value", "low", "high")
UNSURE = (Uncertain, UncertainDay)


@dataclass(frozen=True, slots=True)
class Field:
    """A parameter as it is in the draft, and as it is in the scenario that the draft started from."""

    known: Metadata
    now: Value
    start: Value
    lang: Lang

    @property
    def path(self) -> str:
        """Path of the parameter."""
        return self.known.path

    @property
    def changed(self) -> bool:
        """Whether the draft holds another value than the scenario it started from."""
        return self.now != self.start


def start_of(draft: Draft) -> Scenario:
    """The scenario that a draft started from, before own changes and requests."""
    return replace(draft, title="", asks=(), edits=()).scenario()


def entered(draft: Draft, start: Scenario) -> Mapping[str, Value]:
    """Value of every parameter as it was entered, also where the entries break a rule together."""
    values = dict(start.values)
    for edit in draft.edits:
        if edit.operation == "set":
            with suppress(Wrong, UnreadError):
                values[edit.path] = parse(table()[edit.path], value_of(edit.text))
    return values


def draw(desk: Desk, now: Mapping[str, Value], start: Scenario, path: str) -> None:
    """Draw a parameter with everything that is known about it; a change goes into the draft at once."""
    field = Field(table()[path], now[path], start.values[path], desk.lang)
    mark = "● " if field.changed else ""
    st.markdown(filled("**{}{}**", mark, field.known.label(desk.lang)))
    if field.known.kind == "table":
        grids.draw(desk, field.known, desk.draft.value(path) or text_of(field.start))
    elif isinstance(field.now, UNSURE):
        _three(field)
    else:
        _one(field, field.now, field.path, partial(_change, path))
    below, back = st.columns([6, 1], vertical_alignment="center")
    below.caption(_facts(field))
    if field.changed:
        start_text = value_text(field.known, field.start, desk.lang)
        back.button(
            markdown("scenario.back", desk.lang),
            key=f"back {path}",
            help=markdown("scenario.back_help", desk.lang, value=start_text),
            on_click=_take_back,
            args=(path,),
        )


def _facts(field: Field) -> Markdown:
    """Unit, range, source with its address, grade: what stands below every field."""
    known, lang = field.known, field.lang
    parts = [known.unit_text(lang)]
    if bounds := bounds_text(known, lang):
        parts.append(bounds)
    text, link = known.source.text(lang), linked(known.source.url, known.grade)
    source = filled("[{}]({})", text, Markdown(link)) if link else text
    parts += [
        markdown("scenario.source", lang, source=source, grade=known.grade),
        Markdown(f"`{known.path}`"),
    ]
    return joined("　" if lang == "ja" else "  ·  ", parts)


def _three(field: Field) -> None:
    """Median, low and high of an uncertain value, side by side."""
    now = cast("Uncertain | UncertainDay", field.now)
    for column, point in zip(st.columns(3), POINTS, strict=True):
        with column:
            _one(
                field,
                getattr(now, point),
                f"{field.path} {point}",
                partial(_change_point, field.path, now, point),
                label=markdown(f"scenario.{point}", field.lang),
            )


def _change_point(path: str, now: Uncertain | UncertainDay, point: str, value: Any) -> None:
    _change(path, _moved(now, point, value))


def _moved(value: Uncertain | UncertainDay, point: str, moved: Any) -> Value:
    """The value with one of its points moved; a point that it passes goes along."""
    points = {name: getattr(value, name) for name in POINTS} | {point: moved}
    if point == "value":
        points |= {"low": min(points["low"], moved), "high": max(points["high"], moved)}
    else:
        bound = max if point == "low" else min
        points["value"] = bound(points["value"], moved)
    return type(value)(**points)


def _one(
    field: Field, value: Any, name: str, change: Callable[[Any], None], label: str | None = None
) -> None:
    """One widget for one number, day, choice or switch."""
    key = f"field {name}"
    st.session_state[key] = _shown(field.known, value)
    shared: dict[str, Any] = {
        "label": label or field.known.label(field.lang),
        "label_visibility": "visible" if label else "collapsed",
        "key": key,
        "on_change": lambda: _told(field, key, change),
    }
    known = field.known
    match known.kind:
        case "flag":
            st.toggle(**shared)
        case "choice":
            st.selectbox(options=known.options, format_func=lambda each: _word(each, field.lang), **shared)
        case "months":
            st.multiselect(options=range(1, 13), **shared)
        case "day" | "date":
            low, high = (fiscal.date_of(int(bound)) for bound in (known.low, known.high))
            st.date_input(min_value=low, max_value=high, format="YYYY-MM-DD", **shared)
        case "whole":
            st.number_input(min_value=int(known.low), max_value=int(known.high), step=1, **shared)
        case _:
            st.number_input(
                min_value=known.low, max_value=known.high, step=_step(known), format=_format(value), **shared
            )


def _shown(known: Metadata, value: Any) -> Any:
    if known.kind == "number":
        return float(value)
    return list(value) if known.kind == "months" else value


def _step(known: Metadata) -> float:
    """A step that moves a value noticeably: a hundredth of a share, one per cent of a wide range else."""
    if known.high - known.low <= 5.0:
        return 0.01
    return 1.0 if known.high <= 10_000 else 10.0 ** (len(str(int(known.high))) - 3)


def _format(value: Any) -> str:
    return "%.0f" if abs(float(value)) >= 1_000 else "%.6g"


def _word(option: str, lang: Lang) -> str:
    return plain(f"scenario.option_{option}", lang)


def _told(field: Field, key: str, change: Callable[[Any], None]) -> None:
    """Take up what was entered; an emptied field goes back to what it was."""
    entered = st.session_state[key]
    if entered is None:
        return
    change(tuple(sorted(entered)) if field.known.kind == "months" else entered)


def _change(path: str, value: Value) -> None:
    """Put a value into the draft; the value that it started from needs no own change."""
    desk = session.desk()
    text = None if value == start_of(desk.draft).values[path] else text_of(value)
    session.save(desk.put(desk.draft.setting(path, text)))


def _take_back(path: str) -> None:
    desk = session.desk()
    session.save(desk.put(desk.draft.setting(path, None)))
