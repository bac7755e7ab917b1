// Browser twin of items/single_choice.py: the response is the id of an option.
export default {
  build(kit) {
    const list = optionList(kit, "radio");
    return {
      ...list,
      read: () => list.ticked()[0] ?? "",
      write: (response) => list.tick(typeof response === "string" ? [response] : []),
    };
  },
};
