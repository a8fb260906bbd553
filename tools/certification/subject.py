"""What is certified: the content, the handler, every reply, the interaction models, and all that is shown or linked.

All of it is a plain value, so that a test can break any of it and see its rule fail.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from device.envelope import Envelope, Sender, Session
from device.recognizer import Heard, Recognizer
from device.speaker import Speaker
from guide import topic
from guide.alexa import build_handler
from guide.reply import Reply
from guide.speech import Voice
from guide.state import State
from guide.topic import Content
from tools.certification.replies import Rendered, rendered
from tools.certification.response import Response
from tools.model_rules import Model
from tools.skill_package import PAGES

ROOT = Path(__file__).parents[2]
Handler = Callable[[Envelope, Any], Envelope]


@dataclass(frozen=True)
class Subject:
    """The skill as it would be submitted."""

    content: Content
    handler: Handler
    rendered: tuple[Rendered, ...]
    models: Mapping[str, Model]
    """Locale -> its interaction model."""
    manifest: Mapping[str, Any]
    """skill.json; empty where there is none."""
    icons: Mapping[str, bytes]
    """Name -> a file of icons/."""
    pages: Mapping[str, str]
    """Name -> a page of docs/ that the store links to."""
    readme: str
    """README.md; empty where there is none."""

    def says(self, reply: Reply, locale: str) -> str:
        """The words of a reply."""
        return self._voice.say(reply, locale).text

    def speaker(self, locale: str) -> Speaker:
        """A fresh simulated speaker in one country."""
        return Speaker(self.handler, self.recognizer(locale), Sender(locale))

    def recognizer(self, locale: str) -> Recognizer:
        """The simulated recogniser that one locale's model makes."""
        return self._recognizers[locale]

    @cached_property
    def _voice(self) -> Voice:
        return Voice(self.content)

    @cached_property
    def _recognizers(self) -> dict[str, Recognizer]:
        return {locale: Recognizer(model) for locale, model in self.models.items()}

    def answered(self, heard: Heard, locale: str, state: State | None = None, *, new: bool = False) -> Response:
        """The response to an intent, in any state of a conversation."""
        session = Session(new=new, attributes=state.attributes() if state else {})
        return self.sent(Sender(locale).intent(session, heard))

    def sent(self, envelope: Envelope) -> Response:
        """The response to an envelope, through JSON as the network would bring it."""
        answer = json.loads(json.dumps(self.handler(json.loads(json.dumps(envelope)), None)))
        return Response(answer.get("response") or {})


def load(root: Path = ROOT) -> Subject:
    """The skill in a working copy. Raises OSError or json.JSONDecodeError where a file can't be read."""
    content = topic.load(str(root / "lambda"))
    manifest, readme = root / "skill.json", root / "README.md"
    return Subject(
        content=content,
        handler=build_handler(content),
        rendered=rendered(content),
        models={path.stem: json.loads(path.read_text("utf-8")) for path in _models(root)},
        manifest=json.loads(manifest.read_text("utf-8")) if manifest.exists() else {},
        icons={path.name: path.read_bytes() for path in (root / "icons").glob("*.png")},
        pages={path.name: path.read_text("utf-8") for path in (root / "docs").glob("*.html") if path.name in PAGES},
        readme=readme.read_text("utf-8") if readme.exists() else "",
    )


def _models(root: Path) -> list[Path]:
    return sorted((root / "interaction_models").glob("*.json"))
