"""`sanwari organisation`: what replications say of one organisation or of a prefecture's members."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sim import disk, runs
from sim import facts as published
from sim.analysis import organisation as analysis
from sim.cli import terminal
from sim.cli.own_text import members_text, text
from sim.cli.progress import compile_first, watching
from sim.cli.words import WORDS
from sim.errors import Fault, UsageError
from sim.facts.find import organisation_row
from sim.intake.estimates import of_outlook
from sim.intake.read import LARGEST, read_template
from sim.intake.template import template as template_of
from sim.scenario import OwnFigures, load, own_figures, with_own
from sim.summary import as_plain

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sim.scenario import Scenario
    from sim.summary import Lang


def organisation(
    name: str,
    scenario: str,
    with_files: Sequence[str],
    own: Path | None,
    template: Path | None,
    members: bool,
    replications: int,
    seed: int,
    workers: int | None,
    as_json: bool,
    lang: Lang | None,
) -> None:
    """Print the outlook of one organisation, or of all members of its prefecture; or write its template."""
    facts = published.load()
    row, spoken = organisation_row(facts, name, "NAME"), lang or "ja"
    if template is not None and template.exists():
        raise UsageError([Fault("", "--template", template, "template_exists")])
    chosen = load(scenario, with_files)
    code = facts.organisations.code[row]
    if own is not None:
        chosen = with_own(chosen, _own(own, code))
    part = analysis.organisation(facts, code)
    if members:
        part = analysis.prefecture(facts, str(facts.organisations.prefecture[row]))
    shown = with_own(chosen, OwnFigures(code)) if template is not None else chosen
    found = _run(shown, part, replications, seed, workers, spoken)
    if template is not None:
        disk.write_named(template, template_of(code, of_outlook(found), own_figures(chosen, code), spoken))
        terminal.out(WORDS["template_written"][spoken].format(file=template) + "\n")
    elif as_json:
        terminal.out(disk.to_json(as_dict(found)))
    else:
        say = members_text if members else text
        terminal.out("\n\n".join(say(found, each) for each in ((lang,) if lang else ("ja", "en"))) + "\n")


def _run(
    scenario: Scenario,
    part: analysis.Part,
    replications: int,
    seed: int,
    workers: int | None,
    lang: Lang,
) -> analysis.Outlook:
    compile_first(lang)
    with watching(lang) as progress:
        return analysis.outlook(scenario, part, replications, seed, workers or runs.cores(), progress)


def _own(file: Path, code: str) -> OwnFigures:
    """Own figures of a filled-in template, which must be that of the organisation."""
    try:
        content = disk.read_named(file, LARGEST)
    except disk.NoFileError as error:
        raise UsageError([Fault(file.name, "", None, error.code)]) from None
    figures = read_template(content, file.name)
    if figures.organisation != code:
        details = {"code": figures.organisation, "wanted": code}
        raise UsageError([Fault(file.name, "", None, "own_file_of_another", details)])
    return figures


def as_dict(found: analysis.Outlook) -> dict[str, Any]:
    """The tables of an outlook as plain values: yen a year before tax, days since 2018-04-01."""
    cost = analysis.running_cost(found)
    content: dict[str, Any] = {
        "code": found.part.code,
        "name_ja": found.part.name["ja"],
        "name_en": found.part.name["en"],
        "mark_ja": analysis.mark(found, "ja"),
        "mark_en": analysis.mark(found, "en"),
        "scenario": found.scenario.hash,
        "seed": found.seed,
        "replications": found.replications,
        "officer": analysis.officer(found),
        "cutovers": analysis.cutovers(found),
        "running_cost": {
            name: value.tolist() if hasattr(value, "tolist") else value
            for name, value in ((each, getattr(cost, each)) for each in cost.__dataclass_fields__)
        },
        "budget": analysis.budget(found),
        "joint": analysis.joint(found),
    }
    if len(found.part.rows) > 1:
        content["members"] = analysis.members(found)
    else:
        content["rank"] = {by: analysis.rank(found, by=by) for by in ("type", "population")}
    known: dict[str, Any] = as_plain(content)
    return known
