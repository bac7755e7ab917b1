"""A Python in a browser has no threads, no locks, another clock, and perhaps no compiled packages."""

from __future__ import annotations

import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from nastava.course import datasets, figures
from nastava.course.figures import beforehand
from nastava.errors import CourseDataError
from nastava.items import patterns
from nastava.locking import Timeout, lock
from nastava.study import feed, progressing
from nastava.text.markdown_parser import parser, prepared
from nastava.text.sanitising import rebuilt, sanitise
from nastava.widget.sittings import steady_seconds

ROOT = Path(__file__).parents[2]


def test_the_courses_texts_look_the_same_without_nh3() -> None:
    """Every line of the practice banks becomes the same HTML, whether nh3 is there or not."""
    lines = {
        line.strip()
        for path in (ROOT / "quizzes").glob("*.yaml")
        for line in path.read_text("utf-8").splitlines()
    }
    pages = [parser().render(*prepared(line)) for line in lines]

    assert len(pages) > 3000
    assert [page for page in pages if rebuilt(page) != sanitise(page)] == []


@pytest.mark.parametrize(
    "hostile",
    [
        '<a href="java\tscript:x()">27</a>',
        '<a href=" &#106;avascript:x()">27</a>',
        '<a href="data:text/html,x">27</a>',
        "<img src=x onerror=x()>27",
        "<svg onload=x()><script>x()</script></svg>27",
        "<style>b{}</style><b style='position:fixed' onclick=x()>27</b>",
        "<scr<script>ipt>x()</script>27",
        '<noscript><p title="</noscript><img src=x onerror=x()>">27',
        '<math><mi//xlink:href="data:x,<script>x()</script>">27',
        "<iframe srcdoc='<script>x()</script>'></iframe>27",
        "<!--><img src=x onerror=x()>-->27",
        '<span class="jp-Toolbar">27</span></div></div>',
    ],
)
def test_nothing_hostile_becomes_markup_without_nh3(hostile: str) -> None:
    """Handlers, scripts, styles, frames and odd addresses are gone, and what is opened is closed."""
    safe = rebuilt(hostile)

    assert sanitise(safe) == safe
    assert not any(
        word in safe.lower() for word in ("script:", "<script", "onerror=", "onload=", "onclick=", "style=")
    )
    assert "data:" not in safe.replace("&lt;", "")


def test_patterns_match_without_regex(monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer that a pattern accepts is accepted by a Python that has only its own regular expressions."""
    monkeypatch.setattr(patterns, "regex", None)

    assert patterns.any_matches(["k-?for mission"], "k-for mission")
    assert not patterns.any_matches(["k-?for mission"], "sfor mission")
    patterns.check_patterns(["k-?for"])


def test_answers_feed_the_record_without_threads(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where no thread can be started, a saved answer is fed at once, and waiting for it ends."""
    fed: list[Path] = []
    monkeypatch.setenv("NASTAVA_HOME", str(tmp_path))
    monkeypatch.setattr("nastava.study.sheets.feed_sheet", lambda record, path: fed.append(path))
    monkeypatch.setattr(feed, "_worker", None)

    def no_threads(thread: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", no_threads)
    feed._saved(tmp_path / "answers" / "kfor.json")
    feed.wait()

    assert [path.name for path in fed] == ["kfor.json"]


def test_a_clock_that_is_named_and_missing_is_done_without(monkeypatch: pytest.MonkeyPatch) -> None:
    """Time goes on where the system refuses the clock that also runs while it sleeps."""

    def refuses(clock: int) -> float:
        raise OSError(28, "Invalid argument")

    monkeypatch.setattr(time, "clock_gettime", refuses)
    assert steady_seconds() <= steady_seconds()


def test_no_lock_stays_behind_in_a_browser(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A browser's Python leaves no file that would keep the next answer from being saved."""
    with lock(tmp_path / ".kfor.lock", 1), pytest.raises(Timeout), lock(tmp_path / ".kfor.lock", 0.05):
        pass
    monkeypatch.setattr(sys, "platform", "emscripten")
    (tmp_path / "browser").mkdir()
    with lock(tmp_path / "browser" / ".kfor.lock", 1):
        assert list((tmp_path / "browser").iterdir()) == []


@pytest.fixture
def no_matplotlib(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A Python without matplotlib, and the folder of pictures made for it."""
    package = tmp_path / beforehand.PACKAGE
    package.mkdir()
    (package / "__init__.py").touch()
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(figures, "can_draw", lambda: False)
    yield package
    sys.modules.pop(beforehand.PACKAGE, None)


def test_a_figure_without_matplotlib_is_a_picture_that_says_so(no_matplotlib: Path) -> None:
    """The learner sees the picture made beforehand, in their language, and why it can't be explored."""
    kept = '{"html": "<svg id=\\"page-1\\"></svg>", "plain": "KFOR fell", "page_id": "page-1"}'
    (no_matplotlib / "kfor-strength.sr.json").write_text(kept, encoding="utf-8")

    shown = figures.explore("kfor-strength", "sr-Cyrl").static_bundle()
    again: Any = figures.explore("kfor-strength", "sr")

    assert "matplotlib" in shown["text/plain"]
    assert shown["text/plain"].endswith("KFOR fell")
    assert '<svg id="nastava-' in shown["text/html"]
    assert "page-1" not in shown["text/html"]
    assert again.page_id not in shown["text/html"]
    assert "Ovo je unaprijed napravljena slika." in again.static_bundle()["text/html"]


def test_a_figure_without_matplotlib_and_picture_is_refused_in_one_line(no_matplotlib: Path) -> None:
    """A figure of which there is no picture ends with a sentence."""
    with pytest.raises(CourseDataError, match="needs matplotlib"):
        figures.explore("kfor-map", "en")


def test_tables_and_progress_say_what_they_lack(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without pandas a table, without matplotlib one's progress ends with a sentence, not with an import that failed."""
    datasets._read.cache_clear()
    monkeypatch.setitem(sys.modules, "pandas", None)
    monkeypatch.setattr(progressing, "can_draw", lambda: False)

    with pytest.raises(CourseDataError, match="Tables need pandas"):
        datasets.dataset("framing")
    with pytest.raises(CourseDataError, match="Progress is drawn with matplotlib"):
        progressing.progress("en")
