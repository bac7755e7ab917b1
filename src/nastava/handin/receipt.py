"""The receipt: what was handed in, when, where to, and a code to quote."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from pathlib import Path
from typing import Any

from nastava.answers.clock import moment_of
from nastava.atomic import write_atomically
from nastava.errors import NastavaError
from nastava.handin.look import Handed, code_of, digest_of
from nastava.text.dates import format_date
from nastava.text.languages import language as language_of
from nastava.text.messages import translator

#: Folder of receipts, at the root of a workspace.
RECEIPTS = "receipts"
_FORMAT = 1
_STYLE = (
    "body{font:16px/1.55 system-ui,sans-serif;color:#1c1c1c;background:#fff;max-width:46em;margin:2.5em auto;padding:0 1.25em}"
    "h1{font-size:1.5em;margin:0 0 .25em}.code{font:600 1.9em/1.3 ui-monospace,monospace;margin:.4em 0}"
    "dl{display:grid;grid-template-columns:max-content 1fr;gap:.3em 1.5em;margin:1.5em 0}dt{color:#555}dd{margin:0;overflow-wrap:anywhere}"
    "table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.4em 1em .4em 0;border-top:1px solid #ccc}"
    "th{font-weight:400;color:#555}td.n{white-space:nowrap}code{font-family:ui-monospace,monospace;font-size:.85em;overflow-wrap:anywhere}"
    "p.note{color:#555}@media(max-width:34em){dl{display:block}dd{margin-bottom:.6em}}"
)


@dataclass(frozen=True)
class Receipt:
    """What was handed in.

    ``way`` is ``exchange`` (nbgrader's folder, where ``verified`` says that the copy there was read again and is the
    same) or ``archive`` (a file that is still to be uploaded). ``where`` is the place of it, an archive's from the workspace on.
    """

    assignment: str
    course: str
    student: str
    at: datetime
    way: str
    where: str
    verified: bool
    files: Sequence[Handed]

    @property
    def digest(self) -> str:
        """The SHA-256 over all files."""
        return digest_of(self.files)

    @property
    def code(self) -> str:
        """The short code."""
        return code_of(self.digest)

    @property
    def name(self) -> str:
        """The name of its files, without ending."""
        return f"{self.assignment}-{self.at:%Y-%m-%d-%H%M%S}-{self.code}"

    def to_json(self) -> bytes:
        """Return the file's content."""
        content = {
            "format": _FORMAT, "assignment": self.assignment, "course": self.course, "student": self.student,
            "handed_in": self.at.isoformat(timespec="seconds"), "way": self.way, "where": self.where,
            "verified": self.verified, "files": [each.to_dict() for each in self.files],
            "sha256": self.digest, "code": self.code,
        }  # fmt: skip
        return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def save_receipt(receipt: Receipt, root: Path, language: str) -> Path:
    """Write a receipt for programs and one for people; return the path of the latter.

    Raises:
        OSError: as the system says.
    """
    folder = root / RECEIPTS
    write_atomically(folder / f"{receipt.name}.json", receipt.to_json())
    page = folder / f"{receipt.name}.html"
    write_atomically(page, as_html(receipt, language).encode())
    return page


def receipts_in(root: Path) -> list[Receipt]:
    """Return the receipts in a workspace, the newest first; files that are none are passed over."""
    found = []
    for path in (root / RECEIPTS).glob("*.json"):
        try:
            found.append(read_receipt(path))
        except NastavaError:
            continue
    return sorted(found, key=lambda each: each.at, reverse=True)


def read_receipt(path: Path) -> Receipt:
    """Read a receipt.

    Raises:
        NastavaError: the file can't be read, or is none; a receipt that was changed by hand is none either.
    """
    try:
        content = json.loads(path.read_bytes())
        if content["format"] > _FORMAT:
            raise NastavaError(f"{path}: a newer Nastava wrote this receipt. Update Nastava.")
        receipt = _read(content)
        recorded = content["sha256"]
    except OSError as error:
        raise NastavaError(f"{path}: this can't be read ({error.strerror}).") from None
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise NastavaError(
            f"{path}: this is no receipt. Take the .json file from the folder {RECEIPTS!r}."
        ) from None
    if receipt.digest != recorded:
        raise NastavaError(f"{path}: this receipt was changed: its code is not that of the files it lists.")
    return receipt


def _read(content: dict[str, Any]) -> Receipt:
    at = moment_of(content["handed_in"])
    if at is None:
        raise ValueError("no time")
    files = tuple(
        Handed(str(each["path"]), int(each["bytes"]), str(each["sha256"])) for each in content["files"]
    )
    texts = [str(content[name]) for name in ("assignment", "course", "student")]
    return Receipt(texts[0], texts[1], texts[2], at.astimezone(), str(content["way"]), str(content["where"]), content["verified"] is True, files)  # fmt: skip


def when(at: datetime, language: str) -> str:
    """Return a time as a person reads it, with the time zone that it is told in.

    Example:
        >>> from datetime import UTC
        >>> when(datetime(2024, 5, 1, 9, 30, tzinfo=UTC), "en")
        '1 May 2024, 09:30:00 (UTC+00:00)'
    """
    zone = at.strftime("%z")
    return f"{format_date(at.date().isoformat(), language)}, {at:%H:%M:%S} (UTC{zone[:3]}:{zone[3:5]})"


def what_became(receipt: Receipt, language: str) -> str:
    """Return the sentence on where it went, and what is still to be done."""
    _ = translator(language)
    if receipt.way == "exchange" and receipt.verified:
        return _(
            "Handed in through the course's exchange folder. The copy there was read again and is the same as yours."
        )
    if receipt.way == "exchange":
        return _("Handed in through the course's exchange folder.")
    return _(
        "Packed into one file. Now upload this file to your learning platform; only then is it handed in."
    )


def as_html(receipt: Receipt, language: str) -> str:
    """Return the receipt as a page to read, keep and print."""
    _ = translator(language)
    tag = language_of(language).tag
    told = [
        (_("Assignment"), receipt.assignment),
        (_("Course"), receipt.course),
        (_("Student"), receipt.student),
        (_("When"), when(receipt.at, language)),
        (_("Where"), receipt.where),
    ]
    rows = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in told if value)
    files = "".join(
        f"<tr><td>{escape(each.path)}</td><td class=n>{each.size}</td><td><code>{each.sha256}</code></td></tr>"
        for each in receipt.files
    )
    head = "".join(f"<th>{escape(name)}</th>" for name in (_("File"), _("Bytes"), "SHA-256"))
    note = _(
        "The code is the beginning of the SHA-256 over all files. With it your instructor can check that what arrived is what you handed in."
    )
    title = escape(_("Receipt"))
    return (
        f'<!doctype html><html lang="{tag}"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{title} {receipt.code}</title><style>{_STYLE}</style>"
        f'<main><h1>{title}</h1><p>{escape(what_became(receipt, language))}</p><p class="code">{receipt.code}</p>'
        f"<dl>{rows}</dl><table><thead><tr>{head}</tr></thead><tbody>{files}</tbody></table>"
        f'<p class="note">{escape(note)}</p><p class="note">SHA-256 <code>{receipt.digest}</code></p></main></html>\n'
    )
