"""Bad input to every public model: the error names argument, value and remedy, and nothing hangs or leaks another error."""

from __future__ import annotations

import dataclasses
import doctest
import inspect
import pkgutil
import re
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from importlib import import_module
from typing import Any

import numpy as np
import pytest

from collegium import models
from collegium.errors import ArgumentError
from collegium.models import (
    balance,
    balance_dynamics,
    bargaining,
    circular_flow,
    expected_utility,
    personalism,
    power_sharing,
    resignation,
    selectorate,
    simple_games,
)

F = Fraction
VOTES = {"quota": 6, "weights": [4, 3, 2, 1]}
GAME = VOTES | {"incompatible": [(0, 3)]}
UNIONS = VOTES | {"unions": [[0, 1], [2], [3]]}
TIES = {"ties": [[0, 1, -1], [1, 0, 1], [-1, 1, 0]]}
INFLUENCE = [[0.5, 0.5], [0.25, 0.75]]
UTILITIES = {"utilities": [[3, 1, 0], [0, 1, 3]]}
CYCLE = {"preferences": [[0, 1, 2], [1, 2, 0], [2, 0, 1]], "order": [0, 1, 2]}
TRIANGLE = {"ideals": [[0, 0], [6, 0], [3, 6]]}
IDEALS = {"ideals": [-1.0, 0.0, 1.0], "need": 2}
RULE = {"resources": 100.0, "coalition": 5.0, "selectorate": 50.0, "patience": 0.5}
ACTORS = {"positions": [0.0, 1.0, 3.0], "capability": [1.0, 2.0, 1.0], "salience": [0.5, 1.0, 0.2]}

GOOD: dict[str, dict[str, Any]] = {
    "ultimate_ruling_coalition": {"powers": [3, 4, 5], "alpha": 0.5},
    "is_self_enforcing": {"powers": [3, 4, 5], "coalition": [0, 1], "alpha": 0.5},
    "is_generic": {"powers": [3, 4, 5]},
    "stable_sizes": {"alpha": 0.5, "count": 3},
    "resting_states": {"utilities": [[2, 3, 1], [1, 2, 3]], "winning": [[[0]], [[1]], [[1]]], "order": [2, 1, 0]},
    "swings": GAME, "banzhaf": GAME, "shapley_shubik": GAME, "deegan_packel": GAME, "holler": GAME,
    "owen": UNIONS, "banzhaf_owen": UNIONS, "symmetric_banzhaf": UNIONS,
    "effective_number": {"shares": [2, 1]}, "herfindahl": {"shares": [2, 1]},
    "agenda_value": UTILITIES | {"tree": ((0, 1), 2), "weights": [1, 1], "voting": "binary"},
    "best_agenda": UTILITIES | {"chair": 0, "weights": [1, 1], "balance": "free", "voting": "binary"},
    "all_agendas": UTILITIES | {"weights": [1, 1], "balance": "free", "voting": "binary"},
    "majority_prefers": TRIANGLE | {"new": [3, -1], "old": [3, 2]}, "leading_agenda": TRIANGLE | {"start": [3, 2], "goal": [9, 9]},
    "sincere_winner": CYCLE, "sophisticated_winner": CYCLE,
    "passable": IDEALS | {"status_quo": 2.0}, "setter_outcome": IDEALS | {"status_quo": 2.0, "setter": 1.0}, "gridlock": IDEALS,
    "gatekeeping": {"status_quo": 1.0, "keeper": 0.0, "opened": 0.5},
    "condorcet_election": {"coalitions": [[0, 3], [1, 0]], "victory": "square", "method": "conditional"},
    "closed_rule": {"members": 5, "votes": 3, "patience": 0.9},
    "favoured_proposer": {"recognition": 0.5, "patience": 0.9}, "open_rule": {"patience": 0.9},
    "forecast": ACTORS, "replicate": ACTORS | {"rounds": 2, "variant": "code"},
    "expected_pairs": {"first": 2, "second": 2, "others": 2}, "mixed_pairs": {"first": 2, "pairs": 3},
    "seats_by_chance": {"seats": 3, "faction": 4, "electorate": 9},
    "promotion_premium": {"promoted": 12, "faction": 40, "promoted_others": 20, "others": 160}, "survival": {"hazards": [0.1, 0.2]},
    "Threat": {"share": 0.5, "grab": 0.1, "success": 0.6, "alarm": 0.9, "false_alarm": 0.1},
    "ladder": {"share": 0.5, "grab": 0.1, "success": 0.6, "loss": 0.2, "detection": 0.5, "most": 5},
    "coordination": {"cost": 0.5, "noise": 0.1},
    "private_goods": RULE, "private_goods_root": RULE, "mixed_goods": RULE | {"price": 10.0},
    "loyalty_norm": {"coalition_index": 0.5, "selectorate_index": 1.0},
    "personalism_index": {"items": [1, 0] * 4, "method": "latent"},
    "one_appointer": {"shares": [0.2, 0.3, 0.5], "appointer": 0, "rounds": 3, "flow": 0.2, "loyalty": 0.9, "speeds": [0.5, 0.5]},
    "unaligned_after": {"initial": 1.0, "flow": 0.2, "loyalty": 0.9, "rounds": 3},
    "two_levels": {"start": (0.2, 0.2), "lam": 0.25, "eps": 0.3, "a": 0.5, "b": 0.5, "rounds": 3},
    "appointed": {"a": F(1, 4)}, "delegated": {"m": 3},
    "control_chances": {"size": 7, "filling": models.appointed(F(0)), "low": 0, "high": 4},
    "steps_to_absorption": {"size": 7, "filling": models.appointed(F(0)), "high": 4},
    "additions": {"loyal": 3, "other": 4, "draws": 6, "step": 1},
    "grown": {"loyal": 3, "other": 4, "draws": 6, "filling": models.appointed(F(0))},
    "expected_share": {"loyal": 3, "other": 4, "chances": [F(1, 2), F(1, 2)]},
    "majority_chance": {"loyal": 3, "other": 4, "chances": [F(1, 2), F(1, 2)]}, "seats_to_majority": {"size": 27, "loyal": 5},
    "share_to_majority": {"size": 27, "loyal": 5, "later": 40},
    "degroot": {"weights": INFLUENCE, "initial": [0, 3]}, "social_power": {"weights": INFLUENCE},
    "friedkin_johnsen": {"weights": INFLUENCE, "susceptibility": [0.5, 0.5], "initial": [0, 3]},
    "positions_after": {"weights": INFLUENCE, "susceptibility": [0.5, 0.5], "initial": [0, 3], "rounds": 4},
    "total_influence": {"weights": INFLUENCE, "susceptibility": [0.5, 0.5]}, "self_confidence": {"centrality": [0.4, 0.3, 0.3]},
    "frustration": {"signs": TIES["ties"], "time_limit": 5}, "best_camps": TIES, "clusters": TIES, "triangles": TIES, "energy": TIES,
    "least_margin": TIES, "jammed": TIES, "blow_up_time": TIES, "ties_at": TIES | {"time": 0.1}, "final_camps": TIES,
    "walk_balance": TIES, "triad_dynamics": TIES | {"seed": 1, "most": 1000},
    "open_opponents": {"thresholds": [0, 10, 20]}, "show_of_hands": {"thresholds": [0, 1, 2], "order": [0, 1, 2]},
    "cascade_chances": {"accuracy": 0.7, "movers": 4}, "unconditional_cascades": {"accuracy": 0.7, "movers": 4},
    "eventual_cascades": {"accuracy": 0.7},
    "poisson_binomial": {"probabilities": [0.2, 0.5]}, "secret_removal": {"members": 9, "needed": 5, "opposed": 0.4},
    "open_removal": {"members": 9, "needed": 5, "opposed": 0.4, "bold": 0.2, "company": 1},
    "silence": {"members": 9, "opposed": 0.4, "bold": 0.2},
    "tender": {"strong": 0.2, "prize": 1.0, "price": 1.0, "gain": 1.0, "loss": 1.0},
}  # fmt: skip
"""A call of every public function that is in order."""

BAD: dict[str, object] = {
    "nothing": None, "text": "x", "NaN": float("nan"), "infinity": float("inf"), "an array with NaN": np.array([0.5, np.nan]),
    "a matrix with infinity": [[0.0, np.inf], [np.inf, 0.0]], "an empty list": [], "a ragged list": [[1, 2], [3]],
}  # fmt: skip
"""What no argument may be, a rule of filling apart (it is a function, and Python calls it)."""

SAYS = re.compile(r"^.+ = .+: .+ \(do: .+\)$")


def refusal(function: Any, arguments: dict[str, Any]) -> str:
    """What the function says when it refuses the arguments."""
    try:
        return f"it returned {function(**arguments)}"
    except ArgumentError as error:
        return str(error)


def test_every_public_function_is_here() -> None:
    assert GOOD.keys() == set(models.__all__)
    for name, arguments in GOOD.items():
        needed = {n for n, p in inspect.signature(getattr(models, name)).parameters.items() if p.default is p.empty}
        assert needed <= arguments.keys(), name


@pytest.mark.parametrize("name", GOOD)
def test_bad_input_is_refused_by_name_with_a_remedy(name: str) -> None:
    function = getattr(models, name)
    function(**GOOD[name])
    for argument in GOOD[name].keys() - {"filling"}:
        allowed = inspect.signature(function).parameters[argument].default
        for kind, value in BAD.items():
            if value is allowed or (allowed == () and kind == "an empty list"):
                continue
            said = refusal(function, GOOD[name] | {argument: value})
            assert SAYS.match(said), f"{argument} is {kind}: {said}"
            assert argument in said.split(" = ")[0], f"{argument} is {kind}: {said}"


@pytest.mark.parametrize("name", GOOD)
def test_other_numbers_are_computed_or_refused(name: str) -> None:
    """Numbers below, above, huge and not whole, bodies too large and of other sizes: no error but the package's own."""
    others: list[object] = [-1, 0, 2, 10**9, 0.5, -0.5, 1e300, True, [1] * 10_000, [-1.0, 2.0], [[0, 1], [2, 0]], [[0, 1, 0]], ((0, 9), 1)]
    for argument in GOOD[name].keys() - {"filling"}:
        for value in others:
            try:
                getattr(models, name)(**GOOD[name] | {argument: value})
            except ArgumentError as told:
                assert SAYS.match(str(told))


TYPES: dict[str, Any] = {
    "float32": lambda x: np.float32(x), "float64": np.float64, "long double": lambda x: np.longdouble(str(x)),
    "no dimension": np.array, "Fraction": lambda x: F(str(x)), "Decimal": lambda x: Decimal(str(x)),
}  # fmt: skip
"""Types of numbers that a float, as written, may come in."""
WHOLE: dict[str, Any] = {
    "int16": np.int16,
    "uint16": lambda x: np.uint16(x) if x >= 0 else x,
    "int64": np.int64,
    "Decimal": Decimal,
    "float32": np.float32,
}
"""Types that a whole number may come in."""


def every(x: Any, kind: type, change: Callable[[Any], Any]) -> Any:
    """The argument with all its numbers of that kind changed, in any nesting."""
    if isinstance(x, list | tuple):
        return type(x)(every(y, kind, change) for y in x)
    return change(x) if type(x) is kind else x


def holds(x: Any, kind: type) -> bool:
    return any(holds(y, kind) for y in x) if isinstance(x, list | tuple) else type(x) is kind


def numbers(x: Any) -> list[float]:
    """All numbers of a result, in order."""
    if callable(x):
        return [float(x(F(1, 3)))]
    if dataclasses.is_dataclass(x):
        return numbers([getattr(x, field.name) for field in dataclasses.fields(x)])
    if isinstance(x, dict):
        return numbers([*x.keys(), *x.values()])
    if isinstance(x, list | tuple | np.ndarray):
        return [number for y in x for number in numbers(y)]
    if isinstance(x, frozenset):
        return sorted(x)
    return [] if isinstance(x, str) else [float(x)]


@pytest.mark.parametrize("name", GOOD)
@pytest.mark.parametrize("kind", TYPES)
def test_a_number_of_any_type_is_taken_as_the_float_it_writes(name: str, kind: str) -> None:
    function = getattr(models, name)
    expected = numbers(function(**GOOD[name]))
    for argument, value in GOOD[name].items():
        if holds(value, float):
            given = [every(value, float, TYPES[kind])]
            if kind in ("float32", "float64") and isinstance(value, list):
                given.append(np.array(value, dtype=kind))
            for one in given:
                assert numbers(function(**GOOD[name] | {argument: one})) == pytest.approx(expected, rel=1e-9, abs=1e-12)


@pytest.mark.parametrize("name", GOOD)
@pytest.mark.parametrize("kind", WHOLE)
def test_a_whole_number_of_any_type_is_taken_or_refused_by_name(name: str, kind: str) -> None:
    function = getattr(models, name)
    expected = numbers(function(**GOOD[name]))
    for argument, value in GOOD[name].items():
        if holds(value, int):
            try:
                found = numbers(function(**GOOD[name] | {argument: every(value, int, WHOLE[kind])}))
            except ArgumentError as refused:
                said = str(refused)
                assert kind in ("Decimal", "float32"), said
                assert SAYS.match(said) and said.startswith(argument), said
            else:
                assert found == pytest.approx(expected)


@pytest.mark.parametrize(
    "value", [True, np.True_, "0.5", b"1", 1j, np.complex128(0.5), Decimal("NaN"), Decimal("Infinity"), Decimal("sNaN"),
              np.datetime64("2020-01-01"), 10**400, np.float32("nan"), np.ma.masked],
    ids=repr,
)  # fmt: skip
def test_what_is_no_number_is_refused_by_name(value: object) -> None:
    calls: list[tuple[str, Callable[[], object]]] = [
        ("quota", lambda: models.banzhaf(value, [3, 2, 2])), ("weights[1]", lambda: models.banzhaf(2, [3, value, 2])),
        ("patience", lambda: models.open_rule(value)),
    ]  # fmt: skip
    if not isinstance(value, bool | np.bool_):  # in arrays truth values are 0 and 1
        calls += [("salience", lambda: models.forecast([1.0, 2.0], [1.0, 1.0], [value, 0.5]))]
    for argument, call in calls:
        with pytest.raises(ArgumentError, match=f"^{re.escape(argument)}.* = .*: .+ \\(do: .+\\)$"):
            call()


def test_odd_types_from_the_field() -> None:
    assert models.banzhaf(np.float32(0.85), [0.2, 0.2, 0.6]) == pytest.approx([1 / 3] * 3)
    assert models.banzhaf(1, [np.float32(0.5), np.float32(0.5)]).tolist() == [0.5, 0.5]
    assert models.banzhaf(Decimal("0.5"), [Decimal("0.3"), Decimal("0.3"), Decimal("0.4")], exact=True).tolist() == [F(1, 3)] * 3
    assert models.banzhaf(np.float32(0.9), np.array([0.51, 0.2, 0.19, 0.1], dtype=np.float32), exact=True).tolist() == [F(1, 3)] * 3 + [0]
    assert models.forecast([np.float32(0.1), 0.2], [1, 1], [1, 1])[0] == 0.1
    assert models.degroot(np.array([[0.9, 0.1], [0.7, 0.3]], dtype=np.float32), [1, 0]) == pytest.approx([0.875] * 2)
    assert models.degroot([np.array([0.9, 0.1], dtype=np.float32), [0.7, 0.3]], [1, 0]) == pytest.approx([0.875] * 2)
    with pytest.raises(ArgumentError, match="masked"):
        models.forecast(np.ma.array([1.0, 2.0], mask=[False, True]), [1, 1], [1, 1])
    with pytest.raises(ArgumentError, match="shares"):
        models.effective_number(np.ma.array([1.0, 2.0], mask=[False, True]))
    with pytest.raises(ArgumentError, match="not a list"):
        models.effective_number(np.array(2.0))


@pytest.mark.parametrize("model", [found.name for found in pkgutil.iter_modules(models.__path__)])
def test_examples_run(model: str) -> None:
    assert doctest.testmod(import_module(f"collegium.models.{model}")).failed == 0


FURTHER = [
    *(getattr(simple_games, name) for name in ("weighted_game", "restricted_game", "swings", "banzhaf", "shapley_shubik", "johnston",
      "minimal_winning", "deegan_packel", "holler", "owen", "banzhaf_owen", "symmetric_banzhaf")),
    *(getattr(circular_flow, name) for name in ("refill", "in_turn", "after", "resting_shares")),
    *(getattr(personalism, name) for name in ("presence", "score", "information")),
]  # fmt: skip
"""Functions that are read from their files."""
RESULTS = (
    balance.Division, balance.Frustration, balance_dynamics.Settled, bargaining.OpenOffer, expected_utility.Round, power_sharing.Tenure,
    resignation.Tender, selectorate.Mix,
)  # fmt: skip
"""Classes that are returned."""


def sections(thing: object) -> dict[str, str]:
    """The numpy sections of a docstring by heading; what stands before them by ''."""
    parts = re.split(r"^(.+)\n-{3,}$", inspect.getdoc(thing) or "", flags=re.MULTILINE)
    return {"": parts[0]} | dict(zip(parts[1::2], parts[2::2], strict=True))


def named(section: str) -> list[str]:
    """The names that a section describes, in order."""
    return [name for line in re.findall(r"^(\w.*?) : \S", section, re.MULTILINE) for name in line.split(", ")]


@pytest.mark.parametrize("thing", [*(getattr(models, name) for name in models.__all__), *FURTHER], ids=lambda thing: thing.__qualname__)
def test_what_every_docstring_says(thing: Any) -> None:
    """A summary in one line; every parameter, what is returned and when it raises; the source with its year."""
    told = sections(thing)
    assert "\n" not in told[""].split("\n\n")[0].strip(), "the summary is one line"
    assert named(told["Parameters"]) == list(inspect.signature(thing).parameters)
    assert "ArgumentError" in told["Raises"]
    assert inspect.isclass(thing) or re.search(r"^\S.*\n    \S", told["Returns"], re.MULTILINE), "what is returned, and what it is"
    if thing not in FURTHER:
        assert re.search(r"\b(1[789]|20)\d\d\b", told["References"]), "no year of a source"
        examples = doctest.DocTestParser().get_examples(told["Examples"])
        assert any(f"{thing.__name__}(" in example.source for example in examples)
        assert any(example.want for example in examples)


@pytest.mark.parametrize("thing", RESULTS, ids=lambda thing: thing.__name__)
def test_what_every_result_says(thing: Any) -> None:
    assert named(sections(thing)["Attributes"]) == [field.name for field in dataclasses.fields(thing)]


def test_a_docstring_with_a_parameter_too_few_is_noticed() -> None:
    def model(votes: int, quota: int) -> None:
        """One line.

        Parameters
        ----------
        votes : int
            How many.

        Raises
        ------
        ValueError
            Never.
        """

    with pytest.raises(AssertionError):
        test_what_every_docstring_says(model)


@pytest.mark.parametrize(
    ("name", "change", "says"),
    [
        ("ultimate_ruling_coalition", {"powers": [1] * 10_000}, "20 or fewer"),
        ("ultimate_ruling_coalition", {"alpha": 0.4}, "one half or more"),
        ("is_self_enforcing", {"coalition": [0, 7]}, "between 0 and 2"),
        ("banzhaf", {"quota": 11}, "sum to 10"),
        ("banzhaf", {"quota": 0}, "above 0"),
        ("banzhaf", {"weights": [3, -1, 9]}, r"weights\[1\] = -1"),
        ("owen", {"weights": [1] * 10_000, "unions": [range(10_000)]}, "coarser weights"),
        ("banzhaf", {"weights": [1] * 60, "incompatible": [(i, i + 1) for i in range(16)]}, "tie 16 or fewer"),
        ("holler", {"weights": [1] * 60, "incompatible": [(0, i) for i in range(1, 22)]}, "they tie 22 players"),
        ("banzhaf", {"incompatible": [(0, 1)], "quota": 8}, "no compatible players"),
        ("deegan_packel", {"incompatible": [(0, 1)], "quota": 8}, "no compatible players"),
        ("shapley_shubik", {"incompatible": [(0, 1, 2)]}, "name two"),
        ("banzhaf", {"weights": [10**9 + 7, 3, 2], "quota": 10**9}, "round the weights"),
        ("owen", {"unions": [[0, 1], [1, 2, 3]]}, "exactly one"),
        ("agenda_value", {"tree": ((0, 1), 3)}, "options 0 to 2"),
        ("agenda_value", {"weights": [1, 1, 1]}, "2 numbers"),
        ("condorcet_election", {"victory": "cubic"}, "'linear' or 'square' or 'quartic'"),
        ("frustration", {"signs": [[0, 1], [0, 0]]}, "both directions"),
        ("clusters", {"ties": np.eye(17)[::-1] * (1 - np.eye(17))}, "16 or fewer"),
        ("degroot", {"weights": [[1, 1], [0, 1]]}, "divide each row"),
        ("friedkin_johnsen", {"susceptibility": [1, 1]}, "degroot"),
        ("personalism_index", {"items": [1] * 7}, "give 8"),
        ("resting_states", {"order": [0, 1, 2]}, "beaten by a later one"),
        ("tender", {"strong": 0.5}, "not unique"),
        ("cascade_chances", {"movers": 3}, "even number"),
        ("leading_agenda", {"ideals": [[0, 0], [1, 1], [2, 2]]}, "move a voter"),
        ("leading_agenda", {"ideals": [[0, 0], [1, 0], [0, 1], [1, 1]]}, "odd number"),
        ("gridlock", {"need": 1}, "more than half"),
        ("ties_at", {"time": 2}, "blow-up"),
        ("favoured_proposer", {"recognition": 0.2}, "0.4762"),
        ("poisson_binomial", {"probabilities": [0.5, 1.5]}, r"probabilities\[1\]"),
    ],
)
def test_what_the_remedy_says(name: str, change: dict[str, Any], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        getattr(models, name)(**GOOD[name] | change)
