"""The figures on the dialogue: true to time, open about what was chosen, and even-handed in what they show."""

from __future__ import annotations

import itertools

import pytest

from nastava.course import dataset, explore, fact, figures, source
from nastava.course.dates import period
from nastava.course.figures.dialogue_data import CATEGORIES, entries
from nastava.course.figures.dialogue_lanes import heights
from nastava.course.figures.dialogue_readings_data import AGREEMENTS
from nastava.course.figures.kfor_strength_data import year_of


def texts(figure):
    """All words of a figure, line breaks taken out."""
    found = figure.findobj(lambda artist: hasattr(artist, "get_text"))
    return [text.get_text().replace("\n", " ") for text in found]


def marks(figure):
    """The named marks of a timeline, as their places in time."""
    (axes,) = figure.findobj(lambda artist: hasattr(artist, "get_xlim"))
    return [line.get_ydata()[0] for line in axes.lines if ":" in (line.get_gid() or "")]


def test_every_category_of_the_data_has_one_group():
    """A new category in the dataset can't be left out of the figures unnoticed."""
    grouped = [category for all_ in CATEGORIES.values() for category in all_]

    assert sorted(grouped) == sorted(set(dataset("dialogue_timeline")["category"]))


@pytest.mark.parametrize("language", ["en", "sr"])
def test_the_whole_list_is_drawn_with_date_and_words(language):
    """With all kinds, each of the 46 entries is a mark at its time and a label with its words."""
    explorer = explore("dialogue-timeline", language)
    explorer.change(kind="all")
    figure = explorer.figure()
    said = " ".join(texts(figure))

    assert len(marks(figure)) == 46
    for each in entries():
        assert each.text[language] in said


def test_entries_stand_at_their_true_distances():
    """Marks lie where their dates lie; a month stands in its middle, and no gap is closed up."""
    explorer = explore("dialogue-timeline", "en")
    wanted = []
    for row in dataset("dialogue_timeline").to_dict("records"):
        if row["category"] == "agreement":
            days = period(row["date"])
            wanted.append((year_of(days.first) + year_of(days.last)) / 2)

    assert marks(explorer.figure()) == pytest.approx(sorted(wanted))


def test_a_month_alone_is_drawn_hollow_and_said():
    """The agreement of which only the month is known looks different, and a note tells why."""
    explorer = explore("dialogue-timeline", "en")
    (axes,) = explorer.figure().findobj(lambda artist: hasattr(artist, "get_xlim"))
    named = [line for line in axes.lines if ":" in (line.get_gid() or "")]
    hollow = [line for line in named if line.get_markerfacecolor() == "none"]

    assert len(hollow) == 1
    assert any(note.startswith("Hollow mark") for note in explorer.view().notes)


@pytest.mark.parametrize("figure_id", ["dialogue-timeline", "dialogue-pace"])
@pytest.mark.parametrize("language, words", [("en", "gap"), ("sr", "Praznina")])
def test_a_gap_is_never_passed_off_as_silence(figure_id, language, words):
    """Whatever is chosen, a note says that a gap belongs to the list."""
    spec = figures.describe(figure_id)
    choices = [list(getattr(control, "options", {})) or [control.default] for control in spec.controls]
    for values in itertools.product(*choices):
        settings = dict(zip((control.name for control in spec.controls), values, strict=True))
        notes = " ".join(spec.view(settings, language).notes)
        assert words.lower() in notes.lower()


def test_the_named_gap_is_the_longest():
    """The title gives the longest time without an agreement, by the dates of both ends."""
    title = explore("dialogue-timeline", "en").view().title

    assert "from 25 August 2015 to 4 September 2020" in title
    assert "14 of the 46 entries" in title


def test_one_year_is_written_once():
    """A period of one year bears its number, and an empty one says so and still names a source."""
    explorer = explore("dialogue-timeline", "en")
    explorer.change(kind="round", first=2014, last=2014)

    assert explorer.view().title == "2014, meetings: the list has no entry"
    assert explorer.view().sources
    assert "no such entry in these years" in texts(explorer.figure())


def test_laws_under_tensions_carry_pristinas_word():
    """Where the list's heading is disputed, the note says so beside it."""
    explorer = explore("dialogue-timeline", "en")
    explorer.change(kind="tension")

    assert any("sovereign decision" in note for note in explorer.view().notes)
    assert fact("pos-ksf-pristina").kind == "position"


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("language", ["en", "sr"])
def test_labels_never_cover_each_other(narrow, language):
    """In both widths the words of all entries stand below each other with room between them."""
    from matplotlib.figure import Figure

    from nastava.course.figures import style

    for kind in ("agreement", "all"):
        explorer = explore("dialogue-timeline", language)
        explorer.change(kind=kind)
        view = explorer.view()
        tall = heights(view.data)[narrow]
        figure = Figure(figsize=((style.NARROW if narrow else style.WIDE) / 72, tall / 72), dpi=72)
        figures.describe("dialogue-timeline").draw(figure, view, language, narrow)
        words = [text for text in figure.texts if text.get_gid() == "words"]
        edges = []
        for text in words:
            high = 16 * (text.get_text().count("\n") + 1)
            middle = (1 - text.get_position()[1]) * tall
            edges.append((middle - high / 2, middle + high / 2))

        assert len(words) == (46 if kind == "all" else 14)
        assert all(low <= high + 0.1 for (_, low), (high, _) in itertools.pairwise(edges))
        assert edges[0][0] >= 0
        assert edges[-1][1] <= tall


@pytest.mark.parametrize("choice, total", [("all", 46), ("two", 24), ("not_2023", 32)])
def test_pace_draws_each_entry_once_from_zero(choice, total):
    """One mark an entry, stacked without a gap from zero, and the number above each year is right."""
    explorer = explore("dialogue-pace", "en")
    explorer.change(choice=choice)
    (axes,) = explorer.figure().findobj(lambda artist: hasattr(artist, "get_xlim"))
    places = [(line.get_xdata()[0], line.get_ydata()[0]) for line in axes.lines]
    counts = {text.xy[0]: int(text.get_text()) for text in axes.texts if text.get_gid() == "count"}

    assert len(places) == total == sum(counts.values())
    assert axes.get_ylim()[0] == 0
    for year, count in counts.items():
        assert sorted(y for x, y in places if x == year) == [n + 0.5 for n in range(count)]


@pytest.mark.parametrize(
    "settings, title",
    [
        ({"choice": "not_2023"}, "No year has more than 5 of the 32 entries in this list;"),
        (
            {"kind": "implementation"},
            "Steps to carry out: 5 of 46 entries in this list, in no year more than 1",
        ),
        ({"kind": "tension"}, "Tensions, elections: 7 of 46 entries in this list, 4 of them in 2023"),
    ],
)
def test_pace_names_a_year_only_where_it_is_first_alone(settings, title):
    """The title does not pick one of several years that have equally many entries."""
    explorer = explore("dialogue-pace", "en")
    explorer.change(**settings)

    assert explorer.view().title.startswith(title)


def test_pace_without_wikipedia_keeps_what_has_another_source():
    """Left out is what rests on copies of Wikipedia alone, and nothing else."""
    explorer = explore("dialogue-pace", "en")
    explorer.change(choice="no_wikipedia")
    kept = len(explorer.view().table.rows)
    alone = [each for each in entries() if all(source(id_).weaker for id_ in each.source_ids)]

    assert kept == 46 - len(alone)
    assert len(alone) == 3


@pytest.mark.parametrize("name", list(AGREEMENTS))
def test_both_parties_have_as_many_statements(name):
    """For each agreement Belgrade and Pristina are heard equally often, in words of comparable length."""
    readings = AGREEMENTS[name].readings
    said = {who: [each for each in readings if each.who == who] for who in ("belgrade", "pristina")}

    assert len(said["belgrade"]) == len(said["pristina"]) > 0
    for language in ("en", "sr"):
        one, other = (sum(len(each.text[language]) for each in all_) for all_ in said.values())
        assert 0.6 < one / other < 1.67


def test_every_reading_rests_on_facts_of_its_speaker():
    """A statement of a party rests on a position of that party; none stands without a fact."""
    speakers = {"belgrade": "Serbia", "pristina": "Kosovo"}
    for agreement in AGREEMENTS.values():
        for each in agreement.readings:
            assert each.facts
            assert each.source_ids
            if each.who in speakers and each.facts != ("plates-2024",):
                assert fact(each.facts[0]).kind == "position"
                assert speakers[each.who] in fact(each.facts[0]).said_by


def test_readings_are_in_the_order_of_time():
    """Marks run downward as time does, and lie in the years shown."""
    for agreement in AGREEMENTS.values():
        starts = [each.years[0] for each in agreement.readings]
        assert starts == sorted(starts)
        assert agreement.span[0] <= starts[0]
        assert agreement.readings[-1].years[1] <= agreement.span[1]


@pytest.mark.parametrize(
    "show, word", [("belgrade", "only Belgrade's side"), ("pristina", "only Pristina's side")]
)
def test_covering_a_side_is_said_and_leaves_the_others_out(show, word):
    """With one side covered the title says so, and no word of the other is left."""
    explorer = explore("dialogue-readings", "en")
    explorer.change(agreement="path", show=show)
    other = "Pristina" if show == "belgrade" else "Belgrade"
    said = {row[1].text for row in explorer.view().table.rows}

    assert word in explorer.view().title
    assert other not in said
    assert "EU, NATO, courts, envoys" not in said


def test_no_reading_tells_in_our_own_voice_who_complied():
    """What was agreed says nothing of breach or compliance; such words stand only behind a named speaker."""
    for agreement in AGREEMENTS.values():
        for each in agreement.readings:
            if each.who == "agreed":
                for word in ("violat", "breach", "complied", "kršenj", "prekrš", "ispuni"):
                    assert word not in each.text["en"] + each.text["sr"]
