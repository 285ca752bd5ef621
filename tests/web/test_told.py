"""A history of every shipped case in the language of dots, and the pages of a run in German: no English is left but the author's."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from html import unescape
from itertools import groupby
from pathlib import Path

import pytest
from starlette.testclient import TestClient

import collegium
from collegium import language
from collegium.errors import CollegiumError
from collegium.experiments.whatif import whatif
from collegium.explain.chronicle import chronicle
from collegium.explorer import Case, Game, clauses
from collegium.explorer.brief import Seat
from collegium.explorer.choosing import choices_in
from collegium.results.folder import Folder
from collegium.scenario import shipped
from collegium.web import ruling
from collegium.web.arms import Arms
from collegium.web.guard import Bucket
from collegium.web.messages import spoken
from collegium.web.site import Site
from helpers.dots import Author, Dots
from helpers.loaded import script
from helpers.sites import HOST, post

UPDATE = script(Path(__file__).parents[2] / "docs" / "translate" / "update.py")
OURS = re.compile(r"\b(the|and|of|is|to|by|with|that|from|has|nobody|moves|against|for|who|motion|vote|carried|lost|none)\b", re.IGNORECASE)
"""Words that English pages have and German ones have not."""


@pytest.fixture(scope="module")
def dots() -> Dots:
    ids = [message.id for message in UPDATE.collected() if message.id]
    return Dots([one for id in ids for one in (id if isinstance(id, tuple) else (id,))])


def sentences(case: Case) -> Iterator[str]:
    """What the screens show of a history: events, moves, choices, news, and what a person knows."""
    person = next(seat.person for seat in case.scenario.seats if seat.body == case.scenario.top_body)
    told = case.history(0, person)
    for entry in told.entries()[1:]:
        yield entry["about"] if entry["type"] == "move" else entry["text"]
    for event in told.events():
        yield event["text"]
    for _, day in groupby((row for _, row in told._events), key=lambda row: row["date"]):
        yield from (entry["text"] for entry in chronicle(list(day), told._replay.teller))
    seat = Seat(told._replay, person)
    for before, step in zip(told.steps, told.steps[1:], strict=False):
        for choice in choices_in(told, step):
            yield choice.occasion
            yield from (text for option in choice.options for text in (option.text, option.price))
        yield from (one["text"] for one in seat.news(step, before.scene))
    for step in told.steps[::13]:
        yield from (one["text"] for one in seat.brief(step.scene, step.day)["agenda"])


@pytest.mark.parametrize("name", shipped())
def test_a_history_is_told_in_the_language(name: str, dots: Dots) -> None:
    case = Case(name)
    author = Author(case.scenario)
    with language.spoken(dots):
        left = {text: found for text in sentences(case) if (found := author.english(text))}
    assert left == {}


# pictures


def drawn_and_written(arms: Arms) -> Iterator[str]:
    """All texts of the screen that compares two arms: of its table, and of its pictures with what stands beside them."""
    yield from (text for _, rows in arms.told() for row in rows for text in (row["label"], row["unit"], row["gap"], row["gap_interval"]))
    yield from arms.names
    for picture in arms.pictures():
        yield from (picture.title, picture.see, picture.reading, picture.source.replace("collegium", ""))
        yield from (unescape(text) for drawing in (picture.wide, picture.narrow) for text in re.findall(r"<text[^>]*>([^<]*)", drawing))
        yield from (
            text for table in picture.tables for text in (table.caption, *table.head, *(cell for row in table.rows for cell in row))
        )


@pytest.mark.parametrize(("name", "change"), [
    ("council", "set body.council.threshold = 0.8"), ("triumvirs", "reseed from -0042-12-01 with 3"),
])  # fmt: skip
def test_the_charts_of_two_arms_speak_the_language(name: str, change: str, dots: Dots) -> None:
    arms = Arms.of(whatif(name, [change], pairs=20, record=("series", "events")))
    author = Author(arms.before.scenario)
    english = list(drawn_and_written(arms))
    with language.spoken(dots):
        left = {text: found for text in drawn_and_written(arms) if (found := author.english(text))}
    assert left == {}
    assert list(drawn_and_written(arms)) == english
    with spoken("de"):
        told = "\n".join(drawn_and_written(arms))
    assert "Lesehilfe: " in told and "Machtanteil (%)" in told and ("v. Chr." in told) == (name == "triumvirs")
    assert [ours for ours in OURS.findall(author.own.sub("~", told)) if ours != "by"] == []


def test_runs_that_are_not_paired_are_told_in_the_language(results: Folder, dots: Dots, tmp_path: Path) -> None:
    arms = Arms(results, collegium.run("council", histories=20, seed=2, out=tmp_path / "other"), (), ("1", "2"))
    assert arms.apart == ["seed", "numbers of the histories"] and arms.pictures() == []
    with language.spoken(dots):
        assert arms.apart == ["···", "···"]


def test_a_picture_is_kept_for_each_language(site: Site, client: TestClient, root: str, results: Folder) -> None:
    made = Arms.of(whatif(results.scenario, ["set body.council.threshold = 0.8"], pairs=20, record=("series", "events")))
    site.keep(site.shelf.entries[root.strip("/")], made)
    pages = dict[str, str]()
    for name in ("en", "de", "en"):
        client.cookies.set("language", name)
        page = client.get(f"{root}/compare/{made.id}").text
        assert pages.setdefault(name, page) == page
    assert "Reading: " in pages["en"] and "Reading: " not in pages["de"]
    shown_in_german = text_of(pages["de"])
    assert "Lesehilfe: " in shown_in_german and ours(shown_in_german, Author(results.scenario)) == []
    for name, word in (("en", b"Share of power"), ("de", b"Machtanteil")):
        client.cookies.set("language", name)
        assert word in client.get(f"{root}/compare/{made.id}/fans-{made.leaders()[0]}.svg").content


# mistakes


WRONG = (
    "", "nonsense", "kep anna absent", "keep anna", "keep ana absent", "keep anna absent until 1999-01-01",
    "keep anna absent until yesterday", "keep anna absent from 2002-06-03 until 2001-06-03", "keep anna absent until",
    "keep anna absent on until 2002-06-03 until 2002-06-03", "keep anna absent loudly", "let anna choose denounce against anna",
    "let anna choose denounc against boris", "forbid anna to stay_silent", "let anna vote maybe on expel",
    "let anna vote yes on expl", "force anna to denounce", "set", "set body.council.threshold", "set body.council.threshold = 7",
    "set body.council.threshold = many", "set body.council.threshhold = 0.6", "set body.counsil.seats = 3", "set person.anna.x = 3",
    "set parameters.horizon = 3", "set shock = 0,6", "set horizon = wide(1)", "set person.anna.ambition = 3..1",
    "set scenario.step = 0.5", "drop xyz", "give right over x to chair 1", "move drought to 2001-13-01", "move drought to soon",
    "add event x death on anna at 2002 with output", "found caucus of anna against anna", "found caucus of anna, zoe against boris",
    "reseed from 2001-06-04 with x", "make standing of anna 3", "make anna.colour 3", "make weight of x 3", "read letter aloud",
    "hold any in council from 2001-01-01 until 2000-01-01", "set office.secretary.appoints = 3",
)  # fmt: skip
"""Sentences that nobody can mean."""
PROSE = re.compile(r"\b(the|is|are|not|there|it|nothing|such|given|lies|cannot|outside|belongs?|no|two|another)\b")
"""Words of English messages that no sentence has."""


def told(case: Case, sentence: str) -> str:
    """What is wrong with a sentence, without the sentence itself."""
    with pytest.raises(CollegiumError) as caught:
        case.under(sentence)
    return str(caught.value).replace(f"interventions: {sentence}: ", "").replace("interventions: ", "")


def test_what_is_wrong_with_a_sentence_is_said_in_the_language(dots: Dots) -> None:
    case = Case("council")
    for sentence in WRONG:
        english = told(case, sentence)
        with language.spoken(dots):
            left = told(case, sentence)
        assert PROSE.findall(left.replace("yes, no", "").replace("no, yes", "")) == [], (sentence, left)
        with spoken("de"):
            german = told(case, sentence)
        assert "(Abhilfe: " in german and "(do: " not in german and german != english
        assert told(case, sentence) == english


def test_a_wrong_sentence_in_an_address(client: TestClient, root: str) -> None:
    pages = {}
    for name in ("en", "de", "en"):
        client.cookies.set("language", name)
        page = client.get(f"{root}/watch/3", params={"do": "kep anna absent"})
        assert page.status_code == 400
        pages[name] = unescape(page.text)
    assert "sentence: kep anna absent: no intervention begins with 'kep' (do: write 'keep')" in pages["en"]
    assert "Satz: kep anna absent: kein Satz dieser Art (Eingriff) beginnt mit „kep“ (Abhilfe: schreiben: „keep“)" in pages["de"]
    client.cookies.set("language", "de")
    assert "eine Geschichte 999 gibt es nicht" in client.get(f"{root}/watch/999").text
    assert "ein Spiel 'none' gibt es" in unescape(client.get(f"{root}/seat/none").text)
    assert client.post(f"{root}/rules/try", headers={"origin": "http://other"}).text.startswith("Diese Anfrage kommt")


# pages


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    return collegium.run("council", histories=30, out=tmp_path_factory.mktemp("german") / "council")


@pytest.fixture
def client(site: Site) -> TestClient:
    app = site.app()
    app.reads, app.writes = Bucket(1e9, 1e9), Bucket(1e9, 1e9)
    made = TestClient(app, base_url=f"http://{HOST}", follow_redirects=True)
    made.get("/", params={"token": site.keys.token})
    made.cookies.set("language", "de")
    return made


def text_of(page: str) -> str:
    """What a page shows, without scripts, code and what is marked as English."""
    page = re.sub(r"(?s)<(script|style|code|textarea)\b.*?</\1>", " ", page)
    page = re.sub(r'(?s)<(\w+)[^>]*\blang="en"[^>]*>.*?</\1>', " ", page)
    return unescape(re.sub(r"<[^>]*>", " ", page))


def shown(address: str, page: str) -> str:
    """The text of a page, or the sentences of its data."""
    if address == "data":
        return " ".join(row[3] for row in json.loads(page)["record"])
    if address.startswith("film"):
        return " ".join(event.get("t") or event["o"] for event in json.loads(page)["events"])
    return text_of(page)


def ours(text: str, author: Author) -> list[str]:
    """English words of the program in a text, with what is around them."""
    left = author.own.sub("~", text)
    return [left[max(0, found.start() - 40) : found.end() + 40] for found in OURS.finditer(left)]


def test_german_pages_are_german_throughout(results: Folder, site: Site, client: TestClient, root: str) -> None:
    """Also where the same history has been shown in English before."""
    author = Author(results.scenario)
    who = results.scenario.seats[0].person
    addresses = ["front", "watch/3", "film/3", "data", "fork/3", f"fork/3?who={who}", "rules", "seat", "compare"]
    addresses += [f"fork/3?who={who}&week={week}" for week in (0, 5, 9)]
    client.cookies.set("language", "en")
    english = {address: client.get(f"{root}/{address}").text for address in addresses}
    client.cookies.set("language", "de")
    for address in addresses:
        page = client.get(f"{root}/{address}").text
        assert page != english[address] or address == "data", address
        assert ours(shown(address, page), author) == [], address


def test_work_in_the_background_speaks_the_language_of_who_asked(
    site: Site, client: TestClient, root: str, results: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ruling, "FIRST", 20)
    monkeypatch.setattr(ruling, "SECOND", 30)
    monkeypatch.setattr(ruling, "TRIED", 3)
    author = Author(results.scenario)
    first = next(n for n, clause in enumerate(clauses(results.scenario)) if clause.key == "ballot")
    value = clauses(results.scenario)[first].alternatives[0].value
    begun = [post(client, site, f"{root}/rules/try", **{f"c{first}": value}).text, post(client, site, f"{root}/rules/safer").text]
    for text in begun:
        id = text.split('data-job="')[1].split('"')[0]
        while site.jobs.find(id).state == "running":  # type: ignore[union-attr]
            time.sleep(0.05)
        assert ours(text_of(client.get(f"/job/{id}").text), author) == []


def test_a_game_goes_on_in_another_language(site: Site, client: TestClient, root: str, results: Folder) -> None:
    who = results.scenario.seats[0].person
    client.cookies.set("language", "en")
    page = post(client, site, f"{root}/seat/begin", who=who, history="7")
    address = str(page.url)
    assert 'id="question"' in page.text
    client.cookies.set("language", "de")
    german = client.get(address).text
    author = Author(results.scenario)
    assert ours(text_of(german), author) == []
    client.cookies.set("language", "en")
    assert text_of(client.get(address).text) == text_of(page.text)


def test_a_game_repeats_its_question_and_its_news() -> None:
    game = Game("council", "anna", history=7)
    for _ in range(4):
        game.choose(0)
    question, news, answers = game.question, game.news(), game.answers
    with spoken("de"):
        game.retell()
        assert game.question is not None and question is not None
        assert game.question.occasion != question.occasion
        assert [one.sentence for one in game.question.options] == [one.sentence for one in question.options]
    game.retell()
    assert (game.question, game.news(), game.answers) == (question, news, answers)
