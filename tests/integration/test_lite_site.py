"""The site that runs in the browser alone: what is on it, and what never is."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.lite_site import built_site, require_tools, served

from nastava.text.languages import WRITTEN

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def site() -> Path:
    """A site with Pyodide's core on it."""
    return built_site()


@pytest.fixture(scope="module")
def packages(site: Path) -> dict[str, dict[str, Any]]:
    """The packages that its Python finds."""
    listed = json.loads((site / "static/pyodide-lock/pyodide-lock.json").read_text(encoding="utf-8"))
    return dict(listed["packages"])


def _wheel(site: Path, name: str) -> set[str]:
    (path,) = site.glob(f"pypi/{name}-*.whl")
    with zipfile.ZipFile(path) as archive:
        return set(archive.namelist())


def test_the_site_has_every_lesson_of_both_languages(site: Path) -> None:
    """Lessons, glossary, review and start page lie in a folder per language, and nothing else: no page to hand in."""
    for code in WRITTEN:
        wanted = {path.name for path in (ROOT / "notebooks" / code).glob("*.ipynb")} - {"hand-in.ipynb"}
        assert {"00-start.ipynb", "glossary.ipynb"} < wanted
        assert {path.name for path in (site / "files" / code).iterdir()} == wanted
        listed = json.loads((site / "api/contents" / code / "all.json").read_text(encoding="utf-8"))
        assert {entry["name"] for entry in listed["content"]} == wanted
    assert {path.name for path in (site / "files").iterdir()} == {*WRITTEN, ".nastava-workspace.json"}


def test_the_front_page_leads_to_both_start_pages(site: Path) -> None:
    """Who opens the site's address chooses a language and is at the start page, which is there."""
    front = (site / "index.html").read_text(encoding="utf-8")

    for code in WRITTEN:
        assert f'href="lab/index.html?path={code}/00-start.ipynb"' in front
        assert (site / "files" / code / "00-start.ipynb").is_file()
    assert (site / "lab/index.html").is_file()
    # The pages below look for their settings here, and stay empty without.
    assert 'id="jupyter-config-data"' in front


def test_unopened_lessons_show_quizzes_and_figures(site: Path) -> None:
    """Each quiz, figure and glossary is there as text and picture before anything runs, in outputs that are shown."""
    for path in site.glob("files/*/*.ipynb"):
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            source = "".join(cell["source"]) if cell["cell_type"] == "code" else ""
            if "quiz(" in source or "lookup(" in source or (path.name[:2] > "00" and "explore(" in source):
                assert "data-nastava-static" in "".join(cell["outputs"][0]["data"]["text/html"]), path
                assert cell["metadata"]["trusted"] is True


@pytest.mark.parametrize(
    "code, saved, handed_in",
    [
        ("en", "in the storage of this browser", "nothing can be handed in"),
        ("sr", "u memoriji ovog pregledača", "ne može predati"),
    ],
)
def test_the_start_page_says_what_holds_in_a_browser(
    site: Path, code: str, saved: str, handed_in: str
) -> None:
    """Where answers are kept, that nothing is handed in, that figures are pictures; and it links to no exercise."""
    text = (site / "files" / code / "00-start.ipynb").read_text(encoding="utf-8")

    assert saved in text
    assert handed_in in text
    assert "matplotlib" in text
    assert "exercises/" not in text
    assert "hand-in.ipynb" not in text
    assert "nastava solution" not in text


def test_the_site_serves_the_course_with_its_practice_banks(site: Path) -> None:
    """The course's own wheel carries every practice bank; the pictures of all figures are in one beside it."""
    course = _wheel(site, "nastava")
    pictures = _wheel(site, "nastava_pictures")

    assert {f"nastava/_content/quizzes/{path.name}" for path in ROOT.glob("quizzes/*.yaml")} <= course
    assert {f"nastava_pictures/kfor-map.{code}.json" for code in WRITTEN} <= pictures
    assert len(pictures) > 100


def test_every_package_is_there_as_it_is_listed(site: Path, packages: dict[str, dict[str, Any]]) -> None:
    """Each package that a kernel may load is on the site, whole, with all that it needs; none is for this machine."""
    folder = site / "static/pyodide-lock"
    named = {name.replace("_", "-") for name in packages}

    assert {
        "nastava",
        "nastava-pictures",
        "pydantic-core",
        "anywidget",
        "rapidfuzz",
        "pyodide-kernel",
    } <= named
    for package in packages.values():
        content = (folder / package["file_name"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == package["sha256"], package["name"]
        assert package["file_name"].endswith(("-any.whl", "_wasm32.whl"))
        assert {need.replace("_", "-") for need in package["depends"]} <= named, package["name"]
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            compiled = [name for name in archive.namelist() if name.endswith((".so", ".pyd", ".dylib"))]
        assert all("wasm32" in name for name in compiled), package["name"]
    settings = json.loads((site / "jupyter-lite.json").read_text(encoding="utf-8"))["jupyter-config-data"]
    extensions = {extension["name"] for extension in settings["federated_extensions"]}
    assert extensions == {
        "anywidget",
        "@jupyter-widgets/jupyterlab-manager",
        "@jupyterlite/pyodide-kernel-extension",
    }


def _everything(site: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(site.rglob("*")):
        if path.suffix == ".whl":
            if path.name.startswith("nastava"):
                with zipfile.ZipFile(path) as archive:
                    yield from ((f"{path.name}/{name}", archive.read(name)) for name in archive.namelist())
        elif path.is_file():
            yield path.relative_to(site).as_posix(), path.read_bytes()


def _texts(value: Any, key: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _texts(inner, name if name in {"explanation", "feedback"} else key)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner, key)
    elif key and isinstance(value, str) and len(value) > 60:
        yield value


def test_no_key_of_a_graded_quiz_is_on_the_site(site: Path) -> None:
    """No file of the site, and no file in its wheels, is a graded bank or a solution, or says what one explains."""
    secrets = {
        text.encode()[:60]
        for path in ROOT.glob("quizzes/graded/*.yaml")
        for text in _texts(yaml.safe_load(path.read_text(encoding="utf-8")))
    }
    practice = b"".join(path.read_bytes() for path in ROOT.glob("quizzes/*.yaml"))
    secrets = {secret for secret in secrets if secret not in practice}  # a few sentences serve both
    assert len(secrets) > 50
    for name, content in _everything(site):
        assert "/graded/" not in name
        assert "solutions/" not in name
        if name.endswith((".json", ".ipynb", ".yaml", ".py", ".txt", ".html")):
            assert not [secret for secret in secrets if secret in content], name


def test_a_site_with_pyodides_own_network_takes_compiled_packages_from_there(
    site: Path, tmp_path: Path
) -> None:
    """With a whole Pyodide at an address, matplotlib, pandas and nh3 come from it, and no picture stands in."""
    from lite.build import _packages
    from lite.runtime import CACHE, runtime

    with served(site / "static/pyodide") as address:
        chosen = runtime(address, tmp_path)
        packages, missing, wheels = _packages(chosen, tmp_path / "wheels", CACHE)

    theirs = {name for name, package in packages.items() if package["file_name"].startswith(f"{address}/")}
    assert missing == []
    assert {"matplotlib", "numpy", "pandas", "nh3", "regex", "pyyaml", "pydantic-core", "ipython"} <= theirs
    assert {"nastava", "rapidfuzz", "babel"} <= {wheel.name.partition("-")[0] for wheel in wheels}
    assert "nastava-pictures" not in packages
    assert all(need in packages for package in packages.values() for need in map(_known, package["depends"]))


def _known(name: str) -> str:
    return name.lower().replace("_", "-")


def test_a_runtime_that_is_not_there_is_refused_in_one_line(tmp_path: Path) -> None:
    """A folder without Pyodide, and an address that answers nothing, end with a sentence that says so."""
    require_tools()
    from lite.runtime import NoRuntimeError, runtime

    with pytest.raises(NoRuntimeError, match=r"no Pyodide is there \(pyodide.mjs is missing\)"):
        runtime(str(tmp_path), tmp_path)
    with served(tmp_path) as address, pytest.raises(NoRuntimeError, match=r"pyodide-lock.json can't be read"):
        runtime(address, tmp_path)


_MARK_ALL = """
import json, sys
from nastava import lookup, quiz, review
from nastava.content import quizzes_dir
from nastava.quizzes.find import find_quiz
from nastava.quizzes.rules import failed_samples

failed, marked = [], 0
for path in sorted(quizzes_dir().glob("*.yaml")):
    for item in find_quiz(path.stem).items:
        failed += [f"{item.id}: {problem}" for problem in failed_samples(item)]
        marked += 1
    quiz(path.stem)
lookup(), review()
print(json.dumps([sys.platform, "nh3" in sys.modules, marked, failed]))
"""


def test_the_browsers_python_marks_every_practice_question(site: Path, tmp_path: Path) -> None:
    """The site's own Python opens each quiz, and marks right, partly right and wrong responses as they deserve."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("there is no Node.js to run the site's Python in")
    program = tmp_path / "mark_all.py"
    program.write_text(_MARK_ALL, encoding="utf-8")

    done = subprocess.run(
        [node, str(Path(__file__).with_name("pyodide.mjs")), str(site), str(program)],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    platform, has_nh3, marked, failed = json.loads(done.stdout.splitlines()[-1])
    assert (platform, has_nh3, failed) == ("emscripten", False, [])
    assert marked > 200
