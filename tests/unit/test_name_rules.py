"""What ``nastava check`` says of foreign names in Serbian texts."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from nastava.cli.check import check_bank
from nastava.content import content_root
from nastava.course import explore, figures, glossary
from nastava.course.lesson_rules import check_lessons
from nastava.course.name_rules import NAMES, check_assignment_names, name_faults
from nastava.text import pick

_ITEM = """\
id: trial
title: {en: "Trial", sr: "Proba"}
mode: practice
items:
  - id: one
    type: true_false
    stem: {en: "Borrell spoke.", sr: "STEM"}
    key: true
    tags: {topic: trial, bloom: remember}
    facts: [dlg-start]
    feedback: {en: "Borrell did.", sr: "Borelj jeste."}
    explanation: {en: "Borrell did.", sr: "LATER"}
"""


def cell(id_: str, source: str) -> dict[str, object]:
    return {"id": id_, "cell_type": "markdown", "metadata": {}, "source": source}


def write_notebook(path: Path, *cells: dict[str, object]) -> None:
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}))


@pytest.mark.parametrize(
    "text, faults",
    [
        ("Rekao je Žozep Borelj (Josep Borrell). Boreljeve riječi.", []),
        ("Rekla je Pamela Mekgaha (McGaha), i o Mekgahi pišu.", []),
        ("Rekao je Borelj ([Borrell]{lang=es}).", []),
        ("Članak ima „[Borrell said]{lang=en}“.", []),
        ("Vučić, Thaçi, Lajčakova (Lajčák) kancelarija.", []),
        ("Rekao je Borelj.", ["'Borelj' has no original"]),
        ("Rekao je Borelj. Kasnije je Borelj (Borrell) dodao.", ["has no original"]),
        ("Rekao je Borrell.", ["'Borrell' is not spelled"]),
        ("Borelj (Borrell) i opet Borelj (Borrell).", ["'Borrell' is not spelled"]),
        ("Izaslanik Grenell.", ["'Grenell' is not spelled"]),
        ("Komandant Ulutaša (Ulutaş), pa Ulutaş.", ["'Ulutaş' is not spelled"]),
    ],
)
def test_a_foreign_name_has_its_original_once(text: str, faults: list[str]) -> None:
    """The Serbian spelling throughout, the original in brackets behind its first mention, and nowhere else."""
    found = [problem for _place, problem, _mend in name_faults([("here", text)])]
    assert len(found) == len(faults), found
    assert all(told in problem for told, problem in zip(faults, found, strict=True))


@pytest.mark.parametrize(
    "stem, later, lines",
    [
        ("Borelj ([Borrell]{lang=es}) je govorio.", "Borelj.", []),
        ("Govorio je.", "Borelj ([Borrell]{lang=es}).", [11]),
        ("Borelj je govorio.", "Govorio je Borrell.", [7, 12]),
    ],
)
def test_an_item_is_a_text_of_its_own(tmp_path: Path, stem: str, later: str, lines: list[int]) -> None:
    """The question is read first, then what is told after the answer; a fault names the line."""
    path = tmp_path / "trial.yaml"
    path.write_text(_ITEM.replace("STEM", stem).replace("LATER", later), encoding="utf-8")
    bank, found = check_bank(path)
    assert bank is not None
    assert [(fault.item, fault.line) for fault in found] == [("one", line) for line in lines]


def test_a_lesson_is_one_text(tmp_path: Path) -> None:
    """A name met in one cell needs no original in the next; titles under Sources keep their spelling."""
    cells = [
        cell("a", "Borelj (Borrell)."),
        cell("b", "Borelj, i Kuper."),
        cell("sources", "- EEAS, *Borrell*"),
    ]
    english = [cell("a", "Borrell."), cell("b", "Borrell, and Cooper."), cell("sources", "- EEAS, *Borrell*")]
    write_notebook(tmp_path / "en" / "01-trial.ipynb", *english)
    write_notebook(tmp_path / "sr" / "01-trial.ipynb", *cells)
    found = check_lessons(tmp_path, ("en", "sr"))
    assert [(fault.item, "'Kuper' has no original" in fault.problem) for fault in found] == [("b", True)]


def test_of_an_assignment_the_serbian_half_is_read(tmp_path: Path) -> None:
    """The English above the line may say Borrell as it likes."""
    cells = [cell("a", "Borrell said so.\n\n---\n\nTako je rekao Borrell."), cell("b", "Borrell.")]
    write_notebook(tmp_path / "trial" / "trial.ipynb", *cells)
    assert [fault.item for fault in check_assignment_names(tmp_path)] == ["a"]


def test_figures_tables_and_terms_spell_names_as_in_serbian() -> None:
    """Where there is no room for the original, in a figure or a table, the Serbian spelling stands alone."""
    views = [explore(figure, "sr").view() for figure in figures.ids()]
    told = [text for view in views for text in (view.title, view.alt, str(view.table.rows))]
    told += [pick(term.definition, "sr") for term in glossary().values()]
    for path in (content_root() / "src" / "nastava" / "course" / "data").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                told += [value for column, value in row.items() if column.endswith(("_sr", "_bcms"))]
    for original in NAMES:
        assert not [text for text in told if original in text], original


def test_the_names_of_the_page_for_authors_are_those_of_the_check() -> None:
    """The table in docs/question-author.md can't fall behind."""
    page = (content_root() / "docs" / "question-author.md").read_text(encoding="utf-8")
    rows = [
        line.split("|")[1:3] for line in page.splitlines() if line.startswith("| ") and "`NAMES`" not in line
    ]
    shown = {original.strip(): written.strip() for original, written in rows}
    for original, stem in NAMES.items():
        assert shown[original].rstrip("a") == stem.rstrip("a")
