"""Every shipped case can be watched, forked, played and changed."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

import collegium
from collegium.results.columns import TOLLS
from collegium.scenario import shipped
from collegium.web.guard import Bucket
from collegium.web.shelf import Shelf
from collegium.web.site import Site
from helpers.sites import HOST, PORT, post

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("name", shipped())
def test_a_shipped_case(name: str, tmp_path: Path) -> None:
    run = collegium.run(name, histories=3, out=tmp_path / name)
    site = Site(Shelf(str(run.dir)), tmp_path / "runs")
    site.port = PORT
    app = site.app()
    app.reads, app.writes = Bucket(1e9, 1e9), Bucket(1e9, 1e9)
    client = TestClient(app, base_url=f"http://{HOST}", follow_redirects=False)
    client.get("/", params={"token": site.keys.token})
    root = f"/{site.shelf.only}"
    for path in ("/front", "/watch/1", "/card/0", "/fork/1", "/seat", "/rules", "/compare"):
        assert client.get(root + path).status_code == 200, path
    data, film = client.get(f"{root}/data").json(), client.get(f"{root}/film/1").json()
    assert film["whole"] and film["n"] > 10 and film["cast"]
    assert data["bands"] and [body["top"] for body in data["bodies"]].count(True) == 1
    top = [body["top"] for body in data["bodies"]].index(True)
    assert any(body == top and rank == 2 for _, body, _, rank in film["seats"])
    outcome, peopled = run.history(1).outcome(), any(one.peopled for one in run.scenario.constituencies)
    assert [record[3] for record in film["realm"][-1:]] == [[round(outcome[cause]) for cause in TOLLS]] * peopled
    person = run.scenario.people[0].id
    seated = client.get(f"{root}/seat").text.split('name="who" value="')[1].split('"')[0]
    begun = post(client, site, f"{root}/seat/begin", who=seated)
    assert begun.status_code == 303, begun.text
    assert client.get(begun.headers["location"].partition("#")[0]).status_code == 200
    assert client.get(f"{root}/fork/1?who={person}").status_code == 200
    site.jobs.close()
