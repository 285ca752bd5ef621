"""Fixtures shared by all rooms."""

from __future__ import annotations

import pytest

from helpers import synthetic


@pytest.fixture(scope="session")
def results(tmp_path_factory: pytest.TempPathFactory) -> synthetic.StandIn:
    """Three hundred histories made of dice, with both permuted arms."""
    return synthetic.StandIn(synthetic.write(tmp_path_factory.mktemp("results"), 300))
