"""A graded quiz in an exercise done alone: what it says, and handing in to oneself."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import pytest

from nastava.answers import Sheet, sheet_path
from nastava.content import notebooks_dir
from nastava.items import Item
from nastava.quizzes import Bank, PublishedQuiz, load_published
from nastava.quizzes.alone import is_alone, own_marking
from nastava.text.languages import WORKSPACE_MARKER
from nastava.widget import feedback
from nastava.widget.conversation import Conversation
from nastava.widget.quiz import quiz
from nastava.widget.session import QuizSession

SOLUTIONS = Path(__file__).parents[2] / "packages" / "nastava-solutions" / "src"
RELEASED = sorted((notebooks_dir() / "exercises").glob("*/quizzes/*.json"))


@pytest.fixture
def exercise(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An exercise in a learner's workspace, in which the notebook's kernel runs."""
    (tmp_path / WORKSPACE_MARKER).write_text('{"language": "en"}', encoding="utf-8")
    folder = tmp_path / "exercises" / "kfor-2023"
    shutil.copytree(notebooks_dir() / "exercises" / "kfor-2023", folder)
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def with_solutions(monkeypatch: pytest.MonkeyPatch) -> None:
    """The second distribution is installed."""
    monkeypatch.syspath_prepend(str(SOLUTIONS))
    monkeypatch.delitem(sys.modules, "nastava_solutions", raising=False)


@pytest.fixture
def without_solutions(monkeypatch: pytest.MonkeyPatch) -> None:
    """The second distribution is left out."""
    monkeypatch.setitem(sys.modules, "nastava_solutions", None)


def talk(folder: Path) -> Conversation:
    released = load_published(folder / "quizzes" / "kfor-2023.json")
    asked = QuizSession(released, folder=folder, alone=True, own=own_marking(released))
    return Conversation(asked, "en")


def right(item: Item) -> object:
    return next(sample.raw for sample in item.samples() if sample.name == "right")


def test_only_an_exercise_of_the_workspace_is_done_alone(exercise: Path, tmp_path: Path) -> None:
    """An assignment that was fetched from an instructor is marked, even inside a workspace."""
    assert is_alone(exercise)
    fetched = tmp_path / "nastava" / "kfor-2023"
    shutil.copytree(exercise, fetched)
    assert not is_alone(fetched)
    (tmp_path / WORKSPACE_MARKER).unlink()
    assert not is_alone(exercise)


def test_without_the_solutions_the_quiz_says_that_nobody_marks_it(
    exercise: Path, without_solutions: None
) -> None:
    """It offers no handing in, says how to get the solutions, and knows no key."""
    shown = quiz("kfor-2023")._quiz

    assert (shown["mode"], shown["alone"], shown["may_hand_in"]) == ("graded", True, False)
    assert "Nobody marks this quiz" in shown["words"]["alone_note"]
    assert "nastava-solutions" in shown["words"]["alone_install"]
    asked = talk(exercise)
    asked.handle({"do": "hand_in"})
    assert asked.session.quiz.mode == "graded"


def test_handed_in_to_oneself_it_is_a_practice_quiz_that_explains(
    exercise: Path, with_solutions: None
) -> None:
    """Answers given before are marked, drafts count, what is open can be answered, and it stays so."""
    asked = talk(exercise)
    assert asked.content()["may_hand_in"] is True
    bank = asked.session.own
    assert bank is not None
    first, second, third = bank.items[:3]
    asked.handle({"do": "submit", "item": first.id, "response": right(first), "language": "en"})
    asked.handle({"do": "draft", "item": second.id, "response": right(second), "language": "en"})
    assert "explanation" not in json.dumps(asked.state())

    reply = asked.handle({"do": "hand_in"})

    assert reply is not None
    assert reply["quiz"]["mode"] == "practice"
    assert reply["state"]["points"] == first.points + second.points
    assert reply["state"]["items"][first.id]["verdict"] == "right"
    assert "explanation" in reply["state"]["items"][first.id]
    assert not reply["state"]["items"][first.id].get("outdated")
    again = talk(exercise)
    assert again.session.quiz.mode == "practice"
    again.handle({"do": "submit", "item": third.id, "response": right(third), "language": "en"})
    assert feedback.item_state(again.session, third.id, "en")["verdict"] == "right"
    assert again.handle({"do": "again"})["quiz"]["mode"] == "practice"  # type: ignore[index]
    assert talk(exercise).session.quiz.mode == "practice"


def test_before_handing_in_no_key_is_in_the_conversation(exercise: Path, with_solutions: None) -> None:
    """With the solutions installed too, an answer is only confirmed until the quiz is handed in."""
    asked = talk(exercise)
    for item in asked.session.own.items:  # type: ignore[union-attr]
        asked.handle({"do": "submit", "item": item.id, "response": right(item), "language": "en"})
    said = json.dumps([asked.content()["items"], asked.state()], ensure_ascii=False)

    assert isinstance(asked.session.quiz, PublishedQuiz)
    assert not [item.id for item in asked.session.own.items if item.explanation["en"][:40] in said]  # type: ignore[union-attr,index]
    assert '"points"' not in said.replace('"points": 1', "")[:0]


@pytest.mark.parametrize("path", RELEASED, ids=lambda path: path.stem)
def test_every_released_quiz_has_its_practice_twin(path: Path, with_solutions: None) -> None:
    """It asks what was released, in the same order, and its own keys earn every point."""
    released = load_published(path)
    twin = own_marking(released)

    assert isinstance(twin, Bank)
    assert twin.mode == "practice"
    assert [item.id for item in twin.items] == [item.id for item in released.items]
    for item, view in zip(twin.items, released.items, strict=True):
        assert [one.id for one in getattr(item, "options", ())] == [
            one.id for one in getattr(view, "options", ())
        ]
        assert item.version == released.versions[item.id]


def test_the_answers_stay_in_the_exercise(exercise: Path, with_solutions: None) -> None:
    """The sheet of an exercise lies beside its notebook, before and after handing in."""
    asked = talk(exercise)
    asked.handle({"do": "hand_in"})

    assert sheet_path("kfor-2023") == exercise / "answers" / "kfor-2023.json"
    assert Sheet.read(exercise / "answers" / "kfor-2023.json").sittings
