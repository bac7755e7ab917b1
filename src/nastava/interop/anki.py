"""Practice banks as an Anki package (.apkg): a deck per bank and language, a note per item.

Ids don't change: a note is known by its bank, item and language, a deck by its bank and language. So a second export
that is imported brings notes up to date, keeps what Anki knows of them, and makes no second one.
"""

from __future__ import annotations

import hashlib
import io
import re
import tempfile
import time
from base64 import b64decode
from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from nastava.errors import NastavaError
from nastava.items.essay import Essay
from nastava.quizzes.arrange import arrange
from nastava.text.languages import language, pick
from nastava.text.markdown import to_html, to_plain
from nastava.text.messages import translator
from nastava.text.pictures import TYPES
from nastava.widget.mathml import with_mathml
from nastava.widget.paper import rubric_html
from nastava.widget.pictures import picture_html
from nastava.widget.sources import source_links

if TYPE_CHECKING:
    from nastava.items import Item
    from nastava.quizzes import Bank

#: Anki knows the kind of our notes by this number. Another number for other fields, never for other looks.
_MODEL = 1_728_340_117
_FIELDS = ("Id", "Question", "Answer", "Explanation", "Sources")
_FRONT = '<main class="nastava">{{Question}}</main>'
_BACK = """{{FrontSide}}
<hr id="answer">
<section class="nastava"><div class="key">{{Answer}}</div>{{Explanation}}{{#Sources}}<footer>{{Sources}}</footer>{{/Sources}}</section>
"""
_STYLE = """\
.card { font-family: Georgia, "Noto Serif", serif; font-size: 20px; line-height: 1.45; text-align: left; }
.nastava { display: block; max-width: 36em; margin: 0 auto; }
.nastava img { max-width: 100%; height: auto; background: #fff; }
.nastava figure { margin: 1em 0; }
.nastava table { border-collapse: collapse; }
.nastava td, .nastava th { border: 1px solid currentcolor; padding: 0.2em 0.6em; vertical-align: top; }
.nastava ul { padding-left: 1.2em; }
.key { font-weight: bold; margin-bottom: 0.8em; }
.key .rubric, .key .plain { font-weight: normal; }
footer { font-size: 0.75em; margin-top: 1.2em; }
"""
#: What is drawn the same for everybody: values of parameters, the order of what is put in order.
_SEED = "anki"
_DATA = re.compile(r'src="data:(image/[a-z+]+);base64,([A-Za-z0-9+/=]+)"')
_ENDINGS = {media: ending for ending, media in TYPES.items() if ending != ".jpeg"}


def anki_package(banks: Sequence[Bank], languages: Sequence[str], *, at: float | None = None) -> bytes:
    """Return an Anki package of practice banks.

    Survey items, which have no answer, are left out.

    Args:
        banks: with their keys.
        languages: codes of the languages; each makes a deck of its own of each bank.
        at: seconds since 1970 that Anki takes for the time of the last change; default: now.

    Raises:
        NastavaError: genanki is not installed.
        BankError: an item's parameters make no item.
    """
    try:
        import genanki
    except ImportError:
        raise NastavaError(
            'Anki packages need genanki, which is not installed. Run: python -m pip install "nastava[interop]"'
        ) from None
    model = genanki.Model(
        _MODEL,
        "Nastava",
        fields=[{"name": name} for name in _FIELDS],
        templates=[{"name": "Card 1", "qfmt": _FRONT, "afmt": _BACK}],
        css=_STYLE,
        sort_field_index=_FIELDS.index("Question"),
    )
    media = _Media()
    decks = []
    for bank in banks:
        items = arrange(bank, _SEED, only=[item.id for item in bank.items]).items
        for code in languages:
            name = to_plain(pick(bank.title, code), inline=True)
            deck = genanki.Deck(_stable("deck", bank.id, code), f"Nastava::{name}")
            for item in items:
                if not item.survey:
                    deck.add_note(
                        genanki.Note(
                            model=model,
                            fields=[escape(f"{bank.id}/{item.id} ({code})"), *_fields(item, code, media)],
                            guid=genanki.guid_for("nastava", bank.id, item.id, code),
                            tags=_tags(bank, item),
                        )
                    )
            decks.append(deck)
    with tempfile.TemporaryDirectory() as folder:
        package = genanki.Package(decks, media_files=media.written(Path(folder)))
        file = io.BytesIO()
        package.write_to_file(file, timestamp=time.time() if at is None else at)
        return file.getvalue()


def _tags(bank: Bank, item: Item) -> list[str]:
    return ["nastava", f"nastava::{bank.id}", f"topic::{item.tags.topic}", f"bloom::{item.tags.bloom}"]


def _fields(item: Item, code: str, media: _Media) -> Iterable[str]:
    return (media.carried(_in_language(part, code)) for part in _parts(item, code))


def _parts(item: Item, code: str) -> Iterable[str]:
    """Yield the question, the answer, the explanation and the sources, as HTML."""
    picture = picture_html(item.picture, code) if item.picture else ""
    yield to_html(pick(item.stem, code)) + picture + item.view().paper(code).html
    yield _answer(item, code)
    yield to_html(pick(item.explanation, code)) if item.explanation else ""
    yield _sources(item, code)


def _answer(item: Item, code: str) -> str:
    key = f"<p>{escape(item.key_in_words(code))}</p>"
    if not isinstance(item, Essay):
        return key
    sample = (
        f'<div class="plain">{to_html(pick(item.sample_answer, code))}</div>' if item.sample_answer else ""
    )
    return (sample or key) + (rubric_html(item, code) if item.rubric else "")


def _sources(item: Item, code: str) -> str:
    links = source_links(item.facts, code)
    if not links:
        return ""
    rows = (
        f'<li><a href="{escape(link["url"], quote=True)}">{escape(link["text"])}</a></li>'
        if link["url"]
        else f"<li>{escape(link['text'])}</li>"
        for link in links
    )
    return f"{escape(translator(code)('Sources'))}:<ul>{''.join(rows)}</ul>"


def _in_language(markup: str, code: str) -> str:
    return f'<div lang="{language(code).content_tag}">{with_mathml(markup)}</div>' if markup else ""


def _stable(*words: str) -> int:
    """Return a number that Anki takes for an id and that follows from the words alone."""
    return 2**30 + int.from_bytes(hashlib.sha256("\n".join(words).encode()).digest()[:4]) % 2**30


class _Media:
    """The pictures of a package: each once, under a name that follows from its content."""

    def __init__(self) -> None:
        self._files: dict[str, bytes] = {}

    def carried(self, markup: str) -> str:
        """Return the markup with each picture that stands in it as a file of the package."""
        return _DATA.sub(lambda found: f'src="{self._kept(found[1], b64decode(found[2]))}"', markup)

    def _kept(self, kind: str, content: bytes) -> str:
        name = f"nastava-{hashlib.sha256(content).hexdigest()[:16]}{_ENDINGS[kind]}"
        self._files[name] = content
        return name

    def written(self, folder: Path) -> list[str]:
        """Write the files into a folder and return their paths."""
        for name, content in self._files.items():
            (folder / name).write_bytes(content)
        return [str(folder / name) for name in sorted(self._files)]
