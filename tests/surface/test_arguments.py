"""Wrong arguments to every public call: refused by name, value and remedy, and never with a bare error of Python."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

import collegium
from collegium import analysis, figures
from collegium.committee import summaries
from collegium.ensemble import runner
from collegium.errors import ArgumentError, CollegiumError, SettingError
from collegium.experiments import arms
from collegium.results.folder import Folder
from helpers.calls import KINDS, Call, Index, calls, generator


@pytest.fixture(scope="module")
def public(results: Folder, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Call]:
    return calls(results, tmp_path_factory.mktemp("calls"))


def tried(call: Call) -> Iterator[tuple[str, str, Any]]:
    """(argument, what it is, its value) of every wrong argument."""
    for name, kind in call.kinds.items():
        default = inspect.signature(call.function).parameters.get(name)
        for what, value in KINDS[kind].items():
            if default is None or value is not default.default:
                yield name, what, value() if value is generator else value


def verdict(call: Call, name: str, value: Any) -> str:
    """'' if the argument is refused as it should be; else what happens."""
    try:
        call.function(**call.good | {name: value})
    except ArgumentError as error:
        return "" if re.match(rf"(a name in )?{name}\b.* = .+: .+ \(do: .+\)$", str(error)) else f"no remedy: {error}"
    except CollegiumError as error:  # a text or number of the right type that names or reaches nothing
        return "" if re.search(r"\(do: .+\)|: (choose|leave out|name|run again)", str(error)) else f"no remedy: {error}"
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return "taken"


def test_every_wrong_argument_is_refused_with_a_remedy(public: dict[str, Call]) -> None:
    count, wrong = 0, []
    for name, call in public.items():
        for argument, what, value in tried(call):
            count += 1
            if said := verdict(call, argument, value):
                wrong.append(f"{name}: {argument} = {what}: {said}")
    assert not wrong, "\n".join(wrong)
    assert count > 5000


def test_every_public_call_is_tried(public: dict[str, Call]) -> None:
    """What the reference documents as a function: of the package, of results, of figures and of analysis; and the published models."""
    named = {name for name in collegium.__all__ if inspect.isfunction(getattr(collegium, name))}
    named |= {f"figures.{name}" for name in figures.__all__ if inspect.isfunction(getattr(figures, name))}
    named |= {f"Results.{name}" for name, found in vars(Folder).items() if inspect.isfunction(found) and not name.startswith("_")}
    named |= {f"analysis.{name}" for name in analysis.__all__ if inspect.isfunction(getattr(analysis, name))}
    named |= {f"committee.{name}" for name in ("power", "coalition", "balance")}
    assert named <= public.keys()


def test_what_is_in_order_is_taken(public: dict[str, Call]) -> None:
    """Otherwise a wrong argument might be refused because of another one. What simulates or writes is left to other tests."""
    pure = [name for name in public if re.match(r"analysis\.(?!camps)|committee\.(?!tables)|experiments\.(prepare|measure|compare)", name)]
    assert len(pure) > 40
    for name in pure:
        public[name].function(**public[name].good)


@pytest.mark.parametrize("kind", [int, np.int64, np.uint64, np.int8, Index])
def test_integers_of_every_kind_are_integers(kind: Any, results: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[runner.Settings] = []
    monkeypatch.setattr(runner, "simulate", lambda made, settings, **_: seen.append(settings))
    runner.run("council", histories=kind(2), first=kind(3), seed=kind(4), threads=kind(1), per_draw=kind(2), shard=kind(5))
    assert repr(seen[0]) == repr(runner.Settings(seen[0].start, seen[0].end, 2, 3, 4, threads=1, per_draw=2, shard=5))
    assert repr(arms.Design(kind(4), kind(2), kind(1), threads=kind(1))) == repr(arms.Design(4, 2, 1, threads=1))
    assert results[kind(1)].k == results.history(kind(1)).k == 1
    assert type(results.history(kind(1)).k) is int
    assert results[kind(1) : kind(3)].numbers == range(1, 3)


def test_no_more_successes_than_trials() -> None:
    with pytest.raises(ArgumentError, match=r"^successes = 11: more than the 10 trials \(do: .+\)$"):
        analysis.proportion(11, 10)


def test_a_wrong_union_is_not_taken_for_a_table_too_large() -> None:
    with pytest.raises(ArgumentError, match="not a partition"):
        summaries.power(["a", "b", "c"], [3, 2, 2], 4, [[0, 1]])
    assert "owen" in summaries.power(["a", "b", "c"], [3, 2, 2], 4, [[0, 1], [2]]).rows[0]


def test_a_part_of_a_vote_is_not_cut_off() -> None:
    with pytest.raises(ArgumentError, match=r"votes\[1\] = 2\.5: not a whole number"):
        summaries.power(["a", "b"], [3, 2.5], 3)  # type: ignore[list-item]


@pytest.mark.parametrize("kind", [int, float, np.int64, np.float32, Fraction, Decimal])
def test_numbers_of_every_kind_are_numbers(kind: Any) -> None:
    names, quota = ["a", "b", "c", "d"], 6
    assert summaries.power(names, [kind(4), kind(3), kind(2), kind(1)], quota) == summaries.power(names, [4, 3, 2, 1], quota)
    powers = [kind(number) for number in (3, 4, 5, 10)]
    assert summaries.coalition(names, powers, 0.5) == summaries.coalition(names, [Fraction(n) for n in (3, 4, 5, 10)], Fraction(1, 2))
    assert repr(analysis.mean([kind(1), kind(2)])) == repr(analysis.mean(np.array([1.0, 2.0])))
    assert analysis.contrast("m", "M", "number", [kind(0)], [kind(2)]).difference.value == 2.0


def test_missing_values_are_missing_in_every_form() -> None:
    for missing in ([1.0, float("nan"), 2.0], np.array([1, np.nan, 2], np.float32), [1, np.float64("nan"), Fraction(2)]):
        assert analysis.mean(missing) == analysis.mean([1.0, 2.0])  # type: ignore[arg-type]


def test_a_lone_text_is_one_of_several(results: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Any] = []
    monkeypatch.setattr(runner, "simulate", lambda made, settings, **_: seen.append((made.sentences, settings.record)))
    runner.run("council", record="series", interventions="drop fever")
    assert seen == [(("drop fever",), ("series",))]
    assert results.histories("strongest").column_names == ["strongest"]


def test_numbers_are_changes_as_they_would_be_typed() -> None:
    council = collegium.load("council")
    for number in (0.5, np.float64(0.5), np.float32(0.5), Fraction(1, 2)):
        assert collegium.edit(council, {"shock": number}) == collegium.edit(council, {"shock": "0.5"})
    assert collegium.edit(council, {"body.council.cadence": np.int64(2)}) == collegium.edit(council, {"body.council.cadence": "2"})


def test_all_mistakes_are_told_at_once() -> None:
    with pytest.raises(ArgumentError) as told:
        collegium.run("council", histories=0, seed=True, record="votes")
    assert str(told.value).splitlines() == [
        "histories = 0: out of range (do: give a whole number between 1 and 100000000)",
        "seed = True: not a whole number (do: give a whole number between 0 and 18446744073709551615)",
        "record = 'votes': unknown (do: give 'outcomes' or 'series' or 'events')",
    ]
    assert isinstance(told.value, SettingError)
    assert isinstance(told.value, ValueError)
