"""Essay: a text of the learner's own, marked by a person with a rubric.

The program gives no points. It counts the words, and shows a sample answer and the rubric once the text is
handed in (in practice), so that learners can compare.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import Field, model_validator

from nastava.items.base import Item, ItemView, Malformed, Paper, Parsed, Policy, Sample, Score, reason
from nastava.items.model import Localized, Model, broken
from nastava.text.languages import pick
from nastava.text.markdown import to_html, to_plain
from nastava.text.messages import translator

#: Longest essay, in characters.
MAX_ESSAY = 20_000
WRITE_SOMETHING = reason(en="Write something first.", sr="Prvo nešto napiši.", sq="Së pari shkruaj diçka.")
#: Lines to write on that a printed essay has.
_LINES = 8


class Words(Model):
    """How long the text should be. It is advice: a text of another length is taken too."""

    least: Annotated[int, Field(ge=1, le=5_000)] | None = None
    most: Annotated[int, Field(ge=1, le=5_000)] | None = None

    @model_validator(mode="after")
    def _sensible(self) -> Self:
        if self.least is None and self.most is None:
            raise broken("'words' gives no limit", "add 'least:' or 'most:', or take it out")
        if self.least is not None and self.most is not None and self.least > self.most:
            raise broken("'words' asks for more than it allows", "make 'most' at least as large as 'least'")
        return self

    def hold(self, count: int) -> bool:
        """Return whether a text of so many words is as long as asked for."""
        return (self.least or 0) <= count <= (self.most or count)

    def in_words(self, language: str) -> str:
        """Return the limits as a person would say them.

        Example:
            >>> Words(least=80, most=120).in_words("en")
            '80 to 120 words asked for'
        """
        _ = translator(language)
        if self.least is None:
            said = _("at most {most} words asked for")
        elif self.most is None:
            said = _("at least {least} words asked for")
        else:
            said = _("{least} to {most} words asked for")
        return said.format(least=self.least, most=self.most)


class Level(Model):
    """What earns so many points of a criterion."""

    points: Annotated[float, Field(ge=0)]
    text: Localized


class Criterion(Model):
    """One line of the rubric, with its levels if the author describes them, the best of which gives all its points."""

    criterion: Localized
    points: Annotated[float, Field(gt=0)]
    levels: Sequence[Level] = ()

    @model_validator(mode="after")
    def _levels_fit(self) -> Self:
        points = [level.points for level in self.levels]
        if points and max(points) != self.points:
            raise broken(
                f"the best level of a criterion gives {max(points):g} points, the criterion {self.points:g}",
                "let the best level give the criterion's points",
            )
        if len(set(points)) < len(points):
            raise broken("two levels of a criterion give the same points", "merge them, or change one")
        return self


class EssayView(ItemView):
    """What the browser gets: how long the text should be."""

    by_hand: ClassVar[bool] = True

    type: Literal["essay"]
    words: Words | None = None

    def parse(self, raw: Any, language: str) -> Parsed | Malformed:
        """Accept any text that holds a word and is not too long."""
        if not isinstance(raw, str):
            return WRITE_SOMETHING
        if len(raw) > MAX_ESSAY:
            over = len(raw) - MAX_ESSAY
            return reason(
                en=f"The text is too long by {over} characters. Shorten it first.",
                sr=f"Tekst je predug; višak znakova: {over}. Prvo ga skrati.",
            )
        text = raw.replace("\r\n", "\n").strip()
        return Parsed(text) if count_words(text) else WRITE_SOMETHING

    def describe(self, response: Any, language: str) -> str:
        """Return the whole text."""
        return response[:MAX_ESSAY] if isinstance(response, str) else ""

    def paper(self, language: str) -> Paper:
        """Return lines to write on, with the length that is asked for."""
        _ = translator(language)
        title = _("Your text")
        if self.words:
            title = f"{title} ({self.words.in_words(language)})"
        line = "_" * 48
        html = f"<p>{escape(title)}:</p>" + f"<p>{line}</p>" * _LINES
        return Paper(html, (f"{title}:", *(line,) * _LINES))


class Essay(EssayView, Item):
    """A question that is answered by writing, with what a grader goes by."""

    view_class: ClassVar[type[ItemView]] = EssayView
    policies: ClassVar[Mapping[str, Policy]] = {
        "by_hand": Policy(
            {
                "en": "A person marks the text by the rubric; the program gives it no points.",
                "sr": "Tekst ocjenjuje čovjek prema kriterijumima; program mu ne daje bodove.",
            }
        )
    }
    may_survey: ClassVar[bool] = True
    rubric: Annotated[Sequence[Criterion], Field(max_length=12)] = ()
    sample_answer: Localized | None = None

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        if self.survey and (self.rubric or self.sample_answer):
            raise broken(
                "a survey item has a rubric or a sample answer",
                "take it out, or 'survey: true' if it is to be marked",
            )
        total = sum(criterion.points for criterion in self.rubric)
        if self.rubric and abs(total - self.points) > 1e-9:
            raise broken(
                f"the criteria of the rubric give {total:g} points together, the item {self.points:g}",
                f"write 'points: {total:g}', or change those of the criteria",
            )
        for code, text in (self.sample_answer or {}).items():
            count = count_words(to_plain(text))
            if self.words and not self.words.hold(count):
                raise broken(
                    f"the sample answer in '{code}' has {count} words, other than asked for",
                    "keep to your own limits, or change them",
                )
        return self

    def score(self, response: Any) -> Score:
        """Give no points: a person does."""
        return Score(0.0, self.points, "unmarked")

    def samples(self) -> Sequence[Sample]:
        """A text, which earns nothing by itself; nothing written, and too much."""
        return [
            Sample("wrong", to_plain(pick(self.sample_answer or self.stem, "en")), 0.0),
            Sample("malformed", " \n", None),
            Sample("malformed", "a" * (MAX_ESSAY + 1), None),
        ]

    def chance(self) -> float:
        """Zero: the program gives no points."""
        return 0.0

    def key_in_words(self, language: str) -> str:
        """Return the sample answer; nothing where there is none."""
        return to_plain(pick(self.sample_answer, language)) if self.sample_answer else ""

    def reveal(self, language: str) -> dict[str, Any] | None:
        """Return the sample answer and the rubric as safe HTML, to compare one's own text with."""
        if not self.sample_answer and not self.rubric:
            return None

        def inline(text: Mapping[str, str]) -> str:
            return to_html(pick(text, language), inline=True)

        return {
            "sample": to_html(pick(self.sample_answer, language)) if self.sample_answer else None,
            "rubric": [
                {
                    "criterion": inline(one.criterion),
                    "points": one.points,
                    "levels": [{"points": level.points, "text": inline(level.text)} for level in one.levels],
                }
                for one in self.rubric
            ],
        }


def count_words(text: str) -> int:
    """Return how many words a text has: stretches between spaces that hold a letter or a digit.

    Example:
        >>> count_words("About 4,700 troops – so the report.")
        6
    """
    return sum(any(character.isalnum() for character in word) for word in text.split())
