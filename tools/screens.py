"""`make screens` draws the screens that docs/screens.md shows, in a real browser, from what the skill sends.

The drawing is device/page/apl.js's; here are the scenes and the way to the browser.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, cast

from ask_sdk_core.serialize import DefaultSerializer

from device.viewport import VIEWPORTS, Viewport
from guide import topic
from guide.alexa import Renderer
from guide.apl import VERSION
from guide.reply import Answer, Choice, Guidance, Kind, Reply, Urgent
from guide.topic import Content
from guide.triage import Level
from tools import debian, npm

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "screens"
_SECONDS = 300


@dataclass(frozen=True)
class Scene:
    """One turn on one screen."""

    name: str
    viewport: Viewport
    reply: Reply
    locale: str = "en-CA"


SCENES = (
    Scene("round", VIEWPORTS["hub_round_small"], Answer("progesterone", offer="watchful_waiting")),
    Scene("small", VIEWPORTS["hub_landscape_small"], Answer("symptoms")),
    Scene("large", VIEWPORTS["hub_landscape_large"], Answer("cerclage", offer="stitch_removal")),
    Scene("telephone", VIEWPORTS["mobile_portrait"], Choice("cerclage", "stitch_removal"), "en-US"),
    Scene("call_doctor", VIEWPORTS["hub_landscape_small"], Urgent(Level.CALL_DOCTOR)),
    Scene("emergency", VIEWPORTS["hub_landscape_medium"], Urgent(Level.EMERGENCY)),
    Scene("emergency_round", VIEWPORTS["hub_round_small"], Urgent(Level.EMERGENCY), "en-AU"),
    Scene("self_harm", VIEWPORTS["hub_landscape_medium"], Urgent(Level.SELF_HARM), "en-GB"),
    Scene("help", VIEWPORTS["tv_landscape"], Guidance(Kind.HELP), "en-GB"),
)


class DrawingError(Exception):
    """The browser couldn't draw. The text is its own."""


def directive(content: Content, reply: Reply, locale: str) -> dict[str, Any]:
    """What the skill sends a screen for a reply, in plain JSON."""
    response = Renderer(content).response(reply, locale, newest_apl=VERSION)
    sent = cast(dict[str, Any], DefaultSerializer().serialize(response))
    return cast(dict[str, Any], sent["directives"][0])


def draw(content: Content, scenes: Iterable[Scene], folder: Path | None = None) -> list[dict[str, Any]]:
    """What the browser found of each scene; with a folder, a picture of it too.

    Raises NpmUnavailableError or DebianUnavailableError where there is no browser, and DrawingError.
    """
    job = {
        "chromium": str(debian.program("chromium")),
        "modules": str(npm.installed("browser")),
        "renderer": str(ROOT / "device" / "page" / "apl.js"),
        "scenes": [
            {
                "name": scene.name,
                "directive": directive(content, scene.reply, scene.locale),
                "viewport": asdict(scene.viewport),
                "file": str(folder / f"{scene.name}.png") if folder else "",
            }
            for scene in scenes
        ],
    }
    node = shutil.which("node") or "node"
    command = [node, str(Path(__file__).with_suffix(".mjs"))]
    done = subprocess.run(command, input=json.dumps(job), capture_output=True, text=True, timeout=_SECONDS, check=False)
    if done.returncode:
        raise DrawingError(done.stderr)
    return cast(list[dict[str, Any]], json.loads(done.stdout))


def main() -> int:
    """Returns the exit code: 1 where there is no browser, or a screen can't be drawn."""
    FOLDER.mkdir(exist_ok=True)
    try:
        found = draw(topic.load(), SCENES, FOLDER)
    except (npm.NpmUnavailableError, debian.DebianUnavailableError, DrawingError) as error:
        print(error, file=sys.stderr)
        return 1
    for screen in found:
        print(screen["error"] or f"{screen['name']}: {'; '.join(screen['violations']) or 'fine'}")
    return 1 if any(screen["error"] for screen in found) else 0


if __name__ == "__main__":
    sys.exit(main())
