"""A review in a terminal, and the commands around the record."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.unit.examples import EXAMPLES, name_of
from tests.unit.test_review import MORNING, Days
from typer.testing import CliRunner

from nastava.answers import Sheet
from nastava.cli import app
from nastava.cli.review_asking import asked, can_be_asked
from nastava.errors import RecordError
from nastava.items import Item, Parsed
from nastava.study import Event, Record, optimise
from nastava.study.due import Known, known_items, plain_items
from nastava.study.optimise import ENOUGH
from nastava.study.record_file import delete, exported, imported
from nastava.study.schedule import RETENTION, Scheduler
from nastava.study.sheets import catch_up
from nastava.text.languages import pick
from nastava.text.markdown import to_plain

KNOWN = known_items()


@pytest.fixture
def days(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Days:
    monkeypatch.setenv("NASTAVA_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    days = Days(monkeypatch)
    monkeypatch.setattr("nastava.answers.clock.now", lambda: days.time)
    monkeypatch.setattr("nastava.study.record_file.now", lambda: days.time)
    return days


def run(*arguments: str, typed: str = "") -> str:
    done = CliRunner().invoke(app, list(arguments), input=typed, env={"COLUMNS": "200"})
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return str(done.output)


def attempt(known: Known, *, days: float = 0, share: float = 1, id_: str = "") -> Event:
    item = known.item
    return Event(
        id_ or f"{item.id}-{days}", "attempt", MORNING + timedelta(days=days), quiz=known.bank.id, item=item.id,
        version=item.version, type=item.type, topic=item.tags.topic, mode="practice", points=share * item.points, worth=item.points,
    )  # fmt: skip


def learnt(key: tuple[str, str]) -> None:
    Record().add([attempt(KNOWN[key])])


class Typed:
    """A terminal at which a response is typed, as a learner would who sees the numbers."""

    def __init__(self, item: Item, raw: Any, language: str = "en") -> None:
        self.language = language
        self.lines: list[str] = []
        self._answers = iter(self._typed(item, raw))

    def _typed(self, item: Any, raw: Any) -> list[str]:
        if item.type in {"single_choice", "multiple_choice"}:
            ids = [option.id for option in item.options]
        elif item.type == "true_false":
            return ["1" if raw else "2"]
        elif item.type == "ordering":
            ids = [entry.id for entry in item.entries]
        elif item.type in {"matching", "grouping"}:
            targets = [target.id for target in item.targets]
            return [str(targets.index(raw[row.id]) + 1) for row in item.rows]
        elif item.type == "cloze":
            return [self._blank(item.blanks[name], raw.get(name, "")) for name in item.numbers("en")]
        else:
            return [str(raw)]
        chosen = raw if isinstance(raw, list) else [raw]
        return [" ".join(str(ids.index(id_) + 1) for id_ in chosen)]

    @staticmethod
    def _blank(blank: Any, piece: Any) -> str:
        options = getattr(blank, "options", None)
        return str([option.id for option in options].index(piece) + 1) if options and piece else str(piece)

    def show(self, line: str) -> None:
        self.lines.append(line)

    def ask(self, question: str, **values: object) -> str:
        self.lines.append(question)
        return next(self._answers)

    def say(self, message: str, **values: object) -> str:
        return message


@pytest.mark.parametrize(
    "item", [item for item in EXAMPLES if can_be_asked(item) and not item.survey], ids=name_of
)
def test_each_type_can_be_answered_right_and_wrong(item: Item) -> None:
    """What is typed by the numbers shown is the response that the browser would send."""
    for sample in item.samples():
        if sample.name in {"right", "wrong"}:
            raw = asked(item, Typed(item, sample.raw))
            parsed = item.parse(raw, sample.language)
            assert isinstance(parsed, Parsed)
            assert item.score(parsed.response).verdict == sample.name


@pytest.mark.parametrize("typed", ["", "0", "99", "x", "²", "1 99"])
@pytest.mark.parametrize("kind", ["single_choice", "multiple_choice", "true_false", "ordering"])
def test_a_number_that_is_none_of_those_shown_costs_nothing(kind: str, typed: str) -> None:
    """A slip of the keyboard is no answer."""
    item = next(each for each in EXAMPLES if each.type == kind)
    terminal = Typed(item, None) if kind == "true_false" else Typed(item, [])
    terminal._answers = iter([typed])
    assert not isinstance(item.parse(asked(item, terminal), "en"), Parsed)


def test_only_what_needs_no_picture_is_asked(days: Days) -> None:
    """Hotspots wait for the notebook, and the learner is told how many."""
    assert {item.type for item in EXAMPLES if not can_be_asked(item)} >= {"hotspot", "essay"}
    pictured = next(key for key, each in KNOWN.items() if not can_be_asked(each.item))
    learnt(pictured)
    days.forward(3)
    output = run("review", "--new", "0")
    assert "Due, but only in the notebook (pictures): 1." in output
    assert "Nothing else is due here." in output


def test_a_review_from_question_to_schedule(days: Days) -> None:
    """Asked, refused, helped, answered, explained, rated; saved on the sheet and in the record."""
    learnt(("kfor", "kfor-task"))
    days.forward(2)
    item = KNOWN["kfor", "kfor-task"].item
    output = run("review", "--new", "0", typed="99\n:h\n:h\n:h\n3\n1\n")
    assert "Due: 1. New: 0. Asked now: 1." in output
    assert to_plain(pick(item.stem, "en")) in output
    assert "There is no further hint." in output or item.hints
    assert "✓ Right" in output
    assert "How well did you know it?" in output
    (entry, rated) = Sheet.read(Path("answers/review-of-2024-05.json")).attempts
    assert (entry["asked"], rated["response"]["rating"]) == (["kfor", "kfor-task"], "again")
    assert [event.kind for event in Record().events(kinds=("attempt", "rating"))] == [
        "attempt",
        "attempt",
        "rating",
    ]
    assert "Nothing is due today. Next: in 1 day" in run("review", "--new", "0")


@pytest.mark.parametrize("typed", [":q\n", ""])
def test_who_stops_loses_nothing(days: Days, typed: str) -> None:
    """The end of the input, or the word for it, ends the review; the rest stays due."""
    learnt(("kfor", "kfor-task"))
    days.forward(2)
    assert "Stopped. What you answered is saved" in run("review", "--new", "0", typed=typed)
    assert "Due: 1." in run("review", typed=":q\n")


def test_the_terminal_speaks_the_language_asked_for(days: Days) -> None:
    """Interface and questions."""
    learnt(("kfor", "kfor-task"))
    days.forward(2)
    output = run("review", "--new", "0", "--language", "sr", typed="3\n\n")
    assert "Na redu: 1." in output
    assert "Koliko dobro znaš ovo?" in output


def test_nonsense_is_one_line(days: Days) -> None:
    """A setting out of bounds, a folder that is not there: said in a line."""
    for arguments, told in (
        (["--retention", "2"], "from 0.7 to 0.97"),
        (["--workspace", "/nowhere/x"], "no such folder"),
    ):
        with pytest.raises(Exception, match=told):
            run("review", *arguments)


def test_the_record_travels_in_one_file(days: Days, tmp_path: Path) -> None:
    """Exported here, imported there: the same events and settings; twice is once."""
    learnt(("kfor", "kfor-task"))
    Record().set("retention", 0.85)
    assert "Entries: 2." in run("record", "export", "mine.jsonl")
    there = Record(tmp_path / "there")
    text = Path("mine.jsonl").read_text(encoding="utf-8")
    assert imported(there, text.splitlines(), "mine.jsonl") == 2
    assert imported(there, text.splitlines(), "mine.jsonl") == 0
    assert there.setting("retention") == 0.85
    assert list(exported(there)) == list(exported(Record()))
    assert "new here: 0." in run("record", "import", "mine.jsonl")


@pytest.mark.parametrize(
    "text, told",
    [
        ("", "no record that was exported"),
        ("[]", "no record"),
        ('{"nastava-record": 9}', "newer version"),
        ('{"nastava-record": 1}\n{"id": 5}', r":2: this line is damaged"),
        ('{"nastava-record": 1}\nhalf', r":2: this line is damaged"),
    ],
)
def test_what_is_no_record_is_refused_whole(days: Days, text: str, told: str) -> None:
    """One line says what is wrong, and nothing was read."""
    with pytest.raises(RecordError, match=told):
        imported(Record(), text.splitlines(), "x.jsonl")
    assert list(Record().events()) == []


def test_delete_really_deletes(days: Days) -> None:
    """Record and copies are gone, and the sheets that remain don't bring them back; new answers are recorded."""
    Path("answers").mkdir()
    old = {"id": "old", "item": "kfor-task", "response": "c", "version": "x", "at": "2024-05-01T08:00:00Z"}
    Path("answers/kfor.json").write_text(json.dumps({"attempts": [old]}), encoding="utf-8")
    record = Record()
    assert catch_up(record) == 1
    (record.home / "record.damaged-1.sqlite3").write_text("x", encoding="utf-8")
    days.forward(1)
    assert "Nothing was deleted." in run("record", "delete", typed="n\n")
    output = run("record", "delete", "--yes")
    assert "Your answer sheets are still in" in output
    assert not list(record.home.glob("record*"))
    new = old | {"id": "new", "at": "2024-05-03T08:00:00Z"}
    Path("answers/kfor.json").write_text(json.dumps({"attempts": [old, new]}), encoding="utf-8")
    catch_up(Record())
    assert [event.id for event in Record().events()] == ["new"]
    delete(Record(), answers=True)
    assert not list(Path("answers").glob("*.json"))


def reviewed(record: Record, *, forgets: int) -> None:
    """Items of the course asked on ten days each; every so manieth answer is wrong."""
    events = [
        attempt(each, days=day * (day + 1), share=float((number + day) % forgets != 0), id_=f"{number}-{day}")
        for number, each in enumerate(KNOWN.values())
        for day in range(10)
    ]
    record.add(events)


def test_parameters_are_adopted_only_if_they_foretell_better(days: Days) -> None:
    """On the reviews held out the default and the fitted parameters are compared by log loss; the better is used."""
    record = Record()
    reviewed(record, forgets=3)
    default = Scheduler().parameters
    items = plain_items(KNOWN)
    worse = optimise.fit(record, items, lambda _logs: [*default[:20], 0.5])
    better = optimise.fit(
        record,
        items,
        lambda _logs: [value * 0.5 if place < 4 else value for place, value in enumerate(default)],
    )
    assert {worse.is_better, better.is_better} == {True, False}
    for outcome in (worse, better):
        optimise.adopt(record, outcome)
        used = Scheduler.of(record).parameters
        assert used == (outcome.parameters if outcome.is_better else default)
    assert worse.held_out >= ENOUGH * 0.2


def test_what_is_held_out_is_not_fitted_to(days: Days) -> None:
    """The optimiser sees only what came before the reviews that it is judged by."""
    record, seen = Record(), []
    reviewed(record, forgets=4)

    def fitter(logs: Any) -> tuple[float, ...]:
        seen.extend(logs)
        return Scheduler().parameters

    outcome = optimise.fit(record, plain_items(KNOWN), fitter)
    assert outcome.default == outcome.own
    assert not outcome.is_better
    total = len(list(record.events()))
    assert len(seen) <= total - outcome.held_out


def test_too_little_history_is_said_in_a_line(days: Days) -> None:
    """Fitting to a few answers would fit to chance."""
    learnt(("kfor", "kfor-task"))
    with pytest.raises(RecordError, match=f"needs {ENOUGH} repetitions"):
        run("review", "--fit")
    assert Scheduler.of(Record()).retention == RETENTION


def test_without_the_optimiser_its_command_says_what_to_install(
    days: Days, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rest works without it."""
    import sys

    monkeypatch.setitem(sys.modules, "torch", None)
    monkeypatch.delitem(sys.modules, "fsrs.optimizer", raising=False)
    reviewed(Record(), forgets=5)
    with pytest.raises(RecordError, match=r"nastava\[optimise\]"):
        run("review", "--fit")


def test_the_optional_part_is_named_in_the_packaging() -> None:
    """What the message tells to install exists."""
    import tomllib

    from nastava.content import content_root

    project = tomllib.loads((content_root() / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert any("fsrs[optimizer]" in each for each in project["optional-dependencies"]["optimise"])
