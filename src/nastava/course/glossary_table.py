"""The glossary as a table that can be searched and sorted, and that can be read without a kernel too."""

from __future__ import annotations

from functools import cache
from html import escape
from typing import Any

from nastava.course.citations import citation
from nastava.course.glossary import LESSONS, Term, glossary
from nastava.course.sources import source
from nastava.text.dormant import dormant
from nastava.text.folding import fold, fold_letters, to_latin
from nastava.text.languages import current_language, pick
from nastava.text.languages import language as language_of
from nastava.text.markdown import to_html, to_plain
from nastava.text.messages import translator
from nastava.text.wholes import WHOLE_STYLE, whole

#: Head and language tag of the columns of names. The reader's own comes first.
_COLUMNS = {"en": "English", "sr": "BHS/CG", "sq": "Shqip"}
#: One order of letters that serves all three languages.
_ALPHABET = "abcčćçdđeëfghijklmnopqrsštuvwxyzž"
#: The order by lessons, beside the languages.
_BY_LESSON = "lesson"
_MOST_SOURCES = 2
_ARTICLE = "seed-article"

# In a narrow cell the columns stand below each other; the roles keep the table a table for screen readers.
_STYLE = (
    "{0}{{container-type:inline-size;max-width:1000px;padding:4px 0;line-height:1.45;"
    "white-space:normal;font-family:var(--jp-content-font-family,system-ui,sans-serif);"
    "font-size:var(--jp-content-font-size1,14px);color:var(--jp-content-font-color1,inherit)}}"
    ".nastava-dormant:has(.nastava-glossary){{max-width:1000px}}"
    "{0} table{{border-collapse:collapse;width:100%;table-layout:fixed;margin:0;font-size:inherit}}"
    "{0} :is(th,td){{padding:8px 16px 8px 0;text-align:left;vertical-align:top;max-width:none;line-height:1.45;"
    "white-space:normal;overflow-wrap:break-word;border:0;"
    "border-bottom:1px solid var(--jp-border-color2,rgba(128,128,128,.4))}}"
    "{0} tbody :is(tr,tr:hover){{background:none}}"
    "{0} :is(th,td):nth-child(-n+3){{width:18%}}{0} th[scope=row] > span{{font-weight:600}}"
    "{0} th[scope=row]{{font-weight:400}}{0} p{{margin:0;max-width:60ch}}"
    "{0} a{{color:var(--jp-content-link-color,inherit);text-decoration:underline}}"
    "{0} small{{display:block;font-size:.9em;margin-top:2px;color:var(--jp-content-font-color2,inherit)}}"
    "{0} .nastava-head{{display:none;font-weight:400;color:var(--jp-content-font-color2,inherit)}}"
    "@container (max-width:620px){{{0} thead{{position:absolute;width:1px;height:1px;overflow:hidden;"
    "clip-path:inset(50%)}}{0} :is(table,tbody,tr,th,td){{display:block;width:auto!important}}"
    "{0} tr{{padding:8px 0;border-bottom:1px solid var(--jp-border-color2,rgba(128,128,128,.4))}}"
    "{0} :is(th,td){{padding:2px 0;border:0}}{0} .nastava-head{{display:inline}}}}"
).format(".nastava-glossary.nastava-glossary")  # twice, so that it outweighs JupyterLab's style of tables


def lookup(language: str | None = None) -> Lookup:
    """Return the glossary as a table; as the last line of a cell it is shown, with a field to search in.

    Args:
        language: code of the language; default: the lesson's own.

    Raises:
        NastavaError: the language is not known.

    Example:
        >>> lookup("en")
        <glossary (en): ... terms>
    """
    return Lookup(current_language(language))


class Lookup:
    """The glossary in one language of the reader.

    Example:
        >>> [term.id for term in lookup("en").found("qendrim")]
        ['position']
    """

    def __init__(self, language: str) -> None:
        self.language = language
        own = language_of(language).interface
        #: The reader's own language first, then the others; one of them each a column.
        self.columns = sorted(_COLUMNS, key=lambda code: code != own)

    def found(self, search: str = "", order: str | None = None) -> list[Term]:
        """Return the terms that hold each word of the search, sorted.

        Case, diacritics and script don't matter, nor which of the region's words is used (bezbjednost, sigurnost).
        Names in every language are searched, and the definition.

        Args:
            search: the words; all terms are found where there is none.
            order: a column's language or ``"lesson"``; default: the reader's language.
        """
        words = fold_letters(search).split()
        terms = [term for term in glossary().values() if all(_has(_text(term.id), word) for word in words)]
        by = order or self.columns[0]
        if by == _BY_LESSON:
            return sorted(terms, key=lambda term: (_numbers(term)[0], self._key(term, self.columns[0])))
        return sorted(terms, key=lambda term: self._key(term, by))

    def html(self, search: str = "", order: str | None = None) -> str:
        """Return the table as HTML.

        Args:
            search: see :meth:`found`.
            order: see :meth:`found`.

        Example:
            >>> 'lang="sq"' in lookup("en").html("mandate")
            True
        """
        _ = translator(self.language)
        terms = self.found(search, order)
        told = _("{n} of {total} terms").format(n=len(terms), total=len(glossary()))
        if not terms:
            told = _("No term has these letters. Try fewer of them, or another language.")
        heads = [*(_COLUMNS[code] for code in self.columns), _("Meaning")]
        head = "".join(f'<th role="columnheader" scope="col">{escape(text)}</th>' for text in heads)
        rows = "".join(self._row(term, heads) for term in terms)
        name = escape(_("Glossary"), quote=True)
        table = (
            f'<table role="table" aria-label="{name}"><thead role="rowgroup">'
            f'<tr role="row">{head}</tr></thead><tbody role="rowgroup">{rows}</tbody></table>'
        )
        return (
            f'<style>{_STYLE}{WHOLE_STYLE}</style><div class="nastava-glossary" lang="{language_of(self.language).tag}">'
            f'<p role="status"><small>{escape(told)}</small></p>{table if terms else ""}</div>'
        )

    def plain(self) -> str:
        """Return all terms as plain text."""
        lines = []
        for term in self.found():
            names = " | ".join(", ".join(self._names(term, code)) for code in self.columns)
            lines.append(f"{names}: {to_plain(pick(term.definition, self.language))}")
        return "\n".join(lines)

    def static_bundle(self) -> dict[str, str]:
        """Return what a notebook shows without a kernel, by MIME type.

        Example:
            >>> sorted(lookup("en").static_bundle())
            ['text/html', 'text/plain']
        """
        return dormant("table", self.html(), self.plain(), self.language)

    def widget(self) -> Any:
        """Return a new live view, an ipywidgets box: the field and the order, below them the table."""
        import ipywidgets as widgets

        from nastava.course.figures.keyboard import KeysToControls

        _ = translator(self.language)
        style, layout = {"description_width": "initial"}, widgets.Layout(width="auto", max_width="100%")
        search = widgets.Text(
            description=_("Search"), placeholder="KFOR, mandat, qëndrim", style=style, layout=layout
        )
        orders = [*((_COLUMNS[code], code) for code in self.columns), (_("Lesson"), _BY_LESSON)]
        order = widgets.Dropdown(description=_("Sort by"), options=orders, style=style, layout=layout)
        shown = widgets.HTML(self.html())

        def redraw(_change: Any) -> None:
            shown.value = self.html(search.value, order.value)

        search.observe(redraw, names="value")
        order.observe(redraw, names="value")
        row = widgets.Layout(flex_flow="row wrap", align_items="center", grid_gap="2px 16px")
        parts = [widgets.Box([search, order], layout=row), shown, KeysToControls()]
        return widgets.VBox(parts, layout=widgets.Layout(overflow="visible"))

    def __repr__(self) -> str:
        return f"<glossary ({self.language}): {len(glossary())} terms>"

    def _ipython_display_(self, **_options: Any) -> None:
        from IPython.display import display

        live = self.widget()._repr_mimebundle_()
        data = dict(live[0] if isinstance(live, tuple) else live)
        data["text/plain"] = ""  # the static output has the words
        display(data, raw=True)
        display(self.static_bundle(), raw=True)

    def _row(self, term: Term, heads: list[str]) -> str:
        cells: list[str] = []
        for code, head in zip(self.columns, heads, strict=False):
            label = f'<span class="nastava-head">{escape(head)}: </span>' if cells else ""
            text = label + self._name_html(term, code)
            kind = '<td role="cell">' if cells else '<th role="rowheader" scope="row">'
            cells.append(f"{kind}{text}{'</td>' if cells else '</th>'}")
        meaning = to_html(pick(term.definition, self.language), inline=True)
        tag = language_of(self.language).content_tag
        cells.append(
            f'<td role="cell"><p lang="{tag}">{meaning}</p><small>{self._rests_on(term)}</small></td>'
        )
        return f'<tr role="row">{"".join(cells)}</tr>'

    def _name_html(self, term: Term, code: str) -> str:
        first, *others = term.names(self._shown(code))
        parts = [_tagged(self._shown(code), first)]
        if others:
            parts.append(f"<small>{_tagged(self._shown(code), ', '.join(others))}</small>")
        if code == "sr":
            # Both scripts, that of the reader first; a name that is alike in both stands there once.
            other = "sr" if self._shown(code) == "sr-Cyrl" else "sr-Cyrl"
            twin = term.names(other)[0]
            if twin != first:
                parts.append(f"<small>{_tagged(other, twin)}</small>")
        return "".join(parts)

    def _rests_on(self, term: Term) -> str:
        _ = translator(self.language)
        lessons = _("Lessons: {numbers}").format(numbers=", ".join(map(str, _numbers(term))))
        lessons = lessons.replace(" ", "\N{NO-BREAK SPACE}")
        # The article comes last: its title is the longest, and each lesson begins with it.
        ids = sorted(term.rests_on, key=lambda source_id: source_id == _ARTICLE)
        if not ids:
            how = _("How this course uses the word.")
            return escape(f"{how} {lessons}")
        links = "; ".join(_link(source_id, self.language) for source_id in ids[:_MOST_SOURCES])
        told = escape(_("Sources"))
        return f"{told}: {links}. {escape(lessons)}"

    def _names(self, term: Term, code: str) -> tuple[str, ...]:
        return tuple(
            dict.fromkeys([*term.names(self._shown(code)), *(term.names("sr-Cyrl") if code == "sr" else ())])
        )

    def _shown(self, code: str) -> str:
        return self.language if language_of(self.language).base == code else code

    def _key(self, term: Term, code: str) -> list[int]:
        name = to_latin(term.names(code)[0]).lower()
        return [_ALPHABET.index(letter) for letter in name if letter in _ALPHABET]


@cache
def _text(term_id: str) -> str:
    """Return what is searched of a term: as it stands, and with the region's words made one."""
    term = glossary()[term_id]
    names = [name for code in _COLUMNS for name in term.names(code)]
    told = " ".join([*names, *map(to_plain, term.definition.values())])
    return f"{fold_letters(told)} {fold(told)}"


def _has(text: str, word: str) -> bool:
    return word in text or fold(word) in text


def _numbers(term: Term) -> list[int]:
    return sorted(LESSONS.index(lesson) + 1 for lesson in term.lessons)


def _tagged(code: str, words: str) -> str:
    tag = language_of(code).tag
    # Browsers don't break a line at a slash by themselves.
    return f'<span lang="{tag}">{whole(escape(words).replace("/", "/<wbr/>"))}</span>'


def _link(source_id: str, language: str) -> str:
    cited = source(source_id)
    words = escape(citation(cited, language), quote=True)
    return (
        f'<a href="{escape(cited.url, quote=True)}" title="{words}" target="_blank" '
        f'rel="noopener noreferrer">{escape(cited.publisher)}</a>'
    )
