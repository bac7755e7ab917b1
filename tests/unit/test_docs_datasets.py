"""The data dictionary and the files say the same."""

from __future__ import annotations

import csv
import json
import re

import pytest

from nastava.content import content_root
from nastava.course.datasets import DATASETS, dataset
from nastava.course.dates import period
from nastava.course.facts import facts
from nastava.course.loading import DATA, read_yaml
from nastava.course.sources import source, sources

PAGE = (content_root() / "docs" / "datasets.md").read_text(encoding="utf-8")
YAML = ("facts.yaml", "sources.yaml")


def section(name):
    """The text of the page on one file."""
    found = re.search(rf"^## `{re.escape(name)}`\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL)
    assert found is not None, name
    return found[1]


def table(name):
    """The rows of the table on one file, as lists of cells."""
    rows = [line.strip("|").split("|") for line in section(name).splitlines() if line.startswith("| `")]
    return [[cell.strip() for cell in row] for row in rows]


def described(name):
    """What the page says of each column: type, allowed values, when it is empty."""
    return {row[0].strip("`"): (row[2], re.findall(r"`([^`]+)`", row[4]), row[5]) for row in table(name)}


def rows_of(name):
    """The rows of a file, values as text."""
    if name in YAML:
        return [{key: as_text(value) for key, value in entry.items()} for entry in read_yaml(name)]
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def as_text(value):
    """A value of YAML as the page writes it."""
    if isinstance(value, bool):
        return str(value).lower()
    return ";".join(value) if isinstance(value, list) else str(value)


ALL = (*DATASETS, *YAML)


@pytest.mark.parametrize("name", ALL)
def test_every_column_is_described_and_no_other(name):
    """A reader finds each column of a file on the page, in the file's order."""
    there = list(dict.fromkeys(key for row in rows_of(name) for key in row))
    if name in YAML:
        assert set(described(name)) == set(there)
    else:
        assert list(described(name)) == there
    assert all(all(row[column] for column in (1, 2, 5)) for row in table(name))


@pytest.mark.parametrize("name", ALL)
def test_allowed_values_are_those_of_the_file(name):
    """Where the page lists values, the file has these and no others."""
    for column, (_kind, allowed, _empty) in described(name).items():
        if allowed:
            assert {row.get(column, "") for row in rows_of(name)} - {""} == set(allowed), column


def test_columns_of_words_list_their_values():
    """A column of few words has them on the page."""
    for name in DATASETS:
        for column, (kind, allowed, _empty) in described(name).items():
            assert (kind == "word") == bool(allowed), (name, column)


@pytest.mark.parametrize("name", ALL)
def test_empty_cells_are_explained(name):
    """A column said never to be empty isn't; one that has gaps says what they mean."""
    for column, (_kind, _allowed, empty) in described(name).items():
        gaps = any(not row.get(column) for row in rows_of(name))
        assert gaps == (empty != "never"), column


@pytest.mark.parametrize("name", DATASETS)
def test_numbers_of_rows_agree(name):
    """The page counts the rows as they are."""
    (said,) = re.findall(r"(\d+) rows\.", section(name))

    assert int(said) == len(rows_of(name)) == len(dataset(name))


@pytest.mark.parametrize("name", DATASETS)
def test_types_hold(name):
    """Dates are ISO, numbers whole and positive, codes have three letters, ids lead to sources."""
    for column, (kind, _allowed, _empty) in described(name).items():
        for value in (row[column] for row in rows_of(name) if row[column]):
            if kind == "date":
                assert re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", value), value
                assert period(value)
            elif kind == "whole number":
                assert int(value) >= 0
            elif kind == "code":
                assert re.fullmatch(r"[A-Z]{3}", value), value
            elif kind == "ids":
                assert all(source(part) for part in value.split(";"))
            else:
                assert kind in {"text", "word"}


def test_added_column_is_described():
    """The one column that the data frame has beside those of the file stands on the page."""
    extra = {name: set(dataset(name)) - set(described(name)) for name in DATASETS}

    assert {name: columns for name, columns in extra.items() if columns} == {"kfor_strength": {"day"}}
    assert "`day`" in section("kfor_strength")


@pytest.mark.parametrize("name", DATASETS)
def test_help_on_datasets_tells_every_column(name):
    """What a learner sees with `dataset?` names each table and its columns, units and sources."""
    text = dataset.__doc__
    start = text.index(f"``{name}``:")
    part = text[start : text.index("\n\n", start)]

    assert set(re.findall(r"``(\w+)``", part)) >= set(dataset(name))
    assert "persons" in part or not name.startswith("kfor")
    assert "Source" in part


@pytest.mark.parametrize("load, name", [(facts, "facts.yaml"), (sources, "sources.yaml")])
def test_help_on_facts_and_sources_tells_every_field(load, name):
    """So does the help on facts and sources."""
    assert set(re.findall(r"``(\w+)``", load.__doc__)) >= set(described(name))


def test_outlines_are_described_with_licence_and_disputes():
    """Each key of the map's outlines stands on the page, each disputed line by name, with source and licence."""
    entries = json.loads((DATA / "outlines.json").read_text(encoding="utf-8"))
    text = section("outlines.json")

    assert [row[0].strip("`") for row in table("outlines.json")] == list(entries)
    assert all(f"`{key}`" in text for key in entries["disputed"])
    assert "Natural Earth 4.1.0" in text
    assert "public domain" in text


def test_every_data_file_is_described():
    """No file lies in the data folder that the page doesn't tell of."""
    told = set(re.findall(r"^## `([^`]+)`", PAGE, re.MULTILINE))

    assert {path.name.removesuffix(".csv") for path in DATA.iterdir()} == told
