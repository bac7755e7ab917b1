"""The static rendering that stays in a saved notebook."""

from __future__ import annotations

import re

from tests.unit.made import made
from tests.unit.test_items_cloze import BLANKS, cloze
from tests.unit.test_items_hotspot import hotspot, picture

from nastava.items import Item
from nastava.widget.present import static_html

PRICES = {"en": "$5 and $6", "sr": "$5 i $6"}


def formulas(title: str, *items: Item) -> list[str]:
    """Return what JupyterLab would typeset: whatever stands between two dollars in one stretch of text."""
    html = static_html(title, items, "en")
    assert "5" in html
    return [text for text in re.split(r"<[^>]*>", html) if re.search(r"\$.*\$|\\\(|\\\[", text)]


def test_prices_in_a_title_are_no_formula() -> None:
    """Two prices in the title of a quiz stay two prices; markup in it stays words."""
    assert formulas(PRICES["en"], made(type="true_false", key=True)) == []
    assert "&lt;b&gt;" in static_html("<b>", [], "en")


def test_prices_are_no_formula_in_places_and_choices_either() -> None:
    """Nor in the name of a place in a picture, nor in the choices of a blank."""
    shown = picture("bars")
    shown["marks"][0]["label"] = PRICES
    assert formulas("T", hotspot(shown=shown)) == []
    blank = BLANKS["who"] | {"options": [*BLANKS["who"]["options"][:3], {"id": "d", "text": PRICES}]}
    assert formulas("T", cloze(blanks=BLANKS | {"who": blank})) == []
