"""What answer sheets say to learners, in the language of the source; ``_`` marks it for the catalogues."""

from __future__ import annotations


def _(message: str) -> str:
    return message


# Reading
TOO_LARGE = _("The answer sheet is larger than any real one and was not read.")
DAMAGED = _("The answer sheet was damaged. Attempts that could be read from it: {n}.")
ENTRIES_DAMAGED = _("Damaged entries of the answer sheet that were left out: {n}.")
UNREADABLE = _("The answer sheet {file} can't be read ({why}).")
KEPT_AS = _("The damaged file is kept as {file}.")
NEWER = _(
    "{file} was written by a newer version of Nastava. Update Nastava; until then nothing in it is changed."
)

# Writing
NEWER_WAITING = _(
    "{file} was written by a newer version of Nastava and is not changed. Your answers wait in {waiting}; "
    "update Nastava and they join it."
)
NOT_PUT_ASIDE = _(
    "Not saved yet: {file} can't be read, nor kept under another name. Rename it, or make it readable; your "
    "answer is kept here until then."
)
NOT_PUT_ASIDE_WAITING = _(
    "{file} can't be read, nor kept under another name. Your answers wait in {waiting}; rename {file}, or make "
    "it readable, and they join it."
)
HELD = _("Not saved yet: another program holds {file}. Close the other tab or wait a moment.")
DISK_FULL = _(
    "Not saved yet: the disk is full ({folder}). Free some space; your answer is kept here until then."
)
READ_ONLY = _(
    "Not saved yet: the folder {folder} can't be written. Make it writable; your answer is kept here until then."
)
NOT_WRITTEN = _(
    "Not saved yet: {file} can't be written ({why}). Your answer is kept here until that is mended."
)
FULL = _(
    "Not saved yet: {file} is full. Rename it and run the cell again to begin a new one; your answer is kept "
    "here until then."
)
NOT_PLAIN = _("That can't be kept: it is too large, or no plain data.")

# Handed in, to students and instructors
SHEET_MISSING = _("No answer sheet was handed in ({file}).")
SHEET_NOT_A_FILE = _(
    "The answer sheet {file} was a link or no file. Links are not followed, so it was not read."
)
SHEET_UNREADABLE = _("The answer sheet {file} can't be read ({why}).")
SHEET_NEWER = _(
    "The answer sheet {file} was written by a newer version of Nastava than the one that marks it. "
    "It was read as far as that goes."
)
SHEET_WAITING = _("Answers that waited in {file} are marked too: {n}.")
