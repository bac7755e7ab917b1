"""The course's tables as data frames. ``docs/datasets.md`` is their data dictionary, conflicts of sources included."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from nastava.course.dates import period
from nastava.course.loading import DATA, unknown
from nastava.errors import CourseDataError

if TYPE_CHECKING:
    import pandas as pd

DATASETS = (
    "kfor_strength",
    "kfor_contributions",
    "pfp_members",
    "dialogue_timeline",
    "framing",
    "framing_terms",
    "framing_counts",
    "report_statements",
)
#: Columns of numbers, with the type that allows for gaps; everything else is text.
_NUMBERS: dict[str, Literal["int64", "Int64"]] = {
    "total_troops": "int64",
    "n_contributing_nations": "Int64",
    "troops": "int64",
    "words": "int64",
    "mentions": "int64",
    "in_quotes": "int64",
}


def dataset(name: str) -> pd.DataFrame:
    """Return one of the course's tables.

    Each call returns a copy of its own, so that a learner's changes harm nobody. Dates are ISO text and may be
    partial (``2004``, ``2004-03``), as the sources have them. Empty text is ``""``. In all tables ``source_id`` holds
    ids of sources, joined by ``;``; see :func:`nastava.course.source`.

    ``kfor_strength``: reported strength of KFOR, one row per source and date, 1999 to 2024. Source: NATO, ministries,
    parliaments, media and, weaker, Wikipedia; each row's ``source_id``. Several rows per date are kept on purpose;
    never join rows of different ``scope`` or ``bound`` into one series.
        ``date``; ``day``: the same as a timestamp, a partial date standing in the middle of its month or year;
        ``total_troops``: persons; ``n_contributing_nations``: number of states, a gap where not given;
        ``bound``: exact, about, over or under, as the source words it;
        ``scope``: in_kosovo, including_outside (troops outside Kosovo counted too) or unknown;
        ``includes_reserves``: yes or unknown

    ``kfor_contributions``: troops by country and date. Source: each row's ``source_id``; the complete lists are of
    a forum (2009-10), NATO (2017-02) and Republika (2023). All other dates are partial and are not to be summed.
        ``date``; ``country``: English name; ``iso3``: ISO 3166-1 alpha-3; ``troops``: persons;
        ``role``: ally or partner on that date; ``note``: what is rounded, inferred or undated

    ``pfp_members``: all states that ever signed the Framework Document of the Partnership for Peace. Source: NATO,
    ministries and, for many dates, one text of Wikipedia; each row's ``source_id``.
        ``country``; ``iso3``; ``pfp_signed_date``; ``joined_nato_date``: empty where it never joined;
        ``status_2023``: ally, partner or suspended (practical cooperation suspended) on 31 December 2023; ``note``

    ``dialogue_timeline``: the dialogue between Belgrade and Pristina and its surroundings, 2008 to 2024. Source: the
    EU, the UN, both governments and media; each row's ``source_id``.
        ``date``; ``event_en``, ``event_bcms``: the event in both languages; ``category``: agreement, crisis, round …

    ``framing``: how names and wording differ between the article, the report and media. Source: the outlet in
    brackets and, in newer rows, ``source_id``.
        ``item``: what is compared; ``seed_term``: the article's wording; ``report_term``: the report's, as quoted;
        ``other_media_term``: wording elsewhere; ``note``: what was verified

    ``framing_terms``: the same wordings, one a row, for comparing: who says what on a topic. A choice, not a sample.
    Source: each row's ``source_id``.
        ``topic``; ``group``: kind of speaker; ``speaker``; ``language``: of the wording (en, sr, sq); ``term``;
        ``gloss_en``, ``gloss_sr``: its sense, empty where the term is in that language;
        ``load``: open, status (implies a view on status), judges, distances or differs (shifts the sense);
        ``item``: the row of ``framing`` that it belongs to

    ``framing_counts``: how many times eight texts use ten terms, counted by hand without headlines, zeros included.
    Source: the text itself, ``source_id``; most were read in part.
        ``text``, ``publisher``, ``language``, ``date``; ``occasion``: report, visit or message of the year's end;
        ``seen``: whole or part; ``words``: words that were counted over;
        ``group``: territory, eu-role or violence; ``term``: what is counted, whatever its grammatical form; the bare
        name of Kosovo inside the name of a force or of the police is not counted;
        ``mentions``: times; ``in_quotes``: those of them inside quotation marks that give NATO's words

    ``report_statements``: what the article says, one row per statement, made from the facts. Source: ``fact_id``.
        ``statement``, ``statement_sr``: in few words; ``subject``: KFOR, visit, advisory team, Serbia, dialogue, BiH,
        or text for what the article says of itself; ``kind``: count, assessment, position, event or definition;
        ``speaker``: as ``said_by`` of the fact; ``elsewhere``: yes where it was read in a text beside the article and
        RT Balkan, its likely origin

    Args:
        name: one of ``DATASETS``, such as ``kfor_strength``.

    Raises:
        CourseDataError: there is no such table; the message lists those there are. Or this Python has no pandas.

    Example:
        >>> contributions = dataset("kfor_contributions")
        >>> int(contributions[contributions["date"] == "2017-02"]["troops"].sum())
        4273
    """
    return _read(name).copy()


@cache
def records(name: str) -> tuple[Mapping[str, str], ...]:
    """Return a table's rows as text, for figures, which need no pandas.

    Args:
        name: as for :func:`dataset`.

    Raises:
        CourseDataError: there is no such table.

    Example:
        >>> records("kfor_strength")[0]["total_troops"]
        '50000'
    """
    if name not in DATASETS:
        raise unknown("dataset", name, DATASETS, show_all=True)
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(MappingProxyType(row) for row in csv.DictReader(file))


@cache
def _read(name: str) -> pd.DataFrame:
    try:
        import pandas as pd
    except ModuleNotFoundError:  # in a browser
        raise CourseDataError("Tables need pandas, which this Python does not have.") from None

    table = pd.DataFrame([dict(row) for row in records(name)])
    for column, kind in _NUMBERS.items():
        if column in table.columns:
            numbers = [int(text) if text else None for text in table[column]]
            table[column] = pd.array(numbers, dtype=kind)
    if name == "kfor_strength":
        table.insert(1, "day", pd.to_datetime([period(iso).middle for iso in table["date"]]))
    return table
