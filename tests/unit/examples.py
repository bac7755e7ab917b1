"""One example bank per question type: documentation, templates, and what general tests are run on."""

from __future__ import annotations

from pathlib import Path

import nastava.quizzes
from nastava.items import Item
from nastava.items.seeded import seeded
from nastava.quizzes import load_bank

FOLDER = Path(nastava.quizzes.__file__).parent / "examples"
BANKS = [load_bank(path) for path in sorted(FOLDER.glob("*.yaml"))]


def name_of(item: Item) -> str:
    """Return a name for test reports."""
    return f"{item.type}-{item.id}"


#: Every example item as one learner sees it, its parameters drawn.
EXAMPLES: list[Item] = [item.variant(seeded("test", item.id)) for bank in BANKS for item in bank.items]
#: Those that are marked by the program.
MARKED = [item for item in EXAMPLES if not item.survey and not item.by_hand]
