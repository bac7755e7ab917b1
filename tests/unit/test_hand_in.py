"""Handing in, from what lies in the folder to the receipt."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import zipfile
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import nbformat
import pytest
from nbgrader.utils import compute_checksum
from typer.testing import CliRunner

from nastava.answers import Sheet, new_attempt
from nastava.cli import app
from nastava.content import notebooks_dir
from nastava.errors import NastavaError
from nastava.handin import jupyter
from nastava.handin.assignments import assignments_in, cells_of, find_assignment, root_of
from nastava.handin.exchange import Exchange
from nastava.handin.look import code_of, digest_of, files_of, is_untouched, look
from nastava.handin.page import Desk, HandInWidget
from nastava.handin.receipt import read_receipt, receipts_in
from nastava.handin.sending import plain_name, send
from nastava.quizzes import load_published

NAME = "kfor-2023"
NOWHERE = Exchange()


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace with one assignment from an instructor and one exercise of the course; there is no exchange folder."""
    for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR", "HOME"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    monkeypatch.setattr("nastava.handin.exchange._DEFAULT", tmp_path / "no such folder")
    made = tmp_path / "my course"
    shutil.copytree(notebooks_dir() / "exercises" / NAME, made / NAME)
    shutil.copytree(notebooks_dir() / "exercises" / "dialogue", made / "exercises" / "dialogue")
    (made / "en").mkdir()
    (made / ".nastava-workspace.json").write_text(
        '{"format": 1, "language": "en", "version": "0", "files": {}}'
    )
    return made


def answer(root: Path, *, items: int = 1) -> list[str]:
    """Answer the first questions of the quiz, whatever is asked; return the ids of all questions."""
    quiz = load_published(root / NAME / "quizzes" / f"{NAME}.json")
    ids = [item.id for item in quiz.items_in_order]
    sheet = Sheet.open(root / NAME / "answers" / f"{NAME}.json", NAME)
    for item in ids[:items]:
        sheet.record(new_attempt(item, quiz.versions[item], "a", "en", 0))
    return ids


def edit(path: Path, change: Any) -> None:
    notebook = json.loads(path.read_text(encoding="utf-8"))
    change(notebook)
    path.write_text(json.dumps(notebook), encoding="utf-8")


def test_an_untouched_box_is_known_as_nbgrader_knows_it() -> None:
    """For every cell of every exercise the checksum is nbgrader's own."""
    told = 0
    for path in sorted((notebooks_dir() / "exercises").rglob("*.ipynb")):
        for raw, cell in zip(cells_of(path), nbformat.read(path, as_version=4).cells, strict=True):
            if "checksum" in cell.metadata.get("nbgrader", {}):
                assert compute_checksum(cell) == cell.metadata.nbgrader.checksum
                assert is_untouched(raw)
                raw["source"] = "changed"
                assert not is_untouched(raw)
                told += 1
    assert told > 50


def test_the_instructors_assignments_come_before_exercises(root: Path) -> None:
    """Both are found, by their headings in each language; folders that are none are not."""
    (root / "holiday").mkdir()
    (root / "holiday" / "notes.ipynb").write_text(
        '{"cells": [{"cell_type": "code", "metadata": {}, "source": ""}]}'
    )
    (root / "broken").mkdir()
    (root / "broken" / "broken.ipynb").write_text("{")
    found = assignments_in(root)
    assert [(each.name, each.alone) for each in found] == [(NAME, False), ("dialogue", True)]
    assert found[0].title("en").startswith("KFOR in 2023")
    assert found[0].title("sr").startswith("KFOR u 2023")
    assert root_of(root / "en") == root


def test_what_is_open_is_told_by_number(root: Path) -> None:
    """A question without a saved answer, one that was only typed, and boxes as they were given out."""
    ids = answer(root, items=2)
    sheet = Sheet.open(root / NAME / "answers" / f"{NAME}.json", NAME)
    sheet.draft(ids[2], "b", "en")
    edit(root / NAME / f"{NAME}.ipynb", lambda notebook: next(c for c in notebook["cells"] if c["id"] == "predict").update(source='prediction = "A"'))  # fmt: skip
    found = look(find_assignment(root, NAME), "en")
    (quiz,) = found.quizzes
    assert [number for number, _stem in quiz.open_] == list(range(3, len(ids) + 1))
    assert quiz.typed == (3,)
    assert (found.boxes - found.untouched, found.begun, found.complete) == (1, True, False)


def test_a_damaged_quiz_or_sheet_is_told_and_stops_nothing(root: Path) -> None:
    """The page still shows the assignment, and says what is wrong."""
    answer(root)
    (root / NAME / "answers" / f"{NAME}.json").write_text("{")
    assert look(find_assignment(root, NAME), "en").quizzes[0].problem
    (root / NAME / "quizzes" / f"{NAME}.json").write_text("{")
    assert "can't be read" in look(find_assignment(root, NAME), "en").quizzes[0].problem


def test_the_hash_is_what_sha256sum_says(root: Path) -> None:
    """Anybody can check a receipt without Nastava."""
    answer(root)
    folder = root / NAME
    files = files_of(folder)
    assert [each.path for each in files] == [f"answers/{NAME}.json", f"{NAME}.ipynb"]
    said = subprocess.run(["sha256sum", *(each.path for each in files)], cwd=folder, capture_output=True, check=True).stdout  # fmt: skip
    assert hashlib.sha256(said).hexdigest() == digest_of(files)


def test_links_and_hidden_files_are_not_handed_in(root: Path, tmp_path: Path) -> None:
    """A link could carry anything out of the learner's machine."""
    (tmp_path / "secret.json").write_text("{}")
    answer(root)
    (root / NAME / "answers" / "other.json").symlink_to(tmp_path / "secret.json")
    (root / NAME / "more.ipynb").symlink_to(tmp_path / "secret.json")
    assert [each.path for each in files_of(root / NAME)] == [f"answers/{NAME}.json", f"{NAME}.ipynb"]


def test_without_an_exchange_folder_one_file_is_made_and_no_error(root: Path) -> None:
    """The archive holds what is graded, is named after the student, and the receipt tells its files."""
    answer(root)
    handed = send(root, find_assignment(root, NAME), NOWHERE, student="Ana Anić", language="sr")
    assert handed.receipt.where == f"to-upload/{NAME}/Ana-Anić.zip"
    path = root / handed.receipt.where
    with zipfile.ZipFile(path) as archive:
        assert archive.namelist() == [f"{NAME}/answers/{NAME}.json", f"{NAME}/{NAME}.ipynb"]
        for each in handed.receipt.files:
            assert hashlib.sha256(archive.read(f"{NAME}/{each.path}")).hexdigest() == each.sha256
    page = handed.page.read_text(encoding="utf-8")
    assert handed.receipt.code in page and "Potvrda" in page and 'lang="sr-Latn-ijekavsk"' in page
    assert receipts_in(root) == [read_receipt(handed.page.with_suffix(".json"))]
    assert not handed.refused


def test_a_receipt_that_was_changed_is_none(root: Path, tmp_path: Path) -> None:
    """So is any other file, and the message says where the right one is."""
    handed = send(root, find_assignment(root, NAME), NOWHERE, language="en")
    path = handed.page.with_suffix(".json")
    edit(path, lambda content: content["files"][0].update(sha256="0" * 64))
    with pytest.raises(NastavaError, match="this receipt was changed"):
        read_receipt(path)
    for content in ("{", "[]", "{}", '{"format": 1}'):
        (tmp_path / "other.json").write_text(content)
        with pytest.raises(NastavaError, match="this is no receipt"):
            read_receipt(tmp_path / "other.json")


def test_names_fit_into_file_names() -> None:
    """Whatever somebody types for their name."""
    assert plain_name("../../etc/passwd") == "etc-passwd"
    assert plain_name('a<b>:"c|?*') == "a-b-c"
    assert plain_name("  Željko Đ. 12/2024 ") == "Željko-Đ.-12-2024"


def test_the_course_is_the_one_that_released_the_assignment() -> None:
    """Where two did, the settings decide; where they don't, nothing is guessed."""
    two = {"history": ["one", "both"], "law": ["both"]}
    assert Exchange(True, "/x", "", two).course_of("one") == "history"
    assert Exchange(True, "/x", "", two).course_of("both") is None
    assert Exchange(True, "/x", "law", two).course_of("both") == "law"
    assert Exchange(True, "/x", "law", two).course_of("one") is None
    assert Exchange(False, "/x", "law", two).course_of("both") is None


def test_the_command_lists_asks_hands_in_and_says_what_is_open(root: Path) -> None:
    """The twin of the page in a terminal."""
    answer(root)
    where = ["--workspace", str(root)]
    listed = CliRunner().invoke(app, ["hand-in", *where])
    assert "kfor-2023: KFOR in 2023: figures and claims (begun)" in listed.output
    refused = CliRunner().invoke(app, ["hand-in", NAME, *where], input="n\n")
    assert (refused.exit_code, receipts_in(root)) == (1, [])
    done = CliRunner().invoke(app, ["hand-in", NAME, *where, "--student", "ana", "--yes"])
    assert done.exit_code == 0, done.output
    (receipt,) = receipts_in(root)
    assert receipt.code in done.output and "only then is it handed in" in done.output
    assert "Without an answer: 2, 3" in done.output


def test_an_unknown_assignment_is_one_clear_line(root: Path) -> None:
    """The message names those there are."""
    with pytest.raises(NastavaError, match=r"no assignment 'essay' in .*kfor-2023, dialogue"):
        find_assignment(root, "essay")


def test_the_page_tells_work_that_is_newer_than_its_file(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What ran after the notebook was saved may not be in it."""
    path = root / NAME / f"{NAME}.ipynb"
    later = jupyter.moment_of("2099-01-01T00:00:00Z")
    server = SimpleNamespace(worked_in=lambda: {path: later}, path_of=lambda path: path.name)
    monkeypatch.setattr("nastava.handin.page.own_server", lambda _root: server)
    (told, _exercise) = Desk(root, "en", lambda _root: NOWHERE).state()["assignments"]
    assert told["notebooks"][0]["later"].startswith("2099")


def test_the_page_hands_in_and_shows_the_receipt_again(root: Path) -> None:
    """A second page, another day, shows the same receipt."""
    answer(root)
    reply = Desk(root, "en", lambda _root: NOWHERE).handle(
        {"do": "hand_in", "folder": NAME, "student": "ana"}
    )
    assert reply["done"]["code"] == code_of(digest_of(files_of(root / NAME)))
    again = Desk(root, "en", lambda _root: NOWHERE).state()
    assert [each["code"] for each in again["receipts"]] == [reply["done"]["code"]]
    assert (again["student"], again["assignments"][0]["way"]) == ("ana", "archive")


@pytest.mark.parametrize(
    "message", [None, 5, {"do": "dance"}, {"do": "hand_in"}, {"do": "hand_in", "folder": "../.."}]
)
def test_an_odd_message_hands_nothing_in(root: Path, message: Any) -> None:
    """A page may send anything."""
    reply = Desk(root, "en", lambda _root: NOWHERE).handle(message)
    assert "done" not in reply
    assert receipts_in(root) == []


def test_a_disk_that_is_full_is_one_clear_line(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing was handed in, and the page says so."""

    def full(*_arguments: Any, **_options: Any) -> None:
        raise OSError(28, "No space left on device", "to-upload")

    monkeypatch.setattr("nastava.handin.sending.write_atomically", full)
    reply = Desk(root, "en", lambda _root: NOWHERE).handle(
        {"do": "hand_in", "folder": NAME, "student": "ana"}
    )
    assert reply["failed"] == "to-upload: No space left on device. Nothing was handed in."


def test_the_server_that_serves_the_folder_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of several running ones the parent of the kernel is taken; a damaged note of one is passed over."""
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(tmp_path))
    for pid, root in ((1, tmp_path), (2, tmp_path), (3, tmp_path / "elsewhere")):
        told = {"url": f"http://127.0.0.1:{pid}/", "token": "t", "root_dir": str(root), "pid": pid}
        (tmp_path / f"jpserver-{pid}.json").write_text(json.dumps(told))
    (tmp_path / "jpserver-4.json").write_text("{")
    found = jupyter.own_server(tmp_path / "en", {"JPY_PARENT_PID": "1"})
    assert found is not None and found.url == "http://127.0.0.1:1/"
    assert found.path_of(tmp_path / "en" / "a b.html") == "en/a b.html"
    assert found.worked_in() == {}  # nothing answers there: nothing is said
    assert jupyter.own_server(Path("/nowhere")) is None


def test_the_widget_carries_all_that_the_browser_needs(root: Path) -> None:
    """Module, style and words are in the model; each word that the module asks for is there."""
    import re

    widget = HandInWidget(Desk(root, "sr", lambda _root: NOWHERE))
    assert "export default" in widget._esm and ".nastava-hand-in" in widget._css
    asked = set(re.findall(r"\bt\(\"(\w+)\"", widget._esm))
    assert asked <= set(widget._state["words"]) | set(_words_of_quizzes())


def _words_of_quizzes() -> list[str]:
    from nastava.widget.messages import WORDS

    return list(WORDS)
