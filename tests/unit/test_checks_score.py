"""Points and reasons of a test cell."""

from __future__ import annotations

from typing import Any

import pytest

from nastava.checks import Checks, ChecksFailedError, Student
from nastava.errors import CheckError


@pytest.fixture
def check(monkeypatch: pytest.MonkeyPatch) -> Checks:
    """Checks outside nbgrader, in English."""
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    monkeypatch.setenv("NASTAVA_LANGUAGE", "en")
    return Checks()


def test_passed_checks_add_up(check: Checks) -> None:
    """Each check gives all of its points or none, and the score is a plain decimal number."""
    check("a", 5, equals=5, points=2)
    check("b", "text", contains="ex", points=0.5)
    check("c", 21.4, close=21.28)
    check("d", [1, 2], that=lambda rows: len(rows) == 3, points=4)
    check("e", True, points=0.5)
    score = check.score(of=8)

    assert score == 4.0
    assert "4.0" == repr(score) == score._repr_mimebundle_()["text/plain"]


def test_a_missing_value_costs_only_its_own_points(check: Checks) -> None:
    """The other checks of the cell go on, and the learner reads why."""
    student = Student.of({"share": 21.3})
    check("The total", student.value("total"), equals=8400)
    check("The total is large", student.value("total") > 5)
    check("The total is even", student.value("total"), that=lambda total: total % 2 == 0)
    check("The share", student.value("share"), close=21.28)
    score = check.score(of=4)

    assert score == 1.0
    assert score.to_html().count("Run the cell above first") == 3


def test_a_comparison_that_fails_is_a_reason(check: Checks, capfd: pytest.CaptureFixture[str]) -> None:
    """A value of an unexpected form inside ``that=`` neither ends the cell nor writes to stderr."""
    check("rows", 5, that=lambda rows: len(rows) == 3)
    check("yes", 5)
    score = check.score()

    assert score == 0.0
    assert "a form that this check does not fit" in score.to_html()
    assert capfd.readouterr() == ("", "")


def test_every_score_begins_afresh(check: Checks) -> None:
    """What one cell collected is not counted in the next."""
    check("a", 1, equals=1)
    check.score(of=1)

    assert check.score().results == ()


@pytest.mark.parametrize(
    "arguments, said",
    [
        ({"equals": 1, "close": 1}, "give equals or close"),
        ({"equals": 1, "points": -1}, "0 or more"),
        ({"equals": 1, "points": float("nan")}, "0 or more"),
        ({"equals": 1, "points": True}, "0 or more"),
    ],
)
def test_a_check_that_makes_no_sense_is_the_authors_error(
    check: Checks, arguments: dict[str, Any], said: str
) -> None:
    """Two comparisons and impossible points are refused."""
    with pytest.raises(CheckError, match=said):
        check("a", 1, **arguments)


def test_points_that_do_not_add_up_are_refused(check: Checks, monkeypatch: pytest.MonkeyPatch) -> None:
    """More points than the cell has is always an error; fewer is one when nbgrader grades."""
    check("a", 1, equals=1, points=3)
    with pytest.raises(CheckError, match="add up to 3 points"):
        check.score(of=2)

    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    check("a", 1, equals=1, points=3)
    with pytest.raises(CheckError, match="add up to 3 points"):
        check.score(of=4)
    for of in (float("nan"), -1, float("inf")):
        with pytest.raises(CheckError, match="a number, 0 or more"):
            check.score(of=of)


def test_points_in_tenths_add_up(check: Checks) -> None:
    """Ten checks of a tenth make one point, no more and no less."""
    for _ in range(10):
        check("a", 1, equals=1, points=0.1)

    assert check.score(of=1) == 1.0


def test_hidden_tests_are_allowed_for(check: Checks) -> None:
    """In a released notebook the visible checks may give full marks, and the table says what comes later."""
    check("visible", 1, equals=1, points=1)
    passed = check.score(of=4)
    check("visible", 2, equals=1, points=1)
    failed = check.score(of=4)

    assert (passed, failed) == (4.0, 0.0)
    assert "3 of the 4 points of this cell are decided by further checks" in passed.to_html()
    assert "1 of 1 points" in passed.to_html()


def test_validate_shows_the_reasons(check: Checks, monkeypatch: pytest.MonkeyPatch) -> None:
    """Under Validate, which shows errors alone, the reasons come as an error's text; success as a number."""
    monkeypatch.setenv("NBGRADER_EXECUTION", "validate")
    check("The total adds the rows", "8400", equals=8400, hint="Look at line 2.", points=0)
    with pytest.raises(ChecksFailedError) as caught:
        check.score(of=4)
    check("The total adds the rows", 8400, equals=8400)

    assert "✗ The total adds the rows\n    The value is text" in str(caught.value)
    assert "Look at line 2." in str(caught.value)
    assert check.score(of=4) == 4.0


def test_the_table_speaks_the_learners_language(check: Checks) -> None:
    """Claims, reasons, hints and the table's own words follow the language."""
    claim = {"en": "The total adds the rows", "sr": "Zbir sabira redove"}
    check(claim, "8400", equals=8400, hint={"en": "Look.", "sr": "Pogledaj."})
    html = check.score(language="sr").to_html()

    for text in ("Zbir sabira redove", "Ukloni navodnike", "Pogledaj.", "još ne", 'lang="sr-Latn'):
        assert text in html


def test_outcomes_differ_by_word_and_sign_and_text_is_escaped(check: Checks) -> None:
    """Not by colour alone; and neither claim nor value can inject markup."""
    check("passes", 1, equals=1)
    check("<b>fails</b>", "<script>", equals="x", hint="<i>")
    html = check.score().to_html()

    assert "✓</span> <strong>passed" in html
    assert "✗</span> <strong>not yet" in html
    assert "&lt;script&gt;" in html
    assert not any(tag in html for tag in ("<script>", "<b>", "<i>"))


def test_a_cell_without_checks_scores_nothing(check: Checks) -> None:
    """Zero, not full marks."""
    score = check.score(of=3)

    assert score == 0.0
    assert "Nothing was checked here." in score.to_html()
