"""The sources behind the facts and the datasets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from nastava.course.loading import read_yaml, unknown


@dataclass(frozen=True)
class Source:
    """Where something was read.

    ``date`` is ISO where it is known, possibly only a year or a month, and may carry a remark such as
    "(approx.)" or be "undated". ``note`` tells what was not seen and, for some publishers, who owns them.
    """

    id: str
    title: str
    publisher: str
    date: str
    url: str
    language: str
    note: str | None = None

    @property
    def weaker(self) -> bool:
        """Whether it is an edition or copy of Wikipedia, which weighs less than a body's own figure.

        Example:
            >>> source("wiki-de-kfor-2023").weaker, source("nato-update-1999-09-08").weaker
            (True, False)
        """
        return self.id.startswith("wiki")


#: What a course of one's own has besides: see nastava.course.own.
OWN: dict[str, Source] = {}


@cache
def sources() -> Mapping[str, Source]:
    """Return all sources by id, in the order of the file.

    Each has its ``id``, ``title``, ``publisher`` and ``url``; the ``date`` of publication, ISO and possibly partial or
    with a remark; the ``language`` of the text; and a ``note`` on what was not seen or who owns the publisher, None
    where there is nothing to remark. They were read as stored copies, often only the first part of a page.

    Raises:
        CourseDataError: the installation is damaged.

    Example:
        >>> len(sources()) >= 326
        True
    """
    return MappingProxyType({entry["id"]: Source(**entry) for entry in read_yaml("sources.yaml")})


def source(source_id: str) -> Source:
    """Return one source.

    Args:
        source_id: such as ``"ewb-2024-03-14"``.

    Raises:
        CourseDataError: there is no such source; the message names the nearest.

    Example:
        >>> source("ewb-2024-03-14").publisher
        'European Western Balkans'
    """
    try:
        return OWN[source_id] if source_id in OWN else sources()[source_id]
    except (KeyError, TypeError):
        raise unknown("source", source_id, sources(), show_all=False) from None
