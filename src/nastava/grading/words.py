"""What grading says to students, in the language of the source; ``_`` marks it for the catalogues."""

from __future__ import annotations


def _(message: str) -> str:
    return message


# The notebook handed in
NOTEBOOK_NOT_A_FILE = _("The notebook handed in was a link or no file. Links are not followed.")
NOT_JSON = _("The notebook handed in is damaged and can't be read (line {line}: {why}).")
NO_NOTEBOOK = _("The file handed in is no Jupyter notebook.")
PUT_BACK = _(
    "The cell “{cell}” was missing from the notebook handed in, or had lost its name. It was put back."
)
KERNEL_ENDED = _("The program ended or stopped answering, in this cell or before it.")

# The answer sheet
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
SURPLUS = _("The quiz gives more points now than the released cell has ({of}); the surplus is left out.")
BEYOND_ATTEMPTS = _("Question {n} ({item}) was answered {times} times; the quiz allows {most}.")
BEYOND_TIME = _("From start to last answer the quiz took {minutes} minutes; the limit is {limit}.")
