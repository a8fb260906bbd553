"""What is tried: the handler, the service around it, the file that it reads, and the content that people write.

A target's trial takes what the grammar makes, and raises where something is wrong. It runs under hypothesis as it is;
its `hypothesis.fuzz_one_input` takes the bytes that a coverage-guided fuzzer makes.
"""

from __future__ import annotations

import json
import logging
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from http import HTTPStatus
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from device.authority import Authority
from device.envelope import SIMULATED_SKILL
from guide import topic
from guide.alexa import Handler, build_handler
from tools.content import FOLDER, ContentError, read
from tools.content.build import built
from tools.fuzz import grammar
from tools.fuzz.sound import faults
from web.chains import Chain
from web.service import application
from web.trust import Trust
from web.verification import CHAIN_URL, SIGNATURE, Verification

BUILT = FOLDER.with_suffix(".json")


class UnsoundError(Exception):
    """An answer isn't as it must be. The text says what is wrong."""


@dataclass(frozen=True, slots=True)
class Target:
    """Something that nothing may break."""

    name: str
    made: st.SearchStrategy[Any]
    check: Callable[[Any], None]

    def trial(self, **limits: Any) -> Any:
        """A hypothesis test of it, with hypothesis's settings: a function without arguments."""
        unhurried = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]
        tried = settings(deadline=None, suppress_health_check=unhurried, **limits)
        return tried(given(self.made)(self.check))


def answer(event: Any) -> None:
    """What Lambda calls, with any event: no exception leaves it, every answer is sound, nothing private is logged."""
    with _logged() as records:
        answer = _handler()(event, None)
    wrong = list(faults(event, answer, str(records)))
    if wrong:
        raise UnsoundError(f"the answer {'; '.join(wrong)}")


@cache
def _handler() -> Handler:
    return build_handler(topic.load())


class _Catcher(logging.Handler):
    """Keeps all that a record carries."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.records: list[Mapping[str, Any]] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record.__dict__)


@contextmanager
def _logged() -> Iterator[list[Mapping[str, Any]]]:
    catcher, root = _Catcher(), logging.getLogger()
    level = root.level
    root.addHandler(catcher)
    root.setLevel(logging.DEBUG)
    try:
        yield catcher.records
    finally:
        root.removeHandler(catcher)
        root.setLevel(level)


Post = tuple[Any, dict[str, str]]
"""A request to the service: an event or the bytes of a body, and headers in the place of the right ones."""


def serve(post: Post) -> None:
    """The service, with any signed or forged request: it is refused, or answered as the handler does; never 500."""
    said, forged = post
    body = said if isinstance(said, bytes) else json.dumps(said).encode()
    authority, client = _service()
    with _logged() as records:
        response = client.post("/", data=body, headers=authority.headers(body) | forged)
    accepted = response.status_code == HTTPStatus.OK
    if not accepted and response.status_code not in (HTTPStatus.BAD_REQUEST, HTTPStatus.REQUEST_ENTITY_TOO_LARGE):
        raise UnsoundError(f"the service answers {response.status_code}")
    if accepted and forged:
        raise UnsoundError(f"the service takes {forged}")
    wrong = list(faults(said, response.json, str(records))) if accepted else []
    if wrong:
        raise UnsoundError(f"the answer {'; '.join(wrong)}")


@cache
def _service() -> tuple[Authority, FlaskClient]:
    authority, then = Authority(), datetime.fromisoformat(grammar.events()["launch"]["request"]["timestamp"])
    # The events are of then, the certificates of today.
    trust = _TrustToday(authority.roots)
    verification = Verification(SIMULATED_SKILL, trust, authority.fetch, lambda: then)
    return authority, application(_handler(), verification, "fuzzed").test_client()


class _TrustToday(Trust):
    def key(self, chain: Chain, now: datetime) -> RSAPublicKey:  # noqa: ARG002  the service's
        return super().key(chain, datetime.now(UTC))


def _posts() -> st.SearchStrategy[Post]:
    said = grammar.envelopes() | grammar.values() | st.binary(max_size=300)
    printable = st.text(st.characters(min_codepoint=32, max_codepoint=255), max_size=120)
    forged = st.dictionaries(st.sampled_from([SIGNATURE, CHAIN_URL]), printable, max_size=2)
    return st.tuples(said, st.just({}) | forged)


def load(damaged: Any) -> None:
    """The built content, damaged: it is refused as documented, or it serves."""
    with TemporaryDirectory() as folder:
        (Path(folder) / BUILT.name).write_text(json.dumps(damaged), "ascii")
        shutil.copy(BUILT.with_name("votes.json"), folder)
        with suppress(msgspec.DecodeError):
            topic.load.__wrapped__(folder)


def build(edit: tuple[Path, str]) -> None:
    """What people may write into a content file: it is built, or every fault is told with its file and a way out."""
    file, text = edit
    with TemporaryDirectory() as folder:
        content = Path(folder) / "content"
        shutil.copytree(FOLDER, content)
        (content / file).write_bytes(text.encode("utf-8", "surrogatepass"))
        try:
            built(read(content))
        except ContentError as error:
            untold = [problem for problem in error.problems if not (problem.file and problem.wrong and problem.instead)]
            if untold:
                raise UnsoundError(f"a problem lacks its file, or what to write: {untold}") from error


def _edits() -> st.SearchStrategy[tuple[Path, str]]:
    files = {path.relative_to(FOLDER): path.read_text("utf-8") for path in sorted(FOLDER.rglob("*.toml"))}
    return st.sampled_from(list(files)).flatmap(lambda file: st.tuples(st.just(file), grammar.edited(files[file])))


TARGETS = {
    target.name: target
    for target in (
        Target("answer", grammar.envelopes() | grammar.values(), answer),
        Target("serve", _posts(), serve),
        Target("load", grammar.changed(json.loads(BUILT.read_bytes())), load),
        Target("build", _edits(), build),
    )
}
"""By name."""
