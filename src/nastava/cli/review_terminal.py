"""A review in a terminal: question, answer, what it was worth, how well it was known."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.rule import Rule
from rich.text import Text

from nastava.cli.review_asking import asked
from nastava.items import Item, Malformed
from nastava.quizzes.credit import CERTAINTY_MARKS
from nastava.study.session import ReviewSession
from nastava.text.languages import pick
from nastava.text.markdown import to_plain
from nastava.text.messages import translator
from nastava.widget.messages import WORDS


def _(message: str) -> str:
    return message


STOPPED = _("Stopped. What you answered is saved; the rest stays due.")
COMMANDS = _("Instead of an answer: :h for a hint, :q to stop.")
NO_HINT = _("There is no further hint.")
OWN_WORD = _("Enter to agree, or a number")
CERTAIN = _("1, 2 or 3")
_STYLES = {"right": "bold green", "partly": "bold yellow", "wrong": "bold red"}
_ICONS = {"right": "✓", "partly": "◐", "wrong": "✗"}


class Stop(Exception):  # noqa: N818  # it is no error
    """The learner leaves."""


class _Hint(Exception):  # noqa: N818  # it is no error
    """The learner asks for a hint."""


class ReviewInTerminal:
    """Asks what a session holds.

    Args:
        session: the review.
        console: where it is shown and typed.
        language: code of the language.
    """

    def __init__(self, session: ReviewSession, console: Console, language: str) -> None:
        self.session = session
        self.console = console
        self.language = session.language = language
        self._translate = translator(language)

    def run(self) -> None:
        """Ask one item after the other; what is answered is saved at once."""
        self._told(self.say(COMMANDS), "dim")
        items = [item for item in self.session.items.values() if isinstance(item, Item)]
        try:
            for number, item in enumerate(items, start=1):
                self._question(item, number, len(items))
        except Stop:
            self.show("")
            self._told(self.say(STOPPED))

    # The terminal as questions see it --------------------------------------------------------------------

    def show(self, line: str) -> None:
        """Show a line as it is: no mark-up of the terminal's."""
        self._told(line)

    def ask(self, question: str, **values: object) -> str:
        """Return what is typed."""
        try:
            typed = self.console.input(Text(f"{self.say(question, **values)}: ", style="bold"))
        except (EOFError, KeyboardInterrupt):
            raise Stop from None
        match typed.strip().lower():
            case ":q":
                raise Stop
            case ":h":
                raise _Hint
        return typed

    def say(self, message: str, **values: object) -> str:
        """Return a message in the language."""
        said = self._translate(message)
        return said.format(**values) if values else said

    def _told(self, text: str, style: str = "") -> None:
        self.console.print(Text(text, style=style))

    # A question -------------------------------------------------------------------------------------------

    def _question(self, item: Item, number: int, total: int) -> None:
        self.console.print(
            Rule(self.say(WORDS["question"], n=number, total=total), align="left", style="dim")
        )
        self._told(to_plain(pick(item.stem, self.language)), "bold")
        while True:
            try:
                if self._taken(item):
                    break
            except _Hint:
                self._hint(item)
        self._outcome(item)
        self._rate(item)

    def _taken(self, item: Item) -> bool:
        """Ask and hand in; return whether it was a response."""
        raw = asked(item, self)
        parsed = item.parse(raw, self.language)
        if isinstance(parsed, Malformed):
            self._told(pick(parsed.reason, self.language), "yellow")
            return False
        certainty = self._certainty() if self.session.asks_certainty(item) else None
        refused = self.session.submit(item.id, raw, self.language, certainty)
        if self.session.unsaved:
            self._told(self.session.unsaved.say(self.language), "bold red")
        return refused is None

    def _certainty(self) -> int:
        self._told(self.say(WORDS["certainty"]))
        for level in CERTAINTY_MARKS:
            self.show(f"  {level}  {self.say(WORDS[f'certainty_{level}'])}")
        while True:
            typed = self.ask(CERTAIN).strip()
            if typed in map(str, CERTAINTY_MARKS):
                return int(typed)

    def _hint(self, item: Item) -> None:
        opened = self.session.hints_opened(item)
        self.session.hint(item.id)
        if self.session.hints_opened(item) == opened:
            self._told(self.say(NO_HINT), "dim")
        else:
            self._told(to_plain(pick(item.hints[opened].text, self.language)), "italic")

    def _outcome(self, item: Item) -> None:
        score = item.marked(self.session.attempts(item)[-1]["response"])
        word = self.say(WORDS[score.verdict])
        self._told(f"{_ICONS.get(score.verdict, '')} {word}", _STYLES.get(score.verdict, ""))
        for text in score.feedback:
            self.show(to_plain(pick(text, self.language)))
        if score.verdict != "right":
            self.show(f"{self.say(WORDS['answer_is'])}: {item.key_in_words(self.language)}")
        if item.explanation:
            self.show(to_plain(pick(item.explanation, self.language)))

    def _rate(self, item: Item) -> None:
        rating = self.session.rating(item, self.language)
        if rating is None:
            return
        self._told(self.say(WORDS["rate"]))
        levels: list[dict[str, Any]] = rating["levels"]
        for number, level in enumerate(levels, start=1):
            mark = "→" if level["value"] == rating["chosen"] else " "
            self.show(f"{mark} {number}  {level['name']} ({level['when']})")
        while True:
            try:
                typed = self.ask(OWN_WORD).strip()
            except _Hint:
                continue
            if not typed:
                return
            if typed in {"1", "2", "3", "4"}:
                self.session.rate(item.id, levels[int(typed) - 1]["value"])
                return
