"""The formats: how their files end, who writes and who reads them, and how one is told from its file."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from nastava.errors import NastavaError
from nastava.interop.csv_read import read_csv
from nastava.interop.csv_write import csv_table
from nastava.interop.gift_read import read_gift
from nastava.interop.gift_write import gift
from nastava.interop.model import MAX_BYTES, Read, Written
from nastava.interop.moodle_read import read_moodle_xml
from nastava.interop.moodle_write import moodle_xml
from nastava.interop.qti_package import qti3, qti21
from nastava.interop.qti_read import read_qti

if TYPE_CHECKING:
    from nastava.quizzes import Bank


@dataclass(frozen=True)
class Format:
    """A format of questions.

    ``mlang``: whether one file may hold several languages.
    """

    suffix: str
    after: str
    write: Callable[[Bank, Sequence[str]], Written]
    read: Callable[[bytes, str, str], Read]
    mlang: bool = False


FORMATS: Mapping[str, Format] = {
    "moodle-xml": Format(
        ".xml", "In Moodle: Question bank → Import → Moodle XML.", moodle_xml, read_moodle_xml, mlang=True
    ),
    "gift": Format(".gift", "In Moodle: Question bank → Import → GIFT.", gift, read_gift),
    "qti21": Format(".zip", "It is a content package of QTI 2.1.", qti21, read_qti),
    "qti3": Format(".zip", "It is a content package of QTI 3.0.", qti3, read_qti),
    "csv": Format(".csv", "It opens in a spreadsheet.", csv_table, read_csv),
}


def read_file(path: Path) -> bytes:
    """Return what a file holds.

    Raises:
        NastavaError: it is not there, can't be read, is empty or too large.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            size = path.stat().st_size / 2**20
            raise NastavaError(
                f"{path}: the file has {size:.0f} MiB, and {MAX_BYTES // 2**20} are read. Split it."
            )
        raw = path.read_bytes()
    except FileNotFoundError:
        raise NastavaError(f"{path}: there is no such file. Check the path.") from None
    except OSError as error:
        raise NastavaError(f"{path}: it can't be read ({error.strerror}). Check the path.") from None
    if not raw.strip():
        raise NastavaError(f"{path}: the file is empty.")
    return raw


def format_of(raw: bytes, path: Path) -> str:
    """Return the name of the format that a file is in, by what it holds.

    Raises:
        NastavaError: it looks like none.

    Example:
        >>> format_of(b"<?xml version='1.0'?><quiz/>", Path("q.xml"))
        'moodle-xml'
    """
    if raw[:2] == b"PK":
        return "qti21"
    head = raw[:4_000].decode("utf-8-sig", errors="replace")
    if head.lstrip().startswith("<") or path.suffix.lower() == ".xml":
        return "qti21" if re.search(r"<(?:qti-assessment-item|assessmentItem)\b", head) else "moodle-xml"
    if path.suffix.lower() in {".csv", ".tsv"}:
        return "csv"
    if path.suffix.lower() == ".gift" or re.search(
        r"^\s*(::|//|\$CATEGORY:)|\{[^{}]*[=~#TF]", head, re.MULTILINE
    ):
        return "gift"
    raise NastavaError(f"{path}: the format can't be told. Name it with --from: {', '.join(FORMATS)}.")
