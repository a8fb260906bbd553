"""`python -m tools.content` writes lambda/content.json; with --check it only says whether that would change it."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tools.content import FOLDER, ContentError, read
from tools.content.build import built
from tools.content.patterns import near_ties


def main(arguments: list[str] | None = None) -> int:
    """Returns the exit code: 1 where the content is faulty, or --check finds the built file out of date."""
    parser = argparse.ArgumentParser(prog="python -m tools.content", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; fail where the built file is out of date")
    parser.add_argument("--ties", action="store_true", help="also list ways of asking that share their ideas")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="the content to read")
    parser.add_argument("--output", type=Path, default=FOLDER.with_suffix(".json"), help="the file to write")
    options = parser.parse_args(arguments)
    try:
        content = read(options.folder)
    except ContentError as error:
        print(error, file=sys.stderr)
        return 1
    if options.ties:
        print(*near_ties(content), sep="\n")
    return _check(options.output, built(content)) if options.check else _write(options.output, built(content))


def _check(output: Path, text: str) -> int:
    if output.exists() and output.read_text("utf-8") == text:
        return 0
    print(
        f"{output.name} isn't what lambda/content/ gives; run `make models` and commit what changes.", file=sys.stderr
    )
    return 1


def _write(output: Path, text: str) -> int:
    output.write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
