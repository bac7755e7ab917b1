"""Rules that tie a bank to the course's facts: they exist, numbers agree, judgements name their speaker."""

from __future__ import annotations

from collections.abc import Iterator

from nastava.course.facts import Fact, fact
from nastava.course.speakers import unattributed
from nastava.errors import CourseDataError
from nastava.items.base import Item
from nastava.items.cloze import Cloze
from nastava.items.tolerance import Keyed
from nastava.quizzes import Bank, Fault
from nastava.quizzes.source import Source


def check_facts(bank: Bank, source: Source) -> list[Fault]:
    """Return what is wrong between a bank and the facts of the course."""
    faults: list[Fault] = []
    for index, item in enumerate(bank.items):
        known: list[Fact] = []
        for position, fact_id in enumerate(item.facts):
            try:
                known.append(fact(fact_id))
            except CourseDataError as error:
                line = source.line(("items", index, "facts", position))
                problem = str(error).split(". ")[0].rstrip(".")
                faults.append(
                    Fault(source.path, line, item.id, problem, "correct the id, or add the fact first")
                )
        if len(known) == len(item.facts):
            line = source.line(("items", index, "key"))
            faults += (Fault(source.path, line, item.id, *words) for words in _numbers(item, known))
            line = source.line(("items", index, "stem"))
            faults += (Fault(source.path, line, item.id, *words) for words in _attribution(item, known))
    return faults


def _numbers(item: Item, facts: list[Fact]) -> Iterator[tuple[str, str]]:
    values = [float(f.value) for f in facts if isinstance(f.value, (int, float))]
    for keyed in _keyed(item):
        if keyed.computed or isinstance(keyed.key, str) or keyed.key in values:
            continue
        stated = ", ".join(f"{value:g}" for value in values) or "no number"
        yield (
            f"the key {keyed.key:g} differs from its facts, which state {stated}",
            "correct the key or the facts, or say under 'computed:' how it follows",
        )


def _keyed(item: Item) -> Iterator[Keyed]:
    if isinstance(item, Keyed):
        yield item
    elif isinstance(item, Cloze):
        yield from (blank for blank in item.blanks.values() if isinstance(blank, Keyed))


def _attribution(item: Item, facts: list[Fact]) -> Iterator[tuple[str, str]]:
    for code, stem in item.stem.items():
        text = f"{stem} {item.text.get(code, '')}" if isinstance(item, Cloze) else stem
        found = unattributed(facts, text, code)
        if found:
            yield (
                f"the stem in '{code}' rests on the {found.kind} '{found.id}' and names no speaker",
                f"say who says it: {found.said_by}",
            )
