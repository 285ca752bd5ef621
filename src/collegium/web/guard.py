"""The guard between the network and the pages. Every request passes here first.

The server listens on this machine only. But any page in the reader's browser can send requests to it. So a request must name this server:
else a rebound domain name could read it. It must bring the cookie that only the address on the terminal gives. If it changes anything, it
must come from a page of this server, with the token that this page holds.
"""

from __future__ import annotations

import hmac
import secrets
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qs, urlencode

from starlette.requests import Request

from collegium.language import say
from collegium.web import messages

Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]

COOKIE = "collegium"
METHODS = ("GET", "HEAD", "POST")
BODY, ADDRESS, HEADERS = 400_000, 4_000, 16_000
"""Bytes that a body, an address and all headers may have."""
FIELDS = 2000
"""Fields that a form may have: a large statute has some hundred clauses."""
FORM = "application/x-www-form-urlencoded"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
ALWAYS = {
    "content-security-policy": POLICY, "x-content-type-options": "nosniff", "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin", "cross-origin-resource-policy": "same-origin", "x-frame-options": "DENY",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}  # fmt: skip


@dataclass
class Bucket:
    """Lets ``rate`` requests a second pass on average, and ``most`` at once."""

    rate: float
    most: float
    left: float = field(init=False)
    last: float = field(default_factory=lambda: time.monotonic())

    def __post_init__(self) -> None:
        self.left = self.most

    def take(self) -> bool:
        """Whether another request may pass now."""
        now = time.monotonic()
        self.left = min(self.most, self.left + (now - self.last) * self.rate)
        self.last = now
        if self.left < 1:
            return False
        self.left -= 1
        return True


class Keys:
    """The secrets of one server: the token of the first address, the cookie, and the token of its forms."""

    def __init__(self) -> None:
        self.token: str | None = secrets.token_urlsafe(32)
        self.session = secrets.token_urlsafe(32)
        self._form = secrets.token_bytes(32)

    def enter(self, token: str) -> bool:
        """Whether the token is right. It is good for once."""
        if self.token is None or not hmac.compare_digest(token.encode(), self.token.encode()):
            return False
        self.token = None
        return True

    def known(self, cookie: str) -> bool:
        """Whether the cookie is the one that was given."""
        return hmac.compare_digest(cookie.encode(), self.session.encode())

    @property
    def csrf(self) -> str:
        """The token that a form of this server holds."""
        return hmac.digest(self._form, self.session.encode(), "sha256").hex()

    def fits(self, token: str) -> bool:
        """Whether a form's token is right."""
        return hmac.compare_digest(token.encode(), self.csrf.encode())


class Refused(Exception):
    """A request that goes no further: status and what is wrong."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status, self.message = status, message


def language_of(request: Request) -> str:
    """The language that was chosen, or the first that the browser asks for and that is there."""
    accepted = [part.partition(";")[0] for part in request.headers.get("accept-language", "").split(",")[:8]]
    return messages.chosen([request.cookies.get("language", ""), *accepted])


class Guard:
    """Wraps an application; see the module."""

    def __init__(self, app: Any, keys: Keys, hosts: Callable[[], set[str]]) -> None:
        self.app, self.keys, self.hosts = app, keys, hosts
        self.reads, self.writes = Bucket(100, 400), Bucket(10, 40)

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        try:
            with messages.spoken(language_of(Request(scope))):
                headers = self.examined(scope)
                if scope["method"] == "GET" and (address := self.entered(scope)) is not None:
                    await answer(
                        send,
                        303,
                        "",
                        {"location": address, "set-cookie": f"{COOKIE}={self.keys.session}; Path=/; HttpOnly; SameSite=Strict"},
                    )
                    return
                self.recognised(headers)
                body = await read(receive, headers)
                if scope["method"] == "POST":
                    self.meant(headers, body)
        except Refused as refused:
            await answer(send, refused.status, f"{refused.message}\n", {"connection": "close"})
            return
        await self.app(scope, replayed(body, receive), hardened(send))

    def examined(self, scope: dict[str, Any]) -> dict[str, str]:
        """The headers, if the request has the form of one that this server takes."""
        if len(scope["raw_path"]) + len(scope["query_string"]) > ADDRESS or sum(len(k) + len(v) for k, v in scope["headers"]) > HEADERS:
            raise Refused(431, say("The address or the headers are too long."))
        names = [name for name, _ in scope["headers"]]
        if any(names.count(name) > 1 for name in (b"host", b"origin", b"content-length", b"content-type")):
            raise Refused(400, say("A header stands twice."))
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        if headers.get("host", "") not in self.hosts():
            raise Refused(421, say("This server does not answer under that name."))
        if scope["method"] not in METHODS:
            raise Refused(405, say("This server takes GET, HEAD and POST."))
        if not (self.writes if scope["method"] == "POST" else self.reads).take():
            raise Refused(429, say("Too many requests: wait a moment."))
        return headers

    def entered(self, scope: dict[str, Any]) -> str | None:
        """Where to go on, if the address holds the token; None if it holds none."""
        given = parse_qs(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        if "token" not in given:
            return None
        if not self.keys.enter(given.pop("token")[0]):
            raise Refused(
                403, say("This address was good for once, or is wrong. Start 'collegium serve' again and open the address that it shows.")
            )
        rest = urlencode(given, doseq=True)
        return str(scope["path"]) + (f"?{rest}" if rest else "")

    def recognised(self, headers: dict[str, str]) -> None:
        """Refuse whoever does not bring the cookie."""
        try:
            found = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
        except CookieError:
            found = None
        if found is None or not self.keys.known(found.value):
            raise Refused(403, say("This page is only for the browser that 'collegium serve' has opened: open the address that it shows."))
        if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            raise Refused(403, say("Another site has sent this request."))

    def meant(self, headers: dict[str, str], body: bytes) -> None:
        """Refuse a change that no page of this server has asked for."""
        if headers.get("origin", "") != f"http://{headers['host']}":
            raise Refused(403, say("This request comes from another site, or from no page."))
        if headers.get("content-type", "").partition(";")[0].strip() != FORM:
            raise Refused(415, say("This server takes forms only."))
        try:
            fields = parse_qs(body.decode(), keep_blank_values=True, max_num_fields=FIELDS)
        except ValueError:
            raise Refused(400, say("The form cannot be read.")) from None
        if not self.keys.fits(fields.get("csrf", [""])[0]):
            raise Refused(403, say("The form is an old one: load the page again."))


async def read(receive: Receive, headers: dict[str, str]) -> bytes:
    """The body, as far as it may be long."""
    length = headers.get("content-length", "0")
    if not length.isdecimal() or int(length) > BODY:
        raise Refused(413, say("The form is too long."))
    parts, size = [], 0
    while True:
        message = await receive()
        if message["type"] != "http.request":
            raise Refused(400, say("The request has ended early."))
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        if size > BODY:
            raise Refused(413, say("The form is too long."))
        if not message.get("more_body"):
            return b"".join(parts)


def replayed(body: bytes, receive: Receive) -> Receive:
    """A source that gives the body once more, and then whatever comes."""
    given = False

    async def again() -> dict[str, Any]:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again


def hardened(send: Send) -> Send:
    """Adds to each answer what a browser must know of it."""

    async def with_headers(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            there = {name for name, _ in message["headers"]}
            kept = [] if b"cache-control" in there else [(b"cache-control", b"no-store")]
            message = message | {
                "headers": [*message["headers"], *kept, *((name.encode(), value.encode()) for name, value in ALWAYS.items())]
            }
        await send(message)

    return with_headers


async def answer(send: Send, status: int, text: str, headers: dict[str, str]) -> None:
    """A short answer in plain text."""
    told = {"content-type": "text/plain; charset=utf-8", "cache-control": "no-store", **ALWAYS, **headers}
    await send({"type": "http.response.start", "status": status, "headers": [(k.encode(), v.encode()) for k, v in told.items()]})
    await send({"type": "http.response.body", "body": text.encode()})
