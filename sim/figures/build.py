"""From a summary to a brief: the answer in a sentence, its caveats, its figures, its evidence."""

from __future__ import annotations

from dataclasses import replace
from importlib.metadata import version
from typing import TYPE_CHECKING

from sim.analysis.part_summary import PartSummary
from sim.analysis.sweep.identity import model_source_hash
from sim.figures import answer, captions
from sim.figures import organisation as own
from sim.figures.model import Brief, Style
from sim.figures.national import costs, courses, deadline_and_target, maps, vendors
from sim.figures.words import say
from sim.summary import scenario_name

if TYPE_CHECKING:
    from collections.abc import Callable

    from sim.facts import Facts
    from sim.figures.model import Figure
    from sim.summary import Summary

    National = Callable[[Summary, Facts, Style], Figure | None]
    Partial = Callable[[PartSummary, Facts, Style], Figure | None]

NATION: dict[str, National] = {
    "completion": courses.completion,
    "running_cost": courses.running_cost,
    "joint_plane": deadline_and_target.joint_plane,
    "town_map": maps.town_map,
    "late_map": maps.late_map,
    "late_reasons": courses.late_reasons,
    "vendor_queues": vendors.vendor_queues,
    "accounts": costs.accounts,
    "causes": costs.causes,
    "funding": costs.funding,
    "freed_money": costs.freed_money,
    "definitions": costs.definitions,
    "types": costs.types,
    "prefectures": costs.prefectures,
}
PART: dict[str, Partial] = {
    "officer": own.officer,
    "budget": own.budget,
    "members": own.members,
    "businesses": own.businesses,
    "completion": courses.completion,
    "running_cost": courses.running_cost,
    "late_reasons": courses.late_reasons,
    "accounts": costs.accounts,
    "causes": costs.causes,
    "slips": own.slips,
    "freed_money": costs.freed_money,
}
NATION_KEYS, PART_KEYS = tuple(NATION), tuple(PART)
FIGURES = tuple(dict.fromkeys((*NATION, *PART)))
"""Keys of all figures."""


def build(summary: Summary, facts: Facts, style: Style | None = None, command: str = "") -> Brief:
    """The brief of a run (as in summary.json, or of `summarise_part`) in a style; `command` repeats it."""
    look = style or Style()
    made = [one(key, summary, facts, look) for key in keys(summary)]
    lang = look.lang
    name = _name(summary, lang)
    title = say("brief_of", lang, name=name) if name else say("brief_title", lang)
    return Brief(
        title=title,
        sentence=answer.sentence(summary, look),
        points=answer.points(summary, look),
        caveats=answer.caveats(summary, look),
        figures=tuple(figure for figure in made if figure is not None),
        evidence=_evidence(summary, look, command),
        identity=captions.identity_line(summary, look),
        command=command,
        style=look,
        made_by=made_by(),
    )


def _name(summary: Summary, lang: str) -> str:
    """The part of the nation that a summary is of; empty for the nation."""
    return summary.part.name[lang] if isinstance(summary, PartSummary) else ""


def _named(figure: Figure, name: str) -> Figure:
    """The figure of a part with its name above it: a chart that is pasted elsewhere takes it along."""
    if not name:
        return figure
    return replace(figure, subject=f"{name}: {figure.subject}" if figure.subject else name)


def made_by() -> str:
    """Program, version and sources of the model that figures come from."""
    return f"Sanwari {version('sanwari')} ({model_source_hash()[:12]})"


def one(key: str, summary: Summary, facts: Facts, style: Style) -> Figure | None:
    """The figure of that key alone, as in the brief; None where the summary has no numbers for it."""
    if isinstance(summary, PartSummary):
        found = PART[key](summary, facts, style)
    else:
        found = NATION[key](summary, facts, style)
    if found is None:
        return None
    return replace(_named(found, _name(summary, style.lang)), runs=(captions.run(summary, style),))


def keys(summary: Summary) -> tuple[str, ...]:
    """Keys of the figures that the brief of a summary may hold, in their order."""
    made = PART if isinstance(summary, PartSummary) else NATION
    return tuple(key for key in made if _fits(key, summary))


def _fits(key: str, summary: Summary) -> bool:
    """A table of members says nothing of one organisation."""
    return key != "members" or (isinstance(summary, PartSummary) and len(summary.members) > 1)


def _evidence(summary: Summary, style: Style, command: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    lang, scenario = style.lang, summary.scenario
    definitions = tuple(f"{code}: {captions.meaning(code, style)}" for code in summary.definitions)
    run = (
        say("run_scenario", lang, title=scenario_name(summary.scenario, lang), hash=scenario.hash[:16]),
        say(
            "run_numbers",
            lang,
            n=summary.replications,
            failed=summary.failed_replications,
            seed=summary.seed,
        ),
        f"id: {summary.id}",
        made_by(),
        say("run_hash", lang, hash=summary.result_hash),
        say("run_data", lang, hash=summary.data_hash),
    )
    found = [
        (say("evidence_definitions", lang), definitions),
        (
            say("evidence_sources", lang),
            (say("evidence_sources_text", lang), captions.rate_line(summary, style)),
        ),
        (
            say("evidence_reading", lang),
            (captions.interval_line(summary, style), say("evidence_adding", lang)),
        ),
        (say("evidence_run", lang), run),
    ]
    return (*found, (say("evidence_command", lang), (command,))) if command else tuple(found)
