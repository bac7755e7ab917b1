"""True or false: the stem is a statement, and the learner says whether it holds.

Scoring: the right word earns all the points, the other none. Random answering earns 1/2.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from html import escape
from random import Random
from typing import Any, ClassVar, Literal

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
    reason,
)
from nastava.items.model import Localized
from nastava.items.on_paper import to_tick
from nastava.items.seeded import one_of
from nastava.text.messages import translator

CHOOSE_TRUE_OR_FALSE = reason(
    en="Choose “True” or “False” first.",
    sr="Prvo izaberi „Tačno“ ili „Netačno“.",
    sq="Së pari zgjidh “E vërtetë” ose “E pavërtetë”.",
)
_RAW = {"true": True, "false": False}


def _words(_: Callable[[str], str]) -> tuple[str, str]:
    return _("True"), _("False")


class TrueFalseView(ItemView):
    """What the browser gets: the statement, which is the stem."""

    type: Literal["true_false"]

    def parse(self, raw: Any, language: str) -> Parsed | Malformed:
        """Accept a truth value, or its JSON writing as text."""
        if isinstance(raw, str):
            raw = _RAW.get(raw)
        return Parsed(raw) if isinstance(raw, bool) else CHOOSE_TRUE_OR_FALSE

    def describe(self, response: Any, language: str) -> str:
        """Return the word that was chosen."""
        if not isinstance(response, bool):
            return ""
        yes, no = _words(translator(language))
        return yes if response else no

    def paper(self, language: str) -> Paper:
        """Return both words with a circle before each."""
        return to_tick(((escape(word), word) for word in _words(translator(language))), several=False)


class TrueFalse(TrueFalseView, Item):
    """A statement that holds or doesn't; ``feedback`` is for those who took it the wrong way round."""

    view_class: ClassVar[type[ItemView]] = TrueFalseView
    policies: ClassVar[Mapping[str, Policy]] = {
        "all_or_nothing": Policy(
            {
                "en": "The right word earns all the points, the other none.",
                "sr": "Tačna riječ donosi sve bodove, druga nijedan.",
            }
        )
    }
    key: bool
    feedback: Localized | None = None

    def score(self, response: Any) -> Score:
        """Give all the points for the key."""
        if not isinstance(response, bool):
            return self.earned(0.0)
        right = response is self.key
        feedback = None if right else self.feedback
        part = PartMark("true" if response else "false", chosen=True, right=right, feedback=feedback)
        return self.earned(float(right), [part], [feedback])

    def samples(self) -> Sequence[Sample]:
        """Both words, and no choice at all."""
        return [
            Sample("right", self.key, 1.0),
            Sample("wrong", not self.key, 0.0),
            Sample("malformed", "", None),
        ]

    def chance(self) -> float:
        """One half."""
        return 0.5

    def guess(self, random: Random) -> bool:
        """Return either word."""
        return one_of((True, False), random)

    def key_in_words(self, language: str) -> str:
        """Return the right word."""
        return self.describe(self.key, language)
