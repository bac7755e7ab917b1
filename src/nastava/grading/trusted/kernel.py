"""A trusted kernel: starts clean in a folder of its own, runs the instructor's cells, and reports on each."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from logging import Logger
from pathlib import Path
from typing import Any

import nbformat.v4
from jupyter_core.utils import ensure_async
from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode

from nastava.checks.wire import TEXT
from nastava.grading.trusted.socket import Ask, Door

_BEGIN = '__import__("nastava.checks.remote", fromlist=["begin"]).begin({}, {})'
_REPORT = '__import__("nastava.checks.remote", fromlist=["report"]).report()'
_SECONDS_TO_ANSWER = 30.0
#: Longest path that a socket may have on every system.
_LONGEST_PATH = 90


class TrustedKernelError(Exception):
    """The trusted kernel is of no more use: it died or did not answer in time."""


@dataclass(frozen=True)
class Ran:
    """What a cell gave in the trusted kernel: its outputs, and the kernel's report as JSON text."""

    outputs: tuple[NotebookNode, ...]
    report: str


class TrustedKernel:
    """A kernel that runs nothing but the instructor's cells.

    Args:
        make_manager: gives a manager for a new kernel, told the kernel's folder.
        files: the instructor's files that stand beside the notebook, with their names in the kernel's folder.
        timeout: seconds for one cell, the student's answers included.
        log: where the grader's messages go.
    """

    def __init__(
        self,
        make_manager: Callable[[Path], Any],
        files: Iterable[tuple[Path, Path]],
        timeout: float,
        log: Logger,
    ) -> None:
        self._folder = _short_folder()
        self._door = Door(self._folder)
        for source, name in files:
            (self._folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, self._folder / name)
        self._log = log
        self._manager = make_manager(self._folder)
        self._client = NotebookClient(
            nbformat.v4.new_notebook(), km=self._manager, timeout=int(timeout), interrupt_on_timeout=False,
            allow_errors=True, resources={"metadata": {"path": str(self._folder)}},
        )  # fmt: skip
        self._begun = False

    async def start(self) -> None:
        """Start the process, without waiting until it is ready."""
        await self._client.async_start_new_kernel()

    async def run(self, source: str, ask: Ask) -> Ran:
        """Run a cell.

        Args:
            source: the instructor's.
            ask: answers the questions of the cell.

        Raises:
            TrustedKernelError: see there; close this kernel and take another one.
        """
        try:
            if not self._begun:
                await self._begin()
            serving = asyncio.ensure_future(self._door.serve(ask))
            try:
                return await self._run(source)
            finally:
                serving.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await serving
        except (CellTimeoutError, DeadKernelError, TimeoutError, RuntimeError, OSError) as error:
            raise TrustedKernelError(f"{type(error).__name__}: {error}"[:200]) from error

    async def _begin(self) -> None:
        await self._client.async_start_new_kernel_client()
        inviting = asyncio.ensure_future(self._evaluate(_BEGIN.format(*map(repr, self._door.invitation))))
        try:
            await self._door.let_in(_SECONDS_TO_ANSWER)
        finally:
            await inviting
        self._begun = True

    async def _run(self, source: str) -> Ran:
        cell = nbformat.v4.new_code_cell(source)
        cells = self._client.nb.cells
        cells.append(cell)
        # Kept in the kernel's history as in any notebook, so that a traceback shows the cell's own lines.
        await self._client.async_execute_cell(cell, len(cells) - 1, store_history=True)
        return Ran(tuple(cell.outputs), await self._evaluate(_REPORT))

    async def _evaluate(self, expression: str) -> str:
        client = self._client.kc
        if client is None:
            raise RuntimeError("the kernel was not started")
        sent = client.execute(
            "", silent=True, store_history=False, allow_stdin=False, user_expressions={"it": expression}
        )
        wanted = await ensure_async(sent)
        async with asyncio.timeout(_SECONDS_TO_ANSWER):
            while True:
                message = await ensure_async(client.shell_channel.get_msg(timeout=None))
                if message["parent_header"].get("msg_id") == wanted:
                    break
        answer = message["content"]["user_expressions"]["it"]
        if answer["status"] != "ok":
            raise RuntimeError(f"{answer['ename']}: {answer['evalue']}")
        return str(answer["data"][TEXT])

    async def close(self) -> None:
        """End the kernel and remove its folder."""
        self._client.shutdown_kernel = "immediate"
        try:
            await self._client._async_cleanup_kernel()  # noqa: SLF001 - what nbclient itself calls at the end
        finally:
            self._door.close()
            shutil.rmtree(self._folder, ignore_errors=True)


def _short_folder() -> Path:
    """Make a folder for the grader alone; the path of a socket in it must be short."""
    usual = Path(tempfile.gettempdir())
    return Path(
        tempfile.mkdtemp(prefix="nastava-", dir=usual if len(str(usual)) < _LONGEST_PATH - 30 else "/tmp")  # noqa: S108
    )
