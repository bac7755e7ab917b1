"""Rules that hold the glossaries of the lessons to the glossary of the course: same terms, same words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from nastava.course.glossary import LESSONS, Term, glossary
from nastava.course.loading import nearest

#: The id of the cell in which a lesson explains its terms.
CELL = "glossary"
_ENTRY = re.compile(r"^- \*\*(?P<head>[^*]+?)\.?\*\*[ \t]*(?P<text>.*)$", re.MULTILINE)


def entries(cell: str) -> list[tuple[str, str]]:
    r"""Return the heads and the explanations in a lesson's glossary.

    Example:
        >>> entries("## Glossary\n\n- **Mandate.** The task.\n- **Slip.** A change.")
        [('Mandate', 'The task.'), ('Slip', 'A change.')]
    """
    return [(found["head"], found["text"].strip()) for found in _ENTRY.finditer(cell)]


def named(head: str, language: str) -> Term | None:
    """Return the term that a head means: by its name, another of its names, or several of them with commas.

    Example:
        >>> found = named("Partnership for Peace, PfP", "en")
        >>> found.id if found else None
        'partnership-for-peace'
    """
    known = _by_name(language)
    if head in known:
        return known[head]
    meant = {known[part].id if part in known else "" for part in head.split(", ")}
    return glossary().get(meant.pop()) if len(meant) == 1 else None


def glossary_faults(cell: str, language: str, lesson: str) -> Iterator[tuple[str, str]]:
    """Yield what a lesson's glossary says otherwise than that of the course, each with its mend.

    Args:
        cell: the Markdown of the lesson's glossary.
        language: its language.
        lesson: the lesson's id; notebooks that are no lesson of the course are not looked at.

    Example:
        >>> for problem, _mend in glossary_faults("- **Mandate.** An order.", "en", "kfor"):
        ...     print(problem)
        the term 'Mandate' is explained otherwise in the glossary
    """
    if lesson not in LESSONS:
        return
    for head, text in entries(cell):
        term = named(head, language)
        if term is None:
            near = nearest(head, _by_name(language))
            hint = f"; the nearest there is '{near}'" if near else ""
            yield (
                f"the term '{head}' is not in the glossary{hint}",
                "add it to src/nastava/course/data/glossary.yaml, or use the name that stands there",
            )
            continue
        said = term.definition[language]
        if text != said and not text.startswith(f"{said} "):
            yield (
                f"the term '{head}' is explained otherwise in the glossary",
                f"begin with its words: {said}",
            )
        if lesson not in term.lessons:
            yield (
                f"the term '{head}' doesn't name this lesson in the glossary",
                f"add '{lesson}' to the lessons of '{term.id}' in src/nastava/course/data/glossary.yaml",
            )


def missing_terms(cell: str, language: str, other: str, of: str) -> list[str]:
    r"""Return names, in this language, of terms that the other language's glossary has and this one hasn't.

    Args:
        cell: the Markdown of this glossary.
        language: its language.
        other: the Markdown of the other one.
        of: the other one's language.

    Example:
        >>> missing_terms("- **Mandat.** …", "sr", "- **Mandate.** …\n- **Slip.** …", "en")
        ['Greška']
    """
    here = {term.id for head, _text in entries(cell) if (term := named(head, language))}
    there = {term.id: term for head, _text in entries(other) if (term := named(head, of))}
    return [term.name[language] for term_id, term in there.items() if term_id not in here]


@cache
def _by_name(language: str) -> Mapping[str, Term]:
    return {name: term for term in glossary().values() for name in term.names(language)}
