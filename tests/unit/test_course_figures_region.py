"""The figures of the lesson on the region: nothing joined, no status painted over, no doubt hidden."""

from __future__ import annotations

import pytest

from nastava.course import explore, fact, source
from nastava.course.figures.region_forces_data import COUNTS
from nastava.course.figures.region_polls import POLLS, shares
from nastava.course.figures.region_status_data import STATES
from nastava.course.figures.region_tour_data import AGAINST, POINTS


def marks(figure, wanted):
    """All artists whose id fits."""
    return figure.findobj(lambda artist: wanted(artist.get_gid() or ""))


@pytest.mark.parametrize("figure_id", ["region-forces", "region-status", "region-tour", "region-polls"])
def test_every_source_named_below_stands_in_the_table(figure_id):
    """The line of sources points to the table, which has them all, whatever is chosen."""
    explorer = explore(figure_id, "en")
    for control in explorer.spec.controls:
        for value in getattr(control, "options", (True, False)):
            explorer.change(**{control.name: value})
            view = explorer.view()
            linked = {cell.href for row in view.table.rows for cell in row if cell.href}
            assert {source(id_).url for id_ in view.sources} <= linked


def test_every_force_is_drawn_at_the_number_of_its_fact():
    """Fifteen reported strengths, each at its own number, from an axis that starts at zero."""
    figure = explore("region-forces", "en").figure()
    drawn = marks(figure, lambda gid: gid.endswith((":exact", ":about", ":over")))

    assert sorted(mark.get_ydata()[0] for mark in drawn) == sorted(fact(each.fact).value for each in COUNTS)
    assert {mark.axes.get_ylim()[0] for mark in drawn} == {0}


def test_no_line_joins_strengths_of_different_sources():
    """What happened between two numbers is not drawn: each mark stands alone."""
    figure = explore("region-forces", "en").figure()

    assert {
        mark.get_linestyle() for mark in marks(figure, lambda gid: gid.startswith(("forces-", "althea-")))
    } == {"None"}


def test_who_leads_is_told_by_shape_as_well_as_colour():
    """NATO's forces are circles, the EU's are squares."""
    figure = explore("region-forces", "en").figure()
    shapes = {
        each.led: marks(figure, lambda gid, each=each: gid.startswith(f"{each.fact}:"))[0].get_marker()
        for each in COUNTS
    }

    assert shapes == {"nato": "o", "eu": "s"}


@pytest.mark.parametrize("each", COUNTS, ids=lambda each: each.fact)
def test_bounds_follow_the_words_of_the_source(each):
    """Where the fact says about, over or announced, the mark does not claim an exact number."""
    unit = fact(each.fact).unit

    assert ("approx" in unit or "announced" in unit) == (each.bound == "about")
    assert ("lower bound" in unit) == (each.bound == "over")


def test_statuses_follow_one_another():
    """No state is drawn in a phase that begins before the one it follows."""
    for state in STATES:
        starts = [phase.start for phase in state.phases]
        assert starts == sorted(starts)


def test_the_plan_on_a_condition_is_not_drawn_as_a_plan():
    """Bosnia and Herzegovina has a pattern of its own up to the end, Serbia is a partner throughout."""
    statuses = {state.iso3: [phase.status for phase in state.phases] for state in STATES}

    assert statuses["BIH"] == ["partner", "offered"]
    assert statuses["SRB"] == ["partner"]
    figure = explore("region-status", "en").figure()
    (bar,) = marks(figure, lambda gid: gid == "BIH:offered")
    assert bar.get_hatch()


def test_years_to_membership_are_those_of_the_table():
    """From signing to NATO, as the table of partners dates both."""
    years = {state.iso3: round(state.years) for state in STATES if state.years is not None}

    assert years == {"ALB": 15, "MKD": 24, "HRV": 9, "MNE": 10}


def test_the_headquarters_stands_in_the_article_alone():
    """The disputed sentence is confirmed by no other kind of text, and the figure does not settle it."""
    point = next(point for point in POINTS if point.key == "headquarters")

    assert set(point.said) == {"article"}
    assert "the report’s own sentence was not seen" in "".join(
        explore("region-tour", "en").spec.view({"day": "20", "texts": "article"}, "en").notes
    )


def test_a_missing_text_is_not_called_a_missing_event():
    """A dash says that nothing was found, not that nothing took place."""
    assert "may well have taken place" in explore("region-tour", "en").view().notes[0]


def test_a_contradiction_names_both_texts():
    """On Slovenia's presence the table has the text that says so and the one that does not."""
    rows = [[cell.text for cell in row] for row in explore("region-tour", "en").view().table.rows]
    about = [row for row in rows if "Slovenia" in row[0] and row[4]]

    assert source(AGAINST["slovenia"]).publisher in {row[4] for row in about}
    assert {"the text has it", "does not name it among those present"} <= {row[3] for row in about}


@pytest.mark.parametrize("poll", POLLS)
def test_poll_shares_are_the_facts(poll):
    """The bars of all asked are the published numbers; nothing is stretched to a hundred."""
    yes, no, none = map(float, fact(poll).value.split("-"))
    figure = explore("region-polls", "en").figure()
    widths = {
        bar.get_gid().split(":")[1]: bar.get_width()
        for bar in marks(figure, lambda gid: gid.startswith(f"{poll}:"))
    }

    assert shares(poll, decided=False) == (yes, none, no)
    assert widths == pytest.approx({"for": yes, "none": none, "against": no})


def test_the_title_changes_with_the_base():
    """Without the undecided the finding is another one, and the title says which base it has."""
    explorer = explore("region-polls", "en")
    before = explorer.view().title
    explorer.change(base="decided")

    assert "of all asked" in before
    assert "Without the undecided" in explorer.view().title
    assert sum(shares(poll, decided=True)[0] > 50 for poll in POLLS) == 3
