"""Arguments of the command line; all that is wrong with them is said at once, in the user's language."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from sim import repeat_commands
from sim.cli.parser import SWEEP_VERBS, choices, parser_of
from sim.cli.words import HELP
from sim.errors import Fault, UsageError, nearest
from sim.errors.language import of_environment
from sim.scenario.words import EXPECTED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from sim.words import Lang

WHOLE = {
    **{f"--{name}": ends for name, ends in repeat_commands.BOUNDS.items()},
    "--replication": (0, 99_999),
    "--chunk": (1, 100_000),
    "--budget": (64, 65_536),
}
NUMBER = {"--usdjpy": (50.0, 400.0), "--until-precise": (0.05, 50.0)}
CODES = ("--organisation", "--prefecture")
_FORMS = {
    "whole": re.compile(r"[+-]?[0-9]+"),
    "number": re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)(e[+-]?[0-9]{1,3})?", re.IGNORECASE),
}
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2212\u30fc", "-"))
"""Signs that a Japanese keyboard gives for a hyphen or a minus, as they are after NFKC."""


def language(given: Sequence[str]) -> Lang:
    """Language of all that a command says: --lang, else the environment's, else Japanese."""
    for index, argument in enumerate(given):
        chosen = argument.partition("=")[2] if argument.startswith("--lang=") else ""
        if argument == "--lang" and index + 1 < len(given):
            chosen = given[index + 1]
        if chosen in ("ja", "en"):
            return "ja" if chosen == "ja" else "en"
    return of_environment()


def parse(given: Sequence[str], lang: Lang) -> Callable[[], None]:
    """What to do, ready to be called; raises UsageError. `--help` prints and leaves through SystemExit."""
    try:
        known, unknown = parser_of(lang).parse_known_args(_with_verb(given))
    except UsageError as error:
        faults = [_unknown(argument, given, HELP) for argument in given if _is_no_option(argument)]
        raise UsageError([*error.faults, *faults, *_convert(_as_given(given))]) from None
    values = vars(known)
    action, understood = values.pop("action"), values.pop("options")
    values["lang"] = values["lang"] or lang
    options = [argument for argument in unknown if argument.startswith("-")]
    faults = [_unknown(argument, given, understood) for argument in options or unknown]
    faults += _convert(values)
    if faults:
        raise UsageError(faults)
    return partial(action, **values)


def _with_verb(given: Sequence[str]) -> list[str]:
    """Arguments in which `sweep DESIGN.toml` names its verb, as `sweep status` does."""
    words = list(given)
    first = 0
    while first < len(words) and words[first].partition("=")[0] == "--lang":
        first += 1 if "=" in words[first] else 2
    command = words[first : first + 2]
    if len(command) == 2 and command[0] == "sweep" and command[1] not in SWEEP_VERBS:
        words.insert(first + 1, "run")
    return words


def _is_no_option(argument: str) -> bool:
    """Whether something that looks like an option is one of no command."""
    return argument.startswith("--") and argument.partition("=")[0] not in ("--", *HELP)


def _unknown(argument: str, given: Sequence[str], understood: Iterable[str]) -> Fault:
    """An argument that is not understood, with the option it may mean: one that is not given yet, if any."""
    name = argument.partition("=")[0]
    options = [option for option in understood if option.startswith("--")]
    used = [each for each in options if each not in given] or options
    meant = nearest(name.lstrip("-"), [each.lstrip("-") for each in used])
    return Fault("", name, None, "unknown_argument", {"meant": meant and f"--{meant}"})


def _as_given(given: Sequence[str]) -> dict[str, Any]:
    """Options with their values as they stand among arguments that cannot be understood as a whole."""
    pairs = [argument.partition("=")[::2] for argument in given if argument.startswith("--")]
    pairs += [pair for pair in pairwise(given) if not pair[1].startswith("--")]
    return {_name(option): value for option, value in pairs if option in HELP and value}


def _name(option: str) -> str:
    return option.removeprefix("--").replace("-", "_")


def _convert(values: dict[str, Any]) -> list[Fault]:
    """Texts become numbers in place; the faults of those that do not, and of choices that do not exist."""
    faults = []
    for option, allowed in choices().items():
        chosen = values.get(_name(option))
        if isinstance(chosen, str) and chosen not in allowed:
            details = {"choices": ", ".join(allowed), "meant": nearest(chosen, allowed)}
            faults.append(Fault("", option, chosen, "unknown_choice", details))
    for option, (low, high) in (WHOLE | NUMBER).items():
        name = _name(option)
        text = values.get(name)
        if not isinstance(text, str):
            continue
        kind = "whole" if option in WHOLE else "number"
        try:
            value = _number(text, kind)
        except ValueError:
            faults.append(Fault("", option, text, "wrong_type", {"expected": EXPECTED[kind]}))
            continue
        if not low <= value <= high:
            faults.append(Fault("", option, text, "out_of_range", {"low": low, "high": high}))
        values[name] = value
    for option in CODES:
        if isinstance(code := values.get(_name(option)), str):
            values[_name(option)] = unicodedata.normalize("NFKC", code)
    if isinstance(day := values.get("until"), str):
        try:
            values["until"] = date.fromisoformat(_narrow(day))
        except ValueError:
            faults.append(Fault("", "--until", day, "data_day"))
    return faults


def _number(text: str, kind: str) -> float:
    """Number of a text in digits of either width; ValueError for anything else that Python would take."""
    plain = _narrow(text)
    if not _FORMS[kind].fullmatch(plain):
        raise ValueError(text)
    return int(plain) if kind == "whole" else float(plain)


def _narrow(text: str) -> str:
    """A number or a day as it is written without a Japanese keyboard."""
    return unicodedata.normalize("NFKC", text).translate(_DASHES).strip()
