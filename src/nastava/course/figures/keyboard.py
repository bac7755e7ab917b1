"""Keys pressed in a figure's controls belong to the controls.

JupyterLab takes an arrow key in a list box for a step to the next cell, unless the element with the focus
itself has the attribute ``data-lm-suppress-shortcuts``. ipywidgets can't set attributes; so this invisible
widget, put into the box with the controls, sets it on whatever gets the focus there.
"""

from __future__ import annotations

import anywidget

_MARK_THE_BOX = """
export default {
  render({ el }) {
    el.hidden = true;
    let tries = 100;
    const mark = () => {
      const box = el.closest(".widget-vbox");
      if (box) box.addEventListener("focusin", ({ target }) => target.setAttribute("data-lm-suppress-shortcuts", ""));
      else if (tries--) requestAnimationFrame(mark);
    };
    mark();
  },
};
"""


class KeysToControls(anywidget.AnyWidget):
    """Keeps JupyterLab's shortcuts out of the ipywidgets box that it is put into."""

    _esm = _MARK_THE_BOX
