"""Files that were damaged on their way: read in part, or refused in a line, never a traceback."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from random import Random

import pytest
from tests.unit.examples import FOLDER

from nastava.errors import NastavaError
from nastava.interop.bank_file import bank_data, bank_yaml, completed
from nastava.interop.formats import FORMATS
from nastava.interop.html import markdown_of
from nastava.quizzes import load_bank

FILES = Path(__file__).parent / "exchange"
PIECES = [b"", b"<p>", b"{", b"}", b"=", b"~", b"#", b"->", b"%50%", b"nan", b"1e999", b"-1", b"\xff", b"&#0;", b"[[99]]",
          b"{1:MC:=a}", b";", b'"', b"{mlang xx}", b"{mlang}", b"\\", "\ue00095\ue001".encode(), b"a" * 3_000]  # fmt: skip
PLACES = (rb'>([^<>]*)<|"([^"]*)"', rb"<(\w+)[^<>]*>[^<>]*</\1>", rb"[^\n]*\n")


def documents(format_: str) -> list[bytes]:
    """Sound files of a format: of every type, and by others."""
    found = []
    for path in sorted(FOLDER.glob("*.yaml")):
        content = FORMATS[format_].write(load_bank(path), ["en"]).content
        if format_.startswith("qti"):
            with zipfile.ZipFile(io.BytesIO(content)) as package:
                found += [package.read(name) for name in package.namelist() if name.startswith("items/")]
        else:
            found.append(content)
    by_others = {"moodle-xml": "moodle.xml", "gift": "questions.gift"}
    return found + ([(FILES / by_others[format_]).read_bytes()] if format_ in by_others else [])


def damaged(raw: bytes, random: Random) -> bytes:
    """The file with one to four places lost, doubled or replaced."""
    for _ in range(random.randint(1, 4)):
        found = list(re.finditer(random.choice(PLACES), raw))
        if found:
            start, end = random.choice(found).span()
            piece = random.choice(
                (b"", raw[start:end] * 2, raw[start : start + 1] + random.choice(PIECES) + raw[end - 1 : end])
            )
            raw = raw[:start] + piece + raw[end:]
    return raw


@pytest.mark.parametrize("format_", FORMATS)
def test_a_damaged_file_is_read_in_part_or_refused(format_: str) -> None:
    """What is read of it makes items that can be asked."""
    random = Random(7)
    sound = documents(format_)
    read_in_part, lines = 0, {0}
    for _ in range(150):
        raw = damaged(random.choice(sound), random)
        try:
            read = FORMATS[format_].read(raw, "file", "en")
        except NastavaError as error:
            lines.add(str(error).count("\n"))
            continue
        data = bank_data("x", read, pictures="x")
        assert bank_yaml(data, schema=False)
        for item in data["items"]:
            assert completed(item).samples()
        read_in_part += 1
    assert read_in_part > 20
    assert lines == {0}


@pytest.mark.parametrize(
    "html, text",
    [
        ("https://example.org/a.xml", "https://example.org/a.xml"),
        ("<?xml version='1.0'?><p>x</p>", "x"),
        ("<p>one<br></p><!-- hidden --><style>p {}</style>", "one"),
        ("a &lt;b&gt; &amp; c", "a <b> & c"),
        (
            "<ul><li>x</li></ul><table><tr><th>a</th></tr><tr><td>1</td></tr></table>",
            "- x\n\n| a |\n| --- |\n| 1 |",
        ),
        ("<pre><code class='language-python'>x = 1\n</code></pre>", "```python\nx = 1\n```"),
        ("costs $5 and $6; \\(a_1\\) and $$b$$", "costs $5 and $6; $a_1$ and $$b$$"),
        ("<a href='javascript:alert(1)'>go</a>", "go"),
    ],
)
def test_html_of_others_becomes_markdown(html: str, text: str) -> None:
    """Without scripts, comments and styles; what looks like Markdown is no markup."""
    assert markdown_of(html).text == text
