"""Settings of all unit tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import settings

from nastava.study import feed

# How long an example takes says more of the machine's other work than of the code.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture(autouse=True, scope="session")
def _record_of_nobody(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test reads or feeds the record of whoever runs it, also not in a thread that outlives it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NASTAVA_HOME", str(tmp_path_factory.mktemp("record-of-nobody")))
        yield
        feed.wait()
