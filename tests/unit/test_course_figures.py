"""The figures: what is drawn is what the data say, and each can be read without seeing it."""

from __future__ import annotations

import itertools
import re

import pytest
from matplotlib.colors import to_hex, to_rgb

from nastava.course import dataset, explore, fact, figures
from nastava.course.figures import style
from nastava.course.figures.kfor_contributions import COMPLETE, PARTIAL, REMARKS
from nastava.course.figures.kfor_strength_events import EVENTS

#: What the axes of a figure count, where it isn't troops.
UNITS = {
    "pfp-members": {"en": "States", "sr": "Države"},
    "pfp-paths": {"en": "Year", "sr": "Godina"},
    "pfp-steps": {"en": "Year", "sr": "Godina"},
    "capacity-nalt-kfor": {"en": "One dot = 10 people", "sr": "Jedna tačka = 10 ljudi"},
    "capacity-areas": {"en": "Areas in the text", "sr": "Oblasti u tekstu"},
    "capacity-ksf": {"en": "Year", "sr": "Godina"},
    "dialogue-timeline": {"en": "Year (true distances)", "sr": "Godina (stvarni razmaci)"},
    "dialogue-pace": {"en": "Entries in this list (number)", "sr": "Stavke u ovom spisku (broj)"},
    "dialogue-readings": {"en": "Year (true distances)", "sr": "Godina (stvarni razmaci)"},
    "framing-path": {"en": "Arrow: the text names", "sr": "Strelica: tekst navodi"},
    "framing-terms": {"en": "Wording and speaker", "sr": "Formulacija i ko je kaže"},
    "report-statements": {"en": "Statements (number)", "sr": "Iskazi (broj)"},
    "framing-counts": {"en": "Mentions (times)", "sr": "Pominjanja (puta)"},
    "region-status": {"en": "Year", "sr": "Godina"},
    "region-tour": {"en": "the text has it", "sr": "tekst to ima"},
    "region-polls": {"en": "Per cent", "sr": "Odsto"},
    "briefing-ladder": {"en": "Facts (number)", "sr": "Činjenice (broj)"},
}

#: Boxes and lines between them measure nothing.
WITHOUT_AXES = {"report-institutions"}
ALL = [(id_, language) for id_ in figures.ids() for language in ("en", "sr")]


def all_settings(spec):
    """Every choice with every switch; numbers at their ends."""
    values = []
    for control in spec.controls:
        if hasattr(control, "options"):
            values.append(list(control.options))
        elif hasattr(control, "low"):
            values.append([control.low, control.high])
        else:
            values.append([False, True])
    names = [control.name for control in spec.controls]
    return [dict(zip(names, chosen, strict=True)) for chosen in itertools.product(*values)]


def other_value(control):
    """A value of the control that is not its default."""
    if hasattr(control, "options"):
        return next(option for option in reversed(control.options) if option != control.default)
    if hasattr(control, "low"):
        return (control.low + control.high) // 2
    return not control.default


def points(figure):
    """All marks of the strength figure: kind, years and troops."""
    axes = figure.findobj(lambda artist: hasattr(artist, "get_xlim"))[0]
    return [line for line in axes.lines if ":" in (line.get_gid() or "")]


def contrast(one, other):
    """WCAG contrast of two colours."""

    def luminance(colour):
        parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(colour)]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("background", ["#ffffff", "#111111"])
@pytest.mark.parametrize("colour", style.PALETTE)
def test_marks_stand_out_on_both_themes(colour, background):
    """Each colour of the palette reaches 3:1 on JupyterLab's light and dark background."""
    assert contrast(colour, background) >= 3


@pytest.mark.parametrize("figure_id, language", ALL)
def test_figure_has_title_units_source_and_description(figure_id, language):
    """Each figure says what it finds, in which units, from where, and what it looks like, in both languages."""
    explorer = explore(figure_id, language)
    view = explorer.view()
    figure = explorer.figure()
    texts = "\n".join(text.get_text() for text in figure.findobj(lambda a: hasattr(a, "get_text")))

    assert view.title.replace(" ", "") in texts.replace("\n", "").replace(" ", "")
    if figure_id not in WITHOUT_AXES:
        assert UNITS.get(figure_id, {"en": "Troops (persons)", "sr": "Vojnici (osobe)"})[language] in texts
    assert ("Source" if language == "en" else "Izvor") in texts
    assert view.title in view.alt
    assert len(view.alt) > len(view.title) + 40


@pytest.mark.parametrize("figure_id", figures.ids())
def test_languages_say_the_same_of_the_same_data(figure_id):
    """Both languages have their own words, the same number of rows and notes, and the same sources."""
    english, serbian = (explore(figure_id, code).view() for code in ("en", "sr"))

    assert english.title != serbian.title
    assert english.alt != serbian.alt
    assert english.sources == serbian.sources
    assert len(english.table.rows) == len(serbian.table.rows)
    assert len(english.notes) == len(serbian.notes)


@pytest.mark.parametrize("figure_id, language", ALL)
def test_every_combination_of_settings_can_be_told(figure_id, language):
    """No choice leaves a figure without a finding, a description or heights, or with an unfilled blank."""
    spec = figures.describe(figure_id)
    for settings in all_settings(spec):
        view = spec.view(settings, language)

        assert view.title
        assert min(view.heights) > 100
        assert not re.search(r"[{}]", view.title + view.alt + "".join(view.notes))


@pytest.mark.parametrize("figure_id", figures.ids())
def test_every_control_changes_the_figure(figure_id):
    """Each control has a choice that changes what is drawn, and the description with it."""
    for control in figures.describe(figure_id).controls:
        explorer = explore(figure_id, "en")
        before = (
            explorer.svg(),
            explorer.view().title + explorer.view().alt + "".join(explorer.view().notes),
        )
        explorer.change(**{control.name: other_value(control)})

        after = (explorer.svg(), explorer.view().title + explorer.view().alt + "".join(explorer.view().notes))
        assert re.sub(r'aria-label="[^"]*"', "", before[0]) != re.sub(r'aria-label="[^"]*"', "", after[0])
        assert before[1] != after[1]


def test_strength_draws_every_figure_of_the_data():
    """All 57 figures are there, each at its own number."""
    drawn = sorted(y for line in points(explore("kfor-strength", "en").figure()) for y in line.get_ydata())

    assert drawn == sorted(dataset("kfor_strength")["total_troops"])


@pytest.mark.parametrize("zoom", [False, True])
def test_no_line_joins_strength_figures(zoom):
    """Figures of different scope and bound are never joined: no line runs between any two."""
    explorer = explore("kfor-strength", "en")
    explorer.change(zoom=zoom)
    figure = explorer.figure()

    assert all(line.get_linestyle() == "None" for line in points(figure))
    for collection in figure.findobj(lambda artist: hasattr(artist, "get_segments")):
        for (x0, y0), (x1, y1) in collection.get_segments():
            # Within a date that is known to the year alone, or between sources for one month.
            assert y0 == y1 or x0 == x1


def test_strength_marks_tell_bound_and_scope():
    """A mark's shape is the bound, and totals that include troops outside Kosovo are hollow."""
    shapes = {"exact": "o", "about": "D", "over": "^", "under": "v"}
    for line in points(explore("kfor-strength", "en").figure()):
        scope, bound = line.get_gid().split(":")

        assert line.get_marker() == shapes[bound]
        assert (line.get_markerfacecolor() == "none") == (scope == "including_outside")


def test_strength_marks_of_scopes_differ_in_colour():
    """What is counted can be told by colour as well."""
    lines = points(explore("kfor-strength", "en").figure())
    colours = {line.get_gid().split(":")[0]: to_hex(line.get_markeredgecolor()) for line in lines}

    assert len(set(colours.values())) == len(colours) == 3


def test_undated_strengths_carry_a_question_mark():
    """The two figures with an inferred or missing date are marked, and a note says what the mark means."""
    explorer = explore("kfor-strength", "en")
    marks = explorer.figure().findobj(lambda artist: artist.get_gid() == "unsure")

    assert {mark.xy[1] for mark in marks} == {12_642, 4_353}
    assert any(note.startswith("A question mark") for note in explorer.view().notes)


def test_strength_axis_starts_at_zero_unless_zoomed():
    """Only the zoomed view cuts the axis, and its label and description say so."""
    explorer = explore("kfor-strength", "en")
    whole = explorer.figure().axes[0]
    explorer.change(zoom=True)
    zoomed = explorer.figure().axes[0]

    assert whole.get_ylim()[0] == 0
    assert zoomed.get_ylim()[0] == 3000
    assert "not at 0" in zoomed.get_ylabel()
    assert "starts at 3,000" in explorer.view().alt
    assert "starts at 3,000" not in explore("kfor-strength", "en").view().alt


def test_strength_in_kosovo_shows_only_what_says_so():
    """With the narrow scope two figures remain, and the title says how few they are."""
    explorer = explore("kfor-strength", "en")
    explorer.change(scope="in_kosovo")
    drawn = [y for line in points(explorer.figure()) for y in line.get_ydata()]

    assert sorted(drawn) == [37_000, 41_000]
    assert "Only 2 of 57" in explorer.view().title


def test_strength_of_an_empty_period_says_so():
    """Years without a figure show a sentence, not an empty frame."""
    explorer = explore("kfor-strength", "en")
    explorer.change(first=2014, last=2014)

    assert explorer.view().title == "2014–2014: the data have no such figure"
    assert points(explorer.figure()) == []


def test_years_given_in_the_wrong_order_are_put_right():
    """From 2010 to 2005 is read as from 2005 to 2010."""
    explorer = explore("kfor-strength", "en")
    explorer.change(first=2010, last=2005)

    assert explorer.view().data.span == (2005, 2010)


def test_events_rest_on_facts():
    """Every event marked is a fact of the course with the year it is drawn at."""
    for event in EVENTS:
        assert fact(event.fact).as_of.startswith(str(int(event.at)))


@pytest.mark.parametrize("date", [*COMPLETE, *PARTIAL])
@pytest.mark.parametrize("language", ["en", "sr"])
def test_contribution_bars_are_the_data(date, language):
    """Each bar is as long as the number of its country, largest first."""
    table = dataset("kfor_contributions")
    table = table[table["date"] == date].sort_values("troops", ascending=False, kind="stable")
    explorer = explore("kfor-contributions", language)
    explorer.change(date=date, top=31)
    axes = explorer.figure().axes[0]

    assert [round(bar.get_width()) for bar in axes.patches] == list(table["troops"])
    assert axes.get_xlim()[0] == 0


def test_complete_lists_are_shared_out_and_partial_ones_are_not():
    """A partial list is called so and never added up; a complete one tells its total."""
    explorer = explore("kfor-contributions", "en")
    assert "of 4,353 troops (44 %)" in explorer.view().title

    explorer.change(date="2022-08", top=5)

    assert "partial list" in explorer.view().title
    assert "together" not in "".join(explorer.view().notes)
    assert "%" not in explorer.view().title


def test_names_inferred_from_a_list_are_marked():
    """The four countries of February 2017 whose names were inferred are hatched and starred."""
    explorer = explore("kfor-contributions", "en")
    explorer.change(date="2017-02", top=31)
    axes = explorer.figure().axes[0]
    hatched = [bar.get_width() for bar in axes.patches if bar.get_hatch()]
    starred = [label.get_text() for label in axes.get_yticklabels() if label.get_text().endswith("*")]

    assert hatched == [675, 303, 252, 1]
    assert starred == ["United States*", "Türkiye*", "Slovenia*", "United Kingdom*"]


def test_highlighting_partners_counts_those_of_the_date():
    """In February 2017 eight of thirty were partners, Finland and Sweden among them."""
    explorer = explore("kfor-contributions", "en")
    explorer.change(date="2017-02", highlight="partner")

    assert explorer.view().title == "February 2017: 8 partners sent 871 of 4,273 troops (20 %)"


def test_every_remark_of_the_data_has_words_in_both_languages():
    """A new remark in the dataset can't be left out of the figure unnoticed."""
    notes = {part for note in dataset("kfor_contributions")["note"] for part in note.split("; ") if part}

    assert notes - {"may include reserves"} == set(REMARKS)


@pytest.mark.parametrize("start, difference", [("may", 900), ("list", 347), ("june", 189)])
def test_reinforcement_difference_follows_the_start(start, difference):
    """The learner sees how the difference depends on the figure one starts from."""
    explorer = explore("kfor-reinforcement", "en")
    explorer.change(start=start)
    bars = explorer.figure().findobj(lambda artist: artist.get_gid() == "difference")

    assert [round(bar.get_width()) for bar in bars] == [difference]
    assert f"a difference of {difference}" in explorer.view().title


def test_reinforcement_bars_are_the_facts():
    """Start, October, end of the year, and the reserves as the report gives them."""
    figure = explore("kfor-reinforcement", "en").figure()

    def lengths(kind):
        return [round(bar.get_width()) for bar in figure.findobj(lambda artist: artist.get_gid() == kind)]

    assert lengths("strength") == [3_800, 4_500, fact("seed-kfor-total").value]
    assert lengths("reserves") == [fact("seed-kfor-reserves").value]
    assert lengths("seed-kfor-patrols:after") == [3]
    assert lengths("seed-kfor-north:after") == [4]


@pytest.mark.parametrize("language, words", [("en", "As the report says"), ("sr", "Prema izvještaju")])
def test_ratios_are_the_reports_word(language, words):
    """The small chart names the report and says that base figures are missing."""
    figure = explore("kfor-reinforcement", language).figure()

    assert any(words in text.get_text() for text in figure.findobj(lambda a: hasattr(a, "get_text")))
