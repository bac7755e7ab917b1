"""Warnings on item writing: what each rule tells, what it leaves alone, and how it is silenced."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import nastava.quizzes
from nastava.cli import app
from nastava.content import content_root
from nastava.quizzes.bank import parse_bank
from nastava.quizzes.lint import RULES, Remark, lint
from nastava.quizzes.lint.lexis import WORDS, lexis
from nastava.quizzes.lint.rules.position import at_most
from nastava.quizzes.source import read_source
from nastava.text.languages import WRITTEN

#: What stands in the language that a case is not about.
NEUTRAL = {
    "en": ("Which tree is it?", ("Maple", "Birch", "Aspen", "Cedar", "Alder", "Larch")),
    "sr": ("Koje je to drvo?", ("Javor", "Breza", "Jasika", "Kedar", "Joha", "Ariš")),
}
FEEDBACK = {"en": "Look again.", "sr": "Pogledaj ponovo."}


def item(code: str, stem: str, options: Sequence[str], *, key: int = 0, **fields: Any) -> dict[str, Any]:
    """A single choice in one language, with harmless texts in the other."""
    other = next(language for language in WRITTEN if language != code)
    choices = [
        {
            "id": "abcdefgh"[index],
            "text": {code: text, other: NEUTRAL[other][1][index]},
            **({"key": True} if index == key else {"feedback": FEEDBACK}),
        }
        for index, text in enumerate(options)
    ]
    made = {
        "id": "the-item",
        "type": "single_choice",
        "stem": {code: stem, other: NEUTRAL[other][0]},
        "options": choices,
        "explanation": {"en": "That is it.", "sr": "Tako je."},
        "tags": {"topic": "trees", "bloom": "remember"},
        "facts": ["seed-kfor-led"],
    }
    return made | fields


def typed(id_: str, stem: Mapping[str, str], **fields: Any) -> dict[str, Any]:
    """An item that is answered by typing."""
    made = item("en", "", ["x", "y"], id=id_) | {"stem": dict(stem)}
    del made["options"]
    return made | fields


def write(folder: Path, *items: Mapping[str, Any], **bank: Any) -> Path:
    path = folder / "trees.yaml"
    data = {"id": "trees", "title": {"en": "Trees", "sr": "Drveće"}, **bank, "items": list(items)}
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")  # JSON is YAML
    return path


def told(folder: Path, *items: Mapping[str, Any], **bank: Any) -> list[Remark]:
    """What is told of a bank with these items."""
    source = read_source(write(folder, *items, **bank))
    read, faults = parse_bank(source)
    assert read is not None, faults
    return lint(read, source)


#: Rule, language, a flawed stem and options, and sound ones. The first option is the key.
PAIRS: list[tuple[str, str, tuple[str, Sequence[str]], tuple[str, Sequence[str]]]] = [
    (
        "longest-key",
        "en",
        ("Why?", ("Rain that fell for several weeks and filled the rivers", "Wind", "Frost and snow")),
        ("Why?", ("Rain that filled the rivers", "Wind that broke the masts", "Frost and snow")),
    ),
    (
        "longest-key",
        "sr",
        ("Zašto?", ("Kiša koja je padala nedjeljama i napunila rijeke", "Vjetar", "Mraz i snijeg")),
        ("Zašto?", ("Kiša koja je napunila rijeke", "Vjetar koji je lomio grane", "Mraz i snijeg")),
    ),
    (
        "all-of-the-above",
        "en",
        ("Which grows here?", ("All of the above", "Oak", "Beech")),
        ("Which grows here?", ("Hornbeam", "Oak", "Beech")),
    ),
    (
        "all-of-the-above",
        "en",
        ("Which grows here?", ("Both a and c", "Oak", "Beech")),
        ("Which grows here?", ("Oak and beech", "Oak", "Beech")),
    ),
    (
        "all-of-the-above",
        "sr",
        ("Šta ovdje raste?", ("Sve navedeno", "Hrast", "Bukva")),
        ("Šta ovdje raste?", ("Grab", "Hrast", "Bukva")),
    ),
    (
        "all-of-the-above",
        "sr",
        ("Šta ovdje raste?", ("Svi odgovori su tačni", "Hrast", "Bukva")),
        ("Šta ovdje raste?", ("Svi brestovi", "Hrast", "Bukva")),
    ),
    (
        "none-of-the-above",
        "en",
        ("Which grows here?", ("None of these", "Oak", "Beech")),
        ("Which grows here?", ("None", "Oak", "Beech")),
    ),
    (
        "none-of-the-above",
        "sr",
        ("Šta ovdje raste?", ("Ništa od navedenog", "Hrast", "Bukva")),
        ("Šta ovdje raste?", ("Ništa", "Hrast", "Bukva")),
    ),
    (
        "negative-stem",
        "en",
        ("Oaks live long. Which tree is not a conifer?", ("Elm", "Fir", "Yew")),
        ("Oaks do not live forever. Which tree is **not** a conifer?", ("Elm", "Fir", "Yew")),
    ),
    (
        "negative-stem",
        "en",
        ("All of them are conifers except:", ("Elm", "Fir", "Yew")),
        ("All of them are conifers EXCEPT:", ("Elm", "Fir", "Yew")),
    ),
    (
        "negative-stem",
        "sr",
        ("Hrast dugo živi. Koje drvo nije četinar?", ("Grab", "Jela", "Tisa")),
        ("Hrast ne živi vječno. Koje drvo **nije** četinar?", ("Grab", "Jela", "Tisa")),
    ),
    (
        "negative-stem",
        "sr",
        ("Šta je od ovoga četinar, osim bora?", ("Jela", "Grab", "Lipa")),
        ("Šta je od ovoga četinar, OSIM bora?", ("Jela", "Grab", "Lipa")),
    ),
    (
        "unequal-grammar",
        "en",
        ("What did it do?", ("It grew.", "It fell", "It burnt.")),
        ("What did it do?", ("It grew.", "It fell.", "It burnt in 1999 at 6 a.m.")),
    ),
    (
        "unequal-grammar",
        "en",
        ("Where is it?", ("In the park", "on the hill", "at the lake")),
        ("Where is it?", ("in the park", "on the hill", "Belgrade, at the lake")),
    ),
    (
        "unequal-grammar",
        "en",
        ("What is it for?", ("Shade", "To feed birds", "To hold soil", "To bear fruit")),
        ("What is it for?", ("To give shade", "To feed birds", "To hold soil", "To bear fruit")),
    ),
    (
        "unequal-grammar",
        "en",
        ("This is an", ("elm", "fir", "yew")),
        ("This is a(n)", ("elm", "fir", "yew")),
    ),
    (
        "unequal-grammar",
        "sr",
        ("Šta je uradilo?", ("Raslo je.", "Palo je", "Gorjelo je.")),
        ("Šta je uradilo?", ("Raslo je.", "Palo je.", "Gorjelo je 1999.")),
    ),
    (
        "unequal-grammar",
        "sr",
        ("Gdje je?", ("U parku", "na brdu", "kraj jezera")),
        ("Gdje je?", ("u parku", "na brdu", "Beograd, kraj jezera")),
    ),
    (
        "unequal-grammar",
        "sr",
        ("Čemu služi?", ("Hlad", "Da hrani ptice", "Da drži tlo", "Da daje plod")),
        ("Čemu služi?", ("Da pravi hlad", "Da hrani ptice", "Da drži tlo", "Da daje plod")),
    ),
    (
        "absolute-words",
        "en",
        ("How old is it?", ("As old as it looks", "Always younger", "Older")),
        ("How old is it?", ("As old as it looks", "Younger", "“Always younger”")),
    ),
    (
        "absolute-words",
        "en",
        ("Who counts them?", ("Foresters", "Only rangers", "Hunters")),
        ("Who counts them?", ("All foresters", "Only rangers", "Not all hunters")),
    ),
    (
        "absolute-words",
        "sr",
        ("Koliko je staro?", ("Koliko izgleda", "Uvijek mlađe", "Starije")),
        ("Koliko je staro?", ("Koliko izgleda", "Mlađe", "„Uvijek mlađe“")),
    ),
    (
        "absolute-words",
        "sr",
        ("Kakvo je?", ("Uvek zeleno", "Žuto", "Smeđe")),
        ("Kakvo je?", ("Zeleno", "Žuto", "Sve više smeđe")),
    ),
    (
        "vague-words",
        "en",
        ("When does it bloom?", ("Often in May", "In June", "In July")),
        ("When does it bloom?", ("In May", "In June", "In July")),
    ),
    (
        "vague-words",
        "sr",
        ("Kada cvjeta?", ("Obično u maju", "Rijetko u junu", "U julu")),
        ("Kada cvjeta?", ("U maju", "U junu", "U julu")),
    ),
    (
        "clang",
        "en",
        (
            "What do the foresters measure?",
            ("What foresters call girth", "What is called height", "Weight of leaves"),
        ),
        (
            "What do the foresters measure?",
            ("What loggers call girth", "What is called height", "Weight of leaves"),
        ),
    ),
    (
        "clang",
        "sr",
        ("Šta mjere šumari?", ("Obim, kao šumarima", "Visinu, u metrima", "Težinu lišća")),
        ("Šta mjere šumari?", ("Obim, u metrima", "Visinu, u metrima", "Težinu lišća")),
    ),
    (
        "clang",
        "sr",
        ("Какав је извештај?", ("Izvještaji o rastu", "Popis", "Spisak drveća")),
        ("Какав је извештај?", ("Podaci o rastu", "Popis", "Spisak drveća")),
    ),
    (
        "convergence",
        "en",
        ("Which is it?", ("Tall, evergreen", "Tall, bare", "Short, evergreen", "Tall, withered")),
        ("Which is it?", ("Tall, evergreen", "Tall, withered", "Short, evergreen", "Short, withered")),
    ),
    (
        "convergence",
        "sr",
        ("Koje je?", ("Visoko, zimzeleno", "Visoko, golo", "Nisko, zimzeleno", "Visoko, suho")),
        ("Koje je?", ("Visoko, zimzeleno", "Visoko, listopadno", "Nisko, zimzeleno", "Nisko, listopadno")),
    ),
    (
        "number-order",
        "en",
        ("How many?", ("1,200 trees", "300 trees", "4,700 trees")),
        ("How many?", ("4,700 trees", "1,200 trees", "300 trees")),
    ),
    (
        "number-order",
        "sr",
        ("Koliko?", ("1.200", "300", "4.700")),
        ("Koliko?", ("300", "1.200", "4.700")),
    ),
    (
        "overlapping-ranges",
        "en",
        ("How many?", ("10 to 20", "20 to 30", "over 30")),
        ("How many?", ("10 to 20", "21 to 30", "over 30")),
    ),
    (
        "overlapping-ranges",
        "sr",
        ("Koliko?", ("od 10 do 20", "od 15 do 30", "više od 30")),
        ("Koliko?", ("od 10 do 20", "od 21 do 30", "više od 30")),
    ),
    (
        "many-options",
        "en",
        ("Which?", ("Elm", "Fir", "Yew", "Oak", "Ash", "Fig")),
        ("Which?", ("Elm", "Fir", "Yew", "Oak", "Ash")),
    ),
    (
        "many-options",
        "sr",
        ("Koje?", ("Grab", "Jela", "Tisa", "Bor", "Lipa", "Brijest")),
        ("Koje?", ("Grab", "Jela", "Tisa")),
    ),
]


@pytest.mark.parametrize(
    "rule, code, flawed, sound", PAIRS, ids=[f"{rule}-{code}-{n}" for n, (rule, code, *_) in enumerate(PAIRS)]
)
def test_a_flawed_item_is_told_of_and_its_sound_twin_is_not(
    tmp_path: Path,
    rule: str,
    code: str,
    flawed: tuple[str, Sequence[str]],
    sound: tuple[str, Sequence[str]],
) -> None:
    """The flaw is told by its own rule alone, at the item; the twin without it passes every rule."""
    remarks = told(tmp_path, item(code, *flawed))
    assert {(remark.rule, remark.item) for remark in remarks} == {(rule, "the-item")}
    assert [str(remark) for remark in told(tmp_path, item(code, *sound))] == []


LOADED = {
    "en": [
        "the regime", "terrorists", "a terrorist attack", "the occupation of the north", "occupiers", "NATO aggression",
        "the separatists", "the so-called state", "a puppet government", "genocide", "ethnic cleansing",
        "the liberation of the town", "self-proclaimed", "extremists", "the chetniks", "the Shiptars", "martyrs",
    ],
    "sr": [
        "režim", "režimu", "teroristi", "terorizma", "okupacija", "okupatora", "agresiju", "separatisti",
        "takozvana država", "tzv. država", "lažna država", "genocid", "etničko čišćenje", "oslobodioci",
        "samoproglašena", "Šiptari", "šiptarski", "četnici", "četnika", "ustaše", "балије", "агресија", "издајници",
    ],
}  # fmt: skip
#: The same words as somebody's, as a name, or as a term; and words that only look like them.
NOT_LOADED = {
    "en": [
        "“terrorist attack”", "'so-called'", 'the "regime"', "the Kosovo Liberation Army", "the visa regime",
        "the Genocide Convention", "counter-terrorism", "her occupation", "the occupational health service",
        "aggressive", "territory", "the Union's position", "those who separate them", "a criminal court",
    ],
    "sr": [
        "„teroristički napad“", "“agresija”", "»režim«", "Oslobodilačka vojska Kosova", "vizni režim",
        "Konvencija o sprečavanju i kažnjavanju zločina genocida", "teritorija", "režirati", "šibenik", "oslobađanje",
        "„тзв. држава“", "naziv", "okupljanje", "agregat", "velika većina", "izdanje", "izdavač",
    ],
}  # fmt: skip


@pytest.mark.parametrize("code, words", [(code, words) for code, row in LOADED.items() for words in row])
def test_a_word_that_takes_a_side_is_told_of(tmp_path: Path, code: str, words: str) -> None:
    """Wherever it stands in the item, here in the feedback of an option."""
    made = item(code, NEUTRAL[code][0], NEUTRAL[code][1][:3])
    made["options"][1]["feedback"] = FEEDBACK | {code: f"Ovo je {words} ."}
    assert [remark.rule for remark in told(tmp_path, made)] == ["loaded-words"]


@pytest.mark.parametrize("code, words", [(code, words) for code, row in NOT_LOADED.items() for words in row])
def test_a_quoted_or_harmless_word_is_left_alone(tmp_path: Path, code: str, words: str) -> None:
    """Quotation marks of either language, names of bodies, terms of law, and look-alikes."""
    made = item(code, NEUTRAL[code][0], NEUTRAL[code][1][:3])
    made["explanation"] = made["explanation"] | {code: f"Ovo je {words} ."}
    assert [str(remark) for remark in told(tmp_path, made)] == []


def test_distractors_without_feedback_are_named(tmp_path: Path) -> None:
    """One warning names all silent distractors; the key needs no feedback, nor does a survey item."""
    made = item("en", "Which?", ("Elm", "Fir", "Yew"))
    assert told(tmp_path, made) == []
    for option in made["options"][1:]:
        del option["feedback"]
    (remark,) = told(tmp_path, made)
    assert (remark.rule, "'b', 'c'" in remark.problem) == ("no-feedback", True)
    for option in made["options"]:
        option.pop("key", None)
    assert told(tmp_path, made | {"survey": True}) == []


@pytest.mark.parametrize(
    "answer, gives, harmless",
    [
        (
            {"type": "numeric", "key": 93},
            {"en": "Of the 93 oaks, which is oldest?", "sr": "Koji je od 93 hrasta najstariji?"},
            {"en": "Of the 193 oaks, which is oldest?", "sr": "Koji je od 193 hrasta najstariji?"},
        ),
        (
            {"type": "numeric", "key": 4700},
            {"en": "Which oak?", "sr": "Koji je od 4.700 hrastova najstariji?"},
            {"en": "Which oak?", "sr": "Koji je od 4,700 hrastova najstariji?"},
        ),
        (
            {"type": "short_text", "accept": ["hornbeam", "grab"]},
            {"en": "Which leaf has the hornbeam?", "sr": "Kakav list ima ovo drvo?"},
            {"en": "Which leaf has the beech?", "sr": "Kakav list ima ovo drvo?"},
        ),
    ],
)
def test_an_answer_in_another_items_text_is_told_of(
    tmp_path: Path, answer: dict[str, Any], gives: dict[str, str], harmless: dict[str, str]
) -> None:
    """In either language, as it is written there; in practice only within the part that is seen at once."""
    parts = {"one": {"en": "One", "sr": "Jedan"}, "two": {"en": "Two", "sr": "Dva"}}
    asked = typed("asked", {"en": "What is meant?", "sr": "Na šta se misli?"}, **answer)
    giver = item("en", "", ("Elm", "Fir", "Yew"), id="giver")

    def rules(stem: dict[str, str], **fields: Any) -> list[tuple[str, str | None]]:
        second = giver | {"stem": stem, "part": fields.pop("part", "one")}
        found = told(tmp_path, asked | {"part": "one"}, second, parts=parts, **fields)
        return [(remark.rule, remark.item) for remark in found]

    assert rules(gives) == [("gives-away", "asked")]
    told_later = giver | {"part": "one", "stem": harmless, "hints": [{"text": gives}]}
    assert told(tmp_path, asked | {"part": "one"}, told_later, parts=parts) == []
    assert rules(harmless) == []
    assert rules(gives, part="two") == []
    assert rules(gives, part="two", mode="test") == [("gives-away", "asked")]


def test_a_key_that_another_option_holds_is_told_of(tmp_path: Path) -> None:
    """What sets the key apart from its distractors stands whole in another item."""
    first = item("en", "Who planted it?", ("Ruđer Bošković", "The gardener", "The mayor"), id="first")
    second = item(
        "en", "Which is true?", ("Bošković, Ruđer, wrote", "A monk from there did", "A nun did"), id="second"
    )
    assert [(remark.rule, remark.item) for remark in told(tmp_path, first, second)] == [
        ("gives-away", "first")
    ]
    second["options"][0]["text"]["en"] = "Bošković wrote it"
    assert told(tmp_path, first, second) == []


def trees(keys: Sequence[int], **fields: Any) -> list[dict[str, Any]]:
    """So many single choices with four options, with their keys at these positions."""
    return [
        item("en", "Which?", ("Elm", "Fir", "Yew", "Oak"), key=key, id=f"item-{number}", **fields)
        for number, key in enumerate(keys)
    ]


def test_keys_that_prefer_a_position_are_told_of(tmp_path: Path) -> None:
    """At the bank; not where options are shuffled, where there are few items, or where the spread is lot's."""
    (remark,) = told(tmp_path, *trees([1] * 12))
    assert (remark.rule, remark.item) == ("key-position", None)
    assert "option 2 is the key of 12 of 12" in remark.problem
    assert [remark.rule for remark in told(tmp_path, *trees([0, 1, 2] * 8))] == [
        "key-position"
    ]  # never the last
    assert told(tmp_path, *trees([1] * 12), shuffle=True) == []
    assert told(tmp_path, *trees([1] * 7)) == []
    assert told(tmp_path, *trees([0, 1, 2, 3, 1, 1, 3, 1, 2, 1, 0, 1])) == []
    assert told(tmp_path, *trees([1] * 12), allow={"key-position": "the options follow the map"}) == []


def test_the_bound_on_chance_is_never_too_small() -> None:
    """It lies above the exact chance of eight keys or more out of ten at one of four positions."""
    from math import comb

    exact = sum(comb(10, k) * 0.25**k * 0.75 ** (10 - k) for k in range(8, 11))
    assert exact < at_most(8, 2.5, 10) < 20 * exact


def test_numbers_in_order_are_not_to_be_shuffled(tmp_path: Path) -> None:
    """Shuffled numbers lose their order; 'shuffle: false' in the item keeps it."""
    made = item("en", "How many?", ("10", "20", "30"))
    assert [remark.rule for remark in told(tmp_path, made, shuffle=True)] == ["number-order"]
    assert told(tmp_path, made | {"shuffle": False}, shuffle=True) == []


def test_none_of_the_above_moves_when_it_is_not_pinned(tmp_path: Path) -> None:
    """Where options are shuffled the warning says that it may stand above what it speaks of."""
    made = item("en", "Which?", ("Elm", "Fir", "None of the above"), shuffle=True)
    (remark,) = told(tmp_path, made)
    assert "may stand above" in remark.problem
    made["options"][2]["pinned"] = True
    (remark,) = told(tmp_path, made)
    assert "may stand above" not in remark.problem
    assert told(tmp_path, made | {"allow": {"none-of-the-above": "it is right in half of them"}}) == []


def test_options_of_a_blank_are_options_too(tmp_path: Path) -> None:
    """A choice inside a text with blanks is looked at like any other."""
    from nastava.quizzes.lint.subject import Subject

    source = read_source(write(tmp_path, item("en", "Which?", ("Elm", "Fir", "Yew"))))
    bank, _ = parse_bank(source)
    assert bank is not None
    data = {"blanks": {"tree": {"type": "choice", "options": source.data["items"][0]["options"]}}}
    (group,) = Subject(bank, bank.items[0], ("items", 0), data).groups
    assert group.place == ("items", 0, "blanks", "tree", "options")
    assert [choice.key for choice in group.choices] == [True, False, False]


def test_a_rule_is_silenced_with_a_reason(tmp_path: Path) -> None:
    """The rule named is silent in that item alone, and the others are not."""
    made = item("en", "Which tree is not a conifer?", ("Elm", "Fir", "All of these"))
    silent = made | {"allow": {"negative-stem": "the exercise is about negation"}}
    assert {remark.rule for remark in told(tmp_path, made)} == {"negative-stem", "all-of-the-above"}
    assert {remark.rule for remark in told(tmp_path, silent)} == {"all-of-the-above"}
    found = told(tmp_path, silent, made | {"id": "other"})
    assert [remark.item for remark in found if remark.rule == "negative-stem"] == ["other"]


@pytest.mark.parametrize(
    "rule, at_bank, told_as, words",
    [
        ("negativ-stem", False, "unknown-silence", "did you mean 'negative-stem'"),
        ("qwx", False, "unknown-silence", "nastava check --rules"),
        ("negative-stem", False, "idle-silence", "finds nothing here"),
        ("key-position", False, "idle-silence", "move it to the 'allow' of the bank"),
        ("key-position", True, "idle-silence", "finds nothing here"),
        ("negative-stem", True, "idle-silence", "move it to the items"),
    ],
)
def test_a_silence_in_vain_is_told_of(
    tmp_path: Path, rule: str, at_bank: bool, told_as: str, words: str
) -> None:
    """A name that is no rule, or a rule that finds nothing where it is silenced."""
    allow = {"allow": {rule: "a reason that is long enough"}}
    made = item("en", "Which?", ("Elm", "Fir", "Yew"), **({} if at_bank else allow))
    (remark,) = told(tmp_path, made, **(allow if at_bank else {}))
    assert remark.rule == told_as
    assert words in str(remark)


def test_an_allowed_rule_whose_name_looks_like_a_language_is_no_text(tmp_path: Path) -> None:
    """'all-of-the-above' has the form of a language code; what it is allowed for needs no translation."""
    made = item(
        "en", "Which?", ("Elm", "Fir", "All of these"), allow={"all-of-the-above": "it is a sample of one"}
    )
    result = CliRunner().invoke(app, ["check", "--strict", str(write(tmp_path, made))])
    assert (result.exit_code, result.output.splitlines()[-1]) == (0, "No faults.")


def test_a_reason_of_one_word_is_none(tmp_path: Path) -> None:
    """A silence without a reason is a fault."""
    made = item("en", "Which?", ("Elm", "Fir", "Yew"), allow={"clang": "because"})
    result = CliRunner().invoke(app, ["check", str(write(tmp_path, made))])
    assert result.exit_code == 1
    assert "allow.clang" in result.output


def test_warnings_come_after_faults_and_decide_only_if_asked(tmp_path: Path) -> None:
    """Exit code 0 with warnings, 1 with --strict; --no-lint leaves them out; each has place, mend and source."""
    path = str(write(tmp_path, item("en", "Which tree is not a conifer?", ("Elm", "Fir", "Yew"))))
    run = CliRunner().invoke

    plain = run(app, ["check", path])
    assert plain.exit_code == 0
    first, *_, last = plain.output.splitlines()
    assert first.startswith(f"{path}:")
    assert "[the-item] warning negative-stem: " in first
    assert first.index(" Mend: ") < first.index(" Source: Haladyna, Downing & Rodriguez 2002, guideline 17.")
    assert last == "No faults, 1 warning."
    assert run(app, ["check", "--strict", path]).exit_code == 1
    silent = run(app, ["check", "--no-lint", "--strict", path])
    assert (silent.exit_code, "warning" in silent.output) == (0, False)


def test_warnings_as_json(tmp_path: Path) -> None:
    """--json has them with rule and source, at the line of the text in its language."""
    path = write(tmp_path, item("sr", "Koje drvo nije četinar?", ("Grab", "Jela", "Tisa")))
    output = CliRunner().invoke(app, ["check", "--json", str(path)]).output
    (warning,) = json.loads(output)["warnings"]
    assert (warning["rule"], warning["source"]) == ("negative-stem", RULES["negative-stem"].source)
    assert "Koje drvo" in path.read_text(encoding="utf-8").splitlines()[warning["line"] - 1]


def test_the_rules_are_listed_with_sentence_and_source() -> None:
    """nastava check --rules tells each rule, as lines or as JSON."""
    lines = CliRunner().invoke(app, ["check", "--rules"]).output.splitlines()
    assert len(lines) == len(RULES)
    for line, rule in zip(lines, RULES.values(), strict=True):
        assert line.startswith(rule.id)
        assert rule.sentence in line
        assert rule.source in line
    listed = json.loads(CliRunner().invoke(app, ["check", "--rules", "--json"]).output)
    assert [rule["id"] for rule in listed] == list(RULES)


def test_every_rule_has_a_test_and_a_section() -> None:
    """Each rule has its pairs or a test here, and a section with its source in docs/item-writing.md."""
    page = (content_root() / "docs" / "item-writing.md").read_text(encoding="utf-8")
    sections = {part.partition("\n")[0].strip("` "): part for part in page.split("\n### ")[1:]}
    assert list(sections) == list(RULES)
    for rule in RULES.values():
        assert rule.source in sections[rule.id], rule.id
        assert rule.sentence in sections[rule.id], rule.id
    here = Path(__file__).read_text(encoding="utf-8")
    assert [rule for rule in RULES if f'"{rule}"' not in here] == []


@pytest.mark.parametrize("code", WRITTEN)
def test_every_written_language_has_its_words(code: str) -> None:
    """A language that banks are written in has a list of words for the rules."""
    assert lexis(code) is not None
    assert (WORDS / f"{code}.yaml").is_file()


def test_the_courses_own_banks_and_examples_give_no_warnings() -> None:
    """Practice, graded and example banks pass every rule, or say why not."""
    examples = Path(nastava.quizzes.__file__).parent / "examples"
    result = CliRunner().invoke(app, ["check", "--strict", str(content_root() / "quizzes"), str(examples)])
    assert result.exit_code == 0, result.output


def test_distractors_that_are_pictures_alone_are_no_reason_to_fail(tmp_path: Path) -> None:
    """Where no distractor has a word there is no length to compare with: nothing is told, and nothing breaks."""
    for name in ("a.svg", "b.svg"):
        (tmp_path / name).write_text(f'<svg xmlns="http://www.w3.org/2000/svg"><title>{name}</title></svg>')
    texts = ("A long description of a tree in leaf", "![](a.svg)", "![](b.svg)")
    options = [
        {"id": name, "text": {"en": text, "sr": text}, **({"key": True} if name == "a" else {})}
        for name, text in zip("abc", texts, strict=True)
    ]
    item = {
        "id": "tree",
        "type": "single_choice",
        "stem": {"en": "Which?", "sr": "Koje?"},
        "options": options,
        "tags": {"topic": "trees", "bloom": "remember"},
        "explanation": {"en": "So it is.", "sr": "Tako je."},
        "facts": ["seed-kfor-led"],
    }
    assert "longest-key" not in {remark.rule for remark in told(tmp_path, item)}
