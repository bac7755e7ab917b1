"""Options, shared by the choice types."""

from __future__ import annotations

from collections.abc import Sequence

from nastava.items.base import Localized, Malformed, Model, Slug, broken, reason
from nastava.text.languages import pick
from nastava.text.markdown import to_plain

NO_SUCH_OPTION = reason(
    en="That option is not one of this question's. Reload the quiz and choose again.",
    sr="Ta opcija ne pripada ovom pitanju. Ponovo učitaj kviz i izaberi.",
)


class OptionView(Model):
    """An option as the learner sees it."""

    id: Slug
    text: Localized


class Option(OptionView):
    """An option with its place in the key and the words for those who choose it."""

    key: bool = False
    feedback: Localized | None = None


def check_options(options: Sequence[Option]) -> None:
    """Raise where ids repeat or two options read the same."""
    ids = [option.id for option in options]
    for id_ in ids:
        if ids.count(id_) > 1:
            raise broken(f"option id '{id_}' occurs twice", "give each option an id of its own")
    texts = [tuple(sorted(option.text.items())) for option in options]
    if len(set(texts)) < len(texts):
        raise broken("two options have the same text", "reword or remove one of them")


def known(choice: object, options: Sequence[OptionView]) -> Malformed | None:
    """Return why the choice is malformed, or None where it names an option."""
    return None if any(option.id == choice for option in options) else NO_SUCH_OPTION


def words(ids: Sequence[str], options: Sequence[OptionView], language: str) -> str:
    """Return the texts of the options named, as plain words, in the order of the options."""
    chosen = [to_plain(pick(option.text, language)) for option in options if option.id in ids]
    return "; ".join(chosen)
