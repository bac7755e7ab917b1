"""What ``nastava report`` shows in the terminal."""

from __future__ import annotations

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from nastava.reports.analysis import title_of
from nastava.reports.model import QuizReport, Report
from nastava.reports.words import number, percent, word
from nastava.text import pick
from nastava.text.numbers import format_number

_BLOCKS = " ▁▂▃▄▅▆▇█"
_LONGEST = 44


def print_report(report: Report, language: str) -> None:
    """Print the summary: scores, each quiz with its items, exercises, and what is worth a look."""
    console = Console(highlight=False)
    console.print(f"[bold]{escape(report.assignment)}[/bold]")
    told = [
        f"{word('students', language)} {format_number(len(report.scores), language)}",
        f"{word('mean', language)} {number(report.mean, language, 1)} / {number(report.of, language, 0 if report.of == int(report.of) else 1)}",
        f"{word('median', language)} {number(report.median, language, 1)}",
        f"{word('sd', language)} {number(report.sd, language, 1)}",
    ]
    console.print(" · ".join(told), soft_wrap=True)
    console.print(f"0 {_spark(report)} {number(report.of, language, 0)}")
    for note in report.notes:
        console.print(escape(note.say(language)), soft_wrap=True)
    for quiz in report.quizzes:
        _print_quiz(console, quiz, language)
    _print_cells(console, report, language)
    console.print(f"\n[bold]{word('look', language)}[/bold]")
    for flag in report.flags:
        console.print(f"▸ {escape(flag.say(language))}", soft_wrap=True)
    if not report.flags:
        console.print(word("nothing", language))


def _spark(report: Report) -> str:
    from nastava.reports.charts import bins

    counts, _edges = bins(report.scores, report.of)
    tallest = max(counts)
    return "".join(_BLOCKS[0 if not count else 1 + round(7 * count / tallest)] for count in counts)


def _print_quiz(console: Console, quiz: QuizReport, language: str) -> None:
    console.print(f"\n[bold]{word('quiz', language)}: {escape(title_of(quiz, language))}[/bold]")
    told = [f"{word('sheets', language)} {format_number(quiz.sheets, language)}"]
    if quiz.reliability:
        sure = quiz.reliability
        told.append(
            f"{sure.coefficient} {number(sure.value, language)} ({number(sure.low, language)} … {number(sure.high, language)})"
        )
        told.append(f"{word('error', language)} {number(sure.error, language)}")
    told.append(f"{word('guess', language)} {number(quiz.guess, language, 1)}")
    console.print(" · ".join(told), soft_wrap=True)
    for note in quiz.notes:
        console.print(escape(note.say(language)), soft_wrap=True)
    table = Table(box=None, pad_edge=False)
    table.add_column("", justify="right")
    table.add_column(word("item", language))
    for name in ("facility", "item-rest", "index", "blanks", "not-reached"):
        table.add_column(word(name, language), justify="right")
    for item in quiz.items:
        stem = " ".join(pick(item.stem, language).split())
        shown = stem if len(stem) <= _LONGEST else stem[: _LONGEST - 1] + "…"
        solved = word("by-hand", language) if item.facility is None and item.by_hand else percent(item.facility if item.facility is not None else float("nan"), language)  # fmt: skip
        table.add_row(
            str(item.number), escape(shown), solved, number(item.item_rest, language), number(item.index, language),
            percent(item.blanks, language), percent(item.not_reached, language),
        )  # fmt: skip
    console.print(table)


def _print_cells(console: Console, report: Report, language: str) -> None:
    cells = [cell for cell in report.cells if cell.kind != "quiz"]
    if not cells:
        return
    console.print(f"\n[bold]{word('exercises', language)}[/bold]")
    table = Table(box=None, pad_edge=False)
    for name in ("cell", "facility"):
        table.add_column(word(name, language), justify="left" if name == "cell" else "right")
    table.add_column("")
    for cell in cells:
        failed = max(cell.checks, key=lambda one: one.students - one.passed, default=None)
        worst = (
            f"{pick(failed.what, language)}: {word('failed', language).lower()} {failed.students - failed.passed}"
            if failed and failed.passed < failed.students
            else ""
        )
        solved = percent(cell.facility if cell.facility is not None else float("nan"), language)
        table.add_row(escape(cell.name), solved, escape(worst))
    console.print(table)
