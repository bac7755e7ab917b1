"""Who says what: the statements of the article by kind, and by speaker, subject or where else they were read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from nastava.course.figures.controls import Choice, Localized, Settings
from nastava.course.figures.report_statements_data import GROUPINGS, KINDS, WORDS, Statement, statements
from nastava.course.figures.report_statements_drawing import Block, StatementsData, draw, heights
from nastava.course.figures.spec import Cell, FigureSpec, Table, View
from nastava.course.sources import source
from nastava.text.languages import pick

CONTROLS = (
    Choice(
        "group",
        {"en": "Group by", "sr": "Razvrstaj po"},
        {
            "speaker": {"en": "who says it", "sr": "tome ko govori"},
            "topic": {"en": "subject", "sr": "temi"},
            "support": {"en": "where else it was read", "sr": "tome gdje još piše"},
        },
        "speaker",
    ),
    Choice(
        "highlight",
        {"en": "Highlight", "sr": "Istakni"},
        {
            "all": {"en": "all kinds", "sr": "sve vrste"},
            "count": {"en": "counts", "sr": "brojke"},
            "assessment": {"en": "assessments", "sr": "ocjene"},
            "position": {"en": "positions", "sr": "stavove"},
            "event": {"en": "events", "sr": "događaje"},
            "definition": {"en": "definitions", "sr": "odredbe"},
        },
        "all",
    ),
)

_TITLE: Mapping[str, Localized] = {
    "speaker": {
        "en": "{nato} of the article’s {all} statements are the word of NATO’s report, {judged} of them assessments",
        "sr": "Od {all} iskaza u članku {nato} su riječ NATO-ovog izvještaja, a od toga {judged} su ocjene",
    },
    "topic": {
        "en": "All {counts} counts are about KFOR and the advisory team; on the dialogue there are only positions",
        "sr": "Svih {counts} brojki odnosi se na KFOR i savjetodavni tim; o dijalogu postoje samo stavovi",
    },
    "support": {
        "en": "{lone} of {all} statements were read nowhere but in the article and RT Balkan, its likely origin",
        "sr": "Od {all} iskaza {lone} nije nađeno nigdje osim u članku i u RT Balkanu, od kojeg članak vjerovatno potiče",
    },
}
_TITLE_KIND: Localized = {
    "en": "{kind}: {n} of the {all} statements ({where})",
    "sr": "{kind}: {n} od {all} iskaza ({where})",
}
_KIND_HEADS: Mapping[str, Localized] = {
    "count": {"en": "Counts", "sr": "Brojke"},
    "assessment": {"en": "Assessments", "sr": "Ocjene"},
    "position": {"en": "Positions", "sr": "Stavovi"},
    "event": {"en": "Events", "sr": "Događaji"},
    "definition": {"en": "Definitions", "sr": "Odredbe"},
}
_ALT: Localized = {
    "en": "Blocks of bars; each square of a bar is a statement. {title}. {blocks}.",
    "sr": "Blokovi stupaca; svaki kvadrat u stupcu je jedan iskaz. {title}. {blocks}.",
}
_NOTES: Mapping[str, Localized] = {
    "speaker": {
        "en": "“Quoted elsewhere too”: seen in quotations or paraphrases outside the article. The full text of the report "
        "was not at hand, so “as the article has it” need not be the report’s own wording.",
        "sr": "„Navođen i drugdje“: viđeno u navodima ili prepričavanjima izvan članka. Cijeli tekst izvještaja nije bio "
        "dostupan, pa „kako ga prenosi članak“ ne mora biti formulacija samog izvještaja.",
    },
    "topic": {
        "en": "The number of statements tells what the article found worth telling, not what is important. The report itself "
        "may weigh its subjects differently.",
        "sr": "Broj iskaza govori šta je članak smatrao vrijednim pomena, a ne šta je važno. Sam izvještaj može drugačije "
        "raspodijeliti prostor.",
    },
    "support": {
        "en": "Two texts of one origin count as one. Of RT Balkan’s text only about half was visible, and other pages were "
        "read in part, so a missing source is no proof that there is none.",
        "sr": "Dva teksta istog porijekla vrijede kao jedan. Od teksta RT Balkana vidjela se otprilike polovina, a i druge "
        "stranice čitane su djelimično, pa izvor koji nedostaje nije dokaz da ga nema.",
    },
}
_KIND_NOTE: Localized = {
    "en": "The kinds were assigned by the authors of the course; a few statements could be argued over.",
    "sr": "Vrste su odredili autori kursa; o ponekom iskazu moglo bi se raspravljati.",
}
_HEADER: Sequence[Localized] = (
    {"en": "Statement", "sr": "Iskaz"},
    {"en": "Kind", "sr": "Vrsta"},
    {"en": "Who says it", "sr": "Ko govori"},
    {"en": "Read in", "sr": "Gdje piše"},
)


def view(settings: Settings, language: str) -> View:
    """Return what the figure says for these settings."""
    group, highlight = str(settings["group"]), str(settings["highlight"])
    blocks = _blocks(group, language)
    title = _title(group, highlight, blocks, language)
    told = ". ".join(
        f"{block.name}: "
        + ", ".join(f"{pick(KINDS[kind], language)} {count}" for kind, count in block.counts)
        for block in blocks
    )
    return View(
        title=title,
        alt=pick(_ALT, language).format(title=title, blocks=told),
        sources=tuple(dict.fromkeys(("seed-article", *map(_read_in, statements())))),
        table=Table(
            [pick(text, language) for text in _HEADER], [_row(each, language) for each in _sorted(group)]
        ),
        heights=heights(blocks),
        notes=[f"{pick(_NOTES[group], language)} {pick(_KIND_NOTE, language)}"],
        data=StatementsData(blocks, highlight),
    )


def _blocks(group: str, language: str) -> tuple[Block, ...]:
    found = []
    for id_, name in GROUPINGS[group].items():
        kinds: Counter[str] = Counter(each.fact.kind for each in statements() if each.blocks[group] == id_)
        words = pick(name, language)
        words = words[0].upper() + words[1:]
        found.append(Block(id_, words, tuple((kind, kinds[kind]) for kind in KINDS if kinds[kind])))
    return tuple(found)


def _title(group: str, highlight: str, blocks: Sequence[Block], language: str) -> str:
    every = statements()
    if highlight != "all":
        where = "; ".join(
            f"{_inside(block.name)} {dict(block.counts)[highlight]}"
            for block in blocks
            if highlight in dict(block.counts)
        )
        n = sum(each.fact.kind == highlight for each in every)
        return pick(_TITLE_KIND, language).format(
            kind=pick(_KIND_HEADS[highlight], language), n=n, all=len(every), where=where
        )
    nato = [each for each in every if each.blocks["speaker"] in {"report", "via"}]
    return pick(_TITLE[group], language).format(
        all=len(every),
        nato=len(nato),
        judged=sum(each.fact.kind == "assessment" for each in nato),
        counts=sum(each.fact.kind == "count" for each in every),
        lone=sum(each.blocks["support"] != "else" for each in every),
    )


def _inside(name: str) -> str:
    """Return a block's name as it stands inside a sentence: acronyms and names of countries keep their capital."""
    keep = name[1].isupper() or name.startswith(("Serbia", "Srbija", "Bosn"))
    return name if keep else name[0].lower() + name[1:]


def _sorted(group: str) -> list[Statement]:
    order = list(GROUPINGS[group])
    kinds = list(KINDS)
    return sorted(
        statements(), key=lambda each: (order.index(each.blocks[group]), kinds.index(each.fact.kind))
    )


def _read_in(each: Statement) -> str:
    return each.others[0] if each.others else "seed-article"


def _row(each: Statement, language: str) -> list[Cell]:
    words = pick(WORDS[each.fact.id], language)
    cited = source(_read_in(each))
    return [
        Cell(words[0].upper() + words[1:]),
        Cell(pick(KINDS[each.fact.kind], language)),
        Cell(pick(GROUPINGS["speaker"][each.blocks["speaker"]], language)),
        Cell(cited.publisher, href=cited.url),
    ]


FIGURE = FigureSpec(
    id="report-statements",
    name={"en": "Who says what in the article", "sr": "Ko šta kaže u članku"},
    controls=CONTROLS,
    view=view,
    draw=draw,
)
