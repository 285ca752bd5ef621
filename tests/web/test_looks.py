"""Every screen in a real browser, light, dark and narrow: no violation of axe, nothing too wide, a small first load."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import collegium
from collegium.results.folder import Folder
from collegium.web.share import share
from collegium.web.site import Site
from helpers.browser import entered, needs_browser, served, violations, visit

pytestmark = [needs_browser, pytest.mark.slow]
FIRST_LOAD = 150_000
SCREENS = (
    "/front", "/watch/3?week=40&who=boris", "/watch/3?week=40&do=let+felix+die+on+2001-02-12",
    "/fork/3", "/fork/3?week=5&who=anna", "/fork/3?week=5&who=anna&choice=0&option=1", "/seat",
    "/rules", "/compare",
)  # fmt: skip
LOOKS = {"light": (1440, "light"), "dark": (768, "dark"), "narrow": (390, "light"), "narrow and dark": (390, "dark")}


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    return collegium.run("council", histories=40, out=tmp_path_factory.mktemp("looks") / "council")


@pytest.fixture(scope="module")
def site(run: Folder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with served(str(run.dir), tmp_path_factory.mktemp("runs")) as made:
        yield made


@pytest.fixture(scope="module")
def context(browser: Any, site: Site) -> Any:
    return entered(browser, site)


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("path", SCREENS)
def test_a_screen_is_accessible_and_fits(page: Any, site: Site, path: str, look: str) -> None:
    width, scheme = LOOKS[look]
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    visit(page, site, path)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("look", ["light", "dark", "narrow"])
def test_what_opens_is_accessible_too(page: Any, site: Site, look: str) -> None:
    """The card, the reasons, the numbers, the tables of the watch."""
    width, scheme = LOOKS[look]
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    visit(page, site, "/watch/3?week=0&who=boris")
    while not page.locator("#prose .vote").count():
        page.locator("#after").click()
    page.locator("details").evaluate_all("boxes => boxes.forEach(box => { box.open = true; })")
    page.wait_for_timeout(100)
    page.locator("details details").evaluate_all("boxes => boxes.forEach(box => { box.open = true; })")
    page.wait_for_timeout(100)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("look", LOOKS)
def test_a_game_is_accessible(page: Any, site: Site, look: str) -> None:
    width, scheme = LOOKS[look]
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    visit(page, site, "/seat")
    page.get_by_role("button", name="Take the seat").click()
    page.wait_for_selector(".offer")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("look", LOOKS)
def test_a_game_of_two_is_accessible(page: Any, site: Site, look: str) -> None:
    """The choice of several seats, and the screen between two players."""
    width, scheme = LOOKS[look]
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    visit(page, site, "/seat")
    page.locator(".others-here summary").click()
    page.locator("input[name=with][value=boris]").check()
    assert violations(page) == []
    page.get_by_role("button", name="Take the seat").click()
    for selector in (".pass", ".offer"):
        page.wait_for_selector(selector)
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        if selector == ".pass":
            page.locator(".pass button.main").click()


@pytest.mark.parametrize("width", [320, 390, 600, 768, 1440])
def test_a_finger_finds_each_dot(page: Any, site: Site, width: int) -> None:
    """Targets of at least 24 pixels (WCAG 2.5.8), none over another."""
    page.set_viewport_size({"width": width, "height": 900})
    visit(page, site, "/front")
    box = "one => { const box = one.getBoundingClientRect(); return [box.x, box.y, box.width, box.height]; }"
    boxes = page.locator(".dots a").evaluate_all(f"all => all.map({box})")
    assert len(boxes) == 40 and len({(round(x), round(y)) for x, y, _, _ in boxes}) == 40
    assert min(min(w, h) for _, _, w, h in boxes) >= 24


def test_the_page_fits_at_400_percent(page: Any, site: Site) -> None:
    """1280 pixels at 400% are 320 (WCAG 1.4.10)."""
    page.set_viewport_size({"width": 320, "height": 256})
    for path in SCREENS:
        visit(page, site, path)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


@pytest.mark.parametrize("path", ["/front", "/watch/3", "/seat", "/rules"])
def test_the_first_load_is_small(browser: Any, context: Any, site: Site, path: str) -> None:
    """Bytes on the wire with an empty cache."""
    fresh = browser.new_context(storage_state=context.storage_state())
    page = fresh.new_page()
    session = fresh.new_cdp_session(page)
    session.send("Network.enable")
    sizes: list[float] = []
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    visit(page, site, path)
    page.wait_for_load_state("networkidle")
    fresh.close()
    assert 0 < sum(sizes) <= FIRST_LOAD


@pytest.fixture(scope="module")
def shared(run: Folder, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return share(run, tmp_path_factory.mktemp("shared") / "page.html")


@pytest.mark.parametrize("look", LOOKS)
def test_a_shared_page_is_accessible(browser: Any, shared: Path, look: str) -> None:
    width, scheme = LOOKS[look]
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    page.goto(shared.as_uri() + "#history=3&week=20&who=anna")
    page.wait_for_selector("#watch[data-ready=yes]")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()
