// Options of the choice types, as native radio buttons or checkboxes. Twin of items/options.py.
export function optionList({ item, h, uid, t, changed }, kind) {
  const rows = item.options.map((option) => {
    const input = h("input", { type: kind, name: uid, value: option.id, id: `${uid}-${option.id}` });
    const mark = h("span", { class: "nq-mark", "aria-hidden": "true" });
    const said = h("span", { class: "nq-sr" });
    const label = h("label", { class: "nq-option", for: input.id }, [
      input,
      h("span", { class: "nq-option-text", html: option.text }),
      mark,
      said,
    ]);
    return { id: option.id, input, label, mark, said };
  });
  const node = h("div", { class: "nq-options" }, [
    h("p", { class: "nq-instruction", text: t(kind === "radio" ? "choose_one" : "choose_some") }),
    ...rows.map((row) => row.label),
  ]);
  node.addEventListener("change", changed);
  return {
    node,
    ticked: () => rows.filter((row) => row.input.checked).map((row) => row.id),
    tick: (ids) => rows.forEach((row) => (row.input.checked = ids.includes(row.id))),
    focus: () => (rows.find((row) => row.input.checked) ?? rows[0]).input.focus(),
    lock: (locked) => rows.forEach((row) => (row.input.disabled = locked)),
    // Icon, word and place say it as well as colour. An option left alone is marked only if it belongs.
    mark: (marks) =>
      rows.forEach((row) => {
        const found = (marks ?? []).find((one) => one.part === row.id);
        const missed = found && !found.chosen && !found.right;
        const state = !found || (!found.chosen && !missed) ? "" : missed ? "missed" : found.right ? "right" : "wrong";
        row.label.dataset.state = state;
        row.mark.textContent = { right: "✓", wrong: "✗", missed: "←" }[state] ?? "";
        const word = { right: "was_right", wrong: "was_wrong", missed: "belongs" }[state];
        row.said.textContent = word ? ` (${t(word)})` : "";
      }),
  };
}
