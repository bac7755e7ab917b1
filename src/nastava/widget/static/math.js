// Formulas, typeset by the page's own renderer: JupyterLab's and Notebook's through the widget manager, elsewhere a
// MathJax of the page. Twin of text/tex.py. Where there is neither, or it fails, the TeX stays as text.
export function typeset(model, element) {
  const formulas = element.querySelectorAll(".nastava-math:not([data-typeset])");
  if (formulas.length === 0) return;
  // The widget manager keeps its renderers to itself, and ipywidgets reaches them in the same way.
  const lab = model?.widget_manager?._rendermime?.latexTypesetter;
  const page = globalThis.MathJax;
  // One by one: a typesetter given the whole element would take other text for formulas too.
  for (const formula of formulas) {
    formula.dataset.typeset = "";
    try {
      let done = null;
      if (lab) done = lab.typeset(formula);
      else if (page?.typesetPromise) done = page.typesetPromise([formula]);
      else if (page?.Hub?.Queue) page.Hub.Queue(["Typeset", page.Hub, formula]);
      Promise.resolve(done).catch(() => {});
    } catch {
      // The formula stays as it was written.
    }
  }
}

// The same for as long as the element lives: whatever is put into it later is typeset too. Returns what ends it.
export function keepTypeset(model, element) {
  const watcher = new MutationObserver(() => typeset(model, element));
  watcher.observe(element, { childList: true, subtree: true });
  typeset(model, element);
  return () => watcher.disconnect();
}
