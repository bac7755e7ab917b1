"""Whose a submission in the exchange is: what bears another's name is left there, where names can be trusted."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from nastava.grading.links import CollectWithoutLinks
from nastava.grading.wiring import use_own_programs


@pytest.fixture
def exchange(tmp_path: Path) -> Path:
    """An exchange in which three submissions lie, all of this account."""
    inbound = tmp_path / "exchange" / "trial" / "inbound"
    for name in (
        "ana+ps1+2026-01-01 10:00:00 UTC+abc",
        "ben+ps1+2026-01-01 10:00:00 UTC+def",
        "ben+ps1+2026-01-02 10:00:00 UTC+ghi",
    ):
        folder = inbound / name
        folder.mkdir(parents=True)
        (folder / "timestamp.txt").write_text(name.split("+")[2], encoding="utf-8")
    return tmp_path


def collect(root: Path, owners: str | None) -> set[str]:
    """Collect, and return whose submissions there are then."""
    use_own_programs()  # nbgrader calls alembic by name
    c = Config()
    c.Exchange.root = str(root / "exchange")
    if owners:
        c.CollectWithoutLinks.owners = owners
    course = CourseDirectory(root=str(root), course_id="trial", assignment_id="ps1")
    CollectWithoutLinks(coursedir=course, config=c).start()
    return {folder.name for folder in (root / "submitted").glob("*")}


def test_a_submission_in_anothers_name_stays_in_the_exchange(exchange: Path, monkeypatch: pytest.MonkeyPatch):
    """By number, as on Kubernetes: this account is ana, so nothing of ben's is his."""
    mine = {"ana": os.getuid(), "ben": os.getuid() + 1}
    monkeypatch.setattr("nastava.grading.links.account_number", mine.__getitem__)
    assert collect(exchange, "number") == {"ana"}


def test_accounts_without_a_name_own_nothing(exchange: Path):
    """By the account's name: neither is an account of this machine."""
    assert collect(exchange, "account") == set()


def test_by_default_all_is_collected_as_nbgrader_does(exchange: Path):
    """Courses on one account, or whose students have other names than accounts, go on working."""
    assert collect(exchange, None) == {"ana", "ben"}
    assert "2026-01-02" in (exchange / "submitted" / "ben" / "ps1" / "timestamp.txt").read_text(
        encoding="utf-8"
    )
