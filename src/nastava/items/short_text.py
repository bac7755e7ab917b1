"""Short text: a name, a term or a number in words is typed.

How answers are compared: accepted.py. Scoring: an accepted answer earns all the points, one of
``accept_partly`` its stated share.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Literal

from pydantic import model_validator

from nastava.items.accepted import Accepted, read_words
from nastava.items.base import Item, ItemView, Malformed, Parsed, Policy, Sample, Score
from nastava.items.judgement import sample_of
from nastava.items.model import broken
from nastava.items.own_words import in_own_words


class ShortTextView(ItemView):
    """What the browser gets."""

    type: Literal["short_text"]

    def parse(self, raw: Any, language: str) -> Parsed | Malformed:
        """Accept up to 200 characters that hold a letter or a digit."""
        return read_words(raw)


class ShortText(ShortTextView, Accepted, Item):
    """A question answered by a few typed words."""

    view_class: ClassVar[type[ItemView]] = ShortTextView
    policies: ClassVar[Mapping[str, Policy]] = {
        "accepted": Policy(
            {
                "en": "An accepted answer earns all the points, a partly accepted one the share stated for it.",
                "sr": "Prihvaćen odgovor donosi sve bodove, a djelimično prihvaćen dio koji je za njega naveden.",
            }
        )
    }
    may_survey: ClassVar[bool] = True

    @model_validator(mode="after")
    def _key_unless_survey(self) -> ShortText:
        if self.survey and (self.accept or self.accept_partly or self.patterns or self.near):
            raise broken(
                "a survey item has a key", "take out 'accept:', or 'survey: true' if it is to be marked"
            )
        if not self.survey and not self.accept:
            raise broken("'accept' is missing", "add 'accept:' with at least one answer")
        return self

    def score(self, response: Any) -> Score:
        """Give the share that the words earn."""
        judged = self.judge_words(response)
        return self.earned(judged.share, feedback=[judged.feedback])

    def samples(self) -> Sequence[Sample]:
        """Every accepted answer, every partly accepted one and near miss, a foreign word, and nothing."""
        samples = [sample_of(text, share) for text, share in self.word_samples()]
        return [*samples, Sample("malformed", "  ", None)]

    def chance(self) -> float:
        """Zero: a random word is not the key."""
        return 0.0

    @property
    def right_or_wrong(self) -> bool:
        """Where no answer earns a share."""
        return not self.accept_partly

    def key_in_words(self, language: str) -> str:
        """Return the first accepted answer that is in this language, or else the first."""
        return in_own_words(self.accept, self.wording, language)
