"""The figures of the lesson on capacity: equal dots, honest gaps, each side's words at comparable length."""

from __future__ import annotations

import pytest

from nastava.course import explore, fact
from nastava.course.figures.capacity_areas import AREAS, TEXTS, mark, named
from nastava.course.figures.capacity_ksf_data import ORGANISATIONS, VOICES


def dots(figure, name):
    """Centres of the dots of a body."""
    (line,) = figure.findobj(lambda artist: artist.get_gid() == name)
    return list(zip(*line.get_data(), strict=True)), line.get_markersize()


@pytest.mark.parametrize(
    "show, counts", [("people", (470, 4)), ("nations", (27, 13)), ("average", (174, 3)), ("years", (24, 7))]
)
def test_both_bodies_are_dots_of_one_size(show, counts):
    """Each body has as many dots as its number asks for, all alike, so that the areas compare as the numbers do."""
    explorer = explore("capacity-nalt-kfor", "en")
    explorer.change(show=show)
    figure = explorer.figure()
    (kfor, large), (nalt, small) = dots(figure, "KFOR"), dots(figure, "NALT")

    assert (len(kfor), len(nalt)) == counts
    assert large == small
    assert kfor[1][0] - kfor[0][0] == pytest.approx(nalt[1][0] - nalt[0][0])


def test_people_and_countries_are_the_facts():
    """The table gives the facts' own numbers, with "about" where they are rounded."""
    rows = {
        row[0].text: [cell.text for cell in row[1:]]
        for row in explore("capacity-nalt-kfor", "en").view().table.rows
    }

    assert rows["People, 2023"][::2] == ["about 4,700", f"about {fact('seed-nalt-size').value}"]
    assert rows["Countries, 2023"][::2] == ["27", str(fact("seed-nalt-nations").value)]


def test_what_is_known_from_the_article_alone_is_called_so():
    """The staff of NALT in 2023 rests on the article; the note says it, and that size is not weight."""
    (note,) = explore("capacity-nalt-kfor", "en").view().notes

    assert "from the article alone" in note
    assert "does not say how much its work matters" in note


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text.key)
def test_each_text_names_as_many_areas_as_its_fact_says(text):
    """Five in the article, four in EWB, seven on the NATO page."""
    expected = {"seed-nalt-areas": 5}.get(text.fact) or fact(text.fact).value

    assert named(text) == expected


def test_budget_execution_is_not_taken_for_finance():
    """Finance is wider than budget execution: a half mark, and no area that all three texts name."""
    budget = next(area for area in AREAS if area.key == "budget")

    assert [mark(budget, text) for text in TEXTS] == ["named", "none", "near"]


@pytest.mark.parametrize("page, columns", [(False, 2), (True, 3)])
def test_every_area_has_a_mark_in_every_column(page, columns):
    """Named, near and not named are all drawn, none is an empty place."""
    explorer = explore("capacity-areas", "en")
    explorer.change(page=page)
    grid = explorer.view().data

    assert {len(marks) for _name, marks in grid.rows} == {columns}
    assert len(grid.rows) == (8 if page else 5)


def test_a_missing_word_is_not_called_a_missing_thing():
    """The note keeps open whether the report names budget execution."""
    assert "does not show that it is missing in the report" in explore("capacity-areas", "en").view().notes[0]


@pytest.mark.parametrize("language", ["en", "sr"])
def test_the_three_sides_have_comparable_room(language):
    """Pristina, Belgrade and NATO have two sentences each, none half as long again as another."""
    lengths = [sum(len(words[language]) for _fact, words in said) for _name, said in VOICES.values()]

    assert {len(said) for _name, said in VOICES.values()} == {2}
    assert max(lengths) <= 1.5 * min(lengths)


def test_each_sentence_is_a_position_with_its_speaker():
    """What the sides said rests on facts of the kind position, told with the name of who said it."""
    for _name, said in VOICES.values():
        for fact_id, words in said:
            assert fact(fact_id).kind == "position"
            assert all("(" in text for text in words.values())


def test_organisations_begin_when_their_facts_say():
    """A bar starts in the year of its first fact, or a span of doubt does."""
    for each in ORGANISATIONS:
        year = int(fact(each.facts[0]).as_of[:4])
        assert int(each.start) == year or each.key == "kpc", each.key


def test_the_security_force_has_one_colour_before_and_after_the_laws():
    """The drawing takes no side on what the force became in December 2018."""
    figure = explore("capacity-ksf", "en").figure()
    bars = figure.findobj(lambda artist: artist.get_gid() == "ksf:sure")

    assert len(bars) == 1
    assert bars[0].get_x() < 2018.95 < bars[0].get_x() + bars[0].get_width()


def test_a_voice_alone_says_more():
    """Chosen alone, a side speaks with both its sentences; nobody speaks when that is chosen."""
    explorer = explore("capacity-ksf", "en")
    together = explorer.view().data.voices
    explorer.change(voice="nato")
    alone = explorer.view().data.voices
    explorer.change(voice="none")

    assert [len(voice.said) for voice in together] == [1, 1, 1]
    assert [(voice.key, len(voice.said)) for voice in alone] == [("nato", 2)]
    assert explorer.view().data.voices == ()


def test_every_source_named_below_stands_in_the_table():
    """The line of sources points to the table, which has them all."""
    from nastava.course import source

    for figure_id in ("capacity-nalt-kfor", "capacity-areas", "capacity-ksf"):
        view = explore(figure_id, "en").view()
        linked = {cell.href for row in view.table.rows for cell in row if cell.href}
        assert {source(id_).url for id_ in view.sources} <= linked
