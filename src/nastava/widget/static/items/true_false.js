// Browser twin of items/true_false.py: the response is true or false.
export default {
  build(kit) {
    const options = [
      { id: "true", text: kit.t("tf_true") },
      { id: "false", text: kit.t("tf_false") },
    ];
    const list = optionList({ ...kit, item: { ...kit.item, options } }, "radio");
    return {
      ...list,
      read: () => ({ true: true, false: false })[list.ticked()[0]] ?? "",
      write: (response) => list.tick([true, "true", false, "false"].includes(response) ? [String(response)] : []),
    };
  },
};
