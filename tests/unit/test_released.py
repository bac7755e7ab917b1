"""A graded quiz is marked by what was released, with today's keys."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from nastava.errors import BankError
from nastava.grading.quiz import QuizResult, score_quizzes
from nastava.grading.released import ReleasedCell
from nastava.quizzes import Bank, PublishedQuiz, mark, publish

CELL = ReleasedCell("quiz-trial", "code", "", None, locked=True, grade=True, points=3.0)
FRAME: dict[str, Any] = {
    "explanation": {"en": "So.", "sr": "Tako."},
    "tags": {"topic": "trial", "bloom": "remember"},
    "facts": ["trial"],
}


def choice(id_: str, key: str = "a") -> dict[str, Any]:
    options = [{"id": each, "text": {"en": each, "sr": each}, "key": each == key} for each in "abcd"]
    return {**FRAME, "id": id_, "type": "single_choice", "stem": {"en": f"{id_}?", "sr": f"{id_}?"}, "options": options}  # fmt: skip


def numeric(stem: str, key: str, **parameters: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **FRAME, "id": "half", "type": "numeric", "stem": {"en": stem, "sr": stem}, "key": key, "computed": "as said",
        "parameters": parameters,
    }  # fmt: skip


def bank(items: list[dict[str, Any]], **settings: Any) -> Bank:
    head = {"id": "trial", "title": {"en": "T", "sr": "T"}, "mode": "graded", **settings}
    return Bank.model_validate({**head, "items": items})


def released(of: Bank) -> PublishedQuiz:
    """The quiz as it comes back from the file."""
    return PublishedQuiz.model_validate(json.loads(json.dumps(publish(of))))


def answers(**responses: Any) -> list[dict[str, Any]]:
    return [{"id": id_, "item": id_, "response": response} for id_, response in responses.items()]


POOL = [choice(f"q{number}") for number in range(6)]
DRAW = [{"topic": "trial", "count": 3}]


@pytest.mark.parametrize("change", [lambda pool, _: [choice("new"), *pool], lambda pool, gone: [i for i in pool if i["id"] != gone]])  # fmt: skip
def test_a_pool_that_grows_or_shrinks_changes_nobody_s_questions(change: Any) -> None:
    """Three of six are released and answered right: three points, also when the pool has changed since."""
    quiz = released(bank(POOL, draw=DRAW))
    asked = [item.id for item in quiz.items]
    not_asked = next(item["id"] for item in POOL if item["id"] not in asked)
    today = bank(change(POOL, not_asked), draw=DRAW)
    result = mark(today, answers(**dict.fromkeys(asked, "a")), quiz)
    assert ([one.item_id for one in result.items], result.points, result.of) == (asked, 3, 3)


def test_a_corrected_key_regrades_everybody() -> None:
    """What was asked is the release's, what is right is today's."""
    quiz = released(bank([choice("q0")]))
    assert mark(bank([choice("q0", key="b")]), answers(q0="b"), quiz).points == 1
    assert mark(bank([choice("q0", key="b")]), answers(q0="a"), quiz).points == 0


def test_numbers_stay_those_released_when_their_range_changes() -> None:
    """The right answer to the number on the screen stays right, and a corrected formula is worked out with it."""
    quiz = released(bank([numeric("half of {{n}}", "= n / 2", n={"from": 1000, "to": 5000})]))
    shown = quiz.parameters["half"]["n"]
    assert isinstance(shown, float)
    wider = bank([numeric("half of {{n}}", "= n / 2", n={"from": 1000, "to": 9001})])
    assert mark(wider, answers(half={"value": shown / 2}), quiz).points == 1
    corrected = bank([numeric("half of {{n}}", "= n / 2 + 1", n={"from": 7, "to": 8})])
    assert mark(corrected, answers(half={"value": shown / 2 + 1}), quiz).points == 1


def test_a_release_tells_no_number_that_the_question_does_not() -> None:
    """Where the number asked for is itself drawn, the released file does not hold it."""
    secret = numeric("Half of {{n}}?", "= m", m={"from": 1000, "to": 5000}, n={"value": "= m * 2"})
    quiz = released(bank([secret]))
    assert set(quiz.parameters["half"]) == {"n"}
    key = quiz.parameters["half"]["n"] / 2  # type: ignore[operator]
    assert mark(bank([secret]), answers(half={"value": key}), quiz).points == 1
    assert mark(bank([secret]), answers(half={"value": key}), quiz).unsure == ()
    changed = {**secret, "parameters": {**secret["parameters"], "m": {"from": 1, "to": 9}}}
    assert mark(bank([changed]), answers(half={"value": key}), quiz).unsure == ("half",)


def test_the_table_has_the_options_in_the_order_released() -> None:
    """Shuffled at release, and another option added since."""
    several = choice("q0") | {"type": "multiple_choice"}
    quiz = released(bank([several], shuffle=True))
    order = [option["id"] for option in quiz.items[0].model_dump()["options"]]
    more = {**several, "options": [{"id": "e", "text": {"en": "e", "sr": "e"}}, *several["options"]]}
    item = mark(bank([more], shuffle=True), [], quiz).items[0].item
    assert item.describe(["a", "b", "c", "d", "e"], "en") == "; ".join([*order, "e"])


# As it is told to the instructor -------------------------------------------------------------------------


def score(
    course: Path, today: Bank, quiz: PublishedQuiz | None, attempts: list[dict[str, Any]]
) -> QuizResult:
    graded, sheet = course / "quizzes" / "graded" / "trial.yaml", course / "work" / "answers" / "trial.json"
    release = course / "release" / "trial"
    for file in (graded, sheet, release / "quizzes" / "trial.json"):
        file.parent.mkdir(parents=True, exist_ok=True)
    graded.write_text(today.model_dump_json(exclude_unset=True, by_alias=True), encoding="utf-8")
    sheet.write_text(json.dumps({"attempts": attempts}), encoding="utf-8")
    if quiz:
        (release / "quizzes" / "trial.json").write_text(quiz.model_dump_json(exclude_none=True), encoding="utf-8")  # fmt: skip
    return score_quizzes([CELL], course / "work", course, release=release)["quiz-trial"]


def test_an_item_gone_from_the_bank_is_reported_with_the_mend(tmp_path: Path) -> None:
    """It earns nothing, still counts among the points to be had, and the instructor reads what to do."""
    quiz = released(bank([choice("q0"), choice("q1")]))
    result = score(tmp_path, bank([choice("q1")]), quiz, answers(q0="a", q1="a"))
    assert (result.points, result.mark.of) == (1, 2)
    (said,) = map(str, result.problems)
    assert "“q0” was released" in said
    assert "put it back into the bank" in said


def test_without_the_release_answers_to_what_is_not_asked_are_reported(tmp_path: Path) -> None:
    """They are named, as far as a question can have such a name."""
    result = score(tmp_path, bank([choice("q1")]), None, answers(q0="a", q1="a", **{"<b>": "a"}))
    assert result.points == 1
    (said,) = map(str, result.problems)
    assert "not marked: q0, +1." in said


def test_a_damaged_release_stops_grading_with_the_mend(tmp_path: Path) -> None:
    """It is the instructor's file: nobody gets a zero for it."""
    quiz = released(bank([choice("q0")]))
    score(tmp_path, bank([choice("q0")]), quiz, [])
    path = tmp_path / "release" / "trial" / "quizzes" / "trial.json"
    for text in (
        "{",
        "[" * 100_000,
        quiz.model_copy(update={"id": "other"}).model_dump_json(exclude_none=True),
    ):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(BankError, match="put that file back"):
            score(tmp_path, bank([choice("q0")]), None, [])
