// Browser twin of items/grouping.py: the response is {entry id: group id}.
export default {
  build(kit) {
    const { item, h, t, uid } = kit;
    const isLocked = () => node.classList.contains("nq-locked");
    // A few groups are all in sight, as columns of radio buttons; more go into a list.
    const isTable = item.groups.length <= 4;
    const names = item.groups.map((group) => plainWords(h, group.text));
    const rows = item.entries.map((entry) => {
      const mark = rowMark(kit);
      const grip = h("span", { class: "nq-grip", "aria-hidden": "true", text: "⠿" });
      const label = h("span", { class: "nq-row-label", id: `${uid}-${entry.id}-label` }, [h("span", { html: entry.text }), mark.said]);
      const handle = h("div", { class: "nq-handle" }, [grip, label]);
      const control = isTable
        ? groupRadios(kit, entry, label.id)
        : targetSelect(kit, entry, item.groups, names, label.id);
      carriable(handle, { grip, isLocked, places: () => bins.map((bin) => bin.node), drop: (place) => move(entry.id, place) });
      return { id: entry.id, control, mark, node: h("div", { class: "nq-row" }, [handle, control.node, mark.icon]) };
    });
    const heads = h("div", { class: "nq-row nq-heads", "aria-hidden": "true" }, [
      h("span"), h("div", { class: "nq-segments" }, item.groups.map((group) => h("span", { html: group.text }))), h("span"),
    ]);
    const table = h("div", { class: "nq-rows" }, [...(isTable ? [heads] : []), ...rows.map((row) => row.node)]);
    table.style.setProperty("--groups", item.groups.length);
    // Below, the groups fill up. From there an entry can be carried to another group, or back to the rows.
    const bins = item.groups.map((group) => {
      const head = h("p", { class: "nq-bin-head", id: `${uid}-bin-${group.id}`, html: group.text });
      const list = h("ul", { "aria-labelledby": head.id });
      return { id: group.id, list, node: h("div", { class: "nq-bin" }, [head, list]) };
    });
    const chips = item.entries.map((entry) => {
      const grip = h("span", { class: "nq-grip", "aria-hidden": "true", text: "⠿" });
      const chip = h("li", { class: "nq-chip" }, [grip, h("span", { class: "nq-chip-text", html: entry.text })]);
      carriable(chip, { grip, isLocked, places: () => [table, ...bins.map((bin) => bin.node)], drop: (place) => move(entry.id, place) });
      return { id: entry.id, node: chip };
    });
    const node = h("div", { class: isTable ? "nq-grouping nq-table" : "nq-grouping" }, [
      h("p", { class: "nq-instruction", text: t("group_each") }),
      table,
      h("div", { class: "nq-bins" }, bins.map((bin) => bin.node)),
    ]);
    const move = (entry, place) => twin.choose(entry, bins.find((bin) => bin.node === place)?.id ?? "");
    const paint = (given) => {
      for (const bin of bins) {
        bin.list.replaceChildren(...chips.filter((chip) => given[chip.id] === bin.id).map((chip) => chip.node));
        bin.list.hidden = bin.list.childElementCount === 0; // an empty list has nothing to say
      }
    };
    const twin = assigned(kit, rows, item.groups, node, paint);
    table.addEventListener("change", twin.touched);
    paint({});
    return { ...twin, focus: () => twin.focus() };
  },
};

// A row of native radio buttons, nothing chosen at first. Where the columns have heads, their words are for readers.
function groupRadios({ item, h, uid }, entry, labelled) {
  const inputs = item.groups.map((group) => h("input", { type: "radio", name: `${uid}-${entry.id}`, value: group.id, id: `${uid}-${entry.id}-${group.id}` }));
  const node = h("div", { class: "nq-segments", role: "radiogroup", "aria-labelledby": labelled },
    item.groups.map((group, index) => h("label", { class: "nq-segment", for: inputs[index].id }, [inputs[index], h("span", { class: "nq-segment-text", html: group.text })])));
  return {
    node,
    controls: inputs,
    read: () => inputs.find((input) => input.checked)?.value ?? "",
    write: (id) => inputs.forEach((input) => (input.checked = input.value === id)),
    focus: () => (inputs.find((input) => input.checked) ?? inputs[0]).focus(),
  };
}
