"""Takes the two pictures of the explorer in the README from the real application, in headless Chromium: ``make screens``."""

from __future__ import annotations

import base64
import shutil
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import collegium
from collegium.web.server import HOME, listening, server_of
from collegium.web.shelf import Shelf
from collegium.web.site import Site

HERE = Path(__file__).parent
SCENARIO, END, HISTORIES, SEED = "bolsheviks", "1924-12-31", 100, 1
PERSON = "kamenev"
WIDTH, HEIGHT, SCALE, QUALITY = 1280, 860, 1.25, 80
LARGEST = 150_000
"""Bytes of a picture."""
FONTS = ':root { --sans: "DejaVu Sans" !important; --serif: "DejaVu Serif" !important; --mono: "DejaVu Sans Mono" !important; }'
"""So that the pictures do not depend on the machine."""
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
PATIENCE = 300_000
"""Milliseconds for a page of a busy machine."""


@contextmanager
def opened(run: Path, runs: Path) -> Iterator[tuple[Any, str]]:
    """A page of the browser that has entered the explorer, and the address of the run."""
    from playwright.sync_api import sync_playwright

    site = Site(Shelf(str(run)), runs)
    with listening(0) as door, sync_playwright() as play:
        site.port = door.getsockname()[1]
        server = server_of(site)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [door]}, daemon=True)
        thread.start()
        found = next(filter(None, map(shutil.which, CHROMIUM)), None)
        browser = play.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        context = browser.new_context(
            viewport={"width": WIDTH, "height": HEIGHT}, device_scale_factor=SCALE, color_scheme="light", locale="en-GB",
            reduced_motion="reduce", bypass_csp=True,
        )  # fmt: skip
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.goto(f"http://{HOME}:{site.port}/?token={site.keys.token}")
        yield page, f"http://{HOME}:{site.port}/{site.shelf.only}"
        browser.close()
        server.should_exit = True
        thread.join(20)
        site.jobs.close()


def taken(page: Any, name: str) -> None:
    """Take what the window shows as a small picture."""
    page.add_style_tag(content=FONTS)
    page.evaluate("document.fonts.ready")
    page.wait_for_timeout(500)
    shot = page.context.new_cdp_session(page).send("Page.captureScreenshot", {"format": "webp", "quality": QUALITY})
    picture = base64.b64decode(shot["data"])
    if len(picture) > LARGEST:
        sys.exit(f"{name}: {len(picture)} bytes, more than {LARGEST}")
    (HERE / f"{name}.webp").write_bytes(picture)


def watch(page: Any, root: str) -> None:
    """A vote of the middle of the run, with a person's card closed and the band of the strongest."""
    page.goto(f"{root}/front")
    page.locator(".doors a").first.click()
    page.wait_for_selector("#watch[data-ready=yes]")
    middle = int(page.locator("#week").get_attribute("max")) // 3
    page.goto(f"{page.url.partition('?')[0]}?week={middle}")
    page.wait_for_selector("#watch[data-ready=yes]")
    while page.locator("#prose .vote .chip").count() < 5:
        page.locator("#after").click()
        page.wait_for_timeout(100)
    taken(page, "watch")


def seat(page: Any, root: str) -> None:
    """The first turn to act, with six options."""
    page.goto(f"{root}/seat")
    page.locator(f"input[value={PERSON}]").check()
    page.get_by_role("button", name="Take the seat").click()
    while page.locator(".offer").count() < 5:
        page.locator(".offer").first.click()
        page.wait_for_load_state()
    page.evaluate("scrollTo(0, 0)")
    taken(page, "seat")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        run = collegium.run(SCENARIO, end=END, histories=HISTORIES, seed=SEED, out=Path(folder) / "run")
        with opened(Path(run.dir), Path(folder)) as (page, root):
            watch(page, root)
            seat(page, root)


if __name__ == "__main__":
    main()
