"""``nastava print``: a quiz as a paper test, with its key on request."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from nastava.atomic import write_atomically
from nastava.errors import NastavaError, QuizNotFoundError
from nastava.quizzes import Bank, PublishedQuiz, load_bank, publish
from nastava.quizzes.arrange import arrange, settle
from nastava.quizzes.find import find_quiz, instructor_bank, instructor_course
from nastava.text.languages import current_language

#: What a bank that varies is drawn from where no seed is given.
FIRST_VERSION = "A"


def print_quiz(
    name: Annotated[
        str | None,
        typer.Argument(metavar="QUIZ", help="Id of a quiz, or path of a bank.", show_default=False),
    ] = None,
    *,
    everything: Annotated[
        bool, typer.Option("--all", help="Print the whole course: the lessons as a book, and the tests.")
    ] = False,
    with_key: Annotated[
        bool,
        typer.Option(
            "--with-key", help="Add the answer key, on pages of its own; with --all in a file of its own."
        ),
    ] = False,
    language: Annotated[
        list[str] | None,
        typer.Option(
            metavar="en|sr|sr-Cyrl",
            help="Language of the paper; with --all it may be given more than once, and the default is each.",
            show_default="the folder's",
        ),
    ] = None,
    part: Annotated[str | None, typer.Option(metavar="P", help="Print this part of the quiz only.")] = None,
    to: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Where to: a name that ends in .html or .pdf.", show_default="QUIZ-en.html"
        ),
    ] = None,
    seed: Annotated[
        str | None,
        typer.Option(
            metavar="S", help="Word that a version is drawn from, such as B.", show_default=FIRST_VERSION
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", metavar="DIR", help="With --all: folder to write to.", show_default="printed"
        ),
    ] = None,
    no_pdf: Annotated[bool, typer.Option("--no-pdf", help="With --all: write HTML only.")] = False,
) -> None:
    """Write a quiz as a paper test, or with --all the whole course on paper.

    The same seed gives the same version, and --with-key its key. A PDF needs Chromium or Chrome.
    """
    if everything:
        if name or part or to or seed is not None:
            raise NastavaError("--all prints the whole course. Leave QUIZ, --part, --to and --seed out.")
        from nastava.cli.print_all import print_course

        print_course(language, output, with_key=with_key, pdf=not no_pdf)
        return
    if name is None:
        raise NastavaError("Name a quiz to print, or give --all for the whole course.")
    if output is not None or no_pdf:
        raise NastavaError("--output and --no-pdf go with --all. For one quiz name the file with --to.")
    if language and len(language) > 1:
        raise NastavaError("A quiz is printed in one language. Give --language once.")
    _print_one(name, language[0] if language else None, part, to, seed, with_key=with_key)


def _print_one(
    name: str, language: str | None, part: str | None, to: Path | None, seed: str | None, *, with_key: bool
) -> None:
    # Not at the top: citations and their dates need Babel, which other verbs don't.
    from nastava.cli.chromium import to_pdf
    from nastava.widget.paper import paper_test

    code = current_language(language)
    quiz, version = _as_printed(_opened(name, with_key=with_key), seed)
    if part is not None and part not in quiz.parts:
        parts = ", ".join(repr(known) for known in quiz.parts) or "none"
        raise QuizNotFoundError(f"The quiz {quiz.id!r} has no part {part!r}. Its parts: {parts}.")
    target = to or Path("-".join(filter(None, (quiz.id, part, code, _plain(version)))) + ".html")
    if target.suffix not in {".html", ".pdf"}:
        raise NastavaError(f"{target}: a paper is written as .html or .pdf. Give such a name with --to.")
    html = paper_test(quiz, code, part=part, version=version, with_key=with_key)
    if not target.parent.is_dir():
        raise NastavaError(f"{target}: No such file or directory. Choose another place with --to.")
    try:
        if target.suffix == ".pdf":
            to_pdf(html, target)
        else:
            write_atomically(target, html.encode())
    except OSError as error:
        raise NastavaError(f"{target}: {error.strerror or error}. Choose another place with --to.") from None
    typer.echo(f"Wrote {target}")


def _opened(name: str, *, with_key: bool) -> Bank | PublishedQuiz:
    """Return the quiz; a graded one with its key only inside the instructor's course.

    Raises:
        QuizNotFoundError: there is none.
        BankError: it has faults.
        NastavaError: the key is asked for, and not to be had here.
    """
    here = Path.cwd()
    path = Path(name).expanduser()
    if path.suffix in {".yaml", ".yml"} or len(path.parts) > 1:
        bank = load_bank(path)
        course = instructor_course(path.absolute().parent) or instructor_course(here)
        found: Bank | PublishedQuiz = bank
        if bank.mode == "graded" and course is None:
            found = PublishedQuiz.model_validate(publish(bank))
    else:
        found = find_quiz(name, here)
        course = instructor_course(here)
        keyed = instructor_bank(name, course) if course and isinstance(found, PublishedQuiz) else None
        found = load_bank(keyed) if keyed else found
    if with_key and isinstance(found, PublishedQuiz):
        raise NastavaError(
            f"{name}: the key of a graded quiz is printed only inside the instructor's course, the folder with "
            "nbgrader_config.py and quizzes/graded. Go there, or leave --with-key out."
        )
    return found


def _as_printed(quiz: Bank | PublishedQuiz, seed: str | None) -> tuple[Bank | PublishedQuiz, str | None]:
    """Return the quiz as a seed gives it, and the name of that version if there are others."""
    if isinstance(quiz, PublishedQuiz):
        if seed is not None:
            raise NastavaError(f"{quiz.id}: a released quiz is the same for everybody. Leave --seed out.")
        return quiz, None
    if seed is not None and not seed.strip():
        raise NastavaError("--seed is empty. Give a word, such as B.")
    if seed is None and quiz.mode == "graded":
        return settle(quiz), None  # as it is released
    version = seed or FIRST_VERSION
    return arrange(quiz, version), version if quiz.varies else None


def _plain(version: str | None) -> str:
    return "".join(letter for letter in version or "" if letter.isalnum() or letter in "-_")
