// In a review: how well the learner knew an item, with when it comes back. What the answer says is chosen at first.
export function ratingView({ h, uid, t, onChoose }) {
  const levels = h("div", { class: "nq-levels" });
  const node = h("fieldset", { class: "nq-rating" }, [h("legend", { class: "nq-instruction", text: t("rate") }), levels]);
  const inputs = new Map();

  function level(one) {
    const id = `${uid}-rating-${one.value}`;
    const input = h("input", { type: "radio", name: `${uid}-rating`, value: one.value, id });
    const when = h("span", { class: "nq-stake" });
    input.addEventListener("change", () => onChoose(one.value));
    inputs.set(one.value, { input, when });
    return h("label", { class: "nq-level", for: id }, [input, h("span", {}, [h("span", { text: one.name }), when])]);
  }

  function write(rating) {
    if (!inputs.size) levels.append(...rating.levels.map(level));
    for (const one of rating.levels) {
      const { input, when } = inputs.get(one.value);
      input.checked = one.value === rating.chosen;
      when.textContent = one.when;
    }
  }

  return { node, write };
}
