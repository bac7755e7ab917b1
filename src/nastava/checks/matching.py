"""What a comparison says when something is missing: no, and why."""

from __future__ import annotations

from nastava.checks.reasons import Reason


class Lacks:
    """A no with its reason. Given back by a function in ``check(…, that=…)``, the learner reads the reason.

    Example:
        >>> no = Lacks({"en": "The figure has no title."})
        >>> bool(no), no.reason["en"]
        (False, 'The figure has no title.')
    """

    def __init__(self, reason: Reason) -> None:
        self.reason = reason

    def __bool__(self) -> bool:
        return False

    def __repr__(self) -> str:
        return f"<lacks: {self.reason['en']}>"


#: What a comparison of ``shows`` gives.
Verdict = bool | Lacks
