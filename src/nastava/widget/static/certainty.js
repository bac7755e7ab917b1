// How certain the learner is: three levels, none chosen at first, with what each earns and costs.
// The marks are those of quizzes/credit.py.
export function certaintyView({ h, uid, t, signed }) {
  const levels = [[1, "certainty_1", 1, 0], [2, "certainty_2", 2, -2], [3, "certainty_3", 3, -6]];
  const inputs = levels.map(([level]) => h("input", { type: "radio", name: `${uid}-certainty`, value: level, id: `${uid}-certainty-${level}` }));
  const node = h("fieldset", { class: "nq-certainty" }, [
    h("legend", { class: "nq-instruction", text: t("certainty") }),
    h("div", { class: "nq-levels" }, levels.map(([, words, right, wrong], index) =>
      h("label", { class: "nq-level", for: inputs[index].id }, [
        inputs[index],
        h("span", {}, [
          h("span", { text: t(words) }),
          h("span", { class: "nq-stake", text: t("certainty_if", { right: signed(right), wrong: signed(wrong) }) }),
        ]),
      ]))),
  ]);
  return {
    node,
    read: () => Number(inputs.find((input) => input.checked)?.value) || null,
    write: (level) => inputs.forEach((input) => (input.checked = Number(input.value) === level)),
  };
}
