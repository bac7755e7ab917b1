"""Rules of lessons: languages side by side, known sources, numbers that equal their facts, links, terms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from urllib.parse import unquote

from nastava.course.facts import Fact, fact
from nastava.course.figures import ids as figure_ids
from nastava.course.glossary_rules import CELL, glossary_faults, missing_terms
from nastava.course.lessons import Cell, Notebook, lessons, read_notebook
from nastava.course.name_rules import lesson_name_faults
from nastava.course.sources import OWN, sources
from nastava.course.speakers import unattributed
from nastava.course.wording import number
from nastava.errors import CourseDataError
from nastava.quizzes import Fault
from nastava.text.numbers import symbols

_LINK = re.compile(r"(?<!!)\[(?:[^\[\]]|\[[^\]]*\])*\]\(<?((?:[^()\s]|\([^()]*\))+?)>?(?:\s+\"[^\"]*\")?\)")
_ADDRESS = re.compile(r"https?://[^\s<>)]+")
_FIGURE = re.compile(r"\bexplore\(\s*[\"']([^\"']+)[\"']")
#: The course's own terms of use are no source of a fact.
_LICENCES = "https://creativecommons.org/licenses/"
#: How small numbers may be said in words.
_WORDS: Mapping[str, Mapping[float, str]] = {
    "en": {2: r"two|twice|doubl\w*", 3: r"three|tripl\w*", 4: r"four|quadrupl\w*", 5: "five", 6: "six", 7: "seven",
           8: "eight", 9: "nine", 10: "ten|decades?", 11: "eleven", 12: "twelve", 13: "thirteen", 40: "forty"},
    "sr": {2: r"dva|dvije|dvostru\w*|udvostruč\w*", 3: r"tri|trostru\w*|utrostruč\w*",
           4: r"četiri|četvoro|četvorostru\w*|četverostru\w*|uče(?:tvo|tve)rostruč\w*",
           5: "pet", 6: "šest", 7: "sedam", 8: "osam", 9: "devet", 10: r"deset|decenij\w*", 11: "jedanaest",
           12: "dvanaest", 13: "trinaest", 40: "četrdeset"},
}  # fmt: skip


def check_lessons(root: Path, languages: tuple[str, ...]) -> list[Fault]:
    """Return what is wrong in the lessons below a folder that has one folder per language.

    Example:
        >>> from nastava.content import notebooks_dir
        >>> check_lessons(notebooks_dir(), ("en", "sr"))
        []
    """
    faults: list[Fault] = []
    read: dict[str, dict[str, Notebook]] = {}
    for language in languages:
        read[language] = {path.name: read_notebook(path) for path in lessons(root / language)}
        for notebook in read[language].values():
            faults += _faults(notebook, language)
    first, *others = languages
    for name in sorted({name for found in read.values() for name in found}):
        for other in others:
            faults += _side_by_side(root, name, first, other, read)
    return faults


def _faults(notebook: Notebook, language: str) -> Iterator[Fault]:
    for cell in notebook.cells:
        found = [*_links(notebook.path, cell), *_facts(cell, language)]
        if cell.kind == "code":
            found += _figures(cell)
        elif cell.id == CELL:
            found += glossary_faults(cell.source, language, notebook.lesson)
        for problem, mend in found:
            yield Fault(notebook.path, 0, cell.id, problem, mend)
    if language == "sr":
        cells = ((cell.id, cell.source) for cell in notebook.cells if cell.kind == "markdown")
        for id_, problem, mend in lesson_name_faults(cells):
            yield Fault(notebook.path, 0, id_, problem, mend)


def _links(path: Path, cell: Cell) -> Iterator[tuple[str, str]]:
    if cell.kind != "markdown":
        return
    for target in _LINK.findall(cell.source):
        if target.startswith(("http://", "https://")):
            if unquote(target) not in _addresses() | _own_addresses() and not target.startswith(_LICENCES):
                yield (
                    f"the link {target} is no known source's",
                    "use the address in sources.yaml, or add the source there first",
                )
        elif not target.startswith(("#", "mailto:")):
            file = unquote(target.partition("#")[0])
            if not (path.parent / file).exists():
                yield f"the link {target} leads nowhere", "correct the path; it starts at the lesson's folder"
    # An address has no place to break, and on a narrow page the text beside it scrolls sideways.
    for address in _ADDRESS.findall(_LINK.sub("", cell.source)):
        yield f"the address {address} is shown in full", "put it behind a title: [*Title*](address)"


def _facts(cell: Cell, language: str) -> Iterator[tuple[str, str]]:
    known: list[Fact] = []
    for fact_id in cell.facts:
        try:
            known.append(fact(fact_id))
        except CourseDataError as error:
            yield str(error).split(". ")[0].rstrip("."), "correct the id in the cell's metadata"
    if cell.kind != "markdown":
        return
    for found in known:
        if not is_said(found, cell.source, language):
            yield (
                f"the fact '{found.id}' states {found.value:g}, and the text has no such number",
                "correct the number, or the ids in the cell's metadata",
            )
    judged = unattributed(known, cell.source, language)
    if judged:
        yield (
            f"the text tells the {judged.kind} '{judged.id}' and names no speaker",
            f"say who says it: {judged.said_by}",
        )


def is_said(found: Fact, text: str, language: str) -> bool:
    """Whether a text has the number of a fact, in digits or, if small, in words; True for facts without a number.

    Example:
        >>> is_said(fact("seed-kfor-total"), "oko 4.700 vojnika", "sr")
        True
        >>> is_said(fact("seed-kfor-patrols"), "Patrols tripled.", "en")
        True
    """
    value = found.value
    if not isinstance(value, (int, float)):
        return True
    plain = f"{value:.12g}"
    written = (
        number(value, language) if value == int(value) else plain.replace(".", symbols(language).decimal)
    )
    digits = "|".join(map(re.escape, (plain, written)))
    if re.search(rf"(?<![\d.,])(?:{digits})(?!\d|[.,]\d)", text):
        return True
    words = _WORDS.get(language, {}).get(value)
    return words is not None and re.search(rf"\b(?:{words})\b", text, re.IGNORECASE) is not None


def _figures(cell: Cell) -> Iterator[tuple[str, str]]:
    for name in _FIGURE.findall(cell.source):
        if name not in figure_ids():
            yield f"there is no figure '{name}'", f"use one of {', '.join(figure_ids())}"


def _side_by_side(
    root: Path, name: str, first: str, other: str, read: Mapping[str, Mapping[str, Notebook]]
) -> Iterator[Fault]:
    one, two = read[first].get(name), read[other].get(name)
    if one is None or two is None:
        missing = root / (first if one is None else other) / name
        yield Fault(
            missing, 0, None, "the lesson is missing in this language", "write it, with the same cells"
        )
        return
    for left, right in zip(one.cells, two.cells, strict=False):
        if (left.id, left.kind) != (right.id, right.kind):
            problem = (
                f"here stands the cell '{right.id}' ({right.kind}), in '{first}' '{left.id}' ({left.kind})"
            )
            yield Fault(
                two.path, 0, right.id, problem, "give both languages the same cells in the same order"
            )
            return
        if left.kind == "code" and left.source != right.source:
            yield Fault(two.path, 0, right.id, f"the code differs from that in '{first}'", "make it the same")
        if left.facts != right.facts:
            problem = f"the facts in the metadata differ from those in '{first}'"
            yield Fault(two.path, 0, right.id, problem, "make them the same")
        if left.id == CELL:
            yield from _terms(two.path, left, right, first, other)
    if len(one.cells) != len(two.cells):
        problem = f"there are {len(two.cells)} cells, in '{first}' {len(one.cells)}"
        yield Fault(two.path, 0, None, problem, "give both languages the same cells")


def _terms(path: Path, left: Cell, right: Cell, first: str, other: str) -> Iterator[Fault]:
    for name in missing_terms(right.source, other, left.source, first):
        problem = f"the term '{name}' is explained in '{first}' and not here"
        yield Fault(path, 0, right.id, problem, "explain the same terms in both languages")
    for name in missing_terms(left.source, first, right.source, other):
        problem = f"a term is explained here that is not in '{first}': '{name}'"
        yield Fault(path, 0, right.id, problem, "explain the same terms in both languages")


def _own_addresses() -> frozenset[str]:
    return frozenset(unquote(source.url) for source in OWN.values())


@cache
def _addresses() -> frozenset[str]:
    return frozenset(unquote(source.url) for source in sources().values() if source.url)
