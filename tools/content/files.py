"""Reads TOML files and sees to their fields; what is wrong is kept, and the rest of the file still serves."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from tools.content.problems import Problem
from tools.content.shape import faults, mended


class Files:
    """The files below a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.problems: list[Problem] = []
        self.texts: dict[str, str] = {}
        """File -> its text."""

    def names(self, folder: str) -> list[str]:
        """The TOML files of a folder, without ".toml"."""
        return sorted(path.stem for path in (self._folder / folder).glob("*.toml"))

    def topic(self) -> str:
        """The folder that holds topic.toml. There is one topic; where there is none, its file is told to be missing."""
        return next((path.parent.name for path in sorted(self._folder.glob("*/topic.toml"))), "topic")

    def read(self, file: str, shape: Any) -> Any:
        """The file as shape, a msgspec Struct or a dict; faulty fields are empty."""
        return self.shaped(file, self.raw(file), shape)

    def shaped(self, file: str, raw: dict[str, Any], shape: Any) -> Any:
        """What raw() gave as shape."""
        if not any(problem.file == file for problem in self.problems):
            self.problems += [Problem(file, fault.path, fault.wrong, fault.instead) for fault in faults(raw, shape)]
        return mended(raw, shape)

    def raw(self, file: str) -> dict[str, Any]:
        """The file as TOML reads it; empty where that fails."""
        try:
            self.texts[file] = (self._folder / file).read_text("utf-8")
            return tomllib.loads(self.texts[file])
        except FileNotFoundError:
            self.problems.append(Problem(file, (), "there is no such file", "add it"))
        except tomllib.TOMLDecodeError as error:
            instead = "look there, and on the line above, for a missing quotation mark, comma or bracket"
            self.problems.append(Problem(file, (), f"can't be read: {error}", instead))
        except UnicodeDecodeError:
            self.problems.append(Problem(file, (), "is no UTF-8 text", "save it as UTF-8"))
        return {}
