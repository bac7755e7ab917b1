"""Lessons exported by nbconvert: every question once, nothing that asks to be woken, no answer."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from unicodedata import normalize

import pytest
from playwright.sync_api import Browser, expect
from pypdf import PdfReader
from tests.browser.chromium import VARIABLE, ensure
from tests.browser.lab import screenshot
from tests.browser.notebooks import write_notebook

from nastava.cli.chromium import to_pdf
from nastava.cli.lesson import with_static_outputs
from nastava.content import notebooks_dir, quizzes_dir
from nastava.quizzes import load_bank
from nastava.text.markdown import to_plain

KFOR = load_bank(quizzes_dir() / "kfor.yaml")
STEMS = [to_plain(item.stem["en"]) for item in KFOR.items]


def converted(notebook: Path, *options: str) -> str:
    """Return what nbconvert makes of a notebook."""
    command = [sys.executable, "-m", "nbconvert", "--to", "html", "--output", "page", *options, str(notebook)]
    subprocess.run(command, cwd=notebook.parent, check=True, capture_output=True)
    return (notebook.parent / "page.html").read_text(encoding="utf-8")


@pytest.fixture
def lesson(tmp_path: Path) -> Path:
    """The lesson as the learner's workspace has it before anything is run."""
    path = tmp_path / "02-kfor.ipynb"
    path.write_bytes(with_static_outputs((notebooks_dir() / "en" / "02-kfor.ipynb").read_bytes(), "en"))
    return path


@pytest.fixture(scope="module")
def executed(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Two quizzes and a figure, run and saved."""
    sources = (
        'from nastava import explore, quiz\n\nquiz("kfor", part="mandate", language="en")',
        'print("printed")\nquiz("kfor", part="numbers", language="en")',
        'explore("kfor-strength", language="en")',
    )
    path = tmp_path_factory.mktemp("run") / "run.ipynb"
    write_notebook(path, *sources)
    command = [sys.executable, "-m", "nbconvert", "--to", "notebook", "--execute", "--inplace", str(path)]
    subprocess.run(command, cwd=path.parent, check=True, capture_output=True)
    return path.read_bytes()


def no_answers(html: str) -> bool:
    words = [item.explanation["en"] for item in KFOR.items if item.explanation]
    words += [o.feedback["en"] for item in KFOR.items for o in getattr(item, "options", ()) if o.feedback]
    return not [text for text in words if to_plain(text)[:50] in html or text[:50] in html]


@pytest.mark.parametrize("template", ["lab", "classic"])
def test_a_lesson_never_run_is_exported_with_all_its_questions(
    browser: Browser, lesson: Path, template: str
) -> None:
    """Each question is seen once; the words on waking are not; no answer is anywhere in the file."""
    html = converted(lesson, "--template", template)
    assert no_answers(html)
    page = browser.new_page(viewport={"width": 1000, "height": 900})
    page.goto((lesson.parent / "page.html").as_uri(), wait_until="domcontentloaded")
    seen = " ".join(page.locator("body").inner_text().split())
    for stem in STEMS:
        assert seen.count(" ".join(stem.split())) == 1, stem
    expect(page.locator("[data-nastava-static=quiz] >> visible=true")).to_have_count(6)
    expect(page.locator("[data-nastava-static=figure] >> visible=true")).to_have_count(4)
    expect(page.locator(".nastava-wake >> visible=true")).to_have_count(0)
    page.close()


def test_a_lesson_is_printed_with_no_question_torn_apart(
    lesson: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the PDF each question is there once, on one page with all its options."""
    monkeypatch.setenv(VARIABLE, ensure())
    to_pdf(converted(lesson), tmp_path / "lesson.pdf")
    reader = PdfReader(tmp_path / "lesson.pdf")
    pages = [" ".join(normalize("NFKC", page.extract_text()).split()) for page in reader.pages]
    for item in KFOR.items:
        start = to_plain(item.stem["en"])[:45]
        found = [text for text in pages if start in text]
        assert len(found) == 1, item.id
        for option in getattr(item, "options", ()):
            assert to_plain(option.text["en"]) in found[0]
    assert "is asleep" not in "".join(pages)
    assert "model" not in "".join(pages).split("What next")[-1]


@pytest.mark.parametrize("state", [False, True], ids=["as JupyterLab saves it", "with the widgets' state"])
@pytest.mark.parametrize("template", ["lab", "classic"])
def test_a_notebook_that_was_run_is_exported_without_doubles(
    browser: Browser, executed: bytes, tmp_path: Path, template: str, state: bool
) -> None:
    """The live twin leaves nothing behind, neither an error nor its name; what a cell printed stays."""
    run = tmp_path / "run.ipynb"
    notebook = json.loads(executed)
    if not state:
        notebook["metadata"].pop("widgets")
    run.write_text(json.dumps(notebook), "utf-8")
    html = converted(run, "--template", template)
    assert no_answers(html)
    page = browser.new_page(viewport={"width": 1000, "height": 900})
    page.goto((run.parent / "page.html").as_uri(), wait_until="domcontentloaded")
    outputs = page.locator(".jp-OutputArea-child:visible, .output_area:visible")
    told = [" ".join(text.split()) for text in outputs.all_inner_texts() if text.strip()]
    assert [text[:11] for text in told if not text.startswith("printed")][:2] == [
        "The mandate",
        "The numbers",
    ]
    assert len(told) == 4, [text[:40] for text in told]
    assert "printed" in told
    assert not [text for text in told if "rror" in text[:200] or "asleep" in text]
    if template == "lab" and not state:
        screenshot(page, "export")
    page.close()
