// Rows that each get one of several targets: what matching and grouping share. Twin of items/assigning.py.

// The words of a piece of safe HTML, for places that take text alone, such as an option of a select box.
export function plainWords(h, html) {
  return h("span", { html }).textContent;
}

// The response that any JSON holds: known rows with known targets.
export function assignedIn(response, rows, targets) {
  const given = response !== null && typeof response === "object" ? response : {};
  const known = (id) => targets.some((target) => target.id === id);
  return Object.fromEntries(rows.map(({ id }) => [id, given[id]]).filter(([, target]) => known(target)));
}

// A select box of targets for one row, nothing chosen at first. `names` holds what each option is called.
export function targetSelect({ h, uid }, row, targets, names, labelled) {
  const select = h("select", { class: "nq-select", id: `${uid}-${row.id}`, "aria-labelledby": labelled }, [
    h("option", { value: "", text: "—" }),
    ...targets.map((target, index) => h("option", { value: target.id, text: names[index] })),
  ]);
  return {
    node: select,
    controls: [select],
    read: () => select.value,
    write: (id) => (select.value = id ?? ""),
    focus: () => select.focus(),
  };
}

// Icon, word and place of a row's mark; `said` stands in the row's label, so that it is read with the control.
export function rowMark({ h, t }) {
  const icon = h("span", { class: "nq-mark", "aria-hidden": "true" });
  const said = h("span", { class: "nq-sr" });
  const show = (row, found) => {
    const state = !found ? "" : found.right ? "right" : "wrong";
    row.dataset.state = state;
    icon.textContent = { right: "✓", wrong: "✗" }[state] ?? "";
    said.textContent = state ? ` (${t(`was_${state}`)})` : "";
  };
  return { icon, said, show };
}

// What both twins answer for: reading, writing, marks, the first control that matters, and what belonged where.
export function assigned({ h, t, changed }, rows, targets, node, painted = () => {}) {
  let marks = null;
  let key = null;
  let wrong = [];
  const right = h("div", { class: "nq-pairs", "aria-live": "polite" });
  node.append(right);
  const read = () => Object.fromEntries(rows.map((row) => [row.id, row.control.read()]).filter(([, target]) => target));
  const touched = () => {
    painted(read());
    changed();
  };
  const paint = () => {
    for (const row of rows) row.mark.show(row.node, (marks ?? []).find((one) => one.part === row.id));
    const missed = (marks ?? []).filter((one) => !one.right).map((one) => one.part);
    const lines = (Array.isArray(key) ? key : []).filter((one) => missed.includes(one.part));
    right.replaceChildren(...(lines.length ? [
      h("p", { class: "nq-instruction", text: t("belong_here") }),
      h("ul", {}, lines.map((one) => h("li", {}, [
        h("span", { html: one.row }), h("span", { class: "nq-arrow", text: " → " }), h("strong", { html: one.target }),
      ]))),
    ] : []));
  };
  return {
    node,
    read,
    reveals: true,
    write: (response) => {
      const given = assignedIn(response, rows, targets);
      for (const row of rows) row.control.write(given[row.id]);
      painted(read());
    },
    // What is open comes first, then what the rules of the type object to, then what was wrong before "Try again".
    focus: (objection = () => false) => {
      const next = rows.find((row) => !row.control.read()) ?? rows.find((row) => objection(row)) ?? rows.find((row) => wrong.includes(row.id));
      (next ?? rows[0]).control.focus();
    },
    lock: (locked) => {
      node.classList.toggle("nq-locked", locked);
      for (const row of rows) for (const control of row.control.controls) control.disabled = locked;
    },
    mark: (found) => {
      marks = found;
      if (found) wrong = found.filter((one) => !one.right).map((one) => one.part);
      paint();
    },
    reveal: (data) => {
      key = data;
      paint();
    },
    // A chip was carried to a row's target: as if it had been chosen there.
    choose: (rowId, target) => {
      rows.find((row) => row.id === rowId)?.control.write(target);
      touched();
    },
    touched,
  };
}
