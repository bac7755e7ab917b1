// Browser twin of items/matching.py: the response is {prompt id: choice id}.
export default {
  build(kit) {
    const { item, h, t, uid } = kit;
    const letters = item.choices.map((_, index) => String.fromCharCode(65 + index));
    const names = item.choices.map((choice, index) => `${letters[index]}  ${plainWords(h, choice.text)}`);
    const rows = item.prompts.map((prompt) => {
      const mark = rowMark(kit);
      const label = h("label", { class: "nq-row-label", id: `${uid}-${prompt.id}-label`, for: `${uid}-${prompt.id}` }, [
        h("span", { html: prompt.text }), mark.said,
      ]);
      const control = targetSelect(kit, prompt, item.choices, names, label.id);
      return { id: prompt.id, control, mark, node: h("div", { class: "nq-row" }, [label, control.node, mark.icon]) };
    });
    const chips = item.choices.map((choice, index) => {
      const grip = h("span", { class: "nq-grip", "aria-hidden": "true", text: "⠿" });
      const chip = h("li", { class: "nq-chip" }, [
        grip, h("span", { class: "nq-letter", text: letters[index] }), h("span", { class: "nq-chip-text", html: choice.text }),
      ]);
      carriable(chip, {
        grip,
        places: () => rows.map((row) => row.node),
        isLocked: () => node.classList.contains("nq-locked"),
        drop: (place) => twin.choose(rows.find((row) => row.node === place).id, choice.id),
      });
      return { id: choice.id, html: choice.text, letter: letters[index], node: chip };
    });
    const note = h("p", { class: "nq-row-note", "aria-live": "polite" });
    const bank = h("ul", { class: "nq-bank", "aria-label": t("choices") }, chips.map((chip) => chip.node));
    const node = h("div", { class: "nq-matching" }, [
      h("p", { class: "nq-instruction", text: t(item.reuse ? "match_reuse" : "match_once") }),
      bank,
      h("div", { class: "nq-rows" }, rows.map((row) => row.node)),
      note,
    ]);
    const twice = (given) => {
      const chosen = Object.values(given);
      return item.reuse ? [] : chips.filter((chip) => chosen.filter((id) => id === chip.id).length > 1);
    };
    const paint = (given) => {
      for (const chip of chips) chip.node.classList.toggle("nq-used", !item.reuse && Object.values(given).includes(chip.id));
      const [first] = twice(given);
      note.innerHTML = first ? t("used_twice", { choice: `<strong>${first.letter}</strong>` }) : "";
    };
    const twin = assigned(kit, rows, item.choices, node, paint);
    for (const row of rows) row.control.node.addEventListener("change", twin.touched);
    return { ...twin, focus: () => twin.focus((row) => twice(twin.read()).some((chip) => chip.id === row.control.read())) };
  },
};
