"""The icons are what their drawing shows, in the sizes that the store takes; a drawing that changed is noticed."""

from __future__ import annotations

import shutil
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from tools.icons import ICONS, SIZES, looks_like, main

SMALL = "icon-108.png"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of icons/."""
    return Path(shutil.copytree(ICONS, tmp_path / "icons"))


def picture(place: Path) -> Image.Image:
    return Image.open(place).convert("RGBA")


def saved(image: Image.Image) -> bytes:
    file = BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def test_the_committed_ones_are_up_to_date() -> None:
    assert main(["--check"]) == 0


@pytest.mark.parametrize("size", SIZES)
def test_they_fill_the_square_and_keep_within_the_circle(size: int) -> None:
    image = picture(ICONS / f"icon-{size}.png")

    assert image.size == (size, size)
    assert image.getchannel("A").getextrema() == (255, 255)
    # In each row, what lies outside of the circle is one colour: that of the background.
    for y in range(size):
        half = int((max(0, (size / 2) ** 2 - (y + 0.5 - size / 2) ** 2)) ** 0.5)
        outside = [image.getpixel((x, y)) for x in (*range(size // 2 - half), *range(size // 2 + half, size))]
        assert len(set(outside)) <= 1, f"row {y}"


def test_a_changed_drawing_is_noticed_and_drawn_anew(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    # given
    drawing = folder / "icon.svg"
    drawing.write_text(drawing.read_text("utf-8").replace("#ec7a5c", "#5c7aec"), "utf-8")
    # then
    assert main(["--check", "--folder", str(folder)]) == 1
    assert "icon-108.png, icon-512.png; run `make icons`" in capsys.readouterr().err
    assert main(["--folder", str(folder)]) == 0
    assert main(["--check", "--folder", str(folder)]) == 0


def test_a_missing_one_is_noticed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / SMALL).unlink()

    assert main(["--check", "--folder", str(folder)]) == 1
    assert "gives: icon-108.png;" in capsys.readouterr().err


def test_a_difference_that_nobody_sees_is_none() -> None:
    # given a shade, as another processor may round it
    image = picture(ICONS / SMALL)
    shaded = image.point(lambda level: max(0, level - 3))
    shaded.putalpha(255)

    assert looks_like(saved(shaded), saved(image))


def test_a_single_wrong_pixel_is_seen() -> None:
    image = picture(ICONS / SMALL)
    spotted = image.copy()
    spotted.putpixel((50, 50), (0, 0, 0, 255))

    assert not looks_like(saved(spotted), saved(image))
    assert not looks_like(saved(image.resize((54, 54))), saved(image))
