"""What reports say, in the written languages."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from nastava.text import pick
from nastava.text.numbers import format_number

WORDS: Mapping[str, Mapping[str, str]] = {
    # Flags of items
    "key-suspect": {
        "en": "The key of item {number} is chosen less often by strong than by weak students: check the key.",
        "sr": "Ključ pitanja {number} jaki studenti biraju rjeđe nego slabi: provjeri ključ.",
    },
    "solved-suspect": {
        "en": "Item {number} is solved less often by strong than by weak students: check the key and the wording.",
        "sr": "Pitanje {number} jaki studenti rješavaju rjeđe nego slabi: provjeri ključ i tekst.",
    },
    "distractor-strong": {
        "en": "In item {number}, those who chose “{option}” did better on the rest than those who chose the key: is it right as well?",
        "sr": "U pitanju {number} oni koji su izabrali „{option}” bolji su u ostatku kviza od onih koji su izabrali ključ: da nije i to tačno?",
    },
    "distractor-unused": {
        "en": "In item {number}, hardly anybody chose {option}: that makes the choice smaller than it looks.",
        "sr": "U pitanju {number} gotovo niko nije izabrao {option}: izbor je manji nego što izgleda.",
    },
    "weak": {
        "en": "Item {number} hardly tells strong from weak students ({value}).",
        "sr": "Pitanje {number} jedva razlikuje jake od slabih studenata ({value}).",
    },
    "easy": {
        "en": "Nearly everybody solved item {number}.",
        "sr": "Gotovo svi su riješili pitanje {number}.",
    },
    "hard": {
        "en": "Item {number} earned no more than guessing would: is it taught, and is the key right?",
        "sr": "Pitanje {number} nije donijelo više nego što bi nagađanje: da li se to uči i da li je ključ tačan?",
    },
    "blank": {
        "en": "{share} left item {number} out and went on: is it clear what is asked?",
        "sr": "{share} preskočilo je pitanje {number} i nastavilo dalje: da li je jasno šta se traži?",
    },
    "late": {
        "en": "{share} did not get as far as item {number}: the time may be short.",
        "sr": "{share} nije stiglo do pitanja {number}: možda je vremena malo.",
    },
    "outdated": {
        "en": "{n} answered item {number} before it was changed; they are marked by it as it is now.",
        "sr": "Pitanje {number} promijenjeno je nakon što su na njega odgovorili (studenata: {n}); boduje se kakvo je sada.",
    },
    "language-hard": {
        "en": "Item {number} is harder for those who read it in {focal} than for equally strong ones in {reference} (class {klass}): compare the two texts.",
        "sr": "Pitanje {number} teže je onima koji ga čitaju na jeziku {focal} nego jednako jakima na jeziku {reference} (klasa {klass}): uporedi dva teksta.",
    },
    "language-easy": {
        "en": "Item {number} is easier for those who read it in {focal} than for equally strong ones in {reference} (class {klass}): compare the two texts.",
        "sr": "Pitanje {number} lakše je onima koji ga čitaju na jeziku {focal} nego jednako jakima na jeziku {reference} (klasa {klass}): uporedi dva teksta.",
    },
    # Notes on a quiz or an assignment
    "few-students": {
        "en": "With {n} answer sheets nothing is said on discrimination; that takes {least}.",
        "sr": "Uz ovoliko listova ({n}) o razlikovanju se ništa ne kaže; za to ih treba {least}.",
    },
    "few-items": {
        "en": "The coefficient rests on {n} items. Under {least} it says little.",
        "sr": "Koeficijent počiva na malo pitanja ({n}). Ispod {least} govori malo.",
    },
    "drawn": {
        "en": "Items are drawn from pools: a coefficient would hold for this draw alone, so none is given.",
        "sr": "Pitanja se izvlače iz skupova: koeficijent bi važio samo za ovo izvlačenje, pa se ne navodi.",
    },
    "no-variance": {
        "en": "Everybody has the same total, so that there is no coefficient.",
        "sr": "Svi imaju isti zbir, pa koeficijenta nema.",
    },
    "too-small": {
        "en": "A coefficient takes two items and two students at least.",
        "sr": "Za koeficijent trebaju bar dva pitanja i dva studenta.",
    },
    "one-language": {
        "en": "Languages are compared where at least {least} students answered in each of two.",
        "sr": "Jezici se porede ako je na svakom od dva odgovaralo bar {least} studenata.",
    },
    "missing-sheets": {
        "en": "Without an answer sheet of this quiz: {n}. They are not part of its statistics.",
        "sr": "Bez lista s odgovorima za ovaj kviz: {n}. Nisu dio njegove statistike.",
    },
    "waiting": {
        "en": "Grades that wait for a person: {n}. They count as zero so far.",
        "sr": "Ocjene koje čekaju čovjeka: {n}. Zasad se računaju kao nula.",
    },
    "ungraded": {
        "en": "Handed in and not graded yet: {n}.",
        "sr": "Predato, a još neocijenjeno: {n}.",
    },
    "renamed": {
        "en": "Handed in no notebook of the assignment's name, but others: {n}. Rename them in submitted/ and grade again.",
        "sr": "Predali su sveske pod drugim imenom: {n}. Preimenuj ih u submitted/ i ocijeni ponovo.",
    },
    "one-student": {
        "en": "One student has handed in: most statistics need more.",
        "sr": "Predao je jedan student: za većinu statistika treba ih više.",
    },
    # Notes on a student
    "no-sheet": {"en": "{quiz}: no answer sheet", "sr": "{quiz}: nema lista s odgovorima"},
    "other-name": {"en": "no notebook of the assignment's name", "sr": "nema sveske s imenom zadatka"},
    "waits": {"en": "waits for a person", "sr": "čeka čovjeka"},
    # Headings and labels
    "title": {"en": "Class report", "sr": "Izvještaj o grupi"},
    "scores": {"en": "Scores", "sr": "Bodovi"},
    "look": {"en": "Worth a look", "sr": "Vrijedi pogledati"},
    "nothing": {"en": "Nothing stands out.", "sr": "Ništa ne odskače."},
    "quiz": {"en": "Quiz", "sr": "Kviz"},
    "items": {"en": "Items", "sr": "Pitanja"},
    "item": {"en": "Item", "sr": "Pitanje"},
    "students": {"en": "Students", "sr": "Studenti"},
    "student": {"en": "Student", "sr": "Student"},
    "sheets": {"en": "Answer sheets", "sr": "Listovi s odgovorima"},
    "mean": {"en": "Mean", "sr": "Prosjek"},
    "median": {"en": "Median", "sr": "Medijana"},
    "sd": {"en": "Standard deviation", "sr": "Standardna devijacija"},
    "of": {"en": "Points to be had", "sr": "Najviše bodova"},
    "reliability": {"en": "Reliability", "sr": "Pouzdanost"},
    "error": {"en": "Standard error of measurement", "sr": "Standardna greška mjerenja"},
    "guess": {"en": "Random answering earns", "sr": "Nagađanje donosi"},
    "facility": {"en": "Solved", "sr": "Riješeno"},
    "item-rest": {"en": "Item–rest", "sr": "Pitanje–ostatak"},
    "index": {"en": "Index", "sr": "Indeks"},
    "blanks": {"en": "Left out", "sr": "Preskočeno"},
    "not-reached": {"en": "Not reached", "sr": "Nije stignuto"},
    "time": {"en": "Median time", "sr": "Medijana vremena"},
    "option": {"en": "Option", "sr": "Opcija"},
    "count": {"en": "Chosen by", "sr": "Izabralo"},
    "mean-rest": {"en": "Their mean on the rest", "sr": "Njihov prosjek u ostatku"},
    "upper": {"en": "Strongest 27 %", "sr": "Najjačih 27 %"},
    "lower": {"en": "Weakest 27 %", "sr": "Najslabijih 27 %"},
    "key": {"en": "key", "sr": "ključ"},
    "responses": {"en": "Responses", "sr": "Odgovora"},
    "said": {"en": "Most frequent answers", "sr": "Najčešći odgovori"},
    "certainty": {"en": "Certainty", "sr": "Sigurnost"},
    "level": {"en": "Stated", "sr": "Navedeno"},
    "claimed": {"en": "Stands for", "sr": "Znači"},
    "came": {"en": "Was right", "sr": "Bilo tačno"},
    "brier": {"en": "Brier score (0 is best)", "sr": "Brierov rezultat (0 je najbolje)"},
    "over": {"en": "Surer than right, by", "sr": "Sigurniji nego što je tačno, za"},
    "under": {"en": "Less sure than right, by", "sr": "Manje sigurni nego što je tačno, za"},
    "languages": {"en": "Languages", "sr": "Jezici"},
    "blueprint": {"en": "What the items cover", "sr": "Šta pitanja pokrivaju"},
    "blueprint-note": {
        "en": "Number of items, and in brackets the share of their points that was earned, by topic and what is asked of the learner.",
        "sr": "Broj pitanja, a u zagradi udio osvojenih bodova, po temi i po tome šta se traži od učenika.",
    },
    "topic": {"en": "Topic", "sr": "Tema"},
    "remember": {"en": "remember", "sr": "pamti"},
    "understand": {"en": "understand", "sr": "razumije"},
    "apply": {"en": "apply", "sr": "primjenjuje"},
    "analyse": {"en": "analyse", "sr": "analizira"},
    "exercises": {"en": "Code exercises and written parts", "sr": "Zadaci s kodom i pisani dijelovi"},
    "cell": {"en": "Cell", "sr": "Ćelija"},
    "points": {"en": "Points", "sr": "Bodovi"},
    "check": {"en": "Check", "sr": "Provjera"},
    "failed": {"en": "Failed by", "sr": "Nije prošlo"},
    "score": {"en": "Score", "sr": "Bodovi"},
    "penalty": {"en": "Late penalty", "sr": "Umanjenje za kašnjenje"},
    "notes": {"en": "Notes", "sr": "Napomene"},
    "of-students": {"en": "share of the class", "sr": "udio grupe"},
    "how": {"en": "How to read this", "sr": "Kako se ovo čita"},
    "how-text": {
        "en": "Solved: mean share of an item's points among those who reached it. Item–rest: correlation with the sum of all other items; from 0.2 an item tells strong from weak students, below 0 it works against the quiz. Index: how much better the strongest 27 % did than the weakest. Left out: passed over while a later item was answered; not reached: nothing was answered from there on. Times are by the students' own clocks.",
        "sr": "Riješeno: prosječan udio bodova među onima koji su do pitanja stigli. Pitanje–ostatak: korelacija sa zbirom svih drugih pitanja; od 0,2 pitanje razlikuje jake od slabih, ispod 0 radi protiv kviza. Indeks: koliko je najjačih 27 % bolje od najslabijih. Preskočeno: bez odgovora, a kasnije ga ima; nije stignuto: odatle nema nijednog odgovora. Vremena su po satovima samih studenata.",
    },
    "privacy": {
        "en": "Students stand under pseudonyms. Who has the course's folder can resolve them: treat this page as personal data.",
        "sr": "Studenti su pod pseudonimima. Ko ima folder kursa može ih razriješiti: ovo su lični podaci.",
    },
    "privacy-names": {
        "en": "This page holds names: personal data. Keep it no longer than you need it.",
        "sr": "Ova stranica sadrži imena: lične podatke. Ne čuvaj je duže nego što treba.",
    },
    "shape": {"en": "number of students", "sr": "broj studenata"},
    "map": {"en": "Each dot is an item: how many solved it, and how well it tells strong from weak", "sr": "Svaka tačka je pitanje: koliko ga je riješilo i koliko razlikuje jake od slabih"},
    "by-hand": {"en": "marked by hand", "sr": "boduje čovjek"},
    "made": {"en": "made on {date}", "sr": "napravljeno {date}"},
}  # fmt: skip


@dataclass(frozen=True)
class Said:
    """A sentence of a report; ``values`` are numbers, texts, or texts by language.

    Example:
        >>> Said("easy", {"number": 3}).say("en")
        'Nearly everybody solved item 3.'
    """

    name: str
    values: Mapping[str, Any]
    #: The item that it is about, by its number; None where it is about the whole.
    item: str | None = None

    def say(self, language: str) -> str:
        """Return the sentence in the language."""
        told = {key: _word(value, language) for key, value in self.values.items()}
        return word(self.name, language).format(**told)

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON-able data, in every written language."""
        return {"kind": self.name, "item": self.item, "en": self.say("en"), "sr": self.say("sr")}


def word(name: str, language: str) -> str:
    """Return a label or the pattern of a sentence.

    Example:
        >>> word("item", "sr")
        'Pitanje'
    """
    return pick(WORDS[name], language)


def _word(value: Any, language: str) -> str:
    if isinstance(value, Mapping):
        return pick(value, language)
    return value if isinstance(value, str) else format_number(value, language)


def percent(share: float, language: str) -> str:
    r"""Return a share as whole per cent.

    Example:
        >>> percent(0.275, "en"), percent(float("nan"), "en")
        ('28\xa0%', '–')
    """
    return "–" if math.isnan(share) else f"{round(100 * share)}\N{NO-BREAK SPACE}%"


def quoted(text: str, language: str) -> str:
    """Return the text in the language's quotation marks.

    Example:
        >>> quoted("Tri", "sr"), quoted("Three", "en")
        ('„Tri”', '“Three”')
    """
    return f"„{text}”" if language == "sr" else f"“{text}”"


def number(value: float | None, language: str, places: int = 2) -> str:
    """Return a number with so many places, a dash where there is none.

    Example:
        >>> number(0.5, "sr"), number(None, "en"), number(-0.25, "en")
        ('0,50', '–', '−0.25')
    """
    if value is None or math.isnan(value):
        return "–"
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    sign = "−" if value < 0 and round(value, places) else ""
    whole = f"{abs(value):.{places}f}"
    point = format_number(0.5, language)[1]
    return sign + whole.replace(".", point)
