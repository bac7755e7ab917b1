// Browser twin of items/short_text.py: the response is what was typed.
export default {
  build(kit) {
    const field = typedField(kit, { label: "type_text", inputmode: "text", live: false });
    return {
      ...field,
      write: (response) => (field.input.value = typeof response === "string" ? response : ""),
    };
  },
};
