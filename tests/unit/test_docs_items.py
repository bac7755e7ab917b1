"""Pages about question types show what their example banks hold."""

from __future__ import annotations

import re

import pytest
import yaml
from tests.unit.examples import FOLDER

from nastava.content import content_root
from nastava.items import TYPES


@pytest.mark.parametrize("name", list(TYPES))
def test_the_page_shows_an_item_of_the_example_bank(name: str) -> None:
    """What an author copies from the page has been checked."""
    page = (content_root() / "docs" / "items" / f"{name}.md").read_text(encoding="utf-8")
    shown = re.search(r"```yaml\n(.*?)```", page, re.DOTALL)
    assert shown is not None
    bank = yaml.safe_load((FOLDER / f"{name.replace('_', '-')}.yaml").read_text(encoding="utf-8"))
    assert yaml.safe_load(shown[1])[0] in bank["items"]


@pytest.mark.parametrize("name", list(TYPES))
def test_the_page_states_every_policy(name: str) -> None:
    """An instructor finds each way of scoring by its name or in its one sentence, and what guessing earns."""
    page = (content_root() / "docs" / "items" / f"{name}.md").read_text(encoding="utf-8")
    for policy, stated in TYPES[name].policies.items():
        assert f"`{policy}`" in page or stated.sentence["en"] in page, policy
    assert "andom" in page
