// Options of the choice types, as native radio buttons or checkboxes. Twin of items/options.py.
export function optionList({ item, h, uid, t, changed }, kind) {
  const node = h("div", { class: "nq-options" });
  // In one go: a long quiz opens noticeably sooner than with one call for each element.
  node.innerHTML = `<p class="nq-instruction">${escaped(t(kind === "radio" ? "choose_one" : "choose_some"))}</p>${item.options
    .map(({ id, text }) => `<label class="nq-option"><input type="${kind}" name="${uid}" value="${escaped(id)}"><span class="nq-option-text">${text}</span></label>`)
    .join("")}`;
  const rows = [...node.querySelectorAll(":scope > label")].map((label) => ({ id: label.firstChild.value, label, input: label.firstChild }));
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
        row.label.querySelectorAll(".nq-mark, .nq-sr").forEach((old) => old.remove());
        if (!state) return;
        const icon = { right: "✓", wrong: "✗", missed: "←" }[state];
        const word = { right: "was_right", wrong: "was_wrong", missed: "belongs" }[state];
        row.label.append(
          h("span", { class: "nq-mark", "aria-hidden": "true", text: icon }),
          h("span", { class: "nq-sr", text: ` (${t(word)})` }),
        );
      }),
  };
}
