"""Output that follows a moment after the live one."""

from __future__ import annotations

import sys
import time
import types
from collections.abc import Iterator

import pytest
from jupyter_client import BlockingKernelClient, KernelManager

from nastava.widget import later

CODE = """\
from IPython.display import display
from nastava.widget.later import show_later

display({"text/plain": "live"}, raw=True)
show_later(lambda: {"text/plain": "asleep"})
"""


@pytest.fixture(scope="module")
def kernel() -> Iterator[BlockingKernelClient]:
    manager = KernelManager()
    manager.start_kernel()
    client = manager.client()
    client.start_channels()
    client.wait_for_ready(timeout=60)
    yield client
    client.stop_channels()
    manager.shutdown_kernel(now=True)


def told(client: BlockingKernelClient, metadata: dict[str, str], outputs: int) -> list[str]:
    """Run the code as a page (which names the cell) or a program does; return outputs and the end, in order."""
    request = client.session.msg("execute_request", {"code": CODE, "silent": False}, metadata=metadata)
    client.shell_channel.send(request)
    found: list[str] = []
    end = time.monotonic() + 60
    while sum(word != "idle" for word in found) < outputs or "idle" not in found:
        message = client.get_iopub_msg(timeout=end - time.monotonic())
        if message["parent_header"].get("msg_id") != request["header"]["msg_id"]:
            continue
        if message["msg_type"] == "display_data":
            found.append(message["content"]["data"]["text/plain"])
        elif message["content"].get("execution_state") == "idle":
            found.append("idle")
    return found


def test_in_a_page_the_cell_ends_before_the_static_output_comes(kernel: BlockingKernelClient) -> None:
    """The learner doesn't wait for what only a saved notebook needs; it still belongs to its cell."""
    assert told(kernel, {"cellId": "a"}, 2) == ["live", "idle", "asleep"]


def test_a_program_that_runs_notebooks_gets_all_at_once(kernel: BlockingKernelClient) -> None:
    """Once the cell has ended such a program listens no longer."""
    assert told(kernel, {}, 2) == ["live", "asleep", "idle"]


def test_a_kernel_that_is_not_ipython_s_gets_all_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is asked of a kernel of another make, such as one that runs in the browser."""
    shown: list[object] = []
    monkeypatch.setitem(sys.modules, "ipykernel", types.ModuleType("ipykernel"))
    monkeypatch.setattr(later, "get_ipython", lambda: types.SimpleNamespace(kernel=object()))
    monkeypatch.setattr(later, "display", lambda data, raw: shown.append(data))
    later.show_later(lambda: {"text/plain": "asleep"})
    assert shown == [{"text/plain": "asleep"}]
