"""What a visitor has in hand: named drafts of scenarios, the own organisation, undo and redo. Values only.

desk = desk.put(desk.draft.setting("prices.usdjpy_fixed", "140"))   # one step, can be undone
desk = desk.put(desk.draft.granting("asks/cloud_fees", True))
scenario = desk.scenario()                                          # raises ScenarioError with all faults
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from sim.errors import Fault, ScenarioError
from sim.runs import Memory, held
from sim.scenario import (
    OwnFigures,
    Scenario,
    line_of,
    load,
    load_text,
    own_figures,
    own_texts,
)
from sim.scenario.toml_text import UnreadError, parsed, value_of
from sim.scenario.values import OWN_TABLES, own_rows
from sim.scenario.write import key_of
from sim.summary import DEFAULT_CODE
from sim.web.words import plain

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from sim.intake.lines import Entered
    from sim.scenario.changes import Operation
    from sim.words import Lang

STEPS_BACK = 100
"""Steps that can be undone, if they take no more than `HISTORY`; the oldest are forgotten."""
HISTORY = 2_000_000
"""Bytes of the steps that can be undone: a pasted table counts for every step in which it was another."""
MOST, LARGEST = 40, 2_000_000
"""Scenarios in hand, and the bytes of them from which on no further one is taken."""

READY, LEAST_SCENARIO = 40_000_000, 130_000
"""Bytes of the scenarios of all desks that are kept ready; what one takes without own figures."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A change of one parameter: its path and, as a TOML file would write it, the value."""

    path: str
    text: str
    operation: Operation = "set"


@dataclass(frozen=True, slots=True)
class Draft:
    """A scenario in the making: a shipped one, requests granted on top, and own changes."""

    title: str = ""
    base: str = "baseline"
    asks: tuple[str, ...] = ()
    edits: tuple[Edit, ...] = ()
    author: str = ""
    reason: str = ""

    def setting(self, path: str, text: str | None) -> Draft:
        """A copy in which a parameter is set to a value as a file writes it; None takes own changes back."""
        others = tuple(edit for edit in self.edits if edit.path != path)
        return replace(self, edits=others if text is None else (*others, Edit(path, text)))

    def granting(self, ask: str, granted: bool) -> Draft:
        """A copy in which a request is granted or not."""
        others = tuple(each for each in self.asks if each != ask)
        return replace(self, asks=(*others, ask) if granted else others)

    def value(self, path: str) -> str | None:
        """What the draft sets a parameter to, as a file writes it; None where it leaves it alone."""
        return next((edit.text for edit in self.edits if edit.path == path and edit.operation == "set"), None)

    def shared(self) -> Draft:
        """A copy without own figures of organisations, as others may have it: a line for each change."""
        edits = (replace(edit, text=_on_one_line(edit.text)) for edit in self.edits)
        return replace(self, edits=tuple(edit for edit in edits if edit.path not in OWN_TABLES))

    def toml(self) -> str:
        """The own changes as a scenario file."""
        return _toml(self, self.edits)

    def scenario(self, more: tuple[Edit, ...] = ()) -> Scenario:
        """The scenario of the draft, `more` edits included; raises ScenarioError with all faults."""
        return _scenario(self, more)


@dataclass(frozen=True, slots=True)
class Typed:
    """Own figures as they were typed, some of which cannot be used yet: nothing that was entered is lost."""

    unit: str
    """Of the amounts: 円, 千円."""
    tables: tuple[tuple[str, tuple[Entered, ...]], ...]
    """Every table of the template with its lines."""


BASELINE = Draft()
"""The untouched draft: what every other one is compared with."""


@dataclass(frozen=True, slots=True)
class Desk:
    """All that one visitor has in hand; `own`, figures of organisations by themselves, never leave the desk.

    `organisation`: the one that is looked at. `definition`: code of what "30 %" means in the ratios of the
    outlook. `unfinished`: what was typed since, by organisation, and is not used before it is mended.
    """

    token: str = field(repr=False)
    lang: Lang = "ja"
    drafts: tuple[Draft, ...] = (Draft(),)
    active: int = 0
    organisation: str = ""
    definition: str = DEFAULT_CODE
    own: tuple[OwnFigures, ...] = field(default=(), repr=False)
    unfinished: tuple[tuple[str, Typed], ...] = field(default=(), repr=False)
    past: tuple[Any, ...] = field(default=(), repr=False)
    future: tuple[Any, ...] = field(default=(), repr=False)

    @property
    def is_full(self) -> bool:
        """Whether no further draft can be taken in hand before one is removed."""
        return len(self.drafts) >= MOST or held(self.drafts) > LARGEST

    @property
    def draft(self) -> Draft:
        """The draft that is worked on."""
        return self.drafts[self.active]

    @property
    def typed(self) -> Typed | None:
        """What was typed for the organisation that is looked at and cannot be used yet."""
        return dict(self.unfinished).get(self.organisation)

    @property
    def own_edits(self) -> tuple[Edit, ...]:
        """The own figures of all organisations as changes of a scenario's tables."""
        return tuple(Edit(path, text) for path, text in own_texts(self.own).items())

    def scenario(self) -> Scenario:
        """The scenario of the active draft with all own figures in hand; raises ScenarioError."""
        return self.draft.scenario(self.own_edits)

    def toml(self, draft: Draft | None = None) -> str:
        """The active draft, or another, with all own figures as a scenario file, for the visitor alone."""
        meant = draft or self.draft
        return _toml(meant, (*meant.edits, *self.own_edits), _unnamed(meant))

    def put(self, draft: Draft) -> Desk:
        """The desk with the active draft replaced."""
        return self._step(drafts=(*self.drafts[: self.active], draft, *self.drafts[self.active + 1 :]))

    def add(self, draft: Draft) -> Desk:
        """The desk with one more draft, the active one; raises ScenarioError when it is full."""
        self._must_have_room()
        return self._step(drafts=(*self.drafts, draft), active=len(self.drafts))

    def opening(self, draft: Draft) -> Desk:
        """The desk with the draft of a file added; own figures in it are entered, not part of the draft.

        Each for its organisation, in place of those that it had; those of others stay. The organisation or
        prefecture in hand is looked at further if the file has figures of it, else the first that it names.
        """
        self._must_have_room()
        more: dict[str, Any] = {"drafts": (*self.drafts, draft.shared()), "active": len(self.drafts)}
        meant = draft.scenario()
        rows = (row for path in OWN_TABLES for row in own_rows(meant.values, path))
        own = {code: own_figures(meant, code) for code in dict.fromkeys(row.organisation for row in rows)}
        if own:
            here = self.organisation and any(code.startswith(self.organisation) for code in own)
            more |= {"own": _entered(self.own, *own.values()), "unfinished": self._unfinished_but(own)}
            more |= {"organisation": self.organisation if here else next(iter(own))}
        return self._step(**more)

    def _must_have_room(self) -> None:
        if self.is_full:
            raise ScenarioError([Fault("", "", None, "too_many_drafts", {"most": MOST})])

    def drop(self, number: int) -> Desk:
        """The desk without one draft; the last one left is emptied instead."""
        rest = (*self.drafts[:number], *self.drafts[number + 1 :]) or (Draft(),)
        return self._step(drafts=rest, active=min(self.active - (number < self.active), len(rest) - 1))

    def choose(self, number: int) -> Desk:
        """The desk with another draft active."""
        return replace(self, active=number)

    def looking(self, organisation: str) -> Desk:
        """The desk with another organisation or prefecture looked at (empty: none); entries stay."""
        return self._step(organisation=organisation)

    def owning(self, figures: OwnFigures) -> Desk:
        """The desk with own figures of the organisation looked at in place of those that it had."""
        return self._step(
            organisation=figures.organisation,
            own=_entered(self.own, figures),
            unfinished=self._unfinished_but([figures.organisation]),
        )

    def typing(self, typed: Typed) -> Desk:
        """The desk with what cannot be used yet, beside the figures before."""
        others = self._unfinished_but([self.organisation])
        return self._step(unfinished=(*others, (self.organisation, typed)))

    def _unfinished_but(self, entered: Collection[str]) -> tuple[tuple[str, Typed], ...]:
        return tuple((code, typed) for code, typed in self.unfinished if code not in entered)

    def undo(self) -> Desk:
        """The desk before the last step; itself when there is none."""
        if not self.past:
            return self
        return replace(self._at(self.past[-1]), past=self.past[:-1], future=(self._now(), *self.future))

    def redo(self) -> Desk:
        """The desk with the last undone step done again; itself when there is none."""
        if not self.future:
            return self
        return replace(self._at(self.future[0]), past=(*self.past, self._now()), future=self.future[1:])

    def _step(self, **changes: Any) -> Desk:
        changed = replace(self, **changes)
        if changed._now() == self._now():
            return self
        return replace(changed, past=_within((*self.past, self._now())[-STEPS_BACK:]), future=())

    def _now(self) -> tuple[Any, ...]:
        return self.drafts, self.active, self.organisation, self.own, self.unfinished

    def _at(self, moment: tuple[Any, ...]) -> Desk:
        names = ("drafts", "active", "organisation", "own", "unfinished")
        return replace(self, **dict(zip(names, moment, strict=True)))


def _within(past: tuple[Any, ...]) -> tuple[Any, ...]:
    """The last of some moments, as many as may be kept."""
    while len(past) > 1 and held(past) > HISTORY:
        past = past[1 + len(past) // 8 :]
    return past


def _entered(own: tuple[OwnFigures, ...], *figures: OwnFigures) -> tuple[OwnFigures, ...]:
    """Own figures with those of some organisations entered anew, in the place of those that they had."""
    by_body = {each.organisation: each for each in (*own, *figures)}
    return tuple(each for each in by_body.values() if each.rows)


def _weight(made: tuple[Draft, tuple[Edit, ...], Scenario]) -> int:
    """Bytes of a scenario with what it was made from: rows of own figures take up to ten times their text."""
    draft, more, _ = made
    return LEAST_SCENARIO + 10 * held((draft, more))


SCENARIOS = Memory(READY, _weight)


def _scenario(draft: Draft, more: tuple[Edit, ...]) -> Scenario:
    return SCENARIOS.get((draft, more), lambda: (draft, more, _made(draft, more)))[2]


def _made(draft: Draft, more: tuple[Edit, ...]) -> Scenario:
    edits = (*draft.edits, *more)
    if not edits and not draft.title:
        return load(draft.base, draft.asks)
    return load_text(_toml(draft, edits, _unnamed(draft)), draft.asks)


def _unnamed(draft: Draft) -> dict[str, str]:
    """What a changed draft without a title is called on the pages."""
    if draft.title:
        return {}
    info = load(draft.base).info
    ja, en = (plain("frame.unnamed", lang, base=info.title(lang)) for lang in ("ja", "en"))
    return {"title_ja": ja, "title_en": en}


def _toml(draft: Draft, edits: tuple[Edit, ...], titles: Mapping[str, str] | None = None) -> str:
    head = {"title_ja": draft.title or draft.base, "author": draft.author, "reason_ja": draft.reason}
    head |= titles or {}
    scenario = {name: text for name, text in head.items() if text} | {"extends": draft.base}
    sections = {"scenario": [f"{name} = {line_of(text)}" for name, text in scenario.items()]}
    for edit in sorted(edits, key=lambda each: (each.path, each.operation)):
        section, _, name = edit.path.partition(".")
        table, key = (section, name) if edit.operation == "set" else (edit.operation, edit.path)
        sections.setdefault(table, []).append(f"{key_of(key)} = {_value(edit.text)}")
    return "\n".join("\n".join((f"[{name}]", *lines, "")) for name, lines in sections.items())


def _value(text: str) -> str:
    """A value as a file writes it; what is none stands as text, and the loader says what should be there."""
    try:
        value_of(text)
    except UnreadError:
        return line_of(text)
    return text.strip()


def _on_one_line(text: str) -> str:
    """A value as a file writes it on one line; what is none stays as it is."""
    try:
        return line_of(value_of(text))
    except UnreadError:
        return text


def draft_of(text: str, asks: tuple[str, ...] = ()) -> Draft:
    """The draft that a scenario file's text stands for; raises ScenarioError with all faults.

    It may extend shipped scenarios only. A complete file that still has uncertain changes to draw is refused.
    """
    meant = load_text(text, asks)
    content = parsed(text)
    info = content.pop("scenario")
    edits = []
    for section, values in content.items():
        for name, value in values.items() if isinstance(values, dict) else ():
            operation: Any = section if section in ("scale", "add", "at_least", "at_most") else "set"
            for path, item in _paths(section, name, value, operation):
                edits.append(Edit(path, line_of(item), operation))
    title, base = (
        str(info.get("title_ja") or info.get("title_en", "")),
        str(info.get("extends") or "baseline"),
    )
    made = Draft(
        title="" if title == base else title,
        base=base,
        asks=asks,
        edits=tuple(edits),
        author=str(info.get("author", "")),
        reason=str(info.get("reason_ja") or info.get("reason_en", "")),
    )
    if made.scenario().hash != meant.hash:
        raise ScenarioError([Fault("draft.toml", "", None, "not_a_difference")])
    return made


def _paths(section: str, name: str, value: Any, operation: str) -> list[tuple[str, Any]]:
    if operation == "set":
        return [(f"{section}.{name}", value)]
    if "." in name or not isinstance(value, dict):
        return [(name, value)]
    return [(f"{name}.{inner}", amount) for inner, amount in value.items()]
