"""Fills in what docs/teaching/ says by the notebooks and banks: minutes, weeks, blueprint, rubrics.

Run it after a change in notebooks/, quizzes/, solutions/ or docs/teaching/data/: make teaching. A test holds both
together. A section is written anew as a whole; what stands outside of those sections is left as it is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from nastava.items.essay import Essay, count_words
from nastava.quizzes import Bank
from nastava.quizzes.bank import load_bank

ROOT = Path(__file__).resolve().parents[1]
TEACHING = ROOT / "docs" / "teaching"
DATA = TEACHING / "data"
#: In the order of the course.
ASSIGNMENTS = (
    "reading-the-report", "kfor-2023", "partnership", "dialogue", "capacity-and-region", "framing", "briefing",
)  # fmt: skip
BLOOM = ("remember", "understand", "apply", "analyse")

# What the minutes rest on.
WORDS_A_MINUTE = 200
SLOWER_WORDS_A_MINUTE = 150
MINUTES_A_FIGURE = 1.5
MINUTES_AN_ITEM = 1.0
MINUTES_A_SHORT_ESSAY = 6.0
MINUTES_A_CODE_EXERCISE = 4.0
MINUTES_A_GRADED_ITEM = 1.5
WRITTEN_WORDS_A_MINUTE = 10
MINUTES_TO_READ_A_TASK = 5.0
MINUTES_OF_REVIEW_A_WEEK = 25


@dataclass(frozen=True)
class Lesson:
    """What the plans say of a lesson."""

    name: str
    title: str
    aims: tuple[str, ...]
    words: dict[str, int]
    figures: int
    items: int
    read: int
    read_slowly: int
    practice: int


@dataclass(frozen=True)
class Task:
    """An assignment: its graded cells, its quiz, its written task with scheme and sample."""

    name: str
    title: str
    code: dict[str, int]
    quiz: str
    quiz_points: int
    points: int
    most_words: int
    task: dict[str, str]
    levels: dict[str, str]
    scheme: str
    criteria: tuple[tuple[str, int], ...]
    sample: str
    minutes: int

    @property
    def total(self) -> int:
        """All points of the assignment."""
        return sum(self.code.values()) + self.quiz_points + self.points

    @property
    def level_points(self) -> tuple[int, ...]:
        """The points that the students' table names, above zero."""
        found = re.findall(r"^\| \*\*(\d+)\*\* \|", self.levels["en"], re.MULTILINE)
        return tuple(int(points) for points in found if points != "0")


def _data(name: str) -> Any:
    return yaml.safe_load((DATA / name).read_text(encoding="utf-8"))


def _cells(path: Path) -> list[dict[str, Any]]:
    cells: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["cells"]
    for cell in cells:
        cell["source"] = "".join(cell["source"])
    return cells


@cache
def bank(name: str, *, graded: bool = False) -> Bank:
    """Return a bank of the course."""
    return load_bank(ROOT / "quizzes" / ("graded" if graded else "") / f"{name}.yaml")


def words_to_read(text: str) -> int:
    """Count the words of a lesson's text that everybody reads: no citations in brackets, nothing folded away."""
    text = re.sub(r"<details>.*?</details>", "", text, flags=re.DOTALL)
    text = re.sub(r"\s*\((?:\[[^\]]*\]\([^)\s]*\)[;,]?\s*(?:and |i )?)+\)", "", text)
    text = re.sub(r"\]\([^)\s]*\)|<[^>]+>", " ", text)
    return len(re.findall(r"\w[\w'’\-.,]*", text))


@cache
def lesson(name: str) -> Lesson:
    """Read a lesson."""
    cells = _cells(ROOT / "notebooks" / "en" / f"{name}.ipynb")
    words = {
        code: sum(
            words_to_read(cell["source"])
            for cell in _cells(ROOT / "notebooks" / code / f"{name}.ipynb")
            if cell["cell_type"] == "markdown" and cell["id"] != "sources"
        )
        for code in ("en", "sr")
    }
    figures = sum(cell["cell_type"] == "code" and "explore(" in cell["source"] for cell in cells)
    asked = next(
        re.findall(r'quiz\("([a-z-]+)"', cell["source"]) for cell in cells if "quiz(" in cell["source"]
    )
    items = bank(asked[0]).items
    practice = sum(MINUTES_A_SHORT_ESSAY if isinstance(item, Essay) else MINUTES_AN_ITEM for item in items)
    head = cells[0]["source"]
    aims = re.findall(r"^- (.+?)[;.]$", head.partition("## Aims")[2], re.MULTILINE)
    return Lesson(
        name=name,
        title=head.splitlines()[0].removeprefix("# "),
        aims=tuple(aims),
        words=words,
        figures=figures,
        items=len(items),
        read=round(words["en"] / WORDS_A_MINUTE + figures * MINUTES_A_FIGURE),
        read_slowly=round(words["en"] / SLOWER_WORDS_A_MINUTE + figures * MINUTES_A_FIGURE),
        practice=round(practice),
    )


def lessons() -> list[Lesson]:
    """Return the lessons in order, without the pages that lead to them."""
    paths = sorted((ROOT / "notebooks" / "en").glob("[0-9]*.ipynb"))
    return [lesson(path.stem) for path in paths if path.stem not in {"00-start", "00-first-steps"}]


@cache
def task(name: str) -> Task:
    """Read an assignment."""
    cells = _cells(ROOT / "solutions" / name / f"{name}.ipynb")
    code: dict[str, int] = {}
    quiz, quiz_points, points, essay = "", 0, 0, ""
    for cell in cells:
        about = cell["metadata"].get("nbgrader", {})
        if not about.get("grade"):
            continue
        if about["grade_id"].startswith("quiz-"):
            quiz, quiz_points = about["grade_id"].removeprefix("quiz-"), about["points"]
        elif cell["cell_type"] == "code":
            code[about["grade_id"]] = about["points"]
        else:
            points, essay = about["points"], cell["source"]
    told = next(cell["source"] for cell in cells if cell["id"] == "part-5")
    halves = dict(zip(("en", "sr"), told.split("\n---\n"), strict=True))
    table = r"(?:^\|.*\n?)+"
    asked, levels = {}, {}
    for code_, half in halves.items():
        before, shown, after = re.split(f"({table})", re.sub(r"\A\s*## .*\n", "", half), flags=re.MULTILINE)
        asked[code_], levels[code_] = before.strip(), f"{shown.strip()}\n\n{after.strip()}"
    limits = re.search(r"\*\*(\d+) to (\d+) words\*\*", halves["en"])
    assert limits, name
    sample, _, scheme = essay.partition("### BEGIN MARK SCHEME")
    scheme = scheme.partition("### END MARK SCHEME")[0].strip()
    criteria = re.findall(r"^- \*(.+?) \((?:up to )?(\d+)[^)]*\):\*", scheme, re.MULTILINE)
    minutes = (
        len(code) * MINUTES_A_CODE_EXERCISE
        + len(bank(quiz, graded=True).items) * MINUTES_A_GRADED_ITEM
        + MINUTES_TO_READ_A_TASK
        + int(limits[2]) / WRITTEN_WORDS_A_MINUTE
    )
    heading = re.search(r"^## \d+\. (.+?) \(\d+ points\)", told)
    assert heading, name
    return Task(
        name=name,
        title=heading[1],
        code=code,
        quiz=quiz,
        quiz_points=quiz_points,
        points=points,
        most_words=int(limits[2]),
        task=asked,
        levels=levels,
        scheme=re.sub(r"\A\*\*For the grader / za ocjenjivanje\.\*\* ", "", scheme),
        criteria=tuple((name_, int(most)) for name_, most in criteria),
        sample=sample.replace("### BEGIN SOLUTION", "").strip().partition("\n")[2].strip(),
        minutes=round(minutes),
    )


def _table(heads: Iterable[str], rows: Iterable[Iterable[object]], right: int = 0) -> str:
    """Return a table; the columns after the first ``right`` hold numbers."""
    heads = list(heads)
    line = "|".join("---" if n < right or not right else "---:" for n in range(len(heads)))
    told = ("| " + " | ".join(str(cell) for cell in row) + " |" for row in rows)
    return "\n".join((f"| {' | '.join(heads)} |", f"|{line}|", *told))


# ------------------------------------------------------------------ syllabus
def minutes_per_lesson() -> str:
    """Return what each lesson takes."""
    found = lessons()
    rows: list[list[object]] = [
        [
            f"[{one.title.partition(':')[0]}](../../notebooks/en/{one.name}.ipynb)",
            f"{one.words['en']:,}", f"{one.words['sr']:,}", one.figures, one.read, one.read_slowly,
            one.items, one.practice, one.read + one.practice,
        ]
        for one in found
    ]  # fmt: skip
    rows.append(
        ["**All**", f"{sum(x.words['en'] for x in found):,}", f"{sum(x.words['sr'] for x in found):,}",
         *(sum(getattr(one, name) for one in found) for name in ("figures", "read", "read_slowly", "items", "practice")),
         sum(one.read + one.practice for one in found)]
    )  # fmt: skip
    heads = (
        "Lesson", "Words, en", "Words, BCMS", "Figures", "Read and explore", "the same, slower", "Practice items",
        "Practice", "Together",
    )  # fmt: skip
    return _table(heads, rows, right=1)


def minutes_per_assignment() -> str:
    """Return what each assignment takes."""
    rows: list[list[Any]] = []
    for name in ASSIGNMENTS:
        one = task(name)
        items = len(bank(one.quiz, graded=True).items)
        rows.append([f"`{name}`", len(one.code), items, one.most_words, one.minutes, one.total])
    found = [task(name) for name in ASSIGNMENTS]
    sums = (
        sum(len(x.code) for x in found),
        sum(row[2] for row in rows),
        f"{sum(x.most_words for x in found):,}",
    )
    rows.append(["**All**", *sums, sum(x.minutes for x in found), sum(x.total for x in found)])
    heads = ("Assignment", "Code exercises", "Quiz items", "Words to write, at most", "Minutes", "Points")
    return _table(heads, rows, right=1)


def plan(name: str) -> str:
    """Return the weeks of a plan."""
    rows: list[list[object]] = []
    sums = [0, 0, 0]
    for week, one in enumerate(_data("plans.yaml")[name], 1):
        read = [lesson(each) for each in one["lessons"]]
        due = [task(each) for each in one["due"]]
        reading, practice, working = (
            sum(x.read for x in read),
            sum(x.practice for x in read),
            sum(x.minutes for x in due),
        )
        sums = [a + b for a, b in zip(sums, (reading, practice, working), strict=True)]
        own = reading + practice + working + MINUTES_OF_REVIEW_A_WEEK
        rows.append(
            [week,
             "; ".join(f"[{x.name}](../../notebooks/en/{x.name}.ipynb), {x.read} min" for x in read) or "–",
             "; ".join(f"{x.items} items, {x.practice} min" for x in read) or "–",
             "; ".join(f"`{x.name}`, {x.minutes} min" for x in due) or "–",
             one["class"], own]
        )  # fmt: skip
    whole = sum(sums) + MINUTES_OF_REVIEW_A_WEEK * len(rows)
    heads = (
        "Week",
        "Read before class",
        "Practice",
        "Assignment due at the end",
        "In class",
        "Own work, min",
    )
    return _table(heads, rows) + (
        f"\n\nOwn work in all: {whole} minutes, {whole / 60:.1f} hours: {sums[0]} of reading, {sums[1]} of practice, "
        f"{sums[2]} of assignments, {MINUTES_OF_REVIEW_A_WEEK} a week of the page *Review*."
    )


# ------------------------------------------------------------------ outcomes
@dataclass
class Serves:
    """What serves an outcome: places by kind, items by Bloom level, points of code and of written tasks."""

    practice: list[str]
    graded: list[str]
    code: list[str]
    written: list[str]
    bloom: dict[str, list[int]]
    code_points: int = 0
    written_points: int = 0


def outcomes() -> dict[str, str]:
    """Return the outcomes by number: the aims of the lessons."""
    return {
        f"{number}.{place}": aim
        for number, one in enumerate(lessons())
        for place, aim in enumerate(one.aims, 1)
    }


def blueprint() -> dict[str, Serves]:
    """Return for each outcome what serves it.

    Raises:
        SystemExit: the mapping names what is not there, or leaves something out.
    """
    mapped = _data("outcomes.yaml")
    found = {number: Serves([], [], [], [], {level: [0, 0] for level in BLOOM}) for number in outcomes()}
    practice = {path.stem for path in (ROOT / "quizzes").glob("*.yaml")}
    graded = {path.stem for path in (ROOT / "quizzes" / "graded").glob("*.yaml")}
    _same("banks", mapped["items"], practice | graded)
    for name, by_outcome in mapped["items"].items():
        items = {item.id: item for item in bank(name, graded=name in graded).items}
        listed = [each for ids in by_outcome.values() for each in ids]
        _same(f"items of {name}", listed, items)
        for number, ids in by_outcome.items():
            for each in ids:
                serves = found[str(number)]
                (serves.graded if name in graded else serves.practice).append(each)
                serves.bloom[items[each].tags.bloom][name in graded] += 1
    for name in ASSIGNMENTS:
        one = task(name)
        _same(f"code of {name}", mapped["code"][name], one.code)
        for cell, numbers in mapped["code"][name].items():
            for number in numbers:
                found[number].code.append(f"{name}: {cell.removeprefix('test-')}")
                found[number].code_points += one.code[cell]
        for (criterion, points), numbers in zip(one.criteria, mapped["written"][name], strict=True):
            for number in numbers:
                found[number].written.append(f"{name}: {criterion}")
                found[number].written_points += points
    return found


def _same(what: str, listed: Iterable[str], there: Iterable[str]) -> None:
    listed, there = sorted(listed), sorted(there)
    if listed != there:
        odd = sorted({*listed, *there} - ({*listed} & {*there})) or sorted(
            {x for x in listed if listed.count(x) > 1}
        )
        raise SystemExit(
            f"docs/teaching/data/outcomes.yaml: {what}: {', '.join(odd)} (missing, unknown or twice)"
        )


def _by_lesson(heads: tuple[str, ...], row: Any, right: int) -> str:
    told = blueprint()
    parts = []
    for number, one in enumerate(lessons()):
        rows = [
            row(f"{number}.{place}", aim, told[f"{number}.{place}"]) for place, aim in enumerate(one.aims, 1)
        ]
        parts.append(f"### {number} · {one.title}\n\n{_table(heads, rows, right=right)}")
    return "\n\n".join(parts)


def outcomes_with_items() -> str:
    """Return the outcomes of each lesson with how many items, and points, serve each."""

    def row(number: str, aim: str, serves: Serves) -> list[object]:
        by_level = [f"{a} + {b}" if a or b else "–" for a, b in serves.bloom.values()]
        return [number, aim, *by_level, serves.code_points or "–", serves.written_points or "–"]

    heads = (
        "No.",
        "After the lesson a student can",
        *(level.capitalize() for level in BLOOM),
        "Code",
        "Written",
    )
    sums = {
        level: [sum(one.bloom[level][n] for one in blueprint().values()) for n in (0, 1)] for level in BLOOM
    }
    all_ = ", ".join(f"{level} {a} + {b}" for level, (a, b) in sums.items())
    total = [sum(pair[n] for pair in sums.values()) for n in (0, 1)]
    return f"All {total[0]} practice and {total[1]} graded items: {all_}.\n\n" + _by_lesson(
        heads, row, right=2
    )


def items_behind() -> str:
    """Return the names of what serves each outcome."""

    def row(number: str, _aim: str, serves: Serves) -> list[object]:
        return [
            number, *(", ".join(each) or "–" for each in (serves.practice, serves.graded, serves.code, serves.written))
        ]  # fmt: skip

    return _by_lesson(
        ("No.", "Practice items", "Graded items", "Code exercises", "Written criteria"), row, right=0
    )


def gaps() -> str:
    """Return which outcomes lack something."""
    rows = []
    for number, serves in blueprint().items():
        lacks = []
        if len(serves.practice) < 3:
            lacks.append(
                f"only {len(serves.practice)} practice items" if serves.practice else "no practice item"
            )
        if not serves.graded:
            lacks.append("no graded item")
        if not serves.code and not serves.written:
            lacks.append("neither code nor written work")
        used = [level for level, pair in serves.bloom.items() if any(pair)]
        if not {"apply", "analyse"} & {*used} and not serves.written:
            lacks.append("nothing above *understand*")
        if lacks:
            rows.append([number, outcomes()[number], "; ".join(lacks)])
    return _table(("No.", "Outcome", "What is thin"), rows)


# ------------------------------------------------------------------ rubrics
def samples(name: str) -> list[dict[str, Any]]:
    """Return the samples of a written task, the best first; the best one's English text is the notebook's."""
    found: list[dict[str, Any]] = _data(f"samples/{name}.yaml")
    found[0].setdefault("en", task(name).sample)
    return found


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.strip().splitlines())


def _inside(criterion: str) -> str:
    """Return a heading as it stands inside a line; NATO stays NATO."""
    return criterion if criterion[1:2].isupper() else criterion[0].lower() + criterion[1:]


def rubric_page(name: str) -> str:
    """Return the page of a written task."""
    one = task(name)
    criteria = _table(("Criterion", "Points"), [*one.criteria, ("**All**", one.points)], right=1)
    parts = [
        f"# {one.title}: rubric and samples",
        (
            f"The written task of the assignment `{name}`, {one.points} points. Task, levels and marking scheme are those of "
            f"[its notebook](../../../solutions/{name}/{name}.ipynb), which the formgrader shows beside each text; the samples "
            f"were written for this page, by no student. How to mark with them: [all written tasks](index.md). This page is "
            f"written by `make teaching`."
        ),
        "## The task", one.task["en"],
        "## Levels, as students see them", one.levels["en"],
        "## Marking scheme", criteria, one.scheme.partition("\n\n**What a page of")[0].strip(),
        "## Samples",
    ]  # fmt: skip
    for sample in samples(name):
        marks = " · ".join(
            f"{_inside(criterion) if n else criterion}: {given} of {most}"
            for n, ((criterion, most), given) in enumerate(zip(one.criteria, sample["marks"], strict=True))
        )
        length = f"{count_words(sample['en'])} words in English, {count_words(sample['sr'])} in BCMS"
        off = f" · length: −{sample['off']}" if sample.get("off") else ""
        parts += [
            f"### {sample['name'].capitalize()}: {sample['points']} of {one.points}",
            f"{marks}{off}. ({length}.)",
            _quoted(sample["en"]),
            f"**Why.** {sample['why'].strip()}",
            f"**Isti odgovor, BHS/CG:**\n\n{_quoted(sample['sr'])}",
        ]
    parts += ["## Zadatak i nivoi (BHS/CG)", one.task["sr"], one.levels["sr"]]
    return "\n\n".join(parts) + "\n"


def rubric_list() -> str:
    """Return the table of the written tasks."""
    rows = []
    for name in ASSIGNMENTS:
        one = task(name)
        told = "; ".join(f"{_inside(criterion)} {most}" for criterion, most in one.criteria)
        levels = ", ".join(str(sample["points"]) for sample in samples(name))
        rows.append([f"[{one.title}]({name}.md)", f"`{name}`", one.points, told, levels])
    return _table(("Task", "Assignment", "Points", "Criteria", "Samples at"), rows)


def short_essays() -> str:
    """Return the essays in practice quizzes with their rubrics."""
    rows = []
    for path in sorted((ROOT / "quizzes").glob("*.yaml")):
        for item in bank(path.stem).items:
            if isinstance(item, Essay):
                rubric = "; ".join(
                    f"{each.criterion['en'].rstrip('.')} ({each.points:g})" for each in item.rubric
                )
                rows.append([f"`{item.id}`", path.stem, f"{item.points:g}", rubric])
    return (
        f"{len(rows)} practice items ask for some sentences. Nobody marks them: the learner compares with a sample "
        f"once the text is handed in. In class they make a good first exercise in marking, since their rubrics are "
        f"short; the samples are in the banks.\n\n"
        + _table(("Item", "Practice quiz", "Points", "Rubric"), rows)
    )


# ------------------------------------------------------------------ pages
#: The sections that are written anew, by page and heading.
SECTIONS = {
    "syllabus.md": {
        "## Minutes per lesson": minutes_per_lesson,
        "## Minutes per assignment": minutes_per_assignment,
        "## Twelve weeks": lambda: plan("twelve"),
        "## Six weeks": lambda: plan("six"),
    },
    "outcomes.md": {
        "## Outcomes and blueprint, lesson by lesson": outcomes_with_items,
        "## What is thin": gaps,
        "## The items behind the numbers": items_behind,
    },
    "rubrics/index.md": {"## The tasks": rubric_list, "## Short essays in practice quizzes": short_essays},
}


def filled(page: str, heading: str, body: str) -> str:
    """Return a page with another text below a heading, up to the next one of the same level.

    Raises:
        SystemExit: the page has no such heading.
    """
    start = re.search(rf"^{re.escape(heading)}\n", page, re.MULTILINE)
    if start is None:
        raise SystemExit(f"The heading '{heading}' is missing.")
    end = re.search(r"^## ", page[start.end() :], re.MULTILINE)
    rest = page[start.end() + end.start() :] if end else ""
    return f"{page[: start.end()]}\n{body}\n" + (f"\n{rest}" if rest else "")


def pages() -> Iterator[tuple[Path, str]]:
    """Yield each page of docs/teaching that has something written in, and what it should hold."""
    for name, sections in SECTIONS.items():
        path = TEACHING / name
        text = path.read_text(encoding="utf-8")
        for heading, body in sections.items():
            text = filled(text, heading, body())
        yield path, text
    for name in ASSIGNMENTS:
        yield TEACHING / "rubrics" / f"{name}.md", rubric_page(name)


if __name__ == "__main__":
    for path, text in list(pages()):
        path.write_text(text, encoding="utf-8")
        print(path.relative_to(ROOT).as_posix())
