"""Serbian Latin to Cyrillic, for text that holds Markdown, code, links, names and blanks to be filled.

What stays Latin: acronyms and names of :mod:`nastava.text.cyrillic_exceptions`, words with a letter that the
language doesn't have (Zveçan, Warsaw), Roman numerals, units, code, maths, links, e-mail addresses, file names,
placeholders, and whatever an author marks as text in another language: ``[Partnership for Peace]{lang=en}``.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import cyrtranslit

from nastava.text.cyrillic_exceptions import ACRONYMS, ENDINGS, NAMES, PHRASES, SEAMS, UNITS

#: Texts up to this length are remembered, in characters.
_REMEMBERED = 8_000
_LONGEST_WORD = 60
_CAPITAL, _SMALL = "A-ZČĆŽŠĐ", "a-zčćžšđ"
_DOMAINS = "al|ba|com|edu|eu|gov|hr|info|int|io|me|mk|net|org|rs|uk"
_FILES = "csv|gif|html?|ipynb|jpe?g|js|json|md|pdf|png|py|svg|txt|webp|xlsx|ya?ml|zip"
_VERBS = "check|course|export|grade|import|lab|report|review"
_ROMAN = r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})"

# Each stretch is at most as long as a paragraph, and what may begin one is looked at first, so that neither
# odd input nor much of it makes the search slow.
_AT_LINE_START = (
    r"(?P<fence>`{3,}|~{3,})[^\n]*\n(?:(?!(?P=fence)).*\n)*(?:(?P=fence).*)?",
    r" {0,3}\[[^\[\]\n]{1,200}\]:[ \t]*\S+",
)
_AT_A_MARK = (
    r"(?<!`)`[^`]{1,1000}`(?!`)|(?<!`)``(?!`)(?:[^`]|`(?!`)){1,1000}``(?!`)",
    r"\$\$[^$]{1,2000}\$\$",
    r"(?<![\\\d])\$(?![\s$])[^$\n]{0,500}(?<![\s\\])\$(?!\d)",
    r"\\\([^\n]{1,500}?\\\)",
    r"\{\{[^{}\n]{1,100}\}\}|\{[^{}\s]{0,100}\}",
    r"\[\[[a-z0-9-]{1,80}\]\]|\[[^\[\]\n]{1,1000}\]\{lang=[\"']?[A-Za-z0-9-]{1,35}[\"']?\}",
    r"%\(\w{1,50}\)[sdrf]|%[sdrf]\b",
    # Targets of links and pictures, and labels that two places must spell alike.
    r"\]\((?:<[^<>\n]*>|[^\s()<>]*(?:\([^\s()]*\)[^\s()]*)*)|\]\[[^\[\]\n]{0,200}\]",
    r"</?[A-Za-z][^<>\n]{0,500}>",
    r"&(?:[A-Za-z]\w{1,30}|#\d{1,7}|#[xX][0-9A-Fa-f]{1,6});",
    r"(?<!\S)--[a-z][\w-]*",
    r"(?<![\w.~])(?:\.{1,2}|~)?/[\w./~-]{1,100}",
    r"(?<![\w'’])'[^'\n]{1,200}'(?!\w)",
)
_AT_A_WORD = (
    r"(?:https?|ftp|mailto|data):[^\s<>\"“”„)\]]+",
    r"(?<![.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+",
    rf"(?<![.-])[a-z0-9][\w-]{{0,62}}(?:\.[a-z0-9][\w-]{{0,62}}){{0,5}}\.(?:{_DOMAINS})\b(?:/[^\s<>\"“”„)\]]*)?",
    rf"(?<![./~-])[\w./~-]{{1,100}}\.(?:{_FILES})\b",
    # Keys, commands and Python as messages quote them.
    r"(?:Alt|Cmd|Ctrl|Shift)\+\w{1,10}",
    rf"nastava (?:{_VERBS})\b|pip install [\w-]+",
    r"[A-Za-z_]\w{0,60}\((?:…|\.{3}|[\d., ]{0,40})\):?",
    r"[A-Za-z]{1,60}(?:_[A-Za-z0-9]{1,60}){1,9}\b",
    r"[A-Z]\w{1,60}(?:Error|Exception|Warning)\b(?:: [^\n]{1,300})?",
    rf"(?:{'|'.join(sorted(map(re.escape, PHRASES), key=len, reverse=True))})(?:a|u|e|i|om|em)?\b",
    # Roman numerals: of one letter only where it can be no word and no initial.
    rf"(?<!-)(?=[IVX]{{2,}}\b|[MDCLXVI]{{4,}}\b){_ROMAN}\b",
    rf"(?<!-)[VX]\b(?!\.\s+[{_CAPITAL}])",
    rf"(?<=[{_SMALL}] )I(?=[.,;:)\s]|$)(?!\s+[{_CAPITAL}])",
)
# After a number; "s" is a preposition too, and a unit only where no word follows.
_UNIT = rf"(?<=[\d}}])[ \u00a0\u202f]?(?:{'|'.join(map(re.escape, UNITS))}|s(?! [{_SMALL}]))(?![\w²³]|\.[{_SMALL}])"
_TOKEN = re.compile(
    rf"^(?=[`~ \[])(?:{'|'.join(_AT_LINE_START)})"
    rf"|(?=[`$\\{{%\[\]<&'./~-])(?:{'|'.join(_AT_A_MARK)})"
    rf"|{_UNIT}"
    rf"|(?<!\w)(?=\w)(?:{'|'.join(_AT_A_WORD)})"
    r"|(?P<word>[^\W\d_]+)",
    re.MULTILINE,
)
_OWN_LETTERS = re.compile(r"[a-zčćžšđA-ZČĆŽŠĐ\u0400-\u04ff]+")
_FOREIGN = re.compile(r"[qwxyQWXY]")
_INNER_CAPITAL = re.compile(r"[a-z]{2}[A-Z]")
_ONE_LETTER = str.maketrans({"ǆ": "dž", "ǅ": "Dž", "Ǆ": "DŽ", "ǉ": "lj", "ǈ": "Lj", "Ǉ": "LJ", "ǌ": "nj", "ǋ": "Nj", "Ǌ": "NJ"})  # fmt: skip
_DECLINED = {name + ending for name in NAMES for ending in ENDINGS}
_SEAM = re.compile("|".join(f"{before}(?={after})" for before, after in SEAMS), re.IGNORECASE)
_ALONE = {*UNITS, "s"}
#: In words written in capitals; cyrtranslit knows these letters with a small second half.
_CAPITALS = re.compile("(?<=[LN])J|(?<=D)Ž")


def to_cyrillic(text: str) -> str:
    """Return a Serbian text in Cyrillic, with everything left as it is that isn't Serbian.

    Example:
        >>> to_cyrillic("Injekcija za KFOR-a: `x = 1`, {n} km, [izvor](https://nato.int)")
        'Инјекција за KFOR-а: `x = 1`, {n} km, [извор](https://nato.int)'
    """
    return _remembered(text) if len(text) <= _REMEMBERED else _transliterated(text)


@lru_cache(maxsize=8192)
def _remembered(text: str) -> str:
    return _transliterated(text)


def _transliterated(text: str) -> str:
    if text.strip() in _ALONE:
        return text
    text = unicodedata.normalize("NFC", text).translate(_ONE_LETTER)
    return _TOKEN.sub(_in_cyrillic, text)


def _in_cyrillic(token: re.Match[str]) -> str:
    return token[0] if token["word"] is None else _word(token[0])


@lru_cache(maxsize=32_768)
def _word(word: str) -> str:
    if (
        len(word) > _LONGEST_WORD
        or word in ACRONYMS
        or word in _DECLINED
        or _FOREIGN.search(word)
        or _INNER_CAPITAL.search(word)
    ):
        return word
    if not _OWN_LETTERS.fullmatch(word):
        return word
    pieces: list[str] = []
    at = 0
    for seam in _SEAM.finditer(word):
        pieces.append(word[at : seam.end()])
        at = seam.end()
    pieces.append(word[at:])
    return "".join(
        cyrtranslit.to_cyrillic(_CAPITALS.sub(lambda letter: letter[0].lower(), piece), "sr")
        for piece in pieces
    )
