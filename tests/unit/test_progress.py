"""The progress page: what is drawn is what the record says, in words too, in both languages."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from tests.unit.test_course_figures import contrast

from nastava import progress
from nastava.course.figure_rules import unlabelled
from nastava.errors import CourseDataError
from nastava.study import Event, Record
from nastava.study.due import known_items
from nastava.study.progress_advice import advice
from nastava.study.progress_data import DAYS, Progress, gathered
from nastava.study.progressing import ProgressPage
from nastava.study.reviewing import Word
from nastava.study.schedule import Scheduler

NOW = datetime(2024, 5, 31, 12, tzinfo=UTC)
KNOWN = known_items()
KFOR = [key for key in KNOWN if key[0] == "kfor"]
REGION = [key for key in KNOWN if key[0] == "region"]


@pytest.fixture
def record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Record:
    monkeypatch.setenv("NASTAVA_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("nastava.study.progressing.now", lambda: NOW)
    return Record()


def attempt(key: tuple[str, str], ago: float, share: float = 1, **fields: Any) -> Event:
    item = KNOWN[key].item
    whole: dict[str, Any] = {"mode": "practice", **fields}
    return Event(
        f"{key[1]}-{ago}", "attempt", NOW - timedelta(days=ago), quiz=key[0], item=key[1], version=item.version,
        type=item.type, topic=item.tags.topic, points=share * item.points, worth=item.points, **whole,
    )  # fmt: skip


def at(record: Record) -> Progress:
    return gathered(record, KNOWN, NOW)


def page(record: Record, language: str = "en", **chosen: Any) -> ProgressPage:
    return ProgressPage(at(record), language, **chosen)


def filled(record: Record) -> Record:
    record.add([attempt(key, 20 - number / 2, share=number % 3 > 0) for number, key in enumerate(KFOR)])
    record.add([attempt(key, 3, certainty=1 + number % 3) for number, key in enumerate(REGION[:12])])
    record.add([attempt(KFOR[1], 1, mode="review")])
    return record


def test_an_empty_record_is_told_what_to_do(record: Record) -> None:
    """Nothing is drawn of nothing."""
    shown = progress("en")
    assert isinstance(shown, Word)
    assert "Answer a quiz of a lesson first" in repr(shown)


def test_mastery_adds_up_the_chances_of_recall(record: Record) -> None:
    """By topic: what is remembered, what faded, what was never answered."""
    record.add([attempt(KFOR[0], 0), attempt(KFOR[1], 40)])
    topics = {topic.id: topic for topic in at(record).topics}
    kfor = topics["kfor"]
    expected = 1 + float(Scheduler().recall(40, Scheduler().parameters[2]))
    assert (kfor.total, kfor.answered) == (len(KFOR), 2)
    assert kfor.remembered == pytest.approx(expected, abs=0.001)
    assert topics["region"].answered == 0


def test_what_is_due_stands_at_its_day(record: Record) -> None:
    """Answered now it is due in two days; what is late is due today; what is far away is not counted."""
    record.add(
        [attempt(KFOR[0], 0), attempt(KFOR[1], 9), *[attempt(KFOR[2], ago) for ago in (40, 36, 25, 1)]]
    )
    due = at(record).due
    assert (due[0], due[2], sum(due)) == (1, 1, 2)
    assert len(due) == DAYS + 1


def test_activity_counts_answers_by_day(record: Record) -> None:
    """Each of the last thirty days with its answers, and those of reviews among them."""
    filled(record)
    days = at(record).activity
    assert len(days) == DAYS
    assert (days[-1][1], days[-2][1:], days[-4][1]) == (0, (1, 1), 12)


def test_calibration_counts_right_answers_by_level(record: Record) -> None:
    """How often each level of certainty was right."""
    record.add([attempt(key, 1, share=number < 3, certainty=3) for number, key in enumerate(KFOR[:4])])
    record.add([attempt(KFOR[5], 1, share=0.5, certainty=1)])
    assert at(record).certainty == {3: (3, 4), 1: (0, 1)}


@pytest.mark.parametrize("language", ["en", "sr", "sr-Cyrl", "sq"])
def test_each_figure_has_a_finding_a_description_a_table_and_units(record: Record, language: str) -> None:
    """Who doesn't see a drawing learns the same from its words; no blank is left unfilled."""
    from matplotlib.figure import Figure

    figures = list(page(filled(record), language).figures())
    assert [name for name, _view, _draw in figures] == ["mastery", "due", "activity", "curve", "calibration"]
    for name, view, draw in figures:
        assert view.title in view.alt
        assert len(view.alt) > len(view.title) + 40, name
        assert view.table.rows
        assert all(len(row) == len(view.table.header) for row in view.table.rows)
        assert not re.search(r"\{\w*\}", "".join([view.title, view.alt, *view.notes]))
        for narrow in (False, True):
            figure = Figure()
            draw(figure, view, language, narrow)
            assert list(unlabelled(figure)) == [], name


def test_both_languages_say_the_same(record: Record) -> None:
    """Their own words, the same rows."""
    filled(record)
    english, serbian = (list(page(record, code).figures()) for code in ("en", "sr"))
    for (_name, one, _), (_same, other, _) in zip(english, serbian, strict=True):
        assert one.title != other.title
        assert len(one.table.rows) == len(other.table.rows)
        assert len(one.notes) == len(other.notes)


def test_the_page_can_be_read_as_html_and_as_text(record: Record) -> None:
    """Drawings have their description, text follows the theme, ids don't clash, and plain text has all of it."""
    bundle = page(filled(record))._repr_mimebundle_()
    html, plain = bundle["text/html"], bundle["text/plain"]
    assert html.count('role="img"') == 10
    assert "var(--jp-content-font-color1" in html
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert "Data as a table" in html
    for sentence in page(record).advice:
        assert sentence in plain
    assert contrast("#0072b2", "#111111") >= 3


def test_three_things_are_worth_doing_next(record: Record) -> None:
    """Always three, no two alike, the due ones first."""
    said = advice(at(filled(record)), "en")
    assert len(said) == len(set(said)) == 3
    assert said[0].startswith("Answer what is due today")
    assert len(advice(at(record), "sr")) == 3


def test_what_is_forgotten_again_and_again_is_named(record: Record) -> None:
    """A question that was not known four times is one to read about."""
    record.add([attempt(KFOR[0], ago, share=0) for ago in (9, 7, 5, 3)])
    assert any("You did not know it 4 times" in sentence for sentence in advice(at(record), "en"))


def test_too_much_certainty_is_told(record: Record) -> None:
    """Who is very certain and often wrong reads so; where answers are few nothing is said of it."""
    record.add([attempt(key, 1, share=number % 2, certainty=3) for number, key in enumerate(KFOR[:9])])
    assert not any("very certain" in sentence for sentence in advice(at(record), "en"))
    record.add([attempt(KFOR[10], 1, share=0, certainty=3)])
    assert any("of 10 such answers 4 were right" in sentence for sentence in advice(at(record), "en"))


def test_the_curve_falls_without_a_review_and_can_be_chosen(record: Record) -> None:
    """By default the topic that fades most; a topic or an item by name; an unknown one is one line."""
    filled(record)
    curve = next(view for name, view, _ in page(record).figures() if name == "curve")
    _past, was, _ahead, will, wanted = curve.data
    assert curve.title.startswith("KFOR in 2023")
    assert all(one > other for one, other in pairwise(will))
    assert was[-1] == pytest.approx(will[0])
    assert wanted == 90
    region = next(view for name, view, _ in page(record, topic="region").figures() if name == "curve")
    assert region.title.startswith("The region")
    item = next(view for name, view, _ in page(record, item=KFOR[0][1]).figures() if name == "curve")
    assert item.title != curve.title
    with pytest.raises(CourseDataError, match="There is: kfor, region"):
        page(record, topic="moon")
    with pytest.raises(CourseDataError, match="question 'moon'"):
        page(record, item="moon")


def test_without_certainty_nothing_is_drawn_of_it(record: Record) -> None:
    """No figure of what was never asked."""
    record.add([attempt(KFOR[0], 1)])
    assert "calibration" not in [name for name, _view, _draw in page(record).figures()]


def test_a_short_time_shows_what_is_counted_by_then(record: Record) -> None:
    """The page never blocks: what is missing is said, and there the next time."""
    filled(record)
    early = progress("en", seconds=0)
    assert "Not everything is counted yet" in repr(early)
    late = progress("en")
    assert isinstance(late, ProgressPage)
    assert "Not everything is counted" not in late._repr_mimebundle_()["text/plain"]
    soon = gathered(record, KNOWN, NOW, until=0)
    assert not soon.is_whole
