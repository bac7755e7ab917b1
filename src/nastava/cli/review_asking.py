"""How each question type is asked in a terminal: numbered choices, and what is typed. Raw responses come out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Protocol

from nastava.items import Item
from nastava.items.blanks import ChoiceBlankView
from nastava.items.cloze import ClozeView
from nastava.items.ordering import OrderingView
from nastava.text.languages import pick
from nastava.text.markdown import to_plain


def _(message: str) -> str:
    return message


ONE = _("Number of your choice")
SOME = _("Numbers of all that apply, such as 1 3")
NUMBER = _("Your number")
WORDS = _("Your answer in a few words")
ORDER = _("All numbers in order, such as 3 1 2")
BLANK = _("Blank {n}")


class Terminal(Protocol):
    """What asks a learner."""

    language: str

    def show(self, line: str) -> None:
        """Show a line."""

    def ask(self, question: str, **values: object) -> str:
        """Return what is typed."""

    def say(self, message: str, **values: object) -> str:
        """Return a message in the language of the screen."""


def can_be_asked(item: Item) -> bool:
    """Return whether the item needs neither a picture nor a mouse."""
    return item.type in _FORMS and item.picture is None


def asked(item: Item, terminal: Terminal) -> Any:
    """Ask an item, whose stem is shown already; return the raw response."""
    return _FORMS[item.type](item, terminal)


def _plain(text: Any, terminal: Terminal) -> str:
    return to_plain(pick(text, terminal.language), inline=True)


def _listed(texts: Iterable[str], terminal: Terminal) -> None:
    for number, text in enumerate(texts, start=1):
        terminal.show(f"  {number}  {text}")


def _chosen(typed: str, ids: Sequence[Any]) -> Any:
    """Return the id with the number typed; what is no such number is a response that is none."""
    number = typed.strip().rstrip(".)")
    return (
        ids[int(number) - 1]
        if number.isascii() and number.isdigit() and 0 < int(number) <= len(ids)
        else None
    )


def _all_chosen(typed: str, ids: Sequence[Any]) -> list[Any]:
    return [_chosen(number, ids) for number in typed.replace(",", " ").split()]


def _single(item: Any, terminal: Terminal) -> Any:
    _listed((_plain(option.text, terminal) for option in item.options), terminal)
    return _chosen(terminal.ask(ONE), [option.id for option in item.options])


def _multiple(item: Any, terminal: Terminal) -> Any:
    _listed((_plain(option.text, terminal) for option in item.options), terminal)
    return _all_chosen(terminal.ask(SOME), [option.id for option in item.options])


def _true_false(_item: Any, terminal: Terminal) -> Any:
    _listed((terminal.say("True"), terminal.say("False")), terminal)
    return _chosen(terminal.ask(ONE), [True, False])


def _numeric(item: Any, terminal: Terminal) -> Any:
    if item.unit:
        terminal.show(f"  ({_plain(item.unit, terminal)})")
    return terminal.ask(NUMBER)


def _short_text(_item: Any, terminal: Terminal) -> Any:
    return terminal.ask(WORDS)


def _ordering(item: OrderingView, terminal: Terminal) -> Any:
    ends = " … ".join(_plain(end, terminal) for end in (item.first, item.last) if end)
    if ends:
        terminal.show(f"  {ends}")
    _listed((_plain(entry.text, terminal) for entry in item.entries), terminal)
    return _all_chosen(terminal.ask(ORDER), [entry.id for entry in item.entries])


def _assigning(item: Any, terminal: Terminal) -> Any:
    _listed((_plain(target.text, terminal) for target in item.targets), terminal)
    ids = [target.id for target in item.targets]
    return {row.id: _chosen(terminal.ask(_plain(row.text, terminal)), ids) for row in item.rows}


def _cloze(item: ClozeView, terminal: Terminal) -> Any:
    for line in item.paper(terminal.language).text:
        terminal.show(f"  {line}")
    response = {}
    for name, number in item.numbers(terminal.language).items():
        blank = item.blanks[name]
        if isinstance(blank, ChoiceBlankView):
            _listed((_plain(option.text, terminal) for option in blank.options), terminal)
        typed = terminal.ask(BLANK, n=number)
        if isinstance(blank, ChoiceBlankView):
            response[name] = _chosen(typed, [option.id for option in blank.options])
        elif typed.strip():
            response[name] = typed
    return {name: value for name, value in response.items() if value is not None}


_FORMS: dict[str, Callable[[Any, Terminal], Any]] = {
    "single_choice": _single,
    "multiple_choice": _multiple,
    "true_false": _true_false,
    "numeric": _numeric,
    "short_text": _short_text,
    "ordering": _ordering,
    "matching": _assigning,
    "grouping": _assigning,
    "cloze": _cloze,
}
