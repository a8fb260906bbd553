"""The server on real sockets: what arrives late, half or never costs nobody else anything, and a stop loses nothing."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from http.client import HTTPConnection, HTTPResponse
from threading import Event, Thread
from time import monotonic

import pytest
from flask import Flask

from device.authority import Authority
from device.envelope import SIMULATED_SKILL
from guide.alexa import Handler
from guide.envelope import Envelope
from web.server import Server
from web.service import MOST_BYTES, application
from web.settings import listen
from web.trust import Trust
from web.verification import Verification

HEAD = b"POST / HTTP/1.1\r\nHost: x\r\n"
PATIENCE = 10.0
"""Seconds after which a test has failed; nothing that goes well comes near."""


@contextmanager
def serving(app: Flask, arrives_within: int = 30) -> Iterator[tuple[Server, int]]:
    listener = listen("127.0.0.1", 0)
    port = listener.getsockname()[1]
    server = Server(app, listener, threads=2, arrives_within=arrives_within)
    thread = Thread(target=server.run)
    thread.start()
    try:
        yield server, port
    finally:
        server.stop()
        thread.join(PATIENCE)
        assert not thread.is_alive()


@pytest.fixture(scope="module")
def app(handler: Handler, authority: Authority) -> Flask:
    return application(handler, Verification(SIMULATED_SKILL, Trust(authority.roots), authority.fetch), "test")


@pytest.fixture(scope="module")
def port(app: Flask) -> Iterator[int]:
    with serving(app) as (_, port):
        yield port


def sent(port: int, raw: bytes) -> socket.socket:
    """A connection on which so much was said."""
    connection = socket.create_connection(("127.0.0.1", port), PATIENCE)
    connection.sendall(raw)
    return connection


def answered(connection: socket.socket) -> int:
    """The status of the answer."""
    response = HTTPResponse(connection)
    response.begin()
    response.read()
    return response.status


def health(port: int) -> int:
    with closing(HTTPConnection("127.0.0.1", port, timeout=PATIENCE)) as connection:
        connection.request("GET", "/health")
        return connection.getresponse().status


UNFINISHED = {
    "nothing": b"",
    "half a line": b"POST / HT",
    "half a head": HEAD,
    "no body": HEAD + b"Content-Length: 900\r\n\r\n",
    "half a body": HEAD + b"Content-Length: 900\r\n\r\n{",
    "half a chunk": HEAD + b"Transfer-Encoding: chunked\r\n\r\n100\r\n{",
}


def test_unfinished_requests_starve_nobody(port: int) -> None:
    with ExitStack() as stack:
        # given far more of them than there are threads
        for raw in [*UNFINISHED.values()] * 40:
            stack.enter_context(closing(sent(port, raw)))
        # then
        assert health(port) == 200


@pytest.mark.parametrize("raw", UNFINISHED.values(), ids=UNFINISHED)
def test_an_unfinished_request_that_goes_away_is_no_trouble(port: int, raw: bytes) -> None:
    sent(port, raw).close()
    assert health(port) == 200


def test_a_request_that_trickles_in_is_given_up(app: Flask) -> None:
    with serving(app, arrives_within=1) as (_, port), closing(sent(port, HEAD)) as connection:
        # when a byte comes often enough for the connection never to lie idle
        connection.settimeout(0.3)
        trickled = 0
        while trickled < PATIENCE / 0.3:
            trickled += 1
            try:
                connection.sendall(b"x")
                if connection.recv(1000) == b"":
                    break
            except TimeoutError:
                continue
            except ConnectionError:
                break
        # then it was closed all the same
        assert trickled < PATIENCE / 0.3
        assert health(port) == 200


def test_one_connection_carries_many_requests(port: int) -> None:
    with closing(HTTPConnection("127.0.0.1", port, timeout=PATIENCE)) as connection:
        for _ in range(3):
            connection.request("GET", "/health")
            assert connection.getresponse().read()


@pytest.mark.parametrize(
    ("length", "status"), [(MOST_BYTES + 1, 413), (10**12, 413), (-1, 400)], ids=["a byte more", "a terabyte", "less"]
)
def test_a_body_is_not_waited_for_when_it_would_be_too_large(port: int, length: int, status: int) -> None:
    with closing(sent(port, HEAD + f"Content-Length: {length}\r\n\r\n".encode())) as connection:
        assert answered(connection) == status


def test_chunks_that_never_end_are_cut_off(port: int) -> None:
    chunk = b"10000\r\n" + b"x" * 0x10000 + b"\r\n"
    with closing(sent(port, HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + 3 * chunk)) as connection:
        assert answered(connection) == 413


@pytest.mark.parametrize(
    "raw",
    [
        HEAD + b"Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        HEAD + b"Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
        HEAD + b"Content-Length: two\r\n\r\n",
        HEAD + b"Transfer-Encoding: chunked\r\n\r\nxyz\r\n",
        HEAD + b"Transfer-Encoding: gzip\r\n\r\n",
        HEAD + b"Content-Length: 2\r\n\r\n{}",
        b"\x16\x03\x01\x02\x00\r\n\r\n",
        b"GET\r\n\r\n",
    ],
)
def test_what_is_no_http_or_unsigned_is_never_our_fault(port: int, raw: bytes) -> None:
    with closing(sent(port, raw)) as connection:
        assert answered(connection) in (400, 501)


def test_a_head_that_is_too_long_is_refused(port: int) -> None:
    with closing(sent(port, HEAD + b"X: " + b"x" * 20_000 + b"\r\n\r\n")) as connection:
        assert answered(connection) == 431


def test_a_signed_request_may_come_in_pieces(port: int, authority: Authority, event: Callable[[str], Envelope]) -> None:
    body = json.dumps(event("launch")).encode()
    with closing(HTTPConnection("127.0.0.1", port, timeout=PATIENCE)) as connection:
        pieces = [body[:100], body[100:]]
        connection.request("POST", "/", iter(pieces), authority.headers(body), encode_chunked=True)
        response = connection.getresponse()
        assert (response.status, "Welcome" in response.read().decode()) == (200, True)


def test_a_stop_loses_nothing_that_was_asked(authority: Authority, event: Callable[[str], Envelope]) -> None:
    # given more requests than threads, none answered yet
    asked, go = Event(), Event()

    def slow(event: Envelope, context: object) -> Envelope:
        asked.set()
        assert go.wait(PATIENCE)
        return {"version": "1.0", "response": {}}

    app = application(slow, Verification(SIMULATED_SKILL, Trust(authority.roots), authority.fetch), "test")
    body = json.dumps(event("launch")).encode()
    with serving(app) as (server, port), ExitStack() as stack:
        connections = [
            stack.enter_context(closing(HTTPConnection("127.0.0.1", port, timeout=PATIENCE))) for _ in "abcd"
        ]
        for connection in connections:
            connection.request("POST", "/", body, authority.headers(body))
        assert asked.wait(PATIENCE)
        # when it is told to stop, and then the answers are ready
        server.stop()
        refused = stack.enter_context(closing(socket.socket()))
        latest = monotonic() + PATIENCE
        while refused.connect_ex(("127.0.0.1", port)) == 0:
            assert monotonic() < latest, "it goes on letting others in"
            refused.close()
            refused = stack.enter_context(closing(socket.socket()))
        go.set()
        # then all are told, and nobody new is let in
        assert [connection.getresponse().status for connection in connections] == [200] * 4
