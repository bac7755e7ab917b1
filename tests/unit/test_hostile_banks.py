"""Banks that somebody else wrote: checked and loaded at once, with a clear error or as safe content."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.unit.examples import FOLDER
from typer.testing import CliRunner

from nastava.cli import app
from nastava.errors import BankError
from nastava.items.patterns import TIME, any_matches
from nastava.quizzes import load_bank
from nastava.quizzes.arrange import settle
from nastava.text.languages import is_localized
from nastava.widget.present import presentable, static_html

AT_ONCE = 1.0
SOURCES = sorted(FOLDER.glob("*.yaml"))
SHORT = yaml.safe_load((FOLDER / "short-text.yaml").read_text(encoding="utf-8"))

BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{name}: &{name} [{','.join(['*' + before] * 9)}]\n"
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


#: Patterns that try all ways to part this text, and find none.
SLOW = [f"(?:x{{0,{99 - n}}}){{0,99}}[yz]" for n in range(50)]
SLOW_ON = "x" * 60 + "yx"


def with_patterns(*patterns: str, **fields: Any) -> str:
    data = json.loads(json.dumps(SHORT))
    data["id"] = "hostile"
    data["items"][0] |= {"patterns": list(patterns), **fields}
    return json.dumps(data)


def timed_check(path: Path) -> tuple[int, str, float]:
    started = time.process_time()
    result = CliRunner().invoke(app, ["check", str(path)])
    took = time.process_time() - started
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output, took


FAULTY = {
    "an alias bomb": (BOMB, "alias"),
    "a Python tag": ("id: !!python/object/apply:os.system ['touch pwned']", "tag|should be text"),
    "a Python name": ("id: !!python/name:os.system ''", "tag"),
    "an own tag": ("id: !x 5", "tag"),
    "a binary": ("id: !!binary aGk=", "id"),
    "deep lists": ("id: " + "[" * 20_000 + "]" * 20_000, "nest|deep|YAML"),
    "deep objects": ("id: " + "{a: " * 20_000 + "}" * 20_000, "nest|deep|YAML"),
    "deep indentation": ("\n".join(" " * n + "a:" for n in range(3_000)), "nest|deep|YAML"),
    "endless lists": ("[" * 100_000, "nest|deep|YAML"),
    "a merge key": ("<<: {id: x}\nid: hostile", "<<"),
    "a list as key": ("? [a, b]\n: 5", "key"),
    "a huge number": ("id: " + "9" * 100_000, "can't be read|should be text|too long"),
    "a sexagesimal number": ("id: " + "1" + ":59" * 20_000, "too long"),
    "a huge date": ("id: 99999-99-99", "is missing"),
    "not a number": ("id: .nan", "id"),
    "a pattern that fills the memory": (with_patterns("((a{1000}){1000}){1000}"), "repeats too often"),
    "a long repetition": (with_patterns("a{1000000}"), "repeats too often"),
    "nested optional parts": (with_patterns("(?:(?:a?){9}){99999}"), "repeats too often"),
    "a slow pattern and a near miss": (
        with_patterns(SLOW[0], near=[{"text": SLOW_ON, "feedback": {"en": "x", "sr": "x"}}]),
        "take too long",
    ),
    "a pattern that is none": (with_patterns("(("), "no regular expression"),
}


@pytest.mark.parametrize("name", FAULTY)
def test_a_hostile_bank_is_a_clear_fault_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """`nastava check` and loading say what is wrong within a second; nothing in the bank is carried out."""
    monkeypatch.chdir(tmp_path)
    text, words = FAULTY[name]
    path = tmp_path / "hostile.yaml"
    path.write_text(text, encoding="utf-8")
    code, output, took = timed_check(path)
    assert code == 1
    assert "hostile.yaml:" in output and "Traceback" not in output
    assert any(word in output for word in words.split("|")), output[:500]
    assert took < AT_ONCE
    assert len(output) < 200_000
    started = time.process_time()
    with pytest.raises(BankError):
        load_bank(path)
    assert time.process_time() - started < AT_ONCE
    assert not (tmp_path / "pwned").exists()


def test_fifty_slow_patterns_take_no_longer_than_one(tmp_path: Path) -> None:
    """However many patterns a question has, a response is judged within the one limit, and only once."""
    started = time.process_time()
    assert any_matches([*SLOW, "k"], SLOW_ON) is False
    first = time.process_time() - started
    assert TIME / 2 < first < 2 * TIME + 0.1
    started = time.process_time()
    any_matches([*SLOW, "k"], SLOW_ON)
    assert time.process_time() - started < 0.01
    assert any_matches(["no", "k-?for"], "k-for")

    path = tmp_path / "hostile.yaml"
    path.write_text(with_patterns(*SLOW), encoding="utf-8")
    item = load_bank(path).items[0]
    started = time.process_time()
    for _again in range(20):
        item.score(SLOW_ON)
    assert time.process_time() - started < AT_ONCE


def inject(data: Any, payload: str) -> Any:
    """Put a payload behind every text of a bank that is written in languages."""
    if isinstance(data, dict):
        if is_localized(data):
            return {code: f"{text} {payload}" for code, text in data.items()}
        return {key: inject(value, payload) for key, value in data.items()}
    return [inject(value, payload) for value in data] if isinstance(data, list) else data


TEXTS = {
    "deep quotes": ">" * 20_000,
    "deep lists": "\n\n" + "".join("  " * n + "- x\n" for n in range(500)),
    "many openings": "[" * 5_000,
    "nested links": "[x](" * 5_000,
    "many stars": "*a **a " * 5_000,
    "many backticks": "".join("`" * n + " " for n in range(300)),
    "many tags": "<b>" * 20_000,
    "a huge text": "KFOR " * 100_000,
    "many entities": "&#x1F600;" * 10_000,
    "a wide table": "\n\n" + "|a" * 300 + "|\n" + "|-" * 300 + "|\n" + ("|b\n" * 100),
    "control characters": "\x01\x02\x1b[31m",
    "bidi overrides": "\u202egnorw\u202c",
}


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
@pytest.mark.parametrize("name", TEXTS)
def test_a_text_that_is_hard_to_read_is_shown_or_refused_at_once(
    tmp_path: Path, source: Path, name: str
) -> None:
    """In any one text of each example bank: checked, or shown as HTML, in about a second for each."""
    data = yaml.safe_load(source.read_text(encoding="utf-8"))
    data["items"][0]["stem"] = inject(data["items"][0]["stem"], TEXTS[name])
    path = tmp_path / source.name
    path.write_text(json.dumps(data), encoding="utf-8")
    code, output, took = timed_check(path)
    assert "Traceback" not in output
    assert took < AT_ONCE * 3, took
    if code == 0:
        started = time.process_time()
        for item in settle(load_bank(path)).items:
            presentable(item, "en")
            static_html("x", [item], "en")
        assert time.process_time() - started < AT_ONCE * 3
