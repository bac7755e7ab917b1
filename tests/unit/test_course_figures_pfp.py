"""The figures of the lesson on partnership: what is drawn is what the table and the facts say."""

from __future__ import annotations

from datetime import date

import pytest
from matplotlib.legend import Legend

from nastava.course import dataset, explore, fact, source
from nastava.course.countries import country_name
from nastava.course.dates import period
from nastava.course.figures.kfor_strength_data import year_of
from nastava.course.figures.pfp_data import LAST_DAY, by_code, count_on, members
from nastava.course.figures.pfp_paths import REGION
from nastava.course.figures.pfp_steps_events import STEPS


def bars(figure, gid):
    """All bars that carry this mark."""
    return figure.findobj(lambda artist: artist.get_gid() == gid and hasattr(artist, "get_width"))


def test_every_state_ends_where_the_table_has_it():
    """What a state is at the end of 2023 is the table's own column."""
    table = dataset("pfp_members").set_index("iso3")["status_2023"]

    assert {each.iso3: each.status_on(LAST_DAY) for each in members()} == dict(table)


@pytest.mark.parametrize(
    "day, total",
    [
        (date(1994, 2, 28), fact("pfp-10-by-february").value),
        (date(1994, 8, 3), fact("pfp-22-by-august").value),
        (date(2000, 5, 31), fact("pfp-croatia").value),
        (date(2024, 3, 31), fact("pfp-count").value),
    ],
)
def test_counts_agree_with_those_of_other_sources(day, total):
    """Counted from the table, participants outside NATO are as many as four independent sources say."""
    counts = count_on(day)

    assert counts["partner"] + counts["suspended"] == total


def test_malta_was_away():
    """Malta is a partner, then not, then again, as the fact has it."""
    malta = by_code()["MLT"]

    assert [malta.status_on(date(year, 12, 31)) for year in (1995, 1996, 2007, 2008)] == [
        "partner",
        "left",
        "left",
        "partner",
    ]


@pytest.mark.parametrize("year", [1994, 1999, 2006, 2014, 2023])
def test_members_bars_are_the_counts(year):
    """The bars of a year are as high as the number of states of each status, from zero."""
    explorer = explore("pfp-members", "en")
    explorer.change(year=year)
    figure = explorer.figure()

    for status, number in count_on(date(year, 12, 31)).items():
        found = [bar for bar in bars(figure, status) if round(bar.get_x() + bar.get_width() / 2) == year]
        assert sum(round(bar.get_height()) for bar in found) == number
    assert figure.axes[0].get_ylim()[0] == 0


@pytest.mark.parametrize("year", [1995, 2001, 2023])
def test_members_key_explains_every_colour(year):
    """Whatever year is read, the key names each status that some bar shows."""
    explorer = explore("pfp-members", "en")
    explorer.change(year=year)
    (key,) = explorer.figure().findobj(Legend)

    assert [text.get_text().split(":")[0] for text in key.get_texts()] == [
        "partner",
        "cooperation suspended",
        "left for a time",
        "in NATO",
    ]


def test_members_title_is_about_the_chosen_year():
    """Title and remark follow the year that the learner chose."""
    explorer = explore("pfp-members", "en")
    explorer.change(year=1999)
    view = explorer.view()

    assert view.title == (
        "By the end of 1999 29 states had signed: 25 were partners, 3 had joined NATO, 1 had left"
    )
    assert view.notes[0] == "Signed in 1999: Ireland. Joined NATO in 1999: Czechia, Hungary and Poland."


def test_members_table_ends_with_the_counts_of_2023():
    """The text alternative tells every change and where it leads."""
    rows = explore("pfp-members", "en").view().table.rows

    assert [cell.text for cell in rows[-1][1:7]] == ["Finland", "in NATO", "17", "2", "0", "15"]
    assert all(row[-1].href for row in rows)


@pytest.mark.parametrize("figure_id", ["pfp-members", "pfp-paths", "pfp-steps"])
def test_every_source_of_the_line_stands_in_the_table(figure_id):
    """The line below the figure promises that all sources are in the table; they are."""
    view = explore(figure_id, "en").view()
    linked = {cell.href for row in view.table.rows for cell in row if cell.href}
    assert {source(id_).url for id_ in view.sources} <= linked


def test_paths_begin_and_turn_on_the_dates_of_the_table():
    """A line begins at the signing and changes colour when the state joined NATO."""
    explorer = explore("pfp-paths", "en")
    explorer.change(states="all")
    figure = explorer.figure()

    for row in dataset("pfp_members").itertuples():
        first = bars(figure, f"{row.iso3}:partner")[0]
        assert first.get_x() == pytest.approx(year_of(period(row.pfp_signed_date).middle))
        joined = bars(figure, f"{row.iso3}:ally")
        assert len(joined) == (row.status_2023 == "ally")
        for bar in joined:
            assert bar.get_x() == pytest.approx(year_of(period(row.joined_nato_date).middle))


def test_paths_of_the_region_are_the_default():
    """Seven states, five of them in NATO, and the title counts them."""
    view = explore("pfp-paths", "en").view()

    assert {line.member.iso3 for line in view.data} == set(REGION)
    assert "of these 7 states 5 were in NATO by the end of 2023, 2 were partners" in view.title


def test_paths_mark_what_is_known_to_the_month_alone():
    """A state without a day of signing has a star, which a note explains."""
    explorer = explore("pfp-paths", "en")
    explorer.change(states="all")
    view = explorer.view()
    starred = {line.member.country for line in view.data if line.name.endswith("*")}

    assert starred == {"Croatia", "Czechia", "Hungary", "Latvia", "Slovakia"}
    assert any(note.startswith("* Only the month") for note in view.notes)


def test_paths_can_be_sorted_by_the_years_they_took():
    """The quickest come first; the number on each line is that of whole years."""
    explorer = explore("pfp-paths", "en")
    explorer.change(states="ally", order="years")
    years = [round(line.member.years_as_partner) for line in explorer.view().data]

    assert years == sorted(years)
    assert (years[0], years[-1]) == (5, 29)


def test_names_sort_as_the_language_does():
    """Mađarska comes before Malta, Švajcarska after Srbija."""
    explorer = explore("pfp-paths", "sr")
    explorer.change(states="all", order="name")
    names = [line.name.rstrip("*") for line in explorer.view().data]

    assert names.index("Mađarska") < names.index("Malta")
    assert names.index("Srbija") < names.index("Švajcarska")


def test_every_signatory_has_a_serbian_name():
    """Only names that are the same in both languages are left as they are."""
    same = {each.country for each in members() if country_name(each.iso3, each.country, "sr") == each.country}

    assert same == {"Malta", "Turkmenistan", "Uzbekistan"}


def test_steps_stand_at_the_dates_of_their_facts():
    """Each mark is drawn in the middle of the days that its fact names."""
    figure = explore("pfp-steps", "en").figure()

    for step in STEPS:
        (mark,) = figure.findobj(lambda artist, step=step: artist.get_gid() == f"step:{step.fact}")
        assert mark.get_xdata()[0] == pytest.approx(year_of(period(fact(step.fact).as_of).middle))


def test_steps_at_home_are_hollow():
    """What a body at home decided is told apart by its mark from what was done with NATO."""
    figure = explore("pfp-steps", "en").figure()

    for step in STEPS:
        (mark,) = figure.findobj(lambda artist, step=step: artist.get_gid() == f"step:{step.fact}")
        assert (mark.get_markerfacecolor() == "none") == (step.kind == "domestic")


def test_steps_of_one_country_keep_what_both_did():
    """Choosing a country leaves out the other's own steps, not the common ones."""
    explorer = explore("pfp-steps", "en")
    explorer.change(whose="serbia")

    assert {dot.step.whose for dot in explorer.view().data} == {"serbia", "both"}


def test_steps_follow_each_other_in_time():
    """From above to below time goes on."""
    middles = [dot.days.middle for dot in explore("pfp-steps", "en").view().data]

    assert middles == sorted(middles)


@pytest.mark.parametrize(
    "whose, title", [("all", "3 of 17 steps"), ("serbia", "1 of 9 steps"), ("bih", "2 of 10 steps")]
)
def test_steps_at_home_have_a_title_of_their_own(whose, title):
    """Where only decisions at home are drawn, the title is about them."""
    explorer = explore("pfp-steps", "en")
    explorer.change(whose=whose, kind="domestic")

    assert f"{title} were decided at home" in explorer.view().title
