// Browser twin of items/essay.py: the response is the text. The words are counted here for the writer's eye
// only; the program counts anew.
export default {
  build(kit) {
    const { item, h, uid, t, number, changed } = kit;
    const { least, most } = item.words ?? {};
    const asked = least && most ? t("essay_between", { least, most }) : least ? t("essay_least", { least }) : most ? t("essay_most", { most }) : "";
    const count = h("p", { class: "nq-essay-count", id: `${uid}-count` });
    const said = h("span", { class: "nq-sr", role: "status" });
    const field = h("textarea", { id: `${uid}-text`, class: "nq-essay-field", rows: "6", maxlength: "20000", "aria-describedby": count.id });
    const grow = h("div", { class: "nq-essay-grow" }, [field]);
    const compare = h("div", { class: "nq-essay-compare", hidden: true });
    const node = h("div", { class: "nq-essay" }, [
      h("label", { class: "nq-instruction", for: field.id, text: asked ? `${t("essay_label")} · ${asked}` : t("essay_label") }),
      grow,
      h("div", { class: "nq-essay-foot" }, [count, said]),
      compare,
    ]);
    let before = null;

    // The field grows with its text: a hidden copy behind it gives the height.
    function refresh(aloud) {
      grow.dataset.text = field.value;
      const words = field.value.split(/\s+/u).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
      const state = !words ? "" : least && words < least ? "essay_short" : most && words > most ? "essay_long" : asked ? "essay_fits" : "";
      const line = [t("essay_words", { n: number(words) }), { essay_short: t("essay_short"), essay_long: t("essay_long"), essay_fits: t("essay_fits") }[state]];
      count.textContent = line.filter(Boolean).join(" · ");
      count.dataset.state = state;
      // Read aloud where a limit is crossed, not at each word.
      if (aloud && state && state !== before) said.textContent = count.textContent;
      before = state;
    }

    field.addEventListener("input", () => {
      refresh(true);
      changed();
    });
    refresh(false);
    return {
      node,
      read: () => field.value,
      write: (response) => {
        field.value = typeof response === "string" ? response : "";
        refresh(false);
      },
      focus: () => field.focus(),
      lock: (locked) => (field.readOnly = locked),
      mark: () => {},
      reveals: true, // the sample answer is shown below the text, not among the words of feedback
      reveal: (data) => {
        compare.hidden = !data;
        compare.replaceChildren(...(data ? essayComparison(kit, data) : []));
      },
    };
  },
};

function essayComparison({ h, t, number }, { sample, rubric }) {
  const parts = [];
  if (sample) {
    parts.push(h("p", { class: "nq-instruction", text: t("essay_sample") }), h("div", { class: "nq-essay-sample", html: sample }));
  }
  if (rubric?.length) {
    const rows = rubric.map((one) =>
      h("tr", {}, [
        h("th", { scope: "row" }, [
          h("span", { html: one.criterion }),
          ...(one.levels?.length
            ? [h("ul", {}, one.levels.map((level) => h("li", {}, [`${number(level.points)}: `, h("span", { html: level.text })])))]
            : []),
        ]),
        h("td", { text: number(one.points) }),
      ]));
    parts.push(
      h("table", { class: "nq-essay-rubric" }, [
        h("caption", { text: t("essay_rubric") }),
        h("thead", {}, [h("tr", {}, [h("th", { scope: "col", text: t("essay_criterion") }), h("th", { scope: "col", text: t("essay_points") })])]),
        h("tbody", {}, rows),
      ]));
  }
  return parts;
}
