"""What travels to a learner's machine, and what never does."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]


def _build(source: Path, target: Path, kind: str) -> Path:
    command = [
        sys.executable,
        "-m",
        "build",
        "--no-isolation",
        f"--{kind}",
        "--outdir",
        str(target),
        str(source),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (built,) = target.iterdir()
    return built


def _unpack(built: Path, folder: Path) -> None:
    safely: dict[str, Any] = (
        {"filter": "data"} if hasattr(tarfile, "data_filter") else {}
    )  # since Python 3.11.4
    with tarfile.open(built) as archive:
        archive.extractall(folder, **safely)


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The source distribution, built from this checkout."""
    return _build(ROOT, tmp_path_factory.mktemp("sdist"), "sdist")


@pytest.fixture(scope="module")
def wheel(sdist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the source distribution as an installer would."""
    folder = tmp_path_factory.mktemp("unpacked")
    _unpack(sdist, folder)
    (source,) = folder.iterdir()
    return _build(source, tmp_path_factory.mktemp("wheel"), "wheel")


@pytest.fixture(scope="module")
def wheel_names(wheel: Path) -> set[str]:
    """The paths inside the wheel."""
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


@pytest.fixture(scope="module")
def sdist_names(sdist: Path) -> set[str]:
    """The paths inside the source distribution, below its top folder."""
    with tarfile.open(sdist) as archive:
        return {name.partition("/")[2] for name in archive.getnames()}


def _lessons() -> set[str]:
    return {path.relative_to(ROOT).as_posix() for path in ROOT.glob("notebooks/*/*.ipynb")}


def _exercises() -> set[str]:
    found = {path.relative_to(ROOT).as_posix() for path in ROOT.glob("notebooks/exercises/*/*.ipynb")}
    return found | {
        path.relative_to(ROOT).as_posix() for path in ROOT.glob("notebooks/exercises/*/quizzes/*.json")
    }


def _practice_banks() -> set[str]:
    return {path.relative_to(ROOT).as_posix() for path in ROOT.glob("quizzes/*.yaml")}


def test_wheel_carries_lessons_and_practice_quizzes(wheel_names: set[str]) -> None:
    """A learner who installed the package has every lesson, every practice quiz and every exercise."""
    expected = {f"nastava/_content/{name}" for name in _lessons() | _practice_banks() | _exercises()}

    assert _lessons()
    assert _practice_banks()
    assert len(_exercises()) == 14
    assert expected <= wheel_names


def test_wheel_carries_what_the_package_reads(wheel_names: set[str]) -> None:
    """Facts, the widget's modules, JupyterLab's settings and the typing marker travel along."""
    source = ROOT / "src"
    expected = {
        path.relative_to(source).as_posix()
        for pattern in (
            "nastava/py.typed",
            "nastava/course/data/*",
            "nastava/widget/static/**/*.js",
            "nastava/widget/static/**/*.css",
            "nastava/cli/course_files/*",
            "nastava/cli/jupyter/**/*.json",
            "nastava/grading/similar/page.css",
            "nastava/text/locale/*.po",
        )
        for path in source.glob(pattern)
    }

    assert {"nastava/course/data/facts.yaml", "nastava/py.typed"} <= expected
    assert any(name.endswith(".js") for name in expected)
    assert expected <= wheel_names


@pytest.mark.parametrize("distribution", ["wheel_names", "sdist_names"])
def test_no_distribution_carries_keys_or_solutions(distribution: str, request: pytest.FixtureRequest) -> None:
    """Neither wheel nor sdist has a graded bank, a solution, a test, or a trace of someone's work."""
    names: set[str] = request.getfixturevalue(distribution)
    graded = {path.name for path in ROOT.glob("quizzes/graded/*")}
    solutions = {path.name for path in ROOT.glob("solutions/**/*.ipynb")} - {
        Path(name).name for name in _lessons()
    }
    forbidden = {"graded", "solutions", "tests", "answers", "workspace", ".ipynb_checkpoints", "__pycache__"}

    def is_content(name: str) -> bool:
        return not name.removeprefix("src/").startswith("nastava/") or "_content" in name

    # An exercise has the name of its assignment; tests/integration/test_exercises.py looks for keys in it.
    others = {name for name in names if "/exercises/" not in name}
    assert not {name for name in others if Path(name).name in graded | solutions}
    assert {name for name in names if "/exercises/" in name and name.endswith((".ipynb", ".json"))} == {
        name for name in names if name.removeprefix("nastava/_content/") in _exercises()
    }
    assert not {name for name in names if "nastava_solutions" in name}
    assert not {name for name in names if is_content(name) and forbidden & set(Path(name).parts)}
    assert not {name for name in names if "__pycache__" in name or name.endswith(".pyc")}


def test_both_licences_travel(wheel_names: set[str], sdist_names: set[str]) -> None:
    """The licence of the code and that of the content are in both distributions."""
    assert {"LICENSE", "LICENSE-CONTENT"} <= sdist_names
    assert {"LICENSE", "LICENSE-CONTENT"} <= {Path(name).name for name in wheel_names}


def test_installed_package_makes_a_workspace(wheel: Path, tmp_path: Path) -> None:
    """From the unpacked wheel alone, away from the repository, a workspace is made with all lessons."""
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    script = (
        "import sys; from pathlib import Path; import nastava; from nastava.cli.workspace import prepare\n"
        "assert 'site' in nastava.__file__, nastava.__file__\n"
        "prepare(Path('work'), 'en')\n"
    )
    environment = {
        "PYTHONPATH": str(tmp_path / "site"),
        "JUPYTER_DATA_DIR": str(tmp_path / "data"),
        "PATH": "",
    }
    subprocess.run([sys.executable, "-c", script], cwd=tmp_path, env=environment, check=True)
    made = {
        f"notebooks/{path.relative_to(tmp_path / 'work').as_posix()}"
        for pattern in ("work/*/*.ipynb", "work/exercises/*/*.ipynb", "work/exercises/*/quizzes/*.json")
        for path in tmp_path.glob(pattern)
    }

    assert made == _lessons() | _exercises()


def test_solutions_are_a_distribution_of_their_own(tmp_path: Path) -> None:
    """Its wheel, built from its sdist, has every solution, commentary and key, and says where they are."""
    built = _build(ROOT / "packages" / "nastava-solutions", tmp_path / "sdist", "sdist")
    _unpack(built, tmp_path / "unpacked")
    (source,) = (tmp_path / "unpacked").iterdir()
    wheel = _build(source, tmp_path / "wheel", "wheel")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
        names = {name for name in archive.namelist() if ".dist-info" not in name}
    expected = {
        path.relative_to(ROOT).as_posix()
        for pattern in ("solutions/*/*.ipynb", "quizzes/graded/*.yaml")
        for path in ROOT.glob(pattern)
    }

    assert {f"nastava_solutions/_content/{name}" for name in expected} <= names
    assert sum(name.endswith(".yaml") for name in names) == 14
    assert not {name for name in names if "answers" in name or "__pycache__" in name}
    script = (
        "import nastava_solutions as n; print(n.content_root()); assert n.commentary('kfor-2023').is_file()"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={"PYTHONPATH": str(tmp_path / "site")},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == str(tmp_path / "site" / "nastava_solutions" / "_content")
