"""The learner's copy of the lessons."""

from __future__ import annotations

import errno
import json
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.sign import NotebookNotary
from typer.testing import CliRunner

import nastava
from nastava.cli import app, lesson, workspace
from nastava.cli.lesson import fingerprint
from nastava.cli.workspace import START_PAGE, prepare, static_outputs
from nastava.content import notebooks_dir
from nastava.errors import WorkspaceError
from nastava.text import current_language, language

LESSON = "02-kfor.ipynb"


def _notebook(text: str, code: str = "1 + 1") -> dict[str, Any]:
    return {
        "cells": [
            {"id": "text", "cell_type": "markdown", "metadata": {}, "source": text},
            {
                "id": "code",
                "cell_type": "code",
                "metadata": {},
                "source": code,
                "outputs": [],
                "execution_count": None,
            },
        ],
        "metadata": {},
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def _save(path: Path, notebook: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(notebook), encoding="utf-8")


def _text(path: Path) -> str:
    return str(json.loads(path.read_bytes())["cells"][0]["source"])


@pytest.fixture(autouse=True)
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine in English, whose Jupyter keeps its data here."""
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "jupyter"))
    monkeypatch.delenv("NASTAVA_LANGUAGE", raising=False)
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small course: a start page and a lesson in both languages."""
    folder = tmp_path / "notebooks"
    for code in ("en", "sr"):
        _save(folder / code / START_PAGE, _notebook("start"))
        _save(folder / code / LESSON, _notebook("first edition"))
    monkeypatch.setattr(workspace, "notebooks_dir", lambda: folder)
    return folder


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Where the workspace is to be."""
    return tmp_path / "my course"


def _release(shipped: Path, monkeypatch: pytest.MonkeyPatch, text: str, version: str = "9.9.0") -> None:
    _save(shipped / "en" / LESSON, _notebook(text))
    monkeypatch.setattr(nastava, "__version__", version)


def test_first_run_copies_both_languages(shipped: Path, root: Path) -> None:
    """A new workspace has every lesson in both languages, and no stray file beside its own two."""
    prepared = prepare(root)

    assert len(prepared.added) == 4
    assert {path.name for path in root.iterdir()} == {
        "en",
        "sr",
        ".nastava-workspace.json",
        ".nastava-workspace.lock",
    }
    assert not list(root.rglob("*.tmp"))


def test_a_workspace_in_cyrillic_has_the_serbian_lessons(shipped: Path, root: Path) -> None:
    """The lessons are those there are; what the program says, there and in their quizzes, is in Cyrillic."""
    prepared = prepare(root, "sr-Cyrl")

    assert prepared.messages()[0].startswith("Копирано у")
    assert prepare(root).language == "sr-Cyrl"
    assert current_language(folder=root / "sr") == "sr-Cyrl"
    assert current_language(folder=root / "en") == "en"
    assert (root / language("sr-Cyrl").written / LESSON).is_file()


def test_second_run_changes_nothing(shipped: Path, root: Path) -> None:
    """A second run writes no file and has nothing to say."""
    prepare(root)
    before = {path: path.stat().st_mtime_ns for path in root.rglob("*.*") if path.suffix != ".lock"}

    assert prepare(root).messages() == []
    assert {path: path.stat().st_mtime_ns for path in before} == before


def test_unchanged_lesson_is_brought_up_to_date(
    shipped: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An update replaces a lesson that the learner left as it was."""
    prepare(root)
    _release(shipped, monkeypatch, "second edition")

    assert prepare(root).updated == [f"en/{LESSON}"]
    assert _text(root / "en" / LESSON) == "second edition"


def test_running_a_lesson_is_not_changing_it(
    shipped: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Outputs, execution counts and metadata don't keep a lesson from being brought up to date."""
    prepare(root)
    ran = json.loads((root / "en" / LESSON).read_bytes())
    ran["metadata"]["widgets"] = {"state": 1}
    ran["cells"][1] |= {
        "execution_count": 3,
        "outputs": [{"output_type": "stream", "name": "stdout", "text": "2"}],
    }
    ran["cells"][1]["source"] = ["1 + 1"]
    _save(root / "en" / LESSON, ran)
    _release(shipped, monkeypatch, "second edition")

    assert prepare(root).updated == [f"en/{LESSON}"]


def test_changed_lesson_is_kept_and_the_new_one_stands_beside_it(
    shipped: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An update never overwrites what a learner changed: both are kept, and that is said, once."""
    prepare(root)
    _save(root / "en" / LESSON, _notebook("mine"))
    _release(shipped, monkeypatch, "second edition")
    prepared = prepare(root)
    beside = "en/02-kfor (new 9.9.0).ipynb"

    assert prepared.kept == {f"en/{LESSON}": beside}
    assert beside in "\n".join(prepared.messages())
    assert _text(root / "en" / LESSON) == "mine"
    assert _text(root / beside) == "second edition"
    assert prepare(root).messages() == []


def test_further_update_of_a_changed_lesson_keeps_all(
    shipped: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """New versions beside a changed lesson are replaced only while they are untouched."""
    prepare(root)
    _save(root / "en" / LESSON, _notebook("mine"))
    _release(shipped, monkeypatch, "second edition")
    prepare(root)
    _release(shipped, monkeypatch, "third edition")
    untouched = prepare(root).kept[f"en/{LESSON}"]
    _save(root / untouched, _notebook("mine too"))
    _release(shipped, monkeypatch, "fourth edition")
    touched = prepare(root).kept[f"en/{LESSON}"]

    assert untouched == "en/02-kfor (new 9.9.0).ipynb"
    assert touched == "en/02-kfor (new 9.9.0 2).ipynb"
    assert [_text(root / name) for name in (untouched, touched)] == ["mine too", "fourth edition"]


def test_deleted_lesson_stays_deleted_until_it_is_new_or_wanted(
    shipped: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a learner deleted comes back with a new version, or with --restore, and each run says so."""
    prepare(root)
    (root / "en" / LESSON).unlink()
    left_out = prepare(root)
    assert not (root / "en" / LESSON).exists()
    assert "nastava lab --restore" in "\n".join(left_out.messages())

    assert prepare(root, restore=True).restored == [f"en/{LESSON}"]

    (root / "en" / LESSON).unlink()
    _release(shipped, monkeypatch, "second edition")
    assert prepare(root).restored == [f"en/{LESSON}"]
    assert _text(root / "en" / LESSON) == "second edition"


def test_start_page_is_always_put_back(shipped: Path, root: Path) -> None:
    """JupyterLab opens on the start page, so it comes back when it was deleted."""
    prepare(root)
    (root / "en" / START_PAGE).unlink()

    assert prepare(root).restored == [f"en/{START_PAGE}"]


def test_folder_with_other_things_is_fine(shipped: Path, root: Path) -> None:
    """Files that are not ours are left alone, and so are answers."""
    for name in ("notes.txt", "en/my own.ipynb", "answers/kfor.json"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("mine", encoding="utf-8")
    prepare(root)

    assert [(root / name).read_text() for name in ("notes.txt", "en/my own.ipynb", "answers/kfor.json")] == [
        "mine"
    ] * 3


@pytest.mark.parametrize("damage", ["{not json", "[]", '{"format": 1}', '{"format": "x", "files": {}}', ""])
def test_damaged_marker_is_put_aside_and_nothing_overwritten(shipped: Path, root: Path, damage: str) -> None:
    """Without its memory a workspace is rebuilt, and every lesson that differs is kept."""
    prepare(root)
    (root / ".nastava-workspace.json").write_text(damage, encoding="utf-8")
    _save(root / "en" / LESSON, _notebook("mine"))
    prepared = prepare(root)

    assert prepared.damaged_marker == ".nastava-workspace (damaged 1).json"
    assert (root / prepared.damaged_marker).read_text() == damage
    assert _text(root / "en" / LESSON) == "mine"
    assert list(prepared.kept) == [f"en/{LESSON}"]


def test_unreadable_lesson_of_the_learner_counts_as_changed(
    shipped: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A notebook that no longer is one is kept like any other change."""
    prepare(root)
    (root / "en" / LESSON).write_text("<<<<<<< half a merge", encoding="utf-8")
    _release(shipped, monkeypatch, "second edition")

    assert list(prepare(root).kept) == [f"en/{LESSON}"]


@pytest.mark.parametrize(
    "language, machine_locale, expected",
    [
        ("sr", "en_GB.UTF-8", "sr"),
        (None, "bs_BA.UTF-8", "sr"),
        (None, "de_DE.UTF-8", "en"),
        ("en", "sr_ME", "en"),
    ],
)
def test_language_of_the_workspace(
    shipped: Path,
    root: Path,
    monkeypatch: pytest.MonkeyPatch,
    language: str | None,
    machine_locale: str,
    expected: str,
) -> None:
    """The language asked for, else the machine's; and it is remembered."""
    monkeypatch.setenv("LANG", machine_locale)

    assert prepare(root, language).language == expected
    monkeypatch.setenv("LANG", "C")
    assert prepare(root).language == expected


def test_unknown_language_is_refused_before_anything_is_written(shipped: Path, root: Path) -> None:
    """A typing error in --language leaves no half-made workspace."""
    result = CliRunner().invoke(app, ["lab", "--workspace", str(root), "--language", "xx"])

    assert "xx" in str(result.exception)
    assert not root.exists()


def test_workspace_from_a_newer_version_is_refused(shipped: Path, root: Path) -> None:
    """An older program doesn't touch what a newer one made."""
    prepare(root)
    (root / ".nastava-workspace.json").write_text('{"format": 2, "version": "3.0"}', encoding="utf-8")

    with pytest.raises(WorkspaceError, match="newer Nastava"):
        prepare(root)


def test_file_in_the_way_is_reported(shipped: Path, root: Path) -> None:
    """A file where the workspace, or a folder in it, should be ends in one clear message."""
    root.write_text("a file", encoding="utf-8")
    with pytest.raises(WorkspaceError, match="a file stands where a folder is needed"):
        prepare(root)

    root.unlink()
    root.mkdir()
    (root / "en").write_text("a file", encoding="utf-8")
    with pytest.raises(WorkspaceError, match="a file stands where a folder is needed"):
        prepare(root)


def test_folder_in_place_of_a_lesson_is_reported(shipped: Path, root: Path) -> None:
    """A folder with a lesson's name is named in the message."""
    (root / "en" / LESSON).mkdir(parents=True)

    with pytest.raises(WorkspaceError, match="02-kfor"):
        prepare(root)


@pytest.mark.parametrize(
    "number, message",
    [(errno.ENOSPC, "the disk is full"), (errno.EROFS, "may not be written"), (errno.EACCES, "may not")],
)
def test_machine_that_refuses_is_reported(
    shipped: Path, root: Path, monkeypatch: pytest.MonkeyPatch, number: int, message: str
) -> None:
    """No space, no permission: one message that says what to do."""

    def refuse(path: Path, data: bytes) -> None:
        raise OSError(number, "refused", str(path))

    monkeypatch.setattr(workspace, "write_atomically", refuse)
    with pytest.raises(WorkspaceError, match=message):
        prepare(root)


def test_interrupted_update_is_finished_by_the_next_run(
    shipped: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the disk was full half-way, the next run completes the workspace without false alarms."""
    original = workspace.write_atomically
    left = [2]

    def fill_up(path: Path, data: bytes) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise OSError(errno.ENOSPC, "full")
        original(path, data)

    with monkeypatch.context() as patch:
        patch.setattr(workspace, "write_atomically", fill_up)
        with pytest.raises(WorkspaceError):
            prepare(root)
    prepared = prepare(root)

    assert len(prepared.added) == 2
    assert not prepared.kept


def test_static_outputs_render_literal_calls_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Calls with literal arguments are rendered, in order; nothing in the cell is executed."""
    asked = []

    def render(name: str, arguments: list[Any], named: dict[str, Any]) -> dict[str, str]:
        asked.append((name, arguments, named))
        return {"text/plain": name}

    monkeypatch.setattr(lesson, "render", render)
    code = (
        "from nastava import explore, quiz\nraise SystemExit\n"
        'quiz("kfor", part="mandate")\nquiz(name)\nprint("quiz")\nexplore("kfor-strength", language="sr")\n'
    )
    outputs = static_outputs(code, "en")

    assert [output["data"]["text/plain"] for output in outputs] == ["quiz", "explore"]
    assert asked == [
        ("quiz", ["kfor"], {"language": "en", "part": "mandate"}),
        ("explore", ["kfor-strength"], {"language": "sr"}),
    ]


@pytest.mark.parametrize("code", ["%matplotlib inline", "quiz(", 'quiz("no-such-quiz-at-all")', "quiz()", ""])
def test_static_outputs_of_what_cannot_be_shown_are_empty(code: str) -> None:
    """Magics, broken code and unknown quizzes leave a cell empty instead of stopping the workspace."""
    assert static_outputs(code, "en") == []


def test_unopened_lesson_shows_its_quiz_and_is_trusted(
    shipped: Path, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A lesson in the workspace carries its quizzes' static output, and JupyterLab's signature."""
    bundle = {"text/html": "<p>Which resolution?</p>", "text/plain": "Which resolution?"}
    monkeypatch.setattr(lesson, "render", lambda name, arguments, named: bundle)
    _save(shipped / "en" / LESSON, _notebook("with a quiz", 'quiz("kfor")'))
    prepare(root)
    notebook = nbformat.read(root / "en" / LESSON, as_version=4)
    nbformat.validate(notebook)
    notary = NotebookNotary(data_dir=str(tmp_path / "jupyter"))

    assert notebook.cells[1].outputs[0].data == bundle
    assert notary.check_signature(notebook)
    notary.store.close()


def test_upgrade_refreshes_static_outputs_of_lessons_never_run(
    shipped: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Questions reworded in a new version reach an unopened lesson; outputs of one that was run stay."""
    for name in (LESSON, START_PAGE):
        _save(shipped / "en" / name, _notebook("lesson", 'quiz("kfor")'))
    monkeypatch.setattr(lesson, "render", lambda name, arguments, named: {"text/plain": "old"})
    prepare(root)
    ran = json.loads((root / "en" / START_PAGE).read_bytes())
    ran["cells"][1]["execution_count"] = 1
    _save(root / "en" / START_PAGE, ran)
    monkeypatch.setattr(lesson, "render", lambda name, arguments, named: {"text/plain": "new"})
    monkeypatch.setattr(nastava, "__version__", "9.9.0")
    prepare(root)

    def shown(name: str) -> str:
        return str(
            json.loads((root / "en" / name).read_bytes())["cells"][1]["outputs"][0]["data"]["text/plain"]
        )

    assert [shown(LESSON), shown(START_PAGE)] == ["new", "old"]


def test_fingerprint_tells_changes_of_cells_apart() -> None:
    """Another text, another type and another order of cells each are a change."""
    original = _notebook("a")
    reordered = {**original, "cells": original["cells"][::-1]}
    retyped = json.loads(json.dumps(original))
    retyped["cells"][0]["cell_type"] = "raw"
    prints = {
        fingerprint(json.dumps(each).encode()) for each in (original, _notebook("b"), reordered, retyped)
    }

    assert len(prints) == 4


def test_exercises_come_along_with_their_quiz_and_a_note(root: Path) -> None:
    """Each assignment's released version is there, tells who it is for, and keeps nbgrader's cells as they were."""
    prepare(root)
    folder = root / "exercises" / "kfor-2023"
    cells = json.loads((folder / "kfor-2023.ipynb").read_bytes())["cells"]
    shipped = json.loads((notebooks_dir() / "exercises" / "kfor-2023" / "kfor-2023.ipynb").read_bytes())[
        "cells"
    ]

    assert (folder / "quizzes" / "kfor-2023.json").is_file()
    assert "`nastava solution kfor-2023`" in "".join(cells[1]["source"])
    assert [cell for cell in cells if cell["id"] != "alone"] == shipped
    assert len(list((root / "exercises").iterdir())) == 7


def test_an_exercise_that_was_worked_on_is_kept(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An update leaves the learner's answers where they are and puts the new version beside them."""
    prepare(root)
    path = root / "exercises" / "kfor-2023" / "kfor-2023.ipynb"
    mine = json.loads(path.read_bytes())
    mine["cells"][0]["source"] = "mine"
    _save(path, mine)
    name = "exercises/kfor-2023/kfor-2023.ipynb"
    marker = json.loads((root / ".nastava-workspace.json").read_bytes())
    marker["files"][name] = "another edition"
    (root / ".nastava-workspace.json").write_text(json.dumps(marker), encoding="utf-8")

    assert list(prepare(root).kept) == [name]
    assert _text(path) == "mine"


def test_the_start_page_leads_to_every_exercise() -> None:
    """In both languages, by links that lead somewhere in a workspace."""
    there = {path.parent.name for path in (notebooks_dir() / "exercises").glob("*/*.ipynb")}
    for code in ("en", "sr"):
        page = (notebooks_dir() / code / START_PAGE).read_text(encoding="utf-8")
        assert {name for name in there if f"(../exercises/{name}/{name}.ipynb)" in page} == there
