"""The screens that Alexa's devices have, and how a request tells of them.

Lengths are in display-independent pixels, in which a screen is laid out; what is drawn there is left to the page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

APL = "Alexa.Presentation.APL"
_DPI_OF_ONE = 160
"""Dots per inch at which such a pixel is a real one."""


@dataclass(frozen=True, slots=True)
class Viewport:
    """One kind of screen."""

    width: int
    height: int
    shape: str = "RECTANGLE"
    """RECTANGLE or ROUND."""
    mode: str = "HUB"
    """HUB, TV or MOBILE."""
    dpi: int = _DPI_OF_ONE
    newest_apl: str = "2024.2"
    """The newest version of the Presentation Language that it draws."""

    def context(self) -> dict[str, Any]:
        """The parts of a request's context that tell of it."""
        return {"Viewport": self._viewport(), "Viewports": [self._described()]}

    def interface(self) -> dict[str, Any]:
        """What the device says that it can do."""
        return {APL: {"runtime": {"maxVersion": self.newest_apl}}}

    def _viewport(self) -> dict[str, Any]:
        width, height = self._pixels()
        return {
            "experiences": [{"canRotate": False, "canResize": False}],
            "mode": self.mode,
            "shape": self.shape,
            "pixelWidth": width,
            "pixelHeight": height,
            "dpi": self.dpi,
            "currentPixelWidth": width,
            "currentPixelHeight": height,
            "touch": [] if self.mode == "TV" else ["SINGLE"],
            "video": {"codecs": ["H_264_42", "H_264_41"]},
        }

    def _described(self) -> dict[str, Any]:
        width, height = self._pixels()
        size = {"type": "DISCRETE", "pixelWidth": width, "pixelHeight": height}
        return {
            "type": "APL",
            "id": "main",
            "shape": self.shape,
            "dpi": self.dpi,
            "presentationType": "STANDARD",
            "canRotate": False,
            "configuration": {"current": {"mode": self.mode, "size": size}},
        }

    def _pixels(self) -> tuple[int, int]:
        return self.width * self.dpi // _DPI_OF_ONE, self.height * self.dpi // _DPI_OF_ONE


VIEWPORTS: Mapping[str, Viewport] = {
    "hub_round_small": Viewport(480, 480, "ROUND"),
    "hub_landscape_small": Viewport(960, 480),
    "hub_landscape_medium": Viewport(1024, 600),
    "hub_landscape_large": Viewport(1280, 800),
    "hub_landscape_wall": Viewport(1920, 1080),
    "hub_portrait_wall": Viewport(1080, 1920),
    "tv_landscape": Viewport(960, 540, mode="TV", dpi=320),
    "mobile_portrait": Viewport(412, 732, mode="MOBILE", dpi=320),
    "mobile_landscape": Viewport(732, 412, mode="MOBILE", dpi=320),
}
"""One of each profile, by its name."""
DEFAULT = VIEWPORTS["hub_landscape_medium"]
