"""Which programs give a result: under others, the result may be another."""

from __future__ import annotations

import hashlib
import platform
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import nastava

_PACKAGES = (
    "ipykernel",
    "ipython",
    "jupyter_client",
    "matplotlib",
    "nbclient",
    "nbconvert",
    "nbformat",
    "nbgrader",
    "numpy",
    "pandas",
)


@cache
def versions() -> dict[str, str]:
    """Return the version of each program that takes part; Nastava's own ends with a digest of its code.

    A checkout keeps its version while its code changes.

    Example:
        >>> versions()["nastava"].startswith(nastava.__version__)
        True
    """
    found = {"python": platform.python_version(), "nastava": f"{nastava.__version__}+{_code()}"}
    for name in _PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "none"
    return found


def _code() -> str:
    folder = Path(nastava.__file__).parent
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*.py")):
        digest.update(path.relative_to(folder).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def differences(ours: dict[str, str], theirs: dict[str, str]) -> str:
    """Return in words which versions differ, '' where none does.

    Example:
        >>> differences({"numpy": "1.26"}, {"numpy": "2.0"})
        'numpy 2.0 instead of 1.26'
    """
    return ", ".join(
        f"{name} {theirs.get(name, 'none')} instead of {wanted}"
        for name, wanted in ours.items()
        if theirs.get(name) != wanted
    )
