"""AWS Lambda's runtime on this machine: AWS's own client on the Python that Lambda runs, and the API that it asks.

What is packaged can so be run as it will be there, from an empty folder, with nothing else on its path. Who is asked
what, and what to make of the answers, is left to the tests and the benchmark.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from time import perf_counter

import msgspec

from tools.packaging import PackageError, interpreter

CACHE = Path(__file__).parents[1] / ".cache" / "runtime"
CLIENT = ("awslambdaric==4.2.2", "boto3==1.44.5", "botocore==1.44.5")
"""What Lambda has beside what is packaged."""
_VERSION = "/2018-06-01/runtime"
_ARN = "arn:aws:lambda:us-east-1:123456789012:function:cervix-guide:live"
_SECONDS_TO_ANSWER = 30
_SECONDS_TO_INSTALL = 300


class RuntimeUnavailableError(Exception):
    """There is no Python that Lambda runs, or its client can't be fetched. The text says which."""


class NoAnswerError(Exception):
    """The function ended, or took too long."""


class Answer(msgspec.Struct, frozen=True):
    """What came of one request."""

    body: bytes
    failed: bool
    """Whether the function raised: Alexa then tells the listener that something went wrong."""
    at: float
    """The moment it came, in seconds of perf_counter()."""


@cache
def client() -> Path:
    """A Python with Lambda's client and nothing else, made once. Raises RuntimeUnavailableError."""
    try:
        python = interpreter.find()
    except PackageError as error:
        raise RuntimeUnavailableError(str(error)) from error
    stamp, made = CACHE / "installed.txt", CACHE / "bin" / "python"
    # Where the Python that it was made from is gone, the link leads nowhere.
    if not made.exists() or not stamp.exists() or stamp.read_text("utf-8").split() != list(CLIENT):
        _install(python)
        stamp.write_text("\n".join(CLIENT), "utf-8")
    return made


def _install(python: Path) -> None:
    shutil.rmtree(CACHE, ignore_errors=True)
    pip = [sys.executable, "-m", "pip", "--python", str(CACHE / "bin" / "python"), "install", "--quiet"]
    try:
        for command in ([str(python), "-m", "venv", "--without-pip", str(CACHE)], [*pip, "--no-input", *CLIENT]):
            subprocess.run(command, check=True, capture_output=True, timeout=_SECONDS_TO_INSTALL)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        raise RuntimeUnavailableError("Lambda's runtime client couldn't be fetched; is there a network?") from error


class Api(ThreadingHTTPServer):
    """The runtime API of one function instance, on loopback."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Exchange)
        self.requests: SimpleQueue[bytes] = SimpleQueue()
        self.answers: SimpleQueue[Answer] = SimpleQueue()

    def handle_error(self, request: object, client_address: object) -> None:
        """Nothing: a function that was ended leaves its connection as it is."""

    @property
    def address(self) -> str:
        """Host and port."""
        return f"127.0.0.1:{self.server_port}"


class _Exchange(BaseHTTPRequestHandler):
    """One connection of the client."""

    server: Api
    protocol_version = "HTTP/1.1"

    def setup(self) -> None:
        super().setup()
        # Otherwise every answer waits for the client's acknowledgement of the one before.
        self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def do_GET(self) -> None:
        """The next request, once there is one; or the go-ahead after a snapshot."""
        body = self.server.requests.get() if self.path == f"{_VERSION}/invocation/next" else b""
        headers = {
            "Lambda-Runtime-Aws-Request-Id": "6f1c5a70-0000-4000-8000-000000000000",
            "Lambda-Runtime-Deadline-Ms": "4102444800000",
            "Lambda-Runtime-Invoked-Function-Arn": _ARN,
            "Content-Type": "application/json",
        }
        self._reply(200, body, headers)

    def do_POST(self) -> None:
        """An answer, or the report of a failure."""
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        answer = Answer(body, failed=self.path.endswith("/error"), at=perf_counter())
        self._reply(202, b"{}", {})
        self.server.answers.put(answer)

    def _reply(self, status: int, body: bytes, headers: Mapping[str, str]) -> None:
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


class Function:
    """A function instance that runs."""

    def __init__(self, api: Api, process: subprocess.Popen[bytes], output: Path, began: float) -> None:
        self._api = api
        self._process = process
        self._output = output
        self.began = began
        """The moment before its process was started, in seconds of perf_counter()."""

    def ask(self, event: object) -> Answer:
        """What it answers to an event; bytes are sent as they are. Raises NoAnswerError."""
        self._api.requests.put(event if isinstance(event, bytes) else json.dumps(event).encode())
        return self.answer()

    def answer(self) -> Answer:
        """What it says next. Raises NoAnswerError."""
        for _ in range(_SECONDS_TO_ANSWER):
            try:
                return self._api.answers.get(timeout=1)
            except Empty:
                if self._process.poll() is not None:
                    break
        raise NoAnswerError(f"no answer; its output was: {self.output[-2000:]}")

    @property
    def output(self) -> str:
        """All that it has written to its log."""
        return self._output.read_text("utf-8", errors="replace")

    @property
    def processor(self) -> float:
        """Seconds of a processor that it has used."""
        return int(Path(f"/proc/{self._process.pid}/schedstat").read_text("utf-8").split()[0]) / 1e9

    @property
    def peak(self) -> float:
        """MiB of memory, at most so far."""
        lines = Path(f"/proc/{self._process.pid}/status").read_text("utf-8").splitlines()
        return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))


@contextmanager
def started(
    folder: Path,
    environment: Mapping[str, str] | None = None,
    first: object = None,
    handler: str = "lambda_function.handler",
) -> Iterator[Function]:
    """A function unpacked in folder, while it runs; first is a request that waits for it already."""
    python, api = client(), Api()
    Thread(target=api.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    if first is not None:
        api.requests.put(json.dumps(first).encode())
    with tempfile.TemporaryDirectory() as place:
        output = Path(place) / "output"
        began = perf_counter()
        with output.open("wb") as written:
            process = subprocess.Popen(
                [python, "-m", "awslambdaric", handler],
                cwd=folder,
                env={**_environment(folder, api), **(environment or {})},
                stdin=subprocess.DEVNULL,
                stdout=written,
                stderr=subprocess.STDOUT,
            )
        try:
            yield Function(api, process, output, began)
        finally:
            process.kill()
            process.wait()
            api.requests.put(b"")
            api.shutdown()
            api.server_close()


def _environment(folder: Path, api: Api) -> dict[str, str]:
    """What Lambda sets. What is unpacked there can't be written to, so no bytecode is left behind."""
    return {
        "PATH": os.environ.get("PATH", ""),
        "TZ": ":UTC",
        "LANG": "en_US.UTF-8",
        "PYTHONDONTWRITEBYTECODE": "1",
        "LAMBDA_TASK_ROOT": str(folder),
        "AWS_LAMBDA_RUNTIME_API": api.address,
        "AWS_LAMBDA_FUNCTION_NAME": "cervix-guide",
        "AWS_LAMBDA_LOG_FORMAT": "JSON",
        "AWS_LAMBDA_LOG_LEVEL": "INFO",
        "AWS_REGION": "us-east-1",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_ACCESS_KEY_ID": "none",
        "AWS_SECRET_ACCESS_KEY": "none",
    }
