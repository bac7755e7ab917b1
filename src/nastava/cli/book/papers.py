"""The tests: each graded quiz as a paper of its own, all in one file; and the key to practice and graded quizzes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from nastava.cli.book.page import Section, book_page
from nastava.cli.book.reader import Reader, chapter_label, imprint, section_id
from nastava.content import EXERCISES
from nastava.quizzes import Bank, PublishedQuiz, load_bank, load_published
from nastava.quizzes.arrange import settle
from nastava.quizzes.find import graded_names, instructor_bank, instructor_course
from nastava.text.languages import pick
from nastava.text.markdown import to_plain
from nastava.text.messages import translator
from nastava.widget.paper import learner_pages
from nastava.widget.paper_key import key_by_parts, key_section


def graded_quizzes(root: Path, here: Path) -> Iterator[Bank | PublishedQuiz]:
    """Yield the graded quizzes as they are released, by id: with keys inside the instructor's course, else without.

    Args:
        root: the folder with ``notebooks/`` and ``quizzes/``.
        here: the working directory.

    Raises:
        BankError: one has faults.
    """
    course = instructor_course(here)
    if course is not None and course.resolve() == root.resolve():
        for name in graded_names(course):
            path = instructor_bank(name, course)
            if path is not None:
                yield settle(load_bank(path))
        return
    released = (root / "notebooks" / EXERCISES).glob("*/quizzes/*.json")
    for path in sorted(released, key=lambda path: path.stem):
        yield load_published(path)


def tests_html(reader: Reader, quizzes: Sequence[Bank | PublishedQuiz]) -> str:
    """Return the papers, each beginning on a page of its own, with no word of their keys."""
    _ = translator(reader.code)
    sections = [
        Section(
            f"test-{quiz.id}",
            _title(quiz, reader.code),
            learner_pages(quiz, reader.code, level=2, prefix=f"{quiz.id}-"),
            kind="section test",
            headed=True,
        )
        for quiz in quizzes
    ]
    lines = [line for line in imprint(reader) if line != _edition(reader)]
    return book_page(reader.title, _("Tests"), lines, sections, reader.code)


def key_html(reader: Reader, quizzes: Sequence[Bank | PublishedQuiz]) -> str:
    """Return the keys: those of the practice quizzes lesson by lesson, then those of the graded quizzes at hand."""
    _ = translator(reader.code)
    sections = []
    for chapter in reader.chapters:
        parts: dict[str, tuple[Bank, list[str | None]]] = {}
        for shown in reader.practice.of(chapter):
            if isinstance(shown.quiz, Bank):
                parts.setdefault(shown.quiz.id, (shown.quiz, []))[1].append(shown.part)
        html = "".join(
            key_by_parts(bank, which, reader.code, level=3, prefix=f"{chapter.label}-{bank.id}-".lower())
            for bank, which in parts.values()
        )
        if html:
            label = chapter_label(chapter, reader.code)
            sections.append(Section(f"key-{section_id(chapter)}", chapter.title, html, label, "section keys"))
    for quiz in quizzes:
        if isinstance(quiz, Bank):
            html = key_section(quiz, reader.code, level=2, prefix=f"{quiz.id}-")
            section = Section(f"key-{quiz.id}", _title(quiz, reader.code), html, kind="section keys")
            sections.append(replace(section, headed=True, label=_("Test")))
    return book_page(reader.title, _("Answer key"), imprint(reader), sections, reader.code)


def _edition(reader: Reader) -> str:
    return imprint(reader)[1]


def _title(quiz: Bank | PublishedQuiz, code: str) -> str:
    return to_plain(pick(quiz.title, code))
