// Browser twin of items/numeric.py: the response is what was typed; the kernel reads it and says how.
export default {
  build(kit) {
    const field = typedField(kit, { label: "type_number", inputmode: "text", live: true });
    return {
      ...field,
      readsAloud: true,
      // What was typed in another language is shown as this one writes it: 3,700 there is 3.700 here.
      write: (response, language) => {
        const text = language === kit.code ? response?.text : response?.value?.toLocaleString(kit.tag, { maximumFractionDigits: 10 });
        field.input.value = typeof response === "string" ? response : (text ?? "");
      },
    };
  },
};
