"""What ``student`` fetches from a notebook, and what a learner reads when it can't."""

from __future__ import annotations

import json
import sys
import threading
import warnings
from typing import Any

import matplotlib as mpl
import matplotlib.pyplot as plt
import pytest
from matplotlib.figure import Figure

from nastava.checks import Responder, Student, Unavailable, reasons
from nastava.checks.unavailable import reason_of
from nastava.errors import CheckError

mpl.use("agg")


def _why(value: object) -> str:
    assert isinstance(value, Unavailable)
    reason = reason_of(value)
    assert reason["sr"]
    return reason["en"]


def _stub() -> None:
    raise NotImplementedError


def _misspelt() -> Any:
    return troop  # type: ignore[name-defined]  # noqa: F821


def _noisy(number: int) -> int:
    sys.stdout.write("out")
    sys.stderr.write("err")
    warnings.warn("careful", stacklevel=1)
    return number


def _leave() -> None:
    sys.exit("bye")


def _endless_calls() -> Any:
    return _endless_calls()


def test_a_value_is_a_copy() -> None:
    """A test that changes a fetched list leaves the learner's list alone."""
    rows = [1, 2]
    Student.of({"rows": rows}).value("rows").append(3)

    assert rows == [1, 2]


def test_a_function_is_called_with_copies() -> None:
    """A learner's function can't change the test's own list."""
    mine = [3, 1]
    given = Student.of({"sort": lambda rows, reverse=False: rows.sort(reverse=reverse) or rows})

    assert given.call("sort", mine) == [1, 3]
    assert given.call("sort", mine, reverse=True) == [3, 1]
    assert mine == [3, 1]


@pytest.mark.parametrize(
    "name, value, said",
    [
        ("total", None, "Nothing is called 'total' yet. Run the cell above first"),
        ("total", ..., "three dots"),
        ("total", print, "brackets ()"),
        ("total", zip([1], [2], strict=True), "list(…)"),
        ("total", object(), "The kind 'object' can't be checked"),
    ],
    ids=["missing", "blank", "function", "zip", "other"],
)
def test_a_value_that_cant_be_given_is_explained(name: str, value: object, said: str) -> None:
    """Each common mistake has its own sentence, in both languages."""
    namespace = {} if value is None else {name: value}

    assert said in _why(Student.of(namespace).value(name))


def test_a_name_written_differently_is_pointed_out() -> None:
    """Capital letters and small slips are recognised."""
    student = Student.of({"Total": 1, "largest": 2, "_hidden": 3})

    assert "there is 'Total'" in _why(student.value("total"))
    assert "there is 'largest'" in _why(student.value("largst"))
    assert "_hidden" not in _why(student.value("hidden"))


@pytest.mark.parametrize(
    "function, said",
    [
        (_stub, "NotImplementedError() is still there"),
        (_misspelt, "uses a name that is not there"),
        (_leave, "SystemExit: bye"),
        (_endless_calls, "did not finish in time"),
        (lambda: 1 / 0, "ZeroDivisionError: division by zero"),
        (lambda: dict[str, int]()["troops"], "a column or key that is not there: 'troops'"),
        (lambda number: number, "TypeError"),
        (..., "three dots"),
        (12, "is no function: its value is 12"),
    ],
)
def test_a_function_that_stops_is_explained(function: object, said: str) -> None:
    """An error inside a learner's function is a reason, not the end of the test cell."""
    assert said in _why(Student.of({"share": function}).call("share"))


def test_a_loop_without_end_is_stopped() -> None:
    """A function that never returns, and catches every Exception, is given up after its time."""

    def count() -> None:
        while True:
            try:
                sum(range(1000))
            except Exception:  # noqa: BLE001 - as a beginner might
                continue

    student = Student(Responder(lambda: {"count": count}, seconds=0.2))

    assert "did not finish in time" in _why(student.call("count"))


def test_without_a_clock_a_call_still_works() -> None:
    """In a thread, where no alarm can be set, functions are called all the same."""
    given: list[Any] = []
    thread = threading.Thread(
        target=lambda: given.append(Student.of({"triple": lambda n: 3 * n}).call("triple", 4))
    )
    thread.start()
    thread.join()

    assert given == [12]


def test_what_a_function_prints_is_swallowed(capfd: pytest.CaptureFixture[str]) -> None:
    """Nothing reaches stderr, which would cost all points in nbgrader."""
    assert Student.of({"noisy": _noisy}).call("noisy", 3) == 3
    assert capfd.readouterr() == ("", "")


class _Broken:
    """Fails whenever it is looked at."""

    def __repr__(self) -> str:
        raise ValueError

    def __bool__(self) -> bool:
        raise ValueError


class _BrokenError(Exception):
    """An error that can't say what it is."""

    def __str__(self) -> str:
        raise ValueError


def _raise_broken() -> None:
    raise _BrokenError


def test_objects_that_fail_when_looked_at_are_reasons() -> None:
    """A class with a broken ``repr``, an exception with a broken text: the test cell goes on."""
    student = Student.of({"broken": _Broken(), "call": _raise_broken})

    assert "can't be checked" in _why(student.value("broken"))
    assert "its value is <_Broken>" in _why(student.call("broken"))
    assert _why(student.call("call")) == "'call' stopped with an error, _BrokenError"


def test_a_mistake_in_the_test_is_an_error() -> None:
    """The author, not the learner, is told about a wrong name and about arguments that can't be copied."""
    student = Student.of({})

    with pytest.raises(CheckError, match="no name of a variable"):
        student.value("rows.total")
    with pytest.raises(CheckError):
        student.call("triple", object())
    with pytest.raises(CheckError, match="No notebook runs here"):
        Student().value("total")


def test_an_unavailable_value_can_be_computed_with() -> None:
    """A test cell that computes before it checks goes on; the reason stays."""
    table = Student.of({}).value("table")
    derived = (table[table["troops"] > 5].sum() + 1) * 2 / 3

    assert _why(derived) == _why(table)
    assert not bool(table == 5)
    with pytest.raises(CheckError, match="inside that="):
        len(table)
    with pytest.raises(CheckError, match="inside that="):
        list(table)


class _Hostile:
    """A backing that says whatever it likes."""

    def __init__(self, answer: str) -> None:
        self._answer = answer

    def ask(self, question: str) -> str:
        """Return the prepared answer."""
        return self._answer


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "3",
        "[]",
        "{}",
        '{"value": {"$": "pickle"}}',
        '{"problem": 3}',
        '{"problem": {}}',
        '{"value": null',
    ],
)
def test_a_nonsensical_answer_is_an_unavailable_value(answer: str) -> None:
    """What a tampered notebook sends can't break a test."""
    student = Student(_Hostile(answer))

    assert reasons.UNREADABLE["en"] == _why(student.figure())


def test_question_and_answer_are_text() -> None:
    """The seam for a second kernel: questions can be carried elsewhere as JSON text, notebooks unchanged."""
    heard = []

    class Carrier:
        def ask(self, question: str) -> str:
            heard.append(json.loads(question))
            return Responder(lambda: {"triple": lambda n: 3 * n}).ask(question)

    student = Student()
    student.connect(Carrier())

    assert student.call("triple", 12) == 36
    assert heard == [
        {"ask": "call", "name": "triple", "arguments": [12], "keywords": {"$": "dict", "items": []}}
    ]


def _chart() -> Figure:
    figure = Figure()
    axes = figure.add_subplot()
    axes.bar(["Italy", "United States"], [869, 593], label="2023")
    axes.plot([0, 1], [500, 600], label="mean")
    axes.scatter([0.0], [1.0])
    axes.set_title("Italy sent most", loc="left")
    axes.set_ylabel("troops")
    axes.text(0, 900, "869")
    axes.legend()
    figure.suptitle("KFOR")
    return figure


def test_a_figure_is_described() -> None:
    """Titles, labels, bars with the names beneath them, lines, points, texts and legend arrive as data."""
    description = Student.of({"fig": _chart()}).figure("fig")
    (axes,) = description.axes

    assert description.title == "KFOR"
    assert (axes.title, axes.x_label, axes.y_label) == ("Italy sent most", "", "troops")
    assert [(bar.label, bar.size, bar.series) for bar in axes.bars] == [
        ("Italy", 869.0, "2023"),
        ("United States", 593.0, "2023"),
    ]
    assert [(line.x, line.y, line.label) for line in axes.lines] == [((0, 1), (500, 600), "mean")]
    assert [(cloud.x, cloud.y, cloud.label) for cloud in axes.points] == [((0.0,), (1.0,), "")]
    assert axes.texts == ("869",)
    assert {"2023", "mean"} == set(axes.legend)
    assert axes.y_limits[0] == 0.0


def test_lying_bars_and_bars_over_numbers_are_named() -> None:
    """Names come from the other axis for horizontal bars, from the year, or from ticks that were set."""
    figure = Figure()
    left, middle, right = figure.subplots(1, 3)
    left.barh(["Italy"], [869])
    middle.bar([2022, 2023], [3735, 4353])
    right.bar([0, 1], [1, -2])
    right.set_xticks([0, 1], labels=["one", "two"])
    first, second, third = Student.of({"ax": [left, middle, right]}).figure().axes

    assert [(bar.label, bar.size, bar.horizontal) for bar in first.bars] == [("Italy", 869.0, True)]
    assert [bar.label for bar in second.bars] == ["2022", "2023"]
    assert [(bar.label, bar.size) for bar in third.bars] == [("one", 1.0), ("two", -2.0)]


def test_a_figure_is_found_by_variable_or_as_the_current_one() -> None:
    """``fig``, ``ax``, a name given, several axes, and pyplot's current figure are all found."""
    plt.close("all")
    figure, both = plt.subplots(1, 2)
    both[0].set_title("first")
    for namespace, name in [({"fig": figure}, None), ({"ax": both[0]}, None), ({"a": both}, "a"), ({}, None)]:
        assert Student.of(namespace).figure(name).axes[0].title == "first"
    plt.close("all")
    last = Responder(dict, last_drawn=lambda: figure)
    assert Student(last).figure().axes[0].title == "first"


def test_a_figure_that_is_not_there_is_explained() -> None:
    """A missing figure, a blank, and something else under its name have their sentences."""
    plt.close("all")

    assert "no figure called 'fig' yet" in _why(Student.of({}).figure("fig"))
    assert "no figure yet" in _why(Student.of({}).figure())
    assert "three dots" in _why(Student.of({"fig": ...}).figure("fig"))
    assert _why(Student.of({"fig": 3}).figure("fig")) == "'fig' is no figure: its value is 3."
