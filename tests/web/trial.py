"""One request to a service of its own, right but for the one thing that a test is about."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime

from werkzeug.test import TestResponse

from device.authority import URL, Authority
from device.envelope import SIMULATED_SKILL
from guide.envelope import Envelope
from web.rejection import Reason
from web.service import application
from web.trust import Trust
from web.verification import Verification

_NAMES = {"url": "SignatureCertChainUrl", "signature": "Signature-256"}


@dataclass
class Trial:
    """A service of its own, and what becomes of requests to it."""

    authority: Authority
    present: datetime
    pem: bytes | None = None
    """What is at the certificate's address; what the authority publishes, unless it is given."""
    outage: Exception | None = None
    """What keeps it from being fetched."""
    fetched: list[str] = field(default_factory=list)
    reached: list[Envelope] = field(default_factory=list)

    def __post_init__(self) -> None:
        verification = Verification(SIMULATED_SKILL, Trust(self.authority.roots), self.fetch, lambda: self.present)
        self._client = application(self.skill, verification, "test").test_client()

    def fetch(self, url: str) -> bytes:
        self.fetched.append(url)
        if self.outage:
            raise self.outage
        return self.authority.certificates[URL] if self.pem is None else self.pem

    def skill(self, event: Envelope, context: object) -> Envelope:
        self.reached.append(event)
        return {"version": "1.0", "response": {}}

    def ask(self, said: Envelope | bytes, headers: dict[str, str] | None = None, **changed: str) -> TestResponse:
        """Posts a signed request, with other headers where they are given."""
        body = said if isinstance(said, bytes) else json.dumps(said).encode()
        signed = self.authority.headers(body) if headers is None else headers
        return self._client.post(
            "/", data=body, headers=signed | {_NAMES[name]: text for name, text in changed.items()}
        )

    def assert_rejected(self, response: TestResponse, reason: Reason) -> None:
        assert (response.status_code, response.json) == (400, {"error": reason.value})
        assert not self.reached

    def assert_passed(self, response: TestResponse) -> None:
        assert response.status_code == 200, response.json
        assert len(self.reached) == 1
