"""The figures on wording: what is drawn is what the data say, and nobody's words are left out."""

from __future__ import annotations

import itertools

import pytest

from nastava.course import dataset, explore, facts
from nastava.course.figures.framing_counts import counts, rate
from nastava.course.figures.framing_path_data import PASSAGES, TEXTS
from nastava.course.figures.framing_terms_data import GROUPS, LOADS, TOPICS, terms


def with_gid(figure, part):
    """All marks of a figure whose name begins so."""
    return figure.findobj(lambda artist: (artist.get_gid() or "").startswith(part))


def texts_of(figure):
    """All words that are drawn."""
    return [text.get_text() for text in figure.findobj(lambda artist: hasattr(artist, "get_text"))]


@pytest.mark.parametrize("passage", PASSAGES)
@pytest.mark.parametrize("narrow", [False, True])
def test_path_draws_each_text_with_its_mark(passage, narrow):
    """Every text that was seen has a box, and an unseen passage is called so instead of being left out."""
    explorer = explore("framing-path", "en")
    explorer.change(passage=passage)
    svg = explorer.svg(narrow=narrow)

    for text in TEXTS:
        assert text.name["en"] in svg
    unseen = len(TEXTS) - len(PASSAGES[passage].wordings)
    assert svg.count("? not in the part seen</text>") == unseen


def test_path_leads_to_atv_by_way_of_rt_balkan():
    """ATV credits RT Balkan; every other text names the report."""
    assert {text.key: text.parent for text in TEXTS if text.parent != "report"} == {"atv": "rt-balkan"}


def test_wordings_on_the_path_have_their_sense_in_each_language():
    """A wording is in English or in Serbian; whoever reads the other finds its sense below."""
    for passage in PASSAGES.values():
        for wording in passage.wordings.values():
            assert sum(bool(sense) for sense in wording.sense.values()) == 1, wording.words


def test_boxes_of_the_path_do_not_overlap():
    """Each box ends above the next one, in both widths and for every passage."""
    for passage in PASSAGES:
        explorer = explore("framing-path", "sr")
        explorer.change(passage=passage)
        boxes = [
            patch
            for text in TEXTS[:-1]
            for patch in with_gid(explorer.figure(), f"{text.key}:")
            if hasattr(patch, "get_height")
        ]
        edges = [(box.get_y(), box.get_y() + box.get_height()) for box in boxes]
        assert len(edges) == len(TEXTS) - 1
        assert all(upper[1] < lower[0] for upper, lower in itertools.pairwise(edges))


def test_terms_know_their_topic_speaker_and_load():
    """No row of the data falls out of the figure because its topic, group or load has no name."""
    for term in terms():
        assert term.topic in TOPICS
        assert term.group in GROUPS
        assert term.load in LOADS
    assert {term.topic for term in terms()} == set(TOPICS)
    assert {term.group for term in terms()} == set(GROUPS)


@pytest.mark.parametrize("topic", TOPICS)
def test_each_matter_shows_all_its_wordings(topic):
    """The wordings drawn for a matter are those of the data."""
    explorer = explore("framing-terms", "en")
    explorer.change(topic=topic)
    drawn = " ".join(texts_of(explorer.figure()))

    for term in terms():
        if term.topic == topic:
            assert all(word in drawn for word in term.term.split()), term.term
    assert len(explorer.view().table.rows) == sum(term.topic == topic for term in terms())


def test_judging_words_of_each_side_are_shown():
    """Belgrade, Pristina and NATO each have a wording that judges, on 2023 and on 1999."""
    for topic in ("violence", "1999"):
        judging = {term.group for term in terms() if term.topic == topic and term.load == "judges"}
        assert {"serbia", "kosovo", "nato"} <= judging


def test_views_on_status_are_shown_from_both_sides():
    """The territory has wordings of both views on its status, and NATO's own older one."""
    groups = {term.group for term in terms() if term.topic == "territory" and term.load == "status"}

    assert {"serbia", "albanian", "english", "article", "nato"} <= groups


def test_a_speaker_without_wording_on_a_matter_says_so():
    """Where the data have nothing, the figure says that and draws no list."""
    explorer = explore("framing-terms", "en")
    explorer.change(topic="mayors", group="un")

    assert explorer.view().title == "The data have no wording by UN on this matter"
    assert explorer.view().table.rows == []


@pytest.mark.parametrize("group", ["territory", "violence", "eu-role"])
@pytest.mark.parametrize("measure", ["mentions", "quotes"])
def test_count_bars_are_the_data(group, measure):
    """Each bar is as long as the mentions of its text, whichever way they are split, and starts at zero."""
    explorer = explore("framing-counts", "en")
    explorer.change(group=group, measure=measure)
    figure = explorer.figure()
    table = dataset("framing_counts")
    table = table[table["group"] == group]

    for text in table["text"].unique():
        drawn = sum(bar.get_width() for bar in with_gid(figure, f"{text}:"))
        assert drawn == table[table["text"] == text]["mentions"].sum()
    assert all(axes.get_xlim()[0] == 0 for axes in figure.findobj(lambda artist: hasattr(artist, "get_xlim")))


def test_rates_divide_by_the_words_seen():
    """For each 100 words the shortest text comes before the longest, which has more mentions."""
    found = {text[0].text: text for text in counts("territory")}
    mentions = {key: sum(count.mentions for count in text) for key, text in found.items()}

    assert mentions["atv"] > mentions["abc-albania"]
    assert rate(found["abc-albania"]) > rate(found["atv"])


def test_mentions_outside_quotation_marks_are_hatched():
    """Who speaks can be told without colour: the outlet's own words are hatched."""
    explorer = explore("framing-counts", "en")
    explorer.change(group="violence", measure="quotes")
    bars = with_gid(explorer.figure(), "dukagjini:terrorist")

    assert [(round(bar.get_width()), bool(bar.get_hatch())) for bar in bars] == [(3, True)]


def test_facts_on_words_agree_with_the_counts():
    """The numbers that lesson and quizzes state are those of the table."""
    table = dataset("framing_counts").set_index(["text", "term"])["mentions"]

    assert facts()["word-kim-atv"].value == table["atv", "kosovo-and-metohija"]
    assert facts()["word-country-bgnes"].value == table["bgnes", "country"]
    assert facts()["word-terrorist-dukagjini"].value == table["dukagjini", "terrorist"]
