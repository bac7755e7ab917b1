"""Facts and sources of a course of one's own: ``facts.yaml`` and ``sources.yaml`` in its folder, beside Nastava's."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from nastava.course.facts import OWN as OWN_FACTS
from nastava.course.facts import Fact, Kind, facts
from nastava.course.sources import OWN as OWN_SOURCES
from nastava.course.sources import Source, sources
from nastava.quizzes import Fault
from nastava.quizzes.source import read_source

FACTS, SOURCES = "facts.yaml", "sources.yaml"
# YAML takes a year for a number.
_Text = Annotated[str, BeforeValidator(lambda value: str(value) if type(value) is int else value)]
_Id = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)
    id: _Id


class _Source(_Entry):
    title: str
    publisher: str
    date: _Text
    url: str
    language: str = ""
    note: str | None = None


class _Fact(_Entry):
    kind: Kind
    said_by: str
    statement: str
    sources: Annotated[list[str], Field(min_length=1)]
    value: int | float | str | None = None
    unit: str | None = None
    as_of: _Text = ""
    topic: str = ""
    note: str | None = None


_T = TypeVar("_T", bound=_Entry)


def read_own(root: Path) -> tuple[dict[str, Fact], dict[str, Source], list[Fault]]:
    """Return the facts and sources that a course brings along, and what is wrong with their files.

    Args:
        root: the course's folder.
    """
    faults: list[Fault] = []
    mine = {
        one.id: Source(**one.model_dump()) for one in _entries(root / SOURCES, _Source, sources(), faults)
    }
    stated: dict[str, Fact] = {}
    for one in _entries(root / FACTS, _Fact, facts(), faults):
        for source in one.sources:
            if source not in mine and source not in sources():
                problem = f"there is no source '{source}'"
                faults.append(Fault(root / FACTS, 1, one.id, problem, f"correct it, or add it to {SOURCES}"))
        fields = one.model_dump() | {"sources": tuple(one.sources)}
        stated[one.id] = Fact(**fields, confidence="single-source", in_seed=False)
    return stated, mine, faults


@contextlib.contextmanager
def with_own(root: Path) -> Iterator[list[Fault]]:
    """Know a course's own facts and sources for a while; give what is wrong with their files."""
    stated, mine, faults = read_own(root)
    facts_before, sources_before = dict(OWN_FACTS), dict(OWN_SOURCES)
    OWN_FACTS.update(stated)
    OWN_SOURCES.update(mine)
    try:
        yield faults
    finally:
        OWN_FACTS.clear()
        OWN_FACTS.update(facts_before)
        OWN_SOURCES.clear()
        OWN_SOURCES.update(sources_before)


def _entries(path: Path, kind: type[_T], taken: Any, faults: list[Fault]) -> list[_T]:
    if not path.is_file():
        return []
    source = read_source(path)
    if source.text and all(line.startswith("#") or not line.strip() for line in source.text.splitlines()):
        return []
    faults += source.faults
    entries = source.data if isinstance(source.data, list) else []
    if source.data is not None and not isinstance(source.data, list):
        faults.append(Fault(path, 1, None, "a list of entries was expected", "begin each with '- id: …'"))
    found: dict[str, _T] = {}
    for place, entry in enumerate(entries):
        name = str(entry.get("id")) if isinstance(entry, dict) and "id" in entry else None
        try:
            one = kind.model_validate(entry)
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(map(str, first["loc"])) or "the entry"
            line = source.line((place, *first["loc"]))
            faults.append(Fault(path, line, name, f"{where}: {first['msg'].lower()}", "correct it"))
            continue
        if one.id in taken or one.id in found:
            faults.append(Fault(path, source.line((place, "id")), name, "the id is taken", "choose another"))
            continue
        found[one.id] = one
    return list(found.values())
