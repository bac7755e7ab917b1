"""The reader: all lessons of a language as one book, with its figures and, without any key, its practice quizzes."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path

import nastava
from nastava.cli.book.figures import Drawn, data_table, draw
from nastava.cli.book.lessons import GLOSSARY, START, Cell, Chapter, chapters, page_of
from nastava.cli.book.page import Section, book_page
from nastava.cli.book.practice import Practice
from nastava.cli.book.programs import outputs_of, program_html
from nastava.cli.book.words import book_html, with_pictures
from nastava.course.glossary_table import lookup
from nastava.errors import NastavaError
from nastava.text.languages import language, pick
from nastava.text.markdown import to_html
from nastava.text.messages import translator
from nastava.widget.paper import questions_html

#: Cells of the start page that are about the course; the others lead through the notebooks.
_ABOUT = ("welcome", "names", "sources", "privacy")
_USE = {
    "en": (
        "This book holds the lessons as they stand in the course's notebooks. Where a lesson says *wake*, *click* or "
        "*run*, it speaks to those who read it on a screen, where figures can be changed and quizzes answer at once. "
        "Here each figure stands as it opens, and each quiz stands there to be filled in. The answers are in a book "
        "of their own, the answer key.\n\n"
        "The numbers behind each figure, and in words what it shows, stand in tables at the end. Each lesson ends "
        "with the full list of its sources."
    ),
    "sr": (
        "Ova knjiga sadrži lekcije onako kako stoje u sveskama kursa. Gdje lekcija kaže *probudi*, *klikni* ili "
        "*pokreni*, obraća se onima koji je čitaju na ekranu, gdje se slike mogu mijenjati, a kvizovi odmah "
        "odgovaraju. Ovdje svaka slika stoji onako kako se otvara, a svaki kviz stoji da se popuni. Rješenja su u "
        "posebnoj knjizi.\n\n"
        "Brojevi iza svake slike, i riječima ono što pokazuje, stoje u tabelama na kraju. Svaka lekcija završava "
        "potpunim spiskom izvora."
    ),
}
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_STATUS = re.compile(r'<p role="status">.*?</p>')
Tell = Callable[[str], None]


class Reader:
    """A language's chapters, put together as a book.

    Args:
        root: the folder with ``notebooks/`` and ``quizzes/``.
        code: code of the language.
        tell: takes a line on each chapter that is made.
    """

    def __init__(self, root: Path, code: str, tell: Tell) -> None:
        self.root, self.code, self.tell = root, code, tell
        self.chapters = chapters(root, code)
        self.practice = Practice()
        self.figures: list[Drawn] = []
        self._quizzes = 0
        self.start = page_of(root, START, code)
        self.glossary = page_of(root, GLOSSARY, code)
        _ = translator(code)
        places = {chapter.name: section_id(chapter) for chapter in self.chapters}
        places |= {START: "about"} | ({GLOSSARY: "glossary"} if self.glossary else {})
        self._places = places
        self.title = self.start.title if self.start else root.name

    def html(self) -> str:
        """Return the book.

        Raises:
            NastavaError: there is no lesson, or one shows what there isn't.
        """
        _ = translator(self.code)
        sections = [self._about(), *map(self._chapter, self.chapters)]
        if self.glossary:
            sections.append(self._glossary(self.glossary))
        if self.figures:
            tables = "".join(data_table(figure, self.code) for figure in self.figures)
            sections.append(Section("data", _("Data of the figures"), tables, kind="section tables"))
        return book_page(self.title, _("Reader"), imprint(self), sections, self.code)

    def _about(self) -> Section:
        _ = translator(self.code)
        cells = [cell for cell in (self.start.cells if self.start else ()) if cell.id in _ABOUT]
        welcome = "".join(self._welcome(cell) for cell in cells if cell.id == _ABOUT[0])
        others = "".join(self._words(cell) for cell in cells if cell.id != _ABOUT[0])
        name = escape(_("How to use this book"))
        use = f"<h3>{name}</h3>\n{to_html(pick(_USE, self.code))}\n"
        return Section("about", _("About this book"), f"{welcome}\n{use}{others}\n")

    def _welcome(self, cell: Cell) -> str:
        """Return the start page's first words, without what leads to a page that is not in the book."""
        kept = [
            words
            for words in cell.source.split("\n\n")
            if all(self._leads_to(target) for target in _LINK.findall(words))
        ]
        return book_html("\n\n".join(kept), self._leads_to)

    def _chapter(self, chapter: Chapter) -> Section:
        label = chapter_label(chapter, self.code)
        self.tell(f"{label}: {chapter.title}")
        body = "".join(self._cell(cell, chapter) for cell in chapter.cells)
        return Section(section_id(chapter), chapter.title, body, label, "section lesson")

    def _cell(self, cell: Cell, chapter: Chapter) -> str:
        if cell.kind == "markdown":
            kind = f' class="{cell.id}"' if cell.id in {"sources", "glossary"} else ""
            words = self._words(cell, chapter.path.parent)
            return f"<div{kind}>\n{words}\n</div>\n" if words else ""
        if cell.kind != "code":
            return ""
        shown = []
        for name, arguments, named in cell.calls:
            if name == "explore":
                of_chapter = [one for one in self.figures if one.label.startswith(f"{chapter.label}.")]
                figure = draw(arguments, named, f"{chapter.label}.{len(of_chapter) + 1}", self.code)
                self.figures.append(figure)
                shown.append(figure.html)
            elif name == "quiz":
                quiz = self.practice.of_call(arguments, named, chapter)
                self._quizzes += 1
                prefix = f"quiz-{self._quizzes}-"
                questions = questions_html(quiz.quiz, self.code, part=quiz.part, prefix=prefix)
                shown.append(f'<div class="practice">\n{questions}</div>\n')
        shows_quiz = any(name == "quiz" for name, _arguments, _named in cell.calls)
        if chapter.has_programs and not shows_quiz:
            outputs = [] if cell.calls else self._outputs(cell, chapter)
            return program_html(cell, outputs, self.code) + "".join(shown)
        return "".join(shown)

    def _outputs(self, cell: Cell, chapter: Chapter) -> list[dict[str, object]]:
        try:
            return outputs_of(chapter.path).get(cell.id, [])
        except Exception as error:  # noqa: BLE001  # a kernel may fail in a dozen ways; the text stands without it
            reason = str(error).strip().rpartition("\n")[2] or type(error).__name__
            raise NastavaError(
                f"{chapter.path}: its programs could not be run ({reason}). See what 'nastava check --run' says."
            ) from None

    def _words(self, cell: Cell, folder: Path | None = None) -> str:
        source = with_pictures(cell.source, cell.attachments, folder) if folder else cell.source
        return book_html(source, self._leads_to)

    def _leads_to(self, target: str) -> str | None:
        if target.startswith(("http://", "https://", "mailto:")):
            return target
        path, _hash, _place = target.partition("#")
        here = path.endswith(".ipynb") and "/" not in path
        place = self._places.get(path.removesuffix(".ipynb")) if here else None
        return f"#{place}" if place else None

    def _glossary(self, page: Chapter) -> Section:
        words = "".join(self._words(cell) for cell in page.cells[:1])
        table = _STATUS.sub("", lookup(self.code).html())
        return Section("glossary", page.title, f"{words}\n{table}\n", kind="section terms")


def section_id(chapter: Chapter) -> str:
    """Return the id of a chapter's section."""
    return f"lesson-{chapter.label}".lower()


def chapter_label(chapter: Chapter, code: str) -> str:
    """Return the words above a chapter's title."""
    _ = translator(code)
    if chapter.label.isdigit():
        return _("Lesson {label}").format(label=chapter.label)
    return _("Appendix {label}").format(label=chapter.label)


def imprint(reader: Reader) -> Sequence[str]:
    """Return the small lines by which a reader and its answer key are known to belong together."""
    _ = translator(reader.code)
    shown = [cell.source for chapter in reader.chapters for cell in chapter.cells]
    shown += [
        item.model_dump_json()
        for chapter in reader.chapters
        for quiz in reader.practice.of(chapter)
        for item in quiz.quiz.items_in_order
    ]
    edition = hashlib.sha256("\n".join(shown).encode()).hexdigest()[:6]
    return [
        language(reader.code).name,
        _("Edition {edition}").format(edition=edition),
        f"Nastava {nastava.__version__}",
    ]
