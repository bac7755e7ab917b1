"""Banks: what an author writes is read whole, or each fault is named with its line and its mend."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner

from nastava.cli import app
from nastava.content import quizzes_dir
from nastava.errors import BankError, QuizNotFoundError
from nastava.quizzes import load_bank, load_published, mark, publish, read_bank, schema
from nastava.quizzes.bank import PublishedQuiz
from nastava.quizzes.find import find_quiz, instructor_bank

GOOD = """\
id: force
title: {en: "A force", sr: "Snage"}
parts:
  first: {en: "First", sr: "Prvi"}
items:
  - id: who-leads
    type: single_choice
    part: first
    stem: {en: "Who leads KFOR?", sr: "Ko predvodi KFOR?"}
    options:
      - {id: a, text: {en: "NATO", sr: "NATO"}, key: true}
      - {id: b, text: {en: "The UN", sr: "UN"}, feedback: {en: "No.", sr: "Ne."}}
    explanation: {en: "NATO does.", sr: "NATO."}
    tags: {topic: kfor, bloom: remember}
    facts: [seed-kfor-led]
  - id: how-many
    type: numeric
    part: first
    points: 2
    key: 4700
    tolerance: {absolute: 100}
    stem: {en: "How many troops, by the report?", sr: "Koliko vojnika, prema izvještaju?"}
    explanation: {en: "About 4,700.", sr: "Oko 4.700."}
    tags: {topic: kfor, bloom: remember}
    facts: [seed-kfor-total]
"""


def write(folder: Path, text: str = GOOD, name: str = "force") -> Path:
    path = folder / f"{name}.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def check(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["check", *arguments])
    return result.exit_code, result.output


@pytest.mark.parametrize(
    "old, new, line, item, words",
    [
        ("items:", "items: [", 6, None, "YAML error"),
        ('title: {en: "A force"', "title: A force: and more\nx: {en: 5", 2, None, "quotation marks"),
        ("type: numeric", "type: numerical", 16, "how-many", "did you mean 'numeric'"),
        ("id: how-many", "id: who-leads", 16, "who-leads", "used already on line 6"),
        ('en: "No.", sr: "Ne."', 'en: "No."', 12, "who-leads", "add 'sr: …'"),
        ('sr: "UN"}', 'sr: "UN"}, key: true', 10, "who-leads", "one key, this one has 2"),
        ("key: 4700", "key: 4711", 20, "how-many", "differs from its facts, which state 4700"),
        ("absolute: 100", "absolute: -100", 16, "how-many", "rejects the key 4700 itself"),
        ("part: first\n    points", "part: second\n    points", 18, "how-many", "not among the bank's parts"),
        ("facts: [seed-kfor-led]", "facts: [seed-kfor-lead]", 15, "who-leads", "seed-kfor-lead"),
        ("    facts: [seed-kfor-led]\n", "", 6, "who-leads", "'facts' is missing"),
        ("points: 2", "points: two", 19, "how-many", "should be a number"),
        ("points: 2", "pionts: 2", 19, "how-many", "not a field here"),
        ("points: 2", "points: 2\n    points: 3", 20, None, "occurs twice"),
        ("points: 2", "points: !!python/name:os.system ''", 19, None, "tag"),
        ("points: 2", "points: 2\n    near: 2023-02-30", 20, None, "can't be read"),
        ("points: 2", "points: 2\n    near: &a [1]\n    hints: *a", 20, None, "alias"),
        ("points: 2", "points: 2\n    [1]: 2", 20, None, "a key that is no word"),
        ("points: 2", "points: 2\n    near: " + "[" * 60 + "]" * 60, 20, None, "nested too deeply"),
        ("points: 2", "\tpoints: 2", 19, None, "indent with spaces"),
        ("points: 2", "points: 2\n    near: 5", 20, "how-many", "should be a list"),
        (
            '{en: "Who leads KFOR?", sr: "Ko predvodi KFOR?"}',
            '{eng: "Who?", srp: "Ko?"}',
            9,
            "who-leads",
            "add 'en: …'",
        ),
        ("id: force", "id: other", 1, None, "differs from the file's name"),
    ],
)
def test_each_fault_is_one_line_with_place_and_mend(
    tmp_path: Path, old: str, new: str, line: int, item: str | None, words: str
) -> None:
    """File, line, item id, what is wrong and the mend, on one line; exit code 1."""
    assert old in GOOD
    path = write(tmp_path, GOOD.replace(old, new, 1))

    code, output = check(str(path))

    assert code == 1
    faults = [row for row in output.splitlines() if row.startswith(str(path))]
    assert any(
        row.startswith(f"{path}:{line}:{f' [{item}]' if item else ''}") and words in row for row in faults
    ), output
    assert all(" Mend: " in row for row in faults)
    assert "Traceback" not in output


def test_a_stem_on_a_judgement_must_name_the_speaker(tmp_path: Path) -> None:
    """An item that rests on an assessment and names nobody is a fault in the language concerned."""
    text = GOOD.replace("[seed-kfor-led]", "[seed-kfor-decade]").replace(
        "Who leads KFOR?", "Which was largest?", 1
    )
    _code, output = check(str(write(tmp_path, text)))
    assert "names no speaker" in output
    assert "in 'en'" in output


def test_a_good_bank_has_no_faults_and_tells_what_chance_earns(tmp_path: Path) -> None:
    """The summary gives items, points and the share that random answering earns: 0.5 of 3 points."""
    code, output = check(str(write(tmp_path)))
    assert (code, output.splitlines()) == (
        0,
        ["force: 2 items, 3 points; random answering earns 17% of them", "No faults."],
    )


def test_the_outcome_as_json(tmp_path: Path) -> None:
    """--json gives the same faults to a program."""
    code, output = check(str(write(tmp_path, GOOD.replace("key: 4700", "key: 4711"))), "--json")
    assert code == 1
    assert [(f["line"], f["item"]) for f in json.loads(output)["faults"]] == [(20, "how-many")]


@pytest.mark.parametrize("name", ["missing.yaml", "empty.yaml", "binary.yaml"])
def test_a_file_that_is_no_bank(tmp_path: Path, name: str) -> None:
    """A missing, empty or binary file is one fault, not a traceback."""
    path = tmp_path / name
    if name != "missing.yaml":
        path.write_bytes(b"" if name == "empty.yaml" else b"\xff\xfe\x00\x01")
    code, output = check(str(path))
    assert code == 1
    assert "Mend:" in output


def test_the_course_itself_has_no_faults() -> None:
    """Every bank of the course passes."""
    code, output = check()
    assert code == 0, output


def test_the_published_schema_is_current_and_takes_the_course_s_banks() -> None:
    """quizzes/bank.schema.json is what the models say, so that editors complete and validate rightly."""
    written = json.loads((quizzes_dir() / "bank.schema.json").read_text(encoding="utf-8"))
    assert written == schema()
    for path in quizzes_dir().rglob("*.yaml"):
        modeline = path.read_text(encoding="utf-8").splitlines()[0]
        target = path.parent / modeline.partition("$schema=")[2]
        assert target.resolve() == (quizzes_dir() / "bank.schema.json").resolve(), path


def test_the_keyless_twin_has_no_key_and_loads(tmp_path: Path) -> None:
    """What is laid beside a released notebook names items and options and nothing that tells the answer."""
    bank = load_bank(write(tmp_path))
    data = publish(bank)
    text = json.dumps(data)
    for secret in ('"key"', "4700", "explanation", "feedback", "tolerance", "seed-kfor", "NATO does"):
        assert secret not in text
    path = tmp_path / "force.json"
    path.write_text(text, encoding="utf-8")
    assert load_published(path).total == bank.total == 3


def test_marks_of_a_sheet(tmp_path: Path) -> None:
    """The last attempt at each item counts; strange entries score zero; an edited item is recognised."""
    bank = load_bank(write(tmp_path))
    current = {item.id: item.version for item in bank.items}
    attempts = [
        {"item": "who-leads", "response": "b", "version": current["who-leads"]},
        {"item": "who-leads", "response": "a", "version": current["who-leads"]},
        {"item": "how-many", "response": {"value": 4_650.0}, "version": "older"},
        {"item": "no-such-item", "response": "a"},
    ]
    marks = mark(bank, attempts)
    assert (marks.points, marks.of) == (3, 3)
    assert [(m.points, m.attempts, m.outdated) for m in marks.items] == [(1, 2, False), (2, 1, True)]
    strange = [
        {"item": "who-leads", "response": {"a": []}},
        {"item": "how-many", "response": {"value": 10**400}},
    ]
    assert mark(bank, strange).points == 0
    assert mark(bank, []).items[0].response is None


def test_a_released_quiz_is_found_beside_the_notebook_first(tmp_path: Path) -> None:
    """The keyless twin wins over a bank of the same name, so a learner's kernel never opens the key."""
    (tmp_path / "quizzes").mkdir()
    bank = load_bank(write(tmp_path / "quizzes"))
    assert find_quiz("force", tmp_path) == bank
    (tmp_path / "quizzes" / "force.json").write_text(json.dumps(publish(bank)), encoding="utf-8")
    assert isinstance(find_quiz("force", tmp_path), PublishedQuiz)


def test_graded_banks_open_only_inside_the_instructor_s_course(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Elsewhere a graded id is unknown; inside, only the keyless twin is shown; the private overlay wins."""
    course = tmp_path / "course"
    graded = course / "quizzes" / "graded"
    graded.mkdir(parents=True)
    write(graded, GOOD.replace("id: force", "id: force\nmode: graded", 1))
    with pytest.raises(QuizNotFoundError):
        find_quiz("force", course)
    (course / "nbgrader_config.py").touch()
    assert isinstance(find_quiz("force", course), PublishedQuiz)
    assert instructor_bank("force", course) == graded / "force.yaml"
    overlay = tmp_path / "private" / "quizzes" / "graded"
    overlay.mkdir(parents=True)
    monkeypatch.setenv("NASTAVA_PRIVATE", str(tmp_path / "private"))
    private = write(overlay, GOOD)
    assert instructor_bank("force", course) == private


def test_an_unknown_quiz_names_those_there_are(tmp_path: Path) -> None:
    """The message lists the quizzes and suggests the nearest."""
    (tmp_path / "quizzes").mkdir()
    write(tmp_path / "quizzes")
    with pytest.raises(QuizNotFoundError, match=r"Did you mean 'force'\? Quizzes here: .*force"):
        find_quiz("froce", tmp_path)
    with pytest.raises(QuizNotFoundError):
        find_quiz("../force", tmp_path / "quizzes")


def test_a_damaged_released_quiz_says_what_to_do(tmp_path: Path) -> None:
    """A keyless quiz that can't be read, or nests beyond all reading, is one message with the mend."""
    path = tmp_path / "force.json"
    for text in ("{", "[" * 200_000):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(BankError, match="Fetch the assignment again"):
            load_published(path)


@pytest.mark.parametrize("name", [None, 5, Path("kfor"), ["kfor"], {}])
def test_what_is_no_name_is_told_in_one_sentence(tmp_path: Path, name: Any) -> None:
    """Neither a number nor a path asks for a quiz."""
    with pytest.raises(QuizNotFoundError, match="by its name in quotation marks"):
        find_quiz(name, tmp_path)


def test_a_large_bank_reads_in_order(tmp_path: Path) -> None:
    """Three hundred items come back with their lines."""
    data = yaml.safe_load(GOOD)
    data["items"] = [data["items"][0] | {"id": f"item-{n}"} for n in range(300)]
    bank, faults = read_bank(write(tmp_path, json.dumps(data, indent=1, ensure_ascii=False)))
    assert faults == ()
    assert bank is not None
    assert [item.id for item in bank.items] == [f"item-{n}" for n in range(300)]
