"""``nastava export``: quizzes for other systems."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nastava.cli.import_ import FORMATS as IMPORTED
from nastava.cli.import_ import tell
from nastava.errors import NastavaError

if TYPE_CHECKING:
    from nastava.quizzes import Bank


ANKI = "anki"
#: Names of formats; Anki's cards are written only.
FORMATS = (ANKI, *IMPORTED)


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
    mlang: Annotated[
        bool,
        typer.Option("--mlang", help="One file for all languages, marked with {mlang} for Moodle's filter."),
    ] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="End with exit code 1 if anything is left out.")
    ] = False,
) -> None:
    """Write practice quizzes for another system, such as Moodle or Anki.

    Each quiz and language makes a file, but for Anki one holds all. What the format does not know is told item by
    item. Needs the extra interop: python -m pip install "nastava[interop]". Graded quizzes, whose keys stay with
    the instructor, are not exported.
    """
    from nastava.text.languages import current_language

    if to not in FORMATS:
        raise NastavaError(f"Format {to!r} is not known. Use one of: {', '.join(FORMATS)}.")
    codes = list(
        dict.fromkeys([current_language(code) for code in language] if language else [current_language()])
    )
    banks = _practice(quizzes or [])
    if to == ANKI:
        if mlang:
            raise NastavaError("--mlang is for moodle-xml. For Anki each language makes a deck of its own.")
        _for_anki(banks, codes, output)
    elif _by_quiz(to, banks, codes, output, mlang=mlang) and strict:
        raise typer.Exit(1)


def _for_anki(banks: Sequence[Bank], codes: Sequence[str], output: Path | None) -> None:
    from nastava.interop.anki import anki_package

    name = banks[0].id if len(banks) == 1 else "nastava"
    target = output or Path("-".join([name, *codes]) + ".apkg")
    _check_ending(target, ANKI, ".apkg")
    _write(target, anki_package(banks, codes))
    items = sum(not item.survey for bank in banks for item in bank.items)
    typer.echo(
        f"Wrote {target}: quizzes {len(banks)}, questions {items}, languages {', '.join(codes)}. "
        f"In Anki: File → Import. A later export brings the same cards up to date."
    )


def _by_quiz(
    to: str, banks: Sequence[Bank], codes: Sequence[str], output: Path | None, *, mlang: bool
) -> bool:
    """Write a file for each quiz and language; return whether anything was left out."""
    from nastava.interop.formats import FORMATS as KNOWN

    made = KNOWN[to]
    if mlang and not made.mlang:
        raise NastavaError(f"--mlang is for moodle-xml. In {to} each language makes a file of its own.")
    files = [(bank, group) for bank in banks for group in ([codes] if mlang else [[code] for code in codes])]
    if output is not None and len(files) > 1:
        raise NastavaError(
            f"--output names one file, and this makes {len(files)}. Leave it out, or export one by one."
        )
    if output is not None:
        _check_ending(output, to, made.suffix)
    written = [(bank, group, made.write(bank, group)) for bank, group in files]
    if not any(file.items for _, _, file in written):
        for _, _, file in written:
            tell(file.notes)
        raise NastavaError(f"No question has a counterpart in {to}. Nothing was written.")
    for bank, group, file in written:
        target = output or Path(
            "-".join([bank.id, *group, *(["qti3"] if to == "qti3" else [])]) + made.suffix
        )
        tell(file.notes)
        _write(target, file.content)
        dropped = sum(note.dropped for note in file.notes)
        left = f", left out {dropped}" if dropped else ""
        typer.echo(
            f"Wrote {target}: questions {file.items}{left}, languages {', '.join(group)}. {made.after}"
        )
    return any(file.notes for _, _, file in written)


def _check_ending(target: Path, to: str, suffix: str) -> None:
    if target.suffix != suffix:
        raise NastavaError(f"{target}: a file for {to} ends in {suffix}. Give such a name with --output.")


def _write(target: Path, content: bytes) -> None:
    from nastava.atomic import write_atomically

    try:
        write_atomically(target, content)
    except OSError as error:
        raise NastavaError(
            f"{target}: {error.strerror or error}. Choose another place with --output."
        ) from None


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
