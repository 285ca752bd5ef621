"""A site over results made of dice, a client that has entered it, and one that has not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from collegium.results.folder import Folder
from collegium.web.shelf import Shelf
from collegium.web.site import Site
from helpers.browser import launched
from helpers.sites import HOST, PORT


@pytest.fixture
def site(results: Folder, tmp_path: Path) -> Iterator[Site]:
    """A site that offers one run."""
    made = Site(Shelf(str(results.dir)), tmp_path / "runs")
    made.port = PORT
    yield made
    made.jobs.close()


@pytest.fixture
def stranger(site: Site) -> TestClient:
    """A client without the cookie."""
    return TestClient(site.app(), base_url=f"http://{HOST}", follow_redirects=False)


@pytest.fixture
def client(site: Site, stranger: TestClient) -> TestClient:
    """A client that came by the address of the terminal."""
    assert stranger.get("/", params={"token": site.keys.token}).status_code == 303
    return stranger


@pytest.fixture
def root(site: Site) -> str:
    """The address of the run."""
    return f"/{site.shelf.only}"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """The real browser; only tests that are skipped without one ask for it."""
    with launched() as made:
        yield made


@pytest.fixture
def page(context: Any) -> Iterator[Any]:
    """A page in the window of the module. Whatever goes wrong in it fails the test."""
    made = context.new_page()
    wrong: list[str] = []
    made.on("pageerror", lambda error: wrong.append(str(error)))
    made.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    yield made
    made.close()
    assert wrong == []
