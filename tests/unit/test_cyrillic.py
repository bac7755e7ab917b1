"""sr-Cyrl by transliteration: what changes its letters, and what keeps them."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nastava.text import LANGUAGES, current_language, in_every_language, language, pick
from nastava.text.cyrillic import to_cyrillic
from nastava.text.cyrillic_exceptions import ACRONYMS, NAMES, PHRASES, SEAMS, UNITS
from nastava.text.markdown import to_html, to_plain
from nastava.text.messages import catalogue
from nastava.text.numbers import format_number, parse_number
from nastava.widget.messages import words


@pytest.mark.parametrize(
    "latin, cyrillic",
    [
        ("Ko predvodi KFOR?", "Ко предводи KFOR?"),
        ("članice NATO-a, NATO-ov izvještaj, KFOR-u", "чланице NATO-а, NATO-ов извјештај, KFOR-у"),
        ("UN, EU, SAD, BiH, OEBS, OVK", "УН, ЕУ, САД, БиХ, ОЕБС, ОВК"),
        ("Ljubav njih LJUDI NJIH Džep DŽEP", "Љубав њих ЉУДИ ЊИХ Џеп ЏЕП"),
        ("ǈubav ǌih", "Љубав њих"),
        ("injekcija, konjunktura, INJEKCIJA", "инјекција, конјунктура, ИНЈЕКЦИЈА"),
        ("nadživjeti, podžupan, odžvakati, Tanjug", "надживјети, поджупан, оджвакати, Танјуг"),
        ("odžačar, nadžak, Njemačka, Banja", "оџачар, наџак, Њемачка, Бања"),
        ("đak i djeca", "ђак и дјеца"),
        ("Zvečan/Zveçan, Banjska/Banjskë", "Звечан/Zveçan, Бањска/Banjskë"),
        ("glava VII Povelje, XX vijek, glava V, dio I.", "глава VII Повеље, XX вијек, глава V, дио I."),
        ("V. Putin. I KFOR i on", "В. Путин. И KFOR и он"),
        ("oko 5 km, 12 %, 3,5 kWh, 4.700 vojnika", "око 5 km, 12 %, 3,5 kWh, 4.700 војника"),
        ("27 s mandatom, za 5 s.", "27 с мандатом, за 5 s."),
        ("km", "km"),
        ("`return x` vraća", "`return x` враћа"),
        ("``a ` b`` kod", "``a ` b`` код"),
        ("```python\nx = 'da'\n```\nkod", "```python\nx = 'da'\n```\nкод"),
        (r"formula $\frac{a}{b}$ i $$n$$ ovdje", r"формула $\frac{a}{b}$ и $$n$$ овдје"),
        ("[izvor](https://nato.int/da) i ![mapa](images/mapa.png 'Mapa')", "[извор](https://nato.int/da) и ![мапа](images/mapa.png 'Mapa')"),
        ("[izvor][nato]\n\n[nato]: https://nato.int", "[извор][nato]\n\n[nato]: https://nato.int"),
        ("piši na ime@primjer.org ili www.nato.int/da", "пиши на ime@primjer.org или www.nato.int/da"),
        ("{n} od {total}, {{broj}} km, &nbsp;&#382;", "{n} од {total}, {{broj}} km, &nbsp;&#382;"),
        ("popuni [[ko]] i [[tijelo]]", "попуни [[ko]] и [[tijelo]]"),
        ("[Partnership for Peace]{lang=en} za mir", "[Partnership for Peace]{lang=en} за мир"),
        ("Datoteka answers/kfor.json, sveska 01-uvod.ipynb", "Датотека answers/kfor.json, свеска 01-uvod.ipynb"),
        ("pokreni nastava lab --restore; nastava traje", "покрени nastava lab --restore; настава траје"),
        ("Pritisni Shift+Enter ili Ctrl+C", "Притисни Shift+Enter или Ctrl+C"),
        ("'total' nije funkcija, def total(…): treba return", "'total' није функција, def total(…): треба return"),
        ("zbog greške, KeyError: 'broj nije tu'", "због грешке, KeyError: 'broj nije tu'"),
        ("Već на ћирилици", "Већ на ћирилици"),
        ("<b>da</b> i <27", "<b>да</b> и <27"),
    ],
)  # fmt: skip
def test_words_change_and_the_rest_stays(latin: str, cyrillic: str) -> None:
    """Serbian words become Cyrillic; names, code, links, maths, blanks and units keep their letters."""
    assert to_cyrillic(latin) == cyrillic


@pytest.mark.parametrize("name", sorted({*ACRONYMS, *PHRASES, *NAMES}))
def test_every_listed_name_stays_latin(name: str) -> None:
    """A listed acronym or name keeps its letters in a sentence."""
    assert to_cyrillic(f"Piše {name}, kažu.") == f"Пише {name}, кажу."


@pytest.mark.parametrize("unit", UNITS)
def test_every_unit_stays_latin_after_a_number(unit: str) -> None:
    """A unit is written alike in both scripts."""
    assert to_cyrillic(f"ima 5 {unit} toga") == f"има 5 {unit} тога"


@pytest.mark.parametrize("seam", SEAMS)
def test_two_letters_at_a_seam_stay_two(seam: tuple[str, str]) -> None:
    """Where n meets j, or d meets ž, the Cyrillic has both letters."""
    written = to_cyrillic("".join(seam))
    assert "нј" in written or "дж" in written


@given(st.text(max_size=200))
def test_any_text_is_taken(text: str) -> None:
    """No text fails, and nothing but letters changes."""
    before = unicodedata.normalize("NFC", text)
    assert [c for c in to_cyrillic(text) if not c.isalpha()] == [c for c in before if not c.isalpha()]


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        "a.",
        "`a ``",
        "[",
        "](a(",
        "{",
        "$a ",
        "<a ",
        "'a ",
        "&",
        "a@",
        "a_",
        "```\n",
        "[a]{lang=",
        "\n[",
        "./",
    ],
)
def test_odd_input_takes_no_longer(piece: str) -> None:
    """A hundred thousand characters of anything are done within a second."""
    text = (piece * 100_000)[:100_000]
    begun = time.process_time()
    to_cyrillic(text)
    assert time.process_time() - begun < 1


def test_texts_are_transliterated_where_a_bank_has_none() -> None:
    """Own text first, then the Serbian one in Cyrillic, then English as it is."""
    assert pick({"en": "yes", "sr": "da", "sr-Cyrl": "јесте"}, "sr-Cyrl") == "јесте"
    assert pick({"en": "yes", "sr": "da"}, "sr-Cyrl") == "да"
    assert pick({"en": "yes"}, "sr-Cyrl") == "yes"
    assert list(in_every_language({"en": "yes", "sr": "da"})) == list(LANGUAGES)


def test_marked_text_keeps_its_language_in_the_page() -> None:
    """The author's mark is gone from the page; a screen reader learns the language."""
    text = to_cyrillic("Izraz „[as of]{lang=en}“ znači")
    assert to_html(text, inline=True) == 'Израз „<span lang="en">as of</span>“ значи'
    assert to_plain(text) == "Израз „as of“ значи"


def test_the_interface_speaks_cyrillic() -> None:
    """Messages and plural forms are those of the Serbian catalogue, with their blanks untouched."""
    told = words("sr-Cyrl")
    assert (told["check"], told["point"], told["points_few"], told["points"]) == (
        "Провјери одговор", "{n} бод", "{n} бода", "{n} бодова",
    )  # fmt: skip
    assert told["question"] == "Питање {n} од {total}"
    assert catalogue("sr-Cyrl").gettext("no such message") == "no such message"


def test_numbers_are_read_and_written_as_in_serbian() -> None:
    """The marks of numbers are the same in both scripts."""
    assert parse_number("4.700,5", "sr-Cyrl") == 4700.5
    assert format_number(4700.5, "sr-Cyrl") == format_number(4700.5, "sr")


def test_the_script_is_chosen_as_a_language_is(tmp_path, monkeypatch) -> None:
    """By environment, by folder, and by the workspace, whose lessons are those of the written language."""
    assert language("sr-Cyrl").written == "sr"
    (tmp_path / "sr-Cyrl").mkdir()
    assert current_language(folder=tmp_path / "sr-Cyrl") == "sr-Cyrl"
    (tmp_path / ".nastava-workspace.json").write_text('{"language": "sr-Cyrl"}', encoding="utf-8")
    for folder, expected in (("sr", "sr-Cyrl"), ("en", "en"), (".", "sr-Cyrl")):
        (tmp_path / folder).mkdir(exist_ok=True)
        assert current_language(folder=tmp_path / folder) == expected
    monkeypatch.setenv("NASTAVA_LANGUAGE", "sr-Cyrl")
    assert current_language(folder=tmp_path / "en") == "sr-Cyrl"
