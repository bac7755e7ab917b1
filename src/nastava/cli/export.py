"""``nastava export``: quizzes for other systems."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nastava.errors import NastavaError

if TYPE_CHECKING:
    from nastava.quizzes import Bank


@dataclass(frozen=True)
class _Format:
    """A format: how its files end, what is said of them, and who writes one."""

    suffix: str
    after: str
    write: Callable[[Sequence[Bank], Sequence[str]], bytes]


def _anki(banks: Sequence[Bank], languages: Sequence[str]) -> bytes:
    from nastava.interop.anki import anki_package

    return anki_package(banks, languages)


#: A further format is a writer in ``nastava.interop`` and a line here.
FORMATS: Mapping[str, _Format] = {
    "anki": _Format(
        ".apkg", "In Anki: File → Import. A later export brings the same cards up to date.", _anki
    ),
}


def export(
    quizzes: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[QUIZ]...",
            help="Ids of quizzes, or paths of banks. Default: all practice quizzes.",
            show_default=False,
        ),
    ] = None,
    *,
    to: Annotated[str, typer.Option("--to", metavar="|".join(FORMATS), help="Format.")],
    language: Annotated[
        list[str] | None,
        typer.Option(
            metavar="en|sr|sr-Cyrl",
            help="Language; may be given more than once.",
            show_default="the folder's",
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", metavar="FILE", help="File to write.", show_default="QUIZ-en.apkg"),
    ] = None,
) -> None:
    """Write practice quizzes for another system, such as Anki.

    Needs the extra interop: python -m pip install "nastava[interop]". Graded quizzes, whose keys stay with the
    instructor, are not exported.
    """
    from nastava.atomic import write_atomically
    from nastava.text.languages import current_language

    if to not in FORMATS:
        raise NastavaError(f"Format {to!r} is not known. Use one of: {', '.join(FORMATS)}.")
    made = FORMATS[to]
    codes = list(
        dict.fromkeys([current_language(code) for code in language] if language else [current_language()])
    )
    banks = _practice(quizzes or [])
    name = banks[0].id if len(banks) == 1 else "nastava"
    target = output or Path("-".join([name, *codes]) + made.suffix)
    if target.suffix != made.suffix:
        raise NastavaError(
            f"{target}: a file for {to} ends in {made.suffix}. Give such a name with --output."
        )
    content = made.write(banks, codes)
    try:
        write_atomically(target, content)
    except OSError as error:
        raise NastavaError(
            f"{target}: {error.strerror or error}. Choose another place with --output."
        ) from None
    items = sum(not item.survey for bank in banks for item in bank.items)
    typer.echo(
        f"Wrote {target}: quizzes {len(banks)}, questions {items}, languages {', '.join(codes)}. {made.after}"
    )


def _practice(names: Sequence[str]) -> list[Bank]:
    """Return the banks by id or path, each once.

    Raises:
        QuizNotFoundError: there is none.
        BankError: one has faults.
        NastavaError: one is graded, or two have the same id.
    """
    from nastava.content import quizzes_dir
    from nastava.quizzes import Bank, load_bank
    from nastava.quizzes.find import find_quiz

    if not names:
        return [load_bank(path) for path in sorted(quizzes_dir().glob("*.yaml"))]
    banks: dict[str, Bank] = {}
    for name in dict.fromkeys(names):
        path = Path(name).expanduser()
        by_path = path.suffix in {".yaml", ".yml"} or len(path.parts) > 1
        found = load_bank(path) if by_path else find_quiz(name)
        if not isinstance(found, Bank) or found.mode == "graded":
            raise NastavaError(f"{name}: a graded quiz is not exported: its key stays with the instructor.")
        if found.id in banks:
            raise NastavaError(
                f"{name}: another quiz given has the id {found.id!r} too. Export them one by one."
            )
        banks[found.id] = found
    return list(banks.values())
