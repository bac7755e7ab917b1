// Browser twin of items/numeric.py: the response is what was typed; the kernel reads it and says how.
export default {
  build(kit) {
    const field = typedField(kit, { label: "type_number", inputmode: "text", live: true });
    return {
      ...field,
      readsAloud: true,
      write: (response) => (field.input.value = typeof response === "string" ? response : (response?.text ?? "")),
    };
  },
};
