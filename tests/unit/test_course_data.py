"""Facts, sources and datasets: complete, linked, and honest about what is not there."""

from __future__ import annotations

import subprocess
import sys

import pytest

from nastava import course
from nastava.course.datasets import DATASETS, records
from nastava.course.dates import period, say_date
from nastava.course.figures.kfor_contributions import COMPLETE
from nastava.errors import CourseDataError


def test_import_is_light():
    """Importing the course, or looking up a fact, loads neither pandas nor matplotlib nor ipywidgets."""
    code = (
        "import sys, nastava.course; nastava.course.fact('seed-kfor-total');"
        "print([m for m in ('matplotlib', 'pandas', 'ipywidgets') if m in sys.modules])"
    )

    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert found.stdout.strip() == "[]"


def test_every_source_of_a_fact_resolves():
    """No fact names a source that isn't there, and each has at least one."""
    for fact in course.facts().values():
        assert fact.sources
        assert all(course.source(id_).url.startswith("http") for id_ in fact.sources)


@pytest.mark.parametrize("name", sorted(set(DATASETS) - {"framing", "report_statements"}))
def test_every_source_of_a_dataset_resolves(name):
    """Each row of the tables names sources that are there."""
    ids = {part for cell in course.dataset(name)["source_id"] for part in cell.split(";")}

    assert ids
    assert all(course.source(id_) for id_ in ids)


def test_statements_of_the_report_are_facts_of_the_article():
    """Each row is one fact of the article, of the kind and the speaker that the fact has."""
    for row in records("report_statements"):
        found = course.fact(row["fact_id"])
        assert found.in_seed
        assert (found.kind, found.said_by) == (row["kind"], row["speaker"])


def test_sources_in_framing_resolve_where_given():
    """The wording table gives ids for its newer rows, and they are there."""
    ids = {part for cell in course.dataset("framing")["source_id"] for part in cell.split(";") if part}

    assert len(ids) > 10
    assert all(course.source(id_) for id_ in ids)


def test_terms_to_compare_are_those_of_the_wording_table():
    """Each term of the comparison stands in the row of ``framing`` that it names, in one spelling or the other."""
    rows = {row["item"]: " ".join(row.values()) for row in records("framing")}
    for row in records("framing_terms"):
        assert row["term"].replace("bezbedn", "bezbjedn") in rows[row["item"]]


def test_terms_to_compare_can_be_read_in_both_languages():
    """A term in another language has its sense beside it, and its own language needs none."""
    for row in records("framing_terms"):
        assert bool(row["gloss_en"]) == (row["language"] != "en"), row["term"]
        assert bool(row["gloss_sr"]) == (row["language"] != "sr"), row["term"]


def test_counted_words_are_possible():
    """No more mentions stand in quotation marks than there are, and each text has the same ten rows."""
    table = course.dataset("framing_counts")

    assert (table["in_quotes"] <= table["mentions"]).all()
    assert set(table.groupby("text").size()) == {10}
    assert table.groupby("text")["words"].nunique().max() == 1


def test_counts_of_the_collection():
    """The package carries the whole collection; facts and sources may be added, never lost."""
    assert len(course.facts()) >= 225
    assert len(course.sources()) >= 326
    assert {name: len(course.dataset(name)) for name in DATASETS} == {
        "kfor_strength": 57,
        "kfor_contributions": 130,
        "pfp_members": 34,
        "dialogue_timeline": 46,
        "framing": 68,
        "framing_terms": 66,
        "framing_counts": 80,
        "report_statements": 34,
    }


@pytest.mark.parametrize("date, total", [("2009-10", 12_642), ("2017-02", 4_273), ("2023", 4_353)])
def test_complete_lists_add_up(date, total):
    """A list called complete has the sum that its source states."""
    table = course.dataset("kfor_contributions")

    assert table[table["date"] == date]["troops"].sum() == total == COMPLETE[date]


def test_kinds_of_facts_are_known():
    """What needs a speaker can be told from what doesn't."""
    kinds = {fact.kind for fact in course.facts().values()}

    assert kinds == {"event", "count", "assessment", "position", "definition"}
    assert all(fact.said_by for fact in course.facts().values())


def test_unknown_fact_names_the_nearest():
    """A slip of the finger is answered with the id that was meant."""
    with pytest.raises(CourseDataError, match="Did you mean 'seed-kfor-total'"):
        course.fact("seed-kfor-totl")


@pytest.mark.parametrize("wrong", ["", "???", None, 3])
def test_unlike_names_get_no_guess(wrong):
    """A name like none there is, or no name at all, says so in one line."""
    with pytest.raises(CourseDataError) as caught:
        course.source(wrong)

    assert "Did you mean" not in str(caught.value)
    assert "nastava.course.sources()" in str(caught.value)


def test_unknown_dataset_lists_all():
    """The few tables are all named."""
    with pytest.raises(CourseDataError, match="Did you mean 'kfor_strength'") as caught:
        course.dataset("kfor-strength")

    assert all(name in str(caught.value) for name in DATASETS)


def test_a_changed_dataset_stays_with_the_one_who_changed_it():
    """A learner's change doesn't reach the next call."""
    table = course.dataset("kfor_strength")
    table["total_troops"] = 0

    assert course.dataset("kfor_strength")["total_troops"].max() == 50_000


def test_partial_dates_stand_in_the_middle_of_their_period():
    """The parsed day of a year or month is its middle; the text stays as the source has it."""
    table = course.dataset("kfor_strength").drop_duplicates("date").set_index("date")["day"]

    assert str(table["2008"].date()) == "2008-07-01"
    assert str(table["2017-02"].date()) == "2017-02-14"
    assert str(table["2023-12-31"].date()) == "2023-12-31"


def test_missing_numbers_of_nations_are_gaps():
    """A number of nations that no source gives is missing, not zero."""
    nations = course.dataset("kfor_strength")["n_contributing_nations"]

    assert nations.isna().any()
    assert nations.min() > 0


def test_dates_that_are_none_are_refused():
    """What is no date is told apart from a date of which a part is unknown."""
    with pytest.raises(ValueError, match="no ISO date"):
        period("undated")
    with pytest.raises(ValueError, match="no ISO date"):
        say_date("undated", "en")


def test_facts_can_not_be_changed():
    """A notebook can't alter the shared collection."""
    with pytest.raises(TypeError):
        course.facts()["x"] = 1
    with pytest.raises(AttributeError):
        course.fact("seed-kfor-total").value = 1


def test_citation_tells_publisher_title_and_date():
    """A citation is short plain text in the reader's own way of writing dates."""
    cited = course.source("ewb-2024-03-14")

    assert course.citation(cited, "en") == f"European Western Balkans, {cited.title}, 14 March 2024"
    assert course.citation(cited, "sr").endswith(", 14. mart 2024.")


def test_every_source_can_be_cited_in_both_languages():
    """No remark in a date keeps a source from being cited."""
    for each in course.sources().values():
        for language in ("en", "sr"):
            assert each.publisher in course.citation(each, language)


def test_source_line_joins_what_one_publisher_published():
    """A publisher stands once, with its dates; the rest is counted where a limit is given."""
    ids = ["hansard-2002-02-11;hansard-2006-12-11", "esi-2008", "hansard-2002-02-11"]

    assert course.source_line(ids, "en") == (
        "Sources: UK Parliament (Hansard) (11 February 2002; 11 December 2006), "
        "European Stability Initiative (May 2008)"
    )
    assert course.source_line(ids, "en", most=1).endswith("11 December 2006) and 1 more")
    assert course.source_line(["esi-2008"], "sr").startswith("Izvor: ")
