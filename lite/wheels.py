"""The wheels that a site serves: what is installed here, packed anew for the Python in a browser."""

from __future__ import annotations

import base64
import hashlib
import subprocess
import sys
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name, parse_wheel_filename

#: What an installer wrote beside a package, and modules compiled for this machine.
_LEFT_OUT = {"INSTALLER", "RECORD", "REQUESTED", "WHEEL", "direct_url.json"}
_COMPILED = {".so", ".pyd", ".dylib", ".pyc"}
_WHEEL = "Wheel-Version: 1.0\nGenerator: nastava\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
#: Babel brings a thousand locales, 30 MB; these are the ones that Nastava's languages name, and what they build on.
_LOCALES = ("root", "en", "sr", "sr_Latn", "sr_Cyrl")
#: A fixed time, so that the same files make the same wheel.
_TIME = (2020, 1, 1, 0, 0, 0)


class NoWheelError(Exception):
    """A package has no form that runs in a browser."""


def pack(name: str, folder: Path) -> Path:
    """Write an installed package as a wheel of pure Python; where it was compiled, it must do without.

    The versions that are served are so the versions that are installed, and tested, here.

    Raises:
        NoWheelError: it is not installed here.
    """
    try:
        installed = distribution(name)
    except PackageNotFoundError:
        raise NoWheelError(f"{name} is not installed here") from None
    contents = {path: content for path, content in _files(installed) if _is_wanted(path)}
    stem = f"{canonicalize_name(name).replace('-', '_')}-{installed.version}"
    return write_wheel(folder / f"{stem}-py3-none-any.whl", contents)


def _files(installed: Distribution) -> Iterator[tuple[str, bytes]]:
    for file in installed.files or ():
        path = Path(str(file))
        if ".." in path.parts or path.suffix in _COMPILED or path.name in _LEFT_OUT:
            continue
        yield path.as_posix(), Path(str(installed.locate_file(file))).read_bytes()


def _is_wanted(path: str) -> bool:
    folder, _, file = path.rpartition("/")
    return folder != "babel/locale-data" or file.removesuffix(".dat") in _LOCALES or not file.endswith(".dat")


def write_wheel(target: Path, contents: Mapping[str, bytes]) -> Path:
    """Write files as a wheel of pure Python; its metadata stand among them, RECORD and WHEEL are added."""
    information = next(path.partition("/")[0] for path in contents if path.endswith(".dist-info/METADATA"))
    whole = {**contents, f"{information}/WHEEL": _WHEEL.encode()}
    record = "".join(f"{path},sha256={_urlsafe(content)},{len(content)}\n" for path, content in whole.items())
    whole[f"{information}/RECORD"] = f"{record}{information}/RECORD,,\n".encode()
    target.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in whole.items():
            archive.writestr(zipfile.ZipInfo(path, _TIME), content, zipfile.ZIP_DEFLATED)
    return target


def _urlsafe(content: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()


def build_course(root: Path, folder: Path) -> Path:
    """Build Nastava's own wheel from this checkout."""
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    if done.returncode:
        raise NoWheelError(f"Nastava's own wheel could not be built:\n{done.stdout}{done.stderr}")
    return next(folder.glob("nastava-*.whl"))


def fetch(requirement: str, folder: Path, *, python: str, abi: str) -> Path:
    """Return PyPI's wheel of a package for the Python in a browser; one that is in the folder is not fetched again.

    Args:
        requirement: name and version, ``pydantic-core==2.50.5``.
        folder: where fetched wheels are kept.
        python: version of the Python in the browser, ``3.14``.
        abi: what Pyodide calls its platform, ``2026_0``.

    Raises:
        NoWheelError: PyPI has none, or is out of reach.
    """
    kept = _kept(Requirement(requirement), folder, (f"pyemscripten_{abi}_wasm32", "any"))
    if kept:
        return kept
    folder.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
    command += ["--only-binary", ":all:", "--dest", str(folder), "--implementation", "cp"]
    command += ["--platform", f"pyemscripten_{abi}_wasm32", "--python-version", python]
    command += ["--abi", f"cp{python.replace('.', '')}", "--abi", "abi3", "--abi", "none", requirement]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    found = (
        None
        if done.returncode
        else _kept(Requirement(requirement), folder, (f"pyemscripten_{abi}_wasm32", "any"))
    )
    if found is None:
        reason = (done.stderr.strip() or "nothing was fetched").splitlines()[-1]
        raise NoWheelError(f"{requirement}: {reason}")
    return found


def _kept(requirement: Requirement, folder: Path, platforms: Iterable[str]) -> Path | None:
    for path in sorted(folder.glob("*.whl"), reverse=True):
        name, version, _, tags = parse_wheel_filename(path.name)
        same = name == canonicalize_name(requirement.name) and requirement.specifier.contains(version)
        if same and any(tag.platform in set(platforms) for tag in tags):
            return path
    return None
