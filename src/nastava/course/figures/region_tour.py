"""The Secretary General's tour of November 2023, day by day, and what each kind of text confirms of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nastava.course.figures.controls import Choice, Localized, Settings
from nastava.course.figures.region_tour_data import AGAINST, ALSO, COLUMNS, MEANING, POINTS, Column, Point
from nastava.course.figures.region_tour_drawing import MARKS, draw, height
from nastava.course.figures.spec import Cell, FigureSpec, Table, View
from nastava.course.sources import source
from nastava.course.wording import listed
from nastava.text.languages import pick

CONTROLS = (
    Choice(
        "day",
        {"en": "Day", "sr": "Dan"},
        {
            "all": {"en": "all four days", "sr": "sva četiri dana"},
            "19": {"en": "19 November", "sr": "19. novembar"},
            "20": {"en": "20 November", "sr": "20. novembar"},
            "21": {"en": "21 November", "sr": "21. novembar"},
            "22": {"en": "22 November", "sr": "22. novembar"},
        },
        "all",
    ),
    Choice(
        "texts",
        {"en": "Texts", "sr": "Tekstovi"},
        {
            "all": {"en": "all kinds", "sr": "sve vrste"},
            "after": {"en": "only from after the event", "sr": "samo poslije događaja"},
            "article": {"en": "the article beside NATO", "sr": "članak pored NATO-a"},
        },
        "all",
    ),
)
_TEXTS: Mapping[str, tuple[Column, ...]] = {
    "all": ("announced", "news", "nato", "article"),
    "after": ("news", "nato", "article"),
    "article": ("nato", "article"),
}
_TITLE: Mapping[str, Localized] = {
    "all": {
        "en": "Four days, four places: of {n} points {both} are in news or NATO’s texts from after the event, one stands only "
        "in the article and RT Balkan",
        "sr": "Četiri dana, četiri mjesta: od {n} tačaka {both} je u vijestima ili NATO-ovim tekstovima poslije događaja, "
        "a jedna samo u članku i RT Balkanu",
    },
    "19": {
        "en": "19 November: the tour begins in Sarajevo in the evening",
        "sr": "19. novembar: put počinje u Sarajevu, uveče",
    },
    "20": {
        "en": "20 November: Sarajevo in the morning, then Kosovo; one point stands only in the article and RT Balkan",
        "sr": "20. novembar: ujutro Sarajevo, zatim Kosovo; jedna tačka stoji samo u članku i RT Balkanu",
    },
    "21": {
        "en": "21 November: Belgrade, and on to Skopje on the same day",
        "sr": "21. novembar: Beograd, a istog dana i Skoplje",
    },
    "22": {
        "en": "22 November: leaders of Allies in Skopje; on Slovenia’s presence reports differ",
        "sr": "22. novembar: lideri saveznica u Skoplju; o prisustvu Slovenije vijesti se razlikuju",
    },
}
_ALT: Localized = {
    "en": "A grid of points of the tour by kinds of text. {title}. {rows}.",
    "sr": "Mreža tačaka putovanja po vrstama tekstova. {title}. {rows}.",
}
_NOTES: Mapping[str, Localized] = {
    "reading": {
        "en": "A dash means only that none of the texts that we read has the point; it may well have taken place. What was "
        "announced was planned, no more.",
        "sr": "Crtica znači samo da te tačke nema ni u jednom tekstu koji smo pročitali; mogla se i desiti. Najavljeno "
        "znači planirano, i ništa više.",
    },
    "after": {
        "en": "Announcements are left out: what remains was written when the day was over.",
        "sr": "Najave su izostavljene: ostaje ono što je napisano kad je dan prošao.",
    },
    "article": {
        "en": "The article gives countries, one headquarters and the meeting in Skopje. Its sentence on the headquarters is "
        "also in RT Balkan, where it probably comes from; the report’s own sentence was not seen.",
        "sr": "Članak navodi države, jedan štab i sastanak u Skoplju. Njegovu rečenicu o štabu ima i RT Balkan, odakle "
        "vjerovatno potiče; samu rečenicu izvještaja nismo vidjeli.",
    },
}
_HEADER: Sequence[Localized] = (
    {"en": "Point", "sr": "Tačka"},
    {"en": "Day", "sr": "Dan"},
    {"en": "Kind of text", "sr": "Vrsta teksta"},
    {"en": "What it has", "sr": "Šta ima"},
    {"en": "Source", "sr": "Izvor"},
)
_DAY: Localized = {"en": "{n} November 2023", "sr": "{n}. novembar 2023."}
_AGAINST: Localized = {"en": "does not name it among those present", "sr": "ne navodi ga među prisutnima"}
_TOLD: Localized = {"en": "{point} ({day} November): {kinds}", "sr": "{point} ({day}. novembar): {kinds}"}


@dataclass(frozen=True)
class Grid:
    """What is drawn: the columns, and for each day its points with their marks."""

    columns: tuple[str, ...]
    days: tuple[tuple[str, tuple[tuple[str, tuple[str, ...]], ...]], ...]


def view(settings: Settings, language: str) -> View:
    """Return what the figure says for these settings."""
    chosen, kind = str(settings["day"]), str(settings["texts"])
    columns = _TEXTS[kind]
    shown = [point for point in POINTS if chosen in {"all", str(point.day)}]
    days = tuple(
        (
            pick(_DAY, language).format(n=day),
            tuple((_name(point, language), _marks(point, columns)) for point in shown if point.day == day),
        )
        for day in sorted({point.day for point in shown})
    )
    grid = Grid(tuple(pick(COLUMNS[each], language) for each in columns), days)
    title = pick(_TITLE[chosen], language).format(n=len(POINTS), both=sum(map(confirmed, POINTS)))
    told = "; ".join(
        pick(_TOLD, language).format(
            point=_name(point, language), day=point.day, kinds=_kinds(point, columns, language)
        )
        for point in shown
    )
    rows = [row for point in shown for row in _rows(point, columns, language)]
    cited = [point.said[each][1] for point in shown for each in columns if each in point.said]
    cited += [AGAINST[point.key] for point in shown if point.key in AGAINST and "news" in columns]
    cited += [ALSO[point.key] for point in shown if point.key in ALSO and "article" in columns]
    return View(
        title=title,
        alt=pick(_ALT, language).format(title=title, rows=told),
        sources=tuple(dict.fromkeys(cited)),
        table=Table([pick(text, language) for text in _HEADER], rows),
        heights=(height(grid, narrow=False), height(grid, narrow=True)),
        notes=[pick(_NOTES[name], language) for name in ("reading", kind) if name in _NOTES],
        data=grid,
    )


def confirmed(point: Point) -> bool:
    """Return whether news or NATO's own text from after the event has the point, without contradiction.

    Example:
        >>> [point.key for point in POINTS if not confirmed(point)]
        ['nalt', 'headquarters', 'slovenia']
    """
    after: tuple[Column, ...] = ("news", "nato")
    return any(each in point.said and point.said[each][0] == "named" for each in after)


def _name(point: Point, language: str) -> str:
    return f"{pick(point.place, language)}: {pick(point.what, language)}"


def _marks(point: Point, columns: Sequence[Column]) -> tuple[str, ...]:
    return tuple(point.said[each][0] if each in point.said else "none" for each in columns)


def _kinds(point: Point, columns: Sequence[Column], language: str) -> str:
    said = [
        f"{pick(MEANING[each], language)}"
        + ("" if point.said[each][0] == "named" else f" ({pick(MARKS[point.said[each][0]], language)})")
        for each in columns
        if each in point.said
    ]
    return listed(said, language) or pick(MARKS["none"], language)


def _rows(point: Point, columns: Sequence[Column], language: str) -> list[list[Cell]]:
    rows = []
    for each in columns:
        mark, id_ = point.said.get(each, ("none", ""))
        found = [(mark, id_)]
        if each == "article" and point.key in ALSO:
            found.append((mark, ALSO[point.key]))
        if mark == "differ":
            found = [("named", id_), ("against", AGAINST[point.key])]
        for what, source_id in found:
            words = pick(_AGAINST if what == "against" else MARKS[what], language)
            cited = source(source_id) if source_id else None
            rows.append(
                [
                    Cell(_name(point, language)),
                    Cell(pick(_DAY, language).format(n=point.day)),
                    Cell(pick(MEANING[each], language)),
                    Cell(words),
                    Cell(cited.publisher, href=cited.url) if cited else Cell(""),
                ]
            )
    return rows


FIGURE = FigureSpec(
    id="region-tour",
    name={"en": "The tour of November 2023, day by day", "sr": "Put iz novembra 2023, dan po dan"},
    controls=CONTROLS,
    view=view,
    draw=draw,
)
