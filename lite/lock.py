"""Which packages a site's Python finds, and where: a ``pyodide-lock.json`` of the site's own.

The kernel loads what a cell imports from this list, so that ``from nastava import quiz`` works by itself. What the
runtime has comes from the runtime, everything else from wheels on the site.
"""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Callable, Iterable
from email.parser import HeaderParser
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name, parse_wheel_filename


def entry(wheel: Path, address: str, needs: Iterable[str] | None = None) -> dict[str, Any]:
    """Return what the list says of a wheel.

    Args:
        wheel: the file.
        address: where the site has it, as seen from the list.
        needs: packages that are loaded with it; default: those that its metadata ask for.
    """
    name, version, _, _ = parse_wheel_filename(wheel.name)
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        if needs is None:
            metadata = next(path for path in names if path.endswith(".dist-info/METADATA"))
            needs = requirements(archive.read(metadata).decode())
    return {
        "name": name,
        "version": str(version),
        "file_name": address,
        "install_dir": "site",
        "sha256": hashlib.sha256(wheel.read_bytes()).hexdigest(),
        "package_type": "package",
        "imports": sorted(_modules(names)),
        "depends": sorted(set(needs)),
        "unvendored_tests": False,
    }


def _modules(names: Iterable[str]) -> set[str]:
    tops = (name.split("/") for name in names if name.endswith(".py"))
    return {parts[0].removesuffix(".py") for parts in tops if "." not in parts[0].removesuffix(".py")}


def requirements(metadata: str) -> list[str]:
    r"""Return the packages that a distribution needs in a browser, by the text of its METADATA.

    Example:
        >>> requirements("Requires-Dist: comm\nRequires-Dist: colorama; sys_platform == 'win32'")
        ['comm']
    """
    lines = HeaderParser().parsestr(metadata).get_all("Requires-Dist") or []
    browser = {
        "sys_platform": "emscripten",
        "platform_system": "Emscripten",
        "os_name": "posix",
        "python_version": "3.14",
        "python_full_version": "3.14.0",
        "extra": "",
    }
    asked = (Requirement(line) for line in lines)
    return [
        canonicalize_name(one.name) for one in asked if one.marker is None or one.marker.evaluate(browser)
    ]


def complete(
    roots: Iterable[str],
    known: dict[str, dict[str, Any]],
    find: Callable[[str], dict[str, Any] | None],
) -> tuple[dict[str, dict[str, Any]], list[str]]:
    """Return the packages that the roots need, all the way down, and the names of those that are not to be had.

    Args:
        roots: names to begin with.
        known: packages that are settled, by name.
        find: returns the entry of another one.
    """
    chosen, missing, waiting = dict(known), [], [canonicalize_name(name) for name in roots]
    seen = set()
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        found = chosen.get(name) or find(name)
        if found is None:
            missing.append(name)
            continue
        chosen[name] = found
        waiting += (canonicalize_name(need) for need in found["depends"])
    for one in chosen.values():
        one["depends"] = [need for need in one["depends"] if canonicalize_name(need) not in missing]
    return chosen, sorted(missing)
