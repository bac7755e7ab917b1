"""Rules of a bank beyond its form: every language written, every item proved by its own samples."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from nastava.items import Item, Malformed, Sample
from nastava.items.seeded import seeded
from nastava.quizzes.bank import Bank
from nastava.quizzes.faults import Fault
from nastava.quizzes.images import fault_at, pictures_without_words
from nastava.quizzes.source import Source
from nastava.quizzes.texts import texts_of
from nastava.text.languages import LANGUAGES, WRITTEN

#: Variants of a parameterised item that are tested.
VARIANTS = 30


def check_rules(bank: Bank, source: Source) -> list[Fault]:
    """Return what a valid bank still does wrong."""
    faults = [*_missing_translations(source), *pictures_without_words(source)]
    for index, item in enumerate(bank.items):
        line = source.line(("items", index))
        faults += (
            Fault(source.path, line, item.id, problem, "mend the key, or report the question type as faulty")
            for problem in failed_samples(item)
        )
    return faults


def failed_samples(item: Item) -> list[str]:
    """Let the item test itself: each of its samples must be read and scored as it says.

    An item that can't be answered right, or pays for a wrong response, fails here. Of an item with
    parameters many variants are tested.
    """
    if item.survey:
        return []
    if not item.parameters:
        return _failed(item)
    problems: list[str] = []
    for number in range(VARIANTS):
        try:
            problems += _failed(item.variant(seeded("check", number)))
        except ValidationError as error:
            problems += (f"a variant is no item: {detail['msg']}" for detail in error.errors())
        except PydanticCustomError as error:
            problems.append(error.message())
    return list(dict.fromkeys(problems))[:3]


def _failed(item: Item) -> list[str]:
    return [problem for sample in item.samples() if (problem := _failure(item, sample))]


def _failure(item: Item, sample: Sample) -> str | None:
    shown = repr(sample.raw) if len(repr(sample.raw)) < 60 else repr(sample.raw)[:57] + "…"
    parsed = item.parse(sample.raw, sample.language)
    if isinstance(parsed, Malformed):
        return None if sample.share is None else f"the {sample.name} response {shown} is refused as malformed"
    if sample.share is None:
        return f"the malformed response {shown} is accepted"
    earned, expected = item.score(parsed.response).points, sample.share * item.points
    if abs(earned - expected) > 1e-9:
        return f"the {sample.name} response {shown} earns {earned:g} points instead of {expected:g}"
    return None


def _missing_translations(source: Source) -> Iterator[Fault]:
    for place, text in texts_of(source.data):
        missing = [code for code in WRITTEN if code not in text]
        unknown = [code for code in text if code not in LANGUAGES]
        name = ".".join(str(part) for part in place[2:] or place)
        for code in missing:
            yield fault_at(source, place, f"'{name}' has no text in '{code}'", f"add '{code}: …'")
        for code in unknown:
            yield fault_at(
                source, place, f"'{name}' has the unknown language '{code}'", "correct the language code"
            )
