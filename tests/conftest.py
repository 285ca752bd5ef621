"""Fixtures shared by all rooms."""

from __future__ import annotations

import pytest

from collegium.results.folder import Folder
from helpers import synthetic


@pytest.fixture(scope="session")
def results(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """Three hundred histories made of dice, with both permuted arms."""
    return Folder(synthetic.write(tmp_path_factory.mktemp("results"), 300))
