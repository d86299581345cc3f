"""What the command line understands: its commands, their options and arguments, with their help."""

from __future__ import annotations

import argparse
import re
from functools import cache, partial
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, get_args

from sim.cli import terminal
from sim.cli.words import HELP, WORDS
from sim.errors import Fault, UsageError, language, nearest

if TYPE_CHECKING:
    from collections.abc import Callable

    from sim.words import Lang

SWEEP_VERBS = ("status", "export")


@cache
def choices() -> dict[str, tuple[str, ...]]:
    """What an option may be; argparse would stop at the first that is not, so others look at them."""
    from sim.figures.model import Unit, Years  # which import the model; Ctrl-C may interrupt it
    from sim.ledger import DEFINITIONS

    return {
        "--lang": ("ja", "en"),
        "--engine": ("compiled", "simpy"),
        "--unit": get_args(Unit),
        "--years": get_args(Years),
        "--definition": tuple(each.code for each in DEFINITIONS),
    }


class _Parser(argparse.ArgumentParser):
    """An argument parser that raises instead of printing and leaving, and tells which options it has."""

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """What is understood, with the `options` of the command that was given, and what is not."""
        known, unknown = super().parse_known_args(args, namespace)
        if not hasattr(known, "options"):  # else those of the command, which is understood before the whole
            known.options = tuple(self._option_string_actions)
        return known, unknown

    def _print_message(self, message: str, file: Any = None) -> None:
        """Print help or the version, all that is printed here; argparse would be silent about faults."""
        del file
        usage = "usage: "  # as argparse begins its help in any language
        begin = WORDS["help_usage"][language()] if message.startswith(usage) else ""
        terminal.out(begin + message.removeprefix(usage))

    def error(self, message: str) -> NoReturn:
        """Raise UsageError for the fault that argparse found."""
        raise UsageError([_fault(message, self.prog)])


def _fault(message: str, command: str) -> Fault:
    """A fault in place of argparse's English sentence."""
    if found := re.match(r"argument ([^:]*): invalid choice: '(.*?)' \(choose from (.*)\)", message):
        choices = found[3].replace("'", "")
        details = {"choices": choices, "meant": nearest(found[2], choices.split(", "))}
        return Fault("", command, found[2], "unknown_choice", details)
    if found := re.match(r"argument ([^:]*): expected .*argument", message):
        return Fault("", found[1].split("/")[-1], None, "needs_value")
    if found := re.match(r"argument ([^:]*): ignored explicit argument '(.*)'", message):
        return Fault("", f"{found[1].split('/')[-1]}={found[2]}", None, "unknown_argument")
    names = message.rpartition(": ")[2]
    return Fault("", "", None, "needs_argument", {"names": names})


def parser_of(lang: Lang) -> argparse.ArgumentParser:
    """The parser of all commands."""
    from sim.cli import commands, comparison  # they import the model, which Ctrl-C may interrupt

    parser = _Parser(
        prog="sanwari", description=WORDS["description"][lang], allow_abbrev=False, add_help=False
    )
    _help(parser, lang)
    _option(parser, "--lang", lang, default=None)
    parser.add_argument(
        "--version", action="version", version=f"sanwari {version('sanwari')}", help=HELP["--version"][lang]
    )
    kinds = parser.add_subparsers(required=True, metavar="COMMAND", parser_class=_Parser)

    run = _command(kinds, "run", lang, commands.run)
    _scenario(run, lang)
    _running(run, lang)
    run.set_defaults(replications=None)
    _option(run, "--engine", lang, default="compiled")
    _option(run, "--extend", lang, action="store_true")
    _option(run, "--definition", lang)
    _option(run, "--until-precise", lang, default=None, metavar="PERCENT")

    compare = _command(kinds, "compare", lang, comparison.compare)
    compare.add_argument("base", metavar="BASE", help=HELP["base"][lang])
    compare.add_argument("scenarios", nargs="*", metavar="SCENARIO", help=HELP["scenarios"][lang])
    _running(compare, lang)
    _option(compare, "--format", lang, default=None, dest="formats", metavar="LIST")
    _look(compare, lang)

    _export(kinds, lang)

    _scenarios(kinds, lang)

    data = _command(kinds, "data", lang, None)
    tables = data.add_subparsers(required=True, metavar="check", parser_class=_Parser)
    checked = _command(tables, "check", lang, commands.data_check, name="data check")
    checked.add_argument(
        "folder", nargs="?", type=Path, default=None, metavar="DIR", help=HELP["folder"][lang]
    )

    trace = _command(kinds, "trace", lang, commands.trace)
    _scenario(trace, lang)
    _option(trace, "--organisation", lang, required=True, metavar="NAME|CODE")
    _with(trace, lang)
    _usual(trace, lang, "--seed")
    _option(trace, "--replication", lang, default=0, metavar="R")

    pilot = _command(kinds, "pilot", lang, commands.pilot)
    _option(pilot, "--usdjpy", lang, default=None, metavar="RATE")
    _sweep(kinds, lang)
    _fits(kinds, lang)
    _forecasts(kinds, lang)
    _organisation(kinds, lang)
    return parser


def _scenarios(kinds: Any, lang: Lang) -> None:
    """The commands that read scenarios and run nothing."""
    from sim.cli import commands

    scenario = _command(kinds, "scenario", lang, None)
    verbs = scenario.add_subparsers(required=True, metavar="list|show|check|diff", parser_class=_Parser)
    _command(verbs, "list", lang, commands.scenario_list)
    show = _command(verbs, "show", lang, commands.scenario_show)
    show.add_argument("scenario", nargs="?", default="baseline", metavar="SCENARIO")
    _with(show, lang)
    check = _command(verbs, "check", lang, commands.scenario_check)
    check.add_argument("scenarios", nargs="+", metavar="SCENARIO")
    diff = _command(verbs, "diff", lang, commands.scenario_diff)
    diff.add_argument("first", metavar="SCENARIO")
    diff.add_argument("second", metavar="SCENARIO")


def _organisation(kinds: Any, lang: Lang) -> None:
    """The command of one organisation or prefecture."""
    from sim.cli import organisation

    command = _command(kinds, "organisation", lang, organisation.organisation)
    command.add_argument("name", metavar="NAME", help=HELP["--organisation"][lang])
    _scenario(command, lang)
    _with(command, lang)
    _option(command, "--own", lang, type=Path, metavar="FILE.xlsx")
    _option(command, "--template", lang, type=Path, metavar="FILE.xlsx")
    _option(command, "--members", lang, action="store_true")
    _usual(command, lang, "--replications", "--seed", "--workers", "--json")


def _sweep(kinds: Any, lang: Lang) -> None:
    """The commands of sweeps; `run` is what `sanwari sweep DESIGN.toml` does."""
    from sim.cli import sweep

    verbs = _command(kinds, "sweep", lang, None).add_subparsers(
        required=True, metavar="DESIGN.toml|status|export", parser_class=_Parser
    )
    run = _command(verbs, "run", lang, sweep.run, name="sweep")
    run.prog = "sanwari sweep"
    run.add_argument("design", type=Path, metavar="DESIGN.toml", help=HELP["design"][lang])
    _option(run, "--out", lang, type=Path, required=True, metavar="DIR")
    _usual(run, lang, "--workers")
    _option(run, "--cluster", lang, default=None, metavar="ADDRESS")
    _option(run, "--chunk", lang, default=None, metavar="N")
    _option(run, "--cache", lang, type=Path, default=None, metavar="DIR")
    _option(run, "--no-cache", lang, action="store_true", dest="no_cache")
    for verb, action in (("status", sweep.status), ("export", sweep.export)):
        parser = _command(verbs, verb, lang, action, name=f"sweep {verb}")
        parser.add_argument("folder", type=Path, metavar="DIR", help=HELP["sweep folder"][lang])
        if verb == "export":
            _option(parser, "--csv", lang, type=Path, required=True, metavar="FILE")
            _option(parser, "--columns", lang, default=None, metavar="A,B")
            _usual(parser, lang, "--replace")


def _export(kinds: Any, lang: Lang) -> None:
    def export(**values: Any) -> None:
        """The command itself; only it waits for the libraries of Office files."""
        from sim.cli.export import export as run

        run(**values)

    parser = _command(kinds, "export", lang, export)
    _scenario(parser, lang)
    _with(parser, lang)
    _option(parser, "--organisation", lang, default=None, metavar="CODE")
    _option(parser, "--prefecture", lang, default=None, metavar="NN")
    _option(parser, "--format", lang, default="pptx,xlsx", dest="formats", metavar="LIST")
    _option(parser, "--figures", lang, default=None, metavar="LIST")
    _look(parser, lang)
    _usual(parser, lang, "--replications", "--seed")
    _option(parser, "--out", lang, type=Path, required=True, metavar="DIR")
    _usual(parser, lang, "--replace")


def _look(parser: argparse.ArgumentParser, lang: Lang) -> None:
    """How figures look in files that are handed over."""
    _option(parser, "--unit", lang, default=None)
    _option(parser, "--years", lang, default="gregorian")
    _option(parser, "--mono", lang, action="store_true")
    _option(parser, "--definition", lang)


def _fits(kinds: Any, lang: Lang) -> None:
    """The commands that compare the model with what was published."""
    for verb in ("calibrate", "backtest"):
        parser = _command(kinds, verb, lang, partial(_fit, verb))
        _scenario(parser, lang, "prior")
        if verb == "calibrate":
            _option(parser, "--until", lang, default=None, metavar="DATE")
        _usual(parser, lang, "--seed", "--workers")
        _option(parser, "--budget", lang, default=1024, metavar="N")
        _usual(parser, lang, "--out", "--replace")


def _fit(verb: str, **values: Any) -> None:
    from sim.cli import fits  # scipy and the charts; the other commands need not wait for them

    getattr(fits, verb)(**values)


def _forecasts(kinds: Any, lang: Lang) -> None:
    """The commands of the register of forecasts."""
    from sim.cli import forecasts

    verbs = _command(kinds, "forecast", lang, None).add_subparsers(
        required=True, metavar="register|score", parser_class=_Parser
    )
    register = _command(verbs, "register", lang, forecasts.register, name="forecast register")
    _scenario(register, lang)
    _usual(register, lang, "--replications", "--seed", "--workers")
    score = _command(verbs, "score", lang, forecasts.score, name="forecast score")
    _usual(score, lang, "--json")
    for each in (register, score):
        _option(each, "--forecasts", lang, type=Path, default=None, metavar="DIR")


def _command(
    kinds: Any, verb: str, lang: Lang, action: Callable[..., None] | None, name: str | None = None
) -> argparse.ArgumentParser:
    text = HELP[name or verb][lang]
    parser: argparse.ArgumentParser = kinds.add_parser(
        verb, help=text, description=text, allow_abbrev=False, add_help=False
    )
    _help(parser, lang)
    # Suppressed, so that a --lang before the command is not forgotten.
    _option(parser, "--lang", lang, default=argparse.SUPPRESS)
    if action is not None:
        parser.set_defaults(action=action)
    return parser


def _with(parser: argparse.ArgumentParser, lang: Lang) -> None:
    _option(parser, "--with", lang, action="extend", nargs="+", default=[], dest="with_files", metavar="FILE")


def _running(parser: argparse.ArgumentParser, lang: Lang) -> None:
    """What all commands that run the model understand."""
    _with(parser, lang)
    _usual(parser, lang, "--replications", "--seed", "--workers", "--out", "--replace", "--json")


def _scenario(parser: argparse.ArgumentParser, lang: Lang, default: str = "baseline") -> None:
    """The scenario of a command, by name or file."""
    text = HELP["scenario" if default == "baseline" else default][lang]
    parser.add_argument("scenario", nargs="?", default=default, metavar="SCENARIO", help=text)


USUAL: dict[str, dict[str, Any]] = {
    "--replications": {"default": 200, "metavar": "N"},
    "--seed": {"default": 1, "metavar": "S"},
    "--workers": {"default": None, "metavar": "W"},
    "--out": {"type": Path, "metavar": "DIR"},
    "--replace": {"action": "store_true"},
    "--json": {"action": "store_true", "dest": "as_json"},
}
"""Options that mean the same in several commands."""


def _usual(parser: argparse.ArgumentParser, lang: Lang, *names: str) -> None:
    for name in names:
        _option(parser, name, lang, **USUAL[name])


def _option(parser: argparse.ArgumentParser, name: str, lang: Lang, **settings: Any) -> None:
    text = HELP[name][lang]
    if name == "--definition":
        settings |= {"metavar": "CODE", "default": choices()[name][0]}
        text = f"{text}: {', '.join(choices()[name])}"
    elif name in choices():
        settings["metavar"] = "|".join(choices()[name])
    parser.add_argument(name, help=text.replace("%", "%%"), **settings)


def _help(parser: argparse.ArgumentParser, lang: Lang) -> None:
    """What argparse itself says, in the language: the option of the help and the headings of its parts."""
    parser.add_argument("-h", "--help", action="help", help=HELP["--help"][lang])
    parser._positionals.title, parser._optionals.title = (
        WORDS[each][lang] for each in ("help_arguments", "help_options")
    )
