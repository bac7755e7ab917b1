"""What ``nastava check`` says of lessons."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from nastava.cli.check_course import check_course, covered
from nastava.content import content_root
from nastava.course import fact
from nastava.course.coverage import as_markdown, check_coverage, coverage
from nastava.course.lesson_rules import check_lessons, is_said
from nastava.course.lessons import read_notebook
from nastava.errors import CourseDataError

UN = "https://press.un.org/en/1999/19990610.SC6686.html"


def cell(id_: str, source: str, kind: str = "markdown", facts: tuple[str, ...] = ()) -> dict[str, Any]:
    metadata = {"nastava": {"facts": list(facts)}} if facts else {}
    more = {"outputs": [], "execution_count": None} if kind == "code" else {}
    return {"id": id_, "cell_type": kind, "metadata": metadata, "source": source, **more}


def lessons(root: Path, en: list[dict[str, Any]], sr: list[dict[str, Any]] | None) -> list[str]:
    """Write a lesson in one language or both; return the faults as ``file [cell] problem``."""
    for language, cells in (("en", en), ("sr", sr)):
        (root / language).mkdir()
        if cells is not None:
            path = root / language / "01-trial.ipynb"
            path.write_text(json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}))
    return [f"{f.path.parent.name} [{f.item}] {f.problem}" for f in check_lessons(root, ("en", "sr"))]


@pytest.mark.parametrize(
    "source, facts, fault",
    [
        (f"About 4,700 troops ([UN]({UN})).", ("seed-kfor-total",), None),
        ("About 4,300 troops.", ("seed-kfor-total",), "states 4700"),
        ("About 14,700 troops.", ("seed-kfor-total",), "states 4700"),
        ("Patrols tripled.", ("seed-kfor-patrols",), None),
        ("Patrols doubled.", ("seed-kfor-patrols",), "states 3"),
        ("Troops.", ("seed-kfor-totl",), "seed-kfor-totl"),
        ("[A page](https://example.org/)", (), "no known source's"),
        (f"UN: <{UN}>", (), "shown in full"),
        (f"UN: {UN}", (), "shown in full"),
        ("[Next](02-next.ipynb)", (), "leads nowhere"),
        ("[This](01-trial.ipynb#aims), [there](#aims)", (), None),
    ],
)
def test_prose_is_held_against_facts_and_sources(
    tmp_path: Path, source: str, facts: tuple[str, ...], fault: str | None
) -> None:
    """A number that isn't its fact's, an unknown source and a dead link are told, each with its cell."""
    found = lessons(
        tmp_path,
        [cell("a", source, facts=facts)],
        [cell("a", source.replace("4,700", "4.700").replace("tripled", "utrostručene"), facts=facts)],
    )
    assert bool(found) is (fault is not None), found
    if fault:
        assert found[0].startswith("en [a] ")
        assert fault in found[0]


@pytest.mark.parametrize(
    "en, sr, faults",
    [
        ("The largest in ten years.", "Najveće za deset godina.", ["en", "sr"]),
        ("The report calls it the largest in ten years.", "Najveće za deset godina.", ["sr"]),
        ("NATO says: in ten years.", "Prema izvještaju, najveće za deset godina.", []),
    ],
)
def test_an_assessment_names_who_makes_it(tmp_path: Path, en: str, sr: str, faults: list[str]) -> None:
    """What the report judges is never told as if it were settled, in either language."""
    facts = ("seed-kfor-decade",)
    found = lessons(tmp_path, [cell("a", en, facts=facts)], [cell("a", sr, facts=facts)])
    assert [fault.split()[0] for fault in found] == faults
    assert all("names no speaker" in fault for fault in found)


@pytest.mark.parametrize(
    "value, text, language, said",
    [
        (5, "pet država", "sr", True),
        (5, "u petak", "sr", False),
        (3, "one third of them", "en", False),
        (3, "tribunal", "sr", False),
        (4, "učetvorostručeno", "sr", True),
        (10, "the largest in a decade", "en", True),
        (3.47, "3,47 odsto", "sr", True),
        (27, "271 or 1,127 or 27.5", "en", False),
    ],
)
def test_a_number_is_found_as_such_and_not_inside_another(
    value: float, text: str, language: str, said: bool
) -> None:
    """Words that merely begin like a number, and longer numbers, don't count for it."""
    assert is_said(replace(fact("seed-kfor-total"), value=value), text, language) is said


@pytest.mark.parametrize(
    "other, fault",
    [
        (None, "missing in this language"),
        ([cell("a", "Tekst")], "1 cells"),
        ([cell("a", "Tekst"), cell("c", "1", "code")], "the cell 'c'"),
        ([cell("a", "Tekst"), cell("b", "2", "code")], "the code differs"),
        (
            [cell("a", "Tekst", facts=("seed-kfor-led",)), cell("b", "1", "code")],
            "facts in the metadata differ",
        ),
        ([cell("a", "Tekst"), cell("b", "1", "code")], None),
    ],
)
def test_both_languages_have_the_same_cells(
    tmp_path: Path, other: list[dict[str, Any]] | None, fault: str | None
) -> None:
    """Ids, kinds, code and facts agree; what differs is told once, where the second language has it."""
    found = lessons(tmp_path, [cell("a", "Text"), cell("b", "1", "code")], other)
    assert len(found) == (fault is not None), found
    if fault:
        assert found[0].startswith("sr [")
        assert fault in found[0]


def test_an_unknown_figure_is_told(tmp_path: Path) -> None:
    """A mistyped id of a figure shows before any learner meets it."""
    code = cell("a", 'from nastava import explore\n\nexplore("kfor-strenght")', "code")
    assert "no figure 'kfor-strenght'" in lessons(tmp_path, [code], [code])[0]


def test_a_file_that_is_no_notebook_is_named(tmp_path: Path) -> None:
    """One error with the file and the mend, no traceback of JSON."""
    path = tmp_path / "01-x.ipynb"
    path.write_text("{")
    with pytest.raises(CourseDataError, match=r"01-x\.ipynb: not a notebook .*[Rr]estore"):
        read_notebook(path)


def test_what_covers_a_fact_is_found_in_lessons_banks_and_assignments() -> None:
    """Each place is told; without banks there are no items."""
    rows = {row.fact: row for row in coverage(content_root(), [], [])}
    assert {"00-five-moves#run", "02-kfor#report"} <= set(rows["seed-kfor-total"].lessons)
    assert "kfor-2023#task-share" in rows["seed-kfor-total"].exercises
    assert rows["seed-kfor-total"].items == ()


def test_the_course_covers_the_article() -> None:
    """Each fact of the article is taught, asked and used, and the page that says where is current."""
    assert [str(fault) for fault in check_course(content_root())] == []


def test_a_stale_or_incomplete_coverage_is_told(tmp_path: Path) -> None:
    """Who takes the last item from a fact is told which; who forgets the page is told how to write it."""
    rows = covered(content_root())
    page = tmp_path / "coverage.md"
    page.write_text(as_markdown(rows))
    assert check_coverage(rows, page) == []

    rows[0] = replace(rows[0], items=())
    faults = [str(fault) for fault in check_coverage(rows, page)]
    assert len(faults) == 2
    assert f"no practice item rests on the article's fact '{rows[0].fact}'" in faults[0]
    assert "run nastava check --coverage" in faults[1]
