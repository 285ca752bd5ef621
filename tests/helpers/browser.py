"""A real browser for the tests: the Chromium of the system, and a server of the explorer in a thread."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from collegium.web.guard import Bucket
from collegium.web.server import listening, server_of
from collegium.web.shelf import Shelf
from collegium.web.site import Site

NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, NAMES)), None)
WITHOUT = "there is no Chromium on this machine: install the package chromium of the distribution"
AXE = Path(__file__).parent / "axe" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PATIENCE = 60_000
"""Milliseconds that a page may take on a busy machine. No test measures time."""

needs_browser = pytest.mark.skipif(CHROMIUM is None, reason=WITHOUT)


@contextmanager
def launched() -> Iterator[Any]:
    """The browser."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@contextmanager
def served(asked: str, runs: Path) -> Iterator[Site]:
    """A site that listens, and whose guard lets a hasty test through."""
    site = Site(Shelf(asked), runs)
    with listening(0) as door:
        site.port = door.getsockname()[1]
        server = server_of(site)
        server.config.app.reads, server.config.app.writes = Bucket(1e6, 1e6), Bucket(1e6, 1e6)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [door]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield site
        server.should_exit = True
        thread.join(20)
        site.jobs.close()


def address(site: Site, path: str = "") -> str:
    return f"http://127.0.0.1:{site.port}{path}"


def entered(browser: Any, site: Site, **settings: Any) -> Any:
    """A window of the browser that came by the address of the terminal."""
    window = browser.new_context(locale="en-GB", **settings)
    window.set_default_timeout(PATIENCE)
    page = window.new_page()
    page.goto(address(site, f"/?token={site.keys.token}"))
    assert page.url.endswith("/front")  # and the token is out of the address
    page.close()
    return window


def visit(page: Any, site: Site, path: str) -> None:
    """Open a screen of the only run, and wait until it is drawn."""
    page.goto(address(site, f"/{site.shelf.only}{path}"))
    if "/watch" in path:
        page.wait_for_selector("#watch[data-ready=yes]")


def violations(page: Any) -> list[str]:
    """What axe finds on a page: the rule and the first element of each."""
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("tags => axe.run(document, { runOnly: { type: 'tag', values: tags } })", TAGS)
    return [f"{one['id']}: {one['nodes'][0]['html'][:160]} ({one['nodes'][0]['failureSummary'][:200]})" for one in found["violations"]]
