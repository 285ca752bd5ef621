"""Old names of modules, classes and arguments work for one version, with a warning that says the new name."""

from __future__ import annotations

import sys
from importlib import import_module

import pytest

from collegium import deprecated
from collegium.deprecated import renamed_argument

NAMES = {
    "collegium.results.Results": "collegium.Results",
    "collegium.ensemble.run": "collegium.run",
    "collegium.ensemble.TRAITS": "collegium.ensemble.runner.TRAIT_ARMS",
    "collegium.rivals.THEORIES": "collegium.ensemble.variants.VARIANTS",
    "collegium.analysis.Experiment": "collegium.analysis.ExperimentPage",
    "collegium.theory.voting_power.banzhaf": "collegium.models.voting_power.banzhaf",
    "collegium.study.whatif.WhatIf": "collegium.experiments.whatif.WhatIf",
}


@pytest.mark.parametrize("old", deprecated.RENAMED)
def test_a_module_under_its_old_name_is_the_module(old: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, f"collegium.{old}", raising=False)  # only the first import warns
    new = f"collegium.{deprecated.RENAMED[old]}"
    with pytest.warns(DeprecationWarning, match=new):
        assert import_module(f"collegium.{old}") is import_module(new)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize(("old", "new"), NAMES.items())
def test_a_name_under_its_old_name_is_the_same(old: str, new: str) -> None:
    found = [getattr(import_module(name.rpartition(".")[0]), name.rpartition(".")[2]) for name in (old, new)]
    assert found[0] is found[1]


def test_an_argument_by_its_old_name_is_taken() -> None:
    @renamed_argument("theory", "variant")
    def run(variant: str = "full") -> str:
        return variant

    with pytest.warns(DeprecationWarning, match="variant="):
        assert run(theory="office") == "office"  # type: ignore[call-arg]
    assert run(variant="chance") == "chance"


def test_a_name_that_never_was_is_refused() -> None:
    with pytest.raises(AttributeError):
        import_module("collegium.results").Nonsense  # noqa: B018
    with pytest.raises(ModuleNotFoundError):
        import_module("collegium.nonsense")
