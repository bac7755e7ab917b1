"""``nastava similar``: submissions that are suspiciously alike, passage by passage."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from nastava.atomic import write_atomically
from nastava.errors import NastavaError
from nastava.light import without_iri_grammar

#: Pairs in the terminal, and the longest passage there in characters.
_MOST, _LONGEST = 20, 160


def similar(
    assignment: Annotated[str, typer.Argument(help="Name of the assignment, such as kfor-2023.")],
    html: Annotated[
        Path | None,
        typer.Option("--html", metavar="FILE", help="Page to write, with the texts side by side."),
    ] = None,
    course: Annotated[
        Path | None, typer.Option("--course", help="Folder of the course. Default: this one.")
    ] = None,
    language: Annotated[
        str | None, typer.Option("--language", help="Language of what is said: en, sr, sr-Cyrl.")
    ] = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print all pairs and passages as JSON.")] = False,
    names: Annotated[bool, typer.Option("--names", help="Show names instead of pseudonyms.")] = False,
) -> None:
    """List essays and programs that are suspiciously alike.

    A signal to look, never a verdict. What everybody was given (the released notebook and quiz) is left out, and what many have in common too. Ends with
    exit code 0 whether or not something is found.
    """
    without_iri_grammar()
    from nastava.grading.similar.finding import find_alike, longest
    from nastava.grading.similar.page import in_words, page, place_of, summary
    from nastava.grading.similar.words import MORE, NONE, NOT_A_VERDICT
    from nastava.text import current_language, translator

    code = current_language(language)
    found = find_alike(assignment, course or Path.cwd(), names=names)
    for problem in found.problems:
        typer.echo(problem, err=True)
    if html is not None:
        try:
            write_atomically(html, page(found, code).encode("utf-8", "replace"), private=True)
        except OSError as error:
            raise NastavaError(
                f"{html} can't be written ({error.strerror}). Name another file with --html."
            ) from error
    if as_json:
        typer.echo(json.dumps(found.to_dict(code), ensure_ascii=False, indent=2))
        return
    _ = translator(code)
    typer.echo(_(NOT_A_VERDICT))
    typer.echo(summary(found, code))
    for pair in found.pairs[:_MOST]:
        left, right = found.called[pair.left.student], found.called[pair.right.student]
        typer.echo(f"\n{left} – {right}  {place_of(pair, code)}")
        typer.echo(f"  {in_words(pair, code)}")
        for name, text in zip((left, right), longest(pair), strict=True):
            typer.echo(f"  {name}: {_shortened(text)}")
    if not found.pairs:
        typer.echo(_(NONE))
    if len(found.pairs) > _MOST:
        typer.echo("\n" + _(MORE).format(n=len(found.pairs) - _MOST))
    if html is not None:
        typer.echo(f"Wrote {html}")


def _shortened(text: str) -> str:
    plain = "".join(character if character.isprintable() else " " for character in text)
    words = " ".join(plain.split())
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"
