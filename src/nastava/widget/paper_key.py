"""The answer key of a paper test: for each question its answer, what is scored, why, and on which sources it rests."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from nastava.items import Item
from nastava.items.essay import Essay
from nastava.quizzes import Bank, PublishedQuiz
from nastava.text.languages import pick
from nastava.text.markdown import to_html, to_plain
from nastava.text.messages import translator
from nastava.widget.paper import imprint_html, items_of, points_in_words, rubric_html, worth_of
from nastava.widget.sources import source_links


def key_section(
    quiz: Bank | PublishedQuiz,
    code: str,
    *,
    part: str | None = None,
    version: str | None = None,
    level: int = 2,
    prefix: str = "",
) -> str:
    """Return the key of a quiz, on pages of its own. A keyless quiz has none to show.

    Args:
        quiz: as it was printed.
        code: code of the language.
        part: the part that was printed.
        version: the word by which this variant is told from others.
        level: of the heading.
        prefix: begins the ids, where the page holds other keys too.
    """
    _ = translator(code)
    items = items_of(quiz, part)
    name = _("Answer key")
    heading = escape(f"{name}: {to_plain(pick(quiz.title, code))}")
    key = _Key(code, prefix)
    rows = key.listed([item for item in items if isinstance(item, Item)])
    return (
        f'<section class="key">\n<h{level}>{heading}</h{level}>\n{imprint_html(quiz, items, version, code)}\n'
        f"{rows}{key.bibliography(level + 1)}</section>\n"
    )


def key_by_parts(bank: Bank, parts: Sequence[str | None], code: str, *, level: int, prefix: str = "") -> str:
    """Return the keys of a bank's parts, each with its name and numbered anew, and one list of sources.

    Args:
        bank: as it was printed.
        parts: those that were printed, in that order; None for all items.
        code: code of the language.
        level: of the parts' headings.
        prefix: begins the ids.
    """
    key = _Key(code, prefix)
    told = []
    for part in parts:
        name = to_plain(pick(bank.title if part is None else bank.parts[part], code))
        items = [item for item in bank.items if part is None or item.part == part]
        told.append(f"<h{level}>{escape(name)}</h{level}>\n{key.listed(items)}")
    return f'<section class="key">\n{"".join(told)}{key.bibliography(level)}</section>\n'


class _Key:
    """The pages that whoever marks the papers gets. Sources are numbered, and told once at the end."""

    def __init__(self, code: str, prefix: str) -> None:
        self.code, self.prefix = code, prefix
        self.cited = escape(translator(code)("Sources"))
        self.sources: dict[str, tuple[int, str]] = {}

    def listed(self, items: Sequence[Item]) -> str:
        rows = "".join(self._row(number, item) for number, item in enumerate(items, start=1))
        return f"<ol>\n{rows}</ol>\n"

    def bibliography(self, level: int) -> str:
        if not self.sources:
            return ""
        rows = "".join(
            f'<li id="{self.prefix}source-{number}">{said}</li>\n' for number, said in self.sources.values()
        )
        return f'<h{level}>{self.cited}</h{level}>\n<ol class="sources">\n{rows}</ol>\n'

    def _row(self, number: int, item: Item) -> str:
        if item.survey:
            return f'<li value="{number}"><p>{escape(worth_of(item, self.code))}</p></li>\n'
        policy = pick(item.policy.sentence, self.code)
        key = escape(item.key_in_words(self.code))
        parts = [
            f"<p>{key}</p>" if item.by_hand else f"<p><strong>{key}</strong></p>",
            f'<p class="policy">{escape(points_in_words(item.points, self.code))}. {escape(policy)}</p>',
        ]
        if isinstance(item, Essay) and item.rubric:
            parts.append(rubric_html(item, self.code))
        if item.explanation:
            parts.append(f"<div>{to_html(pick(item.explanation, self.code))}</div>")
        numbers = sorted(self._numbers(item.facts))
        if numbers:
            links = ", ".join(f'<a href="#{self.prefix}source-{number}">{number}</a>' for number in numbers)
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
