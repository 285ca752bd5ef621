"""No number of the kernels is nameless: it is a parameter with a range and a source, or geometry with a reason."""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from collegium import engine
from collegium.scenario import cells
from collegium.scenario.parameters import DEFAULTS

FOLDER = Path(engine.__file__).parent
SOURCES = {path.relative_to(FOLDER).as_posix(): path.read_text(encoding="utf-8") for path in sorted(FOLDER.rglob("*.py"))}

PLAIN = (0.0, 1.0)
"""Floats that a kernel may hold: nothing, and the whole."""
LARGEST = 2
"""Greatest whole number that a kernel may hold: one of two, and the two of a pair."""
PUBLISHED = {"normal.py"}
"""Files that hold a published algorithm: their coefficients are its own."""
LISTS = {"layout.py", "draws.py", "goals.py"}
"""Files of sizes, kinds and streams of luck, which are numbered and not measured. They may hold whole numbers."""

GEOMETRY = {
    "ballot.py": {"EXACT_TRIALS"},
    "cache.py": {"CHECKSUM", "WRITTEN"},
    "choice.py": {"OCCASIONS"},
    "compile.py": {"EARLY"},
    "draws.py": {"_UNIT"},
    "geometry.py": {
        "DOUBLE", "EVEN", "HALVED", "MIDDLE", "NEAREST", "NO_VALUE", "PAIR", "RUNGS", "SPAN", "TINY", "TRAIT_SPAN", "UTMOST",
    },
    "headcount.py": {"EXACT_SEATS", "NODES", "WEIGHTS"},
    "history.py": {"ROOM"},
    "memory.py": {"COMPILING", "LEAST"},
    "moves/form_caucus.py": {"EVERYBODY", "STRIDE"},
    "regime/definition.py": {"APART"},
    "calendar.py": {"MONTH", "WEEKS_A_YEAR"},
    "vote.py": {"CERTAIN"},
}  # fmt: skip
"""File -> its constants that assume nothing about the world. Whatever does assume something is a parameter."""


def kernels(source: str) -> Iterator[ast.FunctionDef]:
    """The functions that a file compiles: those it decorates, and steps of published models that it takes."""
    tree = ast.parse(source)
    homes = {name.name: node.module for node in tree.body if isinstance(node, ast.ImportFrom) for name in node.names}
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and any(isinstance(d, ast.Name) and d.id == "kernel" for d in node.decorator_list):
            yield node
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "kernel":
            for taken in node.args:
                if isinstance(taken, ast.Name) and homes.get(taken.id):
                    yield function_of(str(homes[taken.id]), taken.id)


def function_of(module: str, name: str) -> ast.FunctionDef:
    source = Path(str(importlib.import_module(module).__file__)).read_text(encoding="utf-8")
    return next(node for node in ast.parse(source).body if isinstance(node, ast.FunctionDef) and node.name == name)


def nameless(source: str) -> list[str]:
    """Numbers that stand in kernels as they are."""
    found = []
    for function in kernels(source):
        for node in ast.walk(function):
            if isinstance(node, ast.Constant) and type(node.value) in (int, float) and not plain(node.value):
                found.append(f"{function.name}: {node.value!r}")
    return found


def plain(value: object) -> bool:
    return value in PLAIN if isinstance(value, float) else isinstance(value, int) and abs(value) <= LARGEST


def measured(value: ast.expr, whole: bool) -> bool:
    """Does the expression hold a float, or a whole number greater than is plain, and nothing that is worked out elsewhere?"""
    numbers = [node.value for node in ast.walk(value) if isinstance(node, ast.Constant)]
    names = [node for node in ast.walk(value) if isinstance(node, ast.Call)]
    return not names and any(type(n) in ((int, float) if whole else (float,)) and not plain(n) for n in numbers)


def constants(file: str, source: str) -> dict[str, str]:
    """Measured constants of a file, each with the docstring that gives its reason ('' if it has none)."""
    body, found, waiting = ast.parse(source).body, {}, list[str]()
    for node in body:
        if isinstance(node, ast.Assign) and (measured(node.value, file not in LISTS) or any(held(node.value, name) for name in found)):
            waiting += [name.id for target in node.targets for name in ast.walk(target) if isinstance(name, ast.Name)]
            found |= dict.fromkeys(waiting, "")
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            found |= dict.fromkeys(waiting, node.value.value)
            waiting = []
        else:
            waiting = []
    return found


def held(value: ast.expr, name: str) -> bool:
    return any(isinstance(node, ast.Name) and node.id == name for node in ast.walk(value)) and not isinstance(value, ast.Call)


@pytest.mark.parametrize("file", sorted(set(SOURCES) - PUBLISHED))
def test_no_kernel_holds_a_nameless_number(file: str) -> None:
    assert nameless(SOURCES[file]) == [], "name it: a parameter if it assumes something about the world, else geometry"


def test_every_named_constant_is_listed_as_geometry_with_its_reason() -> None:
    found = {file: constants(file, source) for file, source in SOURCES.items() if file not in PUBLISHED}
    assert {file: set(names) for file, names in found.items() if names} == GEOMETRY
    assert [f"{file}: {name}" for file, names in found.items() for name, reason in names.items() if not reason] == []


@pytest.mark.parametrize(
    ("line", "number"),
    [("x * 0.3", "0.3"), ("x / 2.0", "2.0"), ("x >= -0.5", "0.5"), ("x // 7", "7"), ("min(x, 1e300)", "1e+300"), ("x == 12", "12")],
)
def test_a_nameless_number_is_found(line: str, number: str) -> None:
    assert nameless(f"@kernel\ndef f(x):\n    return {line}\n") == [f"f: {number}"]
    assert nameless(f"def f(x):\n    return {line}\n") == []


def test_a_nameless_number_is_found_in_a_file_of_the_engine_and_in_a_step_of_a_model() -> None:
    assert nameless(SOURCES["caucus.py"].replace("/ SPAN", "/ 2.5")) == ["threat: 2.5"]
    assert "pulled" in [function.name for function in kernels(SOURCES["rules/drift.py"])]


def test_a_constant_beside_a_kernel_is_found() -> None:
    added = '"""A file."""\n\nSHY = 0.3\n"""Why."""\nBOLD = 3 * SHY\nTERM = 26\nNAMES = tuple(range(40))\nFEW = 2\n'
    assert constants("caucus.py", added) == {"SHY": "Why.", "BOLD": "", "TERM": ""}
    assert constants("layout.py", added) == {"SHY": "Why.", "BOLD": ""}


# parameters

CHOICES = {"theory"}
"""Parameters that name one of several things and measure nothing: no range lies around them."""


@pytest.mark.parametrize("name", sorted(DEFAULTS))
def test_a_fixed_parameter_has_a_range_around_its_value_and_a_source(name: str) -> None:
    asked = DEFAULTS[name]
    prior = cells.prior(asked.prior)
    if prior.family == "point":
        assert asked.range and asked.source
        low, high = asked.range
        assert 0 <= low <= prior.args[0] <= high and (low == high if name in CHOICES else low < high)
        assert high <= 1 or not asked.share
    else:
        assert asked.range is None, "a drawn parameter has its range in its prior"


@pytest.mark.parametrize("name", sorted(DEFAULTS))
def test_every_parameter_is_read_by_a_kernel(name: str) -> None:
    assert any(re.search(rf"\bth\.{name}\b", source) for source in SOURCES.values())
