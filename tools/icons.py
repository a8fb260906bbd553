"""`python -m tools.icons` draws the store's icons from icons/icon.svg.

The PNG files are committed, so that packaging needs no rasteriser. --check draws them again and compares what is seen:
another processor may round an edge otherwise, so a difference that nobody could see is none.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import resvg_py
from PIL import Image, ImageChops

ICONS = Path(__file__).parents[1] / "icons"
SIZES = (108, 512)
"""Pixels of a side, as the store takes them: the small icon, the large one."""
_SEEN = 8
"""Of 255: how far one colour of a pixel may be off."""


def drawn(source: Path, size: int) -> bytes:
    """A PNG of that many pixels a side. Raises ValueError where the drawing can't be read."""
    return bytes(resvg_py.svg_to_bytes(svg_path=str(source), width=size, height=size, skip_system_fonts=True))


def looks_like(one: bytes, other: bytes) -> bool:
    """Whether two PNG files show the same to the eye."""
    first, second = (Image.open(BytesIO(png)).convert("RGBA") for png in (one, other))
    if first.size != second.size:
        return False
    return max(ImageChops.difference(first, second).tobytes()) <= _SEEN


def drifted(folder: Path) -> Iterator[str]:
    """The files that don't show what icon.svg does."""
    for size in SIZES:
        path = folder / f"icon-{size}.png"
        if not path.exists() or not looks_like(path.read_bytes(), drawn(folder / "icon.svg", size)):
            yield path.name


def main(arguments: list[str] | None = None) -> int:
    """Returns the exit code: 1 where --check finds a file out of date."""
    parser = argparse.ArgumentParser(prog="python -m tools.icons", description="Draws icons/icon-*.png.")
    parser.add_argument("--check", action="store_true", help="write nothing; fail where a file is out of date")
    parser.add_argument("--folder", type=Path, default=ICONS, help="where icon.svg is, and what is drawn from it")
    options = parser.parse_args(arguments)
    if not options.check:
        for size in SIZES:
            (options.folder / f"icon-{size}.png").write_bytes(drawn(options.folder / "icon.svg", size))
        return 0
    names = list(drifted(options.folder))
    if names:
        print(f"icons/ isn't what icon.svg gives: {', '.join(names)}; run `make icons` and commit it.", file=sys.stderr)
    return 1 if names else 0


if __name__ == "__main__":
    sys.exit(main())
