// Browser twin of items/hotspot.py: native radio buttons or checkboxes that lie upon the picture.
export default {
  build({ item, h, uid, t, changed }) {
    const kind = item.several ? "checkbox" : "radio";
    const regions = item.regions.map(({ mark, name }) => {
      const input = h("input", { type: kind, name: uid, value: mark, class: "nq-region-input", id: `${uid}-${mark}` });
      const icon = h("span", { class: "nq-region-icon", "aria-hidden": "true" });
      const said = h("span", { class: "nq-sr" });
      const label = h("label", { class: "nq-upon nq-region", for: input.id }, [input, h("span", { class: "nq-sr", text: name }), said, icon]);
      layUpon(label, item.picture, mark);
      return { mark, name, input, label, icon, said };
    });
    const chosen = h("p", { class: "nq-region-chosen" });
    const told = h("ul", { class: "nq-region-told" });
    const meaning = h("p", { class: "nq-region-meaning" });
    const node = h("div", { class: "nq-hotspot", "data-kind": item.picture.kind }, [
      h("p", { class: "nq-instruction", text: t(item.several ? "hotspot_some" : "hotspot_one") }),
      pictureView({ picture: item.picture, h, over: regions.map((region) => region.label) }),
      chosen, told, meaning,
    ]);
    const ticked = () => regions.filter((region) => region.input.checked);
    let marked = false;
    const paint = () => {
      for (const region of regions) {
        if (!marked) region.icon.textContent = region.input.checked ? "●" : "";
      }
      const names = ticked().map((region) => region.name).join("; ");
      chosen.textContent = names ? `${t("hotspot_chosen")}: ${names}` : "";
      chosen.hidden = marked;
    };
    node.addEventListener("change", () => {
      paint();
      changed();
    });
    return {
      node,
      showsPicture: true,
      read: () => (item.several ? ticked().map((region) => region.mark) : (ticked()[0]?.mark ?? "")),
      write: (response) => {
        const marks = Array.isArray(response) ? response : [response];
        for (const region of regions) region.input.checked = marks.includes(region.mark);
        paint();
      },
      focus: () => (ticked()[0] ?? regions[0]).input.focus(),
      lock: (locked) => {
        for (const region of regions) region.input.disabled = locked;
      },
      // Icon, line and words say it as well as colour. What was left alone is marked only if it belongs.
      mark: (marks) => {
        marked = Boolean(marks);
        const lines = [];
        for (const region of regions) {
          const found = (marks ?? []).find((one) => one.part === region.mark);
          const missed = found && !found.chosen && !found.right;
          const state = !found || (!found.chosen && !missed) ? "" : missed ? "missed" : found.right ? "right" : "wrong";
          const word = { right: "was_right", wrong: "was_wrong", missed: "belongs" }[state];
          region.label.dataset.state = state;
          region.icon.textContent = { right: "✓", wrong: "✗", missed: "←" }[state] ?? "";
          region.said.textContent = word ? ` (${t(word)})` : "";
          if (!word) continue;
          lines.push(h("li", { "data-state": state }, [
            h("span", { class: "nq-mark", "aria-hidden": "true", text: region.icon.textContent }),
            h("span", { text: `${region.name}: ${t(word)}` }),
          ]));
        }
        told.replaceChildren(...lines);
        told.hidden = lines.length === 0;
        paint();
      },
      reveal: (data) => {
        const rows = Array.isArray(data) ? data : [];
        meaning.replaceChildren(...rows.flatMap((row, index) => [
          ...(index ? [" · "] : []), h("strong", { text: row.said }), " ", h("span", { html: row.text }),
        ]));
        meaning.hidden = rows.length === 0;
      },
    };
  },
};
