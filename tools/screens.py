"""`make screens` draws the screens that docs/screens.md shows, in a real browser, from what the skill sends.

The drawing is device/page/apl.js's; here are the scenes and the way to the browser.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, cast

import msgspec
from ask_sdk_core.serialize import DefaultSerializer

from device.viewport import VIEWPORTS, Viewport
from guide import topic
from guide.reply import Answer, Choice, Reply, Urgent
from guide.response import Renderer
from guide.topic import Content
from guide.triage import Level
from tools import debian, npm

Directive = dict[str, Any]
ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "screens"
_SECONDS = 60


@dataclass(frozen=True)
class Scene:
    """One turn on one screen."""

    name: str
    viewport: Viewport
    reply: Reply
    locale: str = "en-CA"


SCENES = (
    Scene("round", VIEWPORTS["hub_round_small"], Answer("timing", offer="causes")),
    Scene("small", VIEWPORTS["hub_landscape_small"], Answer("symptoms")),
    Scene("large", VIEWPORTS["hub_landscape_large"], Answer("cerclage", offer="stitch_removal")),
    Scene("telephone", VIEWPORTS["mobile_portrait"], Choice("cerclage", "stitch_removal"), "en-US"),
    Scene("call_doctor", VIEWPORTS["hub_landscape_small"], Urgent(Level.CALL_DOCTOR)),
    Scene("emergency", VIEWPORTS["hub_landscape_medium"], Urgent(Level.EMERGENCY)),
    Scene("self_harm", VIEWPORTS["hub_landscape_medium"], Urgent(Level.SELF_HARM), "en-GB"),
)


class Drawn(msgspec.Struct, frozen=True):
    """What is there once a scene is drawn."""

    name: str
    error: str = ""
    """Why it couldn't be drawn; empty where it was."""
    texts: list[str] = []
    """What can be read, from top to bottom."""
    headings: list[str] = []
    hints: list[str] = []
    """What can be touched, as a screen reader names it."""
    sent: list[list[Any]] = []
    """What was sent as each hint was touched, and then pressed by keyboard: arguments, id."""
    wide: bool = False
    """Whether a text runs out at the side."""
    scrolls: bool = False
    outside: bool = False
    """Whether a text that can't be scrolled lies outside the screen's shape."""
    violations: list[str] = []
    """What the audit for accessibility finds."""


class Drawer:
    """Draws scenes in a browser."""

    def __init__(self, content: Content) -> None:
        """Raises NpmUnavailableError or DebianUnavailableError where there is no browser."""
        self._renderer, self._serializer = Renderer(content), DefaultSerializer()
        self._tools = {
            "chromium": str(debian.program("chromium")),
            "modules": str(npm.installed("browser")),
            "renderer": str(ROOT / "device" / "page" / "apl.js"),
        }

    def draw(self, scenes: Iterable[Scene], folder: Path | None = None) -> list[Drawn]:
        """What the browser makes of each scene; with a folder, a picture of it too. Raises npm.ScriptError."""
        return self.draw_sent([(scene, self._sent(scene)) for scene in scenes], folder)

    def draw_sent(self, sent: Iterable[tuple[Scene, Directive]], folder: Path | None = None) -> list[Drawn]:
        """The same of directives as they are. Raises npm.ScriptError."""
        scenes = [
            {
                "name": scene.name,
                "viewport": asdict(scene.viewport),
                "directive": directive,
                "file": str(folder / f"{scene.name}.png") if folder else "",
            }
            for scene, directive in sent
        ]
        answer = npm.run(Path(__file__).with_suffix(".mjs"), {**self._tools, "scenes": scenes})
        return msgspec.json.decode(answer, type=list[Drawn])

    def _sent(self, scene: Scene) -> Directive:
        response = self._renderer.response(scene.reply, scene.locale, newest_apl=scene.viewport.newest_apl)
        body = cast(dict[str, Any], self._serializer.serialize(response))
        return cast(Directive, body["directives"][0])


def _shrink(pictures: Iterable[Path]) -> None:
    """Few colours are enough for flat ones; a quarter of the size is left. Raises DebianUnavailableError."""
    command = [str(debian.program("pngquant")), "--force", "--ext", ".png"]
    subprocess.run([*command, *map(str, pictures)], check=True, timeout=_SECONDS)


def main() -> int:
    """Returns the exit code: 1 where there is no browser, or a screen can't be drawn."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    try:
        found = Drawer(topic.load()).draw(SCENES, FOLDER)
        _shrink(FOLDER.glob("*.png"))
    except (npm.NpmUnavailableError, debian.DebianUnavailableError, npm.ScriptError) as error:
        print(error, file=sys.stderr)
        return 1
    for drawn in found:
        print(f"{drawn.name}: {drawn.error or '; '.join(drawn.violations) or 'drawn'}")
    return 1 if any(drawn.error for drawn in found) else 0


if __name__ == "__main__":
    sys.exit(main())
