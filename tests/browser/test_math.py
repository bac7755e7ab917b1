"""Formulas, pictures and hostile texts in a real JupyterLab."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from tests.browser.lab import PATIENCE, Lab, open_notebook, run_all, screenshot
from tests.browser.notebooks import write_notebook

# What a quiz does with a text of its bank, live; and what a saved notebook does with it, static.
NOTEBOOK = r'''
import anywidget
from IPython.display import HTML, display
from nastava.text.markdown import to_html
from nastava.widget.bundle import STATIC

MAP = "data:image/svg+xml;base64,PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciIHdpZHRoPSI5IiBoZWlnaHQ9IjkiLz4="
TEXT = r"""
Share: $\frac{n}{4700} < 1$, in two lines:

$$\sum_{i=1}^{27} n_i = 4700$$

It costs $5 and $6. As code: `$x$`. Refused: $\href{javascript:window.hacked=1}{click}$, \\(\href{javascript:window.hacked=2}{x}\\)
and \\begin{equation} x \\end{equation}. $\def\frac#1#2{changed}$ ![a square](MAP)
<img src=x onerror="window.hacked=3"> <svg onload="window.hacked=4"> [link](javascript:window.hacked=5)
""".replace("MAP", MAP)

class Formulas(anywidget.AnyWidget):
    _esm = (STATIC / "math.js").read_text(encoding="utf-8") + f"""
    export default {{ render({{ model, el }}) {{
      el.className = "live";
      el.innerHTML = {to_html(TEXT)!r};
      typeset(model, el);
      typeset(model, el);
      typeset(undefined, el);
    }} }};
    """

display(HTML(f'<div class="static">{to_html(TEXT)}</div>'))
display(Formulas())
'''


@pytest.mark.parametrize("kind", ["static", "live"])
def test_formulas_are_typeset_and_nothing_else_is(page: Page, lab: Lab, kind: str) -> None:
    """Both formulas are typeset; prices, code and what is refused stay text; a picture shows; nothing ran."""
    write_notebook(lab.workspace / "formulas.ipynb", NOTEBOOK)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    open_notebook(page, lab, "formulas.ipynb")
    run_all(page)
    shown = page.locator(f".jp-OutputArea .{kind}")
    expect(shown.locator("mjx-container")).to_have_count(2, timeout=PATIENCE)
    expect(shown.locator("mjx-mfrac").first).to_be_visible()
    words = shown.inner_text()
    assert "It costs $5 and $6." in words
    assert r"\href{javascript:window.hacked=1}{click}" in words
    assert r"\begin{equation} x \end{equation}" in words
    assert shown.locator("img").evaluate_all("all => all.map(one => one.naturalWidth)") == [9]
    assert page.evaluate("window.hacked") is None
    assert shown.locator("a[href^='javascript' i]").count() == 0
    screenshot(page, f"formulas-{kind}")
    assert errors == []


BANK = r"""
id: formulas
title: {en: Shares, sr: Udjeli}
items:
  - id: share
    type: single_choice
    stem:
      en: "NATO leads KFOR. Which is the share of $n$ of its 4,700 troops? ![A line](line.svg)"
      sr: "KFOR predvodi NATO. Koliki je udio $n$ od njegovih 4.700 vojnika? ![Crta](line.svg)"
    options:
      - {id: a, text: {en: "$\\frac{n}{4700}$", sr: "$\\frac{n}{4700}$"}, key: true}
      - {id: b, text: {en: "$\\frac{4700}{n}$", sr: "$\\frac{4700}{n}$"}}
    hints: [{text: {en: "Divide by $4700$.", sr: "Podijeli sa $4700$."}}]
    explanation: {en: "The part, divided by the whole.", sr: "Dio podijeljen sa cjelinom."}
    tags: {topic: kfor, bloom: apply}
    facts: [seed-kfor-total]
"""
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9"/></svg>'


def test_a_quiz_in_cyrillic_shows_formulas_and_pictures(page: Page, lab: Lab) -> None:
    """Stem, options and an opened hint are typeset, also after a second try; the menu offers both scripts."""
    folder = lab.workspace / "quizzes"
    folder.mkdir(exist_ok=True)
    (folder / "formulas.yaml").write_text(BANK, encoding="utf-8")
    (folder / "line.svg").write_text(DRAWING, encoding="utf-8")
    code = 'from nastava import quiz\nquiz("formulas", language="sr-Cyrl")'
    write_notebook(lab.workspace / "cyrillic.ipynb", code)
    open_notebook(page, lab, "cyrillic.ipynb")
    run_all(page)
    shown = page.locator(".nastava-quiz")
    expect(shown).to_contain_text("KFOR предводи NATO", timeout=PATIENCE)
    expect(shown.locator("mjx-container")).to_have_count(3, timeout=PATIENCE)
    assert shown.locator(".nq-stem img").evaluate_all("all => all.map(one => one.naturalWidth)") == [9]
    shown.get_by_role("button", name="Помоћ").click()
    expect(shown.locator(".nq-hints mjx-container")).to_have_count(1, timeout=PATIENCE)
    shown.get_by_role("radio").nth(1).check()
    shown.get_by_role("button", name="Провјери одговор").click()
    shown.get_by_role("button", name="Покушај поново").click()
    expect(shown.get_by_role("button", name="Провјери одговор")).to_be_visible()
    screenshot(page, "quiz-cyrillic")
    expect(shown.locator(".nq-hints mjx-container")).to_have_count(1)
    menu = shown.get_by_role("combobox", name="Језик")
    assert [option.strip() for option in menu.locator("option").all_inner_texts()][1:] == [
        "BHS/CG, latinica, ijekavica",
        "БХС/ЦГ, ћирилица, ијекавица",
        "Shqip · pyetjet anglisht",
        "Shqip · pyetjet BHS/CG",
    ]
