"""The server behind the page: it takes turns from its own page, and nothing from anybody else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import msgspec
import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from device.browser import build_app, main
from device.client import ServiceError
from device.envelope import SIMULATED_SKILL
from device.explanation import Care
from device.skill import Service, Watch, in_process
from device.speaker import Handler
from device.visit import Visit
from guide.alexa import build_handler
from guide.topic import load
from web.settings import listen

ORIGIN = "http://127.0.0.1:8800"
OPEN = "alexa, open cervix guide"
Post = Callable[..., TestResponse]


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return build_app(in_process()).test_client()


@pytest.fixture
def post(client: FlaskClient) -> Post:
    def send(name: str, body: Any = None, **how: Any) -> TestResponse:
        headers = {"Origin": ORIGIN, **how.pop("headers", {})}
        return client.post(f"/api/{name}", base_url=ORIGIN, json=body, headers=headers, **how)

    return send


@pytest.fixture
def visit(post: Post) -> str:
    return str(post("start", {"locale": "en-CA"}).get_json()["visit"])


def test_the_page_is_served_with_headers_that_keep_it_to_itself(client: FlaskClient) -> None:
    response = client.get("/", base_url=ORIGIN)
    assert response.status_code == 200
    assert b"Cervix Guide" in response.data
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    response.close()


def test_modules_are_served_as_javascript(client: FlaskClient) -> None:
    with client.get("/main.js", base_url=ORIGIN) as response:
        assert response.mimetype == "text/javascript"


def test_a_conversation_goes_from_start_to_transcript(post: Post) -> None:
    # given a page in Britain
    started = post("start", {"locale": "en-GB"}).get_json()
    visit = started["visit"]

    # when it is opened, asked and left
    post("say", {"visit": visit, "words": OPEN})
    answer = post("say", {"visit": visit, "words": "what is a cerclage"}).get_json()
    left = post("leave", {"visit": visit}).get_json()

    # then the turns tell of it, and the transcript holds what was said
    assert answer["spoken"]["listening"] is True
    assert answer["explanation"]["stage"] == "platform"
    assert left["spoken"]["listening"] is False
    text = post("transcript", {"visit": visit}).get_json()["yaml"]
    assert text.startswith("# Recorded with `make speaker`")
    assert "locale: en-GB" in text
    assert "9-9-9" in text


def test_what_the_page_says_of_a_locale_is_the_locales(post: Post) -> None:
    about = post("start", {"locale": "en-US", "screen": "hub_round_small"}).get_json()
    assert about["emergency"] == "9-1-1"
    assert "is it the same as preterm labor" in about["examples"]
    assert about["viewport"]["shape"] == "ROUND"
    assert post("start", {"locale": "en-AU"}).get_json()["viewport"] is None


def test_the_locales_are_listed(client: FlaskClient) -> None:
    listed = client.get("/api/locales", base_url=ORIGIN).get_json()
    assert listed == ["en-AU", "en-CA", "en-GB", "en-IN", "en-US"]


def test_a_hint_can_be_touched(post: Post) -> None:
    visit = post("start", {"locale": "en-CA", "screen": "hub_landscape_medium"}).get_json()["visit"]
    post("say", {"visit": visit, "words": OPEN})
    post("say", {"visit": visit, "words": "what is a cerclage"})
    turn = post("touch", {"visit": visit, "arguments": ["stitch_removal"], "source": "hint"}).get_json()
    assert turn["explanation"]["detail"] == "stitch_removal"


@pytest.mark.parametrize(
    ("name", "body", "complaint"),
    [
        ("start", {"locale": "fr-CA"}, "choose one of en-AU, en-CA"),
        ("start", {"locale": "../../secrets"}, "choose one of"),
        ("start", {"locale": "en-CA", "screen": "watch"}, "choose one of hub_round_small"),
        ("start", {"locale": 5}, "$.locale"),
        ("start", {}, "`locale`"),
        ("say", {"visit": "", "words": "x" * 2001}, "$.words"),
        ("say", {"visit": "", "words": "hello", "shout": True}, "`shout`"),
        ("say", {"words": "hello"}, "`visit`"),
        ("say", [], "object"),
        ("touch", {"visit": "", "arguments": [1], "source": ""}, "$.arguments[0]"),
        ("leave", "nobody", "object"),
    ],
)
def test_what_is_wrong_is_named(post: Post, name: str, body: Any, complaint: str) -> None:
    response = post(name, body)
    assert response.status_code == 400
    assert complaint in response.get_json()["error"]


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b"[" * 10_000])
def test_what_is_no_json_is_refused(client: FlaskClient, body: bytes) -> None:
    how = {"base_url": ORIGIN, "headers": {"Origin": ORIGIN}, "content_type": "application/json"}
    response = client.post("/api/say", data=body, **how)
    assert response.status_code == 400
    assert "/api/say" in response.get_json()["error"]


def test_more_than_can_be_said_is_refused(post: Post, visit: str) -> None:
    response = post("say", {"visit": visit, "words": "so " * 10_000})
    assert response.status_code == 413
    assert response.get_json()["error"]


@pytest.mark.parametrize("name", ["say", "leave", "transcript"])
def test_an_unknown_visit_is_told(post: Post, name: str) -> None:
    body = {"visit": "nobody"} | ({"words": "hello"} if name == "say" else {})
    response = post(name, body)
    assert response.status_code == 404
    assert "Start a new one" in response.get_json()["error"]


def test_a_touch_beside_the_hints_is_told(post: Post, visit: str) -> None:
    response = post("touch", {"visit": visit, "arguments": ["cerclage"], "source": ""})
    assert response.status_code == 400
    assert "nothing" in response.get_json()["error"]


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8800", "127.0.0.1.evil.example", "localhost.evil:80"])
def test_another_name_that_leads_here_is_refused(client: FlaskClient, host: str) -> None:
    for path in ("/", "/api/locales"):
        assert client.get(path, base_url=f"http://{host}").status_code == 400
    origin = f"http://{host}"
    assert client.post("/api/say", base_url=origin, headers={"Origin": origin}, json={}).status_code == 400


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "http://127.0.0.1:8801", "http://localhost:8800", "null", ""]
)
def test_another_page_is_refused(post: Post, visit: str, origin: str) -> None:
    response = post("say", {"visit": visit, "words": OPEN}, headers={"Origin": origin})
    assert response.status_code == 403
    assert response.get_json()["error"]


def test_a_form_is_refused(client: FlaskClient) -> None:
    response = client.post("/api/say", base_url=ORIGIN, data={"words": "hello"}, headers={"Origin": ORIGIN})
    assert response.status_code == 415


@pytest.mark.parametrize("path", ["/nothing.js", "/../browser.py", "/%2e%2e/browser.py", "/api/nothing"])
def test_what_isnt_there_is_told_as_json(client: FlaskClient, path: str) -> None:
    response = client.get(path, base_url=ORIGIN)
    assert response.status_code == 404
    assert response.get_json()["error"]


def badly_written(event: Any, context: Any) -> Any:
    return {"response": {"outputSpeech": {"ssml": "<speak>5 < 6</speak>"}, "shouldEndSession": True}}


def unreachable(event: Any, context: Any) -> Any:
    raise ServiceError("Nothing answers")


@pytest.mark.parametrize(
    ("skill", "complaint"), [(badly_written, "can't read this SSML"), (unreachable, "Nothing answers")]
)
def test_a_skill_in_trouble_is_told_of(skill: Handler, complaint: str) -> None:
    client = build_app(replace(in_process(), handler=skill)).test_client()
    how: dict[str, Any] = {"base_url": ORIGIN, "headers": {"Origin": ORIGIN}}
    visit = client.post("/api/start", json={"locale": "en-CA"}, **how).get_json()["visit"]
    response = client.post("/api/say", json={"visit": visit, "words": OPEN}, **how)
    assert response.status_code == 502
    assert complaint in response.get_json()["error"]


def test_an_alarm_has_its_care_though_the_skill_fails() -> None:
    # given a skill that can't match: what may be urgent would be answered, and isn't
    class Broken(dict[str, str]):
        def __contains__(self, key: object) -> bool:
            raise RuntimeError

    content, watch = load(), Watch()
    sections = msgspec.structs.replace(content.learned.sections, votes=Broken())
    learned = msgspec.structs.replace(content.learned, sections=sections)
    handler = build_handler(msgspec.structs.replace(content, learned=learned), watch, SIMULATED_SKILL)
    # when
    turn = Visit(Service(handler, watch, SIMULATED_SKILL), "en-CA").say("is bleeding normal")
    # then the page is told of it as of any other alarm
    assert "from your phone" in turn.spoken.text
    assert turn.explanation
    assert turn.explanation.care == Care("call_doctor", now=True)


def test_a_taken_port_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with listen("127.0.0.1", 0) as taken:
        assert main(["--port", str(taken.getsockname()[1])]) == 1
    assert "make speaker PORT=" in capsys.readouterr().err


def test_it_says_where_it_is_on_this_machine_and_opens_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    # given somebody who interrupts it once it is open in the browser
    opened: list[str] = []

    def look(address: str) -> None:
        opened.append(address)
        raise KeyboardInterrupt

    monkeypatch.setattr("webbrowser.open", look)

    # when it is started for Britain
    assert main(["--locale", "en-GB", "--open"]) == 0

    # then the address is told
    assert opened[0].startswith("http://127.0.0.1:")
    assert opened[0].endswith("/?locale=en-GB")
    assert opened[0] in capsys.readouterr().out
