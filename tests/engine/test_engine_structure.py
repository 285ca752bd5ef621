"""The form of the engine's code: order of the rules, make of the moves, purposes of luck, compiled kernels."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import numba
import numpy as np
import pytest

from collegium import engine
from collegium.engine import cache, draws, goals, history, kernel, layout, moves, rules, step
from collegium.scenario import kinds as K
from collegium.scenario.model import MOTIONS
from helpers.bench import Bench

FOLDER = Path(engine.__file__).parent
SOURCES = sorted(FOLDER.rglob("*.py"))

PURPOSES = {
    "CELL": 1, "PARAMETER": 2, "DEATH": 3, "HAZARD": 4, "DATE": 5, "ABSENCE": 6, "ACTIVE": 7, "MIND": 8, "GOAL": 9, "TARGET": 10,
    "MOVE": 11, "HEADCOUNT": 12, "SHOCK": 13, "VOTE": 14, "BLOC": 15, "LOBBY": 17, "OBSTRUCT": 18, "DELAY": 19,
    "SUCCESSOR": 20, "RUMOUR": 21, "ISSUE": 22, "SHUFFLE": 23, "REVIEW": 24, "COUP": 25, "TRANSFER": 26, "LIST": 27,
    "RESEED": 28, "WAR": 29, "REVOLT": 30, "FRONT": 31, "HUNT": 32,
}  # fmt: skip
"""The streams of luck. A number once given is never changed, nor given again (16 is retired), and a new purpose takes a new one."""

NUMBERS = (
    "stay_silent", "propose_policy", "hold_back", "appoint", "court", "denounce", "form_caucus", "join_caucus",
    "decline_caucus", "leave_caucus", "strip_office", "remove_from_body", "expel", "send_away", "pack_body", "appeal",
    "tender_resignation", "write_document", "disclose_document", "suppress_document", "insist", "reconcile", "recall", "propose_inquiry",
    "launch_platform", "postpone_congress", "isolate", "refuse_order", "build_case", "arrest", "exile", "go_underground", "capitulate",
    "join_oppositions", "coup", "resign_seat", "adopt_statute", "repeal_statute", "put_down",
)  # fmt: skip
"""The moves by number: a move's number keys its luck, so new ones go to the end."""

SIGNATURES = {
    "may": ("sc", "th", "st", "i", "?"),
    "worth": ("sc", "th", "st", "wk", "i", "?", "?", "need"),
    "effect": ("sc", "th", "st", "wk", "io", "i", "?", "?"),
    "carried": ("sc", "th", "st", "io", "q"),
    "undone": ("sc", "th", "st", "io", "q"),
    "rejected": ("sc", "th", "st", "io", "q"),
}
"""Function of a move -> its arguments; what stands for a target or an argument has a name of the move's own."""


def modules() -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(engine.__path__, "collegium.engine."):
        yield importlib.import_module(found.name)


def kernels() -> dict[str, Any]:
    """Every compiled function of the engine by where it is written, or, if it was put together from a list, by where it stands."""
    found = {}
    for module in modules():
        for name, thing in vars(module).items():
            if hasattr(thing, "py_func"):
                home = thing.py_func.__module__
                found[f"{home}.{thing.py_func.__name__}" if home else f"{module.__name__}.{name}"] = thing
    return found


def plain(function: Any) -> Any:
    return getattr(function, "py_func", function)


# rules


def test_a_step_calls_the_rules_in_order() -> None:
    """``step`` is generated from the order, each rule called once with all that ``step`` is given."""
    called = plain(step.step).__globals__
    assert [called[name] for name in plain(step.step).__code__.co_names] == list(rules.ORDER)
    assert sorted(plain(rule).__module__.rsplit(".", 1)[1] for rule in rules.ORDER) == rule_modules()


def rule_modules() -> list[str]:
    return sorted(found.name for found in pkgutil.iter_modules(rules.__path__))


def test_a_sequence_calls_in_order_with_its_own_arguments() -> None:
    calls: list[tuple[str, int]] = []
    plain(kernel.sequence([lambda x: calls.append(("a", x)), lambda x: calls.append(("b", x))]))(7)
    assert calls == [("a", 7), ("b", 7)]


# moves


def move_modules() -> list[str]:
    return sorted(found.name for found in pkgutil.iter_modules(moves.__path__))


def test_every_move_is_listed_once() -> None:
    assert sorted(moves.NAMES) == move_modules()
    assert len(set(moves.NAMES)) == len(moves.MOVES) == moves.N_MOVES


def test_a_move_keeps_its_number() -> None:
    assert moves.NAMES[: len(NUMBERS)] == NUMBERS


@pytest.mark.parametrize("name", move_modules())
def test_a_move_is_made_like_every_other(name: str) -> None:
    module = importlib.import_module(f"collegium.engine.moves.{name}")
    assert module.__doc__
    assert isinstance(module.MENU, int) and 0 < module.MENU < 1 << (goals.RISEN + 1) and not (module.MENU >> goals.NOTHING) & 1
    for function, expected in SIGNATURES.items():
        if function in ("carried", "undone", "rejected") and not hasattr(module, function):
            continue
        found = tuple(inspect.signature(plain(getattr(module, function))).parameters)
        assert len(found) == len(expected) and all(e in ("?", f) for e, f in zip(expected, found, strict=True)), f"{function}{found}"


def test_rules_and_moves_do_not_take_from_each_other() -> None:
    """A rule or a move has its file to itself. What two of them need is in a room of the engine; rules call moves by their table."""
    for path in SOURCES:
        if path.parent.name in ("rules", "moves") and path.name != "__init__.py":
            taken = re.findall(r"^from (collegium\.engine\.(?:rules|moves)\b\S*) import", path.read_text(encoding="utf-8"), re.MULTILINE)
            assert taken == [], path.name


def test_no_menu_is_longer_than_the_list_of_options() -> None:
    room = layout.OPTIONS
    longest = max(sum(move.MENU >> goal & 1 for move in moves.MOVES) for goal in range(goals.ORDER + 1))
    assert 10 < longest <= room


def test_every_motion_is_carried_out_by_a_move() -> None:
    makers = {move.MOTION: move for move in moves.MOVES if hasattr(move, "MOTION")}
    assert sorted(makers) == list(range(len(MOTIONS))) and len(MOTIONS) == K.ELECT
    assert all(hasattr(move, "carried") == hasattr(move, "MOTION") for move in moves.MOVES)
    reversible = [number for number, kind in enumerate(K.MOTION_KINDS) if kind.rung and kind.appeal]
    assert [number for number, move in sorted(makers.items()) if hasattr(move, "undone")] == reversible
    assert tuple(move.MENU for move in moves.MOVES) == moves.MENUS


# kinds


def test_kinds_keep_their_numbers() -> None:
    """A motion's number keys draws; the other tables are what results and scenarios are written in."""
    assert K.MOTIONS == MOTION_NAMES and [K.POLICY, K.ISOLATE, K.REPEAL, K.ELECT] == [0, 13, 15, 16]
    assert K.RUNG == (0, 0, 1, 3, 4, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
    assert [mark.name for mark in K.MARKS] == ["", "reverse", "renew", "insist"]
    assert (K.EVENTS, K.RULES) == (
        ("illness", "death", "harvest", "crisis"),
        ("void", "sole_survivor", "one_man", "bloc", "contested", "locked"),
    )
    assert (K.ROW_KINDS[0].name, K.ROW_KINDS[-1].name) == ("lapsed", "front_closed")
    assert K.L_FRONT_CLOSED + 1 == K.L_MOVE == len(K.MOTION_KINDS) + len(K.ROW_KINDS)


MOTION_NAMES = (
    "policy", "appoint", "strip", "remove", "expel", "send_away", "pack", "resignation", "disclose", "suppress", "recall", "inquire",
    "postpone", "isolate", "adopt", "repeal",
)  # fmt: skip


def test_a_new_kind_costs_one_row() -> None:
    """A number goes to the end of its table, and what is made from the table follows."""
    table = K.Table[str](first=5)
    assert [table.add("a"), table.add("b")] == [5, 6] and table.rows == ["a", "b"]


def outside(path: Path) -> Iterator[str]:
    """Modules of the package beyond the engine from which a file of the engine takes names."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and re.match(r"collegium\.(?!engine)", node.module or ""):
            yield str(node.module)


def test_the_hash_covers_what_is_compiled_in() -> None:
    """Every file of the package from which a compiled file of the engine takes something; ``compile`` and ``prior`` read scenarios."""
    compiled = [path for path in SOURCES if path.name not in ("compile.py", "prior.py", *cache.APART)]
    needed = {name.removeprefix("collegium.").replace(".", "/") + ".py" for path in compiled for name in outside(path)}
    assert needed and needed <= set(cache.SHARED)


# luck


def test_purposes_are_pinned() -> None:
    found = {name: value for name, value in vars(draws).items() if name.isupper() and type(value) is int and not name.startswith("_")}
    assert found == PURPOSES
    assert len(set(found.values())) == len(found)


def unkeyed(tree: ast.AST) -> Iterator[str]:
    """Where code asks a generator, a clock or Python's own hash."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.split(".")[0] in LUCKY)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in LUCKY:
            yield str(node.module)
        elif isinstance(node, ast.Attribute) and node.attr in ("random", "now", "today", "default_rng"):
            yield node.attr
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("hash", "id"):
            yield node.func.id


LUCKY = ("random", "secrets", "time", "uuid")


def test_all_luck_is_keyed() -> None:
    """No library's generator, no clock and no hash of Python's own in the engine. The cache of its code, which sweeps up after a time what
    a kill left, no history sees."""
    assert {
        path.name: found
        for path in SOURCES
        if path.name != "cache.py" and (found := list(unkeyed(ast.parse(path.read_text(encoding="utf-8")))))
    } == {}
    assert sorted(unkeyed(ast.parse("import random; np.random.normal(); hash(x)"))) == ["hash", "random", "random"]


@numba.njit
def luck_and_once(seed, history, purpose, key):
    luck = draws.luck_of(seed, history)
    return luck, draws.unit(draws.absorb(draws.absorb(luck, purpose), key))


def test_published_vectors_of_draws() -> None:
    """The numbers that docs/odd.md, section 8, gives for checking an implementation."""
    luck, once = luck_and_once(*(np.uint64(x) for x in (7, 3, draws.DEATH, draws.key_of("ann"))))
    assert luck == 7758145696617331093
    assert once == 0.30856831418605063
    assert draws.key_of("ann") == 11957940740637538957
    assert draws.key_of("ben") == 12745485179179269273


# kernels


def test_kernels_are_compiled_once(council: Bench, bolsheviks: Bench) -> None:
    """No kernel has two versions. Where the engine was compiled in this session, and not read from its cache, each has one."""
    found = kernels()
    assert len(found) > 200
    assert {name: len(k.signatures) for name, k in found.items() if len(k.signatures) > 1} == {}
    if sum(history.histories.stats.cache_misses.values()):
        assert sorted(name for name, kernel in found.items() if not kernel.signatures) == []
