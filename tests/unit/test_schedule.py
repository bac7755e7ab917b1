"""When what was learnt is asked again, and what an answer says of memory."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from nastava.errors import RecordError
from nastava.study import Event, Record
from nastava.study.due import interleaved, known_items, plain_items, today
from nastava.study.rating import derived_rating, reviews_of
from nastava.study.schedule import Scheduler, cards_of, checked_retention, day_of, is_due

DAY_1 = datetime(2024, 5, 1, 12, tzinfo=UTC)
KNOWN = known_items()
KFOR = [key for key, each in KNOWN.items() if key[0] == "kfor"]


def attempt(
    key: tuple[str, str] = KFOR[0], *, days: float = 0, share: float | None = 1, **fields: Any
) -> Event:
    """An answer to an item so many days after the first of May."""
    item = KNOWN[key].item
    whole: dict[str, Any] = {"version": item.version, "topic": item.tags.topic, "mode": "practice", **fields}
    at = DAY_1 + timedelta(days=days)
    points = None if share is None else share * item.points
    id_ = whole.pop("id", f"{key[1]}-{days}-{share}")
    return Event(id_, "attempt", at, quiz=key[0], item=key[1], points=points, worth=item.points, **whole)


def due_on(record: Record, days: float, **limits: int) -> list[str]:
    now = today(record, KNOWN, DAY_1 + timedelta(days=days), **limits)
    return [each.item.id for each in now.items]


@pytest.mark.parametrize(
    "answer, is_new, rating",
    [
        ({"share": 1}, True, "good"),
        ({"share": 1}, False, "good"),
        ({"share": 1, "certainty": 3}, True, "good"),
        ({"share": 1, "certainty": 3}, False, "easy"),
        ({"share": 1, "certainty": 2}, False, "good"),
        ({"share": 1, "certainty": 1}, False, "hard"),
        ({"share": 1, "hints": 1}, False, "hard"),
        ({"share": 0.5}, False, "hard"),
        ({"share": 0.5, "hints": 1}, False, "again"),
        ({"share": 0.4}, False, "again"),
        ({"share": 0, "certainty": 3}, False, "again"),
        ({"share": 1, "solution": True}, False, "again"),
    ],
)
def test_the_rating_follows_from_the_answer(answer: dict[str, Any], is_new: bool, rating: str) -> None:
    """Correctness, hints, the solution and certainty decide, as docs/self-study.md says."""
    assert derived_rating(attempt(**answer), is_new=is_new) == rating


def test_only_the_first_answer_of_a_review_counts() -> None:
    """Who is wrong and then right did not know it; hours later, the next day, it is another review."""
    version = KNOWN[KFOR[0]].item.version
    events = [attempt(share=0), attempt(days=0.01, share=1), attempt(days=1, share=1)]
    assert [review.rating for review in reviews_of(events, [version])] == ["again", "good"]


def test_of_a_test_the_last_answer_counts() -> None:
    """In a test answers can be changed until it ends."""
    version = KNOWN[KFOR[0]].item.version
    events = [attempt(share=share, days=0.001 * share, mode="test", sitting="s") for share in (0, 1)]
    assert [review.rating for review in reviews_of(events, [version])] == ["good"]


def test_the_learners_own_word_comes_first() -> None:
    """Again, hard, good or easy said by the learner overrides what the answer says; the last word holds."""
    version = KNOWN[KFOR[0]].item.version
    answer = attempt(id="a1")
    said = [
        Event(f"r{word}", "rating", DAY_1 + timedelta(seconds=number), data={"attempt": "a1", "rating": word})
        for number, word in enumerate(("again", "easy", "nonsense"))
    ]
    (review,) = reviews_of([answer, *said[:2]], [version])
    assert (review.rating, review.derived) == ("easy", "good")
    (review,) = reviews_of([answer, said[2]], [version])
    assert review.rating == "good"


def test_an_item_comes_back_when_fsrs_says(tmp_path: Path) -> None:
    """Answered right it is due after two days, then after eleven; wrong the next day or the one after."""
    record = Record(tmp_path)
    record.add([attempt()])
    assert [due_on(record, days, new=0) for days in (0, 1, 2)] == [[], [], [KFOR[0][1]]]
    record.add([attempt(days=2)])
    card = cards_of(record, plain_items(KNOWN))[KFOR[0]]
    assert 10 <= (card.due - card.last).days <= 12
    record.add([attempt(days=13, share=0)])
    assert due_on(record, 16, new=0) == [KFOR[0][1]]


def test_it_is_due_on_its_day_at_any_hour(tmp_path: Path) -> None:
    """Who studied in the evening finds it due in the morning of its day."""
    record = Record(tmp_path)
    record.add([attempt(days=0.3)])
    card = cards_of(record, plain_items(KNOWN))[KFOR[0]]
    assert is_due(card, card.due - timedelta(hours=10))
    assert not is_due(card, card.due - timedelta(hours=24))
    assert day_of(datetime(2024, 5, 2, 1).astimezone()) == "2024-05-01"


def test_higher_retention_asks_sooner(tmp_path: Path) -> None:
    """The share that the learner wants to remember sets the intervals; nonsense is refused in a line."""
    record = Record(tmp_path)
    record.add([attempt(days=days) for days in (0, 2, 13)])
    before = cards_of(record, plain_items(KNOWN))[KFOR[0]].due
    record.set("retention", checked_retention(0.95))
    assert cards_of(record, plain_items(KNOWN))[KFOR[0]].due < before
    for nonsense in (0.2, 1, True, "much"):
        with pytest.raises(RecordError, match=r"from 0\.7 to 0\.97"):
            checked_retention(nonsense)


def test_what_was_worked_out_before_is_what_follows_anew(tmp_path: Path) -> None:
    """Cards that are kept are those that the events give, also after an attempt that arrives late."""
    record, items = Record(tmp_path), plain_items(KNOWN)
    record.add([attempt(key, days=days) for key in KFOR[:4] for days in (0, 2)])
    cards_of(record, items)
    record.add([attempt(KFOR[1], days=1, share=0)])
    kept = cards_of(record, items)
    record.use(lambda db: db.execute("DELETE FROM cards"))
    anew = cards_of(record, items)
    assert kept.keys() == anew.keys()
    assert all(kept[key].due == anew[key].due and kept[key].history == anew[key].history for key in kept)


def test_an_edited_item_starts_anew_unless_its_meaning_stayed(tmp_path: Path) -> None:
    """What was answered to another version is forgotten; where the author says it asks the same, it holds."""
    record = Record(tmp_path)
    record.add([attempt(version="0123456789ab")])
    item = KNOWN[KFOR[0]].item
    assert cards_of(record, {KFOR[0]: item}) == {}
    same = item.model_copy(update={"same_meaning_as": ["0123456789ab"]})
    assert list(cards_of(record, {KFOR[0]: same})) == [KFOR[0]]


def test_answers_without_a_score_schedule_nothing(tmp_path: Path) -> None:
    """A graded quiz says nothing of what is known until it is marked."""
    record = Record(tmp_path)
    record.add([attempt(share=None, mode="graded")])
    assert today(record, KNOWN, DAY_1).begun is False


def test_new_items_come_a_few_a_day_from_parts_that_were_begun(tmp_path: Path) -> None:
    """A review brings items of begun parts that were never answered, at most so many a day."""
    record = Record(tmp_path)
    record.add([attempt()])
    part = KNOWN[KFOR[0]].item.part
    new = due_on(record, 0, new=2)
    assert len(new) == 2
    assert {KNOWN["kfor", id_].item.part for id_ in new} == {part}
    record.add([attempt(("kfor", new[0]), days=0.1, mode="review")])
    assert len(due_on(record, 0.1, new=2)) == 1
    assert len(due_on(record, 1, new=2)) == 2


def test_a_review_asks_what_is_nearest_to_being_forgotten_and_no_more_than_asked_for(tmp_path: Path) -> None:
    """After a long pause not everything comes at once; the rest stays due."""
    record = Record(tmp_path)
    record.add([attempt(key, days=number / 10, share=number % 2) for number, key in enumerate(KFOR)])
    now = today(record, KNOWN, DAY_1 + timedelta(days=40), most=5)
    assert (len(now.items), now.due, now.new) == (5, len(KFOR), 0)
    assert all(KFOR.index(each.key) % 2 == 0 for each in now.items)


def test_topics_are_mixed() -> None:
    """Two items of a topic follow each other only where nothing else is left."""
    keys = [*KFOR[:4], *[key for key in KNOWN if key[0] == "region"][:3]]
    mixed = interleaved([KNOWN[key] for key in keys])
    assert [each.item.tags.topic for each in mixed] == ["kfor", "region"] * 3 + ["kfor"]
    assert [each.key for each in mixed if each.key[0] == "kfor"] == KFOR[:4]


def test_chance_of_recall_is_the_librarys() -> None:
    """The curve that is drawn is the one that the schedule goes by."""
    import fsrs

    scheduler = Scheduler()
    card = fsrs.Card(card_id=1)
    card, _log = scheduler.fsrs.review_card(card, fsrs.Rating.Good, DAY_1)
    later = DAY_1 + timedelta(days=9)
    expected = scheduler.fsrs.get_card_retrievability(card, later)
    assert scheduler.recall(9, card.stability) == pytest.approx(expected)
