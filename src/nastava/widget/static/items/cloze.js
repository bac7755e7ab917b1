// Browser twin of items/cloze.py: the response holds by name what stands in each blank, as it was typed.
export default {
  build(kit) {
    const { item, h } = kit;
    const body = h("div", { class: "nq-cloze", html: item.text });
    const places = clozePlaces(body, item.blanks);
    const blanks = places.map(({ name }, index) => clozeBlank(kit, name, { n: index + 1, total: places.length }));
    places.forEach(({ range }, index) => {
      range.deleteContents();
      range.insertNode(blanks[index].node);
      blanks[index].close();
    });
    body.addEventListener("input", kit.changed);
    let marks = null;
    let keys = null;
    let missed = [];
    const paint = () => blanks.forEach((blank) => blank.paint((marks ?? []).find((one) => one.part === blank.name), keys?.[blank.name]));
    return {
      node: body,
      read: () => Object.fromEntries(blanks.map((blank) => [blank.name, blank.read()]).filter(([, value]) => value !== "")),
      write: (response, language) => {
        const given = response !== null && typeof response === "object" ? response : {};
        for (const blank of blanks) blank.write(given[blank.name], language);
      },
      // The next thing to do: what is empty, else what was wrong before "Try again". Who is in the text stays there.
      focus: () => {
        if (body.contains(document.activeElement)) return;
        const next = blanks.find((blank) => blank.read() === "") ?? blanks.find((blank) => missed.includes(blank.name));
        (next ?? blanks[0])?.focus();
      },
      lock: (locked) => blanks.forEach((blank) => blank.lock(locked)),
      mark: (found) => {
        marks = found;
        if (found) missed = found.filter((one) => !one.right).map((one) => one.part);
        paint();
      },
      reveal: (data) => {
        keys = data;
        paint();
      },
      saysBack: true,
    };
  },
};

// The blanks in the order of the text, each with the range of its "[[name]]" in a text node.
function clozePlaces(body, known) {
  const places = [];
  const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  for (let text = walker.nextNode(); text; text = walker.nextNode()) {
    for (const found of text.data.matchAll(/\[\[([a-z0-9-]+)\]\]/g)) {
      const name = found[1];
      if (!Object.hasOwn(known, name) || places.some((place) => place.name === name)) continue;
      const range = document.createRange();
      range.setStart(text, found.index);
      range.setEnd(text, found.index + found[0].length);
      places.push({ name, range });
    }
  }
  return places;
}

function clozeBlank({ item, tag, code, h, uid, t }, name, place) {
  const blank = item.blanks[name];
  const choice = blank.type === "choice";
  const id = `${uid}-blank-${place.n}`;
  const least = blank.type === "number" ? 6 : 12;
  const plain = (html) => h("span", { html }).textContent;
  const said = h("span", { class: "nq-sr", id: `${id}-said` });
  const about = { id, class: "nq-field nq-blank-field", "aria-label": t("blank", place), "aria-describedby": said.id };
  const field = choice
    ? h("select", about, [
        h("option", { value: "", text: t("choose") }),
        ...blank.options.map((option) => h("option", { value: option.id, text: plain(option.text) })),
      ])
    : h("input", { ...about, type: "text", size: least, maxlength: 200, autocomplete: "off", autocapitalize: "off", spellcheck: "false" });
  const mark = h("span", { class: "nq-mark", "aria-hidden": "true" });
  const key = h("span", { class: "nq-blank-key", "aria-hidden": "true" });
  const node = h("span", { class: "nq-blank", "data-kind": blank.type }, [
    h("span", { class: "nq-blank-box" }, [
      ...(place.total > 1 ? [h("span", { class: "nq-blank-number", "aria-hidden": "true", text: place.n })] : []),
      field,
    ]),
    ...(blank.unit ? [h("span", { class: "nq-unit", html: blank.unit })] : []),
    mark, key, said,
  ]);
  // As wide as what stands in it, never less than its kind's own width, which tells nothing of the answer.
  const fit = () => {
    if (!choice) field.size = Math.min(Math.max(least, field.value.length + 1), 40);
  };
  field.addEventListener("input", fit);
  const shown = (value, language) => {
    if (typeof value === "string") return value;
    if (language === code && typeof value?.text === "string") return value.text;
    // What was typed in another language is shown as this one writes it: 3,700 there is 3.700 here.
    return typeof value?.value === "number" ? value.value.toLocaleString(tag, { maximumFractionDigits: 10 }) : "";
  };
  return {
    name,
    node,
    read: () => field.value.trim(),
    write: (value, language) => {
      field.value = shown(value, language);
      if (choice && field.selectedIndex < 0) field.value = "";
      fit();
    },
    // A full stop or comma right behind the blank stays with it when the line breaks.
    close: () => {
      const behind = node.nextSibling;
      const stop = behind?.nodeType === Node.TEXT_NODE ? /^[.,;:!?…)\]»”“"]+/.exec(behind.data)?.[0] : undefined;
      if (!stop) return;
      behind.deleteData(0, stop.length);
      node.append(h("span", { class: "nq-blank-stop", text: stop }));
    },
    focus: () => field.focus(),
    lock: (locked) => (choice ? (field.disabled = locked) : (field.readOnly = locked)),
    // Icon, word and edge say it as well as colour; the key stands beside what is not right.
    paint: (found, answer) => {
      const state = !found ? "" : found.right ? "right" : "wrong";
      node.dataset.state = state;
      mark.textContent = { right: "✓", wrong: "✗" }[state] ?? "";
      const tell = state === "wrong" && answer !== undefined && answer !== null;
      key.innerHTML = tell ? answer : "";
      const word = { right: t("was_right"), wrong: t("was_wrong") }[state] ?? "";
      said.textContent = tell ? `${word}. ${t("answer_is")}: ${plain(answer)}` : word;
    },
  };
}
