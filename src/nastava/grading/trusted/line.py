"""Asking a student's kernel. It may lie about its own values, be silent, shout or die; the grader goes on."""

from __future__ import annotations

import json
import secrets
import time
from logging import Logger
from queue import Empty
from typing import Any

import zmq
import zmq.asyncio
from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_core.utils import ensure_async

from nastava.checks import reasons
from nastava.checks.limits import MAX_TEXT
from nastava.checks.wire import TEXT
from nastava.grading.words import ANSWER_TOO_LATE, KERNEL_SILENT, NO_TIME_LEFT
from nastava.text.messages import Notice, notice

_ASK = '__import__("nastava.checks.answering", fromlist=["answer"]).answer({})'
_WATCH = '__import__("nastava.checks.answering", fromlist=["watch"]).watch()'
#: Bytes of one message that is taken from the kernel, and how many may wait.
_MOST_BYTES = 2 * MAX_TEXT
_MOST_WAITING = 4
#: Seconds in which an interrupted kernel must answer.
_GRACE = 3.0


class StudentLine:
    """Carries the questions of tests to the student's kernel. Never raises because of what that does.

    Args:
        manager: the kernel's manager.
        log: where the grader's messages go.
        per_question: seconds for one answer; the kernel itself gives up earlier, so this is for one that won't.
        per_cell: seconds for all questions of one test cell.
        in_all: seconds for all questions of a notebook.
    """

    def __init__(
        self, manager: Any, log: Logger, per_question: float, per_cell: float, in_all: float
    ) -> None:
        self._manager = manager
        self._log = log
        self._per_question = per_question
        self._per_cell = self._left = per_cell
        self._left_in_all = in_all
        self._client: AsyncKernelClient | None = None
        self._context: zmq.asyncio.Context | None = None
        #: The kernel is gone: it died, or it was ended because it did not answer.
        self.ended = False
        self._hit: list[Notice] = []

    def begin_cell(self) -> None:
        """Give the next test cell its full time."""
        self._left, self._hit = self._per_cell, []

    @property
    def hit(self) -> tuple[Notice, ...]:
        """The limits that this test cell has run into."""
        return tuple(dict.fromkeys(self._hit))

    async def ask(self, question: str) -> str:
        """Return the kernel's answer, or one that tells why there is none; both are JSON text."""
        return await self._evaluate(_ASK.format(repr(question)))

    async def watch(self) -> None:
        """Have the kernel remember the figure that it draws last."""
        await self._evaluate(_WATCH)

    async def _evaluate(self, expression: str) -> str:
        if self.ended:
            return _problem(reasons.ENDED)
        began, hit = time.monotonic(), len(self._hit)
        allowed = min(self._per_question, self._left, self._left_in_all)
        if allowed <= 0:
            self._hit.append(notice(NO_TIME_LEFT))
            return _problem(reasons.TOO_LONG)
        try:
            content = await self._request(expression, began + allowed)
        except Exception as error:  # noqa: BLE001 - what the kernel sends may break anything that reads it
            self._log.warning("The student's kernel sent what can't be read: %s", type(error).__name__)
            return _problem(reasons.UNREADABLE)
        finally:
            taken = time.monotonic() - began
            self._left -= taken
            self._left_in_all -= taken
        if content is None:
            return _problem(reasons.TOO_LONG if len(self._hit) > hit else reasons.ENDED)
        return _text(content)

    async def _request(self, expression: str, deadline: float) -> Any:
        client = self._connected()
        wanted = client.execute(
            "", silent=True, store_history=False, allow_stdin=False, stop_on_error=False,
            user_expressions={"nastava": expression},
        )  # fmt: skip
        content = await self._reply(client, wanted, deadline)
        if content is None and not self.ended:
            self._hit.append(notice(ANSWER_TOO_LATE, seconds=f"{self._per_question:g}"))
            await ensure_async(self._manager.interrupt_kernel())
            late = await self._reply(client, wanted, time.monotonic() + _GRACE)
            if late is None and not self.ended:
                self._log.warning(
                    "The student's kernel answers neither questions nor interrupts; it is ended"
                )
                self._hit.append(notice(KERNEL_SILENT))
                self.ended = True
                await ensure_async(self._manager.shutdown_kernel(now=True))
        return content

    async def _reply(self, client: AsyncKernelClient, wanted: str, deadline: float) -> Any:
        while (left := deadline - time.monotonic()) > 0:
            try:
                message = await client.get_shell_msg(timeout=min(left, 1.0))
            except Empty:
                if not await ensure_async(self._manager.is_alive()):
                    self.ended = True
                    return None
                continue
            if message["parent_header"].get("msg_id") == wanted:
                return message["content"]
        return None

    def _connected(self) -> AsyncKernelClient:
        """Return a connection of its own, which takes no message larger than an answer may be."""
        if self._client is None:
            self._context = zmq.asyncio.Context()
            self._context.setsockopt(zmq.MAXMSGSIZE, _MOST_BYTES)
            self._context.setsockopt(zmq.RCVHWM, _MOST_WAITING)
            client = self._manager.client(context=self._context)
            client.session.session = secrets.token_hex(16)  # two connections of one name would take turns
            client.start_channels(shell=True, iopub=False, stdin=False, hb=False, control=False)  # noqa: S604 - a channel
            self._client = client
        return self._client

    def close(self) -> None:
        """Close the connection; the kernel stays."""
        if self._client is not None:
            self._client.stop_channels()
            self._client = None
        if self._context is not None:
            self._context.destroy(linger=0)
            self._context = None


def _text(content: Any) -> str:
    try:
        text = content["user_expressions"]["nastava"]["data"][TEXT]
    except (KeyError, TypeError, AttributeError):
        return _problem(reasons.UNREADABLE)
    if not isinstance(text, str):
        return _problem(reasons.UNREADABLE)
    return text if len(text) <= MAX_TEXT else _problem(reasons.TOO_BIG)


def _problem(reason: reasons.Reason) -> str:
    return json.dumps({"problem": dict(reason)}, ensure_ascii=False)
