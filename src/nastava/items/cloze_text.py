"""The text of a cloze: where its blanks stand, in which order, and what a writer may do wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping

from nastava.items.model import broken
from nastava.text.languages import pick
from nastava.text.markdown import text_runs, to_html, to_plain
from nastava.text.tex import literal

_BLANK = re.compile(r"\[\[([a-z0-9]+(?:-[a-z0-9]+)*)\]\]")
#: Whatever looks as if a blank was meant.
_MEANT = re.compile(r"\[\[([^\[\]\n]*)\]\]")


def check_text(text: Mapping[str, str], blanks: Collection[str]) -> None:
    """Raise where the text of a language does not hold each blank exactly once, as plain words.

    Raises:
        PydanticCustomError: one sentence on what is wrong, with the mend.

    Example:
        >>> check_text({"en": "[[who]] leads it.", "sr": "Predvodi ga [[who]]."}, ["who"])
    """
    for code, words in text.items():
        runs = list(text_runs(words))
        for name in (name for run in runs for name in _MEANT.findall(run)):
            if name not in blanks:
                raise broken(
                    f"the text in '{code}' has [[{name}]], but no blank is called so (there are: {', '.join(blanks)})",
                    "correct the name, or add it under 'blanks:'",
                )
        in_text = _BLANK.findall(words)
        in_words = [name for run in runs for name in _BLANK.findall(run)]
        for name in blanks:
            if name not in in_text:
                raise broken(f"the text in '{code}' lacks the blank [[{name}]]", "put it where it belongs")
            if in_text.count(name) > 1:
                raise broken(
                    f"the text in '{code}' has the blank [[{name}]] {in_text.count(name)} times",
                    "keep one, and give the other a name of its own",
                )
            if name not in in_words:
                raise broken(
                    f"the blank [[{name}]] stands inside code, a link or a picture in the text in '{code}'",
                    "move it out",
                )


def order(text: Mapping[str, str], blanks: Collection[str], language: str) -> dict[str, int]:
    """Return each blank's number, from 1, in the order of the language's text.

    Example:
        >>> order({"en": "[[b]] and [[a]]"}, ["a", "b"], "en")
        {'b': 1, 'a': 2}
    """
    found = [name for name in _BLANK.findall(pick(text, language)) if name in blanks]
    return {name: number for number, name in enumerate(dict.fromkeys([*found, *blanks]), start=1)}


def printed(text: Mapping[str, str], line: Callable[[str], str], language: str) -> tuple[str, list[str]]:
    """Return the text with a line to write on for each blank: as safe HTML, and as lines of plain text.

    Args:
        text: the text in each language.
        line: gives what stands in the place of a blank, by its name, as plain text.
        language: code of the language.

    Example:
        >>> printed({"en": "*About* [[n]]."}, lambda name: "____", "en")
        ('<p><em>About</em> ____.</p>', ['About ____.'])
    """
    words = pick(text, language)
    html = _BLANK.sub(lambda match: literal(line(match[1])), to_html(words))
    plain = _BLANK.sub(lambda match: line(match[1]), to_plain(words))
    return html, plain.splitlines()
