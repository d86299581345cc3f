"""Inputs that are wrong in every way that was thought of, and what must hold for each of them.

A reader either takes an input or tells what is wrong with it, in both languages, within seconds, in bounded
memory; anything else that it raises is a fault of ours. It is counted how often it did which.
"""

from __future__ import annotations

import resource
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from support.soak import count, tries

from sim.errors import MESSAGES, SimError
from sim.errors.signs import visible
from sim.scenario import line_of
from sim.scenario.write import key_of

T = TypeVar("T")
MOST_SECONDS, MOST_MEGABYTES = 10, 500

NUMBERS = ("9" * 400, "9" * 5_000, "0x" + "f" * 300, "1e308", "-1e308", "1e999", "inf", "-inf", "nan", "-0.0")
VALUES = (
    *NUMBERS,
    "true",
    '""',
    "[]",
    "{}",
    "0001-01-01",
    "9999-12-31",
    "2026-02-30",
    "1979-05-27T07:32:00",
    "07:32:00",
    '"=1+1"',
    '"\\u0001"',
    '"\\uFFFE\\u202e"',
    '"' + "x" * 5_000 + '"',
    "{ value = 1, low = 2, high = 0 }",
    "{ value = 1e308, low = -1e308, high = 1e308 }",
    "[" * 3_000,
    "{a=" * 2_000,
    "[[[[1]]]]",
)
SCRAPS = (
    *VALUES,
    "a." * 20_000 + "a = 1\n",
    "[" + "a." * 300 + "a]\n",
    "[x]\n" * 3_000,
    "'" * 4_001,
    '"' * 4_001,
    '"""',
    "\x00",
    "\x0b",
    "\r",
    "\ufeff",
    "\u2028",
    "\\",
    "#",
    "=",
    "x" * 200_000,
)


def much(usual: int, long: int) -> settings:
    """Settings of a fuzzer that tries so many inputs in `make test`, and in `make soak`."""
    return settings(max_examples=tries(usual, long), deadline=None, suppress_health_check=list(HealthCheck))


def outcome(reader: str, read: Callable[[], T]) -> T | SimError:
    """What a reader makes of an input; fails for whatever is neither a result nor a message."""
    before, begun = _peak(), time.monotonic()
    try:
        with _awake():
            found: T | SimError = read()
        count(reader, tried=1, taken=1)
    except SimError as error:
        found = error
        count(reader, tried=1, told=1)
        _is_message(error)
    except BaseException:
        count(reader, tried=1, lost=1)
        raise
    assert time.monotonic() - begun < MOST_SECONDS
    assert _peak() - before < MOST_MEGABYTES
    return found


def _is_message(error: SimError) -> None:
    assert error.faults
    for lang in ("ja", "en"):
        text = error.text(lang)
        assert text.strip()
        assert len(text) < 200_000
        assert visible(text.replace("\n", "")) == text.replace("\n", "")
        assert len(text.splitlines()) == len(error.faults)
    assert {fault.code for fault in error.faults} <= set(MESSAGES)


def _peak() -> int:
    """Most memory that this process has had [MB]."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


@contextmanager
def _awake() -> Iterator[None]:
    """Raise where something does not come to an end."""

    def ring(*_: Any) -> None:
        raise AssertionError(f"no answer within {3 * MOST_SECONDS} seconds")

    before = signal.signal(signal.SIGALRM, ring)
    signal.alarm(3 * MOST_SECONDS)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


@st.composite
def damaged(draw: st.DrawFn, sound: tuple[bytes, ...]) -> bytes:
    """One of some sound files with a few bytes or lines of it changed, lost, repeated or put elsewhere."""
    content = draw(st.sampled_from(sound))
    for way in draw(st.lists(st.sampled_from(_WAYS), min_size=1, max_size=4)):
        content = way(draw, content)
    return content


def _place(draw: st.DrawFn, content: bytes) -> int:
    return draw(st.integers(0, max(0, len(content) - 1)))


def _flip(draw: st.DrawFn, content: bytes) -> bytes:
    changed = bytearray(content or b" ")
    changed[_place(draw, content)] ^= draw(st.integers(1, 255))
    return bytes(changed)


def _cut(draw: st.DrawFn, content: bytes) -> bytes:
    first, last = sorted((_place(draw, content), _place(draw, content)))
    return content[:first] + content[last:]


def _repeat(draw: st.DrawFn, content: bytes) -> bytes:
    first, last = sorted((_place(draw, content), _place(draw, content)))
    return content[:last] + content[first:]


def _insert(draw: st.DrawFn, content: bytes) -> bytes:
    place = _place(draw, content)
    scrap = draw(st.one_of(st.sampled_from(SCRAPS).map(str.encode), st.binary(min_size=1, max_size=8)))
    return content[:place] + scrap + content[place:]


def _exchange(draw: st.DrawFn, content: bytes) -> bytes:
    lines = content.split(b"\n")
    first, second = (draw(st.integers(0, len(lines) - 1)) for _ in range(2))
    lines[first], lines[second] = lines[second], lines[first]
    return b"\n".join(lines)


def _drop(draw: st.DrawFn, content: bytes) -> bytes:
    lines = content.split(b"\n")
    del lines[draw(st.integers(0, len(lines) - 1))]
    return b"\n".join(lines)


def _revalue(draw: st.DrawFn, content: bytes) -> bytes:
    lines = content.split(b"\n")
    places = [number for number, line in enumerate(lines) if b" = " in line] or [0]
    place = draw(st.sampled_from(places))
    value = draw(st.sampled_from(VALUES)).encode()
    lines[place] = lines[place].partition(b" = ")[0] + b" = " + value
    return b"\n".join(lines)


_WAYS = (_flip, _cut, _repeat, _insert, _exchange, _drop, _revalue, _revalue)

NONSENSE = {"nonsense": "nonsense"}


@st.composite
def one_place_nonsense(draw: st.DrawFn, content: dict[str, Any]) -> dict[str, Any]:
    """What a file says with one value, at any depth, replaced by nonsense, or one name misspelt."""
    changed: Any = _copy(content)
    inside = changed
    while True:
        place = draw(st.sampled_from(list(inside) if isinstance(inside, dict) else range(len(inside))))
        deeper = isinstance(inside[place], dict | list) and inside[place] and draw(st.booleans())
        if not deeper:
            break
        inside = inside[place]
    if isinstance(inside, dict) and draw(st.booleans()):
        inside[f"{place}_"] = inside.pop(place)
    else:
        inside[place] = dict(NONSENSE)
    result: dict[str, Any] = changed
    return result


def _copy(raw: Any) -> Any:
    if isinstance(raw, dict):
        return {name: _copy(each) for name, each in raw.items()}
    return [_copy(each) for each in raw] if isinstance(raw, list) else raw


def written(content: dict[str, Any]) -> str:
    """The text of a file that says so."""
    tables = {name: raw for name, raw in content.items() if isinstance(raw, dict)}
    lines = [f"{key_of(name)} = {line_of(raw)}" for name, raw in content.items() if name not in tables]
    for name, raw in tables.items():
        lines += [f"[{key_of(name)}]", *(f"{key_of(each)} = {line_of(value)}" for each, value in raw.items())]
    return "\n".join(lines) + "\n"
