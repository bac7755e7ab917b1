"""Ids that a package brings along, unless they are no ids of ours or tell a key."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from pydantic_core import PydanticCustomError

from nastava.interop.names import all_opaque, letters
from nastava.items.assigning import Labelled, check_unnumbered, check_untelling
from nastava.items.options import OptionView, check_options

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def option_ids(given: Sequence[str]) -> list[str]:
    """Return ids of options: those of the file, unless they are no ids of ours or tell the key."""
    own = [id_.removeprefix("_") for id_ in given]
    if all(map(SLUG.fullmatch, own)) and len(set(own)) == len(own):
        try:
            check_options([OptionView(id=id_, text={"en": id_}) for id_ in own])
        except PydanticCustomError:
            return letters(len(given))
        return own
    return letters(len(given))


def only_count(ids: Sequence[str]) -> bool:
    """Return whether ids tell the order in which they were written.

    Example:
        >>> only_count(["e1", "e2", "e3"]), only_count(["vote", "entry"])
        (True, False)
    """
    try:
        check_unnumbered(ids)
    except PydanticCustomError:
        return True
    return False


def matching_ids(rows: Sequence[str], targets: Sequence[str], key: Mapping[str, str]) -> dict[str, str]:
    """Return ids of prompts and choices: those of the file, unless they tell the key."""
    own = {id_: id_.removeprefix("_") for id_ in (*rows, *targets)}
    if all(map(SLUG.fullmatch, own.values())) and len(set(own.values())) == len(rows) + len(targets):
        try:
            check_unnumbered([own[id_] for id_ in targets])
            check_unnumbered([own[id_] for id_ in rows])
            labels = [Labelled(id=own[id_], text={"en": id_}) for id_ in targets]
            check_untelling({own[row]: own[target] for row, target in key.items()}, labels)
        except PydanticCustomError:
            pass
        else:
            return own
    return dict(zip((*rows, *targets), all_opaque((*rows, *targets)), strict=True))
