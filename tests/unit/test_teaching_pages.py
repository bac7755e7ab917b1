"""The pages for instructors agree with the notebooks and banks, and have what they promise."""

from __future__ import annotations

import importlib.util
import json
import re
import sys
from collections import Counter

import pytest
import yaml

from nastava.content import content_root
from nastava.items.essay import count_words

ROOT = content_root()
PAGES = ROOT / "docs" / "teaching"
spec = importlib.util.spec_from_file_location("teaching", ROOT / "scripts" / "teaching.py")
assert spec
assert spec.loader
teaching = importlib.util.module_from_spec(spec)
sys.modules["teaching"] = teaching  # dataclasses look their module up
spec.loader.exec_module(teaching)

PLANS = yaml.safe_load((PAGES / "data" / "plans.yaml").read_text(encoding="utf-8"))
LESSONS = {path.stem for path in (ROOT / "notebooks" / "en").glob("[0-9]*.ipynb")} - {
    "00-start",
    "00-first-steps",
}
ASSIGNMENTS = {path.parent.name for path in (ROOT / "solutions").glob("*/*.ipynb")}
TEXTS = {path.relative_to(PAGES).as_posix(): path.read_text(encoding="utf-8") for path in PAGES.rglob("*.md")}


def anchors(text: str) -> set[str]:
    """What a link may name of a page: its headings, as GitHub and Sphinx write them."""
    heads = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


def test_what_is_filled_in_is_current() -> None:
    """Minutes, weeks, blueprint and rubrics are those of today's notebooks and banks; `make teaching` writes them."""
    for path, text in teaching.pages():
        assert path.read_text(encoding="utf-8") == text, f"{path.name}: run make teaching"


@pytest.mark.parametrize("plan, weeks", [("twelve", 12), ("six", 6)])
def test_each_lesson_and_assignment_stands_once_in_a_plan(plan: str, weeks: int) -> None:
    """No lesson is left out or read twice, and none is due before it was read."""
    rows = PLANS[plan]
    assert len(rows) == weeks
    assert Counter(name for row in rows for name in row["lessons"]) == Counter(LESSONS)
    assert Counter(name for row in rows for name in row["due"]) == Counter(ASSIGNMENTS)
    assert all(row["class"] for row in rows)

    needs = {
        "reading-the-report": "01", "kfor-2023": "02", "partnership": "03", "dialogue": "04",
        "capacity-and-region": "06", "framing": "07", "briefing": "08",
    }  # fmt: skip
    read = {name[:2]: week for week, row in enumerate(rows) for name in row["lessons"]}
    due = {name: week for week, row in enumerate(rows) for name in row["due"]}
    assert all(due[name] == read[number] + 1 for name, number in needs.items())


def test_the_minutes_are_counted_not_guessed() -> None:
    """The words in the table are those of the notebook: with a paragraph more there are more; citations don't count."""
    row = next(line for line in TEXTS["syllabus.md"].splitlines() if "02-kfor.ipynb" in line)
    one = teaching.lesson("02-kfor")
    assert f"| {one.words['en']:,} | {one.words['sr']:,} | {one.figures} | {one.read} |" in row
    cells = json.loads((ROOT / "notebooks" / "en" / "02-kfor.ipynb").read_text(encoding="utf-8"))["cells"]
    everything = sum(
        len("".join(cell["source"]).split()) for cell in cells if cell["cell_type"] == "markdown"
    )
    assert everything / 2 < one.words["en"] < everything
    counted = teaching.words_to_read
    assert counted("KFOR had 4,700 ([EWB, 14 March](https://x.org); [AP](https://y.org)).") == 3
    assert counted("One **two** [three](x.ipynb).<details><summary>More</summary>four</details>") == 3


def test_the_hours_of_a_plan_add_up() -> None:
    """The last column of each week is reading, practice, assignment and review together."""
    for heading in ("## Twelve weeks", "## Six weeks"):
        section = TEXTS["syllabus.md"].partition(heading)[2].partition("\n## ")[0]
        for line in re.findall(r"^\| \d+ \|.*", section, re.MULTILINE):
            cells = [cell.strip() for cell in line.strip("|").split("|")]
            minutes = sum(int(found) for cell in cells[1:4] for found in re.findall(r"(\d+) min", cell))
            assert int(cells[5]) == minutes + teaching.MINUTES_OF_REVIEW_A_WEEK


def test_the_weights_of_the_grading_scheme_are_a_whole() -> None:
    """The parts of the mark add up to 100 per cent."""
    section = TEXTS["syllabus.md"].partition("## Grading scheme")[2]
    assert sum(int(found) for found in re.findall(r"\| (\d+) %", section)) == 100


def test_the_blueprint_counts_each_item_once() -> None:
    """As many items stand in it as the banks have, and each graded cell and criterion is named."""
    told = teaching.blueprint()
    practice = sum(len(teaching.bank(path.stem).items) for path in (ROOT / "quizzes").glob("*.yaml"))
    graded = [path.stem for path in (ROOT / "quizzes" / "graded").glob("*.yaml")]
    assert sum(len(one.practice) for one in told.values()) == practice
    assert sum(len(one.graded) for one in told.values()) == sum(
        len(teaching.bank(name, graded=True).items) for name in graded
    )
    used = {place for one in told.values() for place in one.code}
    assert len(used) == sum(len(teaching.task(name).code) for name in ASSIGNMENTS)


def test_an_item_without_an_outcome_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who adds an item and forgets its outcome is told which."""
    mapped = yaml.safe_load((PAGES / "data" / "outcomes.yaml").read_text(encoding="utf-8"))
    mapped["items"]["kfor"]["2.1"].remove("kfor-task")
    monkeypatch.setattr(teaching, "_data", lambda name: mapped)
    with pytest.raises(SystemExit, match="items of kfor: kfor-task"):
        teaching.blueprint()


def test_outcomes_are_the_aims_of_the_lessons() -> None:
    """Each aim is an outcome, under the number that the page says, and the page's own count is right."""
    outcomes = teaching.outcomes()
    assert f"[{len(outcomes)} outcomes of the lessons]" in TEXTS["syllabus.md"]
    for number, aim in outcomes.items():
        assert f"| {number} | {aim} |" in TEXTS["outcomes.md"]
    table = TEXTS["outcomes.md"].partition("| Course outcome |")[2].partition("\n## ")[0]
    named = set(re.findall(r"\b\d\.\d\b", table.replace("0.1 to 0.5", "0.1 0.2 0.3 0.4 0.5")))
    assert named == set(outcomes)


@pytest.mark.parametrize("name", sorted(ASSIGNMENTS))
def test_rubric_and_samples_agree_with_the_notebook(name: str) -> None:
    """Criteria add up to the cell's points; each level has a sample whose marks add up, within the scheme's length."""
    task = teaching.task(name)
    assert sum(points for _criterion, points in task.criteria) == task.points
    samples = teaching.samples(name)
    assert tuple(sample["points"] for sample in samples) == task.level_points
    assert samples[0]["points"] == task.points
    least, most = re.search(r"under (\d+) or over (\d+)", task.scheme).groups()  # type: ignore[union-attr]
    for sample in samples:
        assert sum(sample["marks"]) == sample["points"]
        for given, (_criterion, points) in zip(sample["marks"], task.criteria, strict=True):
            assert 0 <= given <= points
        for code in ("en", "sr"):
            assert int(least) <= count_words(sample[code]) <= int(most), (sample["name"], code)
        assert len(sample["why"].split()) > 10
    assert "BEGIN" not in TEXTS[f"rubrics/{name}.md"]


def test_texts_for_students_are_in_both_languages() -> None:
    """Each text that students are to read stands in English and in the other language, with the same gaps to fill in."""
    sections = re.split(r"^## ", TEXTS["policies.md"], flags=re.MULTILINE)[1:]
    assert len(sections) == 4
    for section in sections:
        found = re.findall(r"^### (For students|Za studente).*\n\n((?:>.*\n)+)", section, re.MULTILINE)
        assert [language for language, _text in found] == ["For students", "Za studente"], section[:40]
        gaps = [len(re.findall(r"\*\*\[[^\]]+\]\*\*", text)) for _language, text in found]
        assert gaps[0] == gaps[1], section[:40]
    for page in ("moderation.md", "discussion.md", "accessibility.md", "errata.md", "adapting.md"):
        quoted = "\n".join(re.findall(r"^>.*", TEXTS[page], re.MULTILINE))
        assert re.search(r"[čćšžđ]", quoted), page


@pytest.mark.parametrize("page", sorted(TEXTS))
def test_a_page_is_plain_markdown_with_one_title(page: str) -> None:
    """One first heading, no HTML, and links lead to headings that are there."""
    text = TEXTS[page]
    assert len(re.findall(r"^# ", text, re.MULTILINE)) == 1
    assert text.startswith("# ")
    assert not re.search(r"<[a-z/!][^>]*>", re.sub(r"```.*?```|`[^`\n]+`", "", text, flags=re.DOTALL))
    for target, anchor in re.findall(r"\]\(([^)\s#]*)#([^)\s]+)\)", text):
        if not target.startswith("http"):
            path = (PAGES / page).parent / target if target else PAGES / page
            assert anchor in anchors(path.read_text(encoding="utf-8")), f"{target}#{anchor}"


def test_the_measure_of_agreement_works() -> None:
    """The lines to copy run and give what is known: equal marks agree wholly, shifted ones are told."""
    code = re.search(r"```python\n(.*?)```", TEXTS["moderation.md"], re.DOTALL)
    assert code
    scope: dict[str, object] = {}
    exec(code[1], scope)
    agreement = scope["agreement"]
    same = agreement([2, 4, 8], [2, 4, 8], 8)  # type: ignore[operator]
    assert (same["equal"], same["kappa"]) == (1, 1)
    shifted = agreement([2, 4, 6], [3, 5, 7], 8)  # type: ignore[operator]
    assert (shifted["equal"], shifted["within one"], shifted["second is higher by"]) == (0, 1, 1)
    assert 0 < shifted["kappa"] < 1


def test_every_page_is_reached_from_the_first() -> None:
    """Nobody has to know a file's name."""
    for page in TEXTS:
        if page != "index.md":
            start = (
                "rubrics/index.md"
                if page.startswith("rubrics/") and page != "rubrics/index.md"
                else "index.md"
            )
            assert f"({page.removeprefix('rubrics/') if start != 'index.md' else page})" in TEXTS[start], page
