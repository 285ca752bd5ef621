"""What people do with the explorer, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

import collegium
from collegium import analysis
from collegium.explain import account
from collegium.explorer import Case, Game
from collegium.report.words import number
from collegium.results.folder import Folder
from collegium.web.seating import code
from collegium.web.share import share
from collegium.web.site import Site
from helpers.browser import PATIENCE, entered, needs_browser, served, visit

pytestmark = [needs_browser, pytest.mark.slow]
EVENING = 120
"""Answers that a game of the small council takes at most."""


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    return collegium.run("council", histories=60, out=tmp_path_factory.mktemp("journeys") / "council")


@pytest.fixture(scope="module")
def site(run: Folder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with served(str(run.dir), tmp_path_factory.mktemp("runs")) as made:
        yield made


@pytest.fixture(scope="module")
def context(browser: Any, site: Site) -> Any:
    return entered(browser, site, viewport={"width": 1200, "height": 900}, reduced_motion="reduce")


def until(page: Any, holds: str) -> None:
    """Wait until an expression is true of the page, whose policy lets no text be run from inside."""
    for _ in range(PATIENCE // 100):
        if page.evaluate(holds):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"never true: {holds}")


def told(page: Any) -> str:
    return str(page.locator("#week").get_attribute("aria-valuetext"))


def test_the_front_says_what_the_analysis_says_and_a_dot_opens_its_history(page: Any, site: Site, run: Folder) -> None:
    visit(page, site, "/front")
    rows = {row.name: row for row in analysis.outcomes(run)}
    odds = page.locator(".odds").inner_text()
    assert number(rows["one_man"].estimate, "share") in odds
    assert number(1 - rows["no_loss"].estimate, "share") in odds
    assert page.locator(".dots a").count() == 60
    page.locator(".dots a").first.focus()
    page.keyboard.press("ArrowRight")
    name = page.evaluate("document.activeElement.getAttribute('aria-label')")
    k = re.match(r"History (\d+):", name)
    assert k
    page.keyboard.press("Enter")
    page.wait_for_selector("#watch[data-ready=yes]")
    assert page.locator("#number").inner_text() == k[1]


def test_scrubbing_by_keyboard_and_the_address_of_a_state(page: Any, site: Site) -> None:
    visit(page, site, "/watch/3")
    page.locator("#week").focus()
    first = told(page)
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    assert told(page) != first and "step 6 of" in told(page)
    assert "week=5" in page.url
    page.keyboard.press("End")
    last = told(page)
    page.keyboard.press("Shift+ArrowLeft")
    assert told(page) != last
    where = told(page)
    page.reload()
    page.wait_for_selector("#watch[data-ready=yes]")
    assert told(page) == where


def test_the_prose_of_a_history_is_what_explain_tells(page: Any, site: Site, run: Folder) -> None:
    visit(page, site, "/watch/3")
    spoken: list[str] = []
    for _ in range(int(page.locator("#week").get_attribute("max")) + 1):
        spoken += page.locator("#prose .vote > p, #prose .event > p").all_inner_texts()
        page.locator("#next").click()
    told = [entry["text"] for entry in account(run, 3) if entry["type"] in ("event", "vote")]
    assert spoken == told and len(told) >= len(run.history(3).events())


def test_why_says_words_first_and_numbers_second(page: Any, site: Site) -> None:
    visit(page, site, "/watch/3")
    while not page.locator("#prose .vote .chips").count():
        page.locator("#after").click()
    chips = page.locator("#prose .vote").first.locator(".chip")
    assert chips.count() > 1
    page.locator("#prose .vote").first.get_by_text("Why?").click()
    assert re.search(r"The chance of a yes was \d+", page.locator("#prose .reasons").first.inner_text())
    assert "why=" in page.url
    assert not page.locator("#prose .vote table").first.is_visible()
    page.locator("#prose .vote").first.get_by_text("The numbers").click()
    page.locator("#prose .vote table").first.wait_for(state="visible")
    page.reload()
    page.wait_for_selector("#watch[data-ready=yes]")
    assert page.locator("#prose .vote .reasons").first.is_visible()


def test_a_card_shows_a_person_and_the_band(page: Any, site: Site) -> None:
    visit(page, site, "/watch/3")
    page.locator("#bodies .seat", has_text="Clara").first.click()
    page.locator("#card h2", has_text="Clara").wait_for()
    assert "who=clara" in page.url
    assert page.locator("#card .traits tbody tr").count() == 4
    assert page.locator("#now").inner_text() != ""
    assert "Clara" in page.locator("#band .note").inner_text()
    assert page.locator("#band canvas").count() == 1
    page.locator("#card .close").click()
    assert page.locator("#card").is_hidden()


def test_playing_and_pausing(page: Any, site: Site) -> None:
    visit(page, site, "/watch/3")
    page.locator("#speed").select_option("25")
    page.locator("#play").click()
    assert page.locator("#prose").get_attribute("aria-live") == "off"
    until(page, "Number(document.getElementById('week').value) > 10")
    page.locator("#play").click()
    assert page.locator("#prose").get_attribute("aria-live") == "polite"
    assert page.locator("#play").inner_text() == "Play"


def test_a_fork_with_its_odds(page: Any, site: Site) -> None:
    visit(page, site, "/fork/3?who=anna")
    page.locator(".points a").first.click()
    page.locator(".options a").first.click()
    assert page.locator(".told .first").count() >= 1 or "do not part" in page.locator("main").inner_text()
    assert "collegium run council" in page.locator("code").first.inner_text()
    page.get_by_role("button", name="200 futures").click()
    page.locator("#answer .said").wait_for()
    assert page.locator(".oddsbar").count() >= 8
    assert "200 futures of each" in page.locator("#answer").inner_text()
    until(page, "document.getElementById('said').textContent !== ''")


def test_a_changed_rule_is_compared(page: Any, site: Site) -> None:
    visit(page, site, "/rules")
    agenda = page.locator("select").filter(has=page.locator("option[value=rotation]")).first
    agenda.select_option("rotation")
    page.get_by_role("button", name="Compare on").click()
    page.locator(".tried").first.wait_for()
    page.get_by_role("link", name="Compare both arms").click()
    assert page.locator(".twins svg").count() == 2
    assert "set body.council.agenda = rotation" in page.locator(".pair").inner_text()
    with page.expect_download() as download:
        page.get_by_role("link", name="JSON").click()
    assert '"paired": true' in Path(download.value.path()).read_text("utf-8")


def test_a_job_ends_when_its_page_goes(page: Any, site: Site) -> None:
    visit(page, site, "/rules")
    page.locator("select").filter(has=page.locator("option[value=rotation]")).first.select_option("rotation")
    page.get_by_role("button", name="Compare on").click()
    page.locator(".job").wait_for()
    job = site.jobs.find(page.locator(".job").get_attribute("data-job"))
    visit(page, site, "/front")
    for _ in range(600):
        if job.state != "running":
            break
        page.wait_for_timeout(100)
    assert job.state == "stopped"


def test_no_clause_changed_is_said(page: Any, site: Site) -> None:
    visit(page, site, "/rules")
    page.get_by_role("button", name="Compare on").click()
    page.locator("#answer .wrong").wait_for()
    assert "choose another wording" in page.locator("#answer").inner_text()


def test_a_whole_game_by_keyboard_alone(page: Any, site: Site) -> None:
    """From the choice of a seat to the comparison at the end, with Tab, arrows and Enter."""
    visit(page, site, "/seat")
    reach(page, "input[name=who]")
    page.keyboard.press("ArrowDown")
    reach(page, "button.main")
    page.keyboard.press("Enter")
    page.wait_for_selector("#question")
    assert "seat/council-" in page.url
    answers = 0
    while page.locator(".offer").count():
        assert answers < EVENING
        reach(page, ".offer")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        answers += 1
    assert answers > 5
    reach(page, "button.main")
    page.keyboard.press("Enter")
    page.locator("#answer table").wait_for()
    assert "is expelled" in page.locator("#answer").inner_text()


def test_a_game_of_two_by_keyboard_alone(page: Any, site: Site) -> None:
    """Two seats, and a screen between the players that hides the brief of the one before."""
    visit(page, site, "/seat")
    reach(page, ".others-here summary")
    page.keyboard.press("Enter")
    reach(page, "input[name=with][value=boris]")
    page.keyboard.press("Space")
    reach(page, "button.main")
    page.keyboard.press("Enter")
    page.wait_for_selector("#question")
    turns: list[str] = []
    while len(turns) < 12:
        if page.locator(".pass").count():
            assert not page.locator(".brief, .offer, .told, #code").count()
            name = str(page.locator("#question").inner_text()).split("’")[0].removeprefix("It is ")
            reach(page, ".pass button.main")
            with page.expect_navigation():
                page.keyboard.press("Enter")
            assert page.locator("h1").inner_text() == name and page.locator(".brief").count() == 1
        turns.append(page.locator("h1").inner_text())
        reach(page, ".offer")
        with page.expect_navigation():
            page.keyboard.press("Enter")
    assert set(turns) == {"Anna", "Boris"}
    page.go_back()
    assert page.locator(".pass").count() or page.locator("h1").inner_text() == turns[-1], "the way back shows no page of the other player"


def over(page: Any, site: Site, people: str | list[str]) -> None:
    """Open a game at its end."""
    game = Game("council", people, history=3)
    while game.question:
        game.choose(len(game.question.options) - 1)
    visit(page, site, "/seat")
    page.locator("#game").fill(code(game))
    page.get_by_role("button", name="Go on").click()
    page.get_by_text("The game is over").wait_for()


def test_a_comparison_is_stopped(page: Any, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """It shows what is there, and the rest is never simulated."""
    monkeypatch.setattr("collegium.web.seating.HISTORIES", 2000)
    over(page, site, "anna")
    page.get_by_role("button", name="Compare").click()
    page.locator(".job table").wait_for()
    job = site.jobs.find(page.locator(".job").get_attribute("data-job"))
    page.get_by_role("button", name="Stop").click()
    page.get_by_text("Stopped.").wait_for()
    for _ in range(600):
        if job.state != "running":
            break
        page.wait_for_timeout(100)
    assert job.state == "stopped" and 0 < job.done < 2000
    assert page.locator("#answer tbody tr").count() == 10


def test_a_comparison_ends_when_its_page_goes(page: Any, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("collegium.web.seating.HISTORIES", 2000)
    over(page, site, ["anna", "boris"])
    page.get_by_role("button", name="Compare").click()
    page.locator(".job table").first.wait_for()
    job = site.jobs.find(page.locator(".job").get_attribute("data-job"))
    visit(page, site, "/front")
    for _ in range(600):
        if job.state != "running":
            break
        page.wait_for_timeout(100)
    assert job.state == "stopped"


def test_a_forked_future_is_watched(page: Any, site: Site, run: Folder) -> None:
    """From the fork to the film of its future, whose address holds the sentence and the week; a reload shows the same."""
    visit(page, site, "/fork/3?who=anna")
    page.locator(".points a").first.click()
    page.locator(".options a").first.click()
    sentence = re.search(r"--do '(let anna [^']+)'", page.locator("code").first.inner_text())
    page.get_by_role("link", name="Watch this future").click()
    page.wait_for_selector("#watch[data-ready=yes]")
    assert sentence and page.locator(".forked code").inner_text() == sentence[1]
    spoken: list[str] = []
    page.locator("#first").click()
    for _ in range(int(page.locator("#week").get_attribute("max")) + 1):
        spoken += page.locator("#prose .vote > p, #prose .event > p").all_inner_texts()
        page.locator("#next").click()
    laid = Case.of(run).under(sentence[1]).history(3)
    assert spoken == [entry["text"] for entry in laid.entries() if entry["type"] in ("event", "vote")]
    where = told(page)
    assert parse_qs(urlsplit(page.url).query)["do"] == [sentence[1]]
    page.reload()
    page.wait_for_selector("#watch[data-ready=yes]")
    assert told(page) == where and page.locator(".forked").count() == 1
    page.get_by_role("link", name="The history as it was").click()
    page.wait_for_selector("#watch[data-ready=yes]")
    assert told(page) == where and not page.locator(".forked").count() and "do=" not in page.url


def reach(page: Any, selector: str) -> None:
    """Press the tab key until something that fits is focused."""
    for _ in range(400):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"the tab key never reaches {selector}")


def test_a_game_is_taken_back_shared_and_resumed(page: Any, site: Site) -> None:
    visit(page, site, "/seat")
    page.get_by_role("button", name="Take the seat").click()
    asked = page.locator("#question").inner_text()
    page.locator(".offer").last.click()
    page.get_by_text("Answers so far: 1").wait_for()
    page.get_by_text("Share this game").click()
    code = page.locator("#code").input_value()
    later = page.locator(".label").first.inner_text()
    page.get_by_role("button", name="Take back").click()
    page.get_by_text("Answers so far: 0").wait_for()
    assert page.locator("#question").inner_text() == asked
    visit(page, site, "/seat")
    page.locator("#game").fill(code)
    page.get_by_role("button", name="Go on").click()
    page.get_by_text("Answers so far: 1").wait_for()
    assert page.locator(".label").first.inner_text() == later


def test_german(page: Any, site: Site) -> None:
    visit(page, site, "/front")
    page.locator("#language").select_option("de")
    page.get_by_role("button", name="Choose").click()
    page.get_by_role("heading", name="Drei Türen").wait_for()
    assert page.locator("html").get_attribute("lang") == "de"
    visit(page, site, "/watch/3")
    assert page.locator("#when").inner_text().startswith("Woche vom ")
    page.locator("#language").select_option("en")
    page.get_by_role("button", name="Wählen").click()
    page.wait_for_selector("html[lang=en]")


def test_the_shared_page_works_from_a_file_without_a_network(browser: Any, run: Folder, tmp_path: Path) -> None:
    path = share(run, tmp_path / "page.html")
    context = browser.new_context(offline=True, locale="en-GB")
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path.as_uri())
    page.locator(".dots a").nth(3).click()
    page.wait_for_selector("#watch[data-ready=yes]")
    page.locator("#week").focus()
    page.keyboard.press("End")
    assert "week=" in page.url
    page.locator("#bodies .seat").first.click()
    page.locator("#card h2").wait_for()
    assert page.locator("#band canvas").count() == 1
    assert "collegium serve" in page.locator("main").inner_text()
    assert [url for url in asked if not url.startswith(("file:", "data:", "blob:"))] == []
    page.emulate_media(media="print")
    assert page.locator(".controls").is_hidden()
    context.close()


def test_the_shared_page_and_the_server_tell_the_same(browser: Any, context: Any, site: Site, run: Folder, tmp_path: Path) -> None:
    """One renderer: the same words in the same places."""
    alone = browser.new_context(locale="en-GB").new_page()
    alone.goto(share(run, tmp_path / "page.html").as_uri() + "#history=3&week=60&who=anna")
    alone.wait_for_selector("#watch[data-ready=yes]")
    page = context.new_page()
    visit(page, site, "/watch/3?week=60&who=anna")
    for part in ("#when", "#around", "#bodies", "#card", "#ties", "#following", "#band .note"):
        assert alone.locator(part).inner_text() == page.locator(part).inner_text(), part
    page.close()
    alone.close()
