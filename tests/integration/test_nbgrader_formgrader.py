"""nbgrader's formgrader in a real Jupyter server."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from nbgrader.api import Gradebook
from tests.integration.nbgrader_course import ASSIGNMENT, Course

pytestmark = pytest.mark.slow


class Server:
    """A Jupyter server with the formgrader, started in the course's folder."""

    def __init__(self, address: str) -> None:
        self.address = address

    def ask(self, path: str, method: str = "GET") -> str:
        """Return the page, which must be answered with success."""
        request = urllib.request.Request(
            self.address + path, method=method, headers={"Authorization": "token t"}
        )
        with urllib.request.urlopen(request, timeout=60) as reply:
            assert reply.status == 200
            return reply.read().decode()


@pytest.fixture(scope="module")
def server(graded: Course) -> Iterator[Server]:
    """The server, stopped at the end by its own process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = {
        "ServerApp.jpserver_extensions": "{'nbgrader.server_extensions.formgrader': True}",
        "IdentityProvider.token": "t", "ServerApp.ip": "127.0.0.1", "ServerApp.port": port,
        "ServerApp.open_browser": False, "ServerApp.allow_root": True, "ServerApp.root_dir": graded.root,
    }  # fmt: skip
    with (graded.root.parent / "server.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "jupyter_server", *(f"--{name}={value}" for name, value in options.items())],
            cwd=graded.root, env=dict(graded.environment), stdout=log, stderr=log,
        )  # fmt: skip
        try:
            server = Server(f"http://127.0.0.1:{port}")
            _wait(server, process)
            yield server
        finally:
            process.terminate()
            process.wait(30)


def _wait(server: Server, process: subprocess.Popen[bytes]) -> None:
    for _ in range(120):
        assert process.poll() is None, "the server ended"
        try:
            server.ask("/api/status")
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.25)
        else:
            return
    pytest.fail("the server did not answer")


def test_the_formgrader_opens(server: Server):
    """The instructor's list of assignments is there."""
    assert "formgrader" in server.ask("/formgrader").lower()
    assert ASSIGNMENT in {entry["name"] for entry in json.loads(server.ask("/formgrader/api/assignments"))}


def test_a_submission_shows_the_quiz(server: Server, graded: Course):
    """The page on which an instructor grades by hand shows the table of the quiz and its points."""
    with Gradebook(f"sqlite:///{graded.root}/gradebook.db") as book:
        id_ = book.find_submission_notebook(ASSIGNMENT, ASSIGNMENT, "half-right").id
    page = server.ask(f"/formgrader/submissions/{id_}/?index=0")

    assert "nastava-marks" in page
    assert "Pročitaj opet." in page


def test_a_written_answer_has_its_words_beside_it(server: Server, graded: Course):
    """In the formgrader alone: the feedback is made by the same exporter."""
    with Gradebook(f"sqlite:///{graded.root}/gradebook.db") as book:
        id_ = book.find_submission_notebook(ASSIGNMENT, ASSIGNMENT, "perfect").id
    feedback = graded.root / "feedback" / "perfect" / ASSIGNMENT / f"{ASSIGNMENT}.html"

    assert '<div class="nastava-marking">' in server.ask(f"/formgrader/submissions/{id_}/?index=0")
    assert '<div class="nastava-marking">' not in feedback.read_text(encoding="utf-8")


def test_what_a_student_displays_runs_nothing_in_the_instructors_browser(server: Server, graded: Course):
    """Scripts in outputs and written answers are gone from the formgrader and the feedback; what is harmless stays."""
    with Gradebook(f"sqlite:///{graded.root}/gradebook.db") as book:
        id_ = book.find_submission_notebook(ASSIGNMENT, ASSIGNMENT, "scripts").id
    feedback = graded.root / "feedback" / "scripts" / ASSIGNMENT / f"{ASSIGNMENT}.html"
    for page in (server.ask(f"/formgrader/submissions/{id_}/?index=0"), feedback.read_text(encoding="utf-8")):
        running = _Running()
        running.feed(page)
        assert running.found == []
        assert page.count("<b>seen</b>") == 3  # both outputs and the written answer
        assert "nastava-marks" in page


class _Running(HTMLParser):
    """Finds what a browser would run of the words in the submission."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._in_script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._in_script = tag == "script"
        self.found += [f"{tag} {name}" for name, value in attrs if "stolen" in (value or "")]

    def handle_data(self, data: str) -> None:
        self.found += ["script"] * (self._in_script and "stolen" in data)
        self._in_script = False


def test_the_button_autograde_gives_the_same_points(server: Server, graded: Course):
    """Grading one submission from the formgrader is grading with our steps."""
    reply = json.loads(server.ask(f"/formgrader/api/submission/{ASSIGNMENT}/skip-tag/autograde", "POST"))

    assert reply["success"], reply
    assert graded.points("skip-tag") == (0.0, 0.0)
