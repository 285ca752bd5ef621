"""The screens that need the engine, by their addresses: films, forks, games, rules, arms."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jinja2 import nodes
from starlette.testclient import TestClient

import collegium
from collegium.analysis.columns import listed
from collegium.explain import account
from collegium.explorer import Game
from collegium.explorer.brief import Seat
from collegium.report.citations import names
from collegium.results.folder import Folder
from collegium.scenario import find, load, shipped
from collegium.web.case import MARKS, counted, labels, sentence
from collegium.web.case import people as people_of
from collegium.web.film import DEAD, Camera
from collegium.web.guard import Bucket
from collegium.web.odds import Odds, dated, strongest
from collegium.web.pages import environment, render
from collegium.web.seating import code, players, readable
from collegium.web.shelf import Shelf
from collegium.web.site import Site
from helpers.sites import HOST, PORT, post


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    return collegium.run("council", histories=30, out=tmp_path_factory.mktemp("playing") / "council")


@pytest.fixture
def client(site: Site) -> TestClient:
    app = site.app()
    app.reads, app.writes = Bucket(1e9, 1e9), Bucket(1e9, 1e9)
    made = TestClient(app, base_url=f"http://{HOST}", follow_redirects=False)
    made.get("/", params={"token": site.keys.token})
    return made


def ended(client: TestClient, site: Site, text: str) -> str:
    """The answer of the job that a page's part names."""
    id = text.split('data-job="')[1].split('"')[0]
    for _ in range(1200):
        if site.jobs.find(id).state != "running":  # type: ignore[union-attr]
            return client.get(f"/job/{id}").text
        time.sleep(0.05)
    raise AssertionError("the job does not end")


# films


@pytest.fixture(scope="module")
def film(results: Folder) -> dict[str, Any]:
    return Camera(results).film(3)


def test_a_film_tells_what_the_account_tells(results: Folder, film: dict[str, Any]) -> None:
    _, *entries = account(results, 3)
    told = [entry["text"] for entry in entries if entry["type"] != "move"]
    assert [event["t"] for event in film["events"] if event["k"] != "move"] == told
    votes = [entry for entry in entries if entry["type"] == "vote"]
    shown = [event for event in film["events"] if "v" in event]
    for entry, event in zip(votes, shown, strict=True):
        assert [round(1000 * vote["chance"]) for vote in entry["votes"]] == [chip[2] for chip in event["v"]]
        assert [[round(100 * x) for x in vote["terms"].values()] for vote in entry["votes"]] == [chip[3] for chip in event["v"]]


def test_a_film_has_the_seats_and_shares_of_the_series(results: Folder, film: dict[str, Any]) -> None:
    """At the first of each month the recorded share of power and rank of each member."""
    site = Camera(results)
    assert site.case is not None
    table = results[3:4].series("shares")
    from collegium.figures.style import cast

    order, start, step = cast(results.scenario), results.scenario.start, results.scenario.step
    top = [body.id for body in results.scenario.bodies].index(results.scenario.top_body)
    base = start.toordinal() // step * step
    for day, person, share, rank in zip(*(listed(table[name]) for name in ("date", "person", "share", "seat")), strict=True):
        week, place = (day.toordinal() - base) // step, order.index(person)
        near = range(max(0, week - 1), min(film["n"], week + 1))
        row = film["shares"][film["cast"].index(place)]
        assert min(abs(row[w] - 1000 * share) for w in near) <= 12
        assert rank in {rank_at(film, top, place, w) for w in near}


def rank_at(film: dict[str, Any], top: int, person: int, week: int) -> int:
    found = 0
    for when, body, who, rank in film["seats"]:
        if when <= week and who == person and body == top:
            found = rank
    return found


def test_the_dead_of_a_film_are_those_of_the_outcome(results: Folder) -> None:
    from collegium.figures.style import cast

    order, camera = cast(results.scenario), Camera(results)
    for k in range(12):
        outcome, found = results.history(k).outcome(), camera.film(k, brief=True)
        dead = {order[who] for _, who, fare in found["fares"] if fare == DEAD}
        assert dead == {person for person in order if outcome[f"died:{person}"] is not None}


def test_results_of_another_engine_are_told_without_reasons(results: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("collegium.web.film.engine_hash", lambda: "another")
    found = Camera(results).film(3)
    assert found["whole"] is False
    assert [event["t"] for event in found["events"]] == [entry["text"] for entry in results.history(3).timeline()]


# screens


def test_data_and_cards(client: TestClient, root: str, results: Folder) -> None:
    data = client.get(f"{root}/data").json()
    assert data["title"] == results.scenario.title
    assert data["n"] == 30
    for n, person in enumerate(data["people"]):
        assert person["name"] in client.get(f"{root}/card/{n}").text


@pytest.mark.parametrize(
    "path",
    [
        "/film/9999",
        "/film/-1",
        "/film/x",
        "/film/3.0",
        "/card/99",
        "/card/x",
        "/watch/9999",
        "/fork/9999",
        "/compare/none",
        "/seat/none",
        "/seat/..%2f..%2fx",
    ],
)
def test_what_is_not_there_is_not_found(client: TestClient, root: str, path: str) -> None:
    assert client.get(root + path).status_code == 404


@pytest.mark.parametrize(
    "query", ["who=nobody", "who=anna&week=99999", "who=anna&week=9000", "who=anna&week=3&choice=400&option=2", "who=<script>&week=1"]
)
def test_a_fork_nowhere_is_refused(client: TestClient, root: str, query: str) -> None:
    answer = client.get(f"{root}/fork/3?{query}")
    assert answer.status_code in (200, 400, 404)
    assert "<script>&" not in answer.text


def test_the_odds_of_a_fork_are_those_of_the_case(client: TestClient, site: Site, root: str, results: Folder) -> None:
    page = client.get(f"{root}/fork/3?who=anna").text
    address = page.split('<ol class="points">')[1].split('href="')[1].split('"')[0].replace("&amp;", "&")
    week = address.split("week=")[1].split("&")[0]
    fields = {"who": "anna", "week": week, "choice": "0", "option": "1"}
    told = ended(client, site, post(client, site, f"{root}/fork/3/odds", **fields).text)
    from collegium.explorer import Case

    case = Case.of(results)
    history = case.history(3, "anna")
    futures = case.forks(3, history.steps[int(week)].day, 200)
    share = sum(who == "anna" for who in listed(futures.histories()["strongest"])) / 200
    from collegium.report.words import number

    assert number(share, "share") in told


def test_odds_count_as_they_come() -> None:
    import pyarrow as pa

    class Some:
        def __init__(self, who: list[str], days: list[int | None]) -> None:
            self.table = pa.table({"strongest": who, "first_loss": pa.array(days, pa.int32()).cast(pa.date32())})

        def histories(self) -> Any:
            return self.table

    odds = Odds({"leads": strongest("a"), "lost": dated("first_loss")})
    assert odds.bars() == []
    odds.add(0, Some(["a", "b"], [None, 3]))  # type: ignore[arg-type]
    assert odds.n() == 0
    odds.add(1, Some(["a", "a"], [1, 2]))  # type: ignore[arg-type]
    leads, lost = odds.bars()
    assert [row[0] for row in leads.rows] == [50.0, 100.0]
    assert [row[0] for row in lost.rows] == [50.0, 100.0]


# games


def test_a_game_survives_the_server(client: TestClient, site: Site, root: str, results: Folder, tmp_path: Path) -> None:
    """Each answer is in a file at once; another server goes on with it."""
    begun = post(client, site, f"{root}/seat/begin", who="anna", history="3").headers["location"].partition("#")[0]
    post(client, site, f"{begun}/choose", option="0", answered="0")
    post(client, site, f"{begun}/choose", option="0", answered="0")  # the same form once more: it counts once
    assert len(site.tables.find(site.shelf.entries[site.shelf.only or ""], begun.rpartition("/")[2]).game.answers) == 1
    other = Site(Shelf(str(results.dir)), site.runs)
    other.port = PORT
    again = TestClient(other.app(), base_url=f"http://{HOST}", follow_redirects=False)
    again.get("/", params={"token": other.keys.token})
    assert "Answers so far: 1" in again.get(begun).text
    assert again.get(f"{root}/seat").text.count("1 answers") == 1
    other.jobs.close()


def test_the_page_of_a_game_names_papers_and_offices(client: TestClient, site: Site, root: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whom a paper speaks for and against, and an office before the seats, which a long list cuts off."""
    paper = {
        "id": "letter",
        "name": "The letter",
        "speaks_for": ["clara"],
        "speaks_against": ["anna", "boris"],
        "read_out": True,
        "locked": False,
    }
    monkeypatch.setattr(Seat, "documents", lambda self, scene, reader: iter([paper]))
    page = client.get(post(client, site, f"{root}/seat/begin", who="anna").headers["location"].partition("#")[0]).text
    assert "against: Anna, Boris" in page and "for: Clara" in page
    boris = next(one for one in Game("council", "anna").brief()["people"] if one["id"] == "boris")
    assert boris["posts"][0] == "Secretary"


@pytest.mark.parametrize("name", environment("en").list_templates(extensions=["j2"]))
def test_the_filters_of_a_template_exist(name: str) -> None:
    """A branch that is rarely shown fails only when it is."""
    made = environment("en")
    source = made.loader.get_source(made, name)[0]
    assert {one.name for one in made.parse(source).find_all(nodes.Filter)} <= set(made.filters)


def test_a_code_is_the_game(results: Folder) -> None:
    game = Game("council", "anna", history=3)
    game.choose(0)
    assert readable(code(game)) == game.saved()
    assert readable(json.dumps(game.saved())) == game.saved()
    for text in ("", "x", "{", "[]", "H4sI", code(game)[:-20], "H4sIAAAAAAAA" + "A" * 4000):
        assert readable(text) is None


def test_a_code_that_unpacks_to_very_much_is_cut_off() -> None:
    import base64
    import gzip

    bomb = base64.urlsafe_b64encode(gzip.compress(b" " * 50_000_000)).decode()
    assert readable(bomb) is None


@pytest.mark.parametrize("text", ["", "not a game", '{"format": 1}', '{"format": 1, "engine": "x"}', "[" * 5000])
def test_a_game_that_is_none_is_refused(client: TestClient, site: Site, root: str, text: str) -> None:
    answer = post(client, site, f"{root}/seat/resume", game=text)
    assert answer.status_code == 400


def test_a_damaged_game_is_refused(client: TestClient, site: Site, root: str) -> None:
    game = Game("council", "anna", history=3)
    game.choose(0)
    for key in ("person", "history", "answers", "from", "seed"):
        saved = game.saved()
        saved[key] = {"answers": [{"day": "x"}], "history": "three", "person": "nobody", "from": "x", "seed": -1}[key]
        assert post(client, site, f"{root}/seat/resume", game=json.dumps(saved)).status_code == 400, key


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    fields=st.dictionaries(
        st.sampled_from(["who", "week", "choice", "option", "history", "game", "answered", "c0", "n0", "n3", "histories"]),
        st.text(max_size=30) | st.integers(-5, 10**12).map(str),
        max_size=6,
    )
)
@pytest.mark.parametrize(
    "path", ["/fork/3/odds", "/seat/begin", "/seat/resume", "/seat/none/choose", "/seat/none/undo", "/seat/none/beside"]
)
def test_no_form_breaks_a_screen(client: TestClient, site: Site, root: str, path: str, fields: dict[str, str]) -> None:
    """Whatever a form holds, the answer says what is wrong, or does what was asked."""
    answer = client.post(root + path, data={"csrf": site.keys.csrf, **fields}, headers={"origin": f"http://{HOST}"})
    assert answer.status_code < 500 or answer.status_code == 503


# several players


def seated(client: TestClient, site: Site, root: str, *others: str) -> str:
    """The address of a game that Anna's player begins."""
    fields = [("csrf", site.keys.csrf), ("who", "anna"), ("history", "3"), *(("with", one) for one in others)]
    body = "&".join(f"{name}={value}" for name, value in fields)
    headers = {"origin": f"http://{HOST}", "content-type": "application/x-www-form-urlencoded"}
    return str(client.post(f"{root}/seat/begin", content=body, headers=headers).headers["location"].partition("#")[0])


def test_nothing_is_shown_until_the_next_player_is_there(client: TestClient, site: Site, root: str) -> None:
    """Neither brief nor question nor answers; a form of the other player, or one that comes late, opens nothing."""
    address = seated(client, site, root, "boris", "anna")
    game = site.tables.find(site.shelf.entries[site.shelf.only or ""], address.rpartition("/")[2]).game
    assert game.people == ("anna", "boris")
    seen = set()
    for _ in range(14):
        person, other = game.person, next(one for one in game.people if one != game.person)
        text = client.get(address).text
        if "What you know" not in text:
            assert "Pass the machine." in text and f"It is {person.capitalize()}’s turn" in text
            assert game.question is not None and game.question.occasion not in text and 'id="code"' not in text
            post(client, site, f"{address}/choose", option="0", answered=str(len(game.answers)))
            post(client, site, f"{address}/here", person=other)
            assert "What you know" not in client.get(address).text
            post(client, site, f"{address}/here", person=person)
            seen.add(person)
        text = client.get(address).text
        assert f"<h1>{person.capitalize()}</h1>" in text and "What you know" in text and "command line that repeats" in text
        post(client, site, f"{address}/choose", option="0", answered=str(len(game.answers)))
    assert len(game.answers) == 14 and seen == {"anna", "boris"}


def test_taking_back_asks_for_the_player_whose_answer_it_was(client: TestClient, site: Site, root: str) -> None:
    address = seated(client, site, root, "boris")
    table = site.tables.find(site.shelf.entries[site.shelf.only or ""], address.rpartition("/")[2])
    while not table.game.answers or not table.waits:
        post(client, site, f"{address}/here", person=table.game.person)
        post(client, site, f"{address}/choose", option="0", answered=str(len(table.game.answers)))
    before = len(table.game.answers)
    assert "Take back the last answer" in client.get(address).text
    post(client, site, f"{address}/undo")
    assert len(table.game.answers) == before - 1 and "Pass the machine." in client.get(address).text
    assert client.get(f"{root}/seat").text.count("Anna, Boris") == 1


def test_the_end_of_a_game_of_two(client: TestClient, site: Site, root: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A table for each player, with the numbers of the comparison."""
    monkeypatch.setattr("collegium.web.seating.HISTORIES", 10)
    game = Game("council", ["anna", "boris"], history=3)
    while game.question:
        game.choose(len(game.question.options) - 1)
    address = post(client, site, f"{root}/seat/resume", game=code(game)).headers["location"].partition("#")[0]
    page = client.get(address).text
    assert "The game is over" in page and "<h1>Anna, Boris</h1>" in page and game.answers[0] in page
    told = ended(client, site, post(client, site, f"{address}/beside").text)
    shown = game.comparison(10)
    assert told.count("<table>") == 2 and "<h3>Anna</h3>" in told and "<h3>Boris</h3>" in told
    for row in shown["rows"]:
        assert f"{row['model']:.1%} ({row['low']:.1%} … {row['high']:.1%})" in told


def test_seats_that_cannot_be_taken_are_refused(client: TestClient, site: Site, root: str) -> None:
    answer = post(client, site, f"{root}/seat/begin", **{"who": "anna", "with": "nobody"})
    assert answer.status_code == 400 and "nobody is called" in answer.text


def test_days_at_the_end_are_words() -> None:
    """The record of a real case, one day of which is doubtful."""
    from collegium.explorer.ending import record_of
    from collegium.scenario import find, load

    record = [{"person": "kamenev", **row} for row in record_of(load(find("bolsheviks")), "kamenev")]
    rows = [{"person": "kamenev", "what": "dies", "you": False, "same_draws": False, "model": 0.0, "low": 0.0, "high": 0.1}]
    shown = {"histories": 5, "rows": rows, "record": record}
    text = render("beside.html.j2", "de", {"shown": shown, "players": players(shown, {"kamenev": "Kamenew"})})
    assert "2. Februar 1924" in text and " bis " in text and not re.search(r"\d{4}-\d\d-\d\d", text)


# another future


def test_another_future_is_watched(client: TestClient, root: str, results: Folder) -> None:
    """The film is that of the sentence, and it begins as the history did."""
    from collegium.explorer import Case, choices

    case = Case.of(results)
    choice = next(one for one in choices(case, 3, "anna") if not one.forced)
    other = choice.options[1 if choice.made == 0 else 0].sentence
    found = client.get(f"{root}/film/3", params={"do": f"  {other} "}).json()
    assert found["do"] == other and found["whole"]
    expected = [entry["text"] for entry in case.under(other).history(3).entries() if entry["type"] in ("event", "vote")]
    assert [event["t"] for event in found["events"] if event["k"] != "move"] == expected
    page = client.get(f"{root}/watch/3", params={"do": other}).text
    assert f'data-do="{other}"' in page and "Another future of history 3." in page
    as_it_was = client.get(f"{root}/film/3").json()
    assert "do" not in as_it_was and as_it_was["shares"] != found["shares"]


@pytest.mark.parametrize(
    "do", ["let nobody vote yes", "drop", "<script>", "let anna die on 2001-02-05 " * 20, "let anna die on 1999-01-01"]
)
def test_a_sentence_that_is_none_is_refused(client: TestClient, root: str, do: str) -> None:
    for path in ("watch", "film"):
        answer = client.get(f"{root}/{path}/3", params={"do": do})
        assert answer.status_code == 400 and "<script>" not in answer.text.replace("<script ", "")


# names and votes


def test_no_two_people_have_one_label() -> None:
    assert labels(["Kamenev", "Kalinin", "Stalin"]) == {"Stalin": "St", "Kamenev": "Km", "Kalinin": "Kl"}
    assert labels(["Ivan Smirnov", "Vladimir Smirnov"]) == {"Ivan Smirnov": "IS", "Vladimir Smirnov": "VS"}
    assert len(set(labels(["Aa", "Aa-", "Aaa", "Aab", "Aac"]).values())) == 5
    for name in shipped():
        people = [person["l"] for person in people_of(load(find(name)))]
        assert len(set(people)) == len(people) and all(0 < len(label) <= 3 for label in people), name


def test_votes_of_the_record_are_told_by_names() -> None:
    known = {"anna": "Anna", "boris": "Boris", "clara": "Clara"}
    assert counted("for:102 against:2 abstained:10", known) == "for 102, against 2, abstained 10"
    assert counted("yes:anna,boris no:clara; Anna by telegram", known) == "yes: Anna and Boris; no: Clara; Anna by telegram"
    assert counted("full", known) == "full"
    scenario = load(find("bolsheviks"))
    told = [sentence(row, names(scenario)) for row in scenario.record if row.type in MARKS]
    assert any("Ordzhonikidze" in text for text in told) and not any(re.search(r"\w:\w", text) for text in told)


# rules


def test_a_value_that_is_none_is_refused(client: TestClient, site: Site, root: str) -> None:
    for value in ("x", "1e9", "-1", "99999999", "set body.council.agenda = rotation", "rotation; rm"):
        answer = post(client, site, f"{root}/rules/try", c0=value)
        assert answer.status_code == 400, value


def test_too_many_jobs_are_refused(client: TestClient, site: Site, root: str) -> None:
    from collegium.explorer import clauses

    found = clauses(site.shelf.entries[site.shelf.only or ""].scenario)
    n, clause = next((n, one) for n, one in enumerate(found) if one.name == "body.council.agenda")
    codes = [post(client, site, f"{root}/rules/try", **{f"c{n}": "rotation"}).status_code for _ in range(6)]
    assert clause.key == "agenda"
    assert codes[:4] == [200] * 4
    assert codes[-1] == 503
    for job in list(site.jobs._all.values()):
        job.stop()


def test_a_case_is_simulated_into_the_folder_of_runs(tmp_path: Path) -> None:
    site = Site(Shelf(), tmp_path / "runs")
    site.port = PORT
    client = TestClient(site.app(), base_url=f"http://{HOST}", follow_redirects=False)
    client.get("/", params={"token": site.keys.token})
    assert "A council of five" in client.get("/").text
    told = ended(client, site, post(client, site, "/council/simulate", histories="20").text)
    address = told.split('href="')[1].split('"')[0]
    assert client.get(address).status_code == 200
    assert (tmp_path / "runs" / "council" / "manifest.json").exists() or list((tmp_path / "runs" / "council").iterdir())
    site.jobs.close()
