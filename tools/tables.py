"""Servers of the DynamoDB API on this machine: a real one, and some that are out of order.

For testing and measuring what is remembered. They listen on loopback only, each on a port that is free.
"""

from __future__ import annotations

import shutil
import socket
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler
from socketserver import ThreadingTCPServer
from threading import Event, Thread
from typing import Self

from tools import npm

_DYNALITE = """
const server = require(process.argv[1])({ createTableMs: 0 })
server.listen(0, '127.0.0.1', () => console.log(server.address().port))
process.stdin.on('end', () => process.exit()).resume()
"""
"""It ends with whoever started it: then its standard input closes."""
_REFUSAL = (
    "HTTP/1.1 {status}\r\nContent-Type: application/x-amz-json-1.0\r\nConnection: close\r\n\r\n"
    '{{"__type": "com.amazonaws.dynamodb.v20120810#{error}", "message": "MARKEDMESSAGE"}}'
)
"""An error as DynamoDB words it."""
_DRIP_SECONDS = 0.02


@dataclass(frozen=True)
class Fault:
    """What is wrong with a server."""

    answer: bytes = b""
    """What it answers a request with."""
    drips: bytes | None = None
    """What it goes on with, without an end, if only by silence; None where it hangs up."""


def _refusing(status: str, error: str) -> Fault:
    return Fault(_REFUSAL.format(status=status, error=error).encode())


FAULTS: Mapping[str, Fault] = {
    "silent": Fault(drips=b""),
    "dripping": Fault(b"HTTP/1.1 200 OK\r\nx-drip: ", drips=b"."),
    "hung up": Fault(),
    "another protocol": Fault(b"220 mail.example.org ready\r\n"),
    "throttled": _refusing("400 Bad Request", "ProvisionedThroughputExceededException"),
    "denied": _refusing("400 Bad Request", "AccessDeniedException"),
    "failing": _refusing("500 Internal Server Error", "InternalServerError"),
}
"""By their names. A table that isn't there is a real server's to tell, and one that is down has nothing to serve."""


@contextmanager
def dynalite() -> Iterator[str]:
    """The URL of a real server, empty, while it runs. Raises npm.NpmUnavailableError."""
    package = npm.installed("dynalite") / "dynalite"
    command = [shutil.which("node") or "node", "-e", _DYNALITE, str(package)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdin
        assert server.stdout
        try:
            yield f"http://127.0.0.1:{int(server.stdout.readline())}"
        finally:
            server.stdin.close()


class Broken(ThreadingTCPServer):
    """A server that is out of order, while it is entered."""

    daemon_threads = True

    def __init__(self, fault: Fault) -> None:
        super().__init__(("127.0.0.1", 0), _Connection)
        self.fault = fault
        self.requests: list[bytes] = []
        """What it was sent."""
        self.stopped = Event()
        self._serving = Thread(target=self.serve_forever, args=(_DRIP_SECONDS,))

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    def __enter__(self) -> Self:
        self._serving.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.stopped.set()
        self.shutdown()
        self._serving.join()
        self.server_close()


class _Connection(BaseHTTPRequestHandler):
    """Somebody asks it. Whatever it answers is sent as it is."""

    server: Broken

    def do_POST(self) -> None:
        """Every request of the API is one."""
        self.server.requests.append(self.rfile.read(int(self.headers["Content-Length"])))
        self.close_connection = True
        fault = self.server.fault
        with suppress(OSError):  # whoever asked has gone
            self.wfile.write(fault.answer)
            while fault.drips is not None and not self.server.stopped.wait(_DRIP_SECONDS):
                self.wfile.write(fault.drips)


def refused() -> str:
    """The URL of a server that is down: nobody listens there."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return f"http://127.0.0.1:{listener.getsockname()[1]}"
