"""What every question type shares: the models, and the four verbs parse, score, samples and view.

An *item view* is what a learner's browser may see; an *item* adds the key and the teaching around it. The
view of an item is made by serialising it through the view's own schema, so that a field can reach the
browser only if the view names it.
"""

from __future__ import annotations

import hashlib
import json
from abc import abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from random import Random
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import Field, PrivateAttr, TypeAdapter, model_validator

from nastava.items.model import Localized, Model, Slug, broken
from nastava.items.parameters import Name, Parameter, draw_all, fill
from nastava.items.picture import Picture
from nastava.text.languages import WRITTEN
from nastava.text.messages import translator

#: Longest typed response, in characters; more is malformed.
MAX_TEXT = 2_000

Verdict = Literal["right", "partly", "wrong", "unmarked"]
Bloom = Literal["remember", "understand", "apply", "analyse"]


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

    ``points`` lies in 0…``of``; only a policy with a floor below zero goes lower. ``feedback`` holds the
    authors' words on this response, most specific first. ``unmarked``: nobody has judged it, or nobody will.
    """

    points: float
    of: float
    verdict: Verdict
    parts: tuple[PartMark, ...] = ()
    feedback: tuple[Mapping[str, str], ...] = ()


@dataclass(frozen=True)
class Policy:
    """A way of scoring, in the one sentence in which an instructor states it."""

    sentence: Mapping[str, str]


@dataclass(frozen=True)
class Paper:
    """What stands under the stem where nothing can be clicked: safe HTML, and lines of plain text."""

    html: str
    text: tuple[str, ...]


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

    #: Whether the browser asks how a response is read while it is typed.
    reads_aloud: ClassVar[bool] = False
    #: Whether people mark it, not the program.
    by_hand: ClassVar[bool] = False

    id: Slug
    type: str
    part: Slug | None = None
    points: Annotated[float, Field(gt=0, le=100)] = 1.0
    stem: Localized
    picture: Picture | None = None
    survey: Annotated[bool, Field(description="Asked and kept, never marked.")] = False
    certainty: Annotated[bool | None, Field(description="Whether it asks how sure the learner is.")] = None
    attempts: Annotated[int, Field(ge=1, le=100, description="Most attempts; default: the bank's.")] | None = None  # fmt: skip

    @abstractmethod
    def parse(self, raw: Any, language: str) -> Parsed | Malformed:
        """Turn raw JSON from the browser into a response, or say why it is none. Never raises."""

    def describe(self, response: Any, language: str) -> str:
        """Return a stored response in words, for a table or a printout."""
        return str(response)

    def paper(self, language: str) -> Paper:
        """Return what a printed question has below its stem: options to tick, a line to write on."""
        answer = translator(language)("Your answer")
        return Paper(f"<p>{escape(answer)}: ____________</p>", ("____________",))


class Item(ItemView):
    """A question with its key and the teaching around it."""

    #: The class that says which fields a browser may get.
    view_class: ClassVar[type[ItemView]]
    #: Ways of scoring by the word used under ``scoring``; the first is the default.
    policies: ClassVar[Mapping[str, Policy]]
    #: Whether it shows something in an order that may be shuffled.
    has_order: ClassVar[bool] = False
    #: Whether it can be asked as a survey item, without a key.
    may_survey: ClassVar[bool] = False

    hints: Sequence[Hint] = ()
    explanation: Localized | None = None
    tags: Tags
    facts: Annotated[Sequence[Slug], Field(description="Ids of the facts that the key rests on.")] = ()
    allow: Annotated[
        dict[Slug, Annotated[str, Field(min_length=10)]],
        Field(description="Lint rules that are broken on purpose, with the reason."),
    ] = Field(default={})
    shuffle: Annotated[bool | None, Field(description="Whether options change places.")] = None
    attempt_penalty: (
        Annotated[float, Field(ge=0, le=1, description="Share that each further attempt costs.")] | None
    ) = None
    parameters: dict[Name, Parameter] = Field(default={})
    same_meaning_as: Annotated[
        Sequence[Annotated[str, Field(pattern=r"^[0-9a-f]{12}$")]],
        Field(description="Earlier versions that asked the same: a learner's history with them holds."),
    ] = ()

    _version: str | None = PrivateAttr(default=None)
    _shown: dict[str, Any] = PrivateAttr(default_factory=dict)

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.survey and not self.may_survey:
            raise broken(f"a {self.type} item can't be a survey item", "take 'survey:' out")
        if not self.survey and self.explanation is None:
            raise broken("'explanation' is missing", "add 'explanation:'")
        if not self.survey and not self.facts:
            raise broken("'facts' is missing", "add 'facts:' with the ids that the key rests on")
        if self.picture is not None and self.picture.is_template and not self.parameters:
            raise broken(
                "the picture has no parameters to follow from", "add 'parameters:', or write numbers"
            )
        return self

    @abstractmethod
    def score(self, response: Any) -> Score:
        """Score a parsed response. Pure; the language of the screen plays no part. Takes any JSON."""

    @abstractmethod
    def samples(self) -> Sequence[Sample]:
        """Return a right, a wrong and a malformed response and, where the type knows it, a partly right one."""

    @abstractmethod
    def chance(self) -> float:
        """Return the share of the points that random answering earns on average (0…1)."""

    @abstractmethod
    def key_in_words(self, language: str) -> str:
        """Return the key as a person would say it, in plain text."""

    def guess(self, random: Random) -> Any:
        """Return a complete response given at random, each as likely as the others; None where nobody can guess.

        ``chance`` is the mean share that such responses earn.
        """
        return None

    def reveal(self, language: str) -> Any:
        """Return, as JSON, what the browser draws of the key once the item is solved; None for nothing."""
        return None

    @property
    def scored_by(self) -> str:
        """The word for how the item is scored, one of ``policies``."""
        return str(getattr(self, "scoring", next(iter(self.policies))))

    @property
    def policy(self) -> Policy:
        """How the item is scored."""
        return self.policies[self.scored_by]

    @property
    def right_or_wrong(self) -> bool:
        """Whether a response earns all the points or none: what certainty can be asked of."""
        return self.scored_by == "all_or_nothing"

    @property
    def wording(self) -> Sequence[Mapping[str, str]]:
        """The texts in which the author asks, helps and explains."""
        explained = [self.explanation] if self.explanation else []
        return [self.stem, *(hint.text for hint in self.hints), *explained]

    @property
    def worth(self) -> float:
        """Points that the program gives at most: none for what people mark and for what nobody does."""
        return 0.0 if self.survey or self.by_hand else self.points

    @property
    def lowest(self) -> float:
        """Points that the worst response earns: zero, unless a policy has a floor below it."""
        return 0.0

    def earned(
        self,
        share: float,
        parts: Iterable[PartMark] = (),
        feedback: Iterable[Mapping[str, str] | None] = (),
    ) -> Score:
        """Return the score for a share of the points.

        Args:
            share: of the item's points.
            parts: their marks.
            feedback: the authors' words on the response, most specific first; None where they have none.
        """
        points = self.points * share
        told = tuple(words for words in feedback if words)
        return Score(points, self.points, verdict_of(points, self.points), tuple(parts), told)

    def marked(self, response: Any) -> Score:
        """Score a response; what nobody judges is left unmarked."""
        return Score(0.0, 0.0, "unmarked") if self.survey else self.score(response)

    def view(self) -> ItemView:
        """Return the keyless twin of the item."""
        return self.view_class.model_validate(self.view_data())

    def view_data(self) -> dict[str, Any]:
        """Return the keyless twin as JSON-able data."""
        data: dict[str, Any] = _adapter(self.view_class).dump_python(
            self, mode="json", exclude_none=True, warnings=False
        )
        if self.picture is not None:
            data["picture"] = self.picture.untold().model_dump(mode="json", exclude_none=True)
        return data

    # What differs from learner to learner --------------------------------------------------------------

    def variant(self, random: Random) -> Self:
        """Return the item with values drawn for its parameters; itself where it has none.

        Raises:
            ValidationError: the values drawn make no valid item.
            PydanticCustomError: an expression or a placeholder can't be filled.
        """
        if not self.parameters:
            return self
        values = draw_all(self.parameters, random)
        data = self.model_dump(exclude={"parameters"}, exclude_unset=True)
        return type(self).model_validate(fill(data, values)).as_variant_of(self, parameters=values)

    def varies(self, *, shuffle: bool) -> bool:
        """Return whether two learners may see different things, the bank's ``shuffle`` given."""
        return bool(self.parameters) or (
            self.has_order and (shuffle if self.shuffle is None else self.shuffle)
        )

    def arranged(self, random: Random, *, shuffle: bool) -> Self:
        """Return the item as one learner sees it: its options in the order drawn, where it has any.

        Args:
            random: the source of chance.
            shuffle: whether options that may keep their order change places.
        """
        return self

    @property
    def shown(self) -> Mapping[str, Any]:
        """What this variant shows that another may not (JSON): order and parameters, for the answer sheet."""
        return self._shown

    def as_variant_of(self, origin: Item, **shown: Any) -> Self:
        """Mark this new copy as a variant of ``origin``, and note what it shows; return it."""
        self._version = origin.version
        self._shown = {**origin.shown, **shown}
        return self

    @property
    def version(self) -> str:
        """Twelve hexadecimal digits that change when the author's item does; all its variants share them."""
        if self._version is None:
            # Without what is left at its default: a field that a later release adds changes nobody's version.
            told = self.model_dump(mode="json", exclude_defaults=True, exclude={"same_meaning_as"})
            said = {**told, "type": self.type}
            data = json.dumps(said, sort_keys=True, ensure_ascii=False)
            self._version = hashlib.sha256(data.encode()).hexdigest()[:12]
        return self._version

    def means(self, version: str) -> bool:
        """Return whether an answer to that version is an answer to this item."""
        return version == self.version or version in self.same_meaning_as


@cache
def _adapter(view_class: type[ItemView]) -> TypeAdapter[ItemView]:
    return TypeAdapter(view_class)


def verdict_of(points: float, of: float) -> Verdict:
    """Return the word for a score.

    Example:
        >>> verdict_of(1, 2)
        'partly'
    """
    if points >= of:
        return "right"
    return "partly" if points > 0 else "wrong"


def reason(**texts: str) -> Malformed:
    """Return a malformed response with its reason in each language.

    Example:
        >>> reason(en="Choose one.", sr="Izaberi jedan.").reason["en"]
        'Choose one.'
    """
    missing = set(WRITTEN) - set(texts)
    if missing:
        raise TypeError(f"a reason is written in every language, not without {missing}")
    return Malformed(texts)
