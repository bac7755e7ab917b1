"""README, guides, changelog and the program say the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from nbgrader.apps.nbgraderapp import NbGraderApp
from typer.main import get_command
from typer.testing import CliRunner

import nastava
from nastava.answers import Sheet
from nastava.cli import app
from nastava.content import content_root

ROOT = content_root()
PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
TEXTS = {page.relative_to(ROOT).as_posix(): page.read_text(encoding="utf-8") for page in PAGES}
EVERYTHING = "\n".join(TEXTS.values())
COMMANDS = get_command(app).commands  # type: ignore[attr-defined]


def options_of(name: str) -> set[str]:
    """The options of a command and of the commands below it."""
    below = getattr(COMMANDS[name], "commands", {}).values()
    return {flag for command in (COMMANDS[name], *below) for each in command.params for flag in each.opts}


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_and_option_is_documented(name: str) -> None:
    """A reader of the guides meets each command and each of its options."""
    assert f"nastava {name}" in EVERYTHING
    for below in getattr(COMMANDS[name], "commands", ()):
        assert f"nastava {name} {below}" in EVERYTHING
    for option in (flag for flag in options_of(name) if flag.startswith("--")):
        assert option in EVERYTHING, option


def test_every_option_in_the_guides_exists() -> None:
    """An option named beside a nastava command is one that it has."""
    found = re.findall(r"nastava (\w+)((?: [^`\n|]*?)?(?=[`\n|]))", EVERYTHING)
    for command, rest in found:
        if command in COMMANDS:
            assert set(re.findall(r"--[a-z-]+", rest)) <= options_of(command), (command, rest)


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_helps(name: str) -> None:
    """--help says what the command does."""
    result = CliRunner().invoke(app, [name, "--help"])
    assert result.exit_code == 0
    assert COMMANDS[name].help.splitlines()[0] in result.output


def test_make_verbs_in_the_guides_exist() -> None:
    """Each `make verb` of README and guides is a verb of the Makefile."""
    verbs = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    asked = set(re.findall(r"(?:^|`)make ([a-z]+)", EVERYTHING, re.MULTILINE))
    assert asked
    assert asked <= verbs


def test_nbgrader_commands_in_the_guides_exist() -> None:
    """Each `nbgrader command` is one that nbgrader has."""
    known = set(NbGraderApp().subcommands)
    asked = set(
        re.findall(r"nbgrader ([a-z]+(?:_[a-z]+)+|collect|autograde|export|list|submit)\b", EVERYTHING)
    )
    assert len(asked) >= 8
    assert asked <= known


@pytest.mark.parametrize("page", sorted(TEXTS))
def test_links_lead_somewhere(page: str) -> None:
    """Each relative link and picture of a page is there, and pictures have words."""
    folder = (ROOT / page).parent
    text = re.sub(r"`[^`\n]+`", "code", TEXTS[page])
    for words, target in re.findall(r"(!?\[[^\]]*\])\(([^)\s]+)\)", text):
        if not target.startswith(("http", "#", "mailto:")):
            assert (folder / target.partition("#")[0]).exists(), target
        assert len(words) > len("![]")


def test_the_file_in_which_answers_wait_is_in_the_students_guide(tmp_path: Path) -> None:
    """Who finds a second file beside a sheet can read what it is and what to do."""
    sheet = Sheet(tmp_path / "<id>.json", "<id>")
    assert f"`answers/{sheet._waiting.name}`" in TEXTS["docs/student.md"]


def test_version_and_changelog_agree() -> None:
    """The first heading of the changelog is the version of the package."""
    first = re.search(r"^## \[([^\]]+)\]", TEXTS["CHANGELOG.md"], re.MULTILINE)
    assert first is not None
    assert first[1] == nastava.__version__
    assert f'version = "{nastava.__version__}"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


def test_the_example_bank_has_no_faults(tmp_path: Path) -> None:
    """What a question author copies from the guide passes the check."""
    example = re.search(r"```yaml\n(.*?)```", TEXTS["docs/question-author.md"], re.DOTALL)
    assert example is not None
    path = tmp_path / "kfor.yaml"
    path.write_text(example[1], encoding="utf-8")
    result = CliRunner().invoke(app, ["check", str(path)])
    assert (result.exit_code, result.output.splitlines()[-1]) == (0, "No faults.")


def test_the_code_map_names_what_is_there() -> None:
    """Each folder of the package stands in the map, and each one of the map exists."""
    package = Path(nastava.__file__).parent
    there = {path.name for path in package.iterdir() if (path / "__init__.py").is_file()}
    tree = TEXTS["CONTRIBUTING.md"].partition("src/nastava/  ")[2].partition("atomic.py")[0]
    assert set(re.findall(r"^  ([a-z]+)/", tree, re.MULTILINE)) == there


def test_every_kind_of_note_has_a_row_that_says_what_to_do() -> None:
    """An instructor finds each note that grading writes in the guide."""
    code = "".join(
        path.read_text(encoding="utf-8") for path in Path(nastava.__file__).parent.glob("grading/**/*.py")
    )
    kinds = set(re.findall(r'(?<!>>> )\b(?:Note|plain_note)\(\s*"([a-z-]+)"', code))
    kinds |= {f"limit-{name}" for name in re.findall(r'^    "(\w+)": \(OVER_', code, re.MULTILINE)} | {
        "limit-cell"
    }
    told = set(
        re.findall(
            r"`([a-z-]+)`", "".join(re.findall(r"^\| (`.*?) \|", TEXTS["docs/grading.md"], re.MULTILINE))
        )
    )
    assert len(kinds) > 15
    assert kinds - {"penalty"} <= told, kinds - told
