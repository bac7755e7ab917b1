// A field to type in, shared by the typed types.
export function typedField({ item, h, uid, t, changed }, { label, inputmode, live }) {
  const input = h("input", {
    type: "text",
    id: `${uid}-field`,
    class: "nq-field",
    inputmode,
    autocomplete: "off",
    autocapitalize: "off",
    spellcheck: "false",
    maxlength: "2000",
  });
  const echo = h("p", { class: "nq-echo", "aria-live": "polite" });
  const unit = item.unit ? [h("span", { class: "nq-unit", html: item.unit })] : [];
  const node = h("div", { class: "nq-typed" }, [
    h("label", { class: "nq-instruction", for: input.id, text: t(label) }),
    h("div", { class: "nq-field-row" }, [input, ...unit]),
    ...(live ? [echo] : []),
  ]);
  input.addEventListener("input", changed);
  return {
    node,
    input,
    read: () => input.value,
    focus: () => input.focus(),
    lock: (locked) => (input.readOnly = locked),
    mark: () => {},
    saysBack: true, // the feedback repeats what was typed, as it was read
    echo: (html) => {
      echo.innerHTML = html ? t("read_as", { value: html }) : "";
    },
  };
}
