"""Pictures in the guides are made by tests or by benchmarks, never by hand."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from PIL import Image
from tests.browser.pictures import FOLDER, WORDS, alike, drift, keep

from nastava.content import content_root

ROOT = content_root()
#: Charts, by the program that draws them.
CHARTS = {"retention": "benchmarks/retention.py"}
GUIDES = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
USED = {
    name
    for guide in GUIDES
    for name in re.findall(
        r"!\[[^\]]+\]\([^)\s]*?images/([\w-]+)\.png\)",
        re.sub(r"`[^`\n]+`", "code", guide.read_text(encoding="utf-8")),
    )
}
#: Names of the pictures that browser tests make; a placeholder in one stands for any word.
MADE = {
    name
    for test in (ROOT / "tests" / "browser").glob("test_*.py")
    for name in re.findall(r'docs_picture\(\s*\w+, f?"([^"]+)"', test.read_text(encoding="utf-8"))
}


def is_made(name: str) -> bool:
    return any(re.fullmatch(re.sub(r"\{\w+\}", r"[\\w-]+", one), name) for one in MADE)


def test_every_picture_of_the_guides_is_made_by_a_browser_test() -> None:
    """No picture stands in a guide that nothing would notice to be out of date."""
    assert "lesson" in USED & MADE
    assert [name for name in sorted(USED - set(CHARTS)) if not is_made(name)] == []
    for program in CHARTS.values():
        assert (ROOT / program).is_file()


def test_no_other_picture_lies_there() -> None:
    """The folder holds the pictures of the guides and no leftovers."""
    assert {path.stem for path in FOLDER.iterdir()} == USED


@pytest.mark.parametrize("name", sorted(USED - set(CHARTS)))
def test_a_picture_carries_its_words(name: str) -> None:
    """What the picture shows in words is kept in it, for the browser test to compare."""
    with Image.open(FOLDER / f"{name}.png") as picture:
        assert len(picture.text[WORDS]) > 40
    assert (FOLDER / f"{name}.png").stat().st_size < 150_000


def test_a_picture_that_has_drifted_is_noticed(tmp_path: Path) -> None:
    """Another word, another theme or a picture made by hand fails, and the message says in what."""
    path, png = tmp_path / "one.png", (FOLDER / "lesson.png").read_bytes()
    assert "no such picture" in drift(path, png, "Check answer")
    keep(path, png, "Question 1\nCheck answer")
    assert drift(path, png, "Question 1\nCheck answer") == ""
    assert "-Check answer\n+Submit" in drift(path, png, "Question 1\nSubmit")
    dark = io.BytesIO()
    with Image.open(path) as kept:
        kept.convert("RGB").point(lambda value: 255 - value).save(dark, "png")
    assert "looks other" in drift(path, dark.getvalue(), "Question 1\nCheck answer")
    path.write_bytes(dark.getvalue())
    assert "other words" in drift(path, png, "Question 1\nCheck answer")


def test_pictures_are_compared_by_looks() -> None:
    """Another theme or another layout is noticed; a shift of a few pixels is not."""
    with Image.open(FOLDER / "lesson.png") as kept:
        picture = kept.convert("RGB")
    shifted = Image.new("RGB", picture.size, "white")
    shifted.paste(picture, (2, 3))
    dark = picture.point(lambda value: 255 - value)
    assert alike(picture, shifted)
    assert not alike(picture, dark)
    assert not alike(picture, picture.crop((0, 0, picture.width, picture.height // 2)))
