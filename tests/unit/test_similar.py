"""nastava similar: copied and reworded texts stand out, what everybody was given does not."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from random import Random

import pytest
from nbgrader.api import Gradebook
from typer.testing import CliRunner

from nastava.cli import app
from nastava.cli.course_new import write_course
from nastava.errors import NastavaError
from nastava.grading.similar.compare import Given, Text, pairs_alike
from nastava.grading.similar.finding import find_alike
from nastava.grading.similar.page import page
from nastava.grading.similar.tokens import words_of_code

NAME = "first-assignment"
COPIED = (
    "The report is the word of NATO on its own mission, and it gives no number before the reinforcement. "
    "So nobody can say how many patrols set out each day. I would ask the press office for counts by month, "
    "and look for a count by somebody else as well."
)
COMMON = ("patrols", "report", "troops", "number", "month", "who", "said", "count", "north", "asked", "NATO")
PROGRAM = """
sizes = []
for name in names:
    size = len(name) * 2  # twice, for luck
    if size > 10 and name.startswith("K"):
        sizes.append(size)
        print(name, size)
    else:
        sizes.append(0)
average = sum(sizes) / len(sizes)
"""


def essay(seed: int, words: int = 60) -> str:
    """Words that two essays have in common by chance alone."""
    random = Random(seed)
    return " ".join(f"{random.choice(COMMON)}{random.randrange(60)}" for _ in range(words))


def texts(*written: str, kind: str = "text") -> list[Text]:
    return [Text(f"s{n}", "essay", kind, text) for n, text in enumerate(written)]


def alike(*written: str, kind: str = "text", given: Given | None = None) -> list[tuple[str, str]]:
    pairs, _short = pairs_alike(texts(*written, kind=kind), given or Given())
    return [(pair.left.student, pair.right.student) for pair in pairs]


def test_a_copied_passage_is_found_word_for_word() -> None:
    """Of different essays only those two are named, with the passage as it stands in each."""
    written = (essay(1), f"{essay(2, 20)}. {COPIED}", essay(3), f"{COPIED} {essay(4, 20)}")
    (pair,), _short = pairs_alike(texts(*written), Given())
    (passage,) = pair.passages

    assert (pair.left.student, pair.right.student) == ("s1", "s3")
    assert written[1][slice(*passage.left)] == written[3][slice(*passage.right)] == COPIED.rstrip(".")
    assert 0.6 < pair.share < 0.8


def test_case_script_and_accents_hide_nothing() -> None:
    """A text in Cyrillic is that in Latin."""
    latin = "Izvještaj je riječ NATO-a o vlastitoj misiji i ne navodi raniji broj patrola, pa se ne zna koliko ih je bilo svakog dana prije pojačanja, niti šta se uopšte računa kao jedna patrola."
    cyrillic = "ИЗВЈЕШТАЈ је ријеч НАТО-а о властитој мисији и не наводи ранији број патрола, па се не зна колико их је било сваког дана прије појачања, нити шта се уопште рачуна као једна патрола."

    assert alike(latin, essay(1), cyrillic) == [("s0", "s2")]


def test_moved_sentences_are_still_found() -> None:
    """Passages count wherever they stand."""
    first, second, third = COPIED.split(". ")
    assert alike(COPIED, f"{third} {first}. {second}.") == [("s0", "s1")]


def test_a_reworded_text_is_found_by_the_order_of_its_words() -> None:
    """Every fourth word is another: no passage is left, and the rest stands as it stood."""
    changed = " ".join("other" if n % 4 == 3 else word for n, word in enumerate(COPIED.split()))
    (pair,), _short = pairs_alike(texts(COPIED, essay(1), changed), Given())

    assert (pair.left.student, pair.right.student) == ("s0", "s2")
    assert pair.share < 0.3
    assert pair.order > 0.7
    assert all(passage.words >= 2 for passage in pair.passages)
    assert sum(passage.words for passage in pair.passages) > 30


def test_what_everybody_was_given_is_no_sign() -> None:
    """The task quoted before one's own text, which is another's; alone it is too short to compare."""
    given = Given(texts=(COPIED,))
    assert alike(f"{COPIED} {essay(1)}", f"{COPIED} {essay(2)}", given=given) == []
    pairs, short = pairs_alike(texts(COPIED, COPIED), given)
    assert (pairs, short) == ([], 2)


def test_what_many_have_is_no_sign_either() -> None:
    """Six of twelve have the same sentence; two of twelve have another one."""
    common = [f"{COPIED} {essay(n, 25)}" for n in range(6)]
    others = [essay(n) for n in range(10, 16)]
    assert alike(*common, *others) == []
    assert len(alike(*common[:2], *others)) == 1


def test_other_names_and_spaces_do_not_hide_a_copied_program() -> None:
    """Names of one's own are all the same; those given to everybody are not."""
    renamed = (
        PROGRAM.replace("sizes", "lengths").replace("size", "x").replace("average", "mean").replace("  ", " ")
    )
    other = "total = 0\nwhile total < 100:\n    total += 7\n    if total % 2:\n        print('odd', total)\nrows = [total, total + 1]\nprint(max(rows), min(rows), rows[0])\n"  # fmt: skip

    assert alike(PROGRAM, other, renamed, kind="code") == [("s0", "s2")]


def test_a_solution_that_most_arrive_at_is_no_sign() -> None:
    """Twelve students with the one obvious program."""
    assert alike(*[PROGRAM] * 12, kind="code") == []


def test_programs_that_are_none_are_compared_too() -> None:
    """A bracket without end, a string without end."""
    broken = PROGRAM + "\nprint('never ends\nx = (((\n"
    assert alike(broken, broken, kind="code") == [("s0", "s1")]
    assert words_of_code("'") != []


def test_short_answers_are_counted_not_compared() -> None:
    """Two students who both wrote one sentence."""
    assert pairs_alike(texts("NATO says so.", "NATO says so."), Given()) == ([], 2)


def test_the_same_word_ten_thousand_times_is_a_text_like_others() -> None:
    """Whoever hands in such a text hides nobody else's."""
    assert alike("bla " * 10_000, "bla " * 10_000, essay(1), "x = 1\n" * 5_000) == [("s0", "s1")]


# --- a course ---------------------------------------------------------------------------------------------------


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A released course with three submissions; two have the same essay."""
    monkeypatch.setenv("NASTAVA_LANGUAGE", "en")
    root = tmp_path / "course"
    write_course(root)
    monkeypatch.chdir(root)
    source = root / "solutions" / NAME / f"{NAME}.ipynb"
    released = json.loads(source.read_text(encoding="utf-8"))
    for cell in released["cells"]:
        if cell["id"] == "essay":
            cell["source"] = ["Write your answer here."]
        elif cell["id"] == "reserves":
            cell["source"] = ["# Your code goes here."]
    path = root / "release" / NAME / f"{NAME}.ipynb"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps(released), encoding="utf-8")
    for student, text in {"ana": COPIED, "boris": essay(1), "čelik": COPIED + " <b>And so on.</b>"}.items():
        hand_in(root, student, text)
    return root


def hand_in(root: Path, student: str, text: str) -> Path:
    folder = root / "submitted" / student / NAME
    shutil.copytree(root / "release" / NAME, folder)
    path = folder / f"{NAME}.ipynb"
    data = json.loads(path.read_text(encoding="utf-8"))
    next(cell for cell in data["cells"] if cell["id"] == "essay")["source"] = [text]
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def similar(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["similar", NAME, *arguments])
    return result.exit_code, str(result.exception) if isinstance(result.exception, NastavaError) else result.output  # fmt: skip


def test_the_pair_is_listed_under_pseudonyms_and_as_no_verdict(course: Path) -> None:
    """Nobody's id is on the screen, and what the list is stands above it."""
    code, said = similar()

    assert code == 0
    assert said.startswith("A signal to look, never a verdict.")
    assert "Pairs worth a look: 1" in said
    assert f"{NAME}: essay" in said
    assert "ana" not in said.replace("Nastava", "")
    assert said.count("The report is the word of NATO") == 2


def test_names_are_shown_when_asked_for(course: Path) -> None:
    """From the gradebook, else the ids."""
    assert "ana – čelik" in similar("--names")[1]
    with Gradebook(f"sqlite:///{course}/gradebook.db") as book:
        book.add_student("ana", first_name="Ana", last_name="Šarić")
    assert "Ana Šarić (ana) – čelik" in similar("--names")[1]


def test_the_page_has_both_texts_side_by_side(course: Path) -> None:
    """Marked, escaped, and without anything from elsewhere; only its owner may read it."""
    code, said = similar("--html", "alike.html")
    text = (course / "alike.html").read_text(encoding="utf-8")

    assert code == 0, said
    assert (course / "alike.html").stat().st_mode & 0o077 == 0
    assert text.count("<article>") == 2
    assert text.count("<mark><sup>1</sup>The report is the word") == 2
    assert "&lt;b&gt;And so on.&lt;/b&gt;" in text
    assert "A signal to look, never a verdict." in text
    assert "http" not in text.replace("http-equiv", "")


def test_the_page_speaks_other_languages(course: Path) -> None:
    """As the report does."""
    found = find_alike(NAME, course)
    assert "nikad presuda" in page(found, "sr")
    assert "никад пресуда" in page(found, "sr-Cyrl")


def test_json_has_the_passages(course: Path) -> None:
    """For whatever else somebody wants to do with them."""
    told = json.loads(similar("--json")[1])
    (pair,) = told["pairs"]

    assert told["note"].startswith("A signal to look")
    assert (told["students"], pair["kind"], pair["place"]) == (3, "text", f"{NAME}: essay")
    assert pair["share"] == 1.0
    assert pair["passages"][0]["left"] == pair["passages"][0]["right"] == COPIED.rstrip(".")


def test_the_instructors_own_solution_is_no_sign(course: Path) -> None:
    """Two arrive at it, in names of their own; one that is like no solution of the instructor's is."""

    def write(path: Path, program: str) -> None:
        data = json.loads(path.read_text(encoding="utf-8"))
        next(cell for cell in data["cells"] if cell["id"] == "reserves")["source"] = [program]
        path.write_text(json.dumps(data), encoding="utf-8")

    both = [course / "submitted" / student / NAME / f"{NAME}.ipynb" for student in ("ana", "boris")]
    for path, name in zip(both, ("mean", "middle"), strict=True):
        write(path, PROGRAM.replace("average", name))
    assert '"kind": "code"' in similar("--json")[1]
    write(course / "solutions" / NAME / f"{NAME}.ipynb", f"### BEGIN SOLUTION{PROGRAM}### END SOLUTION")
    assert '"kind": "code"' not in similar("--json")[1]


def test_a_locked_cell_is_nobodys_text_and_an_added_one_is(course: Path) -> None:
    """Whether a cell is locked is known from the release; a text in a cell of one's own counts as well."""
    for student in ("boris", "čelik"):
        path = course / "submitted" / student / NAME / f"{NAME}.ipynb"
        data = json.loads(path.read_text(encoding="utf-8"))
        data["cells"].append({"cell_type": "markdown", "metadata": {}, "source": COPIED.upper()})
        data["cells"][-2]["metadata"]["nbgrader"]["locked"] = True
        path.write_text(json.dumps(data), encoding="utf-8")
    told = json.loads(similar("--json", "--names")[1])

    assert {(*pair["students"], pair["place"]) for pair in told["pairs"]} == {
        ("ana", "čelik", f"{NAME}: essay"),
        ("boris", "čelik", NAME),
    }


def test_damage_is_told_and_costs_nobody_else_anything(course: Path) -> None:
    """A notebook that is none, one that is missing, a link."""
    path = hand_in(course, "dea", "x")
    path.write_text("{", encoding="utf-8")
    (hand_in(course, "ena", "x")).unlink()
    (course / "submitted" / "fadil").mkdir()
    (course / "submitted" / "fadil" / NAME).symlink_to(course / "submitted" / "ana" / NAME)
    _code, said = similar("--names")

    assert "dea: first-assignment.ipynb is missing or can't be read." in said
    assert "ena: first-assignment.ipynb is missing or can't be read." in said
    assert "fadil: the folder handed in is a link" in said
    assert "Pairs worth a look: 1" in said


@pytest.mark.parametrize(
    "gone, words",
    [
        ("release", "Run: nbgrader generate_assignment"),
        ("submitted", "Nobody has handed in"),
        ("submitted/ana submitted/boris", "One student alone"),
        ("nbgrader_config.py", "lies in no course"),
        (f"solutions/{NAME}", "There is no assignment"),
    ],
)
def test_what_is_missing_is_said_in_one_line(course: Path, gone: str, words: str) -> None:
    """And nothing is written."""
    for name in gone.split():
        path = course / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    _code, said = similar("--html", "alike.html")

    assert words in said
    assert "\n" not in said.strip()
    assert not (course / "alike.html").exists()


def test_a_page_that_can_not_be_written_is_said(course: Path) -> None:
    """One line."""
    assert "can't be written" in similar("--html", "README.md/alike.html")[1]
