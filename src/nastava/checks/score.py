"""The score of a test cell: a number that nbgrader can read, shown to people as a table of reasons."""

from __future__ import annotations

import html
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

from nastava.checks.reasons import Reason
from nastava.text import language as language_of
from nastava.text import pick

_RULES = (
    (
        "{max-width:46em;line-height:1.5;font-family:var(--jp-content-font-family,system-ui,sans-serif);"
        "font-size:var(--jp-content-font-size1,14px);color:var(--jp-content-font-color1,inherit)}"
    ),
    " table{border-collapse:collapse;table-layout:auto;width:100%;margin:0;color:inherit;font-size:inherit}",
    " tr{background:none}",
    (
        " :is(td,th){text-align:left;vertical-align:top;padding:6px 12px 6px 0;border:0;max-width:none;"
        "background:none;border-bottom:1px solid var(--jp-border-color2,#e0e0e0);white-space:normal}"
    ),
    " th{font-weight:400}",
    " :is(td,th):first-child{white-space:nowrap;width:1%}",
    " :is(td,th):last-child{white-space:nowrap;width:1%;text-align:right;padding-right:0}",
    " p{margin:2px 0 0}",
    " p.nastava-total{margin:8px 0 0;font-weight:600}",
)
# Said three times, the class outweighs JupyterLab's own rules for tables.
STYLE = "".join(3 * ".nastava-checks" + rule for rule in _RULES)
_WORDS = {
    "passed": {"en": "passed", "sr": "u redu"},
    "failed": {"en": "not yet", "sr": "još ne"},
    "check": {"en": "Check", "sr": "Provjera"},
    "state": {"en": "Result", "sr": "Rezultat"},
    "points": {"en": "Points", "sr": "Bodovi"},
    "total": {"en": "{points} of {of} points", "sr": "{points} od {of} bodova"},
    "hidden": {
        "en": "{points} of the {of} points of this cell are decided by further checks after you hand in.",
        "sr": "O {points} od {of} bodova ove ćelije odlučuju dodatne provjere nakon predaje.",
    },
    "none": {"en": "Nothing was checked here.", "sr": "Ovdje ništa nije provjereno."},
}


@dataclass(frozen=True)
class Result:
    """The outcome of one check: ``reason`` is None when it passed.

    ``part`` is what it earned where that is neither all nor nothing.

    Example:
        >>> Result({"en": "The total"}, 2.0, None, None).passed
        True
        >>> Result({"en": "The total"}, 2.0, {"en": "Half of it."}, None, part=1.0).earned
        1.0
    """

    what: Reason
    points: float
    reason: Reason | None
    hint: Reason | None
    part: float | None = None

    @property
    def passed(self) -> bool:
        """Whether the points are earned."""
        return self.reason is None

    @property
    def earned(self) -> float:
        """The points earned."""
        if self.part is not None:
            return self.part
        return self.points if self.passed else 0.0


class Score(float):
    """Points earned in a test cell. A plain number to nbgrader, a table to people.

    Args:
        points: points earned, 0 to ``of``.
        of: the most that the cell can give.
        results: every check with its outcome.
        language: code of the language of the table.

    Example:
        >>> Score(2, 3, [Result({"en": "The total"}, 2.0, None, None)], "en")
        2.0
    """

    of: float
    results: tuple[Result, ...]
    language: str

    def __new__(cls, points: float, of: float, results: Sequence[Result], language: str) -> Self:
        """Make the number, and carry the reasons with it."""
        self = super().__new__(cls, points)
        self.of, self.results, self.language = float(of), tuple(results), language
        return self

    def __repr__(self) -> str:
        return float.__repr__(self)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        # Both forms by this hook: IPython's own form for floats obeys %precision, and nbgrader reads it.
        return {"text/plain": repr(self), "text/html": self.to_html()}

    def to_html(self) -> str:
        """Return the table of reasons as HTML; all text in it is escaped.

        Example:
            >>> "not yet" in Score(0, 1, [Result({"en": "<b>"}, 1.0, {"en": "No."}, None)], "en").to_html()
            True
        """
        word = self._word
        rows = "".join(self._row(result) for result in self.results)
        heads = "".join(f'<th scope="col">{word(name)}</th>' for name in ("state", "check", "points"))
        table = f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>" if rows else ""
        notes = "" if rows else f"<p>{word('none')}</p>"
        earned, of = float(self), self.of
        shown = math.fsum(result.points for result in self.results)
        if rows and shown < of:
            notes += f"<p>{word('hidden', points=of - shown, of=of)}</p>"
            earned, of = math.fsum(result.earned for result in self.results), shown
        total = f'<p class="nastava-total">{word("total", points=earned, of=of)}</p>'
        tag = html.escape(language_of(self.language).tag, quote=True)
        return f'<style>{STYLE}</style><div class="nastava-checks" lang="{tag}">{table}{notes}{total}</div>'

    def to_text(self) -> str:
        """Return the failed checks as lines of text.

        Example:
            >>> print(Score(0, 1, [Result({"en": "The total"}, 1.0, {"en": "No."}, None)], "en").to_text())
            ✗ The total
                No.
        """
        lines = []
        for result in self.results:
            if not result.passed:
                told = (result.reason, result.hint)
                lines += [
                    f"✗ {self._pick(result.what)}",
                    *(f"    {self._pick(text)}" for text in told if text),
                ]
        return "\n".join(lines)

    def _row(self, result: Result) -> str:
        state, icon = ("passed", "✓") if result.passed else ("failed", "✗")
        colour = "success" if result.passed else "error"
        told = (self._pick(result.reason), self._pick(result.hint) if not result.passed else "")
        why = "".join(f"<p>{html.escape(text)}</p>" for text in told if text)
        points = f"{_number(result.earned)} / {_number(result.points)}" if result.points else ""
        icon = f'<span aria-hidden="true" style="color:var(--jp-{colour}-color1,inherit)">{icon}</span>'
        return (
            f"<tr><td>{icon} <strong>{self._word(state)}</strong></td>"
            f"<td>{html.escape(self._pick(result.what))}{why}</td>"
            f"<td>{points}</td></tr>"
        )

    def _pick(self, text: Reason | None) -> str:
        return pick(text, self.language) if text else ""

    def _word(self, name: str, **numbers: float) -> str:
        text = pick(_WORDS[name], self.language)
        return html.escape(text.format(**{key: _number(number) for key, number in numbers.items()}))


def _number(points: float) -> str:
    return f"{float(points):g}"
