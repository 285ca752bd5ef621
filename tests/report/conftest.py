"""The page of the results made of dice, as text and as what it consists of."""

from __future__ import annotations

import pytest

from helpers.drawn import Drawn
from helpers.parsed import Page, read


@pytest.fixture(scope="session")
def text(results_page: Drawn) -> str:
    return results_page.text


@pytest.fixture(scope="session")
def page(text: str) -> Page:
    return read(text)
