"""Options, shared by the types in which some of several options are chosen."""

from __future__ import annotations

import re
from collections.abc import Sequence
from random import Random
from typing import ClassVar, Self

from nastava.items.base import Item, Malformed, Paper, reason
from nastava.items.model import Localized, Model, Slug, broken
from nastava.items.on_paper import to_tick
from nastava.items.seeded import shuffled
from nastava.text.joining import in_one_line
from nastava.text.languages import pick
from nastava.text.markdown import to_html, to_plain

NO_SUCH_OPTION = reason(
    en="That option is not one of this question's. Reload the quiz and choose again.",
    sr="Ta opcija ne pripada ovom pitanju. Ponovo učitaj kviz i izaberi.",
    sq="Ai opsion nuk i përket kësaj pyetjeje. Ngarko përsëri kuizin dhe zgjidh.",
)


class OptionView(Model):
    """An option as the learner sees it."""

    id: Slug
    text: Localized


class Option(OptionView):
    """An option with its place in the key and the words for those who choose it.

    ``pinned``: it keeps its place where options are shuffled, as "none of these" does.
    """

    key: bool = False
    feedback: Localized | None = None
    pinned: bool = False


class WithOptions(Item):
    """An item whose options may change places, and which may be asked as a survey."""

    has_order: ClassVar[bool] = True
    may_survey: ClassVar[bool] = True
    options: Sequence[Option]

    def arranged(self, random: Random, *, shuffle: bool) -> Self:
        """Return the item with its options in the order drawn."""
        if not shuffle:
            return self
        options = reordered(self.options, random)
        copy = self.model_copy(update={"options": options})
        return copy.as_variant_of(self, order=[option.id for option in options])


#: Words that an id may not have: the learner's browser knows the ids.
_TELLING = frozenset(
    [
        "right",
        "correct",
        "wrong",
        "incorrect",
        "key",
        "keys",
        "distractor",
        "answer",
        "tacan",
        "tacna",
        "tacno",
        "netacan",
        "netacna",
        "netacno",
    ]
)


def check_options(options: Sequence[OptionView]) -> None:
    """Raise where ids repeat or tell the key, or two options read the same."""
    ids = [option.id for option in options]
    for id_ in ids:
        if telling := _TELLING & set(re.split(r"[-_\d]+", id_)):
            raise broken(
                f"the option id '{id_}' says whether it is right ('{min(telling)}')",
                "name it by what it says, or by a letter; the learner's browser knows the ids",
            )
        if ids.count(id_) > 1:
            raise broken(f"option id '{id_}' occurs twice", "give each option an id of its own")
    texts = [tuple(sorted(option.text.items())) for option in options]
    if len(set(texts)) < len(texts):
        raise broken("two options have the same text", "reword or remove one of them")


def without_key(options: Sequence[Option]) -> Sequence[Option]:
    """Return the options of a survey item; raise where one is a key."""
    if any(option.key for option in options):
        raise broken("a survey item has a key", "take out 'key:', or 'survey: true' if it is to be marked")
    return options


def reordered(options: Sequence[Option], random: Random) -> tuple[Option, ...]:
    """Return the options in another order; pinned ones keep their place."""
    return shuffled(options, random, pinned=lambda option: option.pinned)


def known(choice: object, options: Sequence[OptionView]) -> Malformed | None:
    """Return why the choice is malformed, or None where it names an option."""
    return None if any(option.id == choice for option in options) else NO_SUCH_OPTION


def words(ids: Sequence[str], options: Sequence[OptionView], language: str) -> str:
    """Return the texts of the options named, as plain words, in the order of the options."""
    chosen = [to_plain(pick(option.text, language), inline=True) for option in options if option.id in ids]
    return in_one_line(chosen)


def boxes(options: Sequence[OptionView], language: str, *, several: bool) -> Paper:
    """Return the options with a circle, or where several may be ticked a box, before each."""
    texts = [pick(option.text, language) for option in options]
    rows = ((to_html(text, inline=True), to_plain(text, inline=True)) for text in texts)
    return to_tick(rows, several=several)
