"""The server on this machine, from the first free port to the last request."""

from __future__ import annotations

import contextlib
import socket
import threading
import webbrowser
from collections.abc import Callable

import uvicorn

from collegium.errors import SettingError
from collegium.web.shelf import Shelf
from collegium.web.site import Site

HOME = "127.0.0.1"
"""The server listens on this machine only."""
CONNECTIONS = 64
"""Requests at a time."""


def serve(asked: str | None = None, *, port: int = 0, browser: bool = True, tell: Callable[[str], None] = print) -> None:
    """Serve the explorer until it is interrupted.

    Parameters
    ----------
    asked
        The folder of a run, the name or folder of a scenario, or None: then the shipped cases and the runs in ``runs`` are offered.
    port
        Where to listen; 0 takes a free one.
    browser
        Open the address in the browser.
    tell
        Gets the address in a sentence.

    Raises
    ------
    SettingError
        If the port is taken.
    ScenarioError, DataError
        If the run or the scenario is unreadable.
    """
    site = Site(Shelf(asked))
    with listening(port) as door:
        site.port = door.getsockname()[1]
        address = f"http://{HOME}:{site.port}/?token={site.keys.token}"
        tell(f"The explorer is at {address} (this address is good for once). Ctrl+C ends it.")
        if browser:
            threading.Timer(0.5, webbrowser.open, [address]).start()
        try:
            server_of(site).run(sockets=[door])
        finally:
            site.jobs.close()


def server_of(site: Site) -> uvicorn.Server:
    """The server, before it listens."""
    settings = uvicorn.Config(
        site.app(), log_level="error", access_log=False, server_header=False, date_header=False, proxy_headers=False, ws="none",
        lifespan="off", limit_concurrency=CONNECTIONS, timeout_keep_alive=10, h11_max_incomplete_event_size=16_384,
        timeout_graceful_shutdown=2,
    )  # fmt: skip
    return uvicorn.Server(settings)


@contextlib.contextmanager
def listening(port: int):  # type: ignore[no-untyped-def]
    """An open door on this machine. Raises :class:`SettingError` if another program uses the port."""
    door = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((HOME, port))
        except OSError as error:
            raise SettingError(
                f"port {port} cannot be used: {(error.strerror or '').lower()} (do: choose another port, or none, which takes a free one)"
            ) from None
        door.listen(CONNECTIONS)
        yield door
    finally:
        door.close()
