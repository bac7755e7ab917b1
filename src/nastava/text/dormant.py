"""What a saved notebook shows where a live quiz or figure was: its content, and how to wake it.

JupyterLab can't show a widget without its kernel. So every live output has a static one beside it; the style
that travels with that one hides it while something live is there, and hides JupyterLab's "model not found" when
nothing is. In a page that nbconvert wrote, where nothing can be woken, only the static
output stays, without the words on waking. Front ends that strip the style show both, which harms nobody.
"""

from __future__ import annotations

import html as html_module
from typing import Literal

from nastava.text.languages import language as language_of
from nastava.text.messages import translator
from nastava.text.wholes import WHOLE_STYLE

#: Set on the static output's outermost element.
ATTRIBUTE = "data-nastava-static"

# JupyterLab puts a widget's view as an element into an lm-Panel; without its model that panel holds text alone.
_PANEL = ".jp-OutputArea-output.lm-Panel"
_STATIC = f"[{ATTRIBUTE}]"
# Pages that nbconvert wrote with its templates lab and classic; Voilà's and Notebook 6's look much alike.
_EXPORTED = "body.jp-Notebook:not([data-voila])"
_EXPORTED_CLASSIC = "body:not(.notebook_app,[data-voila]) #notebook"
_AREA, _OUTPUT = ".jp-OutputArea", ".jp-OutputArea-child"
_STYLE = (
    f"{_AREA}:has(> {_OUTPUT} > {_PANEL} > *) > {_OUTPUT}:has({_STATIC}),"
    f"{_AREA}:has(> {_OUTPUT} {_STATIC}) > {_OUTPUT} > {_PANEL}:not(:has(> *)),"
    f"{_EXPORTED} {_AREA}:has({_STATIC}) .jupyter-widgets,"
    f"{_EXPORTED_CLASSIC} .output:has({_STATIC}) .output_area:has(.jupyter-widgets){{display:none}}"
    f"body:is(.jp-Notebook,[data-voila]) .nastava-wake,{_EXPORTED_CLASSIC} .nastava-wake{{display:none}}"
    ".nastava-dormant{border:1px solid var(--jp-border-color1,#bdbdbd);border-radius:4px;"
    "padding:12px 16px;margin:4px 0;max-width:46em;line-height:1.5;"
    "font-family:var(--jp-content-font-family,system-ui,sans-serif);"
    "font-size:var(--jp-content-font-size1,14px);color:var(--jp-content-font-color1,inherit)}"
    ".nastava-wake{display:flex;gap:12px;align-items:center;margin:0 0 12px}"
    ".nastava-wake svg{flex:none}"
    ".nastava-dormant ol > li + li{margin-top:12px}"
    f"{WHOLE_STYLE}"
    "@media print{.nastava-wake{display:none}.nastava-dormant li{break-inside:avoid}}"
)

# A cell with the cursor in it, and the two keys to press.
_PICTURE = (
    '<svg width="112" height="40" viewBox="0 0 112 40" role="img" aria-label="{label}" '
    'fill="none" stroke="currentColor" stroke-width="1.5" font-family="sans-serif">'
    '<rect x="1" y="8" width="48" height="24" rx="3"/><rect x="55" y="8" width="28" height="24" rx="4"/>'
    '<rect x="88" y="8" width="22" height="24" rx="4"/><path d="M8 20h22" stroke-opacity=".5"/>'
    '<path d="M36 15v10"/><path d="M69 14l-6 6h3.5v6h5v-6H75z"/><path d="M105 15v6H94m3-3-3 3 3 3"/></svg>'
)


def dormant(
    kind: Literal["quiz", "figure", "table", "review", "progress", "hand_in"],
    content: str,
    plain: str,
    language: str,
) -> dict[str, str]:
    """Return the MIME bundle of the static output.

    Args:
        kind: what sleeps here; chooses the sentence that says how to wake it.
        content: safe HTML of the questions, the figure or the table.
        plain: the same as plain text.
        language: code of the language of the sentence.

    Example:
        >>> sorted(dormant("quiz", "<p>?</p>", "?", "en"))
        ['text/html', 'text/plain']
    """
    _ = translator(language)
    wake = {
        "quiz": _("This quiz is asleep. Click in the grey box above and press Shift+Enter to wake it."),
        "figure": _("This figure is asleep. Click in the grey box above and press Shift+Enter to wake it."),
        "review": _("What is due today is asked here. Click in the grey box above and press Shift+Enter."),
        "progress": _("Your progress is drawn here. Click in the grey box above and press Shift+Enter."),
        "hand_in": _("Your assignments are shown here. Click on this line and press Shift+Enter."),
        "table": _("To search this table, click in the grey box above and press Shift+Enter."),
    }[kind]
    picture = _PICTURE.format(
        label=html_module.escape(_("A cell, then the keys Shift and Enter"), quote=True)
    )
    tag = language_of(language).tag
    markup = (
        f'<style>{_STYLE}</style><div class="nastava-dormant" {ATTRIBUTE}="{kind}" lang="{tag}">'
        f'<p class="nastava-wake">{picture}<strong>{html_module.escape(wake)}</strong></p>{content}</div>'
    )
    return {"text/html": markup, "text/plain": f"{wake}\n\n{plain}".rstrip()}
