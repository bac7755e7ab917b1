"""A trusted kernel: starts clean in a folder of its own, runs the instructor's cells, and reports on each."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from nbformat import NotebookNode

from nastava.grading.trusted.process import Process
from nastava.grading.trusted.socket import Ask, Door

#: Seconds until it has to be ready, and to its end.
_PATIENCE = 30.0
_END = 5.0
#: Seconds between two looks whether it is still there.
_LOOK = 0.1
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
        start_process: starts its process, told the kernel's folder and the token for the socket there.
        files: the instructor's files that stand beside the notebook, with their names in the kernel's folder.
        timeout: seconds for one cell, the student's answers included.
    """

    def __init__(
        self,
        start_process: Callable[[Path, str], Process],
        files: Iterable[tuple[Path, Path]],
        timeout: float,
    ) -> None:
        self._start_process = start_process
        self._timeout = timeout
        self._folder = _short_folder()
        self._door = Door(self._folder)
        for source, name in files:
            (self._folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, self._folder / name)
        self._process: Process | None = None
        self._begun = False

    def start(self) -> None:
        """Start the process, without waiting until it is ready."""
        self._process = self._start_process(self._folder, self._door.token)

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
            async with asyncio.timeout(self._timeout):
                return Ran(*await self._door.run(source, ask))
        except TimeoutError:
            raise TrustedKernelError(f"it took longer than {self._timeout:g} seconds") from None
        except (OSError, EOFError):
            raise TrustedKernelError("it ended") from None
        except (ValueError, KeyError, TypeError) as error:
            raise TrustedKernelError(f"{type(error).__name__}: {error}"[:200]) from error

    async def _begin(self) -> None:
        coming = asyncio.ensure_future(self._door.let_in(_PATIENCE))
        try:
            while not coming.done():
                await asyncio.wait({coming}, timeout=_LOOK)
                if self._process is None or self._process.poll() is not None:
                    raise EOFError
            await coming
        finally:
            coming.cancel()
            with contextlib.suppress(asyncio.CancelledError, TimeoutError, OSError):
                await coming
        self._begun = True

    def close(self) -> None:
        """End the kernel and remove its folder."""
        try:
            if self._process is not None:
                self._process.kill()
                with contextlib.suppress(subprocess.TimeoutExpired):
                    self._process.wait(_END)
        finally:
            self._door.close()
            shutil.rmtree(self._folder, ignore_errors=True)


def _short_folder() -> Path:
    """Make a folder for the grader alone; the path of a socket in it must be short."""
    usual = Path(tempfile.gettempdir())
    return Path(
        tempfile.mkdtemp(prefix="nastava-", dir=usual if len(str(usual)) < _LONGEST_PATH - 30 else "/tmp")  # noqa: S108
    )
