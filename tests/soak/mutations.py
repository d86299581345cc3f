"""Small changes of a module, one at a time: a sign, a number, a neighbour, an end of an interval.

Left out is what no test of a number should mind: catalogues of words, docstrings, types, imports, messages of
errors, measures of renderers (a margin, a size of type). A change is known by its file, its function and its
text, not by its line, so that it is found again when lines move.
"""

from __future__ import annotations

import ast
import copy
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from types import CodeType
from typing import Any

Step = tuple[Any, str, Any]
"""An object, one of its fields, and what the field holds after the change."""

OPERATORS: dict[type, type] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
    ast.And: ast.Or,
    ast.Or: ast.And,
}
NEIGHBOURS = (
    ("p10", "p90", "p50", "mean"),
    ("mean_low", "mean_high"),
    ("low", "high"),
    ("least", "most"),
    ("before", "after", "after_support", "fy2018"),
    ("first", "last"),
    ("min", "max"),
    ("minimum", "maximum"),
    ("any", "all"),
    ("mean", "median"),
    ("floor", "ceil"),
    ("argmin", "argmax"),
    ("systems", "organisations"),
    ("expenditure", "funding"),
    ("scheduled", "carried"),
    ("commitment_scheduled", "carried_over", "commitment_limit"),
    ("organisation", "prefecture"),
    ("own_deadline", "designated_day", "deadline"),
    ("late_at_deadline", "late_at_own_deadline", "late_at_designated_day"),
    ("target_gap_yen", "extra_burden_yen"),
    ("gap_yen", "extra_yen"),
    ("declared", "completed"),
    ("ja", "en"),
    ("thousand", "million", "oku"),
)
NEIGHBOUR = {name: each[(at + 1) % len(each)] for each in NEIGHBOURS for at, name in enumerate(each)}
"""Of an attribute, a key or a function, the one that stands beside it and could be taken for it."""
CARRIERS = (
    *(
        "style",
        "lang",
        "facts",
        "scenario",
        "summary",
        "found",
        "results",
        "figure",
        "plot",
        "drawn",
        "brief",
    ),
    *("slide", "sheet", "formats", "place", "priors", "targets", "workers", "counter", "faults"),
)
"""Names of arguments that nothing beside them could be taken for: exchanged, nothing would run."""
DRAWN = "sim/render/"
"""What draws; most of its numbers are measures."""
SHOWN = 90
"""Characters of the expression around a change that its text shows at most, if a whole expression fits."""


@dataclass(frozen=True)
class Mutation:
    """A change of one module: its key, and the module's code with it."""

    file: str
    function: str
    change: str
    make: Callable[[], CodeType]

    @property
    def key(self) -> tuple[str, str, str]:
        """What stays the same when lines move."""
        return self.file, self.function, self.change

    def order(self, seed: int) -> bytes:
        """Place in the sample of a seed; that of one mutation does not depend on the others."""
        return sha256(repr((seed, self.key)).encode()).digest()


def sample(found: list[Mutation], number: int, seed: int) -> list[Mutation]:
    """As many mutations, nearly the same ones after a change elsewhere."""
    return sorted(found, key=lambda each: each.order(seed))[:number]


def _is_measure(node: ast.Constant, parents: dict[ast.AST, ast.AST]) -> bool:
    """Whether a number of a renderer is neither a place in a row, nor compared, nor one more or less."""
    above = parents[node]
    if isinstance(node.value, bool | str) or isinstance(above, ast.Compare | ast.Subscript | ast.Slice):
        return False
    return not (isinstance(above, ast.BinOp | ast.UnaryOp) and node.value in (0, 1, 2))


def mutations(root: Path, file: str) -> list[Mutation]:
    """All mutations of a file, in the order of its lines."""
    tree = ast.parse((root / file).read_text(encoding="utf-8"))
    if "words" in Path(file).parts[-1] or "words" in Path(file).parts:
        tree.body = [each for each in tree.body if not isinstance(getattr(each, "value", None), ast.Dict)]
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    seen: Counter[tuple[str, str]] = Counter()
    found = []
    for node, steps in _sites(tree):
        if file.startswith(DRAWN) and isinstance(node, ast.Constant) and _is_measure(node, parents):
            continue
        if isinstance(node, ast.Tuple) and isinstance(parents[node], ast.Subscript):
            continue  # nothing has its rows for its columns and still runs
        function, change = _function(node, parents), _told(node, steps, parents)
        seen[function, change] += 1
        more = f" #{seen[function, change]}" if seen[function, change] > 1 else ""
        path = str(root / file)

        def make(steps: list[Step] = steps, path: str = path) -> CodeType:
            before = _take(steps)
            code = compile(ast.fix_missing_locations(copy.deepcopy(tree)), path, "exec")
            _take(before)
            return code

        found.append(Mutation(file, function, change + more, make))
    return found


def _take(steps: list[Step]) -> list[Step]:
    """Take the steps; those that undo them."""
    before = [(of, field, getattr(of, field)) for of, field, _ in steps]
    for of, field, value in steps:
        setattr(of, field, value)
    return before


def _sites(tree: ast.Module) -> Iterator[tuple[ast.AST, list[Step]]]:
    for node in _looked_at(tree):
        for steps in _changes(node):
            yield node, steps


def _looked_at(node: ast.AST) -> Iterator[ast.AST]:
    """The nodes below one, in their order, without what is left out."""
    yield node
    for field, value in ast.iter_fields(node):
        if field in ("annotation", "returns", "decorator_list", "type_comment"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and not _left_out(child):
                yield from _looked_at(child)


def _left_out(node: ast.AST) -> bool:
    match node:
        case ast.Raise() | ast.Import() | ast.ImportFrom() | ast.Assert():
            return True
        case ast.Expr(value=ast.Constant()):
            return True
        case ast.If(test=ast.Name(id="TYPE_CHECKING")):
            return True
        case ast.Assign(targets=[ast.Name(id=name)]) if name == "__all__" or _words(node.value):
            return True
        case ast.AnnAssign() if node.value is not None and _words(node.value):
            return True
        case ast.Call(func=ast.Name(id="cast" | "TypeVar" | "Fault")):
            return True
        case ast.Subscript(value=ast.Name(id="dict" | "tuple" | "list" | "Callable")):
            return True
        case ast.keyword(arg="strict"):
            return True
        case ast.Dict():
            return _words(node)
    return False


def _words(node: ast.AST) -> bool:
    """Whether it is a catalogue of words: a display of texts in both languages, or a type's alias."""
    if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name) and node.value.id == "Literal":
        return True
    if not isinstance(node, ast.Dict):
        return False
    keys = {key.value for key in node.keys if isinstance(key, ast.Constant)}
    if keys == {"ja", "en"}:
        return all(isinstance(each, ast.Constant | ast.JoinedStr) for each in node.values)
    return bool(node.values) and all(_words(each) for each in node.values)


def _changes(node: ast.AST) -> Iterator[list[Step]]:
    match node:
        case ast.Compare():
            for at, each in enumerate(node.ops):
                if type(each) in OPERATORS:
                    yield [(node, "ops", [*node.ops[:at], OPERATORS[type(each)](), *node.ops[at + 1 :]])]
        case ast.BinOp() | ast.AugAssign() | ast.BoolOp():
            texts = isinstance(node, ast.BinOp) and any(_is_text(each) for each in (node.left, node.right))
            if type(node.op) in OPERATORS and not texts:
                yield [(node, "op", OPERATORS[type(node.op)]())]
        case ast.UnaryOp(op=ast.USub()):
            yield [(node, "op", ast.UAdd())]
        case ast.UnaryOp(op=ast.Not()):
            yield [(node, "op", ast.Not()), (node, "operand", ast.UnaryOp(ast.Not(), node.operand))]
        case ast.UnaryOp(op=ast.Invert()):
            yield [(node, "operand", ast.UnaryOp(ast.Invert(), node.operand))]
        case ast.Constant():
            value = _other(node.value)
            if value is not None:
                yield [(node, "value", value)]
        case ast.Attribute() | ast.Name():
            name = "attr" if isinstance(node, ast.Attribute) else "id"
            if isinstance(node, ast.Name) and node.id not in ("min", "max", "any", "all", "floor", "ceil"):
                return
            if isinstance(node.ctx, ast.Load) and getattr(node, name) in NEIGHBOUR:
                yield [(node, name, NEIGHBOUR[getattr(node, name)])]
        case ast.IfExp():
            yield [(node, "body", node.orelse), (node, "orelse", node.body)]
        case ast.If() | ast.While():
            yield [(node, "test", ast.UnaryOp(ast.Not(), node.test))]
        case ast.comprehension():
            for at in range(len(node.ifs)):
                yield [(node, "ifs", [*node.ifs[:at], *node.ifs[at + 1 :]])]
        case ast.Call():
            if not _is_name(node.func, "isinstance", "getattr", "setattr", "partial"):
                yield from _exchanged(node, "args", CARRIERS)
            for first, second in pairwise(node.keywords):
                yield [(first, "value", second.value), (second, "value", first.value)]
        case ast.Tuple() | ast.List():
            if isinstance(node.ctx, ast.Load):
                yield from _exchanged(node, "elts")
        case ast.Dict():
            yield from _exchanged(node, "values")


def _exchanged(node: ast.AST, field: str, fixed: Collection[str] = ()) -> Iterator[list[Step]]:
    """Every two neighbours change places, but for those of some names."""
    row = getattr(node, field)
    for at, (first, second) in enumerate(pairwise(row)):
        starred = isinstance(first, ast.Starred) or isinstance(second, ast.Starred)
        texts = _is_text(first) != _is_text(second)  # nothing would run
        if starred or texts or _is_name(first, *fixed) or _is_name(second, *fixed):
            continue
        if ast.dump(first) != ast.dump(second):
            yield [(node, field, [*row[:at], second, first, *row[at + 2 :]])]


def _other(value: object) -> object:
    """Another number, truth or name; None where there is none."""
    match value:
        case bool():
            return not value
        case int():
            return value + 1
        case float():
            return round(1.0 - value, 12) if 0.0 < value < 1.0 and value != 0.5 else value + 1.0
        case str():
            return NEIGHBOUR.get(value)
    return None


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


def _is_name(node: ast.AST, *names: str) -> bool:
    return isinstance(node, ast.Name) and node.id in names


def _function(node: ast.AST, parents: dict[ast.AST, ast.AST]) -> str:
    """Name of the function around a node as its code bears it; empty for what runs with the module."""
    names: list[str] = []
    while node in parents:
        node = parents[node]
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            names[:0] = [node.name, "<locals>"] if names else [node.name]
        elif isinstance(node, ast.ClassDef) and names:
            names.insert(0, node.name)
    return ".".join(names)


def _told(node: ast.AST, steps: list[Step], parents: dict[ast.AST, ast.AST]) -> str:
    """The expression around a change, before and after it."""
    around = node
    while around in parents and not isinstance(around, ast.stmt):
        above = parents[around]
        if not isinstance(above, ast.expr | ast.stmt | ast.keyword | ast.comprehension):
            break
        if isinstance(above, ast.stmt) or len(ast.unparse(above)) > SHOWN:
            break
        around = above
    if isinstance(around, ast.If | ast.While):
        return f"if {_short(around.test)} → if not"
    if isinstance(around, ast.AugAssign):
        around.value, value = ast.Name("…"), around.value
        texts = _both(around, steps)
        around.value = value
        return texts
    return _both(around, steps)


def _both(node: ast.AST, steps: list[Step]) -> str:
    """The text of a node before and after a change; of a long one, what differs and a little around it."""
    text = _short(node)
    before = _take(steps)
    changed = _short(node)
    _take(before)
    if max(len(text), len(changed)) <= 2 * SHOWN:
        return f"{text} → {changed}"
    start = _shared(text, changed)
    end = min(_shared(text[::-1], changed[::-1]), min(len(text), len(changed)) - start)
    at = max(0, start - SHOWN // 2)
    return " → ".join(f"…{each[at : len(each) - max(0, end - SHOWN // 4)]}…" for each in (text, changed))


def _shared(first: str, second: str) -> int:
    """Characters at the start that two texts share."""
    return next((at for at, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), 0)


def _short(node: ast.AST) -> str:
    return " ".join(ast.unparse(node).split())
