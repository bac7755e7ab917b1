"""Question types: what a learner's response earns, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from tests.unit.made import made

from nastava.items import Item, Malformed, Parsed

TEXT = {"en": "text", "sr": "tekst"}


def option(id_: str, *, key: bool = False, feedback: bool = False) -> dict[str, Any]:
    data: dict[str, Any] = {"id": id_, "text": {"en": f"option {id_}", "sr": f"opcija {id_}"}, "key": key}
    return data | ({"feedback": {"en": f"about {id_}", "sr": f"o {id_}"}} if feedback else {})


def single(**fields: Any) -> Item:
    options = [option("a", key=True), option("b", feedback=True), option("c")]
    return made(**{"type": "single_choice", "options": options, **fields})


def multiple(**fields: Any) -> Item:
    options = [option("a", key=True), option("b", key=True), option("c", feedback=True), option("d")]
    return made(**{"type": "multiple_choice", "options": options, **fields})


def numeric(**fields: Any) -> Item:
    return made(**{"type": "numeric", "key": 4700, "unit": {"en": "troops", "sr": "vojnika"}, **fields})


def short(**fields: Any) -> Item:
    return made(**{"type": "short_text", "accept": ["Security Council"], **fields})


def earned(an_item: Item, raw: Any, language: str = "en") -> float:
    parsed = an_item.parse(raw, language)
    assert isinstance(parsed, Parsed), parsed
    return an_item.score(parsed.response).points


def test_a_distractor_earns_nothing_and_tells_why() -> None:
    """Choosing a distractor earns no points and brings its own feedback."""
    score = single().score("b")
    assert (score.points, score.verdict) == (0, "wrong")
    assert [text["en"] for text in score.feedback] == ["about b"]


@pytest.mark.parametrize(
    "ticked, points",
    [
        (["a", "b"], 2),
        (["a"], 1),
        (["a", "c"], 0),
        (["a", "b", "c"], 1),
        (["a", "b", "c", "d"], 0),
        (["c"], 0),
    ],
)
def test_balanced_scoring_takes_off_for_wrong_ticks(ticked: list[str], points: float) -> None:
    """The share of keys less the share of distractors, never below zero."""
    assert earned(multiple(points=2), ticked) == points


@given(st.integers(1, 6), st.integers(1, 6))
def test_ticking_everything_never_pays(keys: int, distractors: int) -> None:
    """However many keys and distractors there are, ticking all of them earns nothing."""
    options = [option(f"k{n}", key=True) for n in range(keys)] + [option(f"d{n}") for n in range(distractors)]
    if len(options) >= 3:
        everything = [entry["id"] for entry in options]
        assert earned(multiple(options=options), everything) == 0


def test_chance_of_balanced_scoring_is_the_mean_over_all_sets_of_ticks() -> None:
    """For two keys and two distractors random ticking earns 17 percent: worked out by hand over 15 sets."""
    # Sets that earn: {a},{b}: 1/2 each; {a,b}: 1; {a,b,c},{a,b,d}: 1/2 each. Sum 3 over 15 sets.
    assert multiple().chance() == pytest.approx(3 / 15)


@pytest.mark.parametrize(
    "raw, language, right",
    [
        ("4700", "en", True),
        ("4,700", "en", True),
        ("4 700", "en", True),
        ("4.700", "sr", True),
        ("4.700 vojnika", "sr", True),
        ("4,700 troops", "en", True),
        ("4.700", "en", False),
        ("−4700", "en", False),
    ],
)
def test_a_number_is_read_by_the_language_it_was_typed_in(raw: str, language: str, right: bool) -> None:
    """The same marks mean thousands in one language and decimals in the other."""
    assert (earned(numeric(), raw, language) == 1) is right


@pytest.mark.parametrize(
    "raw", ["", "many", "4,70", "0,093", "1e999", "4700 apples", "4700 4700", "--5", "NaN", "٤٧٠٠x"]
)
def test_what_is_no_number_is_refused(raw: str) -> None:
    """A response that can't be read as a number costs no attempt."""
    assert isinstance(numeric().parse(raw, "en"), Malformed)


@pytest.mark.parametrize(
    "tolerance, value, right",
    [
        ({"absolute": 50}, "4750", True),
        ({"absolute": 50}, "4751", False),
        ({"relative": 0.01}, "4747", True),
        ({"relative": 0.01}, "4748", False),
        ({"figures": 2}, "4,749", True),
        ({"figures": 2}, "4,751", False),
    ],
)
def test_tolerance_draws_the_line_where_it_says(tolerance: dict[str, Any], value: str, right: bool) -> None:
    """Absolute, relative and significant-figure tolerances accept up to their bound."""
    assert (earned(numeric(tolerance=tolerance), value) == 1) is right


def test_units_are_converted() -> None:
    """A response in another unit counts by its value."""
    distance = numeric(key=5, unit={"en": "km", "sr": "km"}, units={"km": 1.0, "m": 0.001})
    assert earned(distance, "5000 m") == 1
    assert isinstance(distance.parse("5 miles", "en"), Malformed)


@pytest.mark.parametrize(
    "text",
    ["security council", "Securty Council", "SECURITY  COUNCIL!", "„Security Council“"],
)
def test_small_slips_are_forgiven(text: str) -> None:
    """Case, spaces, quotation marks and one slip in a long word don't cost points."""
    assert earned(short(), text) == 1


@pytest.mark.parametrize(
    "accepted, text, right",
    [
        ("Vijeće sigurnosti", "Савет безбедности", True),
        ("Savjet bezbjednosti", "vijece sigurnosti", True),
        ("hiljadu", "tisuću", True),
        ("EU", "ЕU", True),
        ("KFOR", "SFOR", False),
        ("KFOR", "kfor", True),
        ("NALT", "NLAT", False),
        ("1244", "1245", False),
        ("mandat", "mandt", True),
        ("Kosovo", "Косово", True),
        ("sjever", "sever", True),
    ],
)
def test_spellings_of_the_region_are_one(accepted: str, text: str, right: bool) -> None:
    """Alphabets, ekavian and ijekavian and word pairs are folded; acronyms and numbers must be exact."""
    assert (earned(short(accept=[accepted]), text) == 1) is right


def test_a_known_wrong_answer_is_told_apart() -> None:
    """A near miss earns nothing, even one slip away from the key, and gets its own words."""
    force = short(
        accept=["peacekeeping force"], near=[{"text": "peacekeeping farce", "feedback": TEXT}], typos=False
    )
    score = force.score("Peacekeeping farce")
    assert (score.points, score.feedback) == (0, (TEXT,))


def test_a_pattern_that_explodes_is_cut_off() -> None:
    """A regular expression that backtracks for ever counts as no match within its time."""
    greedy = short(accept=["never"], patterns=["(a+)+b"])
    assert greedy.score("a" * 200).points == 0


@pytest.mark.parametrize(
    "fields, problem",
    [
        ({"type": "single_choice", "options": [option("a", key=True), option("b", key=True)]}, "has one key"),
        ({"type": "single_choice", "options": [option("a"), option("b")]}, "has one key"),
        ({"type": "single_choice", "options": [option("a", key=True), option("a")]}, "occurs twice"),
        ({"type": "multiple_choice", "options": [option(i, key=True) for i in "abc"]}, "ticking all would pay"),
        ({"type": "numeric", "key": 4711, "tolerance": {"figures": 2}}, "rejects the key"),
        ({"type": "numeric", "key": 4700, "tolerance": {"absolute": -1.0}}, "rejects the key"),
        ({"type": "numeric", "key": 4700, "tolerance": {"absolute": 1.0, "places": 1}}, "exactly one rule"),
        ({"type": "numeric", "key": 4700, "tolerance": {"absolute": float("inf")}}, "finite number"),
        ({"type": "numeric", "key": 4700, "tolerance": {"absolute": None}}, "finite number"),
        ({"type": "short_text", "accept": ["x"], "patterns": ["("]}, "no regular expression"),
        ({"type": "short_text", "accept": ["Kosovo Force"], "near": [{"text": "kosovo force", "feedback": TEXT}]},
         "accepted in full already"),
    ],
)  # fmt: skip
def test_an_item_that_contradicts_itself_is_refused(fields: dict[str, Any], problem: str) -> None:
    """A bank with an impossible key is no bank."""
    with pytest.raises(ValidationError, match=problem):
        made(**fields)


def test_the_version_changes_with_the_item() -> None:
    """An edited item is another version; the same item is the same version."""
    assert single().version == single().version
    assert single().version != single(points=2).version


def test_a_near_miss_may_lie_one_slip_from_the_answer() -> None:
    """Where a slip makes another word, the author can say so: it is not forgiven then."""
    word = short(accept=["nasilje"], near=[{"text": "naselje", "feedback": TEXT}])
    assert (word.score("naselje").points, word.score("nasilj").points) == (0, 1)


COUNCIL = {
    "accept": ["UN Security Council", "Security Council", "Savjet bezbjednosti", "Savjet bezbjednosti UN"],
    "explanation": {"en": "The Security Council did.", "sr": "Odluku je donio Savjet bezbjednosti."},
}
MAJOR = {
    "accept": ["KFOR", "Kosovo Force"],
    "explanation": {"en": "KFOR has its base there.", "sr": "Tu je baza KFOR-a."},
}


@pytest.mark.parametrize(
    "fields, said",
    [
        ({"accept": ["nasilje"]}, ("nasilje", "nasilje", "насиље")),
        (COUNCIL, ("UN Security Council", "Savjet bezbjednosti", "Савјет безбједности")),
        (MAJOR, ("KFOR", "KFOR", "KFOR")),
        (
            {"accept": ["mandate"], "explanation": {"en": "It has a mandate.", "sr": "Ima mandat."}},
            ("mandate", "mandate", "mandate"),
        ),
        (
            {
                "accept": ["Pinus nigra"],
                "explanation": {
                    "en": "Pinus nigra is black pine.",
                    "sr": "[Pinus nigra]{lang=la} je crni bor.",
                },
            },
            ("Pinus nigra", "Pinus nigra", "Pinus nigra"),
        ),
        (
            {
                "accept": ["Stoltenberg"],
                "explanation": {"en": "Jens Stoltenberg did.", "sr": "To piše kod Stoltenberga."},
            },
            ("Stoltenberg", "Stoltenberg", "Столтенберг"),
        ),
    ],
)
def test_the_key_is_said_in_the_language_and_script_of_the_learner(
    fields: dict[str, Any], said: tuple[str, ...]
) -> None:
    """Words in Serbian come in Serbian, and in Cyrillic where it is read; names that are Latin there stay Latin."""
    key = short(**fields)
    assert tuple(key.key_in_words(code) for code in ("en", "sr", "sr-Cyrl")) == said


def test_whole_sentences_are_told_as_a_paragraph() -> None:
    """No semicolon follows a full stop; what is no sentence has one between."""
    texts = ("Fourteen voted for it.", "1 member abstained.", "“Nobody voted against.”")
    options = [option(i, key=i != "d") | {"text": {"en": text, "sr": text}} for i, text in zip("abc", texts, strict=True)]  # fmt: skip
    item = multiple(options=[*options, option("d")])
    assert item.key_in_words("en") == " ".join(texts)
    assert multiple().key_in_words("en") == "option a; option b"
