"""Pairs of texts side by side as one HTML page: nothing is fetched, nothing runs, all text is escaped."""

from __future__ import annotations

import math
from collections.abc import Iterable
from html import escape
from pathlib import Path

from nastava.grading.similar.compare import Pair, Text
from nastava.grading.similar.finding import Alike
from nastava.grading.similar.words import (
    COUNTS,
    IN_CODE,
    LONGEST,
    MORE,
    NONE,
    NOT_A_VERDICT,
    ORDER,
    PSEUDONYMS,
    SHARE,
    TITLE,
)
from nastava.text import language as language_of
from nastava.text import translator
from nastava.text.numbers import format_number

#: Pairs on a page; more would be read by nobody.
MOST = 100
_STYLE = Path(__file__).with_name("page.css")
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def page(found: Alike, language: str) -> str:
    """Return the page."""
    _ = translator(language)
    shown = found.pairs[:MOST]
    title, signal = escape(_(TITLE)), escape(_(NOT_A_VERDICT))
    parts = [
        f"<h1>{title}: {escape(found.assignment)}</h1>",
        f'<p class="signal"><strong>{signal}</strong></p>',
        _paragraph(summary(found, language)),
    ]
    parts += [_pair(number, pair, found, language) for number, pair in enumerate(shown, start=1)]
    if not shown:
        parts.append(_paragraph(_(NONE)))
    if len(found.pairs) > MOST:
        parts.append(_paragraph(_(MORE).format(n=len(found.pairs) - MOST)))
    if not found.names:
        parts.append(_paragraph(_(PSEUDONYMS)))
    return (
        f'<!doctype html><html lang="{language_of(language).tag}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(found.assignment)} · {title}</title>"
        f"<style>{_STYLE.read_text(encoding='utf-8')}</style></head><body><main>{''.join(parts)}</main></body></html>\n"
    )


def _paragraph(words: str) -> str:
    return f'<p class="note">{escape(words)}</p>'


def summary(found: Alike, language: str) -> str:
    """Return how many were compared, and how many pairs stand out."""
    words = translator(language)(COUNTS)
    return words.format(students=found.students, short=found.short, pairs=len(found.pairs))


def in_words(pair: Pair, language: str) -> str:
    """Return how alike two texts are."""
    _ = translator(language)
    said = [_(SHARE).format(share=_percent(pair.share, language))]
    if not math.isnan(pair.order):
        said.append(_(ORDER).format(share=_percent(pair.order, language)))
    said.append(_(LONGEST).format(n=pair.longest))
    return " · ".join(said)


def place_of(pair: Pair, language: str) -> str:
    """Return where the two texts stand."""
    if pair.left.kind == "text":
        return pair.left.place
    return f"{pair.left.place}: {translator(language)(IN_CODE)}"


def _percent(share: float, language: str) -> str:
    return f"{format_number(round(100 * share), language)} %"


def _pair(number: int, pair: Pair, found: Alike, language: str) -> str:
    left = [passage.left for passage in pair.passages]
    right = [passage.right for passage in pair.passages]
    return (
        f'<section><h2><span class="number">{number}</span> {escape(place_of(pair, language))}</h2>'
        f'<p class="note">{escape(in_words(pair, language))}</p><div class="sides">'
        f"{_side(found, pair.left, left)}{_side(found, pair.right, right)}</div></section>"
    )


def _side(found: Alike, text: Text, passages: Iterable[tuple[int, int]]) -> str:
    parts: list[str] = []
    at = 0
    # Numbered in the order of the left text, so that the eye finds each on the right.
    for start, end, number in sorted((*place, n) for n, place in enumerate(passages, start=1)):
        parts.append(escape(text.text[at:start]))
        parts.append(f"<mark><sup>{number}</sup>{escape(text.text[start:end])}</mark>")
        at = end
    parts.append(escape(text.text[at:]))
    return f'<article><h3>{escape(found.called[text.student])}</h3><div class="{text.kind}">{"".join(parts)}</div></article>'
