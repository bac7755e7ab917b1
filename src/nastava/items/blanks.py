"""Blanks of a cloze: words, a number or a choice; each reads, judges and tells its own piece of the response."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, Any, Literal

from pydantic import Field, field_validator

from nastava.items.accepted import Accepted, Answer, read_words
from nastava.items.base import Malformed, Parsed
from nastava.items.judgement import Judgement
from nastava.items.model import Model, broken
from nastava.items.options import Option, OptionView, check_options, known, words
from nastava.items.quantity import Quantity
from nastava.items.tolerance import Keyed
from nastava.text.folding import fold
from nastava.text.numbers import format_number, parse_number

Weight = Annotated[float, Field(gt=0, le=100, description="Its part of the points beside the other blanks.")]
#: Every kind of blank, by the word that banks use for it.
BLANK_TYPES = ("text", "number", "choice")
#: What is typed or chosen, and the share that it earns.
Piece = tuple[Any, float]


class TextBlankView(Model):
    """A blank for a few words."""

    type: Literal["text"]

    def read(self, raw: Any, language: str) -> Parsed | Malformed:
        """Accept a few words."""
        return read_words(raw)

    def said(self, response: Any, language: str) -> str:
        """Return the words."""
        return response if isinstance(response, str) else ""


class TextBlank(TextBlankView, Accepted):
    """A blank for words, with those that are accepted."""

    accept: Annotated[Sequence[Answer], Field(min_length=1)]
    weight: Weight = 1.0

    def check(self) -> None:
        """Nothing that its own fields don't say."""

    def judge(self, response: Any) -> Judgement:
        """Compare with what is accepted."""
        return self.judge_words(response)

    @property
    def partial(self) -> bool:
        """Whether an answer may earn a share."""
        return bool(self.accept_partly)

    @property
    def chance(self) -> float:
        """Zero: a random word is not the key."""
        return 0.0

    def pieces(self, language: str) -> Iterator[Piece]:
        """Yield answers with the share of each, the right ones first."""
        return self.word_samples()

    @property
    def key_response(self) -> Any:
        """The first accepted answer."""
        return self.accept[0]

    def named_by(self, name: str) -> bool:
        """Return whether the blank's name gives its answer away."""
        return self.judge_words(name.replace("-", " ")).share > 0


class NumberBlankView(Quantity):
    """A blank for a number."""

    type: Literal["number"]

    def read(self, raw: Any, language: str) -> Parsed | Malformed:
        """Accept a number in the language's writing."""
        return self.read_number(raw, language)

    def said(self, response: Any, language: str) -> str:
        """Return the number as it was read."""
        return self.number_in_words(response, language)


class NumberBlank(NumberBlankView, Keyed):
    """A blank for a number, with its key."""

    weight: Weight = 1.0

    def check(self) -> None:
        """Raise where the key contradicts itself."""
        self.check_key()

    def judge(self, response: Any) -> Judgement:
        """Compare the value with the key."""
        return self.judge_number(response)

    @property
    def partial(self) -> bool:
        """Whether a near miss earns a share."""
        return any(near.credit for near in self.near)

    @property
    def chance(self) -> float:
        """Zero: a random number is not the key."""
        return 0.0

    def pieces(self, language: str) -> Iterator[Piece]:
        """Yield numbers, as the language writes them, with the share of each, the key first."""
        return ((format_number(value, language), share) for value, share in self.number_samples())

    @property
    def key_response(self) -> Any:
        """The key as a response."""
        return {"value": self.key_number}

    def named_by(self, name: str) -> bool:
        """Return whether the blank's name gives its answer away."""
        value = parse_number(name, "en")
        return value is not None and self.accepts(value)


class ChoiceBlankView(Model):
    """A blank with a list to choose from."""

    type: Literal["choice"]
    options: Annotated[Sequence[OptionView], Field(min_length=2, max_length=12)]

    def read(self, raw: Any, language: str) -> Parsed | Malformed:
        """Accept the id of an option."""
        return known(raw, self.options) or Parsed(raw)

    def said(self, response: Any, language: str) -> str:
        """Return the text of the option."""
        return words([response], self.options, language)


class ChoiceBlank(ChoiceBlankView):
    """A blank with options, one of them the key."""

    options: Annotated[Sequence[Option], Field(min_length=2, max_length=12)]
    weight: Weight = 1.0

    @field_validator("options")
    @classmethod
    def _one_key(cls, options: Sequence[Option]) -> Sequence[Option]:
        check_options(options)
        keys = sum(option.key for option in options)
        if keys != 1:
            raise broken(
                f"a choice blank has one key, this one has {keys}", "mark one option with 'key: true'"
            )
        return options

    def check(self) -> None:
        """Nothing that its own fields don't say."""

    def judge(self, response: Any) -> Judgement:
        """Give the whole share for the key."""
        chosen = next((option for option in self.options if option.id == response), None)
        return Judgement(0.0) if chosen is None else Judgement(float(chosen.key), chosen.feedback)

    @property
    def partial(self) -> bool:
        """Never: an option is the key or it is not."""
        return False

    @property
    def chance(self) -> float:
        """One in the number of options."""
        return 1 / len(self.options)

    def pieces(self, language: str) -> Iterator[Piece]:
        """Yield the options with the share of each, the key first."""
        yield self.key_response, 1.0
        yield from ((option.id, 0.0) for option in self.options if not option.key)

    @property
    def key_response(self) -> Any:
        """The id of the key."""
        return next(option.id for option in self.options if option.key)

    def named_by(self, name: str) -> bool:
        """Return whether the blank's name gives its answer away."""
        key = next(option for option in self.options if option.key)
        return fold(name.replace("-", " ")) in {fold(text) for text in (key.id, *key.text.values())}


Blank = Annotated[TextBlank | NumberBlank | ChoiceBlank, Field(discriminator="type")]
BlankView = Annotated[TextBlankView | NumberBlankView | ChoiceBlankView, Field(discriminator="type")]
