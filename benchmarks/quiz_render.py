"""A quiz of 50 items in real JupyterLab and Chromium: Nastava, three peers, and plain ipywidgets, in turns.

Measured of each, in a page and a kernel of its own: the time from the execute_request until the last item is
painted, the comm messages and bytes on the kernel's WebSocket, and the time and bytes of a response until its
feedback is painted. A second run of the same cell, with all modules loaded, is shown beside the first. Then
Nastava alone: time and memory against the number of items.

Half of the items are single choice, half multiple choice, with four to six options; the others get the English texts
ready-made, while Nastava reads and validates its bilingual bank within the time that is measured.

Run: make bench, or: python benchmarks/quiz_render.py [rounds]
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
from pathlib import Path
from typing import Any

from _banks import write_bank
from _common import spread, verdict
from _lab import Browser, Lab, heap, opened, started, write_notebook
from _peers import CONTESTANTS, NASTAVA, Contestant
from playwright.sync_api import Error

from nastava.quizzes import load_bank
from nastava.text.markdown import to_plain

ITEMS = 50
SIZES = (50, 100, 200, 500)
ROUNDS = 5
FRAME = 1000 / 60

Times = dict[str, list[float]]


def main(rounds: int = ROUNDS) -> None:
    """Print a line for each contestant, then the ratios with their aims."""
    with tempfile.TemporaryDirectory() as name, started(Path(name)) as (lab, browser):
        side_by_side(lab, browser, rounds)
        print()
        growth(lab, browser, max(1, rounds // 2))


def side_by_side(lab: Lab, browser: Browser, rounds: int) -> None:
    """Let all take turns, and compare."""
    wanted = prepare(lab.workspace / "bench", ITEMS)
    results: dict[str, Times] = {}
    for number in range(1, rounds + 1):
        for contestant in CONTESTANTS:
            print(f"round {number} of {rounds}: {contestant.name}", file=sys.stderr, flush=True)
            with opened(browser, lab, f"bench/{contestant.name}.ipynb") as page:
                for key, values in measure(page, contestant, wanted).items():
                    results.setdefault(contestant.name, {}).setdefault(key, []).extend(values)
    print(f"{ITEMS} items, {rounds} rounds, medians (smallest to largest)")
    for title, key, unit in (
        ("until the last item is painted, ms", "first", "ms"),
        ("the same, second run in the page, ms", "again", "ms"),
        ("comm messages to open", "comms", ""),
        ("bytes on the socket to open, kB", "bytes", "kB"),
        ("response until feedback is painted, ms", "told", "ms"),
        ("bytes of a response, kB", "told_bytes", "kB"),
        ("bare round trip to the kernel, ms", "trip", "ms"),
    ):
        print(f"\n{title}")
        for name, found in results.items():
            print(f"  {name:<14}{spread(found[key], unit, 1) if key in found else '  never complete'}")
    for name, found in results.items():
        if failed := sum(found.pop("incomplete")):
            print(f"\n{name}: {failed} of its runs and responses were not complete within half a minute")
    print()
    print_aims({name: {k: statistics.median(v) for k, v in found.items()} for name, found in results.items()})


def print_aims(found: dict[str, dict[str, float]]) -> None:
    """Print what was aimed at beside what came out."""
    ours, plain = found["nastava"], found["ipywidgets"]
    for key, words in (("first", "first run"), ("again", "second run")):
        peers = {name: values[key] for name, values in found.items() if name != "nastava" and key in values}
        quickest = min(peers, key=peers.__getitem__)
        print(
            verdict(f"{words}: time / that of the quickest peer, {quickest}", ours[key] / peers[quickest], 1)
        )
        if key in plain:
            print(verdict(f"{words}: time / that of plain ipywidgets", ours[key] / plain[key], 1 / 6))
    print(verdict("comm messages to open", ours["comms"], 2))
    print(verdict("comm messages / those of plain ipywidgets", ours["comms"] / plain["comms"], 1 / 50))
    # One frame for the feedback to be painted in, and one of grace: a click falls anywhere between two.
    over = ours["told"] - ours["trip"]
    print(verdict("feedback, a bare round trip taken off", over, 2 * FRAME, " ms"))


def prepare(folder: Path, items: int) -> dict[str, Any]:
    """Write bank, questions and notebooks into a folder; return what has to be seen of the quiz."""
    (folder / "quizzes").mkdir(parents=True, exist_ok=True)
    bank = load_bank(write_bank(folder / "quizzes", items, "bench", choices=True))
    questions = [
        {
            "stem": to_plain(item.stem["en"]),
            "options": [to_plain(option.text["en"]) for option in item.options],
            "keys": [to_plain(option.text["en"]) for option in item.options if option.key],
        }
        for item in bank.items
    ]
    (folder / "questions.json").write_text(json.dumps(questions, ensure_ascii=False), encoding="utf-8")
    for contestant in CONTESTANTS:
        write_notebook(folder, contestant.name, [contestant.setup, contestant.show])
    texts = [question["options"][-1] for question in questions]
    return {"count": sum(len(question["options"]) for question in questions), "texts": texts}


def measure(page: Any, contestant: Contestant, wanted: dict[str, Any]) -> Times:
    """Show the quiz twice and answer some items of it, in a page whose first cell has run.

    What a contestant doesn't manage within half a minute is left out and counted as incomplete.
    """
    times: Times = {"trip": [page.evaluate("bench.roundTrip()") for _ in range(10)], "incomplete": [0]}
    for key in ("first", "again"):
        asked = {**wanted, "inputs": contestant.inputs}
        found = attempt(page, times, "(asked) => bench.show(1, asked)", asked)
        if found and key == "first":
            comms = sum(message["type"].startswith("comm_") for message in found["messages"])
            times |= {"comms": [comms], "bytes": [sum(m["bytes"] for m in found["messages"]) / 1000]}
        if found:
            times[key] = [found["ms"]]
    ways = {"choose": contestant.choose, "press": contestant.press, "told": contestant.told}
    for number in range(contestant.responses):
        ask = "([ways, number]) => bench.respond(1, ways, number)"
        if found := attempt(page, times, ask, [ways, number]):
            times.setdefault("told", []).append(found["ms"])
            times.setdefault("told_bytes", []).append(sum(m["bytes"] for m in found["messages"]) / 1000)
    return times


def attempt(page: Any, times: Times, script: str, argument: object) -> dict[str, Any] | None:
    """Return what the script finds, or None, counted, where the page doesn't get there."""
    try:
        return page.evaluate(script, argument)
    except Error:
        times["incomplete"][0] += 1
        return None


def growth(lab: Lab, browser: Browser, rounds: int) -> None:
    """Print Nastava's time and memory for an item, in quizzes of several sizes."""
    found: dict[int, Times] = {}
    for _ in range(rounds):
        for size in SIZES:
            print(f"nastava: {size} items", file=sys.stderr, flush=True)
            folder = lab.workspace / f"bench-{size}"
            wanted = prepare(folder, size)
            with opened(browser, lab, f"bench-{size}/nastava.ipynb") as page:
                session = page.context.new_cdp_session(page)
                session.send("Performance.enable")
                before = heap(session)
                shown = page.evaluate("(asked) => bench.show(1, asked)", {**wanted, "inputs": NASTAVA.inputs})
                after = heap(session)
            times = found.setdefault(size, {"ms": [], "kB": [], "nodes": []})
            times["ms"].append(shown["ms"])
            times["kB"].append((after["bytes"] - before["bytes"]) / 1000)
            times["nodes"].append(after["nodes"] - before["nodes"])
    medians = {size: {k: statistics.median(v) for k, v in times.items()} for size, times in found.items()}
    print(f"nastava alone{'ms':>14}{'kB in the page':>20}{'nodes':>10}")
    for size, values in medians.items():
        print(f"{size:>5} items{values['ms']:16.0f}{values['kB']:20.0f}{values['nodes']:10.0f}")
    small, large = medians[SIZES[0]], medians[SIZES[-1]]
    for key, words in (("ms", "time"), ("kB", "memory")):
        ratio = (large[key] / SIZES[-1]) / (small[key] / SIZES[0])
        print(verdict(f"{words} an item in {SIZES[-1]} items / in {SIZES[0]}", ratio, 1.2))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
