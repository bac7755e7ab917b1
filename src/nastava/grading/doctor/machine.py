"""What is installed here: versions, extensions of Jupyter, the sandbox."""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement

from nastava.errors import NastavaError
from nastava.grading.doctor.finding import Finding, fault, warning, well
from nastava.grading.sandbox.probe import require_sandbox

_PACKAGE = "nastava"
#: Whose versions are worth a line, where all is well.
_TOLD = ("jupyterlab", "notebook", "nbgrader", "ipywidgets", "anywidget")
#: What an instructor and students click on, by nbgrader's modules.
_SERVER = {
    "nbgrader.server_extensions.formgrader": "Formgrader",
    "nbgrader.server_extensions.assignment_list": "Assignment List",
    "nbgrader.server_extensions.validate_assignment": "Validate",
    "nbgrader.server_extensions.course_list": "Course List",
}
_LAB = {
    "@jupyter/nbgrader": "nbgrader",
    "anywidget": "anywidget",
    "@jupyter-widgets/jupyterlab-manager": "jupyterlab_widgets",
}
#: For Windows and macOS; the guide says how.
_ON_LINUX = (
    "Grade in WSL 2, a Linux virtual machine, a container that allows user namespaces, or on a Linux server: "
    "docs/grading.md, 'Grading from Windows and macOS'."
)


def findings() -> Iterator[Finding]:
    """Yield what is found on this machine."""
    yield from versions()
    yield from server_extensions()
    yield from lab_extensions()
    yield sandbox()


def versions() -> Iterator[Finding]:
    """Yield whether what Nastava needs is installed, in versions that will do."""
    try:
        needed = [Requirement(line) for line in requires(_PACKAGE) or ()]
    except PackageNotFoundError:
        yield warning(
            "versions", f"{_PACKAGE} is not installed, only found.", "Run: python -m pip install nastava"
        )
        return
    lacking = False
    for one in needed:
        if one.marker is not None and not one.marker.evaluate({"extra": ""}):
            continue
        there = _version(one.name)
        if there is None or not one.specifier.contains(there, prereleases=True):
            lacking = True
            found = f"{one.name} is missing." if there is None else f"{one.name} is {there}."
            yield fault("versions", f"{found} Needed is {one}.", f'Run: python -m pip install "{one}"')
    if not lacking:
        told = [f"{name} {there}" for name in _TOLD if (there := _version(name))]
        yield well(
            "versions",
            ", ".join([f"Python {platform.python_version()}", f"{_PACKAGE} {version(_PACKAGE)}", *told]),
        )


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def server_extensions() -> Iterator[Finding]:
    """Yield whether nbgrader's parts of the Jupyter server are on."""
    on = _enabled()
    if on.get("nbgrader"):
        yield well("server", "nbgrader's server extensions are enabled.")
        return
    off = {module: name for module, name in _SERVER.items() if not on.get(module)}
    for module, name in off.items():
        yield fault(
            "server",
            f"nbgrader's server extension {name} is not enabled.",
            f"Run: jupyter server extension enable --sys-prefix {module}",
        )
    if not off:
        yield well("server", f"nbgrader's server extensions are enabled: {', '.join(_SERVER.values())}.")


def _enabled() -> dict[str, bool]:
    from jupyter_core.paths import jupyter_config_path
    from jupyter_server.extension.config import ExtensionConfigManager

    manager = ExtensionConfigManager(read_config_path=jupyter_config_path())
    return dict(manager.get_jpserver_extensions())


def lab_extensions() -> Iterator[Finding]:
    """Yield whether the parts of JupyterLab that the course needs are there and on."""
    there, disabled = _lab()
    amiss = False
    for name, package in _LAB.items():
        off = sorted(one for one, is_off in disabled.items() if is_off and one.partition(":")[0] == name)
        if name not in there:
            amiss = True
            yield fault(
                "lab",
                f"JupyterLab's extension {name} is not installed.",
                f"Run: python -m pip install --force-reinstall {package}",
            )
        elif off:
            amiss = True
            yield fault(
                "lab",
                f"JupyterLab's extension {', '.join(off)} is disabled.",
                f"Run: jupyter labextension enable {' '.join(off)}",
            )
    ours, theirs = _version("nbgrader"), there.get("@jupyter/nbgrader")
    if theirs and ours and theirs != ours:
        amiss = True
        yield fault(
            "lab",
            f"JupyterLab's extension @jupyter/nbgrader is {theirs}, nbgrader is {ours}.",
            "Run: python -m pip install --force-reinstall nbgrader",
        )
    if not amiss:
        yield well(
            "lab",
            f"JupyterLab's extensions are enabled: {', '.join(f'{name} {there[name]}' for name in _LAB)}.",
        )


def _lab() -> tuple[dict[str, str], dict[str, bool]]:
    """Return the extensions of JupyterLab with their versions, and which are switched off."""
    from jupyter_core.paths import jupyter_path
    from jupyterlab.commands import get_app_dir
    from jupyterlab_server.config import get_federated_extensions, get_page_config

    folders = jupyter_path("labextensions")
    there = {name: str(about["version"]) for name, about in get_federated_extensions(folders).items()}
    disabled: Any = get_page_config(folders, str(Path(get_app_dir()) / "settings")).get(
        "disabledExtensions", {}
    )
    return there, dict(disabled) if isinstance(disabled, dict) else dict.fromkeys(disabled, True)


def sandbox() -> Finding:
    """Return whether students' code can be kept in a sandbox here."""
    try:
        require_sandbox()
    except NastavaError as error:
        found, _stop, mend = str(error).partition(". ")
        if sys.platform != "linux":
            # There it can't be mended, and writing, releasing and looking at grades go on all the same.
            return warning("sandbox", f"{found}.", f"{_ON_LINUX} {mend}")
        return fault("sandbox", f"{found}.", mend)
    return well("sandbox", "Students' code can be kept in a sandbox.")
