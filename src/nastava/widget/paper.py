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
from nastava.widget.sources import source_links

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
    title = to_plain(pick(quiz.title, code))
    items = [item for item in quiz.items_in_order if part is None or item.part == part]
    imprint = _imprint(quiz, items, version, code)
    body = _Test(quiz, items, code, imprint).html(title)
    if with_key:
        keyed = [item for item in items if isinstance(item, Item)]
        body += _Key(keyed, code, imprint).html(title)
    return (
        f'<!DOCTYPE html>\n<html lang="{language(code).content_tag}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        f"<title>{escape(title)}</title>\n<style>\n{_style()}</style>\n</head>\n"
        f"<body>\n<main>\n{with_mathml(body)}</main>\n</body>\n</html>\n"
    )


def _style() -> str:
    return (STATIC / "paper.css").read_text(encoding="utf-8")


def _imprint(quiz: Bank | PublishedQuiz, items: Iterable[ItemView], version: str | None, code: str) -> str:
    """Return the small line by which a paper and its key are known to belong together."""
    _ = translator(code)
    shown = "".join(item.model_dump_json() for item in items)
    edition = hashlib.sha256(shown.encode()).hexdigest()[:6]
    parts = [quiz.id, _("version {name}").format(name=version) if version else "", edition]
    return f'<p class="imprint">{escape(" · ".join(filter(None, parts)))}</p>'


def _worth(item: ItemView, code: str) -> str:
    _ = translator(code)
    return _("Survey question, not marked") if item.survey else _points(item.points, code)


def _points(points: float, code: str) -> str:
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
        f"<li>{_points(one.points, code)}: {to_html(pick(one.criterion, code), inline=True)}"
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
        self, quiz: Bank | PublishedQuiz, items: Sequence[ItemView], code: str, imprint: str
    ) -> None:
        self.quiz, self.items, self.code, self.imprint = quiz, items, code, imprint
        self.total = float(sum(item.points for item in items if not item.survey))

    def html(self, title: str) -> str:
        numbered = list(enumerate(self.items, start=1))
        # Where the items of a part don't stand together its name is told again.
        parts = [
            self._part(part, list(rows)) for part, rows in groupby(numbered, key=lambda row: row[1].part)
        ]
        return (
            f"<header>\n<h1>{escape(title)}</h1>\n{self._fields()}{self.imprint}\n</header>\n{''.join(parts)}"
        )

    def _fields(self) -> str:
        _ = translator(self.code)
        of = _points(self.total, self.code)
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

    def _part(self, part: str | None, rows: Sequence[tuple[int, ItemView]]) -> str:
        level = "h2" if part is None else "h3"
        questions = "".join(self._item(number, item, level) for number, item in rows)
        if part is None:
            return questions
        name = escape(to_plain(pick(self.quiz.parts[part], self.code)))
        return f"<section>\n<h2>{name}</h2>\n{questions}</section>\n"

    def _item(self, number: int, item: ItemView, level: str) -> str:
        _ = translator(self.code)
        name = _("Question {n}").format(n=number)
        picture = picture_html(item.picture, self.code) if item.picture else ""
        view = item.view() if isinstance(item, Item) else item
        return (
            f'<article class="item" aria-labelledby="question-{number}">\n'
            f'<{level} id="question-{number}"><span aria-hidden="true">{number}</span>'
            f'<span class="sr">{escape(name)}</span></{level}>\n'
            f'<p class="worth">{escape(_worth(item, self.code))}</p>\n'
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


class _Key:
    """The pages that whoever marks the papers gets. Sources are numbered, and told once at the end."""

    def __init__(self, items: Sequence[Item], code: str, imprint: str) -> None:
        _ = translator(code)
        self.items, self.code, self.imprint = items, code, imprint
        self.name, self.cited = _("Answer key"), escape(_("Sources"))
        self.sources: dict[str, tuple[int, str]] = {}

    def html(self, title: str) -> str:
        heading = escape(f"{self.name}: {title}")
        rows = "".join(self._row(number, item) for number, item in enumerate(self.items, start=1))
        return (
            f'<section class="key">\n<h2>{heading}</h2>\n{self.imprint}\n'
            f"<ol>\n{rows}</ol>\n{self._listed()}</section>\n"
        )

    def _listed(self) -> str:
        if not self.sources:
            return ""
        rows = "".join(f'<li id="source-{number}">{said}</li>\n' for number, said in self.sources.values())
        return f'<h3>{self.cited}</h3>\n<ol class="sources">\n{rows}</ol>\n'

    def _row(self, number: int, item: Item) -> str:
        if item.survey:
            return f'<li value="{number}"><p>{escape(_worth(item, self.code))}</p></li>\n'
        policy = pick(item.policy.sentence, self.code)
        key = escape(item.key_in_words(self.code))
        parts = [
            f"<p>{key}</p>" if item.by_hand else f"<p><strong>{key}</strong></p>",
            f'<p class="policy">{escape(_points(item.points, self.code))}. {escape(policy)}</p>',
        ]
        if isinstance(item, Essay) and item.rubric:
            parts.append(rubric_html(item, self.code))
        if item.explanation:
            parts.append(f"<div>{to_html(pick(item.explanation, self.code))}</div>")
        numbers = sorted(self._numbers(item.facts))
        if numbers:
            links = ", ".join(f'<a href="#source-{number}">{number}</a>' for number in numbers)
            parts.append(f'<p class="policy">{self.cited}: {links}</p>')
        return f'<li value="{number}">{"".join(parts)}</li>\n'

    def _numbers(self, facts: Sequence[str]) -> set[int]:
        numbers = set()
        for link in source_links(facts, self.code):
            said, url = escape(link["text"]), link["url"]
            markup = f'<a href="{escape(url, quote=True)}">{said}</a>' if url else said
            number, _ = self.sources.setdefault(url or said, (len(self.sources) + 1, markup))
            numbers.add(number)
        return numbers
