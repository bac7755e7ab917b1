"""The words of the preview's page."""

from __future__ import annotations

from nastava.text.messages import translator


def preview_words(language: str) -> dict[str, str]:
    """Return the words by the names that the page uses.

    Example:
        >>> preview_words("en")["dark"]
        'Dark'
    """
    _ = translator(language)
    return {
        "preview": _("Preview"),
        "dark": _("Dark"),
        "narrow": _("320 px wide"),
        "variant": _("New variant"),
        "answers": _("Answers"),
        "language": _("Language"),
        "faults": _("Faults: {n}"),
        "warnings": _("Warnings: {n}"),
        "line": _("line {n}"),
        "mend": _("Mend: {how}."),
        "kept": _("Below is the last state that could be shown."),
        "nothing": _("There is nothing to show yet. Mend the bank and save it: it will appear here."),
        "lost": _("The preview has lost its connection. If it was stopped, start it again: nastava preview"),
        "question": _("Question"),
        "key": _("The answer"),
        "chance": _("Random answering earns"),
        "policy": _("Scoring"),
    }
