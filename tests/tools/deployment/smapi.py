"""A stand-in for Alexa's skill management service, as far as publishing uses it, on loopback.

As the real one, it makes a skill of a package without an endpoint, and refuses an endpoint that doesn't let the skill
in.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

NEW_SKILL = "amzn1.ask.skill.11111111-2222-3333-4444-555555555555"
TOKEN = "a-token"
LetsIn = Callable[[str, str], bool]
"""Whether the function of an ARN lets a skill in."""
Answer = tuple[int, Any]


class Smapi:
    """What it was sent, and what it makes of it."""

    def __init__(self, lets_in: LetsIn) -> None:
        self._lets_in = lets_in
        self.address = ""
        self.vendors: list[str] = ["VENDOR"]
        self.imported: list[tuple[str, dict[str, bytes]]] = []
        """Each skill id, and the files of the package imported for it."""
        self.enabled: set[str] = set()
        self._upload: dict[str, bytes] = {}

    def answer(self, method: str, path: str, body: bytes) -> Answer:
        """A status, and what is sent with it: JSON, or a location."""
        match method, path.strip("/").split("/"):
            case "POST", ["auth", "o2", "token"]:
                return 200, {"access_token": TOKEN, "refresh_token": "r", "token_type": "bearer", "expires_in": 3600}
            case "GET", ["v1", "vendors"]:
                return 200, {"vendors": [{"id": each, "name": each, "roles": []} for each in self.vendors]}
            case "POST", ["v1", "skills", "uploads"]:
                return 201, {"uploadUrl": f"{self.address}/upload", "expiresAt": "2099-01-01T00:00:00.000Z"}
            case "PUT", ["upload"]:
                with zipfile.ZipFile(io.BytesIO(body)) as archive:
                    self._upload = {name: archive.read(name) for name in archive.namelist() if name[-1] != "/"}
                return 200, {}
            case "POST", ["v1", "skills", *skill, "imports"]:
                self.imported.append((skill[0] if skill else NEW_SKILL, self._upload))
                return 202, f"/v1/skills/imports/{len(self.imported)}"
            case "GET", ["v1", "skills", "imports", number]:
                return 200, self._status(*self.imported[int(number) - 1])
            case "GET", ["v1", "skills", skill_id, "stages", "development", "enablement"]:
                return (204, {}) if skill_id in self.enabled else (404, {"message": "not enabled"})
            case "PUT", ["v1", "skills", skill_id, "stages", "development", "enablement"]:
                self.enabled.add(skill_id)
                return 204, {}
            case _:
                return 501, {"message": f"{method} {path} is nothing that publishing uses"}

    def _status(self, skill_id: str, files: dict[str, bytes]) -> dict[str, Any]:
        endpoint = manifest(files)["apis"]["custom"].get("endpoint", {}).get("uri", "")
        if endpoint and not self._lets_in(endpoint, skill_id):
            error = {"code": "INVALID", "message": "The trigger setting for the Lambda is invalid"}
            return {"status": "FAILED", "errors": [error], "skill": {"skillId": skill_id}}
        return {"status": "SUCCEEDED", "skill": {"skillId": skill_id, "resources": []}}


def manifest(files: dict[str, bytes]) -> dict[str, Any]:
    """The manifest in a package."""
    found: dict[str, Any] = json.loads(files["skill.json"])["manifest"]
    return found


@contextmanager
def serving(lets_in: LetsIn) -> Iterator[Smapi]:
    """A running stand-in."""
    smapi = Smapi(lets_in)

    class Handler(BaseHTTPRequestHandler):
        def do(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            status, sent = smapi.answer(self.command, self.path.split("?")[0], body)
            if self.path.startswith("/v1") and self.headers.get("Authorization", "").removeprefix("Bearer ") != TOKEN:
                status, sent = 401, {"message": "no token"}
            content = b"" if isinstance(sent, str) or status == 204 else json.dumps(sent).encode()
            self.send_response(status)
            if isinstance(sent, str):
                self.send_header("Location", sent)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = do_PUT = do  # noqa: N815  the library's names

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        smapi.address = f"http://127.0.0.1:{server.server_port}"
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield smapi
        server.shutdown()
        thread.join()
