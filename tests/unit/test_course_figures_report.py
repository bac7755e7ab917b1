"""The figures of the lesson on the report: who is who, and who says what."""

from __future__ import annotations

import pytest

from nastava.course import dataset, explore, fact, facts, source
from nastava.course.figures import style
from nastava.course.figures.report_institutions import CONTROLS, _sources
from nastava.course.figures.report_institutions_data import BODIES
from nastava.course.figures.report_institutions_drawing import above
from nastava.course.figures.report_statements_data import GROUPINGS, KINDS, WORDS, statements


def drawn(figure, prefix):
    """The marks whose ids begin so."""
    return figure.findobj(lambda artist: str(artist.get_gid() or "").startswith(prefix))


def test_every_statement_of_the_article_has_its_square():
    """Each of the 34 statements is drawn once in every grouping."""
    explorer = explore("report-statements", "en")
    for group, blocks in GROUPINGS.items():
        explorer.change(group=group)
        figure = explorer.figure()

        assert sum(len(drawn(figure, f"{block}:")) for block in blocks) == 34
        for block in blocks:
            for kind in KINDS:
                expected = [s for s in statements() if s.blocks[group] == block and s.fact.kind == kind]
                assert len(drawn(figure, f"{block}:{kind}")) == len(expected)


def test_statements_have_words_in_both_languages():
    """No statement of the article is left without words, and none has words that is not in it."""
    assert set(WORDS) == {each.id for each in facts().values() if each.in_seed}
    for language in ("en", "sr"):
        assert len({words[language] for words in WORDS.values()}) == 34


def test_the_table_of_statements_says_what_the_facts_say():
    """Kind, speaker and further texts in the dataset are those of the facts, and subjects those of the figure."""
    table = dataset("report_statements").set_index("fact_id")
    subjects = {}
    for each in statements():
        row = table.loc[each.fact.id]
        subjects.setdefault(row["subject"], set()).add(each.blocks["topic"])

        assert (row["kind"], row["speaker"]) == (each.fact.kind, each.fact.said_by)
        assert row["elsewhere"] == ("yes" if each.blocks["support"] == "else" else "no")
    assert all(len(blocks) == 1 for blocks in subjects.values())
    assert len(subjects) == len(GROUPINGS["topic"])


def test_titles_count_what_the_data_hold():
    """The findings are counted from the facts."""
    explorer = explore("report-statements", "en")
    speakers = [each for each in facts().values() if each.in_seed and each.said_by.startswith("NATO report")]

    assert f"{len(speakers)} of the article’s 34 statements" in explorer.view().title
    explorer.change(group="topic")
    counted = {each.fact.topic for each in statements() if each.fact.kind == "count"}
    assert counted == {"kfor", "nalt"}
    assert "All 7 counts are about KFOR and the advisory team" in explorer.view().title
    explorer.change(group="support")
    lone = [each for each in statements() if not each.others]
    assert explorer.view().title.startswith(f"{len(lone)} of 34")


def test_a_highlight_leaves_the_numbers_in_place():
    """Highlighting one kind turns the other squares hollow and takes none away."""
    explorer = explore("report-statements", "sr")
    explorer.change(highlight="assessment")
    figure = explorer.figure()
    hollow = [square for square in drawn(figure, "via:count") if square.get_facecolor()[3] == 0]
    full = [square for square in drawn(figure, "via:assessment") if square.get_facecolor()[3] == 1]

    assert (len(hollow), len(full)) == (2, 7)
    assert explorer.view().title.startswith("Ocjene: 10 od 34 iskaza")


def test_blocks_share_one_scale_from_zero():
    """Squares of different blocks can be compared: each axis runs from 0 to the same number."""
    axes = [each for each in explore("report-statements", "en").figure().axes if each.patches]

    assert {each.get_xlim() for each in axes} == {(0, 8)}
    assert max(round(patch.get_x() + patch.get_width()) for each in axes for patch in each.patches) <= 8


def test_every_body_rests_on_facts_and_its_sources_stand_in_the_table():
    """No row of the who's-who without a fact, and none whose sources the table leaves out."""
    view = explore("report-institutions", "en").view()
    linked = {cell.href for row in view.table.rows for cell in row if cell.href}

    for body in BODIES:
        assert all(fact(id_) for id_ in body.facts)
        assert {source(id_).url for id_ in _sources(body)} <= linked
    assert {source(id_).url for id_ in view.sources} == linked
    assert {len(row) for row in view.table.rows} == {len(view.table.header)}


@pytest.mark.parametrize(
    "body, line",
    [
        ("kfor", ["jfc-naples", "atlantic-council"]),
        ("nalt", ["international-staff", "nato-secretary-general", "atlantic-council"]),
        ("unmik", ["un-secretary-general", "security-council"]),
        ("eufor", ["eu-council"]),
        ("ksf", []),
    ],
)
def test_the_line_of_a_body_is_marked(body, line):
    """Choosing a body makes its line upwards thick, and that line alone."""
    explorer = explore("report-institutions", "en")
    explorer.change(body=body)
    thick = {
        mark.get_gid().removeprefix("line:")
        for mark in drawn(explorer.figure(), "line:")
        if mark.get_color() == style.BLUE
    }
    chosen = next(each for each in BODIES if each.id == body)

    assert [each.id for each in above(chosen)] == line
    assert thick == ({body, *line[:-1]} if line else set())


def test_the_adviser_does_not_answer_to_kfor():
    """NALT has a line of its own, as its director said."""
    explorer = explore("report-institutions", "en")
    explorer.change(body="nalt", column="answers")

    assert "not KFOR" in explorer.view().title
    assert "does not command NALT" in fact("nalt-chain").statement


def test_what_sources_do_not_tell_is_dotted():
    """Where no source says to whom a body answers, the line is dotted and the words say so."""
    explorer = explore("report-institutions", "en")
    explorer.change(column="answers")
    figure = explorer.figure()
    for body in BODIES:
        for line in drawn(figure, f"line:{body.id}"):
            assert (line.get_linestyle() == "-") == body.line
        if not body.line:
            assert "not found" in explorer.view().data.words[body.id]


def test_squares_are_bodies_with_a_task_from_the_security_council():
    """A square stands where the body's own words name a resolution; KFOR, UNMIK and EUFOR have one."""
    marked = {body.id for body in BODIES if body.un}
    shapes = drawn(explore("report-institutions", "en").figure(), "body:")

    assert marked == {"unmik", "kfor", "eufor"}
    assert {m.get_gid().removeprefix("body:") for m in shapes if m.get_marker() == "s"} == marked
    assert all("Resolution" in body.mandate["en"] for body in BODIES if body.un)


@pytest.mark.parametrize("language", ["en", "sr"])
@pytest.mark.parametrize("column", list(CONTROLS[1].options))
def test_words_fit_the_wide_column(language, column):
    """No row of the wide drawing runs out of the picture."""
    explorer = explore("report-institutions", language)
    explorer.change(column=column)

    assert max(len(words) for words in explorer.view().data.words.values()) <= 60
