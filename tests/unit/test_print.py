"""Paper tests: what a printed quiz shows, which version it is, and to whom its key is given."""

from __future__ import annotations

import re
import shutil
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from tests.unit.examples import BANKS
from typer.testing import CliRunner

from nastava.cli import app, chromium
from nastava.content import content_root, quizzes_dir
from nastava.errors import NastavaError
from nastava.quizzes import load_bank
from nastava.quizzes.arrange import arrange
from nastava.text.languages import LANGUAGES, pick
from nastava.text.markdown import to_html, to_plain
from nastava.text.messages import translator
from nastava.text.wholes import WHOLE_CLASS
from nastava.widget.mathml import with_mathml
from nastava.widget.paper import paper_test

EXAMPLES = Path(__file__).parents[2] / "src" / "nastava" / "quizzes" / "examples"
GRADED = content_root() / "quizzes" / "graded" / "kfor-2023.yaml"


class _Words(HTMLParser):
    """Collects what a reader sees, and the ids and links of the page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.ids: list[str] = []
        self.targets: list[str] = []
        self._hidden = False
        # What is held together in one line stands within a sentence: no space around it.
        self.feed(re.sub(rf'<span class="{WHOLE_CLASS}">([^<]*)</span>', r"\1", html))

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self._hidden = tag in {"style", "title"}
        self.ids += [found["id"]] if "id" in found else []
        self.targets += [found["href"][1:]] if found.get("href", "").startswith("#") else []
        self.words.append(found.get("aria-label") or "")

    def handle_endtag(self, tag):
        self._hidden = False

    def handle_data(self, data):
        if not self._hidden:
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


def text_of(html: str) -> str:
    return _Words(html).text


def printed(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["print", *arguments])
    words = str(result.exception) if isinstance(result.exception, NastavaError) else result.output
    return result.exit_code, words


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("code", list(LANGUAGES))
def test_a_paper_has_all_questions_and_no_answer(tmp_path: Path, code: str) -> None:
    """The page has each part, question and option in its language, and not a word of key or explanation."""
    bank = load_bank(quizzes_dir() / "kfor.yaml")
    assert printed("kfor", "--language", code)[0] == 0
    html = (tmp_path / f"kfor-{code}-A.html").read_text(encoding="utf-8")

    assert f'<html lang="{LANGUAGES[code].content_tag}">' in html
    text = text_of(html).replace("**", "")
    for name in bank.parts.values():
        assert pick(name, code) in text
    for item in bank.items:
        for option in getattr(item, "options", ()):
            assert to_plain(pick(option.text, code)) in text
            assert option.feedback is None or to_plain(pick(option.feedback, code)) not in text
        assert item.explanation
        assert to_plain(pick(item.explanation, code))[:60] not in text
    assert html.count('<article class="item"') == len(bank.items)


def test_the_key_stands_behind_the_test(tmp_path: Path) -> None:
    """With --with-key each question's answer, explanation and sources follow, numbered like the questions."""
    bank = load_bank(quizzes_dir() / "kfor.yaml")
    assert printed("kfor", "--with-key", "--language", "en", "--to", "key.html")[0] == 0
    html = (tmp_path / "key.html").read_text(encoding="utf-8")
    test, _, key = html.partition('<section class="key">')

    assert re.findall(r'<li value="(\d+)">', key) == [str(n) for n in range(1, len(bank.items) + 1)]
    for item in arrange(bank, "A").items:
        assert item.key_in_words("en") in text_of(key)
    assert "Answer key" not in test
    page = _Words(html)
    assert set(page.targets) <= set(page.ids)
    assert page.targets
    assert len(page.ids) == len(set(page.ids))


def test_a_part_is_printed_alone(tmp_path: Path) -> None:
    """--part prints one part; an unknown one is refused with the names of those there are."""
    assert printed("kfor", "--part", "numbers", "--language", "en")[0] == 0
    text = text_of((tmp_path / "kfor-numbers-en-A.html").read_text(encoding="utf-8"))
    assert "The numbers" in text
    assert "The mandate" not in text
    code, said = printed("kfor", "--part", "number")
    assert code == 1
    assert "'mandate', 'numbers'" in said


def test_versions_differ_and_each_has_its_key(tmp_path: Path) -> None:
    """Another seed gives other numbers and another name on the page; the same one gives the same page."""
    bank = EXAMPLES / "numeric.yaml"
    pages = {}
    for seed in ("B", "C"):
        arguments = (str(bank), "--language", "en", "--seed", seed, "--with-key")
        assert printed(*arguments)[0] == 0
        first = (tmp_path / f"numeric-en-{seed}.html").read_bytes()
        assert printed(*arguments)[0] == 0
        assert (tmp_path / f"numeric-en-{seed}.html").read_bytes() == first
        pages[seed] = first.decode()
        drawn = arrange(load_bank(bank), seed).items[1]
        test, _, key = pages[seed].partition('<section class="key">')
        assert drawn.stem["en"] in text_of(test)
        assert drawn.key_in_words("en") in text_of(key)
        assert f"version {seed}" in text_of(test)
        assert f"version {seed}" in text_of(key)
    assert pages["B"] != pages["C"]


@pytest.mark.parametrize("code", list(LANGUAGES))
@pytest.mark.parametrize("bank", BANKS, ids=lambda bank: bank.id)
def test_every_question_type_can_be_answered_on_paper(bank, code: str) -> None:
    """Each question has something to tick or to write on; survey questions say that they are not marked."""
    page = paper_test(arrange(bank, "x"), code)
    articles = page.split("<article ")[1:]
    assert len(articles) == len(bank.items)
    for item, article in zip(bank.items, articles, strict=True):
        assert re.search(r"[○□]|class=\"blank|class=\"rule\"", article), item.id
        assert "____" not in article
        assert item.survey == (translator(code)("Survey question, not marked") in article)


def test_a_graded_quiz_gives_its_key_in_the_course_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Elsewhere a graded bank prints its questions, not its key, and says where the key is printed."""
    monkeypatch.delenv("NASTAVA_PRIVATE", raising=False)
    stray = tmp_path / "elsewhere" / "kfor-2023.yaml"
    stray.parent.mkdir()
    shutil.copy(GRADED, stray)
    code, said = printed(str(stray), "--with-key")
    assert code == 1
    assert "only inside the instructor's course" in said
    assert printed(str(stray), "--language", "en")[0] == 0
    assert printed("kfor-2023")[0] == 1

    course = tmp_path / "course"
    (course / "quizzes" / "graded").mkdir(parents=True)
    (course / "nbgrader_config.py").touch()
    shutil.copy(GRADED, course / "quizzes" / "graded")
    monkeypatch.chdir(course)
    assert printed("kfor-2023", "--with-key", "--language", "en")[0] == 0
    key = (course / "kfor-2023-en.html").read_text(encoding="utf-8").partition('<section class="key">')[2]
    assert load_bank(GRADED).items[0].key_in_words("en") in text_of(key)


def test_formulas_and_rubrics_are_printed(tmp_path: Path) -> None:
    """A formula is MathML on paper; the key of an essay has its rubric for who marks it."""
    text = (EXAMPLES / "essay.yaml").read_text("utf-8")
    text = text.replace(
        "What did Resolution 1244 decide", "With $\\\\frac{a}{b}$, what did Resolution 1244 decide", 1
    )
    (tmp_path / "essay.yaml").write_text(text, encoding="utf-8")
    assert printed("essay.yaml", "--with-key", "--language", "en", "--to", "x.html")[0] == 0
    test, _, key = (tmp_path / "x.html").read_text("utf-8").partition('<section class="key">')
    assert "<mfrac>" in test
    assert "\\(" not in test
    rubric = load_bank(tmp_path / "essay.yaml").items[0].rubric
    assert rubric
    for criterion in rubric:
        assert to_plain(pick(criterion.criterion, "en")) in text_of(key)
        assert to_plain(pick(criterion.criterion, "en")) not in text_of(test)


def test_a_formula_brings_no_markup() -> None:
    """What stands as text in a formula is shown as it reads; a broken formula is shown as its source."""
    page = with_mathml(to_html(r"$\text{<img src=x onerror=alert(1)>}$ and $}{$ and $5 and $6"))
    assert "<img" not in page
    assert "<img src=x onerror=alert(1)>" in text_of(page)
    assert "<math" in page


def test_a_picture_is_drawn_on_paper(tmp_path: Path) -> None:
    """The figure of an item is in the page itself, with words for those who can't see it."""
    assert printed(str(EXAMPLES / "hotspot.yaml"), "--language", "en", "--to", "x.html")[0] == 0
    html = (tmp_path / "x.html").read_text("utf-8")
    item = load_bank(EXAMPLES / "hotspot.yaml").items[0]
    assert "data:image/svg+xml" in html or "<svg" in html
    assert pick(item.picture.alt, "en") in unescape(html)


def test_markup_in_a_bank_stays_text(tmp_path: Path) -> None:
    """A title, an option or a seed with markup in it is printed as it reads."""
    text = (EXAMPLES / "single-choice.yaml").read_text("utf-8")
    hostile = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    text = text.replace('"Single choice"', f"'{hostile}'").replace('"NATO", sr', f"'{hostile}', sr")
    (tmp_path / "single-choice.yaml").write_text(text, encoding="utf-8")
    arguments = ("single-choice.yaml", "--with-key", "--language", "en", "--seed", hostile, "--to", "x.html")
    assert printed(*arguments)[0] == 0
    html = (tmp_path / "x.html").read_text(encoding="utf-8")
    assert "<script" not in html
    assert "<img" not in html
    assert hostile in text_of(html)


@pytest.mark.parametrize(
    "arguments, words",
    [
        (("kfr",), "Did you mean 'kfor'?"),
        (("kfor", "--to", "kfor.docx"), "kfor.docx: a paper is written as .html or .pdf"),
        (("kfor", "--seed", " "), "--seed is empty"),
        (("kfor", "--language", "xx"), "Language 'xx' is not known"),
        (("missing.yaml",), "there is no such file"),
        (("kfor", "--to", "nowhere/kfor.html"), "No such file or directory"),
    ],
)
def test_mistakes_get_one_sentence(arguments: tuple[str, ...], words: str) -> None:
    """What can't be printed is said with the mend."""
    code, said = printed(*arguments)
    assert code == 1
    assert words in said


def test_without_chromium_a_pdf_is_refused_with_the_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no Chromium is found the message says what is missing and that HTML can be printed."""
    monkeypatch.setattr(chromium, "find_chromium", lambda: None)
    code, said = printed("kfor", "--to", "kfor.pdf")
    assert code == 1
    assert "none is found" in said
    assert "--to FILE.html" in said
    assert not Path("kfor.pdf").exists()


def test_a_wrong_path_of_chromium_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """NASTAVA_CHROMIUM that names no program is a mistake to be mended, not passed over."""
    monkeypatch.setenv(chromium.VARIABLE, "/nowhere/chromium")
    assert "no program there" in printed("kfor", "--to", "kfor.pdf")[1]
