"""What crosses between the student's kernel, the grader and the trusted kernel: hostile answers, strangers, time."""

from __future__ import annotations

import asyncio
import json
import logging
import socket
import threading
from pathlib import Path
from queue import Empty
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nastava.checks import Student, Unavailable
from nastava.checks.limits import MAX_TEXT
from nastava.checks.remote import Line
from nastava.checks.unavailable import reason_of
from nastava.checks.wire import TEXT, packed, receive
from nastava.grading.trusted.line import StudentLine
from nastava.grading.trusted.socket import NAME, Door


class _Says:
    """A backing that gives one answer to everything."""

    def __init__(self, answer: str) -> None:
        self._answer = answer

    def ask(self, question: str) -> str:
        return self._answer


_tagged = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["$", "items", "data", "dtype", "shape", "iso", "is", "index", "columns", "name", "range"]
            ),
            inner
            | st.sampled_from(
                ["dict", "set", "ndarray", "dataframe", "series", "float", "bytes", "scalar", "index"]
            ),
            max_size=6,
        )
    ),
    max_leaves=20,
)


@given(st.dictionaries(st.sampled_from(["value", "problem"]), _tagged, max_size=2) | _tagged)
def test_no_answer_ends_a_test(answer: Any) -> None:
    """Whatever JSON a student's kernel answers, the test has a value of a known type or a reason."""
    student = Student(_Says(json.dumps(answer)))
    for given_ in (student.value("total"), student.call("triple", 1), student.figure()):
        if isinstance(given_, Unavailable):
            assert reason_of(given_)["en"]
        else:
            assert type(given_).__module__.split(".")[0] in {
                "builtins",
                "datetime",
                "numpy",
                "pandas",
                "nastava",
            }


@given(st.text())
def test_no_text_ends_a_test(text: str) -> None:
    """Nor does what is no JSON."""
    assert isinstance(Student(_Says("x" + text)).value("total"), Unavailable)


@pytest.mark.parametrize(
    "answer",
    [
        "[" * 2_000_000,
        '{"value": ' + "9" * 2_000_000 + "}",
        '{"value": "' + "x" * (MAX_TEXT + 1) + '"}',
        json.dumps({"value": {"$": "set", "items": [n * (2**61 - 1) for n in range(100_000)]}}),
        json.dumps({"value": {"$": "dataframe", "index": {"range": [0, 10**12, 1], "name": None}, "columns": {"range": [0, 0, 1], "name": None}, "data": []}}),
        json.dumps({"value": {"$": "ndarray", "dtype": "float64", "shape": [10**6, 10**6], "data": []}}),
    ],
    ids=["deep", "long number", "long text", "colliding", "many rows", "large shape"],
)  # fmt: skip
def test_answers_made_to_exhaust_are_refused(answer: str) -> None:
    """Depth, size and collisions are bounded before anything is built."""
    assert isinstance(Student(_Says(answer)).value("total"), Unavailable)


def test_a_reason_is_plain_text_in_known_languages() -> None:
    """A student's kernel can't send screen codes, other languages or a novel as its reason."""
    problem = {"en": "\x1b[31mred\u202e" + "x" * 5_000, "sr": "crveno", "points": "4", "de": "rot"}
    reason = reason_of(Student(_Says(json.dumps({"problem": problem}))).value("total"))

    assert set(reason) == {"en", "sr"}
    assert reason["en"].startswith("�[31mred�")
    assert len(reason["en"]) <= 600


def test_only_who_knows_the_token_gets_in(tmp_path: Path) -> None:
    """Others are turned away; after the right one the door is shut, and questions are answered."""

    async def answered() -> None:
        door = Door(tmp_path)
        token = door.token
        path = str(tmp_path / NAME)
        results: list[str] = []

        def knock() -> None:
            for wrong in (b"", packed({"token": "0" * 32}), packed(["token"]), b"\xff\xff\xff\xff"):
                with socket.socket(socket.AF_UNIX) as stranger:
                    stranger.connect(path)
                    stranger.sendall(wrong)
                    stranger.shutdown(socket.SHUT_WR)
                    assert stranger.recv(1) == b""
            kernel = socket.socket(socket.AF_UNIX)
            kernel.connect(path)
            kernel.sendall(packed({"token": token}))
            results.append(receive(kernel)["run"])
            results.append(Line(kernel).ask("total?"))
            kernel.sendall(packed({"outputs": [], "report": "{}"}))
            kernel.close()

        thread = threading.Thread(target=knock)
        thread.start()
        await door.let_in(20)

        async def ask(question: str) -> str:
            return question.upper()

        assert await door.run("check()", ask) == ((), "{}")
        with pytest.raises((EOFError, OSError)):
            await door.run("check()", ask)
        thread.join()
        door.close()
        assert results == ["check()", "TOTAL?"]
        assert not (tmp_path / NAME).exists()

    asyncio.run(answered())


def test_a_late_answer_is_not_taken_for_the_next(tmp_path: Path) -> None:
    """The kernel skips what belongs to a question that was interrupted."""
    mine, theirs = socket.socketpair()
    theirs.sendall(packed({"n": 0, "answer": "late"}) + packed({"n": 1, "answer": "right"}))

    assert Line(mine).ask("?") == "right"
    assert receive(theirs) == {"n": 1, "ask": "?"}
    mine.close()
    theirs.close()


class _Client:
    """A kernel that answers with these messages, one a call, and then with nothing."""

    def __init__(self, messages: list[Any]) -> None:
        self._messages = messages

    def execute(self, *_: object, **__: object) -> str:
        return "wanted"

    async def get_shell_msg(self, timeout: float) -> Any:  # noqa: ASYNC109 - as the client has it
        if not self._messages:
            await asyncio.sleep(timeout)
            raise Empty
        return self._messages.pop(0)

    def stop_channels(self) -> None:
        pass


class _Manager:
    def __init__(self, *, alive: bool = True) -> None:
        self.alive = alive
        self.did: list[str] = []

    def is_alive(self) -> bool:
        return self.alive

    def interrupt_kernel(self) -> None:
        self.did.append("interrupt")

    def shutdown_kernel(self, *, now: bool) -> None:
        self.did.append("end")
        self.alive = False


def _line(messages: list[Any], manager: _Manager) -> StudentLine:
    line = StudentLine(manager, logging.getLogger("test"), per_question=0.3, per_cell=0.5, in_all=5.0)
    line._client = _Client(messages)  # type: ignore[assignment]
    return line


def _reply(content: Any) -> dict[str, Any]:
    return {"parent_header": {"msg_id": "wanted"}, "content": content}


_message = st.dictionaries(st.sampled_from(["parent_header", "content", "x"]), _tagged, max_size=3) | _tagged
_content = st.dictionaries(
    st.sampled_from(["user_expressions", "status"]),
    st.dictionaries(st.just("nastava"), st.dictionaries(st.sampled_from(["data", "status"]), _tagged))
    | _tagged,
)


@given(_message | _content.map(_reply))
def test_the_grader_survives_every_message(message: Any) -> None:
    """What a student's kernel sends becomes an answer or a reason, never an error of the grader."""
    answer = asyncio.run(_line([message], _Manager(alive=False)).ask("{}"))

    assert isinstance(answer, str)


def test_messages_of_others_are_skipped() -> None:
    """A reply to another request is no answer."""
    right = _reply({"user_expressions": {"nastava": {"data": {TEXT: "here"}}}})
    forged = right | {"parent_header": {"msg_id": "another"}}

    assert asyncio.run(_line([forged, forged, right], _Manager()).ask("{}")) == "here"


def test_silence_is_interrupted_then_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    """A kernel that answers neither is ended; from then on the answer comes at once, and the limit is noted."""
    monkeypatch.setattr("nastava.grading.trusted.line._GRACE", 0.2)
    manager = _Manager()
    line = _line([], manager)
    first, second = (json.loads(asyncio.run(line.ask("{}")))["problem"]["en"] for _ in range(2))

    assert manager.did == ["interrupt", "end"]
    assert "did not finish in time" in first
    assert "had ended" in second
    assert len(line.hit) == 2


def test_the_time_of_a_cell_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Many slow answers use up the cell's time; the next cell has its own."""
    late = _reply({})
    line = _line([], _Manager())
    monkeypatch.setattr(line, "_request", lambda *_: asyncio.sleep(0.3, result=late))
    for _ in range(2):
        asyncio.run(line.ask("{}"))
    refused = json.loads(asyncio.run(line.ask("{}")))

    assert "did not finish in time" in refused["problem"]["en"]
    assert len(line.hit) == 1
    line.begin_cell()
    assert line.hit == ()
