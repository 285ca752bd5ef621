"""How the engine is compiled: entries take parts in, and leave nothing of them to others."""

from __future__ import annotations

from statistics import NormalDist

import numba
import numpy as np
import pytest

from collegium.engine import draws
from collegium.engine.layout import state_type
from collegium.engine.parts import PRIVATE, Entry


def test_code_compiled_after_an_entry_has_parts_of_its_own() -> None:
    """The loader finds private functions of an entry by their names too. What the compiler has left of them there is of no use elsewhere:
    the second function failed with a wrong status, or the process with it."""
    sts = np.zeros(1, state_type(64))
    sts["luck"] = 12345

    @numba.njit(pipeline_class=Entry)
    def entry(sts):  # type: ignore[no-untyped-def]
        total = 0.0
        for n in range(3):
            total += draws.normal(sts[0], 9, np.uint64(n), np.uint64(2), 0) + draws.gumbel(sts[0], 9, np.uint64(n), np.uint64(2), 0)
        return total + draws.normal(sts[0], 9, np.uint64(1), np.uint64(2), 0)

    @numba.njit
    def later(sts, purpose, a, slot):  # type: ignore[no-untyped-def]
        return draws.uniform(sts[0], purpose, a, a, slot), draws.normal(sts[0], purpose, a, a, slot)

    assert np.isfinite(entry(sts))
    uniform, normal = later(sts, 3, np.uint64(5), 1)
    assert NormalDist().inv_cdf(uniform) == pytest.approx(normal)
    (compiled,) = entry.overloads.values()
    private = [function.name for function in compiled.library._final_module.functions if function.linkage.name == "internal"]
    assert private and all(name.endswith(PRIVATE) for name in private)


def test_references_to_records_are_not_counted_inside_an_entry() -> None:
    """Parts pass records on. Counting the references to them at every call took two thirds of the time of a history."""

    @numba.njit(pipeline_class=Entry)
    def entry(sts):  # type: ignore[no-untyped-def]
        total = 0.0
        for n in range(3):
            total += draws.normal(sts[0], 9, np.uint64(n), np.uint64(2), 0)
        return total

    assert np.isfinite(entry(np.zeros(1, state_type(64))))
    (compiled,) = entry.overloads.values()
    parts = [function for function in compiled.library._final_module.functions if function.name.endswith(PRIVATE)]
    assert parts
    assert not [function.name for function in parts if "NRT_" in str(function)]
