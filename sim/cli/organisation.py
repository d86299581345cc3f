"""`sanwari organisation`: what replications say of one organisation or of a prefecture's members."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim import disk, figures, runs
from sim import facts as published
from sim.analysis import part_summary as parts
from sim.cli import terminal
from sim.cli.commands import say_failures
from sim.cli.words import WORDS
from sim.errors import Fault, UsageError
from sim.facts.find import organisation_row
from sim.figures.model import PART_UNIT
from sim.intake.estimates import of_summary
from sim.intake.read import LARGEST, read_template
from sim.intake.template import template as template_of
from sim.progress import compile_first, watching
from sim.render.terminal import text
from sim.scenario import OwnFigures, load, own_figures, with_own

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sim.scenario import Scenario
    from sim.words import Lang


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
    lang: Lang,
) -> None:
    """Print the outlook of one organisation, or of all members of its prefecture; or write its template."""
    facts = published.load()
    row = organisation_row(facts, name, "NAME")
    if template is not None and template.exists():
        raise UsageError([Fault("", "--template", template, "template_exists")])
    chosen = load(scenario, with_files)
    code = facts.organisations.code[row]
    if own is not None:
        chosen = with_own(chosen, _own(own, code))
    if members:
        part = parts.prefecture(facts, str(facts.organisations.prefecture[row]))
    else:
        part = parts.organisation(facts, code)
    shown = with_own(chosen, OwnFigures(code)) if template is not None else chosen
    found = _run(shown, part, replications, seed, workers, lang)
    if template is not None:
        disk.write_named(template, template_of(code, of_summary(found), own_figures(chosen, code), lang))
        terminal.out(WORDS["template_written"][lang].format(file=template) + "\n")
    elif as_json:
        terminal.out(disk.to_json(found.as_dict()))
    else:
        keys = ("members",) if members else ("officer", "businesses")
        styles = [figures.Style(each, PART_UNIT) for each in ((lang,) if lang else ("ja", "en"))]
        briefs = [figures.build(found, facts, style).only(keys) for style in styles]
        terminal.out("\n\n".join(text(brief) for brief in briefs) + "\n")


def _run(
    scenario: Scenario,
    part: parts.Part,
    replications: int,
    seed: int,
    workers: int | None,
    lang: Lang,
) -> parts.PartSummary:
    """The part under a run of the nation."""
    compile_first(lang)
    with watching(lang) as progress:
        results = runs.run(scenario, replications, seed, workers or runs.cores(), progress)
    say_failures(results, lang)
    with watching(lang) as progress:
        return parts.summarise_part(results, part, workers or runs.cores(), progress)


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
