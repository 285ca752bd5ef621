"""The two shipped scenarios, each on a bench of its own. The first history of a session reads, or compiles, the engine."""

from __future__ import annotations

import pytest

from helpers.bench import Bench, model


@pytest.fixture(scope="session")
def council() -> Bench:
    bench = Bench(model("council"))
    bench.play(0)
    return bench


@pytest.fixture(scope="session")
def bolsheviks() -> Bench:
    bench = Bench(model("bolsheviks"))
    bench.play(0)
    return bench
