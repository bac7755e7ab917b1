"""Build the course as a JupyterLite site: pages that any web server can serve, and that need no server of their own.

python -m lite.build --pyodide core
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from jupyterlite_pyodide_kernel.constants import PYODIDE_URL_ENV_VAR
from packaging.utils import canonicalize_name, parse_wheel_filename

from lite import TOOLS
from lite.contents import write_contents
from lite.lock import complete, entry
from lite.pictures import pack_pictures
from lite.runtime import CACHE, CORE, NoRuntimeError, Runtime, runtime
from lite.wheels import NoWheelError, build_course, fetch, pack
from nastava.course.figures.beforehand import PACKAGE

ROOT = Path(__file__).resolve().parents[1]
#: What the kernel in the browser is made of; the last three come with JupyterLite's own extension.
_KERNEL = ("micropip", "ipython", "comm", "piplite", "ipykernel", "pyodide-kernel")
#: What quizzes, figures, glossary and review import: of Nastava's requirements, those that a browser can have.
_COURSE = (
    "anywidget", "babel", "cyrtranslit", "filelock", "fsrs", "ipywidgets", "latex2mathml", "markdown-it-py",
    "matplotlib", "mdit-py-plugins", "nh3", "numpy", "pandas", "platformdirs", "pydantic", "pyyaml", "rapidfuzz",
    "regex", "simpleeval",
)  # fmt: skip
#: Compiled, and to be had from a runtime alone: without them the site makes do, and its pages say so.
_RUNTIMES = {"matplotlib", "nh3", "numpy", "pandas", "regex"}
#: Compiled, and on PyPI for browsers too; or not installed where a course is worked on.
_FETCHED = {"micropip", "pydantic-core"}
#: Parts of JupyterLab that the site has as extensions, and a terminal that a browser doesn't have.
_NEEDLESS = {"jupyterlab-widgets", "pexpect", "widgetsnbextension"}
_KERNELS = "@jupyterlite/pyodide-kernel-extension"
_EXTENSIONS = ("anywidget", "@jupyter-widgets/jupyterlab-manager", _KERNELS)


def build(output: Path, place: str | None, cache: Path) -> list[str]:
    """Build the site; return the names of packages that its Python has to do without.

    Args:
        output: folder of the site; what is in it is replaced.
        place: where Pyodide comes from, see ``runtime``.
        cache: folder for what is fetched, kept for the next time.

    Raises:
        NoRuntimeError: no runtime at that place.
        NoWheelError: a package can't be had.
    """
    chosen = runtime(place, cache)
    shutil.rmtree(output, ignore_errors=True)
    with tempfile.TemporaryDirectory() as scratch:
        work = Path(scratch)
        packages, missing, wheels = _packages(chosen, work / "wheels", cache)
        write_contents(work / "files", missing)
        _run_jupyterlite(work, output, wheels, chosen)
    _write_list(output, chosen, packages)
    # In place of JupyterLite's own, which opens on an empty launcher.
    shutil.copy(ROOT / "lite" / "index.html", output)
    return missing


def _packages(
    chosen: Runtime, folder: Path, cache: Path
) -> tuple[dict[str, dict[str, Any]], list[str], list[Path]]:
    """Return the entries of the site's list of packages, what is missing, and the wheels for the site."""
    wheels: list[Path] = []

    def served(wheel: Path, needs: Iterable[str] | None = None) -> dict[str, Any]:
        wheels.append(wheel)
        made = entry(wheel, f"../../pypi/{wheel.name}", needs)
        return {**made, "depends": [need for need in made["depends"] if need not in _NEEDLESS]}

    known: dict[str, dict[str, Any]] = {}
    for wheel in sorted((_extension(_KERNELS) / "static" / "pypi").glob("*.whl")):
        name = parse_wheel_filename(wheel.name)[0]
        if name in _KERNEL:
            known[name] = entry(wheel, f"../../extensions/{_KERNELS}/static/pypi/{wheel.name}")
    needs = list(_COURSE)
    if chosen.package("matplotlib") is None:
        pictures = pack_pictures(folder)
        needs.append(canonicalize_name(PACKAGE))
        known[needs[-1]] = served(pictures, ())
    known["nastava"] = served(build_course(ROOT, folder), needs)

    def find(name: str) -> dict[str, Any] | None:
        theirs = chosen.package(name)
        if theirs is not None or name in _RUNTIMES:
            return theirs
        if name in _FETCHED:
            return served(fetch(_exactly(name), cache / "wheels", python=chosen.python, abi=chosen.abi))
        return served(pack(name, folder))

    packages, missing = complete([*_KERNEL, "nastava"], known, find)
    return packages, missing, wheels


def _exactly(name: str) -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return f"{name}=={version(name)}"
    except PackageNotFoundError:
        return name


def _extension(name: str) -> Path:
    places = (Path(place, "share", "jupyter", "labextensions", name) for place in (TOOLS, sys.prefix))
    found = next((place for place in places if place.is_dir()), None)
    if found is None:
        raise NoWheelError(f"the extension {name} of JupyterLab is not installed here")
    return found


def _run_jupyterlite(work: Path, output: Path, wheels: list[Path], chosen: Runtime) -> None:
    """Have JupyterLite write the site."""
    for name in ("jupyter-lite.json", "overrides.json"):
        shutil.copy(ROOT / "lite" / name, work)
    config = json.loads((ROOT / "lite" / "jupyter_lite_config.json").read_text(encoding="utf-8"))
    config["LiteBuildConfig"] |= {
        "contents": [str(work / "files")],
        "federated_extensions": [str(_extension(name)) for name in _EXTENSIONS],
        "output_dir": str(output),
    }
    config["PipliteAddon"] = {"piplite_urls": [str(wheel) for wheel in wheels]}
    if chosen.folder:
        # Only what a page asks for: a folder of Pyodide may hold all of its packages, which are copied apart.
        static = work / "static" / "pyodide"
        static.mkdir(parents=True)
        for path in chosen.folder.iterdir():
            if path.suffix in {".mjs", ".wasm", ".zip", ".json"} and path.name != "package.json":
                shutil.copy(path, static)
    (work / "jupyter_lite_config.json").write_text(json.dumps(config), encoding="utf-8")
    run = f"import sys; sys.path.append({str(TOOLS)!r}); from jupyterlite_core.app import main; main()"
    command = [sys.executable, "-c", run, "build", "--lite-dir", str(work)]
    # A runtime that the environment names would be taken besides ours.
    environment = {name: value for name, value in os.environ.items() if name != PYODIDE_URL_ENV_VAR}
    done = subprocess.run(command, cwd=work, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise NoWheelError(f"JupyterLite could not build the site:\n{done.stdout}{done.stderr}")


def _write_list(output: Path, chosen: Runtime, packages: dict[str, dict[str, Any]]) -> None:
    """Write the site's list of packages, and have the kernel read it."""
    folder = output / "static" / "pyodide-lock"
    folder.mkdir(parents=True)
    written = {"info": chosen.lock["info"], "packages": packages}
    (folder / "pyodide-lock.json").write_text(
        json.dumps(written, indent=1, sort_keys=True) + "\n", encoding="utf-8"
    )
    if chosen.folder:
        for package in packages.values():
            name = package["file_name"].removeprefix(chosen.address)
            if name != package["file_name"]:
                shutil.copy(chosen.folder / name, output / "static" / "pyodide")
    settings_file = output / "jupyter-lite.json"
    settings = json.loads(settings_file.read_text(encoding="utf-8"))
    plugins = settings["jupyter-config-data"].setdefault("litePluginSettings", {})
    kernel = plugins.setdefault("@jupyterlite/pyodide-kernel-extension:kernel", {})
    if not chosen.folder:
        kernel["pyodideUrl"] = f"{chosen.address}pyodide.mjs"
    kernel["loadPyodideOptions"] = {
        "lockFileURL": "./static/pyodide-lock/pyodide-lock.json",
        "packages": sorted(canonicalize_name(name) for name in (*_KERNEL, "nastava")),
    }
    settings_file.write_text(json.dumps(settings, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def main() -> None:
    """Build the site as the command line says."""
    parser = argparse.ArgumentParser(prog="make site", description="Build the course as a JupyterLite site.")
    parser.add_argument("--output", type=Path, default=ROOT / "build" / "lite")
    parser.add_argument(
        "--pyodide",
        metavar="PLACE",
        help=f"where Pyodide comes from: an address, a folder, or '{CORE}' for its core from npm; "
        "default: Pyodide's own network",
    )
    parser.add_argument("--cache", type=Path, default=CACHE)
    asked = parser.parse_args()
    try:
        missing = build(asked.output.resolve(), asked.pyodide or None, asked.cache.resolve())
    except (NoRuntimeError, NoWheelError) as error:
        sys.exit(f"make site: {error}")
    print(
        f"The site is in {asked.output}. Look at it: {sys.executable} -m http.server --directory {asked.output}"
    )
    if missing:
        print(f"Its Python has no {', '.join(missing)}: figures are pictures made beforehand.")


if __name__ == "__main__":
    main()
