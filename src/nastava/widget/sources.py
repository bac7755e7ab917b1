"""The sources behind an item's facts, as links for the feedback."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from nastava.course import citation, fact, source
from nastava.errors import CourseDataError


def source_links(fact_ids: Iterable[str], language: str) -> list[dict[str, Any]]:
    """Return each source once, in order: ``url``, and ``text`` in the language.

    A fact that the course does not have, as in an instructor's own bank, has no sources here.
    """
    found: dict[str, dict[str, Any]] = {}
    for fact_id in fact_ids:
        try:
            sources = [source(id_) for id_ in fact(fact_id).sources]
        except CourseDataError:
            continue
        for each in sources:
            found.setdefault(each.id, {"url": each.url, "text": citation(each, language)})
    return list(found.values())
