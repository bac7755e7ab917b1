"""The terms of the course: their names in four ways of writing, what they mean here, what that rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from nastava.course.facts import facts
from nastava.course.loading import read_yaml, unknown
from nastava.course.sources import sources
from nastava.errors import CourseDataError
from nastava.text.languages import WRITTEN, pick

#: Languages that a term is named in; Serbian Cyrillic follows from the Latin.
NAMED = ("en", "sr", "sq")
#: Lessons in their order, by the id that stands in their notebook's metadata. They are numbered from 1.
LESSONS = ("reading", "kfor", "partnership", "dialogue", "capacity", "region", "framing", "briefing")
_FILE = "glossary.yaml"
_FIELDS = {"id", "name", "also", "definition", "facts", "sources", "lessons"}


@dataclass(frozen=True)
class Term:
    """A term, as the course uses it.

    ``name`` is by language: ``en``, ``sr`` (Latin, ijekavian), ``sq`` (Albanian), and ``sr-Cyrl`` only where that
    isn't what transliteration gives. ``also`` holds short forms and other names, by language. ``definition`` is
    Markdown in English and Serbian; lessons repeat it word for word. ``facts`` and ``sources`` are ids of what it
    rests on, both empty where it only says how the course uses a word; ``lessons`` are ids of those that use it.
    """

    id: str
    name: Mapping[str, str]
    also: Mapping[str, tuple[str, ...]]
    definition: Mapping[str, str]
    facts: tuple[str, ...]
    sources: tuple[str, ...]
    lessons: tuple[str, ...]

    @property
    def cyrillic(self) -> str:
        """The Serbian name in Cyrillic.

        Example:
            >>> term("mandate").cyrillic, term("kfor").cyrillic
            ('Мандат', 'KFOR')
        """
        return pick(self.name, "sr-Cyrl")

    def names(self, language: str) -> tuple[str, ...]:
        """Return all its names in a language, the main one first.

        Example:
            >>> term("kpc").names("sq")
            ('Trupat Mbrojtëse të Kosovës', 'TMK')
        """
        written = language if language in self.name else language.partition("-")[0]
        others = (pick({written: name}, language) for name in self.also.get(written, ()))
        return (pick(self.name, language), *others)

    @property
    def rests_on(self) -> tuple[str, ...]:
        """Ids of all sources behind it, those of its facts included, each once.

        Example:
            >>> term("nalt").rests_on[:2]
            ('seed-article', 'ewb-2024-03-14')
        """
        behind = [source for fact_id in self.facts for source in facts()[fact_id].sources]
        return tuple(dict.fromkeys([*self.sources, *behind]))


@cache
def glossary() -> Mapping[str, Term]:
    """Return all terms by id, in the order of the file, which is that of the ids.

    Each has its ``id``; its ``name`` in English, Serbian and Albanian; short forms and other names under ``also``;
    a ``definition`` in English and Serbian; ids of ``facts`` and ``sources``; and the ``lessons`` that use it. No
    native reader has checked the Albanian names.

    Raises:
        CourseDataError: the file is damaged; the message names the term and what is wrong with it.

    Example:
        >>> glossary()["mandate"].name["sq"]
        'Mandat'
    """
    return MappingProxyType(read_terms(read_yaml(_FILE)))


def term(term_id: str) -> Term:
    """Return one term.

    Args:
        term_id: such as ``"mandate"``.

    Raises:
        CourseDataError: there is no such term; the message names the nearest.

    Example:
        >>> term("unmik").definition["en"]
        'The UN interim administration mission in Kosovo.'
    """
    try:
        return glossary()[term_id]
    except (KeyError, TypeError):
        raise unknown("term", term_id, glossary(), show_all=False, where="glossary") from None


def read_terms(entries: Iterable[Mapping[str, Any]]) -> dict[str, Term]:
    """Return the terms of a glossary's entries, by id.

    Raises:
        CourseDataError: an entry lacks something, or names what isn't there.

    Example:
        >>> read_terms([{"id": "mandate", "name": {"en": "Mandate"}}])
        Traceback (most recent call last):
        nastava.errors.CourseDataError: glossary.yaml: the term 'mandate' has no 'definition'. Add it.
    """
    terms: dict[str, Term] = {}
    for entry in entries:
        term_id = str(entry.get("id", "without an id"))
        problem = _problem(entry, terms)
        if problem is not None:
            raise CourseDataError(f"{_FILE}: the term {term_id!r} {problem}")
        terms[term_id] = Term(
            id=term_id,
            name=MappingProxyType(dict(entry["name"])),
            also=MappingProxyType({code: tuple(names) for code, names in entry.get("also", {}).items()}),
            definition=MappingProxyType(dict(entry["definition"])),
            facts=tuple(entry.get("facts", ())),
            sources=tuple(entry.get("sources", ())),
            lessons=tuple(entry["lessons"]),
        )
    return terms


def _problem(entry: Mapping[str, Any], before: Mapping[str, Term]) -> str | None:
    """Return what is wrong with an entry, and the mend; None where nothing is."""
    for field in ("id", "definition", "name", "lessons"):
        if not entry.get(field):
            return f"has no '{field}'. Add it."
    if entry["id"] in before:
        return "stands there twice. Give one of them another id."
    strange = set(entry) - _FIELDS
    if strange:
        return f"has the unknown field '{min(strange)}'. Use {', '.join(sorted(_FIELDS))}."
    for field, languages in (("name", NAMED), ("definition", WRITTEN)):
        missing = [code for code in languages if not entry[field].get(code)]
        if missing:
            return f"has no '{field}' in '{missing[0]}'. Add it."
    for field, known in (("facts", facts()), ("sources", sources()), ("lessons", LESSONS)):
        for name in entry.get(field, ()):
            if name not in known:
                return f"names under '{field}' the unknown {name!r}. Correct it, or add that first."
    return None
