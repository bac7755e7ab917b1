// Browser twin of items/multiple_choice.py: the response is a list of option ids.
export default {
  build(kit) {
    const list = optionList(kit, "checkbox");
    return {
      ...list,
      read: () => list.ticked(),
      write: (response) => list.tick(Array.isArray(response) ? response : []),
    };
  },
};
