"""Sources as short text: one in full, or many in the line below a figure."""

from __future__ import annotations

from collections.abc import Iterable

from nastava.course.dates import say_source_date
from nastava.course.sources import Source, source
from nastava.text.languages import pick

_SOURCE = {"en": "Source", "sr": "Izvor"}
_SOURCES = {"en": "Sources", "sr": "Izvori"}
_MORE = {"en": "and {n} more", "sr": "i još {n}"}


def citation(cited: Source, language: str) -> str:
    """Return "Publisher, Title, date" as plain text.

    Titles stay in their own language; only the date is told in the reader's.

    Args:
        cited: the source.
        language: code of the reader's language.

    Example:
        >>> citation(source("nato-update-1999-09-08"), "en")
        'NATO, NATO Update, 8 September 1999, 8 September 1999'
    """
    return f"{cited.publisher}, {cited.title}, {say_source_date(cited.date, language)}"


def source_line(ids: Iterable[str], language: str, *, most: int | None = None) -> str:
    """Return the line below a figure: publishers with the dates of what they published.

    Args:
        ids: source ids; each entry may hold several joined by ``;``, as in the datasets.
        language: code of the reader's language.
        most: how many publishers are named before "and … more"; default: all.

    Raises:
        CourseDataError: an id does not exist.

    Example:
        >>> source_line(["nato-topic-48818-2016", "nato-update-1999-09-08"], "en")
        'Source: NATO (20 June 2016; 8 September 1999)'
        >>> source_line(["esi-2008", "voa-2004-03-18"], "sr", most=1)
        'Izvori: European Stability Initiative (maj 2008.) i još 1'
    """
    dates: dict[str, list[str]] = {}
    for each in (source(part) for entry in ids for part in entry.split(";")):
        said = say_source_date(each.date, language)
        known = dates.setdefault(each.publisher, [])
        if said not in known:
            known.append(said)
    named = [f"{publisher} ({'; '.join(said)})" for publisher, said in dates.items()]
    rest = len(named) - most if most is not None else 0
    if rest > 0:
        named = named[:most]
        named[-1] += f" {pick(_MORE, language).format(n=rest)}"
    return f"{pick(_SOURCE if len(dates) == 1 else _SOURCES, language)}: {', '.join(named)}"
