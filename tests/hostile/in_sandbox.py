"""Runs pieces of code in sandboxed kernels and prints what came out, as JSON.

A program of its own, so that tests run it as an ordinary user too: python in_sandbox.py [--bubblewrap] < pieces.json
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.manager import KernelManager

BUBBLEWRAP = "--bubblewrap" in sys.argv


class Specs(KernelSpecManager):
    """The one kernel that is sandboxed."""

    limits: dict[str, float]

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        about = {
            "provisioner_name": "nastava-sandbox",
            "config": {"limits": self.limits, "bubblewrap": BUBBLEWRAP},
        }
        return KernelSpec(argv=["-"], interrupt_mode="message", metadata={"kernel_provisioner": about})


def run(codes: list[str], folder: Path, limits: dict[str, float], seconds: float) -> dict[str, object]:
    """Run pieces in one kernel; return the text of each, the errors' names, and how the kernel ended."""
    specs = Specs()
    specs.limits = limits
    manager = KernelManager(kernel_name="sandboxed", kernel_spec_manager=specs)
    manager.start_kernel(cwd=str(folder))
    client = manager.client()
    client.start_channels()
    texts: list[str] = []

    def hear(message: dict[str, object]) -> None:
        content = message["content"]
        if message["msg_type"] == "stream":
            texts[-1] += content["text"]
        elif message["msg_type"] == "error":
            texts[-1] += f"{content['ename']}: {content['evalue']}"

    stuck = None
    try:
        client.wait_for_ready(timeout=60)
        for code in codes:
            texts.append("")
            client.execute_interactive(code, timeout=seconds, output_hook=hear)
    except (RuntimeError, TimeoutError) as problem:
        stuck = str(problem)
    kernel = manager.provisioner.kernel
    client.stop_channels()
    manager.shutdown_kernel(now=True)
    kernel.wait(10)
    ending = kernel.ending
    return {"texts": texts, "stuck": stuck, "reason": ending.reason, "left_out": ending.left_out}


def main() -> None:
    """Read the pieces; each has codes, and perhaps limits, seconds, and files and links of the submission."""
    from nastava.grading.sandbox.probe import require_sandbox

    if not BUBBLEWRAP:
        require_sandbox()
    results = []
    for piece in json.load(sys.stdin):
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place, "submission")
            folder.mkdir()
            for name, words in piece.get("files", {}).items():
                (folder / name).write_text(words)
            for name, target in piece.get("links", {}).items():
                (folder / name).symlink_to(target)
            results.append(run(piece["codes"], folder, piece.get("limits", {}), piece.get("seconds", 30)))
    print(json.dumps(results))


if __name__ == "__main__":
    main()
