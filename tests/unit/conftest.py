"""Settings of all unit tests."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

# How long an example takes says more of the machine's other work than of the code.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture(autouse=True)
def _record_of_its_own(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or feeds the record of whoever runs it."""
    home: Path = tmp_path_factory.getbasetemp() / "record-of-nobody"
    monkeypatch.setenv("NASTAVA_HOME", str(home))
