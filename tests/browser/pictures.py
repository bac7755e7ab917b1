"""Pictures of the guides: made by the tests, and held to what the tests see."""

from __future__ import annotations

import difflib
import io
import os
import re
from pathlib import Path

import numpy as np
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from playwright.sync_api import Locator, Page

FOLDER = Path(__file__).parents[2] / "docs" / "images"
#: Set by ``make screenshots``: pictures are then made anew instead of compared.
VARIABLE = "NASTAVA_SCREENSHOTS"
#: A picture carries the words that it shows: they are compared exactly, whatever fonts a machine has.
WORDS = "Words"
#: Shares of full brightness by which pictures may differ on average, and sizes by which they may.
_UNLIKE, _OTHER_SIZE = 0.06, 0.12


def docs_picture(page: Page, name: str, of: Locator, *, frame: bool = False, window: bool = False) -> None:
    """Hold ``docs/images/<name>.png`` to what is on the page now, or make it anew.

    Args:
        page: the page, at the place that is to be seen.
        name: of the picture, without its ending.
        of: what is shown; its words are those that must agree.
        frame: show all that stands above it and beside it too, from the top of the window.
        window: show the whole window, wherever in it that stands.
    """
    if window:
        taken = page.screenshot()
    elif frame:
        box = of.bounding_box()
        assert box is not None, name
        size = {"width": page.viewport_size["width"], "height": box["y"] + box["height"]}
        taken = page.screenshot(clip={"x": 0, "y": 0, **size}, full_page=True)
    else:
        taken = of.screenshot()
    words = seen_words(of)
    path = FOLDER / f"{name}.png"
    if os.environ.get(VARIABLE):
        keep(path, taken, words)
    drifted = drift(path, taken, words)
    assert not drifted, f"{path}: {drifted}\nIf the change is meant, make the pictures anew: make screenshots"


def drift(path: Path, png: bytes, words: str) -> str:
    """Return in what a picture is no longer what is seen; empty where it still is."""
    if not path.is_file():
        return "there is no such picture."
    with Image.open(path) as kept, Image.open(io.BytesIO(png)) as now:
        told = kept.text.get(WORDS, "").split("\n")
        said = "\n".join(difflib.unified_diff(told, words.split("\n"), "picture", "page", lineterm=""))
        if said:
            return f"it shows other words than the page.\n{said}"
        return "" if alike(kept, now) else "it looks other than the page."


def seen_words(of: Locator) -> str:
    """Return the words of an element, a line each; the time of day is not compared."""
    lines = (" ".join(line.split()) for line in of.inner_text().splitlines())
    return "\n".join(re.sub(r"\b\d{1,2}:\d{2}\b", "00:00", line) for line in lines if line)


def keep(path: Path, png: bytes, words: str) -> None:
    """Write a picture with its words, in a palette of colours: it is meant to be small."""
    about = PngInfo()
    about.add_itxt(WORDS, words)
    path.parent.mkdir(exist_ok=True)
    with Image.open(io.BytesIO(png)) as picture:
        picture.convert("RGB").quantize(128, dither=Image.Dither.NONE).save(
            path, pnginfo=about, optimize=True
        )


def alike(one: Image.Image, other: Image.Image) -> bool:
    """Tell whether two pictures are about the same size and show about the same, blurred to what fonts don't change.

    Colours count: a dark page is not like a light one.
    """
    sizes = [abs(a - b) / max(a, b) for a, b in zip(one.size, other.size, strict=True)]
    small = [np.asarray(each.convert("RGB").resize((48, 48)), dtype=float) / 255 for each in (one, other)]
    return max(sizes) <= _OTHER_SIZE and float(np.abs(small[0] - small[1]).mean()) <= _UNLIKE
