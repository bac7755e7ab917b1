"""Where the course's content is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from nastava import content
from nastava.errors import NastavaError

ROOT = Path(__file__).parents[2]


def test_a_checkout_is_read_where_it_stands() -> None:
    """An editable install reads the repository's own folders."""
    assert content.notebooks_dir() == ROOT / "notebooks"
    assert content.quizzes_dir() == ROOT / "quizzes"


def test_an_installed_package_reads_its_own_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Content inside the package comes before anything that stands two folders above it."""
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "quizzes").mkdir()
    monkeypatch.setattr(content, "_INSTALLED", tmp_path)

    assert content.content_root() == tmp_path


def test_missing_content_says_how_to_mend_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An installation without lessons is reported with the command that mends it."""
    monkeypatch.setattr(content, "_INSTALLED", tmp_path / "a")
    monkeypatch.setattr(content, "_CHECKOUT", tmp_path / "b")

    with pytest.raises(NastavaError, match="pip install --force-reinstall"):
        content.notebooks_dir()
