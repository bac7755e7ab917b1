"""What sleeping quizzes and figures show, kept on disk between workspaces."""

from __future__ import annotations

import json
import re
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from nastava import content
from nastava.cli import renders
from nastava.cli.renders import render
from nastava.content import quizzes_dir
from nastava.disk_cache import CACHE, DiskCache

FIGURE = ("explore", ["kfor-strength"], {"language": "en"})


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A cache folder of the test's own, in a process that knows no digest yet."""
    monkeypatch.setenv(CACHE, str(tmp_path / "store"))
    forget()
    yield tmp_path / "store" / "renders"
    forget()


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of what is really drawn."""
    names: list[str] = []
    draw = renders._draw

    def counted(name: str, arguments: list[Any], named: dict[str, Any]) -> dict[str, Any]:
        names.append(name)
        return draw(name, arguments, named)

    monkeypatch.setattr(renders, "_draw", counted)
    return names


@pytest.fixture
def quiz() -> tuple[str, list[Any], dict[str, Any]]:
    """A call that shows a quiz of the course."""
    return "quiz", [min(quizzes_dir().glob("*.yaml")).stem], {"language": "en"}


def forget() -> None:
    renders._package.cache_clear()
    renders._banks.cache_clear()


def without_ids(bundle: dict[str, str] | None) -> dict[str, str]:
    assert bundle is not None
    return {kind: re.sub(r"kfor-strength-[0-9a-f]{8}", "ID", text) for kind, text in bundle.items()}


def test_what_was_drawn_once_is_not_drawn_again(drawn: list[str], quiz: tuple[Any, ...]) -> None:
    """The second time, a figure, a quiz and the glossary come as they were the first time."""
    calls = (FIGURE, quiz, ("lookup", [], {"language": "en"}))
    first = [without_ids(render(*call)) for call in calls]
    again = [without_ids(render(*call)) for call in calls]

    assert drawn == ["explore", "quiz", "lookup"]
    assert again == first


def test_two_drawings_of_one_figure_have_ids_of_their_own() -> None:
    """The marks of two figures in a page can't be mistaken for each other's, also when both come from the disk."""
    pages = [(render(*FIGURE) or {})["text/html"] for _time in range(3)]
    ids = [set(re.findall(r'\sid="([^"]+)"', page)) for page in pages]

    assert all(ids)
    assert not ids[0] & ids[1] and not ids[1] & ids[2] and not ids[0] & ids[2]
    assert all(
        set(re.findall(r"(?:url\(#|href=\"#)([^)\"]+)", page)) <= own
        for page, own in zip(pages, ids, strict=True)
    )


@pytest.mark.parametrize(
    "arguments, named",
    [
        (["kfor-strength"], {"language": "sr"}),
        (["kfor-strength"], {"language": "sr-Cyrl"}),
        (["kfor-contributions"], {"language": "en"}),
    ],
)
def test_another_language_or_figure_is_drawn(
    drawn: list[str], arguments: list[str], named: dict[str, str]
) -> None:
    """Nothing of one call is shown for another."""
    render(*FIGURE)
    render("explore", arguments, named)

    assert drawn == ["explore", "explore"]


def test_another_edition_of_the_package_draws_anew(
    drawn: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A changed line, datum or version of matplotlib counts at once."""
    package = tmp_path / "nastava"
    package.mkdir()
    (package / "__init__.py").write_text("")
    monkeypatch.setattr(renders.nastava, "__file__", str(package / "__init__.py"))
    render(*FIGURE)
    (package / "data.csv").write_text("year,troops\n2023,4700\n")
    forget()
    render(*FIGURE)
    (package / "data.csv").write_text("year,troops\n2023,4500\n")
    forget()
    render(*FIGURE)
    monkeypatch.setattr(renders, "_version", lambda name: "99" if name == "matplotlib" else "1")
    forget()
    render(*FIGURE)
    forget()
    render(*FIGURE)

    assert len(drawn) == 4


def test_an_edited_bank_is_shown_as_it_is_now(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quiz: tuple[Any, ...]
) -> None:
    """A question reworded in a checkout is in the next workspace."""
    course = tmp_path / "course"
    shutil.copytree(quizzes_dir(), course / "quizzes")
    (course / "notebooks").mkdir()
    monkeypatch.setattr(content, "_INSTALLED", course)
    monkeypatch.chdir(tmp_path)
    before = render(*quiz)
    bank = course / "quizzes" / f"{quiz[1][0]}.yaml"
    text = bank.read_text(encoding="utf-8")
    title = re.search(r'title:\s*\{?\s*en: "?([^",\n]+)', text)
    assert title
    bank.write_text(text.replace(title[1], "Quite another title", 1), encoding="utf-8")
    forget()
    after = render(*quiz)

    assert before and after
    assert "Quite another title" in after["text/html"]
    assert "Quite another title" not in before["text/html"]


def test_a_quiz_that_the_course_does_not_ship_is_not_kept(
    drawn: list[str], store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quiz: tuple[Any, ...]
) -> None:
    """An author's bank beside the notebook is rendered each time, under whatever name, and left out of the cache."""
    (tmp_path / "quizzes").mkdir()
    shutil.copy(quizzes_dir() / f"{quiz[1][0]}.yaml", tmp_path / "quizzes")
    monkeypatch.chdir(tmp_path)
    render(*quiz)
    render(*quiz)

    assert drawn == ["quiz", "quiz"]
    assert not store.exists()


def test_what_can_not_be_shown_leaves_nothing(store: Path) -> None:
    """A call with a mistake is no entry."""
    assert render("explore", ["no-such-figure"], {"language": "en"}) is None
    assert render("quiz", [7], {"language": "en"}) is None
    assert not store.exists()


@pytest.mark.parametrize("damage", ["cut", "changed", "empty", "another's", "folder"])
def test_a_damaged_entry_is_drawn_anew(drawn: list[str], store: Path, damage: str) -> None:
    """A power cut or a mishap in the cache is seen by nobody."""
    first = without_ids(render(*FIGURE))
    (entry,) = store.iterdir()
    whole = entry.read_bytes()
    if damage == "folder":
        entry.unlink()
        entry.mkdir()
    elif damage == "another's":
        render("lookup", [], {"language": "en"})
        (other,) = set(store.iterdir()) - {entry}
        shutil.copy(other, entry)
        drawn.remove("lookup")
    else:
        entry.write_bytes(
            {"cut": whole[:-9], "changed": whole.replace(b"KFOR", b"XFOR"), "empty": b""}[damage]
        )

    assert without_ids(render(*FIGURE)) == first
    assert drawn == ["explore", "explore"]


def test_a_cache_that_can_t_be_written_is_no_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, store: Path
) -> None:
    """A file in its place, a folder that somebody else may write to: all is drawn, nothing is told."""
    (tmp_path / "file").touch()
    monkeypatch.setenv(CACHE, str(tmp_path / "file" / "below"))
    assert render(*FIGURE)

    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    store.parent.mkdir()
    store.symlink_to(elsewhere)
    monkeypatch.setenv(CACHE, str(store.parent))
    assert render(*FIGURE)
    assert not list(elsewhere.iterdir())


def test_the_cache_is_its_owners_alone_and_stays_small(store: Path) -> None:
    """Folder 0700, files 0600; beyond the bound the entries not used for longest go."""
    cache = DiskCache("renders", max_bytes=3000)
    for number in range(9):
        cache.put(f"{number:064}", "x" * 800)

    assert stat.S_IMODE(store.stat().st_mode) == 0o700
    assert {stat.S_IMODE(entry.stat().st_mode) for entry in store.iterdir()} == {0o600}
    assert sum(entry.stat().st_size for entry in store.iterdir()) <= 3000
    assert cache.get(f"{8:064}") == "x" * 800
    assert cache.get(f"{0:064}") is None


def test_processes_that_fill_one_cache_at_once_harm_nothing(store: Path) -> None:
    """Two workspaces made at the same time, with room for few entries: each entry read is whole."""
    code = (
        "from nastava.disk_cache import DiskCache\n"
        "cache = DiskCache('renders', max_bytes=20_000)\n"
        "for number in range(300):\n"
        "    key = f'{number % 20:064}'\n"
        "    assert cache.get(key) in (None, [number % 20] * 500)\n"
        "    cache.put(key, [number % 20] * 500)\n"
    )
    running = [
        subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.PIPE) for _process in range(3)
    ]

    assert [process.communicate()[1] for process in running] == [b""] * 3
    assert not list(store.glob(".*.tmp"))


def test_the_package_is_told_apart_quickly_by_its_files(tmp_path: Path) -> None:
    """Caches of Python's own among the sources don't count; every other file does."""
    (tmp_path / "a.py").write_text("1")
    first = renders._files(tmp_path)
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "__pycache__" / "a.pyc").write_text("2")
    assert renders._files(tmp_path) == first
    (tmp_path / "b.json").write_text(json.dumps(1))
    assert renders._files(tmp_path) != first
