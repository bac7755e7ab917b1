"""``progress()`` in a notebook: what is worth doing next, and five figures."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from html import escape
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from nastava.answers.clock import now
from nastava.course.figures.beforehand import can_draw
from nastava.course.figures.page import figure_html, figure_plain
from nastava.course.figures.spec import View
from nastava.errors import CourseDataError
from nastava.study import progress_drawing as drawing
from nastava.study import progress_views as views
from nastava.study.due import known_items
from nastava.study.progress_advice import advice
from nastava.study.progress_data import Progress, gathered
from nastava.study.reviewing import Word, opened
from nastava.study.schedule import Card
from nastava.study.words import NOTHING_BEGUN
from nastava.text.languages import current_language, pick
from nastava.text.languages import language as language_of
from nastava.text.markdown import to_plain
from nastava.text.messages import Notice, translator

if TYPE_CHECKING:
    from matplotlib.figure import Figure, FigureBase

Draw = Callable[["FigureBase", View, str, bool], None]

_HEAD = {"en": "Worth doing next", "sr": "Šta vrijedi uraditi sljedeće"}
_PART = {
    "en": "Not everything is counted yet. Run this cell again for the rest.",
    "sr": "Još nije sve sabrano. Pokreni ovu ćeliju ponovo za ostatak.",
}
#: Seconds that are spent on what has to be worked out anew, as after a record was brought from elsewhere.
SECONDS = 10.0


def progress(
    language: str | None = None,
    *,
    topic: str | None = None,
    item: str | None = None,
    seconds: float = SECONDS,
) -> ProgressPage | Word:
    """Return your progress, drawn and in words; as the last line of a cell it is shown.

    Args:
        language: code of the language; default: the notebook's own.
        topic: whose forgetting curve is drawn; default: the one that fades most.
        item: id of a question whose forgetting curve is drawn instead.
        seconds: after so many it shows what is counted by then.

    Raises:
        CourseDataError: nothing was answered under that topic or item; the message names those there are. Or this
            Python has no matplotlib.
        RecordError: the record of answers can't be used.
    """
    code = current_language(language)
    if not can_draw():
        raise CourseDataError("Progress is drawn with matplotlib, which this Python does not have.")
    until = time.monotonic() + seconds
    record = opened(until=until)
    gathered_now = gathered(record, known_items(), now(), until=until)
    news = record.news()
    if not gathered_now.cards:
        empty = translator(code)(NOTHING_BEGUN) if gathered_now.is_whole else pick(_PART, code)
        return Word(" ".join([*(each.say(code) for each in news), empty]), code)
    return ProgressPage(gathered_now, code, topic=topic, item=item, news=news)


class ProgressPage:
    """The figures of one moment.

    Args:
        progress: what they show.
        language: code of the language.
        topic: whose curve is drawn.
        item: whose curve is drawn instead.
        news: what the learner is told besides.
    """

    def __init__(
        self,
        progress: Progress,
        language: str,
        *,
        topic: str | None = None,
        item: str | None = None,
        news: list[Notice] | None = None,
    ) -> None:
        self._progress = progress
        self._language = language
        self._news = [each.say(language) for each in news or []]
        if not progress.is_whole:
            self._news.append(pick(_PART, language))
        self._curve = self._chosen(topic, item)
        self._page_id = f"progress-{uuid4().hex[:8]}"
        self._bundle: dict[str, str] | None = None

    @property
    def advice(self) -> list[str]:
        """The three things worth doing next."""
        return advice(self._progress, self._language)

    def figures(self) -> Iterator[tuple[str, View, Draw]]:
        """Yield the name of each figure, what it says, and how it is drawn."""
        p, code = self._progress, self._language
        cards, what = self._curve
        yield "mastery", views.mastery(p, code), drawing.draw_mastery
        yield "due", views.due(p, code), drawing.draw_days
        yield "activity", views.activity(p, code), drawing.draw_days
        yield "curve", views.curve(p, cards, what, code), drawing.draw_curve
        if p.certainty:
            yield "calibration", views.calibration(p, code), drawing.draw_calibration

    def svg(self, name: str, view: View, draw: Draw, *, narrow: bool) -> str:
        """Return a figure's drawing as an SVG element that follows the page's theme."""
        import matplotlib as mpl
        from matplotlib.figure import Figure

        from nastava.course.figures import style
        from nastava.course.figures.svg import inline_svg

        size = (style.NARROW if narrow else style.WIDE, view.heights[int(narrow)])
        with mpl.rc_context({**style.RC, "svg.hashsalt": name}):
            figure: Figure = Figure(figsize=(size[0] / 72, size[1] / 72))
            draw(figure, view, self._language, narrow)
            return inline_svg(figure, view.alt, f"{self._page_id}-{name}{int(narrow)}")

    def _chosen(self, topic: str | None, item: str | None) -> tuple[list[Card], str]:
        """Return the cards whose curve is drawn, and what they are about."""
        p = self._progress
        if item is not None:
            cards = [card for key, card in p.cards.items() if key[1] == item]
            if not cards:
                raise CourseDataError(_unknown("question", item, (key[1] for key in p.cards)))
            return cards, _short(to_plain(pick(p.known[cards[0].key].item.stem, self._language)))
        groups: dict[str, list[Card]] = {}
        for key, card in p.cards.items():
            groups.setdefault(p.topic_of(key), []).append(card)
        if topic is not None and topic not in groups:
            raise CourseDataError(_unknown("topic", topic, groups))
        fading = max(
            groups, key=lambda name: sum(1 - p.scheduler.recall_at(card, p.at) for card in groups[name])
        )
        chosen = topic or fading
        name = next(each.name for each in p.topics if each.id == chosen)
        return groups[chosen], to_plain(pick(name, self._language), inline=True)

    def _repr_mimebundle_(self, **_kwargs: Any) -> dict[str, str]:
        if self._bundle is None:
            self._bundle = self._drawn()
        return self._bundle

    def _drawn(self) -> dict[str, str]:
        code, head = self._language, pick(_HEAD, self._language)
        tag = language_of(code).content_tag
        told = "".join(f"<p>{escape(each)}</p>" for each in self._news)
        todo = "".join(f"<li>{escape(sentence)}</li>" for sentence in self.advice)
        html = [
            (
                f'<section class="nastava-progress" lang="{tag}" style="max-width:700px;line-height:1.5">{told}'
                f'<p style="font-weight:600;font-size:1.2em;margin:0 0 4px">{escape(head)}</p>'
                f'<ol style="margin:0 0 20px;padding-left:1.6em">{todo}</ol></section>'
            )
        ]
        numbered = [f"{n}. {sentence}" for n, sentence in enumerate(self.advice, start=1)]
        plain = ["\n".join([*self._news, head, *numbered])]
        for name, view, draw in self.figures():
            drawings = (self.svg(name, view, draw, narrow=False), self.svg(name, view, draw, narrow=True))
            html.append(f'<div style="margin-bottom:24px">{figure_html(view, drawings, code)}</div>')
            plain.append(figure_plain(view, code))
        return {"text/html": "".join(html), "text/plain": "\n\n\n".join(plain)}

    def __repr__(self) -> str:
        return f"<progress ({self._language}): {len(self._progress.cards)} questions answered>"


def _unknown(kind: str, name: str, known: Any) -> str:
    listed = ", ".join(sorted(set(known))[:12])
    return f"Nothing was answered under the {kind} {name!r}. There is: {listed}."


def _short(text: str, most: int = 70) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else f"{text[: most - 1].rsplit(' ', 1)[0]} …"
