"""A certificate is fetched from a real server on loopback, whatever the server does."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
import requests

from web import download
from web.chains import MOST_BYTES, Chains
from web.download import DownloadError, fetch
from web.rejection import Reason, RejectedError

PATIENCE = 0.3


class Store(BaseHTTPRequestHandler):
    """Answers by the path as one would rather not be answered."""

    def do_GET(self) -> None:
        answer: Callable[[], None] = getattr(self, self.path.strip("/"))
        self.server.asked.append(self.path)  # type: ignore[attr-defined]
        answer()

    def right(self) -> None:
        self._send(200, b"chain", 5)

    def longest(self) -> None:
        self._send(200, b"x" * MOST_BYTES, MOST_BYTES)

    def endless(self) -> None:
        self._send(200, b"x" * (MOST_BYTES + 1), None)

    def huge(self) -> None:
        self._send(200, b"x" * 10 * MOST_BYTES, 10 * MOST_BYTES)

    def missing(self) -> None:
        self._send(404, b"NoSuchKey", 9)

    def broken(self) -> None:
        self._send(500, b"chain", 5)

    def nothing(self) -> None:
        self._send(204, b"", None)

    def moved(self) -> None:
        self.send_response(302)
        self.send_header("Location", "/right")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def cut_short(self) -> None:
        self._send(200, b"chain", 50)

    def silent(self) -> None:
        time.sleep(4 * PATIENCE)

    def trickling_head(self) -> None:
        for byte in b"HTTP/1.0 200 OK\r\nContent-Length: 5\r\n\r\nchain":
            self._trickle(byte)

    def trickling_body(self) -> None:
        self._send(200, b"", 40)
        for byte in b"x" * 40:
            self._trickle(byte)

    def no_http(self) -> None:
        self.wfile.write(b"220 mail ready\r\n")

    def log_message(self, format: str, *args: object) -> None:
        pass

    def _send(self, status: int, body: bytes, length: int | None) -> None:
        self.send_response(status)
        if length is not None:
            self.send_header("Content-Length", str(length))
        self.end_headers()
        self.wfile.write(body)

    def _trickle(self, byte: int) -> None:
        self.wfile.write(bytes([byte]))
        self.wfile.flush()
        time.sleep(PATIENCE / 8)


class Server(ThreadingHTTPServer):
    """Keeps what it was asked for."""

    asked: list[str]

    def handle_error(self, request: object, client_address: object) -> None:
        """The client hung up, as it should."""


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with Server(("127.0.0.1", 0), Store) as server:
        server.asked = []
        thread = Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def url(server: Server) -> str:
    server.asked.clear()
    return f"http://127.0.0.1:{server.server_port}/"


@pytest.mark.parametrize(("path", "size"), [("right", 5), ("longest", MOST_BYTES)])
def test_what_is_there_is_fetched(url: str, path: str, size: int) -> None:
    assert len(fetch(url + path)) == size


@pytest.mark.parametrize("path", ["missing", "broken", "nothing", "endless", "huge", "cut_short", "no_http"])
def test_nothing_else_is_taken_for_it(url: str, path: str) -> None:
    with pytest.raises((DownloadError, requests.RequestException)):
        fetch(url + path)


def test_a_redirect_is_not_followed(url: str, server: Server) -> None:
    with pytest.raises(DownloadError, match="302"):
        fetch(url + "moved")
    assert server.asked == ["/moved"]


@pytest.mark.parametrize("path", ["silent", "trickling_head", "trickling_body"])
def test_slowness_is_given_so_long_in_all(url: str, path: str) -> None:
    # each of them takes longer than that in all, and the trickling ones never pause as long
    with pytest.raises(RejectedError) as rejected:
        Chains(fetch, len, PATIENCE).at(url + path)
    assert rejected.value.reason is Reason.DOWNLOAD


def test_who_says_nothing_is_not_waited_for_after_that(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # nobody waits for its answer any more, but its thread would
    monkeypatch.setattr(download, "_PATIENCE", PATIENCE)
    with pytest.raises(requests.Timeout):
        fetch(url + "silent")


def test_nobody_there_is_nothing_fetched() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(requests.RequestException):
        fetch(f"http://127.0.0.1:{port}/right")
