"""A quiz as a paper test: one self-contained page to be printed, and the key on pages of its own."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from html import escape
from itertools import groupby

from nastava.items import Item, ItemView
from nastava.items.essay import Essay
from nastava.quizzes import Bank, PublishedQuiz
from nastava.text.languages import language, pick
from nastava.text.markdown import to_html, to_plain
from nastava.text.messages import catalogue, translator
from nastava.text.numbers import format_number
from nastava.widget.bundle import STATIC
from nastava.widget.mathml import with_mathml
from nastava.widget.messages import POINTS
from nastava.widget.pictures import picture_html

#: Question types draw their blanks as underscores. A paragraph of them is a line to write on.
_WRITING_LINE = re.compile(r"<p>_{20,}</p>")
_BLANK = re.compile(r"_{3,}")
#: The page loads nothing but pictures and runs nothing, whoever wrote the bank.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


def paper_test(
    quiz: Bank | PublishedQuiz,
    code: str,
    *,
    part: str | None = None,
    version: str | None = None,
    with_key: bool = False,
) -> str:
    """Return the quiz as an HTML document for paper of size A4.

    Args:
        quiz: as it is to be printed: drawn, varied and shuffled already.
        code: code of the language.
        part: print the items of this part only.
        version: the word by which this variant is told from others; None where there is only one.
        with_key: add the answer key, with explanations and sources. A keyless quiz has none to add.

    Example:
        >>> from nastava.quizzes.find import find_quiz
        >>> "<h1>KFOR in 2023</h1>" in paper_test(find_quiz("kfor"), "en")
        True
    """
    from nastava.widget.paper_key import key_section

    body = learner_pages(quiz, code, part=part, version=version)
    if with_key:
        body += key_section(quiz, code, part=part, version=version)
    title = to_plain(pick(quiz.title, code))
    return page_html(title, code, f"<main>\n{body}</main>\n", paper_style())


def learner_pages(
    quiz: Bank | PublishedQuiz,
    code: str,
    *,
    part: str | None = None,
    version: str | None = None,
    level: int = 1,
    prefix: str = "",
) -> str:
    """Return the pages that a learner gets: the head with its fields, and the questions.

    Args:
        quiz: as it is to be printed.
        code: code of the language.
        part: print the items of this part only.
        version: the word by which this variant is told from others.
        level: of the title's heading.
        prefix: begins the ids, where the page holds other quizzes too.
    """
    items = items_of(quiz, part)
    imprint = imprint_html(quiz, items, version, code)
    made = _Test(quiz, items, code, f"h{level + 1}", prefix)
    return made.head(level, imprint) + made.questions(f"h{level + 2}")


def questions_html(
    quiz: Bank | PublishedQuiz, code: str, *, part: str | None = None, prefix: str = ""
) -> str:
    """Return the questions alone, without headings, for the middle of a text."""
    return _Test(quiz, items_of(quiz, part), code, "p", prefix).items_html()


def page_html(title: str, code: str, body: str, style: str) -> str:
    """Return a document that loads nothing and runs nothing.

    Args:
        title: plain text.
        code: code of the language.
        body: safe HTML; its formulas become MathML.
        style: the style sheet.
    """
    return (
        f'<!DOCTYPE html>\n<html lang="{language(code).content_tag}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        f"<title>{escape(title)}</title>\n<style>\n{style}</style>\n</head>\n"
        f"<body>\n{with_mathml(body)}</body>\n</html>\n"
    )


def paper_style() -> str:
    """Return the style sheet of a paper test."""
    return (STATIC / "paper.css").read_text(encoding="utf-8")


def items_of(quiz: Bank | PublishedQuiz, part: str | None) -> list[ItemView]:
    """Return the items of a part, or all."""
    return [item for item in quiz.items_in_order if part is None or item.part == part]


def imprint_html(
    quiz: Bank | PublishedQuiz, items: Iterable[ItemView], version: str | None, code: str
) -> str:
    """Return the small line by which a paper and its key are known to belong together."""
    _ = translator(code)
    shown = "".join(item.model_dump_json() for item in items)
    edition = hashlib.sha256(shown.encode()).hexdigest()[:6]
    parts = [quiz.id, _("version {name}").format(name=version) if version else "", edition]
    return f'<p class="imprint">{escape(" · ".join(filter(None, parts)))}</p>'


def worth_of(item: ItemView, code: str) -> str:
    """Return what an item is worth, in words."""
    _ = translator(code)
    return _("Survey question, not marked") if item.survey else points_in_words(item.points, code)


def points_in_words(points: float, code: str) -> str:
    """Return a number of points with its noun."""
    # Half a point takes the form for few, where a language has one.
    form = int(points) if points == int(points) else 2
    return catalogue(code).ngettext(*POINTS, form).format(n=format_number(points, code))


def rubric_html(item: Essay, code: str) -> str:
    """Return what an essay is marked by, as a list.

    Args:
        item: the essay.
        code: code of the language.
    """
    rows = [
        f"<li>{points_in_words(one.points, code)}: {to_html(pick(one.criterion, code), inline=True)}"
        + "".join(
            f"<br>{format_number(level.points, code)}: {to_html(pick(level.text, code), inline=True)}"
            for level in one.levels
        )
        + "</li>"
        for one in item.rubric
    ]
    return f'<ul class="rubric">{"".join(rows)}</ul>'


class _Test:
    """The pages that a learner gets."""

    def __init__(
        self, quiz: Bank | PublishedQuiz, items: Sequence[ItemView], code: str, heading: str, prefix: str
    ) -> None:
        """``heading`` is the element of a part's name, and of the number of a question that has no part."""
        self.quiz, self.items, self.code, self.heading, self.prefix = quiz, items, code, heading, prefix
        self.total = float(sum(item.points for item in items if not item.survey))

    def head(self, level: int, imprint: str) -> str:
        title = escape(to_plain(pick(self.quiz.title, self.code)))
        return f"<header>\n<h{level}>{title}</h{level}>\n{self._fields()}{imprint}\n</header>\n"

    def questions(self, below: str) -> str:
        numbered = list(enumerate(self.items, start=1))
        # Where the items of a part don't stand together its name is told again.
        return "".join(
            self._part(part, list(rows), below)
            for part, rows in groupby(numbered, key=lambda row: row[1].part)
        )

    def items_html(self) -> str:
        return "".join(
            self._item(number, item, self.heading) for number, item in enumerate(self.items, start=1)
        )

    def _fields(self) -> str:
        _ = translator(self.code)
        of = points_in_words(self.total, self.code)
        fields = [(_("Name"), "wide", ""), (_("Class"), "", ""), (_("Date"), "", "")]
        if self.total:
            fields.append((_("Result"), "", "/ " + of))
        rows = "".join(
            f'<span class="field {size}">{escape(name)}:<span class="line"></span>{escape(behind)}</span>'
            for name, size, behind in fields
        )
        limit = self.quiz.time_limit
        minutes = _("Time: {n} min").format(n=format_number(limit, self.code)) if limit else ""
        return f'<p class="fields">{rows}</p>\n' + (f"<p>{escape(minutes)}</p>\n" if minutes else "")

    def _part(self, part: str | None, rows: Sequence[tuple[int, ItemView]], below: str) -> str:
        heading = self.heading if part is None else below
        questions = "".join(self._item(number, item, heading) for number, item in rows)
        if part is None:
            return questions
        name = escape(to_plain(pick(self.quiz.parts[part], self.code)))
        return f"<section>\n<{self.heading}>{name}</{self.heading}>\n{questions}</section>\n"

    def _item(self, number: int, item: ItemView, heading: str) -> str:
        _ = translator(self.code)
        name = _("Question {n}").format(n=number)
        picture = picture_html(item.picture, self.code) if item.picture else ""
        view = item.view() if isinstance(item, Item) else item
        return (
            f'<article class="item" aria-labelledby="{self.prefix}question-{number}">\n'
            f'<{heading} class="number" id="{self.prefix}question-{number}">'
            f'<span aria-hidden="true">{number}</span><span class="sr">{escape(name)}</span></{heading}>\n'
            f'<p class="worth">{escape(worth_of(item, self.code))}</p>\n'
            f'<div class="stem">{to_html(pick(item.stem, self.code))}</div>\n{picture}'
            f'<div class="body">{self._to_fill(view.paper(self.code).html)}</div>\n</article>\n'
        )

    def _to_fill(self, markup: str) -> str:
        _ = translator(self.code)
        blank = escape(_("blank to fill in"), quote=True)
        lines = _WRITING_LINE.sub('<p class="rule"></p>', markup)

        def drawn(found: re.Match[str]) -> str:
            size = " letter" if len(found[0]) < 8 else ""
            return f'<span class="blank{size}" role="img" aria-label="{blank}"></span>'

        return _BLANK.sub(drawn, lines)
