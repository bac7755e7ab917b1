"""What every question type shares: the models, and the four verbs parse, score, samples and view.

An *item view* is what a learner's browser may see; an *item* adds the key and the teaching around it. The
view of an item is made by serialising it through the view's own schema, so that a field can reach the
browser only if the view names it.
"""

from __future__ import annotations

import hashlib
import json
from abc import abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter
from pydantic_core import PydanticCustomError

from nastava.text.languages import LANGUAGES

#: Longest typed response, in characters; more is malformed.
MAX_TEXT = 2_000

Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
Localized = Annotated[
    dict[Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z]+)*$")], Annotated[str, Field(min_length=1)]],
    Field(min_length=1, description="The same text in each language of the course, by language code."),
]
Verdict = Literal["right", "partly", "wrong"]
Bloom = Literal["remember", "understand", "apply", "analyse"]


class Model(BaseModel):
    """Base of all bank models: unknown fields are faults, values are not coerced, nothing changes later."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


@dataclass(frozen=True)
class Parsed:
    """A response that can be scored; ``response`` is JSON and is what the answer sheet keeps."""

    response: Any


@dataclass(frozen=True)
class Malformed:
    """A response that is no answer at all; it costs no attempt. ``reason`` is shown in the languages."""

    reason: Mapping[str, str]


@dataclass(frozen=True)
class PartMark:
    """The mark of one part of an item: an option, a blank, a pair."""

    part: str
    chosen: bool
    right: bool
    feedback: Mapping[str, str] | None = None


@dataclass(frozen=True)
class Score:
    """What a response earned.

    ``points`` lies in 0…``of``. ``feedback`` holds the authors' words on this response, most specific first.
    """

    points: float
    of: float
    verdict: Verdict
    parts: tuple[PartMark, ...] = ()
    feedback: tuple[Mapping[str, str], ...] = ()


@dataclass(frozen=True)
class Sample:
    """A response with the score that the item must give it; ``share`` is None where it is malformed."""

    name: Literal["right", "partly", "wrong", "malformed"]
    raw: Any
    share: float | None
    language: str = "en"


class Hint(Model):
    """A hint, shown on request, in order."""

    text: Localized
    cost: Annotated[float, Field(ge=0, le=1, description="Share of the points that it costs.")] = 0.0


class Tags(Model):
    """What the item is about and what it asks of the learner."""

    topic: Slug
    bloom: Bloom


class ItemView(Model):
    """The part of an item that a learner may see before answering."""

    id: Slug
    type: str
    part: Slug | None = None
    points: Annotated[float, Field(gt=0, le=100)] = 1.0
    stem: Localized

    @abstractmethod
    def parse(self, raw: Any, language: str) -> Parsed | Malformed:
        """Turn raw JSON from the browser into a response, or say why it is none. Never raises."""

    def describe(self, response: Any, language: str) -> str:
        """Return a stored response in words, for a table or a printout."""
        return str(response)


class Item(ItemView):
    """A question with its key and the teaching around it."""

    #: The class that says which fields a browser may get.
    view_class: ClassVar[type[ItemView]]

    hints: Sequence[Hint] = ()
    explanation: Localized
    tags: Tags
    facts: Annotated[
        Sequence[Slug], Field(min_length=1, description="Ids of the facts that the key rests on.")
    ]

    @abstractmethod
    def score(self, response: Any) -> Score:
        """Score a parsed response. Pure; the language of the screen plays no part."""

    @abstractmethod
    def samples(self) -> Sequence[Sample]:
        """Return a right, a wrong and a malformed response and, where the type knows it, a partly right one."""

    @abstractmethod
    def chance(self) -> float:
        """Return the share of the points that random answering earns on average (0…1)."""

    @abstractmethod
    def key_in_words(self, language: str) -> str:
        """Return the key as a person would say it."""

    def view(self) -> ItemView:
        """Return the keyless twin of the item."""
        return self.view_class.model_validate(self.view_data())

    def view_data(self) -> dict[str, Any]:
        """Return the keyless twin as JSON-able data."""
        adapter: TypeAdapter[ItemView] = TypeAdapter(self.view_class)
        data: dict[str, Any] = adapter.dump_python(self, mode="json", exclude_none=True, warnings=False)
        return data

    @property
    def version(self) -> str:
        """Twelve hexadecimal digits that change when anything in the item does."""
        data = json.dumps(self.model_dump(mode="json"), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(data.encode()).hexdigest()[:12]


def verdict_of(points: float, of: float) -> Verdict:
    """Return the word for a score.

    Example:
        >>> verdict_of(1, 2)
        'partly'
    """
    if points >= of:
        return "right"
    return "partly" if points > 0 else "wrong"


def broken(problem: str, mend: str) -> PydanticCustomError:
    """Return the error for a rule that a bank breaks, to be raised in a validator.

    Example:
        >>> broken("no option is the key", "mark one with 'key: true'").message()
        'no option is the key'
    """
    return PydanticCustomError("nastava", "{problem}", {"problem": problem, "mend": mend})


def reason(**texts: str) -> Malformed:
    """Return a malformed response with its reason in each language.

    Example:
        >>> reason(en="Choose one.", sr="Izaberi jedan.").reason["en"]
        'Choose one.'
    """
    missing = set(LANGUAGES) - set(texts)
    if missing:
        raise TypeError(f"a reason is written in every language, not without {missing}")
    return Malformed(texts)
