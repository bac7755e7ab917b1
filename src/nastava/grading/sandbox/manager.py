"""A kernel manager whose kernel lives in the sandbox."""

from __future__ import annotations

from pathlib import Path

from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import KernelManager

from nastava.grading.sandbox.limits import Limits
from nastava.grading.sandbox.probe import require_sandbox

#: Name of the kernel.
SANDBOX = "nastava-sandbox"
_KERNELS = Path(__file__).with_name("kernels")


def sandboxed(manager: KernelManager, limits: Limits, channel: str = "", doors: tuple[str, ...] = ()) -> None:
    """Let a manager, before its start, start its kernel in the sandbox.

    The kernel is known to the grader alone, so no learner's list of kernels has it.

    Args:
        manager: of a kernel that wasn't started yet.
        limits: what it may use.
        channel: a folder for its sockets; default: a new one.
        doors: names of the grader's own sockets there, which the kernel may use.

    Raises:
        NoSandboxError: this machine can't keep a kernel in a sandbox.
    """
    require_sandbox()
    manager.kernel_name = SANDBOX
    manager.kernel_spec_manager = KernelSpecManager(parent=manager, kernel_dirs=[str(_KERNELS)])
    spec = manager.kernel_spec_manager.get_kernel_spec(SANDBOX)
    spec.metadata["kernel_provisioner"]["config"] = {
        "limits": limits.to_dict(),
        "channel": channel,
        "doors": list(doors),
    }
    manager._kernel_spec = spec  # noqa: SLF001 - it would be read anew, without the limits
    manager.client_class = "nastava.grading.sandbox.client.FreshKernelClient"
