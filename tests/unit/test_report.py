"""``nastava report``: a made-up class, its page, its JSON, and what is wrong with gradebooks."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml
from tests.classroom import ASSIGNMENT, QUIZ, bank, write_course, write_graded_notebooks
from typer.testing import CliRunner

from nastava.classroom.course import read_settings
from nastava.cli import app
from nastava.errors import NastavaError
from nastava.reports import class_report, item_figure, item_table, score_figure
from nastava.reports.making import read_class
from nastava.reports.page import page
from nastava.reports.statistics import item_rest
from nastava.reports.words import WORDS, word


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A class of eighty with a quiz of twelve items."""
    return write_course(tmp_path_factory.mktemp("report") / "course", 80)


@pytest.fixture
def copied(course: Path, tmp_path: Path) -> Path:
    """The class's course, to be damaged."""
    return Path(shutil.copytree(course, tmp_path / "course"))


def run(course: Path, *arguments: str) -> Any:
    return CliRunner().invoke(
        app, ["report", ASSIGNMENT, "--course", str(course), *arguments], env={"COLUMNS": "200"}
    )


def complaint(course: Path, assignment: str = ASSIGNMENT) -> str:
    with pytest.raises(NastavaError) as caught:
        class_report(assignment, course)
    said = str(caught.value)
    assert "\n" not in said
    return said


def test_the_report_tells_scores_items_and_reliability(course: Path) -> None:
    """The class's own numbers: scores with late penalties and marks by hand, the quiz, the exercise."""
    report = class_report(ASSIGNMENT, course)
    quiz = report.quizzes[0]
    assert len(report.scores) == 80
    assert report.of == 18
    assert quiz.reliability is not None
    assert quiz.reliability.coefficient == "KR-20"
    assert 0.4 < quiz.reliability.value < 0.95
    assert quiz.guess == pytest.approx(10 * 0.25)
    solved = [item.facility for item in quiz.items]
    assert np.mean(solved[:4]) > np.mean(solved[-4:])
    assert {cell.name: cell.kind for cell in report.cells} == {
        "quiz-trial": "quiz", "test-total": "test", "why": "written",
    }  # fmt: skip
    assert sum(row.penalty for row in report.students) == 8


def test_item_rest_leaves_out_what_was_not_reached(course: Path) -> None:
    """The report's numbers are those of the pure functions on the class's own table."""
    data = read_class(read_settings(course, []).coursedir, ASSIGNMENT).quizzes[QUIZ]
    found = class_report(ASSIGNMENT, course).quizzes[0].items
    late = [item.not_reached for item in found]
    assert late == sorted(late)
    assert late[-1] > 0
    reached = np.where(np.cumsum(data.answered[:, ::-1], axis=1)[:, ::-1] > 0, data.scores, np.nan)
    assert [item.item_rest for item in found] == pytest.approx(item_rest(reached).tolist())


def test_a_wrong_key_is_found(copied: Path) -> None:
    """The key of an item is marked at a distractor: the report names the item and the option."""
    path = copied / "quizzes" / "graded" / f"{QUIZ}.yaml"
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    for option in data["items"][6]["options"]:
        option["key"] = option["id"] == "a"
    path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    flags = [flag for flag in class_report(ASSIGNMENT, copied).flags if flag.item == "q7"]
    assert "The key of item 7 is chosen less often by strong than by weak students: check the key." in [
        flag.say("en") for flag in flags
    ]
    assert (
        "U pitanju 7 oni koji su izabrali „Tri” bolji su u ostatku kviza od onih koji su izabrali ključ: "
        "da nije i to tačno?"
    ) in [flag.say("sr") for flag in flags]


def test_the_page_fetches_nothing_and_is_whole(course: Path) -> None:
    """No address in it leads anywhere but to a place on the page; every tag is closed."""
    text = page(class_report(ASSIGNMENT, course), "sr")
    places = set(re.findall(r'id="([^"]+)"', text))
    links = re.findall(r'(?:href|src|url)\s*=?\s*["(]([^")]+)', text)
    assert links
    assert all(link.startswith("#") and link[1:] in places for link in links)
    assert "http" not in text.replace("http-equiv", "")
    assert 'lang="sr-Latn-ijekavsk"' in text

    class Stack(HTMLParser):
        open: list[str] = []  # noqa: RUF012

        def handle_starttag(self, tag: str, attrs: object) -> None:
            if tag not in {"meta", "rect", "line", "circle"}:
                self.open.append(tag)

        def handle_endtag(self, tag: str) -> None:
            if tag not in {"rect", "line", "circle"}:
                assert self.open.pop() == tag

    Stack().feed(text)
    assert Stack.open == []


def test_names_are_shown_only_on_request(course: Path) -> None:
    """Pseudonyms by default, the same each time; names with --names, whatever alphabet they are in."""
    first, second = (class_report(ASSIGNMENT, course) for _each in range(2))
    assert [row.name for row in first.students] == [row.name for row in second.students]
    hidden, named = page(first, "en"), page(class_report(ASSIGNMENT, course, names=True), "en")
    for telling in ("Željka", "Ђорђе", "s0001", "example.org"):
        assert telling not in hidden
        assert telling not in json.dumps(first.to_dict(), ensure_ascii=False)
    assert "Ђорђе Šarić 1 (s0001)" in named


def test_the_command_writes_page_and_json(course: Path, tmp_path: Path) -> None:
    """A table in the terminal, a page on request, all of it as JSON."""
    shown = run(course, "--html", str(tmp_path / "out"))
    assert shown.exit_code == 0, shown.output
    assert "KR-20" in shown.output
    assert (tmp_path / "out" / "trial.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    data = json.loads(run(course, "--json").output)
    assert data["quizzes"][0]["items"][0]["id"] == "q1"
    assert data["quizzes"][0]["reliability"]["items"] == 12
    assert "Studenti" in run(course, "--language", "sr").output


def test_figures_and_tables_for_a_notebook(course: Path) -> None:
    """Two figures of matplotlib, a table of pandas, and the report that shows itself."""
    report = class_report(ASSIGNMENT, course)
    assert score_figure(report, "en").axes[0].get_xlabel() == "Points"
    assert item_figure(report, QUIZ, "sr").axes[0].get_xlabel() == "Riješeno"
    assert list(item_table(report).loc[QUIZ].index[:2]) == ["q1", "q2"]
    assert report._repr_html_().startswith("<iframe")
    with pytest.raises(NastavaError, match="It has: trial"):
        item_figure(report, "other")


def test_languages_are_compared(tmp_path: Path) -> None:
    """An item that is hard in one language alone is named, with both languages."""
    root = write_course(tmp_path / "course", 400, seed=3)
    for path in root.glob(f"submitted/*/{ASSIGNMENT}/answers/{QUIZ}.json"):
        data = json.loads(path.read_text(encoding="utf-8"))
        for attempt in data["attempts"]:
            if attempt["item"] == "q3" and attempt["language"] == "sr":
                attempt["response"] = "d"
        path.write_text(json.dumps(data), encoding="utf-8")
    report = class_report(ASSIGNMENT, root)
    assert report.quizzes[0].compared == ("en", "sr")
    told = [flag.say("en") for flag in report.flags if flag.item == "q3" and "language" in flag.name]
    assert told == [
        (
            "Item 3 is harder for those who read it in BHS/CG, latinica, ijekavica than for equally strong ones in English "
            "(class C): compare the two texts."
        )
    ]
    assert "Δ −∞" in page(report, "en")


def test_drawn_pools_have_no_coefficient(tmp_path: Path) -> None:
    """The report says why."""
    draw = [{"topic": "kfor", "count": 3}]
    report = class_report(ASSIGNMENT, write_course(tmp_path / "course", 40, changes={"draw": draw}))
    assert report.quizzes[0].reliability is None
    assert "drawn" in [note.name for note in report.quizzes[0].notes]


def test_checks_that_failed_are_counted_in_the_page(copied: Path) -> None:
    """By check, in each language, the worst first."""
    write_graded_notebooks(copied)
    report = class_report(ASSIGNMENT, copied)
    checks = next(cell.checks for cell in report.cells if cell.name == "test-total")
    assert [(one.students, one.passed) for one in checks] == [(80, 0), (80, 80)] * 2
    assert page(report, "sr").index("Provjera 2") < page(report, "sr").index("Provjera 1")


def test_a_small_class_gets_no_discrimination(tmp_path: Path) -> None:
    """Under thirty answer sheets, and under ten items, the report says so."""
    quiz = class_report(ASSIGNMENT, write_course(tmp_path / "course", 29, 5)).quizzes[0]
    assert {item.item_rest for item in quiz.items} == {item.index for item in quiz.items} == {None}
    assert [note.name for note in quiz.notes] == ["few-students", "few-items", "one-language"]


@pytest.mark.parametrize("n, all_right", [(1, False), (1, True), (40, True)], ids=["one", "one right", "all"])
def test_classes_without_variance_have_a_report(tmp_path: Path, n: int, all_right: bool) -> None:
    """One student; everyone right: a page and a summary, and a note why there is no coefficient."""
    root = write_course(tmp_path / "course", n, all_right=all_right)
    report = class_report(ASSIGNMENT, root)
    notes = {note.name for note in (*report.notes, *report.quizzes[0].notes)}
    assert report.quizzes[0].reliability is None
    assert ("one-student" in notes) == (n == 1)
    assert notes & {"no-variance", "too-small"}
    shown = run(root, "--html", str(tmp_path))
    assert shown.exit_code == 0, shown.output
    assert "nan" not in shown.output + page(report, "en")


def test_missing_sheets_and_renamed_notebooks_are_counted(copied: Path) -> None:
    """They are left out of the quiz's statistics and told of."""
    folders = sorted((copied / "submitted").iterdir())
    (folders[0] / ASSIGNMENT / "answers" / f"{QUIZ}.json").unlink()
    (folders[1] / ASSIGNMENT / f"{ASSIGNMENT}.ipynb").rename(folders[1] / ASSIGNMENT / "trial (1).ipynb")
    shutil.copytree(folders[2], copied / "submitted" / "new comer")
    report = class_report(ASSIGNMENT, copied)
    assert report.quizzes[0].sheets == 79
    told = [note.say("en") for note in (*report.notes, *report.quizzes[0].notes)]
    assert any("Without an answer sheet of this quiz: 1." in words for words in told)
    assert any("no notebook of the assignment's name, but others: 1." in words for words in told)
    assert "Handed in and not graded yet: 1." in told


def test_damaged_and_linked_sheets_are_no_end(copied: Path) -> None:
    """A sheet that is no JSON, one that is a link, one with responses of other types: the report goes on."""
    sheets = sorted(copied.glob(f"submitted/*/{ASSIGNMENT}/answers/{QUIZ}.json"))
    sheets[0].write_text("{", encoding="utf-8")
    sheets[1].unlink()
    sheets[1].symlink_to(sheets[2])
    odd = [{"id": str(k), "item": f"q{k}", "response": value, "version": 3, "at": [], "language": 7, "certainty": True}
           for k, value in enumerate([{}, [[]], 3, True, None, "x" * 5000], start=1)]  # fmt: skip
    sheets[3].write_text(json.dumps({"attempts": odd}), encoding="utf-8")
    report = class_report(ASSIGNMENT, copied)
    assert report.quizzes[0].sheets == 80
    told = [note.say("en") for row in report.students for note in row.notes]
    assert sum("damaged" in words or "link" in words for words in told) == 2


def test_frequent_answers_are_those_of_several(course: Path) -> None:
    """An answer that fewer than five gave might tell who it was."""
    items = {item.id: item for item in class_report(ASSIGNMENT, course).quizzes[0].items}
    assert items["q5"].said
    assert all(count >= 5 for _words, count in items["q5"].said)


def test_what_students_wrote_is_shown_as_text(copied: Path) -> None:
    """Neither a name nor an answer puts markup into the page."""
    with sqlite3.connect(copied / "gradebook.db") as book:
        book.execute("UPDATE student SET first_name = '<script>alert(1)</script>' WHERE id = 's0001'")
    path = copied / "quizzes" / "graded" / f"{QUIZ}.yaml"
    quiz = yaml.safe_load(path.read_text(encoding="utf-8"))
    for name in ("key", "tolerance"):
        del quiz["items"][4][name]
    quiz["items"][4] |= {"type": "short_text", "accept": ["KFOR"]}
    path.write_text(yaml.safe_dump(quiz, allow_unicode=True), encoding="utf-8")
    shutil.rmtree(copied / "release")
    for path in sorted(copied.glob(f"submitted/*/{ASSIGNMENT}/answers/{QUIZ}.json"))[:20]:
        data = json.loads(path.read_text(encoding="utf-8"))
        for attempt in data["attempts"]:
            if attempt["item"] == "q5":
                attempt["response"] = "<img src=x>"
        path.write_text(json.dumps(data), encoding="utf-8")
    text = page(class_report(ASSIGNMENT, copied, names=True), "en")
    assert "&lt;script&gt;" in text
    assert "&lt;img src=x&gt;" in text
    assert "<script" not in text
    assert "<img" not in text


def test_every_sentence_is_written_in_both_languages() -> None:
    """Each has the same blanks in both, in Cyrillic and under an Albanian interface."""
    for name, words in WORDS.items():
        assert set(words) == {"en", "sr"}, name
        texts = [*words.values(), word(name, "sr-Cyrl"), word(name, "sq")]
        assert len({frozenset(re.findall(r"\{(\w+)\}", text)) for text in texts}) == 1, name


def test_no_gradebook_no_assignment_no_submission(copied: Path) -> None:
    """Each is told in one line with its mend, and nothing is made."""
    assert "It has: trial" in complaint(copied, "other")
    with sqlite3.connect(copied / "gradebook.db") as book:
        for table in ("grade", "submitted_notebook", "submitted_assignment"):
            book.execute(f"DELETE FROM {table}")
    assert "nastava grade trial" in complaint(copied)
    (copied / "gradebook.db").unlink()
    assert "There is no gradebook yet" in complaint(copied)
    assert not (copied / "gradebook.db").exists()
    (copied / "gradebook.db").write_text("no database at all, but long enough to be looked at" * 40)
    assert "can't be opened" in complaint(copied)


def test_a_gradebook_of_another_nbgrader(copied: Path) -> None:
    """A column that is missing is told with the command that mends it."""
    with sqlite3.connect(copied / "gradebook.db") as book:
        book.execute("ALTER TABLE student DROP COLUMN lms_user_id")
    assert "another version of nbgrader: its table 'student' has no 'lms_user_id'" in complaint(copied)
    shown = run(copied, "--html", str(copied / "out"))
    assert shown.exit_code == 1
    assert not (copied / "out").exists()


def test_a_missing_bank_and_a_folder_that_is_no_course(copied: Path, tmp_path: Path) -> None:
    """Both are told in one line."""
    (copied / "quizzes" / "graded" / f"{QUIZ}.yaml").unlink()
    assert "There is no graded bank 'trial'" in complaint(copied)
    assert "lies in no course" in complaint(tmp_path)
    (tmp_path / "file").write_text("x", encoding="utf-8")
    assert bank(1)["id"] == QUIZ


def test_a_page_that_can_not_be_written_is_told(course: Path, tmp_path: Path) -> None:
    """A file stands where the folder should be."""
    (tmp_path / "file").write_text("x", encoding="utf-8")
    shown = run(course, "--html", str(tmp_path / "file"))
    assert isinstance(shown.exception, NastavaError)
    assert "can't be written" in str(shown.exception)
