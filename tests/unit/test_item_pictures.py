"""Pictures of items: where marks are, what is refused, what the browser gets."""

from __future__ import annotations

import base64
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from tests.unit.examples import EXAMPLES, FOLDER, name_of

from nastava.cli.check import check_bank
from nastava.course.figures.item_picture import NARROW, WIDE, crowded, item_picture
from nastava.items.picture import Picture
from nastava.quizzes import load_bank
from nastava.quizzes.arrange import settle
from nastava.text.pictures import is_drawing
from nastava.widget.paper import paper_test
from nastava.widget.pictures import picture_for_browser, picture_html
from nastava.widget.present import static_html, static_plain

PICTURED = [item for item in EXAMPLES if item.picture is not None]
KINDS = ("bars", "line", "timeline", "map")


def text(word: str) -> dict[str, str]:
    return {"en": word, "sr": word}


def picture(kind: str, numbers: list[tuple[float, float]], **fields: Any) -> Picture:
    marks = []
    for index, (first, second) in enumerate(numbers):
        mark: dict[str, Any] = {"id": f"m{index}", "label": text(f"Mark <{index}> & co")}
        if kind in {"bars", "line"}:
            mark["value"] = abs(first)
        if kind != "bars":
            mark["at"] = [first % 180, second % 80] if kind == "map" else second
        marks.append(mark)
    data = {"kind": kind, "title": text("Title"), "alt": text("What it shows"), "marks": marks, **fields}
    return Picture.model_validate(data)


NUMBERS = st.floats(-2000, 9000, allow_nan=False).map(lambda x: round(x, 2))


@given(
    kind=st.sampled_from(KINDS),
    numbers=st.lists(st.tuples(NUMBERS, NUMBERS), min_size=1, max_size=8, unique=True),
    labels=st.booleans(),
    values=st.booleans(),
    narrow=st.booleans(),
)
@settings(max_examples=25)
def test_whatever_the_numbers_every_mark_is_in_the_picture(
    kind: str, numbers: list[tuple[float, float]], labels: bool, values: bool, narrow: bool
) -> None:
    """Each mark has a rectangle inside the picture, none hides another, and the SVG only draws."""
    shown = picture(kind, numbers, labels=labels, values=values, unit=text("things"))
    drawn = item_picture(shown, "sr", "dark", narrow=narrow)
    assert drawn.width == (NARROW if narrow else WIDE)
    assert is_drawing(drawn.svg.encode())
    assert set(drawn.regions) == {mark.id for mark in shown.marks}
    boxes = list(drawn.regions.values())
    for index, (left, top, width, height) in enumerate(boxes):
        assert min(left, top, width, height) >= 0 and left + width <= 100.01 and top + height <= 100.01
        for a, b, w, h in boxes[:index]:
            apart = left + width <= a + 0.02 or a + w <= left + 0.02 or top + height <= b + 0.02 or b + h <= top + 0.02  # fmt: skip
            assert apart or min(width, height, w, h) < 0.1


def test_a_longer_bar_is_drawn_below_in_the_order_written() -> None:
    """Bars keep the order of the bank, one row each."""
    regions = item_picture(picture("bars", [(1, 0), (9, 0), (3, 0)]), "en", "light").regions
    assert regions["m0"][1] < regions["m1"][1] < regions["m2"][1]


def test_a_map_has_north_above_and_east_to_the_right() -> None:
    """And distances are true: a degree of longitude is shorter than one of latitude."""
    shown = picture("map", [(18.0, 43.0), (20.0, 43.0), (18.0, 45.0)])
    drawn = item_picture(shown, "en", "light")
    middle = {
        id_: ((x + w / 2) * drawn.width / 100, (y + h / 2) * drawn.height / 100)
        for id_, (x, y, w, h) in drawn.regions.items()
    }
    east = middle["m1"][0] - middle["m0"][0]
    north = middle["m0"][1] - middle["m2"][1]
    assert 0 < east < north
    assert east / north == pytest.approx(0.719, abs=0.01)  # the cosine of 44 degrees


def test_points_that_nearly_meet_are_told_before_a_learner_meets_them() -> None:
    """Regions too small for a finger are named; places further apart are fine."""
    near = picture("map", [(20.0, 43.0), (20.05, 43.02), (23.0, 45.0)])
    assert crowded(near, ["m0", "m1", "m2"]) == ["m0", "m1"]
    assert crowded(picture("map", [(20.0, 43.0), (22.0, 44.0)]), ["m0", "m1"]) == []


def test_checking_a_bank_names_the_crowded_regions(tmp_path: Path) -> None:
    """`nastava check` says which regions of which item are too close, with the line."""
    bank = (FOLDER / "hotspot.yaml").read_text(encoding="utf-8").replace("[21.43, 42.0]", "[21.18, 42.67]")
    (tmp_path / "hotspot.yaml").write_text(bank, encoding="utf-8")
    _bank, faults = check_bank(tmp_path / "hotspot.yaml")
    assert [fault.item for fault in faults] == ["visits-november-2023", "liaison-office"]
    assert "skopje, pristina are smaller than 24 by 24" in faults[0].problem
    assert bank.splitlines()[faults[0].line - 1].strip() == "picture:"


@pytest.mark.parametrize("item", PICTURED, ids=name_of)
def test_the_browser_gets_words_and_drawings(item: Any) -> None:
    """Both themes and both forms, as SVG for an <img>, with the words beside."""
    given_ = picture_for_browser(item.picture, "sr")
    assert given_["alt"] and given_["title"]
    for form in (given_, given_["narrow"]):
        light, dark = (
            base64.b64decode(form[theme].removeprefix("data:image/svg+xml;base64,")).decode()
            for theme in ("light", "dark")
        )
        assert "#202122" in light and "#202122" not in dark
        assert "var(" not in light + dark
        assert len(light) < 12_000


@pytest.mark.parametrize("item", PICTURED, ids=name_of)
def test_a_saved_notebook_shows_the_picture(item: Any) -> None:
    """As an image with its words; as plain text by its words alone."""
    html = static_html("Quiz", [item], "en")
    assert re.search(r'<img src="data:image/svg\+xml;base64,[^"]+" alt="[^"]{20,}"', html)
    assert str(item.picture.alt["en"])[:20] in static_plain("Quiz", [item], "en")


def test_a_paper_test_has_the_picture_above_what_is_ticked() -> None:
    """Drawn, once for each question with one, with its words for who does not see it."""
    page = paper_test(settle(load_bank(FOLDER / "hotspot.yaml")), "en")
    assert len(re.findall(r'<img src="data:image/svg\+xml;base64,[^"]+" alt="[^"]{20,}"', page)) == 4
    assert page.index("<img") < page.index("□ Germany, 530")


def test_a_picture_without_its_numbers_is_told_in_words() -> None:
    """Where parameters are not drawn yet there is no picture, but what it is about."""
    data = picture("bars", [(1, 0)]).model_dump(exclude_unset=True)
    data["marks"][0]["value"] = "= a"
    template = Picture.model_validate(data)
    assert "<img" not in picture_html(template, "en")
    assert "What it shows" in picture_html(template, "en")


def test_words_of_a_picture_can_inject_nothing() -> None:
    """Labels, title and alternative are text wherever they stand."""
    evil = '<img src=x onerror=alert(1)>"'
    shown = picture("bars", [(1, 0)], title=text(evil), alt=text(evil), note=text(evil))
    marks = [shown.marks[0].model_copy(update={"label": text(evil)})]
    shown = shown.model_copy(update={"marks": marks})
    assert "onerror=alert(1)>" not in picture_html(shown, "en").replace("&gt;", "›")
    assert is_drawing(item_picture(shown, "en", "light").svg.encode())


@pytest.mark.parametrize(
    "kind, change, problem",
    [
        ("bars", {"value": None}, "has no value"),
        ("bars", {"value": -1.0}, "shorter than nothing"),
        ("line", {"at": None}, "no place along the axis"),
        ("line", {"value": float("inf")}, "can't be drawn"),
        ("timeline", {"at": [1.0, 2.0]}, "no place along the axis"),
        ("map", {"at": 3.0}, "no place on the map"),
        ("map", {"at": [44.0, 118.0]}, "outside the map"),
        ("map", {"id": "m1"}, "occurs twice"),
    ],
)
def test_a_mark_that_can_not_be_drawn_is_refused(kind: str, change: dict[str, Any], problem: str) -> None:
    """The mark is named, with what it lacks."""
    data = picture(kind, [(1.0, 2.0), (3.0, 4.0)]).model_dump(exclude_unset=True)
    data["marks"][0] |= change
    data["marks"][0] = {name: value for name, value in data["marks"][0].items() if value is not None}
    with pytest.raises(ValidationError, match=problem):
        Picture.model_validate(data)


def test_an_id_that_tells_a_hidden_label_is_refused() -> None:
    """Where letters stand instead of labels, the browser must not know the name by the id."""
    data = picture("map", [(1.0, 2.0), (3.0, 4.0)]).model_dump(exclude_unset=True)
    data["marks"][0] |= {"id": "skopje", "label": {"en": "Skopje", "sr": "Skoplje"}}
    Picture.model_validate(data)
    with pytest.raises(ValidationError, match="tells its label"):
        Picture.model_validate(data | {"labels": False})
