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


def session(
    folder: Path, settings: str = "", clock: Clock | None = None, items: str = MODES, part: str | None = None
) -> QuizSession:
    clock = clock or Clock()
    return QuizSession(bank(settings, items), part, folder=folder, clock=clock, steady=clock.steady)


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
    """It goes on from the moment last seen, also in a new kernel."""
    timed = "mode: test\ntime_limit: 10\n"
    asked = session(tmp_path, timed, clock)
    asked.start()
    clock.forward(minutes=8)
    asked.submit("lead", "a", "en")
    clock.put(minutes=-30)
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
    asked = QuizSession(keyless, folder=tmp_path, clock=clock, steady=clock.steady)
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


# What is ticked or typed and not handed in ---------------------------------------------------------------

TIMED = "mode: test\ntime_limit: 10\n"


def test_what_is_ticked_when_the_test_ends_is_the_answer(tmp_path: Path, clock: Clock) -> None:
    """A was saved, then B ticked and a number typed: when the time is over these are marked and shown."""
    asked = session(tmp_path, TIMED, clock)
    asked.start()
    asked.submit("lead", "a", "en")
    asked.draft("lead", "b", "en")
    asked.draft("number", "4.700", "sr")
    clock.forward(minutes=10)
    asked.finish()
    state = whole_state(asked, "en")
    lead, number = state["items"]["lead"], state["items"]["number"]
    assert (lead["response"], lead["verdict"], lead.get("draft")) == ("b", "wrong", None)
    assert (number["response"]["value"], number["verdict"], number["language"]) == (4700, "right", "sr")
    assert (state["points"], state["answered"]) == (1, 2)


def test_a_test_that_ends_while_no_page_is_open_keeps_what_was_ticked(tmp_path: Path, clock: Clock) -> None:
    """The kernel that opens the sheet an hour later hands it in; what comes then is refused, as is a draft."""
    asked = session(tmp_path, TIMED, clock)
    asked.start()
    asked.draft("lead", "a", "en")
    clock.forward(hours=1)
    again = session(tmp_path, TIMED, clock)
    again.draft("lead", "b", "en")
    assert seen(again)["phase"] == "done"
    assert item_state(again, "lead", "en")["response"] == "a"
    again.draft("lead", "c", "en")
    assert "draft" not in item_state(again, "lead", "en")
    assert again.sheet.content.drafts == {}


def test_a_draft_that_is_no_answer_or_the_same_one_is_not_handed_in(tmp_path: Path) -> None:
    """Half a word in a number's field counts as open; ticking back what was saved is no second answer."""
    asked = session(tmp_path, "mode: test\n")
    asked.submit("lead", "a", "en")
    asked.draft("lead", "a", "en")
    asked.draft("number", "many", "en")
    assert (seen(asked)["open"], seen(asked)["drafts"]) == (2, 2)
    asked.draft("opinion", "b", "en")
    assert seen(asked)["open"] == 1
    asked.finish()
    assert [attempt["item"] for attempt in asked.sheet.content.attempts] == ["lead", "opinion"]
    assert "draft" not in item_state(asked, "number", "en")


CLOZE = """\
items:
  - id: gaps
    type: cloze
    stem: {en: "Fill in.", sr: "Popuni."}
    text: {en: "[[n]] troops of [[m]]", sr: "[[n]] vojnika od [[m]]"}
    blanks:
      n: {type: number, key: 4700}
      m: {type: number, key: 0.5}
    explanation: {en: "So.", sr: "Tako."}
    tags: {topic: kfor, bloom: remember}
    facts: [seed-kfor-total]
"""


def test_a_number_typed_in_one_language_is_shown_as_another_one_writes_it(tmp_path: Path) -> None:
    """4,700 typed in English and not handed in is 4700, not 4.7, to the view in Serbian, also after a restart."""
    asked = session(tmp_path)
    asked.draft("number", "4,700", "en")
    again = session(tmp_path)
    state = item_state(again, "number", "sr")
    assert (state["draft"], state["typed_in"]) == ({"text": "4,700", "value": 4700.0}, "en")
    assert item_state(again, "number", "en")["draft"] == "4,700"
    again.draft("number", "4700", "sr")
    assert item_state(again, "number", "sr")["draft"] == "4700"


def test_numbers_in_blanks_are_read_one_by_one(tmp_path: Path) -> None:
    """What can't be read yet stays as it was typed; the rest has its value."""
    asked = session(tmp_path, items=CLOZE)
    asked.draft("gaps", {"n": "4,700", "m": "half"}, "en")
    state = item_state(asked, "gaps", "sr")
    assert state["draft"] == {"n": {"text": "4,700", "value": 4700.0}, "m": "half"}
    asked.draft("gaps", {"n": "4,700", "m": "0.5"}, "en")
    assert item_state(asked, "gaps", "sr")["draft"]["m"] == {"text": "0.5", "value": 0.5}


def test_a_draft_of_an_older_sheet_is_shown_as_it_was_typed(tmp_path: Path) -> None:
    """It tells no language, so that of the screen is taken; a nonsense one is passed over."""
    path = tmp_path / "answers" / "modes.json"
    path.parent.mkdir()
    for typed_in in ({}, {"number": "xx"}, {"number": ["en"]}, "en"):
        path.write_text(json.dumps({"attempts": [], "drafts": {"number": "4,7"}, "typed_in": typed_in}), encoding="utf-8")  # fmt: skip
        asked = session(tmp_path)
        asked.language = "sr"
        assert item_state(asked, "number", "sr")["draft"] == "4,7"


def test_a_clock_that_is_a_day_ahead_for_a_moment_ends_no_test(tmp_path: Path, clock: Clock) -> None:
    """Nothing is written down of the wrong time; the test goes on, also in a new kernel."""
    asked = session(tmp_path, TIMED, clock)
    asked.start()
    clock.put(days=1)
    clock.forward(minutes=1)
    asked.draft("lead", "b", "en")
    clock.put(days=-1)
    clock.forward(minutes=1)
    assert asked.submit("lead", "a", "en") is None
    assert seen(asked)["clock"]["left"] == 480
    assert seen(session(tmp_path, TIMED, clock))["clock"]["left"] == 480


# Parts ---------------------------------------------------------------------------------------------------


PARTS = "parts: {a: {en: A, sr: A}, b: {en: B, sr: B}}\n"
IN_PARTS = "items:\n" + "".join(
    f"""\
  - id: {part}{number}
    part: {part}
    type: true_false
    stem: {{en: "{part}{number}?", sr: "{part}{number}?"}}
    key: true
    explanation: {{en: "So.", sr: "Tako."}}
    tags: {{topic: pool, bloom: apply}}
    facts: [seed-kfor-total]
"""
    for part in "ab"
    for number in range(4)
)
FOUR = PARTS + "draw: [{topic: pool, count: 4}]\n"


def test_parts_are_parts_of_one_draw(tmp_path: Path) -> None:
    """Four of eight are drawn over two parts; the whole shows the same four, whatever is opened first."""
    for number, order in enumerate([("a", "b", None), (None, "b", "a"), ("b", None, "a")] * 10):
        opened = {p: list(session(tmp_path / str(number), FOUR, items=IN_PARTS, part=p).items) for p in order}
        assert opened["a"] + opened["b"] == opened[None]
        assert len(opened[None]) == 4


def test_parts_begun_again_are_parts_of_one_draw_too(tmp_path: Path) -> None:
    """Also in the second round, and where by chance a part gets none."""
    for number in range(40):
        a, b = (session(tmp_path / str(number), FOUR, items=IN_PARTS, part=part) for part in "ab")
        a.again()
        b.sheet.refresh()
        b.again()
        assert len(a.items) + len(b.items) == 4
        assert (seen(a)["answered"], seen(b)["answered"]) == (0, 0)


def test_in_practice_answers_to_a_part_are_answers_to_the_whole(tmp_path: Path) -> None:
    """And the other way round; what a part begins again is begun again."""
    part = session(tmp_path, FOUR, items=IN_PARTS, part="a")
    for id_ in part.items:
        part.submit(id_, True, "en")
    whole = session(tmp_path, FOUR, items=IN_PARTS)
    assert seen(whole)["answered"] == len(part.items)
    for id_ in whole.items:
        whole.submit(id_, True, "en")
    again = session(tmp_path, FOUR, items=IN_PARTS, part="b")
    assert seen(again)["answered"] == len(again.items)


def test_a_test_of_a_part_is_its_own(tmp_path: Path) -> None:
    """Finishing it ends neither the whole test nor that of the other part."""
    settings = PARTS + "mode: test\n"
    part = session(tmp_path, settings, items=IN_PARTS, part="a")
    part.submit("a0", True, "en")
    part.finish()
    whole = session(tmp_path, settings, items=IN_PARTS)
    assert (seen(whole)["phase"], seen(whole)["answered"], seen(whole)["total"]) == ("open", 0, 8)
    assert whole.submit("b0", True, "en") is None
    assert seen(session(tmp_path, settings, items=IN_PARTS, part="b"))["phase"] == "open"
    assert seen(session(tmp_path, settings, items=IN_PARTS, part="a"))["points"] == 1


# Numbers that make no item -------------------------------------------------------------------------------

UNLUCKY = """\
items:
  - id: share
    type: numeric
    parameters: {a: {from: 0, to: 1}}
    key: "= 1000 / a"
    computed: "a thousand by a"
    stem: {en: "1000 / {{a}}?", sr: "1000 / {{a}}?"}
    explanation: {en: "So.", sr: "Tako."}
    tags: {topic: pool, bloom: apply}
    facts: [seed-kfor-total]
"""


def test_numbers_that_make_no_item_are_drawn_again(tmp_path: Path) -> None:
    """Every second draw would divide by zero; all of thirty learners get a question."""
    for number in range(30):
        asked = session(tmp_path / str(number), items=UNLUCKY)
        assert asked.items["share"].stem["en"] == "1000 / 1?"


def test_a_stored_sitting_that_makes_no_item_is_passed_over_and_said(tmp_path: Path) -> None:
    """The bank was changed since: the learner gets new numbers, a sentence, and keeps what was answered."""
    lucky = UNLUCKY.replace("1000 / a", "1000 + a")
    for number in range(30):
        asked = session(tmp_path / str(number), items=lucky)
        if asked.items["share"].stem["en"] == "1000 / 0?":
            break
    asked.submit("share", "1000", "en")
    again = session(tmp_path / str(number), items=UNLUCKY)
    assert again.items["share"].stem["en"] == "1000 / 1?"
    assert "You have new ones" in seen(again)["problems"][0]
    assert len(again.sheet.content.attempts) == 1
    assert again.submit("share", "1000", "en") is None
    assert seen(again)["points"] == 1


# Trying the missed ones again ----------------------------------------------------------------------------


def test_trying_the_missed_ones_keeps_the_rules_and_takes_nothing_away(tmp_path: Path) -> None:
    """Beyond the limit it is practice beside the score; within it, earlier attempts and hints cost their share."""
    strict = session(tmp_path / "strict", "attempts: 1\nattempt_penalty: 1.0\n")
    strict.submit("lead", "b", "en")
    strict.try_missed()
    assert strict.submit("lead", "a", "en") is None
    assert (item_state(strict, "lead", "en")["verdict"], strict.points(strict.items["lead"])) == ("right", 0)
    mild = session(tmp_path / "mild", "attempts: 3\nattempt_penalty: 0.1\n")
    mild.hint("lead")
    mild.submit("lead", "b", "en")
    mild.try_missed()
    assert len(item_state(mild, "lead", "en")["hints"]) == 1
    mild.submit("lead", "a", "en")
    assert mild.points(mild.items["lead"]) == pytest.approx(0.65)


PARTLY = """\
items:
  - id: several
    type: multiple_choice
    shuffle: true
    stem: {en: "Which?", sr: "Koje?"}
    options:
      - {id: a, text: {en: A, sr: A}, key: true}
      - {id: b, text: {en: B, sr: B}, key: true}
      - {id: c, text: {en: C, sr: C}}
    explanation: {en: "So.", sr: "Tako."}
    tags: {topic: pool, bloom: apply}
    facts: [seed-kfor-total]
"""


def test_the_best_score_stays_when_nothing_is_answered_again(tmp_path: Path) -> None:
    """Half a point before, half a point after; also in a new kernel."""
    asked = session(tmp_path, items=PARTLY)
    asked.submit("several", ["a"], "en")
    asked.try_missed()
    asked.show_all()
    assert seen(asked)["points"] == 0.5
    asked.submit("several", ["c"], "en")
    assert seen(session(tmp_path, items=PARTLY))["points"] == 0.5


def test_a_number_is_marked_by_what_was_on_the_screen_when_it_is_tried_again(tmp_path: Path) -> None:
    """The retry has other numbers; the first answer stays wrong, the second is right by its own."""
    asked = session(tmp_path, items=POOL)
    asked.submit("q0", "1", "en")
    asked.try_missed()
    shown = int(asked.items["q0"].stem["en"].split()[1].rstrip("?"))
    asked.submit("q0", str(2 * shown), "en")
    assert asked.points(asked.items["q0"]) == 1
    asked.again()
    assert asked.points(asked.items["q0"]) == 0


def test_certainty_is_that_of_the_first_answer_whatever_is_tried_again(tmp_path: Path) -> None:
    """A wrong answer at the top level is not undone by one click."""
    asked = session(tmp_path, "certainty: true\n")
    asked.submit("lead", "b", "en", 3)
    asked.try_missed()
    assert asked.submit("lead", "a", "en") is None
    assert asked.certainty_mark(asked.items["lead"]) == -6


@pytest.mark.parametrize("level", [[1], {"a": 1}, 1.0, True, "1", 4, None])
def test_only_a_level_is_a_level(tmp_path: Path, level: Any) -> None:
    """Whatever else a browser sends is asked for again."""
    asked = session(tmp_path, "certainty: true\n")
    assert "certain" in (asked.submit("lead", "a", "en", level) or "")
    assert asked.sheet.content.attempts == []


@pytest.mark.parametrize("moment", ["soon", 5, "9999-12-31T23:59:59-23:59", "0001-01-01T00:00:00+23:59"])
def test_made_up_moments_on_a_sheet_reach_no_view_and_end_nothing(tmp_path: Path, moment: Any) -> None:
    """A sheet may hold anything where a time belongs."""
    asked = session(tmp_path, TIMED)
    asked.start()
    asked.submit("lead", "a", "en")
    data = json.loads(asked.sheet.path.read_text(encoding="utf-8"))
    data["attempts"][0]["at"] = data["sittings"][0]["latest"] = moment
    asked.sheet.path.write_text(json.dumps(data), encoding="utf-8")
    again = session(tmp_path, TIMED)
    assert "at" not in item_state(again, "lead", "en")
    assert seen(again)["clock"]["left"] == 600


def test_a_sheet_seen_open_at_the_end_of_time_still_opens(tmp_path: Path, clock: Clock) -> None:
    """The last moment that can be written is no error."""
    asked = session(tmp_path, TIMED, clock)
    asked.start()
    data = json.loads(asked.sheet.path.read_text(encoding="utf-8"))
    data["sittings"][0]["latest"] = "9999-12-31T23:59:59.999999Z"
    asked.sheet.path.write_text(json.dumps(data), encoding="utf-8")
    again = session(tmp_path, TIMED, clock)
    clock.forward(minutes=1)
    assert again.submit("lead", "a", "en") is not None
    assert seen(again)["phase"] == "done"
