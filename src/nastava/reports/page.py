"""A report as one HTML page: nothing is fetched, nothing runs, all text is escaped."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path

from nastava.reports.analysis import title_of
from nastava.reports.charts import histogram, item_map
from nastava.reports.model import CellReport, ItemReport, QuizReport, Report
from nastava.reports.statistics import Chosen
from nastava.reports.words import Said, number, percent, word
from nastava.text import current_language, pick
from nastava.text import language as language_of
from nastava.text.numbers import format_number

_STYLE = Path(__file__).with_name("page.css")
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_BLOOM = ("remember", "understand", "apply", "analyse")
_LONGEST_STEM = 90


def page(report: Report, language: str | None = None) -> str:
    """Return the page.

    Args:
        report: what is told.
        language: code of the language; default: the current one.
    """
    code = language or current_language()
    parts = [
        _head(report, code),
        *(_quiz(quiz, code) for quiz in report.quizzes),
        _exercises(report, code),
        _blueprint(report, code),
        _students(report, code),
        _foot(report, code),
    ]
    title = f"{report.assignment} · {word('title', code)}"
    return (
        f'<!doctype html><html lang="{language_of(code).tag}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{_STYLE.read_text(encoding='utf-8')}</style></head>"
        f"<body><main>{''.join(parts)}</main></body></html>\n"
    )


def _head(report: Report, code: str) -> str:
    made = word("made", code).format(date=report.made.strftime("%Y-%m-%d"))
    figures = _figures(
        [
            (word("students", code), _count(len(report.scores), code), ""),
            (word("mean", code), number(report.mean, code, 1), _of(report.of, code)),
            (word("median", code), number(report.median, code, 1), ""),
            (word("sd", code), number(report.sd, code, 1), ""),
        ]
    )
    caption = f"{word('scores', code)}, {word('shape', code)}"
    picture = f"<figure><figcaption>{escape(caption)}</figcaption>{_scrolled(histogram(report.scores, report.of, report.mean, code))}</figure>"
    look = "".join(_flag_list(quiz, code) for quiz in report.quizzes if _flags(quiz))
    return (
        f'<header><p class="kicker">{escape(word("title", code))}</p><h1>{escape(report.assignment)}</h1>'
        f'<p class="meta">{escape(made)}</p></header>{figures}{_notes(report.notes, code)}{picture}'
        f"<h2>{escape(word('look', code))}</h2>" + (look or f"<p>{escape(word('nothing', code))}</p>")
    )


def _flags(quiz: QuizReport) -> list[Said]:
    return [flag for item in quiz.items for flag in item.flags]


def _flag_list(quiz: QuizReport, code: str) -> str:
    rows = "".join(
        f'<dt><a href="#{_anchor(quiz, item.id)}" aria-label="{escape(word("item", code))} {item.number}">{item.number}</a></dt>'
        f"<dd>{''.join(f'<p>{escape(flag.say(code))}</p>' for flag in item.flags)}</dd>"
        for item in quiz.items
        if item.flags
    )
    return f'<h3>{escape(title_of(quiz, code))}</h3><dl class="look">{rows}</dl>'


def _anchor(quiz: QuizReport, item: str) -> str:
    return f"{quiz.id}.{item}"


def _quiz(quiz: QuizReport, code: str) -> str:
    sure = quiz.reliability
    shown = [
        (word("sheets", code), _count(quiz.sheets, code), _languages(quiz, code)),
        (word("mean", code), number(quiz.mean, code, 1), _of(quiz.of, code)),
        (word("guess", code), number(quiz.guess, code, 1), _of(quiz.of, code)),
    ]
    if sure:
        interval = f"{sure.coefficient}, {percent(sure.confidence, code)}: {number(sure.low, code)} … {number(sure.high, code)}"  # fmt: skip
        shown.append((word("reliability", code), number(sure.value, code), interval))
        shown.append((word("error", code), number(sure.error, code), word("points", code).lower()))
    drawn = item_map(quiz, code)
    picture = (
        f"<figure><figcaption>{escape(word('map', code))}</figcaption>{_scrolled(drawn)}</figure>"
        if drawn
        else ""
    )
    return (
        f"<h2>{escape(word('quiz', code))}: {escape(title_of(quiz, code))}</h2>{_figures(shown)}"
        f"{_notes(quiz.notes, code)}{picture}{_item_table(quiz, code)}{_certainty(quiz, code)}"
        + "".join(_item(quiz, item, code) for item in quiz.items)
    )


def _languages(quiz: QuizReport, code: str) -> str:
    if len(quiz.languages) < 2:
        return ""
    return ", ".join(f"{name} {_count(n, code)}" for name, n in quiz.languages.items())


def _item_table(quiz: QuizReport, code: str) -> str:
    names = ("item", "facility", "item-rest", "index", "blanks", "not-reached", "time")
    heads = [
        f'<th scope="col"{"" if name in {"item", "facility"} else " class=n"}>{escape(word(name, code))}</th>'
        for name in names
    ]
    rows = []
    for item in quiz.items:
        solved = escape(word("by-hand", code)) if item.by_hand else _meter(item.facility, code)
        bad = " bad" if item.item_rest is not None and item.item_rest < 0 else ""
        rows.append(
            f'<tr><td class="stem">{_linked(quiz, item)}&ensp;{escape(_short(pick(item.stem, code)))}</td>'
            f'<td class="share">{solved}</td><td class="n{bad}">{number(item.item_rest, code)}</td><td class="n">{number(item.index, code)}</td>'
            f'<td class="n">{percent(item.blanks, code)}</td><td class="n">{percent(item.not_reached, code)}</td>'
            f'<td class="n">{_time(item.seconds, code)}</td></tr>'
        )
    return _table("".join(heads), rows, word("items", code))


def _linked(quiz: QuizReport, item: ItemReport) -> str:
    """Return the number of an item, as a link where more is told of it."""
    more = item.options or item.said or item.flags or (item.functioning and quiz.compared)
    return f'<a href="#{_anchor(quiz, item.id)}">{item.number}</a>' if more else str(item.number)


def _item(quiz: QuizReport, item: ItemReport, code: str) -> str:
    """Return the options or frequent answers of an item, with its flags; '' where there is nothing to tell."""
    flags = "".join(f"<li>{escape(flag.say(code))}</li>" for flag in item.flags)
    parts = [f'<ul class="flags">{flags}</ul>'] if flags else []
    if item.options:
        parts.append(_options(item, item.options, code))
    if item.said:
        rows = [f'<tr><td><bdi>{escape(words)}</bdi></td><td class="n">{_count(n, code)}</td></tr>' for words, n in item.said]  # fmt: skip
        head = f'<th scope="col">{escape(word("said", code))}</th><th scope="col" class="n">{escape(word("count", code))}</th>'
        parts.append(_table(head, rows))
    if item.functioning and quiz.compared:
        dif = item.functioning
        names = " / ".join(language_of(one).name for one in quiz.compared)
        parts.append(
            f'<p class="note">{escape(word("languages", code))} ({escape(names)}): Mantel–Haenszel Δ {number(dif.delta, code)}, '
            f"p {number(dif.p, code, 3)}, ETS {dif.klass}</p>"
        )
    if not parts:
        return ""
    anchor = f'id="{_anchor(quiz, item.id)}"'
    head = f'<h3><span class="number">{item.number}</span>&ensp;{escape(pick(item.stem, code))} <span class="number">{escape(item.id)}</span></h3>'
    return f"<article {anchor}>{head}{''.join(parts)}</article>"


def _options(item: ItemReport, options: Sequence[Chosen], code: str) -> str:
    numbers = ("mean-rest", "upper", "lower")
    heads = (
        f'<th scope="col">{escape(word("option", code))}</th><th scope="col">{escape(word("count", code))}</th>'
    ) + "".join(f'<th scope="col" class="n">{escape(word(name, code))}</th>' for name in numbers)
    rows = []
    for option in options:
        key = f'<span class="badge">{escape(word("key", code))}</span>' if option.key else ""
        text = escape(_short(pick(item.option_texts[option.option], code)))
        rows.append(
            f"<tr><td>{text}{key}</td><td class=share>{_meter(option.share, code)} "
            f'<span class="number">{_count(option.count, code)}</span></td><td class="n">{percent(option.mean_rest, code)}</td>'
            f'<td class="n">{percent(option.upper, code)}</td><td class="n">{percent(option.lower, code)}</td></tr>'
        )
    return _table(heads, rows)


def _certainty(quiz: QuizReport, code: str) -> str:
    if quiz.calibration is None:
        return ""
    found = quiz.calibration
    names = ("level", "responses", "claimed", "came")
    heads = "".join(f'<th scope="col" class="n">{escape(word(name, code))}</th>' for name in names)
    rows = [
        f'<tr><td class="n">{one.level}</td><td class="n">{_count(one.count, code)}</td>'
        f'<td class="n">{percent(one.claimed, code)}</td><td class="n">{percent(one.right, code)}</td></tr>'
        for one in found.bins
    ]
    bias = f"{word('over' if found.bias > 0 else 'under', code)} {percent(abs(found.bias), code)}"
    said = f"{word('brier', code)}: {number(found.brier, code)} · {bias}"
    return f'<h3>{escape(word("certainty", code))}</h3><p class="note">{escape(said)}</p>{_table(heads, rows, small=True)}'


def _exercises(report: Report, code: str) -> str:
    cells = [cell for cell in report.cells if cell.kind != "quiz"]
    if not cells:
        return ""
    names = ("points", "item-rest")
    heads = (
        f'<th scope="col">{escape(word("cell", code))}</th><th scope="col">{escape(word("facility", code))}</th>'
        + "".join(f'<th scope="col" class="n">{escape(word(name, code))}</th>' for name in names)
    )
    rows = [
        f"<tr><td>{escape(_place(cell, report))}</td><td class=share>{_meter(cell.facility, code)}</td>"
        f'<td class="n">{number(cell.points, code, 1)}</td><td class="n">{number(cell.item_rest, code)}</td></tr>'
        for cell in cells
    ]
    failed = "".join(_checks(cell, report, code) for cell in cells if cell.checks)
    return f"<h2>{escape(word('exercises', code))}</h2>{_table(heads, rows)}{failed}"


def _place(cell: CellReport, report: Report) -> str:
    several = len({one.notebook for one in report.cells}) > 1
    return f"{cell.notebook}: {cell.name}" if several else cell.name


def _checks(cell: CellReport, report: Report, code: str) -> str:
    heads = f'<th scope="col">{escape(word("check", code))}</th><th scope="col">{escape(word("failed", code))}</th>'
    ranked = sorted(cell.checks, key=lambda one: one.passed / one.students)
    rows = [
        f"<tr><td>{escape(pick(one.what, code))}</td><td class=share>{_meter(1 - one.passed / one.students, code)} "
        f'<span class="number">{_count(one.students - one.passed, code)}</span></td></tr>'
        for one in ranked
    ]
    return f"<article><h3>{escape(_place(cell, report))}</h3>{_table(heads, rows)}</article>"


def _blueprint(report: Report, code: str) -> str:
    if not report.blueprint:
        return ""
    found = {(one.topic, one.bloom): one for one in report.blueprint}
    used = [bloom for bloom in _BLOOM if any(one.bloom == bloom for one in report.blueprint)]
    heads = f'<th scope="col">{escape(word("topic", code))}</th>' + "".join(
        f'<th scope="col" class="n">{escape(word(bloom, code))}</th>' for bloom in used
    )
    rows = []
    for topic in dict.fromkeys(one.topic for one in report.blueprint):
        told = []
        for bloom in used:
            one = found.get((topic, bloom))
            solved = f' <span class="number">({percent(one.facility, code)})</span>' if one and one.facility is not None else ""  # fmt: skip
            told.append(f'<td class="n">{one.items if one else "–"}{solved}</td>')
        name = pick(report.topics[topic], code) if topic in report.topics else topic
        rows.append(f'<tr><th scope="row">{escape(name)}</th>{"".join(told)}</tr>')
    note = f'<p class="note">{escape(word("blueprint-note", code))}</p>'
    return f"<h2>{escape(word('blueprint', code))}</h2>{note}{_table(heads, rows, small=True)}"


def _students(report: Report, code: str) -> str:
    heads = f'<th scope="col">{escape(word("student", code))}</th>' + "".join(
        f'<th scope="col" class="n">{escape(word(name, code))}</th>' for name in ("score", "penalty")
    )
    heads += f'<th scope="col">{escape(word("notes", code))}</th>'
    rows = [
        f'<tr><td><bdi>{escape(one.name)}</bdi></td><td class="n">{number(one.score, code, 1)}</td>'
        f'<td class="n">{number(one.penalty, code, 1) if one.penalty else ""}</td><td>{escape("; ".join(note.say(code) for note in one.notes))}</td></tr>'
        for one in report.students
    ]
    said = word("privacy-names" if report.named else "privacy", code)
    title = f"{word('students', code)} ({_count(len(rows), code)})"
    return (
        f'<h2>{escape(word("students", code))}</h2><p class="note">{escape(said)}</p>'
        f"<details><summary>{escape(title)}</summary>{_table(heads, rows)}</details>"
    )


def _foot(report: Report, code: str) -> str:
    return (
        f'<footer><h3>{escape(word("how", code))}</h3><p class="note">{escape(word("how-text", code))}</p>'
        f"</footer>"
    )


def _figures(shown: Iterable[tuple[str, str, str]]) -> str:
    rows = "".join(
        f"<div><dt>{escape(name)}</dt><dd>{escape(value)}{f'<small>{escape(more)}</small>' if more else ''}</dd></div>"
        for name, value, more in shown
    )
    return f'<dl class="figures">{rows}</dl>'


def _notes(notes: Iterable[Said], code: str) -> str:
    return "".join(f'<p class="note">{escape(note.say(code))}</p>' for note in notes)


def _table(heads: str, rows: Iterable[str], caption: str = "", *, small: bool = False) -> str:
    said = f"<caption>{escape(caption)}</caption>" if caption else ""
    kind = ' class="small"' if small else ""
    return _scrolled(
        f"<table{kind}>{said}<thead><tr>{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
    )


def _scrolled(inside: str) -> str:
    """Return what may be wider than a narrow screen; the keyboard can scroll it too."""
    return f'<div class="scroll" tabindex="0">{inside}</div>'


def _meter(share: float | None, code: str) -> str:
    if share is None:
        return "–"
    full = 0.0 if math.isnan(share) else max(0.0, min(1.0, share))
    return f'<span class="meter" style="--share:{100 * full:.0f}%"></span>{percent(share, code)}'


def _count(n: int, code: str) -> str:
    return format_number(n, code)


def _of(points: float, code: str) -> str:
    return f"/ {number(points, code, 0 if points == int(points) else 1)}"


def _time(seconds: float | None, code: str) -> str:
    if seconds is None:
        return "–"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02} min" if minutes else f"{rest} s"


def _short(text: str) -> str:
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= _LONGEST_STEM else one_line[: _LONGEST_STEM - 1].rstrip() + "…"
