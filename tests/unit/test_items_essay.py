"""Essays: what is taken, what is counted, and what a grader and a learner get to see."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError
from tests.unit.made import made

from nastava.items import Malformed, Parsed, Score
from nastava.items.essay import MAX_ESSAY, Essay, count_words

CRITERION = {"criterion": {"en": "Names **both**.", "sr": "Navodi *oba*."}, "points": 3}
OTHER = {"criterion": {"en": "Is clear.", "sr": "Jasno je."}, "points": 1}
SAMPLE = {"en": "One, two <b>three</b> four.", "sr": "Jedan, dva, tri, četiri."}


def essay(**fields: Any) -> Essay:
    frame = {
        "type": "essay",
        "points": 4,
        "words": {"least": 3, "most": 5},
        "rubric": [CRITERION, OTHER],
        "sample_answer": SAMPLE,
    }
    item = made(**{**frame, **fields})
    assert isinstance(item, Essay)
    return item


def test_a_text_is_kept_whole() -> None:
    """Lines and inner spaces stay; a text of another length than asked for is taken too."""
    text = "One.\r\n\r\n  Two  three " + "word " * 500
    assert essay().parse(text, "en") == Parsed(text.replace("\r\n", "\n").strip())
    assert essay().parse("One", "en") == Parsed("One")


@pytest.mark.parametrize("raw", ["", "  \n", "– … !", None, 7, ["text"], {"text": "x"}])
def test_without_a_word_nothing_was_written(raw: Any) -> None:
    """Punctuation is no text."""
    assert isinstance(essay().parse(raw, "en"), Malformed)


def test_a_text_that_is_too_long_says_by_how_much() -> None:
    """Twenty thousand characters fit, and one more does not."""
    assert isinstance(essay().parse("a" * MAX_ESSAY, "en"), Parsed)
    refused = essay().parse("a" * (MAX_ESSAY + 12), "en")
    assert isinstance(refused, Malformed)
    assert "12 characters" in refused.reason["en"]
    assert "12" in refused.reason["sr"]


def test_the_program_gives_no_points() -> None:
    """Whatever is written waits for a person, who can give all the points."""
    assert essay().score("A fine text.") == essay().score({"points": 4}) == Score(0.0, 4, "unmarked")
    assert (essay().by_hand, essay().worth) == (True, 0)


@pytest.mark.parametrize(
    "text, count",
    [
        ("", 0),
        ("one", 1),
        ("one – two", 2),
        ("4,700 vojnika\n\nu 2023.", 4),
        ("don't stop", 2),
        ("Косово је", 2),
    ],
)
def test_words_are_counted_between_spaces(text: str, count: int) -> None:
    """A dash by itself is no word, a number is one."""
    assert count_words(text) == count


def test_the_rubric_and_the_sample_come_as_safe_html() -> None:
    """What learners compare with is rendered, and markup in it stays words."""
    shown = essay().reveal("en")
    assert shown is not None
    assert shown["rubric"][0] == {"criterion": "Names <strong>both</strong>.", "points": 3, "levels": []}
    assert "&lt;b&gt;three" in shown["sample"]
    assert essay().key_in_words("sr") == SAMPLE["sr"]
    assert essay(rubric=[], sample_answer=None).reveal("en") is None


def test_the_view_says_how_long_and_no_more() -> None:
    """Neither rubric nor sample answer reaches the browser before the text is handed in."""
    assert set(essay().view_data()) == {"id", "type", "points", "stem", "survey", "words"}


def test_on_paper_there_are_lines_and_the_length_asked_for() -> None:
    """A printed essay says how long it should be."""
    assert essay().paper("en").text[0] == "Your text (3 to 5 words asked for):"
    assert essay(words=None).paper("sr").text[0] == "Tvoj tekst:"


def levels(*points: float) -> list[dict[str, Any]]:
    texts = [{"points": p, "text": {"en": f"{n}", "sr": f"{n}"}} for n, p in enumerate(points)]
    return [CRITERION | {"levels": texts}, OTHER]


@pytest.mark.parametrize(
    "fields, problem",
    [
        ({"rubric": [CRITERION]}, "give 3 points together, the item 4"),
        ({"rubric": levels(2, 0)}, "best level of a criterion gives 2 points, the criterion 3"),
        ({"rubric": levels(3, 0, 0)}, "give the same points"),
        ({"words": {"least": 6, "most": 5}}, "asks for more than it allows"),
        ({"words": {}}, "gives no limit"),
        ({"words": {"least": 10}}, "sample answer in 'en' has 4 words"),
        ({"survey": True}, "survey item has a rubric"),
    ],
)
def test_a_rubric_that_does_not_add_up_is_refused(fields: dict[str, Any], problem: str) -> None:
    """Points of criteria and levels fit the item, and the sample answer keeps its own limits."""
    with pytest.raises(ValidationError, match=problem):
        essay(**fields)
