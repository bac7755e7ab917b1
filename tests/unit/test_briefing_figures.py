"""The figures on briefings: the misleading drawing is marked as such, and rungs follow from the data."""

from __future__ import annotations

import pytest

from nastava.course import explore, fact, facts
from nastava.course.figures import style
from nastava.course.figures.briefing_drawn_twice_data import (
    FLOORS,
    WAYS,
    beginning,
    pair,
    shown,
    times,
    window,
)
from nastava.course.figures.briefing_ladder_data import CLAIMS, RUNGS, SUBJECTS, disputed, on_rungs, rung


def with_gid(figure, part):
    """All marks of a figure whose name begins so."""
    return figure.findobj(lambda artist: (artist.get_gid() or "").startswith(part))


def drawn(way, show="both", **more):
    """The figure, drawn in English."""
    explorer = explore("briefing-drawn-twice", "en")
    explorer.change(way=way, show=show, **more)
    return explorer


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("show", ["both", "misleading"])
@pytest.mark.parametrize(
    "language, stamp, across", [("en", "✗ Misleading", "MISLEADING"), ("sr", "✗ Zavarava", "ZAVARAVA")]
)
def test_a_misleading_drawing_always_says_that_it_is_one(way, show, language, stamp, across):
    """Its frame is dashed, it bears a stamp and a word across its marks, and a note and the description say so."""
    explorer = explore("briefing-drawn-twice", language)
    explorer.change(way=way, show=show)
    for narrow in (False, True):
        svg = explorer.svg(narrow=narrow)
        assert svg.count(stamp) == svg.count(f">{across}<") == 1
        assert "stroke-dasharray" in svg
    purpose = {"en": "on purpose", "sr": "namjerno"}[language]
    assert purpose in explorer.view().notes[0]
    assert (
        purpose in explorer.view().alt
        or {"en": "misleading", "sr": "varljiv"}[language] in explorer.view().alt
    )


@pytest.mark.parametrize("way", WAYS)
def test_the_honest_drawing_bears_no_warning(way):
    """Shown alone it has neither stamp nor note of a misleading one."""
    explorer = drawn(way, "honest")

    assert with_gid(explorer.figure(), "warning") == []
    assert not any("misleads on purpose" in note for note in explorer.view().notes)


@pytest.mark.parametrize("way", WAYS)
def test_both_drawings_have_the_same_title(way):
    """The title is the course's own sentence on both; no misleading headline ever stands as the figure's title."""
    titles = {drawn(way, show).view().title for show in ("both", "misleading", "honest")}

    assert len(titles) == 1
    assert not any(panel.says.strip("“”") in titles.copy().pop() for panel in drawn(way).view().data.panels)


@pytest.mark.parametrize("way", WAYS)
def test_honest_axes_begin_at_zero(way):
    """What is compared by height stands on zero."""
    figure = drawn(way, "honest").figure()
    axes = [each for each in figure.findobj(lambda artist: hasattr(artist, "get_ylim")) if each.axison]

    assert {each.get_ylim()[0] for each in axes} == {0}


def test_honest_bars_are_the_counts_in_true_proportion():
    """The two lists, and the two contingents, as the data have them."""
    lists = sorted(bar.get_height() for bar in with_gid(drawn("axis", "honest").figure(), "honest:"))
    contingents = sorted(bar.get_height() for bar in with_gid(drawn("area", "honest").figure(), "honest:"))

    assert lists == [4273, 4353]
    assert contingents == [433, 869]


@pytest.mark.parametrize("floor", FLOORS)
def test_the_title_tells_how_much_a_cut_axis_exaggerates(floor):
    """How many times as tall is computed from what is drawn."""
    explorer = drawn("axis", floor=floor)
    first, second = (each.troops for each in shown("axis"))

    assert f"{times(second, first, FLOORS[floor]):.1f} times as tall" in explorer.view().title
    bars = with_gid(drawn("axis", "misleading", floor=floor).figure(), "misleading:")
    assert bars[0].axes.get_ylim()[0] == FLOORS[floor]


def test_circles_twice_as_wide_cover_four_times_the_area():
    """The misleading circles follow the number by their width, as the title says."""
    large, small = (circle.get_radius() for circle in with_gid(drawn("area").figure(), "misleading:"))
    first, second = pair()[0]

    assert large / small == pytest.approx(first / second)
    assert (large / small) ** 2 == pytest.approx(4, abs=0.05)


def test_the_start_decides_and_the_title_is_computed():
    """A third more than in 2020, nine tenths less than in 1999."""
    start, end = window()

    assert f"rise by {100 * end.troops / start.troops - 100:.0f} per cent" in drawn("window").view().title
    assert f"fall by {100 - 100 * end.troops / beginning().troops:.0f}:" in drawn("window").view().title


def test_a_line_through_different_scopes_is_drawn_in_the_misleading_panel_alone():
    """The honest one tells scopes apart by marks, and joins nothing."""
    assert with_gid(drawn("line", "honest").figure(), "misleading:line") == []
    assert len(with_gid(drawn("line").figure(), "misleading:line")) == 1
    same_day = {each.scope: each.troops for each in shown("line") if each.iso == "1999-09-08"}
    assert same_day == {"including_outside": 49_000, "in_kosovo": 41_000}
    assert fact("kfor-1999-09").value == 49_000


def test_every_fact_stands_on_one_rung():
    """No fact is left out or counted twice, but for those on Python, which claim nothing of the region."""
    found = on_rungs("all")

    assert list(found) == list(RUNGS)
    assert sorted(each.id for rows in found.values() for each in rows) == sorted(
        each.id for each in facts().values() if each.topic != "python"
    )


def test_judgements_and_positions_stay_at_the_bottom_however_many_texts_have_them():
    """Repetition makes no fact of an opinion, NATO's included."""
    for each in facts().values():
        assert (rung(each) == "speaker") == (each.kind in {"assessment", "position"})
    assert len(fact("seed-kfor-stability-role").sources) == 4


def test_the_top_rung_needs_sources_that_are_not_one_speakers():
    """Only what the collection calls documented, read in at least two texts of different origin."""
    for each in on_rungs("all")["several"]:
        assert each.said_by == "documented"
        assert len(set(each.sources) - {"rt-balkan-sgar-2023"}) >= 2


def test_bars_of_the_ladder_are_the_counts():
    """Each bar, its hatched end included, is as long as there are facts on the rung."""
    for subject in SUBJECTS:
        explorer = explore("briefing-ladder", "en")
        explorer.change(subject=subject)
        figure = explorer.figure()
        for id_, found in on_rungs(subject).items():
            assert sum(bar.get_width() for bar in with_gid(figure, f"{id_}:")) == len(found)
            hatched = sum(bar.get_width() for bar in with_gid(figure, f"{id_}:differ"))
            assert hatched == sum(map(disputed, found))


@pytest.mark.parametrize("claim", CLAIMS)
def test_a_chosen_claim_is_marked_on_its_rung_with_a_sentence_to_write(claim):
    """One rung is coloured and bears the claim; a note says how to write it."""
    explorer = explore("briefing-ladder", "en")
    explorer.change(claim=claim)
    here = rung(fact(CLAIMS[claim].fact_id))
    coloured = [
        line.get_gid()
        for line in with_gid(explorer.figure(), "rung:")
        if line.get_color() == style.VERMILLION
    ]

    assert coloured == [f"rung:{here}"]
    assert len(with_gid(explorer.figure(), "claim")) == 1
    assert explorer.view().notes[0].startswith("How to write it: “")


def test_claims_cover_every_rung_and_both_sides():
    """The ladder has an example on each rung, and Belgrade and Pristina stand on the same one."""
    assert {rung(fact(claim.fact_id)) for claim in CLAIMS.values()} == set(RUNGS)
    assert rung(fact(CLAIMS["belgrade"].fact_id)) == rung(fact(CLAIMS["pristina"].fact_id)) == "speaker"
