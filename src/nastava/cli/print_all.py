"""``nastava print --all``: the reader, the tests and the answer key, in each language, as HTML and PDF."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import typer

from nastava.atomic import write_atomically
from nastava.cli.check_course import course_here
from nastava.cli.chromium import VARIABLE, NoPdfError, find_chromium, pdf_of
from nastava.course.own import with_own
from nastava.errors import NastavaError
from nastava.quizzes import Bank, PublishedQuiz
from nastava.text.languages import LANGUAGES, WRITTEN, language

#: Folder that the files are written to.
FOLDER = Path("printed")


def print_course(codes: Sequence[str] | None, folder: Path | None, *, with_key: bool, pdf: bool) -> None:
    """Write the course's reader, tests and, on request, its answer key.

    Args:
        codes: codes of languages; none stands for each that the lessons are written in.
        folder: where to.
        with_key: write the answer key too.
        pdf: make PDFs, where there is a Chromium.

    Raises:
        NastavaError: a lesson or bank can't be shown, or a file can't be written.
    """
    root = course_here()
    chosen = _languages(root, codes)
    chromium = find_chromium() if pdf else None
    target = folder or FOLDER
    with with_own(root):
        for code in chosen:
            for name, html in _books(root, code, with_key=with_key):
                _write(target / f"{name}-{code}", html, chromium)
    if pdf and chromium is None:
        typer.echo(
            f"No PDF: Chromium or Chrome makes it, and none is found. Install one, or set {VARIABLE} to its path, "
            "and run this again; or open a page in any browser and print it."
        )


def _languages(root: Path, codes: Sequence[str] | None) -> list[str]:
    """Return the languages meant, each as the one that its texts are in."""
    there = [code for code in WRITTEN if any((root / "notebooks" / code).glob("*.ipynb"))]
    if not there:
        raise NastavaError(f"{root / 'notebooks'}: there are no lessons to print.")
    if not codes:
        return there
    wanted = [LANGUAGES[code].content or code for code in codes if language(code)]
    for code in wanted:
        if language(code).written not in there:
            raise NastavaError(f"{root / 'notebooks'}: there are no lessons in {code!r}.")
    return list(dict.fromkeys(wanted))


def _books(root: Path, code: str, *, with_key: bool) -> Iterator[tuple[str, str]]:
    from nastava.cli.book.papers import graded_quizzes, key_html, tests_html
    from nastava.cli.book.reader import Reader

    reader = Reader(root, code, tell=lambda line: typer.echo(f"{code}  {line}", err=True))
    yield "reader", reader.html()
    quizzes: list[Bank | PublishedQuiz] = list(graded_quizzes(root, Path.cwd()))
    if quizzes:
        yield "tests", tests_html(reader, quizzes)
    if with_key:
        yield "answer-key", key_html(reader, quizzes)
        keyless = [quiz.id for quiz in quizzes if not isinstance(quiz, Bank)]
        if keyless:
            typer.echo(
                f"{code}  The answer key holds the practice quizzes only: the keys of {', '.join(keyless)} are printed "
                "inside the instructor's course.",
                err=True,
            )


def _write(stem: Path, html: str, chromium: str | None) -> None:
    from nastava.cli.book.page import places_in, with_page_numbers

    page, pdf = Path(f"{stem}.html"), Path(f"{stem}.pdf")
    try:
        write_atomically(page, html.encode())
        typer.echo(f"Wrote {page}")
        if chromium is None:
            return
        begun = time.monotonic()
        # The contents name pages, and on which page a section begins is known when it is printed.
        places = places_in(pdf_of(html, chromium))
        write_atomically(pdf, pdf_of(with_page_numbers(html, places), chromium))
        typer.echo(f"Wrote {pdf} ({time.monotonic() - begun:.0f} s)")
    except NoPdfError as error:
        raise NastavaError(
            f"{pdf}: {error}. The page is written; print it from a browser, or give --no-pdf."
        ) from None
    except OSError as error:
        raise NastavaError(
            f"{error.filename or stem}: {error.strerror or error}. Choose another place with --output."
        ) from None
