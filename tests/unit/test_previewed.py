"""A bank while its author writes it, without the page."""

from __future__ import annotations

from pathlib import Path

from nastava.cli.previewed import Previewed

BANK = """\
id: sums
title: {en: "Sums", sr: "Računi"}
items:
  - id: double
    type: numeric
    stem: {en: "Twice {{a}}?", sr: "Dvaput {{a}}?"}
    parameters: {a: {from: 1, to: 5}}
    key: "= a * 2"
    computed: "a times two"
    tags: {topic: sums, bloom: apply}
    facts: [seed-kfor-total]
    explanation: {en: "Times two.", sr: "Puta dva."}
"""


def test_a_slip_in_an_expression_is_told_and_mended(tmp_path: Path) -> None:
    """A name that no parameter has shows as a fault above the last good state; once mended the page follows again."""
    path = tmp_path / "sums.yaml"
    path.write_text(BANK, encoding="utf-8")
    previewed = Previewed(path, "en", tmp_path / "answers")
    previewed.take(previewed.read())
    first = previewed.revision

    path.write_text(BANK.replace("a * 2", "b * 2"), encoding="utf-8")
    previewed.take(previewed.read())
    shown = previewed.shown()
    assert shown["stale"]
    assert any("'b'" in fault["problem"] for fault in shown["faults"]), shown["faults"]
    assert shown["quiz"]["items"][0]["id"] == "double"

    path.write_text(BANK.replace("a * 2", "a * 3"), encoding="utf-8")
    previewed.take(previewed.read())
    assert not previewed.shown()["stale"]
    assert previewed.revision > first
