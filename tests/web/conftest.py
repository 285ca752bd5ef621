"""A site over results made of dice, a client that has entered it, and one that has not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from collegium.results.folder import Folder
from collegium.web.shelf import Shelf
from collegium.web.site import Site
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
