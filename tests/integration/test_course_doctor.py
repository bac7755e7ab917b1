"""nastava course doctor on a gradebook in PostgreSQL, and on a sandbox of this machine."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from nbgrader.api import Gradebook
from nbgrader.coursedir import CourseDirectory
from sqlalchemy import create_engine, text
from tests.integration.postgres import NoPostgresError, Server, server

from nastava.grading.doctor import machine
from nastava.grading.doctor.course import gradebook
from nastava.grading.wiring import use_own_programs

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def postgres() -> Iterator[Server]:
    """A server of this module's own."""
    try:
        with server() as one:
            yield one
    except NoPostgresError as error:
        pytest.skip(str(error))


def test_a_gradebook_on_a_server_is_looked_at(postgres: Server) -> None:
    """Empty, of this nbgrader, of an older one, and not there."""
    url = postgres.create("doctor")
    course = CourseDirectory(root="/nowhere", db_url=url)
    assert "empty as yet" in gradebook(course).found

    use_own_programs()  # nbgrader calls alembic by name
    Gradebook(url).close()
    assert gradebook(course).state == "well"

    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'b6d005d67074'"))
    engine.dispose()
    found = gradebook(course)
    assert found.state == "fault"
    assert "nbgrader db upgrade" in found.mend

    missing = gradebook(CourseDirectory(root="/nowhere", db_url=postgres.address("missing")))
    assert missing.state == "fault"
    assert "does not exist" in missing.found


def test_the_sandbox_is_tried() -> None:
    """What is found is what grading will find; where it is a fault, the way out is told."""
    found = machine.sandbox()
    assert found.state == "well" or "--unsafe-no-sandbox" in found.mend
