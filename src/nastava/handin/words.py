"""The words of the page on which work is handed in."""

from __future__ import annotations

from nastava.text.messages import translator


def words(language: str) -> dict[str, str]:
    """Return them by the names that the browser side uses.

    Example:
        >>> words("en")["again"]
        'Look again'
    """
    _ = translator(language)
    return {
        "page": _("Hand in"),
        "read_at": _("Read from the disk at {time}."),
        "again": _("Look again"),
        "which": _("Which one?"),
        "not_begun": _("not begun"),
        "begun": _("begun"),
        "handed_in": _("handed in {time}"),
        "packed": _("packed {time}, to be uploaded"),
        "alone": _("Exercises of the course. Nobody collects them, unless your instructor asks for one."),
        "none": _("There is no assignment here yet. Put the folder that you got from your instructor beside the folders en and sr, then look again."),
        "goes": _("What goes"),
        "notebook": _("Notebook"),
        "notebook_saved": _("saved {time}"),
        "unsaved": _("This page has changes that are not saved. Go to its tab, press {keys} and come back; what is not saved is not handed in."),
        "worked_later": _("You worked in this notebook at {later}, after it was last saved ({time}). If you wrote something, go to its tab, press {keys} and come back."),
        "quiz": _("Quiz"),
        "quiz_answered": _("answered {n} of {total}; answers are saved at once"),
        "open_questions": _("Without an answer: {numbers}"),
        "typed": _("Chosen or typed, but not saved with the button: {numbers}"),
        "boxes": _("Boxes to fill in"),
        "boxes_left": _("as you got them: {n} of {total}"),
        "boxes_done": _("changed: all {total}"),
        "to_exchange": _("It goes to your instructor through the course's exchange folder."),
        "to_upload": _("It is packed into one file, which you then upload to your learning platform."),
        "name": _("Your name or student number; the file is named after it"),
        "hand_in": _("Hand in"),
        "hand_in_again": _("Hand in again"),
        "pack": _("Pack for upload"),
        "pack_again": _("Pack again"),
        "sure": _("Hand in “{title}” as it is now?"),
        "sure_complete": _("Nothing is missing."),
        "sure_open": _("This is still open:"),
        "later_counts": _("You can hand in again until the deadline; the last time counts."),
        "yes": _("Yes, hand in"),
        "yes_pack": _("Yes, pack it"),
        "back": _("Go back"),
        "busy": _("Handing in…"),
        "receipt": _("Receipt"),
        "to_do": _("Packed. One step is left: upload the file"),
        "code": _("Code"),
        "when": _("When"),
        "where": _("Where"),
        "file": _("File"),
        "bytes": _("Bytes"),
        "download": _("Download the file"),
        "open_receipt": _("Open the receipt to print or keep"),
        "receipt_kept": _("The receipt is kept in {file}."),
        "refused": _("The course's exchange folder did not take it ({why}). Tell your instructor, and send the file below instead."),
        "earlier": _("Earlier receipts: {n}"),
        "no_kernel": _("The page has lost its connection, and nothing was handed in. Choose Kernel → Restart Kernel… in the menu, then run the page again."),
    }  # fmt: skip
