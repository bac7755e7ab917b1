"""What is said of submissions that are alike, in the language of the source; ``_`` marks it for the catalogues."""

from __future__ import annotations


def _(message: str) -> str:
    return message


TITLE = _("Alike")
NOT_A_VERDICT = _(
    "A signal to look, never a verdict. Texts are alike for many reasons: a common source, a quotation, work that was "
    "allowed to be done together, an exercise with one obvious answer. Read the passages, and hear both students."
)
COUNTS = _("Submissions: {students}. Texts too short to compare: {short}. Pairs worth a look: {pairs}.")
NONE = _("Nothing stands out.")
MORE = _("Pairs that are not shown here: {n}. --json has them all.")
SHARE = _("{share} in common passages")
ORDER = _("{share} of the words in the same order")
LONGEST = _("longest passage: words {n}")
IN_CODE = _("program")
PSEUDONYMS = _(
    "Students stand under pseudonyms; the texts are their own and may name them all the same. Treat this as personal data."
)
