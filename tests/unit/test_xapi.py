"""Answers as xAPI statements, held against the specification's rules."""

from __future__ import annotations

import copy
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from tests.unit.examples import FOLDER
from tests.unit.xapi_rules import faults
from typer.testing import CliRunner

from nastava.answers import Sheet, new_attempt
from nastava.cli import app
from nastava.errors import NastavaError
from nastava.interop.xapi import agent, statements
from nastava.items import TYPES, Parsed
from nastava.quizzes import load_bank
from nastava.study import Event

ANA = agent("ana@example.org")
AT = datetime(2024, 5, 1, 9, 30, tzinfo=UTC)


def events() -> list[dict[str, Any]]:
    """An answer of each kind, right, partly right and wrong, to every example item."""
    found = []
    for path in sorted(FOLDER.glob("*.yaml")):
        bank = load_bank(path)
        for item in (item for item in bank.items if not item.survey and not item.parameters):
            for number, sample in enumerate(item.samples()):
                parsed = item.parse(sample.raw, sample.language)
                if isinstance(parsed, Parsed):
                    score = item.score(parsed.response)
                    event = Event(
                        f"{item.id}-{number}", "attempt", AT, quiz=bank.id, item=item.id, version=item.version,
                        type=item.type, topic=item.tags.topic, mode="practice", language=sample.language, hints=1,
                        certainty=2, points=None if item.by_hand else score.points,
                        worth=None if item.by_hand else item.points, data={"response": parsed.response},
                    )  # fmt: skip
                    found.append(event.to_dict())
    return found


def one(**changes: Any) -> dict[str, Any]:
    given = {
        "quiz": "kfor",
        "item": "task",
        "type": "single_choice",
        "language": "en",
        "version": "0123456789ab",
    }
    event = Event(
        "a1", "attempt", AT, **(given | {"points": 1.0, "worth": 1.0, "data": {"response": "a"}} | changes)
    )
    return next(statements([event.to_dict()], ANA))


def test_answers_to_every_type_make_valid_statements() -> None:
    """Right or wrong, marked or not: a store must take each of them."""
    rows = events()
    made = list(statements(rows, ANA, {("kfor", "task"): {"en": "?"}}))

    assert {row["type"] for row in rows} == set(TYPES)
    assert len(made) == len(rows) > 50
    assert [fault for statement in made for fault in faults(statement)] == []
    assert len({statement["id"] for statement in made}) == len(made)
    json.dumps(made, allow_nan=False)


@pytest.mark.parametrize(
    "kind, response, interaction, said",
    [
        ("single_choice", "a", "choice", "a"),
        ("multiple_choice", ["a", "b"], "choice", "a[,]b"),
        ("numeric", {"text": "4,700", "value": 4700.0}, "numeric", "4700"),
        ("short_text", "NATO", "fill-in", "NATO"),
        ("matching", {"kfor": "nato", "unmik": "un"}, "matching", "kfor[.]nato[,]unmik[.]un"),
        ("ordering", ["c", "a"], "sequencing", "c[,]a"),
        ("essay", "Dear editor", "long-fill-in", "Dear editor"),
        ("cloze", {"who": "a"}, "other", '{"who": "a"}'),
    ],
)
def test_responses_are_written_as_the_specification_has_them(
    kind: str, response: Any, interaction: str, said: str
) -> None:
    """Each kind of interaction has its own format of responses."""
    statement = one(type=kind, data={"response": response})

    assert statement["object"]["definition"]["interactionType"] == interaction
    assert statement["result"]["response"] == said


def test_a_score_says_what_it_is_out_of() -> None:
    """Scaled, raw, least and most; a mark below zero stays within its bounds; without a key there is none."""
    assert one(points=1.5, worth=2.0)["result"]["score"] == {
        "scaled": 0.75,
        "raw": 1.5,
        "min": 0.0,
        "max": 2.0,
    }
    assert one(points=1.5, worth=2.0)["result"]["success"] is False
    below = one(points=-3.0, worth=2.0)
    assert (below["result"]["score"]["scaled"], faults(below)) == (-1.0, [])
    assert "score" not in one(points=None, worth=None)["result"]
    assert "success" not in one(points=None, worth=None)["result"]


def test_a_second_export_repeats_the_same_statements() -> None:
    """Ids follow from the answer and from whom it is about, not from when it is exported."""
    rows = events()
    first, second = list(statements(rows, ANA)), list(statements(rows, ANA))
    other = list(statements(rows, agent("ana", "https://school.example.org")))

    assert first == second
    assert not {one["id"] for one in first} & {one["id"] for one in other}
    assert [fault for statement in other for fault in faults(statement)] == []


def test_a_time_in_the_future_is_left_out() -> None:
    """A clock that was wrong: the store notes when it got the statement."""
    event = Event("a1", "attempt", datetime(2999, 1, 1, tzinfo=UTC), quiz="kfor", item="task", type="numeric")
    (statement,) = statements([event.to_dict()], ANA)

    assert "timestamp" not in statement
    assert faults(statement) == []


def test_only_answers_make_statements() -> None:
    """Settings, and what is told of the record itself, are nobody else's business."""
    rows = [Event(kind, kind, AT).to_dict() for kind in ("rating", "setting", "damaged", "told")]  # type: ignore[arg-type]
    assert list(statements(rows, ANA)) == []


BROKEN = {
    "id": lambda s: s.update(id="42"),
    "actor": lambda s: s["actor"].update(account={"homePage": "https://a.org", "name": "x"}),
    "actor's mail": lambda s: s["actor"].update(mbox="ana@example.org"),
    "no verb": lambda s: s.pop("verb"),
    "verb": lambda s: s["verb"].update(id="answered"),
    "language of a verb": lambda s: s["verb"].update(display={"english please": "answered"}),
    "object": lambda s: s["object"].update(id="kfor task"),
    "interaction": lambda s: s["object"]["definition"].update(interactionType="Choice"),
    "scaled": lambda s: s["result"]["score"].update(scaled=75),
    "raw above max": lambda s: s["result"]["score"].update(raw=3),
    "min above max": lambda s: s["result"]["score"].update(min=2),
    "a number as text": lambda s: s["result"]["score"].update(raw="1"),
    "success": lambda s: s["result"].update(success="true"),
    "response": lambda s: s["result"].update(response=["a"]),
    "duration": lambda s: s["result"].update(duration="5 s"),
    "null": lambda s: s["context"].update(revision=None),
    "unknown property": lambda s: s.update(score=1),
    "extension": lambda s: s["context"]["extensions"].update(hints=1),
    "timestamp": lambda s: s.update(timestamp="1 May 2024"),
    "timestamp without a zone": lambda s: s.update(timestamp="2024-05-01T09:30:00"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_the_rules_find_what_is_wrong(name: str) -> None:
    """The check is one: each broken rule is seen, and ours breaks none."""
    sound = one()
    broken = copy.deepcopy(sound)
    BROKEN[name](broken)

    assert faults(sound) == []
    assert faults(broken)
    assert faults(sound | {"result": {"duration": "PT1M4.5S"}}) == []


def test_the_command_writes_a_line_for_each_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was answered in the course comes out as statements, the same again the second time."""
    monkeypatch.setenv("NASTAVA_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    bank = load_bank(FOLDER / "single-choice.yaml")
    (tmp_path / "quizzes").mkdir()
    (tmp_path / "quizzes" / "single-choice.yaml").write_bytes((FOLDER / "single-choice.yaml").read_bytes())
    item = next(item for item in bank.items if not item.survey)
    key = next(sample.raw for sample in item.samples() if sample.name == "right")
    Sheet.open(tmp_path / "answers" / "single-choice.json", bank.id).record(
        new_attempt(item.id, item.version, key, "en", 0)
    )
    from nastava.study.reviewing import opened

    opened(tmp_path / "answers")

    def export() -> list[str]:
        done = CliRunner().invoke(app, ["record", "xapi", "answers.jsonl", "--actor", "ana@example.org"])
        assert done.exit_code == 0, done.output
        return (tmp_path / "answers.jsonl").read_text(encoding="utf-8").splitlines()

    first = export()
    (statement,) = map(json.loads, first)
    assert faults(statement) == []
    assert statement["result"]["success"] is True
    assert "en" in statement["object"]["definition"]["description"]
    assert export() == first


@pytest.mark.parametrize(
    "name, home", [("ana", None), ("a@b", None), ("ana", "school"), (" ", "https://a.org")]
)
def test_who_it_is_about_must_be_somebody(name: str, home: str | None) -> None:
    """One line says what is missing."""
    with pytest.raises(NastavaError, match=r"e-mail address|an account belongs"):
        agent(name, home)
