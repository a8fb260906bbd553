"""What is put under load, in a process of its own: the service as `python -m web` runs it, or the SDK's own adapter.

Both verify every request, against the development authority, on the same server and with the same skill.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path
from socket import socket
from typing import Any

from ask_sdk_webservice_support import verifier
from certvalidator import CertificateValidator, ValidationContext
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from flask import Flask
from flask_ask_sdk.skill_adapter import SkillAdapter

from device.authority import URL, Authority
from device.envelope import SIMULATED_SKILL
from guide import alexa, topic
from web import logs, processes
from web.__main__ import serve
from web.server import Server
from web.settings import THREADS, Settings, listen
from web.trust import Trust
from web.verification import Verification

SERVICE, ADAPTER = "service", "adapter"


@dataclass(frozen=True, slots=True)
class Target:
    """A server under load."""

    port: int
    pid: int

    def memory(self) -> float:
        """MiB that its processes hold, what they share counted once."""
        return sum(_proportional(pid) for pid in [str(self.pid), *self._workers()]) / 1024

    def busy(self) -> float:
        """Seconds for which its processes have had a processor, which other work on the machine doesn't change."""
        fields = [Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split() for pid in self._workers()]
        return sum(int(ticks) for stat in fields for ticks in stat[11:13]) / os.sysconf("SC_CLK_TCK")

    def _workers(self) -> list[str]:
        return Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()


def _proportional(pid: str) -> int:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


@contextmanager
def started(authority: Authority, kind: str, count: int = 1, threads: int = THREADS) -> Iterator[Target]:
    """Serves in so many processes, of so many threads each, meanwhile."""
    with tempfile.TemporaryDirectory() as folder, listen("127.0.0.1", 0) as listener:
        root = authority.root.certificate.public_bytes(Encoding.PEM)
        (Path(folder) / "root.pem").write_bytes(root)
        (Path(folder) / "chain.pem").write_bytes(authority.certificates[URL])
        said = [kind, str(count), str(threads), folder, str(listener.fileno())]
        command = [sys.executable, "-W", "ignore", "-m", "tools.load.target", *said]
        with subprocess.Popen(command, pass_fds=[listener.fileno()], stdout=subprocess.DEVNULL) as process:
            try:
                yield Target(listener.getsockname()[1], process.pid)
            finally:
                process.terminate()


def _adapter(root: bytes, chain: bytes) -> Flask:
    """The SDK's own, as it comes, but that it can be imported, and trusts and fetches what is given here."""
    der = x509.load_pem_x509_certificate(root).public_bytes(Encoding.DER)
    given: dict[str, Any] = {
        "CertificateValidator": partial(CertificateValidator, validation_context=ValidationContext([der])),
        "urlopen": lambda _: BytesIO(chain),
    }
    vars(verifier).update(given)
    app = Flask("adapter")
    skill = alexa.build_skill(topic.load(), skill_id=SIMULATED_SKILL)
    SkillAdapter(skill=skill, skill_id=SIMULATED_SKILL, app=app).register(app, "/")
    return app


def main(kind: str, count: str, threads: str, folder: str, number: str) -> None:
    """Serves on the socket of that number."""
    root, chain = ((Path(folder) / name).read_bytes() for name in ("root.pem", "chain.pem"))
    logs.start()
    with socket(fileno=int(number)) as listener:
        if kind == ADAPTER:
            app = _adapter(root, chain)
            processes.run(lambda: Server(app, listener, int(threads)), int(count))
        else:
            trust = Trust([x509.load_pem_x509_certificate(root)])
            handler = alexa.build_handler(topic.load(), skill_id=SIMULATED_SKILL)
            settings = Settings(SIMULATED_SKILL, "", 0, int(count), int(threads), log_sections=False)
            serve(handler, settings, listener, Verification(SIMULATED_SKILL, trust, lambda _: chain))


if __name__ == "__main__":
    main(*sys.argv[1:])
