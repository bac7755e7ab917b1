"""Practice, test and graded: sittings, limits, the clock, certainty, and what is tried again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.banks import MODES
from tests.unit.stand_ins import Clock

from nastava.errors import BankError
from nastava.quizzes import Bank, publish
from nastava.quizzes.bank import PublishedQuiz
from nastava.widget.feedback import item_state, summary, whole_state
from nastava.widget.session import QuizSession
from nastava.widget.sittings import MULTIPLIER

HEAD = """\
id: modes
title: {en: "Modes", sr: "Načini"}
topics:
  troops: {en: "Troops", sr: "Vojnici"}
"""


def bank(settings: str = "", items: str = MODES) -> Bank:
    return Bank.model_validate(yaml.safe_load(HEAD + settings + items))


@pytest.fixture
def clock() -> Clock:
    return Clock()


def session(folder: Path, settings: str = "", clock: Clock | None = None, items: str = MODES) -> QuizSession:
    return QuizSession(bank(settings, items), folder=folder, clock=clock or Clock())


def seen(asked: QuizSession) -> dict[str, Any]:
    return summary(asked, "en")


# Practice ----------------------------------------------------------------------------------------------


def test_each_further_attempt_costs_its_share_and_then_the_hints(tmp_path: Path) -> None:
    """Right at the second attempt with a hint of a quarter: 1 − 0.1 − 0.25; a third can't better it."""
    asked = session(tmp_path, "attempt_penalty: 0.1\n")
    asked.submit("lead", "b", "en")
    asked.hint("lead")
    asked.submit("lead", "a", "en")
    assert item_state(asked, "lead", "en")["points"] == pytest.approx(0.65)
    asked.submit("lead", "a", "en")
    assert item_state(asked, "lead", "en")["points"] == pytest.approx(0.65)


def test_after_the_last_attempt_the_answer_is_shown_and_nothing_more_is_taken(tmp_path: Path) -> None:
    """With two attempts allowed the second wrong one brings the key; a third is refused and not recorded."""
    asked = session(tmp_path, "attempts: 2\n")
    asked.submit("lead", "b", "en")
    assert "key" not in item_state(asked, "lead", "en")
    asked.submit("lead", "c", "en")
    state = item_state(asked, "lead", "en")
    assert (state["closed"], state["key"], state["attempts"], state["most"]) == (True, "NATO", 2, 2)
    assert "no more answers" in (asked.submit("lead", "a", "en") or "")
    assert item_state(asked, "lead", "en")["attempts"] == 2


def test_a_survey_item_is_kept_and_never_marked(tmp_path: Path) -> None:
    """It has no verdict of right or wrong, and the quiz's points don't count it."""
    asked = session(tmp_path)
    asked.submit("opinion", "b", "en")
    assert item_state(asked, "opinion", "en")["verdict"] == "unmarked"
    assert not {"key", "explanation", "marks"} & set(item_state(asked, "opinion", "en"))
    assert seen(asked)["of"] == 2


def test_the_review_comes_when_all_is_answered_with_the_score_by_topic(tmp_path: Path) -> None:
    """Topics have their names; what was missed can be tried alone, and the rest keeps its points."""
    asked = session(tmp_path)
    asked.submit("lead", "b", "en")
    asked.submit("number", "4700", "en")
    assert "review" not in seen(asked)
    asked.submit("opinion", "a", "en")
    review = seen(asked)["review"]
    assert review["topics"] == [
        {"topic": "leadership", "points": 0, "of": 1},
        {"topic": "Troops", "points": 1, "of": 1},
    ]
    assert review["missed"] == 1
    asked.try_missed()
    assert list(asked.items) == ["lead"]
    assert "response" not in item_state(asked, "lead", "en")
    asked.submit("lead", "a", "en")
    assert (seen(asked)["points"], seen(asked)["review"]["missed"]) == (1, 0)
    asked.show_all()
    assert (list(asked.items), seen(asked)["points"]) == (["lead", "number", "opinion"], 2)


def test_starting_again_clears_the_view_and_keeps_every_attempt_on_disk(tmp_path: Path) -> None:
    """The first round stays on the sheet, told apart by its sitting."""
    asked = session(tmp_path)
    asked.submit("lead", "b", "en")
    asked.again()
    assert (seen(asked)["answered"], seen(asked)["points"]) == (0, 0)
    asked.submit("lead", "a", "en")
    attempts = json.loads(asked.sheet.path.read_text(encoding="utf-8"))["attempts"]
    assert [attempt["response"] for attempt in attempts] == ["b", "a"]
    again = session(tmp_path)
    assert item_state(again, "lead", "en")["response"] == "a"
    assert item_state(again, "lead", "en")["attempts"] == 1


def test_hints_of_an_earlier_round_cost_nothing_in_the_next(tmp_path: Path) -> None:
    """Help is noted by sitting."""
    asked = session(tmp_path)
    asked.hint("lead")
    asked.submit("lead", "b", "en")
    asked.again()
    assert item_state(asked, "lead", "en").get("hints") is None
    asked.submit("lead", "a", "en")
    assert item_state(asked, "lead", "en")["points"] == 1


# Certainty ---------------------------------------------------------------------------------------------


def test_certainty_is_asked_before_the_first_answer_and_marked_beside_the_score(tmp_path: Path) -> None:
    """Nothing is preselected: without a level the answer is refused. Wrong at the top level is −6."""
    asked = session(tmp_path, "certainty: true\n")
    assert "certain" in (asked.submit("lead", "b", "en") or "")
    assert asked.submit("lead", "b", "en", 3) is None
    assert item_state(asked, "lead", "en")["certainty_mark"] == -6
    assert not item_state(asked, "lead", "en").get("asks_certainty")
    asked.submit("lead", "a", "en")
    asked.submit("number", "4,700", "en", 2)
    assert (seen(asked)["certainty"], seen(asked)["points"]) == (-4, 2)


def test_after_a_hint_no_certainty_is_asked(tmp_path: Path) -> None:
    """Certainty with help would measure the hint."""
    asked = session(tmp_path, "certainty: true\n")
    asked.hint("lead")
    assert asked.submit("lead", "a", "en") is None
    assert "certainty_mark" not in item_state(asked, "lead", "en")


# Test --------------------------------------------------------------------------------------------------


def test_a_test_explains_at_the_end_and_only_then(tmp_path: Path) -> None:
    """Answers can be changed and tell nothing until the test is finished; then the last one counts."""
    asked = session(tmp_path, "mode: test\n")
    asked.submit("lead", "a", "en")
    asked.submit("lead", "b", "en")
    text = json.dumps(whole_state(asked, "en"))
    assert not any(word in text for word in ("verdict", "NATO leads", "4,700", '"points"'))
    asked.finish()
    state = whole_state(asked, "en")
    assert state["items"]["lead"]["verdict"] == "wrong"
    assert state["items"]["lead"]["explanation"] == "<p>NATO leads; the UN gave the mandate.</p>"
    assert state["items"]["number"]["verdict"] == "open"
    assert (state["points"], state["of"], state["phase"]) == (0, 2, "done")
    assert "no more answers" in (asked.submit("lead", "a", "en") or "")


def test_a_finished_test_stays_finished_in_a_new_kernel(tmp_path: Path) -> None:
    """The end is on the sheet."""
    asked = session(tmp_path, "mode: test\n")
    asked.submit("lead", "a", "en")
    asked.finish()
    assert seen(session(tmp_path, "mode: test\n"))["points"] == 1


def test_a_test_can_be_sat_as_often_as_it_says(tmp_path: Path) -> None:
    """With two sittings allowed there is no third."""
    asked = session(tmp_path, "mode: test\nattempts: 2\n")
    asked.finish()
    assert seen(asked)["review"]["again"] is True
    asked.again()
    assert seen(asked)["phase"] == "open"
    asked.finish()
    assert seen(asked)["review"]["again"] is False
    asked.again()
    assert seen(asked)["phase"] == "done"


def test_trying_the_missed_ones_is_practice_and_leaves_the_result_of_the_test(tmp_path: Path) -> None:
    """They are explained at once; the points of the test stay what they were."""
    asked = session(tmp_path, "mode: test\n")
    asked.submit("number", "4700", "en")
    asked.submit("lead", "b", "en")
    asked.finish()
    asked.try_missed()
    asked.submit("lead", "a", "en")
    assert item_state(asked, "lead", "en")["verdict"] == "right"
    asked.show_all()
    assert seen(asked)["points"] == 1


def test_the_clock_runs_from_the_start_button_through_a_restart(tmp_path: Path, clock: Clock) -> None:
    """Ten minutes: before the start nothing is taken; a new kernel shows what is left; then it ends by itself."""
    timed = "mode: test\ntime_limit: 10\n"
    asked = session(tmp_path, timed, clock)
    assert seen(asked)["phase"] == "ready"
    assert asked.submit("lead", "a", "en") is not None
    asked.start()
    assert asked.submit("lead", "a", "en") is None
    clock.forward(minutes=4)
    again = session(tmp_path, timed, clock)
    assert seen(again)["clock"]["left"] == 360
    clock.forward(minutes=6, seconds=10)
    assert "no more answers" in (again.submit("number", "4700", "en") or "")
    assert (seen(again)["phase"], seen(again)["points"]) == ("done", 1)


def test_a_clock_that_is_set_back_gives_no_time(tmp_path: Path, clock: Clock) -> None:
    """The time stands still until the clock has caught up, also in a new kernel."""
    timed = "mode: test\ntime_limit: 10\n"
    asked = session(tmp_path, timed, clock)
    asked.start()
    clock.forward(minutes=8)
    asked.submit("lead", "a", "en")
    clock.forward(minutes=-30)
    asked.submit("number", "4700", "en")
    assert seen(asked)["clock"]["left"] == 120
    assert seen(session(tmp_path, timed, clock))["clock"]["left"] == 120
    assert len(asked.sheet.content.attempts) == 2


def test_a_learner_may_have_more_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, clock: Clock) -> None:
    """A multiplier of 1.5 makes 15 minutes of 10; nonsense is no multiplier."""
    monkeypatch.setenv(MULTIPLIER, "1.5")
    asked = session(tmp_path, "mode: test\ntime_limit: 10\n", clock)
    assert seen(asked)["clock"]["limit"] == 900
    monkeypatch.setenv(MULTIPLIER, "a lot")
    assert seen(asked)["clock"]["limit"] == 600


def test_in_a_graded_quiz_limits_are_told_and_not_enforced(tmp_path: Path, clock: Clock) -> None:
    """Beyond the attempts and the time answers are still taken."""
    keyless = PublishedQuiz.model_validate(publish(bank("mode: graded\nattempts: 1\ntime_limit: 10\n")))
    asked = QuizSession(keyless, folder=tmp_path, clock=clock)
    assert seen(asked)["phase"] == "ready"
    asked.start()
    clock.forward(minutes=12)
    assert asked.submit("lead", "a", "en") is None
    assert asked.submit("lead", "b", "en") is None
    assert item_state(asked, "lead", "en")["most"] == 1
    assert seen(asked)["clock"] == {"limit": 600, "left": -120, "advisory": True}


# What differs from learner to learner ------------------------------------------------------------------


def test_order_is_drawn_once_and_written_down(tmp_path: Path) -> None:
    """A second kernel shows the same order; the pinned option stays last; the attempt records what was shown."""
    asked = session(tmp_path, "shuffle: true\n")
    order = [option["id"] for option in asked.items["lead"].view_data()["options"]]
    assert order[-1] == "d"
    again = session(tmp_path, "shuffle: true\n")
    assert [option["id"] for option in again.items["lead"].view_data()["options"]] == order
    again.submit("lead", "a", "en")
    assert again.sheet.content.attempts[-1]["shown"]["order"] == order


def test_learners_get_different_orders(tmp_path: Path) -> None:
    """Among twenty learners there is more than one order."""
    orders = set()
    for number in range(20):
        asked = session(tmp_path / str(number), "shuffle: true\n")
        orders.add(tuple(option["id"] for option in asked.items["lead"].view_data()["options"]))
    assert len(orders) > 1


POOL = "items:\n" + "".join(
    f"""\
  - id: q{number}
    type: numeric
    parameters: {{n: {{from: 10, to: 99}}}}
    key: "= 2 * n"
    computed: "twice n"
    stem: {{en: "Twice {{{{n}}}}?", sr: "Dva puta {{{{n}}}}?"}}
    explanation: {{en: "Twice.", sr: "Dvaput."}}
    tags: {{topic: pool, bloom: apply}}
    facts: [seed-kfor-total]
"""
    for number in range(6)
)


def test_a_draw_and_its_numbers_last_until_the_quiz_is_begun_again(tmp_path: Path) -> None:
    """Two of six are drawn, with numbers of the learner's own, marked as displayed."""
    draw = "draw: [{topic: pool, count: 2}]\n"
    asked = session(tmp_path, draw, items=POOL)
    assert len(asked.items) == 2
    again = session(tmp_path, draw, items=POOL)
    assert [item.view_data() for item in again.items.values()] == [
        i.view_data() for i in asked.items.values()
    ]
    first = next(iter(again.items.values()))
    shown = int(first.stem["en"].split()[1].rstrip("?"))
    again.submit(first.id, str(2 * shown), "en")
    assert item_state(again, first.id, "en")["verdict"] == "right"
    assert again.sheet.content.attempts[-1]["shown"]["parameters"] == {"n": shown}
    draws = {tuple(asked.items)}
    for _ in range(10):
        asked.again()
        draws.add(tuple(asked.items))
    assert len(draws) > 1


def test_an_item_edited_after_it_was_answered_says_so_in_every_variant(tmp_path: Path) -> None:
    """The version is that of the author's item, not of the variant shown."""
    asked = session(tmp_path, items=POOL)
    asked.submit("q0", "1", "en")
    assert not item_state(session(tmp_path, items=POOL), "q0", "en").get("outdated")
    edited = session(tmp_path, items=POOL.replace("Twice {{n}}?", "Two times {{n}}?"))
    assert item_state(edited, "q0", "en")["outdated"] is True


def test_parameters_that_make_no_item_are_told_in_one_sentence(tmp_path: Path) -> None:
    """A name that no parameter has is an error of the bank, with the item and the mend."""
    with pytest.raises(BankError, match=r"\[q0\].*names no parameter.*nastava check"):
        session(tmp_path, items=POOL.replace("Twice {{n}}?", "Twice {{m}}?"))


def test_two_tabs_that_open_at_once_show_the_same(tmp_path: Path) -> None:
    """The one that comes second takes the sitting that the first one began."""
    from nastava.answers import Sheet

    path = tmp_path / "answers" / "modes.json"
    early, late = Sheet.open(path, "modes"), Sheet.open(path, "modes")
    quiz = bank(items=POOL)
    one = QuizSession(quiz, sheet=early)
    two = QuizSession(quiz, sheet=late)
    assert [i.view_data() for i in one.items.values()] == [i.view_data() for i in two.items.values()]
    one.submit("q0", "1", "en")
    two.submit("q1", "2", "en")
    assert seen(session(tmp_path, items=POOL))["answered"] == 2
