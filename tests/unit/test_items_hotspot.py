"""Hotspot: what a place in a picture earns, what tells the key, what is refused."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import Any

import pytest
from pydantic import ValidationError
from tests.unit.made import made

from nastava.items import Item, Malformed, Parsed
from nastava.widget.present import presentable

PLACES = {"harbour": (18.0, 43.0), "mill": (20.0, 45.0), "bridge": (19.0, 44.0), "well": (21.0, 42.0)}


def text(word: str) -> dict[str, str]:
    return {"en": word, "sr": f"{word} (sr)"}


def picture(kind: str = "map", **fields: Any) -> dict[str, Any]:
    marks = [
        {"id": id_, "label": text(f"City {index}"), "value": 10.0 * (index + 1)}
        | ({"at": list(at)} if kind == "map" else {})
        for index, (id_, at) in enumerate(PLACES.items())
    ]
    return {"kind": kind, "title": text("Places"), "alt": text("Four places"), "marks": marks, **fields}


def hotspot(
    keys: Sequence[str] = ("mill",), regions: Sequence[str] = tuple(PLACES), shown: Any = None, **fields: Any
) -> Item:
    named = [{"mark": id_, "key": id_ in keys, "feedback": text(f"about {id_}")} for id_ in regions]
    return made(**{"type": "hotspot", "picture": shown or picture(), "regions": named, **fields})


def test_the_right_place_earns_all_and_any_other_tells_why() -> None:
    """One key: all the points or none, with the author's words on what was chosen."""
    item = hotspot(points=2)
    assert item.score("mill").points == 2
    wrong = item.score("well")
    assert (wrong.points, wrong.verdict) == (0, "wrong")
    assert [words["en"] for words in wrong.feedback] == ["about well"]
    assert [(part.part, part.right) for part in wrong.parts] == [("well", False)]


@pytest.mark.parametrize(
    "chosen, balanced, whole",
    [
        (["mill", "well"], 1.0, 1.0),
        (["mill"], 0.5, 0.0),
        (["mill", "well", "bridge"], 0.5, 0.0),
        (["bridge"], 0.0, 0.0),
        (["mill", "well", "bridge", "harbour"], 0.0, 0.0),
    ],
)
def test_of_several_places_wrong_ones_are_taken_off(chosen: list[str], balanced: float, whole: float) -> None:
    """The share of right places less that of wrong ones; or everything exactly."""
    keys = ("mill", "well")
    assert hotspot(keys, several=True).score(chosen).points == balanced
    assert hotspot(keys, several=True, scoring="all_or_nothing").score(chosen).points == whole


@pytest.mark.parametrize("scoring", ["balanced", "all_or_nothing"])
@pytest.mark.parametrize("keys", [("mill",), ("mill", "well"), ("mill", "well", "bridge")])
def test_chance_is_the_mean_over_every_possible_choice(keys: Sequence[str], scoring: str) -> None:
    """The stated chance is what all choices but the empty one earn on average."""
    item = hotspot(keys, several=True, scoring=scoring)
    sets = [[id_ for id_, on in zip(PLACES, ticks, strict=True) if on] for ticks in product((0, 1), repeat=4)]
    shares = [item.score(chosen).points for chosen in sets if chosen]
    assert item.chance() == pytest.approx(sum(shares) / len(shares))


@pytest.mark.parametrize("several", [False, True])
def test_nothing_chosen_and_foreign_places_are_refused(several: bool) -> None:
    """They cost no attempt; the sentence says what to do."""
    item = hotspot(several=several)
    for raw in (None, "", [], {}, 3):
        refused = item.parse(raw, "en")
        assert isinstance(refused, Malformed)
        assert "in the picture first" in refused.reason["en"]
    foreign = item.parse(["mill", "moon"] if several else "moon", "en")
    assert isinstance(foreign, Malformed) and "Reload" in foreign.reason["en"]
    assert isinstance(item.parse(["mill"] if several else "mill", "en"), Parsed)


def test_regions_follow_the_picture_not_their_author() -> None:
    """On a map from north to south, whatever the order in the bank; so the key may be written first."""
    one, other = hotspot(), hotspot(regions=("well", "mill", "harbour", "bridge"))
    order = ["mill", "bridge", "harbour", "well"]
    for item in (one, other):
        assert [region["mark"] for region in item.view_data()["regions"]] == order
        assert [region["mark"] for region in presentable(item, "en")["regions"]] == order


def test_names_say_what_can_be_seen_and_no_more() -> None:
    """A label with its number; without numbers the label alone; on a map without labels letter and degrees."""
    bars = hotspot(shown=picture("bars"))
    assert bars.key_in_words("en") == "City 1, 20"
    read_off = hotspot(shown=picture("bars", values=False))
    assert read_off.key_in_words("en") == "City 1"
    lettered = hotspot(shown=picture(labels=False))
    assert lettered.describe("mill", "en") == "A, 45° N, 20° E"
    assert lettered.describe("mill", "sr") == "A, 45° s. g. š., 20° i. g. d."
    assert lettered.describe("mill", "sr-Cyrl").startswith("A, 45° с. г. ш.")


def test_labels_that_are_not_shown_reach_no_browser_before_the_answer() -> None:
    """Where marks carry letters, neither the item, its picture nor its alternative names the places."""
    item = hotspot(shown=picture(labels=False))
    assert "City" not in str(item.view_data())
    assert "City" not in str(item.view().view_data() if isinstance(item.view(), Item) else item.view())
    assert item.key_in_words("en") == "A (City 1)"
    assert item.reveal("en")[0] == {"said": "A", "text": "City 1"}


def test_the_view_draws_the_same_picture_as_the_item() -> None:
    """A keyless quiz, which knows no labels, shows the same letters at the same places."""
    item = hotspot(shown=picture(labels=False))
    assert presentable(item.view(), "en") == presentable(item, "en")


def test_each_learner_gets_a_picture_of_their_own() -> None:
    """Values that follow from parameters are drawn per learner; the key's name has the learner's number."""
    from nastava.items.seeded import seeded

    shown = picture("bars")
    shown["marks"][1]["value"] = "= 2 * size"
    item = hotspot(shown=shown, parameters={"size": {"from": 10, "to": 90, "step": 1}})
    variants = [item.variant(seeded(n)) for n in range(6)]
    names = {variant.key_in_words("en") for variant in variants}
    drawn = {presentable(variant, "en")["picture"]["light"] for variant in variants}
    assert len(names) == len(drawn) > 2


@pytest.mark.parametrize(
    "fields, problem",
    [
        ({"regions": ("mill", "moon")}, "no mark 'moon'"),
        ({"regions": ("mill", "mill", "well")}, "has two regions"),
        ({"keys": ()}, "here there are 0"),
        ({"keys": ("mill", "well")}, "here there are 2"),
        ({"keys": tuple(PLACES), "several": True}, "choosing all would pay"),
        ({"keys": (), "several": True}, "no region is a key"),
        ({"scoring": "balanced"}, "belongs to 'several: true'"),
        ({"survey": True}, "survey"),
    ],
)
def test_an_item_that_contradicts_its_picture_is_refused(fields: dict[str, Any], problem: str) -> None:
    """Unknown marks, keys that don't fit, and options without effect make no bank."""
    with pytest.raises(ValidationError, match=problem):
        hotspot(**fields)


def test_two_regions_need_two_names() -> None:
    """What a screen reader says tells each region from the others."""
    shown = picture("bars", values=False)
    shown["marks"][0]["label"] = shown["marks"][1]["label"]
    with pytest.raises(ValidationError, match="the same name"):
        hotspot(shown=shown)


def test_an_expression_without_parameters_is_refused() -> None:
    """A value that nothing gives is no picture."""
    shown = picture("bars")
    shown["marks"][0]["value"] = "= a + 1"
    with pytest.raises(ValidationError, match="no parameters to follow from"):
        hotspot(shown=shown)
