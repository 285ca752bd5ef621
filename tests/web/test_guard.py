"""Every request that must go no further, and what an answer always says."""

from __future__ import annotations

import anyio
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from collegium.web.guard import ADDRESS, BODY, POLICY, Bucket
from collegium.web.site import Site
from helpers.sites import HOST, ORIGIN, post


def test_a_client_with_the_cookie_sees_the_front(client: TestClient, root: str) -> None:
    assert client.get(f"{root}/front").status_code == 200


def test_without_the_cookie_nothing_is_shown(stranger: TestClient, root: str) -> None:
    for path in ("/", f"{root}/front", f"{root}/data", "/static/app.js"):
        answer = stranger.get(path)
        assert answer.status_code == 403
        assert "collegium serve" in answer.text


def test_a_wrong_cookie_is_none(stranger: TestClient, root: str) -> None:
    assert stranger.get(f"{root}/front", headers={"cookie": "collegium=guessed"}).status_code == 403


def test_the_token_is_good_for_once(site: Site, stranger: TestClient) -> None:
    token = site.keys.token
    first = stranger.get("/", params={"token": token, "week": "3"})
    assert first.status_code == 303
    assert first.headers["location"] == "/?week=3"
    cookie = first.headers["set-cookie"]
    assert "SameSite=Strict" in cookie and "HttpOnly" in cookie
    other = TestClient(site.app(), base_url=f"http://{HOST}", follow_redirects=False)
    assert other.get("/", params={"token": token}).status_code == 403


def test_a_wrong_token_does_not_use_up_the_right_one(site: Site, stranger: TestClient) -> None:
    assert stranger.get("/", params={"token": "guessed"}).status_code == 403
    assert stranger.get("/", params={"token": site.keys.token}).status_code == 303


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1:1", "127.0.0.1.evil.example:8123", ""])
def test_another_host_is_refused(client: TestClient, host: str) -> None:
    """A name that somebody has pointed at this machine (DNS rebinding)."""
    assert client.get("/", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("host", ["localhost:8123", "127.0.0.1:8123", "[::1]:8123"])
def test_its_own_names_are_taken(client: TestClient, site: Site, host: str) -> None:
    assert client.get("/", headers={"host": host, "cookie": f"collegium={site.keys.session}"}).status_code == 303


@pytest.mark.parametrize(
    "origin",
    [{}, {"origin": "null"}, {"origin": "http://evil.example"}, {"origin": "https://127.0.0.1:8123"}, {"origin": "http://localhost:8123"}],
)
def test_a_form_of_another_origin_is_refused(client: TestClient, site: Site, origin: dict[str, str]) -> None:
    assert post(client, site, "/language", origin, language="en").status_code == 403


def test_a_form_without_the_token_is_refused(client: TestClient, site: Site) -> None:
    assert client.post("/language", data={"language": "de"}, headers=ORIGIN).status_code == 403
    assert client.post("/language", data={"language": "de", "csrf": "0" * 64}, headers=ORIGIN).status_code == 403
    assert post(client, site, "/language", language="de").status_code == 303


def test_a_request_that_another_site_starts_is_refused(client: TestClient, root: str) -> None:
    assert client.get(f"{root}/front", headers={"sec-fetch-site": "cross-site"}).status_code == 403


def test_only_forms_are_taken(client: TestClient, site: Site) -> None:
    headers = {**ORIGIN, "content-type": "application/json"}
    assert client.post("/language", content=f'{{"csrf": "{site.keys.csrf}"}}', headers=headers).status_code == 415


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_other_methods_are_refused(client: TestClient, method: str) -> None:
    assert client.request(method, "/").status_code == 405


def test_what_is_too_long_is_refused(client: TestClient, site: Site) -> None:
    assert post(client, site, "/language", language="e" * BODY).status_code == 413
    assert client.get("/", params={"q": "x" * ADDRESS}).status_code == 431
    assert client.get("/", headers={"x-much": "x" * 20_000}).status_code == 431
    many = "&".join(f"a{n}=1" for n in range(3000))
    answer = client.post("/language", content=many, headers={**ORIGIN, "content-type": "application/x-www-form-urlencoded"})
    assert answer.status_code == 400


def test_a_body_that_lies_about_its_length_is_cut_off(client: TestClient) -> None:
    def endless():  # type: ignore[no-untyped-def]
        for _ in range(BODY // 1000 + 2):
            yield b"x" * 1000

    answer = client.post("/language", content=endless(), headers={**ORIGIN, "content-type": "application/x-www-form-urlencoded"})
    assert answer.status_code == 413


def test_a_flood_is_refused(client: TestClient, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("collegium.web.guard.time.monotonic", lambda: 1e9)
    codes = [post(client, site, "/language", language="en").status_code for _ in range(60)]
    assert codes[0] == 303
    assert codes[-1] == 429


def test_a_bucket_fills_again(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 0.0
    monkeypatch.setattr("collegium.web.guard.time.monotonic", lambda: now)
    bucket = Bucket(2.0, 3.0)
    assert [bucket.take() for _ in range(4)] == [True, True, True, False]
    now = 0.5
    assert [bucket.take() for _ in range(2)] == [True, False]


@pytest.mark.parametrize("back", ["//evil.example", "/\\evil.example", "https://evil.example", "javascript:1", "/a\r\nset-cookie: x=1"])
def test_the_way_back_stays_on_this_server(client: TestClient, site: Site, back: str) -> None:
    assert post(client, site, "/language", language="de", back=back).headers["location"] == "/"


@pytest.mark.parametrize(
    "path",
    [
        "/../etc/passwd",
        "/static/../site.py",
        "/static/%2e%2e%2fsite.py",
        "/static/page.html.j2",
        "/..%2f..%2fetc/front",
        "/%2fetc%2fpasswd/front",
    ],
)
def test_a_path_leads_to_no_file(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "root:" not in answer.text and "import" not in answer.text


def test_every_answer_says_what_a_page_may_do(client: TestClient, stranger: TestClient, root: str) -> None:
    for answer in (client.get(f"{root}/front"), client.get("/static/app.js"), client.get("/nowhere"), stranger.get("/")):
        assert answer.headers["content-security-policy"] == POLICY
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["x-frame-options"] == "DENY"
    assert "unsafe" not in POLICY
    assert client.get(f"{root}/front").headers["cache-control"] == "no-store"


def test_no_page_holds_script_or_style_of_its_own(client: TestClient, root: str) -> None:
    for path in (f"{root}/front", f"{root}/watch", f"{root}/compare"):
        text = client.get(path).text
        assert "<style" not in text and " style=" not in text and " onclick=" not in text
        assert all('src="/static/' in part or 'type="application/json"' in part for part in text.split("<script")[1:])


def test_a_socket_is_not_opened(site: Site) -> None:
    sent: list[object] = []

    async def call() -> None:
        async def receive() -> dict[str, object]:
            return {"type": "websocket.connect"}

        async def send(message: object) -> None:
            sent.append(message)

        await site.app()({"type": "websocket", "headers": [], "path": "/"}, receive, send)  # type: ignore[arg-type]

    anyio.run(call)
    assert sent == []


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    path=st.sampled_from(["/language", "/job/x/stop", "{root}/simulate"]),
    fields=st.dictionaries(st.text(max_size=12), st.text(max_size=60), max_size=6),
)
def test_no_form_breaks_the_server(client: TestClient, site: Site, root: str, path: str, fields: dict[str, str]) -> None:
    """Whatever a form holds: an answer, and never one of the server's own mistakes."""
    site_guard_is_open(client)
    answer = post(
        client,
        site,
        path.format(root=root),
        **{name: text for name, text in fields.items() if name not in ("csrf", "client", "site", "path", "headers")},
    )
    assert answer.status_code < 500 or answer.status_code == 503


def site_guard_is_open(client: TestClient) -> None:
    """Let as many forms through as a test sends."""
    client.app.writes = Bucket(1e9, 1e9)  # type: ignore[attr-defined]
