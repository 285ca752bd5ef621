"""A site of the explorer under test: where it is, and what a page of it sends."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.testclient import TestClient

from collegium.web.site import Site

PORT = 8123
HOST = f"127.0.0.1:{PORT}"
ORIGIN = {"origin": f"http://{HOST}"}


def post(client: TestClient, site: Site, path: str, headers: Mapping[str, str] = ORIGIN, **fields: str) -> Any:
    """Send a form as a page of the site does."""
    return client.post(path, data={"csrf": site.keys.csrf, **fields}, headers=dict(headers))
