"""Loading banks: the line of every fault, what YAML may not do, and what is kept for the next time."""

from __future__ import annotations

import hashlib
import json
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from nastava.content import quizzes_dir
from nastava.disk_cache import CACHE
from nastava.errors import BankError
from nastava.quizzes import cache, load_bank, read_bank
from nastava.quizzes import plain_yaml as plain
from nastava.quizzes.bank import BANKS
from nastava.quizzes.find import find_quiz
from nastava.quizzes.plain_yaml import MAX_FAULTS, parse_yaml
from nastava.quizzes.source import read_source

HEAD = 'id: force\ntitle: {en: "A force", sr: "Snage"}\n'
ITEM = """\
  - id: who-{number}
    type: single_choice
    stem:
      en: "Who leads KFOR?"
      sr: "Ko predvodi KFOR?"
    options:
      - {{id: a, text: {{en: "NATO", sr: "NATO"}}, key: true}}
      - id: b
        text: {{en: "The UN", sr: "UN"}}
        feedback:
          en: "Not the UN: it is led by {leader}."
          sr: "Nisu UN."
    explanation: {{en: "NATO does.", sr: "NATO."}}
    tags: {{topic: kfor, bloom: remember}}
    facts: [seed-kfor-led]
"""
ITEM_LINES = ITEM.count("\n")


def bank_text(items: int = 3, leader: str = "NATO", mode: str = "practice") -> str:
    return f"{HEAD}mode: {mode}\nitems:\n" + "".join(
        ITEM.format(number=n, leader=leader) for n in range(items)
    )


def write(folder: Path, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "force.yaml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A cache folder of the test's own, which keeps small banks too."""
    monkeypatch.setenv(CACHE, str(tmp_path / "store"))
    monkeypatch.setattr(cache, "MIN_BYTES", 0)
    BANKS.clear()
    yield tmp_path / "store" / "banks"
    BANKS.clear()


def stored(store: Path) -> list[Path]:
    return sorted(store.iterdir()) if store.is_dir() else []


# ------------------------------------------------------------------ the same data and lines as PyYAML's


@pytest.mark.parametrize("path", sorted(quizzes_dir().rglob("*.yaml")), ids=lambda path: path.stem)
def test_banks_read_as_pyyaml_reads_them(path: Path) -> None:
    """The data of each bank of the course, and the line of each place, are those of PyYAML's own tree."""
    text = path.read_text(encoding="utf-8")
    parsed = parse_yaml(text, lines=True)
    assert parsed.faults == ()
    assert parsed.data == yaml.safe_load(text)
    expected: dict[plain.Place, int] = {}

    def walk(node: yaml.Node, place: plain.Place, line: int) -> None:
        expected[place] = line + 1
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                walk(value, (*place, key.value), key.start_mark.line)
        elif isinstance(node, yaml.SequenceNode):
            for index, value in enumerate(node.value):
                walk(value, (*place, index), value.start_mark.line)

    root = yaml.compose(text)
    walk(root, (), root.start_mark.line)
    assert parsed.lines == expected


_WORDS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), max_size=12)
_SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | _WORDS


@given(st.recursive(_SCALARS, lambda child: st.lists(child) | st.dictionaries(_WORDS, child), max_leaves=12))
def test_whatever_pyyaml_writes_reads_back(data: Any) -> None:
    """Any plain data that PyYAML dumps, in block or flow style, is read back equal, types included."""
    for style in (True, False):
        text = yaml.dump(data, Dumper=_NoAliases, allow_unicode=True, default_flow_style=style)
        parsed = parse_yaml(text)
        assert (repr(parsed.data), parsed.faults) == (repr(_sorted(data)), ())


class _NoAliases(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True


def _sorted(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _sorted(data[key]) for key in sorted(data)}
    return [_sorted(child) for child in data] if isinstance(data, list) else data


@pytest.mark.parametrize(
    "text, data",
    [
        ("no: Tropper\nyes: x\noff: y", {"no": "Tropper", "yes": "x", "off": "y"}),
        ("{sr: no, en: 'no'}", {"sr": False, "en": "no"}),
        ("a: ~\nb: 012\nc: 0x1f\nd: 1_000\ne: 1.5e3\nf: .5", {"a": None, "b": 10, "c": 31, "d": 1000, "e": "1.5e3", "f": 0.5}),
        ("a: !!str 12\nb: ! 12\nc: !!float 3", {"a": "12", "b": "12", "c": 3.0}),
        ("a: |\n  one\n  two\nb: >\n  one\n  two", {"a": "one\ntwo\n", "b": "one two"}),
        ("'12': a\n\"true\": b", {"12": "a", "true": "b"}),
    ],
)  # fmt: skip
def test_plain_values_are_yaml_1_1_s(text: str, data: Any) -> None:
    """Values mean what they mean in YAML 1.1; a bare truth value as a key is a word, such as a language code."""
    parsed = parse_yaml(text)
    assert parsed.faults == ()
    assert repr(parsed.data) == repr(data)


# ------------------------------------------------------------------ each fault at its line


@pytest.mark.parametrize(
    "text, line, words",
    [
        ("a: 1\nb:\n  c: 1\n  d: 2\n  c: 3", 5, "'c' occurs twice"),
        ("a: {b: [1, {c: 2,\n c: 3}]}", 2, "'c' occurs twice"),
        ("a: 2023-02-30", 1, "can't be read"),
        ("x: 1\na: {b: 1}\n<<: {c: 1}", 3, "can't be read"),
        ("x: 1\n? [1, 2]\n: 3", 2, "no word"),
        ("x: 1\n1: 3", 2, "no word"),
        ("x: 1\n~: 3", 2, "no word"),
        ("x: 1\n? *a\n: 3", 2, "no word"),
        ("a: 1\nb: *later", 2, "alias"),
        ("a: 1\nb: &x 5", 2, "anchor"),
        ("a: 1\n&k b: 5", 2, "anchor"),
        ("a: 1\nb: !!python/object/apply:os.system [ls]", 2, "tag"),
        ("a: 1\nb: !!python/name:os.system ''", 2, "tag"),
        ("a: 1\nb: !secret {c: 1}", 2, "tag"),
        ("a: 1\nb: !!set {c, d}", 2, "tag"),
        ("a: 1\n---\nb: 2", 2, "second document"),
        ("a: 1\nb: 'x\n", 3, "YAML error"),
        ("a: 1\nb: \x07", 2, "may not stand"),
        ("a: 1\n\tb: 2", 2, "YAML error"),
        ("", 1, "empty"),
        ("# nothing\n", 2, "empty"),
        ("a: 1\nb: " + "9" * 300, 2, "too long"),
        ("a: 1\nb: 1" + ":59" * 400_000, 2, "too long"),
        ("a: 1\nb: " + "[" * 41, 2, "nested too deeply"),
        ("a: 1\nb: " + "[" * 500_000, 2, "nested too deeply"),
        ("a: 1\nb:\n" + "".join(f"{' ' * n}- \n" for n in range(1, 60)), 43, "nested too deeply"),
        ("a: 1\n" + "? " * 5_000 + "x", 2, "nested too deeply"),
        ("a: 1\nb: " + "{[1]: " * 5_000, 2, "nested too deeply"),
    ],
)  # fmt: skip
def test_what_yaml_may_not_do_is_refused_at_its_line(
    tmp_path: Path, text: str, line: int, words: str
) -> None:
    """Tags, anchors, repeated keys, deep nesting, endless numbers: one plain fault with file, line and mend."""
    path = write(tmp_path, text)
    bank, faults = read_bank(path)
    assert bank is None
    found = [(fault.line, fault.problem) for fault in faults]
    assert any(at == line and words in problem for at, problem in found), found
    assert all(fault.path == path and fault.mend for fault in faults)


def test_a_text_that_stands_for_a_huge_one_is_refused(tmp_path: Path) -> None:
    """Nine levels of ninefold aliases would be a billion values: the first anchor ends it."""
    rows = ["a0: &a0 [x,x,x,x,x,x,x,x,x]"]
    rows += [f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    source = read_source(write(tmp_path, "\n".join(rows)))
    assert [fault.line for fault in source.faults][:2] == [1, 2]
    assert "anchor" in source.faults[0].problem


def test_a_file_full_of_faults_is_not_read_to_its_end(tmp_path: Path) -> None:
    """A hundred thousand aliases are told by the first two hundred."""
    source = read_source(write(tmp_path, "".join(f"k{n}: *x\n" for n in range(100_000))))
    assert len(source.faults) == MAX_FAULTS
    assert source.data is None


@pytest.mark.parametrize(
    "old, new, offset",
    [
        ('en: "Who leads KFOR?"', "en: 5", 4),
        ('sr: "Nisu UN."', 'sr: ""', 12),
        ('        text: {en: "The UN", sr: "UN"}\n', "", 8),
        ("topic: kfor, bloom: remember", "topic: kfor, bloom: recall", 14),
        ("facts: [seed-kfor-led]", "facts: [seed-kfor-led, 'Not a slug']", 15),
        ("options:", "choices:", 6),
        ("type: single_choice", "type: single", 1),
    ],
)  # fmt: skip
def test_a_fault_deep_in_the_last_of_many_items_names_its_line(
    tmp_path: Path, old: str, new: str, offset: int
) -> None:
    """The line and the item's id are exact, though lines are looked up only once something is wrong."""
    items = 60
    last = ITEM.format(number=items - 1, leader="NATO")
    assert old in last
    text = bank_text(items - 1) + last.replace(old, new, 1)
    bank, faults = read_bank(write(tmp_path, text))
    assert bank is None
    start = 4 + (items - 1) * ITEM_LINES
    assert (start + offset, f"who-{items - 1}") in [(fault.line, fault.item) for fault in faults], faults


def test_an_id_used_twice_names_both_lines(tmp_path: Path) -> None:
    """The second item is at fault, and the line of the first is said."""
    text = bank_text(5).replace("id: who-4", "id: who-1")
    _bank, (fault,) = read_bank(write(tmp_path, text))
    assert (fault.line, fault.item) == (5 + 4 * ITEM_LINES, "who-1")
    assert f"on line {5 + ITEM_LINES}" in fault.problem


# ------------------------------------------------------------------ what is kept


def test_a_second_quiz_of_a_lesson_uses_the_bank_already_loaded(tmp_path: Path) -> None:
    """The same bank comes back as long as the file holds the same."""
    write(tmp_path / "quizzes", bank_text())
    assert find_quiz("force", tmp_path) is find_quiz("force", tmp_path)


def test_a_changed_file_is_read_again_whatever_its_times_say(tmp_path: Path) -> None:
    """An edit counts at once, even one that keeps the size and the time of the file."""
    path = write(tmp_path, bank_text(leader="NATO"))
    before = path.stat()
    assert "NATO" in str(load_bank(path).items[0].options[1].feedback)  # type: ignore[union-attr]
    path.write_text(bank_text(leader="KFOR"), encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert "KFOR" in str(load_bank(path).items[0].options[1].feedback)  # type: ignore[union-attr]
    path.write_text("id: force", encoding="utf-8")
    with pytest.raises(BankError, match="'items' is missing"):
        load_bank(path)


def test_the_disk_s_copy_spares_reading_yaml(
    tmp_path: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A later process gets an equal bank without parsing the text, which the copy stands for."""
    path = write(tmp_path, bank_text())
    first = load_bank(path)
    assert len(stored(store)) == 1
    BANKS.clear()
    monkeypatch.setattr("nastava.quizzes.source.parse_yaml", _never)
    again = load_bank(path)
    assert again == first
    assert again is not first


def _never(*_arguments: Any, **_options: Any) -> Any:
    raise AssertionError("the text was parsed")


def test_copies_are_for_their_owner_alone(tmp_path: Path, store: Path) -> None:
    """Folder 0700 and file 0600, also where the folder was open before."""
    store.mkdir(parents=True)
    store.chmod(0o755)
    load_bank(write(tmp_path, bank_text()))
    (copy,) = stored(store)
    assert stat.S_IMODE(store.stat().st_mode) == 0o700
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600


@pytest.mark.parametrize("damage", ["cut", "garbage", "empty", "folder"])
def test_a_damaged_copy_is_ignored(tmp_path: Path, store: Path, damage: str) -> None:
    """The bank is read from its file, and nobody is bothered."""
    path = write(tmp_path, bank_text())
    first = load_bank(path)
    (copy,) = stored(store)
    whole = copy.read_bytes()
    if damage == "folder":
        copy.unlink()
        copy.mkdir()
    else:
        # The second is valid JSON still: only its digest tells.
        changed = {"cut": whole[:-20], "garbage": whole.replace(b"Who", b"Wha"), "empty": b""}[damage]
        copy.write_bytes(changed)
    BANKS.clear()
    assert load_bank(path) == first


def test_a_forged_copy_gives_no_bank_that_the_rules_refuse(tmp_path: Path, store: Path) -> None:
    """What the copy says is validated like the file, which is read where the copy breaks a rule."""
    path = write(tmp_path, bank_text())
    first = load_bank(path)
    (copy,) = stored(store)
    head, body = copy.read_bytes().split(b"\n", 1)
    data = json.loads(body)
    data["items"][0]["options"][0]["key"] = False
    forged = json.dumps(data).encode()
    start = head.rsplit(b" ", 1)[0] + b" "
    copy.write_bytes(start + hashlib.sha256(forged).hexdigest().encode() + b"\n" + forged)
    BANKS.clear()
    assert load_bank(path) == first


def test_the_same_text_under_another_name_is_not_taken_for_valid(tmp_path: Path, store: Path) -> None:
    """A copied bank whose id no longer fits its file is a fault at the id's line."""
    path = write(tmp_path, "# a remark\n" + bank_text())
    load_bank(path)
    assert stored(store)
    other = path.rename(tmp_path / "other.yaml")
    bank, (fault,) = read_bank(other)
    assert (bank, fault.line) == (None, 2)
    assert "differs from the file's name" in fault.problem


@pytest.mark.parametrize(
    "folder, mode", [("quizzes", "graded"), ("quizzes/graded", "practice"), ("private", "practice")]
)
def test_keys_of_graded_quizzes_are_kept_nowhere(
    tmp_path: Path, store: Path, monkeypatch: pytest.MonkeyPatch, folder: str, mode: str
) -> None:
    """Neither on disk nor in the process: by their mode, their folder, or the private overlay."""
    monkeypatch.setenv("NASTAVA_PRIVATE", str(tmp_path / "private"))
    path = write(tmp_path / folder, bank_text(mode=mode))
    assert load_bank(path) is not load_bank(path)
    assert stored(store) == []


def test_a_bank_with_faults_is_not_kept(tmp_path: Path, store: Path) -> None:
    """Each look at it tells its faults."""
    path = write(tmp_path, bank_text().replace("key: true", "key: false"))
    assert read_bank(path)[1] == read_bank(path)[1] != ()
    assert stored(store) == []


def test_a_cache_that_can_t_be_written_is_done_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A home that is no folder, or is read-only, stops nobody."""
    (tmp_path / "file").touch()
    monkeypatch.setenv(CACHE, str(tmp_path / "file" / "below"))
    path = write(tmp_path, bank_text())
    first = load_bank(path)
    BANKS.clear()
    assert load_bank(path) == first


def test_a_folder_that_somebody_else_may_have_laid_is_not_used(tmp_path: Path, store: Path) -> None:
    """A link in place of the folder is neither read nor written through."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    store.parent.mkdir()
    store.symlink_to(elsewhere)
    load_bank(write(tmp_path, bank_text()))
    assert stored(elsewhere) == []


def test_the_cache_stays_small(tmp_path: Path, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond its bound, the copy not used for longest goes first."""
    path = write(tmp_path, bank_text(leader="A"))
    load_bank(path)
    (first,) = stored(store)
    monkeypatch.setattr(cache, "MAX_BYTES", int(first.stat().st_size * 2.5))
    write(tmp_path, bank_text(leader="B"))
    load_bank(path)
    (second,) = set(stored(store)) - {first}
    for age, copy in ((200, first), (100, second)):
        os.utime(copy, (copy.stat().st_atime, copy.stat().st_mtime - age))
    write(tmp_path, bank_text(leader="A"))
    BANKS.clear()
    load_bank(path)  # used again: now the second is the oldest
    write(tmp_path, bank_text(leader="C"))
    load_bank(path)
    kept = stored(store)
    assert len(kept) == 2
    assert first in kept
    assert second not in kept


def test_small_banks_leave_nothing_on_disk(
    tmp_path: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The banks of a course are quick to read anyway."""
    monkeypatch.setattr(cache, "MIN_BYTES", 128 * 1024)
    load_bank(write(tmp_path, bank_text()))
    assert stored(store) == []


def test_a_file_larger_than_the_limit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is not even read to its end."""
    monkeypatch.setattr("nastava.quizzes.source.MAX_BYTES", 100)
    _bank, (fault,) = read_bank(write(tmp_path, bank_text()))
    assert "larger than" in fault.problem
