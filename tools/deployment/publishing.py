"""Publishing the skill package with Alexa's own command line, which keeps the sign-in.

Each stack has a folder of its own that says which skill is its. The package itself is left to tools/skill_package.py.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from tools import npm
from tools.deployment.step import DeploymentError

STATES = Path(".deploy")
_FROM_ENVIRONMENT = "__ENVIRONMENT_ASK_PROFILE__"
"""The command line's name for a sign-in that is in environment variables, as on a build server."""
QUIET = {"ASK_SHARE_USAGE": "false", "ASK_SKIP_NEW_VERSION_REMINDER": "true"}
"""It reports to its maker only where its user wants that, and stays at the version that is committed."""

Run = Callable[[Sequence[str], Path], None]
"""Runs a command in a folder, its output shown. Raises DeploymentError."""


def run(command: Sequence[str], folder: Path) -> None:
    """Runs a command in a folder, its output shown. Raises DeploymentError."""
    try:
        subprocess.run(command, cwd=folder, check=True, stdin=subprocess.DEVNULL, env={**os.environ, **QUIET})
    except FileNotFoundError as error:
        raise DeploymentError(f"{command[0]} isn't installed") from error
    except subprocess.CalledProcessError as error:
        told = " ".join([Path(command[0]).name, *command[1:]])
        raise DeploymentError(f"`{told}` ended with {error.returncode}") from error


class Publisher:
    """Publishes a stack's skill."""

    def __init__(self, root: Path, stack: str, environment: Mapping[str, str], run: Run = run) -> None:
        self._folder = root / STATES / stack
        self._package = root / "dist" / "skill-package"
        self._profile = profile(environment)
        self._run = run

    def check(self) -> None:
        """Raises DeploymentError where nobody is signed in."""
        self._ask("smapi", "get-vendor-list")

    def skill_id(self) -> str:
        """The id of the skill; empty where there is none yet."""
        if not self._states.exists():
            return ""
        states = json.loads(self._states.read_text("utf-8"))
        return str(states["profiles"].get(self._profile, {}).get("skillId", ""))

    def create(self) -> str:
        """Makes a skill of the package, which needs no endpoint for that; its id."""
        self._settle()
        self._ask("deploy", "--target", "skill-metadata")
        return self.skill_id()

    def publish(self, skill_id: str) -> None:
        """Uploads the package, waits until the models are built, and enables the development stage."""
        self._settle()
        if self.skill_id() != skill_id:
            states = {"askcliStatesVersion": "2020-03-31", "profiles": {self._profile: {"skillId": skill_id}}}
            self._write(self._states, states)
        self._ask("deploy")

    @property
    def _states(self) -> Path:
        return self._folder / ".ask" / "ask-states.json"

    def _settle(self) -> None:
        """Says where the package is."""
        src = os.path.relpath(self._package, self._folder)
        resources = {
            "askcliResourcesVersion": "2020-03-31",
            "profiles": {self._profile: {"skillMetadata": {"src": src}}},
        }
        self._write(self._folder / "ask-resources.json", resources)

    def _write(self, path: Path, content: object) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(content, indent=2), "utf-8")

    def _ask(self, *words: str) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        self._run([command_line(), *words, "--profile", self._profile], self._folder)


def command_line() -> str:
    """The path of Alexa's command line. Raises DeploymentError."""
    try:
        return str(npm.installed("ask-cli") / ".bin" / "ask")
    except npm.NpmUnavailableError as error:
        raise DeploymentError(str(error)) from error


def profile(environment: Mapping[str, str]) -> str:
    """The name of the sign-in to use."""
    if "ASK_REFRESH_TOKEN" in environment or "ASK_ACCESS_TOKEN" in environment:
        return _FROM_ENVIRONMENT
    return environment.get("ASK_DEFAULT_PROFILE", "default")
