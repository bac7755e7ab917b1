"""Rules of foreign names in Serbian texts: spelled by its orthography, the original in brackets at the first mention."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeVar

from nastava.course.lessons import read_notebook
from nastava.quizzes import Bank, Fault
from nastava.quizzes.source import Source
from nastava.quizzes.texts import texts_of

#: Surnames as their bearers write them, and as Serbian does, without the ending of the case.
NAMES = {
    "Ahtisaari": "Ahtisari",
    "Ashton": "Ešton",
    "Asset": "Ase",
    "Borrell": "Borelj",
    "Cooper": "Kuper",
    "Grenell": "Grenel",
    "Lajčák": "Lajčak",
    "McGaha": "Mekgah",
    "Mogherini": "Mogerini",
    "Sørensen": "Serensen",
    "Ulutaş": "Ulutaš",
}
_LANGUAGE = "sr"
_PATTERNS = {
    original: (
        re.compile(rf"\b(?!{original}\b){stem}\w{{0,4}}\b"),
        re.compile(rf"\b{stem}\w{{0,4}} \([^()]*\b{original}\b[^()]*\)"),
    )
    for original, stem in NAMES.items()
}
#: Words marked as another language's: ``[…]{lang=en}``.
_MARKED = re.compile(r"\[[^\[\]\n]+\]\{lang=[^{}\s]+\}")
#: What a learner reads of an item only after the rest of it.
_LATER = frozenset({"hints", "feedback", "explanation"})
#: Between the languages of an assignment's cell, Serbian being the last.
_NEXT_LANGUAGE = "\n---\n"
#: The id of the cell in which a lesson lists titles, each in its own language.
_SOURCES = "sources"

Place = TypeVar("Place")


def name_faults(parts: Iterable[tuple[Place, str]]) -> Iterator[tuple[Place, str, str]]:
    """Yield where a Serbian text has a foreign name otherwise than by the rule, with problem and mend.

    Args:
        parts: the parts of one text in the order of reading, each with its place.

    Example:
        >>> list(name_faults([(1, "Rekao je Borelj (Borrell)."), (2, "Borelj je dodao.")]))
        []
        >>> for place, problem, _mend in name_faults([(1, "Rekao je Borelj."), (2, "Borrell je dodao.")]):
        ...     print(place, problem)
        1 the name 'Borelj' has no original beside its first mention
        2 the name 'Borrell' is not spelled as in Serbian
    """
    met: set[str] = set()
    for place, text in parts:
        for original, (written, pair) in _PATTERNS.items():
            rest = text
            first = written.search(text)
            if first and original not in met:
                met.add(original)
                rest = pair.sub("", text, count=1)
                if not pair.match(text, first.start()):
                    yield (
                        place,
                        f"the name '{first[0]}' has no original beside its first mention",
                        f"write '{first[0]} ({original})' there",
                    )
            if re.search(rf"\b{original}", _MARKED.sub("", rest)):
                mend = f"write '{NAMES[original]}' with the ending of its case"
                yield place, f"the name '{original}' is not spelled as in Serbian", mend


def check_bank_names(bank: Bank, source: Source) -> list[Fault]:
    """Return what is wrong with foreign names in a bank's Serbian texts; each item is a text of its own."""
    faults: list[Fault] = []
    for index, item in enumerate(bank.items):
        texts = [
            (place, text[_LANGUAGE])
            for place, text in texts_of(source.data["items"][index], ("items", index))
            if _LANGUAGE in text
        ]
        texts.sort(key=lambda entry: not _LATER.isdisjoint(entry[0]))
        faults += (
            Fault(source.path, source.line(place), item.id, problem, mend)
            for place, problem, mend in name_faults(texts)
        )
    return faults


def lesson_name_faults(cells: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str, str]]:
    """Yield what is wrong with foreign names in a Serbian lesson.

    Args:
        cells: the ids of its cells with text, and the text.
    """
    yield from name_faults((id_, text) for id_, text in cells if id_ != _SOURCES)


def check_assignment_names(root: Path) -> list[Fault]:
    """Return what is wrong with foreign names in the Serbian texts of assignments.

    Args:
        root: the folder with a folder per assignment.
    """
    return [
        Fault(path, 0, cell, problem, mend)
        for path in sorted(root.glob("*/*.ipynb"))
        for cell, problem, mend in name_faults(
            (cell.id, cell.source.rpartition(_NEXT_LANGUAGE)[2])
            for cell in read_notebook(path).cells
            if cell.kind == "markdown" and _NEXT_LANGUAGE in cell.source
        )
    ]
