"""Question types: schema, parse, score, samples. Pure Python, no input or output, no Jupyter.

One file a type; its browser twin is ``widget/static/items/<type>.js``. A new type is added to ``TYPES``.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from nastava.items.base import (
    Item,
    ItemView,
    Malformed,
    Paper,
    Parsed,
    PartMark,
    Policy,
    Sample,
    Score,
    Verdict,
    verdict_of,
)
from nastava.items.cloze import Cloze, ClozeView
from nastava.items.essay import Essay, EssayView
from nastava.items.grouping import Grouping, GroupingView
from nastava.items.hotspot import Hotspot, HotspotView
from nastava.items.matching import Matching, MatchingView
from nastava.items.model import Localized
from nastava.items.multiple_choice import MultipleChoice, MultipleChoiceView
from nastava.items.numeric import Numeric, NumericView
from nastava.items.ordering import Ordering, OrderingView
from nastava.items.short_text import ShortText, ShortTextView
from nastava.items.single_choice import SingleChoice, SingleChoiceView
from nastava.items.true_false import TrueFalse, TrueFalseView

#: Every question type, by the word that banks use for it.
TYPES: dict[str, type[Item]] = {
    "single_choice": SingleChoice,
    "multiple_choice": MultipleChoice,
    "numeric": Numeric,
    "short_text": ShortText,
    "true_false": TrueFalse,
    "cloze": Cloze,
    "essay": Essay,
    "matching": Matching,
    "grouping": Grouping,
    "ordering": Ordering,
    "hotspot": Hotspot,
}

AnyItem = Annotated[
    SingleChoice
    | MultipleChoice
    | Numeric
    | ShortText
    | TrueFalse
    | Cloze
    | Essay
    | Matching
    | Grouping
    | Ordering
    | Hotspot,
    Field(discriminator="type"),
]
AnyItemView = Annotated[
    SingleChoiceView
    | MultipleChoiceView
    | NumericView
    | ShortTextView
    | TrueFalseView
    | ClozeView
    | EssayView
    | MatchingView
    | GroupingView
    | OrderingView
    | HotspotView,
    Field(discriminator="type"),
]

__all__ = [
    "TYPES",
    "AnyItem",
    "AnyItemView",
    "Item",
    "ItemView",
    "Localized",
    "Malformed",
    "Paper",
    "Parsed",
    "PartMark",
    "Policy",
    "Sample",
    "Score",
    "Verdict",
    "verdict_of",
]
